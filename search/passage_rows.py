"""Which row does each passage have, and where does tantivy keep it (段落行号)? Rows go by the passages' numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from tantivy import DocAddress

__all__ = ["PassageRows", "Rows", "Scores"]

Rows = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]


class PassageRows:
    """All passages of one index in the order of their numbers: what is added up for all of them lies in one array."""

    def __init__(self, numbers: Sequence[int], addresses: Sequence[DocAddress]) -> None:
        """The passages' numbers, each once, and their addresses, in any order."""
        own = np.fromiter(numbers, dtype=np.int64, count=len(numbers))
        order = np.argsort(own)
        self.numbers = own[order]
        """int64 (n,), ascending."""
        places = np.array([(one.segment_ord, one.doc) for one in addresses], dtype=np.int64).reshape(-1, 2)
        self._segments, self._docs = places[order].T

    def __len__(self) -> int:
        return len(self.numbers)

    def of(self, numbers: Sequence[int] | Rows) -> Rows:
        """The rows of those of these numbers that are here, in their order."""
        wanted = np.asarray(numbers, dtype=np.int64)
        rows = np.searchsorted(self.numbers, wanted)
        rows[rows == len(self)] = 0
        return rows[self.numbers[rows] == wanted] if len(self) else rows[:0]

    def address(self, row: int) -> DocAddress:
        return DocAddress(int(self._segments[row]), int(self._docs[row]))
