"""Where are a page's ruled tables, and which of their cells are merged? Read off the rules that are there and not there.

Rules that meet make one table; its lines cut it into small boxes, and boxes with no rule between them are one cell. A
side that is left open (no rules at the page's edge, none at the ends) is closed by the ends of the rules across it.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.readers.pdf_glyphs import Box, Edge

#: Rules nearer than this are one (double rules, thick ones drawn twice); ends nearer than this meet. Points.
_SAME, _MEET = 3.0, 3.0
#: A merged cell that a page parts is higher than a line of text. Points.
_LEAST_HEIGHT = 24.0
#: More crossings or boxes than this are no table.
_MOST_PAIRS, _MOST_BOXES = 2_000_000, 60_000


@dataclass(frozen=True, slots=True)
class RuledCell:
    """Rows top..bottom and columns left..right of the table, ends included, from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Ruled:
    """One table: `xs` and `ys` are its lines, left to right and top to bottom, in points of the upright page. `open`: where
    a merged cell goes on over the page's edge, and no rule is drawn."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[RuledCell, ...]
    open: tuple[Edge, ...] = ()

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def beyond(self, x: float, y: float) -> Edge | None:
        """The open edge that a point stands outside of."""
        if self.ys[0] <= y <= self.ys[-1]:
            return None
        near = self.ys[0] if y < self.ys[0] else self.ys[-1]
        return next((e for e in self.open if e.start <= x <= e.end and abs(e.at - near) <= _SAME), None)

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """(row, column) of the small box that a point stands in; None outside."""
        c, r = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        return (r, c) if 0 <= r < len(self.ys) - 1 and 0 <= c < len(self.xs) - 1 else None


class TooManyRules(Exception):
    """The rules cross too often to be a table's."""


def find_tables(across: Sequence[Edge], down: Sequence[Edge]) -> list[Ruled]:
    """All tables of two columns or more, top to bottom; one inside another's cell is part of it. Raises TooManyRules."""
    rows, columns = _merged(across), _merged(down)
    if len(rows) * len(columns) > _MOST_PAIRS:
        raise TooManyRules
    bridges = _bridges(rows, columns)
    rows += bridges
    out = []
    for own_rows, own_columns in _meeting(rows, columns):
        table = _table(own_rows, own_columns)
        if table is not None:
            out.append(replace(table, open=tuple(e for e in own_rows if e in bridges)))
    out.sort(key=lambda t: (t.box[1], t.box[0]))
    return [t for t in out if not any(_inside(t, o) for o in out if o is not t)]


def with_shading(
    across: Sequence[Edge], down: Sequence[Edge], shaded: Sequence[Box]
) -> tuple[list[Edge], list[Edge]]:
    """The rules, and the sides of shaded cells (表头底纹) as rules: boxes that begin and end where rules run, so that what
    marks words inside a cell counts for nothing."""
    columns, rows = sorted(e.at for e in down), sorted(e.at for e in across)

    def known(places: Sequence[float], at: float) -> bool:
        k = bisect_left(places, at - _SAME)
        return k < len(places) and places[k] <= at + _SAME

    more_across, more_down = list(across), list(down)
    for x0, y0, x1, y1 in shaded:
        if known(columns, x0) and known(columns, x1) and (known(rows, y0) or known(rows, y1)):
            more_across += [Edge(y0, x0, x1), Edge(y1, x0, x1)]
            more_down += [Edge(x0, y0, y1), Edge(x1, y0, y1)]
    return more_across, more_down


def _inside(table: Ruled, other: Ruled) -> bool:
    a, b = table.box, other.box
    return b[0] - 1 <= a[0] and b[1] - 1 <= a[1] and a[2] <= b[2] + 1 and a[3] <= b[3] + 1 and a != b


def _merged(edges: Sequence[Edge]) -> list[Edge]:
    """Rules on one line that touch as one; lines nearer than a rule is thick as one line."""
    out: list[Edge] = []
    group: list[Edge] = []

    def close() -> None:
        if not group:
            return
        at = sum(e.at for e in group) / len(group)
        pieces = sorted((e.start, e.end) for e in group)
        start, end = pieces[0]
        for a, b in pieces[1:]:
            if a > end + _MEET:
                out.append(Edge(at, start, end))
                start, end = a, b
            else:
                end = max(end, b)
        out.append(Edge(at, start, end))

    for edge in sorted(edges):
        if group and edge.at - group[0].at > _SAME:
            close()
            group = []
        group.append(edge)
    close()
    return [e for e in out if e.end - e.start >= 4]


def _bridges(rows: Sequence[Edge], columns: Sequence[Edge]) -> list[Edge]:
    """What is missing of a table's top or bottom rule over a merged cell that goes on over the page's edge: both rules
    beside it end there, and the top rule goes on left or right of it."""
    lines = _lines([r.at for r in rows], [r.at for r in rows]) if rows else ()
    tall = [c for c in columns if c.end - c.start >= _LEAST_HEIGHT]
    out: list[Edge] = []
    for y in lines:
        pieces = [r for r in rows if abs(r.at - y) <= _SAME]
        for ends in (
            [c for c in tall if abs(c.start - y) <= _MEET],
            [c for c in tall if abs(c.end - y) <= _MEET],
        ):
            for left, right in itertools.pairwise(sorted(ends, key=lambda c: c.at)):
                middle = (left.at + right.at) / 2
                beside = any(
                    abs(r.end - left.at) <= _MEET or abs(r.start - right.at) <= _MEET for r in pieces
                )
                if beside and not any(r.start < middle < r.end for r in pieces):
                    out.append(Edge(y, left.at, right.at))
    return out


def _meeting(rows: list[Edge], columns: list[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """The rules in groups that hang together."""
    parent = list(range(len(rows) + len(columns)))

    def root(k: int) -> int:
        while parent[k] != k:
            parent[k] = parent[parent[k]]
            k = parent[k]
        return k

    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            if (
                row.start - _MEET <= column.at <= row.end + _MEET
                and column.start - _MEET <= row.at <= column.end + _MEET
            ):
                parent[root(i)] = root(len(rows) + j)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = defaultdict(lambda: ([], []))
    for i, row in enumerate(rows):
        groups[root(i)][0].append(row)
    for j, column in enumerate(columns):
        groups[root(len(rows) + j)][1].append(column)
    return [group for group in groups.values() if group[0] and group[1]]


def _lines(places: Sequence[float], ends: Sequence[float]) -> tuple[float, ...]:
    """The lines that cut a table one way: where rules run, and where the rules across them end."""
    out: list[float] = []
    for place in sorted(places):
        if not out or place - out[-1] > _SAME:
            out.append(place)
    low, high = min(ends), max(ends)
    if low < out[0] - 2 * _SAME:
        out.insert(0, low)
    if high > out[-1] + 2 * _SAME:
        out.append(high)
    return tuple(out)


def _table(rows: list[Edge], columns: list[Edge]) -> Ruled | None:
    xs = _lines([c.at for c in columns], [e for r in rows for e in (r.start, r.end)])
    ys = _lines([r.at for r in rows], [e for c in columns for e in (c.start, c.end)])
    high, wide = len(ys) - 1, len(xs) - 1
    if wide < 2 or high < 1 or high * wide > _MOST_BOXES:
        return None
    left_open = _closed(xs, ys, columns)
    top_open = _closed(ys, xs, rows)
    # Boxes with no rule between them are one cell: by rows first, then by those of equal extent below each other.
    parent = list(range(high * wide))

    def root(k: int) -> int:
        while parent[k] != k:
            parent[k] = parent[parent[k]]
            k = parent[k]
        return k

    for r in range(high):
        for c in range(wide):
            if c and (c, r) not in left_open:
                parent[root(r * wide + c)] = root(r * wide + c - 1)
            if r and (r, c) not in top_open:
                parent[root(r * wide + c)] = root((r - 1) * wide + c)
    groups: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for k in range(high * wide):
        groups[root(k)].append(divmod(k, wide))
    cells = [cell for boxes in groups.values() for cell in _rectangles(boxes)]
    if len(cells) < 2:
        return None
    return Ruled(xs, ys, tuple(sorted(cells, key=lambda c: (c.top, c.left))))


def _closed(lines: Sequence[float], cuts: Sequence[float], edges: Sequence[Edge]) -> set[tuple[int, int]]:
    """(k, j): between cuts j and j + 1 a rule runs along line k."""
    out: set[tuple[int, int]] = set()
    middles = [(a + b) / 2 for a, b in itertools.pairwise(cuts)]
    for edge in edges:
        k = min(range(len(lines)), key=lambda i: abs(lines[i] - edge.at))
        for j in range(bisect_right(middles, edge.start), bisect_right(middles, edge.end)):
            out.add((k, j))
    return out


def _rectangles(boxes: list[tuple[int, int]]) -> list[RuledCell]:
    """One cell where the boxes fill a rectangle; else as few as cover them, row by row."""
    top, bottom = min(r for r, _ in boxes), max(r for r, _ in boxes)
    left, right = min(c for _, c in boxes), max(c for _, c in boxes)
    if len(boxes) == (bottom - top + 1) * (right - left + 1):
        return [RuledCell(top, left, bottom, right)]
    out: list[RuledCell] = []
    free = set(boxes)
    for r, c in sorted(boxes):
        if (r, c) not in free:
            continue
        end = c
        while (r, end + 1) in free:
            end += 1
        low = r
        while all((low + 1, k) in free for k in range(c, end + 1)):
            low += 1
        free.difference_update((i, k) for i in range(r, low + 1) for k in range(c, end + 1))
        out.append(RuledCell(r, c, low, end))
    return out
