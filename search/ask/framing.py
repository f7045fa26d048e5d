"""Which words of a question only say in whose paper to look (依据哪份文件)? 根据2031年工作台账，…; 产改那份台账里….

They name the scope and are no part of the matter. A run of words is taken for a paper's name where a title has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kg.late_patterns import late
from search.ask.standing import Runs
from search.tokens import fold

__all__ = ["framing", "titles_framed"]

_FROM: Final = r"(?:根据|依照|依据|按照|对照|参照|翻开|翻翻|看看|查查|查看|打开|按|照|依|据|在|从|就)"
_INSIDE: Final = r"(?:里面|里头|里边|当中|之中|中|里|上|内|所)"
_SAYS: Final = r"(?:写明|写|规定|明确|安排|列出|列|定|要求|提到|交代|看)"
# Between the place and the name: 云州市总工会2031年度那份27项的….
_LOOSE: Final = late(
    r"\d{4}年?度?|[省市县区]?总工会|[省市]总|[那这该]?[一两几]?[份个本](?![㐀-鿿]{1,2}[、和])|年度|我们|我[省市县区]|[省市]|的|\d{1,3}项|[一二三四五六七八九十]{1,3}项"
)
_STOPS: Final = late(r"[，。、；：（）？！\s]|^")
# 专项工作中开展大走访: the undertaking that a paper is of, not named further.
_UNDERTAKING: Final = late(r"(?:这次|该|本次)?专项(?:工作|行动|活动)(?:当?中|里)(?!心)")
_KNOWN: Final = 4
"""Signs that the end of a run must have in common with a title to be its name."""


def framing(text: str, words: Iterable[str], known: Runs, places: Iterable[str]) -> list[str]:
    """The pieces of `text` that name a paper by its kind (`words`: 工作台账, 台账, …), with what leads in and follows.

    `known` are the folded titles of papers.
    """
    spots = [re.escape(p) for p in places]
    loose = re.compile("|".join((*spots, _LOOSE.pattern))) if spots else _LOOSE
    masked = re.sub(r"《[^》]*》?", lambda m: "　" * len(m.group()), text)
    out: list[str] = [m.group() for m in _UNDERTAKING.finditer(masked)]
    for word in dict.fromkeys(words):
        for found in re.finditer(
            rf"{word}(?:{_INSIDE}(?:面|头)?)?(?:(?:{_SAYS})(?:了|着|的|出来的)?)?", masked
        ):
            starts = [m.end() for m in _STOPS.finditer(masked, 0, found.start())]
            start = max((s for s in starts if s <= found.start()), default=0)
            before = masked[start : found.start()]
            lead = re.match(_FROM, before)
            rest = loose.sub("", before[lead.end() if lead else 0 :])
            if not rest or _of_title(fold(rest), known):
                out.append(text[start : found.end()])
            elif own := _end_in_title(before, known):
                out.append(text[found.start() - own : found.end()])
    return out


def _of_title(rest: str, known: Runs) -> bool:
    """`rest` stands in a title, or in two pieces one after the other: 数字…服务 for 数字阵地和职工服务."""
    if known.have(rest):
        return True
    cuts = range(_KNOWN - 1, len(rest) - _KNOWN + 2)
    return any(known.have_both(rest[:cut], rest[cut:]) for cut in cuts)


def _end_in_title(before: str, known: Runs) -> int:
    """How many signs before the kind of paper are the end of what a title has; 0 for none."""
    lengths = range(len(before), _KNOWN - 1, -1)
    return next((length for length in lengths if known.have(fold(before[-length:]))), 0)


def titles_framed(text: str, titles: Iterable[str]) -> list[tuple[str, str]]:
    """(title, words) of the titles in 《》 in whose papers the answer is to be looked for: 根据《…》，由谁…; 《…》里由谁…."""
    out = []
    for title in titles:
        quoted = rf"《{re.escape(title)}》"
        found = re.search(
            rf"{_FROM}[㐀-鿿]{{0,8}}{quoted}(?:{_INSIDE}|的?(?:规定|要求|安排))?，?"
            rf"|^[㐀-鿿]{{0,8}}{quoted}(?:{_INSIDE}的?|，|(?=安排|规定|要求|明确|[分交派划压]给|让))",
            text,
        )
        if found:
            out.append((title, found.group()))
    return out
