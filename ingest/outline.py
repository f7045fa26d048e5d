"""Which headings does a document have, and what stands under each (结构层次)?

GB/T 9704—2012, 7.3.3: the levels are 一、 then （一） then 1. then （1）; offices add ①, statutes use 第一章,
第一节, 第一条. Enumerations inside running text (一是…二是…) are no headings. A heading may share its line
with the text (（一）强化政治引领。坚持…): its first sentence is the heading then.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.dating import chinese_number
from ingest.layout.model import Layout, Paragraph
from kg.model import Section, Span, squeeze

_CN = "一二三四五六七八九十百零〇"


@dataclass(frozen=True, slots=True)
class NumberRule:
    """One form of heading number. `level` 1 is 一、, 0 a 部分; the group `number` is kept, as printed."""

    name: str
    level: int
    pattern: re.Pattern[str]
    example: str


NUMBER_RULES: tuple[NumberRule, ...] = (
    NumberRule("部分", 0, re.compile(rf"\s*(?P<number>第[{_CN}\d]{{1,3}}部分)[\s:：]*"), "第一部分 工作总结"),
    NumberRule("编", 1, re.compile(rf"\s*(?P<number>第[{_CN}\d]{{1,4}}编)\s*"), "第一编 总则"),
    NumberRule("章", 1, re.compile(rf"\s*(?P<number>第[{_CN}\d]{{1,4}}章)\s*"), "第一章 总则"),
    NumberRule("节", 2, re.compile(rf"\s*(?P<number>第[{_CN}\d]{{1,4}}节)\s*"), "第一节 组织"),
    NumberRule(
        "条", 3, re.compile(rf"\s*(?P<number>第[{_CN}\d]{{1,5}}条(?:之[{_CN}])?)[\s:：]*"), "第一条 为了…"
    ),
    # 三、四线城市, 一、二级 are running text.
    NumberRule(
        "一、",
        1,
        re.compile(
            rf"\s*(?P<number>[{_CN}]{{1,3}})\s*[、.．，,](?![{_CN}]{{1,2}}\s*(?:、|级|线|类|等|产|季|档|期|批|楼|届))\s*"
        ),
        "一、指导思想",
    ),
    NumberRule(
        "（一）",
        2,
        re.compile(rf"\s*(?P<number>[（(]\s*[{_CN}]{{1,3}}\s*[)）])\s*[、.．]?\s*"),
        "（一）强化引领",
    ),
    NumberRule(
        "（1）",
        4,
        re.compile(r"\s*(?P<number>[（(]\s*[\d０-９]{1,3}\s*[)）])\s*[、.．]?\s*"),
        "（1）建档立卡",
    ),
    NumberRule("1）", 4, re.compile(r"\s*(?P<number>[\d０-９]{1,3})[)）]\s*[、.．]?\s*"), "1）建档立卡"),
    NumberRule(
        "1.", 3, re.compile(r"\s*(?P<number>[\d０-９]{1,3})\s*[.．、﹒]\s*(?![\d０-９])"), "1.强化引领"
    ),
    NumberRule("①", 5, re.compile(r"\s*(?P<number>[①-⑳])\s*"), "①建档立卡"),
)
_RULES_BY_FIRST: dict[str, tuple[NumberRule, ...]] = {
    "第": NUMBER_RULES[0:5],
    "（": (NUMBER_RULES[6], NUMBER_RULES[7]),
    "(": (NUMBER_RULES[6], NUMBER_RULES[7]),
    **dict.fromkeys(_CN, (NUMBER_RULES[5],)),
    **dict.fromkeys("0123456789０１２３４５６７８９", (NUMBER_RULES[8], NUMBER_RULES[9])),
    **{chr(c): (NUMBER_RULES[10],) for c in range(ord("①"), ord("⑳") + 1)},
}

# 三加强培训: the 、 is missing. Only taken where the neighbours count 二、 and 四、.
_WEAK = re.compile(
    rf"\s*(?P<number>[{_CN}]{{1,3}})\s*(?![{_CN}是年方来个项名次种条批级线类、.．，,])(?=[\u4e00-\u9fff“])"
)

_ATTACHED = re.compile(r"\s*[-•*·]?\s*附\s*件\s*[:：]")
_ATTACHED_ITEM = re.compile(r"\s*[-•*·]?\s*[\d０-９]{1,2}\s*[.．、][^。\n]{2,80}$", re.MULTILINE)

UNNUMBERED = re.compile(
    r"(?:当前|目前|工作中|主要)?(?:存在|面临)的?(?:主要|突出)?(?:问题|不足|困难)(?:[和与及、](?:主要)?(?:问题|不足|困难|原因|差距|建议))*"
    r"|(?:主要)?问题(?:与|和|及)(?:不足|建议|困难)|(?:不足|差距)(?:和|与)(?:问题|差距)"
    r"|(?:下|明|来)一?(?:年度?|步|阶段|季度)的?(?:重点|主要|工会)?(?:工作)?(?:总体|主要|基本)?(?:的)?(?:思路|打算|计划|安排|重点|要点|工作|设想|举措)"
    r"|(?:\d{4}|二[〇○零][一二三四五六七八九〇○零]{2})年度?(?:的)?(?:重点|主要|工会)*工作(?:总体|主要)?(?:思路|打算|计划|安排|要点|重点|情况|任务|总结|回顾)?"
    r"|(?:今后|下阶段|下一步|下步)(?:的)?(?:工作)?(?:思路|打算|计划|安排|重点|工作|努力方向)"
    r"|(?:主要|基本)(?:工作)?(?:做法|成效|经验|措施|任务|举措|内容|目标|情况|亮点|特点|工作)(?:[和与及](?:成效|做法|亮点|经验))?"
    r"|工作(?:亮点|成效|开展情况|总体情况|情况|目标|要求|措施|任务|原则|思路|重点|打算|计划|步骤|体会|安排)"
    r"|指导思想|总体要求|总体思路|总体目标|目标任务|基本原则|重点任务|重点工作|任务分工|实施步骤|活动(?:主题|内容|时间|安排|要求)"
    r"|保障措施|组织领导|组织保障|总则|附则|前言|意见建议|工作建议|下步建议"
)
"""Headings that stand without a number on a line of their own (存在的问题, 下年度工作思路：)."""

_SENTENCE = re.compile(r"[。！？!?]")
_UNITS = re.compile(r"[（(【\[［](?=[^（(）)】\]［\n]{0,40}(?:责任|牵头|负责|配合))")
_STOP_END = "。；;！!？?，,"


@dataclass(slots=True)
class _Heading:
    """One heading while the tree is built. `text_at`: where the words after the heading begin."""

    number: str | None
    level: int
    value: int | None
    title: str
    start: int
    end: int
    children: list[_Heading] = field(default_factory=list)
    until: int = 0


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A line that begins with a heading number."""

    at: int
    rule: NumberRule | None
    number: str
    value: int | None
    rest: int


def read_outline(layout: Layout, start: int, end: int) -> tuple[Section, ...]:
    """The tree of headings within `start..end` of the canonical text; tables are passed over.

    `Section.level` is that of the number's form (一、 1, （一） 2, 1. 3, （1） 4, ① 5; 第一章 1, 第一条 3),
    1 where there is none; a level that a document leaves out leaves no gap in the tree. A bare paragraph of
    one point (1.… without a heading) has its first sentence, or clause, for a title.
    """
    blocks = [b for b in layout.blocks if isinstance(b, Paragraph) and start <= b.span.start < end]
    text = layout.text
    numbered = _numbered(text, blocks)
    flat: list[_Heading] = []
    k = 0
    while k < len(blocks):
        block = blocks[k]
        mark = numbered.get(k)
        if mark is not None:
            heading, used = _heading(text, blocks, k, mark, numbered)
            flat.append(heading)
            k += used
            continue
        if plain := _styled(text, block) or _unnumbered(text, block):
            flat.append(plain)
        k += 1
    return _tree(flat, end)


def _numbered(text: str, blocks: Sequence[Paragraph]) -> dict[int, _Numbered]:
    """The lines that begin with a heading number, by index; a missing 、 is made good by its neighbours."""
    found: dict[int, _Numbered] = {}
    weak: list[_Numbered] = []
    listing = False
    for k, block in enumerate(blocks):
        at = block.span.start
        if _ATTACHED.match(text, at, block.span.end):
            listing = True  # 附件：1.… and the lines 2.… 3.… below it name papers, they are no headings
            continue
        if listing and _ATTACHED_ITEM.match(text, at, block.span.end):
            continue
        listing = False
        while at < block.span.end and text[at].isspace():
            at += 1
        if at >= block.span.end:
            continue
        for rule in _RULES_BY_FIRST.get(text[at], ()):
            match = rule.pattern.match(text, block.span.start, block.span.end)
            if match is None or (
                match.end() >= block.span.end and rule.name not in ("部分", "章", "节", "编", "条")
            ):
                continue
            number = squeeze(match["number"])
            found[k] = _Numbered(
                k, rule, number, chinese_number(number.strip("第（()）章节条编部分")), match.end()
            )
            break
        else:
            if text[at] in _CN and (match := _WEAK.match(text, block.span.start, block.span.end)):
                weak.append(
                    _Numbered(
                        k, NUMBER_RULES[5], match["number"], chinese_number(match["number"]), match.end()
                    )
                )
    if weak:
        strong = [at for at, mark in found.items() if mark.rule is NUMBER_RULES[5]]  # in order of lines
        for mark in weak:
            k = bisect(strong, mark.at)
            if not 0 < k < len(strong) or mark.value is None:
                continue
            if found[strong[k - 1]].value == mark.value - 1 and found[strong[k]].value == mark.value + 1:
                found[mark.at] = mark
    return found


def _heading(
    text: str, blocks: Sequence[Paragraph], k: int, mark: _Numbered, numbered: dict[int, _Numbered]
) -> tuple[_Heading, int]:
    """The heading that line `k` begins with, and how many lines it takes up."""
    block = blocks[k]
    assert mark.rule is not None
    end, used = _title_end(text, mark.rest, block.span.end, mark.rule), 1
    if end == block.span.end and _goes_on(text, blocks, k, mark, numbered):
        end, used = blocks[k + 1].span.end, 2
    stop = end
    while stop > mark.rest and text[stop - 1] in " \t　。：:；;":
        stop -= 1
    title = squeeze(text[mark.rest : stop])
    heading = _Heading(
        mark.number, mark.rule.level, mark.value, title, block.span.start, max(stop, mark.rest)
    )
    return heading, used


def _goes_on(
    text: str, blocks: Sequence[Paragraph], k: int, mark: _Numbered, numbered: dict[int, _Numbered]
) -> bool:
    """A heading broken over two lines: its tail stands alone on line `k + 1`, short, before running text."""
    end = blocks[k].span.end
    if not 18 <= end - mark.rest <= 60 or text[end - 1] in _STOP_END + "：:":
        return False
    if k + 2 >= len(blocks) or k + 1 in numbered:
        return False
    tail = text[blocks[k + 1].span.start : blocks[k + 1].span.end].strip()
    if not 0 < len(tail) <= 12 or re.search(r"[，。；：,;:]$|^附件", tail) or UNNUMBERED.fullmatch(tail):
        return False
    after = blocks[k + 2].span
    return after.end - after.start > 20 or k + 2 in numbered


def _title_end(text: str, start: int, end: int, rule: NumberRule) -> int:
    """Where the heading ends: with its line, its first sentence, its colon (总体目标：), or （责任单位：."""
    limit = min(end, start + 200)
    sentence = _SENTENCE.search(text, start, limit)
    stop = sentence.start() if sentence else end
    if units := _UNITS.search(text, start, min(stop, limit)):
        stop = units.start()
    colon = re.compile(r"[：:]").search(text, start, min(stop, start + 22))
    if colon and colon.end() < end and not re.search(r"[，,；;“《（(]", text[start : colon.start()]):
        return colon.start()
    if stop - start <= 60:
        return stop
    clause = re.compile(r"[，,；;：:]").search(text, start + 4, min(stop, start + 60))
    return clause.start() if clause else min(stop, start + 40)


#: A paragraph of more characters is no heading, whatever its style says.
_LONGEST_STYLED = 60
_NO_HEADING = re.compile(r"[。；！？]|^[\d０-９（(]|^附件")


def _styled(text: str, block: Paragraph) -> _Heading | None:
    """A paragraph without a number that its file sets as a heading (标题 1, 标题 2). What has one was judged by it."""
    words = text[block.span.start : block.span.end]
    bare = squeeze(words.rstrip(" \t　：:。"))
    if block.outline is None or not 2 <= len(bare) <= _LONGEST_STYLED or _NO_HEADING.search(bare):
        return None
    start = block.span.start + len(words) - len(words.lstrip())
    end = block.span.start + len(words.rstrip(" \t　：:。"))
    return _Heading(None, block.outline, None, bare, start, end)


def _unnumbered(text: str, block: Paragraph) -> _Heading | None:
    if not 4 <= block.span.end - block.span.start <= 40:
        return None
    words = squeeze(text[block.span.start : block.span.end])
    bare = words.rstrip("：:。")
    if not 3 <= len(bare) <= 20 or not UNNUMBERED.fullmatch(bare):
        return None
    begin, stop = block.span.start, block.span.end
    while text[begin].isspace():
        begin += 1
    while text[stop - 1] in " \t　：:。":
        stop -= 1
    return _Heading(None, 1, None, bare, begin, stop)


def _tree(flat: Sequence[_Heading], end: int) -> tuple[Section, ...]:
    """Nests headings by level; each body runs to the next heading at the same or a higher level."""
    roots: list[_Heading] = []
    stack: list[_Heading] = []
    for heading in flat:
        in_article = any(above.number and above.number.endswith("条") for above in stack)
        if in_article and heading.number and not heading.number.startswith("第"):
            heading.level += 3  # （一）, 1. inside an article
        while stack and stack[-1].level >= heading.level:
            stack.pop().until = heading.start
        (stack[-1].children if stack else roots).append(heading)
        stack.append(heading)
    for heading in stack:
        heading.until = end
    return tuple(_section(h) for h in roots)


def _section(heading: _Heading) -> Section:
    return Section(
        number=heading.number,
        title=heading.title,
        level=heading.level,
        span=Span(heading.start, heading.end),
        body=Span(heading.end, max(heading.end, heading.until)),
        children=tuple(_section(child) for child in heading.children),
    )
