"""工作要点: the year's numbered points, each a task, often with （责任单位：…） behind it."""

from __future__ import annotations

import re

from ingest.genre import GenreRules, TitleRule
from ingest.genres._clauses import point_tasks
from ingest.header import Header
from ingest.layout.model import Layout
from ingest.responsibility import find_responsibilities
from kg.model import Genre, Section, Task


def read_tasks(layout: Layout, header: Header, sections: tuple[Section, ...]) -> tuple[Task, ...] | None:
    """Every lowest point that carries text; 指导思想 and 总体要求 only frame them."""
    return point_tasks(layout, sections, plan=False)


def evidence(layout: Layout, header: Header) -> float:
    """Three and more statements of responsibility, outside tables: points, whatever the title says."""
    count = sum(len(find_responsibilities(layout.text, p.span)) for p in layout.paragraphs()[:400])
    return 0.7 if count >= 3 else 0.0


GENRE = GenreRules(
    genre=Genre.POINTS,
    titles=(
        TitleRule("要点", re.compile(r"(?:工作|重点|任务)?要点"), "云州市总工会2024年工作要点"),
        TitleRule(
            "工作安排",
            re.compile(r"(?:年度?|阶段|季度|月份?)(?:重点|主要|工会)*工作(?:安排|重点)$"),
            "临江市总工会2024年重点工作安排",
        ),
    ),
    read_tasks=read_tasks,
    evidence=evidence,
)
