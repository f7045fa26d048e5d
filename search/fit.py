"""How well does a text speak of what was asked (切题程度)? 0..1, by the share of the question's weight that it covers.

Search only ranks; an answer needs to know whether the best is good enough. A word counts by how rare it is; a text
covers it by having it, by having another label of the same concept, or by most of its sign pairs.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from search.lexical import LexicalIndex
from search.synonyms import Synonyms
from search.tokens import bigrams, content_words, fold

__all__ = ["Need", "Topic"]


_LIGHT: Final = frozenset(
    "工作 建设 开展 推进 加强 活动 项目 设施 措施 情况 制度 机制 方面 问题 相关 做好 进行 组织 实施 推动 任务 内容".split()
)
"""Words that official papers say of everything: asking with another of them is asking the same."""


@lru_cache(maxsize=4096)
def _grams(word: str) -> tuple[str, ...]:
    return tuple(bigrams(word))


@dataclass(frozen=True, slots=True)
class Need:
    """One word of the question: its weight, and what else would do with how much less, the best first."""

    word: str
    weight: float
    others: tuple[tuple[str, float], ...] = ()

    def met(self, folded: str) -> float:
        """0..1."""
        if self.word in folded:
            return 1.0
        for label, worth in self.others:
            if label in folded:
                return worth
        if len(self.word) < 3:
            return 0.0
        grams, there = _grams(self.word), 0
        for gram in grams:
            if gram in folded:
                there += 1
        share = there / len(grams)
        return 0.8 * share if share >= 0.5 else 0.0


@dataclass(frozen=True, slots=True)
class Topic:
    """What a question is about. `text` as asked, `must` words that a text has to have (names in quotes, counties)."""

    text: str
    needs: tuple[Need, ...]
    must: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str, index: LexicalIndex, synonyms: Synonyms, must: tuple[str, ...] = ()) -> Topic:
        folded = " ".join(piece for part in text.split() if (piece := fold(part)))
        found = synonyms.find(folded)
        total = max(1, index.size)

        def weight(word: str) -> float:
            often = index.frequency(word)
            rare = math.log(1 + total / (1 + often)) + 0.3
            return rare if often or len(word) > 2 else 0.6 * rare  # everyday words that no document has

        needs: list[Need] = []
        taken = [False] * len(folded)
        spans: dict[tuple[int, int], dict[str, float]] = {}
        for one in found:
            labels = spans.setdefault((one.start, one.end), {})
            for label, worth in one.concept.labels:
                labels[label] = max(labels.get(label, 0.0), 0.85 * worth)
        for (start, end), labels in spans.items():
            word = folded[start:end]
            if any(taken[start:end]):
                continue
            taken[start:end] = [True] * (end - start)
            needs.append(
                Need(
                    word,
                    weight(word) if len(word) < 5 else max(weight(word[:2]), weight(word[-2:])),
                    tuple(sorted(labels.items(), key=lambda label: -label[1])),
                )
            )
        rest = "".join(" " if t else c for c, t in zip(folded, taken, strict=True))
        for piece in rest.split():
            for word in content_words(index.segmenter.cut(piece)):
                needs.append(Need(word, weight(word) * (0.4 if len(word) == 1 or word in _LIGHT else 1.0)))
        return cls(folded, tuple(needs), tuple(fold(m) for m in must if fold(m)))

    @property
    def empty(self) -> bool:
        return not self.needs and not self.must

    def fit(self, folded: str) -> float:
        """The share of the weight that a folded text covers; 0 where a word it must have is missing."""
        for word in self.must:
            if word not in folded:
                return 0.0
        total = got = 0.0
        for need in self.needs:
            total += need.weight
            got += need.weight if need.word in folded else need.weight * need.met(folded)
        if not total:
            return 1.0 if self.must else 0.0
        got /= total
        return min(1.0, got + 0.15) if self.text and self.text in folded else got

    def best(self, pieces: list[str], key: Callable[[str], str] = fold) -> tuple[float, int]:
        """(fit, position) of the best of several texts; (0, -1) for none."""
        scored = [(self.fit(key(p)), -i) for i, p in enumerate(pieces)]
        if not scored:
            return 0.0, -1
        fit, at = max(scored)
        return fit, -at
