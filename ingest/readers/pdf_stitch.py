"""Which tables of neighbouring pages are one (跨页表格), and where does a page cut a row? Pages' tables to whole grids.

A table goes on where the next page begins with one as wide, its lines in the same places. Headings printed again are
dropped. A row that the page cut leaves its number empty on the second page; a merged cell (类别) that the page cut leaves
an empty box there, or goes on in it when its words filled the first one to the bottom.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.layout.paragraphs import OUTLINE_MARK
from ingest.layout.printed import Grid, GridCell
from ingest.layout.tables import is_header
from ingest.readers.pdf_cells import cell_paragraph, is_broken, room_in
from ingest.readers.pdf_lines import TextLine
from kg.model import squeeze

#: Lines of two pages' tables this near (pt) are one column line; tables' widths may differ so much.
_SAME_LINE, _SAME_WIDTH = 5.0, 8.0
_MOST_HEADINGS = 4
_NUMBER = re.compile(r"^[（(]?[0-9]{1,4}[）).、]?$")
_STOP = re.compile(r"[。！？；!?;][”’」』）)】〕]*$")
#: So short, a cell's words need no stop.
_LONG = 10


@dataclass(slots=True)
class PartCell:
    """A cell on one page: rows top..bottom, columns left..right, ends included; `floor`: its lower rule's y, `width`
    between its rules, `x0`: its left one, in points."""

    top: int
    left: int
    bottom: int
    right: int
    lines: list[TextLine] = field(default_factory=list)
    floor: float = 0.0
    width: float = 0.0
    x0: float | None = None

    @property
    def words(self) -> str:
        return squeeze("".join(line.text for line in self.lines))

    @property
    def is_full(self) -> bool:
        """No room for another line below the last."""
        if not self.lines:
            return False
        last = self.lines[-1]
        downs = [b.base - a.base for a, b in itertools.pairwise(self.lines) if b.page == a.page]
        pitch = min((d for d in downs if d > 0.9 * last.size), default=1.5 * last.size)
        return self.floor - last.bottom < min(pitch, 2 * last.size) + 0.35 * last.size


@dataclass(slots=True)
class PartTable:
    """A table on one page. `xs`: its column lines in points; `rows`: how many it has; `last_page`: of what was stitched on;
    `ruled`: its lines are drawn."""

    page: int
    xs: tuple[float, ...]
    top: float
    bottom: float
    rows: int
    cells: list[PartCell]
    page_start: bool = False
    last_page: int = 0
    ruled: bool = True

    def row(self, r: int) -> list[PartCell]:
        """The cells that begin in row r."""
        return [c for c in self.cells if c.top == r]


def grid_of(table: PartTable) -> Grid:
    """A whole table as the layout model has it."""
    cells = tuple(
        GridCell(
            c.top,
            c.left,
            (cell_paragraph(c.lines, room_in(c.lines, c.width, c.x0)),) if c.lines else (),
            c.bottom - c.top + 1,
            c.right - c.left + 1,
        )
        for c in table.cells
    )
    return Grid(cells, 0, table.page, table.page_start)


def stitch(first: PartTable, then: PartTable) -> bool:
    """Adds the rows of `then`, which begins the next page, to `first`; False (and nothing done) where it does not go on."""
    if then.page != max(first.page, first.last_page) + 1 or not _align(first, then):
        return False
    skip = _headings_again(first, then)
    if not skip and is_header([c.words for c in then.row(0)]):
        return False
    first.last_page = then.page
    if skip >= then.rows:
        return True
    body = [c for c in then.cells if c.top >= skip]
    for cell in body:
        cell.top, cell.bottom = cell.top - skip, cell.bottom - skip
    pairs = _pairs(first, body)
    cut = _is_cut(first, then, body, pairs)
    offset = first.rows - (1 if cut else 0)
    gone: set[int] = set()
    for above, cell in pairs:
        if cut or _goes_on(first, above, cell, body):
            above.lines.extend(cell.lines)
            above.bottom = max(above.bottom, cell.bottom + offset)
            above.floor = cell.floor
            gone.add(id(cell))
    for cell in body:
        if id(cell) not in gone:
            cell.top, cell.bottom = cell.top + offset, cell.bottom + offset
            first.cells.append(cell)
    first.rows = offset + then.rows - skip
    first.bottom = then.bottom
    return True


def _align(first: PartTable, then: PartTable) -> bool:
    """Counts both tables' columns as those of the two together; False (and nothing done) where they do not fit."""
    shift = then.xs[0] - first.xs[0]
    if abs((then.xs[-1] - then.xs[0]) - (first.xs[-1] - first.xs[0])) > _SAME_WIDTH:
        return False
    moved = [x - shift for x in then.xs]
    unknown = [x for x in moved if min(abs(x - y) for y in first.xs) > _SAME_LINE]
    missing = [y for y in first.xs if min(abs(x - y) for x in moved) > _SAME_LINE]
    if unknown and missing:
        return False
    xs = tuple(sorted([*first.xs, *unknown]))
    for table, own in ((first, list(first.xs)), (then, moved)):
        at = [min(range(len(xs)), key=lambda k: abs(xs[k] - x)) for x in own]
        for cell in table.cells:
            cell.left, cell.right = at[cell.left], at[cell.right + 1] - 1
    first.xs = then.xs = xs
    return True


def _headings_again(first: PartTable, then: PartTable) -> int:
    """How many first rows of `then` are those of `first` printed again."""

    def rows(table: PartTable, count: int) -> list[tuple[int, int, str]] | None:
        own = [c for c in table.cells if c.top < count]
        return None if any(c.bottom >= count for c in own) else [(c.top, c.left, c.words) for c in own]

    for count in range(min(_MOST_HEADINGS, then.rows, first.rows), 0, -1):
        a, b = rows(first, count), rows(then, count)
        if a is not None and b is not None and sorted(a) == sorted(b) and any(w for *_, w in a):
            return count
    return 0


def _pairs(first: PartTable, body: list[PartCell]) -> list[tuple[PartCell, PartCell]]:
    """The cells that reach the end of the first page's table with those of equal width right below them."""
    last = first.rows - 1
    above = {(c.left, c.right): c for c in first.cells if c.bottom == last}
    return [(above[c.left, c.right], c) for c in body if c.top == 0 and (c.left, c.right) in above]


def _number_column(table: PartTable) -> int | None:
    """The column whose cells are numbers."""
    by_column: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.words:
            by_column.setdefault(cell.left, []).append(cell.words)
    for column in sorted(by_column):
        found = sum(1 for w in by_column[column] if _NUMBER.match(w))
        if found >= 1 and found >= 0.6 * (len(by_column[column]) - 1):
            return column
    return None


def _is_cut(
    first: PartTable, then: PartTable, body: list[PartCell], pairs: Sequence[tuple[PartCell, PartCell]]
) -> bool:
    """The first row of `body` is the rest of the last row above."""
    top = [c for c in body if c.top == 0]
    if len(pairs) < len(top) or not any(c.lines for c in top) or len(top) < 2:
        return False
    last = first.rows - 1
    if any(b.lines and a.lines and not a.is_full for a, b in pairs):
        return False  # there was room left above for what stands below
    column = _number_column(first)
    number = next(((a, b) for a, b in pairs if column is not None and a.left == column), None)
    if number is not None:
        above, below = number
        if below.lines:
            return not above.lines and above.top == last and _has_unfinished(pairs)
        if (
            not any(c.bottom > c.top for c in first.cells if c.left == column and c.words)
            and below.bottom == 0
        ):
            return True
        return _has_unfinished(pairs)
    empty = [b for a, b in pairs if not b.lines and a.lines]
    return bool(empty) and _has_unfinished(pairs)


def _has_unfinished(pairs: Sequence[tuple[PartCell, PartCell]]) -> bool:
    """A cell's words stop in mid-sentence above and go on below."""
    return any(
        a.lines
        and b.lines
        and not _STOP.search(a.words)
        and not OUTLINE_MARK.match(b.words)
        and (len(a.words) >= _LONG or (len(a.words) + len(b.words) >= _LONG and _is_filled(a, b)))
        for a, b in pairs
    )


def _is_filled(above: PartCell, below: PartCell) -> bool:
    """The last line above had no room for the first word below."""
    room = room_in(above.lines, above.width, above.x0)
    return is_broken(above.lines[-1], below.lines[0], room, above.lines)


def _goes_on(first: PartTable, above: PartCell, cell: PartCell, body: Sequence[PartCell]) -> bool:
    """A merged cell that the page parted."""
    if not above.lines and not cell.lines:
        return False
    column = _number_column(first)
    merged = above.bottom > above.top or cell.bottom > cell.top
    leads = (column is not None and cell.right < column) or (column is None and cell.left == 0)
    if cell.lines:
        return leads and merged and above.is_full and not _STOP.search(above.words) and bool(above.lines)
    if merged or leads:
        return True
    others = [c for c in (*first.cells, *body) if c.left == cell.left and c is not cell]
    return any(c.bottom > c.top for c in others if c.words) and all(c.words for c in others)
