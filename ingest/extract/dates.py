"""When: which dates, deadlines (完成时限) and quarters (季度) does a text name?

Dates stay as partial as they are written: 2023年9月 is "2023-09", 10月14日 without a year is "--10-14".
Forms: GB/T 9704—2012 7.3.5.4 (成文日期), GB/T 15835—2011 (Chinese numerals in dates), ISO 8601 and
XML Schema gYearMonth, gMonthDay for what is partial.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

from ingest.extract.numerals import parse_chinese
from kg.model import Span

QUARTERS = ("Q1", "Q2", "Q3", "Q4")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known: year, year and month, all three, or month (and day) without a year."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.year is None and self.month is None:
            raise ValueError("a date needs a year or a month")
        if self.year is not None and not 1 <= self.year <= 9999:
            raise ValueError(f"no year: {self.year}")
        if self.month is not None and not 1 <= self.month <= 12:
            raise ValueError(f"no month: {self.month}")
        if self.day is not None:
            if self.month is None:
                raise ValueError("a day needs a month")
            if not 1 <= self.day <= calendar.monthrange(self.year or 2000, self.month)[1]:
                raise ValueError(f"no day of month {self.month}: {self.day}")

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Reads "2023", "2023-09", "2023-09-30", "--09", "--09-30". Raises ValueError for anything else."""
        m = _ISO.fullmatch(text)
        if m is None:
            raise ValueError(f"no partial date: {text!r}")
        year, month, day, month2, day2 = m.groups()
        return cls(
            int(year) if year else None,
            int(month or month2) if month or month2 else None,
            int(day or day2) if day or day2 else None,
        )

    def format(self) -> str:
        """ISO 8601 as far as known; `PartialDate.parse(d.format()) == d`."""
        head = "-" if self.year is None else f"{self.year:04d}"
        tail = "".join(f"-{part:02d}" for part in (self.month, self.day) if part is not None)
        return head + tail

    __str__ = format

    @property
    def full(self) -> bool:
        return None not in (self.year, self.month, self.day)

    @property
    def quarter(self) -> str | None:
        return None if self.month is None else QUARTERS[(self.month - 1) // 3]

    def in_year(self, year: int | None) -> PartialDate:
        """The same date in `year` where it had none; 29 February of a common year loses its day."""
        if self.year is not None or year is None:
            return self
        day = self.day
        if day is not None and self.month is not None and day > calendar.monthrange(year, self.month)[1]:
            day = None
        return PartialDate(year, self.month, day)


_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?|--(\d{2})(?:-(\d{2}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date and where it stands. `end`: its end is meant (9月底, 年末); `before`: 前, 之前 follows."""

    date: PartialDate
    span: Span
    end: bool = False
    before: bool = False


# --- dates in running text --------------------------------------------------------------------------

_S = r"[ \t\u3000]{0,3}"
_ZERO = "〇○零OoΟＯ0０"
_CN_YEAR = f"(?:二[{_ZERO}]|一九)[{_ZERO}一二三四五六七八九]{{2}}"
_YEAR = rf"(?:(?:[1１][9９]|[2２][0０])\d\d|{_CN_YEAR})"
_MONTH_FIGURES = "(?:[1１][0-2０-２]|[0０]?[1-9１-９])"
_MONTH = f"(?:{_MONTH_FIGURES}|十[一二]?|[一二三四五六七八九])"
_DAY = (
    r"(?:[3３][01０１]|[12１２]\d|[0０]?[1-9１-９]"
    r"|三十一?|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
)


def _ending(form: int) -> str:
    return rf"(?:{_S}(?P<end{form}>底|末))?(?:{_S}(?P<before{form}>之前|以前|前))?"


# Each form with an example; the first that fits at a place is taken.
_DATE = re.compile(
    "|".join(
        (
            # 2023年5月21日, 二〇二三年九月三十日, ２０２３ 年 5 月, 2023年12月底前, 2023年底, 2023年度
            rf"(?<!\d)(?P<y>{_YEAR}){_S}年(?:度)?"
            rf"(?:{_S}(?P<m>{_MONTH}){_S}月(?:份)?(?:{_S}(?P<d>{_DAY}){_S}[日号])?)?" + _ending(1),
            # 2023-05-21, 2023.5.21, 2023/5/21
            r"(?<![\d./-])(?P<y2>(?:19|20)\d\d)(?P<sep>[-./．])(?P<m2>1[0-2]|0?[1-9])(?P=sep)"
            r"(?P<d2>3[01]|[12]\d|0?[1-9])(?![\d])",
            # 10月14日, 9 月底前, 3月份: the year stands elsewhere
            rf"(?<!\d)(?<!\d[-—–~～至到])(?<!个)(?P<m3>{_MONTH_FIGURES}){_S}月(?:份)?"
            rf"(?:{_S}(?P<d3>{_DAY}){_S}[日号])?" + _ending(3),
            # 九月三十日, 十二月底: Chinese months stand alone only with a day or an end (红五月 is no date)
            rf"(?<![一二三四五六七八九十个])(?P<m4>十[一二]?|[一二三四五六七八九])月(?:份)?"
            rf"(?:(?P<d4>{_DAY})[日号]|(?P<end4>底|末))(?P<before4>之前|以前|前)?",
        )
    )
)


def _int(text: str | None) -> int | None:
    if text is None:
        return None
    if text.isdecimal():
        return int(text)
    if text.startswith("廿"):
        text = "二十" + text[1:]
    return parse_chinese(text)


def _year(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return int("".join(str(parse_chinese(c)) if c in "一二三四五六七八九" else "0" for c in text))


def find_dates(text: str) -> tuple[DateMention, ...]:
    """All dates in `text`, in order. Impossible ones (2月30日) are kept without the day."""
    found: list[DateMention] = []
    for m in _DATE.finditer(text):
        g = m.groupdict()
        year = g["y"] or g["y2"]
        month = _int(g["m"] or g["m2"] or g["m3"] or g["m4"])
        day = _int(g["d"] or g["d2"] or g["d3"] or g["d4"])
        y = _year(year) if year else None
        if day is not None and month is not None and day > calendar.monthrange(y or 2000, month)[1]:
            day = None
        found.append(
            DateMention(
                PartialDate(y, month, day),
                Span(m.start(), m.end()),
                end=bool(g["end1"] or g["end3"] or g["end4"]),
                before=bool(g["before1"] or g["before3"] or g["before4"]),
            )
        )
    return tuple(found)


def parse_date(text: str) -> PartialDate | None:
    """The date of a header or imprint line (成文日期, 印发日期): 2023年5月21日印发 is 2023-05-21.

    The first full date, else the first with a year; None where there is none.
    """
    dates = [m.date for m in find_dates(text) if m.date.year is not None]
    return next((d for d in dates if d.full), dates[0] if dates else None)


# --- quarters ---------------------------------------------------------------------------------------

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
_CN_MONTH = "(?:十[一二]?|[一二三四五六七八九])"
# 1-3月, 1月至3月, 4—6 月, 七至九月, 10月, 十月底
_MONTHS = re.compile(
    rf"(?<!\d)({_MONTH}){_S}(?:月(?:份)?)?{_S}[-—–~～至到]{{1,2}}{_S}({_MONTH}){_S}月"
    rf"|(?<!\d)(?<!\d[-—–~～至到])(?<!个)({_MONTH_FIGURES}){_S}月(?!\d)"
    rf"|(?<![一二三四五六七八九十个])({_CN_MONTH})月(?=[份底末初上中下前])|(?<=年)({_CN_MONTH})月"
)


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
            first, last = _int(m[1] or one), _int(m[2] or one)
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


# --- deadlines --------------------------------------------------------------------------------------

# 完成时限 that is none: it goes on, or comes round again.
_OPEN_ENDED = re.compile(
    r"长期|持续|常态|常年|随时|适时|即时|经常|每[年月周季天日个半]|按月|按季|逐月|近期|立即"
)
_NEXT_YEAR = re.compile(r"明年|次年|翌年|下一?年")
# Fixed days that a deadline may name without figures (五一前完成).
_FIXED_DAYS: tuple[tuple[re.Pattern[str], int, int], ...] = (
    (re.compile(r"元旦"), 1, 1),
    (re.compile(r"三八|妇女节"), 3, 8),
    (re.compile(r"五一|劳动节"), 5, 1),
    (re.compile(r"六一|儿童节"), 6, 1),
    (re.compile(r"七一|建党节"), 7, 1),
    (re.compile(r"八一|建军节"), 8, 1),
    (re.compile(r"教师节"), 9, 10),
    (re.compile(r"国庆|十一"), 10, 1),
)
_YEAR_END = re.compile(r"年底|年末|年终|岁末|下半年")
_MID_YEAR = re.compile(r"上半年|年中|半年")
_WITHIN_YEAR = re.compile(r"全年|年内|本年度?|今年|当年|年度")


def parse_deadline(text: str, year: int | None = None) -> str | None:
    """By when, as partial ISO: 2023年6月30日前 "2023-06-30", 12月底前 "2023-12", 全年 "2023"; 长期坚持 None.

    `year` is the document's own and fills in for a missing one; without either the answer is None. Of a range
    (3月至10月) the last date counts.
    """
    dates = find_dates(text)
    stated = [m.date.year for m in dates if m.date.year is not None]
    known = stated[-1] if stated else year
    if not stated and known is not None and _NEXT_YEAR.search(text):
        known += 1
    if dates and (dates[-1].date.month is not None):
        return dates[-1].date.in_year(known).format() if known is not None else None
    if known is None or (_OPEN_ENDED.search(text) and not stated):
        return None
    month: int | None = None
    if _YEAR_END.search(text) or any(m.end for m in dates):
        month = 12
    elif quarters := parse_quarters(text):
        if len(quarters) < 4:
            month = 3 * int(quarters[-1][1])
    elif _MID_YEAR.search(text):
        month = 6
    else:
        for words, m_, d_ in _FIXED_DAYS:
            if words.search(text):
                return PartialDate(known, m_, d_).format()
        if not stated and not _WITHIN_YEAR.search(text) and not _NEXT_YEAR.search(text):
            return None
    return PartialDate(known, month).format()
