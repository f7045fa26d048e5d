"""Which passages answer this text best (混合检索)? Several retrievers, their scores weighed and added.

Retrievers are a table: a vector retriever is one more row. Each list is brought to 0..1 by its own scale, so that a model with
other cosines needs no other weights. For what it gains over reciprocal rank fusion see RETRIEVERS.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

import tantivy

from kg.views.passages import PassageRecord
from kg.workspace import Workspace
from search.alignment import Aligner
from search.dense import Found, dense_begun
from search.dense import prepare as prepare_vectors
from search.embedding.static import StaticEmbedder
from search.expansion import LEAST_LIKENESS, Expander, Reading, Sense, Voice, boundaries, expander, stamp
from search.fit import Topic
from search.label_index import LabelIndex, open_labels
from search.lexical import Filters, LexicalIndex, Match
from search.models import Models
from search.query import Boost, Holdings, Understood, understand
from search.sense_scores import Said, SenseScores
from search.synonyms import Synonyms, shipped
from search.tokens import bigrams, fold, signs

if TYPE_CHECKING:
    from search.embedding.embedder import Embedder

__all__ = ["Hybrid", "Ranked", "hit"]

_DEPTH: Final = 100
_SCALE_DEPTH: Final = 50
"""A list's scores are scaled between its first and its 50th, where a spread list ends to say anything."""
_NEAR: Final = 60
"""Passages by vectors: what comes after the 50th scores nothing by them. 100 gave the same figures."""
_MOST_KEPT: Final = 20_000
"""Folded passages held in memory, as many as records; some 0.5 kB each."""
_LEAST_VOICE: Final = 0.06
"""A sense that weighs less is not asked for. 0.03 to 0.1 are within noise."""
_TIE: Final = 0.15
"""What a concept's second-best label adds. 0 to 0.4 are within noise."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its fused score and what each retriever said: name → rank from 1."""

    passage: PassageRecord
    score: float
    ranks: tuple[tuple[str, int], ...]
    rerank: float | None = None
    """What the re-ranker said, where one was asked."""


@dataclass(frozen=True)
class _Asked:
    """One question on its way through the retrievers."""

    hybrid: Hybrid
    text: str
    filters: Filters

    @cached_property
    def index(self) -> LexicalIndex:
        return self.hybrid.index

    @cached_property
    def begun(self) -> Found:
        """What `meaning` waits for: asked for early, it is looked for beside the words."""
        return dense_begun(self.hybrid, [self.text, self.hybrid.official(self.text)], self.filters, _NEAR)

    @cached_property
    def meaning(self) -> list[list[Match]]:
        """Passages nearest to the text, and those nearest to its official wording."""
        return self.begun()


Retriever = Callable[[_Asked], list[Match]]


class Hybrid:
    """Search over one workspace; holds its index open, and opens a new one when the store has moved on."""

    def __init__(
        self,
        workspace: Workspace,
        synonyms: Synonyms | None = None,
        models: Models | None = None,
        without: frozenset[str] = frozenset(),
    ) -> None:
        """`without` names retrievers (and `fit`, `labels`, `alignment`) to leave out: for measuring what each is worth."""
        self.workspace = workspace
        self.models = models if models is not None else Models(workspace.path)
        self.without = without
        self.synonyms = synonyms if synonyms is not None else shipped()
        self._index: LexicalIndex | None = None
        self._expander: Expander | None = None
        self._holdings: Holdings | None = None
        self._read: tuple[int, str, list[Reading]] = (-1, "", [])
        self._meant: tuple[tuple[int, str, LabelIndex | None], list[Reading]] = ((-1, "", None), [])
        self._labels: tuple[Embedder | None, LabelIndex | None] = (None, None)
        self._often: dict[str, int] = {}
        self._sign_rarities: dict[str, float] = {}
        self._folded: dict[str, str] = {}
        self._spoken: dict[tuple[str, bool], Said | None] = {}
        self._scores: SenseScores | None = None
        self._aligner: tuple[Embedder | None, Aligner | None] = (None, None)

    @property
    def index(self) -> LexicalIndex:
        if self._index is None or self._index.generation != self.workspace.generation:
            self._index = LexicalIndex.open(self.workspace)
            self._often, self._sign_rarities, self._folded, self._spoken = {}, {}, {}, {}
            self._scores, self._aligner = None, (None, None)
        return self._index

    def prepare(self) -> None:
        """Opens what filters by documents need, and the labels, so that no question waits for it."""
        self.index.prepare()
        prepare_vectors(self)
        self._labels_now()

    @property
    def expander(self) -> Expander:
        if self._expander is None:
            place = self.workspace.derived("expansion.json")
            self._expander = expander(None if place is None else place.parent)
        return self._expander

    def topic(self, text: str, must: tuple[str, ...] = ()) -> Topic:
        return Topic.of(text, self.index, self.synonyms, must)

    def understand(self, text: str, given: Filters) -> Understood:
        """What a query says besides its topic, as far as this workspace has papers of it."""
        if self._holdings is None or self._holdings.generation != self.workspace.generation:
            self._holdings = Holdings(self.workspace)
        return understand(
            text,
            given,
            self._holdings,
            self.index.segmenter.cut,
            self.index.standing,
            self.index.has_department,
        )

    def readings(self, text: str) -> list[Reading]:
        """The concepts that a text names, the surest first; those of the last text are kept."""
        folded = fold(text)
        generation = self.index.generation
        if self._read[:2] != (generation, folded):
            found = self.expander.read(folded, self._cuts(folded))
            self._read = (generation, folded, found)
        return self._read[2]

    def meant(self, text: str) -> list[Reading]:
        """The concepts that a text names, and those whose labels mean what it says; those of the last text are kept."""
        labels = None if "labels" in self.without else self._labels_now()
        key = (self.index.generation, fold(text), labels)
        if self._meant[0] != key:
            found = self.readings(text)
            if labels is not None:
                found = self.expander.meant(found, labels.nearest(key[1], LEAST_LIKENESS))
            self._meant = (key, found)
        return self._meant[1]

    def _labels_now(self) -> LabelIndex | None:
        """Of the model now chosen; None for one without vectors of pieces."""
        embedder = self.models.embedder
        if embedder is not self._labels[0]:
            found = None
            if isinstance(embedder, StaticEmbedder):
                place = self.workspace.derived("labels")
                found = open_labels(place, stamp(), self.expander.senses, embedder)
            self._labels = (embedder, found)
        return self._labels[1]

    def rank(
        self,
        text: str,
        k: int = 10,
        filters: Filters | None = None,
        boosts: Sequence[Boost] = (),
        literal: bool = False,
    ) -> list[Ranked]:
        """The best k passages. Nothing in common with the text: not in the list. `literal` asks words alone."""
        filters = filters or Filters()
        scores: dict[str, float] = {}
        records: dict[str, PassageRecord] = {}
        lists: list[tuple[str, list[str]]] = []
        asked = _Asked(self, text, filters)
        retrievers = [one for one in (LITERAL if literal else RETRIEVERS) if one[0] not in self.without]
        if any(name in _VECTORS for name, _, _ in retrievers):
            _ = asked.begun
        for name, weight, retrieve in retrievers:
            matches = retrieve(asked)
            keys = [match.passage.id for match in matches]
            lists.append((name, keys))
            for key, match, share in zip(keys, matches, _scaled(name, matches), strict=True):
                records[key] = match.passage
                scores[key] = scores.get(key, 0.0) + weight * share
        for boost in boosts:
            for key, record in records.items():
                if boost.applies(record):
                    scores[key] += boost.weight
        reranker = None if literal else self.models.reranker
        wanted = k if reranker is None else max(k, self.models.choice.rerank_top)
        if "fit" not in self.without:
            topic = self.topic(text)
            for key in _best(scores, records, max(wanted, _FITTED)):
                scores[key] += topic.fit(self._whole(records[key])) * _FIT
        if not literal and "alignment" not in self.without:
            self._align(text, scores, [records[key] for key in _best(scores, records, _ALIGNED)])
        best = _best(scores, records, wanted)
        ranks = _ranks(best, lists)
        ranked = [Ranked(records[key], scores[key], tuple(ranks[key])) for key in best]
        if reranker is not None:
            from search.reranking import rerank

            ranked = rerank(reranker, text, ranked, self.models.choice.rerank_top)
        return ranked[:k]

    def _align(self, text: str, scores: dict[str, float], passages: Sequence[PassageRecord]) -> None:
        """Adds to the scores of the best passages what their clauses say of the text, as 0 to `_ALIGNMENT` between the one that
        says least of it and the one that says most."""
        aligner = self._aligner_now()
        asked = None if aligner is None else aligner.asked(fold(text), self.index.frequency, self.index.size)
        if aligner is None or asked is None or len(passages) < 2:
            return
        shares = aligner.shares(asked, passages)
        low, high = min(shares), max(shares)
        if high > low:
            for passage, share in zip(passages, shares, strict=True):
                scores[passage.id] += _ALIGNMENT * (share - low) / (high - low)

    def _aligner_now(self) -> Aligner | None:
        """Of the model now chosen; None for one without vectors of pieces."""
        embedder = self.models.embedder
        if embedder is not self._aligner[0]:
            self._aligner = (embedder, Aligner.of(embedder))
        return self._aligner[1]

    def concepts(self, text: str, k: int, filters: Filters) -> list[Match]:
        """Passages that say what the text says in other words: for each concept its best label, and the sum of all."""
        index = self.index
        asked = [
            (found, voice.weight)
            for voice in self.voices(text)
            if voice.weight >= _LEAST_VOICE
            and (found := self._saying(index, voice.sense, everyday=voice.relation == "self")) is not None
        ]
        scores = self._scores
        if scores is None or scores.index is not index:
            # The first question, which may be the only one of this process.
            self._scores = SenseScores(index, partial(self._every_saying, index))
        elif (sums := scores.sums(asked)) is not None:
            return index.best(sums, k, filters)
        queries = [tantivy.Query.boost_query(said.query, weight) for said, weight in asked]
        return index.run(index.any_of(queries), k, filters)

    def _every_saying(self, index: LexicalIndex) -> Iterator[Said]:
        """All senses with labels that stand in passages of this index, which may have been replaced meanwhile."""
        for place in range(len(self.expander.senses)):
            for everyday in (True, False):
                if self._index is not index:
                    return
                if found := self._saying(index, self.expander.senses[place], everyday):
                    yield found

    def voices(self, text: str) -> list[Voice]:
        """The senses that speak for a text, with their weights."""
        return self.expander.voices(self.meant(text))

    def official(self, text: str) -> str:
        """The preferred labels of the surest concepts, as a text of its own; "" for none."""
        surest = [one.sense.label for one in self.meant(text) if one.sense.source != "table"]
        return "。".join(dict.fromkeys(surest[:_OFFICIAL]))

    def _saying(self, index: LexicalIndex, sense: Sense, everyday: bool) -> Said | None:
        """The best of a sense's labels, with or without the everyday ones; None where no passage has any. Kept."""
        key = (sense.id, everyday)
        if key not in self._spoken:
            most, found = 0, []
            for label in sense.labels():
                if (everyday or not label.everyday) and (often := index.with_label(label.text)):
                    query = self._label(index, label.text, label.worth)
                    if query is not None:
                        most += often
                        found.append(query)
            query = tantivy.Query.disjunction_max_query(found, _TIE) if found else None
            self._spoken[key] = None if query is None else Said(key, query, min(most, index.size))
        return self._spoken[key]

    def _label(self, index: LexicalIndex, label: str, weight: float) -> tantivy.Query | None:
        """A query that scores by the label's own rarity: tantivy adds up that of its signs, which are all common."""
        rarity = self._rarity_of(label, index.size)
        return index.label(label, weight * rarity) if rarity else None

    def _rarity_of(self, label: str, total: int) -> float:
        """What makes tantivy's score for a phrase that of the rarest of its sign pairs; 0 where one is nowhere."""
        rarest = total
        for gram in bigrams(label):
            often = self._often.get(gram) or self._frequency(gram)
            if not often:
                return 0.0
            rarest = min(rarest, often)
        own = 0.0
        for sign in signs(label):
            own += self._sign_rarities.get(sign) or self._sign_rarity(sign, total)
        return math.log(1 + total / max(1, rarest)) / max(0.1, own)

    def _whole(self, record: PassageRecord) -> str:
        """A passage with its headings, folded; kept, as the same passages come up again and again."""
        found = self._folded.get(record.id)
        if found is None:
            found = fold(f"{record.text} {record.title} {record.section}")
            if len(self._folded) < _MOST_KEPT:
                self._folded[record.id] = found
        return found

    def _frequency(self, gram: str) -> int:
        found = self._often.get(gram)
        if found is None:
            found = self._often[gram] = self.index.frequency(gram)
        return found

    def _sign_rarity(self, sign: str, total: int) -> float:
        often = self._frequency(sign)
        found = math.log(1 + (total - often + 0.5) / (often + 0.5)) if often <= total else 0.0
        self._sign_rarities[sign] = found
        return found

    def _cuts(self, folded: str) -> frozenset[int]:
        """Where its words begin and end; signs that are no word stand for themselves."""
        words: list[str] = []
        at = 0
        for word in self.index.segmenter.cut(folded):
            start = folded.find(word, at)
            words += [*folded[at:start], word]
            at = start + len(word)
        return boundaries([*words, *folded[at:]])


def _best(scores: Mapping[str, float], records: Mapping[str, PassageRecord], k: int) -> list[str]:
    """The best k, equal scores by their places in the papers."""
    least = heapq.nlargest(k, scores.values())[-1] if 0 < k < len(scores) else -math.inf
    first = [key for key, score in scores.items() if score >= least]
    first.sort(key=lambda key: (-scores[key], records[key].source_file, records[key].start))
    return first[:k]


def _ranks(
    keys: Sequence[str], lists: Sequence[tuple[str, Sequence[str]]]
) -> dict[str, list[tuple[str, int]]]:
    """For each of the keys its rank, from 1, in each of the named lists that has it."""
    found: dict[str, list[tuple[str, int]]] = {key: [] for key in keys}
    for name, own in lists:
        for rank, key in enumerate(own, 1):
            if key in found:
                found[key].append((name, rank))
    return found


def _scaled(name: str, matches: Sequence[Match]) -> list[float]:
    """Scores as 0..1: words by their best; vectors, whose cosines lie close together, from their 50th on."""
    if not matches:
        return []
    best = matches[0].score
    if name not in _VECTORS:
        return [match.score / best if best > 0 else 1.0 for match in matches]
    low = matches[min(len(matches), _SCALE_DEPTH) - 1].score if len(matches) > 1 else 0.0
    return [max(0.0, match.score - low) / (best - low) if best > low else 1.0 for match in matches]


_OFFICIAL: Final = 3
_FIT: Final = 0.5
_ALIGNMENT: Final = 0.6
_FITTED: Final = 30
_ALIGNED: Final = 16
"""Passages looked at more closely. More of them gave the same figures: 100, and 50."""
_VECTORS: Final = frozenset({"dense", "dense_concepts"})
# Weights chosen on the development queries of the sample, with aggregate figures of real papers beside them. With the bundled model
# they lie on a plateau: halving or half again any one of them moves nDCG@10 on four sets of queries (250 in all) by less than 0.005,
# as do the whole passage's cosine beside its best clause's, and asking clause by clause. `gonghui model evaluate --parts` shows
# what each is worth.
RETRIEVERS: tuple[tuple[str, float, Retriever], ...] = (
    ("words", 0.05, lambda q: q.index.by_words(q.text, _DEPTH, q.filters)),
    ("bigrams", 0.05, lambda q: q.index.by_bigrams(q.text, _DEPTH, q.filters)),
    ("concepts", 0.3, lambda q: q.hybrid.concepts(q.text, _DEPTH, q.filters)),
    ("dense", 1.0, lambda q: q.meaning[0]),
    ("dense_concepts", 0.15, lambda q: q.meaning[1]),
)
LITERAL: tuple[tuple[str, float, Retriever], ...] = (
    ("phrase", 1.0, lambda q: q.index.by_phrase(q.text, _DEPTH, q.filters)),
    ("words", 0.5, lambda q: q.index.by_words(q.text, _DEPTH, q.filters)),
    ("bigrams", 0.5, lambda q: q.index.by_bigrams(q.text, _DEPTH, q.filters)),
)


def hit(passage: PassageRecord, score: float) -> dict[str, Any]:
    """*hit* as in CONTRACT.md; `year` and places that the document does not say are null."""
    return {
        "id": passage.id,
        "kind": passage.kind,
        "title": passage.title or passage.document_title,
        "text": passage.text,
        "source_file": passage.source_file,
        "document": passage.document,
        "locator": passage.locator,
        "city": passage.city or None,
        "year": passage.year,
        "departments": list(passage.departments),
        "task": passage.task or None,
        "score": round(score, 5),
        "start": passage.start,
        "end": passage.end,
    }
