"""How wide are a flattened table's columns, and what do they hold? Read off the lines themselves.

The widths are not known beforehand: they start from guesses (frequent line widths) and are read off the best
segmentation, a few times over (hard expectation–maximisation). Where the first guess does not come to a table whose
cells end as sentences do, other guesses are tried on a few rows and the cheapest is kept.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.columns import STEPS, Column, column_of
from ingest.layout.cells import (
    SENTENCE_END,
    Found,
    Group,
    LineCosts,
    Prices,
    names_a_time,
    names_units,
    page_cut,
    segment,
)

#: Lines that each quarter's column must have shown before a narrower one counts as narrower, not as seldom full.
_ENOUGH_TO_TELL_APART = 40
#: Rows that other guesses are tried on, and the mean cost of a row above which the first guess is doubted.
_TRIAL_ROWS, _DOUBTFUL = 7, 8.0
#: The same where cells end without full stops: there only the widths tell cells apart, so more guesses are weighed.
_DOUBTFUL_UNSTOPPED = 3.0


class Columns:
    """What the segmentation knows of the columns: their widths (em) and what they hold."""

    def __init__(self, headings: Sequence[str]) -> None:
        self.roles = [column_of(h) for h in headings]
        self.first = 1 if self.roles and self.roles[0] is Column.NUMBER else 0
        self.steps = [k for k, r in enumerate(self.roles) if r in STEPS]
        self.units = [
            k for k, r in enumerate(self.roles) if r in (Column.UNIT, Column.LEAD, Column.COOPERATING)
        ]
        self.times = [k for k, r in enumerate(self.roles) if r is Column.DEADLINE]
        self.people = [k for k, r in enumerate(self.roles) if r is Column.PERSON]
        self.merged = self._merged()
        self.wide: list[float] = [0.0] * len(self.roles)
        count = len(self.roles)
        self.skips = {
            (a, b, m): _skip_cost(self, a, b, m)
            for a in range(count + 1)
            for b in range(count + 1)
            for m in (False, True)
        }

    def _merged(self) -> list[int]:
        """Columns that only the first printed row of a number fills: up to the target."""
        out = [k for k, r in enumerate(self.roles) if r in (Column.CATEGORY, Column.TASK) and k >= self.first]
        return [k for k in out if k <= (out[-1] if out else -1)]

    def fit(self, groups: Sequence[Group]) -> list[list[Found]]:
        """Find the widths, and the cells that go with them: one list a group."""
        stop = self._first_stop_price(groups)
        trial = [g for g in groups if len(g.pieces) > 2][:_TRIAL_ROWS]
        tried: list[tuple[float, list[float]]] = []
        for guess in self._guesses(groups):
            self.wide = guess
            for _ in range(2):
                answers = [segment(g, self, stop, final=False) for g in trial]
                self.learn(trial, [cells for _, cells in answers])
            tried.append((sum(cost for cost, _ in answers) / max(1, len(trial)), self.wide))
            if tried[-1][0] <= (_DOUBTFUL if stop >= 1.0 else _DOUBTFUL_UNSTOPPED):
                break
        self.wide = min(tried, key=lambda t: t[0])[1]
        for _ in range(3):
            found = [segment(g, self, stop, final=False)[1] for g in groups]
            before = (list(self.wide), stop)
            self.learn(groups, found)
            stop = stop_price(groups, found, self)
            if before == (self.wide, stop):
                break
        return [
            segment(g, self, stop, final=True)[1] if page_cut(g.pieces) else cells
            for g, cells in zip(groups, found, strict=True)
        ]

    def _guesses(self, groups: Sequence[Group]) -> Iterator[list[float]]:
        """Starting widths, likeliest first: the target's from the lines after the numbers, the units' from lines that
        name units, the quarters' and the others' from the widths that lines have most often."""
        pieces = [p for g in groups for p in g.pieces]
        target = self.merged[-1] if self.merged else self.first
        first = _upper([g.pieces[0].wide for g in groups if len(g.pieces) > 2], 14.0)
        if self.first in self.units:  # 责任部门 before the target: the numbers are followed by units
            ordered = sorted((p.wide for p in pieces), reverse=True) or [14.0]
            first = ordered[len(ordered) // 40]
        unit = max(3.0, _upper([p.wide for p in pieces if p.wide <= 12 and names_units(p.text)], 5.0))
        wider = [p.wide for p in pieces if p.wide > first + 1.5]
        narrow = [p.wide for p in pieces if p.wide < first - 1.5 or not self.merged]
        common = _frequent([*narrow, *wider] if len(wider) >= 0.15 * len(pieces) else narrow) or [7.0]
        pairs = [(step, other) for step in common for other in common]
        if not self.steps:
            pairs = [(other, other) for other in common]
        time = max(4.0, _upper([p.wide for p in pieces if p.wide <= 10 and names_a_time(p.text)], 5.0))
        pairs.sort(key=lambda pair: abs(pair[0] - pair[1]) <= 2)
        wider_units = [(*pair, unit + 1.5) for pair in pairs[:2]]
        for step, other, unit in [*((*pair, unit) for pair in pairs), *wider_units]:
            wide = [other] * len(self.roles)
            for k in {self.first, target} if self.first not in self.units else {target}:
                if k < len(wide):
                    wide[k] = first
            for k in self.steps:
                wide[k] = step
            for k, role in enumerate(self.roles):
                if role is Column.CATEGORY and k != target:
                    wide[k] = 4.0
            for k in self.units:
                wide[k] = unit
            for k in self.times:
                wide[k] = time
            for k in self.people:
                wide[k] = 4.0
            yield wide

    def _first_stop_price(self, groups: Sequence[Group]) -> float:
        """Before any segmentation: how often sentences end, for how many cells of words there should be."""
        words = len(self.roles) - len(self.units) - self.first
        ends = sum(bool(SENTENCE_END.search(p.text)) for g in groups for p in g.pieces)
        share = min(1.0, ends / max(1, words * len(groups)))
        return _price(share)

    def learn(self, groups: Sequence[Group], cells: Sequence[Sequence[Found]]) -> None:
        """Widths from a segmentation: what the fullest tenth of each column's lines come to."""
        seen: dict[int, list[float]] = {}
        for group, found in zip(groups, cells, strict=True):
            full_row = len({f.column for f in found if f.column in self.steps and f.row == 0}) == len(
                self.steps
            )
            for f in found:
                if f.column in self.steps and not full_row:
                    continue
                lines = group.pieces[f.a : f.b]
                seen.setdefault(f.column, []).extend(p.wide for p in (lines[:-1] or lines))
        for column, widths in seen.items():
            if len(widths) >= 3:
                self.wide[column] = _top(widths)
        if any(len(seen.get(k, ())) < _ENOUGH_TO_TELL_APART for k in self.steps):
            together = [w for k in self.steps for w in seen.get(k, ())]
            for k in self.steps if len(together) >= 3 else ():
                self.wide[k] = _top(together)


def _upper(values: Sequence[float], default: float) -> float:
    return sorted(values)[int(0.8 * (len(values) - 1))] if values else default


def _frequent(widths: Sequence[float]) -> list[float]:
    """The widths that stand out: at least one line in twenty, and no more frequent width within an em and a half."""
    counts = Counter(round(w) for w in widths)
    out: list[float] = []
    for w, n in sorted(counts.items(), key=lambda item: (-item[1], -item[0])):
        if n >= 0.05 * len(widths) and w >= 5 and all(abs(w - kept) > 1.5 for kept in out):
            out.append(float(w))
    return out[:4]


def _top(values: Sequence[float]) -> float:
    """The width that lines of a column come up to: the highest one that at least a tenth of them reach."""
    ordered = sorted(values, reverse=True)
    return ordered[min(len(ordered) - 1, max(0, len(ordered) // 10))]


def _skip_cost(columns: Columns, a: int, b: int, merged_row: bool) -> float:
    """What it costs that a row leaves the columns a..b (exclusive) empty."""
    cost = 0.0
    for k in range(a, b):
        if columns.roles[k] is Column.CATEGORY:
            cost += 0.0 if merged_row else 0.6  # one category stands for many rows
        elif k in columns.merged:
            cost += 0.0 if merged_row else 12.0
        elif k in columns.steps:
            cost += 2.2
        elif columns.roles[k] in (Column.REMARK, Column.COOPERATING):
            cost += 1.0
        elif columns.roles[k] is Column.PERSON:
            cost += 2.5
        else:
            cost += 5.0
    return cost


def stop_price(groups: Sequence[Group], found: Sequence[Sequence[Found]], columns: Columns) -> float:
    """What a cell costs that does not end a sentence: little in a table whose cells seldom do."""
    ends = [
        bool(SENTENCE_END.search(g.pieces[f.b - 1].text))
        for g, cells in zip(groups, found, strict=True)
        for f in cells
        if f.column not in columns.units
    ]
    return _price(sum(ends) / len(ends) if ends else 1.0)


def _price(share: float) -> float:
    return round(min(3.0, max(0.2, 3.2 * math.pow(share, 1.5))), 1)


def possible(
    group: Group, row: Sequence[tuple[list[Found], int, int]], columns: Columns
) -> dict[int, tuple[int, ...]]:
    """For a row with fewer steps than quarters: which quarters' columns each step's lines fit (by index in `row`)."""
    steps = [i for i, (_, column, _) in enumerate(row) if column in columns.steps]
    if not steps or len(steps) == len(columns.steps):
        return {i: (row[i][1],) for i in steps}
    prices = Prices(slack=0.2)
    lines = {c: LineCosts(group.pieces, columns.wide[c], prices) for c in columns.steps}
    costs = {(i, c): sum(lines[c].cell(f.a, f.b) for f in row[i][0]) for i in steps for c in columns.steps}
    options: list[tuple[float, tuple[int, ...]]] = []
    _assign(steps, columns.steps, costs, (), 0.0, options)
    least = min(cost for cost, _ in options)
    good = [columns_ for cost, columns_ in options if cost <= least + 0.9]
    return {i: tuple(sorted({choice[k] for choice in good})) for k, i in enumerate(steps)}


def _assign(
    steps: Sequence[int],
    free: Sequence[int],
    costs: dict[tuple[int, int], float],
    chosen: tuple[int, ...],
    cost: float,
    out: list[tuple[float, tuple[int, ...]]],
) -> None:
    if len(chosen) == len(steps):
        out.append((cost, chosen))
        return
    i = steps[len(chosen)]
    for k, column in enumerate(free):
        if len(free) - k >= len(steps) - len(chosen):
            _assign(steps, free[k + 1 :], costs, (*chosen, column), cost + costs[i, column], out)
