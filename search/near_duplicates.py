"""Which results say the same, nearly word for word (近重复合并)? By the share of common runs of four signs (Jaccard).

Papers are copied from year to year and from city to city. What was copied is one result; what differs in a number is not,
and another city's clause only folds when it is virtually word for word: that two cities do the same is news.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Final

from kg.views.passages import PassageRecord
from search.tokens import fold

__all__ = ["fold_duplicates", "likeness"]

_RUN: Final = 4
_SAME_PLACE: Final = 0.9
_OTHER_PLACE: Final = 0.98
_SHORTEST: Final = 12
"""Signs below which only equal texts are the same."""
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_NEITHER_WORD_NOR_NUMBER: Final = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_LISTING: Final = re.compile(
    r"^(?:第?[一二三四五六七八九十百\d]{1,3}[、.．条项]|\([一二三四五六七八九十\d]{1,3}\))+"
)


class _Shape:
    """A text without numbering and punctuation: its runs of signs and its numbers."""

    def __init__(self, text: str) -> None:
        own = _LISTING.sub("", fold(text))
        self.text = _NEITHER_WORD_NOR_NUMBER.sub("", own)
        self.numbers = _NUMBER.findall(own)

    @cached_property
    def runs(self) -> frozenset[str]:
        """Made when first asked for: most texts differ in a number."""
        return frozenset(self.text[i : i + _RUN] for i in range(max(1, len(self.text) - _RUN + 1)))

    def like(self, other: _Shape) -> float:
        if self.text == other.text:
            return 1.0
        if self.numbers != other.numbers or min(len(self.text), len(other.text)) < _SHORTEST:
            return 0.0
        if not 0.9 <= (len(self.runs) + 1) / (len(other.runs) + 1) <= 1.12:  # cannot reach 0.9
            return 0.0
        return len(self.runs & other.runs) / len(self.runs | other.runs)


@lru_cache(maxsize=4096)
def _shape(text: str) -> _Shape:
    """Kept, as the same passages come up again and again."""
    return _Shape(text)


def likeness(left: str, right: str) -> float:
    """0..1; 0 where the numbers differ."""
    return _Shape(left).like(_Shape(right))


def fold_duplicates(
    ranked: Sequence[PassageRecord], k: int
) -> list[tuple[PassageRecord, list[PassageRecord]]]:
    """The first k that are not the same as one before them, each with those of `ranked` that are the same as it."""
    out: list[tuple[PassageRecord, list[PassageRecord]]] = []
    shapes: list[_Shape] = []
    for record in ranked:
        shape = _shape(record.text)
        for (first, same), known in zip(out, shapes, strict=True):
            least = _SAME_PLACE if first.place == record.place else _OTHER_PLACE
            if shape.like(known) >= least:
                same.append(record)
                break
        else:
            if len(out) < k:
                out.append((record, []))
                shapes.append(shape)
    return out
