"""What is a measure about: topics, people served, kinds of activity, words (举措画像)?

Each way of speaking counts by how near it stands to the name: the name itself, its clause, its sentence, what follows.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.thesaurus import Concept, Thesaurus
from search.similar.concepts import depth, is_topic, sets_apart
from search.similar.lexicon import empty_words, kinds_in
from search.similar.measures import Measure
from search.tokens import bigrams, fold

__all__ = ["Profile", "Profiler", "cosine"]

_TIERS: Final = (("naming", 1.0), ("clause", 0.9), ("sentence", 0.6), ("body", 0.6), ("heading", 0.25))
_EMPTY: Final = 0.2
"""What a label is worth that is a figure of speech in names (驿站)."""
_SHORT_LABEL: Final = 0.4
_MOST_TEXTS: Final = 20_000
"""Texts whose profiles are kept, some 2 kB each."""
_BY_DEPTH: Final = (0.25, 0.6, 1.0)
"""What a concept is worth by its steps below the top: those above hold half of all work."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Weights by concept id, group id, kind and word; `text` is what describes the measure, folded."""

    topics: dict[str, float]
    groups: dict[str, float]
    kinds: dict[str, float]
    words: dict[str, float]
    text: str


class Profiler:
    """Makes profiles of texts; `rarity` gives a word's worth, 0..1."""

    def __init__(self, cut: Callable[[str], Sequence[str]], rarity: Callable[[str], float]) -> None:
        self._cut = cut
        self._rarity = rarity
        self._thesaurus = Thesaurus.load()
        self._texts: dict[str, Profile] = {}

    def of(self, measure: Measure) -> Profile:
        tiers = [(fold(getattr(measure, field)), weight) for field, weight in _TIERS]
        heading_like = measure.body and len(measure.sentence) <= len(measure.naming) + 12
        described = measure.body if heading_like else f"{measure.sentence}{measure.body}"
        return self.of_tiers(tiers, plain(f"{measure.naming}。{described}"[:150]))

    def of_text(self, words: str) -> Profile:
        folded = fold(words)
        return self.of_tiers([(folded, 1.0)], folded)

    def of_tiers(self, tiers: Sequence[tuple[str, float]], text: str) -> Profile:
        topics: dict[str, float] = {}
        groups: dict[str, float] = {}
        kinds: dict[str, float] = {}
        words: dict[str, float] = {}
        for folded, weight in tiers:
            if not folded:
                continue
            said = self._said(folded)
            for into, found in (
                (topics, said.topics),
                (groups, said.groups),
                (kinds, said.kinds),
                (words, said.words),
            ):
                for key, worth in found.items():
                    _most(into, key, weight * worth)
        return Profile(topics, groups, kinds, words, text)

    def _said(self, folded: str) -> Profile:
        """The profile of one text by itself, made once: measures of one sentence share it."""
        found = self._texts.get(folded)
        if found is not None:
            return found
        out = Profile({}, {}, kinds_in(folded), {}, folded)
        for match in self._thesaurus.find(folded):
            for concept in match.concepts:
                if sets_apart(concept):
                    _most(out.groups, concept.id, 1.0)
                elif is_topic(concept):
                    _most(out.topics, concept.id, _worth(concept, match.label))
        for word in self._cut(folded):
            if len(word) > 1 and not word.isdigit() and word not in empty_words():
                rare = self._rarity(word)
                if rare > 0.25:
                    _most(out.words, word, rare)
        if len(self._texts) >= _MOST_TEXTS:
            self._texts.clear()
        self._texts[folded] = out
        return out


def plain(name: str) -> str:
    """Folded words without the figures of speech of names; what they are if too little is left."""
    folded = fold(name)
    left = _figures().sub("", folded)
    return left if len(bigrams(left)) > 2 else folded


@cache
def _figures() -> re.Pattern[str]:
    words = sorted(empty_words(), key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, words)))


def _worth(concept: Concept, label: str) -> float:
    worth = _BY_DEPTH[min(depth(concept.id), 2)]
    if label in empty_words():
        return worth * _EMPTY
    return worth * (_SHORT_LABEL if len(label) < 3 else 1.0)


def _most(weights: dict[str, float], key: str, weight: float) -> None:
    if weight > weights.get(key, 0.0):
        weights[key] = weight


def cosine(left: dict[str, float], right: dict[str, float]) -> float:
    """Of two sparse vectors, 0..1; 0 where one is empty."""
    both = sum(w * right[k] for k, w in left.items() if k in right)
    if not both:
        return 0.0
    return both / math.sqrt(sum(w * w for w in left.values()) * sum(w * w for w in right.values()))
