"""某项工作某季度做什么? The cell of a ledger: what a task plans for the quarters asked for."""

from __future__ import annotations

import re

from search.ask.answer import Answer
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import row_facts
from search.tokens import fold

PATTERNS = (
    Pattern.of(
        "what-in-quarter",
        r"(?:在)?(?:第?[一二三四1-4]季度|[Qq][1-4]|[上下]半年)(?:里|中)?(?:的)?(?:都|要|该|应|计划|需要|准备)*(?:有|安排了?|部署了?|做到?|干|完成|推进|开展|进行|忙)*(?:些)?(?:什么|哪些|啥|多少)(?:工作|任务|安排|内容|举措)?|(?:第?[一二三四1-4]季度|[Qq][1-4])(?:的)?(?:工作|任务)?(?:安排|计划|内容|要求|节点)(?:是|有)?(?:什么|哪些)?|(?:第?[一二三四1-4]季度|[Qq][1-4])(?=$|[？?])",
        "云州职工夜校第三季度要做什么？",
    ),
)
_NAMES = {"Q1": "第一季度", "Q2": "第二季度", "Q3": "第三季度", "Q4": "第四季度"}
_LEAST = 0.6
_NOISE = ("安排", "工作", "任务", "要", "完成", "做", "干", "忙", "还", "家", "计划", "开展", "台账", "重点")


def answer(ask: Ask) -> Answer | None:
    quarters = ask.question.quarters
    if not quarters or re.search(
        r"(?:哪些|哪几|几|多少)(?:项|个|条)?(?:任务|工作)?(?:是|由|归)?[^，。]*(?:部|室|处|中心)",
        ask.question.text,
    ):
        return None
    units = ask.question.departments
    labels = [d.label for d in units]
    topic = ask.topic(*_NOISE, departments=any(re.search(r"(?:部|室|处|办)$", d) for d in labels))
    if topic.empty or (not any(len(n.word) > 1 for n in topic.needs) and not topic.must):
        return None
    found = [t for t in ask.tasks(topic) if t.fit >= _LEAST and any(s[0] in quarters for s in t.task.steps)]
    if not found:
        return None
    task = found[0].task
    steps = [s for s in task.steps if s[0] in quarters]
    if len(task.rows) > 1:
        fits = [(topic.fit(fold(words)), row) for row, words in task.rows.items()]
        best = max(fits)[0]
        if best >= _LEAST:
            wanted = [
                words
                for fit, words in ((topic.fit(fold(w)), w) for w in task.rows.values())
                if fit >= 0.9 * best
            ]
            steps = [s for s in steps if any(s[1] in words for words in wanted)] or steps
    names = list(dict.fromkeys(s[1] for s in steps))
    evidence = (*(ask.of_task(task, s[2]) for s in steps), ask.of_task(task, task.span))
    told = "；".join(f"{_NAMES[q]}：{w.rstrip('。')}" for q, w, _ in steps)
    return Answer(
        KIND.name,
        f"{task.where}，{told}。",
        {"value": names[0]} if len(names) == 1 else {"set": names},
        evidence,
        row_facts([task.id], "gh:hasStep"),
    )


KIND = Kind("quarter_step", PATTERNS, answer)
