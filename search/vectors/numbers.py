"""By which number does faiss know an id (编号)? Numbers are handed out upwards, and a number is never given twice.

Ids read from a file stay the one text that they came in: a million Python strings take a second to make, twice the memory,
and the garbage collector goes through the list of them again and again while questions are answered.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["Numbers"]

Array = npt.NDArray[np.int64]


class Numbers:
    """Ids and their numbers. The way from ids to numbers is built when first gone: most processes only search."""

    def __init__(self, text: bytes = b"", count: int = 0) -> None:
        """`text` has an id a line at its number, an empty line for a number no longer given; `count` numbers.

        Raises ValueError where there are not so many lines."""
        breaks = np.flatnonzero(np.frombuffer(text, dtype=np.uint8) == ord("\n"))
        if len(breaks) != max(0, count - 1):
            raise ValueError(f"{len(breaks) + 1} ids, not {count}")
        self._text = text
        self._starts = array("q", np.concatenate([[0], breaks + 1]).astype(np.int64).tobytes())
        self._ends = array("q", np.concatenate([breaks, [len(text)]]).astype(np.int64).tobytes())
        self._read = count
        self._added: list[str] = []
        self._gone = (
            {n for n in range(count) if self._starts[n] == self._ends[n]}
            if b"\n\n" in b"\n" + text + b"\n"
            else set()
        )
        self._of: dict[str, int] | None = None
        self._mask: npt.NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        return self.end - len(self._gone)

    @property
    def end(self) -> int:
        """The next number."""
        return self._read + len(self._added)

    @property
    def mask(self) -> npt.NDArray[np.bool_]:
        """Whether each number, from 0 on, is given."""
        found = self._mask
        if found is None or len(found) != self.end:
            found = np.ones(self.end, dtype=bool)
            found[list(self._gone)] = False
            self._mask = found
        return found

    @property
    def gaps(self) -> int:
        """How many numbers are no longer given."""
        return len(self._gone)

    def __getitem__(self, number: int) -> str:
        """The id of a number; "" where it is no longer given."""
        if number in self._gone:
            return ""
        if number >= self._read:
            return self._added[number - self._read]
        return self._text[self._starts[number] : self._ends[number]].decode()

    def lines(self) -> bytes:
        """The text that they can be read from again."""
        if not self._added and not self._gone:
            return self._text
        return "\n".join(self[number] for number in range(self.end)).encode()

    def ids(self) -> list[str]:
        """Those that have a number, by number."""
        if self._added or self._gone:
            return [self[number] for number in range(self.end) if number not in self._gone]
        return self._text.decode().split("\n") if self._read else []

    def give(self, ids: Sequence[str]) -> Array:
        """New numbers for ids that have none."""
        first = self.end
        self._map().update((one, first + i) for i, one in enumerate(ids))
        self._added.extend(ids)
        return np.arange(first, self.end, dtype=np.int64)

    def take(self, ids: Iterable[str]) -> Array:
        """The numbers of those of the ids that have one, which they lose."""
        known = self._map()
        gone = [known.pop(one) for one in dict.fromkeys(ids) if one in known]
        self._gone.update(gone)
        self._mask = None
        return np.array(gone, dtype=np.int64)

    def of(self, ids: Collection[str]) -> Array:
        """The numbers of those of the ids that have one, each once, ascending."""
        known = self._map()
        return np.array(sorted({known[one] for one in ids if one in known}), dtype=np.int64)

    def given(self) -> Array:
        """All numbers that are given, ascending."""
        return np.flatnonzero(self.mask)

    def _map(self) -> dict[str, int]:
        if self._of is None:
            self._of = dict(zip(self.ids(), self.given().tolist(), strict=True))
        return self._of
