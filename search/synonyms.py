"""Which other words say the same (同义词、口语与规范用语)? From `data/lexicon/synonyms.tsv`, until the thesaurus is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick

from kg.resources import resource
from search.tokens import bigrams, fold

__all__ = ["Concept", "Found", "Synonyms", "shipped"]

EVERYDAY, OFFICIAL, SHORT = 0.7, 1.0, 0.85
"""How much a text that has an everyday, official or short label speaks of the concept."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One topic and its labels, folded, with their weights."""

    name: str
    labels: tuple[tuple[str, float], ...]

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(label for label, _ in self.labels)


@dataclass(frozen=True, slots=True)
class Found:
    """A concept seen in a text by one of its labels, at `start` of the folded text."""

    concept: Concept
    label: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.label)


class Synonyms:
    """Finds concepts in texts by their labels; linear in the text."""

    def __init__(self, concepts: tuple[Concept, ...]) -> None:
        self.concepts = concepts
        self._machine = ahocorasick.Automaton()
        by_label: dict[str, list[Concept]] = {}
        for concept in concepts:
            for label in concept.words:
                by_label.setdefault(label, []).append(concept)
        for label, owners in by_label.items():
            self._machine.add_word(label, (label, owners))
        if by_label:
            self._machine.make_automaton()
        self._empty = not by_label
        self._owners = by_label
        self._grams: dict[str, int] = {}
        self._by_gram: dict[str, list[str]] = {}
        for label in by_label:
            grams = set(bigrams(label))
            if len(grams) >= 2:
                self._grams[label] = len(grams)
                for gram in grams:
                    self._by_gram.setdefault(gram, []).append(label)

    def find(self, folded: str) -> list[Found]:
        """Concepts by the longest labels, in order; a label inside a longer one does not count."""
        if self._empty:
            return []
        seen = [
            (end - len(label) + 1, end + 1, label, owners)
            for end, (label, owners) in self._machine.iter(folded)
        ]
        out: list[Found] = []
        for start, end, label, owners in sorted(seen, key=lambda s: (s[0], -s[1])):
            inside = any(s <= start and end <= e and e - s > end - start for s, e, _, _ in seen)
            if not inside:
                out.extend(Found(owner, label, start) for owner in owners)
        return out

    def loosely(self, folded: str) -> list[tuple[Concept, float]]:
        """Concepts a label of which the text has in other order or with words between: (concept, share of its sign
        pairs that the text has), 0.5..1. Everyday speech rarely says a label as it stands."""
        counts: dict[str, int] = {}
        for gram in set(bigrams(folded)):
            for label in self._by_gram.get(gram, ()):
                counts[label] = counts.get(label, 0) + 1
        best: dict[str, tuple[Concept, float]] = {}
        for label, n in counts.items():
            share = n / self._grams[label]
            if n >= 2 and share >= 0.5:
                for concept in self._owners[label]:
                    if concept.name not in best or share > best[concept.name][1]:
                        best[concept.name] = (concept, share)
        return list(best.values())

    def labels(self) -> Iterator[str]:
        for concept in self.concepts:
            yield from concept.words


@cache
def shipped() -> Synonyms:
    """The table that ships with the program."""
    return parse(resource("lexicon/synonyms.tsv").read_text(encoding="utf-8"))


def parse(table: str) -> Synonyms:
    """Lines of topic, everyday, official and short words; # begins a comment. Raises ValueError for other lines."""
    out = []
    for line in table.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 4:
            raise ValueError(f"four columns are wanted: {line!r}")
        labels: dict[str, float] = {}
        for weight, cell in ((OFFICIAL, cells[2]), (SHORT, cells[3]), (EVERYDAY, cells[1])):
            for word in cell.split("、"):
                if label := fold(word):
                    labels.setdefault(label, weight)
        labels.setdefault(fold(cells[0]), SHORT)
        out.append(Concept(cells[0], tuple(labels.items())))
    return Synonyms(tuple(out))
