"""Which parts does a text number one after the other (序号并列)? Headings under a heading, and 一是…，二是… in a sentence.

The outline of official papers is 一、（一）1.（1） (GB/T 9704—2012, 7.3.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg import ids
from kg.late_patterns import late
from kg.model import Span
from search.ask.facts import DocumentFacts

__all__ = ["Heading", "headings", "ordinals"]

_FIRST: Final = late(r"(?:第?一是|一要|第一[，,]|其一[，,：]?|①|（1）|1[.．、]|（一）)")
_STYLES: Final = (
    ("{}是", "一二三四五六七八九十"), ("{}要", "一二三四五六七八九十"), ("第{}，", "一二三四五六七八九十"), ("其{}", "一二三四五六七八九十"),
    ("（{}）", "一二三四五六七八九十"),
)  # fmt: skip
_REACH: Final = 2400
"""How far, in signs, the parts of a paragraph lie behind the name of their set."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and the headings directly under it, in their order; `span` is that of its words."""

    title: str
    span: Span
    body: Span
    parts: tuple[tuple[str, Span], ...] = ()


def headings(home: DocumentFacts, text: str) -> list[Heading]:
    """The headings of a document that have others under them."""
    found: list[tuple[Span, str, Span]] = []
    for values in home.own.values():
        for address in values.get("gh:body", ()):
            place = ids.parse_address(address)
            for title in values.get("dcterms:title", ())[:1]:
                if place is not None and (at := text.rfind(title, 0, place[1].start)) >= 0:
                    found.append((place[1], title, Span(at, at + len(title))))
    found.sort(key=lambda f: (f[0].start, -f[0].end))
    out = []
    for body, title, span in found:
        inside = [f for f in found if body.start <= f[2].start and f[0].end <= body.end and f[0] != body]
        direct = [f for f in inside if not any(o[0].start <= f[2].start < o[0].end for o in inside if o != f)]
        if len(direct) > 1:
            out.append(Heading(title, span, body, tuple((t, s) for _, t, s in direct)))
    return out


def ordinals(text: str, start: int, count: int) -> list[Span]:
    """The first words after 一是, 二是, …: as many as `count` and no more, right behind `start`; else none."""
    first = _FIRST.search(text, start, min(len(text), start + 200))
    if first is None:
        return []
    for form, signs in _STYLES:
        if not text.startswith(form.format(signs[0]), first.start()) or count >= len(signs):
            continue
        out: list[Span] = []
        at = first.start()
        for sign in signs[:count]:
            mark = form.format(sign)
            at = text.find(mark, at, start + _REACH)
            if at < 0:
                return []
            words = re.compile(r"[^，。；：,;:\n]{2,30}").match(text, at + len(mark))
            if words is None:
                return []
            out.append(Span(words.start(), words.end()))
            at = words.end()
        more = text.find(form.format(signs[count]), at, start + _REACH)
        again = text.find(form.format(signs[0]), at, start + _REACH)
        return out if more < 0 or 0 <= again < more else []
    return []
