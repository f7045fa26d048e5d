"""意见: guidance from above, in the shape of a plan: 总体要求, then what is to be done, then 组织领导."""

from __future__ import annotations

import re

from ingest.genre import GenreRules, TitleRule
from ingest.genres._clauses import point_tasks
from ingest.header import Header
from ingest.layout.model import Layout
from kg.model import Genre, Section, Task


def read_tasks(layout: Layout, header: Header, sections: tuple[Section, ...]) -> tuple[Task, ...] | None:
    """Its clauses, read as a plan's."""
    return point_tasks(layout, sections, plan=True)


GENRE = GenreRules(
    genre=Genre.OPINION,
    titles=(
        TitleRule(
            "意见",
            re.compile(r"(?:实施|指导|若干|工作|处理)?意见"),
            "云州市总工会关于加强乡镇工会建设的实施意见",
        ),
        TitleRule(
            "措施", re.compile(r"(?:若干|具体|工作|十条)?措施"), "关于服务新就业形态劳动者的若干措施", 0.9
        ),
        TitleRule("决定", re.compile(r"决定$|决议$"), "云州市总工会关于加强基层组织建设的决定", 0.5),
    ),
    read_tasks=read_tasks,
)
