"""What does the program ask of a vector index (向量索引接口)?"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, NamedTuple, Protocol, Self

import numpy as np
import numpy.typing as npt

from kg.errors import BackendError

__all__ = ["Label", "Near", "Selection", "StaleIndex", "VectorIndex", "best", "check_rows", "products"]

Vectors = npt.NDArray[np.float32]


class StaleIndex(BackendError):
    """An index on disk that was made with another model, or is of another format: make it anew."""


@dataclass(frozen=True, slots=True)
class Label:
    """What an index was made with: the model's id, the width of its vectors, the store's generation it stands for."""

    model_id: str
    dim: int
    generation: int = 0


class Near(NamedTuple):
    """A stored vector's id and its inner product with the one asked for. A tuple, as a search makes hundreds of them."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Selection:
    """Some of an index's vectors, looked up once for many searches. `state` stands for the index as it was then."""

    numbers: npt.NDArray[np.int64]
    state: object

    def of(self, state: object) -> npt.NDArray[np.int64]:
        """The numbers. Raises ValueError where the index has changed since."""
        if state is not self.state:
            raise ValueError("the index has changed since this selection was made")
        return self.numbers


class VectorIndex(Protocol):
    """Vectors under string ids without line breaks. Vectors are L2-normalised rows, so scores are cosines, -1..1,
    higher is nearer.

    An id that is added again replaces its vector. Removing an id that is not there does nothing. Fewer vectors than
    k give fewer results; an empty index gives none. Equal scores stand in the order of their ids. A search among some
    never finds another. `exact` says whether all of the nearest are found and scores are those of the vectors given.
    """

    kind: ClassVar[str]
    exact: ClassVar[bool]
    label: Label

    @abstractmethod
    def __init__(self, label: Label) -> None: ...

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Stores float32 (n, dim). Raises ValueError for another shape, an id twice in one call, empty or with a line
        break, or a number that is not finite."""
        ...

    @abstractmethod
    def remove(self, ids: Collection[str]) -> int:
        """How many were there and are now gone."""
        ...

    @abstractmethod
    def ids(self) -> list[str]:
        """All ids, in no order."""
        ...

    @abstractmethod
    def rows(self) -> tuple[list[str], Vectors]:
        """All ids and their vectors, float32 (n, dim), as well as the index has kept them."""
        ...

    @abstractmethod
    def select(self, ids: Collection[str]) -> Selection:
        """Those of the ids that are there, to search among time and again."""
        ...

    def search(self, vector: Vectors, k: int, among: Collection[str] | Selection | None = None) -> list[Near]:
        """The k nearest of those stored (of those in `among`, where given), best first. `vector` is float32 (dim,).

        Raises ValueError for a selection made before the last change.
        """
        return self.search_all(np.asarray(vector).reshape(1, self.label.dim), k, among)[0]

    @abstractmethod
    def search_all(
        self, vectors: Vectors, k: int, among: Collection[str] | Selection | None = None
    ) -> list[list[Near]]:
        """`search` for each row of float32 (n, dim), all in one go through what is stored."""
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


def best(scores: Iterable[float], ids: Iterable[str], k: int) -> list[Near]:
    """The k first, equal scores by id."""
    ordered = sorted(zip((-score for score in scores), ids, strict=True))
    return [Near(one, -score) for score, one in ordered[:k]]


def products(rows: Vectors, query: Vectors) -> Vectors:
    """The inner products of rows (n, dim) with one vector, float32 (n,), on one core.

    `rows @ query` would use all, which wait for each other without letting go: on a busy machine it took 8 ms for 0.3.
    """
    return np.asarray(np.einsum("nd,d->n", rows, query), dtype=np.float32)


def check_rows(label: Label, ids: Sequence[str], vectors: Vectors) -> Vectors:
    """The vectors as contiguous float32 after the checks that `add` promises."""
    rows = np.ascontiguousarray(vectors, dtype=np.float32)
    if rows.shape != (len(ids), label.dim):
        raise ValueError(f"{len(ids)} ids want vectors ({len(ids)}, {label.dim}), not {rows.shape}")
    if len(set(ids)) != len(ids):
        raise ValueError("an id stands twice")
    if any("\n" in one or not one for one in ids):
        raise ValueError("an id is empty or has a line break")
    if not np.isfinite(rows).all():
        raise ValueError("a vector has a number that is not finite")
    return rows
