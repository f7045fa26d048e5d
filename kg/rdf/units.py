"""How do bodies, departments and working groups become nodes (机构, 部门, 工作组)?"""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg import vocabulary as v
from kg.model import OrganizationMention, Span
from kg.naming import Named
from kg.rdf.writer import Writer


def named_node(writer: Writer, named: Named, *spans: Span) -> NamedNode:
    """The node of a placed name. A department says whose it is, quoted by its own mention and the
    issuer's.
    """
    fresh = (named.iri, named.name) not in writer.known
    node = writer.entity(v.ENTITY_KINDS[named.kind], named.iri, named.name)
    if fresh and named.owner is not None and (spans or writer.document.issuer):
        issuer = writer.document.issuer
        owner = named_node(writer, writer.naming.of(named.owner))
        predicate = v.UNIT_OF if named.kind == "department" else v.SUB_ORGANIZATION_OF
        writer.fact(node, predicate, owner, *spans, *([issuer.span] if issuer else []))
    return node


def organization_node(writer: Writer, written: str) -> NamedNode:
    """A body as written."""
    return named_node(writer, writer.naming.organization(written))


def unit_node(writer: Writer, written: str, span: Span) -> NamedNode:
    """A unit as written: a body of its own, or a department of the issuer's."""
    return named_node(writer, writer.naming.unit(written), span)


def write_mention(writer: Writer, mention: OrganizationMention) -> None:
    """That the document speaks of a body."""
    if writer.stands(f"机构“{mention.name}”", mention.span, mention.name):
        body = unit_node(writer, mention.name, mention.span)
        writer.fact(writer.me, v.MENTIONS, body, mention.span, written=mention.name)


def write_groups(writer: Writer) -> None:
    """The working groups, and where their offices sit."""
    for group in writer.document.groups:
        if not writer.stands(f"工作组“{group.name}”", group.span, group.name):
            continue
        node = group_node(writer, group.name, group.span)
        writer.fact(writer.me, v.MENTIONS, node, group.span)
        office = group.office
        if office and writer.stands(f"“{group.name}”的办公室", office.span, office.name):
            writer.fact(node, v.OFFICE, unit_node(writer, office.name, office.span), office.span)


def group_node(writer: Writer, name: str, span: Span) -> NamedNode:
    """A working group, scoped by the issuer."""
    return named_node(writer, writer.naming.group(name), span)
