"""Which passages mean what the text means, in whatever words (向量检索)? A row for search/hybrid.py's retrievers.

A passage is stored in pieces, clause by clause, since the mean over a long text blurs what each clause says; it is as
near as its nearest piece, with something for the whole. The index lies in DIR/derived/dense/, is made by the model
that asks it, and is made anew when the store has moved on.
"""

from __future__ import annotations

import contextlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from kg.errors import BackendError
from kg.views.passages import PassageRecord
from search.embedding.embedder import Embedder
from search.lexical import Filters, LexicalIndex, Match
from search.tokens import fold
from search.vectors.index import Label, VectorIndex
from search.vectors.memory import MemoryIndex

if TYPE_CHECKING:
    from search.hybrid import Hybrid
    from search.vectors.flat import FlatIndex

__all__ = ["DenseIndex", "dense", "dense_literal", "pieces"]

_CLAUSE: Final = re.compile(r"[^。；;！？!?\n\t]+")
_PART: Final = re.compile(r"[^，,：:]+[，,：:]?")
_LONG: Final = 60
"""Signs: a longer sentence is cut at its commas. Measured: 24 to 80 are within noise of each other, whole sentences a little worse."""
_WHOLE: Final = 300
"""Signs of the whole passage that its own vector is made of."""
_PIECES_PER_PASSAGE: Final = 5
_SMALL: Final = 20_000
"""Pieces up to which plain numpy is as good as faiss (2 ms a search)."""
_FLOOR: Final = 0.3
"""Cosines below this say nothing: such passages are not listed."""


def pieces(record: PassageRecord) -> Iterator[str]:
    """The passage as a whole with its title, then its clauses, folded. Never empty for a passage with text."""
    title = record.title if record.title not in record.text else ""
    yield fold(f"{title}。{record.text[:_WHOLE]}")
    found = [part for sentence in _CLAUSE.findall(record.text) for part in _parts(sentence)]
    if len(found) > 1 or title:
        yield from filter(None, map(fold, found))


def _parts(sentence: str) -> Iterator[str]:
    if len(sentence) <= _LONG:
        yield sentence
        return
    held = ""
    for part in _PART.findall(sentence):
        if held and len(held) + len(part) > _LONG:
            yield held
            held = ""
        held += part
    if held:
        yield held


def _backends() -> Iterator[type[MemoryIndex | FlatIndex]]:
    """The small one first: importing faiss takes longer than most workspaces need for a search."""
    yield MemoryIndex
    from search.vectors.flat import FlatIndex

    yield FlatIndex


def _backend(size: int) -> type[MemoryIndex | FlatIndex]:
    """The backend that a new index of so many pieces gets."""
    if size <= _SMALL:
        return MemoryIndex
    from search.vectors.flat import FlatIndex

    return FlatIndex


def _keys(record: PassageRecord) -> list[str]:
    """The ids under which the pieces of a passage are stored."""
    return [f"{record.document} {record.id} {number}" for number, _ in enumerate(pieces(record))]


class DenseIndex:
    """The vectors of one generation of a workspace. Get one with `open`."""

    def __init__(self, vectors: VectorIndex, embedder: Embedder) -> None:
        self._vectors = vectors
        self._embedder = embedder
        self._kept: dict[str, dict[str, PassageRecord]] = {}

    @classmethod
    def open(cls, hybrid: Hybrid, embedder: Embedder) -> DenseIndex:
        """From disk where that is of this model and generation, else made now and, where possible, saved."""
        lexical = hybrid.index
        folder = hybrid.workspace.derived("dense")
        label = Label(embedder.model_id, embedder.dim, lexical.generation)
        if folder is not None:
            for backend in _backends():
                with contextlib.suppress(BackendError):  # none yet, another backend's or another model's
                    found = backend.load(folder, embedder.model_id, embedder.dim)
                    if found.label.generation == lexical.generation:
                        return cls(found, embedder)
        ids: list[str] = []
        texts: list[str] = []
        for record in lexical.all(Filters()):
            ids.extend(_keys(record))
            texts.extend(pieces(record))
        vectors = _backend(len(ids))(label)
        vectors.add(ids, embedder.encode(texts))
        if folder is not None:
            with contextlib.suppress(OSError):  # a folder that may only be read: it lives in memory this time
                vectors.save(folder)
        return cls(vectors, embedder)

    def search(
        self,
        text: str,
        k: int,
        lexical: LexicalIndex,
        filters: Filters | None = None,
        only: Sequence[PassageRecord] | None = None,
    ) -> list[Match]:
        """The k nearest passages (of those that the filters keep; of `only`, where given), best first.

        None for a text of which the model knows nothing, and none whose cosine is below the floor.
        """
        if k <= 0 or not len(self._vectors):
            return []
        query = self._embedder.encode_queries([fold(text)])[0]
        if not query.any():
            return []
        allowed: dict[str, PassageRecord] | None = None
        if only is not None:
            allowed = {record.id: record for record in only}
        elif filters is not None and filters != Filters():
            allowed = {record.id: record for record in lexical.all(filters)}
        among = None if allowed is None else [key for record in allowed.values() for key in _keys(record)]
        near = self._vectors.search(query, k * _PIECES_PER_PASSAGE, among)
        best: dict[tuple[str, str], float] = {}
        for one in near:
            if one.score < _FLOOR:
                break
            document, passage, _ = one.id.split(" ")
            best.setdefault((document, passage), one.score)
        chosen = list(best.items())[:k]
        records = self._records([key for key, _ in chosen], lexical) if allowed is None else allowed
        return [Match(records[key[1]], score) for key, score in chosen if key[1] in records]

    def _records(self, keys: Sequence[tuple[str, str]], lexical: LexicalIndex) -> dict[str, PassageRecord]:
        missing = tuple(dict.fromkeys(document for document, _ in keys if document not in self._kept))
        if missing:
            fetched: dict[str, dict[str, PassageRecord]] = defaultdict(dict)
            for record in lexical.all(Filters(documents=missing)):
                fetched[record.document][record.id] = record
            self._kept.update({document: fetched.get(document, {}) for document in missing})
        return {passage: self._kept[d][passage] for d, passage in keys if passage in self._kept[d]}


_opened: WeakKeyDictionary[LexicalIndex, DenseIndex] = WeakKeyDictionary()


def dense(hybrid: Hybrid, text: str, filters: Filters, k: int = 100) -> list[Match]:
    """The k passages nearest in meaning by the bundled model, where no passage has the text word for word.

    What stands in the papers as it is asked (建会入会, a name, a short form) is looked up, not interpreted: there the
    words alone found more (acronyms on real papers 0.94, with vectors 0.86).
    """
    return [] if _stands(hybrid, text, filters) else _index(hybrid).search(text, k, hybrid.index, filters)


def dense_literal(hybrid: Hybrid, text: str, filters: Filters, k: int = 100) -> list[Match]:
    """The passages that have the text word for word, the nearest in meaning first."""
    found = [match.passage for match in _stands(hybrid, text, filters, k)]
    return _index(hybrid).search(text, k, hybrid.index, filters, found) if found else []


def _stands(hybrid: Hybrid, text: str, filters: Filters, k: int = 1) -> list[Match]:
    return hybrid.index.by_phrase(text, k, filters)


def _index(hybrid: Hybrid) -> DenseIndex:
    """The index that belongs to the words' index now open; made once for each."""
    from search.embedding.static import bundled

    lexical = hybrid.index
    index = _opened.get(lexical)
    if index is None:
        index = _opened[lexical] = DenseIndex.open(hybrid, bundled())
    return index
