"""Who answers for which unit, by the lists of the documents (对口联系名单)? Read once a generation, with the units' names."""

from __future__ import annotations

from typing import Any

from kg.model import Span
from search.ask.facts import Fact, Facts, Head
from search.ask.known import Known

__all__ = ["Liaison", "liaisons", "prepare"]

Liaison = tuple[Head, Fact, list[Span], str]
"""Document, a fact, its quotes, the unit's name."""


def liaisons(facts: Facts, known: Known) -> list[Liaison]:
    """Every one, in the order of the documents and their texts; nobody may change them."""
    heads = facts.heads

    def read() -> list[Liaison]:
        lines = facts.once("liaisons", lambda: _lines(facts, known))
        return [
            (
                heads[home],
                Fact(subject, "gh:liaisonFor", unit, Span(*spans[0]), *more),
                [Span(start, end) for start, end in spans],
                name,
            )
            for home, subject, unit, spans, name, *more in lines
        ]

    return facts.kept("liaisons", read)


def prepare(facts: Facts, known: Known) -> None:
    """Makes what a question about liaisons looks in."""
    liaisons(facts, known)


def _lines(facts: Facts, known: Known) -> list[list[Any]]:
    """(document, person, unit, spans, name of the unit, written, row, relation) by document, person and unit."""
    out: dict[tuple[str, str, str], list[Any]] = {}
    for head, fact in facts.stated(tuple(facts.heads.values()), "gh:liaisonFor"):
        key = (head.id, fact.subject, fact.object)
        if key not in out:
            name = known.entities.name(fact.object) or fact.written
            out[key] = [*key, [], name, fact.written, fact.row, fact.relation]
        out[key][3].append((fact.span.start, fact.span.end))
    return list(out.values())
