"""Do two signs sound alike (同音、近音)? By the order of GB 2312—1980 level one, which is that of their sounds.

Rare signs (level two) stand in the order of their radicals and have no sound here.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import Final

from kg.resources import resource

__all__ = ["alike", "homophones", "sound"]

_LAST: Final = b"\xd7\xf9"
"""The last sign of level one."""
_FIRST_ROW: Final = 0xB0
"""The row in which level one begins."""


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


#: Common signs with a second sound (多音字), which the order of the standard does not show.
_SECOND: Final = {
    "行": "hang", "长": "zhang", "重": "chong", "乐": "yue", "会": "kuai", "都": "du", "单": "shan", "调": "diao", "朝": "zhao",
    "传": "zhuan", "校": "jiao", "降": "xiang", "参": "shen", "曾": "zeng", "盛": "cheng", "藏": "zang", "省": "xing", "率": "lv", "数": "shuo",
    "还": "huan", "种": "chong", "弹": "dan", "宿": "xiu", "解": "xie", "仇": "qiu", "区": "ou", "翟": "di", "覃": "qin", "尉": "yu",
}  # fmt: skip


def alike(left: str, right: str) -> bool:
    """Same sound, or one that many confuse: zh/z, ch/c, sh/s, and endings in n or ng."""
    return bool(_sounds(left) & _sounds(right))


@cache
def _sounds(sign: str) -> frozenset[str]:
    """The broad syllables of a sign; none for one that has no sound here."""
    return frozenset(_broad(one) for one in (sound(sign), _SECOND.get(sign, "")) if one)


@cache
def homophones(sign: str) -> tuple[str, ...]:
    """Other common signs that sound like it."""
    return tuple(other for one in sorted(_sounds(sign)) for other in _signs().get(one, ()) if other != sign)


@cache
def _signs() -> dict[str, list[str]]:
    """Broad syllable → the signs of level one that have it."""
    out: dict[str, list[str]] = {}
    for high in range(_FIRST_ROW, _LAST[0] + 1):
        for low in range(0xA1, 0xFF):
            if (code := bytes((high, low))) <= _LAST:
                sign = code.decode("gb2312")
                for one in _sounds(sign):
                    out.setdefault(one, []).append(sign)
    return out


@cache
def _broad(syllable: str) -> str:
    out = syllable
    for hard, soft in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if out.startswith(hard):
            out = soft + out[2:]
    return out[:-1] if out.endswith(("ing", "eng", "ang")) else out
