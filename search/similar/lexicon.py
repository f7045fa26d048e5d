"""Which words show what is done, and which words of a name say nothing (做法用语、虚美之词)?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from kg.resources import resource
from search.tokens import fold

__all__ = ["empty_words", "kinds_in", "not_names", "set_names"]

_NONE: Final = "不计"


@cache
def empty_words() -> frozenset[str]:
    """Words of names that count for nothing (`data/lexicon/empty_name_words.txt`), folded."""
    return frozenset(_lines("lexicon/empty_name_words.txt"))


@cache
def not_names() -> frozenset[str]:
    """What stands in quotation marks and names no initiative (四个意识), folded."""
    return frozenset(_lines("lexicon/not_initiatives.txt"))


@cache
def set_names() -> frozenset[str]:
    """Names that places all over bear alike (送温暖, 安康杯, 职工书屋), folded."""
    return frozenset(_lines("lexicon/initiatives.txt"))


def kinds_in(folded: str) -> dict[str, float]:
    """Kinds of activity (技能竞赛, 看护子女) that words of a folded text show: 1 for one word, up to 2 for more."""
    shown: dict[str, set[str]] = {}
    taken: list[tuple[int, int]] = []
    hits = [(last - len(word) + 1, last + 1, word, kinds) for last, (word, kinds) in _machine().iter(folded)]
    for start, end, word, kinds in sorted(hits, key=lambda h: (h[0] - h[1], h[0])):
        if any(s < end and start < e for s, e in taken):
            continue
        taken.append((start, end))
        for kind in kinds:
            if kind == _NONE:
                continue
            shown.setdefault(kind, set()).add(word)
    return {kind: min(2.0, 0.5 + 0.5 * len(words)) for kind, words in shown.items()}


@cache
def _machine() -> Any:
    import ahocorasick

    kinds: dict[str, list[str]] = {}
    for line in _rows("lexicon/activity_kinds.tsv"):
        kind, words = line.split("\t")
        for word in words.split("、"):
            kinds.setdefault(fold(word), []).append(kind)
    machine = ahocorasick.Automaton()
    for word, owners in kinds.items():
        machine.add_word(word, (word, tuple(dict.fromkeys(owners))))
    machine.make_automaton()
    return machine


def _lines(name: str) -> Iterable[str]:
    return (fold(line) for line in _rows(name))


def _rows(name: str) -> Iterable[str]:
    written = resource(name).read_text(encoding="utf-8")
    return (line for line in written.splitlines() if line.strip() and not line.startswith("#"))
