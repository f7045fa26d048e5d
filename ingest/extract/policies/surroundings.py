"""Where does a text name an instrument, and what surrounds the name: its sentence, the brackets after it, the title before?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract.policies.numbers import GAP
from ingest.extract.policies.titles import MAX_TITLE, TITLE, tidy_title
from kg.model import Span

_STOP = re.compile(r"[。；！？;!?\n]")

# Between titles that share verb and issuer.
_JOINED = re.compile(
    r"(?:[、，,和及与或并暨 \t\u3000“”]|以及|同时)*+(?:等?(?:文件|制度|法律|法规))?[、，,和及与或 \t\u3000]*+"
)

_TAIL_OPEN = re.compile(rf"{GAP}([（(〔\[【])")


def _tail_end(text: str, at: int) -> int:
    """Where the brackets after a title end (at most three, 120 signs): （试行）（云工发〔2021〕3号）."""
    for _ in range(3):
        m = _TAIL_OPEN.match(text, at)
        if m is None:
            break
        depth, k, stop = 0, m.start(1), min(len(text), at + 120)
        while k < stop:
            c = text[k]
            if c == "\n":
                return at
            if c in "（(〔[【［":
                depth += 1
            elif c in "）)〕]】］":
                depth -= 1
                if depth == 0:
                    break
            k += 1
        if depth or k >= stop:
            break
        at = k + 1
    return at


@dataclass(frozen=True, slots=True)
class Named:
    """A title with its surroundings: `span` without brackets, `end` after the brackets that follow it.

    `gap` is what stands before it in its sentence, back to the title before, which it `follows`; `joined`
    where nothing but 、 and the like is between.
    """

    title: str
    span: Span
    open_at: int
    close_at: int
    end: int
    gap: str
    follows: bool
    joined: bool


def named_in(text: str) -> list[Named]:
    """Every title in book-title marks, in order; those inside the brackets after another are no titles of their own."""
    out: list[Named] = []
    tail_until = 0
    for m in TITLE.finditer(text):
        start, end = m.span()
        width = 2 if text.startswith("<<", start) else 1
        inner = Span(start + width, end - width)
        raw = inner.of(text)
        lead = len(raw) - len(raw.lstrip())
        inner = Span(
            inner.start + lead, inner.end - (len(raw) - len(raw.rstrip())) if raw.strip() else inner.end
        )
        if not raw.strip() or len(raw) > 2 * MAX_TITLE or start < tail_until:
            continue
        title = tidy_title(raw)
        tail = _tail_end(text, end)
        tail_until = tail
        floor = max(out[-1].end if out else 0, start - 160)
        gap = text[floor:start]
        stops = list(_STOP.finditer(gap))
        fresh = bool(stops)
        if stops:
            gap = gap[stops[-1].end() :]
        follows = bool(out) and not fresh and floor == out[-1].end
        joined = follows and _JOINED.fullmatch(gap) is not None
        out.append(Named(title, inner, start, end, tail, gap, follows, joined))
    return out
