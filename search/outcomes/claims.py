"""What does a plan set and what does a summary state (计划目标与总结陈述)?

A target is one figure of a task with the words around it; a statement is one sentence of a summary, with its figures. What a
summary plans for next year is no statement; what it lists as a problem counts only where it says that something fell short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from kg import ids
from kg.model import Span
from search.ask.facts import DocumentFacts, TaskFacts
from search.outcomes.figures import Figure, Manner, figure

__all__ = ["Goal", "Part", "Statement", "Target", "Told", "goals", "statements", "targets"]

_SENTENCE: Final = re.compile(r"[^。！？；;\n]+[。！？；;]?")
_CLAUSE: Final = re.compile(r"(?:“[^”\n]{0,60}”|（[^（）\n]{0,60}）|[^，,：:。！？；;\n])+")
_HEADINGS: Final = (
    re.compile(r"第[一二三四五六七八九十]+(?:部分|章)"),
    re.compile(r"[一二三四五六七八九十]{1,3}[、.．]|#\s"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]|##+\s"),
    re.compile(r"\d{1,2}[、.．](?!\d)"),
    re.compile(r"[（(]\d{1,2}[）)]"),
)
_AHEAD: Final = re.compile(
    r"下一?步|明年|下年度|下一年|下阶段|今后|(?:19|20)\d\d年(?:度)?(?:重点|主要)?(?:工作)?(?:的)?(?:计划|打算|思路|安排|设想|要点|任务|展望|重点)"
    r"|工作(?:打算|设想|思路|计划|安排)|(?:和|及|与)打算"
)
_PROBLEM: Final = re.compile(
    r"存在(?:的)?(?:主要|突出)?(?:问题|不足|困难|短板)|(?:主要)?(?:问题|困难|短板)(?:和|与|及)?(?:不足|打算|困难)?$|不足之处|存在不足"
)
_TURNS_AHEAD: Final = re.compile(r"^(?:下一?步|明年|下年度|今后|主要打算|下一年)")
_TURNS_PROBLEM: Final = re.compile(r"^(?:主要问题|存在(?:的)?(?:主要)?问题|存在不足)[：:是有]?")
SHORTFALL: Final = re.compile(
    r"低于预期|未能|未达|没有?达到|未完成|没有?完成|尚未|还没有|暂未|未开展|没有?开展|推迟|顺延|延期|搁置|取消|比(?:计划|目标)少|未如期"
)
"""Slow going (推进较慢) alone says nothing of the year's end."""


class Part(StrEnum):
    """What a stretch of a summary is about."""

    DONE = "done"
    PROBLEM = "problem"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that a task sets. `phrase` is its own words, `lead` what stands before them in the same sentence."""

    figure: Figure
    phrase: str
    lead: str
    span: Span
    due: int | None
    in_wording: bool
    also: tuple[str, ...] = ()
    """How the deliverables put it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A figure that a summary gives, its own words, and those before it in its sentence."""

    figure: Figure
    phrase: str
    lead: str
    span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a summary, without white space; `section` is the numbers of its headings: 一（三）."""

    span: Span
    text: str
    part: Part
    section: str
    told: tuple[Told, ...]
    clauses: tuple[tuple[Span, str], ...]
    """(span, words) of what stands between its commas."""

    @property
    def falls_short(self) -> bool:
        return SHORTFALL.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class Goal:
    """A sentence with figures in a plan's part on aims (目标任务), outside its tasks."""

    number: str
    heading: str
    span: Span
    text: str
    targets: tuple[Target, ...]


def targets(home: DocumentFacts, text: str, task: TaskFacts) -> list[Target]:
    """The figures of a task, those of its wording first, each once."""
    out: list[Target] = []
    own = ids.expand(task.id)
    facts = [
        f
        for f in home.having("gh:hasIndicator")
        if f.subject == own or (f.subject == home.iri and task.span.holds(f.span))
    ]
    facts = sorted(facts, key=lambda f: (not task.span.holds(f.span), f.span))
    for fact in facts:
        found = _target(home, text, fact.object, fact.span, task.span.holds(fact.span))
        if found is None:
            continue
        same = next((n for n, other in enumerate(out) if _same(found, other)), None)
        if same is None:
            out.append(found)
        else:
            out[same] = replace(out[same], also=(*out[same].also, found.phrase))
    return out


def _target(home: DocumentFacts, text: str, indicator: str, span: Span, in_wording: bool) -> Target | None:
    words = _flat(span.of(text))
    found = _figure(home, indicator, words)
    if found is None or found.manner is Manner.EACH:
        return None
    due = home.literal(indicator, "gh:due") or words
    before, words = _split(words)
    years = [int(y) for y in re.findall(r"((?:19|20)\d\d)年", due)]
    return Target(found, words, _lead(text, span) + before, span, max(years, default=None), in_wording)


def _figure(home: DocumentFacts, indicator: str, words: str) -> Figure | None:
    return figure(
        home.literal(indicator, "gh:amount"),
        home.literal(indicator, "gh:measure"),
        home.literal(indicator, "gh:comparator") or None,
        words,
    )


def _same(one: Target, other: Target) -> bool:
    """A deliverable that says again what the wording sets."""
    if (one.figure.low, one.figure.high) != (other.figure.low, other.figure.high):
        return False
    return one.figure.family == other.figure.family or not one.in_wording


def _lead(text: str, span: Span) -> str:
    """What stands before the span in its sentence."""
    start = max((text.rfind(stop, 0, span.start) for stop in "。！？；;\n\t"), default=-1) + 1
    return _flat(text[start : span.start])


def _split(words: str) -> tuple[str, str]:
    """An indicator that is a part (发展会员100人，其中骑手30人) at its 其中: the words before belong to another figure."""
    before, mark, after = words.rpartition("其中")
    return (before, mark + after) if mark else ("", words)


def _flat(words: str) -> str:
    return "".join(words.split())


def goals(home: DocumentFacts, text: str) -> Iterator[Goal]:
    """Sentences of a plan's part on aims that set figures and are no task's."""
    inside = [t.span for t in home.tasks]
    facts = [
        f
        for f in home.having("gh:hasIndicator")
        if f.subject == home.iri and not any(span.holds(f.span) for span in inside)
    ]
    for span, heading, number in _headed(text):
        if "目标" not in heading:
            continue
        here = [f for f in facts if span.holds(f.span)]
        found = [t for f in here if (t := _target(home, text, f.object, f.span, True)) is not None]
        if found:
            yield Goal(number, heading, span, _flat(span.of(text)), tuple(found))


def statements(home: DocumentFacts, text: str) -> list[Statement]:
    """All sentences of a summary but those of its outlook."""
    told = _told(home, text)
    year = home.head.year
    out = []
    for span, part, section in _parted(text, year):
        if part is Part.AHEAD:
            continue
        clauses = tuple(
            (Span(m.start(), m.end()), _flat(m[0]))
            for m in _CLAUSE.finditer(text, span.start, span.end)
            if m[0].strip()
        )
        here = tuple(t for t in told if span.start <= t.span.start < span.end)
        out.append(Statement(span, _flat(span.of(text)), part, section, (*here, *_wholes(clauses)), clauses))
    return out


def _told(home: DocumentFacts, text: str) -> list[Told]:
    out = []
    for fact in home.having("gh:hasIndicator"):
        words = _flat(fact.span.of(text))
        found = _figure(home, fact.object, words)
        if found is not None:
            before, words = _split(words)
            out.append(Told(found, words, _lead(text, fact.span) + before, fact.span))
    return out


_WHOLE: Final = re.compile(r"全覆盖|百分之?百覆盖")


def _wholes(clauses: tuple[tuple[Span, str], ...]) -> Iterator[Told]:
    """全覆盖 says 100%, where no figure stands beside it."""
    for clause, words in clauses:
        if _WHOLE.search(words) and not re.search(r"\d", words):
            hundred = figure("100", "%", None, words)
            if hundred is not None:
                yield Told(hundred, words, "", clause)


def _parted(text: str, year: int | None) -> Iterator[tuple[Span, Part, str]]:
    """Sentences with the part they belong to and the numbers of their headings: 一（三）."""
    part, level_of_part = Part.DONE, len(_HEADINGS)
    numbers: dict[int, str] = {}
    for line in re.finditer(r"[^\n]+", text):
        at = len(line[0]) - len(line[0].lstrip()) + line.start()
        level = next((n for n, p in enumerate(_HEADINGS) if p.match(text, at)), None)
        inline = part
        if level is not None:
            marker = _HEADINGS[level].match(text, at)
            heading = _SENTENCE.match(text, at)
            words = heading[0].strip() if heading else ""
            numbers = {n: v for n, v in numbers.items() if n < level}
            numbers[level] = marker[0].strip(" 、.．#") if marker else ""
            if level <= level_of_part:
                part = _part(words)
                level_of_part = level if part is not Part.DONE else len(_HEADINGS)
            inline = part
        for found in _SENTENCE.finditer(text, line.start(), line.end()):
            words = found[0].strip()
            if not words or (level is not None and found.start() == line.start() and _only_heads(words)):
                continue
            if inline is not Part.AHEAD and (_TURNS_AHEAD.match(words) or _next_year(words, year)):
                inline = Part.AHEAD
            elif inline is Part.DONE and _TURNS_PROBLEM.match(words):
                inline = Part.PROBLEM
            begin = found.start() + len(found[0]) - len(found[0].lstrip())
            yield Span(begin, found.end()), inline, "".join(numbers[n] for n in sorted(numbers))


def _only_heads(words: str) -> bool:
    """七、宣传声势不断扩大: a heading that states nothing itself."""
    return len(words) <= 28 and not re.search(r"\d", words[4:])


def _part(heading: str) -> Part:
    if _AHEAD.search(heading) and not re.search(r"(?:工作总结|完成情况|开展情况|工作情况|回顾)", heading):
        return Part.PROBLEM if _PROBLEM.search(heading) else Part.AHEAD
    return Part.PROBLEM if _PROBLEM.search(heading) else Part.DONE


def _next_year(words: str, year: int | None) -> bool:
    return year is not None and re.match(rf"{year + 1}年(?!\d{{0,2}}月)", words) is not None


def _headed(text: str) -> Iterator[tuple[Span, str, str]]:
    """Every sentence with its nearest heading of the two highest levels, and that heading's number."""
    heading = number = ""
    for line in re.finditer(r"[^\n]+", text):
        at = len(line[0]) - len(line[0].lstrip()) + line.start()
        marker = _HEADINGS[1].match(text, at)
        if marker:
            first = _SENTENCE.match(text, at)
            heading, number = (first[0].strip() if first else ""), marker[0].strip("、.．# ")
        for found in _SENTENCE.finditer(text, line.start(), line.end()):
            yield Span(found.start(), found.end()), heading, number
