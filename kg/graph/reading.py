"""Which edges touch these nodes (按需读边)? A few bulk SPARQL queries for as many nodes as are asked about.

Nothing but what is asked for is read, so that a view of one corner costs the same in a workspace of ten documents and
of ten thousand. Nodes are canonical entities (`kg.entities`), documents, tasks, regions and thesaurus concepts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from kg import ids
from kg.graph.schema import KINDS, RELATIONS, TOPIC
from kg.graph.topics import Topics
from kg.thesaurus import NAMESPACE, Thesaurus
from kg.vocabulary import PROLOGUE, term
from kg.workspace import Workspace

__all__ = ["Edge", "Found", "Quote", "Reader", "kind_of", "node_id", "node_iri"]

_CHUNK: Final = 400
_MOST: Final = 2_000
"""Edges read at one node and not more: an organisation that every paper names has tens of thousands."""
_RELATION_OF: Final = {term(r.predicate).value: r.name for r in RELATIONS.values() if r.predicate}
_BY_SUBJECT: Final = "?f rdf:subject ?s ; rdf:object ?o"
_BY_OBJECT: Final = "?f rdf:object ?o ; rdf:subject ?s"
"""What is known stands first: Oxigraph joins in the order of the pattern (the other way round took minutes)."""
_NAMED_KINDS: Final = ("policy", "initiative", "group")
"""Kinds whose very name says what they are about."""


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Where an edge is stated: code points of a document's canonical text."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edge:
    """source → target by IRI. `written` is the verb as the text has it (落实, 部长); `quotes` sorted, none where derived
    from the thesaurus alone. For topics the quotes hold the words, and may hold more."""

    source: str
    relation: str
    target: str
    written: str = ""
    quotes: tuple[Quote, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        return self.source, self.relation, self.target


@dataclass(slots=True)
class Found:
    """Edges, each (source, relation, target) once, and how many more each big node has that were not read."""

    edges: list[Edge] = field(default_factory=list)
    omitted: dict[str, int] = field(default_factory=dict)


def kind_of(iri: str) -> str:
    """A kind of `schema.KINDS`; "" for what is no node of these views (a step, a row, a role)."""
    if iri.startswith(NAMESPACE):
        return "topic"
    kind = iri.removeprefix(ids.PREFIX).partition(":")[0] if iri.startswith(ids.PREFIX) else ""
    kind = "document" if kind == "doc" else kind
    return kind if kind in KINDS else ""


def node_id(iri: str) -> str:
    """The id shown outside: `task:…:3`, `topic:货车司机`."""
    return f"topic:{iri.removeprefix(NAMESPACE)}" if iri.startswith(NAMESPACE) else ids.short(iri)


def node_iri(identifier: str) -> str:
    """The IRI of an id as shown outside."""
    if identifier.startswith("topic:"):
        return NAMESPACE + identifier.removeprefix("topic:")
    return ids.expand(identifier)


class Reader:
    """Reads edges from one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.store = workspace.store
        self.entities = workspace.entities
        self.topics = Topics(Thesaurus.load())
        self._kept: dict[tuple[str, ...], dict[str, set[str]]] = {}

    def kept(self, *key: str, make: Callable[[], dict[str, set[str]]]) -> dict[str, set[str]]:
        """What `make` gives, made once for a key."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def canonical(self, iri: str) -> str:
        """The node that stands for an IRI: a part or section stands for its document."""
        if kind_of(iri):
            return self.entities.canonical(iri)
        if iri.startswith((f"{ids.PREFIX}part:", f"{ids.PREFIX}section:")):
            return ids.owner_document(iri)
        return iri

    def edges(
        self, nodes: Collection[str], *, topics: bool = True, look_for: Collection[str] | None = None
    ) -> Found:
        """Every edge at the nodes; at nodes of more than 2,000 those of the first in order, the rest counted.

        `topics` false leaves the thesaurus out. Only the topics in `look_for` (all where None) are looked for in all
        texts of the workspace; the others show their links in the thesaurus.
        """
        made = _Gathering(self)
        members = {m: node for node in nodes for m in self._members(node)}
        self._stated(made, members)
        self._containment(made, members)
        if topics:
            self._topics_of(made, members)
            for node in nodes:
                if kind_of(node) == "topic":
                    self._linked(made, node)
                    if look_for is None or node in look_for:
                        self._at_topic(made, node)
        return made.done()

    def _members(self, node: str) -> Iterable[str]:
        return (node,) if kind_of(node) in ("topic", "document", "task") else self.entities.members(node)

    # --- what documents state ----------------------------------------------------------------------

    def _stated(self, made: _Gathering, members: dict[str, str]) -> None:
        named = [m for m in members if kind_of(m) not in ("topic", "task", "document")]
        big = {m: n for m, n in self.mentions(named).items() if n > _MOST}
        for chunk in _chunks(m for m in named if m not in big):
            self._facts(made, f"VALUES ?o {{ {_values(chunk)} }}", _BY_OBJECT)
        for member in sorted(big):
            before = made.statements
            cut = f"ORDER BY ?g ?s ?p LIMIT {_MOST}"
            self._facts(made, f"VALUES ?o {{ <{member}> }}", _BY_OBJECT, cut)
            made.omit(members[member], max(0, big[member] - (made.statements - before)))
        subjects = [m for m in members if kind_of(m) not in ("topic", "region")]
        for chunk in _chunks(subjects):
            self._facts(made, f"VALUES ?s {{ {_values(chunk)} }}", _BY_SUBJECT)
        for chunk in _chunks(m for m in members if kind_of(m) == "document"):
            self._facts(made, f"VALUES ?g {{ {_values(chunk)} }}", f"?g dcterms:hasPart ?s . {_BY_SUBJECT}")

    def mentions(self, nodes: Iterable[str]) -> dict[str, int]:
        """How many facts have each IRI as their object; 0 left out."""
        out: dict[str, int] = {}
        for chunk in _chunks(nodes):
            for row in self.store.select(
                f"{PROLOGUE} SELECT ?o (COUNT(*) AS ?n) WHERE {{ VALUES ?o {{ {_values(chunk)} }} "
                "GRAPH ?g { ?f rdf:object ?o } } GROUP BY ?o"
            ):
                out[row["o"].value] = int(row["n"].value)
        return out

    def _facts(self, made: _Gathering, where: str, pattern: str, end: str = "") -> None:
        for row in self.store.select(
            f"{PROLOGUE} SELECT ?g ?s ?p ?o ?at ?rel WHERE {{ {where} GRAPH ?g {{ {pattern} ; "
            "rdf:predicate ?p ; prov:wasQuotedFrom ?at . OPTIONAL { ?f gh:relation ?rel } } } "
            f"{end}"
        ):
            relation = _RELATION_OF.get(row["p"].value)
            made.statements += 1
            if relation is None:
                continue
            source, target = self.canonical(row["s"].value), self.canonical(row["o"].value)
            written = row["rel"].value if row["rel"] is not None else ""
            made.add(source, relation, target, written, row["g"].value, row["at"].value)

    def _containment(self, made: _Gathering, members: dict[str, str]) -> None:
        tasks = sorted(m for m in members if kind_of(m) == "task")
        documents = sorted(m for m in members if kind_of(m) == "document")
        for name, wanted in (("?t", tasks), ("?g", documents)):
            for chunk in _chunks(wanted):
                for row in self.store.select(
                    f"{PROLOGUE} SELECT ?g ?t ?at WHERE {{ VALUES {name} {{ {_values(chunk)} }} "
                    "GRAPH ?g { ?g gh:hasTask ?t . ?t prov:wasQuotedFrom ?at } }"
                ):
                    document = row["g"].value
                    made.add(document, "hasTask", row["t"].value, "", document, row["at"].value)

    # --- what the thesaurus sees in them -----------------------------------------------------------

    def _topics_of(self, made: _Gathering, members: dict[str, str]) -> None:
        tasks = sorted(m for m in members if kind_of(m) == "task")
        for chunk in _chunks(tasks):
            self._read_tasks(made, f"VALUES ?t {{ {_values(chunk)} }}")
        documents = sorted(m for m in members if kind_of(m) == "document")
        for chunk in _chunks(documents):
            self._read_sections(made, f"VALUES ?g {{ {_values(chunk)} }}")
        for node in {n for m, n in members.items() if kind_of(m) in _NAMED_KINDS}:
            for topic in self.topics.within(self.entities.name(node)):
                made.add(node, TOPIC, topic)

    def _read_tasks(self, made: _Gathering, where: str, only: str = "") -> None:
        for row in self.store.select(
            f"{PROLOGUE} SELECT ?g ?t ?p ?w ?at WHERE {{ {where} GRAPH ?g {{ ?f rdf:subject ?t ; "
            "rdf:predicate ?p ; rdf:object ?w ; prov:wasQuotedFrom ?at } "
            "FILTER (?p IN (gh:wording, dcterms:title)) }"
        ):
            for topic in self.topics.within(row["w"].value):
                if only in ("", topic):
                    made.add(row["t"].value, TOPIC, topic, "", row["g"].value, row["at"].value)

    def _read_sections(self, made: _Gathering, where: str, only: str = "") -> None:
        for row in self.store.select(
            f"{PROLOGUE} SELECT ?g ?w ?at WHERE {{ {where} GRAPH ?g {{ "
            "?s a gh:Section ; dcterms:title ?w ; prov:wasQuotedFrom ?at } }"
        ):
            for topic in self.topics.within(row["w"].value):
                if only in ("", topic):
                    made.add(row["g"].value, TOPIC, topic, "", row["g"].value, row["at"].value)

    def _linked(self, made: _Gathering, topic: str) -> None:
        for source, relation, target in self.topics.neighbours(topic):
            made.add(source, relation, target)

    def _at_topic(self, made: _Gathering, topic: str) -> None:
        pattern = self.topics.pattern(topic)
        if not pattern:
            return
        tasks = self.tasks_matching(pattern)
        for chunk in _chunks(tasks[:_MOST]):
            self._read_tasks(made, f"VALUES ?t {{ {_values(chunk)} }}", topic)
        made.omit(topic, max(0, len(tasks) - _MOST))
        graphs = sorted(
            {
                row["g"].value
                for row in self.store.select(
                    f"{PROLOGUE} SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s a gh:Section ; dcterms:title ?w }} "
                    f'FILTER (REGEX(?w, {_literal(pattern)}, "i")) }}'
                )
            }
        )
        for chunk in _chunks(graphs[:_MOST]):
            self._read_sections(made, f"VALUES ?g {{ {_values(chunk)} }}", topic)
        made.omit(topic, max(0, len(graphs) - _MOST))
        said = re.compile(pattern, re.IGNORECASE)
        for iri, name in self.entities.names.items():
            if kind_of(iri) in _NAMED_KINDS and said.search(name) and topic in self.topics.within(name):
                made.add(iri, TOPIC, topic)

    def tasks_matching(self, pattern: str) -> list[str]:
        """Tasks whose wording or heading matches a regular expression, case ignored: newest year first, then by IRI."""
        years: dict[str, str] = {}
        for row in self.store.select(
            f"{PROLOGUE} SELECT ?t ?y WHERE {{ GRAPH ?g {{ ?t a gh:Task ; gh:wording|dcterms:title ?w . "
            f'FILTER (REGEX(?w, {_literal(pattern)}, "i")) OPTIONAL {{ ?t gh:year ?y }} }} }}'
        ):
            years[row["t"].value] = row["y"].value if row["y"] is not None else ""
        return sorted(sorted(years), key=years.__getitem__, reverse=True)


class _Gathering:
    """Edges in the making: statements of one triple in several places are one edge with several quotes."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.quotes: dict[tuple[str, str, str], set[Quote]] = defaultdict(set)
        self.written: dict[tuple[str, str, str], str] = {}
        self.omitted: dict[str, int] = defaultdict(int)
        self.statements = 0

    def add(
        self, source: str, relation: str, target: str, written: str = "", graph: str = "", address: str = ""
    ) -> None:
        if source == target or not kind_of(source) or not kind_of(target):
            return
        key = (source, relation, target)
        quotes = self.quotes[key]
        place = ids.parse_address(address) if address else None
        if place is not None:
            quotes.add(Quote(graph, place[1].start, place[1].end))
        if written and (key not in self.written or written < self.written[key]):
            self.written[key] = written

    def omit(self, node: str, count: int) -> None:
        if count:
            self.omitted[node] += count

    def done(self) -> Found:
        edges = [
            Edge(*key, self.written.get(key, ""), tuple(sorted(quotes)))
            for key, quotes in sorted(self.quotes.items())
        ]
        return Found(edges, dict(self.omitted))


def _chunks(items: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(items)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


def _values(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)


def _literal(text: str) -> str:
    from pyoxigraph import Literal

    return str(Literal(text))
