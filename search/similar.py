"""Which initiatives are like this one, other places first (相似活动)? By what is said around them, more than by their names.

A profile is the words and concepts of the sentences that name an initiative. Two are alike as far as their profiles
share rare words and concepts; shared signs of the names alone (驿站, 圆梦) count little.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from kg.model import Span
from kg.views.passages import PassageRecord
from search.ask.facts import Facts
from search.ask.sentences import around
from search.hybrid import Hybrid, hit
from search.lexical import Filters
from search.tokens import bigrams, content_words, fold

__all__ = ["Like", "Similar"]

_UNQUOTED = 0.85
"""A name without quotation marks is often a kind of thing (户外劳动者服务站点) and no name."""
_GENERIC = 0.6
"""…and one that is a label of the synonym table surely is."""
_CONCEPT, _NAME, _NAME_ALONE = 3.0, 0.1, 0.3
"""What a shared concept counts more than a shared word; and what the names' own signs count in all,
where the asked name stands in a document and where it does not."""


@dataclass(frozen=True, slots=True)
class Like:
    """A similar initiative, with the words and concepts that make it so."""

    name: str
    score: float
    why: tuple[str, ...]
    passage: PassageRecord
    span: Span
    subject: str


@dataclass(slots=True)
class _Profile:
    name: str
    passage: PassageRecord
    span: Span
    subject: str
    weights: dict[str, float]
    quoted: bool

    @property
    def norm(self) -> float:
        return math.sqrt(sum(w * w for w in self.weights.values())) or 1.0


class Similar:
    """Profiles of all initiatives of a workspace, made once a generation."""

    def __init__(self, hybrid: Hybrid) -> None:
        self.hybrid = hybrid
        self.facts = Facts(hybrid.workspace)
        self._generation = -1
        self._profiles: list[_Profile] = []
        self._labels = frozenset(hybrid.synonyms.labels())

    def similar(self, name: str, k: int = 10, city: str | None = None) -> dict[str, Any]:
        """`{"name", "hits": [hit with "name", "city", "why"]}`."""
        found = self.find(name, k, city)
        return {
            "name": name,
            "hits": [{**hit(f.passage, f.score), "name": f.name, "why": "、".join(f.why)} for f in found],
        }

    def find(self, name: str, k: int, city: str | None = None) -> list[Like]:
        """The best k. An initiative of the same place comes after those of other places that are nearly as good."""
        profiles = self.profiles()
        own = [p for p in profiles if _same(name, p.name)]
        if own:
            weights: dict[str, float] = {}
            for p in own:
                for word, weight in p.weights.items():
                    weights[word] = max(weights.get(word, 0.0), weight)
            for word, weight in self._weights(name, name).items():
                weights[word] = max(weights.get(word, 0.0), weight)
            homes = {p.passage.place for p in own}
        else:
            near = self.hybrid.index.by_phrase(name, 3) or self.hybrid.index.by_bigrams(name, 1)
            weights = self._weights(name, " ".join(m.passage.text[:200] for m in near))
            homes = set()
        norm = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        wanted = city.removesuffix("市") if city else None
        best: dict[tuple[str, str], Like] = {}
        for p in profiles:
            if _same(name, p.name) or (wanted and wanted != p.passage.city.removesuffix("市")):
                continue
            shared = {w: weights[w] * x for w, x in p.weights.items() if w in weights}
            score = sum(shared.values()) / (norm * p.norm)
            names = _overlap(name, p.name)
            share = _NAME if own else _NAME_ALONE
            score = (1 - share) * score + share * names
            if p.passage.place in homes and p.passage.place:
                score *= 0.8
            score *= 1.0 if p.quoted else _UNQUOTED
            score *= _GENERIC if fold(p.name) in self._labels else 1.0
            if score <= 0.03:
                continue
            why = tuple(w.removeprefix("#") for w, _ in sorted(shared.items(), key=lambda s: -s[1])[:4])
            key = (fold(p.name), p.passage.place)
            if key not in best or score > best[key].score:
                best[key] = Like(p.name, score, why, p.passage, p.span, p.subject)
        return sorted(best.values(), key=lambda x: (-x.score, x.passage.source_file, x.span))[:k]

    def profiles(self) -> list[_Profile]:
        generation = self.hybrid.workspace.generation
        if generation != self._generation:
            self._profiles = self._make()
            self._generation = generation
        return self._profiles

    def _make(self) -> list[_Profile]:
        by_document: dict[str, list[PassageRecord]] = {}
        for record in self.hybrid.index.all(Filters()):
            by_document.setdefault(record.document, []).append(record)
        out = []
        for document, inside in by_document.items():
            home = self.facts.document(document)
            text = self.facts.text(document)
            seen: set[tuple[str, str]] = set()
            for fact in home.having("gh:hasInitiative"):
                passage = next((p for p in inside if p.start <= fact.span.start < p.end), None)
                if passage is None or (fact.object, passage.id) in seen:
                    continue
                seen.add((fact.object, passage.id))
                name = "".join(fact.span.of(text).split())
                sentence = around(text, fact.span)
                if sentence.end - sentence.start < 40:
                    sentence = Span(
                        max(passage.start, sentence.start - 40), min(passage.end, sentence.end + 60)
                    )
                words = self._weights(name, f"{passage.title} {sentence.of(text)}")
                subject = next(
                    (
                        f.subject
                        for f in home.having("gh:hasInitiative")
                        if f.object == fact.object and ":task:" in f.subject
                    ),
                    fact.subject,
                )
                quoted = text[max(0, fact.span.start - 1) : fact.span.start] in ("“", '"') or "“" in name
                out.append(_Profile(name, passage, fact.span, subject, words, quoted))
        return out

    def _weights(self, name: str, context: str) -> dict[str, float]:
        """Concepts (with #) and words of a name and its context, by rarity; the name's own concepts count double."""
        index = self.hybrid.index
        total = max(2, index.size)
        out: dict[str, float] = {}
        folded, own = fold(context), fold(name)
        for one in self.hybrid.synonyms.find(folded):
            out[f"#{one.concept.name}"] = max(out.get(f"#{one.concept.name}", 0.0), _CONCEPT)
        for one in self.hybrid.synonyms.find(own):
            out[f"#{one.concept.name}"] = 2 * _CONCEPT
        for word in content_words(index.segmenter.words(folded)):
            if len(word) > 1 and not word.isdigit():
                rarity = math.log(total / (1 + index.frequency(word))) / math.log(total)
                if rarity > 0.25:
                    out[word] = max(0.0, rarity)
        return out


def _same(asked: str, name: str) -> bool:
    a, b = fold(asked), fold(name)
    return a == b or (min(len(a), len(b)) >= 3 and (a in b or b in a))


def _overlap(left: str, right: str) -> float:
    a, b = set(bigrams(fold(left))), set(bigrams(fold(right)))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
