"""What does search return? A document cut into passages that a person would cite: tasks, clauses, paragraphs, lists.

A task is one passage with all its cells. Of the rest, each lowest section is one, with its heading; a long one is cut
between paragraphs or sentences, each piece keeping the heading as its title. What stands before the first heading
(title, addressees, opening) is one passage, so is each list or table. A heading with nothing of its own under it is
kept as kind "heading": it is nothing that search should return.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from kg.model import Passage, Section, Span, Task, squeeze

#: Code points after which a passage is cut at the next sentence. About what a reader takes in at once.
MOST = 420
#: A paragraph that says in brackets what it is about (【圆梦助学】…): a matter of its own, whatever section it stands in.
_LABELLED = re.compile(r"(?m)^[ \t\u3000]*【([^【】\n]{2,20})】(?=[^\n]*\S)")
_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]?")


def cut_passages(
    text: str, cite: str, sections: Sequence[Section], tasks: Sequence[Task]
) -> tuple[Passage, ...]:
    """Passages in reading order; together they hold every code point that is not white space, each once."""
    taken = sorted(((task.extent, task) for task in tasks), key=lambda pair: pair[0])
    once = {number for number, n in Counter(t.number for t in tasks).items() if n == 1 and number.isdigit()}
    out = [
        _task_passage(task, own, cite, sections, task.number in once)
        for at, (_, task) in enumerate(taken)
        if (own := _own(taken, at))
    ]
    leaves = sorted(_leaves(sections, ()), key=lambda leaf: leaf[0].start)
    at = 0
    for body, heading, below, title, path in leaves:
        out.extend(_free(text, Span(at, body.start), taken, "header" if at == 0 else "section", "", cite))
        for piece in _free(text, body, taken, "section", title, f"{cite} {path}".strip()):
            bare = piece.spans[0].end <= heading.end and (
                below or bool(squeeze(text[heading.end : body.end]))
            )
            out.append(replace(piece, kind="heading") if bare else piece)
        at = max(at, body.end)
    out.extend(_free(text, Span(at, len(text)), taken, "header" if at == 0 else "section", "", cite))
    return tuple(sorted(out, key=lambda p: p.spans[0]))


def _own(taken: Sequence[tuple[Span, Task]], at: int) -> tuple[Span, ...]:
    """What a task says itself: without the tasks that begin inside it."""
    extent = taken[at][0]
    spans, start = [], extent.start
    for other, _ in islice(taken, at + 1, None):
        if other.start >= extent.end:
            break
        spans.append(Span(start, max(start, other.start)))
        start = max(start, other.end)
    spans.append(Span(start, max(start, extent.end)))
    return tuple(span for span in spans if span.end > span.start)


def _task_passage(
    task: Task, own: tuple[Span, ...], cite: str, sections: Sequence[Section], once: bool
) -> Passage:
    """第19项 where that number is the document's only one, else the numbers of the headings above: 三（二）."""
    where = f"第{task.number}项" if once else _numbers_at(task.extent.start, sections) or task.number
    return Passage("task", task.title or "", f"{cite} {where}".strip(), own, task.number)


def _numbers_at(at: int, sections: Sequence[Section]) -> str:
    for section in sections:
        if section.span.start <= at < section.body.end:
            return (section.number or section.title) + _numbers_at(at, section.children)
    return ""


def _leaves(
    sections: Sequence[Section], above: tuple[Section, ...]
) -> Iterator[tuple[Span, Span, bool, str, str]]:
    """(all of it, its heading, whether sections stand below, the heading's words, path such as 二（三）) for each stretch
    of a section before its first child."""
    for section in sections:
        path = "".join(s.number or s.title for s in (*above, section))
        if not section.children:
            yield Span(section.span.start, section.body.end), section.span, False, section.title, path
            continue
        first = section.children[0].span.start
        if first > section.span.start:
            yield Span(section.span.start, first), section.span, True, section.title, path
        yield from _leaves(section.children, (*above, section))


def _free(
    text: str, span: Span, taken: Sequence[tuple[Span, Task]], kind: str, title: str, locator: str
) -> Iterator[Passage]:
    """The parts of `span` that belong to no task, as passages."""
    at = span.start
    first = max(0, bisect_left(taken, span.start, key=lambda pair: pair[0].start) - 1)
    for extent, _ in islice(taken, first, None):
        if extent.start >= span.end:
            break
        if extent.end <= at:
            continue
        yield from _cut(text, Span(at, max(at, extent.start)), kind, title, locator)
        at = max(at, extent.end)
    yield from _cut(text, Span(at, max(at, span.end)), kind, title, locator)


def _cut(text: str, span: Span, kind: str, title: str, locator: str) -> Iterator[Passage]:
    labels = list(_LABELLED.finditer(text, span.start, span.end))
    if kind == "section" and len(labels) > 1:
        ends = [label.start() for label in labels[1:]] + [span.end]
        yield from _cut(text, Span(span.start, labels[0].start()), kind, title, locator)
        for label, end in zip(labels, ends, strict=True):
            yield from _sentences(text, Span(label.start(), end), kind, label.group(1), locator)
        return
    yield from _sentences(text, span, kind, title, locator)


def _sentences(text: str, span: Span, kind: str, title: str, locator: str) -> Iterator[Passage]:
    words = text[span.start : span.end]
    if not squeeze(words).strip("。，、；：（）()【】"):
        return
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - (len(words) - len(words.rstrip()))
    begin = start
    for found in _SENTENCE.finditer(text, start, end):
        if found.end() - begin >= MOST and end - found.end() > MOST // 3:
            yield Passage(kind, title, locator, (Span(begin, found.end()),))
            begin = found.end()
            while begin < end and text[begin].isspace():
                begin += 1
    if begin < end:
        yield Passage(kind, title, locator, (Span(begin, end),))
