"""Which named campaigns, brands and programmes stand near a matter (品牌活动)?"""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Span
from kg.views.passages import PassageRecord
from search.ask.facts import Fact, Head
from search.ask.kind import Ask
from search.ask.sentences import around
from search.fit import Topic
from search.tokens import fold

__all__ = ["Near", "near"]


@dataclass(frozen=True, slots=True)
class Near:
    """An initiative named in a passage about the topic. `shown` is its name with its quotation marks, if any."""

    shown: str
    fact: Fact
    head: Head
    passage: PassageRecord
    score: float
    span: Span


def near(ask: Ask, topic: Topic, documents: set[str] | None = None, least: float = 0.5) -> list[Near]:
    """Initiatives whose own sentence speaks of the topic, best first, each once a document."""
    out: dict[tuple[str, str], Near] = {}
    for ranked in ask.passages(topic, 40):
        passage = ranked.passage
        if documents is not None and passage.document not in documents:
            continue
        home = ask.facts.document(passage.document)
        text = ask.facts.text(passage.document)
        whole = topic.fit(fold(f"{passage.section} {passage.title} {passage.text}"))
        for fact in home.having("gh:hasInitiative"):
            if not passage.start <= fact.span.start < passage.end:
                continue
            sentence = topic.fit(fold(around(text, fact.span).of(text)))
            score = 0.75 * sentence + 0.25 * whole + 0.1 * topic.fit(fold(fact.span.of(text)))
            key = (passage.document, fact.object)
            if score >= least and (key not in out or score > out[key].score):
                out[key] = Near(_shown(text, fact.span), fact, home.head, passage, score, fact.span)
    return sorted(out.values(), key=lambda n: (-n.score, n.head.source_file, n.span))


def _shown(text: str, span: Span) -> str:
    name = "".join(span.of(text).split())
    quoted = span.start > 0 and text[span.start - 1] in '“"' and text[span.end : span.end + 1] in '”"'
    return f"“{name}”" if quoted and "”" not in name else name
