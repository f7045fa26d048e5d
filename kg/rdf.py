"""How does a document's record become RDF (文档转为三元组)?

One named graph per document, named by the document. A fact is a plain triple and, beside it, a node of
classical reification (`rdf:subject`, `rdf:predicate`, `rdf:object`) with `prov:wasQuotedFrom` one or more
addresses in the immutable text: four triples of evidence, on any SPARQL 1.1 server. Nodes that stand for
one piece of the text (a section, a step, an indicator) carry their address themselves, which covers their
own literals.

What has no quote is not written as a fact: an empty or foreign span becomes a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg import ids, locations
from kg import vocabulary as v
from kg.model import (
    Citation,
    Contact,
    Document,
    Finding,
    Genre,
    Indicator,
    InitiativeMention,
    OrganizationMention,
    PersonMention,
    Position,
    Section,
    Span,
    Task,
    UnitRole,
    squeeze,
)
from kg.naming import Named, Naming

Term = NamedNode | Literal
Triple = tuple[NamedNode, NamedNode, Term]

_UNIT_PROPERTY: Final = {
    UnitRole.RESPONSIBLE: v.RESPONSIBLE,
    UnitRole.LEAD: v.LEAD,
    UnitRole.COOPERATING: v.COOPERATING,
}
_RULING_GENRES: Final = frozenset({Genre.POINTS, Genre.PLAN, Genre.NOTICE, Genre.OPINION, Genre.MEASURES})
"""The kinds of document that others cite as policies even where they bear no number."""
_DATE_TYPES: Final = (
    (re.compile(r"\d{4}-\d{2}-\d{2}\Z"), v.XSD_DATE),
    (re.compile(r"\d{4}-\d{2}\Z"), v.XSD_YEAR_MONTH),
    (re.compile(r"\d{4}\Z"), v.XSD_YEAR),
)


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
        graph = NamedNode(self.iri)
        return [Quad(s, p, o, graph) for s, p, o in self.triples]


def map_document(document: Document) -> Mapped:
    """The graph of one document: the same record gives the same triples in the same order, everywhere.

    Raises ValueError where a text cannot be kept as Unicode (lone surrogates).
    """
    return _Mapper(document).run()


@dataclass(slots=True)
class _Mapper:
    document: Document
    id: str = ""
    sha256: str = ""
    me: NamedNode = field(default_factory=lambda: v.DOCUMENT)
    naming: Naming = field(init=False)
    triples: list[Triple] = field(default_factory=list)
    facts: int = 0
    known: set[tuple[str, str]] = field(default_factory=set)
    nodes: dict[str, NamedNode] = field(default_factory=dict)
    people: dict[str, NamedNode] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    contact_count: int = 0

    def __post_init__(self) -> None:
        d = self.document
        self.sha256 = ids.text_digest(d.text)
        self.id = ids.document_id(d.source_file, d.index, d.text)
        self.me = NamedNode(ids.document_iri(self.id))
        self.naming = Naming(d.place, d.issuer.text if d.issuer else None, self.id)

    def run(self) -> Mapped:
        self.header()
        self.parts()
        self.sections(self.me, self.document.sections, "")
        for position, task in enumerate(self.document.tasks, 1):
            self.task(task, position)
        for citation in self.document.citations:
            self.citation(self.me, citation)
        of_tasks = {indicator.span for task in self.document.tasks for indicator in task.indicators}
        for k, indicator in enumerate(self.document.indicators, 1):
            if indicator.span not in of_tasks:
                self.indicator(self.me, f"0.{k}", indicator)
        for initiative in self.document.initiatives:
            self.initiative(self.me, initiative)
        for mention in self.document.organizations:
            self.mention(mention)
        self.groups()
        for k, person in enumerate(self.document.people, 1):
            self.person(person, k)
        self.liaisons()
        self.portfolios()
        for contact in self.document.contacts:
            self.contact(contact)
        self.passages()
        for finding in (*self.document.findings, *self.findings):
            self.finding(finding)
        return Mapped(self.id, self.me.value, self.sha256, tuple(dict.fromkeys(self.triples)))

    # --- what triples are made of ------------------------------------------------------------------

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

    # --- the document itself -----------------------------------------------------------------------

    def header(self) -> None:
        d, me = self.document, self.me
        text = self.node(ids.text_iri(self.sha256))
        self.add(text, v.TYPE, v.TEXT)
        self.add(text, v.VALUE, Literal(d.text))
        self.add(me, v.TYPE, v.DOCUMENT)
        self.add(me, v.TEXT_VERSION, text)
        if d.places:
            self.add(text, v.PLACES, Literal(locations.written(d.places)))
        self.text(me, v.SOURCE_FILE, ids.file_name(d.source_file))
        self.text(me, v.INDEX, d.index)
        self.text(me, v.GENRE, d.genre.value)
        self.text(me, v.YEAR, d.year)
        self.text(me, v.CITY, d.place.city)
        self.text(me, v.PROVINCE, d.place.province)
        self.text(me, v.COUNTY, d.place.county)
        if d.title:
            self.fact(me, v.TITLE, Literal(d.title.text), d.title.span)
        if d.doc_number:
            self.fact(me, v.DOCUMENT_NUMBER, Literal(d.doc_number.text), d.doc_number.span)
        if d.issuer and self.stands("发文机关", d.issuer.span, d.issuer.text):
            issuer = self.unit(d.issuer.text, d.issuer.span)
            self.fact(me, v.PUBLISHER, issuer, d.issuer.span, written=d.issuer.text)
        if d.date:
            datatype = next((kind for form, kind in _DATE_TYPES if form.match(d.date)), None)
            value = Literal(d.date, datatype=datatype) if datatype else Literal(d.date)
            if d.issued_on:
                self.fact(me, v.ISSUED, value, d.issued_on.span)
            else:
                self.add(me, v.ISSUED, value)
        for addressee in d.addressees:
            self.fact(me, v.ADDRESSEE, Literal(addressee.text), addressee.span)
        self.region()
        ruling = d.doc_number is not None or d.genre in _RULING_GENRES
        if d.title and ruling and self.stands("标题", d.title.span, d.title.text):
            number = d.doc_number.text if d.doc_number else None
            spans = [d.title.span, *([d.doc_number.span] if d.doc_number else [])]
            self.fact(me, v.REALISES, self.policy(d.title.text, number, spans[0], spans[-1]), *spans)

    def region(self) -> None:
        """The document's place as a node, where the text names it: a fact needs words to quote."""
        place = self.document.place
        name = ids.scope_of(place)
        at = self.document.text.find(name) if name else -1
        if at >= 0:
            region = self.entity(v.REGION, ids.region_iri(place), name)
            self.fact(self.me, v.SPATIAL, region, Span(at, at + len(name)))

    def parts(self) -> None:
        for k, part in enumerate(self.document.parts, 1):
            node = self.own("part", str(k))
            if not self.contain(self.me, v.HAS_PART, node, part.span):
                continue
            self.add(node, v.TYPE, v.PART)
            self.text(node, v.TITLE, part.title)
            self.text(node, v.GENRE, part.genre.value)
            self.text(node, v.POSITION, k)
            self.quoted(node, part.span)
            for where in self.quotes([part.body]):
                self.add(node, v.BODY, where)
            if part.genre in _RULING_GENRES and part.title:
                self.fact(node, v.REALISES, self.policy(part.title, None, part.span, None), part.span)

    def sections(self, parent: NamedNode, sections: Sequence[Section], above: str) -> None:
        for k, section in enumerate(sections, 1):
            tail = f"{above}.{k}" if above else str(k)
            node = self.own("section", tail)
            if self.contain(parent, v.HAS_SECTION, node, section.span):
                self.add(node, v.TYPE, v.SECTION)
                self.text(node, v.NUMBER, section.number)
                self.text(node, v.TITLE, section.title)
                self.text(node, v.LEVEL, section.level)
                self.text(node, v.POSITION, k)
                self.quoted(node, section.span)
                for where in self.quotes([section.body]):
                    self.add(node, v.BODY, where)
                parent_of_children = node
            else:
                parent_of_children = parent
            self.sections(parent_of_children, section.children, tail)

    # --- tasks -------------------------------------------------------------------------------------

    def task(self, task: Task, position: int) -> None:
        node = self.own("task", str(position))
        if not self.contain(self.me, v.HAS_TASK, node, task.span):
            return
        self.add(node, v.TYPE, v.TASK)
        self.text(node, v.NUMBER, task.number)
        self.text(node, v.POSITION, position)
        self.text(node, v.YEAR, self.document.year)
        self.text(node, v.SECTION_PATH, " / ".join(task.section))
        for where in self.quotes([task.extent]):
            self.add(node, v.EXTENT, where)
        words = task.text or squeeze(task.span.of(self.document.text)) or "—"
        self.fact(node, v.WORDING, Literal(words), task.span)
        if task.title and task.title_span:
            self.fact(node, v.TITLE, Literal(task.title), task.title_span)
        elif task.title:
            self.text(node, v.TITLE, task.title)
        for r, row in enumerate(task.rows, 1):
            tail = f"{position}.{r}"
            line = self.own("row", tail)
            spans = [step.span for step in row.steps]
            spans += [q.span for q in (row.deliverable, row.deadline) if q]
            spans += [unit.span for unit in row.units]
            if not self.contain(node, v.HAS_ROW, line, *(spans or [task.span])):
                continue
            self.add(line, v.TYPE, v.TASK_ROW)
            self.text(line, v.POSITION, r)
            for s, step in enumerate(row.steps, 1):
                step_node = self.own("step", f"{tail}.{s}")
                if step.text and self.contain(line, v.HAS_STEP, step_node, step.span):
                    self.add(step_node, v.TYPE, v.STEP)
                    self.text(step_node, v.WORDING, step.text)
                    self.text(step_node, v.QUARTER, step.quarter)
                    self.quoted(step_node, step.span)
            if row.deliverable:
                self.fact(line, v.DELIVERABLE, Literal(row.deliverable.text), row.deliverable.span)
            if row.deadline:
                self.fact(line, v.DEADLINE, Literal(row.deadline.text), row.deadline.span)
            for unit in row.units:
                if not self.stands(f"责任单位“{unit.name}”", unit.span, unit.name):
                    continue
                predicate = _UNIT_PROPERTY[unit.role]
                answering = self.unit(unit.name, unit.span)
                self.fact(node, predicate, answering, unit.span, row=line, written=unit.name)
        for citation in task.citations:
            self.citation(node, citation)
        for k, indicator in enumerate(task.indicators, 1):
            self.indicator(node, f"{position}.{k}", indicator)
        for initiative in task.initiatives:
            self.initiative(node, initiative)

    def citation(self, subject: NamedNode, citation: Citation) -> None:
        if not citation.title and not citation.doc_number:
            return
        if not self.stands(f"文件“{citation.title}”", citation.span):
            return
        spans = [citation.span, *([citation.number_span] if citation.number_span else [])]
        policy = self.policy(citation.title, citation.doc_number, citation.span, citation.number_span)
        for issuer in citation.issuers:
            self.text(policy, v.CITED_ISSUER, issuer)
        predicate = v.CREATES if citation.creates else v.CITES
        self.fact(subject, predicate, policy, *spans, relation=citation.relation, written=citation.title)

    def policy(self, title: str, number: str | None, title_span: Span, number_span: Span | None) -> NamedNode:
        """An instrument and its title and number, both quoted."""
        label = title or number or ""
        iri = ids.policy_iri(title, number)
        fresh = (iri, label) not in self.known
        node = self.entity(v.POLICY, iri, label)
        if fresh and title:
            self.fact(node, v.TITLE, Literal(title), title_span)
        if number and (iri, "#" + number) not in self.known:
            self.known.add((iri, "#" + number))
            self.fact(node, v.DOCUMENT_NUMBER, Literal(number), number_span or title_span)
        return node

    def indicator(self, subject: NamedNode, tail: str, indicator: Indicator) -> None:
        node = self.own("indicator", tail)
        if not self.contain(subject, v.HAS_INDICATOR, node, indicator.span):
            return
        self.add(node, v.TYPE, v.INDICATOR)
        self.text(node, v.WORDING, indicator.text)
        self.add(node, v.AMOUNT, Literal(indicator.value) if indicator.value != "" else Literal("—"))
        self.text(node, v.MEASURE, indicator.unit)
        self.text(node, v.COMPARATOR, indicator.comparator)
        self.text(node, v.DUE, indicator.by)
        self.quoted(node, indicator.span)

    def initiative(self, subject: NamedNode, mention: InitiativeMention) -> None:
        if not self.stands(f"品牌活动“{mention.name}”", mention.span, mention.name):
            return
        iri = ids.initiative_iri(self.naming.scope, mention.name)
        node = self.entity(v.INITIATIVE, iri, mention.name)
        self.fact(subject, v.HAS_INITIATIVE, node, mention.span)

    # --- organisations and people ------------------------------------------------------------------

    def named(self, named: Named, *spans: Span) -> NamedNode:
        """The node of a placed name. A department says whose it is, quoted by its own mention and the
        issuer's.
        """
        fresh = (named.iri, named.name) not in self.known
        node = self.entity(v.ENTITY_KINDS[named.kind], named.iri, named.name)
        if fresh and named.owner is not None and (spans or self.document.issuer):
            issuer = self.document.issuer
            owner = self.named(self.naming.of(named.owner))
            predicate = v.UNIT_OF if named.kind == "department" else v.SUB_ORGANIZATION_OF
            self.fact(node, predicate, owner, *spans, *([issuer.span] if issuer else []))
        return node

    def organization(self, written: str) -> NamedNode:
        return self.named(self.naming.organization(written))

    def unit(self, written: str, span: Span) -> NamedNode:
        """A unit as written: a body of its own, or a department of the issuer's."""
        return self.named(self.naming.unit(written), span)

    def mention(self, mention: OrganizationMention) -> None:
        if self.stands(f"机构“{mention.name}”", mention.span, mention.name):
            body = self.unit(mention.name, mention.span)
            self.fact(self.me, v.MENTIONS, body, mention.span, written=mention.name)

    def groups(self) -> None:
        for group in self.document.groups:
            if not self.stands(f"工作组“{group.name}”", group.span, group.name):
                continue
            node = self.group(group.name, group.span)
            self.fact(self.me, v.MENTIONS, node, group.span)
            office = group.office
            if office and self.stands(f"“{group.name}”的办公室", office.span, office.name):
                self.fact(node, v.OFFICE, self.unit(office.name, office.span), office.span)

    def group(self, name: str, span: Span) -> NamedNode:
        return self.named(self.naming.group(name), span)

    def person_node(self, name: str, employer: str | None) -> NamedNode:
        naming = self.naming
        scope = naming.key(naming.body(employer)) if employer else naming.scope
        iri = ids.person_iri(scope, name)
        fresh = (iri, name) not in self.known
        node = self.entity(v.PERSON, iri, name)
        if fresh:
            self.text(node, v.FOAF_NAME, name)
        return node

    def person(self, person: PersonMention, k: int) -> None:
        if not self.stands(f"人员“{person.name}”", person.span, person.name):
            return
        node = self.person_node(person.name, person.organization)
        self.fact(self.me, v.MENTIONS, node, person.span)
        self.people.setdefault(person.name, node)
        if person.organization:
            employer = self.organization(person.organization)
            self.fact(node, v.MEMBER_OF, employer, person.span, written=person.organization)
        for j, position in enumerate(person.positions, 1):
            self.position(node, f"{k}.{j}", person, position)
        for j, seat in enumerate(person.groups, len(person.positions) + 1):
            spans = (person.span, seat.span)
            if not self.stands(f"“{seat.group}”的{seat.role}", seat.span, seat.group):
                continue
            group = self.group(seat.group, seat.span)
            self.membership(node, f"{k}.{j}", group, seat.role, spans, None)

    def position(self, node: NamedNode, tail: str, person: PersonMention, position: Position) -> None:
        written = position.organization or person.organization
        owner = self.naming.body(written) if written else self.naming.home
        spans = (person.span, position.span)
        if not self.stands(f"职务“{position.role}”", position.span):
            return
        if position.department:
            part = self.naming.department(position.department, owner)
            unit: NamedNode | None = self.named(part, position.span)
        elif written:
            unit = self.organization(written)
        else:
            unit = None
        self.membership(node, tail, unit, position.role, spans, position.department or written)

    def membership(
        self,
        person: NamedNode,
        tail: str,
        unit: NamedNode | None,
        role: str,
        spans: tuple[Span, ...],
        written: str | None,
    ) -> None:
        node = self.own("membership", tail)
        if not self.contain(person, v.HAS_MEMBERSHIP, node, *spans):
            return
        self.add(node, v.TYPE, v.MEMBERSHIP)
        self.quoted(node, *spans)
        if role:
            title = self.entity(v.ROLE, ids.role_iri(role), role)
            self.fact(node, v.HOLDS_ROLE, title, spans[-1])
        if unit is not None:
            self.fact(node, v.MEMBERSHIP_IN, unit, spans[-1], written=written)
            self.fact(person, v.MEMBER_OF, unit, *spans, relation=role)

    def liaisons(self) -> None:
        for liaison in self.document.liaisons:
            where = (liaison.leader.span, liaison.unit.span)
            if not all(self.stands("对口联系", q.span, q.text) for q in (liaison.leader, liaison.unit)):
                continue
            leader = self.known_person(liaison.leader.text)
            unit = self.organization(liaison.unit.text)
            self.fact(self.me, v.MENTIONS, leader, liaison.leader.span)
            self.fact(leader, v.LIAISON_FOR, unit, *where, written=liaison.unit.text)
            for contact in liaison.contacts:
                self.contact(contact, None if contact.person or contact.organization else leader)

    def portfolios(self) -> None:
        for told in self.document.portfolios:
            quotes = (told.leader, *told.matters)
            if not all(self.stands("领导分工", q.span, q.text) for q in quotes):
                continue
            units = [u for u in told.units if self.stands("分管部门", u.span, u.name)]
            if not told.matters and not units:
                continue
            leader = self.known_person(told.leader.text)
            for matter in told.matters:
                self.fact(leader, v.PORTFOLIO, Literal(matter.text), told.leader.span, matter.span)
            for unit in units:
                department = self.unit(unit.name, unit.span)
                spans = (told.leader.span, unit.span)
                self.fact(leader, v.IN_CHARGE_OF, department, *spans, written=unit.name)

    def known_person(self, name: str) -> NamedNode:
        return self.people.get(name) or self.person_node(name, None)

    def contact(self, contact: Contact, owner: NamedNode | None = None) -> None:
        if not self.stands("联系方式", contact.span, contact.value and contact.kind):
            return
        if owner is None and contact.person:
            owner = self.known_person(contact.person)
        if owner is None and contact.organization:
            owner = self.unit(contact.organization, contact.span)
        self.contact_count += 1
        node = self.own("contact", str(self.contact_count))
        if self.contain(owner or self.me, v.HAS_CONTACT, node, contact.span):
            self.add(node, v.TYPE, v.CONTACT)
            self.text(node, v.CONTACT_KIND, contact.kind)
            self.text(node, v.CONTACT_VALUE, contact.value)
            self.quoted(node, contact.span)

    # --- what search and doctor read ---------------------------------------------------------------

    def passages(self) -> None:
        tasks: dict[str, list[tuple[int, Task]]] = {}
        for k, task in enumerate(self.document.tasks, 1):
            tasks.setdefault(task.number, []).append((k, task))
        for k, passage in enumerate(self.document.passages, 1):
            spans = self.quotes(passage.spans)
            if not spans:
                continue
            node = self.own("passage", str(k))
            self.add(node, v.TYPE, v.PASSAGE)
            self.add(node, v.PASSAGE_OF, self.me)
            self.text(node, v.PASSAGE_KIND, passage.kind)
            self.text(node, v.TITLE, passage.title)
            self.text(node, v.LOCATOR, passage.locator)
            same = tasks.get(passage.task, []) if passage.task is not None else []
            if same:
                about = passage.spans[0]
                of = next((n for n, task in same if task.extent.holds(about)), same[0][0])
                self.add(node, v.OF_TASK, self.own("task", str(of)))
            for where in spans:
                self.add(node, v.QUOTED_FROM, where)

    def finding(self, finding: Finding) -> None:
        key = ids.digest(finding.rule, finding.message, repr(finding.span))
        node = self.own("finding", key)
        self.add(node, v.TYPE, v.FINDING)
        self.add(node, v.FINDING_IN, self.me)
        self.text(node, v.RULE, finding.rule)
        self.text(node, v.MESSAGE, finding.message)
        if finding.span:
            self.quoted(node, finding.span)
