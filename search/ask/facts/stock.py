"""What is kept of a document's facts, and how is it read back (留存的内容)? Made of its graph alone, in one scan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from kg import ids
from kg.entities import overrides_digest
from kg.model import Span
from kg.views.nodes import Nodes, nodes_of
from kg.views.tasks import plain_tasks
from kg.workspace import Workspace
from search.ask.facts.assembly import (
    OWN_NAMES,
    OWNED,
    contained,
    in_text,
    stated,
    tasks_told,
)
from search.ask.facts.model import Fact, Head, TaskFacts
from search.ask.facts.shelf import Lines, Shelf, restock

__all__ = [
    "FACTS",
    "LITERALS",
    "SECTIONS",
    "SHOWN",
    "TASK",
    "TEXT",
    "fact_read",
    "opened",
    "stock",
    "task_read",
]

FORMAT: Final = 1
"""Counted up when a row takes another form."""
TASK: Final = "task "
"""Before a task's id: the task as `TaskFacts`,"""
SHOWN: Final = "shown "
"""…as `kg.views.tasks` lists it."""
FACTS: Final = "facts "
"""Before a predicate (CURIE): the document's facts by it."""
LITERALS: Final = "literals"
SECTIONS: Final = "sections"
TEXT: Final = "text"
_FILE: Final = "facts.db"
_FACT: Final = ("rdf:subject", "rdf:predicate", "rdf:object")
_OWNED: Final = frozenset(OWNED)
_DECISIONS: Final = 12


def opened(workspace: Workspace) -> Shelf | None:
    """What is kept of the workspace's present state; None where nothing is, or where it has no folder."""
    file = workspace.derived(_FILE)
    if file is None or not file.exists():
        return None
    try:
        return Shelf(file, _state(workspace))
    except OSError:
        return None


def stock(workspace: Workspace) -> int:
    """Brings what is kept up to the workspace's present state; returns how many documents were read for it.

    A document's facts follow from its file, the rules' version (both are in the digest of its source) and the decisions by
    hand: while these are the same, it is not read again. One without a digest is never kept. Raises OSError where nothing
    can be written.
    """
    file = workspace.derived(_FILE)
    if file is None:
        return 0
    sources: dict[str, set[str]] = defaultdict(set)
    for source in workspace.sources():
        for document in source.documents:
            sources[ids.short(document)].add(source.digest)
    decisions = overrides_digest(workspace.overrides)
    prints = {
        one: ids.digest(str(FORMAT), decisions, *sorted(digests))
        for one, digests in sources.items()
        if "" not in digests
    }

    def read(document: str) -> Lines:
        return lines_of(document, nodes_of(workspace.store.graph(ids.expand(document))))

    return restock(file, _state(workspace), prints, read)


def _state(workspace: Workspace) -> str:
    return f"{FORMAT}-{workspace.generation}-{overrides_digest(workspace.overrides)[:_DECISIONS]}"


def lines_of(document: str, nodes: Nodes) -> Lines:
    """Everything that is kept of a document, by its id and the statements of its graph."""
    head = Head(document, "", "")  # who reads the tasks back has the whole header
    told = [
        *stated(node for node in nodes.values() if all(name in node for name in _FACT)),
        *(fact for iri, node in nodes.items() for fact in contained(nodes, iri, _OWNED & node.keys())),
    ]
    facts = sorted(told, key=in_text)
    own = {
        iri: kept
        for iri, node in nodes.items()
        if (kept := {name: node[name] for name in OWN_NAMES if name in node})
    }
    by_predicate: dict[str, list[Any]] = defaultdict(list)
    for fact in facts:
        by_predicate[fact.predicate].append(_fact_line(fact))
    out: dict[str, Any] = {f"{FACTS}{predicate}": some for predicate, some in by_predicate.items()}
    out |= {f"{TASK}{task.id}": _task_line(task) for task in tasks_told(head, facts, own)}
    out |= {f"{SHOWN}{row['id']}": row for row in plain_tasks(nodes)}
    return out | {LITERALS: own, SECTIONS: _sections(nodes), TEXT: _text(document, nodes)}


def _sections(nodes: Nodes) -> list[list[Any]]:
    """(start, end, title) of the bodies of its sections, from the front, the wider first."""
    found = [
        (place[1], title)
        for node in nodes.values()
        for body in node.get("gh:body", ())
        for title in node.get("dcterms:title", ())
        if (place := ids.parse_address(body)) is not None
    ]
    found.sort(key=lambda one: (one[0].start, -one[0].end, one[1]))
    return [[body.start, body.end, title] for body, title in found]


def _text(document: str, nodes: Nodes) -> str | None:
    versions = nodes.get(ids.expand(document), {}).get("gh:textVersion", ())
    return next((text for version in versions for text in nodes.get(version, {}).get("rdf:value", ())), None)


# --- facts and tasks as lines, and back --------------------------------------------------------------


def _fact_line(fact: Fact) -> list[Any]:
    line = [fact.subject, fact.predicate, fact.object, fact.span.start, fact.span.end]
    return [*line, fact.written, fact.row, fact.relation]


def fact_read(line: list[Any]) -> Fact:
    subject, predicate, object_, start, end, written, row, relation = line
    return Fact(subject, predicate, object_, Span(start, end), written, row, relation)


def _task_line(task: TaskFacts) -> list[Any]:
    rows = [
        [row, words, [[q, said, at.start, at.end] for q, said, at in task.row_steps.get(row, ())]]
        for row, words in task.rows.items()
    ]
    facts = (task.units, task.deliverables, task.deadlines, task.policies, task.initiatives)
    return [
        task.id, task.number, task.text, task.title, task.section, task.span.start, task.span.end, task.locator, rows,
        *([_fact_line(fact) for fact in some] for some in facts),
    ]  # fmt: skip


def task_read(head: Head, line: list[Any]) -> TaskFacts:
    iri, number, text, title, section, start, end, locator, rows, *facts = line
    units, deliverables, deadlines, policies, initiatives = (_facts(some) for some in facts)
    steps = {row: [(q, said, Span(a, b)) for q, said, a, b in some] for row, _, some in rows if some}
    return TaskFacts(
        iri, head, number, text, title, section, Span(start, end), locator, units,
        steps=[step for some in steps.values() for step in some],
        rows={row: words for row, words, _ in rows},
        row_steps=steps,
        deliverables=deliverables, deadlines=deadlines, policies=policies, initiatives=initiatives,
    )  # fmt: skip


def _facts(lines: Iterable[list[Any]]) -> list[Fact]:
    return [fact_read(line) for line in lines]
