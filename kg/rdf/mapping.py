"""How does a document's record become RDF (文档转为三元组)? One named graph per document, named by the document."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Quad

from kg.model import Document
from kg.rdf.contents import write_citation, write_indicator, write_initiative
from kg.rdf.header import write_header
from kg.rdf.passages import write_finding, write_passages
from kg.rdf.people import write_contact, write_liaisons, write_person, write_portfolios
from kg.rdf.structure import write_parts, write_sections
from kg.rdf.tasks import write_task
from kg.rdf.units import write_groups, write_mention
from kg.rdf.writer import Writer
from kg.triples import Triple, quads_of


@dataclass(frozen=True, slots=True)
class Mapped:
    """A document as a graph: its id, its IRI (the graph's name), the text's SHA-256 and the triples, each
    once.
    """

    id: str
    iri: str
    sha256: str
    triples: tuple[Triple, ...]

    def quads(self) -> list[Quad]:
        return quads_of(self.iri, self.triples)


def map_document(document: Document) -> Mapped:
    """The graph of one document: the same record gives the same triples in the same order, everywhere.

    Raises ValueError where a text cannot be kept as Unicode (lone surrogates).
    """
    writer = Writer(document)
    write_header(writer)
    write_parts(writer)
    write_sections(writer, writer.me, document.sections, "")
    for position, task in enumerate(document.tasks, 1):
        write_task(writer, task, position)
    for citation in document.citations:
        write_citation(writer, writer.me, citation)
    of_tasks = {indicator.span for task in document.tasks for indicator in task.indicators}
    for k, indicator in enumerate(document.indicators, 1):
        if indicator.span not in of_tasks:
            write_indicator(writer, writer.me, f"0.{k}", indicator)
    for initiative in document.initiatives:
        write_initiative(writer, writer.me, initiative)
    for mention in document.organizations:
        write_mention(writer, mention)
    write_groups(writer)
    for k, person in enumerate(document.people, 1):
        write_person(writer, person, k)
    write_liaisons(writer)
    write_portfolios(writer)
    for contact in document.contacts:
        write_contact(writer, contact)
    write_passages(writer)
    for finding in (*document.findings, *writer.findings):
        write_finding(writer, finding)
    return Mapped(writer.id, writer.me.value, writer.sha256, tuple(dict.fromkeys(writer.triples)))
