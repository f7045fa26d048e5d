"""Which pieces of a sentence are of the sort asked for (句中哪些是所问的值)? Amounts with their unit, dates, people, places, things of
a kind, lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from kg.late_patterns import late
from kg.model import Span
from search.ask.kind import Ask
from search.ask.kinds._members import are_bodies, may_be_members
from search.ask.kinds.enumerated import items_in
from search.ask.wanted import CLASSES, UNIT_WORDS, UNITS, Sort, Wanted, same_unit

__all__ = ["values_in"]

_UNIT: Final = "|".join(
    sorted(
        {u for row in UNITS for u in row} | set("周盏顶艘吨套支把只本册门句票轮辆升瓶袋箱对桌"),
        key=len,
        reverse=True,
    )
)
_AMOUNT: Final = late(
    rf"(?:不少于|不低于|至少|不超过|超过|最高|最多|最长|近|约)?(?P<n>百分之[一二三四五六七八九十百零点]+|\d+(?:\.\d+)?(?:\s*(?:[-—~～至到]|%[-—~～至到])\s*\d+(?:\.\d+)?)?|[二三四五六七八九十两百千半]+|(?<=[每满期为])一)(?:余|多)?(?P<unit>{_UNIT})?(?:以上|左右|以内|以下)?"
)
_PART_OF_WORD: Final = late(r"[第〔\[（(之〕]$")
_RATIO: Final = late(r"(?:不低于|不少于)?\d+(?:\.\d+)?[∶:：]\d+(?:\.\d+)?(?![:：]?\d)")
_YEAR: Final = late(r"(?:19|20)\d\d年")
_DATE: Final = late(
    r"每(?:个?月|季度?末?月?|半年|年|周)?(?:\d{1,2}月)?(?:\d{1,2}[日号]|底|初|末)(?:之?前|以前)?"
    r"|(?:(?:20|19)\d{2}年)?(?:\d{1,2}月(?:\d{1,2}[日号]|底|初|中旬|上旬|下旬|份)?|年底|年内|年初|上半年|下半年|第?[一二三四]季度)(?:(?:至|到|—+|-|–|~|～)(?:20\d{2}年)?(?:\d{1,2}月)?(?:\d{1,2}[日号]|底|份)?)?(?:之?前|以前|前)?"
    r"|(?:20|19)\d{2}年(?:底|初)?(?:之?前|前)?|次月\d{1,2}日(?:之?前|前)?|\d{1,2}日(?:之?前|以前|前)"
)
_PLACE: Final = late(
    r"(?:在|于|到|赴|至|设在|位于|地点[：:为是]?|地址[：:为是]?)(?P<v>[㐀-鿿A-Za-z0-9“”、]{2,24}?)(?=举办|举行|召开|开展|设立|设置|设|建|建立|进行|报到|集中|办理|领取|开班|试点|组织|启动|挂牌|落户|[，。；]|$)"
)
_NOT_PLACE: Final = late(
    r"基础上|方面|过程|期间|前提|时$|前$|后$|中$|第?[一二三四]季度|\d月|年底|全[市省县]$|范围内$"
)
_BEFORE_THING: Final = late(
    r"^.*(?:依托|利用|通过|借助|使用|登录|采用|由|在|从|向|对|把|将|与|和|及|为|是|被|以|于|给|到|至|让|联合|会同|委托|组织|推荐|授予|获得|荣获|获|评为|命名|成立|建立|打造|建设|开展|举办|按照|根据|依据|参照|其中|的|了|支持|推动|引导|选择|确定|颁发|名单报|报送|报)(?=[㐀-鿿A-Za-z“]{2,})"
)  # fmt: skip
_BEFORE_DEPARTMENT: Final = late(r"^.*(?:总工会|由|会同|联合|委托|向|对|报|送|给)(?=[㐀-鿿]{2,})")
_CUT: Final = "，。；：、（）()！？,;:"
_RUN: Final = late(
    r"(?P<all>(?:《[^》]+》|“[^”]+”|[^、，,。；;：:（）()＋+]{1,24})(?:[、＋+](?:《[^》]+》|“[^”]+”|[^、，,。；;：:（）()＋+]{1,24}))+)"
)
_IS: Final = r"(?:是|为|：|:|叫|定为)(?P<v>“[^”]{2,30}”|《[^》]{2,40}》|[^，。；：]{2,30})"


def values_in(ask: Ask, wanted: Wanted, words: str) -> list[tuple[Span, ...]]:
    """The places in `words` of what may be the answer; each is one value, or the members of one list."""
    return [spans for spans in _READERS[wanted.sort](ask, wanted, words) if spans]


def _amounts(ask: Ask, wanted: Wanted, words: str) -> Iterator[tuple[Span, ...]]:
    if wanted.unit == "%":
        yield from ((Span(m.start(), m.end()),) for m in _RATIO.finditer(words))
    if wanted.unit and wanted.unit not in UNIT_WORDS:
        own = re.finditer(
            rf"(?:不少于|至少|不超过)?(?:\d+(?:\.\d+)?|[两二三四五六七八九十百千]+)(?:余|多)?{re.escape(wanted.unit)}",
            words,
        )
        yield from ((Span(m.start(), m.end()),) for m in own)
        return
    for found in _AMOUNT.finditer(words):
        unit = found["unit"] or ""
        if found["n"].startswith("百分之"):
            unit = "%"
        if _YEAR.match(found.group()) or _PART_OF_WORD.search(words[: found.start("n")][-1:]):
            continue
        if not unit or not same_unit(wanted.unit, unit) or _of_date(words, found.end(), unit):
            continue
        yield (Span(found.start(), found.end()),)


def _of_date(words: str, end: int, unit: str) -> bool:
    """3月 of 3月5日, 5日 of 5日前: no length of time."""
    return unit in ("月", "日") or (unit == "年" and words[end : end + 1].isdigit())


def _dates(ask: Ask, wanted: Wanted, words: str) -> Iterator[tuple[Span, ...]]:
    for found in _DATE.finditer(words):
        if "〔" in words[max(0, found.start() - 1) : found.start()]:
            continue
        yield (Span(found.start(), found.end()),)


def _people(ask: Ask, wanted: Wanted, words: str) -> Iterator[tuple[Span, ...]]:
    names = ask.known.people_in.within(words)
    for name in names:
        if not any(name != other and name in other for other in names):
            at = words.find(name)
            yield (Span(at, at + len(name)),)


def _places(ask: Ask, wanted: Wanted, words: str) -> Iterator[tuple[Span, ...]]:
    for found in _PLACE.finditer(words):
        if not _NOT_PLACE.search(found["v"]):
            yield (Span(found.start("v"), found.end("v")),)


def _things(ask: Ask, wanted: Wanted, words: str) -> Iterator[tuple[Span, ...]]:
    noun = wanted.noun
    known = CLASSES.get(noun)
    if known is None and len(noun) < _LEAST_NOUN:
        return
    ends = f"(?:{known})(?![㐀-鿿]?(?:工会|部|局|委))" if known else re.escape(noun)
    for found in re.finditer(ends, words):
        start = max((words.rfind(c, 0, found.start()) for c in _CUT), default=-1) + 1
        before = _BEFORE_DEPARTMENT if noun == "部门" else _BEFORE_THING
        lead = before.match(words[start : found.start()] + noun)
        start += lead.end() if lead and start + lead.end() < found.start() else 0
        if found.start() - start >= _LEAST_NOUN - (known is not None):
            yield (Span(_whole_name(ask, words, start, found.end()), found.end()),)
    for found in re.finditer(rf"{ends}(?:的?名称)?{_IS}|以(?P<v2>“[^”]{{2,30}}”)为{ends}", words):
        group = "v" if found["v"] else "v2"
        yield (Span(found.start(group), found.end(group)),)


def _whole_name(ask: Ask, words: str, start: int, end: int) -> int:
    """Where the department's name begins that ends here: 劳动和经济工作部 is no 经济工作部 after 和."""
    names = [n for n in ask.known.departments_in.within(words) if words.endswith(n, 0, end)]
    return min((end - len(n) for n in names), default=start) if names else start


_LEAST_NOUN: Final = 2
_LEAST_ITEMS: Final = 2


def _lists(ask: Ask, wanted: Wanted, words: str) -> Iterator[tuple[Span, ...]]:
    for found in _RUN.finditer(words):
        items = items_in(words, _to_noun(wanted.noun, words, Span(found.start(), found.end())))
        if len(items) < _LEAST_ITEMS or (wanted.count and len(items) != wanted.count):
            continue
        written = [words[s.start : s.end] for s in items]
        shared = bool(wanted.noun) and words.startswith(wanted.noun, items[-1].end)  # 海事、渔政部门
        if not shared and not are_bodies(ask.question.text, written):
            continue
        if may_be_members(ask.question.text, wanted.noun, written):
            yield items


def _to_noun(noun: str, words: str, run: Span) -> Span:
    """海事、渔政部门开展培训: up to the noun asked with, where the last member goes on."""
    at = words.find(noun, words.rfind("、", run.start, run.end) + 1, run.end) if noun else -1
    return Span(run.start, at) if at > 0 else run


def _clauses(ask: Ask, wanted: Wanted, words: str) -> Iterator[tuple[Span, ...]]:
    end = len(words.rstrip("。；;"))
    if end:
        yield (Span(0, end),)


_READERS: Final[dict[Sort, Callable[[Ask, Wanted, str], Iterator[tuple[Span, ...]]]]] = {
    Sort.QUANTITY: _amounts,
    Sort.DATE: _dates,
    Sort.PERSON: _people,
    Sort.PLACE: _places,
    Sort.THING: _things,
    Sort.LIST: _lists,
    Sort.CLAUSE: _clauses,
}
