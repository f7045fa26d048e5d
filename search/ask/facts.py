"""What does the graph say of one document's tasks, header and people, each with its quote (文件事实)?

Answers read many facts of few documents, so a document is read whole and kept for the generation. Reading one takes some
milliseconds: over many documents `stating` and `saying` first tell which have anything to the purpose, and `tasks` reads
single tasks wherever they are. Each is a query or two, whatever the number of documents.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from functools import cache, cached_property, partial
from itertools import product
from typing import TYPE_CHECKING, Any, Final, TypeVar
from weakref import WeakKeyDictionary, ref

from pyoxigraph import Literal

from kg import ids
from kg import vocabulary as v
from kg.model import Span
from kg.vocabulary import PROLOGUE, curie
from kg.workspace import Workspace
from search.ask.kept import Kept, Numbers
from search.ask.standing import Standing
from search.lexical import Filters

if TYPE_CHECKING:
    from search.hybrid import Hybrid
    from search.lexical import LexicalIndex

T = TypeVar("T")
__all__ = ["DocumentFacts", "Fact", "Facts", "Head", "Membership", "TaskFacts"]

_OWN: Final = (
    "gh:body gh:locator gh:ofTask gh:number gh:quarter gh:wording gh:measure gh:amount gh:sectionPath dcterms:title skos:prefLabel "
    "gh:documentNumber gh:contactKind gh:contactValue gh:citedIssuer gh:position"
)
_OWN_NAMES: Final = frozenset(_OWN.split())
_CHAPTER: Final = re.compile(r"^[\s#]*[一二三四五六七八九十]{1,3}、[^\n。；]{2,40}$", re.MULTILINE)
UNIT_PREDICATES: Final = ("gh:responsible", "gh:lead", "gh:cooperating")
_MOST_KEPT: Final = 800
"""Documents held in memory, some 150 kB each; single tasks are held eight times as many."""
_FEW: Final = 2
"""So many documents are read faster than asked about."""
_SOME: Final = 20
"""In so many documents the facts of a predicate are read; in more the objects are looked for in all."""
_SHORTEST_UNIT: Final = 3
_SHORTEST_TITLE: Final = 4
_MANY: Final = 100
"""From so many documents on, a question about them is asked of all documents: the answer then holds for the next question too."""
_MOST_SAYING: Final = 200
"""Passages that are looked at for some words."""
_NODES: Final = 40
"""So many nodes' literals are read one by one before all are."""
_NAMED_PREDICATES: Final = 3
"""So many predicates are asked for by name; more, and all facts are read."""
_HAS_TASK: Final = v.curie(v.HAS_TASK.value)
_HAS_ROW: Final = "gh:hasRow"
_HAS_STEP: Final = "gh:hasStep"
_DOCUMENT: Final = f"{ids.PREFIX}doc:"
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


class DocumentFacts:
    """All facts of one document, read from the graph as they are asked for: of one predicate, of one node, or all."""

    def __init__(self, head: Head, source: Facts) -> None:
        self.head = head
        self.iri = ids.expand(head.id)
        self._source = source
        self._nodes: dict[str, dict[str, list[str]]] = {}

    @cached_property
    def facts(self) -> list[Fact]:
        """Every fact, in the order of the text."""
        return self._source.facts_of(self.head)

    @cached_property
    def own(self) -> dict[str, dict[str, list[str]]]:
        """The literals of its nodes: IRI → CURIE → values."""
        return self._source.literals_of(self.head)

    @cached_property
    def tasks(self) -> list[TaskFacts]:
        return _tasks(self.head, self.facts, self.own)

    @cached_property
    def _by_subject(self) -> dict[str, list[Fact]]:
        out: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            out[fact.subject].append(fact)
        return out

    @cached_property
    def _chapters(self) -> list[tuple[int, str]]:
        """Offsets and words of lines like 三、2032年工作打算."""
        return [(m.start(), m.group().strip()) for m in _CHAPTER.finditer(self._source.text(self.head.id))]

    @property
    def loaded(self) -> bool:
        """Is all of it in memory?"""
        return "facts" in self.__dict__

    @cached_property
    def _sections(self) -> list[tuple[Span, str]]:
        """The bodies of its sections and their titles."""
        return self._source.sections_of(self.head)

    def headings_at(self, offset: int) -> str:
        """The titles of the sections that hold this place in the text."""
        titles = (title for body, title in self._sections if body.start <= offset < body.end)
        return " ".join(titles) or self._heading_line(offset)

    def _heading_line(self, offset: int) -> str:
        """The last line before that is numbered as a chapter (GB/T 9704—2012, 7.3.3: 一、), where no sections were read."""
        found = ""
        for start, line in self._chapters:
            if start > offset:
                break
            found = line
        return found

    def literal(self, iri: str, name: str) -> str:
        """The literal of a node by a property (CURIE), "" for none."""
        if "own" not in self.__dict__ and len(self._nodes) < _NODES:
            if iri not in self._nodes:
                self._nodes[iri] = self._source.literals_of(self.head, iri).get(iri, {})
            return (self._nodes[iri].get(name) or [""])[0]
        return (self.own.get(iri, {}).get(name) or [""])[0]

    def of(self, subject: str, *predicates: str) -> list[Fact]:
        """The facts of a node by one of the predicates (CURIEs), in the order of the text."""
        if self.loaded:
            return [f for f in self._by_subject.get(subject, []) if f.predicate in predicates]
        return [f for f in self.having(*predicates) if f.subject == subject]

    def having(self, *predicates: str) -> list[Fact]:
        """The facts of the predicates, in the order of the text."""
        if not self.loaded and len(predicates) <= _NAMED_PREDICATES:
            found = [f for p in predicates for f in self._source.of_predicate(self.head, p)]
            return sorted(found, key=_in_text) if len(predicates) > 1 else found
        return [f for f in self.facts if f.predicate in predicates]


_SHARED: Final[WeakKeyDictionary[Hybrid, Facts]] = WeakKeyDictionary()


class Facts:
    """Reads documents' facts from a workspace."""

    @classmethod
    def of(cls, hybrid: Hybrid) -> Facts:
        """The one that all who answer over the same indexes share: what one has read the others have."""
        found = _SHARED.get(hybrid)
        if found is None or found.workspace is not hybrid.workspace:
            known = ref(hybrid)
            found = _SHARED[hybrid] = cls(
                hybrid.workspace, lambda: alive.index if (alive := known()) else None
            )
        return found

    def __init__(self, workspace: Workspace, index: Callable[[], LexicalIndex | None] | None = None) -> None:
        """`index` finds texts that have some words; without it all are read."""
        self.workspace = workspace
        self._index = index
        self._generation = -1
        self._heads: dict[str, Head] = {}
        self._texts: dict[str, str] = {}
        self._documents: dict[str, DocumentFacts] = {}
        self._tasks: dict[str, TaskFacts] = {}
        self._stating: dict[str, frozenset[str]] = {}
        self._stated: dict[str, dict[str, list[Fact]]] = {}
        self._counts: dict[str, int] | None = None
        self._members: dict[str, list[Membership]] = {}
        self._kept: dict[str, Any] = {}
        self._tables = Kept(workspace)

    def _fresh(self) -> None:
        generation = self.workspace.generation
        if generation != self._generation:
            self._heads, self._texts, self._documents = self._read_heads(), {}, {}
            self._tasks, self._stating = {}, {}
            self._stated, self._counts, self._members, self._kept = {}, None, {}, {}
            self._generation = generation

    @property
    def heads(self) -> dict[str, Head]:
        """Every document's header, by id."""
        self._fresh()
        return self._heads

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """What `make` gives, made once a generation."""
        self._fresh()
        if name not in self._kept:
            self._kept[name] = make()
        found: T = self._kept[name]
        return found

    def table(self, name: str, make: Callable[[], Any]) -> Any:
        """What `make` gives, made once a generation and kept on disk: `search.ask.kept`."""
        return self.kept(name, lambda: self._tables.table(name, make))

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What `make` gives, kept on disk and not in memory: for who makes something else of it."""
        self._fresh()
        return self._tables.table(name, make)

    def array(self, name: str, make: Callable[[], Numbers]) -> Numbers:
        """The same for an array."""
        return self.kept(name, lambda: self._tables.array(name, make))

    def text(self, document: str) -> str:
        from kg.views.texts import text

        self._fresh()
        found = self._texts.get(document)
        if found is None:
            found = text(self.workspace, document)
            if len(self._texts) >= _MOST_KEPT:
                del self._texts[next(iter(self._texts))]
            self._texts[document] = found
        return found

    def document(self, document: str) -> DocumentFacts:
        self._fresh()
        found = self._documents.get(document)
        if found is None:
            found = DocumentFacts(self._heads[document], self)
            if len(self._documents) >= _MOST_KEPT:
                del self._documents[next(iter(self._documents))]
            self._documents[document] = found
        return found

    def task(self, task: str) -> TaskFacts | None:
        """A task by its id as shown outside."""
        return self.tasks((task,)).get(task)

    def tasks(self, wanted: Iterable[str]) -> dict[str, TaskFacts]:
        """Tasks by their ids as shown outside, in that order; ids that are not there are left out. Their documents are not read."""
        heads = self.heads
        asked = list(dict.fromkeys(wanted))
        out: dict[str, TaskFacts] = {}
        unread: dict[str, list[str]] = defaultdict(list)
        for one in asked:
            home = ids.short(ids.owner_document(ids.expand(one)))
            if home in self._documents and self._documents[home].loaded:
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
        return {one: out[one] for one in asked if one in out}

    def stating(
        self, heads: Sequence[Head], *predicates: str, objects: Collection[str] | None = None
    ) -> Sequence[Head]:
        """Those of `heads` whose documents have a fact of one of the predicates (CURIEs), in their order; with `objects`
        (IRIs) one that has such an object."""
        if len(heads) <= _FEW:
            having = ((h, self.document(h.id).having(*predicates)) for h in heads)
            return [h for h, facts in having if any(objects is None or f.object in objects for f in facts)]
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
                self._stating[predicate] = frozenset(
                    self.table(f"stating-{_plain(predicate)}", partial(self._homes, predicate))
                )
            known |= self._stating[predicate]
        return [h for h in heads if h.id in known]

    def prepare(self, stating: Iterable[str], stated: Iterable[str]) -> None:
        """Makes the tables of which documents state, and what all state, by these predicates (CURIEs)."""
        every = tuple(self.heads.values())
        if len(every) > _MANY:
            for predicate in stating:
                self.stating(every, predicate)
            for predicate in stated:
                self.stated(every, predicate)
        self.units_written((), "")
        self.task_count("")

    def _homes(self, predicate: str) -> list[str]:
        rows = self.workspace.store.select(
            f"{PROLOGUE} SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s {predicate} ?o }} }}"
        )
        return sorted(ids.short(row["g"].value) for row in rows)

    def stated(self, heads: Sequence[Head], predicate: str) -> list[tuple[Head, Fact]]:
        """Every fact of a predicate (CURIE) in the documents of `heads`, in the order of the heads and of their texts."""
        homes = self.stating(heads, predicate)
        self._read_predicate([h.id for h in homes], predicate)
        kept = self._stated[predicate]
        return [(head, fact) for head in homes for fact in kept[head.id]]

    def of_predicate(self, head: Head, predicate: str) -> list[Fact]:
        """The facts of one predicate (CURIE) in one document, in the order of its text."""
        self._fresh()
        if head.id not in self._stated.get(predicate, ()):
            self._read_predicate([head.id], predicate)
        return self._stated[predicate][head.id]

    def tasks_with(
        self, heads: Sequence[Head], predicates: Collection[str], objects: Collection[str]
    ) -> list[TaskFacts]:
        """The tasks of `heads` that have one of the objects (IRIs) by one of the predicates, in the order of the heads."""
        wanted = self.task_ids_with(heads, predicates, objects)
        read = self.tasks(wanted)
        return [read[t] for t in wanted if t in read]

    def task_ids_with(
        self, heads: Sequence[Head], predicates: Collection[str], objects: Collection[str]
    ) -> list[str]:
        """The ids of those tasks, which are not read: there may be very many."""
        if not objects:
            return []
        found: dict[str, set[str]] = defaultdict(set)
        if len(heads) <= _SOME:
            for predicate in predicates:
                for head, fact in self.stated(heads, predicate):
                    if fact.object in objects:
                        found[head.id].add(ids.short(fact.subject))
        elif near := self._mentioned_in(heads, objects):
            wanted = self._among(heads)
            for row in self.workspace.store.select(
                f"{PROLOGUE} SELECT DISTINCT ?g ?s WHERE {{ VALUES ?o {{ {_values(sorted(near))} }} GRAPH ?g {{ ?s ?p ?o }} "
                f"FILTER (?p IN ({', '.join(predicates)})) }}"
            ):
                if (home := ids.short(row["g"].value)) in wanted:
                    found[home].add(ids.short(row["s"].value))
        return [
            task
            for head in heads
            if head.id in found
            for task in sorted(found[head.id], key=ids.tail)
            if task.startswith("task:")
        ]

    def task_ids(self, heads: Sequence[Head]) -> list[str]:
        """The ids of all tasks of `heads`, in their order."""
        has = ((h, ids.short(f.object)) for h, f in self.stated(heads, _HAS_TASK))
        found: dict[str, set[str]] = defaultdict(set)
        for head, task in has:
            found[head.id].add(task)
        return [task for h in heads for task in sorted(found.get(h.id, ()), key=ids.tail)]

    def in_quarters(self, tasks: Sequence[str], quarters: Collection[str]) -> list[str]:
        """Those of the tasks that have a step in one of the quarters ("Q1".."Q4"), in their order."""
        if not tasks:
            return []
        named = " ".join(str(Literal(q)) for q in sorted(quarters))
        inside = f"VALUES ?t {{ {_values(ids.expand(t) for t in tasks)} }}" if len(tasks) <= _MANY else ""
        rows = self.workspace.store.select(
            f"{PROLOGUE} SELECT DISTINCT ?t WHERE {{ VALUES ?q {{ {named} }} {inside} "
            "GRAPH ?g { ?t gh:hasRow ?r . ?r gh:hasStep ?s . ?s gh:quarter ?q } }"
        )
        found = {ids.short(row["t"].value) for row in rows}
        return [t for t in tasks if t in found]

    def _mentioned_in(self, heads: Sequence[Head], iris: Iterable[str]) -> frozenset[str]:
        """Those of the entities that some of the documents speak of."""
        inside = self._among(heads)
        known = ((iri, self.workspace.entities.mention(iri)) for iri in iris)
        return frozenset(
            iri
            for iri, one in known
            if one is not None and any(ids.short(d) in inside for d in one.documents)
        )

    def _among(self, heads: Sequence[Head]) -> Collection[str]:
        """The ids of `heads`, to look in."""
        return self._heads if len(heads) == len(self._heads) else frozenset(h.id for h in heads)

    def of_rows(self, facts: Iterable[Fact]) -> list[tuple[TaskFacts, Fact]]:
        """Facts about tasks' rows, each with the task of the row."""
        pairs = []
        for fact in facts:
            home = ids.owner_document(fact.subject).removeprefix(f"{ids.PREFIX}doc:")
            number = ".".join(map(str, ids.tail(fact.subject)[:-1]))
            pairs.append((f"task:{home}:{number}", fact))
        read = self.tasks(task for task, _ in pairs)
        return [(read[task], fact) for task, fact in pairs if task in read]

    def units_written(self, heads: Sequence[Head], text: str) -> dict[str, set[str]]:
        """The names of three signs or more that stand in `text` and by which tasks of `heads` name who answers for them, without
        white space and as well without 市 before them: name → IRIs."""
        written = self.kept("units", lambda: _by_said(self.table("units", self._unit_names)))
        known = self.kept("units in texts", lambda: Standing(written))
        wanted: dict[str, list[str]] = defaultdict(list)
        for said in known.within(text):
            for name in written[said]:
                wanted[name].append(said)
        out: dict[str, set[str]] = defaultdict(set)
        for name, iri in self._units_named(heads, wanted) if wanted else ():
            for said in wanted[name]:
                out[said].add(iri)
        return dict(out)

    def _units_named(self, heads: Sequence[Head], names: Collection[str]) -> Iterator[tuple[str, str]]:
        """(name, IRI) of those who answer for tasks of `heads` under one of the names."""
        if len(heads) <= _SOME:
            for predicate in UNIT_PREDICATES:
                yield from (
                    (f.written, f.object) for _, f in self.stated(heads, predicate) if f.written in names
                )
            return
        table = self.table("units", self._unit_names)
        for name in names:
            yield from ((name, iri) for iri in sorted(self._mentioned_in(heads, table[name])))

    def _unit_names(self) -> dict[str, list[str]]:
        """Every way in which some task names who answers for it → IRIs."""
        found: dict[str, set[str]] = defaultdict(set)
        for predicate in UNIT_PREDICATES:
            for row in self.workspace.store.select(
                f"{PROLOGUE} SELECT DISTINCT ?w ?o WHERE {{ GRAPH ?g {{ ?f rdf:predicate {predicate} ; gh:writtenAs ?w ; "
                "rdf:object ?o } }"
            ):
                found[row["w"].value].add(row["o"].value)
        return {name: sorted(iris) for name, iris in sorted(found.items())}

    def with_section(self, heads: Sequence[Head], text: str) -> list[Head]:
        """Those of `heads` with a section whose title, of four signs or more, stands in `text`."""
        titles = " ".join(str(Literal(piece)) for piece in _pieces(text, _SHORTEST_TITLE, len(text)))
        if not titles:
            return []
        rows = self.workspace.store.select(
            f"{PROLOGUE} SELECT DISTINCT ?g WHERE {{ VALUES ?t {{ {titles} }} GRAPH ?g {{ ?s dcterms:title ?t ; a gh:Section }} }}"
        )
        homes = {ids.short(row["g"].value) for row in rows}
        return [h for h in heads if h.id in homes]

    def task_count(self, document: str) -> int:
        """How many tasks a document has."""
        self._fresh()
        if self._counts is None:
            self._counts = dict(self.table("task-counts", self._count_tasks))
        return self._counts.get(document, 0)

    def _count_tasks(self) -> dict[str, int]:
        rows = self.workspace.store.select(
            f"{PROLOGUE} SELECT ?g (COUNT(DISTINCT ?t) AS ?n) WHERE {{ GRAPH ?g {{ ?g gh:hasTask ?t }} }} GROUP BY ?g"
        )
        return {ids.short(row["g"].value): int(row["n"].value) for row in rows}

    def memberships(self, heads: Sequence[Head]) -> list[Membership]:
        """Every post and seat that the documents of `heads` name, in the order of the heads and of their texts."""
        homes = self.stating(heads, curie(v.HAS_MEMBERSHIP.value))
        unread = [h.id for h in homes if h.id not in self._members]
        if unread:
            few = len(unread) <= _SOME
            graphs = [f"<{ids.expand(one)}>" for one in unread] if few else ["?g"]
            rows = [row for graph in graphs for row in self._read_members(graph)]
            found: dict[str, list[Membership]] = {one: [] for one in unread}
            for home, person, role, unit, owner, spans in rows:
                if home in self._heads:
                    places = {Span(start, end) for start, end in spans}
                    found.setdefault(home, []).append(
                        Membership(self._heads[home], person, role, unit, owner, places)
                    )
            self._members |= found
        return [m for h in homes for m in self._members[h.id]]

    def _read_members(self, graph: str) -> list[tuple[Any, ...]]:
        """(document, person, role, unit, owner, [(start, end)]) of one graph, or of all ("?g"); in the order of the texts.

        Plain scans, joined here: over all graphs one query with their OPTIONALs takes four times as long.
        """

        def pairs(pattern: str) -> Iterator[tuple[str, str]]:
            for row in self.workspace.store.select(
                f"{PROLOGUE} SELECT ?a ?b WHERE {{ GRAPH {graph} {{ {pattern} }} }}"
            ):
                yield row["a"].value, row["b"].value

        people: dict[str, str] = {}
        spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for person, member in pairs("?a org:hasMembership ?b"):
            people.setdefault(member, person)
        for member, address in pairs("?p org:hasMembership ?a . ?a prov:wasQuotedFrom ?b"):
            if (place := ids.parse_address(address)) is not None:
                spans[member].add((place[1].start, place[1].end))
        roles = dict(pairs("?a org:role ?b"))
        labels = dict(sorted(set(pairs("?m org:role ?a . ?a skos:prefLabel ?b"))))
        units = dict(pairs("?a org:organization ?b"))
        owners = dict(sorted(set(pairs("?a org:unitOf ?b"))))
        homes = {member: ids.short(ids.owner_document(member)) for member in spans}
        ordered = sorted(spans, key=lambda m: (homes[m], min(spans[m]), m))
        return [
            (
                homes[m],
                people[m],
                labels.get(roles.get(m, ""), ""),
                units.get(m, ""),
                owners.get(units.get(m, ""), ""),
                sorted(spans[m]),
            )
            for m in ordered
        ]

    def nodes_with(self, heads: Sequence[Head], name: str, value: str) -> frozenset[str]:
        """The nodes (IRIs) of documents that have a value (a text) by a property (CURIE); of many documents those of all."""
        pattern = f"?s {name} {Literal(value)}"
        if len(heads) <= _SOME:
            return frozenset(iri for h in heads for iri in self._nodes_of(f"<{ids.expand(h.id)}>", pattern))
        return self.kept(f"{name} {value}", lambda: frozenset(self._nodes_of("?g", pattern)))

    def _nodes_of(self, graph: str, pattern: str) -> Iterator[str]:
        for row in self.workspace.store.select(
            f"{PROLOGUE} SELECT ?s WHERE {{ GRAPH {graph} {{ {pattern} }} }}"
        ):
            yield row["s"].value

    def numbers_ending(self, digits: str) -> Sequence[Head]:
        """The documents that give a telephone number with these last digits, whatever stands between them."""
        rows = self.workspace.store.select(
            f"{PROLOGUE} SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?c gh:contactValue ?v }} "
            f'FILTER (STRENDS(REPLACE(?v, "[^0-9]", ""), {Literal(digits)})) }}'
        )
        return [h for h in (self.heads.get(ids.short(row["g"].value)) for row in rows) if h is not None]

    def saying(self, words: str, among: Sequence[Head] | None = None) -> Sequence[Head]:
        """The documents, of all or of these, whose texts have these words as they are; of very many, some."""
        return [h for h in self.speaking(words, among) if words in self.text(h.id)]

    def speaking(self, words: str, among: Sequence[Head] | None = None) -> Sequence[Head]:
        """The documents in which the index finds the words, however their signs are written; all without an index."""
        heads = tuple(self.heads.values()) if among is None else among
        index = self._index() if self._index is not None else None
        if index is None or len(heads) <= _FEW:
            return heads
        inside = Filters(documents=tuple(h.id for h in among or ()))
        found = {m.passage.document for m in index.by_phrase(words, _MOST_SAYING, inside)}
        return [h for h in heads if h.id in found]

    # --- reading -----------------------------------------------------------------------------------

    def _read_heads(self) -> dict[str, Head]:
        """Every document's header, by file and place."""
        lines = self._tables.table("heads", self._ask_heads)
        heads = (_head(line) for line in lines)
        return {h.id: h for h in heads}

    def _ask_heads(self) -> list[tuple[Any, ...]]:
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
        ordered = sorted(heads, key=lambda h: (h.source_file, h.index, h.id))
        return [astuple(h) for h in ordered]

    def _read_predicate(self, documents: Sequence[str], predicate: str) -> None:
        self._fresh()
        kept = self._stated.setdefault(predicate, {})
        found: dict[str, list[Fact]] = {one: [] for one in documents if one not in kept}
        if len(found) > _MANY:
            lines = self._tables.table(f"facts-{_plain(predicate)}", lambda: self._all_stated(predicate))
            for home, subject, object_, start, end, *more in lines:
                found.setdefault(home, []).append(Fact(subject, predicate, object_, Span(start, end), *more))
        else:  # one by one: a query over several named graphs may be planned very badly
            for home in found:
                pattern = f"GRAPH <{ids.expand(home)}> {{ {_pattern(predicate)} }}"
                found[home] = [fact for _, fact in _facts(self.workspace, pattern, predicate)]
        for home, facts in found.items():
            kept[home] = sorted(facts, key=_in_text)

    def _all_stated(self, predicate: str) -> list[tuple[Any, ...]]:
        return [
            (home, f.subject, f.object, f.span.start, f.span.end, f.written, f.row, f.relation)
            for home, f in _facts(self.workspace, f"GRAPH ?g {{ {_pattern(predicate)} }}", predicate)
        ]

    def facts_of(self, head: Head) -> list[Fact]:
        """Every fact of one document, in the order of its text."""
        owned = f"VALUES ?p {{ {' '.join(_OWNED)} }} ?s ?p ?o . ?o prov:wasQuotedFrom ?at"
        found = [
            fact
            for pattern in (_OF_FACTS, owned)
            for _, fact in _facts(self.workspace, f"GRAPH <{ids.expand(head.id)}> {{ {pattern} }}")
        ]
        return sorted(found, key=_in_text)

    def literals_of(self, head: Head, node: str = "") -> dict[str, dict[str, list[str]]]:
        """The literals of a document's nodes, or of one: IRI → property (CURIE) → values."""
        if node:
            pattern = f"VALUES ?s {{ <{node}> }} ?s ?p ?o FILTER (?p IN ({', '.join(_OWN.split())}))"
        else:
            pattern = f"VALUES ?p {{ {_OWN} }} ?s ?p ?o"
        own: dict[str, dict[str, list[str]]] = {}
        for row in self.workspace.store.select(
            f"{PROLOGUE} SELECT ?s ?p ?o WHERE {{ GRAPH <{ids.expand(head.id)}> {{ {pattern} }} }}"
        ):
            own.setdefault(row["s"].value, {}).setdefault(curie(row["p"].value), []).append(row["o"].value)
        return own

    def sections_of(self, head: Head) -> list[tuple[Span, str]]:
        """The bodies of a document's sections and their titles, from the front, the wider first."""
        rows = self.workspace.store.select(
            f"{PROLOGUE} SELECT ?b ?t WHERE {{ GRAPH <{ids.expand(head.id)}> {{ ?s gh:body ?b ; dcterms:title ?t }} }}"
        )
        read = ((ids.parse_address(row["b"].value), row["t"].value) for row in rows)
        found = [(place[1], title) for place, title in read if place is not None]
        return sorted(found, key=lambda one: (one[0].start, -one[0].end, one[1]))

    def _read_tasks(self, wanted: dict[str, list[str]]) -> dict[str, TaskFacts]:
        """Tasks by document: what the document would say of them, their rows and steps, and no more.

        Plain rounds, each over all tasks: a join of the same, with its OPTIONALs, takes four times as long.
        """
        tasks = [ids.expand(one) for some in wanted.values() for one in some]
        said = self._said_of(tasks)
        rows = [row for task in tasks for row in said[task].get(_HAS_ROW, ())]
        said |= self._said_of(rows)
        steps = [step for row in rows for step in said[row].get(_HAS_STEP, ())]
        said |= self._said_of(steps)
        by_home: dict[str, list[Fact]] = defaultdict(list)
        own_of: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(dict)
        for iri in (*tasks, *steps):
            literals = {name: values for name, values in said[iri].items() if name in _OWN_NAMES}
            own_of[ids.owner_document(iri)][iri] = literals
        for holder in (*tasks, *rows):
            home = ids.short(ids.owner_document(holder))
            for name in (_HAS_ROW, _HAS_STEP):
                for part in said[holder].get(name, ()):
                    by_home[home] += [Fact(holder, name, part, at) for at in _spans(said[part])]
        for task in tasks:
            home_iri = ids.owner_document(task)
            by_home[ids.short(home_iri)] += [Fact(home_iri, _HAS_TASK, task, at) for at in _spans(said[task])]
        for fact in self._stated_of([*tasks, *rows]):
            by_home[ids.short(ids.owner_document(fact.subject))].append(fact)
        for row in self.workspace.store.select(
            f"{PROLOGUE} SELECT ?s ?t ?l WHERE {{ VALUES ?t {{ {_values(tasks)} }} "
            "GRAPH ?g { ?s gh:ofTask ?t ; gh:locator ?l } }"
        ):
            task = row["t"].value
            located = {"gh:ofTask": [task], "gh:locator": [row["l"].value]}
            own_of[ids.owner_document(task)][row["s"].value] = located
        return {
            task.id: task
            for home in wanted
            for task in _tasks(
                self._heads[home], sorted(by_home[home], key=_in_text), own_of[ids.expand(home)]
            )
        }

    def _said_of(self, nodes: Sequence[str]) -> dict[str, dict[str, list[str]]]:
        """What their documents say of nodes: IRI → property (CURIE) → values."""
        out: dict[str, dict[str, list[str]]] = {node: {} for node in nodes}
        if nodes:
            for row in self.workspace.store.select(
                f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {_values(out)} }} GRAPH ?g {{ ?s ?p ?o }} }}"
            ):
                out[row["s"].value].setdefault(_curie(row["p"].value), []).append(row["o"].value)
        return out

    def _stated_of(self, subjects: Sequence[str]) -> Iterator[Fact]:
        """The facts, but for what contains what, of all these subjects."""
        read: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in self.workspace.store.select(
            f"{PROLOGUE} SELECT ?f ?p ?o WHERE {{ VALUES ?s {{ {_values(subjects)} }} GRAPH ?g {{ ?f rdf:subject ?s ; ?p ?o }} }}"
        ):
            read[row["f"].value][_curie(row["p"].value)].append(row["o"].value)
        for fact in read.values():
            more = [fact.get(name) or [""] for name in ("gh:writtenAs", "gh:inRow", "gh:relation")]
            stated = product(fact["rdf:subject"], fact["rdf:predicate"], fact["rdf:object"])
            for (subject, predicate, object_), at, rest in product(stated, _spans(fact), product(*more)):
                yield Fact(subject, _curie(predicate), object_, at, *rest)


_curie = cache(curie)


def _spans(said: Mapping[str, Sequence[str]]) -> list[Span]:
    """Where a node or fact is quoted from."""
    read = (ids.parse_address(address) for address in said.get("prov:wasQuotedFrom", ()))
    return [place[1] for place in read if place is not None]


def _pieces(text: str, least: int, most: int) -> list[str]:
    """Every run of `least` to `most` signs of a text, once."""
    starts = range(len(text))
    return sorted({text[i:j] for i in starts for j in range(i + least, min(len(text), i + most) + 1)})


def _by_said(written: Iterable[str]) -> dict[str, list[str]]:
    """How people say a unit's name → how tasks write it: without white space, and without 市 before it."""
    out: dict[str, list[str]] = defaultdict(list)
    for name in written:
        bare = "".join(name.split())
        for said in dict.fromkeys((bare, bare.removeprefix("市"))):
            if len(said) >= _SHORTEST_UNIT:
                out[said].append(name)
    return dict(out)


def _head(line: list[Any]) -> Head:
    line[-1] = tuple(line[-1])
    return Head(*line)


def _plain(predicate: str) -> str:
    """A CURIE as part of a file's name."""
    return predicate.replace(":", "-")


def _pattern(predicate: str) -> str:
    """What binds ?s ?o ?at, and ?w ?r ?rel, for the facts of one predicate."""
    if predicate in _OWNED:
        return f"?s {predicate} ?o . ?o prov:wasQuotedFrom ?at"
    return f"?f rdf:predicate {predicate} . {_OF_FACTS.replace('rdf:predicate ?p ; ', '')}"


def _graphs(documents: Iterable[str]) -> str:
    return f"VALUES ?g {{ {_values(ids.expand(one) for one in documents)} }}"


def _in_text(fact: Fact) -> tuple[int, int, str, str, bool, str]:
    """By place; of one place, what a task says before what its paper does."""
    whole = fact.subject.startswith(_DOCUMENT)
    return fact.span.start, fact.span.end, fact.predicate, fact.object, whole, fact.subject


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


def _tasks(head: Head, facts: list[Fact], own: dict[str, dict[str, list[str]]]) -> list[TaskFacts]:
    """The tasks that the facts and literals of one document tell of, in their order."""
    by_subject: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_subject[fact.subject].append(fact)
    locators = {
        values["gh:ofTask"][0]: values["gh:locator"][0]
        for values in own.values()
        if "gh:ofTask" in values and "gh:locator" in values
    }
    out: dict[str, TaskFacts] = {}
    for fact in by_subject[ids.expand(head.id)]:
        if fact.predicate == _HAS_TASK and fact.object not in out:
            out[fact.object] = _task(head, fact, by_subject, own)
            out[fact.object].locator = locators.get(fact.object, "")
    return sorted(out.values(), key=lambda t: ids.tail(t.id))


def _task(
    head: Head, fact: Fact, by_subject: dict[str, list[Fact]], own: dict[str, dict[str, list[str]]]
) -> TaskFacts:
    iri = fact.object

    def literal(node: str, name: str) -> str:
        return (own.get(node, {}).get(name) or [""])[0]

    def of(node: str, *predicates: str) -> list[Fact]:
        return [f for f in by_subject.get(node, ()) if f.predicate in predicates]

    task = TaskFacts(
        ids.short(iri), head, literal(iri, "gh:number"), literal(iri, "gh:wording"),
        literal(iri, "dcterms:title"), literal(iri, "gh:sectionPath"), fact.span,
    )  # fmt: skip
    task.units = of(iri, *UNIT_PREDICATES)
    task.policies = of(iri, "gh:cites", "gh:creates")
    task.initiatives = of(iri, "gh:hasInitiative")
    for row in dict.fromkeys(f.object for f in of(iri, "gh:hasRow")):
        words = [f.object for f in of(row, "gh:deliverable")]
        task.deliverables += of(row, "gh:deliverable")
        task.deadlines += of(row, "gh:deadline")
        for step in of(row, "gh:hasStep"):
            wording = literal(step.object, "gh:wording")
            words.append(wording)
            task.steps.append((literal(step.object, "gh:quarter"), wording, step.span))
            task.row_steps.setdefault(row, []).append(task.steps[-1])
        task.rows[row] = " ".join(words)
    return task
