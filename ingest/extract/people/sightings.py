"""Which namings in one document are the same person?

Every reader (list, table, running text) reports a `Sighting`. Two sightings are one person when the name is
written alike and the employers do not contradict each other: 市总 and 云州市总工会 agree, 青岭县总工会 and
云州市总工会 do not. Look-alike spellings stay apart here; resolution joins them later, and can be undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.model import GroupRole, PersonMention, Position, Span


@dataclass(frozen=True, slots=True)
class Sighting:
    """One naming in the text.

    `employer` as written, or None where the text does not say; `home`: one of the issuing union's own people,
    whatever branch of it they head; `outside`: the other side of a liaison table, never one of them.
    """

    name: str
    span: Span
    positions: tuple[Position, ...] = ()
    seats: tuple[GroupRole, ...] = ()
    employer: str | None = None
    home: bool = False
    outside: bool = False


@dataclass(slots=True)
class _Person:
    name: str
    span: Span
    positions: list[Position] = field(default_factory=list)
    seats: list[GroupRole] = field(default_factory=list)
    employers: list[str] = field(default_factory=list)
    home: bool = False
    outside: bool = False

    def admits(self, seen: Sighting) -> bool:
        if (self.outside and seen.home) or (self.home and seen.outside):
            return False
        if seen.employer is None or not self.employers or (self.home and seen.home):
            return True
        if self.outside or seen.outside:
            return any(same_employer(e, seen.employer) for e in self.employers)
        if self.home or seen.home:
            return True
        return any(same_employer(e, seen.employer) for e in self.employers)

    def take(self, seen: Sighting) -> None:
        if seen.span < self.span:
            self.span = seen.span
        for post in seen.positions:
            _add_position(self.positions, post)
        for seat in seen.seats:
            if not any((s.group, s.role) == (seat.group, seat.role) for s in self.seats):
                self.seats.append(seat)
        if seen.employer is not None and seen.employer not in self.employers:
            self.employers.append(seen.employer)
        self.home |= seen.home
        self.outside |= seen.outside


def full_employer(name: str) -> str:
    """市总 → 市总工会: the short form spelled out, for comparing only."""
    return name + "工会" if name.endswith("总") and len(name) <= 4 else name


def same_employer(one: str, other: str) -> bool:
    """Whether two names of an employer agree: one ends in or begins with the other."""
    a, b = full_employer(one), full_employer(other)
    return a.endswith(b) or b.endswith(a) or a.startswith(b) or b.startswith(a)


def _add_position(held: list[Position], post: Position) -> None:
    for k, have in enumerate(held):
        if have.role != post.role:
            if not post.role and post.organization in (have.organization, None):
                return
            continue
        agree = all(
            x is None or y is None or same_employer(x, y)
            for x, y in ((have.organization, post.organization), (have.department, post.department))
        )
        if agree:
            if (have.organization is None) + (have.department is None) > (post.organization is None) + (
                post.department is None
            ):
                held[k] = post
            return
    held.append(post)


def merge(seen: Iterable[Sighting]) -> tuple[PersonMention, ...]:
    """One mention per person, in the order of first naming; sightings with an employer settle first."""
    people: dict[str, list[_Person]] = {}
    every = list(seen)
    for sighting in sorted(every, key=lambda s: (s.employer is None, s.span)):
        known = people.setdefault(sighting.name, [])
        person = next((p for p in known if p.admits(sighting)), None)
        if person is None:
            person = _Person(sighting.name, sighting.span)
            known.append(person)
        person.take(sighting)
    out = []
    for known in people.values():
        for p in known:
            out.append(
                PersonMention(
                    p.name,
                    p.span,
                    tuple(sorted(p.positions, key=lambda x: x.span)),
                    tuple(sorted(p.seats, key=lambda x: x.span)),
                    p.employers[0] if p.employers else None,
                )
            )
    return tuple(sorted(out, key=lambda m: m.span))
