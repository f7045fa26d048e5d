"""Do two signs sound alike (同音、近音)? By the order of GB 2312—1980 level one, which is that of their sounds.

Rare signs (level two) stand in the order of their radicals and have no sound here.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import Final

from kg.resources import resource

__all__ = ["alike", "sound"]

_LAST: Final = b"\xd7\xf9"
"""The last sign of level one."""


@cache
def _table() -> tuple[list[bytes], list[str]]:
    firsts, syllables = [], []
    for line in resource("lexicon/syllables.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            syllable, sign = line.split("\t")
            firsts.append(sign.encode("gb2312"))
            syllables.append(syllable)
    return firsts, syllables


@cache
def sound(sign: str) -> str:
    """The syllable without its tone; "" for a sign that is not one of the 3755 common ones."""
    try:
        code = sign.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    firsts, syllables = _table()
    if len(code) != 2 or not firsts[0] <= code <= _LAST:
        return ""
    return syllables[bisect_right(firsts, code) - 1]


def alike(left: str, right: str) -> bool:
    """Same sound, or one that many confuse: zh/z, ch/c, sh/s, and endings in n or ng."""
    a, b = sound(left), sound(right)
    return bool(a) and bool(b) and _broad(a) == _broad(b)


@cache
def _broad(syllable: str) -> str:
    out = syllable
    for hard, soft in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if out.startswith(hard):
            out = soft + out[2:]
    return out[:-1] if out.endswith(("ing", "eng", "ang")) else out
