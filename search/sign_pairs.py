"""Where in a long text does each pair of signs stand (双字位置表)? Built in a hundredth of a second, asked in microseconds."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["SignPairs"]

Places = npt.NDArray[np.int64]


class SignPairs:
    """The pairs of neighbouring signs of one text, sorted. Read-only, share one freely."""

    def __init__(self, text: str) -> None:
        points = np.frombuffer(text.encode("utf-32-le"), dtype="<u4").astype(np.uint64)
        pairs = (points[:-1] << np.uint64(32)) | points[1:]
        self._order = np.argsort(pairs, kind="stable").astype(np.int64)
        self._pairs = pairs[self._order]

    def places(self, pair: str) -> Places:
        """Where the two signs stand side by side, ascending; for 宝宝 also the second place in 宝宝宝."""
        first, second = map(ord, pair)
        key = np.uint64(first << 32 | second)
        start, end = np.searchsorted(self._pairs, key), np.searchsorted(self._pairs, key, side="right")
        return self._order[start:end]
