"""Which other words say the same (同义词、口语与规范用语)? From `data/lexicon/synonyms.tsv`, until the thesaurus is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick

from kg.resources import resource
from search.tokens import fold

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

    def labels(self) -> Iterator[str]:
        for concept in self.concepts:
            yield from concept.words


@cache
def shipped() -> Synonyms:
    """The table that ships with the program."""
    return parse(resource("lexicon/synonyms.tsv").read_text(encoding="utf-8"))


def parse(table: str) -> Synonyms:
    """Lines of topic, everyday, official and short words; # begins a comment. Raises ValueError for other lines."""
    rows: list[list[str]] = []
    for line in table.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 4:
            raise ValueError(f"four columns are wanted: {line!r}")
        rows.append(cells)
    # One text for all: folding word by word takes five times as long.
    folded = iter(fold("\0".join(cell for row in rows for cell in row)).split("\0"))
    out = []
    for cells in rows:
        topic, everyday, official, short = (next(folded) for _ in cells)
        labels: dict[str, float] = {}
        for weight, cell in ((OFFICIAL, official), (SHORT, short), (EVERYDAY, everyday)):
            for word in cell.split("、"):
                if word:
                    labels.setdefault(word, weight)
        labels.setdefault(topic, SHORT)
        out.append(Concept(cells[0], tuple(labels.items())))
    return Synonyms(tuple(out))
