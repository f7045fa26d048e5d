"""What does a row of a list of contacts say (通讯录的一行)? The unit, the department that sees to it, who is to be called.

Flattened tables have their cells one after another: 青岭县总工会 组织部 车云生 5550101 桑晚舟 5550102. A row goes from its
unit to the next unit; where numbers stand before the first unit the rows begin otherwise, and none is told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.late_patterns import late
from kg.model import Span
from search.ask.facts import Fact, Head
from search.ask.kind import Ask

__all__ = ["ContactLine", "contact_lines"]

_UNIT: Final = late(r"(?<![㐀-鿿])[㐀-鿿]{1,8}(?:新区|开发区|县|区|旗|市)总工会(?![㐀-鿿])")
_LONGEST: Final = 160
"""Signs that a row has at most."""
_LEAST: Final = 2
"""Rows of a list."""


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One row: spans are of the document's text; `people` are names and numbers in the order of the row."""

    head: Head
    unit: Span
    span: Span
    people: tuple[tuple[Fact, Fact], ...]
    departments: tuple[Span, ...]


def contact_lines(
    ask: Ask, heads: Sequence[Head], name_before: Callable[[Fact, str, int], Fact | None]
) -> list[ContactLine]:
    """The rows of all lists of contacts of the papers. `name_before(number, text, start)` finds whose a number is."""
    known: dict[str, list[ContactLine]] = ask.facts.kept("contact lines", dict)
    numbers: dict[str, list[Fact]] = defaultdict(list)
    unread = [h for h in ask.facts.stating(heads, "gh:hasContact") if h.id not in known]
    phones = ask.facts.nodes_with(unread, "gh:contactKind", "phone")
    for head, fact in ask.facts.stated(unread, "gh:hasContact"):
        if fact.object in phones:
            numbers[head.id].append(fact)
    for head in unread:
        known[head.id] = _lines_of(ask, head, sorted(numbers[head.id], key=lambda f: f.span), name_before)
    return [line for head in heads for line in known.get(head.id, ())]


def _lines_of(
    ask: Ask, head: Head, numbers: list[Fact], name_before: Callable[[Fact, str, int], Fact | None]
) -> list[ContactLine]:
    out: list[ContactLine] = []
    text = ask.facts.text(head.id)
    units = [Span(m.start(), m.end()) for m in _UNIT.finditer(text)]
    rows = [u for u in units if any(0 <= n.span.start - u.end <= _LONGEST for n in numbers)]
    if len(rows) < _LEAST or _begins_otherwise(rows, numbers):
        return out
    for at, unit in enumerate(rows):
        end = min(unit.end + _LONGEST, rows[at + 1].start if at + 1 < len(rows) else len(text))
        people, start = [], unit.end
        for number in numbers:
            if unit.end <= number.span.start < end:
                if (name := name_before(number, text, start)) is not None:
                    people.append((name, number))
                start = number.span.end
        if people:
            span = Span(unit.start, end)
            out.append(ContactLine(head, unit, span, tuple(people), _departments(ask, text, span)))
    return out


def _begins_otherwise(rows: list[Span], numbers: list[Fact]) -> bool:
    """A number stands shortly before the first unit: the units are not what rows begin with."""
    return any(0 <= rows[0].start - n.span.end <= _LONGEST // 2 for n in numbers)


def _departments(ask: Ask, text: str, line: Span) -> tuple[Span, ...]:
    """Departments that stand in a cell of their own."""
    words = line.of(text)
    found = [
        Span(line.start + m.start(), line.start + m.end())
        for name in ask.known.departments_in.within(words)
        for m in re.finditer(rf"(?<![㐀-鿿]){re.escape(name)}(?![㐀-鿿])", words)
    ]
    return tuple(sorted(set(found)))
