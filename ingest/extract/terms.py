"""Which terms of a shipped word list stand in this text?

A list is a file of `data/lexicon/`, one term a line, `#` for comments. Terms are looked up all at once
(Aho-Corasick), so a list may grow without the reading getting slower.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import ahocorasick

from kg.resources import resource

__all__ = ["find_terms", "terms"]


@cache
def terms(file: str) -> frozenset[str]:
    """The terms of `data/lexicon/<file>`. Raises FileNotFoundError where there is no such list."""
    lines = resource(f"lexicon/{file}").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def find_terms(file: str, text: str) -> Iterator[tuple[int, int]]:
    """Where terms of that list stand, as (start, end) in order; of those that overlap, the longest."""
    for last, size in _automaton(file).iter_long(text):
        yield last + 1 - size, last + 1


@cache
def _automaton(file: str) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
    for term in terms(file):
        automaton.add_word(term, len(term))
    automaton.make_automaton()
    return automaton
