"""How much does each passage say of each sense (义项得分)? Asked of tantivy once a sense, kept, and added up for a question.

A question speaks through some forty senses with four hundred labels; opening the lists of them all takes tantivy longer than
all else that search does. What a passage scores for a sense is the same in every question, and most senses come up again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from threading import Thread
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from tantivy import Query

from search.lexical import LexicalIndex
from search.passage_rows import Rows, Scores

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

__all__ = ["Said", "SenseScores"]

_MOST_KEPT: Final = 8_000_000
"""Scores held in memory, 12 bytes each."""
_MOST_AT_ONCE: Final = 8_000
"""New scores looked up for one question: a microsecond each, some 6 ms, what the query for all senses takes among 200,000
passages."""
_MOST_STOCKED: Final = 1_000_000
"""Scores looked up before anybody asks for them: half a second of a thread's time, 12 MB."""
_SETTLED: Final = 3
"""Questions after which a process is one that goes on answering."""


class Said(NamedTuple):
    """How a sense is looked for: the query for its labels, and how many passages may have one at most."""

    key: tuple[str, bool]
    query: Query
    most: int


class SenseScores:
    """The scores of the senses asked for so far, in one index."""

    def __init__(self, index: LexicalIndex, every: Callable[[], Iterable[Said]] = tuple) -> None:
        """`every` gives all senses that may come to be asked for. They are looked up beside the first questions, as far as
        there is room, those in few passages first: new ones are what the slowest questions wait for."""
        self.index = index
        self._every = every
        self._questions = 0
        self._kept: dict[tuple[str, bool], tuple[Rows, Scores]] = {}
        self._size = 0
        self._coming: set[tuple[str, bool]] = set()

    def sums(self, asked: Sequence[tuple[Said, float]]) -> Scores | None:
        """float32 (passages,): for each row the scores of all senses asked for, each times its weight.

        None where so much of it is not known yet that one query for all is faster. A thread looks it up for the next time.
        """
        self._questions += 1
        if self._questions == _SETTLED:
            Thread(target=self.stock, name="gonghui-stock", daemon=True).start()
        new = [said for said, _ in asked if said.key not in self._kept]
        if sum(said.most for said in new) > _MOST_AT_ONCE:
            for said in new:
                if said.key not in self._coming:
                    self._coming.add(said.key)
                    self._later.submit(self._ask, said)
            return None
        total = np.zeros(len(self.index.rows), dtype=np.float32)
        for said, weight in asked:
            rows, scores = self._kept.get(said.key) or self._ask(said)
            total[rows] += scores * np.float32(weight)
        return total

    def stock(self) -> None:
        """Looks up what is asked for in few passages, until there are enough."""
        for said in sorted(self._every(), key=lambda said: said.most):
            if self._size + said.most > _MOST_STOCKED:
                return
            if said.key not in self._kept:
                self._ask(said)

    @cached_property
    def _later(self) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(1, "gonghui-senses")

    def _ask(self, said: Said) -> tuple[Rows, Scores]:
        found = self.index.scores(said.query, said.most)
        if self._size > _MOST_KEPT:
            self._kept, self._coming, self._size = {}, set(), 0
        self._kept[said.key] = found
        self._size += len(found[0])
        return found
