"""How do people become triples: posts, seats, liaisons, charges, contacts (人员)?"""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kg import ids
from kg import vocabulary as v
from kg.model import Contact, PersonMention, Position, Span
from kg.rdf.units import group_node, named_node, organization_node, unit_node
from kg.rdf.writer import Writer


def _person_node(writer: Writer, name: str, employer: str | None) -> NamedNode:
    naming = writer.naming
    scope = naming.key(naming.body(employer)) if employer else naming.scope
    iri = ids.person_iri(scope, name)
    fresh = (iri, name) not in writer.known
    node = writer.entity(v.PERSON, iri, name)
    if fresh:
        writer.text(node, v.FOAF_NAME, name)
    return node


def write_person(writer: Writer, person: PersonMention, k: int) -> None:
    """A person with posts and seats; `k` numbers them within the document."""
    if not writer.stands(f"人员“{person.name}”", person.span, person.name):
        return
    node = _person_node(writer, person.name, person.organization)
    writer.fact(writer.me, v.MENTIONS, node, person.span)
    writer.people.setdefault(person.name, node)
    if person.organization:
        employer = organization_node(writer, person.organization)
        writer.fact(node, v.MEMBER_OF, employer, person.span, written=person.organization)
    for j, position in enumerate(person.positions, 1):
        _write_position(writer, node, f"{k}.{j}", person, position)
    for j, seat in enumerate(person.groups, len(person.positions) + 1):
        spans = (person.span, seat.span)
        if not writer.stands(f"“{seat.group}”的{seat.role}", seat.span, seat.group):
            continue
        group = group_node(writer, seat.group, seat.span)
        _write_membership(writer, node, f"{k}.{j}", group, seat.role, spans, None)


def _write_position(
    writer: Writer, node: NamedNode, tail: str, person: PersonMention, position: Position
) -> None:
    written = position.organization or person.organization
    owner = writer.naming.body(written) if written else writer.naming.home
    spans = (person.span, position.span)
    if not writer.stands(f"职务“{position.role}”", position.span):
        return
    if position.department:
        part = writer.naming.department(position.department, owner)
        unit: NamedNode | None = named_node(writer, part, position.span)
    elif written:
        unit = organization_node(writer, written)
    else:
        unit = None
    _write_membership(writer, node, tail, unit, position.role, spans, position.department or written)


def _write_membership(
    writer: Writer,
    person: NamedNode,
    tail: str,
    unit: NamedNode | None,
    role: str,
    spans: tuple[Span, ...],
    written: str | None,
) -> None:
    node = writer.own("membership", tail)
    if not writer.contain(person, v.HAS_MEMBERSHIP, node, *spans):
        return
    writer.add(node, v.TYPE, v.MEMBERSHIP)
    writer.quoted(node, *spans)
    if role:
        title = writer.entity(v.ROLE, ids.role_iri(role), role)
        writer.fact(node, v.HOLDS_ROLE, title, spans[-1])
    if unit is not None:
        writer.fact(node, v.MEMBERSHIP_IN, unit, spans[-1], written=written)
        writer.fact(person, v.MEMBER_OF, unit, *spans, relation=role)


def write_liaisons(writer: Writer) -> None:
    """Which leader looks after which unit, with the contacts told there."""
    for liaison in writer.document.liaisons:
        where = (liaison.leader.span, liaison.unit.span)
        if not all(writer.stands("对口联系", q.span, q.text) for q in (liaison.leader, liaison.unit)):
            continue
        leader = _known_person(writer, liaison.leader.text)
        unit = organization_node(writer, liaison.unit.text)
        writer.fact(writer.me, v.MENTIONS, leader, liaison.leader.span)
        writer.fact(leader, v.LIAISON_FOR, unit, *where, written=liaison.unit.text)
        for contact in liaison.contacts:
            write_contact(writer, contact, None if contact.person or contact.organization else leader)


def write_portfolios(writer: Writer) -> None:
    """Which work and which departments a leader is in charge of."""
    for told in writer.document.portfolios:
        quotes = (told.leader, *told.matters)
        if not all(writer.stands("领导分工", q.span, q.text) for q in quotes):
            continue
        units = [u for u in told.units if writer.stands("分管部门", u.span, u.name)]
        if not told.matters and not units:
            continue
        leader = _known_person(writer, told.leader.text)
        for matter in told.matters:
            writer.fact(leader, v.PORTFOLIO, Literal(matter.text), told.leader.span, matter.span)
        for unit in units:
            department = unit_node(writer, unit.name, unit.span)
            spans = (told.leader.span, unit.span)
            writer.fact(leader, v.IN_CHARGE_OF, department, *spans, written=unit.name)


def _known_person(writer: Writer, name: str) -> NamedNode:
    return writer.people.get(name) or _person_node(writer, name, None)


def write_contact(writer: Writer, contact: Contact, owner: NamedNode | None = None) -> None:
    """A telephone number or the like: of `owner`, the person or body it names, else the document's own."""
    if not writer.stands("联系方式", contact.span, contact.value and contact.kind):
        return
    if owner is None and contact.person:
        owner = _known_person(writer, contact.person)
    if owner is None and contact.organization:
        owner = unit_node(writer, contact.organization, contact.span)
    writer.contact_count += 1
    node = writer.own("contact", str(writer.contact_count))
    if writer.contain(owner or writer.me, v.HAS_CONTACT, node, contact.span):
        writer.add(node, v.TYPE, v.CONTACT)
        writer.text(node, v.CONTACT_KIND, contact.kind)
        writer.text(node, v.CONTACT_VALUE, contact.value)
        writer.quoted(node, contact.span)
