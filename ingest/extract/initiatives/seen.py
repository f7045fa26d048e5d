"""What is one naming of an initiative, and does it lie in a quotation?"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """A naming at text[start:end]; of several that overlap the strongest stands."""

    start: int
    end: int
    strength: int
    """3: quoted, 2: enumerated or by pattern, 1: set name."""


def inside_of(closed: list[tuple[int, int]], at: int) -> int | None:
    """The start of the quotation that `at` lies in, or None."""
    k = bisect_right(closed, (at, 1 << 62)) - 1
    return closed[k][0] if k >= 0 and closed[k][1] > at else None
