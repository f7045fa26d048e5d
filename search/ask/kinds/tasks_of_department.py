"""某部门负责哪些任务? The tasks of a unit, by document, year, quarter and its part in them; or all tasks of a document."""

from __future__ import annotations

import re

from kg.late_patterns import late
from kg.model import Genre
from search.ask.answer import Answer, listed, missing
from search.ask.facts import UNIT_PREDICATES, Fact, Head, TaskFacts
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._quarters_due import due_in
from search.ask.kinds._queries import document_tasks, unit_tasks
from search.ask.kinds._rows import Bodies, bodies_named, steps_of
from search.ask.kinds._tasks import MOST, in_order, more, shown, told
from search.ask.matching_papers import documents_named
from search.tokens import fold

_WORK = r"(?:重点|主要|具体|责任|牵头|配合|年度|全部|所有)?(?:任务|工作任务|工作|事项|事情|职责|责任|活儿|活|事|项目|项)"
PATTERNS = (
    Pattern.of(
        "which-tasks", rf"(?:有|是)?(?:哪些|哪几|什么|几)(?:项|个|件|条)?{_WORK}", "组织部负责哪些任务？"
    ),
    Pattern.of(
        "answers-for",
        r"(?:负责|牵头|承担|配合|参与|要做|要干|手上|手里|名下|分到|安排)(?:了|着|的)?(?:都)?(?:有|是)?(?:哪些|哪几|哪一?(?=[项件条])|什么|几|啥)(?:项|个|件|条)?",
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
    Pattern.of(
        "which-items",
        rf"(?:都)?(?:有|是|含|占|包括|包含)?(?:着|了)?(?:哪些|哪几|哪一|哪|什么|几|啥|多少)(?:项|个|件|条|样|桩|款)?(?:内容|条目|条款|分工|差事|责任田|{_WORK})?(?:的)?(?=$|[？?，。（])",
        "分给财务部的都是哪些内容？",
    ),
    Pattern.of(
        "items-of",
        rf"(?:的)?(?:内容|条目|条款|分工|差事|责任田|担子|{_WORK})(?:都)?(?:有|是|为|包括)?(?:哪些|什么|啥|哪几[项条个件])?(?:全部|都)?(?:找|列|挑|查|摘|理|筛|拎)?(?:出来|一下|出)?(?=$|[？?，。（])",
        "台账中财务部承担的条目",
    ),
    Pattern.of(
        "given-to",
        r"(?:写明|标明|明确|规定|确定|落实)?(?:是|由|归)?(?:[压落分划派交排放挂担扛摊轮推][给到在于归]|分配给|分派给|安排给|交由|摊到|轮到)(?:了|着|上)?|(?:头上|身上|名下|手里|手上|肩上|那边|这边|那里)",
        "落到财务部头上的任务",
    ),
    Pattern.of(
        "unit-alone",
        r"^[^？?]{2,40}[，\s][^，\s？?]{2,12}[部室处科办会][？?]?$",
        "云州2031年工作台账，财务部",
    ),
)
#: What is said of work that somebody has, and says nothing of the work.
_CARRYING = (
    "承担", "负责", "牵头", "配合", "参与", "分到", "分给", "分管", "主抓", "主管", "领到", "摊上", "摊到", "交给", "压给", "派给", "划给", "名下",
    "头上", "身上", "手里", "手上", "挂", "干", "做", "抓", "管", "忙", "落实", "完成", "推进", "得", "要", "该", "需要", "应该", "一共", "总共", "列出",
    "找出来", "挑出来", "列出来", "看看", "翻翻", "说说", "归", "由", "是", "有", "都", "哪些", "什么", "对应", "相关", "所有", "全部", "涉及", "写明",
    "安排", "布置", "点", "份", "本", "条目", "内容", "责任田", "事情", "事", "活", "任务", "工作", "事项", "职责", "分工", "里", "中", "上",
    "合起来", "加起来", "合在一起", "放在一起", "汇总", "一起", "看", "单独", "独立", "共同", "联合", "分别", "各自", "主要", "具体", "打算", "计划", "准备", "其他", "重点", "部门", "目标", "含", "目标任务", "要求", "开展", "实施", "部署",
)  # fmt: skip
# Which of them were reported on is asked of plans and reports together (outcome).
_REPORTED = late(
    r"总结(?:里|中)?(?:都)?(?:没|未)|没有?(?:提到|提及|写|交代|完成|落实)|未(?:提及|提到|完成)|完成了(?:哪|几|多少|没)"
)
# （含与其他部门共同负责）: what is to be counted in, not what is asked about.
_ASIDE = late(
    r"（(?:含|包括|包含|连同|也算|算上)[^（）]*）|(?:含|包括|连同|算上)(?:与|和|跟)(?:其他|别的)部门(?:共同|一起|联合)(?:负责|承担)的?"
)
# How many: 名下有几项任务. Both the number and the tasks are told.
_COUNT = late(r"(?:多少|(?<!哪)几)(?:项|条|件|桩|个任务)")
_MOST_READ = 2 * MOST
"""Tasks of a unit that are looked at one by one; of more, so many are counted without it."""
_LEAD = late(r"牵头")
_HELP = late(r"配合|协办")


def answer(ask: Ask) -> Answer | None:
    question = ask.question
    if _REPORTED.search(question.text):
        return None
    if question.unknown_departments:
        return missing(KIND.name, f"所问范围的文件里没有{listed(question.unknown_departments)}这个部门。")
    bodies = bodies_named(ask)
    if bodies:
        return _of_units(ask, bodies) if not _other_matter(ask, bodies) else None
    if (
        re.search(r"(?:部|室|处|办|中心)(?:在|的|今年|都|负责|牵头|有)", question.text)
        and not ask.scope.narrow
    ):
        return None
    dated = bool(question.years) and bool(question.cities or question.counties)
    county = any(h.county in question.counties for h in ask.scope.documents)
    if ask.scope.narrow and (question.genre or question.quarters or dated or county) and _nothing_else(ask):
        return _of_documents(ask)
    return None


def _nothing_else(ask: Ask) -> bool:
    """The question names documents and times only; a matter besides is not answered by listing everything."""
    topic = ask.topic(
        "任务", "工作", "重点", "列出", "全部", "所有", "安排", "要", "今年", "年度", *_CARRYING
    )
    return not topic.must and not any(len(n.word) > 1 for n in topic.needs)


def _other_matter(ask: Ask, bodies: Bodies) -> bool:
    """Something besides the departments, papers and the way of asking that the papers speak of: that is another question."""
    aside = [m.group() for m in _ASIDE.finditer(ask.question.text)]
    topic = ask.topic(*aside, *_CARRYING, *bodies, *ask.question.numbers)
    must = [m for m in topic.must if not any(m in fold(body) for body in bodies)]
    return bool(must) or any(
        len(n.word) > 1 and n.word not in _CARRYING and ask.hybrid.index.frequency(n.word)
        for n in topic.needs
    )


def _of_units(ask: Ask, bodies: Bodies) -> Answer:
    question = ask.question
    label = listed(n for n in bodies if not any(n != other and n in other for other in bodies))
    iris = {iri for named in bodies.values() for iri in named}
    wanted = _part(question.text)
    found: list[tuple[TaskFacts, list[Fact]]] = []
    heads = documents_named(question, ask.scope.documents, ask.facts) or ask.scope.documents
    every = ask.facts.task_ids_with(heads, wanted, iris)
    due = due_in(ask, heads, question.quarters, question.years) if question.quarters else {}
    if question.quarters and len(every) > _MOST_READ:
        dated = frozenset((*ask.facts.in_quarters(every, question.quarters), *due))
        every = [task for task in every if task in dated]
    unread = max(0, len(every) - _MOST_READ)
    for task in ask.facts.tasks(every[:_MOST_READ]).values():
        mine = [f for f in task.units if f.object in iris and f.predicate in wanted]
        if mine and (not question.quarters or task.id in due or steps_of(task, question.quarters, iris)):
            found.append((task, mine))
    if not found:
        when = "、在所问季度有安排" if question.quarters else ""
        return missing(KIND.name, f"所问范围的文件里没有找到由{label}负责{when}的任务。")
    facts = {task.id: mine for task, mine in found}
    tasks = in_order([task for task, _ in found])
    evidence = tuple(
        ask.of_task(t, s)
        for t in tasks[:MOST]
        for s in (t.span, facts[t.id][0].span, *((due[t.id][1],) if t.id in due else ()))
    )
    total = len(tasks) + unread
    return Answer(
        KIND.name,
        f"{label}共有{total}项：{told(tasks, total)}。",
        {"tasks": shown(ask, tasks), **({"value": str(total)} if _COUNT.search(question.text) else {})},
        evidence,
        unit_tasks(
            sorted({f.object for _, mine in found for f in mine}),
            wanted,
            dict.fromkeys(t.document.id for t in tasks[:MOST]),
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
    heads = [
        h
        for h in ask.scope.documents
        if (ask.question.genre or h.genre != Genre.SUMMARY.value) and ask.facts.task_count(h.id)
    ]
    total = sum(ask.facts.task_count(h.id) for h in heads)
    due = due_in(ask, heads, quarters, ask.question.years) if quarters else {}
    if total <= _MOST_READ:
        tasks = [t for h in heads for t in ask.facts.document(h.id).tasks]
        tasks = in_order(
            [t for t in tasks if not quarters or t.id in due or any(s[0] in quarters for s in t.steps)]
        )
        total = len(tasks)
    else:
        if quarters:
            every = ask.facts.task_ids(heads)
            stepped = frozenset((*ask.facts.in_quarters(every, quarters), *due))
            dated = [task for task in every if task in stepped]
            tasks, total = list(ask.facts.tasks(dated[:MOST]).values()), len(dated)
        else:
            tasks = list(ask.facts.tasks(ask.facts.task_ids(first_of(ask, heads))[:MOST]).values())
    cites = listed(
        dict.fromkeys([t.document.cite for t in tasks[:MOST]] or [h.cite for h in ask.scope.documents[:3]])
    )
    if not tasks:
        what = "写明在所问季度安排的任务" if quarters else "任务"
        return missing(KIND.name, f"{cites}里没有{what}。")
    if total > MOST:
        cites = f"所问的{len(heads)}份文件"
    said = "；".join(f"{t.number}. {(t.title or t.text)[:30]}" for t in tasks[:MOST])
    return Answer(
        KIND.name,
        f"{cites}共有{total}项：{said}{more(total)}。",
        {
            "tasks": shown(ask, tasks),
            **({"value": str(total)} if _COUNT.search(ask.question.text) else {}),
        },
        tuple(
            ask.of_task(t, s)
            for t in tasks[:MOST]
            for s in (t.span, *((due[t.id][1],) if t.id in due else ()))
        ),
        document_tasks(dict.fromkeys(t.document.id for t in tasks) if total > MOST else ask.scope.ids),
        basis="aggregate",
    )


def first_of(ask: Ask, heads: list[Head]) -> list[Head]:
    """The first papers that together have as many tasks as an answer lists."""
    out, held = [], 0
    for head in heads:
        out.append(head)
        held += ask.facts.task_count(head.id)
        if held >= MOST:
            break
    return out


KIND = Kind("tasks_of_department", PATTERNS, answer)
