"""Which tasks and papers of a city or year speak of which things (一个范围内谁与谁同现)?

What central and communities count over: carriers (tasks, and papers for what they say as a whole) → things. At most
30,000 tasks are read, the newest first, the rest counted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.graph.reading import Edge, Reader, kind_of
from kg.graph.schema import RELATIONS
from kg.views._query import filters
from kg.vocabulary import PROLOGUE

__all__ = ["MOST_TASKS", "Scope", "examples", "read_scope"]

MOST_TASKS: Final = 30_000
UNITS: Final = ("responsible", "lead", "cooperating")


@dataclass(slots=True)
class Scope:
    """`things` is carrier IRI → canonical thing IRIs; `omitted` counts the tasks that were not read."""

    things: dict[str, set[str]] = field(default_factory=dict)
    tasks: int = 0
    omitted: int = 0

    def carriers(self) -> dict[str, set[str]]:
        """Thing → carriers."""
        out: dict[str, set[str]] = {}
        for carrier, things in self.things.items():
            for thing in things:
                out.setdefault(thing, set()).add(carrier)
        return out


def read_scope(
    reader: Reader, *, city: str | None = None, year: int | None = None, most: int = MOST_TASKS
) -> Scope:
    """Departments, initiatives, policies and topics of the tasks of a city and year, and what whole papers cite and carry."""
    where = filters(city, year)
    scope = Scope()
    kept = _tasks(reader, where, most, scope)
    in_tasks: set[tuple[str, str]] = set()
    papers: list[tuple[str, str]] = []
    for relation in (*UNITS, "cites", "creates", "hasInitiative"):
        for row in reader.store.select(
            f"{PROLOGUE} SELECT ?g ?s ?o WHERE {{ GRAPH ?g {{ {where} ?s {RELATIONS[relation].predicate} ?o }} }}"
        ):
            source, target = row["s"].value, reader.canonical(row["o"].value)
            if source in kept:
                scope.things.setdefault(source, set()).add(target)
                in_tasks.add((row["g"].value, target))
            elif source == row["g"].value:
                papers.append((source, target))
    for source, target in papers:
        if (source, target) not in in_tasks:  # what a task says its paper does not say again
            scope.things.setdefault(source, set()).add(target)
    return scope


def examples(reader: Reader, carriers: Mapping[str, Collection[str]]) -> dict[str, Edge]:
    """For each thing one edge that counted: that of its first task, else of its first paper."""
    first = {
        thing: min(found, key=lambda c: (kind_of(c) != "task", c))
        for thing, found in carriers.items()
        if found
    }
    edges = reader.edges(sorted(set(first.values())), look_for=())
    between = {(e.source, e.target): e for e in reversed(edges.edges)}
    return {thing: between[c, thing] for thing, c in first.items() if (c, thing) in between}


def _tasks(reader: Reader, where: str, most: int, scope: Scope) -> set[str]:
    """Reads the tasks' topics; returns the tasks that are kept."""
    rows = [
        (row["y"].value if row["y"] is not None else "", row["t"].value, row["w"].value)
        for row in reader.store.select(
            f"{PROLOGUE} SELECT ?t ?w ?y WHERE {{ GRAPH ?g {{ {where} ?t a gh:Task ; gh:wording ?w . "
            "OPTIONAL { ?t gh:year ?y } } }"
        )
    ]
    rows.sort(key=lambda r: r[1])
    rows.sort(key=lambda r: r[0], reverse=True)
    kept = dict.fromkeys(r[1] for r in rows[:most])
    scope.tasks, scope.omitted = len(kept), max(0, len(rows) - most)
    for _, task, wording in rows[:most]:
        topics = reader.topics.within(wording)
        if topics:
            scope.things.setdefault(task, set()).update(topics)
    return set(kept)
