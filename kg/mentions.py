"""Which entities does each document name, and where (实体提及)?

Collected from the store by a few bulk queries: what resolution works on. One mention per entity and
document, with the first quote that speaks of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from pyoxigraph import QuerySolution

from kg import ids
from kg.model import Span
from kg.resolution.model import EntityMention
from kg.store import Store
from kg.vocabulary import ENTITY_KINDS, PROLOGUE

_KINDS = {node.value: kind for kind, node in ENTITY_KINDS.items()}
_TYPES = " UNION ".join(f"{{ ?e a <{iri}> BIND(<{iri}> AS ?type) }}" for iri in _KINDS)
_ATTRIBUTES = {
    "employer": "?e org:memberOf ?u . ?u a org:Organization ; skos:prefLabel ?v",
    "owner": "?e org:unitOf|org:subOrganizationOf ?u . ?u skos:prefLabel ?v",
    "department": "?e org:memberOf ?u . ?u a org:OrganizationalUnit ; skos:prefLabel ?v",
    "roles": "?e org:hasMembership ?m . ?m org:role ?r . ?r skos:prefLabel ?v . "
    "FILTER NOT EXISTS { ?m org:organization ?u . ?u a gh:WorkingGroup }",
    "seat": "?e org:hasMembership ?m . ?m org:organization ?u ; org:role ?r . ?u a gh:WorkingGroup ; "
    'skos:prefLabel ?n . ?r skos:prefLabel ?t . BIND(CONCAT(?n, "/", ?t) AS ?v)',
    "liaison": "?e gh:liaisonFor ?u . ?u skos:prefLabel ?v",
    "contact": "?e a foaf:Person ; gh:hasContact ?c . ?c gh:contactValue ?v",
    "doc_number": "?e a gh:Policy ; gh:documentNumber ?v",
    "issuer": "?e a gh:Policy ; gh:citedIssuer ?v",
    "cell": "?f gh:inRow ?v ; rdf:object ?e . ?e a org:OrganizationalUnit",
}
"""Attribute → graph pattern that binds ?e and ?v."""

Key = tuple[str, str]
Quote = tuple[int, int, str]


def collect(store: Store) -> list[EntityMention]:
    """Every mention, sorted by entity and document: the same graphs give the same list in any order of
    reading.
    """
    names: dict[Key, tuple[str, set[str]]] = {}
    for row in store.select(
        f"{PROLOGUE} SELECT ?g ?e ?type ?name WHERE {{ GRAPH ?g {{ {_TYPES} ?e skos:prefLabel ?name }} }}"
    ):
        key = _key(row)
        names.setdefault(key, (_KINDS[row["type"].value], set()))[1].add(row["name"].value)
    attributes: dict[Key, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name, pattern in _ATTRIBUTES.items():
        for row in store.select(f"{PROLOGUE} SELECT ?g ?e ?v WHERE {{ GRAPH ?g {{ {pattern} }} }}"):
            attributes[_key(row)][name].add(row["v"].value)
    _drop_lone_cells(attributes)
    cities = _cities(store)
    evidence = _evidence(store, names)
    out = []
    for key in sorted(names):
        graph, iri = key
        kind, written = names[key]
        found = {name: tuple(sorted(values)) for name, values in attributes.get(key, {}).items()}
        scope = (*found.pop("owner", ()), *found.pop("employer", ()), "")[0]
        for name in sorted(written):
            city = cities.get(graph, "")
            out.append(EntityMention(iri, kind, name, scope, city, graph, found, evidence.get(key)))
    return out


def _drop_lone_cells(attributes: dict[Key, dict[str, set[str]]]) -> None:
    """A cell says something only where two departments stand in it; most hold one."""
    filled = Counter(cell for found in attributes.values() for cell in found.get("cell", ()))
    for found in attributes.values():
        if "cell" in found:
            found["cell"] = {cell for cell in found["cell"] if filled[cell] > 1}


def _key(row: QuerySolution) -> Key:
    return row["g"].value, row["e"].value


def _cities(store: Store) -> dict[str, str]:
    rows = store.select(f"{PROLOGUE} SELECT ?g ?city WHERE {{ GRAPH ?g {{ ?g gh:city ?city }} }}")
    return {row["g"].value: row["city"].value for row in rows}


def _evidence(store: Store, names: dict[Key, tuple[str, set[str]]]) -> dict[Key, Quote]:
    """The first quote of a fact about each entity: one that names it before one that it is the subject of."""
    first: dict[Key, tuple[int, Span]] = {}
    for rank, end in enumerate(("rdf:object", "rdf:subject")):
        for row in store.select(
            f"{PROLOGUE} SELECT ?g ?e ?at WHERE {{ GRAPH ?g {{ {_TYPES} "
            f"?f {end} ?e ; prov:wasQuotedFrom ?at }} }}"
        ):
            key, place = _key(row), ids.parse_address(row["at"].value)
            if place is not None and key in names:
                found = (rank, place[1])
                if key not in first or found < first[key]:
                    first[key] = found
    by_graph: dict[str, list[tuple[Key, Span]]] = defaultdict(list)
    for key, (_, span) in first.items():
        by_graph[key[0]].append((key, span))
    out: dict[Key, Quote] = {}
    for row in store.select(
        f"{PROLOGUE} SELECT ?g ?text WHERE {{ GRAPH ?g {{ ?g gh:textVersion/rdf:value ?text }} }}"
    ):
        text = row["text"].value
        for key, span in by_graph.get(row["g"].value, ()):
            out[key] = (span.start, span.end, span.of(text))
    return out
