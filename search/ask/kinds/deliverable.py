"""成果形式是什么? What a task is to leave behind."""

from __future__ import annotations

import re

from kg.model import Span
from search.ask.answer import Answer, listed, missing
from search.ask.facts import TaskFacts
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import row_facts

PATTERNS = (
    Pattern.of(
        "deliverable",
        r"(?:那项任务|这项任务|任务|那一行|那一项|那项|一项|一栏|工作)?(?:的)?(?:成果形式|预期成果|工作成果|成果|完成标志|完成标准|目标成果|交付物)(?:一?栏)?(?:里)?(?:写的)?(?:是|有|为)?(?:什么|哪些|啥|怎么写的)?",
        "职工夜校任务的成果形式是什么？",
    ),
    Pattern.of(
        "when-done",
        r"(?:要)?(?:怎样|怎么|如何|怎么样|做到什么程度|什么情况下?)(?:才)?(?:算|叫)(?:是)?(?:完成任务|完成|做完|达标|办成|落实)(?:了)?",
        "职工夜校怎样才算完成？",
    ),
    Pattern.of(
        "hand-in",
        r"(?:最后|最终)?(?:都)?(?:要|应|得|需要)?(?:(?:交出|拿出|形成|提交|交)(?:什么|哪些)(?:成果|材料|东西|报告)?|有(?:什么|哪些)(?:成果|材料))",
        "职工夜校最后要拿出什么成果？",
    ),
)


def answer(ask: Ask) -> Answer | None:
    topic = ask.topic()
    tasks: list[TaskFacts]
    if topic.empty and ask.question.departments:
        iris = {i for d in ask.question.departments for i in d.iris}
        tasks = [
            t
            for h in ask.scope.documents
            for t in ask.facts.document(h.id).tasks
            if t.deliverables and any(f.object in iris for f in t.units)
        ]
    elif topic.empty:
        return None
    else:
        found = ask.tasks(topic, lambda t: t.deliverables)
        tasks = [found[0].task] if found and found[0].fit >= 0.5 else []
    if not tasks:
        return missing(KIND.name, "文件里没有写明所问任务的成果形式。")
    iris = {i for d in ask.question.departments for i in d.iris}
    facts: dict[str, tuple[TaskFacts, Span]] = {}
    for task in tasks:
        rows = {f.row for f in task.units if f.object in iris}
        for fact in task.deliverables:
            if rows and fact.subject not in rows:
                continue
            for span in _items(ask.facts.text(task.document.id), fact.span):
                facts.setdefault("".join(span.of(ask.facts.text(task.document.id)).split()), (task, span))
    if not facts:
        return missing(KIND.name, "文件里没有写明所问任务的成果形式。")
    names = list(facts)
    evidence = tuple(ask.of_task(t, s) for t, f in facts.values() for s in (t.span, f))
    value = {"value": names[0]} if len(names) == 1 else {"set": names}
    where = listed(dict.fromkeys(t.where for t, _ in facts.values()))
    return Answer(
        KIND.name,
        f"{where}的成果形式：{'；'.join(names)}。",
        value,
        evidence,
        row_facts([t.id for t in tasks], "gh:deliverable"),
    )


_ITEM = re.compile(r"[^，,；;。\n]+")
_ADVERBIAL = re.compile(
    r"(?:前|后|时|中|下|上|间|年|月|日|底|以来)$|^(?:通过|围绕|根据|按照|结合|依托|联合|对|在|以|为|从|每)"
)


def _items(text: str, span: Span) -> list[Span]:
    """The single results that a cell lists; what stands before a comma and is no result of its own stays with the next."""
    out: list[Span] = []
    start = -1
    for found in _ITEM.finditer(text, span.start, span.end):
        words = found.group().strip()
        start = found.start() if start < 0 else start
        if len(words) < 5 or (_ADVERBIAL.search(words) and found.end() < span.end - 1):
            continue
        out.append(Span(start, found.end()))
        start = -1
    if start >= 0:
        out.append(Span(start, span.end))
    return out


KIND = Kind("deliverable", PATTERNS, answer)
