"""Where do the sentences and clauses of a text lie (句与分句)?"""

from __future__ import annotations

from typing import Final

from kg.late_patterns import late
from kg.model import Span

__all__ = ["around", "clauses", "sentences"]

_SENTENCE: Final = late(r"[^。！？；;\n]+[。！？；;]?")
_CLAUSE: Final = late(r"[^。！？；;，,、：:\n]+")
_STOPS: Final = "。！？；;\n"


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of sentences (ended by 。！？； or a line) inside text[start:end]."""
    return [
        Span(m.start(), m.end())
        for m in _SENTENCE.finditer(text, start, len(text) if end is None else end)
        if m.group().strip()
    ]


def clauses(text: str, span: Span) -> list[Span]:
    """Spans between commas, colons and 、 inside a span."""
    return [
        Span(m.start(), m.end()) for m in _CLAUSE.finditer(text, span.start, span.end) if m.group().strip()
    ]


def around(text: str, span: Span) -> Span:
    """The sentence that a span stands in."""
    start = max((text.rfind(s, 0, span.start) for s in _STOPS), default=-1) + 1
    ends = [at for s in _STOPS if (at := text.find(s, span.end)) >= 0]
    return Span(start, max(span.end, min(ends, default=len(text))))
