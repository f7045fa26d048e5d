"""Which instrument does a question name without its brackets, or shortened (不带书名号的文件名)? 省里的驿站管理办法.

A title's core is what people keep of it: the words after its issuer, place and year, up to the kind of document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kg.late_patterns import late
from search.ask.standing import Standing
from search.tokens import bigrams, fold

__all__ = ["Shortened", "Titles", "core"]

#: Kinds of documents that titles end with (文种; 党政机关公文处理工作条例, 第八条, and what rules are called).
SORT: Final = (
    r"工作要点|实施意见|指导意见|实施办法|管理办法|实施方案|工作方案|实施细则|意见|办法|条例|规定|方案|通知|细则|规划|纲要|标准|规范|"
    r"制度|指南|要点|决定|计划|措施|准则|预案|手册|清单|报告|倡议书|法"
)
_FRONT: Final = late(
    r"^(?:中华人民共和国|[㐀-鿿]{2,4}(?:省|市|自治区)|全国|国务院|全国总工会|总工会|人民政府|办公厅|办公室|党组|\d{4}年度?|年度|"
    r"中共|市委|省委|、|关于|印发|进一步|开展|推进|坚持|加强和?|深入|做好|落实)+"
)
_SORTED: Final = late(rf"(?:{SORT})$")
_LOOSE: Final = late(r"[\s“”\"《》〈〉<>（）()·—、，,]")
_CORE: Final = 6
_SHARE: Final = 0.62
"""What share of a core's pairs of signs must stand in the question for it to be named by its words."""
_AHEAD: Final = 0.12
"""…and how much more than of any other title's."""


@dataclass(frozen=True, slots=True)
class Shortened:
    """A title and the words of the question that name it."""

    title: str
    written: str


#: 云州市总工会、云州市教育局关于…: who issues it, one or several.
_ORGANS: Final = late(r"^[^《关]{2,80}?(?:工会|委员会|政府|办公室|[部厅局委院处])关于(?=.{6})")


def core(title: str) -> str:
    """云川省总工会关于加强驿站建设的意见 → 驿站建设的意见."""
    bare = _ORGANS.sub("", re.sub(r"[（(](?:试行|暂行|草案)[）)]$", "", title))
    return _FRONT.sub("", _FRONT.sub("", _LOOSE.sub("", bare)).removeprefix("总工会"))


class Titles:
    """Titles prepared for being named by their cores."""

    def __init__(self, titles: Iterable[str], cores: Mapping[str, str] | None = None) -> None:
        """`cores` are those of titles where they are known: `core`."""
        known = cores or {}
        self._cores = {title: known.get(title) or core(title) for title in titles}

    def without(self, others: Collection[str]) -> Titles:
        return Titles((t for t in self._cores if t not in others), self._cores)

    def only(self, some: Collection[str]) -> Titles:
        return Titles((t for t in self._cores if t in some), self._cores)

    @property
    def cores(self) -> dict[str, str]:
        return self._cores

    @cached_property
    def _shorts(self) -> dict[str, list[str]]:
        """Core that ends with a kind of document → titles."""
        out: dict[str, list[str]] = {}
        for title, short in self._cores.items():
            if len(short) >= _CORE and _SORTED.search(short):
                out.setdefault(short, []).append(title)
        return out

    @cached_property
    def _standing(self) -> Standing:
        return Standing(self._shorts)

    @cached_property
    def _folded(self) -> list[tuple[str, str, str]]:
        """(title, folded core, last two signs of its kind of document) of titles that their words may name."""
        return [
            (title, short, sort.group()[-2:])
            for title, written in self._cores.items()
            if len(short := fold(written)) >= _CORE and (sort := _SORTED.search(short))
        ]

    @cached_property
    def _holding(self) -> dict[str, dict[str, list[int]]]:
        """End of a kind of document → pair of signs → places in `_folded`; filled as kinds are asked for."""
        return {}

    @cached_property
    def _of_sort(self) -> dict[str, list[int]]:
        out: dict[str, list[int]] = {}
        for place, (_, _, sort) in enumerate(self._folded):
            out.setdefault(sort, []).append(place)
        return out

    def _pairs(self, sort: str) -> dict[str, list[int]]:
        if sort not in self._holding:
            out: dict[str, list[int]] = {}
            for place in self._of_sort[sort]:
                for pair in frozenset(bigrams(self._folded[place][1])):
                    out.setdefault(pair, []).append(place)
            self._holding[sort] = out
        return self._holding[sort]

    def shortened(self, text: str) -> Shortened | None:
        """The title whose core stands in the text as it is; the longest."""
        found = [
            Shortened(title, short)
            for short in self._standing.within(_LOOSE.sub("", text))
            for title in self._shorts[short]
        ]
        return max(found, key=lambda f: (len(f.written), -len(f.title), f.title), default=None)

    def loosely(self, text: str) -> str:
        """The one title most of whose core stands in the text, with its kind of document; "" for none or several."""
        pairs = frozenset(bigrams(fold(text)))
        shared: Counter[int] = Counter()
        for sort in (s for s in self._of_sort if s in text):
            held = self._pairs(sort)
            shared.update(place for pair in pairs for place in held.get(pair, ()))
        scored: dict[str, tuple[float, str]] = {}
        for place, count in shared.items():
            title, short, _ = self._folded[place]
            share = count / len(frozenset(bigrams(short)))
            if share >= _SHARE - _AHEAD:
                scored[title] = share, short
        ranked = sorted(scored, key=lambda t: (-scored[t][0], len(t), t))
        if not ranked or scored[ranked[0]][0] < _SHARE:
            return ""
        best, short = scored[ranked[0]]
        rival = next((scored[t][0] for t in ranked[1:] if scored[t][1] != short), 0.0)
        return ranked[0] if best - rival >= _AHEAD else ""
