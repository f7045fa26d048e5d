"""哪些计划任务总结里没有提到、没有完成? A plan's tasks against the report of its year, by `search.outcomes`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kg.errors import NotFound
from kg.late_patterns import late
from kg.model import Genre, Span
from search.ask.answer import Answer, Evidence, missing
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._prose import quoted, saying
from search.ask.kinds._queries import document_tasks
from search.ask.kinds._tasks import in_order, shown
from search.fit import Topic

PATTERNS = (
    Pattern.of(
        "not-reported",
        r"(?:年度|年终|年底)?总结(?:报告)?(?:里|中)?(?:都|却|并)?(?:没有?|未)(?:提到|提及|提|写到?|交代|说|反映|体现|涉及|汇报)|未提及|(?:没有?|未)在(?:年度)?总结(?:里|中)?(?:提到|提及|写|交代)",
        "云州2031年台账里哪些任务总结里没有提到？",
    ),
    Pattern.of(
        "fell-short",
        r"(?:哪些|哪几|有哪|什么)(?:项|个)?(?:重点)?(?:任务|工作|目标|指标)?(?:还)?(?:没有?|未)(?:完成|达标|达到|做到|落实到位)|(?:没有?|未)(?:完成|达标|达到目标)的?(?:有|是)?(?:哪些|任务|工作|目标)?(?=$|[？?])",
        "云州2031年哪些任务没有完成？",
    ),
    Pattern.of(
        "was-it-done",
        r"(?:任务|目标|工作)?(?:最后|究竟|到底|都|已经)?(?:有没有(?:按时|如期|按期|全部)?(?:完成|做到|达标|达到目标|做成|落实)|是否(?:已经|已|按时|如期|按期)?(?:完成|达标|达到目标)了?"
        r"|(?:完成|达标|做成|办成)(?:了)?(?:吗|么|没有|没|了没)|完成(?:得|的)?(?:情况)?(?:怎么样|怎样|如何|咋样)|完没完成)(?=$|[？?。])",
        "职工夜校有没有完成？",
    ),
)
_SHORT, _UNREPORTED, _NO_REPORT = "short", "not reported", "no report"


# What is told of a task's outcome, and in one word.
_TOLD = {
    "done": ("完成", "完成了计划"), "exceeded": ("超额完成", "超过了计划"), "short": ("没有达到计划", "没有达到计划"),
    "reported": ("总结里有报告", "总结里有报告，没有可核对的数字"), _UNREPORTED: ("总结没有提到", "总结里没有提到"),
}  # fmt: skip
_LEAST = 0.8


def answer(ask: Ask) -> Answer | None:
    if PATTERNS[2].regex.search(ask.question.text):
        return _of_one(ask)
    unreported = PATTERNS[0].regex.search(ask.question.text) is not None
    wanted = _UNREPORTED if unreported else _SHORT
    heads = ask.scope.documents
    if ask.question.genre == Genre.SUMMARY.value:  # the report is named, its plans are meant
        places = {h.place for h in heads}
        heads = tuple(
            h
            for h in ask.facts.heads.values()
            if h.place in places and (not ask.question.years or h.year in ask.question.years)
        )
    plans = {h.id for h in heads}
    if not ask.scope.narrow:
        return None
    years = ask.question.years or tuple(sorted({h.year for h in heads if h.year}))
    items = [
        item
        for place in ask.question.cities
        or ask.question.counties
        or tuple({h.place for h in heads if h.place})
        for year in years
        for item in ask.outcomes().outcomes(place, year)
        if item["document"] in plans and item["task"]
    ]
    if not items or all(item["status"] == _NO_REPORT for item in items):
        return missing(KIND.name, "工作区里没有同一单位、同一年度的计划和总结，无法对照。")
    found = [item for item in items if item["status"] == wanted]
    if not found:
        return missing(KIND.name, f"对照年度总结，没有发现{'未提到' if unreported else '未达到目标'}的任务。")
    tasks = in_order([t for item in found if (t := ask.facts.task(item["task"])) is not None])
    evidence: list[Evidence] = []
    for item in found:
        evidence += [_quote(one) for one in item["evidence"]]
    told = "；".join(f"{t.where}：{(t.title or t.text)[:40]}" for t in tasks)
    said = "总结里没有提到" if unreported else "总结里的数字没有达到计划"
    return Answer(
        KIND.name,
        f"{said}的有{len(tasks)}项：{told}。这是逐项对照得出的，请核对原文。",
        {"tasks": shown(ask, tasks)},
        tuple(dict.fromkeys(evidence)),
        document_tasks(dict.fromkeys(t.document.id for t in tasks)),
        basis="aggregate",
    )


def _of_one(ask: Ask) -> Answer | None:
    """What became of the one matter that the question names; None where it names none."""
    topic = ask.topic("任务", "目标", "工作", "情况", "计划", "完成")
    if topic.empty:
        return None
    found = [
        t.task
        for t in ask.good_tasks(topic)
        if t.fit >= _LEAST and t.task.document.genre != Genre.SUMMARY.value
    ]
    items = []
    for task in found:
        try:
            items.append((task, ask.outcomes().of_task(task.id)))
        except NotFound:
            continue
    items = [(t, i) for t, i in items if i["status"] != _NO_REPORT]
    if not items:
        return _as_reported(ask, topic) or missing(
            KIND.name, "没有找到可以和年度总结对照的、写明所问事项的计划任务。"
        )
    told = "；".join(f"{t.where}：{_TOLD[str(i['status'])][1]}" for t, i in items)
    words = list(dict.fromkeys(_TOLD[str(i["status"])][0] for _, i in items))
    return Answer(
        KIND.name,
        f"{told}。这是对照年度总结得出的，请核对原文。",
        {"value": words[0]} if len(words) == 1 else {"set": words},
        tuple(dict.fromkeys(_quote(one) for _, i in items for one in i["evidence"])),
        document_tasks(dict.fromkeys(t.document.id for t, _ in items)),
        basis="aggregate",
    )


_REPORTED = late(
    r"(?P<not>未(?:能)?(?:如期|按期|全部|全面)?完成|没有?(?:如期|按期)?完成|未(?:能)?(?:达到|实现|达标)|(?:暂缓|推迟|延期)[^，。；]{0,6})"
    r"|(?P<done>(?:超额|提前|全面|全部|圆满|如期|按期|顺利|均已|已经?|基本)(?:完成|实现|建成|达到|投用|投入使用))"
)


def _as_reported(ask: Ask, topic: Topic) -> Answer | None:
    """Where no plan is at hand: what a summary's own sentence says of the matter, in its words (未完成, 全面完成)."""
    bare = replace(topic, needs=tuple(n for n in topic.needs if n.word not in _OUTCOME_WORDS))
    for said in saying(ask, bare, _REPORTED):
        if said.head.genre != Genre.SUMMARY.value:
            continue
        found = _REPORTED.search(ask.facts.text(said.head.id), said.span.start, said.span.end)
        if found is not None:
            return quoted(ask, KIND.name, said, (Span(found.start(), found.end()),))
    return None


_OUTCOME_WORDS = frozenset("目标 任务 计划 完成 去年 今年 达到 实现".split())


def _quote(one: dict[str, Any]) -> Evidence:
    return Evidence(
        one["document"], one["source_file"], one["locator"], one["quote"], Span(one["start"], one["end"])
    )


KIND = Kind("outcome", PATTERNS, answer, final=True)
