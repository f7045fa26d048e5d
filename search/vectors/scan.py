"""A vector index in faiss for many vectors, nearly exact (两级向量索引): a quick look at all, a close look at the best.

All vectors are kept twice: with half a byte for every two numbers (PQ, 4 bits, "fast scan"), and with one byte a number
(SQ8). The first are gone through whole, the best couple of thousand are compared by the second. On 700,000 pieces and
questions as people ask them the first takes 4 ms on one core, and finds 0.99 of the 10 and of the 100 nearest.

Clusters (IVF) were tried and left: asked for stored vectors, or means of them, an eighth of the clusters held 0.98 of the
nearest; asked for the texts of questions, which lie elsewhere than passages, 0.74, and half of them 0.94.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any, Final, Self

import faiss
import numpy as np

from search.vectors import files
from search.vectors.flat import exact_index, near, opened, owned, selector
from search.vectors.index import (
    Groups,
    Label,
    Near,
    Nearest,
    Selection,
    VectorIndex,
    Vectors,
    check_rows,
    groups_of,
)
from search.vectors.numbers import Array, Numbers

__all__ = ["ScanIndex"]

TRAIN_FROM: Final = 10_000
"""Vectors below which all are kept as they are and the search is exact."""
_GROWN: Final = 4
"""The half bytes are made anew when there are more than so many times the vectors that they were made for."""
_GAPS: Final = 0.1
"""Share of vectors taken out at which the rest is written together."""
_SAMPLE: Final = 60_000
_BITS: Final = 4
_LOOKED_AT: Final = 2_000
_PER_WANTED: Final = 4
"""Vectors compared closely: so many, or so many for each that is wanted."""
_RECALL: Final = 0.97
_SAME: Final = 0.005
"""Cosines closer than one byte a number tells apart: of passages alike, any will do."""
_MOST_LOOKED_AT: Final = 8_000
_DEPTH: Final = 100
"""How deep recall is measured: a passage is stored in pieces, so searches go deep."""
_QUESTIONS: Final = 100


class ScanIndex(VectorIndex):
    """faiss IndexPQFastScan and IndexScalarQuantizer, row for row; a vector's number is its row. What is taken out stays
    there without an id until the rows are written together."""

    kind = "faiss-pq4-sq8"
    exact = False

    def __init__(self, label: Label, train_from: int = TRAIN_FROM) -> None:
        self.label = label
        self._train_from = max(train_from, 2**_BITS)
        self._first: Any = None
        self._rows: Any = exact_index(label.dim)
        self._numbers = Numbers()
        self._mapped = False
        self._made_for = 0  # vectors; 0 while all are kept as they are
        self._looked_at = _LOOKED_AT
        self._recall = 1.0
        self._state = object()

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def recall(self) -> float:
        """Share of the 100 found that are as near as the 100 nearest, asked for means of two stored vectors, as measured
        when the index was made."""
        return self._recall

    def ids(self) -> list[str]:
        return self._numbers.ids()

    def rows(self) -> tuple[list[str], Vectors]:
        numbers = self._numbers.given()
        if not len(numbers):
            return [], np.zeros((0, self.label.dim), dtype=np.float32)
        return self.ids(), np.asarray(self._rows.reconstruct_batch(numbers), dtype=np.float32)

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        rows = check_rows(self.label, ids, vectors)
        self.remove(ids)
        if not len(ids):
            return
        self._state = object()
        numbers = self._numbers.give(ids)
        if self._made_for:
            self._first.add(rows)
            self._own().add(rows)
        else:
            self._own().add_with_ids(rows, numbers)

    def remove(self, ids: Collection[str]) -> int:
        gone = self._numbers.take(ids)
        if len(gone):
            self._state = object()
            if not self._made_for:
                self._own().remove_ids(gone)
        return len(gone)

    def select(self, ids: Collection[str]) -> Selection:
        self._settle()
        return Selection(self._numbers.of(ids), self._state)

    def grouped(self, group: Callable[[str], int]) -> Groups:
        self._settle()
        return Groups(groups_of(self.ids(), group), self._numbers.given(), self._state)

    def search_all(
        self, vectors: Vectors, k: int, among: Collection[str] | Selection | None = None
    ) -> list[Sequence[Near]]:
        self._settle()
        parameters: Any = None
        if among is not None:
            numbers = (among if isinstance(among, Selection) else self.select(among)).of(self._state)
            if not len(numbers):
                return [[] for _ in vectors]
            swig: Any = faiss  # its stubs do not know the keyword arguments that its wrapper adds
            parameters = swig.SearchParameters(sel=selector(numbers, self._numbers.end))
        if among is None and self._made_for and 0 < k < len(self):
            return self._nearest(vectors, k)
        if among is None and self._made_for:
            return self.search_all(vectors, k, self.ids())  # those taken out are still among the rows
        return near(self._rows, self._numbers, vectors, k, parameters)

    def save(self, folder: Path) -> None:
        self._settle()

        def rows(path: Path) -> None:
            faiss.write_index(self._rows, str(path))
            if self._made_for:
                faiss.write_index(self._first, str(_first_of(path)))

        files.write(
            folder,
            self.kind,
            self.label,
            self._numbers.lines(),
            self._numbers.end,
            rows,
            made_for=self._made_for,
            looked_at=self._looked_at,
            recall=self._recall,
        )

    @classmethod
    def load(cls, folder: Path, model_id: str, dim: int) -> Self:
        return files.read(folder, cls.kind, model_id, dim, cls._of)

    @classmethod
    def _of(cls, saved: files.Saved) -> Self:
        out = cls(saved.label)
        out._rows, out._mapped = opened(saved.vectors, saved.label.dim), True
        out._numbers = Numbers(saved.ids, saved.count)
        out._made_for, out._looked_at = int(saved.notes["made_for"]), int(saved.notes["looked_at"])
        out._recall = float(saved.notes["recall"])
        held = out._numbers.end if out._made_for else len(out._numbers)
        if out._made_for:
            out._first = faiss.read_index(str(_first_of(saved.vectors)))
        if out._rows.ntotal != held or (out._made_for and out._first.ntotal != held):
            raise ValueError(f"{out._rows.ntotal} vectors for {held} ids")
        return out

    # --- inside ------------------------------------------------------------------------------------

    def _own(self) -> Any:
        if self._mapped:
            self._rows, self._mapped = owned(self._rows), False
        return self._rows

    def _nearest(self, vectors: Vectors, k: int) -> list[Sequence[Near]]:
        faiss.omp_set_num_threads(1)
        queries = np.ascontiguousarray(vectors, dtype=np.float32)
        seen = min(max(self._looked_at, _PER_WANTED * k) + self._numbers.gaps, self._numbers.end)
        swig: Any = faiss
        both = swig.IndexRefine(self._first, self._rows)
        every = swig.IndexRefineSearchParameters(k_factor=1.0)
        found = zip(*both.search(queries, seen, params=every), strict=True)
        return [self._best(scores, numbers, k) for scores, numbers in found]

    def _best(self, scores: Vectors, numbers: Array, k: int) -> Nearest:
        there = (numbers >= 0) & self._numbers.mask[numbers]
        if not there.all():
            scores, numbers = scores[there], numbers[there]
        return Nearest(scores, numbers, self._numbers.__getitem__, k)

    def _settle(self) -> None:
        """Makes the two forms where there are enough vectors, too many for those there are, or too many gone."""
        grown = len(self) >= max(self._train_from, _GROWN * self._made_for + 1)
        if grown or (self._made_for and self._numbers.gaps > _GAPS * self._numbers.end):
            self._make()

    def _make(self) -> None:
        ids, rows = self.rows()
        self._state = object()
        self._numbers, self._mapped = Numbers(), False
        if len(ids) < self._train_from:
            self._rows, self._first, self._made_for = exact_index(self.label.dim), None, 0
            self._looked_at, self._recall = _LOOKED_AT, 1.0
            if ids:
                self._rows.add_with_ids(rows, self._numbers.give(ids))
            return
        faiss.omp_set_num_threads(os.cpu_count() or 1)
        self._numbers.give(ids)
        chance = np.random.default_rng(1)
        sample = rows if len(rows) <= _SAMPLE else rows[np.sort(chance.choice(len(rows), _SAMPLE, False))]
        dim = self.label.dim
        parts = dim // 2 if dim % 2 == 0 else dim
        self._first = faiss.IndexPQFastScan(dim, parts, _BITS, faiss.METRIC_INNER_PRODUCT)
        self._first.pq.cp.min_points_per_centroid = 1  # else it writes to standard error about few vectors
        self._rows = faiss.IndexScalarQuantizer(
            dim, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        )
        for index in (self._first, self._rows):
            index.train(sample)
            index.add(rows)
        self._made_for = len(ids)
        self._measure(rows, chance)

    def _measure(self, rows: Vectors, chance: np.random.Generator) -> None:
        """Looks at more vectors until the recall is what is wanted or it takes too long, and keeps what it came to."""
        first, second = chance.integers(0, len(rows), (2, _QUESTIONS))
        questions = rows[first] + rows[second]
        questions /= np.maximum(np.linalg.norm(questions, axis=1, keepdims=True), 1e-12)
        depth = min(_DEPTH, len(rows) - 1)
        scores = faiss.knn(questions, rows, depth, metric=faiss.METRIC_INNER_PRODUCT)[0]
        self._looked_at = _LOOKED_AT
        while True:
            hit = 0
            for question, wanted in zip(questions, scores, strict=True):
                found = [self._numbers.of([one.id])[0] for one in self._nearest(question[None], depth)[0]]
                hit += int((rows[found] @ question >= wanted[-1] - _SAME).sum())
            self._recall = hit / (depth * len(questions))
            if self._recall >= _RECALL or self._looked_at >= min(_MOST_LOOKED_AT, len(rows)):
                return
            self._looked_at *= 2


def _first_of(path: Path) -> Path:
    return path.with_name("first")
