"""The graph as RDF: what the store holds of documents, masked, and what resolution joined as `owl:sameAs`."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg import ids
from kg import vocabulary as v
from kg.export.masking import blot
from kg.export.model import contact_spans, masker
from kg.workspace import Workspace

DERIVED = NamedNode("urn:gonghui:derived")
"""The graph of what is computed, not quoted."""
_SAME = v.term("owl:sameAs")
_STRING = v.term("xsd:string")


def quads(workspace: Workspace, *, with_contacts: bool = False) -> Iterator[Quad]:
    """Every quad of every document, one document after the other, then the derived graph."""
    mask = masker(workspace, with_contacts=with_contacts)
    spans = contact_spans(workspace)
    for iri in workspace.documents():
        for quad in sorted(workspace.store.graph(iri), key=str):
            value = quad.object
            if with_contacts or not isinstance(value, Literal) or value.datatype != _STRING:
                yield quad
                continue
            if quad.predicate == v.VALUE:
                words = mask.document(value.value, spans.get(iri, ()))
            elif quad.predicate == v.CONTACT_VALUE:
                words = blot(value.value)
            else:
                words = mask.text(value.value)
            yield Quad(quad.subject, quad.predicate, Literal(words), quad.graph_name)
    entities = workspace.entities
    for member, canonical in sorted(entities.canonical_of.items()):
        if member != canonical:
            yield Quad(NamedNode(member), _SAME, NamedNode(canonical), DERIVED)


def text_of(iri: str) -> str | None:
    """The text IRI that an evidence address points into."""
    place = ids.parse_address(iri)
    return ids.text_iri(place[0]) if place else None
