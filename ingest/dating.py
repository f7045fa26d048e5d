"""What day does a written Chinese date mean?

GB/T 9704—2012, 7.3.5: 成文日期 in Arabic digits, 年月日 in full, no leading zeros; before 2012 in Chinese
numerals (二〇二一年五月二十一日). Copies on the web write 2021-05-21, 2021.5.21. Partial dates stay partial.
"""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_DIGITS.update({"〇": 0, "○": 0, "Ｏ": 0, "O": 0, "О": 0, "o": 0, "◯": 0, "0": 0, "元": 1, "两": 2})
_UNITS = {"十": 10, "百": 100, "廿": 20, "卅": 30}
FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")

_YEAR = (
    r"(?:[12１２]\s*[90０９]\s*[\d０-９]\s*[\d０-９]"
    r"|[一二][九〇○零ＯOО◯][〇○零ＯOО◯一二三四五六七八九]{2})"
)
_NUM = r"(?:[\d０-９]\s*[\d０-９]?|[元一二三四五六七八九十廿卅〇○]{1,3})"
DATE = re.compile(
    rf"(?P<y>{_YEAR})\s*年\s*(?P<m>{_NUM})\s*月(?:\s*(?P<d>{_NUM})\s*[日号])?"
    r"|(?P<y2>(?:19|20)\d\d)\s*[-－./／．]\s*(?P<m2>\d{1,2})\s*[-－./／．]\s*(?P<d2>\d{1,2})(?!\d)"
)
"""A written date: 2021年5月21日, 2021 年 5 月, 二〇二一年五月二十一日, 2021-05-21."""

YEAR = re.compile(rf"(?<![\d０-９])(?P<y>{_YEAR})\s*(?:[-－—~～至到]+\s*{_YEAR}\s*)?年")
"""A written year; of a span of years the first."""


def chinese_number(text: str) -> int | None:
    """The value of a Chinese or Arabic numeral up to 999 (十二, 一百零三, 12, １２); None if it is none.

    >>> chinese_number("二十一"), chinese_number("〇"), chinese_number("十"), chinese_number("甲")
    (21, 0, 10, None)
    """
    text = re.sub(r"\s", "", text.translate(FULL_WIDTH))
    if text.isdecimal():
        return int(text)
    total, digit = 0, None
    for char in text:
        if char in _UNITS:
            unit = _UNITS[char]
            total += unit if unit in (20, 30) else (1 if digit is None else digit) * unit
            digit = None
        elif char in _DIGITS:
            digit = _DIGITS[char] if digit is None else digit * 10 + _DIGITS[char]
        else:
            return None
    return total + (digit or 0) if text else None


def _year(text: str) -> int | None:
    digits = [_DIGITS.get(c, c) for c in re.sub(r"\s", "", text.translate(FULL_WIDTH))]
    joined = "".join(str(d) for d in digits)
    return int(joined) if joined.isdecimal() and 1900 <= int(joined) <= 2099 else None


def iso(match: re.Match[str]) -> str | None:
    """A match of `DATE` as ISO 8601 (2021-05 where no day is named); None if there is no such day."""
    year = _year(match["y"] or match["y2"])
    month = chinese_number(match["m"] or match["m2"])
    day_text = match["d"] or match["d2"]
    if year is None or month is None or not 1 <= month <= 12:
        return None
    if day_text is None:
        return f"{year:04d}-{month:02d}"
    day = chinese_number(day_text)
    if day is None or not 1 <= day <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def year_in(text: str) -> int | None:
    """The first year written in `text` (2021年, 二〇二一年; 2021 of 2021—2025年); None if there is none."""
    found = YEAR.search(text)
    return _year(found["y"]) if found else None
