"""Who holds which post or seat (职务与席位), each with its quotes?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

from kg.late_patterns import late
from kg.model import Span
from search.ask.facts import Facts, Head, Membership
from search.ask.kept import Lines, Numbers
from search.ask.known import Known
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
_PLACE: Final = late(r"^(?:[㐀-鿿]{2,3}省)?[㐀-鿿]{2,3}市(?=[㐀-鿿]{3})")
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
    """The seats of all documents; those that are asked for are read."""

    def __init__(self, facts: Facts, known: Known) -> None:
        self._facts, self._known = facts, known
        self._heads = facts.heads

    @cached_property
    def _order(self) -> list[str]:
        return list(self._heads)

    @cached_property
    def _places(self) -> dict[str, int]:
        """The documents, numbered in their order."""
        return {home: number for number, home in enumerate(self._order)}

    @cached_property
    def _lines(self) -> Lines:
        """(number of the document, person, name, role, unit, owner, in a group, spans), in the order of the documents."""

        def read() -> Iterator[list[Any]]:
            for one in self._facts.memberships(tuple(self._heads.values())):
                yield [self._places[one.document.id], *_line(self._known, one)]

        return self._facts.lines("seats", read)

    @cached_property
    def _homes(self) -> Numbers:
        """Of each line its document's number."""
        import numpy as np

        return self._facts.array(
            "seat-documents", lambda: np.array([line[0] for line in self._lines], dtype=np.uint32)
        )

    @cached_property
    def _by_person(self) -> dict[str, list[int]]:
        return self._by("seat-people", lambda line: line[1])

    @cached_property
    def _by_role(self) -> dict[str, list[int]]:
        return self._by("seat-roles", lambda line: line[3])

    @cached_property
    def _by_group(self) -> dict[str, list[int]]:
        return self._by("seat-groups", lambda line: line[4] if line[6] else "")

    @cached_property
    def _units(self) -> dict[str, list[int]]:
        """Name of an organisation or department as people say it → seats."""

        def said(line: list[Any]) -> str:
            short = bare_unit(line[4]) if line[4] and not line[6] else ""
            return short if len(short) >= _LEAST_UNIT else ""

        return self._by("seat-units", said)

    @cached_property
    def _said(self) -> Standing:
        return Standing(self._units)

    def _by(self, name: str, key: Callable[[list[Any]], str]) -> dict[str, list[int]]:
        """Key → seats, in their order; none under the empty one."""

        def made() -> dict[str, list[int]]:
            out: dict[str, list[int]] = defaultdict(list)
            for place, line in enumerate(self._lines):
                if found := key(line):
                    out[found].append(place)
            return out

        found: dict[str, list[int]] = self._facts.table(name, made)
        return found

    def prepare(self) -> None:
        _ = self._homes, self._by_person, self._by_role, self._by_group, self._said

    def of(self, documents: Sequence[Head]) -> list[Seat]:
        out = []
        for head in documents:
            number = self._places[head.id]
            first, last = self._homes.searchsorted([number, number + 1])
            out += [self._seat(place) for place in range(int(first), int(last))]
        return out

    def of_people(self, documents: Sequence[Head], people: Collection[str]) -> list[Seat]:
        return self._seats(documents, (p for one in people for p in self._by_person.get(one, ())))

    def groups(self, documents: Sequence[Head]) -> list[str]:
        inside = self._inside(documents)
        return [
            name
            for name, places in self._by_group.items()
            if any(int(self._homes[place]) in inside for place in places)
        ]

    def in_groups(self, documents: Sequence[Head], names: Collection[str]) -> list[Seat]:
        return self._seats(documents, (p for name in names for p in self._by_group.get(name, ())))

    def in_units_of(self, documents: Sequence[Head], text: str) -> list[Seat]:
        return self._seats(documents, (p for name in self._said.within(text) for p in self._units[name]))

    def with_role(self, documents: Sequence[Head], wanted: Callable[[str], bool]) -> list[Seat]:
        roles = [role for role in self._by_role if wanted(role)]
        return self._seats(documents, (p for role in roles for p in self._by_role[role]))

    def _inside(self, documents: Sequence[Head]) -> Collection[int]:
        """The documents' numbers, to look in."""
        if len(documents) == len(self._order):
            return range(len(self._order))
        return {self._places[h.id] for h in documents}

    def _seats(self, documents: Sequence[Head], places: Iterable[int]) -> list[Seat]:
        inside = self._inside(documents)
        return [self._seat(place) for place in sorted(places) if int(self._homes[place]) in inside]

    def _seat(self, place: int) -> Seat:
        number, *line = self._lines[place]
        return _seat(self._heads[self._order[number]], line)


def _roll(facts: Facts, known: Known) -> _Roll:
    """Made once a generation, over all documents in their order."""
    return facts.kept("roll", lambda: _Roll(facts, known))


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
