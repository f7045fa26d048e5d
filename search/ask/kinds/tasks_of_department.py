"""某部门负责哪些任务? The tasks of a unit, by document, year, quarter and its part in them; or all tasks of a document."""

from __future__ import annotations

import re

from search.ask.answer import Answer, listed, missing
from search.ask.facts import UNIT_PREDICATES, Fact, TaskFacts
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import document_tasks, unit_tasks
from search.ask.kinds._tasks import in_order, shown

_WORK = r"(?:重点|主要|具体|责任|牵头|配合|年度|全部|所有)?(?:任务|工作任务|工作|事项|事情|职责|责任|活儿|活|事|项目|项)"
PATTERNS = (
    Pattern.of(
        "which-tasks", rf"(?:有|是)?(?:哪些|哪几|什么|几)(?:项|个|件|条)?{_WORK}", "组织部负责哪些任务？"
    ),
    Pattern.of(
        "answers-for",
        r"(?:负责|牵头|承担|配合|参与|要做|要干|手上|手里|名下|分到|安排)(?:了|着|的)?(?:都)?(?:有|是)?(?:哪些|哪几|什么|几|啥)(?:项|个|件|条)?",
        "组织部牵头哪几项？",
    ),
    Pattern.of(
        "list-tasks",
        rf"(?:列出|列一下|查一下|看看|查查).{{0,30}}{_WORK}|的(?:全部|所有){_WORK}|{_WORK}(?:清单|有哪些)",
        "列出云州财务部的全部任务",
    ),
    Pattern.of(
        "does-what",
        r"(?:都)?(?:要)?(?:做|干|忙|管|抓|负责)(?:些)?(?:什么|啥|哪些)",
        "女职工部今年都要做什么？",
    ),
    Pattern.of(
        "terse",
        r"(?<=[\s部处室])(?:的)?(?:牵头|配合|负责)?\s*(?:任务|工作任务|职责)(?=$|[？?])",
        "云州2031要点 女职工部 任务",
    ),
    Pattern.of("due", r"(?:负责|牵头|配合)(?=$|[？?])", "云州台账 财务部牵头"),
)
# Which of them were reported on is asked of plans and reports together (outcome).
_REPORTED = re.compile(
    r"总结(?:里|中)?(?:都)?(?:没|未)|没有?(?:提到|提及|写|交代|完成|落实)|未(?:提及|提到|完成)|完成了(?:哪|几|多少|没)"
)
_LEAD = re.compile(r"牵头")
_HELP = re.compile(r"配合|协办")


def answer(ask: Ask) -> Answer | None:
    question = ask.question
    if _REPORTED.search(question.text):
        return None
    if question.unknown_departments:
        return missing(KIND.name, f"所问范围的文件里没有{listed(question.unknown_departments)}这个部门。")
    if question.departments:
        return _of_units(ask)
    if (
        re.search(r"(?:部|室|处|办|中心)(?:在|的|今年|都|负责|牵头|有)", question.text)
        and not ask.scope.narrow
    ):
        return None
    if ask.scope.narrow and (question.genre or question.quarters) and _nothing_else(ask):
        return _of_documents(ask)
    return None


def _nothing_else(ask: Ask) -> bool:
    """The question names documents and times only; a matter besides is not answered by listing everything."""
    topic = ask.topic("任务", "工作", "重点", "列出", "全部", "所有", "安排", "要", "今年", "年度")
    return not topic.must and not any(len(n.word) > 1 for n in topic.needs)


def _of_units(ask: Ask) -> Answer:
    question = ask.question
    label = listed(d.label for d in question.departments)
    iris = {iri for d in question.departments for iri in d.iris}
    wanted = _part(question.text)
    found: list[tuple[TaskFacts, list[Fact]]] = []
    for head in ask.scope.documents:
        for task in ask.facts.document(head.id).tasks:
            mine = [f for f in task.units if f.object in iris and f.predicate in wanted]
            if mine and (not question.quarters or any(s[0] in question.quarters for s in task.steps)):
                found.append((task, mine))
    if not found:
        return missing(KIND.name, f"所问范围的文件里没有由{label}负责的任务。")
    facts = {task.id: mine for task, mine in found}
    tasks = in_order([task for task, _ in found])
    evidence = tuple(ask.of_task(t, s) for t in tasks for s in (t.span, facts[t.id][0].span))
    told = "；".join(f"{t.where}：{(t.title or t.text)[:40]}" for t in tasks)
    return Answer(
        KIND.name,
        f"{label}共有{len(tasks)}项：{told}。",
        {"tasks": shown(ask, tasks)},
        evidence,
        unit_tasks(
            sorted({f.object for _, mine in found for f in mine}),
            wanted,
            dict.fromkeys(t.document.id for t in tasks),
        ),
        basis="aggregate",
    )


def _part(text: str) -> tuple[str, ...]:
    lead, helping = bool(_LEAD.search(text)), bool(_HELP.search(text))
    if lead == helping:
        return UNIT_PREDICATES
    return ("gh:lead", "gh:responsible") if lead else ("gh:cooperating",)


def _of_documents(ask: Ask) -> Answer:
    quarters = ask.question.quarters
    tasks = in_order(
        [
            t
            for head in ask.scope.documents
            for t in ask.facts.document(head.id).tasks
            if not quarters or any(s[0] in quarters for s in t.steps)
        ]
    )
    cites = listed(h.cite for h in ask.scope.documents[:3])
    if not tasks:
        return missing(KIND.name, f"{cites}里没有符合条件的任务。")
    told = "；".join(f"{t.number}. {(t.title or t.text)[:30]}" for t in tasks)
    return Answer(
        KIND.name,
        f"{cites}共有{len(tasks)}项：{told}。",
        {"tasks": shown(ask, tasks)},
        tuple(ask.of_task(t, t.span) for t in tasks),
        document_tasks([h.id for h in ask.scope.documents]),
        basis="aggregate",
    )


KIND = Kind("tasks_of_department", PATTERNS, answer)
