"""Which tasks fall into a quarter by their deadline (按完成时限算季度)? Those whose rows have no schedule by quarters."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from kg.late_patterns import late
from kg.model import Span
from search.ask.facts import Head, TaskFacts
from search.ask.kind import Ask

__all__ = ["due_in", "quarter_of"]

_QUARTER: Final = late(r"(?<!每)第?([一二三四1-4])季度")
_MONTH: Final = late(r"(?<![\d每])(1[0-2]|0?[1-9])月")
_YEAR: Final = late(r"(20\d{2})年")
_ENDS: Final = (("年底", "Q4"), ("年末", "Q4"), ("年终", "Q4"), ("下半年", "Q4"), ("上半年", "Q2"))
_NUMBERS: Final = {sign: f"Q{at % 4 + 1}" for at, sign in enumerate("一二三四1234")}
_MOST: Final = 200
"""Rows that are read one by one."""


def quarter_of(deadline: str) -> str:
    """The quarter in which a deadline ends, "Q1".."Q4": 8月底前 is Q3; "" where it names no part of a year (长期坚持)."""
    if found := _QUARTER.findall(deadline):
        return _NUMBERS[found[-1]]
    if months := _MONTH.findall(deadline):
        return f"Q{(int(months[-1]) + 2) // 3}"
    return next((quarter for word, quarter in _ENDS if word in deadline), "")


def due_in(
    ask: Ask, heads: Sequence[Head], quarters: Collection[str], years: Collection[int] = ()
) -> dict[str, tuple[TaskFacts, Span]]:
    """Task id → the task and its deadline's span; of rows without steps by quarter whose deadline ends in one of the quarters,
    and in one of the years where it says its year and some are asked for."""
    wanted = [
        fact
        for _, fact in ask.facts.stated(heads, "gh:deadline")
        if quarter_of(fact.object) in quarters and _in_years(fact.object, years)
    ]
    out: dict[str, tuple[TaskFacts, Span]] = {}
    for task, fact in ask.facts.of_rows(wanted[:_MOST]):
        if not any(quarter for quarter, _, _ in task.row_steps.get(fact.subject, ())):
            out.setdefault(task.id, (task, fact.span))
    return out


def _in_years(deadline: str, years: Collection[int]) -> bool:
    said = [int(y) for y in _YEAR.findall(deadline)]
    return not said or not years or said[-1] in years
