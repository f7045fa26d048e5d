"""实施方案, 行动方案, 计划, 规划: what is to be done, under 主要任务, between 指导思想 and 工作要求."""

from __future__ import annotations

import re

from ingest.genre import GenreRules, TitleRule
from ingest.genres._clauses import point_tasks
from ingest.header import Header
from ingest.layout.model import Layout
from kg.model import Genre, Section, Task, squeeze


def read_tasks(layout: Layout, header: Header, sections: tuple[Section, ...]) -> tuple[Task, ...] | None:
    """The clauses under 主要任务, 任务分工, 工作措施; elsewhere those that name responsible units."""
    return point_tasks(layout, sections, plan=True)


_SIGNS = re.compile(r"指导思想|总体要求|主要任务|重点任务|工作要求|保障措施|组织领导|实施步骤|工作目标")


def evidence(layout: Layout, header: Header) -> float:
    """Headings of a plan's usual skeleton: three of them make a plan likely."""
    headings = [w for p in layout.paragraphs()[:400] if len(w := squeeze(layout.words(p))) <= 30]
    count = len({m.group() for w in headings if (m := _SIGNS.search(w))})
    return 0.6 if count >= 3 else 0.0


GENRE = GenreRules(
    genre=Genre.PLAN,
    titles=(
        TitleRule(
            "方案",
            re.compile(r"(?:实施|行动|工作|活动|试点|推进|竞赛|建设|整治|总体)?方案"),
            "“暖心驿站”建设实施方案",
        ),
        TitleRule(
            "计划", re.compile(r"(?:工作|行动|实施|年度|三年|培训)?计划"), "临江市总工会2024年工作计划"
        ),
        TitleRule("规划", re.compile(r"(?:发展)?规划(?:纲要)?|纲要"), "云州市工会事业发展规划"),
        TitleRule("行动", re.compile(r"行动$"), "云州市工会暖心关爱专项行动", 0.8),
        TitleRule("打算", re.compile(r"工作(?:思路|打算|设想)$"), "青岭县总工会2024年工作思路", 0.8),
        TitleRule("预案", re.compile(r"(?:应急|工作)?预案"), "云州市总工会防汛应急预案", 0.8),
    ),
    read_tasks=read_tasks,
    evidence=evidence,
)
