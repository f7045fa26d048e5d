"""What does the graph say of one document's tasks, header and people, each with its quote (文件事实)?

Two queries a document, kept for the generation: answers read many facts of few documents.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from kg import ids
from kg import vocabulary as v
from kg.model import Span
from kg.vocabulary import PROLOGUE, curie
from kg.workspace import Workspace

__all__ = ["DocumentFacts", "Fact", "Facts", "Head", "TaskFacts"]

_OWN: Final = (
    "gh:body gh:locator gh:ofTask gh:number gh:quarter gh:wording gh:measure gh:amount gh:sectionPath dcterms:title skos:prefLabel "
    "gh:documentNumber gh:contactKind gh:contactValue gh:citedIssuer gh:position"
)
_CHAPTER: Final = re.compile(r"^[\s#]*[一二三四五六七八九十]{1,3}、[^\n。；]{2,40}$", re.MULTILINE)
UNIT_PREDICATES: Final = ("gh:responsible", "gh:lead", "gh:cooperating")


@dataclass(frozen=True, slots=True)
class Fact:
    """One triple and where it stands. `predicate` is a CURIE; `written` is the object's name as the text has it."""

    subject: str
    predicate: str
    object: str
    span: Span
    written: str = ""
    row: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A document's header, without quotes. `id` as shown outside."""

    id: str
    title: str
    source_file: str
    index: int = 1
    doc_number: str = ""
    genre: str = ""
    year: int | None = None
    city: str = ""
    province: str = ""
    county: str = ""
    date: str = ""
    parts: tuple[str, ...] = ()

    @property
    def cite(self) -> str:
        return self.doc_number or (f"《{self.title}》" if self.title else self.source_file)

    @property
    def place(self) -> str:
        return self.city or self.county or self.province

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(n for n in (self.title, *self.parts) if n)


@dataclass(slots=True)
class TaskFacts:
    """A task with all facts of it and of its rows and steps."""

    id: str
    document: Head
    number: str
    text: str
    title: str
    section: str
    span: Span
    locator: str = ""
    units: list[Fact] = field(default_factory=list)
    steps: list[tuple[str, str, Span]] = field(default_factory=list)
    """(quarter or "", wording, span)."""
    rows: dict[str, str] = field(default_factory=dict)
    """Row IRI → the words of its steps and deliverable."""
    deliverables: list[Fact] = field(default_factory=list)
    deadlines: list[Fact] = field(default_factory=list)
    policies: list[Fact] = field(default_factory=list)
    initiatives: list[Fact] = field(default_factory=list)

    @property
    def where(self) -> str:
        """How a person cites it: 云工办发〔2031〕7号 第3项, or by the numbers of its headings: 二（三）."""
        if self.locator:
            return self.locator
        named = (
            f"第{self.number}项"
            if self.number.isdigit()
            else f"{self.section.replace(' / ', ' ')}（{self.number}）".strip()
        )
        return f"{self.document.cite} {named}".strip()

    @property
    def heading(self) -> str:
        return f"{self.section} {self.title}".strip()


@dataclass(slots=True)
class DocumentFacts:
    """All facts of one document; `own` holds the literals of its nodes: IRI → CURIE → values."""

    head: Head
    iri: str
    facts: list[Fact]
    own: dict[str, dict[str, list[str]]]
    by_subject: dict[str, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    locators: dict[str, str] = field(default_factory=dict)
    chapters: list[tuple[int, str]] = field(default_factory=list)
    """Offsets and words of lines like 三、2032年工作打算."""

    def headings_at(self, offset: int) -> str:
        """The titles of the sections that hold this place in the text."""
        out = []
        for values in self.own.values():
            for address in values.get("gh:body", ()):
                place = ids.parse_address(address)
                if place is not None and place[1].start <= offset < place[1].end:
                    out += values.get("dcterms:title", [])
        return " ".join(out) or self._heading_line(offset)

    def _heading_line(self, offset: int) -> str:
        """The last line before that is numbered as a chapter (GB/T 9704—2012, 7.3.3: 一、), where no sections were read."""
        found = ""
        for start, line in self.chapters:
            if start > offset:
                break
            found = line
        return found

    tasks: list[TaskFacts] = field(default_factory=list)

    def literal(self, iri: str, name: str) -> str:
        return (self.own.get(iri, {}).get(name) or [""])[0]

    def of(self, subject: str, *predicates: str) -> list[Fact]:
        return [f for f in self.by_subject.get(subject, []) if f.predicate in predicates]

    def having(self, *predicates: str) -> list[Fact]:
        return [f for f in self.facts if f.predicate in predicates]


class Facts:
    """Reads documents' facts from a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._generation = -1
        self._heads: dict[str, Head] = {}
        self._texts: dict[str, str] = {}
        self._documents: dict[str, DocumentFacts] = {}

    def _fresh(self) -> None:
        generation = self.workspace.generation
        if generation != self._generation:
            self._heads, self._texts, self._documents = self._read_heads(), {}, {}
            self._generation = generation

    @property
    def heads(self) -> dict[str, Head]:
        """Every document's header, by id."""
        self._fresh()
        return self._heads

    def text(self, document: str) -> str:
        from kg.views.texts import text

        self._fresh()
        if document not in self._texts:
            self._texts[document] = text(self.workspace, document)
        return self._texts[document]

    def document(self, document: str) -> DocumentFacts:
        self._fresh()
        if document not in self._documents:
            self._documents[document] = self._read(self._heads[document])
        return self._documents[document]

    def task(self, task: str) -> TaskFacts | None:
        """A task by its id as shown outside."""
        home = ids.short(ids.owner_document(ids.expand(task)))
        if home not in self.heads:
            return None
        return next((t for t in self.document(home).tasks if t.id == task), None)

    # --- reading -----------------------------------------------------------------------------------

    def _read_heads(self) -> dict[str, Head]:
        names = {
            "title": "dcterms:title", "number": "gh:documentNumber", "file": "gh:sourceFile", "index": "gh:index",
            "genre": "gh:genre", "year": "gh:year", "city": "gh:city", "province": "gh:province",
            "county": "gh:county", "date": "dcterms:issued",
        }  # fmt: skip
        rows: dict[str, dict[str, str]] = {}
        optional = " ".join(f"OPTIONAL {{ ?g {c} ?{n} }}" for n, c in names.items())
        for row in self.workspace.store.select(
            f"{PROLOGUE} SELECT * WHERE {{ GRAPH ?g {{ ?g a gh:Document . {optional} }} }}"
        ):
            kept = rows.setdefault(row["g"].value, {})
            for name in names:
                if row[name] is not None:
                    kept.setdefault(name, row[name].value)
        parts: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in self.workspace.store.select(
            f"{PROLOGUE} SELECT ?g ?p ?t WHERE {{ GRAPH ?g {{ ?p a gh:Part ; dcterms:title ?t }} }}"
        ):
            parts[row["g"].value].append((row["p"].value, row["t"].value))
        heads = [
            Head(
                id=ids.short(iri),
                title=h.get("title", ""),
                source_file=h.get("file", ""),
                index=int(h.get("index", 1)),
                doc_number=h.get("number", ""),
                genre=h.get("genre", ""),
                year=int(h["year"]) if h.get("year") else None,
                city=h.get("city", ""),
                province=h.get("province", ""),
                county=h.get("county", ""),
                date=h.get("date", ""),
                parts=tuple(title for _, title in sorted(parts.get(iri, ()))),
            )
            for iri, h in rows.items()
        ]
        return {h.id: h for h in sorted(heads, key=lambda h: (h.source_file, h.index, h.id))}

    def _read(self, head: Head) -> DocumentFacts:
        iri = ids.expand(head.id)
        store = self.workspace.store
        facts = []
        for row in store.select(
            f"{PROLOGUE} SELECT ?s ?p ?o ?at ?w ?r ?rel WHERE {{ GRAPH <{iri}> {{ ?f rdf:subject ?s ; rdf:predicate ?p ; "
            "rdf:object ?o ; prov:wasQuotedFrom ?at . OPTIONAL { ?f gh:writtenAs ?w } OPTIONAL { ?f gh:inRow ?r } "
            "OPTIONAL { ?f gh:relation ?rel } } }"
        ):
            place = ids.parse_address(row["at"].value)
            if place is not None:
                facts.append(
                    Fact(
                        row["s"].value,
                        curie(row["p"].value),
                        row["o"].value,
                        place[1],
                        *(row[n].value if row[n] is not None else "" for n in ("w", "r", "rel")),
                    )
                )
        parts = " ".join(f"<{predicate.value}>" for predicate in v.CONTAINMENT)
        for row in store.select(
            f"{PROLOGUE} SELECT ?s ?p ?o ?at WHERE {{ GRAPH <{iri}> {{ VALUES ?p {{ {parts} }} "
            "?s ?p ?o . ?o prov:wasQuotedFrom ?at } }"
        ):
            place = ids.parse_address(row["at"].value)
            if place is not None:
                facts.append(
                    Fact(row["s"].value, curie(row["p"].value), row["o"].value, place[1], "", "", "")
                )
        facts.sort(key=lambda f: (f.span, f.predicate, f.object))
        own: dict[str, dict[str, list[str]]] = {}
        for row in store.select(
            f"{PROLOGUE} SELECT ?s ?p ?o WHERE {{ GRAPH <{iri}> {{ VALUES ?p {{ {_OWN} }} ?s ?p ?o }} }}"
        ):
            own.setdefault(row["s"].value, {}).setdefault(curie(row["p"].value), []).append(row["o"].value)
        out = DocumentFacts(head, iri, facts, own)
        out.chapters = [(m.start(), m.group().strip()) for m in _CHAPTER.finditer(self.text(head.id))]
        out.locators = {
            values["gh:ofTask"][0]: values["gh:locator"][0]
            for values in own.values()
            if "gh:ofTask" in values and "gh:locator" in values
        }
        for fact in facts:
            out.by_subject[fact.subject].append(fact)
        seen = set()
        for fact in out.of(iri, v.curie(v.HAS_TASK.value)):
            if fact.object not in seen:
                seen.add(fact.object)
                out.tasks.append(_task(out, fact))
        out.tasks.sort(key=lambda t: ids.tail(t.id))
        return out


def _task(home: DocumentFacts, fact: Fact) -> TaskFacts:
    iri = fact.object
    task = TaskFacts(
        ids.short(iri), home.head, home.literal(iri, "gh:number"), home.literal(iri, "gh:wording"),
        home.literal(iri, "dcterms:title"), home.literal(iri, "gh:sectionPath"), fact.span,
    )  # fmt: skip
    task.locator = home.locators.get(iri, "")
    task.units = home.of(iri, *UNIT_PREDICATES)
    task.policies = home.of(iri, "gh:cites", "gh:creates")
    task.initiatives = home.of(iri, "gh:hasInitiative")
    for row in dict.fromkeys(f.object for f in home.of(iri, "gh:hasRow")):
        words = [f.object for f in home.of(row, "gh:deliverable")]
        task.deliverables += home.of(row, "gh:deliverable")
        task.deadlines += home.of(row, "gh:deadline")
        for step in home.of(row, "gh:hasStep"):
            wording = home.literal(step.object, "gh:wording")
            words.append(wording)
            task.steps.append((home.literal(step.object, "gh:quarter"), wording, step.span))
        task.rows[row] = " ".join(words)
    return task
