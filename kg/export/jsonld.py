"""JSON-LD with full Web Annotations: each address written out as position and quote selectors.

https://www.w3.org/TR/annotation-model/#text-position-selector and #text-quote-selector.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from kg import ids
from kg import vocabulary as v
from kg.export.rdf import quads, text_of
from kg.vocabulary import term
from kg.workspace import Workspace


def write(workspace: Workspace, out: BinaryIO, *, with_contacts: bool = False) -> None:
    found = annotated(quads(workspace, with_contacts=with_contacts))
    pyoxigraph.serialize(found, out, format=RdfFormat.JSON_LD)


def annotated(found: Iterator[Quad]) -> Iterator[Quad]:
    """The quads, and for each address its selectors, for each fact its annotation."""
    whole = list(found)
    texts = {q.subject.value: q.object.value for q in whole if q.predicate == v.VALUE}  # type: ignore[union-attr]
    facts = {q.subject for q in whole if q.predicate == v.SUBJECT}
    seen: set[tuple[str, str]] = set()
    for quad in whole:
        yield quad
        address, graph = quad.object, quad.graph_name
        if quad.predicate != v.QUOTED_FROM or not isinstance(address, NamedNode):
            continue
        if quad.subject in facts and isinstance(quad.subject, NamedNode):
            note = NamedNode(quad.subject.value.replace(":fact:", ":annotation:", 1))
            yield Quad(note, v.TYPE, term("oa:Annotation"), graph)
            yield Quad(note, term("oa:hasBody"), quad.subject, graph)
            yield Quad(note, term("oa:hasTarget"), address, graph)
        text, place = text_of(address.value), ids.parse_address(address.value)
        key = (address.value, str(graph))
        if text is None or place is None or key in seen:
            continue
        seen.add(key)
        span = place[1]
        position, quote = NamedNode(f"{address.value};position"), NamedNode(f"{address.value};quote")
        yield Quad(address, v.TYPE, term("oa:SpecificResource"), graph)
        yield Quad(address, term("oa:hasSource"), NamedNode(text), graph)
        yield Quad(address, term("oa:hasSelector"), position, graph)
        yield Quad(address, term("oa:hasSelector"), quote, graph)
        yield Quad(position, v.TYPE, term("oa:TextPositionSelector"), graph)
        yield Quad(position, term("oa:start"), Literal(span.start), graph)
        yield Quad(position, term("oa:end"), Literal(span.end), graph)
        yield Quad(quote, v.TYPE, term("oa:TextQuoteSelector"), graph)
        yield Quad(quote, term("oa:exact"), Literal(span.of(texts.get(text, ""))), graph)
