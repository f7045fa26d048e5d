"""Who is named in running text, and as what?

A name alone is never a person here: a role beside it (全国劳模张三, 张三教授), an appointment (张三任组长), 同志, an
award (张三获评“…”), or a counted list (…张三、李四等5人) must say so. Figures quoted as examples (以…同志为榜样,
总书记) are left out. The rules are named patterns, each with an example; names are invented.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace

from ingest.extract.people.groups import GroupBook
from ingest.extract.people.names import is_reference_figure
from ingest.extract.people.running_text.appointed import appointed, given, held_by
from ingest.extract.people.running_text.awarded import award_lists, awarded, counted
from ingest.extract.people.running_text.reader import Reader
from ingest.extract.people.running_text.titled import before_name, comrades, invited
from ingest.extract.people.sightings import Sighting
from kg.model import Span

_RULES: tuple[Callable[[Reader], Iterator[Sighting]], ...] = (
    before_name,
    invited,
    appointed,
    held_by,
    awarded,
    award_lists,
    counted,
    given,
    comrades,
)
"""Of two readings of one place that do not differ in length the earlier rule's stands."""


def read_running_text(text: str, book: GroupBook, home: str | None, taken: list[Span]) -> list[Sighting]:
    """People named in `text` outside the stretches in `taken`, which lists and tables have read already.

    `home` is the issuing union, whose posts need no organisation beside them. Spans quote `text`.
    """
    reader = Reader(text, book, home)
    starts = sorted((s.start, s.end) for s in taken)
    firsts = [s for s, _ in starts]
    out: list[Sighting] = []
    for rule in _RULES:
        for seen in rule(reader):
            k = bisect_right(firsts, seen.span.start) - 1
            if k >= 0 and seen.span.end <= starts[k][1]:
                continue
            if is_reference_figure(seen.name):
                continue
            out.append(seen)
    return _without_overlaps(out)


def _without_overlaps(seen: list[Sighting]) -> list[Sighting]:
    """Of readings that overlap without being equal the earlier and longer one stands: 李明 inside 张李明."""
    out: list[Sighting] = []
    for one in sorted(seen, key=lambda s: (s.span.start, -s.span.end)):
        if out and one.span.start < out[-1].span.end and one.span != out[-1].span:
            out[-1] = replace(out[-1], positions=(*out[-1].positions, *one.positions))
            continue
        out.append(one)
    return out
