"""How does a document's graph keep what a correction changed, so that it can be undone (校正记录)?

One `gh:Correction` holds the triples taken out and those put in, as N-Triples, and a digest of the decisions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat

from kg import ids
from kg import vocabulary as v
from kg.corrections.graph import corrected
from kg.corrections.model import Decided
from kg.store import Store
from kg.triples import Triple, triples_of


@dataclass(frozen=True, slots=True)
class Record:
    """The `gh:Correction` of one document."""

    removed: frozenset[Triple]
    added: frozenset[Triple]
    decisions: str


def as_read(triples: Iterable[Triple]) -> set[Triple]:
    """A document's graph as it was before any correction."""
    found = set(triples)
    for node in [s for s, p, o in found if p == v.TYPE and o == v.CORRECTION]:
        own = {t for t in found if t[0] == node}
        record = record_of({p: o.value for _, p, o in own})
        found = (found - own - record.added) | record.removed
    return found


def digest_of(decided: Sequence[Decided]) -> str:
    """Tells what was decided of one document from anything else; "" for nothing."""
    if not decided:
        return ""
    parts: list[str] = []
    for one in decided:
        target = one.target
        said = (target.node.value, target.kind.value, target.label) if target else ("", "", "")
        parts += (one.relink.subject, one.relink.source, *said)
    return ids.digest("decided", *parts)


def recorded(iri: str, before: set[Triple], decided: Sequence[Decided], decisions: str) -> set[Triple]:
    """A graph as read after the decisions, with the record of what they changed where they changed anything."""
    after, _ = corrected(before, decided) if decided else (before, None)
    if after == before:
        return before
    node = NamedNode(f"{ids.PREFIX}correction:{iri.rpartition(':')[2]}")
    record: set[Triple] = {
        (node, v.TYPE, v.CORRECTION),
        (node, v.AS_READ, Literal(_written(before - after))),
        (node, v.DECISIONS, Literal(decisions)),
    }
    if put_in := _written(after - before):
        record.add((node, v.AS_CORRECTED, Literal(put_in)))
    return after | record


def records_of(store: Store) -> dict[str, Record]:
    """Document IRI → its record."""
    rows = store.select(f"{v.PROLOGUE} SELECT ?g ?p ?o WHERE {{ GRAPH ?g {{ ?c a gh:Correction ; ?p ?o }} }}")
    said: dict[str, dict[NamedNode, str]] = defaultdict(dict)
    for row in rows:
        said[row["g"].value][cast(NamedNode, row["p"])] = row["o"].value
    return {graph: record_of(values) for graph, values in said.items()}


def record_of(said: Mapping[NamedNode, str]) -> Record:
    """From what a `gh:Correction` says: property → value."""
    removed, added = (_parsed(said.get(name, "")) for name in (v.AS_READ, v.AS_CORRECTED))
    return Record(removed, added, said.get(v.DECISIONS, ""))


def _written(triples: Iterable[Triple]) -> str:
    """N-Triples, in order."""
    lines = pyoxigraph.serialize((pyoxigraph.Triple(*t) for t in triples), format=RdfFormat.N_TRIPLES)
    return "".join(sorted((lines or b"").decode().splitlines(keepends=True)))


def _parsed(written: str) -> frozenset[Triple]:
    return frozenset(triples_of(pyoxigraph.parse(written, format=RdfFormat.N_TRIPLES)))
