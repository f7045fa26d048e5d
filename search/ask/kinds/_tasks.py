"""How are tasks shown in an answer? As *task* of CONTRACT.md, from the view that lists them."""

from __future__ import annotations

from typing import Any

from kg.views.tasks import tasks as task_view
from search.ask.facts import TaskFacts
from search.ask.kind import Ask

__all__ = ["in_order", "shown"]


def in_order(tasks: list[TaskFacts]) -> list[TaskFacts]:
    """By file and place, each once."""
    unique = {t.id: t for t in tasks}
    return sorted(unique.values(), key=lambda t: (t.document.source_file, t.document.index, t.span))


def shown(ask: Ask, tasks: list[TaskFacts]) -> list[dict[str, Any]]:
    """The tasks in order."""
    wanted = {t.id for t in tasks}
    rows: dict[str, dict[str, Any]] = {}
    for document in dict.fromkeys(t.document.id for t in tasks):
        for row in task_view(ask.hybrid.workspace, document=document):
            if row["id"] in wanted:
                rows[str(row["id"])] = row
    return [rows[t.id] for t in tasks if t.id in rows]
