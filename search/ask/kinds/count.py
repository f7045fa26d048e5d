"""一共有几项? Counting what the graph holds: tasks of a document, of a department, units that leaders answer for."""

from __future__ import annotations

import re

from search.ask.answer import Answer, listed, missing
from search.ask.facts import Head, TaskFacts
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import document_tasks, liaison_facts, unit_tasks
from search.ask.kinds.tasks_of_department import _part

PATTERNS = (
    Pattern.of(
        "how-many-tasks",
        r"(?:里|中)?(?:一共|总共|共|全部|合计)?(?:有|参与|负责|牵头|承担|配合|列了|安排了?|部署了?|分)?(?:了)?(?:多少|(?<!哪)几)(?:大)?(?:(?:项|条|件)(?:重点|具体|工作)?(?:任务|工作|事项|责任事项|措施)?|个(?:重点|具体|工作)?(?:任务|事项|措施))(?=$|[？?，。])|(?:任务|项目?|条)(?:总)?数(?:量)?(?=$|[？?])",
        "云州2031年工作台账一共有多少项？",
    ),
    Pattern.of(
        "how-many-units",
        r"(?:一共|总共|共)?(?:对口)?(?:联系|包联)(?:了)?(?:多少|几)(?:个|家)?(?:县级工会|县区|县|单位|工会)?|联系(?:县区|县|单位)(?:的)?(?:数量|个数)",
        "市总领导一共联系几个县级工会？",
    ),
)


def answer(ask: Ask) -> Answer | None:
    if PATTERNS[1].regex.search(ask.question.text):
        return _liaisons(ask)
    if ask.question.initiatives or ask.question.quoted or not _only_counts(ask):
        return None
    documents = list(ask.scope.documents)
    if not ask.scope.narrow and not ask.question.genre and not ask.question.departments:
        return None
    if re.search(r"季度", ask.question.text):
        scheduled = [h for h in documents if any(t.steps for t in ask.facts.document(h.id).tasks)]
        documents = scheduled or documents
    if ask.question.departments:
        iris = {i for d in ask.question.departments for i in d.iris}
        wanted = _part(ask.question.text)
        tasks: list[TaskFacts] = []
        units: list[str] = []
        for head in documents:
            for task in ask.facts.document(head.id).tasks:
                mine = [f for f in task.units if f.object in iris and f.predicate in wanted]
                if mine:
                    tasks.append(task)
                    units += [f.object for f in mine]
        label = listed(d.label for d in ask.question.departments)
        if not tasks:
            return missing(KIND.name, f"所问范围的文件里没有由{label}负责的任务。")
        evidence = tuple(
            ask.of_task(t, s)
            for t in tasks
            for s in (t.span, next(f.span for f in t.units if f.object in iris))
        )
        return Answer(
            KIND.name,
            f"{label}参与{len(tasks)}项：{listed(t.where for t in tasks)}。",
            {"value": str(len(tasks))},
            evidence,
            unit_tasks(units, wanted, [h.id for h in documents]),
            basis="aggregate",
        )
    numbered: list[tuple[Head, list[TaskFacts]]] = [(h, ask.facts.document(h.id).tasks) for h in documents]
    numbered = [(h, tasks) for h, tasks in numbered if tasks]
    if not numbered:
        return missing(KIND.name, "所问的文件里没有读到任务。")
    if len(numbered) > 1 and not ask.question.genre:
        return None
    total = sum(len(tasks) for _, tasks in numbered)
    told = "，".join(f"{h.cite}有{len(tasks)}项" for h, tasks in numbered)
    evidence = tuple(ask.of_task(t, t.span) for _, tasks in numbered for t in tasks)
    return Answer(
        KIND.name,
        f"{told}。",
        {"value": str(total)},
        evidence,
        document_tasks([h.id for h, _ in numbered]),
        basis="aggregate",
    )


def _only_counts(ask: Ask) -> bool:
    """Nothing is asked about but the documents and departments: 云州台账一共几项, not 新建几个职工书屋."""
    topic = ask.topic(
        "一共",
        "总共",
        "任务",
        "安排",
        "工作",
        "参与",
        "负责",
        "牵头",
        "配合",
        "项数",
        "列",
        "共",
        "里",
        "项",
        "按",
        "排",
        "进度",
        "那份",
        "季度",
        "重点",
        "中",
        "条",
        "四个",
        "排进度",
        "那份",
        "这份",
        "季度",
    )
    return topic.empty or sum(len(n.word) > 1 for n in topic.needs) == 0


def _liaisons(ask: Ask) -> Answer:
    found: dict[str, list[tuple[Head, object]]] = {}
    evidence = []
    for head in ask.scope.documents:
        for fact in ask.facts.document(head.id).having("gh:liaisonFor"):
            if ask.question.people and ask.known.entities.canonical(fact.subject) not in ask.question.people:
                continue
            found.setdefault(fact.object, []).append((head, fact))
            evidence.append(ask.evidence(head, head.cite, fact.span))
    if not found:
        return missing(KIND.name, "文件里没有对口联系的安排。")
    names = listed(ask.known.entities.name(u) for u in found)
    return Answer(
        KIND.name,
        f"一共联系{len(found)}个：{names}。",
        {"value": str(len(found))},
        tuple(evidence),
        liaison_facts(found),
        basis="aggregate",
    )


KIND = Kind("count", PATTERNS, answer)
