"""How do the views ask the store (视图查询)? Bulk SELECTs, a few a view, grouped in Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from pyoxigraph import Literal

from kg import ids
from kg.store import Store
from kg.views.nodes import Nodes, short_name
from kg.vocabulary import PROLOGUE, term

Values = dict[str, list[str]]
Quotes = Mapping[str, list[tuple[int, int, str, str]]]
"""Subject IRI → (start, end, object, as written) of its facts, in the order of the text."""


def literal(text: str) -> str:
    """A text as a SPARQL literal, escaped."""
    return str(Literal(text))


def filters(
    city: str | None = None, year: int | None = None, document: str | Collection[str] | None = None
) -> str:
    """The graph pattern that keeps documents (?g): of a city and year, one by its id, or several."""
    parts = []
    if document is not None:
        wanted = [document] if isinstance(document, str) else sorted(document)
        parts.append(f"VALUES ?g {{ {' '.join(f'<{ids.expand(one)}>' for one in wanted)} }}")
    if city is not None:
        parts.append(f"?g gh:city {literal(city.strip().removesuffix('市'))} .")
    if year is not None:
        parts.append(f"?g gh:year {year} .")
    return " ".join(parts)


def properties(store: Store, kind: str, wanted: Iterable[str], where: str = "") -> dict[str, Values]:
    """node IRI → property (as in `wanted`) → values, for all nodes of a class in the documents that `where`
    keeps.
    """
    short = {_full(name): name for name in wanted}
    # One branch a property: four times faster in Oxigraph than VALUES, and nothing else is walked.
    branches = " UNION ".join(f"{{ ?s <{iri}> ?o BIND(<{iri}> AS ?p) }}" for iri in short)
    found: dict[str, Values] = {}
    for row in store.select(
        f"{PROLOGUE} SELECT ?s ?p ?o WHERE {{ GRAPH ?g {{ {where} ?s a {kind} . {branches} }} }}"
    ):
        node = found.setdefault(row["s"].value, {})
        node.setdefault(short[row["p"].value], []).append(row["o"].value)
    return found


def first(values: Values, name: str) -> str | None:
    found = values.get(name)
    return found[0] if found else None


def quoted(store: Store, predicate: str, where: str = "") -> dict[str, list[tuple[int, int, str, str]]]:
    """subject IRI → (start, end, object, as written) of every fact of a predicate, in the order of the
    text.
    """
    out: dict[str, set[tuple[int, int, str, str]]] = defaultdict(set)
    branches = " UNION ".join(f"{{ ?f rdf:predicate {name} }}" for name in predicate.split())
    for row in store.select(
        f"{PROLOGUE} SELECT ?s ?o ?at ?w WHERE {{ GRAPH ?g {{ {where} {branches} "
        "?f rdf:subject ?s ; rdf:object ?o ; prov:wasQuotedFrom ?at . "
        "OPTIONAL { ?f gh:writtenAs ?w } } }"
    ):
        place = ids.parse_address(row["at"].value)
        if place is not None:
            written = row["w"].value if row["w"] is not None else ""
            span = place[1]
            out[row["s"].value].add((span.start, span.end, row["o"].value, written))
    return {subject: sorted(rows) for subject, rows in out.items()}


# --- the same of one document's nodes, without a query -----------------------------------------------


def in_nodes(nodes: Nodes, kind: str, wanted: Iterable[str]) -> dict[str, Values]:
    """As `properties`."""
    whole = _full(kind)
    of_kind = ((iri, node) for iri, node in nodes.items() if whole in node.get("rdf:type", ()))
    names = tuple(wanted)
    read = ((iri, {name: node[name] for name in names if name in node}) for iri, node in of_kind)
    return {iri: values for iri, values in read if values}


def quoted_in_nodes(nodes: Nodes, predicate: str) -> dict[str, list[tuple[int, int, str, str]]]:
    """As `quoted`."""
    wanted = predicate.split()
    out: dict[str, set[tuple[int, int, str, str]]] = defaultdict(set)
    for name, fact in facts_in_nodes(nodes):
        if name in wanted:
            for subject in fact.get("rdf:subject", ()):
                out[subject] |= quotes_of(fact)
    return {subject: sorted(rows) for subject, rows in out.items()}


def facts_in_nodes(nodes: Nodes) -> Iterator[tuple[str, Values]]:
    """(predicate as CURIE, node) of every reified fact."""
    for node in nodes.values():
        for predicate in node.get("rdf:predicate", ()):
            yield short_name(predicate), node


def quotes_of(fact: Values) -> set[tuple[int, int, str, str]]:
    """(start, end, object, as written) of a reified fact; "" where another name stands there."""
    return {
        (place[1].start, place[1].end, object_, written)
        for address in fact.get("prov:wasQuotedFrom", ())
        if (place := ids.parse_address(address)) is not None
        for object_ in fact.get("rdf:object", ())
        for written in fact.get("gh:writtenAs") or [""]
    }


def _full(curie: str) -> str:
    return term(curie).value
