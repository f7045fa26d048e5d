"""“五篇文章”是哪五篇、“六比一创”比什么? The members of a set that is named by their number.

Only a list whose members are as many as the name says is an answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model import Span
from search.ask.answer import Answer, listed
from search.ask.facts import Head
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import passage_texts
from search.ask.sentences import around
from search.tokens import fold

_NUMERAL = "一二两三四五六七八九十"
_N = rf"(?:[{_NUMERAL}]|十[一二三四五六七八九]|\d{{1,2}})"
_MEASURE = "个篇张项大条类种支套方面步块件级位本道根座"
PATTERNS = (
    Pattern.of(
        "which-members",
        rf"“?{_N}(?:个|篇|张|项|大|条|类|种|支|方面)?[㐀-鿿]{{0,8}}”?(?:都|各|分别|具体)?(?:是|有|指|包括|指的是)(?:哪|什么|那{_N}|啥)",
        "云州的“四个重点”是什么？",
    ),
    Pattern.of(
        "which-n",
        rf"(?:哪|那)(?P<n>{_N})(?P<m>[{_MEASURE}])[㐀-鿿]{{0,8}}",
        "县级中心要设立哪五个窗口？",
    ),
    Pattern.of(
        "compares-and-creates",
        rf"“?(?:{_N}[㐀-鿿]){{2,4}}”?[^？?]{{0,6}}?(?:比|创|抓|建|送|是|指|包括|讲)(?:的)?(?:是)?(?:哪|什么|啥)",
        "“六比一创”比哪些、创什么？",
    ),
    Pattern.of(
        "name-alone", rf"(?:^|\s)“?{_N}[{_MEASURE}][㐀-鿿]{{1,6}}”?(?=$|[？?\s])", "云州2031 五篇文章"
    ),
)
# 五篇文章, “三张表”, 四个重点; 五个强; 六比一创.
_COUNTED = re.compile(rf"(?P<n>{_N})(?P<m>[{_MEASURE}])?(?P<noun>[㐀-鿿]{{1,8}})")
_COMPOUND = re.compile(rf"(?:(?:{_N})[㐀-鿿]){{2,4}}")
_TAIL = re.compile(r"(?:都|各|分别|具体)?(?:是|有|指|包括|比|创|如何|怎).*$|[的了呢吗]$|(?:哪|那|什么|啥).*$")
_ITEM = r"[^、，,。；;：:“”《》（）\n]{1,16}"


@dataclass(frozen=True, slots=True)
class _Found:
    head: Head
    locator: str
    passage: str
    spans: tuple[Span, ...]


def answer(ask: Ask) -> Answer | None:
    for name, count, parts in _names(ask.question.text):
        for found in _lists(ask, name, count, parts) or _like_ended(ask, name, count):
            text = ask.facts.text(found.head.id)
            members = ["".join(s.of(text).split()) for s in found.spans]
            evidence = [ask.evidence(found.head, found.locator, s) for s in found.spans]
            evidence.append(ask.evidence(found.head, found.locator, around(text, found.spans[0])))
            return Answer(
                KIND.name,
                f"{found.locator or found.head.cite}写的“{name}”：{listed(members)}。",
                {"set": members},
                tuple(evidence),
                passage_texts([found.passage]),
                basis="passage",
            )
    return None


def _names(text: str) -> list[tuple[str, int, tuple[tuple[int, str], ...]]]:
    """(name, how many, its parts): 五篇文章 5; 六比一创 7, of which six begin with 比 and one with 创."""
    bare = re.sub(r"\d{3,}年?", " ", text.replace("“", "").replace("”", ""))
    out: list[tuple[str, int, tuple[tuple[int, str], ...]]] = []
    for found in _COMPOUND.finditer(bare):
        parts = tuple((_number(n), verb) for n, verb in re.findall(rf"({_N})([㐀-鿿])", found.group()))
        if not any(verb in _MEASURE for _, verb in parts):
            out.append((found.group(), sum(n for n, _ in parts), parts))
    for found in _COUNTED.finditer(bare):
        if bare[max(0, found.start() - 1) : found.start()] in ("第", "哪", "那") and found["m"] is None:
            continue
        noun = _TAIL.sub("", found["noun"])
        if not noun or noun[0] in "季年月日号":
            continue
        for length in range(len(noun), 0, -1):
            out.append((f"{found['n']}{found['m'] or ''}{noun[:length]}", _number(found["n"]), ()))
    return [o for o in out if 2 <= o[1] <= 20]


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    if written.startswith("十"):
        return 10 + (_NUMERAL.replace("两", "").find(written[1]) + 1 if len(written) > 1 else 0)
    return {"两": 2, "十": 10}.get(written, "一二三四五六七八九".find(written) + 1)


def _lists(ask: Ask, name: str, count: int, parts: tuple[tuple[int, str], ...]) -> list[_Found]:
    topic = ask.topic(name, "哪", "是什么", "什么")
    out: list[tuple[float, _Found]] = []
    for match in ask.hybrid.index.by_phrase(name, 20, ask.filters()):
        passage = match.passage
        text = ask.facts.text(passage.document)
        for at in _places(text, name, passage.start, passage.end):
            spans = (
                _compound(text, at, parts)
                if parts
                else _before(text, at.start, count) or _after(text, at.end, count)
            )
            if spans:
                head = ask.facts.heads[passage.document]
                said = fold(f"{''.join(head.names)} {passage.title} {around(text, at).of(text)}")
                near = topic.fit(said) if not topic.empty else 1.0
                out.append((near, _Found(head, passage.locator, passage.id, tuple(spans))))
    out.sort(key=lambda o: -o[0])
    if topic.must and out and out[0][0] == 0.0:
        return []
    return [f for _, f in out]


def _like_ended(ask: Ask, name: str, count: int) -> list[_Found]:
    """“五个强” without its name: a list of five, each of which ends with 强 (组织建设强、服务能力强、…)."""
    last = re.fullmatch(rf"{_N}个([㐀-鿿])", name)
    if not last:
        return []
    item = rf"[^、，,。；;：:“”\n]{{1,12}}?{last[1]}"
    run = re.compile(
        rf"(?<!、)(?:(?<=现)|(?<=到)|(?<=即)|(?<=[，：；。“])){item}(?:、{item}){{{count - 1}}}(?!、)"
    )
    topic = ask.topic(name, "哪", "是什么", "什么", "实现", "要")
    plain = ask.hybrid.topic(f"{topic.text} {last[1]}")
    for ranked in ask.hybrid.rank(plain.text, 40, ask.filters()):
        passage = ranked.passage
        text = ask.facts.text(passage.document)
        if found := run.search(text, passage.start, passage.end):
            head = ask.facts.heads[passage.document]
            return [
                _Found(head, passage.locator, passage.id, tuple(_split(text, found.start(), found.end())))
            ]
    return []


def _places(text: str, name: str, start: int, end: int) -> list[Span]:
    loose = r"\s*".join(map(re.escape, name))
    return [Span(m.start(), m.end()) for m in re.finditer(loose, text[:end]) if m.start() >= start]


def _before(text: str, end: int, count: int) -> list[Span]:
    """甲、乙、丙三张表; “甲、乙、丙”三篇文章: the members stand right before the name, separated by 、."""
    window = text[max(0, end - 25 * count) : end].rstrip("“\"'等这 \n")
    window = window.rstrip('”"')
    base = max(0, end - 25 * count)
    found = re.search(rf"(?:{_ITEM}、){{{count - 1}}}{_ITEM}$", window)
    if not found or (found.start() > 0 and window[found.start() - 1] == "、"):
        return []
    start = base + found.start()
    spans = _split(text, start, base + found.end())
    return _trimmed(text, spans) if len(spans) == count else []


_LEADING = re.compile(
    r"^.*?(?:设立|建立|突出|围绕|坚持|填写|聚焦|抓好|做好|包括|开展|打造|落实|实施|推进|按照|即|是|为|以|和|把)(?=[㐀-鿿]{2,})"
)


def _trimmed(text: str, spans: list[Span]) -> list[Span]:
    """The verb before the first member is none of its: 要设立困难帮扶、…."""
    first = spans[0]
    if found := _LEADING.match(first.of(text)):
        spans[0] = Span(first.start + found.end(), first.end)
    return spans


def _after(text: str, start: int, count: int) -> list[Span]:
    """三张表（甲、乙、丙）, 三张表：甲、乙、丙, 三张表，即甲、乙、丙."""
    found = re.compile(
        rf"[”\"]?[（：:，,]?(?:即|是|包括|分别是|指)?“?((?:{_ITEM}、){{{count - 1}}}{_ITEM})"
    ).match(text, start)
    if not found or text[found.end() : found.end() + 1] == "、":
        return []
    spans = _split(text, found.start(1), found.end(1))
    return spans if len(spans) == count else []


def _compound(text: str, at: Span, parts: tuple[tuple[int, str], ...]) -> list[Span]:
    """“六比一创”: in its sentence, or the next, six members that begin with 比 and one that begins with 创."""
    sentence = around(text, at)
    nearby = Span(sentence.start, min(len(text), sentence.end + 160))
    out: list[Span] = []
    for count, verb in parts:
        items = [
            Span(nearby.start + m.start(1), nearby.start + m.end(1))
            for m in re.finditer(
                rf"(?:^|[、，,；：:“（即以和])({verb}[^、，,。；;：:“”（）\n]{{1,12}})", nearby.of(text)
            )
        ]
        items = [s for s in items if not (at.start <= s.start < at.end)]
        if len(items) != count:
            return []
        out += items
    return sorted(out)


def _split(text: str, start: int, end: int) -> list[Span]:
    out, at = [], start
    for piece in text[start:end].split("、"):
        strip = piece.strip("“”\n 和")
        offset = piece.find(strip)
        if strip:
            out.append(Span(at + offset, at + offset + len(strip)))
        at += len(piece) + 1
    return out


KIND = Kind("named_set", PATTERNS, answer)
