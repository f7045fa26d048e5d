"""Which units are there by the graphs as read, and whom does a reference mean?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import cast

from pyoxigraph import NamedNode

from kg import ids
from kg import vocabulary as v
from kg.corrections.graph import KINDS, units_in
from kg.corrections.model import Target
from kg.corrections.record import Record, as_read
from kg.resolution.model import EntityMention, gather
from kg.resolution.overrides import matches
from kg.store import Store
from kg.triples import Triple, triples_of


class Names:
    """What units are there, by the graphs as read: what a correction took out is there, what it put in is not."""

    def __init__(
        self,
        store: Store,
        records: Mapping[str, Record],
        gone: Collection[str],
        fresh: Mapping[str, Collection[Triple]],
    ) -> None:
        """`gone` are stored graphs that do not count, `fresh` others that count in their place."""
        self._store, self._records, self._gone, self._fresh = store, records, set(gone), fresh
        self._found: dict[str, tuple[str, ...]] = {}

    def target(self, reference: str) -> Target | None:
        """The one unit that a reference means; None where it means none or several."""
        found = self.meant(reference)
        if len(found) != 1:
            return None
        node = NamedNode(found[0])
        kinds, labels = self.said(node)
        return Target(node, NamedNode(min(kinds)), min(labels)) if kinds and labels else None

    def meant(self, reference: str) -> tuple[str, ...]:
        """The IRIs that a reference means."""
        found = self._found.get(reference)
        if found is None:
            own = _iri(reference)
            if own and all(self.said(NamedNode(own))):
                found = (own,)
            elif reference.startswith(ids.PREFIX):
                found = ()
            else:
                kind = reference.partition(":")[0]
                found = tuple(matches(reference, gather(self._mentions(kind)).values()))
            self._found[reference] = found
        return found

    def said(self, node: NamedNode) -> tuple[set[str], set[str]]:
        """The classes and the names that graphs give a unit."""
        kinds: set[str] = set()
        labels: set[str] = set()
        for row in self._store.select(
            f"{v.PROLOGUE} SELECT ?g ?k ?l WHERE {{ GRAPH ?g {{ {node} a ?k ; skos:prefLabel ?l }} }}"
        ):
            graph, kind = row["g"].value, cast(NamedNode, row["k"])
            record = self._records.get(graph)
            if graph not in self._gone and not (record and (node, v.TYPE, kind) in record.added):
                kinds.add(kind.value)
                labels.add(row["l"].value)
        kept = (record.removed for graph, record in self._records.items() if graph not in self._gone)
        for triples in (*kept, *self._fresh.values()):
            kinds |= {o.value for s, p, o in triples if s == node and p == v.TYPE}
            labels |= {o.value for s, p, o in triples if s == node and p == v.PREF_LABEL}
        return kinds & {kind.value for kind in KINDS}, labels

    def _mentions(self, kind: str) -> Iterator[EntityMention]:
        """The units of a kind, as `units_in` has them."""
        for row in self._store.select(
            f"{v.PROLOGUE} SELECT ?g ?e ?l ?o ?c WHERE {{ GRAPH ?g {{ ?e a {v.ENTITY_KINDS[kind]} ; skos:prefLabel ?l . "
            "OPTIONAL { ?e org:unitOf|org:subOrganizationOf ?u . ?u skos:prefLabel ?o } OPTIONAL { ?g gh:city ?c } } }"
        ):
            graph = row["g"].value
            if graph not in self._gone and graph not in self._records:
                owner, city = (row[name].value if row[name] is not None else "" for name in "oc")
                yield EntityMention(row["e"].value, kind, row["l"].value, owner, city, graph)
        for graph in self._records.keys() - self._gone:
            yield from units_in(as_read(triples_of(self._store.graph(graph))))
        for triples in self._fresh.values():
            yield from units_in(triples)


def _iri(reference: str) -> str:
    """The IRI of a reference that gives the unit's full name; "" where it gives no owner. One look-up, not one of all names."""
    if reference.startswith(ids.PREFIX):
        return reference
    kind, _, rest = reference.partition(":")
    owner, _, name = rest.rpartition("/")
    if kind == "organization":
        return ids.organization_iri(rest)
    if not owner:
        return ""
    return (ids.department_iri if kind == "department" else ids.group_iri)(owner, name)
