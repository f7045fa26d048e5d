"""哪些计划任务总结里没有提到、没有完成? A plan's tasks against the report of its year, by `search.outcomes`."""

from __future__ import annotations

from typing import Any

from kg.model import Span
from search.ask.answer import Answer, Evidence, missing
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import document_tasks
from search.ask.kinds._tasks import in_order, shown

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
)
_SHORT, _UNREPORTED, _NO_REPORT = "short", "not reported", "no report"


def answer(ask: Ask) -> Answer | None:
    unreported = PATTERNS[0].regex.search(ask.question.text) is not None
    wanted = _UNREPORTED if unreported else _SHORT
    plans = {h.id for h in ask.scope.documents}
    if not ask.scope.narrow:
        return None
    years = ask.question.years or tuple(sorted({h.year for h in ask.scope.documents if h.year}))
    items = [
        item
        for place in ask.question.cities
        or ask.question.counties
        or tuple({h.place for h in ask.scope.documents if h.place})
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


def _quote(one: dict[str, Any]) -> Evidence:
    return Evidence(
        one["document"], one["source_file"], one["locator"], one["quote"], Span(one["start"], one["end"])
    )


KIND = Kind("outcome", PATTERNS, answer, final=True)
