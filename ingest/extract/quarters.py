"""Which quarters (季度) of the year do a heading, a deadline or a step's own words name?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract.numerals import parse_chinese

QUARTERS = ("Q1", "Q2", "Q3", "Q4")
_N4 = {c: n for n, cs in enumerate(("一1１首", "二2２", "三3３", "四4４"), 1) for c in cs}
# 第一季度, 一、二季度, 二至四季度, 1季度, Q3, a column head 三季; not 四季送, 四个季度
_QUARTER = re.compile(
    r"(?<![A-Za-z0-9])[Qq]([1-4])(?!\d)"
    r"|([一二三四1-4１-４首])(?:、|和|[-—–~～至到])?([二三四2-4２-４])?(?:、|和|[-—–~～至到])?([三四3-4３-４])?"
    r"(?:季度|季(?![^\s（(：:、，/|]))"
)
_RANGE_SIGN = re.compile(r"[-—–~～至到]")
_HALF = re.compile(r"([上下])半年")
_ALL_YEAR = re.compile(r"全年|每个?季度|各个?季度|四个季度")
_S = r"[ \t\u3000]{0,3}"
_MONTH_FIGURES = "(?:[1１][0-2０-２]|[0０]?[1-9１-９])"
_CN_MONTH = "(?:十[一二]?|[一二三四五六七八九])"
_MONTH = f"(?:{_MONTH_FIGURES}|{_CN_MONTH})"
# 1-3月, 1月至3月, 4—6 月, 七至九月, 10月, 十月底
_MONTHS = re.compile(
    rf"(?<!\d)({_MONTH}){_S}(?:月(?:份)?)?{_S}[-—–~～至到]{{1,2}}{_S}({_MONTH}){_S}月"
    rf"|(?<!\d)(?<!\d[-—–~～至到])(?<!个)({_MONTH_FIGURES}){_S}月(?!\d)"
    rf"|(?<![一二三四五六七八九十个])({_CN_MONTH})月(?=[份底末初上中下前])|(?<=年)({_CN_MONTH})月"
)


def _number(month: str) -> int | None:
    return int(month) if month.isdecimal() else parse_chinese(month)


def parse_quarters(text: str) -> tuple[str, ...]:
    """The quarters that a heading or deadline names, in order.

    第一季度 and 1-3月 are Q1, 上半年 is Q1 and Q2, 全年 and 每季度 are all four.
    """
    found: set[int] = set()
    for m in _QUARTER.finditer(text):
        if m[1]:
            found.add(int(m[1]))
            continue
        named = [_N4[c] for c in m.group(2, 3, 4) if c]
        ranged = len(named) > 1 and _RANGE_SIGN.search(m[0])
        found.update(range(min(named), max(named) + 1) if ranged else named)
    if not found:
        for m in _HALF.finditer(text):
            found.update((1, 2) if m[1] == "上" else (3, 4))
    if not found:
        for m in _MONTHS.finditer(text):
            one = m[3] or m[4] or m[5]
            first, last = _number(m[1] or one), _number(m[2] or one)
            if first and last and first <= last:
                found.update(range((first - 1) // 3 + 1, (last - 1) // 3 + 2))
    if not found and _ALL_YEAR.search(text):
        found.update((1, 2, 3, 4))
    return tuple(QUARTERS[n - 1] for n in sorted(found))


def parse_quarter(text: str) -> str | None:
    """ "Q1".."Q4" where `text` names exactly one quarter, else None (上半年 is two)."""
    quarters = parse_quarters(text)
    return quarters[0] if len(quarters) == 1 else None


@dataclass(frozen=True, slots=True)
class QuarterHint:
    """Words that place a piece of work in one quarter of the year; `why` says what fixes it."""

    quarter: str
    words: str
    why: str


# Fixed days and seasons of union work. Left out on purpose: 七一 (prepared in June, held in July),
# 半年总结 (June or July), 冬送温暖 and 两节 (December to February), 两会 (each place its own date).
QUARTER_HINTS: tuple[QuarterHint, ...] = (
    QuarterHint(
        "Q1",
        r"元旦|春节|新春|元宵|迎新年|春风行动|春送岗位|年初",
        "January to March; 春风行动 February and March",
    ),
    QuarterHint("Q1", r"三八|“3[.·•]8”|3[·•]8|国际妇女节|妇女节|学雷锋|植树节", "5, 8, 12 March"),
    QuarterHint(
        "Q2",
        r"五一(?!劳动奖|巾帼|先锋|表彰|奖|口)|“五一”(?!劳动奖|巾帼|先锋|表彰|奖|口)|劳动节|红五月",
        "1 May",
    ),
    QuarterHint("Q2", r"5[.·•]12|护士节|五四青年节|青年节|母亲节|六一|儿童节", "4 and 12 May, 1 June"),
    QuarterHint("Q2", r"端午|清明|爱国卫生月|安全生产月|世界读书日|职业病防治法》?宣传周", "April to June"),
    QuarterHint(
        "Q3", r"中秋|国庆|双节|教师节|9[.·•]10|医师节|建军节|七夕", "September, 10 September, 19 August"
    ),
    QuarterHint(
        "Q3", r"高温|送清凉|防暑降温|清凉一夏|三伏|金秋助学|开学季|网络安全宣传周", "July to September"
    ),
    QuarterHint("Q4", r"重阳|国家宪法日|宪法宣传周|消防宣传月|记者节|环卫工人节|冬至", "October to December"),
    QuarterHint(
        "Q4", r"年终|年底|年末|岁末|年度(?:工作)?总结|全年工作总结|总结全年|年度考核", "the end of the year"
    ),
)
_HINTS = re.compile("|".join(f"(?P<h{n}>{hint.words})" for n, hint in enumerate(QUARTER_HINTS)))


def hint_quarter(text: str) -> str | None:
    """The quarter that a step's own words place it in; None where they say nothing or disagree.

    A named quarter or month goes before the hints of `QUARTER_HINTS`.
    """
    named = parse_quarters(text)
    if 0 < len(named) < 4:
        return named[0] if len(named) == 1 else None
    found: set[str] = set()
    for m in _HINTS.finditer(text):
        if m.lastgroup is not None:
            found.add(QUARTER_HINTS[int(m.lastgroup[1:])].quarter)
    return found.pop() if len(found) == 1 else None
