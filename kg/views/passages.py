"""Which pieces of text can search return, and what is known of each (检索段落)?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import QuerySolution

from kg import ids
from kg.vocabulary import PROLOGUE
from kg.workspace import Workspace

if TYPE_CHECKING:
    from kg.model import Span

__all__ = ["PassageRecord", "passages"]

_HEADER = (
    ("title", "dcterms:title"), ("number", "gh:documentNumber"), ("file", "gh:sourceFile"), ("genre", "gh:genre"),
    ("year", "gh:year"), ("city", "gh:city"), ("province", "gh:province"), ("county", "gh:county"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """One passage with its document. `start`, `end` are code points in that document's text; where the passage is one
    piece, `text` is exactly what stands between them. `departments` are canonical names, `written` as the document
    has them. `task` is the id of the task it belongs to, `section` the headings above that task."""

    id: str
    kind: str
    title: str
    locator: str
    text: str
    start: int
    end: int
    document: str
    source_file: str
    document_title: str = ""
    doc_number: str = ""
    genre: str = ""
    city: str = ""
    province: str = ""
    county: str = ""
    year: int | None = None
    departments: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    task: str = ""
    section: str = ""

    @property
    def place(self) -> str:
        """The narrowest name under which answers are grouped by place: the city, else the county, else the province."""
        return self.city or self.county or self.province


def passages(workspace: Workspace) -> list[PassageRecord]:
    """All passages, by document and place in it. A few bulk queries; each text is fetched once."""
    store = workspace.store
    headers = _headers(workspace)
    texts = {
        row["g"].value: row["t"].value
        for row in store.select(
            f"{PROLOGUE} SELECT ?g ?t WHERE {{ GRAPH ?g {{ ?g gh:textVersion/rdf:value ?t }} }}"
        )
    }
    units = _units(workspace)
    sections = {
        row["t"].value: row["p"].value
        for row in store.select(
            f"{PROLOGUE} SELECT ?t ?p WHERE {{ GRAPH ?g {{ ?t a gh:Task ; gh:sectionPath ?p }} }}"
        )
    }
    found: dict[str, tuple[QuerySolution, list[Span]]] = {}
    for row in store.select(
        f"{PROLOGUE} SELECT ?g ?p ?kind ?title ?locator ?task ?at WHERE {{ GRAPH ?g {{ ?p a gh:Passage ; "
        "gh:passageKind ?kind ; prov:wasQuotedFrom ?at . OPTIONAL { ?p dcterms:title ?title } "
        "OPTIONAL { ?p gh:locator ?locator } OPTIONAL { ?p gh:ofTask ?task } } }"
    ):
        place = ids.parse_address(row["at"].value)
        if place is not None:
            found.setdefault(row["p"].value, (row, []))[1].append(place[1])
    out = []
    for iri, (row, spans) in found.items():
        spans.sort()
        graph = row["g"].value
        text = texts.get(graph, "")
        task = _value(row, "task")
        head = headers.get(graph, {})
        here = units.get(task, []) if task else []
        out.append(
            PassageRecord(
                id=ids.short(iri),
                kind=_value(row, "kind"),
                title=_value(row, "title"),
                locator=_value(row, "locator"),
                text="\n".join(span.of(text) for span in spans),
                start=spans[0].start,
                end=spans[-1].end,
                document=ids.short(graph),
                source_file=head.get("file", ""),
                document_title=head.get("title", ""),
                doc_number=head.get("number", ""),
                genre=head.get("genre", ""),
                city=head.get("city", ""),
                province=head.get("province", ""),
                county=head.get("county", ""),
                year=int(head["year"]) if head.get("year") else None,
                departments=tuple(dict.fromkeys(name for name, _ in here)),
                written=tuple(dict.fromkeys(written for _, written in here)),
                task=ids.short(task) if task else "",
                section=sections.get(task, ""),
            )
        )
    out.sort(key=lambda p: (p.source_file, p.document, p.start, p.end, p.id))
    return out


def _headers(workspace: Workspace) -> dict[str, dict[str, str]]:
    """Document IRI → what its header says, under the names in `_HEADER`."""
    out: dict[str, dict[str, str]] = defaultdict(dict)
    optional = " ".join(f"OPTIONAL {{ ?g {curie} ?{name} }}" for name, curie in _HEADER)
    for row in workspace.store.select(
        f"{PROLOGUE} SELECT * WHERE {{ GRAPH ?g {{ ?g a gh:Document . {optional} }} }}"
    ):
        for name, _ in _HEADER:
            if value := _value(row, name):
                out[row["g"].value].setdefault(name, value)
    return out


def _units(workspace: Workspace) -> dict[str, list[tuple[str, str]]]:
    """Task IRI → (canonical name, as written) of its units, in the order of the text."""
    found: dict[str, set[tuple[int, str, str]]] = defaultdict(set)
    for row in workspace.store.select(
        f"{PROLOGUE} SELECT ?task ?unit ?w ?at WHERE {{ GRAPH ?g {{ "
        "VALUES ?p { gh:responsible gh:lead gh:cooperating } "
        "?f rdf:predicate ?p ; rdf:subject ?task ; rdf:object ?unit ; prov:wasQuotedFrom ?at . "
        "OPTIONAL { ?f gh:writtenAs ?w } } }"
    ):
        place = ids.parse_address(row["at"].value)
        found[row["task"].value].add((place[1].start if place else 0, row["unit"].value, _value(row, "w")))
    entities = workspace.entities
    return {
        task: [(entities.name(unit) or written, written) for _, unit, written in sorted(rows)]
        for task, rows in found.items()
    }


def _value(row: QuerySolution, name: str) -> str:
    node = row[name]
    return node.value if node is not None else ""
