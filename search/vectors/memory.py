"""A vector index in plain numpy (内存向量索引): small, exact, and there without the time that importing faiss takes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

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
    products,
)

__all__ = ["MemoryIndex"]


class MemoryIndex(VectorIndex):
    """Rows in one array, ids beside them."""

    kind = "numpy"
    exact = True

    def __init__(self, label: Label) -> None:
        self.label = label
        self._ids: list[str] = []
        self._rows: Vectors = np.zeros((0, label.dim), dtype=np.float32)
        self._state = object()

    def __len__(self) -> int:
        return len(self._ids)

    def ids(self) -> list[str]:
        return list(self._ids)

    def rows(self) -> tuple[list[str], Vectors]:
        return list(self._ids), self._rows

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        rows = check_rows(self.label, ids, vectors)
        self.remove(ids)
        self._ids += ids
        self._rows = np.vstack([self._rows, rows])
        self._state = object()

    def remove(self, ids: Collection[str]) -> int:
        gone = set(ids)
        kept = [i for i, one in enumerate(self._ids) if one not in gone]
        before = len(self._ids)
        if len(kept) != before:
            self._ids = [self._ids[i] for i in kept]
            self._rows = self._rows[kept]
            self._state = object()
        return before - len(kept)

    def select(self, ids: Collection[str]) -> Selection:
        wanted = ids if isinstance(ids, set | frozenset) else set(ids)
        rows = [row for row, one in enumerate(self._ids) if one in wanted]
        return Selection(np.array(rows, dtype=np.int64), self._state)

    def grouped(self, group: Callable[[str], int]) -> Groups:
        return Groups(groups_of(self._ids, group), np.arange(len(self._ids)), self._state)

    def search_all(
        self, vectors: Vectors, k: int, among: Collection[str] | Selection | None = None
    ) -> list[Sequence[Near]]:
        rows, numbers = self._rows, None
        if among is not None:
            chosen = among if isinstance(among, Selection) else self.select(among)
            numbers = chosen.of(self._state)
            rows = rows[numbers]
        queries = np.asarray(vectors, dtype=np.float32).reshape(-1, self.label.dim)
        return [self._nearest(products(rows, query), numbers, k) for query in queries]

    def _nearest(self, scores: Vectors, numbers: npt.NDArray[np.int64] | None, k: int) -> Sequence[Near]:
        if k <= 0 or not len(scores):
            return []
        rows = np.arange(len(scores)) if numbers is None else numbers
        return Nearest(scores, rows, self._ids.__getitem__, k)

    def save(self, folder: Path) -> None:
        def rows(path: Path) -> None:
            with path.open("wb") as file:
                np.save(file, self._rows)

        ids = "\n".join(self._ids).encode()
        files.write(folder, self.kind, self.label, ids, len(self._ids), rows)

    @classmethod
    def load(cls, folder: Path, model_id: str, dim: int) -> Self:
        return files.read(folder, cls.kind, model_id, dim, cls._of)

    @classmethod
    def _of(cls, saved: files.Saved) -> Self:
        out = cls(saved.label)
        with saved.vectors.open("rb") as file:
            rows = np.load(file, allow_pickle=False)
        ids = saved.ids.decode().split("\n") if saved.count else []
        if rows.shape != (len(ids), saved.label.dim) or rows.dtype != np.float32:
            raise ValueError(f"{rows.dtype} {rows.shape}")
        out._ids, out._rows = ids, rows
        return out
