"""Which of many titles are another, or a good part of it (标题对照)? At the cost of those that are, not of all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Final

from search.ask.standing import Standing

__all__ = ["AlikeTitles", "same_folded"]

_PART: Final = 4
"""Signs that are enough of a longer title to be asked for it by,"""
_WHOLE: Final = 6
"""and signs of a title that may stand within what is asked."""
_BREAK: Final = "\0"


def same_folded(asked: str, title: str) -> bool:
    """Of folded titles: the asked one is the other, or a good part of it: 关于…的意见 for 云川省总工会关于…的意见."""
    if not asked or not title:
        return False
    return (
        asked == title
        or (asked in title and len(asked) >= _PART)
        or (title in asked and len(title) >= _WHOLE)
    )


class AlikeTitles:
    """Folded titles, each once."""

    def __init__(self, titles: Iterable[str]) -> None:
        self._titles = tuple(dict.fromkeys(t for t in titles if t))
        self._known = frozenset(self._titles)
        self._within = Standing(t for t in self._titles if len(t) >= _WHOLE)
        self._all = _BREAK.join(self._titles)
        self._starts = list(accumulate((len(t) + 1 for t in self._titles), initial=0))

    def same(self, asked: str) -> set[str]:
        """Those for which `same_folded` holds."""
        out = {asked} & self._known
        out.update(self._within.within(asked))
        at = self._all.find(asked) if len(asked) >= _PART else -1
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            out.add(self._titles[place])
            at = self._all.find(asked, self._starts[place + 1])
        return out
