"""Where do many passages to search come from? Ledgers made of the thesaurus's labels, other words each time, from a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from kg.model import Document
from kg.thesaurus import LabelKind, Thesaurus
from kg.workspace import Workspace
from tests.search.corpus import Paper

__all__ = ["fill", "ledgers", "questions"]

TASKS = 50
_CITIES = tuple(
    a + b
    for a in "云临青石白墨桐清柳响望东南长宁"
    for b in "州江岭湾塘泉渡溪港原"
)  # fmt: skip
_UNITS = (
    "组织部",
    "宣传教育部",
    "权益保障部",
    "女职工部",
    "财务部",
    "经济工作部",
    "办公室",
    "网络工作部",
    "基层工作部",
)
_OPENINGS = (
    "推进{a}",
    "围绕{a}开展专项行动",
    "健全{a}工作机制",
    "制定{a}年度计划",
    "总结推广{a}经验做法",
    "抓好{a}重点任务落实",
)
_MIDDLES = (
    "在{n}家企业试点{b}", "面向{who}举办{b}活动{n}场次", "指导基层工会做好{b}", "把{b}纳入全年考核，覆盖职工{n}人",
    "联合有关单位检查{b}情况{n}次", "依托园区服务站为{who}提供{b}",
)  # fmt: skip
_ENDINGS = (
    "形成案例{n}个",
    "年底前完成验收",
    "经费不超过{n}万元",
    "每季度通报一次进展",
    "培育示范点{n}个",
    "建立台账并动态更新",
)
_WHO = ("货车司机", "网约配送员", "一线女职工", "困难职工", "农民工", "青年职工", "劳模工匠", "园区企业职工")
_ASKED = (
    "{a}怎么做",
    "{city}的{a}",
    "{a}由哪个部门负责",
    "今年{a}有什么安排",
    "{a}",
    "{b}",
    "给{who}的{a}",
    "{a}和{b}",
)


def _labels(thesaurus: Thesaurus, everyday: bool) -> list[str]:
    return sorted(
        {
            label
            for concept in thesaurus
            for label, kind in concept.labels()
            if (kind is LabelKind.EVERYDAY) == everyday and 2 <= len(label) <= 14
        }
    )


def ledgers(passages: int, seed: int = 1) -> Iterator[Document]:
    """Ledgers of 50 tasks each, so many tasks in all; every task is a passage of some 80 characters."""
    chance = random.Random(seed)
    labels = _labels(Thesaurus.load(), everyday=False)
    for number in range(-(-passages // TASKS)):
        city, year = chance.choice(_CITIES), chance.randint(2021, 2033)
        paper = Paper(
            f"{number:06}.txt",
            city,
            f"{city}市总工会{year}年工作台账之{number}",
            f"{city}工办发〔{year}〕{number + 1}号",
            year=year,
        )
        for _ in range(min(TASKS, passages - number * TASKS)):
            parts = (
                chance.choice(_OPENINGS),
                *chance.sample(_MIDDLES, chance.randint(1, 3)),
                chance.choice(_ENDINGS),
            )
            words = "，".join(
                part.format(
                    a=chance.choice(labels),
                    b=chance.choice(labels),
                    n=chance.randint(2, 400),
                    who=chance.choice(_WHO),
                )
                for part in parts
            )
            paper.task(f"{words}。", (chance.choice(_UNITS),))
        yield paper.done()


def fill(folder: Path, passages: int) -> None:
    """A workspace of so many passages."""
    with Workspace.open(folder) as workspace:
        for document in ledgers(passages):
            workspace.put_file(document.source_file, "", [document])


def questions(count: int, seed: int = 2) -> list[str]:
    """As people ask: official and everyday words, with and without a city."""
    chance = random.Random(seed)
    thesaurus = Thesaurus.load()
    official, everyday = _labels(thesaurus, everyday=False), _labels(thesaurus, everyday=True)
    return [
        chance.choice(_ASKED).format(
            a=chance.choice(official if chance.random() < 0.5 else everyday),
            b=chance.choice(official),
            city=chance.choice(_CITIES),
            who=chance.choice(_WHO),
        )
        for _ in range(count)
    ]
