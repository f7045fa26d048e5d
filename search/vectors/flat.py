"""A vector index in faiss, exact (精确向量索引). Some 4 ms for a search of 100,000 vectors of 256 numbers.

faiss knows numbers only: string ids stop here. A loaded index stays on disk, mapped into memory, until it is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any, Final, Self

import faiss
import numpy as np

from search.vectors import files
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

__all__ = ["FlatIndex", "exact_index", "near", "opened", "owned", "selector"]

_SLACK: Final = 16
"""How many more than k are asked of faiss, so that equal scores at the end can be put in the order of their ids."""


class FlatIndex(VectorIndex):
    """faiss IndexIDMap2 over IndexFlatIP."""

    kind = "faiss-flat"
    exact = True

    def __init__(self, label: Label) -> None:
        self.label = label
        self._index: Any = exact_index(label.dim)
        self._numbers = Numbers()
        self._mapped = False
        self._state = object()

    def __len__(self) -> int:
        return len(self._numbers)

    def ids(self) -> list[str]:
        return self._numbers.ids()

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        rows = check_rows(self.label, ids, vectors)
        self.remove(ids)
        if len(ids):
            self._changing()
            self._index.add_with_ids(rows, self._numbers.give(ids))

    def remove(self, ids: Collection[str]) -> int:
        gone = self._numbers.take(ids)
        if len(gone):
            self._changing()
            self._index.remove_ids(gone)
        return len(gone)

    def select(self, ids: Collection[str]) -> Selection:
        return Selection(self._numbers.of(ids), self._state)

    def grouped(self, group: Callable[[str], int]) -> Groups:
        return Groups(groups_of(self.ids(), group), self._numbers.given(), self._state)

    def search_all(
        self, vectors: Vectors, k: int, among: Collection[str] | Selection | None = None
    ) -> list[Sequence[Near]]:
        parameters: Any = None
        if among is not None:
            chosen = among if isinstance(among, Selection) else self.select(among)
            numbers = chosen.of(self._state)
            if not len(numbers):
                return [[] for _ in vectors]
            swig: Any = faiss  # its stubs do not know the keyword arguments that its wrapper adds
            parameters = swig.SearchParameters(sel=selector(numbers, self._numbers.end))
        return near(self._index, self._numbers, vectors, k, parameters)

    def save(self, folder: Path) -> None:
        if self._numbers.gaps > len(self):
            self._renumber()
        files.write(
            folder,
            self.kind,
            self.label,
            self._numbers.lines(),
            self._numbers.end,
            lambda path: faiss.write_index(self._index, str(path)),
        )

    @classmethod
    def load(cls, folder: Path, model_id: str, dim: int) -> Self:
        return files.read(folder, cls.kind, model_id, dim, cls._of)

    @classmethod
    def _of(cls, saved: files.Saved) -> Self:
        out = cls(saved.label)
        out._index = opened(saved.vectors, saved.label.dim)
        out._numbers, out._mapped = Numbers(saved.ids, saved.count), True
        if out._index.ntotal != len(out._numbers):
            raise ValueError(f"{out._index.ntotal} vectors for {len(out._numbers)} ids")
        return out

    def rows(self) -> tuple[list[str], Vectors]:
        numbers = self._numbers.given()
        rows = self._index.reconstruct_batch(numbers) if len(numbers) else np.zeros((0, self.label.dim))
        return self.ids(), np.asarray(rows, dtype=np.float32)

    def _changing(self) -> None:
        self._state = object()
        if self._mapped:
            self._index, self._mapped = owned(self._index), False

    def _renumber(self) -> None:
        ids, rows = self.rows()
        self._index, self._numbers, self._mapped = exact_index(self.label.dim), Numbers(), False
        self._state = object()
        if ids:
            self._index.add_with_ids(rows, self._numbers.give(ids))


def near(index: Any, numbers: Numbers, vectors: Vectors, k: int, parameters: Any) -> list[Sequence[Near]]:
    """What a faiss index finds for each row of (n, dim), under our ids."""
    if k <= 0 or not len(numbers):
        return [[] for _ in vectors]
    # More threads are no gain for one question, and cost twenty times its time where the machine is busy: they wait
    # for each other without letting go of the processor.
    faiss.omp_set_num_threads(1)
    queries = np.ascontiguousarray(vectors, dtype=np.float32)
    scores, found = index.search(queries, min(k + _SLACK, len(numbers)), params=parameters)
    real = found >= 0  # faiss fills up with -1
    return [
        Nearest(own[kept], rows[kept], numbers.__getitem__, k)
        for own, rows, kept in zip(scores, found, real, strict=True)
    ]


def selector(numbers: Array, end: int) -> Any:
    """A faiss selector of these numbers out of 0..end."""
    chosen = np.zeros(end, dtype=bool)
    chosen[numbers] = True
    swig: Any = faiss  # its stubs want the pointer that its wrapper takes
    return swig.IDSelectorBitmap(np.packbits(chosen, bitorder="little"))


def opened(file: Path, dim: int) -> Any:
    """The index in a file, mapped: its pages come in as they are touched. Raises RuntimeError, ValueError."""
    index: Any = faiss.read_index(str(file), faiss.IO_FLAG_MMAP_IFC)
    if index.d != dim:
        raise ValueError(f"vectors of {index.d} numbers, not {dim}")
    return index


def owned(index: Any) -> Any:
    """A copy in memory of a mapped index: changing the mapped one would end the process (segmentation fault)."""
    return faiss.deserialize_index(faiss.serialize_index(index))


def exact_index(dim: int) -> Any:
    """An empty one that compares with every vector."""
    return faiss.IndexIDMap2(faiss.IndexFlatIP(dim))
