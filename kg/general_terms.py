"""Which official words stand for an everyday phrase of ordinary Chinese (日常说法 → 公文用语)?

The general layer beside the union thesaurus: `data/thesaurus/general.tsv` holds what no union concept covers
(钱花哪了 → 经费使用公开, 一视同仁 → 平等). Its header states columns, relations and rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

import ahocorasick

from kg.errors import InputError
from kg.resources import resource

__all__ = ["Equivalence", "GeneralTerms", "Match", "Relation"]

_FILE = "thesaurus/general.tsv"
_HEADER = ["everyday", "official", "relation", "topic"]


class Relation(StrEnum):
    """What the everyday side is to the official side.

    EQUAL says the same; NARROWER is a case or a part of it (打点滴: 静脉输液 is one treatment of several);
    RELATED is the same matter from another side (a complaint and its remedy, a question and its subject).
    """

    EQUAL = "equal"
    NARROWER = "narrower"
    RELATED = "related"


_RELATIONS = {relation.value: relation for relation in Relation}


@dataclass(frozen=True, slots=True)
class Equivalence:
    """One line of the file: phrases of both sides in the file's order (the commonest first), never empty."""

    everyday: tuple[str, ...]
    official: tuple[str, ...]
    relation: Relation
    topic: str


class Match(NamedTuple):
    """An everyday phrase in a text. `span` is half-open, in code points: `text[span[0]:span[1]] == phrase`."""

    phrase: str
    span: tuple[int, int]
    official: tuple[str, ...]
    relation: Relation


class GeneralTerms:
    """The equivalences and an Aho-Corasick automaton over them. Read-only after loading; share one freely."""

    __slots__ = ("_automaton", "_by_phrase", "rows")

    def __init__(self, rows: tuple[Equivalence, ...]) -> None:
        self.rows = rows
        self._by_phrase: dict[str, list[Equivalence]] = {}
        for row in rows:
            for phrase in row.everyday:
                self._by_phrase.setdefault(phrase, []).append(row)
        # Official phrases are in it only to shield what lies inside them: 职工服务 holds no 工服 (work clothes).
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_LENGTH)
        add = self._automaton.add_word
        for row in rows:
            for phrase in row.everyday:
                add(phrase)
            for phrase in row.official:
                add(phrase)
        if rows:
            self._automaton.make_automaton()

    @classmethod
    def load(cls, path: Path | None = None) -> GeneralTerms:
        """The shipped file (read once per process), or another of the same shape.

        Raises InputError, naming file and line, for a line that is not four columns or has no such relation.
        """
        return _shipped() if path is None else cls(tuple(_read(path)))

    def official_for(self, text: str) -> list[Match]:
        """The everyday phrases of `text` with their official ones, in the order of the text.

        Of phrases that overlap the longest counts (of equal ones the first), and none counts that lies in an
        official phrase as long or longer. A phrase of several lines gives one match for each, in the
        file's order: equal spans, other official phrases. Linear in `text` but for the sorting of the hits.
        """
        if not self.rows:
            return []
        hits = [(end - length + 1, end + 1) for end, length in self._automaton.iter(text)]
        hits.sort(key=lambda span: (span[0] - span[1], span[0]))
        taken = bytearray(len(text))
        kept: list[tuple[int, int]] = []
        for start, end in hits:
            # No hit taken so far is shorter, so one that overlaps covers the first or the last character.
            if not taken[start] and not taken[end - 1]:
                taken[start:end] = b"\x01" * (end - start)
                kept.append((start, end))
        kept.sort()
        return [
            Match(phrase, span, row.official, row.relation)
            for span in kept
            for phrase in [text[span[0] : span[1]]]
            for row in self._by_phrase.get(phrase, ())
        ]


@cache
def _shipped() -> GeneralTerms:
    return GeneralTerms(tuple(_read(resource(_FILE))))


def _read(path: Path) -> Iterator[Equivalence]:
    header_seen = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if not header_seen:
            if fields != _HEADER:
                raise InputError(f"the header is not {_HEADER}", f"{path}:{number}")
            header_seen = True
            continue
        if len(fields) != len(_HEADER) or not all(fields):
            raise InputError("not four filled columns", f"{path}:{number}")
        everyday, official, relation, topic = fields
        kind = _RELATIONS.get(relation)
        if kind is None:
            raise InputError(f"no such relation: {relation!r}", f"{path}:{number}")
        yield Equivalence(tuple(everyday.split("|")), tuple(official.split("|")), kind, topic)
