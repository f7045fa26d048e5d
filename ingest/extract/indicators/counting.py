"""Which counts stand in a text, and in which clauses?"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.extract.indicators.clauses import CLAUSE
from ingest.extract.indicators.comparing import COMPARATOR, OR_MORE
from ingest.extract.indicators.exclusions import excluded
from ingest.extract.indicators.in_words import AFTER_VERB, COMPARED_UNITS, counts_in_words
from ingest.extract.indicators.units import COUNT, Count, value_of
from kg.model import Span


def _inside_quotes(text: str, at: int, line_start: int) -> bool:
    """Whether `at` stands inside “…” or 《…》 that began within the line: names, not counts."""
    floor = max(line_start, at - 60)
    for opening, closing in ("“”", "《》", "〈〉", "‘’"):
        begun = text.rfind(opening, floor, at)
        if begun >= 0 and text.find(closing, begun, at) < 0 and text.find(closing, at, at + 60) >= 0:
            return True
    return False


def _bracket(text: str, clause: Span, at: int) -> Span | None:
    """The inside of the bracket around `at`: 20家（其中省级5家、市级15家） counts 省级5家 by itself."""
    floor, stop = max(clause.start, at - 60), min(clause.end, at + 60)
    begun = max(text.rfind("（", floor, at), text.rfind("(", floor, at))
    if begun < 0:
        return None
    ends = [e for e in (text.find("）", begun, stop), text.find(")", begun, stop)) if e >= 0]
    return Span(begun + 1, min(ends)) if ends and min(ends) > at else None


def counts(text: str) -> Iterator[tuple[Count, Span, Span]]:
    """Counts with their clause and the clause before it in the line (empty span where there is none)."""
    line = Span(0, 0)
    clauses: list[Span] = []
    k = 0
    for m in COUNT.finditer(text):
        start, end = m.span()
        if start >= line.end:
            begin = text.rfind("\n", 0, start) + 1
            stop = text.find("\n", start)
            line = Span(begin, len(text) if stop < 0 else stop)
            clauses = [Span(*c.span()) for c in CLAUSE.finditer(text, line.start, line.end)]
            k = 0
        while k < len(clauses) and clauses[k].end <= start:
            k += 1
        if k >= len(clauses) or clauses[k].start > start:
            continue
        found = value_of(m)
        if found is None or (m["a"] and len(m["a"]) > 6 and m["a"].isdecimal() and m["u"] != "元"):
            continue  # seven figures and more in a row: a telephone number before a name (1234567张三)
        value, unit = found
        bare = unit.removeprefix("万").removeprefix("亿") if unit not in ("万元", "亿元") else unit
        if excluded(text, start, end, bare) or _inside_quotes(text, start, line.start):
            continue
        clause, previous = clauses[k], clauses[k - 1] if k else Span(line.start, line.start)
        inner = _bracket(text, clause, start)
        if inner is not None:
            clause, previous = inner, Span(clause.start, inner.start)
        head = text[max(clause.start, start - 40) : start]
        chinese = not m["p"] and not m["a"][0].isdecimal()
        if chinese and not counts_in_words(text, m, value, bare, head, clause.end):
            continue
        if (
            bare in COMPARED_UNITS
            and not COMPARATOR.search(head[-12:])
            and not OR_MORE.match(text, end)
            and not (not chinese and AFTER_VERB.search(head))
        ):
            continue
        more = not m["p"] and bool(m["more1"] or m["more2"])
        yield Count(start, end, value, unit, more), clause, previous
