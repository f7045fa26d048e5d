"""A vector index in faiss, exact (精确向量索引). Some 4 ms for a search of 100,000 vectors of 256 numbers.

faiss knows numbers only: string ids stop here. Row numbers are handed out upwards and never given twice.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, Final, Self

import faiss
import numpy as np

from kg.errors import BackendError
from search.vectors import files
from search.vectors.index import Label, Near, VectorIndex, Vectors, check_rows

__all__ = ["FlatIndex"]

_SLACK: Final = 16
"""How many more than k are asked of faiss, so that equal scores at the end can be put in the order of their ids."""


class FlatIndex(VectorIndex):
    """faiss IndexIDMap2 over IndexFlatIP."""

    def __init__(self, label: Label) -> None:
        self.label = label
        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(label.dim))
        self._row: dict[str, int] = {}
        self._id: dict[int, str] = {}
        self._next = 0

    def __len__(self) -> int:
        return len(self._row)

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        rows = check_rows(self.label, ids, vectors)
        self.remove(ids)
        numbers = np.arange(self._next, self._next + len(ids), dtype=np.int64)
        if len(ids):
            self._index.add_with_ids(rows, numbers)
        self._next += len(ids)
        for one, number in zip(ids, numbers.tolist(), strict=True):
            self._row[one], self._id[number] = number, one

    def remove(self, ids: Collection[str]) -> int:
        gone = [self._row.pop(one) for one in dict.fromkeys(ids) if one in self._row]
        for number in gone:
            del self._id[number]
        if gone:
            self._index.remove_ids(np.array(gone, dtype=np.int64))
        return len(gone)

    def search(self, vector: Vectors, k: int, among: Collection[str] | None = None) -> list[Near]:
        if k <= 0 or not self._row:
            return []
        parameters: Any = None
        swig: Any = faiss  # its stubs do not know the keyword arguments that its wrapper adds
        if among is not None:
            numbers = np.array([self._row[one] for one in set(among) if one in self._row], dtype=np.int64)
            if not len(numbers):
                return []
            parameters = swig.SearchParameters(sel=faiss.IDSelectorBatch(numbers))
        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, self.label.dim)
        depth = min(k + _SLACK, len(self._row))
        scores, found = self._index.search(query, depth, params=parameters)
        near = [
            Near(self._id[number], score)
            for score, number in zip(scores[0].tolist(), found[0].tolist(), strict=True)
            if number >= 0  # faiss fills up with -1
        ]
        return sorted(near, key=lambda n: (-n.score, n.id))[:k]

    def save(self, folder: Path) -> None:
        ids = [self._id[number] for number in self._numbers()]
        files.write(
            folder, "faiss-flat", self.label, ids, lambda path: faiss.write_index(self._index, str(path))
        )

    @classmethod
    def load(cls, folder: Path, model_id: str, dim: int) -> Self:
        label, ids, path = files.read(folder, "faiss-flat", model_id, dim)
        out = cls(label)
        try:
            out._index = faiss.read_index(str(path))
            numbers = out._numbers()
            sound = out._index.d == dim and len(numbers) == len(ids)
        except (RuntimeError, AttributeError) as error:
            raise BackendError(f"向量索引损坏：{folder}（{error}）") from error
        if not sound:
            raise BackendError(f"向量索引损坏：{folder}")
        out._row = dict(zip(ids, numbers, strict=True))
        out._id = dict(zip(numbers, ids, strict=True))
        out._next = max(numbers, default=-1) + 1
        return out

    def _numbers(self) -> list[int]:
        """faiss's numbers in the order of its rows."""
        return [int(n) for n in faiss.vector_to_array(self._index.id_map)]
