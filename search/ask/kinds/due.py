"""材料什么时候报、进展每月几号报? By when something is to be handed in: the date of the sentence that says to whom (…前报市总工会)."""

from __future__ import annotations

from collections.abc import Iterator

from kg.late_patterns import late
from kg.model import Span
from search.ask.answer import Answer
from search.ask.facts import Head
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import document_facts
from search.ask.kinds.schedule import DATE
from search.ask.saying import to_another
from search.ask.sentences import clauses
from search.fit import Topic
from search.tokens import fold

_WHEN = r"(?:什么时候|何时|哪(?:一)?天|哪一?日|几号|几日|几月几[号日]|什么时间|多久)"
_HAND = r"(?:报送|上报|报给|报到|报备|提交|递交|上交|反馈|寄送|寄|填报|汇总|报名|报|交(?![通流给]))"
PATTERNS = (
    Pattern.of(
        "when-handed-in",
        rf"(?:最晚|最迟|应|要|须|需|得|必须)*(?:在|于|是|到)?{_WHEN}(?:之?前|以前|截止)?(?:要|应|须|得|需|必须)?(?:把|将)?[^，。？?]{{0,10}}?{_HAND}(?:上来|上去|到|给|至|市总|省总)?",
        "“云州工匠”推荐材料什么时候报？",
    ),
    Pattern.of(
        "handed-in-when",
        rf"(?:的)?{_HAND}(?:材料|名单|情况|总结|报告|推荐表|方案)?(?:的)?(?:截止|最晚|最迟|期限|时限|截止时间|截止日期|时间)+(?:是|到|在|为)?(?:{_WHEN}|什么)?(?:之?前)?|(?:材料|名单|情况|总结|报告|进度|进展|表格|推荐表|推荐审批表|方案|细则|申请)(?:最晚|最迟|应|要|须|需|得)*(?:在|于|是|到)?{_WHEN}(?:之?前|以前)?(?:截止|交齐|到位)?(?=$|[？?])",
        "“云州工匠”报名截止时间是什么？",
    ),
    Pattern.of(
        "each-month",
        rf"每(?:个?月|季度?|季度末月|年)(?:的)?(?:几号|几日|哪(?:一)?天|什么时候)(?:之?前)?(?:要|应|须|得)?(?:把|将)?[^，。？?]{{0,10}}?{_HAND}",
        "云州各县区每月几号报进展？",
    ),
)
#: …前报市总工会权益保障部, 报送半年工作情况, 报名截止.
_CUE = late(
    r"报送|上报|报备|提交|递交|反馈|寄送|报[市省县区全我][㐀-鿿]{0,4}|报[^，。；、告名]{0,12}(?:办公室|部|科|处|工会|委员会|邮箱)|截止|逾期|报名"
)
_DATES = late(rf"(?:{DATE.pattern})(?:(?:和|、|及|以及)(?:{DATE.pattern}))*(?:之前|以前|前)?")
_EVERY = late(r"每(?:年|个?月|季度?(?:末月)?|半年)?$")
_NOISE = (
    "报送", "上报", "提交", "递交", "反馈", "材料", "截止", "时间", "报给", "报到", "报", "交", "最晚", "最迟", "台账", "方案", "通知", "市总", "省总",
    "向", "给", "要", "把", "将", "总工会", "活动", "推荐", "工作", "选树", "评选", "各县区", "各单位", "县区", "寄", "工作情况", "情况",
)  # fmt: skip
_LEAST = 0.6
_MOST = 40


def answer(ask: Ask) -> Answer | None:
    topic = ask.topic(*_NOISE)
    if topic.empty and not (ask.scope.narrow and len(ask.scope.documents) == 1):
        return None
    best: tuple[float, Head, Span, Span] | None = None
    for score, head, sentence, date in _due(ask, topic):
        if best is None or score > best[0] + 1e-9:
            best = (score, head, sentence, date)
    if best is None:
        return None
    _, head, sentence, date = best
    value = "".join(date.of(ask.facts.text(head.id)).split())
    return Answer(
        KIND.name,
        f"{head.cite}写的是{value}。",
        {"value": value},
        (ask.evidence(head, head.cite, date), ask.evidence(head, head.cite, sentence)),
        document_facts([head.id], "dcterms:title"),
        basis="passage",
    )


def _due(ask: Ask, topic: Topic) -> Iterator[tuple[float, Head, Span, Span]]:
    """(how well, paper, sentence, date) of sentences that say by when something is handed in."""
    heads = ask.scope.documents
    if len(heads) > _MOST:
        near = dict.fromkeys(r.passage.document for r in ask.passages(topic, _MOST))
        heads = tuple(ask.facts.heads[d] for d in near)
    for head in heads:
        text = ask.facts.text(head.id)
        title = fold("".join(head.names))
        for found in _SENTENCE.finditer(text):
            at = [i for i in range(found.start(), found.end()) if not text[i].isspace()]
            words = "".join(
                text[i] for i in at
            )  # the lines of a letter are broken anywhere, in dates as well
            cue = _CUE.search(words)
            if cue is None or not DATE.search(words) or to_another(ask.question.text, words):
                continue
            if _MONTHLY.search(ask.question.text) and _QUARTERLY.search(words) and not _MONTHLY.search(words):
                continue
            fit = 1.0 if topic.empty else topic.fit(title + fold(words))
            own = 0.0 if topic.empty else Topic(topic.text, topic.needs).fit(fold(words))
            if fit < _LEAST or not (ask.scope.narrow or topic.must or own >= _LEAST):
                continue
            date = _date(words, cue.start())
            if date is not None:
                span = Span(at[date.start], at[date.end - 1] + 1)
                worth = fit + 0.3 * own + _SUBJECT * _same_subject(ask.question.text, words)
                yield worth, head, Span(at[0], at[-1] + 1), span


_MONTHLY, _QUARTERLY = late(r"每个?月"), late(r"每个?季|季度末|季末")
_SUBJECT = 0.3
_SUBJECTS = (late(r"材料|审批表|汇总表|推荐表|申报表|报名|名单|登记表"), late(r"进展|进度|情况|动态"), late(r"总结|报告"), late(r"方案|细则|计划"))  # fmt: skip
"""What is handed in: 材料 are another thing than 进展情况, which the same paper may want every month."""


def _same_subject(question: str, words: str) -> bool:
    return any(s.search(question) and s.search(words) for s in _SUBJECTS)


#: A sentence, over the ends of lines.
_SENTENCE = late(r"[^。！？；;]{8,400}")


def _date(words: str, cue: int) -> Span | None:
    """The date nearest before the words that say to hand in, else the first after them in the clause."""
    found = [Span(m.start(), m.end()) for m in _DATES.finditer(words)]
    before = [f for f in found if f.start <= cue]
    if before:
        every = _EVERY.search(words, max(0, before[-1].start - 5), before[-1].start)
        return Span(every.start(), before[-1].end) if every else before[-1]
    clause = next((c for c in clauses(words, Span(0, len(words))) if c.start <= cue < c.end), None)
    return next((f for f in found if clause is not None and clause.holds(f)), None)


KIND = Kind("due", PATTERNS, answer)
