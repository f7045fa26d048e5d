"""How are tasks shown in an answer? As *task* of CONTRACT.md, from the view that lists them; of very many the first."""

from __future__ import annotations

from typing import Any, Final

from search.ask.facts import TaskFacts
from search.ask.kind import Ask

__all__ = ["MOST", "in_order", "more", "shown", "told"]

MOST: Final = 100
"""Tasks that one answer lists; of more it says how many there are."""


def in_order(tasks: list[TaskFacts]) -> list[TaskFacts]:
    """By file and place, each once."""
    unique = {t.id: t for t in tasks}
    return sorted(unique.values(), key=lambda t: (t.document.source_file, t.document.index, t.span))


def shown(ask: Ask, tasks: list[TaskFacts]) -> list[dict[str, Any]]:
    """The first tasks, in order."""
    wanted = [t.id for t in tasks[:MOST]]
    rows = ask.facts.task_rows(wanted)
    return [rows[t] for t in wanted if t in rows]


def told(tasks: list[TaskFacts], total: int = 0, length: int = 40) -> str:
    """甲：…；乙：…, and how many more there are."""
    said = "；".join(f"{t.where}：{(t.title or t.text)[:length]}" for t in tasks[:MOST])
    return said + more(max(total, len(tasks)))


def more(total: int) -> str:
    return f"；先列前{MOST}项，另有{total - MOST}项，请按地区、年份或部门缩小范围" if total > MOST else ""
