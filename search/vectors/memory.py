"""A vector index in plain numpy (内存向量索引): small, exact, for tests and small workspaces."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Self

import numpy as np

from kg.errors import BackendError
from search.vectors import files
from search.vectors.index import Label, Near, VectorIndex, Vectors, check_rows

__all__ = ["MemoryIndex"]


class MemoryIndex(VectorIndex):
    """Rows in one array, ids beside them."""

    def __init__(self, label: Label) -> None:
        self.label = label
        self._ids: list[str] = []
        self._rows: Vectors = np.zeros((0, label.dim), dtype=np.float32)

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        rows = check_rows(self.label, ids, vectors)
        self.remove(ids)
        self._ids += ids
        self._rows = np.vstack([self._rows, rows])

    def remove(self, ids: Collection[str]) -> int:
        gone = set(ids)
        kept = [i for i, one in enumerate(self._ids) if one not in gone]
        before = len(self._ids)
        if len(kept) != before:
            self._ids = [self._ids[i] for i in kept]
            self._rows = self._rows[kept]
        return before - len(kept)

    def search(self, vector: Vectors, k: int, among: Collection[str] | None = None) -> list[Near]:
        if k <= 0 or not self._ids:
            return []
        scores = self._rows @ np.asarray(vector, dtype=np.float32).reshape(self.label.dim)
        if among is not None:
            wanted = set(among)
            scores[[one not in wanted for one in self._ids]] = -np.inf
        # the k-th best score, so that of equal ones at the end those with the first ids stay
        least = np.partition(scores, -k)[-k] if k < len(scores) else -np.inf
        rows = np.flatnonzero((scores >= least) & (scores > -np.inf)).tolist()
        near = [Near(self._ids[row], float(scores[row])) for row in rows]
        return sorted(near, key=lambda n: (-n.score, n.id))[:k]

    def save(self, folder: Path) -> None:
        def rows(path: Path) -> None:
            with path.open("wb") as file:
                np.save(file, self._rows)

        files.write(folder, "numpy", self.label, self._ids, rows)

    @classmethod
    def load(cls, folder: Path, model_id: str, dim: int) -> Self:
        label, ids, path = files.read(folder, "numpy", model_id, dim)
        out = cls(label)
        try:
            with path.open("rb") as file:
                rows = np.load(file, allow_pickle=False)
            out.add(ids, rows)
        except (OSError, ValueError) as error:
            raise BackendError(f"向量索引损坏：{folder}（{error}）") from error
        return out
