"""有没有、是否? Whether the documents speak of a thing; “no” is only said as “not in the documents”."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.late_patterns import late
from kg.model import Genre, Span
from kg.views.passages import PassageRecord
from search.ask.answer import Answer, listed, missing
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import passage_texts, row_facts
from search.ask.kinds._rows import steps_of
from search.ask.sentences import around, clauses
from search.ask.tense import year_ahead
from search.fit import Topic
from search.hybrid import hit
from search.tokens import fold

#: 办了, 建成了, 开展过: what a report tells, not a plan. What papers themselves do (印发了, 提到了) is none.
_DID = r"(?:举办|开展|组织|召开|新建|建设|建立|成立|发放|慰问|培训|评选|命名|实施|落实|推行|改造|帮扶|救助|办|做|搞|开|建|发|送|完成)(?:完|好)?(?:了|过|成了?|出来了?)(?!多少|几)"
_FIGURE = late(rf"{_DID}(\d[\d.]*万?)(?:余|多)?(人次|[㐀-鿿])")
PATTERNS = (
    Pattern.of(
        "is-there",
        r"有没有(?:搞|办|做|开展|安排|提到|要求|部署)?|有无|是否(?:有|安排|开展|提到|要求|部署|建立|成立|制定)*(?:了|过)?|(?P<v>[搞办建做设提])没(?P=v)",
        "云州2031年有没有开展职工夜校？",
    ),
    Pattern.of(
        "really",
        r"(?:有|提到了?|安排了?)[^？?]{2,20}[吗么](?=$|[？?])",
        "云州2031年有职工夜校吗？",
    ),
    Pattern.of(
        "was-done",
        rf"(?:有没有|是否|是不是)(?:真的?|已经?)?{_DID}|{_DID}(?=[^？?，。]{{0,20}}(?:吗|么|没有|没)(?:$|[？?]))",
        "云州的职工读书会开展了50场吗？",
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
    done = PATTERNS[2].regex.search(text) is not None
    if not done and ask.question.quarters and (told := _in_quarter(ask, topic)):
        return told
    figure = _FIGURE.search(text) if done else None
    if figure:  # 办了100场吗: a report may tell another number of the same
        topic = replace(topic, needs=tuple(n for n in topic.needs if not n.word[0].isdigit()))
        if topic.empty:
            return None
    best: tuple[float, PassageRecord] | None = None
    planned: tuple[float, PassageRecord] | None = None
    for ranked in ask.passages(topic, 20):
        passage = ranked.passage
        words = fold(f"{passage.title} {passage.text}")
        if any(n.met(words) < _ALL for n in topic.needs if len(n.word) > 1):
            continue
        fit = topic.fit(words)
        if fit < _LEAST:
            continue
        if done and _plans(ask, passage):
            planned = (fit, passage) if planned is None or fit > planned[0] else planned
        elif best is None or fit > best[0]:
            best = (fit, passage)
    if best is None and planned is not None:
        return _only_planned(ask, topic, planned[1])
    if best is None:
        where = listed(ask.question.cities) + "".join(f"{y}年" for y in ask.question.years)
        return missing(
            KIND.name,
            f"{where}的文件里没有找到“{topic.text or listed(topic.must)}”。"
            if where
            else f"文件里没有找到“{topic.text}”。",
        )
    passage = best[1]
    if figure and "".join(figure.groups()) not in "".join(passage.text.split()):
        return _other_figure(ask, topic, passage, figure)
    head = ask.facts.heads[passage.document]
    whole = ask.facts.text(passage.document)
    at = _sentence(ask, topic, passage)
    return Answer(
        KIND.name,
        f"有。{passage.locator or head.cite}写道：{at.of(whole).strip()}",
        {"value": "有"},
        (ask.evidence(head, passage.locator or head.cite, at),),
        passage_texts([passage.id]),
        basis="passage",
    )


_PLANNING = frozenset(
    g.value for g in (Genre.LEDGER, Genre.POINTS, Genre.PLAN, Genre.NOTICE, Genre.OPINION, Genre.MEASURES)
)


def _plans(ask: Ask, passage: PassageRecord) -> bool:
    """Does the passage say what is to be done, not what was?"""
    head = ask.facts.heads[passage.document]
    return head.genre in _PLANNING or bool(year_ahead(ask, head, passage.start))


def _only_planned(ask: Ask, topic: Topic, passage: PassageRecord) -> Answer:
    """That a plan has it and no report was found that tells of it; the plan's passage as the nearest."""
    head = ask.facts.heads[passage.document]
    words = _sentence(ask, topic, passage).of(ask.facts.text(passage.document))
    words = _LEADING_NUMBER.sub("", words.strip()).rstrip("。；;")
    if len(words) < _LEAST_SENTENCE:  # a cell of a table
        words = " ".join(passage.text.split())[:_SHOWN].rstrip("。；;")
    reports = any(h.genre == Genre.SUMMARY.value and h.place == head.place for h in ask.facts.heads.values())
    told = "读到的总结没有提到是否做了" if reports else "没有读到可以核对的总结，不知道是否做了"
    return missing(
        KIND.name, f"{passage.locator or head.cite}的计划里写了“{words}”，{told}。", [hit(passage, 1.0)]
    )


_LEADING_NUMBER = late(
    r"^(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、)\s*"
)
_LEAST_SENTENCE, _SHOWN = 6, 80


def _other_figure(ask: Ask, topic: Topic, passage: PassageRecord, figure: re.Match[str]) -> Answer:
    """What the report writes instead of the number asked about: 办了100场吗, and it says 126场."""
    head = ask.facts.heads[passage.document]
    cite = passage.locator or head.cite
    whole = ask.facts.text(passage.document)
    at = _sentence(ask, topic, passage)
    number = re.compile(rf"(?<![\d.])\d[\d.]*[万多余]*{re.escape(figure[2])}")
    told = [
        (topic.fit(fold(c.of(whole))), c, f)
        for c in clauses(whole, at)
        if (f := number.search(whole, c.start, c.end))
    ]
    asked = "".join(figure.groups())
    fit, clause, found = max(told, key=lambda one: one[0], default=(0.0, None, None))
    if found is None or clause is None or fit < _SAME_MATTER:
        return missing(
            KIND.name, f"{cite}提到了所问的事，没有写“{asked}”：{at.of(whole).strip()}", [hit(passage, 1.0)]
        )
    return Answer(
        KIND.name,
        f"{cite}写的是{found.group()}，不是{asked}：{at.of(whole).strip()}",
        {"value": found.group()},
        (ask.evidence(head, cite, clause),),
        passage_texts([passage.id]),
        basis="passage",
    )


_SAME_MATTER = 0.6


def _sentence(ask: Ask, topic: Topic, passage: PassageRecord) -> Span:
    """What of the passage speaks best of the matter."""
    whole = ask.facts.text(passage.document)
    at = max(
        (around(whole, Span(i, i + 1)) for i in range(passage.start, passage.end, 20)),
        key=lambda s: topic.fit(fold(s.of(whole))),
    )
    return Span(max(at.start, passage.start), min(at.end, passage.end))


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
