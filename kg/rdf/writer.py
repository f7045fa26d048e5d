"""How is a fact written with its evidence (事实及其依据)?

A fact is a plain triple and, beside it, a node of classical reification (`rdf:subject`, `rdf:predicate`, `rdf:object`)
with `prov:wasQuotedFrom` one or more addresses in the immutable text: four triples of evidence, on any SPARQL 1.1
server. Nodes that stand for one piece of the text (a section, a step, an indicator) carry their address themselves,
which covers their own literals.

What has no quote is not written as a fact: an empty or foreign span becomes a finding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg import ids
from kg import vocabulary as v
from kg.model import Document, Finding, Genre, Span, squeeze
from kg.naming import Naming
from kg.triples import Term, Triple

RULING_GENRES: Final = frozenset({Genre.POINTS, Genre.PLAN, Genre.NOTICE, Genre.OPINION, Genre.MEASURES})
"""The kinds of document that others cite as policies even where they bear no number."""


@dataclass(slots=True)
class Writer:
    """A document's graph as it grows: triples in the order written, and what is known of its nodes by then."""

    document: Document
    id: str = ""
    sha256: str = ""
    me: NamedNode = field(default_factory=lambda: v.DOCUMENT)
    naming: Naming = field(init=False)
    triples: list[Triple] = field(default_factory=list)
    facts: int = 0
    known: set[tuple[str, str]] = field(default_factory=set)
    """(IRI, name) of the shared things that have been written."""
    nodes: dict[str, NamedNode] = field(default_factory=dict)
    people: dict[str, NamedNode] = field(default_factory=dict)
    """Name → the first person written under it."""
    findings: list[Finding] = field(default_factory=list)
    contact_count: int = 0

    def __post_init__(self) -> None:
        d = self.document
        self.sha256 = ids.text_digest(d.text)
        self.id = ids.document_id(d.source_file, d.index, d.text)
        self.me = NamedNode(ids.document_iri(self.id))
        self.naming = Naming(d.place, d.issuer.text if d.issuer else None, self.id)

    def node(self, iri: str) -> NamedNode:
        found = self.nodes.get(iri)
        if found is None:
            found = self.nodes[iri] = NamedNode(iri)
        return found

    def own(self, kind: str, tail: str) -> NamedNode:
        """A node that belongs to this document alone."""
        return NamedNode(f"{ids.PREFIX}{kind}:{self.id}:{tail}")

    def add(self, subject: NamedNode, predicate: NamedNode, value: Term) -> None:
        self.triples.append((subject, predicate, value))

    def text(self, subject: NamedNode, predicate: NamedNode, value: str | int | None) -> None:
        """A literal, where there is one."""
        if value is not None and value != "":
            self.triples.append((subject, predicate, Literal(value)))

    def quotes(self, spans: Iterable[Span]) -> list[NamedNode]:
        """The addresses of the spans that hold words of this text."""
        length = len(self.document.text)
        return [
            self.node(f"{ids.PREFIX}text:{self.sha256}#char={s.start},{s.end}")
            for s in spans
            if s.start < s.end <= length
        ]

    def stands(self, what: str, span: Span, name: str = "-") -> bool:
        """Has it a name, and does the span hold words of this text? Where not: a finding, no fact."""
        if name and span.start < span.end <= len(self.document.text):
            return True
        self.findings.append(Finding("evidence.missing", f"{what}没有原文依据，未写入"))
        return False

    def quoted(self, node: NamedNode, *spans: Span) -> None:
        for where in self.quotes(spans):
            self.triples.append((node, v.QUOTED_FROM, where))

    def fact(
        self,
        subject: NamedNode,
        predicate: NamedNode,
        value: Term,
        *spans: Span,
        relation: str | None = None,
        row: NamedNode | None = None,
        written: str | None = None,
    ) -> bool:
        """A triple with its evidence. Without any, nothing is written but a finding; returns whether it
        was.
        """
        if isinstance(value, Literal) and not value.value:
            return False
        addresses = self.quotes(spans)
        if not addresses:
            self.findings.append(
                Finding("evidence.missing", f"{v.curie(predicate.value)} 没有原文依据，未写入")
            )
            return False
        self.facts += 1
        node = NamedNode(f"{ids.PREFIX}fact:{self.id}:{self.facts}")
        add = self.triples.append
        add((subject, predicate, value))
        add((node, v.SUBJECT, subject))
        add((node, v.PREDICATE, predicate))
        add((node, v.OBJECT, value))
        for where in addresses:
            add((node, v.QUOTED_FROM, where))
        if relation:
            add((node, v.RELATION, Literal(relation)))
        if row is not None:
            add((node, v.IN_ROW, row))
        if written:
            add((node, v.WRITTEN_AS, Literal(squeeze(written))))
        return True

    def contain(self, whole: NamedNode, predicate: NamedNode, part: NamedNode, *spans: Span) -> bool:
        """A part of a whole, `v.CONTAINMENT`: the words it is quoted from are the part's own. False where it has none."""
        addresses = self.quotes(spans)
        if not addresses:
            self.findings.append(
                Finding("evidence.missing", f"{v.curie(predicate.value)} 没有原文依据，未写入")
            )
            return False
        self.triples.append((whole, predicate, part))
        for where in addresses:
            self.triples.append((part, v.QUOTED_FROM, where))
        return True

    def entity(self, kind: NamedNode, iri: str, name: str) -> NamedNode:
        """A thing that other documents may speak of too: its class and its name, once."""
        node = self.node(iri)
        if (iri, name) not in self.known:
            self.known.add((iri, name))
            self.triples.append((node, v.TYPE, kind))
            self.triples.append((node, v.PREF_LABEL, Literal(name)))
        return node
