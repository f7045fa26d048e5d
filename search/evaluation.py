"""How good is search, and what is each of its parts worth (检索评测)? nDCG@10, recall@5, MRR on judged queries.

A set is a folder with passages.json (`{"id", "text"}`) and retrieval.json (`{"query", "kind", "relevant": {passage id: 1 or
2}, "split"}`), or another file of queries beside a passages.json; 2 answers the query, 1 touches it. The set that ships is
data/evaluation. Parts may be tuned on the split "dev", never on "test".
"""

from __future__ import annotations

import json
import math
import re
import statistics
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import InputError
from kg.resources import resource
from kg.workspace import Workspace
from search.dense import nearest
from search.hybrid import RETRIEVERS, Hybrid
from search.lexical import Filters
from search.models import Models
from search.searcher import Searcher

__all__ = ["Figures", "Judged", "JudgedSet", "Part", "Scored", "measure", "parts", "score", "summary"]

_GRAM: Final = 6
_ASKED: Final = 20
"""Hits asked for: several may stand in one judged passage, which counts once."""
_SPACE: Final = re.compile(r"\s+")

Search = Callable[[str, int], Sequence[str]]
"""A query and a number to the texts found, best first."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A query with all passages that answer (2) or touch (1) it."""

    query: str
    kind: str
    relevant: Mapping[str, int]
    split: str


@dataclass(frozen=True, slots=True)
class Scored:
    """One query's figures, each 0..1."""

    kind: str
    split: str
    ndcg: float
    recall: float
    mrr: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over so many queries."""

    queries: int
    ndcg: float
    recall: float
    mrr: float


@dataclass(frozen=True, slots=True)
class Part:
    """A way to search: `name` for programs, `title` for people."""

    name: str
    title: str
    search: Search


class JudgedSet:
    """Judged queries, and which judged passage a text found stands in."""

    def __init__(self, queries: Sequence[Judged], passages: Mapping[str, str]) -> None:
        """`passages` are texts by id. Raises InputError for a judgement of a passage that is not there."""
        self.queries = tuple(queries)
        self._passages = passages
        self._grams = {name: _grams(text) for name, text in passages.items()}
        self._holders: dict[str, list[str]] = defaultdict(list)
        for name, grams in self._grams.items():
            for gram in grams:
                self._holders[gram].append(name)
        for one in queries:
            if strange := sorted(one.relevant.keys() - passages.keys()):
                raise InputError(f"“{one.query}”判给了不存在的段落 {'、'.join(strange)}")

    @classmethod
    def load(cls, place: Path | None = None) -> JudgedSet:
        """The set that ships, or that of a folder or of a file of queries. Raises InputError, naming the file."""
        place = place or resource("evaluation")
        queries = place / "retrieval.json" if place.is_dir() else place
        passages = queries.with_name("passages.json")
        try:
            judged = [
                Judged(str(q["query"]), str(q["kind"]), _grades(q["relevant"]), str(q.get("split") or ""))
                for q in json.loads(queries.read_text(encoding="utf-8"))
            ]
            texts = {str(p["id"]): str(p["text"]) for p in json.loads(passages.read_text(encoding="utf-8"))}
        except FileNotFoundError as error:
            raise InputError(
                "评测集要有 retrieval.json（或所给的问题文件）和 passages.json", str(error.filename)
            ) from error
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            raise InputError(f"不是评测集（{error}）", str(queries)) from error
        return cls(judged, texts)

    def only(self, split: str) -> JudgedSet:
        """The queries of one split. Raises InputError where there are none."""
        wanted = [one for one in self.queries if one.split == split]
        if not wanted:
            raise InputError(f"评测集里没有 {split} 部分")
        return JudgedSet(wanted, self._passages)

    def passage(self, text: str) -> str | None:
        """The id of the judged passage that a text is of, by shared runs of six signs; None for none of them.

        At least half the runs of the shorter have to be shared.
        """
        grams = _grams(text)
        votes: dict[str, int] = defaultdict(int)
        for gram in grams:
            for name in self._holders.get(gram, ()):
                votes[name] += 1
        if not votes:
            return None
        best = max(votes, key=lambda name: (votes[name], -len(self._grams[name])))
        return best if votes[best] >= 0.5 * min(len(grams), len(self._grams[best])) else None


def score(ranked: Sequence[str], one: Judged) -> Scored:
    """Passage ids, best first, against one query's judgements.

    nDCG@10 with gains 2^grade - 1 and discounts log2(place + 1) (Burges et al. 2005); recall@5 of the passages that
    answer it, of at most five, or of all judged ones where none is of grade 2; MRR: 1 / place of the first judged
    one among ten.
    """
    relevant = one.relevant
    found = sum((2 ** relevant.get(p, 0) - 1) / math.log2(at + 2) for at, p in enumerate(ranked[:10]))
    best = sorted(relevant.values(), reverse=True)[:10]
    ideal = sum((2**grade - 1) / math.log2(at + 2) for at, grade in enumerate(best))
    good = {p for p, grade in relevant.items() if grade == 2} or set(relevant)
    return Scored(
        one.kind,
        one.split,
        found / ideal if ideal else 0.0,
        len(good & set(ranked[:5])) / min(5, len(good)) if good else 0.0,
        next((1 / (at + 1) for at, p in enumerate(ranked[:10]) if p in relevant), 0.0),
    )


def measure(search: Search, judged: JudgedSet) -> list[Scored]:
    """Every query asked and scored, in the set's order."""
    out = []
    for one in judged.queries:
        places = (judged.passage(text) for text in search(one.query, _ASKED))
        out.append(score(list(dict.fromkeys(p for p in places if p is not None)), one))
    return out


def summary(scored: Iterable[Scored]) -> dict[str, dict[str, Figures]]:
    """Split → kind → means, kinds by name after "all"; a set without splits has the split ""."""
    rows: dict[str, dict[str, list[Scored]]] = defaultdict(lambda: defaultdict(list))
    for one in scored:
        rows[one.split]["all"].append(one)
        rows[one.split][one.kind].append(one)
    return {
        split: {
            kind: Figures(
                len(of),
                statistics.fmean(o.ndcg for o in of),
                statistics.fmean(o.recall for o in of),
                statistics.fmean(o.mrr for o in of),
            )
            for kind, of in sorted(kinds.items(), key=lambda item: (item[0] != "all", item[0]))
        }
        for split, kinds in sorted(rows.items())
    }


_TITLES: Final = {
    "words": "词（BM25）", "bigrams": "字对（BM25）", "synonyms": "同义词", "concepts": "叙词与日常说法", "dense": "向量",
    "dense_concepts": "规范用语的向量", "graph": "图谱", "fit": "切题程度",
    "labels": "近义主题词", "alignment": "词片对齐",
}  # fmt: skip

_BESIDE: Final = ("fit", "labels", "alignment")
"""Parts of search that find nothing by themselves."""


def parts(workspace: Workspace, models: Models | None = None, one_by_one: bool = True) -> Iterator[Part]:
    """Search as it is; then, `one_by_one`, each part alone, and all but each in turn.

    `models` are used in place of the workspace's own.
    """
    names = [name for name, _, _ in RETRIEVERS]
    searcher = Searcher(workspace)
    searcher.hybrid = Hybrid(workspace, models=models)  # one set of open indexes for all

    def as_asked(*without: str, literal: bool = False) -> Search:
        def search(text: str, k: int) -> list[str]:
            searcher.hybrid.without = frozenset(without)
            return [str(hit["text"]) for hit in searcher.search(text, k, literal=literal)["hits"]]

        return search

    def as_it_stands(*without: str) -> Search:
        def search(text: str, k: int) -> list[str]:
            searcher.hybrid.without = frozenset(without)
            return [one.passage.text for one in searcher.hybrid.rank(text, k)]

        return search

    def by_vectors(text: str, k: int) -> list[str]:
        return [match.passage.text for match in nearest(searcher.hybrid, text, Filters(), k)]

    def only(*wanted: str) -> Search:
        return as_it_stands(*(name for name in (*names, *_BESIDE) if name not in wanted))

    yield Part("all", "全部", as_asked())
    if not one_by_one:
        return
    yield Part("only:bm25", "仅词与字对", only("words", "bigrams"))
    yield Part("only:vectors", "仅向量（字面命中也用）", by_vectors)
    for name in names:
        yield Part(f"only:{name}", f"仅{_TITLES.get(name, name)}", only(name))
    for name in (*names, *_BESIDE):
        yield Part(f"without:{name}", f"去掉{_TITLES.get(name, name)}", as_asked(name))
    yield Part("without:understanding", "去掉问句理解", as_it_stands())
    yield Part("literal", "只按字面", as_asked(literal=True))


def _grades(written: Mapping[str, Any]) -> dict[str, int]:
    return {str(name): int(grade) for name, grade in written.items()}


def _grams(text: str) -> set[str]:
    flat = _SPACE.sub("", unicodedata.normalize("NFKC", text))
    return {flat[at : at + _GRAM] for at in range(max(1, len(flat) - _GRAM + 1))}
