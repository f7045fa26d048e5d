"""How does a workbook show a number (数字格式)? 45292 under yyyy"年"m"月" is 2024年1月; 0.85 under 0% is 85%.

What people see is what counts: a quote must read as the sheet does. Rules: ECMA-376 Part 1, 18.8.30 (numFmt, with the
numbers that Chinese editions build in: 27–36, 50–58), and dates as Excel counts them (1900 was no leap year).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_YMD, _YM, _MD = 'yyyy"年"m"月"d"日"', 'yyyy"年"m"月"', 'm"月"d"日"'
#: Formats that files name by number only, as Chinese Excel shows them.
BUILT_IN: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "General", 13: "General", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: _YM, 28: _MD, 29: _MD, 30: "m-d-yy",
    31: _YMD, 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: 'AM/PMh"时"mm"分"', 35: 'AM/PMh"时"mm"分"ss"秒"', 36: _YM,
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "0.0E+0",
    49: "@", 50: _YM, 51: _MD, 52: _YM, 53: _MD, 54: _MD, 55: 'AM/PMh"时"mm"分"', 56: 'AM/PMh"时"mm"分"ss"秒"',
    57: _YM, 58: _MD,
}  # fmt: skip
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<half>AM/PM|A/P|上午/下午)'
    r"|(?P<date>[yYeE]{1,4}|m{1,5}|M{1,5}|d{1,4}|D{1,4}|h{1,2}|H{1,2}|s{1,2}(?:\.0+)?|S{1,2}|[aA]{3,4})"
    r"|(?P<number>[#0?][#0?,.]*(?:E[+\-]?0+)?|\.[0#?]+)|(?P<general>General|G/通用格式)|(?P<other>.)",
    re.S,
)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DAYS = "一二三四五六日"
_EPOCH = datetime(1899, 12, 30)
_LAST_DAY = 2_958_466
_SMALL = str.maketrans("0123456789", "〇一二三四五六七八九")
_FORMAL = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


@lru_cache(maxsize=2048)
def _sections(code: str) -> tuple[tuple[_Token, ...], ...]:
    """A format's sections (positive; negative; zero; text), in tokens."""
    out: list[tuple[_Token, ...]] = []
    now: list[_Token] = []
    for found in _TOKEN.finditer(code[:500]):
        kind = found.lastgroup or "pad"
        if kind == "other" and found.group() == ";":
            out.append(tuple(now))
            now = []
        elif kind != "pad":
            now.append(_Token(kind, found[kind]))
    return (*out, tuple(now))


def shown(number: float, code: str, *, since_1904: bool = False) -> str:
    """A number as the sheet shows it under the format `code`."""
    sections = _sections(code)
    if number < 0 and len(sections) > 1:
        return _section(abs(number), sections[1], since_1904)
    if number == 0 and len(sections) > 2:
        return _section(number, sections[2], since_1904)
    return _section(number, sections[0], since_1904)


def _section(number: float, tokens: tuple[_Token, ...], since_1904: bool) -> str:
    if any(
        t.kind in ("date", "half") or (t.kind == "bracket" and re.fullmatch(r"[hms]+", t.text))
        for t in tokens
    ):
        words = _date(number, tokens, since_1904)
    else:
        words = _plain(number, tokens)
    for token in tokens:
        if token.kind == "bracket" and token.text.startswith("DBNum"):
            words = words.translate(_FORMAL if token.text == "DBNum2" else _SMALL)
    return words


def _literal(token: _Token) -> str:
    if token.kind in ("quoted", "escaped"):
        return token.text
    if token.kind == "other" and token.text not in "@":
        return token.text
    if token.kind == "bracket" and token.text.startswith("$"):
        return token.text[1:].split("-")[0]
    return ""


def _plain(number: float, tokens: tuple[_Token, ...]) -> str:
    percents = sum(t.kind == "other" and t.text in "%％" for t in tokens)
    out, done = "", False
    for token in tokens:
        if token.kind == "number" and not done:
            out += _digits(number * 100**percents, token.text)
            done = True
        elif token.kind == "general" or (token.kind == "other" and token.text == "@"):
            out += general(number)
            done = True
        elif token.kind != "number":
            out += _literal(token)
    return out


def _digits(number: float, pattern: str) -> str:
    mantissa, _, exponent = pattern.partition("E")
    if exponent:
        places = len(mantissa.partition(".")[2])
        return f"{number:.{places}E}"
    scale = len(mantissa) - len(mantissa.rstrip(","))
    whole, _, fraction = mantissa.rstrip(",").partition(".")
    scaled = Decimal(repr(number)) / (Decimal(1000) ** scale)
    rounded = scaled.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    sign, digits, _ = rounded.as_tuple()
    least = whole.replace(",", "").count("0")
    text = f"{abs(rounded):f}"
    left, _, right = text.partition(".")
    left = left.lstrip("0").rjust(least, "0")
    if "," in whole:
        left = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", left)
    keep = len(fraction.rstrip("#?"))
    while len(right) > keep and right.endswith("0"):
        right = right[:-1]
    return ("-" if sign and any(digits) else "") + left + (f".{right}" if right else "")


def general(number: float) -> str:
    """A number without a format: up to eleven figures, no trailing zeros."""
    if number == int(number) and abs(number) < 1e11:
        return str(int(number))
    text = f"{number:.10g}"
    return text.upper()


def _date(number: float, tokens: tuple[_Token, ...], since_1904: bool) -> str:
    days = number + (1462 if since_1904 else 0)
    if not 0 <= days < _LAST_DAY:
        return general(number)
    if 0 < days < 60 and not since_1904:
        days += 1
    moment = _EPOCH + timedelta(seconds=round(days * 86400))
    half = any(t.kind == "half" for t in tokens)
    out = ""
    for k, token in enumerate(tokens):
        if token.kind == "date":
            out += _moment(moment, token.text.lower(), half, _minutes(tokens, k))
        elif token.kind == "half":
            out += (
                ("上午" if moment.hour < 12 else "下午")
                if "上" in token.text
                else ("AM", "PM")[moment.hour >= 12]
            )
        elif token.kind == "bracket" and re.fullmatch(r"[hms]+", token.text):
            unit = {"h": 3600, "m": 60, "s": 1}[token.text[0]]
            out += str(int(number * 86400 / unit + 1e-6)).rjust(len(token.text), "0")
        else:
            out += _literal(token)
    return out


def _minutes(tokens: tuple[_Token, ...], k: int) -> bool:
    """m after an hour or before a second is a minute."""
    marks = [
        t.text.lower()[0] for t in tokens if t.kind == "date" or (t.kind == "bracket" and t.text[:1] in "hms")
    ]
    at = sum(1 for t in tokens[:k] if t.kind == "date" or (t.kind == "bracket" and t.text[:1] in "hms"))
    return (at > 0 and marks[at - 1] == "h") or (at + 1 < len(marks) and marks[at + 1] == "s")


def _moment(moment: datetime, mark: str, half: bool, minutes: bool) -> str:
    first, size = mark[0], len(mark)
    if first in "ye":
        return f"{moment.year % 100:02d}" if size == 2 and first == "y" else str(moment.year)
    if first == "m" and minutes:
        return str(moment.minute).rjust(size, "0")
    if first == "m":
        return _MONTHS[moment.month - 1] if size >= 3 else str(moment.month).rjust(size, "0")
    if first == "d":
        return f"星期{_DAYS[moment.weekday()]}" if size >= 3 else str(moment.day).rjust(size, "0")
    if first == "a":
        return ("星期" if size == 4 else "周") + _DAYS[moment.weekday()]
    if first == "h":
        return str((moment.hour % 12 or 12) if half else moment.hour).rjust(size, "0")
    return str(moment.second).rjust(min(size, 2), "0")
