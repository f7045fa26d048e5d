"""How does a task with its rows become triples (任务, 分季度安排, 责任单位)?"""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal

from kg import vocabulary as v
from kg.model import Task, UnitRole, squeeze
from kg.rdf.contents import write_citation, write_indicator, write_initiative
from kg.rdf.units import unit_node
from kg.rdf.writer import Writer

_UNIT_PROPERTY: Final = {
    UnitRole.RESPONSIBLE: v.RESPONSIBLE,
    UnitRole.LEAD: v.LEAD,
    UnitRole.COOPERATING: v.COOPERATING,
}


def write_task(writer: Writer, task: Task, position: int) -> None:
    """A task, its rows with steps, deliverable and deadline, its units, and what it cites, aims at and carries on."""
    node = writer.own("task", str(position))
    if not writer.contain(writer.me, v.HAS_TASK, node, task.span):
        return
    writer.add(node, v.TYPE, v.TASK)
    writer.text(node, v.NUMBER, task.number)
    writer.text(node, v.POSITION, position)
    writer.text(node, v.YEAR, writer.document.year)
    writer.text(node, v.SECTION_PATH, " / ".join(task.section))
    for where in writer.quotes([task.extent]):
        writer.add(node, v.EXTENT, where)
    words = task.text or squeeze(task.span.of(writer.document.text)) or "—"
    writer.fact(node, v.WORDING, Literal(words), task.span)
    if task.title and task.title_span:
        writer.fact(node, v.TITLE, Literal(task.title), task.title_span)
    elif task.title:
        writer.text(node, v.TITLE, task.title)
    for r, row in enumerate(task.rows, 1):
        tail = f"{position}.{r}"
        line = writer.own("row", tail)
        spans = [step.span for step in row.steps]
        spans += [q.span for q in (row.deliverable, row.deadline) if q]
        spans += [unit.span for unit in row.units]
        if not writer.contain(node, v.HAS_ROW, line, *(spans or [task.span])):
            continue
        writer.add(line, v.TYPE, v.TASK_ROW)
        writer.text(line, v.POSITION, r)
        for s, step in enumerate(row.steps, 1):
            step_node = writer.own("step", f"{tail}.{s}")
            if step.text and writer.contain(line, v.HAS_STEP, step_node, step.span):
                writer.add(step_node, v.TYPE, v.STEP)
                writer.text(step_node, v.WORDING, step.text)
                writer.text(step_node, v.QUARTER, step.quarter)
                writer.quoted(step_node, step.span)
        if row.deliverable:
            writer.fact(line, v.DELIVERABLE, Literal(row.deliverable.text), row.deliverable.span)
        if row.deadline:
            writer.fact(line, v.DEADLINE, Literal(row.deadline.text), row.deadline.span)
        for unit in row.units:
            if not writer.stands(f"责任单位“{unit.name}”", unit.span, unit.name):
                continue
            predicate = _UNIT_PROPERTY[unit.role]
            answering = unit_node(writer, unit.name, unit.span)
            writer.fact(node, predicate, answering, unit.span, row=line, written=unit.name)
    for citation in task.citations:
        write_citation(writer, node, citation)
    for k, indicator in enumerate(task.indicators, 1):
        write_indicator(writer, node, f"{position}.{k}", indicator)
    for initiative in task.initiatives:
        write_initiative(writer, node, initiative)
