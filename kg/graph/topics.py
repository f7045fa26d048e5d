"""Which thesaurus concepts does a text speak of, and which texts speak of a concept (主题识别)?

The edges of a topic are computed, never quoted facts; but the words that gave them stand in the text and can be shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.model import Span
from kg.thesaurus import NAMESPACE, Concept, LabelKind, Thesaurus

__all__ = ["METHOD", "Topics"]

METHOD: Final = "叙词表用语"
_SHORTEST_EVERYDAY: Final = 3
"""Everyday labels of two signs (读书, 工人) stand in official texts by chance too often."""
_SHORTEST_WITHIN: Final = 3
_SAYS_NOTHING: Final = frozenset({"职工群体", "工会组织机构"})
"""Everybody, and the names of the unions themselves (省总工会): they stand in every paper."""


@dataclass(frozen=True, slots=True)
class Topics:
    """Topics by the thesaurus that ships."""

    thesaurus: Thesaurus
    nested: dict[str, list[tuple[Concept, LabelKind, str]]] = field(default_factory=dict)
    """Official labels inside a longer label, as they were asked for."""

    def within(self, text: str) -> dict[str, Span]:
        """Concept IRI → where it is first named in `text`.

        Labels inside a longer one count where they are official (货车司机 in 货车司机互助保障): who speaks of the
        drivers' insurance speaks of the drivers.
        """
        found: dict[str, Span] = {}
        for match in self.thesaurus.find(text):
            for concept, kind in zip(match.concepts, match.kinds, strict=True):
                self._note(found, concept, kind, match.label, match.span)
            for concept, kind, label in self._inside(match.label):
                self._note(found, concept, kind, label, match.span)
        return found

    def _inside(self, label: str) -> list[tuple[Concept, LabelKind, str]]:
        known = self.nested.get(label)
        if known is None:
            known = self.nested[label] = [
                (concept, kind, inner.label)
                for inner in self.thesaurus.occurrences(label)
                if _SHORTEST_WITHIN <= len(inner.label) < len(label)
                for concept, kind in zip(inner.concepts, inner.kinds, strict=True)
                if kind is not LabelKind.EVERYDAY
            ]
        return known

    def _note(
        self, found: dict[str, Span], concept: Concept, kind: LabelKind, label: str, span: Span
    ) -> None:
        if concept.id in _SAYS_NOTHING or (kind is LabelKind.EVERYDAY and len(label) < _SHORTEST_EVERYDAY):
            return
        before = found.get(concept.iri)
        if before is None or span.start < before.start:
            found[concept.iri] = span

    def pattern(self, iri: str) -> str:
        """A regular expression (case ignored) that every text naming the concept matches: what to look through.

        It also matches some that do not name it: `within` decides.
        """
        concept = self.concept(iri)
        labels = [
            label
            for label, kind in (concept.labels() if concept else ())
            if kind is not LabelKind.EVERYDAY or len(label) >= _SHORTEST_EVERYDAY
        ]
        return "|".join(re.escape(label) for label in sorted(set(labels)))

    def concept(self, iri: str) -> Concept | None:
        name = iri.removeprefix(NAMESPACE)
        return self.thesaurus.concept(name) if name in self.thesaurus else None

    def neighbours(self, iri: str) -> Iterator[tuple[str, str, str]]:
        """(source, relation, target) of the concept's own links: `broader` points upwards."""
        concept = self.concept(iri)
        if concept is None:
            return
        for other in concept.broader:
            yield iri, "broader", NAMESPACE + other
        for other in concept.narrower:
            yield NAMESPACE + other, "broader", iri
        for other in concept.related:
            yield min(iri, NAMESPACE + other), "related", max(iri, NAMESPACE + other)

    def labelled(self, written: str) -> Sequence[Concept]:
        """The concepts that bear this name in any kind."""
        return self.thesaurus.by_label(written)
