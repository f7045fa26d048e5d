"""How does a file become documents with facts? The one path that every format takes after its reader.

raw text, or paragraphs and tables → layout → documents → header, genre, outline → tasks → facts by span → `kg.model.Document`.
Facts are found once over each document's whole text; a task's are those that stand in its own cells.
"""

from __future__ import annotations

import re
import time
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from ingest.columns import is_work_table
from ingest.extract.indicators import find_indicators
from ingest.extract.initiatives import find_initiatives
from ingest.extract.organizations import find_organizations
from ingest.extract.people.reading import read_people
from ingest.extract.policies import find_citations
from ingest.genre import recognise, rules_of
from ingest.header import Header, read_header
from ingest.layout.compose import compose
from ingest.layout.model import Layout
from ingest.layout.printed import PrintedFile
from ingest.layout.recover import recover
from ingest.outline import read_outline
from ingest.passages import cut_passages
from ingest.readers import read_content
from ingest.split import split_documents
from ingest.task_tables import read_table_tasks
from ingest.traditional import as_printed, folded, is_traditional
from kg.model import (
    Citation,
    Document,
    Finding,
    Genre,
    Indicator,
    InitiativeMention,
    Place,
    Section,
    Span,
    Task,
)
from kg.names import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Changes whenever the same text may give other facts: files read by older rules are read again.
RULES_VERSION = "6"


@dataclass(slots=True)
class Stages:
    """Seconds spent in each stage, added up over the documents read."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - begun


def read_file(path: Path, source: str | None = None, stages: Stages | None = None) -> tuple[Document, ...]:
    """All documents of one file; `source` is the name they are kept under (default: the path).

    Raises UnreadableFile for a format that is not read, or a file that cannot be.
    """
    stages = stages or Stages()
    with stages.timed("read"):
        content = read_content(path)
    if isinstance(content, str):
        return read_text(content, source or str(path), stages)
    return read_printed(content, source or str(path), stages)


def read_text(raw: str, source: str, stages: Stages | None = None) -> tuple[Document, ...]:
    """All documents of one file's raw text."""
    stages = stages or Stages()
    with stages.timed("layout"):
        layouts = _layouts(recover(raw))
    return tuple(_read_any(layout, source, k, stages) for k, layout in enumerate(layouts, 1))


def read_printed(file: PrintedFile, source: str, stages: Stages | None = None) -> tuple[Document, ...]:
    """All documents of one file that says its paragraphs and tables itself, each with the places of its text in it."""
    stages = stages or Stages()
    with stages.timed("layout"):
        composed = compose(file)
        layouts = _layouts(composed.layout)
        places = [composed.placed(layout.origin) for layout in layouts]
    read = (_read_any(layout, source, k, stages) for k, layout in enumerate(layouts, 1))
    return tuple(replace(document, places=placed) for document, placed in zip(read, places, strict=True))


def _layouts(layout: Layout) -> tuple[Layout, ...]:
    """The file's documents; titles that part them are looked for in Simplified characters."""
    if not is_traditional(layout.text):
        return split_documents(layout)
    parts = split_documents(folded(layout))
    out, at = [], 0
    for part in parts:
        out.append(replace(part, text=layout.text[at : at + len(part.text)]))
        at += len(part.text)
    return tuple(out)


def _read_any(layout: Layout, source: str, index: int, stages: Stages) -> Document:
    """A document in Simplified or Traditional characters."""
    if not is_traditional(layout.text):
        return _read_document(layout, source, index, stages)
    return as_printed(_read_document(folded(layout), source, index, stages), layout.text)


def _read_document(layout: Layout, source: str, index: int, stages: Stages) -> Document:
    text = layout.text
    with stages.timed("header"):
        header = read_header(layout)
        genre = recognise(layout, header)
        issuer = header.issuer.text if header.issuer else None
        place = _place(header, text)
        sections = _outline(layout, header)
    with stages.timed("tasks"):
        tasks = _tasks(layout, header, genre, sections)
    with stages.timed("policies"):
        citations = find_citations(text)
    with stages.timed("targets"):
        indicators = find_indicators(text)
    with stages.timed("initiatives"):
        initiatives = find_initiatives(text)
    with stages.timed("organizations"):
        organizations = find_organizations(text)
    with stages.timed("people"):
        people = read_people(layout, issuer)
    by_place = _ByPlace(citations), _ByPlace(indicators), _ByPlace(initiatives)
    own = tuple(_with_facts(task, *by_place) for task in tasks)
    cite = _cite(header)
    return Document(
        source_file=source,
        index=index,
        text=text,
        genre=genre,
        title=header.title,
        parts=header.parts,
        doc_number=header.doc_number,
        issuer=header.issuer,
        issued_on=header.issued_on,
        date=header.date,
        year=header.year,
        addressees=header.addressees,
        place=place,
        sections=sections,
        tasks=own,
        citations=citations,
        indicators=indicators,
        initiatives=initiatives,
        organizations=organizations,
        people=people.people,
        groups=people.groups,
        liaisons=people.liaisons,
        contacts=people.contacts,
        portfolios=people.portfolios,
        passages=cut_passages(text, cite, sections, own),
        findings=(*layout.findings, *_findings(layout, header, genre)),
    )


#: 澜江市总工会: one city's union, by itself.
_CITY_UNION = re.compile(r"^([\u3400-\u9fff]{2,6}?)市总工会$")


def _place(header: Header, text: str) -> Place:
    """Where the document's issuer sits. A county's paper that is addressed to one city's union is of that city."""
    issuer = header.issuer.text if header.issuer else None
    place = place_of(issuer, header.title.text if header.title else None, text)
    if place.city is None and place.county is not None:
        above = {m[1] for a in header.addressees if (m := _CITY_UNION.match(a.text))}
        if len(above) == 1:
            return replace(place, city=above.pop())
    return place


def _outline(layout: Layout, header: Header) -> tuple[Section, ...]:
    """The outline of the document's own words, then those of what it carries; tables have none."""
    pieces = [Span(header.body_start, header.body_end), *(part.body for part in header.parts)]
    out: list[Section] = []
    for piece in pieces:
        if piece.end > piece.start:
            out.extend(read_outline(layout, piece.start, piece.end))
    return tuple(out)


def _tasks(layout: Layout, header: Header, genre: Genre, sections: tuple[Section, ...]) -> tuple[Task, ...]:
    """What the genre's file reads, and the work tables that stand in a document of another genre."""
    rules = rules_of(genre)
    tasks = (rules.read_tasks(layout, header, sections) or ()) if rules and rules.read_tasks else ()
    if genre is not Genre.LEDGER and any(is_work_table(t.columns) for t in layout.tables()):
        known = {task.span for task in tasks}
        tasks = (*tasks, *(t for t in read_table_tasks(layout) if t.span not in known))
    return tuple(sorted(tasks, key=lambda t: t.extent))


_Fact = TypeVar("_Fact", Citation, Indicator, InitiativeMention)


class _ByPlace(Generic[_Fact]):
    """Facts in the order of the text, so that those of a stretch are found without looking at the others."""

    def __init__(self, facts: Iterable[_Fact]) -> None:
        self.facts: list[_Fact] = sorted(facts, key=lambda f: f.span)
        self.starts: list[int] = [f.span.start for f in self.facts]

    def within(self, spans: Sequence[Span]) -> tuple[_Fact, ...]:
        """The facts that stand inside one of the spans, each once, in order."""
        found: dict[int, _Fact] = {}
        for span in spans:
            for k in range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)):
                if span.holds(self.facts[k].span):
                    found[k] = self.facts[k]
        return tuple(found[k] for k in sorted(found))


def _with_facts(
    task: Task,
    citations: _ByPlace[Citation],
    indicators: _ByPlace[Indicator],
    initiatives: _ByPlace[InitiativeMention],
) -> Task:
    """The task with the facts of its own text. Targets are those of its wording and deliverables: a figure in a
    quarter's step is a step towards them (每季度…6期), not the target itself."""
    goals = [task.span, *(row.deliverable.span for row in task.rows if row.deliverable)]
    if task.title_span is not None:
        goals.append(task.title_span)
    return replace(
        task,
        citations=citations.within([task.extent, *goals]),
        indicators=indicators.within(goals),
        initiatives=initiatives.within(goals),
    )


def _cite(header: Header) -> str:
    """How a person cites the document: by its number, else by its title."""
    if header.doc_number is not None:
        return header.doc_number.text
    return f"《{header.title.text}》" if header.title is not None else ""


def _findings(layout: Layout, header: Header, genre: Genre) -> Iterable[Finding]:
    """What a reader should know was not understood."""
    if header.title is None:
        yield Finding("no-title", "没有认出标题")
    if genre is Genre.OTHER:
        yield Finding("unknown-genre", "没有认出文种")
    for table in layout.tables():
        if table.rows and not table.columns:
            yield Finding("table-without-header", "表格没有可认的表头，只保留原文", table.span)
