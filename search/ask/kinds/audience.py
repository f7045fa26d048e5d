"""面向哪些人、哪几类群体? Categories of people that prose lists: 以环卫工人、快递员等为服务对象."""

from __future__ import annotations

import re

from kg.late_patterns import late
from kg.model import Span
from search.ask.answer import Answer, listed, missing
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import passage_texts
from search.ask.saying import literal_words, says
from search.ask.sentences import sentences
from search.tokens import fold

_WHO = r"(?:人员|人群|群体|对象|职工|劳动者|从业人员|从业者|群众|人)"
PATTERNS = (
    Pattern.of(
        "which-people",
        rf"(?:面向|针对|服务|覆盖|惠及|关爱|照顾|慰问|包括|算|给|为|有|是)*(?:的)?(?:是|有|包括)?(?:哪些|哪(?:[一二三四五六七八九十几])?(?:类|种)|什么样的|什么)(?:类|种|样的)?(?:服务|重点|特殊|困难)?(?:(?:职业|岗位|工种|行业|领域|单位)的)?(?:{_WHO}|职业|工种)",
        "户外劳动者驿站面向哪些人？",
    ),
    Pattern.of(
        "objects",
        r"(?:服务|面向|参加|慰问|帮扶|保障)?对象(?:都)?(?:是|有|包括)(?:谁|哪些|什么)|(?:面向|针对|服务于?)(?:的)?(?:是)?谁",
        "户外劳动者驿站的服务对象是谁？",
    ),
)
# What names of kinds of people end with: 环卫工, 快递员, 出租车司机, 公安干警, 退役军人.
_KIND = r"(?:人员|工人|工|员|司机|骑手|小哥|干警|民警|交警|警|教师|护士|医生|师傅|师|军人|劳模|家属|子女|学生|户|者|群体|职工|人)"
_ITEM = rf"(?:(?!以|为|给|向|对|等)[㐀-鿿“”]){{1,12}}?{_KIND}"
_LIST = late(
    rf"(?P<all>{_ITEM}(?:、{_ITEM})+(?:(?:和|及|以及){_ITEM})?)(?=等|为|[，。；）)]|成为|是|提供|送|购|纳入)"
)
_LEAD = late(
    r"^.*(?:主要以|以|包括|包含|分别是|即|面向|针对|服务|慰问|关爱|覆盖|逐步将|将|把|为|给|向|对|的|在|一线|和|[（(：:])(?=[㐀-鿿]{2,}$)"
)
_WORDS = (
    "哪些人", "面向", "服务", "对象", "包括", "群体", "人员", "算", "哪几类", "几类", "哪类", "什么人", "给", "是", "要", "有", "吸收", "吸纳", "纳入",
)  # fmt: skip
_LEAST = 2
_NAMED = 0.5


def answer(ask: Ask) -> Answer | None:
    if re.search(r"小组|专班|委员会|指挥部|负责|牵头|主管", ask.question.text):
        return None
    topic = ask.topic(*_WORDS)
    if topic.empty:
        return None
    literal = literal_words(ask, topic)
    best: tuple[float, str, str, Span, list[Span]] | None = None
    for ranked in ask.passages(topic, 20):
        passage = ranked.passage
        text = ask.facts.text(passage.document)
        above = fold(f"{passage.section} {passage.title}")
        for sentence in sentences(text, passage.start, passage.end):
            own = fold(sentence.of(text))
            named = topic.must and topic.fit(own) >= _NAMED  # its names in quotes stand there, or it is 0
            if (
                not named
                and not says(topic, literal, own)
                and not (topic.fit(own) >= 0.4 and says(topic, literal, own + above))
            ):
                continue
            for found in _LIST.finditer(sentence.of(text)):
                items = _items(text, sentence.start + found.start("all"), sentence.start + found.end("all"))
                near = sentence.of(text)[max(0, found.start() - 60) : found.end() + 30]
                score = topic.fit(own) + 0.5 * topic.fit(fold(near)) + 0.05 * min(len(items), 6)
                if len(items) >= _LEAST and (best is None or score > best[0]):
                    best = (score, passage.id, passage.document, sentence, items)
    if best is None:
        return missing(KIND.name, f"没有找到列出“{topic.text or listed(topic.must)}”是哪些人的句子。")
    _, passage_id, document, sentence, items = best
    head = ask.facts.heads[document]
    text = ask.facts.text(document)
    members = ["".join(i.of(text).split()) for i in items]
    locator = (
        next((r.passage.locator for r in ask.passages(topic, 20) if r.passage.id == passage_id), "")
        or head.cite
    )
    return Answer(
        KIND.name,
        f"{locator}写的是：{listed(members)}。",
        {"set": members},
        tuple(ask.evidence(head, locator, i) for i in (*items, sentence)),
        passage_texts([passage_id]),
        basis="passage",
    )


def _items(text: str, start: int, end: int) -> list[Span]:
    """The members, without what leads in before the first."""
    out: list[Span] = []
    for found in re.finditer(r"[^、]+", text[start:end]):
        piece = found.group()
        at = start + found.start()
        pair = re.split(r"(?:以及|和|及)(?=[㐀-鿿]{2,})", piece)
        if len(pair) == 2 and out and all(re.search(f"{_KIND}$", p) for p in pair):
            out.append(Span(at, at + len(pair[0])))
            out.append(Span(at + len(piece) - len(pair[1]), at + len(piece)))
            continue
        lead = _LEAD.match(piece) if not out else None
        out.append(Span(at + (lead.end() if lead else 0), at + len(piece)))
    return out


KIND = Kind("member_of_group", PATTERNS, answer)
