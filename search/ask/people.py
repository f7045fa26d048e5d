"""Who holds which post or seat (职务与席位), each with its quotes?"""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Span
from search.ask.facts import Facts, Head
from search.ask.question import Known

__all__ = ["Seat", "seats"]


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


def seats(facts: Facts, known: Known, documents: tuple[Head, ...]) -> list[Seat]:
    """Every seat that documents name, in the order of their texts."""
    entities = known.entities
    out: list[Seat] = []
    for head in documents:
        home = facts.document(head.id)
        members: dict[str, Seat] = {}
        for fact in home.having("org:hasMembership"):
            seat = members.get(fact.object)
            if seat is None:
                role = next(
                    (home.literal(f.object, "skos:prefLabel") for f in home.of(fact.object, "org:role")), ""
                )
                unit = next((f.object for f in home.of(fact.object, "org:organization")), "")
                kind = entities.mentioned[unit].kind if unit in entities.mentioned else ""
                owner = (
                    next((f.object for f in home.of(unit, "org:unitOf")), "") if kind == "department" else ""
                )
                seat = members[fact.object] = Seat(
                    entities.canonical(fact.subject),
                    entities.name(fact.subject),
                    role,
                    entities.name(unit) if unit else "",
                    entities.name(owner) if owner else "",
                    kind == "group",
                    head,
                    [],
                )
            if fact.span not in seat.spans:
                seat.spans.append(fact.span)
        out += members.values()
    return out
