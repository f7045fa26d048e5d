"""Which years and quarters does a question name (年度、季度)?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.late_patterns import late
from search.ask.known import Known

if TYPE_CHECKING:
    from search.ask.question import Question

__all__ = ["name_times"]

_DIGITS: Final = {"一": "1", "二": "2", "三": "3", "四": "4", "1": "1", "2": "2", "3": "3", "4": "4"}
_QUARTER: Final = late(r"(?<!哪)第?([一二三四1-4])季度|[Qq]([1-4])(?!\d)")
_HALVES: Final = {"上半年": ("Q1", "Q2"), "下半年": ("Q3", "Q4")}
_YEAR: Final = late(r"(?<!\d)((?:19|20)\d{2})(?!\d|[〕\]\)）]\s*第?\d+号)")
_COUNTED: Final = (
    r"(?:多|余|来)?(?:名(?!单|录|册)|人(?!才|社|事|民|大|力|员|文)|家(?!庭|属|政|长|访)|元(?!旦|宵)|[万亿]|份|件|场(?!地|所|馆)|户(?!外|籍)|个(?!人|性|税)|位|次|条(?!例)|"
    r"项(?!目)|台(?!账|历)|本(?!级|市|省|年)|篇|册|套|顶|批(?!准|复|次)|辆|间|座(?!谈)|课时|学时|小时|平方?米|公里|亩|吨|张|部(?!门|署|委)|块|人次|[%％])"
)
"""Classifiers and units: 2000名, 2000余份 are numbers and no years; 2031台账 and 2031人才 are years."""
_YEAR_OR_COUNT: Final = late(rf"(?<!\d)(?:19|20)\d{{2}}{_COUNTED}")
_CN_YEAR: Final = late(r"([二一][〇零○0九][〇零○一二三四五六七八九]{2})年")


def name_times(question: Question, known: Known) -> None:
    """Fills in the years and quarters; a year that is part of a name (2030年度驿站普查结果) is none."""
    text = re.sub(r"《[^》]*》", "", question.text)
    for number in question.numbers:
        text = text.replace(number, "")
    text = _YEAR_OR_COUNT.sub("", text)
    years = [int(y) for y in _YEAR.findall(text)]
    for written in _CN_YEAR.findall(text):
        years.append(int(written.translate(str.maketrans("〇零○一二三四五六七八九", "000123456789"))))
    named = {y: name for y in years if (name := _name_with_year(y, text, known))}
    years = [y for y in years if y not in named]
    question.quoted += tuple(dict.fromkeys(named.values()))
    question.years = tuple(dict.fromkeys(years))
    question.strip += [f"{before}{y}{after}" for y in (*years, *named) for before, after in _AROUND_YEAR]
    question.strip += [f"{y}年度" for y in years] + [f"{y}年" for y in years] + [str(y) for y in years]
    quarters = ["Q" + _DIGITS[a or b] for a, b in _QUARTER.findall(text)]
    for word, both in _HALVES.items():
        if word in text:
            quarters += both
    question.quarters = tuple(dict.fromkeys(quarters))
    if quarters:
        question.strip += [m.group() for m in _QUARTER.finditer(text)]


_AROUND_YEAR: Final = (
    ("到", "年底"),
    ("截至", "年底"),
    ("到", "年末"),
    ("到", "年"),
    ("", "年底"),
    ("", "年末"),
)
"""What leads a year in and follows it: 到2031年底."""
_YEAR_AND_WHAT: Final = r"年度?[㐀-鿿]{4,20}"


def _name_with_year(year: int, text: str, known: Known) -> str:
    """2030年度驿站普查结果: a year that the workspace has no paper of may be part of what is asked about, where the words
    stand so in a paper. The longest run that does; "" for a year that names papers. A summary plans its next year."""
    if year in known.years:
        return ""
    if re.search(f"(?:到|至|截至){year}年", text) and known.stands(
        f"到{year}年"
    ):  # a target's year, whatever paper sets it
        return f"{year}年"
    if year - 1 in known.years:
        return ""
    found = re.search(f"{year}{_YEAR_AND_WHAT}", text)
    run = found.group() if found else ""
    while len(run) >= _LEAST_NAME and not known.stands(run):
        run = run[:-1]
    return run if len(run) >= _LEAST_NAME else ""


_LEAST_NAME: Final = 9
"""Signs of a year and what is named with it: 2030年度 and four more, or 2030年 and four."""
