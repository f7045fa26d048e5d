"""Which dictionary words stand in a short text, and how often are they used (词表查询)? Looked up on disk, nothing is loaded.

`data/lexicon/dictionary.txt` says what the list is and where it comes from: a line a word, sorted, so that words that begin
alike are found by halving.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final

from kg.resources import resource

__all__ = ["WordList", "shipped"]

_LAST: Final = b"\xff"
"""Comes after every byte of UTF-8."""


class WordList:
    """A sorted list of words. Read-only, share one freely."""

    def __init__(self, file: Path) -> None:
        """Raises OSError for a file that is not there, ValueError for one of another kind."""
        with file.open("rb") as opened:
            self._lines = mmap(opened.fileno(), 0, access=ACCESS_READ)
        self._start = self._lines.find(b"\n") + 1
        head, _, total = self._lines[: self._start].partition(b" ")
        if head != b"#":
            raise ValueError(f"no sum in the first line of {file}")
        self.total = int(total)
        """The sum of all frequencies."""

    def inside(self, text: str) -> Iterator[tuple[str, int]]:
        """Every word of the list that stands in the text, with its frequency; one that stands there twice, twice."""
        for start in range(len(text)):
            sign = text[start].encode()
            low = self._first(sign, self._start, len(self._lines))
            end = self._first(sign + _LAST, low, len(self._lines))
            for stop in range(start + 1, len(text) + 1):
                word = text[start:stop].encode()
                if stop > start + 1:
                    low = self._first(word, low, end)
                line = self._line(low) if low < end else b""
                if not line.startswith(word):
                    break
                if line[len(word) : len(word) + 1] == b" ":
                    yield text[start:stop], int(line[len(word) + 1 :])

    def frequency(self, word: str) -> int:
        """0 for a word that is not in the list."""
        key = word.encode() + b" "
        at = self._first(key, self._start, len(self._lines))
        line = self._line(at)
        return int(line[len(key) :]) if line.startswith(key) else 0

    def _line(self, at: int) -> bytes:
        """The line that begins at this place, without its end."""
        return self._lines[at : self._lines.find(b"\n", at)]

    def _first(self, key: bytes, low: int, high: int) -> int:
        """Where the first line from `key` on begins, of those that begin between `low` and `high`; `high` for none."""
        lines = self._lines
        while low < high:
            middle = (low + high) // 2
            begin = lines.rfind(b"\n", low, middle) + 1 or low
            end = lines.find(b"\n", begin) + 1
            if lines[begin : end - 1] < key:
                low = end
            else:
                high = begin
        return low


@cache
def shipped() -> WordList:
    """The list that ships with the program."""
    return WordList(resource("lexicon/dictionary.txt"))
