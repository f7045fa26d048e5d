"""How are the first questions of a process cut into words (头几问的分词)? With the words that stand in them, not the whole dictionary.

Reading it takes rjieba 80 ms, a fifth of what a fresh process needs for its first answer. What rjieba makes of a text depends on
those words of its dictionary that stand in the text, and on the sum of all frequencies; with these alone it does the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock
from typing import Final

from search.tokens import USER_WORD, Segmenter, jieba
from search.word_list import shipped

__all__ = ["FirstQuestions", "known_among"]

_MOST_SIGNS: Final = 1_000
"""Looked up so far, from where the whole dictionary is read: 40 ms."""
_NOWHERE: Final = "\ue000\ue001"
"""A word of no text. It has the frequency of all words not looked up."""


def known_among(words: Iterable[str]) -> int:
    """The sum of the frequencies that the dictionary has for these words. 15 µs each."""
    return sum(map(shipped().frequency, words))


class FirstQuestions(Segmenter):
    """A Segmenter that costs nothing to make, and reads the whole dictionary when it is used a lot. Safe between threads."""

    def __init__(self, user_words: Iterable[str], known: int) -> None:
        """`known` is `known_among` the user words."""
        self._own = frozenset(user_words)
        self._longest = max(map(len, self._own), default=0)
        self._rest = shipped().total - known + USER_WORD * len(self._own)
        self._jieba = jieba().Jieba.empty()
        self._words: set[str] = set()
        self._texts: list[str] = []
        self._signs = 0
        self._lock = Lock()
        self._whole: Segmenter | None = None

    def prepare(self) -> None:
        """Reads the whole dictionary now."""
        with self._lock:
            if self._whole is None:
                self._whole = Segmenter(self._own)

    def pieces(self, folded: str, way: str) -> list[str]:
        if self._whole is None and self._signs + len(folded) > _MOST_SIGNS:
            self.prepare()
        if self._whole is not None:
            return self._whole.pieces(folded, way)
        with self._lock:
            if not any(folded in text for text in self._texts):
                self._learn(folded)
            return super().pieces(folded, way)

    def _learn(self, text: str) -> None:
        """Puts in what a text may be cut into."""
        self._texts.append(text)
        self._signs += len(text)
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + self._longest) + 1):
                if text[start:end] in self._own:
                    self._add(text[start:end], USER_WORD)
        for word, often in shipped().inside(text):
            self._add(word, often)
        self._jieba.add_word(_NOWHERE, self._rest, "n")

    def _add(self, word: str, often: int) -> None:
        if word not in self._words:
            self._words.add(word)
            self._jieba.add_word(word, often, "n")
            self._rest -= often
