"""通知: a notice. What it issues or attaches gives the genre of the bundle (ingest/genre.py, recognise)."""

from __future__ import annotations

import re

from ingest.genre import GenreRules, TitleRule
from ingest.genres._clauses import point_tasks
from ingest.header import Header
from ingest.layout.model import Layout
from kg.model import Genre, Section, Task


def read_tasks(layout: Layout, header: Header, sections: tuple[Section, ...]) -> tuple[Task, ...] | None:
    """The points of a notice that name responsible units; most notices have none."""
    tasks = point_tasks(layout, sections, plan=True)
    return tuple(task for task in tasks if task.rows and task.rows[0].units)


GENRE = GenreRules(
    genre=Genre.NOTICE,
    titles=(
        TitleRule(
            "表彰决定",
            re.compile(r"(?:表彰|授予|命名|嘉奖|奖励)[^。\n]{0,90}决定$"),
            "云州市总工会关于表彰2024年优秀工会工作者的决定",
            2.0,
        ),
        TitleRule("通知", re.compile(r"(?:预备|补充|紧急)?通知"), "云州市总工会关于开展送清凉活动的通知"),
        TitleRule("通报", re.compile(r"通报$|通告$|公告$|公示$"), "云州市总工会关于经费收缴情况的通报", 0.5),
    ),
    read_tasks=read_tasks,
)
