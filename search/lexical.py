"""Which passages have these words (词索引, BM25)? tantivy, on disk; search/lexical_update.py makes it and keeps it up."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import tantivy
from tantivy import Occur, Query

from kg.views.passages import PassageRecord
from kg.workspace import Workspace
from search.lexical_update import Made, brought_up, number_of, parsed, place_key
from search.tokens import Segmenter, bigrams, content_words, fold, signs

__all__ = ["Filters", "LexicalIndex", "Match", "number_of"]

_CHINESE: Final = re.compile("[㐀-鿿豈-﫿]+")
_SLACK: Final = 16
_MOST_TIES: Final = 2_000
"""Passages of one score at the end of a list, among which the order is made; beyond it is tantivy's."""
_MOST_KEPT: Final = 20_000
"""Records held in memory, some 2 kB each."""
_MOST_FILTERS: Final = 64


@dataclass(frozen=True, slots=True)
class Filters:
    """What a passage must be; None or () asks for nothing. `city` is any place name of the document, with or
    without 市; `department` a canonical name or one as written; `documents` ids."""

    city: str | None = None
    year: int | None = None
    kind: str | None = None
    department: str | None = None
    genre: str | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """One passage with its BM25 score."""

    passage: PassageRecord
    score: float


class LexicalIndex:
    """A searchable index of one generation. Get one with `open`, which makes it where it is behind."""

    def __init__(self, made: Made) -> None:
        self.generation = made.generation
        self.documents: Mapping[str, str] = made.documents
        """Document id → digest of all that is indexed of it: another digest, another document."""
        self._words = made.words
        self._schema = made.index.schema
        self._searcher = made.index.searcher()
        self._kept: dict[tuple[int, int], PassageRecord] = {}
        self._by_id: dict[str, PassageRecord] = {}
        self._rarities: dict[tuple[str, str], float] = {}
        self._scales: dict[str, float] = {}
        self._filtered: dict[Filters, frozenset[int]] = {}

    @classmethod
    def open(cls, workspace: Workspace) -> LexicalIndex:
        """The index of the workspace's present generation, from disk or brought up to it now."""
        return cls(brought_up(workspace))

    # --- asking ------------------------------------------------------------------------------------

    @cached_property
    def segmenter(self) -> Segmenter:
        """Cuts questions, with the thesaurus's words and the names found in the documents."""
        return Segmenter(self._words)

    @property
    def size(self) -> int:
        return int(self._searcher.num_docs)

    def by_words(self, text: str, k: int, filters: Filters | None = None) -> list[Match]:
        """BM25 over dictionary words of the text, in the passage and, at a third, in its headings."""
        words = content_words(self.segmenter.words(fold(text)))
        return self.run(
            self.any_of(
                [self._term("words", w) for w in words] + [self._term("heads", w, 0.35) for w in words]
            ),
            k,
            filters,
        )

    def by_bigrams(self, text: str, k: int, filters: Filters | None = None) -> list[Match]:
        """BM25 over neighbouring signs in twos; a text of one sign is looked for as that sign."""
        folded = fold(text)
        grams = list(dict.fromkeys(bigrams(folded)))
        return self.run(
            self.any_of([self._term("signs" if len(g) == 1 else "bigrams", g) for g in grams]), k, filters
        )

    def phrase(self, words: str, boost: float = 1.0) -> Query | None:
        """A query for these very words, folded: a single sign, a number or a whole clause. None for no signs.

        Scores by the rarity of its signs. Chinese signs alone are looked up in twos, which are a hundred times rarer.
        """
        folded = fold(words)
        parts = signs(folded)
        if len(parts) < 2:
            return self._term("signs", parts[0], boost) if parts else None
        if _CHINESE.fullmatch(folded) is None:
            return Query.boost_query(Query.phrase_query(self._schema, "signs", list(parts)), boost)
        pairs = bigrams(folded)
        boost *= sum(self._rarity("signs", p) for p in parts) / sum(self._rarity("bigrams", p) for p in pairs)
        if len(pairs) == 1:
            return self._term("bigrams", pairs[0], boost)
        return Query.boost_query(Query.phrase_query(self._schema, "bigrams", list(pairs)), boost)

    def has_label(self, label: str) -> bool:
        """Whether a folded label of the thesaurus stands in any passage."""
        return bool(self._searcher.doc_freq("labels", label))

    def has_department(self, name: str) -> bool:
        """Whether any passage is a department's."""
        if not self._searcher.doc_freq("department", fold(name)):
            return False
        return bool(self._addresses(Filters(department=name), 1))  # those taken out still count above

    def label(self, label: str, boost: float = 1.0) -> Query | None:
        """As `phrase` for a folded label of the thesaurus, without looking at signs: a hundred of them cost what a phrase
        does. None where it stands in no passage."""
        if not self.has_label(label):
            return None
        scale = self._scales.get(label)
        if scale is None:
            own = self._rarity("labels", label)
            scale = self._scales[label] = sum(self._rarity("signs", s) for s in signs(label)) / own
        return self._term("labels", label, boost * scale)

    def by_phrase(self, words: str, k: int, filters: Filters | None = None) -> list[Match]:
        query = self.phrase(words)
        return self.run(query, k, filters) if query is not None else []

    def standing(self, words: str, filters: Filters | None = None) -> bool:
        """Whether any passage that the filters keep has these very words."""
        query = self.phrase(words)
        if query is None or self.size == 0:
            return False
        return bool(self._searcher.search(self._within(query, filters), limit=1, count=False).hits)

    def any_of(self, queries: Sequence[Query | None]) -> Query | None:
        wanted = [(Occur.Should, q) for q in queries if q is not None]
        return Query.boolean_query(wanted) if wanted else None

    def best_of(self, queries: Sequence[Query | None]) -> Query | None:
        wanted = [q for q in queries if q is not None]
        return Query.disjunction_max_query(wanted, 0.15) if wanted else None

    def run(self, query: Query | None, k: int, filters: Filters | None = None) -> list[Match]:
        """The best k, best first; equal scores by the passages' numbers, so however the index came about."""
        if query is None or k <= 0 or self.size == 0:
            return []
        query = self._within(query, filters)
        hits = self._searcher.search(query, limit=k + _SLACK, count=False).hits
        if len(hits) > k + 1 and _rounded(hits[k - 1][0]) == _rounded(hits[-1][0]):
            hits = self._searcher.search(query, limit=k + _MOST_TIES, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        ordered = sorted(
            zip(hits, numbers, strict=True), key=lambda found: (-_rounded(found[0][0]), found[1])
        )
        return [Match(self._record(address), float(score)) for (score, address), _ in ordered[:k]]

    def all(self, filters: Filters, k: int = 1_000_000) -> list[PassageRecord]:
        """Every passage that the filters keep, by document and place in it; of more than k, some k."""
        records = [self._record(address) for address in self._addresses(filters, k)]
        return sorted(records, key=lambda r: (r.source_file, r.document, r.start, r.end, r.id))

    def numbers(self, filters: Filters) -> frozenset[int]:
        """The numbers (`number_of` their ids) of the passages that the filters keep. No record is read."""
        found = self._filtered.get(filters)
        if found is None:
            addresses = self._addresses(filters, max(1, self.size))
            values: Any = self._searcher.fast_field_values("number", addresses)
            found = frozenset(values)
            if len(self._filtered) >= _MOST_FILTERS:
                self._filtered.clear()
            self._filtered[filters] = found
        return found

    def records(self, passage_ids: Collection[str]) -> dict[str, PassageRecord]:
        """Passages by id; ids that are not there are left out."""
        found = {one: self._by_id[one] for one in passage_ids if one in self._by_id}
        missing = [one for one in passage_ids if one not in found]
        if missing and self.size:
            query = Query.term_set_query(self._schema, "id", missing)
            for _, address in self._searcher.search(query, limit=len(missing), count=False).hits:
                record = self._record(address)
                found[record.id] = record
        return found

    def frequency(self, word: str) -> int:
        """In how many passages a word stands (as a dictionary word, or as these signs)."""
        found = int(self._searcher.doc_freq("words", word))
        if found or len(word) > 2:
            return found
        return int(self._searcher.doc_freq("bigrams" if len(word) == 2 else "signs", word))

    # --- inside ------------------------------------------------------------------------------------

    def _term(self, field: str, word: str, boost: float = 1.0) -> Query:
        query = Query.term_query(self._schema, field, word)
        return query if boost == 1.0 else Query.boost_query(query, boost)

    def _rarity(self, field: str, token: str) -> float:
        """What BM25 gives a term for being rare: Robertson and Zaragoza 2009, as tantivy has it."""
        key = (field, token)
        found = self._rarities.get(key)
        if found is None:
            often = int(self._searcher.doc_freq(field, token))
            found = math.log(1 + (max(self.size, often) - often + 0.5) / (often + 0.5))
            self._rarities[key] = found
        return found

    def _within(self, query: Query, filters: Filters | None) -> Query:
        limits = self._limits(filters or Filters())
        if not limits:
            return query
        return Query.boolean_query([(Occur.Must, query), *((Occur.Must, q) for q in limits)])

    def _limits(self, filters: Filters) -> list[Query]:
        wanted: list[tuple[str, tuple[str, ...]]] = []
        if filters.city:
            wanted.append(("city", (place_key(filters.city),)))
        if filters.year is not None:
            wanted.append(("year", (str(filters.year),)))
        if filters.department:
            wanted.append(("department", (fold(filters.department),)))
        for name in ("kind", "genre"):
            if value := getattr(filters, name):
                wanted.append((name, (str(value),)))
        if filters.documents:
            wanted.append(("document", filters.documents))
        return [
            Query.const_score_query(Query.term_set_query(self._schema, field, list(values)), 0.0)
            for field, values in wanted
        ]

    def _addresses(self, filters: Filters, k: int) -> list[tantivy.DocAddress]:
        if k <= 0 or self.size == 0:
            return []
        limits = self._limits(filters)
        query = Query.boolean_query([(Occur.Must, q) for q in limits]) if limits else Query.all_query()
        return [a for _, a in self._searcher.search(query, limit=min(k, self.size), count=False).hits]

    def _record(self, address: tantivy.DocAddress) -> PassageRecord:
        key = (address.segment_ord, address.doc)
        found = self._kept.get(key)
        if found is None:
            stored: Any = self._searcher.doc(address).get_first("record")
            found = parsed(bytes(stored))
            if len(self._kept) >= _MOST_KEPT:
                self._kept, self._by_id = {}, {}
            self._kept[key] = self._by_id[found.id] = found
        return found


def _rounded(score: float) -> float:
    """Without the last digits, which differ with the order of adding up."""
    return round(score, 4)
