"""How does what a document or a task names become triples: instruments, targets, initiatives (政策, 指标, 品牌活动)?"""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kg import ids
from kg import vocabulary as v
from kg.model import Citation, Indicator, InitiativeMention, Span
from kg.rdf.writer import Writer


def write_citation(writer: Writer, subject: NamedNode, citation: Citation) -> None:
    """The instrument, and that `subject` cites it or makes it."""
    if not citation.title and not citation.doc_number:
        return
    if not writer.stands(f"文件“{citation.title}”", citation.span):
        return
    spans = [citation.span, *([citation.number_span] if citation.number_span else [])]
    policy = policy_node(writer, citation.title, citation.doc_number, citation.span, citation.number_span)
    for issuer in citation.issuers:
        writer.text(policy, v.CITED_ISSUER, issuer)
    predicate = v.CREATES if citation.creates else v.CITES
    writer.fact(subject, predicate, policy, *spans, relation=citation.relation, written=citation.title)


def policy_node(
    writer: Writer, title: str, number: str | None, title_span: Span, number_span: Span | None
) -> NamedNode:
    """An instrument and its title and number, both quoted."""
    label = title or number or ""
    iri = ids.policy_iri(title, number)
    fresh = (iri, label) not in writer.known
    node = writer.entity(v.POLICY, iri, label)
    if fresh and title:
        writer.fact(node, v.TITLE, Literal(title), title_span)
    if number and (iri, "#" + number) not in writer.known:
        writer.known.add((iri, "#" + number))
        writer.fact(node, v.DOCUMENT_NUMBER, Literal(number), number_span or title_span)
    return node


def write_indicator(writer: Writer, subject: NamedNode, tail: str, indicator: Indicator) -> None:
    """A target of `subject`; `tail` numbers it within the document."""
    node = writer.own("indicator", tail)
    if not writer.contain(subject, v.HAS_INDICATOR, node, indicator.span):
        return
    writer.add(node, v.TYPE, v.INDICATOR)
    writer.text(node, v.WORDING, indicator.text)
    writer.add(node, v.AMOUNT, Literal(indicator.value) if indicator.value != "" else Literal("—"))
    writer.text(node, v.MEASURE, indicator.unit)
    writer.text(node, v.COMPARATOR, indicator.comparator)
    writer.text(node, v.DUE, indicator.by)
    writer.quoted(node, indicator.span)


def write_initiative(writer: Writer, subject: NamedNode, mention: InitiativeMention) -> None:
    """The initiative, scoped by the document's place, and that `subject` has it."""
    if not writer.stands(f"品牌活动“{mention.name}”", mention.span, mention.name):
        return
    iri = ids.initiative_iri(writer.naming.scope, mention.name)
    node = writer.entity(v.INITIATIVE, iri, mention.name)
    writer.fact(subject, v.HAS_INITIATIVE, node, mention.span)
