"""How much of what is asked does one clause of a passage say, piece by piece (词片对齐)? For the best few of a search.

The vector of a clause is the mean of its pieces', which blurs them: 工会志愿者每月免费理发 lies near everything that volunteers do.
Here each piece of the question looks for its like in the clause (喂奶: 哺乳), and counts by how telling it is. That is the
"late interaction" of ColBERT (Khattab and Zaharia 2020, MaxSim) with the pieces of a static model, within one clause.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from kg.views.passages import PassageRecord
from search.dense import clauses
from search.embedding.embedder import Embedder
from search.embedding.pieces import Pieces
from search.embedding.static import StaticEmbedder, normalised

__all__ = ["Aligner", "AskedPieces"]

_UNLIKE: Final = 0.3
"""Cosines of two pieces below this say nothing. 0 to 0.4 are within noise."""
_MOST_KEPT: Final = 20_000
"""Passages whose pieces are held in memory, as many as records; some 0.3 kB each."""

_Ids = npt.NDArray[np.int64]
_Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class AskedPieces:
    """The pieces of a question: `directions` float32 (n, dim) of length 1, `weights` float32 (n,), together 1."""

    directions: _Floats
    weights: _Floats


class Aligner:
    """Compares questions with passages by a static model's pieces. One for each index, as it keeps what passages consist of."""

    def __init__(self, model: StaticEmbedder, pieces: Pieces) -> None:
        self._model = model
        self._pieces = pieces
        self._known: dict[str, tuple[_Ids, _Ids]] = {}

    @classmethod
    def of(cls, embedder: Embedder | None) -> Aligner | None:
        """None for a model that has no vectors of pieces."""
        if not isinstance(embedder, StaticEmbedder) or embedder.pieces is None:
            return None
        return cls(embedder, embedder.pieces)

    def asked(self, folded: str, frequency: Callable[[str], int], total: int) -> AskedPieces | None:
        """A folded question, its pieces weighed by the lengths of their vectors, which training made, and by how few of
        `total` passages have them, which `frequency` knows. None where the model knows none of them."""
        found = self._pieces.longest(folded)
        if not found:
            return None
        vectors = self._model.vectors(found)
        rare = [math.log(1 + total / (1 + frequency(self._pieces.name(piece)))) for piece in found]
        weights = np.linalg.norm(vectors, axis=1) * np.array(rare, dtype=np.float32)
        whole = float(weights.sum())
        if not whole:
            return None
        return AskedPieces(normalised(vectors), (weights / whole).astype(np.float32))

    def shares(self, asked: AskedPieces, passages: Sequence[PassageRecord]) -> list[float]:
        """0..1 for each passage: the weight of what is asked that its best clause says, each piece by the cosine of the
        nearest one there."""
        if not passages:
            return []
        ids, sizes, counts = [], [], []
        for passage in passages:
            own, lengths = self._clauses(passage)
            ids.append(own)
            sizes.append(lengths)
            counts.append(len(lengths))
        # Each piece once: passages of one matter share most of theirs.
        once, places = np.unique(np.concatenate(ids), return_inverse=True)
        cosines = self._model.cosines(asked.directions, once)
        cosines[cosines < _UNLIKE] = 0.0
        nearest = np.maximum.reduceat(cosines[:, places], _starts(np.concatenate(sizes)), axis=1)
        said = asked.weights @ nearest
        return [float(one) for one in np.maximum.reduceat(said, _starts(np.array(counts)))]

    def _clauses(self, passage: PassageRecord) -> tuple[_Ids, _Ids]:
        """The pieces of a passage, and how many each clause has, at least one. Kept."""
        found = self._known.get(passage.id)
        if found is None:
            own = [ids for clause in clauses(passage) if (ids := self._pieces.longest(clause))]
            own = own or [[self._pieces.unknown]]
            flat = [piece for ids in own for piece in ids]
            found = np.array(flat, dtype=np.int64), np.array([len(ids) for ids in own], dtype=np.int64)
            if len(self._known) >= _MOST_KEPT:
                self._known = {}
            self._known[passage.id] = found
        return found


def _starts(sizes: _Ids) -> _Ids:
    """Where stretches of these sizes, none of them 0, begin side by side."""
    return np.asarray(np.cumsum(sizes) - sizes, dtype=np.int64)
