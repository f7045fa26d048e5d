"""What does the program ask of a vector index (向量索引接口)?"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt

from kg.errors import BackendError

__all__ = ["Label", "Near", "StaleIndex", "VectorIndex", "check_rows"]

Vectors = npt.NDArray[np.float32]


class StaleIndex(BackendError):
    """An index on disk that was made with another model, or is of another format: make it anew."""


@dataclass(frozen=True, slots=True)
class Label:
    """What an index was made with: the model's id, the width of its vectors, the store's generation it stands for."""

    model_id: str
    dim: int
    generation: int = 0


@dataclass(frozen=True, slots=True)
class Near:
    """A stored vector's id and its inner product with the one asked for."""

    id: str
    score: float


class VectorIndex(Protocol):
    """Vectors under string ids. Vectors are L2-normalised rows, so scores are cosines, -1..1, higher is nearer.

    An id that is added again replaces its vector. Removing an id that is not there does nothing. Fewer vectors than
    k give fewer results; an empty index gives none. Equal scores stand in the order of their ids. Results are exact.
    """

    label: Label

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Stores float32 (n, dim). Raises ValueError for another shape, an id twice in one call, or a number that is
        not finite."""
        ...

    @abstractmethod
    def remove(self, ids: Collection[str]) -> int:
        """How many were there and are now gone."""
        ...

    @abstractmethod
    def search(self, vector: Vectors, k: int, among: Collection[str] | None = None) -> list[Near]:
        """The k nearest of those stored (of those in `among`, where given), best first."""
        ...

    @abstractmethod
    def save(self, folder: Path) -> None:
        """Writes the index so that a reader of the folder sees the old one or the new one, never a half."""
        ...

    @classmethod
    @abstractmethod
    def load(cls, folder: Path, model_id: str, dim: int) -> Self:
        """The index saved in the folder. Raises StaleIndex for one made with another model or format, BackendError
        for one that is not there or damaged."""
        ...


def check_rows(label: Label, ids: Sequence[str], vectors: Vectors) -> Vectors:
    """The vectors as contiguous float32 after the checks that `add` promises."""
    rows = np.ascontiguousarray(vectors, dtype=np.float32)
    if rows.shape != (len(ids), label.dim):
        raise ValueError(f"{len(ids)} ids want vectors ({len(ids)}, {label.dim}), not {rows.shape}")
    if len(set(ids)) != len(ids):
        raise ValueError("an id stands twice")
    if not np.isfinite(rows).all():
        raise ValueError("a vector has a number that is not finite")
    return rows
