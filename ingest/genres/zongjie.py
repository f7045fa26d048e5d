"""工作总结: what was done. It sets no tasks; next year's ideas stay sections of it."""

from __future__ import annotations

import re

from ingest.genre import GenreRules, TitleRule
from ingest.header import Header
from ingest.layout.model import Layout
from kg.model import Genre

_DONE = re.compile(
    r"工作总结如下|总结如下|汇报如下|报告如下|一年来，|取得了?(?:新|显著|明显|较好)?(?:的)?(?:进展|成效|成绩)|存在的(?:主要)?问题"
)


def evidence(layout: Layout, header: Header) -> float:
    """Two turns of phrase that only a report has."""
    return 0.6 if len({m.group() for m in _DONE.finditer(layout.text, 0, 200_000)}) >= 2 else 0.0


GENRE = GenreRules(
    genre=Genre.SUMMARY,
    titles=(
        TitleRule("总结", re.compile(r"(?:工作)?(?:总结|小结)"), "青岭县总工会2023年工作总结"),
        # The summary comes first and is the longer; the coming year's plan is its last chapter.
        TitleRule(
            "总结和计划",
            re.compile(
                r"(?:总结|小结|汇报|报告|情况)(?:和|及|暨|与|、|以及).{0,30}(?:计划|打算|思路|安排|要点|设想|谋划)"
            ),
            "青岭县总工会2023年工作总结及2024年工作计划",
            2.0,
        ),
        TitleRule(
            "工作报告",
            re.compile(r"工作(?:情况)?(?:的)?(?:报告|汇报)|情况(?:的)?(?:报告|汇报)|述职报告"),
            "云州市总工会2023年工作情况报告",
        ),
        TitleRule(
            "工作情况",
            re.compile(r"工作(?:开展|完成|落实)?情况$|工作回顾$"),
            "临江市总工会2023年工作开展情况",
            0.9,
        ),
    ),
    evidence=evidence,
)
