"""名单: lists of people or bodies: a working group, those honoured, who liaises with whom. No tasks."""

from __future__ import annotations

import re

from ingest.genre import GenreRules, TitleRule
from ingest.header import Header
from ingest.layout.model import Layout
from kg.model import Genre, squeeze

_SEAT = re.compile(r"^(?:组长|副组长|成员|主任|副主任|主席|副主席|委员|总指挥|召集人)[:：]")


def evidence(layout: Layout, header: Header) -> float:
    """组长：, 副组长：, 成员：, each at the head of a line."""
    seats = {m.group() for p in layout.paragraphs() if (m := _SEAT.match(squeeze(layout.words(p))[:8]))}
    return 0.8 if len(seats) >= 2 else 0.0


GENRE = GenreRules(
    genre=Genre.NAME_LIST,
    titles=(
        TitleRule("名单", re.compile(r"名单|名册|花名册"), "云州市总工会工作领导小组名单"),
        TitleRule("通讯录", re.compile(r"通讯录|联系表$|联系方式$|联络表$"), "青岭县总工会联络员通讯录", 0.9),
        TitleRule(
            "一览表",
            re.compile(r"(?:成员|领导|联系点|联络员|人员)(?:.{0,6})(?:一览表|安排表|分工表)$"),
            "云州市总工会领导班子成员联系点一览表",
            2.0,
        ),
        TitleRule(
            "分工",
            re.compile(r"(?:领导|班子|成员|主席团?)(?:.{0,6})(?:工作)?分工(?:表|情况|安排)?$"),
            "云州市总工会领导班子成员工作分工",
            0.9,
        ),
    ),
    evidence=evidence,
)
