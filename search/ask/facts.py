"""What does the graph say of one document's tasks, header and people, each with its quote (文件事实)?

Answers read many facts of few documents, so a document is read whole and kept for the generation. Reading one takes some
milliseconds: over many documents `stating` and `saying` first tell which have anything to the purpose, and `tasks` reads
single tasks wherever they are. Each is a query or two, whatever the number of documents.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal

from kg import ids
from kg import vocabulary as v
from kg.model import Span
from kg.vocabulary import PROLOGUE, curie
from kg.workspace import Workspace

__all__ = ["DocumentFacts", "Fact", "Facts", "Head", "Membership", "TaskFacts"]

_OWN: Final = (
    "gh:body gh:locator gh:ofTask gh:number gh:quarter gh:wording gh:measure gh:amount gh:sectionPath dcterms:title skos:prefLabel "
    "gh:documentNumber gh:contactKind gh:contactValue gh:citedIssuer gh:position"
)
_CHAPTER: Final = re.compile(r"^[\s#]*[一二三四五六七八九十]{1,3}、[^\n。；]{2,40}$", re.MULTILINE)
UNIT_PREDICATES: Final = ("gh:responsible", "gh:lead", "gh:cooperating")
_MOST_KEPT: Final = 800
"""Documents held in memory, some 150 kB each; single tasks are held eight times as many."""
_FEW: Final = 2
"""So many documents are read faster than asked about."""
_SHORTEST_UNIT: Final = 3
_LONGEST_UNIT: Final = 16
_MANY: Final = 200
"""From so many documents on, a question about them is asked of all documents: the answer then holds for the next question too."""
_OWNED: Final = tuple(v.curie(predicate.value) for predicate in v.CONTAINMENT)
_OF_FACTS: Final = (
    "?f rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; prov:wasQuotedFrom ?at . OPTIONAL { ?f gh:writtenAs ?w } "
    "OPTIONAL { ?f gh:inRow ?r } OPTIONAL { ?f gh:relation ?rel }"
)


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
class Membership:
    """A post or seat: IRIs of the person, the unit and its owner ("" where there is none), the role's words, all quotes."""

    document: Head
    person: str
    role: str
    unit: str
    owner: str
    spans: set[Span]


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
    row_steps: dict[str, list[tuple[str, str, Span]]] = field(default_factory=dict)
    """Row IRI → its steps, as in `steps`."""
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
        self._tasks: dict[str, TaskFacts] = {}
        self._stating: dict[str, frozenset[str]] = {}
        self._stated: dict[str, dict[str, list[Fact]]] = {}
        self._counts: dict[str, int] | None = None
        self._members: dict[str, list[Membership]] = {}
        self._saying: dict[str, tuple[Head, ...]] = {}
        self._all_texts = False

    def _fresh(self) -> None:
        generation = self.workspace.generation
        if generation != self._generation:
            self._heads, self._texts, self._documents = self._read_heads(), {}, {}
            self._tasks, self._stating, self._saying, self._all_texts = {}, {}, {}, False
            self._stated, self._counts, self._members = {}, None, {}
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
        found = self._documents.get(document)
        if found is None:
            found = self._read(self._heads[document])
            if len(self._documents) >= _MOST_KEPT:
                del self._documents[next(iter(self._documents))]
            self._documents[document] = found
        return found

    def task(self, task: str) -> TaskFacts | None:
        """A task by its id as shown outside."""
        return self.tasks((task,)).get(task)

    def tasks(self, wanted: Iterable[str]) -> dict[str, TaskFacts]:
        """Tasks by their ids as shown outside; ids that are not there are left out. Their documents are not read."""
        heads = self.heads
        out: dict[str, TaskFacts] = {}
        unread: dict[str, list[str]] = defaultdict(list)
        for one in dict.fromkeys(wanted):
            home = ids.short(ids.owner_document(ids.expand(one)))
            if home in self._documents:
                if found := next((t for t in self._documents[home].tasks if t.id == one), None):
                    out[one] = found
            elif one in self._tasks:
                out[one] = self._tasks[one]
            elif home in heads:
                unread[home].append(one)
        if unread:
            if len(self._tasks) >= 8 * _MOST_KEPT:
                self._tasks = {}
            fresh = self._read_tasks(unread)
            self._tasks |= fresh
            out |= fresh
        return out

    def stating(
        self, heads: Sequence[Head], *predicates: str, objects: Collection[str] | None = None
    ) -> Sequence[Head]:
        """Those of `heads` whose documents have a fact of one of the predicates (CURIEs), in their order; with `objects`
        (IRIs) one that has such an object. A few heads may come back as they are: reading them is as quick."""
        if len(heads) <= _FEW:
            return heads
        self._fresh()
        if objects is not None:
            if not objects:
                return ()
            named = " ".join(f"<{iri}>" for iri in sorted(objects))
            rows = self.workspace.store.select(
                f"{PROLOGUE} SELECT DISTINCT ?g WHERE {{ VALUES ?o {{ {named} }} GRAPH ?g {{ ?s ?p ?o }} "
                f"FILTER (?p IN ({', '.join(predicates)})) }}"
            )
            homes = {ids.short(row["g"].value) for row in rows}
            return [h for h in heads if h.id in homes]
        known: set[str] = set()
        for predicate in predicates:
            if predicate not in self._stating:
                rows = self.workspace.store.select(
                    f"{PROLOGUE} SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s {predicate} ?o }} }}"
                )
                self._stating[predicate] = frozenset(ids.short(row["g"].value) for row in rows)
            known |= self._stating[predicate]
        return [h for h in heads if h.id in known]

    def stated(self, heads: Sequence[Head], predicate: str) -> list[tuple[Head, Fact]]:
        """Every fact of a predicate (CURIE) in the documents of `heads`, in the order of the heads and of their texts."""
        homes = self.stating(heads, predicate)
        kept = self._stated.setdefault(predicate, {})
        unread = [h.id for h in homes if h.id not in kept and h.id not in self._documents]
        if len(unread) > _FEW:
            where = _graphs(unread) if len(unread) <= _MANY else ""
            found: dict[str, list[Fact]] = {one: [] for one in unread}
            if predicate in _OWNED:
                pattern = f"?s {predicate} ?o . ?o prov:wasQuotedFrom ?at"
            else:
                pattern = f"?f rdf:predicate {predicate} . {_OF_FACTS.replace('rdf:predicate ?p ; ', '')}"
            for home, fact in _facts(self.workspace, f"GRAPH ?g {{ {where} {pattern} }}", predicate):
                found.setdefault(home, []).append(fact)
            for home, facts in found.items():
                kept[home] = sorted(facts, key=_in_text)
        out = []
        for head in homes:
            facts = kept[head.id] if head.id in kept else self.document(head.id).having(predicate)
            out += [(head, fact) for fact in facts]
        return out

    def tasks_with(
        self, heads: Sequence[Head], predicates: Collection[str], objects: Collection[str]
    ) -> list[TaskFacts]:
        """The tasks of `heads` that have one of the objects (IRIs) by one of the predicates, in the order of the heads."""
        wanted = {h.id for h in heads}
        if len(heads) <= _FEW:
            every = [t for h in heads for t in self.document(h.id).tasks]
            about = (f for t in every for f in (*t.units, *t.policies, *t.initiatives))
            mine = {f.subject for f in about if f.predicate in predicates and f.object in objects}
            return [t for t in every if ids.expand(t.id) in mine]
        if not objects:
            return []
        named = _values(sorted(objects))
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.workspace.store.select(
            f"{PROLOGUE} SELECT DISTINCT ?g ?s WHERE {{ VALUES ?o {{ {named} }} GRAPH ?g {{ ?s ?p ?o . ?s a gh:Task }} "
            f"FILTER (?p IN ({', '.join(predicates)})) }}"
        ):
            if (home := ids.short(row["g"].value)) in wanted:
                found[home].append(ids.short(row["s"].value))
        read = self.tasks(t for tasks in found.values() for t in tasks)
        ordered = [sorted(found[h.id], key=ids.tail) for h in heads if h.id in found]
        return [read[t] for tasks in ordered for t in tasks if t in read]

    def units_written(self, heads: Sequence[Head], text: str) -> dict[str, set[str]]:
        """The names of three signs or more that stand in `text` and by which tasks of `heads` name who answers for them, without
        white space and as well without 市 before them: name → IRIs."""
        by_name: dict[str, set[str]] = defaultdict(set)
        if all(h.id in self._documents for h in heads) or len(heads) <= _FEW:
            for head in heads:
                for task in self.document(head.id).tasks:
                    for fact in task.units:
                        by_name[fact.written].add(fact.object)
        else:
            for row in self.workspace.store.select(self._units_asked(heads, text)):
                by_name[row["w"].value].add(row["o"].value)
        out: dict[str, set[str]] = defaultdict(set)
        for written, iris in by_name.items():
            name = "".join(written.split())
            for said in (name, name.removeprefix("市")):
                if len(said) >= _SHORTEST_UNIT and said in text:
                    out[said] |= iris
        return dict(out)

    def _units_asked(self, heads: Sequence[Head], text: str) -> str:
        """In few documents every name is read; in many those that the text may have, as they are."""
        units = f"?f gh:writtenAs ?w ; rdf:predicate ?p ; rdf:object ?o . FILTER (?p IN ({', '.join(UNIT_PREDICATES)}))"
        if len(heads) <= _MANY:
            every = " UNION ".join(f"{{ ?f rdf:predicate {p} }}" for p in UNIT_PREDICATES)
            return (
                f"{PROLOGUE} SELECT DISTINCT ?w ?o WHERE {{ GRAPH ?g {{ {_graphs(h.id for h in heads)} "
                f"{every} ?f gh:writtenAs ?w ; rdf:object ?o }} }}"
            )
        pieces = {
            text[i:j]
            for i in range(len(text))
            for j in range(i + _SHORTEST_UNIT, min(len(text), i + _LONGEST_UNIT) + 1)
        }
        names = " ".join(str(Literal(name)) for piece in sorted(pieces) for name in (piece, f"市{piece}"))
        return f"{PROLOGUE} SELECT DISTINCT ?w ?o WHERE {{ VALUES ?w {{ {names} }} GRAPH ?g {{ {units} }} }}"

    def task_count(self, document: str) -> int:
        """How many tasks a document has."""
        self._fresh()
        if self._counts is None:
            rows = self.workspace.store.select(
                f"{PROLOGUE} SELECT ?g (COUNT(DISTINCT ?t) AS ?n) WHERE {{ GRAPH ?g {{ ?g gh:hasTask ?t }} }} GROUP BY ?g"
            )
            self._counts = {ids.short(row["g"].value): int(row["n"].value) for row in rows}
        return self._counts.get(document, 0)

    def memberships(self, heads: Sequence[Head]) -> list[Membership]:
        """Every post and seat that the documents of `heads` name, in the order of the heads and of their texts."""
        homes = self.stating(heads, curie(v.HAS_MEMBERSHIP.value))
        unread = [h.id for h in homes if h.id not in self._members]
        if unread:
            where = _graphs(unread) if len(unread) <= _MANY else ""
            found: dict[str, dict[str, Membership]] = {one: {} for one in unread}
            for row in self.workspace.store.select(
                f"{PROLOGUE} SELECT ?g ?p ?m ?at ?role ?unit ?owner WHERE {{ GRAPH ?g {{ {where} ?p org:hasMembership ?m . "
                "?m prov:wasQuotedFrom ?at . OPTIONAL { ?m org:role/skos:prefLabel ?role } "
                "OPTIONAL { ?m org:organization ?unit . OPTIONAL { ?unit org:unitOf ?owner } } } }"
            ):
                place = ids.parse_address(row["at"].value)
                home = ids.short(row["g"].value)
                if place is None or home not in self._heads:
                    continue
                role, unit, owner = (
                    row[n].value if row[n] is not None else "" for n in ("role", "unit", "owner")
                )
                one = found.setdefault(home, {}).setdefault(
                    row["m"].value, Membership(self._heads[home], row["p"].value, role, unit, owner, set())
                )
                one.spans.add(place[1])
            for home, members in found.items():
                ordered = sorted(members.items(), key=lambda item: (min(item[1].spans), item[0]))
                self._members[home] = [one for _, one in ordered]
        return [m for h in homes for m in self._members[h.id]]

    def numbers_ending(self, digits: str) -> Sequence[Head]:
        """The documents that give a telephone number with these last digits, whatever stands between them."""
        rows = self.workspace.store.select(
            f"{PROLOGUE} SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?c gh:contactValue ?v }} "
            f'FILTER (STRENDS(REPLACE(?v, "[^0-9]", ""), {Literal(digits)})) }}'
        )
        return [h for h in (self.heads.get(ids.short(row["g"].value)) for row in rows) if h is not None]

    def saying(self, words: str) -> Sequence[Head]:
        """The documents whose texts have these words as they are."""
        self._fresh()
        found = self._saying.get(words)
        if found is None:
            self._read_texts()
            found = tuple(h for h in self._heads.values() if words in self._texts[h.id])
            if len(self._saying) >= _MOST_KEPT:
                self._saying = {}
            self._saying[words] = found
        return found

    # --- reading -----------------------------------------------------------------------------------

    def _read_heads(self) -> dict[str, Head]:
        names = {
            "title": "dcterms:title", "number": "gh:documentNumber", "file": "gh:sourceFile", "index": "gh:index",
            "genre": "gh:genre", "year": "gh:year", "city": "gh:city", "province": "gh:province",
            "county": "gh:county", "date": "dcterms:issued",
        }  # fmt: skip
        rows: dict[str, dict[str, str]] = {}
        for row in self.workspace.store.select(
            f"{PROLOGUE} SELECT ?g WHERE {{ GRAPH ?g {{ ?g a gh:Document }} }}"
        ):
            rows[row["g"].value] = {}
        for name, predicate in names.items():  # one scan each: faster than one query with ten OPTIONALs
            for row in self.workspace.store.select(
                f"{PROLOGUE} SELECT ?g ?o WHERE {{ GRAPH ?g {{ ?g {predicate} ?o }} }}"
            ):
                if (kept := rows.get(row["g"].value)) is not None:
                    kept.setdefault(name, row["o"].value)
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

    def _read_texts(self) -> None:
        if self._all_texts:
            return
        for row in self.workspace.store.select(
            f"{PROLOGUE} SELECT ?g ?t WHERE {{ GRAPH ?g {{ ?g gh:textVersion/rdf:value ?t }} }}"
        ):
            self._texts.setdefault(ids.short(row["g"].value), row["t"].value)
        self._all_texts = True

    def _read(self, head: Head) -> DocumentFacts:
        iri = ids.expand(head.id)
        owned = f"VALUES ?p {{ {' '.join(_OWNED)} }} ?s ?p ?o . ?o prov:wasQuotedFrom ?at"
        facts = [
            fact
            for pattern in (_OF_FACTS, owned)
            for _, fact in _facts(self.workspace, f"GRAPH <{iri}> {{ {pattern} }}")
        ]
        own: dict[str, dict[str, list[str]]] = {}
        for row in self.workspace.store.select(
            f"{PROLOGUE} SELECT ?s ?p ?o WHERE {{ GRAPH <{iri}> {{ VALUES ?p {{ {_OWN} }} ?s ?p ?o }} }}"
        ):
            own.setdefault(row["s"].value, {}).setdefault(curie(row["p"].value), []).append(row["o"].value)
        out = _put_together(head, facts, own)
        out.chapters = [(m.start(), m.group().strip()) for m in _CHAPTER.finditer(self.text(head.id))]
        return out

    def _read_tasks(self, wanted: dict[str, list[str]]) -> dict[str, TaskFacts]:
        """Tasks by document: what the document would say of them, their rows and steps, and no more."""
        store = self.workspace.store
        tasks = [ids.expand(one) for some in wanted.values() for one in some]
        rows, steps = [], []
        for row in store.select(
            f"{PROLOGUE} SELECT ?row ?step WHERE {{ VALUES ?t {{ {_values(tasks)} }} "
            "GRAPH ?g { ?t gh:hasRow ?row . OPTIONAL { ?row gh:hasStep ?step } } }"
        ):
            rows.append(row["row"].value)
            steps += [row["step"].value] if row["step"] is not None else []
        holders = f"VALUES ?s {{ {_values([*tasks, *dict.fromkeys(rows)])} }}"
        inner = "?s ?p ?o . ?o prov:wasQuotedFrom ?at . FILTER (?p IN (gh:hasRow, gh:hasStep))"
        by_home: dict[str, list[Fact]] = defaultdict(list)
        for pattern in (_OF_FACTS, inner):
            for home, fact in _facts(self.workspace, f"{holders} GRAPH ?g {{ {pattern} }}"):
                by_home[home].append(fact)
        own: dict[str, dict[str, list[str]]] = {}
        for row in store.select(
            f"{PROLOGUE} SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {_values([*tasks, *steps])} }} GRAPH ?g {{ ?s ?p ?o }} "
            f"FILTER (?p IN ({', '.join(_OWN.split())})) }}"
        ):
            own.setdefault(row["s"].value, {}).setdefault(curie(row["p"].value), []).append(row["o"].value)
        for row in store.select(
            f"{PROLOGUE} SELECT ?s ?t ?l WHERE {{ VALUES ?t {{ {_values(tasks)} }} "
            "GRAPH ?g { ?s gh:ofTask ?t ; gh:locator ?l } }"
        ):
            own[row["s"].value] = {"gh:ofTask": [row["t"].value], "gh:locator": [row["l"].value]}
        has = curie(v.HAS_TASK.value)
        for row in store.select(
            f"{PROLOGUE} SELECT ?t ?at WHERE {{ VALUES ?t {{ {_values(tasks)} }} GRAPH ?g {{ ?t prov:wasQuotedFrom ?at }} }}"
        ):
            iri, place = row["t"].value, ids.parse_address(row["at"].value)
            if place is not None:
                home_iri = ids.owner_document(iri)
                by_home[ids.short(home_iri)].append(Fact(home_iri, has, iri, place[1]))
        own_of: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(dict)
        for iri, values in own.items():
            own_of[ids.owner_document(iri)][iri] = values
        read = [_put_together(self._heads[home], by_home[home], own_of[ids.expand(home)]) for home in wanted]
        return {task.id: task for home in read for task in home.tasks}


def _graphs(documents: Iterable[str]) -> str:
    return f"VALUES ?g {{ {_values(ids.expand(one) for one in documents)} }}"


def _in_text(fact: Fact) -> tuple[int, int, str, str]:
    return fact.span.start, fact.span.end, fact.predicate, fact.object


def _values(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)


def _facts(workspace: Workspace, where: str, predicate: str = "") -> list[tuple[str, Fact]]:
    """(document's id or "", fact) for all that a graph pattern finds: ?g ?s ?p ?o ?at, and ?w ?r ?rel where it has them;
    `predicate` stands for a ?p that the pattern does not bind."""
    out = []
    for row in workspace.store.select(f"{PROLOGUE} SELECT ?g ?s ?p ?o ?at ?w ?r ?rel WHERE {{ {where} }}"):
        place = ids.parse_address(row["at"].value)
        if place is not None:
            more = (row[n].value if row[n] is not None else "" for n in ("w", "r", "rel"))
            name = predicate or curie(row["p"].value)
            fact = Fact(row["s"].value, name, row["o"].value, place[1], *more)
            out.append((ids.short(row["g"].value) if row["g"] is not None else "", fact))
    return out


def _put_together(head: Head, facts: list[Fact], own: dict[str, dict[str, list[str]]]) -> DocumentFacts:
    iri = ids.expand(head.id)
    facts.sort(key=_in_text)
    out = DocumentFacts(head, iri, facts, own)
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
            task.row_steps.setdefault(row, []).append(task.steps[-1])
        task.rows[row] = " ".join(words)
    return task
