"""How near is what a paper says to a topic of the thesaurus, whatever it is called there (主题与品牌名)?

A brand has no label (“渔港暖灯”, 敲门问暖): its clause is held against the concept's labels and definition by kind of activity,
people and meaning, as two measures are held against each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from kg.thesaurus import Concept, Thesaurus
from search.similar.concepts import is_topic
from search.similar.lexicon import kinds_in
from search.similar.likeness import likeness
from search.similar.profile import Profile, Profiler
from search.tokens import fold

__all__ = ["Said", "Topic", "Topics"]

Vectors = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]

_LABELS: Final = 8
"""Official labels whose meaning counts; more add nothing."""
_SHARE: Final = 0.2
"""A kind of activity that fewer of the labels show is one label's own."""
_DEFINED: Final = 0.7
"""What a kind counts that the definition shows: labels of places (驿站, 小屋) do not say what for."""
_TITLE, _TEXT = 1.0, 0.8
_OPENING: Final = re.compile(r"[^，,。；;：:]{4,}")
_OPENS: Final = 0.9
"""What the meaning of the first clause alone counts: what follows may be of any kind."""
_LONGEST: Final = 150
_TRIED: Final = 12
"""Concepts that are tried for a piece that names none: those whose meaning is nearest."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a topic looks like; `vector` of length 1, None without a model."""

    profile: Profile
    vector: Vectors | None


@dataclass(frozen=True, slots=True)
class Said:
    """What a task or sentence looks like; `vectors` of all and of its first clause."""

    profile: Profile
    vectors: tuple[Vectors, Vectors] | None


class Topics:
    """Looks of topics and of what papers say; those of concepts are kept."""

    def __init__(self, cut: Callable[[str], Sequence[str]], encode: Encode | None) -> None:
        self._profiler = Profiler(cut, lambda word: 1.0)
        self._encode = encode
        self._thesaurus = Thesaurus.load()
        self._known: dict[str, Topic] = {}
        self._matrix: tuple[list[str], Vectors] | None = None

    def concept(self, concept: Concept) -> Topic:
        """By its labels (everyday ones are questions, and left out) and its definition."""
        if concept.id not in self._known:
            labels = (concept.preferred, *concept.official, *concept.abbreviations)
            kinds = Counter(k for words in (*labels, concept.definition) for k in kinds_in(fold(words)))
            most = max(kinds.values(), default=1)
            shown = {k: n / most for k, n in kinds.items() if n >= _SHARE * len(labels)}
            for kind in kinds_in(fold(concept.definition)):
                shown[kind] = max(shown.get(kind, 0.0), _DEFINED)
            texts = (concept.preferred, *concept.official[:_LABELS], concept.definition)
            profile = Profile({concept.id: 1.0}, {}, shown, {}, fold(concept.preferred))
            self._known[concept.id] = Topic(profile, self._mean(texts))
        return self._known[concept.id]

    def words(self, words: str, meant: Iterable[tuple[str, float]]) -> Topic:
        """Of free words; `meant` are ids of concepts that they may mean, with weights 0..1."""
        profile = self._profiler.of_text(words)
        topics = dict(profile.topics)
        for concept_id, weight in meant:
            if is_topic(self._thesaurus.concept(concept_id)):
                topics[concept_id] = max(topics.get(concept_id, 0.0), weight)
        return Topic(
            Profile(topics, profile.groups, profile.kinds, profile.words, profile.text), self._mean((words,))
        )

    def said(self, pieces: Sequence[tuple[str, str]]) -> list[Said]:
        """Of (title, text) each, in order."""
        profiles = [
            self._profiler.of_tiers(
                [(fold(title), _TITLE), (fold(text), _TEXT)],
                fold(text if title[:_LONGEST] in text else f"{title}。{text}")[:_LONGEST],
            )
            for title, text in pieces
        ]
        if self._encode is None or not profiles:
            return [Said(profile, None) for profile in profiles]
        opens = [fold(m[0] if (m := _OPENING.search(title)) else title) for title, _ in pieces]
        vectors = self._encode([*(profile.text for profile in profiles), *opens])
        half = len(profiles)
        return [Said(p, (vectors[n], vectors[half + n])) for n, p in enumerate(profiles)]

    def near(self, topic: Topic, said: Said) -> float:
        """0..1, about (`likeness`)."""
        cosine = None
        if topic.vector is not None and said.vectors is not None:
            whole, opening = (float(topic.vector @ vector) for vector in said.vectors)
            cosine = max(whole, _OPENS * opening)
        return likeness(topic.profile, said.profile, cosine)

    def nearest(self, said: Said) -> tuple[str, float] | None:
        """The concept that is nearest to what names none, with how near; None without a model."""
        if said.vectors is None or self._encode is None:
            return None
        if self._matrix is None:
            wanted = [c for c in self._thesaurus if is_topic(c)]
            looks = [(c.id, self.concept(c).vector) for c in wanted]
            there = [(name, vector) for name, vector in looks if vector is not None]
            self._matrix = [name for name, _ in there], np.stack([vector for _, vector in there])
        names, vectors = self._matrix
        whole, opening = said.vectors
        close = np.maximum(vectors @ whole, _OPENS * (vectors @ opening))
        tried = [names[n] for n in np.argsort(-close, kind="stable")[:_TRIED]]
        found = [(self.near(self._known[name], said), name) for name in tried]
        near, name = max(found, key=lambda f: (f[0], -tried.index(f[1])))
        return name, near

    def _mean(self, texts: Sequence[str]) -> Vectors | None:
        if self._encode is None:
            return None
        mean: Vectors = self._encode(list(dict.fromkeys(fold(t) for t in texts if t))).mean(axis=0)
        length = float(np.linalg.norm(mean))
        return mean / length if length else mean
