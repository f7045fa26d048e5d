"""Who is appointed to a post or a seat (张三任组长, 组长由张三担任, 选举张三为主席)?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest.extract.people.entries import read_entries
from ingest.extract.people.names import HAN, NAME, is_name
from ingest.extract.people.positions import LEADING, read_positions
from ingest.extract.people.running_text.examples import held_up
from ingest.extract.people.running_text.honours import HONOURS, either, unquoted
from ingest.extract.people.running_text.reader import Reader
from ingest.extract.people.seats import SEATS_IN_PROSE
from ingest.extract.people.sightings import Sighting
from kg.model import GroupRole, Position, Span, squeeze

_APPOINTED: Final = re.compile(
    rf"(?:(?<=[，,。；;：:、（(“”\s由以经让即和])|^)(?P<name>{NAME})(?P<title>同志|老师|勇士)?(?P<more>(?:[、和]{NAME}){{0,8}})(?:同志)?(?!(?<=[兼担出就继])任)"
    rf"(?:(?:分别|被)?(?:兼任|担任|出任|就任|继任|当选为?|任命为|选为|任)|为)(?P<role>[^，。；;、\n（）()的“”]{{0,20}}?(?:{either({*LEADING, *HONOURS, '成员', '委员', '顾问', '联络员', '常委', '教授', '干事', '代表'})}))"
    r"(?=[，,。；;、\s）)（(的和]|、|$|及|并|等|期间|以来)",
    re.MULTILINE,
)
"""由张三任组长，李四任副组长; 张三同志当选为云州市总工会主席."""

_HELD_BY: Final = re.compile(
    r"(?P<seat>(?:常务|执行|第一)?副?组\s?长|(?:领导小组)?办公室(?:常务|专职)?副?主任|(?:常务)?副?(?:总指挥|指挥长|召集人|主任|主席|会长|秘书长|队长|团长)|成员)(?:分别)?由(?P<who>[^。；;\n“”]{2,90}?)(?:同志)?(?:分别)?(?P<verb>兼任|担任|任(?!务|何|组|副|职|期)|组成)(?=[，,。；;、\s）)]|$)"
)
"""组长由市总工会主席张三担任; 办公室主任由副主席李四同志兼任."""

_GIVEN: Final = re.compile(
    rf"(?:授予|命名|推选|推荐|评选|增补|补选|选举|任命|聘任|聘请|表彰|提名|增选|选树)了?(?P<names>{NAME}(?:[、和]{NAME}){{0,30}})(?:同志|等)?(?:\s?[\dXＸ×一二两三四五六七八九十]{{1,6}}\s?[名位人](?:同志|职工)?)?(?:同志)?"
    rf"(?P<link>为|担任|任|“|\"|全国|[{HAN}XＸ×]{{1,5}}[省市县区])(?P<rest>[^，。；;\n]{{2,30}})"
)
"""选举张三为云州市总工会主席; 授予张三、李四“云州工匠”称号."""

_NAME_RE = re.compile(NAME)

_ROLE_HEAD = re.compile(
    rf"(?P<role>[^，。；;、\n（）()的]{{0,26}}?(?:{either({*LEADING, *HONOURS, '成员', '委员', '顾问', '常委', '教授', '代表', '讲师', '律师'})})[”\"]?)(?=[，,。；;、\s）)（(的和]|$|及|并|等|称号|荣誉)"
)


def appointed(reader: Reader) -> Iterator[Sighting]:
    """By rule `_APPOINTED`."""
    for found in _APPOINTED.finditer(reader.text):
        spans = [
            found.span("name"),
            *(m.span() for m in _NAME_RE.finditer(reader.text, *found.span("more"))),
        ]
        for start, stop in spans:
            if not is_name(reader.text[start:stop]) or held_up(reader.text, start, stop):
                continue
            positions, seats = reader.role(*found.span("role"), start)
            if positions or seats:
                yield reader.person(start, stop, positions, seats)


def held_by(reader: Reader) -> Iterator[Sighting]:
    """By rule `_HELD_BY`."""
    text = reader.text
    for found in _HELD_BY.finditer(text):
        start, stop = found.span("who")
        seat = re.sub(r"^领导小组", "", squeeze(found["seat"]))
        group = reader.book.at(reader.sentence_end(found.start()))
        for entry in read_entries(text, start, stop):
            if held_up(reader.text, entry.span.start, entry.span.end):
                continue
            positions = tuple(p for post in entry.posts for p in read_positions(text, post.start, post.end))
            held = Span(*found.span("seat"))
            if group is not None and seat in SEATS_IN_PROSE | {"主任", "副主任", "成员"}:
                yield reader.person(
                    entry.span.start, entry.span.end, positions, (GroupRole(group, seat, held),)
                )
            elif positions or seat != "成员":
                own = () if seat in ("成员",) else (Position(seat, held),)
                yield reader.person(entry.span.start, entry.span.end, (*positions, *own))


def given(reader: Reader) -> Iterator[Sighting]:
    """By rule `_GIVEN`."""
    text = reader.text
    for found in _GIVEN.finditer(text):
        left, right = found.span("rest")
        if found["link"] not in ("为", "担任", "任"):
            left = found.start("link")
        if found["link"] in ("“", '"'):
            close = text.find("”" if found["link"] == "“" else '"', left + 1, left + 32)
            if close < 0:
                continue
            left, right = left + 1, close
        else:
            role = _ROLE_HEAD.match(text, left)
            if role is None:
                continue
            left, right = role.span("role")
            left, right = unquoted(text, left, right)
        for one in _NAME_RE.finditer(text, *found.span("names")):
            if not is_name(one.group()):
                continue
            if found["link"] in ("“", '"'):
                positions: tuple[Position, ...] = (Position(squeeze(text[left:right]), Span(left, right)),)
                seats: tuple[GroupRole, ...] = ()
            else:
                positions, seats = reader.role(left, right, one.start())
            yield reader.person(one.start(), one.end(), positions, seats)
