"""某项工作某季度做什么? The cell of a ledger: what a task plans for the quarters asked for."""

from __future__ import annotations

from kg.late_patterns import late
from kg.model import Span
from search.ask.answer import Answer, missing
from search.ask.facts import UNIT_PREDICATES, TaskFacts
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import row_facts
from search.ask.kinds._rows import Bodies, bodies_named, rows_meant, steps_of
from search.ask.kinds._tasks import in_order, shown
from search.ask.kinds.indicator import FIGURE
from search.ask.matching_papers import documents_named

PATTERNS = (
    Pattern.of(
        "what-in-quarter",
        r"(?:在)?(?:第?[一二三四1-4]季度|[Qq][1-4]|[上下]半年)(?:里|中)?(?:的)?(?:都|要|该|应|计划|需要|准备)*(?:有|安排了?|部署了?|做到?|干|完成|推进|开展|进行|忙)*(?:些)?(?:什么|哪些|啥|多少)(?:工作|任务|安排|内容|举措)?|(?:第?[一二三四1-4]季度|[Qq][1-4])(?:的)?(?:工作|任务)?(?:安排|计划|内容|要求|节点)(?:是|有)?(?:什么|哪些)?|(?:第?[一二三四1-4]季度|[Qq][1-4])(?=$|[？?])",
        "云州职工夜校第三季度要做什么？",
    ),
    Pattern.of(
        "quarter-and-what",
        r"(?:在)?(?:第?[一二三四1-4]季度|[Qq][1-4]|[上下]半年)(?:里|中)?(?=[^，。]{0,16}(?:什么|哪些|啥|怎么|如何|多少|几[家名人场期次户个件份]|安排|计划))",
        "财务部三季度在培训方面要干什么？",
    ),
    Pattern.of(
        "does-what",
        r"(?:要|打算|计划|准备|需要|应该|应|该|得|会)*(?:干|做|搞|办|忙|抓|推|完成|开展|安排|推进|落实|组织)?(?:点|些|一?下)?(?:什么|啥|哪些)(?:活动|工作|事情|事|任务|内容|安排|动作|活儿?)?(?:呢)?(?=$|[？?])|(?:怎么|如何)(?:安排|部署|推进|开展)的?(?=$|[？?])",
        "研究室第四季度打算干什么？",
    ),
)
_NAMES = {"Q1": "第一季度", "Q2": "第二季度", "Q3": "第三季度", "Q4": "第四季度"}
_LEAST = 0.6
# The tasks are asked for by number or as such, or the departments are: those are other questions.
_WHICH_TASKS = late(
    r"(?:哪些|哪几|几|多少)(?:项|个|条)?(?:任务|工作)?(?:是|由|归)?[^，。]*(?:部|室|处|中心)"
    r"|(?:哪些|哪几|几|多少)(?:项|条|件)|有(?:哪些|什么)任务|(?<=[\s部处室])任务(?=$|[？?])"
)
Step = tuple[str, str, Span]
_NOISE = (
    "安排",
    "工作",
    "任务",
    "要",
    "完成",
    "做",
    "干",
    "忙",
    "还",
    "家",
    "计划",
    "开展",
    "台账",
    "重点",
    "打算",
    "准备",
    "方面",
    "活动",
    "事情",
    "内容",
    "搞",
    "办",
    "忙",
    "抓",
    "会",
    "那份",
    "这份",
)


def answer(ask: Ask) -> Answer | None:
    quarters = ask.question.quarters
    if not quarters or _WHICH_TASKS.search(ask.question.text):
        return None
    bodies = bodies_named(ask)
    units = frozenset(i for iris in bodies.values() for i in iris)
    topic = ask.topic(*_NOISE, *bodies, *ask.question.numbers)
    alone = not any(len(n.word) > 1 for n in topic.needs) and not topic.must
    if alone and (told := _of_bodies(ask, bodies)):
        return told
    planned = [t for t in ask.tasks(topic) if t.fit >= _LEAST and steps_of(t.task, quarters)]
    found = [t for t in planned if any(f.object in units for f in t.task.units)]
    if not found:  # a department that the matter belongs to is no word of it: 市工人文化宫改造
        whole = ask.topic(*_NOISE, *ask.question.numbers, departments=False)
        found = [t for t in ask.tasks(whole) if t.fit >= _LEAST and steps_of(t.task, quarters)]
        found = found if not units or not planned else []
    if not found:
        return None
    task = found[0].task
    rows = rows_meant(task, topic, units)
    steps = [s for row in task.rows if row in rows for s in task.row_steps.get(row, ()) if s[0] in quarters]
    if steps and (figure := _figure(ask, task, steps)):
        return figure
    if steps and _no_figure(ask, steps):
        said = "；".join(f"{_NAMES[q]}：{w.rstrip('。')}" for q, w, _ in steps)
        return missing(KIND.name, f"{task.where}在所问季度没有写数字，写的是{said}。")
    return _cells(ask, [(task, steps)]) if steps else None


#: 第二季度发展多少人: a figure of the step, counted so.
_HOW_MANY = late(r"(?:多少|几)(?P<unit>个|家|名|人|场|期|次|户|件|份|万元|条|项|所|处)(?!季度)")
#: 要完成多少家、还做什么: the whole step is asked for.
_MORE_THAN_A_FIGURE = late(r"什么|哪些|怎么|如何")
_PEOPLE_ASKED = late(r"多少[㐀-鿿]{0,6}(?:会员|职工|骑手|工人|人员|司机|学员|指导员)")
_PEOPLE = ("人", "名", "万人", "人次", "万人次")


def _no_figure(ask: Ask, steps: list[Step]) -> bool:
    """A number is asked for, and the steps have none that is counted so."""
    asked = _HOW_MANY.search(ask.question.text)
    if asked is None and _PEOPLE_ASKED.search(ask.question.text) is None:
        return False
    unit = asked["unit"] if asked else "人"
    return not any(
        m["unit"].endswith(unit) or (unit in _PEOPLE and m["unit"] in _PEOPLE)
        for _, words, _ in steps
        for m in FIGURE.finditer(words)
    )


def _figure(ask: Ask, task: TaskFacts, steps: list[Step]) -> Answer | None:
    """The one figure of the steps that is counted as asked; None where they have none or several."""
    if _MORE_THAN_A_FIGURE.search(ask.question.text):
        return None
    asked = _HOW_MANY.search(ask.question.text)
    people = _PEOPLE_ASKED.search(ask.question.text) is not None
    if (asked is None and not people) or len(ask.question.quarters) > 1:
        return None
    unit = asked["unit"] if asked else "人"
    text = ask.facts.text(task.document.id)
    found = [
        Span(m.start(), m.end())
        for _, _, span in steps
        for m in FIGURE.finditer(text, span.start, span.end)
        if m["unit"] == unit or (unit in _PEOPLE and m["unit"] in _PEOPLE)
    ]
    if len(found) != 1:
        return None
    value = "".join(found[0].of(text).split())
    told = f"{task.where}，{_NAMES[steps[0][0]]}：{steps[0][1].rstrip('。')}。"
    evidence = (
        ask.of_task(task, found[0]),
        *(ask.of_task(task, s[2]) for s in steps),
        ask.of_task(task, task.span),
    )
    return Answer(KIND.name, told, {"value": value}, evidence, row_facts([task.id], "gh:hasStep"))


def _of_bodies(ask: Ask, bodies: Bodies) -> Answer | None:
    """What a department has to do in a quarter, and nothing else is asked: the cells of its own rows."""
    units = frozenset(i for iris in bodies.values() for i in iris)
    heads = documents_named(ask.question, ask.scope.documents, ask.facts) or ask.scope.documents
    cells = [
        (task, steps)
        for task in ask.facts.tasks_with(heads, UNIT_PREDICATES, units)
        if (steps := steps_of(task, ask.question.quarters, units))
    ]
    return _cells(ask, cells, whose=True) if cells else None


def _cells(ask: Ask, cells: list[tuple[TaskFacts, list[Step]]], whose: bool = False) -> Answer:
    names = list(dict.fromkeys(step[1] for _, steps in cells for step in steps))
    evidence = tuple(
        ask.of_task(task, span) for task, steps in cells for span in (*(s[2] for s in steps), task.span)
    )
    told = "\n".join(
        f"{task.where}，" + "；".join(f"{_NAMES[q]}：{w.rstrip('。')}" for q, w, _ in steps) + "。"
        for task, steps in cells
    )
    tasks = [task for task, _ in cells]
    value: dict[str, object] = {"value": names[0]} if len(names) == 1 else {"set": names}
    if whose:  # the tasks themselves may be what is wanted
        value["tasks"] = shown(ask, in_order(tasks))
    return Answer(
        KIND.name,
        told,
        value,
        evidence,
        row_facts([t.id for t in tasks], "gh:hasStep"),
        basis="fact" if len(tasks) == 1 else "aggregate",
    )


KIND = Kind("quarter_step", PATTERNS, answer)
