"""Does work grow with its input, or with its square? Times are compared with each other, never with a clock's bound."""

from __future__ import annotations

import time
from collections.abc import Callable

#: Four times the input costs four times the work; its square costs sixteen times. Between the two, by ratio.
LINEAR = 8.0
#: Seconds of processor time: less than this says nothing. So much for a quarter of the input is as good as hanging.
_LEAST, _HANGS = 0.02, 20.0
_ROUNDS = 4


def growth(work: Callable[[str], object], piece: str, most: int = 200_000) -> float:
    """How many times the work of a quarter is the work of a text of `most` characters, `piece` over and over?

    The best of several rounds of each, as another program on the machine only ever adds to a time; one is enough where it
    is linear.
    """
    small, large = (piece * (length // len(piece)) for length in (most // 4, most))
    little = much = float("inf")
    for _ in range(_ROUNDS):
        little = min(little, _cost(work, small))
        if little > _HANGS:
            return float("inf")
        much = min(much, _cost(work, large))
        if much < LINEAR * max(little, _LEAST):
            break
    return much / max(little, _LEAST)


def _cost(work: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    work(text)
    return time.process_time() - begun
