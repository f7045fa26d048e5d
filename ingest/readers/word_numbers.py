"""Which number does Word print before a paragraph (自动编号)? 一、 （一） 1. ① from numbering.xml, counted as Word counts.

Rules: ECMA-376 Part 1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ingest.readers.packages import attribute, child, children, value

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


def chinese(n: int, digits: str = "零一二三四五六七八九", units: str = "十百千") -> str:
    """n in Chinese as people count: 1 一, 10 十, 21 二十一, 105 一百零五. Beyond 9999: digits."""
    if not 0 < n <= 9999:
        return str(n)
    out, gap = "", False
    for power in (3, 2, 1, 0):
        digit, n = divmod(n, 10**power)
        if digit == 0:
            gap = bool(out)
            continue
        if gap and out:
            out += digits[0]
        gap = False
        lead = "" if power == 1 and digit == 1 and not out and units == "十百千" else digits[digit]
        out += lead + (units[power - 1] if power else "")
    return out


def _circled(n: int) -> str:
    if 1 <= n <= 20:
        return chr(0x2460 + n - 1)
    return chr(0x3251 + n - 21) if n <= 35 else str(n)


def _letters(n: int) -> str:
    return chr(ord("A") + (n - 1) % 26) * ((n - 1) // 26 + 1) if 0 < n <= 260 else str(n)


def _roman(n: int) -> str:
    out = ""
    for digit, words in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):  # fmt: skip
        while n >= digit and len(out) < 40:
            out, n = out + words, n - digit
    return out


#: Number format → how it is written; what is not here is written in digits.
FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": lambda n: "".join(_DIGITS[int(c)] for c in str(n)),
    "japaneseDigitalTenThousand": chinese,
    "taiwaneseDigital": lambda n: "".join(_DIGITS[int(c)] for c in str(n)),
    "chineseLegalSimplified": lambda n: chinese(n, _FORMAL, "拾佰仟"),
    "ideographTraditional": lambda n: _STEMS[(n - 1) % 10],
    "ideographZodiac": lambda n: _BRANCHES[(n - 1) % 12],
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda n: f"（{n}）",
    "decimalEnclosedFullstop": lambda n: f"{n}.",
    "ideographEnclosedCircle": lambda n: chr(0x3280 + n - 1) if n <= 10 else chinese(n),
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: str(n).translate({ord("0") + k: ord("０") + k for k in range(10)}),
    "upperLetter": _letters,
    "lowerLetter": lambda n: _letters(n).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str | None = None


@dataclass(slots=True)
class _List:
    """One numId: its definition, its levels, and where the counting of each begins anew."""

    shared: str
    levels: dict[int, _Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbers:
    """Counts the numbered paragraphs of one document, in order."""

    lists: dict[str, _List] = field(default_factory=dict)
    by_style: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def before(self, number_id: str, level: int) -> tuple[str, bool]:
        """The number before the next paragraph of that list, and whether it is a bullet ("" then)."""
        known = self.lists.get(number_id)
        if known is None or level not in known.levels:
            return "", False
        here = known.levels[level]
        counts = self._counts.setdefault(known.shared, {})
        if level in known.starts and (number_id, level) not in self._begun:
            counts[level] = known.starts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else here.start
        self._begun.add((number_id, level))
        for deeper in [k for k in counts if k > level]:
            restart = known.levels[deeper].restart if deeper in known.levels else None
            if restart is None or level < restart:
                del counts[deeper]
        if here.kind == "bullet":
            return "", True
        if here.kind == "none":
            return re.sub(r"%[1-9]", "", here.text), False

        def part(found: re.Match[str]) -> str:
            k = int(found.group(1)) - 1
            of = known.levels.get(k, _Level())
            n = counts.get(k, of.start)
            return str(n) if here.legal else FORMATS.get(of.kind, str)(n)

        return re.sub(r"%([1-9])", part, here.text), False


def read_numbers(root: Any) -> Numbers:
    """The lists that a numbering part defines. `root` is its root element, or None where the file has none."""
    out = Numbers()
    if root is None:
        return out
    shared: dict[str, dict[int, _Level]] = {}
    links: dict[str, str] = {}
    styles: dict[str, str] = {}
    for one in children(root, "abstractNum"):
        name = attribute(one, "abstractNumId") or ""
        shared[name] = {k: level for k, level in (_level(lvl) for lvl in children(one, "lvl"))}
        if link := value(one, "numStyleLink"):
            links[name] = link
        if style := value(one, "styleLink"):
            styles[style] = name
    for one in children(root, "num"):
        number_id = attribute(one, "numId") or ""
        name = value(one, "abstractNumId") or ""
        name = styles.get(links.get(name, ""), name)
        levels, starts = dict(shared.get(name, {})), {}
        for override in children(one, "lvlOverride"):
            k = _number(attribute(override, "ilvl"), 0)
            if (own := child(override, "lvl")) is not None:
                levels[k] = _level(own)[1]
            if (start := value(override, "startOverride")) is not None:
                starts[k] = _number(start, 1)
        out.lists[number_id] = _List(name, levels, starts)
        for k, level in levels.items():
            if level.style and level.style not in out.by_style:
                out.by_style[level.style] = (number_id, k)
    return out


def _level(lvl: Any) -> tuple[int, _Level]:
    restart = value(lvl, "lvlRestart")
    legal = child(lvl, "isLgl")
    return _number(attribute(lvl, "ilvl"), 0), _Level(
        start=_number(value(lvl, "start"), 1),
        kind=_kind(lvl),
        text=value(lvl, "lvlText") or "",
        legal=legal is not None and attribute(legal, "val") not in ("0", "false"),
        restart=None if restart is None else _number(restart, 0),
        style=value(lvl, "pStyle"),
    )


def _kind(lvl: Any) -> str:
    """The number format; a custom one (AlternateContent) stands in its fallback."""
    kind = value(lvl, "numFmt")
    if kind is None:
        for choice in children(lvl, "AlternateContent"):
            for branch in choice:
                kind = value(branch, "numFmt") or kind
    return kind or "decimal"


def _number(words: str | None, default: int) -> int:
    try:
        return int(words) if words is not None else default
    except ValueError:
        return default
