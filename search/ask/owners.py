"""Whose is a figure that stands in a row of figures (分别对应)?

东屿区4个、西屿县5个 has the owner right before each figure; 一等奖、二等奖分别奖励3000元、2000元 and 前三名分别奖励… have the
owners in the same order before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.late_patterns import late
from kg.model import Span

__all__ = ["RANK", "Owner", "owner_of"]

_ENDS: Final = r"(?:[县区市旗州]|新区|开发区|高新区|总工会|产业工会|[一二三四五]等奖|第[一二三四五六]名|冠军|亚军|季军|[省市县]级)"
"""What names of those who share out a number end with."""
_BEFORE: Final = late(
    rf"(?:^|[，,、；;：:（(。\n]|其中)\s*(?P<name>[㐀-鿿“”]{{0,12}}?{_ENDS})(?:总?工会)?各?(?:推荐|建设|新建|建成|不少于|至少|奖励|为)?$"
)
_FIGURE: Final = r"[^、，,；;。：\s]{0,6}?\d+(?:\.\d+)?[㐀-鿿%]{1,4}?"
_ROW: Final = late(
    rf"(?:分别|依次|各)(?:给予|为|奖励|发放|补助|予以|一次性|奖金|不少于|不低于|设|评选|评出)*(?P<row>{_FIGURE}(?:、{_FIGURE})+)"
)
RANK: Final = late(r"[特一二三四五六]等奖|第[一二三四五六七八九十]名|冠军|亚军|季军")
"""A place in a contest: a figure that is asked of it has to be its own."""
_FIRSTS: Final = late(r"前([二两三四五六])名")
_RANKS: Final = (
    ("第一名", "冠军", "头名"),
    ("第二名", "亚军"),
    ("第三名", "季军"),
    ("第四名",),
    ("第五名",),
    ("第六名",),
)
_COUNT: Final = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_ITEM: Final = r"[^、，,；;。：\s]{1,14}"
_LEAST: Final = 2


@dataclass(frozen=True, slots=True)
class Owner:
    """`names` are what the owner may be called; `others` those of the other figures of the row."""

    names: tuple[str, ...]
    others: tuple[str, ...] = ()
    listed: bool = True
    """One of several who share out a number: the figure is not that of the whole."""


def owner_of(text: str, sentence: Span, figure: Span) -> Owner | None:
    """Whose figure it is; None where it stands in no row."""
    before = text[sentence.start : figure.start]
    if found := _BEFORE.search(before):
        return Owner(_said(found["name"]))
    for row in _ROW.finditer(text, sentence.start, sentence.end):
        if not row.start("row") <= figure.start < row.end("row"):
            continue
        starts = [row.start("row"), *(m.end() for m in re.finditer("、", text[: row.end("row")]) if m.start() >= row.start("row"))]  # fmt: skip
        place = sum(start <= figure.start for start in starts) - 1
        names = _in_order(text[sentence.start : row.start()], len(starts))
        if names:
            others = tuple(n for at, some in enumerate(names) if at != place for n in some)
            return Owner(names[place], others)
    return None


def _said(name: str) -> tuple[str, ...]:
    bare = re.sub(r"^(?:其中|包括|含|即|分别为)", "", name.strip("“”"))
    return (bare,) if len(bare) >= _LEAST else ()


def _in_order(before: str, count: int) -> list[tuple[str, ...]]:
    """The owners of `count` figures, in their order, from what stands before; empty where they are not as many."""
    if (firsts := list(_FIRSTS.finditer(before))) and _COUNT[firsts[-1][1]] == count:
        return list(_RANKS[:count])
    runs = re.findall(rf"{_ITEM}(?:、{_ITEM}){{{count - 1}}}", before)
    if not runs:
        return []
    names = [_TAIL.sub("", name) for name in runs[-1].split("、")]
    names[0] = _LEAD.sub("", names[0])  # 对一等奖、二等奖…
    return [_said(name) for name in names]


_TAIL: Final = late(r"(?:获得者|获奖者|选手|个人|单位)?(?:各|均|分别)?$")
_LEAD: Final = late(r"^.*?(?:对|给|为|设|评选|评出|获得?|以及|和)(?=[㐀-鿿]{2})")
