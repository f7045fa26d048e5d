"""What does the program ask of a vector index (向量索引接口)?"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, NamedTuple, Protocol, Self, overload

import numpy as np
import numpy.typing as npt

from kg.errors import BackendError

__all__ = [
    "Groups",
    "Label",
    "Near",
    "Nearest",
    "Selection",
    "StaleIndex",
    "VectorIndex",
    "check_rows",
    "groups_of",
    "products",
]

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


class Groups:
    """Which of an index's vectors belong together (the pieces of a passage), each group under a number of the caller's."""

    def __init__(self, groups: npt.NDArray[np.int64], numbers: npt.NDArray[np.int64], state: object) -> None:
        """The group of each vector and the vector's own number, both int64 (n,)."""
        order = np.argsort(groups, kind="stable")
        self._numbers, self._state = numbers[order], state
        self._groups, self._starts, self._sizes = np.unique(
            groups[order], return_index=True, return_counts=True
        )
        self._end = int(numbers.max()) + 1 if len(numbers) else 0

    def select(self, groups: Collection[int] | npt.NDArray[np.int64]) -> Selection:
        """The vectors of these groups; a group that is not there has none."""
        wanted = np.asarray(groups if isinstance(groups, np.ndarray) else sorted(groups), dtype=np.int64)
        places = np.searchsorted(self._groups, wanted)
        there = places < len(self._groups)
        places, wanted = places[there], wanted[there]
        places = places[self._groups[places] == wanted]
        starts, sizes = self._starts[places], self._sizes[places]
        spots = np.repeat(starts - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum())
        chosen = np.zeros(self._end, dtype=bool)
        chosen[self._numbers[spots]] = True
        return Selection(np.flatnonzero(chosen), self._state)


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

    @abstractmethod
    def grouped(self, group: Callable[[str], int]) -> Groups:
        """All vectors by the group, 0 to 2**63 - 1, of their ids: selecting by group needs no ids."""
        ...

    def search(self, vector: Vectors, k: int, among: Collection[str] | Selection | None = None) -> list[Near]:
        """The k nearest of those stored (of those in `among`, where given), best first. `vector` is float32 (dim,).

        Raises ValueError for a selection made before the last change.
        """
        return list(self.search_all(np.asarray(vector).reshape(1, self.label.dim), k, among)[0])

    @abstractmethod
    def search_all(
        self, vectors: Vectors, k: int, among: Collection[str] | Selection | None = None
    ) -> list[Sequence[Near]]:
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


def groups_of(ids: Sequence[str], group: Callable[[str], int]) -> npt.NDArray[np.int64]:
    """The group of each id, int64 (n,)."""
    return np.fromiter(map(group, ids), dtype=np.int64, count=len(ids))


class Nearest(Sequence[Near]):
    """The k first of what was found, equal scores by id. Ids are read as far as one looks, which is rarely to the end."""

    def __init__(
        self, scores: Vectors, numbers: npt.NDArray[np.int64], name: Callable[[int], str], k: int
    ) -> None:
        """Scores and the vectors' numbers, both (n,), in any order; `name` gives a number's id."""
        clipped = np.clip(scores, -1.0, 1.0)
        if k < len(clipped):  # of equal ones at the end those with the first ids stay
            kept = np.flatnonzero(clipped >= np.partition(clipped, -k)[-k])
            clipped, numbers = clipped[kept], numbers[kept]
        order = np.argsort(-clipped)
        self._scores: list[float] = clipped[order].tolist()
        self._numbers: list[int] = numbers[order].tolist()
        self._name = name
        self._count = min(max(0, k), len(self._scores))

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Near]:
        scores, numbers, name = self._scores, self._numbers, self._name
        start = 0
        while start < self._count:
            score, end = scores[start], start + 1
            while end < len(scores) and scores[end] == score:
                end += 1
            if end == start + 1:
                yield Near(name(numbers[start]), score)
            else:
                for one in sorted(map(name, numbers[start:end]))[: self._count - start]:
                    yield Near(one, score)
            start = end

    @overload
    def __getitem__(self, place: int) -> Near: ...
    @overload
    def __getitem__(self, place: slice) -> list[Near]: ...
    def __getitem__(self, place: int | slice) -> Near | list[Near]:
        return list(self)[place]


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
