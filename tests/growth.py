"""Does work grow with its input, or with its square? Times are compared with each other, never with a clock's bound."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from itertools import pairwise

#: Four times the input costs four times the work; its square costs sixteen times. Between the two, by ratio.
LINEAR = 11.0
#: Seconds of processor time: less than this says nothing.
_LEAST = 0.02
_ROUNDS = 4


def growth(work: Callable[[str], object], piece: str, most: int = 200_000) -> float:
    """How many times the work of a text is that of four times the text, `piece` over and over, up to `most` characters?

    It begins small and ends at the first length that is not LINEAR, so that a square or a cube is told before it takes minutes.
    Such a ratio counts if the best of several rounds has it: another program on the machine only ever adds to a time.
    """
    texts = [piece * (most // part // len(piece)) for part in (1024, 256, 64, 16, 4, 1)]
    found = 0.0
    little = _cost(work, texts[0])
    for before, text in pairwise(texts):
        much = _cost(work, text)
        for _ in range(_ROUNDS - 1):
            if much < LINEAR * max(little, _LEAST):
                break
            little, much = min(little, _cost(work, before)), min(much, _cost(work, text))
        found = max(found, much / max(little, _LEAST))
        if found >= LINEAR:
            break
        little = much
    return found


def _cost(work: Callable[[str], object], text: str) -> float:
    """Seconds of processor time, without the collector's: its walks over all objects of the test run are not the work's.

    Nor is there one walk before: they are hundreds, and each takes as long as the test run has grown large.
    """
    gc.disable()
    try:
        begun = time.process_time()
        work(text)
        return time.process_time() - begun
    finally:
        gc.enable()
