"""Can two figures be compared, and what comes of it (数字核对)? Planned 18家, reported 16家: short.

Only figures of one kind of unit are compared, both totals or both the year's own, neither a part (其中), a difference
(比上年多), a rest (另有…顺延) or a share per head.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = ["FIGURE", "Figure", "Manner", "Verdict", "figure", "judge"]


class Verdict(StrEnum):
    """What a report says of a target. REPORTED: it is spoken of, with no figure that could be held against the plan's."""

    DONE = "done"
    EXCEEDED = "exceeded"
    SHORT = "short"
    REPORTED = "reported"
    MISSING = "not reported"


class Manner(StrEnum):
    """How a figure counts. PLAIN: what was done in the year."""

    PLAIN = "plain"
    TOTAL = "total"
    PART = "part"
    DIFFERENCE = "difference"
    REST = "rest"
    EACH = "each"


# Units that count alike. Documents change them freely: 建成12家 answers 新建12个.
_ALIKE: Final = (
    ("个", "个 家 处 所 座 间 栋 站 厅 室"),
    ("名", "名 人 位"),
    ("人次", "人次"),
    ("场", "场 场次 次 期 班次 讲 班"),
    ("件", "件 起 宗 例"),
    ("册", "册 本"),
    ("户", "户 户次"),
    ("篇", "篇 条 则"),
)
_FAMILY: Final = {unit: family for family, units in _ALIKE for unit in units.split()}
_SCALES: Final = {"万": 1e4, "亿": 1e8}

_NUMBER: Final = r"(?:百分之)?(?:\d[\d,]*(?:[.．]\d+)?|[一二三四五六七八九十百千两]+)"
FIGURE: Final = re.compile(
    rf"(?:不少于|不低于|不超过|不高于|至少|超过|突破|达到|达|近|约|共|逾)?{_NUMBER}(?:\s*[-—~～至到]\s*{_NUMBER})?\s*[多余]?[千百]?[万亿]?[多余]?"
    r"(?:人次|场次|班次|户次|百分点|[%％]|元|[个家处所座间栋站名人位场次期件起宗例册本户篇条则项对支份批套辆台门种类幅首顶])(?:以上|以下|以内|左右)?"
)
"""A figure with its unit inside a phrase, as far as it must go so that the words are left."""

# Where it stands, which manner: the words before the figure, in its own clause.
_MANNERS: Final = (
    (Manner.REST, re.compile(r"另有|顺延|剩余|余下|尚有|还有")),
    (Manner.EACH, re.compile(r"每[个名家人户年月季周站场次]|每半年|人均|日均|户均|月均|各(?=\d)")),
    (Manner.PART, re.compile(r"其中")),
    (
        Manner.DIFFERENCE,
        re.compile(
            r"同比|环比|[比较](?:上年|去年|上一?年|同期|计划|目标|年初|往年)|增长|增幅|降幅|下降|压减|减少|提高(?!到|至)|上升|增加(?=[^\d，]*[\d.]+\s*(?:[%％]|个?百分点))|多(?=\d)|少(?=\d)|未达|未完成"
        ),
    ),
    (Manner.TOTAL, re.compile(r"累计|总数|总量|总计(?!划)|现有|共有|拥有|总人数|历年|截至")),
)
_ABOUT: Final = re.compile(r"(?:近|约|大约|将近|接近)\s*$")
_CEILING: Final = re.compile(r"控制在|不超过|不高于|以内|以下|压降到|降至|降到")
_STOCK: Final = re.compile(r"达到|达|保持在|稳定在")


@dataclass(frozen=True, slots=True)
class Figure:
    """`low` and `high` in the unit's own measure (3万元: 30000, 元); equal where no range is given."""

    low: float
    high: float
    unit: str
    shown: str
    comparator: str | None
    manner: Manner
    about: bool
    stock: bool

    @property
    def family(self) -> str:
        return _FAMILY.get(self.unit, self.unit)


def figure(value: str, measure: str, comparator: str | None, phrase: str) -> Figure | None:
    """From an indicator's fields and the words around it; None for a value that is no number."""
    ends = [part for part in value.split("-") if part]
    try:
        low, high = float(ends[0]), float(ends[-1])
    except (IndexError, ValueError):
        return None
    scale = 1.0
    while len(measure) > 1 and measure[0] in _SCALES:
        scale *= _SCALES[measure[0]]
        measure = measure[1:]
    if comparator is None and _CEILING.search(phrase):
        comparator = "<="
    manner = next((kind for kind, words in _MANNERS if words.search(phrase)), Manner.PLAIN)
    at = FIGURE.search(phrase)
    head = phrase[: at.start()] if at else phrase
    about = bool(_ABOUT.search(head)) or bool(at and at[0][:1] in "近约")
    return Figure(
        low * scale,
        high * scale,
        measure,
        f"{value}{_unscaled(scale)}{measure}",
        comparator,
        manner,
        about,
        bool(_STOCK.search(phrase)),
    )


def _unscaled(scale: float) -> str:
    return {1e4: "万", 1e8: "亿"}.get(scale, "")


def comparable(planned: Figure, reported: Figure) -> bool:
    """Whether both count in one unit and in one manner."""
    if planned.family != reported.family:
        return False
    if planned.manner is reported.manner:
        return planned.manner not in (Manner.REST, Manner.EACH)
    return (planned.manner is Manner.PLAIN and planned.stock and reported.manner is Manner.TOTAL) or (
        planned.unit == "%" == reported.unit
        and {planned.manner, reported.manner} <= {Manner.PLAIN, Manner.TOTAL}
    )


def judge(planned: Figure, reported: Figure) -> Verdict:
    """DONE, EXCEEDED or SHORT where the two can be compared, else REPORTED.

    A ceiling (不超过, 下降) is kept by what is at or below it. About so many (近, 约) decides only where the plan's figure
    is not reached by it, or reached with room.
    """
    if not comparable(planned, reported):
        return Verdict.REPORTED
    got = reported.high
    if planned.comparator == "<=":
        return Verdict.DONE if got <= planned.high else Verdict.SHORT
    if reported.about and abs(got - planned.low) <= 0.1 * planned.low:
        return Verdict.REPORTED
    if got < planned.low:
        return Verdict.SHORT
    above = got > planned.high or (
        reported.comparator == ">=" and got == planned.high and not planned.comparator
    )
    return Verdict.EXCEEDED if above else Verdict.DONE
