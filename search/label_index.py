"""Which labels of the thesaurus lie nearest to a text in meaning (近义主题词)? For texts that say none of them.

A short text and a short label are nearer kin than a question and a clause of a paper, so a static model that errs about
passages still finds the concept: 员工心情郁闷没处说 is no label, 心里苦没处说 is one of 职工心理健康.

All labels are gone through by 256 signs (random hyperplanes, Charikar 2002) and the nearest of these compared as they are. Their
vectors are not kept: pieces of the model take a fortieth of the room.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from search.current import following, making
from search.embedding.pieces import Pieces
from search.embedding.static import StaticEmbedder
from search.expansion import Sense

__all__ = ["LabelIndex", "NearLabel", "open_labels"]

_FORMAT: Final = 1
_BITS: Final = 256
_LOOKED_AT: Final = 160
"""Labels compared as they are. With 300, of which the ten nearest were 0.999, three sets of queries have the same figures."""
_MOST: Final = 100
_AT_ONCE: Final = 4096


class NearLabel(NamedTuple):
    """Label `place` of sense `row`, and the cosine of its vector and the text's, -1..1."""

    row: int
    place: int
    likeness: float


class _Arrays(NamedTuple):
    signs: npt.NDArray[np.uint64]
    """(4, labels): on which side of each hyperplane a label lies."""
    turn: npt.NDArray[np.float32]
    """(dim, 256): the hyperplanes."""
    pieces: npt.NDArray[np.int32]
    """Of all labels, one after the other."""
    sizes: npt.NDArray[np.int32]
    """(labels,): how many pieces each has, at least one."""
    lengths: npt.NDArray[np.float32]
    """(labels,): of the sum of its pieces' vectors, more than 0."""
    counts: npt.NDArray[np.int32]
    """(senses,): how many labels each has."""


class LabelIndex:
    """The labels of all senses by one model. Read-only, share one freely."""

    def __init__(self, model: StaticEmbedder, arrays: _Arrays) -> None:
        self._model = model
        self._arrays = arrays
        self._ends = np.cumsum(arrays.sizes, dtype=np.int64)
        self._counts = np.cumsum(arrays.counts, dtype=np.int64)

    def nearest(self, folded: str, least: float) -> list[NearLabel]:
        """The labels whose cosine with a folded text is `least` or more, best first, a hundred at most; none for a text that the
        model knows nothing of."""
        asked = self._model.encode_queries([folded])[0]
        if not asked.any() or not len(self._ends):
            return []
        own = _signs_of(asked[None] @ self._arrays.turn)[:, 0]
        apart = np.zeros(len(self._ends), dtype=np.uint16)
        for signs, mine in zip(self._arrays.signs, own, strict=True):
            apart += np.bitwise_count(signs ^ mine)
        first = np.arange(len(apart))
        if len(apart) > _LOOKED_AT:
            first = np.flatnonzero(apart <= np.partition(apart, _LOOKED_AT)[_LOOKED_AT])
        cosines = self._cosines(first, asked)
        near = np.flatnonzero(cosines >= least)
        order = near[np.argsort(-cosines[near], kind="stable")][:_MOST]
        labels = first[order]
        rows = np.searchsorted(self._counts, labels, side="right")
        places = labels - np.where(rows > 0, self._counts[rows - 1], 0)
        return [
            NearLabel(*found)
            for found in zip(rows.tolist(), places.tolist(), cosines[order].tolist(), strict=True)
        ]

    def _cosines(
        self, labels: npt.NDArray[np.int64], asked: npt.NDArray[np.float32]
    ) -> npt.NDArray[np.float32]:
        """Of labels, by number, and a vector of length 1. Labels alike share pieces, each of which is looked at once."""
        sizes = self._arrays.sizes[labels].astype(np.int64)
        starts = np.cumsum(sizes) - sizes
        shift = np.repeat(self._ends[labels] - sizes - starts, sizes)
        pieces = self._arrays.pieces[np.arange(int(sizes.sum())) + shift]
        once, places = np.unique(pieces, return_inverse=True)
        products = (self._model.vectors(once) @ asked)[places]
        return np.asarray(np.add.reduceat(products, starts) / self._arrays.lengths[labels], dtype=np.float32)


def open_labels(
    folder: Path | None, stamp: str, senses: Sequence[Sense], model: StaticEmbedder
) -> LabelIndex | None:
    """The index of all senses, which `stamp` stands for. It is kept in the folder: making it takes half a second. None for a
    model whose vocabulary is not read here."""
    if model.pieces is None:
        return None
    own = f"{_FORMAT} {model.model_id} {stamp}"
    if folder is not None:
        with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
            return LabelIndex(model, following(folder, lambda home: _read(home, own)))
    made = _made(own, tuple(sense.names for sense in senses), model, model.pieces)
    if folder is not None:
        with (
            contextlib.suppress(OSError),
            making(folder) as home,
        ):  # a folder that may only be read: made again next time
            for name in _Arrays._fields:
                np.save(home / f"{name}.npy", getattr(made, name))
            (home / "about.json").write_text(json.dumps({"stamp": own}), encoding="utf-8")
    return LabelIndex(model, made)


def _read(home: Path, stamp: str) -> _Arrays:
    """Raises ValueError for an index of other labels or another model."""
    if json.loads((home / "about.json").read_text(encoding="utf-8"))["stamp"] != stamp:
        raise ValueError("labels of other senses")
    return _Arrays(*(np.load(home / f"{name}.npy") for name in _Arrays._fields))


@lru_cache(maxsize=4)
def _made(stamp: str, names: Sequence[Sequence[str]], model: StaticEmbedder, pieces: Pieces) -> _Arrays:
    ids = [pieces.ids(label) or [pieces.unknown] for own in names for label in own]
    planes = np.random.default_rng(1).standard_normal((model.dim, _BITS))
    if model.dim >= _BITS:  # at right angles they tell more apart
        planes = np.linalg.qr(planes)[0]
    turn = np.ascontiguousarray(planes, dtype=np.float32)
    sums = np.zeros((len(ids), model.dim), dtype=np.float32)
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        sizes = np.array([len(one) for one in some])
        rows = model.vectors([piece for one in some for piece in one])
        sums[start : start + len(some)] = np.add.reduceat(rows, np.cumsum(sizes) - sizes, axis=0)
    return _Arrays(
        _signs_of(sums @ turn),
        turn,
        np.array([piece for one in ids for piece in one], dtype=np.int32),
        np.array([len(one) for one in ids], dtype=np.int32),
        np.maximum(np.linalg.norm(sums, axis=1), 1e-12).astype(np.float32),
        np.array([len(own) for own in names], dtype=np.int32),
    )


def _signs_of(turned: npt.NDArray[np.float32]) -> npt.NDArray[np.uint64]:
    """(n, bits) numbers → uint64 (bits / 64, n)."""
    packed = np.packbits(turned > 0, axis=1).view(np.uint64)
    return np.ascontiguousarray(packed.T)
