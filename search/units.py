"""What is found besides passages (检索单元): named initiatives and whole documents, through the passages that speak of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from kg import ids
from search.tokens import fold

if TYPE_CHECKING:
    from search.ask.facts import Facts
    from search.fit import Topic
    from search.hybrid import Ranked

__all__ = ["KINDS", "documents", "initiatives"]

KINDS: Final = ("initiative", "document")
_NEXT: Final = 0.3
"""What a document's second-best passage adds to its best, the third a third of that power, and so on."""


def documents(ranked: Sequence[Ranked], topic: Topic) -> list[tuple[Ranked, float, dict[str, Any]]]:
    """Each document by its best passages and its title, best first: (best passage, score, what differs in its hit)."""
    own: dict[str, list[Ranked]] = defaultdict(list)
    for one in ranked:
        own[one.passage.document].append(one)
    out = []
    for document, inside in own.items():
        best = inside[0]
        score = sum(one.score * _NEXT**place for place, one in enumerate(inside[:4]))
        score += topic.fit(fold(best.passage.document_title))
        number = best.passage.doc_number
        title = best.passage.document_title or best.passage.source_file
        out.append(
            (
                best,
                score,
                {"id": document, "kind": "document", "title": title, "locator": number or f"《{title}》"},
            )
        )
    return sorted(out, key=lambda found: (-found[1], found[0].passage.source_file))


def initiatives(
    ranked: Sequence[Ranked], topic: Topic, facts: Facts
) -> list[tuple[Ranked, float, dict[str, Any]]]:
    """Initiatives named in the passages found, each of a place once, by passage and by what its name and sentence say."""
    from search.ask.sentences import around

    by_document: dict[str, list[Ranked]] = defaultdict(list)
    for one in ranked:
        by_document[one.passage.document].append(one)
    best: dict[tuple[str, str], tuple[Ranked, float, dict[str, Any]]] = {}
    for document, inside in by_document.items():
        text = facts.text(document)
        for fact in facts.document(document).having("gh:hasInitiative"):
            around_it = [r for r in inside if r.passage.start <= fact.span.start < r.passage.end]
            if not around_it:
                continue
            one = around_it[0]
            name = "".join(fact.span.of(text).split())
            sentence = around(text, fact.span)
            said = sentence.of(text)
            score = 0.5 * one.score + topic.fit(fold(said)) + 0.5 * topic.fit(fold(name))
            key = (fold(name), one.passage.place)
            if key not in best or score > best[key][1]:
                best[key] = (
                    one,
                    score,
                    {
                        "id": ids.short(fact.object),
                        "kind": "initiative",
                        "title": name,
                        "name": name,
                        "text": said,
                        "start": sentence.start,
                        "end": sentence.end,
                    },
                )
    return sorted(best.values(), key=lambda f: (-f[1], f[0].passage.source_file, f[0].passage.start))
