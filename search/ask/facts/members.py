"""Which posts and seats do graphs name (任职记录)?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from kg import ids
from kg.vocabulary import PROLOGUE
from kg.workspace import Workspace

__all__ = ["members_in"]


def members_in(workspace: Workspace, graph: str) -> list[tuple[Any, ...]]:
    """(document, person, role, unit, owner, [(start, end)]) of one graph, or of all ("?g"); in the order of the texts.

    Plain scans, joined here: over all graphs one query with their OPTIONALs takes four times as long.
    """

    def pairs(pattern: str) -> Iterator[tuple[str, str]]:
        for row in workspace.store.select(
            f"{PROLOGUE} SELECT ?a ?b WHERE {{ GRAPH {graph} {{ {pattern} }} }}"
        ):
            yield row["a"].value, row["b"].value

    people: dict[str, str] = {}
    spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for person, member in pairs("?a org:hasMembership ?b"):
        people.setdefault(member, person)
    for member, address in pairs("?p org:hasMembership ?a . ?a prov:wasQuotedFrom ?b"):
        if (place := ids.parse_address(address)) is not None:
            spans[member].add((place[1].start, place[1].end))
    roles = dict(pairs("?a org:role ?b"))
    labels = dict(sorted(set(pairs("?m org:role ?a . ?a skos:prefLabel ?b"))))
    units = dict(pairs("?a org:organization ?b"))
    owners = dict(sorted(set(pairs("?a org:unitOf ?b"))))
    homes = {member: ids.short(ids.owner_document(member)) for member in spans}
    ordered = sorted(spans, key=lambda m: (homes[m], min(spans[m]), m))
    return [
        (
            homes[m],
            people[m],
            labels.get(roles.get(m, ""), ""),
            units.get(m, ""),
            owners.get(units.get(m, ""), ""),
            sorted(spans[m]),
        )
        for m in ordered
    ]
