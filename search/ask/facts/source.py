"""What do the documents say, and what of it was read already (事实的来源)?

Answers read many facts of few documents. Single tasks, and the facts of single predicates, are read wherever they are:
from what is kept on disk (`shelf`), else from the graph, where reading one takes some milliseconds. Over many documents
`stating` and `saying` first tell which have anything to the purpose.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar
from weakref import WeakKeyDictionary, ref

from kg import ids
from kg import vocabulary as v
from kg.model import Span
from kg.views.tasks import named
from kg.views.tasks import tasks as task_view
from kg.vocabulary import curie
from kg.workspace import Workspace
from search.ask import kept as kept_on_disk
from search.ask.facts import stock
from search.ask.facts.assembly import HAS_TASK, Literals, in_text
from search.ask.facts.document import DocumentFacts
from search.ask.facts.members import members_in
from search.ask.facts.model import UNIT_PREDICATES, Fact, Head, Membership, TaskFacts
from search.ask.facts.reading import Reading
from search.ask.facts.units import by_said
from search.ask.kept import Kept
from search.ask.standing import Numbers, Standing
from search.ask.titles import AlikeTitles
from search.tokens import fold

if TYPE_CHECKING:
    from search.ask.facts.shelf import Shelf
    from search.hybrid import Hybrid
    from search.lexical import LexicalIndex

__all__ = ["Facts"]

T = TypeVar("T")
_MOST_KEPT: Final = 800
"""Documents held in memory, some 150 kB each; single tasks are held eight times as many."""
_FEW: Final = 2
"""So many documents are read faster than asked about."""
_SOME: Final = 20
"""In so many documents the facts of a predicate are read; in more the objects are looked for in all."""
_MANY: Final = 100
"""From so many documents on, a question about them is asked of all documents: the answer then holds for the next question too."""
_MOST_SAYING: Final = 200
"""Passages that are looked at for some words."""

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
        self._graph = Reading(workspace)
        self._opened: Shelf | None = None

    def _fresh(self) -> None:
        generation = self.workspace.generation
        if generation != self._generation:
            self._heads, self._texts, self._documents = self._read_heads(), {}, {}
            self._opened = None
            gc.unfreeze()
            self._tasks, self._stating = {}, {}
            self._stated, self._counts, self._members, self._kept = {}, None, {}, {}
            self._generation = generation

    def _set_aside(self) -> None:
        """Spares the collector what is kept for the generation: at 100,000 tasks each of its full walks took 150 ms, and every
        sixteenth question met one. References still free it; cycles wait for the next generation."""
        if len(self._heads) > _MANY:
            gc.freeze()

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
            self._set_aside()
        found: T = self._kept[name]
        return found

    def table(self, name: str, make: Callable[[], Any]) -> Any:
        """What `make` gives, made once a generation and kept on disk: `search.ask.kept`."""
        return self.kept(name, lambda: self._tables.table(name, make))

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What `make` gives, kept on disk and not in memory: for who makes something else of it."""
        self._fresh()
        return self._tables.table(name, make)

    def array(self, name: str, make: Callable[[], kept_on_disk.Numbers]) -> kept_on_disk.Numbers:
        """The same for an array."""
        return self.kept(name, lambda: self._tables.array(name, make))

    def lines(self, name: str, make: Callable[[], Iterable[Any]]) -> kept_on_disk.Lines:
        """The same for a list of which single items are looked at."""
        return self.kept(name, lambda: self._tables.lines(name, make))

    def text(self, document: str) -> str:
        from kg.views.texts import text

        self._fresh()
        found = self._texts.get(document)
        if found is None:
            found = self._kept_of(document, stock.TEXT) or text(self.workspace, document)
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
            home = _home(one)
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
            homes = self._graph.homes_of(objects, predicates)
            return [h for h in heads if h.id in homes]
        known: set[str] = set()
        for predicate in predicates:
            if predicate not in self._stating:
                self._stating[predicate] = frozenset(
                    self.table(f"stating-{_plain(predicate)}", partial(self._graph.homes, predicate))
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
            for home, subject in self._graph.subjects_of(near, predicates):
                if home in wanted:
                    found[home].add(subject)
        return [
            task
            for head in heads
            if head.id in found
            for task in sorted(found[head.id], key=ids.tail)
            if task.startswith("task:")
        ]

    def task_ids(self, heads: Sequence[Head]) -> list[str]:
        """The ids of all tasks of `heads`, in their order."""
        has = ((h, ids.short(f.object)) for h, f in self.stated(heads, HAS_TASK))
        found: dict[str, set[str]] = defaultdict(set)
        for head, task in has:
            found[head.id].add(task)
        return [task for h in heads for task in sorted(found.get(h.id, ()), key=ids.tail)]

    def in_quarters(self, tasks: Sequence[str], quarters: Collection[str]) -> list[str]:
        """Those of the tasks that have a step in one of the quarters ("Q1".."Q4"), in their order."""
        if not tasks:
            return []
        found = self._graph.in_quarters(quarters, tasks if len(tasks) <= _MANY else ())
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
        written = self.kept("units", lambda: by_said(self.table("units", self._graph.unit_names)))
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
        table = self.table("units", self._graph.unit_names)
        for name in names:
            yield from ((name, iri) for iri in sorted(self._mentioned_in(heads, table[name])))

    def with_section(self, heads: Sequence[Head], text: str) -> list[Head]:
        """Those of `heads` with a section whose title, of four signs or more, stands in `text`."""
        homes = self._graph.with_section(text)
        return [h for h in heads if h.id in homes]

    def titled(self, title: str) -> set[str]:
        """The ids of the documents with a name that is this folded title, or alike: `search.ask.titles`."""
        homes = self._by_name
        return {home for same in self._alike.same(title) for home in homes[same]}

    def numbered(self, number: str) -> set[str]:
        """The ids of the documents with this number, or one that ends with it or that it ends with."""
        homes = self._by_number
        return {home for same in self._numbers.same(number) for home in homes[same]}

    @property
    def _by_name(self) -> dict[str, list[str]]:
        """Folded name of a document → ids."""

        def made() -> dict[str, list[str]]:
            out: dict[str, list[str]] = defaultdict(list)
            for head in self._heads.values():
                for name in head.names:
                    out[fold(name)].append(head.id)
            return out

        return self.kept("documents by name", made)

    @property
    def _alike(self) -> AlikeTitles:
        return self.kept("names of documents", lambda: AlikeTitles(self._by_name))

    @property
    def _by_number(self) -> dict[str, list[str]]:
        """`ids.number_key` of a document's number → ids."""

        def made() -> dict[str, list[str]]:
            out: dict[str, list[str]] = defaultdict(list)
            for head in self._heads.values():
                if key := ids.number_key(head.doc_number):
                    out[key].append(head.id)
            return out

        return self.kept("documents by number", made)

    @property
    def _numbers(self) -> Numbers:
        return self.kept("numbers of documents", lambda: Numbers(self._by_number))

    def task_count(self, document: str) -> int:
        """How many tasks a document has."""
        self._fresh()
        if self._counts is None:
            self._counts = dict(self.table("task-counts", self._graph.task_counts))
        return self._counts.get(document, 0)

    def memberships(self, heads: Sequence[Head]) -> list[Membership]:
        """Every post and seat that the documents of `heads` name, in the order of the heads and of their texts."""
        homes = self.stating(heads, curie(v.HAS_MEMBERSHIP.value))
        unread = [h.id for h in homes if h.id not in self._members]
        if unread:
            few = len(unread) <= _SOME
            graphs = [f"<{ids.expand(one)}>" for one in unread] if few else ["?g"]
            rows = [row for graph in graphs for row in members_in(self.workspace, graph)]
            found: dict[str, list[Membership]] = {one: [] for one in unread}
            for home, person, role, unit, owner, spans in rows:
                if home in self._heads:
                    places = {Span(start, end) for start, end in spans}
                    found.setdefault(home, []).append(
                        Membership(self._heads[home], person, role, unit, owner, places)
                    )
            self._members |= found
        return [m for h in homes for m in self._members[h.id]]

    def nodes_with(self, heads: Sequence[Head], name: str, value: str) -> frozenset[str]:
        """The nodes (IRIs) of documents that have a value (a text) by a property (CURIE); of many documents those of all."""
        if len(heads) <= _SOME:
            return frozenset(iri for h in heads for iri in self._graph.nodes_with(name, value, h.id))
        return self.kept(f"{name} {value}", lambda: frozenset(self._graph.nodes_with(name, value)))

    def numbers_ending(self, digits: str) -> Sequence[Head]:
        """The documents that give a telephone number with these last digits, whatever stands between them."""
        found = (self.heads.get(home) for home in self._graph.numbers_ending(digits))
        return [h for h in found if h is not None]

    def saying(self, words: str, among: Sequence[Head] | None = None) -> Sequence[Head]:
        """The documents, of all or of these, whose texts have these words as they are; of very many, some."""
        return [h for h in self.speaking(words, among) if words in self.text(h.id)]

    def speaking(self, words: str, among: Sequence[Head] | None = None) -> Sequence[Head]:
        """The documents in which the index finds the words, however their signs are written; all without an index."""
        from search.lexical import Filters

        heads = tuple(self.heads.values()) if among is None else among
        index = self._index() if self._index is not None else None
        if index is None or len(heads) <= _FEW:
            return heads
        inside = Filters(documents=tuple(h.id for h in among or ()))
        found = {m.passage.document for m in index.by_phrase(words, _MOST_SAYING, inside)}
        return [h for h in heads if h.id in found]

    # --- reading -----------------------------------------------------------------------------------

    # --- reading -----------------------------------------------------------------------------------

    def facts_of(self, head: Head) -> list[Fact]:
        """Every fact of one document, in the order of its text."""
        if (shelf := self._shelf) is not None and shelf.holds(head.id):
            kept = shelf.lines(head.id, stock.FACTS)
            return sorted((stock.fact_read(line) for some in kept.values() for line in some), key=in_text)
        return self._graph.facts_of(head.id)

    def literals_of(self, head: Head, node: str = "") -> Literals:
        """The literals of a document's nodes, or of one: IRI → property (CURIE) → values."""
        kept: Literals | None = None if node else self._kept_of(head.id, stock.LITERALS)
        return kept if kept is not None else self._graph.literals_of(head.id, node)

    def keeps(self, head: Head) -> bool:
        """Is the document read from what is kept, and not from the graph?"""
        return (shelf := self._shelf) is not None and shelf.holds(head.id)

    def sections_of(self, head: Head) -> list[tuple[Span, str]]:
        """The bodies of a document's sections and their titles, from the front, the wider first."""
        kept = self._kept_of(head.id, stock.SECTIONS)
        if kept is None:
            return self._graph.sections_of(head.id)
        return [(Span(start, end), title) for start, end, title in kept]

    def task_rows(self, wanted: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Tasks by their ids, as `kg.views.tasks` lists them."""
        self._fresh()
        entities = self.workspace.entities
        rows = ((one, self._kept_of(_home(one), f"{stock.SHOWN}{one}")) for one in wanted)
        kept = {one: named(row, entities) for one, row in rows if row is not None}
        rest = [one for one in wanted if one not in kept]
        return kept | {str(row["id"]): row for row in task_view(self.workspace, only=rest)}

    def stock(self) -> None:
        """Keeps on disk what answers read of each document; a folder that may only be read stays as it is."""
        with suppress(OSError):
            stock.stock(self.workspace)

    @property
    def _shelf(self) -> Shelf | None:
        if self._opened is None:  # another process may have made it meanwhile
            self._opened = stock.opened(self.workspace)
        return self._opened

    def _kept_of(self, document: str, name: str) -> Any:
        """What is kept of a document under a name; None where nothing is."""
        found = shelf.line(document, name) if (shelf := self._shelf) is not None else None
        return found[0] if found else None

    def _read_heads(self) -> dict[str, Head]:
        """Every document's header, by file and place."""
        heads = (_head(line) for line in self._tables.table("heads", self._graph.heads))
        return {h.id: h for h in heads}

    def _read_tasks(self, wanted: Mapping[str, Sequence[str]]) -> dict[str, TaskFacts]:
        """Tasks by document, from what is kept; of the others from the graph."""
        out: dict[str, TaskFacts] = {}
        unkept: dict[str, Sequence[str]] = {}
        for home, tasks in wanted.items():
            if not self.keeps(self._heads[home]):
                unkept[home] = tasks
                continue
            for one in tasks:
                if (line := self._kept_of(home, f"{stock.TASK}{one}")) is not None:
                    out[one] = stock.task_read(self._heads[home], line)
        return out | self._graph.tasks(unkept, self._heads) if unkept else out

    def _read_predicate(self, documents: Sequence[str], predicate: str) -> None:
        self._fresh()
        kept = self._stated.setdefault(predicate, {})
        found: dict[str, list[Fact]] = {one: [] for one in documents if one not in kept}
        if len(found) > _MANY:
            lines = self._tables.table(
                f"facts-{_plain(predicate)}", lambda: self._graph.all_stated(predicate)
            )
            for home, subject, object_, start, end, *more in lines:
                found.setdefault(home, []).append(Fact(subject, predicate, object_, Span(start, end), *more))
            kept |= {home: sorted(facts, key=in_text) for home, facts in found.items()}
            self._set_aside()
            return
        shelf = self._shelf
        for home in found:  # one by one: a query over several named graphs may be planned very badly
            line = shelf.line(home, f"{stock.FACTS}{predicate}") if shelf is not None else None
            if line is None:
                kept[home] = self._graph.of_predicate(home, predicate)
            else:
                kept[home] = [stock.fact_read(one) for some in line for one in some]


def _home(task: str) -> str:
    """The document's id of a task's."""
    return ids.short(ids.owner_document(ids.expand(task)))


def _head(line: list[Any]) -> Head:
    line[-1] = tuple(line[-1])
    return Head(*line)


def _plain(predicate: str) -> str:
    """A CURIE as part of a file's name."""
    return predicate.replace(":", "-")
