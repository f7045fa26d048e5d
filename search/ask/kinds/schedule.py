"""哪个季度、什么时候? When a thing is to be done: by its quarter's step, its deadline, or a date in its sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.late_patterns import late
from kg.model import Span
from search.ask.answer import Answer, Evidence, listed, missing
from search.ask.facts import Head
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import passage_texts, row_facts
from search.ask.saying import literal_words, says, to_another
from search.ask.sentences import clauses, sentences
from search.fit import Topic
from search.tokens import fold

PATTERNS = (
    Pattern.of(
        "quarter",
        r"(?:安排|定|放|排|计划)?(?:在|是|到)?(?:哪|第几)(?:个|一)?(?:个)?季度(?:的)?(?:工作|任务)?(?:进行|开展|搞|做)?|(?:开办|举办|召开|举行|完成|开展|安排)(?:的)?季度(?=$|[？?])",
        "职工运动会在哪个季度举办？",
    ),
    Pattern.of(
        "when",
        r"(?:最晚|最迟|计划|要求|应当|应|定)?(?:到|在|是|于)?(?:什么时候|何时|哪天|几月份?|哪个月|什么时间|哪一年|哪年|几号)(?:之?前)?(?:要|得|须|应)?(?:开始|完成|进行|做完|弄完|办完|搞完|办结|完|建完|建好|建成|结束|截止|到位|能用)?|每(?:月|个月|季度)(?:的)?(?:几号|几日|哪天)(?:之?前)?|(?:举办|召开|投用|开工|开班|启动|开展|完成|举行)(?:的)?时间(?:是|为)?(?:什么|哪天)?(?=$|[？?])",
        "职工运动会什么时候举办？",
    ),
    Pattern.of(
        "span-of-time",
        r"(?:是|在|为|安排在|定在)?(?:哪(?:几|些)个?月(?:份)?|几月(?:份)?到几月(?:份)?|从(?:什么时候|几月|几号)到(?:什么时候|几月|几号)|起止时间|时间段)(?:进行|开展)?(?:是|为)?(?:什么|多少)?",
        "“港湾行动”的组织实施阶段是哪几个月？",
    ),
    Pattern.of(
        "deadline",
        r"(?:的)?(?:完成)?(?:时限|期限|截止时间|截止日期|时间节点|时间要求|完成时间|时间安排)(?:要求)?(?:是|为|到)?(?:什么时候|什么|哪天|多久|何时|怎么定的)?",
        "职工夜校的完成时限是什么？",
    ),
    Pattern.of(
        "part-of-the-year",
        r"(?:那件事|这件事)?(?:打算|计划|准备|要)?(?:[放排定安落摆归挪搁列]排?)?(?:在|到|于|了|进)*(?:一年(?:里|中|当中|之中|到头|内)?|全年|年内|今年|年度)?(?:的)?"
        r"(?:(?:哪|第?几)(?:一个|一|个)?(?:季度?(?!节)|时段|时间段)|(?:一年[里中当之内]?中?|全年|年内)(?:的)?哪(?:一|个|一个)?(?:段|阶段))(?:里|中|内)?(?:的)?"
        r"(?:事|活儿?|工作|任务|做|办(?!班)|搞|开(?![班办])|进行|召开|举办|举行|开展|完成|落实|建起来|启动)?",
        "职工运动会放在一年里哪一段？",
    ),
    Pattern.of(
        "whose-quarter",
        r"(?:算|属于?|是)?(?:哪|第?几)(?:一个|一|个)?季度?的[㐀-鿿]{1,4}(?=$|[？?])",
        "职工运动会是哪个季度的重头戏？",
    ),
    Pattern.of(
        "which-part",
        r"(?:什么|何)(?:时段|时间段|时节|季度)(?:[㐀-鿿]{0,4})?(?=$|[？?])",
        "职工运动会什么时段举办？",
    ),
)
# 哪一季, 一年里哪一段, 什么时段: the answer is a quarter.
_QUARTER_ASKED = late(r"季|段")
_QUARTERS = {"Q1": "第一季度", "Q2": "第二季度", "Q3": "第三季度", "Q4": "第四季度"}
# A date as offices write it: 2031年6月底前, 6月20日前, 年底前, 第三季度, 全年, 每年3月.
DATE = late(
    r"每(?:个?月|季度末月|季末月?)\d{1,2}[日号](?:之前|以前|前)?|(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}日|底|初|中旬|上旬|下旬|份)?|年底|年内|年初|上半年|下半年|第?[一二三四]季度|春节(?=前|期间)|五一(?=前|期间))(?:(?:至|到|—+|-|–|~|～)(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底|份)?)?(?:之前|以前|前)?|\d{4}年(?:底|前)"
)
_MONTH = late(r"\d{1,2}月(?:\d{1,2}日|底|初|中旬|上旬|下旬)?(?:前)?")
_LEAST = 0.5
_CLAUSE = late(r"[，；]|(?<!^)。(?!$)")
_TOGETHER = 0.2
"""What it is worth that one clause of a step says it all: 研究导师聘任，受理工坊申报 is no 工坊导师聘任."""


def answer(ask: Ask) -> Answer | None:
    topic = ask.topic("安排", "台账要求", "要求", "计划", "最晚", "工作", "开展")
    if topic.empty:
        return None
    topic = _act(topic)
    quarter = _QUARTER_ASKED.search(ask.asked) is not None
    found = (
        [_by_step(ask, topic)]
        if quarter
        else [_by_deadline(ask, topic), _by_step(ask, topic), _by_sentence(ask, topic)]
    )
    if quarter:
        found.append(_by_sentence(ask, topic))
    best = max((f for f in found if f is not None), key=lambda f: f[0], default=None)
    if best is None:
        return missing(KIND.name, f"没有找到写明“{topic.text or listed(topic.must)}”时间安排的地方。")
    return best[1]


Scored = tuple[float, Answer]


_VERBS = (
    "召开", "举办", "举行", "开办", "印发", "启动", "验收", "评选", "表彰", "完成", "建成", "投用", "发布", "签订", "开展", "组织",
    "培训", "评估", "通报", "招录", "开班", "上线", "成立", "慰问",
)  # fmt: skip
_ALSO: dict[str, tuple[str, ...]] = {
    "成立": ("组建", "建立"), "举办": ("召开", "举行", "开办"), "举行": ("举办", "召开"), "召开": ("举行", "举办"), "启动": ("开展", "发出"),
    "投用": ("建成", "启用"), "建成": ("完成", "投用"), "评选": ("评定", "评出"), "发布": ("公布", "印发"),
}  # fmt: skip
"""Verbs of which a paper may write another for the same act: 行业工会联合会成立 is 组建…联合会."""
_SAID: dict[str, tuple[str, ...]] = {
    "开": ("召开", "开办", "举办", "开班"), "办": ("举办", "开办"), "搞": ("开展", "举办", "举行"), "开班": ("开办", "开班"),
    "建": ("建成", "建设", "新建", "建立", "组建"), "用": ("投用", "投入使用", "启用"),
}  # fmt: skip
"""What everyday verbs are in official papers."""


def _verbs(text: str) -> tuple[str, ...]:
    """The verbs that the step has to have: 哪个季度召开 asks for the meeting itself, not for its preparation."""
    found = [v for v in _VERBS if v in text]
    last = re.search(r"(开班|开|办|搞|建|用)(?:了|的|呢|起来|起|好|完|成|上)*(?=$|[？?])", text)
    if not found and last:
        found += _SAID[last[1]]
    return tuple(v for v in found if v not in ("组织", "开展", "完成"))


def _act(topic: Topic) -> Topic:
    """The topic with the other verbs that would do for those of the question: _ALSO."""
    needs = tuple(
        replace(n, others=(*n.others, *((v, 0.9) for v in _ALSO[n.word]))) if n.word in _ALSO else n
        for n in topic.needs
    )
    return replace(topic, needs=needs)


def _by_step(ask: Ask, topic: Topic) -> Scored | None:
    verbs = _verbs(ask.question.text)
    literal = literal_words(ask, topic)
    best: tuple[float, float, Answer] | None = None
    plain = (
        replace(topic, must=()) if topic.needs else topic
    )  # the name stands in the task, not in every step
    for found in ask.tasks(topic)[:12]:
        task = found.task
        front = topic.fit(fold(f"{task.heading} {task.text}"))
        for quarter, wording, span in task.steps:
            if not quarter:
                continue
            own = plain.fit(fold(wording))
            both = topic.fit(fold(f"{task.heading} {task.text} {wording}"))
            near = max(plain.fit(fold(clause)) for clause in _CLAUSE.split(wording) if clause.strip("。"))
            score = 0.55 * own + 0.25 * both + 0.2 * front + _TOGETHER * near
            if own < 0.35 or both < _LEAST:
                continue
            if not says(topic, literal, fold(f"{task.heading} {task.text} {wording}")):
                continue
            if verbs and any(v in wording for v in verbs):
                score += 0.25
            if best is None or score > best[0]:
                dated = None if _QUARTER_ASKED.search(ask.asked) else _MONTH.search(wording)
                value = dated.group() if dated else _QUARTERS[quarter]
                evidence = (ask.of_task(task, span), ask.of_task(task, task.span))
                best = (
                    score,
                    both,
                    Answer(
                        KIND.name,
                        f"{task.where}安排在{value}：{wording}",
                        {"value": value},
                        evidence,
                        row_facts([task.id], "gh:hasStep"),
                    ),
                )
    return (best[0], best[2]) if best else None


def _by_deadline(ask: Ask, topic: Topic) -> Scored | None:
    literal = literal_words(ask, topic)
    found = [
        t
        for t in ask.tasks(topic, lambda t: t.deadlines)
        if says(topic, literal, fold(f"{t.task.heading} {t.task.text}"))
    ]
    if not found or found[0].fit < _LEAST:
        return None
    task = found[0].task
    fact = task.deadlines[0]
    evidence = (ask.of_task(task, fact.span), ask.of_task(task, task.span))
    return found[0].fit + 0.1, Answer(
        KIND.name,
        f"{task.where}的完成时限是{fact.object}。",
        {"value": fact.object},
        evidence,
        row_facts([task.id], "gh:deadline"),
    )


def _by_sentence(ask: Ask, topic: Topic) -> Scored | None:
    best: tuple[float, Head, str, str, Span, Span] | None = None
    verbs = _verbs(ask.question.text)
    stage = _STAGE.search(ask.question.text)
    figure = fold(stage.group()) if stage else ""
    literal = literal_words(ask, topic)
    for ranked in ask.passages(topic, 20):
        passage = ranked.passage
        head = ask.facts.heads[passage.document]
        text = ask.facts.text(passage.document)
        title = f"{passage.section} {passage.title}"
        for sentence in sentences(text, passage.start, passage.end):
            words = sentence.of(text)
            if not DATE.search(words) or (verbs and not any(v in words for v in verbs)):
                continue
            if to_another(ask.question.text, words):
                continue
            if not says(topic, literal, fold(f"{head.title} {title} {words}")):
                continue
            here = ask.inside(topic, head)
            fit = 0.8 * here.fit(fold(words)) + 0.2 * here.fit(fold(f"{title} {words}"))
            if fit < _LEAST or (best is not None and fit <= best[0]):
                continue
            date = _nearest(text, sentence, here, verbs, figure)
            if date is not None:
                best = (fit, head, passage.locator, passage.id, sentence, date)
    if best is None:
        return None
    fit, head, locator, passage_id, sentence, date = best
    value = date.of(ask.facts.text(head.id))
    evidence: tuple[Evidence, ...] = (
        ask.evidence(head, locator, date),
        ask.evidence(head, locator, sentence),
    )
    return fit, Answer(
        KIND.name,
        f"{locator or head.cite}写的是{value}。",
        {"value": value},
        evidence,
        passage_texts([passage_id]),
    )


#: 12月底前全部建成 beside 8月底前完成6家: the whole is asked for, not a part of it.
_WHOLE = late(r"全部|全面|全数|整体|悉数|均")
_SAYS_VERB, _SAYS_ALL, _SAYS_ITS_DATE, _SAYS_ITS_FIGURE = 0.4, 0.2, 0.05, 1.0
_STAGE = late(r"\d+(?:\.\d+)?(?:个|家|名|人|场|期|次|户|件|项|所|处|%|万元|万人)")


def _nearest(text: str, sentence: Span, topic: Topic, verbs: tuple[str, ...], figure: str) -> Span | None:
    """The date in the clause that speaks most of the topic and has the verb or figure asked for, or before it, where dates stand.
    Where the dates of several stages do equally well, all their clauses."""
    scored: list[tuple[float, Span]] = []
    last: Span | None = None
    stages: list[Span] = []
    for part in clauses(text, sentence):
        found = [Span(m.start(), m.end()) for m in DATE.finditer(text, part.start, part.end)]
        here = found[-1] if found else last
        if found:
            last = found[-1]
        if here is None:
            continue
        words = part.of(text)
        score = topic.fit(fold(words)) + (_SAYS_ITS_DATE if found else 0.0)
        if found:
            stages.append(part)
            score += _SAYS_VERB if any(v in words for v in verbs) else 0.0
            score += _SAYS_ALL if _WHOLE.search(words) else 0.0
            score += _SAYS_ITS_FIGURE if figure and figure in fold(words) else 0.0
        scored.append((score, here))
    if not scored:
        return None
    top = max(score for score, _ in scored)
    best = list(dict.fromkeys(here for score, here in scored if score > top - 1e-9))
    if len(best) > 1 and len(stages) > 1:
        return Span(stages[0].start, stages[-1].end)
    return best[0]


KIND = Kind("schedule", PATTERNS, answer)
