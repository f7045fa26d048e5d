"""成果形式是什么? What a task is to leave behind."""

from __future__ import annotations

from dataclasses import replace

from kg.late_patterns import late
from kg.model import Span
from search.ask.answer import Answer, listed, missing
from search.ask.facts import UNIT_PREDICATES, TaskFacts
from search.ask.kind import GOOD, Ask, Kind, Pattern
from search.ask.kinds._dates_due import DATE, LAST_DAY, PARTS, due_of
from search.ask.kinds._quarters_due import due_in
from search.ask.kinds._queries import row_facts
from search.ask.kinds._rows import bodies_named, rows_meant
from search.ask.kinds._tasks import in_order, shown, told
from search.fit import Topic
from search.tokens import fold

_MODAL = r"(?:要|应|应当|应该|得|须|需要|需|会|能|可以)"
#: What is done with a result: 见到成效, 形成成果.
_BRING = r"(?:见到?|看到?|看|形成|拿出|达到|取得|产出|产生|交出|提交|交付|实现|体现|收到|出|留下|做出|算作)"
_RESULT = r"(?:成果|成效|产出|交付物|标志性成果|结果(?!通报)|成品|实效|完成标志|效果)"
PATTERNS = (
    Pattern.of(
        "deliverable",
        r"(?:那项任务|这项任务|任务|那一行|那一项|那项|一项|一栏|工作)?(?:的)?(?:成果形式|成果体现|成果呈现|成果要求|预期成果|工作成果|成果(?=一?栏|里|写|填|是|有|为|什么|哪些|啥|怎|[？?]|$)|完成标志|完成标准|目标成果|交付物)(?:一?栏)?(?:里)?(?:写的)?(?:是|有|为)?(?:什么|哪些|啥|怎么写的)?",
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
    Pattern.of(
        "result-asked",
        rf"(?:最后|最终|到头来|验收时|年底|到年底|完成后)?(?:所|都)?{_MODAL}*{_BRING}?(?:的)?(?:什么|哪些|啥|怎样的|什么样的)(?:样)?(?:的)?{_RESULT}(?:来)?(?:才算|算|才能|才叫)?(?:交差|交账|交卷|完成|过关|合格|达标)?",
        "职工夜校年底要见到什么成效？",
    ),
    Pattern.of(
        "result-noun",
        rf"(?:对应|所)?(?:的)?{_MODAL}*{_BRING}?(?:的)?(?:预期|最终|工作|任务|年度|阶段性)?{_RESULT}(?:形式|要求|内容|指标|标准)*(?:那?一?[栏列格项])?(?:里|上|中)?"
        r"(?:按台账|台账上|台账里)?(?:都)?(?:是|为|有|填|写|定|规定|要求|说|列)*(?:的|了|着)*(?:是|为)?(?:什么|哪些|啥|哪几[项条个]|(?:怎么|怎样|如何|以什么|靠什么)(?:来)?(?:写|说|定|规定|要求|体现|衡量|认定|反映|呈现|表现)|如何)?(?:的)?(?=$|[？?])",
        "职工夜校要形成的成果",
    ),
    Pattern.of(
        "judged-by",
        r"(?:是|要|按)?(?:怎么|怎样|如何)?(?:算|看|论|评|考核|验收|衡量|评价|认定)(?:成绩|成果|成效|完成|结果|效果)?(?:是|要|都)?(?:算|看|认|凭|靠|按|以)(?:的是)?(?:哪(?:[一二两三四几]?(?:样|项|个|条|点|件)|些)|什么|啥)(?:东西|成果|指标)?(?=$|[？?])",
        "职工夜校这事，算成绩看哪几样？",
    ),
    Pattern.of(
        "counts-as",
        r"(?:要|得|该)?(?:以什么|拿什么|凭什么|用什么|靠什么|以何)(?:东西)?(?:为|作为|做|当|来)?(?:成果|标志|交差|交账|交卷|验收|证明|衡量|算完成|算数)?(?:才算)?(?:交差|完成|数)?|(?:拿出|交出)(?:什么|啥)(?:东西|材料)?(?:才|来|去)*(?:算)?(?:交差|交账|交卷|完成|过关|合格)?",
        "职工夜校以什么为成果？",
    ),
)
_ITEM_NOISE = (
    "一行", "一项", "这项", "那项", "那条", "任务", "验收时", "台账", "写明", "填", "对应", "要达到", "达到", "形成", "推动", "方面", "到年底", "年底",
    "这块", "最后", "最终", "看", "按", "工作",
)  # fmt: skip
_LEAST = 0.5
_WHO_ASKED = late(r"(?:哪家|谁|哪[个些]?(?:部门|单位|处室|科室|部室|中心))[㐀-鿿]{0,4}[？?]?$")
_ITEM_NUMBER = late(r"第?(\d{1,3})项(?!任务台账)")


def answer(ask: Ask) -> Answer | None:
    if _WHO_ASKED.search(ask.question.text):
        return None
    if _TASK_ASKED.search(ask.question.text):
        return _task_of(ask)
    bodies = bodies_named(ask)
    units = frozenset(i for iris in bodies.values() for i in iris)
    number = _ITEM_NUMBER.search(ask.question.text)
    dated = _DATED.search(_TITLE.sub("", ask.question.text))
    when = (*_HALVES, *([dated.group()] if dated else ()))
    noise = (*when, *_ITEM_NOISE, *ask.question.numbers, *([number.group()] if number else ()))
    topic = ask.topic(*noise, *bodies)
    about = bool(topic.must) or any(len(n.word) > 1 for n in topic.needs)
    if not about and not number and (dated or ask.question.quarters):
        return _due_then(ask, dated.group() if dated else "", units)
    if topic.empty and not units:
        return None
    if not about:
        every = ask.facts.tasks_with(ask.scope.documents, UNIT_PREDICATES, units)
        tasks = [t for t in every if t.deliverables]
        numbered = [t for t in tasks if number and t.number == number[1]]
        tasks = numbered or tasks
    else:
        tasks = _task_meant(ask, topic, ask.topic(*noise, departments=False), units)
        if dated and "月" in dated.group() and (why := _another_day(tasks, dated.group())):
            return missing(KIND.name, why)
    facts: dict[str, tuple[TaskFacts, Span]] = {}
    for task in tasks:
        text = ask.facts.text(task.document.id)
        rows = rows_meant(task, topic if about else _NOTHING, units)
        for fact in task.deliverables:
            if fact.subject not in rows:
                continue
            items = _items(text, fact.span)
            for span in items:
                facts.setdefault("".join(span.of(text).split()), (task, span))
    if not facts:
        return missing(KIND.name, "文件里没有找到写明所问任务成果形式的地方。")
    names = list(facts)
    evidence = tuple(ask.of_task(t, s) for t, f in facts.values() for s in (t.span, f))
    where = listed(dict.fromkeys(t.where for t, _ in facts.values()))
    return Answer(
        KIND.name,
        f"{where}的成果形式：{'；'.join(names)}。",
        {"value": names[0]} if len(names) == 1 else {"set": names},
        evidence,
        row_facts([t.id for t in tasks], "gh:deliverable"),
    )


_TITLE = late(r"《[^》]*》")
_DATED = late(rf"(?:到|在|于|截至|截止到?)?{DATE}")
_HALVES = ("上半年", "下半年")


def _due_then(ask: Ask, date: str, units: frozenset[str]) -> Answer | None:
    """What the tasks due then leave behind: 9月底前要交什么, 三季度要形成哪些成果. None where no paper sets deadlines, or
    where a quarter's steps may tell it."""
    heads = ask.scope.documents
    stated = ask.facts.stated(heads, "gh:deadline")
    parts = PARTS.search(date)
    due = due_of(parts) if parts else None
    if not stated:
        return None
    found: dict[str, tuple[TaskFacts, Span]] = {}
    if due is not None:
        ends = due.day == LAST_DAY
        for task, fact in ask.facts.of_rows(f for _, f in stated if due.falls(f.object, ends)):
            found.setdefault(task.id, (task, fact.span))
    else:
        found = due_in(ask, heads, ask.question.quarters, ask.question.years)
    if units:
        found = {i: t for i, t in found.items() if any(f.object in units for f in t[0].units)}
    if not found and due is None:
        return None
    said = due.shown if due else "所问季度"
    tasks = in_order([t for t, _ in found.values()])
    if not tasks:
        return missing(KIND.name, f"所问范围的文件里没有完成时限是{said}的任务。")
    items: dict[str, tuple[TaskFacts, Span]] = {}
    for task in tasks:
        text = ask.facts.text(task.document.id)
        for span in (s for f in task.deliverables for s in _items(text, f.span)):
            items.setdefault("".join(span.of(text).split()), (task, span))
    if not items:
        return missing(KIND.name, f"完成时限是{said}的任务没有写成果形式：{told(tasks)}。")
    names = list(items)
    shown_by = {t.id: t for t, _ in items.values()}
    each = "；".join(
        f"{t.where}：{'、'.join(name for name, (of, _) in items.items() if of.id == t.id)}"
        for t in shown_by.values()
    )
    return Answer(
        KIND.name,
        f"完成时限是{said}的任务，成果形式是：{each}。",
        {"value": names[0]} if len(names) == 1 else {"set": names},
        tuple(ask.of_task(t, s) for t, f in items.values() for s in (t.span, f, found[t.id][1])),
        row_facts(list(shown_by), "gh:deliverable"),
        basis="aggregate",
    )


def _another_day(tasks: list[TaskFacts], date: str) -> str:
    """That the matter is due on another day than the one asked for, in words; "" where it is due then, or sets no day."""
    parts = PARTS.search(date)
    due = due_of(parts) if parts else None
    days = [f.object for t in tasks for f in t.deadlines]
    if due is None or not days or any(due.falls(day, due.day == LAST_DAY) for day in days):
        return ""
    where = listed(dict.fromkeys(t.where for t in tasks))
    return f"{where}的完成时限是{listed(dict.fromkeys(days))}，不是{due.shown}。"


_NOTHING = Topic("", ())
#: 审计报告是哪项任务的成果: the task is asked for, by what it leaves behind.
_TASK_ASKED = late(
    r"(?:是|属于|出自|来自|对应)?(?:的)?(?:哪|什么)(?:一|几)?(?:项|个|条|些)(?:重点)?(?:任务|工作)(?:的|要)?(?=[^，。？?]{0,6}(?:成果|完成标志|交付物|产出|$))"
)


def _task_of(ask: Ask) -> Answer | None:
    """The tasks whose results are the thing named; None where no result is."""
    asked = _TASK_ASKED.search(ask.question.text)
    topic = ask.topic(*_ITEM_NOISE, asked.group() if asked else "", "成果形式", "成果", departments=False)
    fits: list[tuple[float, TaskFacts, Span]] = []
    for one in ask.tasks(topic, lambda t: t.deliverables):
        text = ask.facts.text(one.task.document.id)
        fits += [(topic.fit(fold(f.span.of(text))), one.task, f.span) for f in one.task.deliverables]
    top = max((fit for fit, _, _ in fits), default=0.0)
    if top < GOOD:
        return None
    best = [(task, span) for fit, task, span in fits if fit >= top]
    tasks = in_order(list({task.id: task for task, _ in best}.values()))
    return Answer(
        KIND.name,
        f"{told(tasks, len(tasks))}。",
        {"tasks": shown(ask, tasks)},
        tuple(ask.of_task(t, s) for t, span in best for s in (span, t.span)),
        row_facts([t.id for t in tasks], "gh:deliverable"),
    )


def _task_meant(ask: Ask, topic: Topic, whole: Topic, units: frozenset[str]) -> list[TaskFacts]:
    """The task that speaks of the matter; one of the bodies named, or one that speaks of them as its matter (`whole`)."""
    found = [t for t in ask.tasks(topic, lambda t: t.deliverables) if t.fit >= _LEAST]
    if not units:
        return [found[0].task] if found else _by_name(ask, topic)
    mine = [t for t in found if any(f.object in units for f in t.task.units)]
    if mine:
        return [mine[0].task]
    named = [t for t in ask.tasks(whole, lambda t: t.deliverables) if t.fit >= GOOD]
    return [named[0].task] if named else []


def _by_name(ask: Ask, topic: Topic) -> list[TaskFacts]:
    """The one task that has a name given in quotes, where what else is said is in words that no paper has (创城)."""
    if not topic.must or any(len(n.word) > 1 and ask.hybrid.index.frequency(n.word) for n in topic.needs):
        return []
    named = ask.tasks(replace(topic, needs=()), lambda t: t.deliverables)
    return [named[0].task] if len(named) == 1 else []


_ITEM = late(r"[^，,；;。\n]+")
_ADVERBIAL = late(
    r"(?:前|后|时|中|下|上|间|年|月|日|底|以来)$|^(?:通过|围绕|根据|按照|结合|依托|联合|对|在|以|为|从|每)"
)


def _items(text: str, span: Span) -> list[Span]:
    """The single results that a cell lists; what stands before a comma and is no result of its own stays with the next."""
    out: list[Span] = []
    start = -1
    for found in _ITEM.finditer(text, span.start, span.end):
        words = found.group().strip()
        start = found.start() if start < 0 else start
        ended = text[found.end() : found.end() + 1] in "；;"
        if (len(words) < 5 and not ended) or (_ADVERBIAL.search(words) and found.end() < span.end - 1):
            continue
        out.append(Span(start, found.end()))
        start = -1
    if start >= 0:
        out.append(Span(start, span.end))
    return out


KIND = Kind("deliverable", PATTERNS, answer)
