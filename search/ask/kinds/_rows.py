"""Which rows of a task of several rows does a question mean (一项多行)? By the body that answers for a row, and by its words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from kg.model import Span
from search.ask.facts import TaskFacts
from search.ask.kind import Ask
from search.fit import Topic
from search.tokens import fold

__all__ = ["Bodies", "bodies_named", "rows_meant", "steps_of"]

_SPEAKS: Final = 0.3
"""How much of the matter the words of one row have to cover to be told from those of the others."""
_AS_GOOD: Final = 0.8

Bodies = dict[str, frozenset[str]]
"""Name as the question has it → the IRIs it may mean."""


def bodies_named(ask: Ask) -> Bodies:
    """The responsible bodies that the question names: departments, and whoever else the scope's rows name (财贸工会, 市工人文化宫)."""
    out: Bodies = {d.label: d.iris for d in ask.question.departments}
    found = ask.facts.units_written(ask.scope.documents, ask.question.text)
    for name, iris in found.items():
        if not any(name in other for other in (*found, *out) if other != name) and name not in out:
            out[name] = frozenset(iris)
    return out


def steps_of(
    task: TaskFacts, quarters: Collection[str], bodies: Collection[str] = ()
) -> list[tuple[str, str, Span]]:
    """The task's steps (quarter, wording, span) in those quarters, of the rows of those bodies where rows have bodies of their own."""
    mine = {f.row for f in task.units if f.object in bodies and f.row}
    rows = [r for r in task.rows if not mine or r in mine]
    return [step for row in rows for step in task.row_steps.get(row, ()) if step[0] in quarters]


def rows_meant(task: TaskFacts, topic: Topic, bodies: frozenset[str] = frozenset()) -> frozenset[str]:
    """IRIs of the rows: those of the bodies named, and of them those that speak most of the matter; all where none does."""
    rows = list(task.rows)
    if len(rows) < 2:
        return frozenset(rows)
    if bodies:
        mine = {f.row for f in task.units if f.object in bodies}
        rows = [r for r in rows if r in mine] or rows
    words = {row: fold(task.rows[row]) for row in rows}
    if topic.must and (named := [r for r in rows if all(m in words[r] for m in topic.must)]):
        return frozenset(named)
    plain = replace(topic, must=())
    fits = {row: plain.fit(words[row]) if plain.needs else 0.0 for row in rows}
    best = max(fits.values())
    return frozenset(r for r, fit in fits.items() if best < _SPEAKS or fit >= _AS_GOOD * best)
