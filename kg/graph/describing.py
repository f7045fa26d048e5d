"""What is each node called, and which words of which document state an edge (节点说明与依据)?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final

from kg import ids
from kg.graph.reading import Edge, Quote, Reader, kind_of, node_id
from kg.graph.schema import KINDS, RELATIONS, TOPIC
from kg.graph.topics import METHOD
from kg.thesaurus import NAMESPACE
from kg.vocabulary import PROLOGUE

__all__ = ["Describer"]

_MOST_QUOTES: Final = 3
_LONGEST_NAME: Final = 60
_CHUNK: Final = 400
_HEADER: Final = ("dcterms:title", "gh:documentNumber", "gh:sourceFile", "gh:city", "gh:year")


class Describer:
    """Names and quotes for what one `Reader` read; texts are read once."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.store = reader.store
        self._texts: dict[str, str] = {}
        self._documents: dict[str, dict[str, str]] = {}
        self._locators: dict[str, str] = {}
        self._located: set[str] = set()

    # --- nodes -------------------------------------------------------------------------------------

    def nodes(self, iris: Iterable[str]) -> dict[str, dict[str, Any]]:
        """IRI → `{"id", "type", "kind", "name"}` and, where known, `"city"`, `"year"`, `"text"`, `"document"`."""
        wanted = sorted(set(iris))
        tasks = [i for i in wanted if kind_of(i) == "task"]
        homes = {ids.owner_document(t) for t in tasks} | {i for i in wanted if kind_of(i) == "document"}
        self._read_documents(homes)
        self._read_locators({ids.owner_document(t) for t in tasks})
        words = self._words(tasks)
        labels = self._labels([i for i in wanted if kind_of(i) == "region"])
        out: dict[str, dict[str, Any]] = {}
        for iri in wanted:
            kind = kind_of(iri)
            node: dict[str, Any] = {"id": node_id(iri), "type": kind, "kind": KINDS[kind], "name": ""}
            home = self._documents.get(ids.owner_document(iri) if kind == "task" else iri, {})
            if kind == "task":
                node["name"] = self._locators.get(iri) or self.cite(ids.owner_document(iri))
                node["text"] = words.get(iri, "")
                node["document"] = ids.short(ids.owner_document(iri))
            elif kind == "document":
                node["name"] = _cut(home.get("dcterms:title") or home.get("gh:sourceFile", ""))
            elif kind == "topic":
                concept = self.reader.topics.concept(iri)
                node["name"] = concept.preferred if concept else iri.removeprefix(NAMESPACE)
            else:
                node["name"] = labels.get(iri) or self._entity_name(iri)
            if kind in ("task", "document"):
                node["city"] = home.get("gh:city")
                node["year"] = int(home["gh:year"]) if home.get("gh:year") else None
            out[iri] = node
        return out

    def _entity_name(self, iri: str) -> str:
        """A department or group with its organisation: there is a 财务部 in every union."""
        entities = self.reader.entities
        name = entities.name(iri)
        if kind_of(iri) in ("department", "group"):
            known = (entities.mentioned.get(m) for m in entities.members(iri))
            owner = next((m.scope for m in known if m is not None and m.scope), "")
            return name if name.startswith(owner) else owner + name
        return name

    def cite(self, document: str) -> str:
        """How a person cites a document: its number, else its title, else its file."""
        self._read_documents({document})
        home = self._documents.get(document, {})
        title = home.get("dcterms:title")
        return home.get("gh:documentNumber") or (f"《{title}》" if title else home.get("gh:sourceFile", ""))

    def _read_documents(self, iris: Collection[str]) -> None:
        short = {c: c for c in _HEADER}
        for chunk in _chunks(sorted(set(iris) - self._documents.keys())):
            for iri in chunk:
                self._documents[iri] = {}
            branches = " UNION ".join(f'{{ ?g {c} ?v BIND("{c}" AS ?p) }}' for c in short)
            for row in self.store.select(
                f"{PROLOGUE} SELECT ?g ?p ?v WHERE {{ VALUES ?g {{ {_values(chunk)} }} GRAPH ?g {{ {branches} }} }}"
            ):
                self._documents[row["g"].value].setdefault(row["p"].value, row["v"].value)

    def _read_locators(self, documents: Collection[str]) -> None:
        for chunk in _chunks(sorted(set(documents) - self._located)):
            self._located.update(chunk)
            for row in self.store.select(
                f"{PROLOGUE} SELECT ?t ?l WHERE {{ VALUES ?g {{ {_values(chunk)} }} "
                "GRAPH ?g { ?passage gh:ofTask ?t ; gh:locator ?l } }"
            ):
                task, locator = row["t"].value, row["l"].value
                self._locators[task] = min(locator, self._locators.get(task, locator))

    def _words(self, tasks: Iterable[str]) -> dict[str, str]:
        found = {}
        for chunk in _chunks(tasks):
            for row in self.store.select(
                f"{PROLOGUE} SELECT ?t ?w WHERE {{ VALUES ?t {{ {_values(chunk)} }} GRAPH ?g {{ ?t gh:wording ?w }} }}"
            ):
                found[row["t"].value] = row["w"].value
        return found

    def _labels(self, iris: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for chunk in _chunks(iris):
            for row in self.store.select(
                f"{PROLOGUE} SELECT ?e ?l WHERE {{ VALUES ?e {{ {_values(chunk)} }} GRAPH ?g {{ ?e skos:prefLabel ?l }} }}"
            ):
                found[row["e"].value] = min(row["l"].value, found.get(row["e"].value, row["l"].value))
        return found

    # --- edges -------------------------------------------------------------------------------------

    def edge(self, edge: Edge) -> dict[str, Any]:
        """`{"source", "target", "relation", "label", "evidence"}`; a computed edge says `"derived": true` and `method`."""
        relation = RELATIONS[edge.relation]
        out: dict[str, Any] = {
            "source": node_id(edge.source),
            "target": node_id(edge.target),
            "relation": edge.relation,
            "label": edge.written or relation.label,
        }
        if relation.derived:
            out |= {"derived": True, "method": METHOD if edge.relation == TOPIC else "叙词表"}
        quotes = edge.quotes
        if edge.relation == TOPIC and not quotes:
            quotes = self._where_named(edge.source)
        subject = edge.source if kind_of(edge.source) == "task" else ""
        out["evidence"] = [
            self._evidence(q, subject, edge.target if edge.relation == TOPIC else "")
            for q in quotes[:_MOST_QUOTES]
        ]
        if len(quotes) > _MOST_QUOTES:
            out["more_evidence"] = len(quotes) - _MOST_QUOTES
        return out

    def _evidence(self, quote: Quote, task: str, topic: str) -> dict[str, Any]:
        text = self._text(quote.document)
        start, end = quote.start, quote.end
        if topic:  # the words that name the topic, inside the sentence
            span = self.reader.topics.within(text[start:end]).get(topic)
            if span is not None:
                start, end = start + span.start, start + span.end
        cite = self.cite(quote.document)
        if task:
            self._read_locators({quote.document})
            cite = self._locators.get(task) or cite
        return {
            "document": ids.short(quote.document),
            "source_file": self._documents[quote.document].get("gh:sourceFile"),
            "locator": cite,
            "quote": text[start:end],
            "start": start,
            "end": end,
        }

    def _where_named(self, node: str) -> tuple[Quote, ...]:
        members = self.reader.entities.members(node)
        found: set[Quote] = set()
        for row in self.store.select(
            f"{PROLOGUE} SELECT ?g ?at WHERE {{ VALUES ?o {{ {_values(members)} }} "
            "GRAPH ?g { ?f rdf:object ?o ; prov:wasQuotedFrom ?at } } ORDER BY ?g ?at LIMIT 20"
        ):
            place = ids.parse_address(row["at"].value)
            if place is not None:
                found.add(Quote(row["g"].value, place[1].start, place[1].end))
        return tuple(sorted(found))[:1]

    def _text(self, document: str) -> str:
        if document not in self._texts:
            from kg.views.texts import text

            self._texts[document] = text(self.reader.workspace, ids.short(document))
        return self._texts[document]


def _cut(name: str) -> str:
    words = " ".join(name.split())
    return words if len(words) <= _LONGEST_NAME else words[: _LONGEST_NAME - 1] + "…"


def _chunks(items: Iterable[str]) -> Iterable[list[str]]:
    rows = list(items)
    return (rows[k : k + _CHUNK] for k in range(0, len(rows), _CHUNK))


def _values(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)
