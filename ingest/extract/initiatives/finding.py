"""Which named campaigns, brands, competitions and programmes (品牌, 活动, 竞赛, 行动, 工程) does a text name?

A name is seen in four ways, and only in these: in quotation marks with an activity beside them
(“工会暖心行”主题活动); as a set name of union work (`data/lexicon/initiatives.txt`: 安康杯, 金秋助学); by
its last word after a verb that carries things out (开展职工素质提升行动, 第一届职工篮球赛); as an item of a
list that says so (送温暖、阳光就业等工会工作品牌). Slogans, methods, honours, political phrases and
classes of people are no initiatives: `data/lexicon/not_initiatives.txt`, and the rules named in the modules beside.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator

from ingest.extract.initiatives.enumerated import enumerated
from ingest.extract.initiatives.lists import SET_NAMES
from ingest.extract.initiatives.quoted import quoted
from ingest.extract.initiatives.seen import Seen
from ingest.extract.initiatives.unquoted import unquoted
from ingest.extract.quotations import find_quotations
from ingest.extract.terms import find_terms
from kg.model import InitiativeMention, Span, squeeze


def find_initiatives(text: str) -> tuple[InitiativeMention, ...]:
    """Every naming of an initiative, in order, without overlaps; `text` is canonical text or a part of it.

    `name` is the span's text without white space; a fully quoted name has no marks around it, a partly quoted
    one keeps them with the words that belong to it (“云州工匠”选树).
    """
    quotations = list(find_quotations(text))
    seen: list[Seen] = []
    seen.extend(quoted(text, quotations))
    closed = [(q.start, q.end) for q in quotations]
    seen.extend(enumerated(text, closed))
    seen.extend(unquoted(text, closed))
    seen.extend(Seen(start, end, 1) for start, end in find_terms(SET_NAMES, text))
    return tuple(_mentions(text, seen))


def _mentions(text: str, seen: list[Seen]) -> Iterator[InitiativeMention]:
    """The strongest and longest of what overlaps, in order."""
    taken: list[tuple[int, int]] = []
    for one in sorted(seen, key=lambda s: (-s.strength, s.start - s.end, s.start)):
        at = bisect_left(taken, (one.end, 0))
        if at == 0 or taken[at - 1][1] <= one.start:
            insort(taken, (one.start, one.end))
    for start, end in taken:
        yield InitiativeMention(squeeze(text[start:end]), Span(start, end))
