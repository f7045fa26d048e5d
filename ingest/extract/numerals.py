"""What number do these figures say: 12, １２, 1,200, 3.5, 十二, 二百零五, 两万, 二〇二三?

Exact or nothing: a string that is no well-formed numeral (十四五, 三八) gives None.
Numeral grammar: GB/T 15835—2011 (出版物上数字用法), 5.2.
"""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
}

_D = "[一二两三四五六七八九]"
# Below ten thousand; 零 fills any gap. A digit right after 百 or 千 counts the next rank (一百二: 120).
_SECTION = re.compile(
    f"(?:({_D})千)?(零|〇)?(?:({_D})百)?(零|〇)?(?:({_D})?(十))?(零|〇)?({_D})?",
)
_POSITIONAL = re.compile("[〇○零一二三四五六七八九]{2,8}")
_ARABIC = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII)


def _section(text: str) -> int | None:
    m = _SECTION.fullmatch(text)
    if m is None or not text.strip("零〇"):
        return None
    k, z1, h, z2, t, ten, z3, u = m.groups()
    value = 1000 * _DIGITS[k or "零"] + 100 * _DIGITS[h or "零"]
    if ten:
        value += 10 * (_DIGITS[t] if t else 1)
    if u:
        loose = not ten and not (z1 or z2 or z3) and bool(k or h)
        value += _DIGITS[u] * ((10 if h else 100) if loose else 1)
    elif (z1 and not (h or ten)) or (z2 and not ten) or z3:
        return None
    return value


def parse_chinese(text: str) -> int | None:
    """The value of a Chinese numeral: 二百零五 205, 一万二 12000, 二〇二三 2023; None if it is none."""
    if text in _DIGITS:
        return _DIGITS[text]
    if _POSITIONAL.fullmatch(text) and any(c in text for c in "〇○零"):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = 0
    rest = text
    for mark, weight in (("亿", 100_000_000), ("万", 10_000)):
        head, found, tail = rest.partition(mark)
        if not found:
            continue
        value = _section(head)
        if value is None:
            return None
        total += value * weight
        if len(tail) == 1 and tail in _DIGITS and tail not in "零〇○":
            return total + _DIGITS[tail] * weight // 10
        rest = tail
    if not rest:
        return total or None
    value = _section(rest)
    return None if value is None else total + value


def parse_number(text: str) -> int | float | None:
    """The value of Arabic (half- or full-width, 1,200, 3.5) or Chinese figures; None if it is no number."""
    if text.isascii() or unicodedata.normalize("NFKC", text).isascii():
        plain = unicodedata.normalize("NFKC", text).replace(" ", "")
        if not _ARABIC.fullmatch(plain):
            return None
        plain = plain.replace(",", "")
        return float(plain) if "." in plain else int(plain)
    return parse_chinese(text)
