"""哪些任务要在某时之前完成? The tasks of a scope by their deadline."""

from __future__ import annotations

from kg.model import Span
from search.ask.answer import Answer, missing
from search.ask.facts import TaskFacts
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._dates_due import DATE, PARTS, due_of
from search.ask.kinds._queries import row_facts
from search.ask.kinds._tasks import MOST, in_order, shown, told

PATTERNS = (
    Pattern.of(
        "due-what",
        rf"{DATE}[，,]?(?:都|要|须|应|必须|需要|得)*(?:完成|做完|办完|搞完|完|到期|办结|建成)(?:的)?(?:有|是)?(?:些)?(?:哪些|哪几项|什么|几项|多少项|任务|$)",
        "云州台账里9月底前要完成什么？",
    ),
    Pattern.of(
        "which-due",
        rf"(?:哪些|哪几|什么|几)(?:项|个|条)?(?:任务|工作|事项)?(?:要|须|应|必须|需要|得)?(?:在|是)?(?:的)?(?:完成)?(?:期限|时限)?(?:是|在|为)?{DATE}",
        "云州哪些任务要在2031年9月底前完成？",
    ),
    Pattern.of(
        "due-terse", rf"{DATE}\s*(?:完成|到期)(?:的)?(?:\s*任务)?(?=$|[？?])", "云州台账 9月底前完成 任务"
    ),
)


def answer(ask: Ask) -> Answer | None:
    named = PARTS.search(ask.asked)
    asked = due_of(named) if named else None
    if asked is None:
        return None
    stated = ask.facts.stated(ask.scope.documents, "gh:deadline")
    if not stated:
        return None
    units = {i for d in ask.question.departments for i in d.iris}
    found: dict[str, tuple[TaskFacts, Span]] = {}
    for task, fact in ask.facts.of_rows(f for _, f in stated if asked.falls(f.object)):
        if not units or any(f.object in units for f in task.units):
            found.setdefault(task.id, (task, fact.span))
    if not found:
        return missing(KIND.name, "所问范围的文件里没有完成时限是这一天的任务。")
    tasks = in_order([t for t, _ in found.values()])
    return Answer(
        KIND.name,
        f"完成时限是{asked.shown}的有{len(tasks)}项：{told(tasks)}。",
        {"tasks": shown(ask, tasks)},
        tuple(ask.of_task(t, s) for t in tasks[:MOST] for s in (found[t.id][1], t.span)),
        row_facts([t.id for t in tasks[:MOST]], "gh:deadline"),
        basis="aggregate",
    )


KIND = Kind("tasks_due", PATTERNS, answer)
