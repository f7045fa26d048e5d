"""哪些人不能参加、哪些情形不予受理? The clause about the matter that shuts somebody or something out."""

from __future__ import annotations

import re

from kg.late_patterns import late
from kg.model import Span
from search.ask.answer import Answer, listed, missing
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._prose import Said, quoted, saying

_NOT = r"(?:不能|不得|不可以?|不予|不再|不纳入|不参加|不列入|不受理|不享受|不允许|禁止)"
PATTERNS = (
    Pattern.of(
        "shut-out",
        rf"(?:哪些|什么|哪类|哪几类|谁|什么样的)(?:人员?|单位|情形|情况|职工|企业|对象|费用|支出|行为|的)?{_NOT}(?:够)?|有(?:哪些|什么)(?:人|单位|情形|情况|行为)(?:的)?[，]?{_NOT}",
        "哪些人不能参加“云州工匠”推荐？",
    ),
)
CUE = late(rf"(?<!逾期){_NOT}|不在[^，。；]{{0,8}}范围|除外|取消[^，。；]{{0,8}}资格|一票否决")
_CLAUSE = late(r"[^，。；;\n]*$")
_NOISE = ("参加", "推荐", "活动", "选树", "评选", "申报", "参评", "纳入", "受理", "享受", "予以")


def answer(ask: Ask) -> Answer | None:
    topic = ask.topic(*_NOISE)
    if topic.empty and not ask.scope.narrow:
        return None
    asked = [verb for verb in _VERBS if verb in ask.question.text]
    found: list[tuple[Said, Span]] = []
    for said in saying(ask, topic, CUE):
        text = ask.facts.text(said.head.id)
        span = _out(text, said.span)
        same = not found or said.head == found[0][0].head
        if span is not None and same and (not asked or any(verb in span.of(text) for verb in asked)):
            found.append((said, span))
    if not found:
        return missing(KIND.name, f"文件里没有写明“{topic.text or listed(topic.must)}”不包括哪些。")
    return quoted(ask, KIND.name, found[0][0], tuple(sorted(span for _, span in found[:_MOST])))


_MOST, _SHORT = 6, 4
_VERBS = ("参加", "推荐", "申报", "参评", "受理", "纳入", "享受", "报销", "列支", "申请", "报名", "评选")


def _out(text: str, sentence: Span) -> Span | None:
    """The clause of the sentence that shuts out, with who it is: where that stands before its comma, both."""
    found = CUE.search(text, sentence.start, sentence.end)
    if found is None:
        return None
    front = _CLAUSE.search(text[sentence.start : found.start()])
    start = sentence.start + (front.start() if front else 0)
    if found.start() - start < _SHORT:  # 已获得过表彰的，不再推荐
        start = sentence.start
    stop = re.compile(r"[。；\n]").search(text, found.end(), sentence.end)
    return Span(start, stop.start() if stop else sentence.end)


KIND = Kind("excluded", PATTERNS, answer)
