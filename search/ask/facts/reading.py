"""How are facts asked of the graph (向图查询)? One query or a few for each question, whatever the number of documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from typing import Any, Final

from pyoxigraph import Literal

from kg import ids
from kg.model import Span
from kg.views.nodes import short_name
from kg.vocabulary import PROLOGUE, curie
from kg.workspace import Workspace
from search.ask.facts.assembly import (
    HAS_ROW,
    HAS_STEP,
    HAS_TASK,
    OWN_NAMES,
    OWNED,
    contained,
    in_text,
    spans,
    stated,
    tasks_told,
)
from search.ask.facts.model import UNIT_PREDICATES, Fact, Head, TaskFacts

__all__ = ["Reading"]

_SHORTEST_TITLE: Final = 4
_OF_FACTS: Final = (
    "?f rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; prov:wasQuotedFrom ?at . OPTIONAL { ?f gh:writtenAs ?w } "
    "OPTIONAL { ?f gh:inRow ?r } OPTIONAL { ?f gh:relation ?rel }"
)


class Reading:
    """Asks the graph of one workspace; keeps nothing."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def _select(self, query: str) -> Iterator[Any]:
        return self._workspace.store.select(f"{PROLOGUE} {query}")

    # --- of all documents --------------------------------------------------------------------------

    def heads(self) -> list[tuple[Any, ...]]:
        """Every document's header as a tuple, by file and place."""
        names = {
            "title": "dcterms:title", "number": "gh:documentNumber", "file": "gh:sourceFile", "index": "gh:index",
            "genre": "gh:genre", "year": "gh:year", "city": "gh:city", "province": "gh:province",
            "county": "gh:county", "date": "dcterms:issued",
        }  # fmt: skip
        rows: dict[str, dict[str, str]] = {}
        for row in self._select("SELECT ?g WHERE { GRAPH ?g { ?g a gh:Document } }"):
            rows[row["g"].value] = {}
        for name, predicate in names.items():  # one scan each: faster than one query with ten OPTIONALs
            for row in self._select(f"SELECT ?g ?o WHERE {{ GRAPH ?g {{ ?g {predicate} ?o }} }}"):
                if (kept := rows.get(row["g"].value)) is not None:
                    kept.setdefault(name, row["o"].value)
        parts: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in self._select("SELECT ?g ?p ?t WHERE { GRAPH ?g { ?p a gh:Part ; dcterms:title ?t } }"):
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

    def homes(self, predicate: str) -> list[str]:
        """The documents that have a fact of a predicate (CURIE), sorted."""
        rows = self._select(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s {predicate} ?o }} }}")
        return sorted(ids.short(row["g"].value) for row in rows)

    def homes_of(self, objects: Collection[str], predicates: Collection[str]) -> set[str]:
        """The documents that have one of the objects (IRIs) by one of the predicates (CURIEs)."""
        return {home for home, _ in self.subjects_of(objects, predicates)}

    def subjects_of(self, objects: Collection[str], predicates: Collection[str]) -> set[tuple[str, str]]:
        """(document, subject) of every triple with one of the objects (IRIs) by one of the predicates (CURIEs)."""
        rows = self._select(
            f"SELECT DISTINCT ?g ?s WHERE {{ VALUES ?o {{ {_values(sorted(objects))} }} GRAPH ?g {{ ?s ?p ?o }} "
            f"FILTER (?p IN ({', '.join(predicates)})) }}"
        )
        return {(ids.short(row["g"].value), ids.short(row["s"].value)) for row in rows}

    def all_stated(self, predicate: str) -> list[tuple[Any, ...]]:
        """(document, subject, object, start, end, written, row, relation) of every fact of a predicate."""
        return [
            (home, f.subject, f.object, f.span.start, f.span.end, f.written, f.row, f.relation)
            for home, f in self._facts(f"GRAPH ?g {{ {_pattern(predicate)} }}", predicate)
        ]

    def in_quarters(self, quarters: Collection[str], tasks: Collection[str]) -> set[str]:
        """The tasks, of these or of all for none, that have a step in one of the quarters."""
        named = " ".join(str(Literal(q)) for q in sorted(quarters))
        inside = f"VALUES ?t {{ {_values(ids.expand(t) for t in tasks)} }}" if tasks else ""
        rows = self._select(
            f"SELECT DISTINCT ?t WHERE {{ VALUES ?q {{ {named} }} {inside} "
            "GRAPH ?g { ?t gh:hasRow ?r . ?r gh:hasStep ?s . ?s gh:quarter ?q } }"
        )
        return {ids.short(row["t"].value) for row in rows}

    def unit_names(self) -> dict[str, list[str]]:
        """Every way in which some task names who answers for it → IRIs."""
        found: dict[str, set[str]] = defaultdict(set)
        for predicate in UNIT_PREDICATES:
            for row in self._select(
                f"SELECT DISTINCT ?w ?o WHERE {{ GRAPH ?g {{ ?f rdf:predicate {predicate} ; gh:writtenAs ?w ; "
                "rdf:object ?o } }"
            ):
                found[row["w"].value].add(row["o"].value)
        return {name: sorted(iris) for name, iris in sorted(found.items())}

    def with_section(self, text: str) -> set[str]:
        """The documents with a section whose title, of four signs or more, stands in `text`."""
        titles = " ".join(str(Literal(piece)) for piece in _pieces(text, _SHORTEST_TITLE, len(text)))
        if not titles:
            return set()
        rows = self._select(
            f"SELECT DISTINCT ?g WHERE {{ VALUES ?t {{ {titles} }} GRAPH ?g {{ ?s dcterms:title ?t ; a gh:Section }} }}"
        )
        return {ids.short(row["g"].value) for row in rows}

    def task_counts(self) -> dict[str, int]:
        """How many tasks each document has."""
        rows = self._select(
            "SELECT ?g (COUNT(DISTINCT ?t) AS ?n) WHERE { GRAPH ?g { ?g gh:hasTask ?t } } GROUP BY ?g"
        )
        return {ids.short(row["g"].value): int(row["n"].value) for row in rows}

    def nodes_with(self, name: str, value: str, document: str = "") -> Iterator[str]:
        """The nodes (IRIs), of one document or of all, that have a value (a text) by a property (CURIE)."""
        graph = f"<{ids.expand(document)}>" if document else "?g"
        for row in self._select(f"SELECT ?s WHERE {{ GRAPH {graph} {{ ?s {name} {Literal(value)} }} }}"):
            yield row["s"].value

    def numbers_ending(self, digits: str) -> list[str]:
        """The documents that give a telephone number with these last digits, whatever stands between them."""
        rows = self._select(
            "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?c gh:contactValue ?v } "
            f'FILTER (STRENDS(REPLACE(?v, "[^0-9]", ""), {Literal(digits)})) }}'
        )
        return [ids.short(row["g"].value) for row in rows]

    # --- of one document ---------------------------------------------------------------------------

    def of_predicate(self, document: str, predicate: str) -> list[Fact]:
        """The facts of one predicate (CURIE), in the order of the text."""
        pattern = f"GRAPH <{ids.expand(document)}> {{ {_pattern(predicate)} }}"
        return sorted((fact for _, fact in self._facts(pattern, predicate)), key=in_text)

    def facts_of(self, document: str) -> list[Fact]:
        """Every fact of one document, in the order of its text."""
        owned = f"VALUES ?p {{ {' '.join(OWNED)} }} ?s ?p ?o . ?o prov:wasQuotedFrom ?at"
        found = [
            fact
            for pattern in (_OF_FACTS, owned)
            for _, fact in self._facts(f"GRAPH <{ids.expand(document)}> {{ {pattern} }}")
        ]
        return sorted(found, key=in_text)

    def literals_of(self, document: str, node: str = "") -> dict[str, dict[str, list[str]]]:
        """The literals of a document's nodes, or of one: IRI → property (CURIE) → values."""
        if node:
            pattern = f"VALUES ?s {{ <{node}> }} ?s ?p ?o FILTER (?p IN ({', '.join(OWN_NAMES)}))"
        else:
            pattern = f"VALUES ?p {{ {' '.join(OWN_NAMES)} }} ?s ?p ?o"
        own: dict[str, dict[str, list[str]]] = {}
        for row in self._select(
            f"SELECT ?s ?p ?o WHERE {{ GRAPH <{ids.expand(document)}> {{ {pattern} }} }}"
        ):
            own.setdefault(row["s"].value, {}).setdefault(curie(row["p"].value), []).append(row["o"].value)
        return own

    def sections_of(self, document: str) -> list[tuple[Span, str]]:
        """The bodies of a document's sections and their titles, from the front, the wider first."""
        rows = self._select(
            f"SELECT ?b ?t WHERE {{ GRAPH <{ids.expand(document)}> {{ ?s gh:body ?b ; dcterms:title ?t }} }}"
        )
        read = ((ids.parse_address(row["b"].value), row["t"].value) for row in rows)
        found = [(place[1], title) for place, title in read if place is not None]
        return sorted(found, key=lambda one: (one[0].start, -one[0].end, one[1]))

    # --- of some tasks -----------------------------------------------------------------------------

    def tasks(self, wanted: Mapping[str, Sequence[str]], heads: Mapping[str, Head]) -> dict[str, TaskFacts]:
        """Tasks by document: what the document would say of them, their rows and steps, and no more.

        Plain rounds, each over all tasks: a join of the same, with its OPTIONALs, takes four times as long.
        """
        tasks = [ids.expand(one) for some in wanted.values() for one in some]
        said = self._said_of(tasks)
        rows = [row for task in tasks for row in said[task].get(HAS_ROW, ())]
        said |= self._said_of(rows)
        steps = [step for row in rows for step in said[row].get(HAS_STEP, ())]
        said |= self._said_of(steps)
        by_home: dict[str, list[Fact]] = defaultdict(list)
        own_of: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(dict)
        for iri in (*tasks, *steps):
            literals = {name: values for name, values in said[iri].items() if name in OWN_NAMES}
            own_of[ids.owner_document(iri)][iri] = literals
        for holder in (*tasks, *rows):
            by_home[ids.short(ids.owner_document(holder))] += contained(said, holder, (HAS_ROW, HAS_STEP))
        for task in tasks:
            home_iri = ids.owner_document(task)
            by_home[ids.short(home_iri)] += [Fact(home_iri, HAS_TASK, task, at) for at in spans(said[task])]
        for fact in self._stated_of([*tasks, *rows]):
            by_home[ids.short(ids.owner_document(fact.subject))].append(fact)
        for row in self._select(
            f"SELECT ?s ?t ?l WHERE {{ VALUES ?t {{ {_values(tasks)} }} "
            "GRAPH ?g { ?s gh:ofTask ?t ; gh:locator ?l } }"
        ):
            task = row["t"].value
            located = {"gh:ofTask": [task], "gh:locator": [row["l"].value]}
            own_of[ids.owner_document(task)][row["s"].value] = located
        return {
            task.id: task
            for home in wanted
            for task in tasks_told(heads[home], sorted(by_home[home], key=in_text), own_of[ids.expand(home)])
        }

    def _said_of(self, nodes: Sequence[str]) -> dict[str, dict[str, list[str]]]:
        """What their documents say of nodes: IRI → property (CURIE) → values."""
        out: dict[str, dict[str, list[str]]] = {node: {} for node in nodes}
        if nodes:
            for row in self._workspace.store.select(
                f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {_values(out)} }} GRAPH ?g {{ ?s ?p ?o }} }}"
            ):
                out[row["s"].value].setdefault(short_name(row["p"].value), []).append(row["o"].value)
        return out

    def _stated_of(self, subjects: Sequence[str]) -> Iterator[Fact]:
        """The facts, but for what contains what, of all these subjects."""
        read: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in self._select(
            f"SELECT ?f ?p ?o WHERE {{ VALUES ?s {{ {_values(subjects)} }} GRAPH ?g {{ ?f rdf:subject ?s ; ?p ?o }} }}"
        ):
            read[row["f"].value][short_name(row["p"].value)].append(row["o"].value)
        return stated(read.values())

    def _facts(self, where: str, predicate: str = "") -> list[tuple[str, Fact]]:
        """(document's id or "", fact) for all that a graph pattern finds: ?g ?s ?p ?o ?at, and ?w ?r ?rel where it has them;
        `predicate` stands for a ?p that the pattern does not bind."""
        out = []
        for row in self._select(f"SELECT ?g ?s ?p ?o ?at ?w ?r ?rel WHERE {{ {where} }}"):
            place = ids.parse_address(row["at"].value)
            if place is not None:
                more = (row[n].value if row[n] is not None else "" for n in ("w", "r", "rel"))
                name = predicate or curie(row["p"].value)
                fact = Fact(row["s"].value, name, row["o"].value, place[1], *more)
                out.append((ids.short(row["g"].value) if row["g"] is not None else "", fact))
        return out


def _pieces(text: str, least: int, most: int) -> list[str]:
    """Every run of `least` to `most` signs of a text, once."""
    starts = range(len(text))
    return sorted({text[i:j] for i in starts for j in range(i + least, min(len(text), i + most) + 1)})


def _pattern(predicate: str) -> str:
    """What binds ?s ?o ?at, and ?w ?r ?rel, for the facts of one predicate."""
    if predicate in OWNED:
        return f"?s {predicate} ?o . ?o prov:wasQuotedFrom ?at"
    return f"?f rdf:predicate {predicate} . {_OF_FACTS.replace('rdf:predicate ?p ; ', '')}"


def _values(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)
