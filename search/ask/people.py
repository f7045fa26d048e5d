"""Who holds which post or seat (职务与席位), each with its quotes?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

from kg.model import Span
from search.ask.facts import Facts, Head, Membership
from search.ask.question import Known
from search.ask.standing import Standing
from search.tokens import fold

__all__ = [
    "Seat",
    "bare_unit",
    "group_names",
    "group_seats",
    "posts",
    "prepare",
    "seats",
    "seats_named",
    "seats_of",
]

_LEAST_UNIT: Final = 3
_MOST_UNITS: Final = 100_000
_PLACE: Final = re.compile(r"^(?:[㐀-鿿]{2,3}省)?[㐀-鿿]{2,3}市(?=[㐀-鿿]{3})")
_MANY: Final = 20
"""Of more documents the seats are looked up among all, which are held in memory."""


@dataclass(slots=True)
class Seat:
    """One membership: canonical IRI and name, role, unit (organisation, department or group), its owner."""

    person: str
    name: str
    role: str
    unit: str
    owner: str
    group: bool
    document: Head
    spans: list[Span]

    @property
    def full(self) -> str:
        return f"{self.owner}{self.unit}{self.role}"


def prepare(facts: Facts, known: Known) -> None:
    """Makes what a question about people looks in."""
    _roll(facts, known).prepare()


def seats(facts: Facts, known: Known, documents: Sequence[Head]) -> list[Seat]:
    """Every seat that documents name, in the order of their texts."""
    if len(documents) <= _MANY:
        return [_seat(one.document, _line(known, one)) for one in facts.memberships(documents)]
    return _roll(facts, known).of(documents)


def seats_of(facts: Facts, known: Known, documents: Sequence[Head], people: Collection[str]) -> list[Seat]:
    """Those of people, by their canonical IRIs."""
    if len(documents) <= _MANY:
        return [s for s in seats(facts, known, documents) if s.person in people]
    return _roll(facts, known).of_people(documents, people)


def group_names(facts: Facts, known: Known, documents: Sequence[Head]) -> list[str]:
    """The names of working groups in which documents name seats, each once."""
    if len(documents) <= _MANY:
        return list(dict.fromkeys(s.unit for s in seats(facts, known, documents) if s.group))
    return _roll(facts, known).groups(documents)


def group_seats(
    facts: Facts, known: Known, documents: Sequence[Head], names: Collection[str] = ()
) -> list[Seat]:
    """Those in the working groups of these names."""
    if len(documents) <= _MANY:
        return [s for s in seats(facts, known, documents) if s.group and s.unit in names]
    return _roll(facts, known).in_groups(documents, names)


def posts(facts: Facts, known: Known, documents: Sequence[Head], wanted: Callable[[str], bool]) -> list[Seat]:
    """Those with a role that is wanted, in groups or not."""
    if len(documents) <= _MANY:
        return [s for s in seats(facts, known, documents) if s.role and wanted(s.role)]
    return _roll(facts, known).with_role(documents, wanted)


def seats_named(facts: Facts, known: Known, documents: Sequence[Head], text: str) -> list[Seat]:
    """Those in organisations and departments whose names, without their places, stand in a folded text."""
    if len(documents) <= _MANY:
        some = [s for s in seats(facts, known, documents) if s.unit and not s.group]
        return [s for s in some if len(short := bare_unit(s.unit)) >= _LEAST_UNIT and short in text]
    return _roll(facts, known).in_units_of(documents, text)


@lru_cache(_MOST_UNITS)
def bare_unit(name: str) -> str:
    """云州市建设工会 → 建设工会, folded."""
    return _PLACE.sub("", fold(name))


class _Roll:
    """The seats of all documents as lines; a `Seat` is made of those that are asked for."""

    def __init__(self, heads: Mapping[str, Head], lines: Iterable[list[Any]]) -> None:
        """Lines of (document, person, name, role, unit, owner, in a group, spans), in the order of the documents."""
        self._heads = heads
        self._lines = list(lines)
        self._by_home: dict[str, list[int]] = defaultdict(list)
        self._by_role: dict[str, list[int]] = defaultdict(list)
        self._by_group: dict[str, list[int]] = defaultdict(list)
        for place, (home, _, _, role, unit, _, group, _) in enumerate(self._lines):
            self._by_home[home].append(place)
            self._by_role[role].append(place)
            if group:
                self._by_group[unit].append(place)

    def prepare(self) -> None:
        _ = self._by_person, self._said

    def of(self, documents: Sequence[Head]) -> list[Seat]:
        return [self._seat(place) for h in documents for place in self._by_home.get(h.id, ())]

    @cached_property
    def _by_person(self) -> dict[str, list[int]]:
        out: dict[str, list[int]] = defaultdict(list)
        for place, line in enumerate(self._lines):
            out[line[1]].append(place)
        return out

    def of_people(self, documents: Sequence[Head], people: Collection[str]) -> list[Seat]:
        return self._seats(documents, (p for one in people for p in self._by_person.get(one, ())))

    def groups(self, documents: Sequence[Head]) -> list[str]:
        inside = {h.id for h in documents}
        return [
            name
            for name, places in self._by_group.items()
            if any(self._lines[place][0] in inside for place in places)
        ]

    def in_groups(self, documents: Sequence[Head], names: Collection[str]) -> list[Seat]:
        return self._seats(documents, (p for name in names for p in self._by_group.get(name, ())))

    @cached_property
    def _units(self) -> dict[str, list[int]]:
        """Name of an organisation or department as people say it → seats."""
        out: dict[str, list[int]] = defaultdict(list)
        for place, (_, _, _, _, unit, _, group, _) in enumerate(self._lines):
            if unit and not group and len(short := bare_unit(unit)) >= _LEAST_UNIT:
                out[short].append(place)
        return out

    @cached_property
    def _said(self) -> Standing:
        return Standing(self._units)

    def in_units_of(self, documents: Sequence[Head], text: str) -> list[Seat]:
        return self._seats(documents, (p for name in self._said.within(text) for p in self._units[name]))

    def with_role(self, documents: Sequence[Head], wanted: Callable[[str], bool]) -> list[Seat]:
        roles = [role for role in self._by_role if role and wanted(role)]
        return self._seats(documents, (p for role in roles for p in self._by_role[role]))

    def _seats(self, documents: Sequence[Head], places: Iterable[int]) -> list[Seat]:
        inside = {h.id for h in documents}
        return [self._seat(place) for place in sorted(places) if self._lines[place][0] in inside]

    def _seat(self, place: int) -> Seat:
        home, *line = self._lines[place]
        return _seat(self._heads[home], line)


def _roll(facts: Facts, known: Known) -> _Roll:
    """Made once a generation, over all documents in their order."""
    heads = facts.heads

    def lines() -> list[list[Any]]:
        return [[one.document.id, *_line(known, one)] for one in facts.memberships(tuple(heads.values()))]

    return facts.kept("roll", lambda: _Roll(heads, facts.once("seats", lines)))


def _line(known: Known, one: Membership) -> list[Any]:
    """What `Seat` has of a membership, from the person to the quotes."""
    entities = known.entities
    unit = entities.mention(one.unit)
    kind = unit.kind if unit is not None else ""
    owner = one.owner if kind == "department" else ""
    return [
        entities.canonical(one.person),
        entities.name(one.person),
        one.role,
        entities.name(one.unit) if one.unit else "",
        entities.name(owner) if owner else "",
        kind == "group",
        sorted((at.start, at.end) for at in one.spans),
    ]


def _seat(head: Head, line: list[Any]) -> Seat:
    person, name, role, unit, owner, group, spans = line
    return Seat(person, name, role, unit, owner, group, head, [Span(start, end) for start, end in spans])
