"""What goes into every export: documents, nodes, edges (导出内容)?

Entities that resolution joined are one node; every edge is a fact and carries its quotes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from kg import ids
from kg.export.masking import Bare, Masker, blot
from kg.model import Span
from kg.views.tasks import number
from kg.vocabulary import CONTAINMENT, PROLOGUE, curie
from kg.workspace import Workspace

_TYPES = {
    "gh:Document": "document",
    "gh:Part": "part",
    "gh:Section": "section",
    "gh:Task": "task",
    "gh:TaskRow": "row",
    "gh:Step": "step",
    "gh:Indicator": "indicator",
    "gh:Initiative": "initiative",
    "gh:Policy": "policy",
    "gh:WorkingGroup": "group",
    "gh:Contact": "contact",
    "gh:Region": "region",
    "org:Organization": "organization",
    "org:OrganizationalUnit": "department",
    "org:Membership": "membership",
    "org:Role": "role",
    "foaf:Person": "person",
}
_HIDDEN = frozenset({"gh:contactValue"})
_LABELS = ("prefLabel", "title", "wording", "name", "contactValue", "number", "sourceFile", "position")


@dataclass(frozen=True, slots=True)
class Text:
    """A document: its outside id, its file's name, and its (masked) canonical text."""

    id: str
    source_file: str
    text: str


@dataclass(slots=True)
class Node:
    id: str
    type: str
    label: str = ""
    aliases: tuple[str, ...] = ()
    properties: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Edge:
    """One fact. `evidence` are (document id, start, end), in order."""

    source: str
    type: str
    target: str
    properties: dict[str, Any]
    evidence: list[tuple[str, int, int]]


@dataclass(slots=True)
class Export:
    """Everything, masked or not, with outside ids, in an order that does not depend on the order of
    reading.
    """

    texts: dict[str, Text]
    nodes: list[Node]
    edges: list[Edge]

    def quotes(self, edge: Edge) -> Iterator[dict[str, Any]]:
        for document, start, end in edge.evidence:
            quote = self.texts[document].text[start:end]
            yield {"document": document, "start": start, "end": end, "quote": quote}


def masker(workspace: Workspace, *, with_contacts: bool) -> Masker:
    """What hides the contacts of this workspace; with `with_contacts` it hides nothing."""
    if with_contacts:
        return Bare()
    rows = workspace.store.select(f"{PROLOGUE} SELECT ?v WHERE {{ GRAPH ?g {{ ?c gh:contactValue ?v }} }}")
    return Masker(frozenset(row["v"].value for row in rows))


def contact_spans(workspace: Workspace) -> dict[str, list[Span]]:
    """Document IRI → where its contacts stand."""
    out: dict[str, list[Span]] = defaultdict(list)
    for row in workspace.store.select(
        f"{PROLOGUE} SELECT ?g ?at WHERE {{ GRAPH ?g {{ ?c a gh:Contact ; prov:wasQuotedFrom ?at }} }}"
    ):
        place = ids.parse_address(row["at"].value)
        if place is not None:
            out[row["g"].value].append(place[1])
    return out


def gather(workspace: Workspace, *, with_contacts: bool = False) -> Export:
    """The whole graph as documents, nodes and edges."""
    mask = masker(workspace, with_contacts=with_contacts)
    texts = {text.id: text for text in _texts(workspace, mask)}
    nodes = _nodes(workspace, mask, hide=not with_contacts)
    return Export(texts, nodes, _edges(workspace, mask))


def _texts(workspace: Workspace, mask: Masker) -> Iterator[Text]:
    spans = contact_spans(workspace)
    rows = workspace.store.select(
        f"{PROLOGUE} SELECT ?g ?file ?text WHERE {{ GRAPH ?g {{ ?g gh:sourceFile ?file ; gh:textVersion ?v . "
        "?v rdf:value ?text } } ORDER BY ?file ?g"
    )
    for row in rows:
        iri = row["g"].value
        yield Text(ids.short(iri), row["file"].value, mask.document(row["text"].value, spans.get(iri, ())))


def _nodes(workspace: Workspace, mask: Masker, *, hide: bool) -> list[Node]:
    entities = workspace.entities
    nodes: dict[str, Node] = {}
    for row in workspace.store.select(f"{PROLOGUE} SELECT DISTINCT ?s ?t WHERE {{ GRAPH ?g {{ ?s a ?t }} }}"):
        kind = _TYPES.get(curie(row["t"].value))
        if kind is not None:
            iri = entities.canonical(row["s"].value)
            nodes.setdefault(iri, Node(ids.short(iri), kind))
    values: dict[str, dict[str, set[Any]]] = defaultdict(lambda: defaultdict(set))
    for row in workspace.store.select(
        f"{PROLOGUE} SELECT DISTINCT ?s ?p ?o WHERE {{ GRAPH ?g {{ ?s a ?t ; ?p ?o FILTER(isLiteral(?o)) "
        "FILTER(?t NOT IN (gh:Text, gh:Passage, gh:Finding, gh:Source)) } }"
    ):
        iri, name, written = entities.canonical(row["s"].value), curie(row["p"].value), row["o"].value
        datatype = row["o"].datatype.value.rpartition("#")[2]
        value: Any = number(written) if datatype in ("integer", "double", "decimal") else mask.text(written)
        if name in _HIDDEN and hide:
            value = blot(written)
        values[iri][name.partition(":")[2]].add(value)
    for iri, node in nodes.items():
        for name, found in sorted(values.get(iri, {}).items()):
            ordered = sorted(found, key=str)
            node.properties[name] = ordered[0] if len(ordered) == 1 else ordered
        if iri in entities.names:
            node.label = mask.text(entities.name(iri))
            node.aliases = tuple(mask.text(alias) for alias in entities.aliases(iri))
            node.properties.pop("prefLabel", None)
            mentioned = entities.mentioned.get(iri)
            if mentioned is not None and mentioned.scope:
                node.properties["organization"] = mentioned.scope
        else:
            label = next((node.properties[n] for n in _LABELS if n in node.properties), node.type)
            node.label = str(label[0] if isinstance(label, list) else label)
    return sorted(nodes.values(), key=lambda node: (node.type, node.id))


def _edges(workspace: Workspace, mask: Masker) -> list[Edge]:
    entities = workspace.entities
    edges: dict[tuple[str, str, str], Edge] = {}
    stated = workspace.store.select(
        f"{PROLOGUE} SELECT ?g ?s ?p ?o ?at ?rel ?w WHERE {{ GRAPH ?g {{ ?f rdf:object ?o ; rdf:subject ?s ; "
        "rdf:predicate ?p ; prov:wasQuotedFrom ?at FILTER(isIRI(?o)) "
        "OPTIONAL { ?f gh:relation ?rel } OPTIONAL { ?f gh:writtenAs ?w } } }"
    )
    parts = " ".join(f"<{predicate.value}>" for predicate in CONTAINMENT)
    contained = workspace.store.select(
        f"{PROLOGUE} SELECT ?g ?s ?p ?o ?at ?rel ?w WHERE {{ GRAPH ?g {{ VALUES ?p {{ {parts} }} "
        "?s ?p ?o . ?o prov:wasQuotedFrom ?at } }"
    )
    for row in chain(stated, contained):
        source, target = entities.canonical(row["s"].value), entities.canonical(row["o"].value)
        name, place = curie(row["p"].value).partition(":")[2], ids.parse_address(row["at"].value)
        if place is None or source == target:
            continue
        key = (source, name, target)
        edge = edges.get(key)
        if edge is None:
            edge = edges[key] = Edge(ids.short(source), name, ids.short(target), {}, [])
        where = (ids.short(row["g"].value), place[1].start, place[1].end)
        if where not in edge.evidence:
            edge.evidence.append(where)
        for prop, found in (("relation", row["rel"]), ("written_as", row["w"])):
            if found is not None:
                edge.properties.setdefault(prop, set()).add(mask.text(found.value))
    for edge in edges.values():
        edge.evidence.sort()
        edge.properties = {
            k: (ordered[0] if len(ordered) == 1 else ordered)
            for k, ordered in ((k, sorted(found)) for k, found in sorted(edge.properties.items()))
        }
    return sorted(edges.values(), key=lambda e: (e.source, e.type, e.target))
