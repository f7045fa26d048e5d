"""有没有、是否? Whether the documents speak of a thing; “no” is only said as “not in the documents”."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.model import Span
from search.ask.answer import Answer, listed, missing
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import passage_texts, row_facts
from search.ask.kinds._rows import steps_of
from search.ask.sentences import around
from search.fit import Topic
from search.tokens import fold

PATTERNS = (
    Pattern.of(
        "is-there",
        r"有没有(?:搞|办|做|开展|安排|提到|要求|部署)?|有无|是否(?:有|安排|开展|提到|要求|部署|建立|成立|制定)*(?:了|过)?|(?P<v>[搞办建做设提])没(?P=v)",
        "云州2031年有没有开展职工夜校？",
    ),
    Pattern.of(
        "really",
        r"(?:有|做了|搞了|办了|提到了?|安排了?)[^？?]{2,20}[吗么](?=$|[？?])",
        "云州2031年有职工夜校吗？",
    ),
)
_NOISE = (
    "有没有",
    "搞",
    "办",
    "开展",
    "安排",
    "吗",
    "么",
    "了",
    "要点里",
    "台账里",
    "总结里",
    "项目",
    "这类",
    "相关",
)
_LEAST = 0.85
_ALL = 0.75
"""How much of a need a passage must meet for it to count as met, for every one of the question's words."""


def answer(ask: Ask) -> Answer | None:
    text = ask.question.text
    if re.search(r"哪|谁|多少|几[个家项名人场]|什么|类似|差不多|一样", text):
        return None
    topic = ask.topic(*_NOISE)
    if topic.empty:
        return None
    if ask.question.quarters and (told := _in_quarter(ask, topic)):
        return told
    best = None
    for ranked in ask.passages(topic, 20):
        passage = ranked.passage
        words = fold(f"{passage.title} {passage.text}")
        if any(n.met(words) < _ALL for n in topic.needs if len(n.word) > 1):
            continue
        fit = topic.fit(words)
        if fit >= _LEAST and (best is None or fit > best[0]):
            best = (fit, passage)
    if best is None:
        where = listed(ask.question.cities) + "".join(f"{y}年" for y in ask.question.years)
        return missing(
            KIND.name,
            f"{where}的文件里没有找到“{topic.text or listed(topic.must)}”。"
            if where
            else f"文件里没有找到“{topic.text}”。",
        )
    passage = best[1]
    head = ask.facts.heads[passage.document]
    whole = ask.facts.text(passage.document)
    at = max(
        (around(whole, Span(i, i + 1)) for i in range(passage.start, passage.end, 20)),
        key=lambda s: topic.fit(fold(s.of(whole))),
    )
    at = Span(max(at.start, passage.start), min(at.end, passage.end))
    return Answer(
        KIND.name,
        f"有。{passage.locator or head.cite}写道：{at.of(whole).strip()}",
        {"value": "有"},
        (ask.evidence(head, passage.locator or head.cite, at),),
        passage_texts([passage.id]),
        basis="passage",
    )


def _in_quarter(ask: Ask, topic: Topic) -> Answer | None:
    """Whether the task has a step in the quarter asked for; None where it is not known by quarters."""
    planned = [t.task for t in ask.good_tasks(topic) if any(s[0] for s in t.task.steps)]
    if not planned:
        return None
    task = planned[0]
    steps = steps_of(task, ask.question.quarters)
    if not steps:
        return missing(KIND.name, f"{task.where}在所问季度没有写安排。")
    more = replace(topic, must=())  # beside the name: 有没有安排发展会员
    if topic.must and more.needs and not any(more.fit(fold(words)) >= _ALL for _, words, _ in steps):
        return missing(KIND.name, f"{task.where}在所问季度有安排，没有写到“{topic.text}”。")
    said = "；".join(words.rstrip("。") for _, words, _ in steps)
    return Answer(
        KIND.name,
        f"有。{task.where}写道：{said}。",
        {"value": "有"},
        tuple(ask.of_task(task, span) for span in (*(s[2] for s in steps), task.span)),
        row_facts([task.id], "gh:hasStep"),
    )


KIND = Kind("yes_no", PATTERNS, answer, final=True)
