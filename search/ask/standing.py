"""Which of many names stand in a text (名称查找)? At the cost of the text, whatever the number of names."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from kg import ids

__all__ = ["Numbers", "Runs", "Standing"]

_FRONT: Final = 2
_BREAK: Final = "\n"


class Standing:
    """Names of two signs or more, found in texts by their first two and their lengths."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(n for n in names if len(n) >= _FRONT)
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in self._names:
            lengths[name[:_FRONT]].add(len(name))
        self._lengths = {front: sorted(some) for front, some in lengths.items()}

    def within(self, text: str) -> list[str]:
        """Every name that stands in the text, once, in the order of the text and shorter ones first."""
        found: dict[str, None] = {}
        for at in range(len(text) - 1):
            for length in self._lengths.get(text[at : at + _FRONT], ()):
                if (piece := text[at : at + length]) in self._names:
                    found[piece] = None
        return list(found)


class Runs:
    """Many short texts in one, so that a look for some words goes through all of them at once."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._lines = tuple(dict.fromkeys(t for t in texts if t))
        self._whole = _BREAK.join(self._lines)

    def have(self, words: str) -> bool:
        """Do the words stand in one of the texts?"""
        return words in self._whole if words else bool(self._lines)

    def have_both(self, first: str, second: str) -> bool:
        """Do they stand in one of the texts, one after the other?"""
        at = self._whole.find(first)
        while at >= 0:
            end = self._whole.find(_BREAK, at)
            if self._whole.find(second, at + len(first), end if end >= 0 else len(self._whole)) >= 0:
                return True
            at = self._whole.find(first, at + 1)
        return False


class Numbers:
    """Document numbers (发文字号), of which one may have words before it: 落实云工发〔2031〕5号."""

    def __init__(self, numbers: Iterable[str]) -> None:
        self._keys = {key for n in numbers if (key := ids.number_key(n))}
        self._backwards = sorted(key[::-1] for key in self._keys)

    def have(self, number: str) -> bool:
        """Is it one of them, or the end of one, or does it end with one?"""
        key = ids.number_key(number)
        if not key:
            return False
        if any(key[at:] in self._keys for at in range(len(key))):
            return True
        return any(True for _ in self._longer(key))

    def same(self, number: str) -> set[str]:
        """Those that it is, or is the end of, or ends with, as `ids.number_key` has them."""
        key = ids.number_key(number)
        if not key:
            return set()
        ends = {key[at:] for at in range(len(key))}
        return (ends & self._keys).union(self._longer(key))

    def _longer(self, key: str) -> Iterator[str]:
        """Those that end with a key."""
        turned = key[::-1]
        for at in range(bisect_left(self._backwards, turned), len(self._backwards)):
            if not self._backwards[at].startswith(turned):
                break
            yield self._backwards[at][::-1]
