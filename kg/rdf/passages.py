"""How do passages and findings become nodes, for search and doctor to read (段落, 发现)?"""

from __future__ import annotations

from kg import ids
from kg import vocabulary as v
from kg.model import Finding, Task
from kg.rdf.writer import Writer


def write_passages(writer: Writer) -> None:
    """The passages, each with the task it is a part of."""
    tasks: dict[str, list[tuple[int, Task]]] = {}
    for k, task in enumerate(writer.document.tasks, 1):
        tasks.setdefault(task.number, []).append((k, task))
    for k, passage in enumerate(writer.document.passages, 1):
        spans = writer.quotes(passage.spans)
        if not spans:
            continue
        node = writer.own("passage", str(k))
        writer.add(node, v.TYPE, v.PASSAGE)
        writer.add(node, v.PASSAGE_OF, writer.me)
        writer.text(node, v.PASSAGE_KIND, passage.kind)
        writer.text(node, v.TITLE, passage.title)
        writer.text(node, v.LOCATOR, passage.locator)
        same = tasks.get(passage.task, []) if passage.task is not None else []
        if same:
            about = passage.spans[0]
            of = next((n for n, task in same if task.extent.holds(about)), same[0][0])
            writer.add(node, v.OF_TASK, writer.own("task", str(of)))
        for where in spans:
            writer.add(node, v.QUOTED_FROM, where)


def write_finding(writer: Writer, finding: Finding) -> None:
    """What was seen and not understood, under a key of its words and place."""
    key = ids.digest(finding.rule, finding.message, repr(finding.span))
    node = writer.own("finding", key)
    writer.add(node, v.TYPE, v.FINDING)
    writer.add(node, v.FINDING_IN, writer.me)
    writer.text(node, v.RULE, finding.rule)
    writer.text(node, v.MESSAGE, finding.message)
    if finding.span:
        writer.quoted(node, finding.span)
