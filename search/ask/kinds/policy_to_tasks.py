"""某文件在哪些任务里被提到? The tasks and clauses that cite, implement or make an instrument."""

from __future__ import annotations

from collections.abc import Collection

from kg.late_patterns import late
from kg.model import Span
from search.ask.answer import Answer, Evidence, listed, missing
from search.ask.facts import TaskFacts
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import policy_tasks
from search.ask.kinds._tasks import MOST, in_order, shown, told
from search.ask.matching_papers import documents_named
from search.ask.policies import find_policies
from search.ask.slots import ITEM
from search.tokens import fold

PATTERNS = (
    Pattern.of(
        "where-mentioned",
        r"(?:在)?(?:哪些|哪几|哪一|哪|什么)(?:个|项|条|份|处)?(?:任务|条款|责任|工作|事项|地方|举措|责任事项|重点任务)(?:和|、|及)?(?:条款|任务|工作)?(?:中|里|里面)?(?:被|有)?(?:提到|提及|引用|出现|用到|落实|贯彻|要求|依据|写明|写到)?",
        "《关于推进驿站建设的意见》在哪些任务中被提到？",
    ),
    Pattern.of("item-asked", ITEM, "《关于推进驿站建设的意见》是第几项援引的？"),
    Pattern.of(
        "tasks-of",
        r"(?:有|对应|分解成|分解出|引出|产生)(?:了)?(?:哪些|什么|几项)(?:任务|工作|举措)?|(?:相关|对应)的?任务|(?<=[》号\s])\s*(?:对应)?任务(?=$|[？?])|落到(?:了)?(?:哪些|哪项|哪一项)(?:任务|工作)?",
        "云工发〔2031〕3号对应哪些任务？",
    ),
    Pattern.of(
        "where-stands",
        r"(?:出现|提到|提及|引用|写|用|落实)(?:过|的是|到)?(?:在|于)(?:了)?(?:哪里|哪儿|何处|哪(?:些|一|几)?(?:个)?(?:地方|处|条款|文件))",
        "云工发〔2031〕3号出现在哪里？",
    ),
    Pattern.of(
        "who-implements",
        r"(?:谁|哪里|哪儿)(?:提到|引用|落实|在落实|贯彻)",
        "《关于推进驿站建设的意见》哪里提到了？",
    ),
)
_MAKES = late(r"(?:要|将|打算|计划|负责)?(?:制定|出台|印发|编制|起草|拟定)(?:了)?$")


def answer(ask: Ask) -> Answer | None:
    question = ask.question
    titles, numbers = question.titles, question.numbers
    if not titles and not numbers:
        short = ask.known.titles.shortened(question.text)
        title = short.title if short else ask.known.titles.loosely(question.text)
        if not title:
            return None
        titles = (title,)
    policies = find_policies(ask.facts, titles, numbers)
    members = {iri for p in policies for iri in p.members}
    keys = [fold(t) for t in (*titles, *(t for p in policies for t in p.titles)) if len(fold(t)) >= 5]
    keys += [fold(n) for n in numbers]
    makes = any(_MAKES.search(question.text[: question.text.find(t) - 1]) for t in titles)
    found: dict[str, tuple[TaskFacts, list[Span]]] = {}
    candidates, unread = _candidates(ask, members, keys)
    for task in candidates:
        facts = [f for f in task.policies if f.object in members]
        if makes and any(f.predicate == "gh:creates" for f in facts):
            facts = [f for f in facts if f.predicate == "gh:creates"]
        spans = [f.span for f in facts]
        if not spans and not makes and any(k in fold(task.text) for k in keys):
            spans = [task.span]
        if spans:
            found[task.id] = (task, spans)
    label = listed([f"《{t}》" for t in titles] or numbers)
    if not found:
        own = documents_named(question, ask.facts.heads.values(), ask.facts)
        return None if own else missing(KIND.name, f"在所问范围的任务和条款里没有找到引用{label}的。")
    tasks = in_order([t for t, _ in found.values()])
    evidence: list[Evidence] = [
        ask.of_task(t, s) for t in tasks[:MOST] for s in dict.fromkeys((*found[t.id][1], t.span))
    ]
    total = len(tasks) + unread
    return Answer(
        KIND.name,
        f"提到{label}的有{total}项：{told(tasks, total)}。",
        {"tasks": shown(ask, tasks)},
        tuple(evidence),
        policy_tasks(sorted(members)),
    )


def _candidates(ask: Ask, members: Collection[str], keys: list[str]) -> tuple[list[TaskFacts], int]:
    """The tasks that cite or make one of the instruments, and those whose passages have the words of one; of more than an
    answer lists, only the first that cite, and how many others do."""
    citing = ask.facts.task_ids_with(ask.scope.documents, ("gh:cites", "gh:creates"), members)
    if len(citing) > MOST:
        return list(ask.facts.tasks(citing[:MOST]).values()), len(citing) - MOST
    out = ask.facts.tasks(citing)
    for key in dict.fromkeys(keys):
        found = ask.hybrid.index.by_phrase(key, MOST, ask.filters("task"))
        out |= ask.facts.tasks(m.passage.task for m in found)
    inside = set(ask.scope.ids)
    return [t for t in out.values() if t.document.id in inside], 0


KIND = Kind("policy_to_tasks", PATTERNS, answer)
