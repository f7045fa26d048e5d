"""Who are the leaders and contacts, in which posts and groups (人员)?"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from kg import ids
from kg.views._query import quoted
from kg.vocabulary import PROLOGUE, WORKING_GROUP
from kg.workspace import Workspace

Row = dict[str, Any]


def people(workspace: Workspace, *, city: str | None = None) -> list[Row]:
    """Canonical people as in CONTRACT.md, by name. Contacts are in clear: whoever shows this masks it."""
    store, entities = workspace.store, workspace.entities
    positions: dict[str, dict[tuple[str, str, str], Row]] = defaultdict(dict)
    groups: dict[str, dict[tuple[str, str], Row]] = defaultdict(dict)
    written = quoted(store, "org:organization")
    for row in store.select(
        f"{PROLOGUE} SELECT ?p ?m ?role ?unit ?type ?owner WHERE {{ GRAPH ?g {{ ?p org:hasMembership ?m . "
        "OPTIONAL { ?m org:role ?r . ?r skos:prefLabel ?role } "
        "OPTIONAL { ?m org:organization ?unit . ?unit a ?type . OPTIONAL { ?unit org:unitOf ?owner } } } }"
    ):
        person = entities.canonical(row["p"].value)
        role = row["role"].value if row["role"] is not None else ""
        unit = row["unit"].value if row["unit"] is not None else ""
        kind = row["type"].value if row["type"] is not None else ""
        name = entities.name(unit) if unit else ""
        if kind == WORKING_GROUP.value:
            groups[person][name, role] = {"name": name, "role": role}
            continue
        owner = row["owner"].value if row["owner"] is not None else ""
        department = bool(unit) and entities.mentioned[unit].kind == "department"
        organization = (entities.name(owner) if owner else "") if department else name
        part = _written(written, row["m"].value, name) if department else ""
        positions[person][role, organization, part] = {
            "role": role,
            "organization": organization or None,
            "department": part or None,
        }
    liaisons = _liaisons(workspace)
    charges = _pairs(workspace, "?p gh:inChargeOf ?o")
    work = _values(workspace, "gh:portfolio")
    contacts: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in store.select(
        f"{PROLOGUE} SELECT ?p ?kind ?value WHERE {{ GRAPH ?g {{ ?p a foaf:Person ; gh:hasContact ?c . "
        "?c gh:contactKind ?kind ; gh:contactValue ?value } }"
    ):
        contacts[entities.canonical(row["p"].value)].add((row["kind"].value, row["value"].value))
    out = []
    for iri in sorted({entities.canonical(i) for i, m in entities.mentioned.items() if m.kind == "person"}):
        members = [entities.mentioned[m] for m in entities.members(iri) if m in entities.mentioned]
        cities = sorted({c for m in members for c in m.cities})
        if city is not None and city.strip().removesuffix("市") not in cities:
            continue
        out.append(
            {
                "id": ids.short(iri),
                "name": entities.name(iri),
                "aliases": list(entities.aliases(iri)),
                "positions": [positions[iri][k] for k in sorted(positions.get(iri, ()))],
                "groups": [groups[iri][k] for k in sorted(groups.get(iri, ()))],
                "liaison_for": sorted(liaisons.get(iri, ())),
                "in_charge_of": sorted(charges.get(iri, ())),
                "portfolio": sorted(work.get(iri, ())),
                "contacts": [{"kind": k, "value": value} for k, value in sorted(contacts.get(iri, ()))],
                "cities": cities,
                "documents": sorted({ids.short(d) for m in members for d in m.documents}),
            }
        )
    out.sort(key=lambda p: (p["name"], p["id"]))
    return out


def _written(facts: dict[str, list[tuple[int, int, str, str]]], membership: str, name: str) -> str:
    """The department as the document writes it: a post is quoted, not translated (法工部部长 stays so)."""
    return next((words for *_, words in facts.get(membership, ()) if words), name)


def _liaisons(workspace: Workspace) -> dict[str, set[str]]:
    """Canonical person → the units answered for: by their canonical name where that holds a written one, else as
    written (云州高新区总工会, which the canonical name writes out)."""
    entities = workspace.entities
    written: dict[tuple[str, str], set[str]] = defaultdict(set)
    for person, facts in quoted(workspace.store, "gh:liaisonFor").items():
        for _, _, unit, as_written in facts:
            written[entities.canonical(person), entities.canonical(unit)].add(as_written)
    out: dict[str, set[str]] = defaultdict(set)
    for (person, unit), words in written.items():
        name = entities.name(unit)
        known = {w for w in words if w}
        out[person].add(
            name if not known or any(w in name for w in known) else max(known, key=lambda w: (len(w), w))
        )
    return out


def _values(workspace: Workspace, predicate: str) -> dict[str, set[str]]:
    """Canonical person → the words that `predicate` gives."""
    entities = workspace.entities
    out: dict[str, set[str]] = defaultdict(set)
    for row in workspace.store.select(
        f"{PROLOGUE} SELECT ?p ?v WHERE {{ GRAPH ?g {{ ?p {predicate} ?v }} }}"
    ):
        out[entities.canonical(row["p"].value)].add(row["v"].value)
    return out


def _pairs(workspace: Workspace, pattern: str) -> dict[str, set[str]]:
    """Canonical ?p → the names of its ?o."""
    entities = workspace.entities
    out: dict[str, set[str]] = defaultdict(set)
    for row in workspace.store.select(f"{PROLOGUE} SELECT ?p ?o WHERE {{ GRAPH ?g {{ {pattern} }} }}"):
        out[entities.canonical(row["p"].value)].add(entities.name(row["o"].value))
    return out
