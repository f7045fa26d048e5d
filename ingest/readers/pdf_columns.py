"""In what order is a page's text read, and where do tables stand that have no rules? By the white that runs down a page.

Two columns of text are read one after the other. A row of headings (姓名 职务 联系电话) with rows below it, whose words
stand apart in the same places, is a table without rules; without headings that are known, words apart stay one line.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.columns import Column, column_of
from ingest.layout.tables import is_header
from ingest.readers.pdf_glyphs import Glyph, Sheet
from ingest.readers.pdf_lines import TextLine, line_of, rows_of, segments, size_of, trimmed, words
from ingest.readers.pdf_stitch import PartCell, PartTable
from kg.model import squeeze

#: White this wide (em) parts the cells of a row, and the columns of a page.
_CELL_GAP, _GUTTER = 0.55, 1.4
#: Lines that two columns of text have at least, and how wide (em) most of each are.
_LEAST_LINES, _COLUMN_WIDTH = 6, 9.0
#: Rows that a table without rules has at least, its headings among them.
_LEAST_ROWS = 3
#: A row further below the last than this many times the usual distance ends the table.
_FAR = 2.4
_DATE = re.compile(r"^[12二][0-9〇○零一二三四五六七八九]{3}年.{1,3}月.{1,3}日$")
_NUMBER = re.compile(r"^[（(]?[0-9]{1,3}[）).、]?$")
_LONGEST_HEADING = 6
#: Above this share of the page's height stand running headers.
_HEAD = 0.095


@dataclass(slots=True)
class _Row:
    """One printed line in the stretches that stand apart on it."""

    glyphs: list[Glyph]
    parts: list[list[Glyph]]

    @property
    def base(self) -> float:
        return self.parts[0][0].base

    @property
    def names(self) -> list[str]:
        return [squeeze(words(p)) for p in self.parts]


def arrange(
    sheet: Sheet, glyphs: Sequence[Glyph], before: PartTable | None = None
) -> Iterator[TextLine | PartTable]:
    """The lines and unruled tables that some characters of a page make, in reading order. Zones: 0 the page's width,
    1 and 2 its left and right column. `before`: the unruled table that the page before ends in."""
    rows = [_Row(row, list(segments(row, _CELL_GAP))) for row in rows_of(glyphs)]
    at = 0
    while at < len(rows):
        table = _table(sheet, rows, at)
        if before is not None and table is None and rows[at].base > _HEAD * sheet.height:
            table, before = _rest(sheet, rows, at, before), None
        if table is not None:
            yield table[0]
            at = table[1]
            continue
        columns = _columns(sheet, rows, at)
        if columns is not None:
            gutter, end = columns
            for zone, side in ((1, -1), (2, 1)):
                kept = [g for row in rows[at:end] for g in row.glyphs if (g.x0 - gutter) * side > 0]
                for line in rows_of(kept):
                    yield line_of(sheet, line, zone)
            at = end
            continue
        yield line_of(sheet, rows[at].glyphs)
        at += 1


# --- columns of text -----------------------------------------------------------------------------------


def _columns(sheet: Sheet, rows: Sequence[_Row], at: int) -> tuple[float, int] | None:
    """The gutter of the two columns that begin at row `at`, and the row after them."""
    em = size_of(rows[at].glyphs)
    for gutter in _gutters(sheet, rows[at : at + 2 * _LEAST_LINES], em):
        if len({p[0].x0 < gutter for row in rows[at : at + 2] for p in row.parts}) < 2:
            continue  # a line of the whole page's
        end = at
        while end < len(rows) and not _crosses(rows[end], gutter, em) and not is_header(rows[end].names):
            end += 1
        sides = [[w for row in rows[at:end] if (w := _width(row, gutter, k) / em) > 0] for k in (-1, 1)]
        if all(len(side) >= _LEAST_LINES and _is_text(side) for side in sides):
            return gutter, end
    return None


def _is_text(widths: Sequence[float]) -> bool:
    """Lines so wide (em) are running text: most of them are wide and come up to one margin."""
    widest = max(widths)
    return median(widths) >= _COLUMN_WIDTH and sum(1 for w in widths if w > 0.85 * widest) >= len(widths) / 2


def _gutters(sheet: Sheet, rows: Sequence[_Row], em: float) -> list[float]:
    """Middles of the white that runs down these rows near the middle of the page."""
    spans = sorted((p[0].x0, p[-1].x1) for row in rows for p in row.parts)
    out, end = [], spans[0][1]
    for a, b in spans:
        if a - end >= _GUTTER * em and 0.3 * sheet.width < (a + end) / 2 < 0.7 * sheet.width:
            out.append((a + end) / 2)
        end = max(end, b)
    return out


def _crosses(row: _Row, gutter: float, em: float) -> bool:
    return any(p[0].x0 < gutter + 0.3 * em and p[-1].x1 > gutter - 0.3 * em for p in row.parts)


def _width(row: _Row, gutter: float, side: int) -> float:
    own = [g for g in row.glyphs if (g.x0 - gutter) * side > 0]
    return max(g.x1 for g in own) - min(g.x0 for g in own) if own else 0.0


# --- tables without rules ------------------------------------------------------------------------------


def _table(sheet: Sheet, rows: Sequence[_Row], at: int) -> tuple[PartTable, int] | None:
    """The table whose headings are row `at`, and the row after it."""
    head = rows[at]
    if len(head.parts) < 2 or not is_header(head.names):
        return None
    em = size_of(head.glyphs)
    count = len(head.parts)
    end = at + 1
    pitch = 0.0
    while end < len(rows):
        gap = rows[end].base - rows[end - 1].base
        if pitch and gap > _FAR * pitch:
            break
        if len(rows[end].parts) > count or _runs_over(rows[at : end + 1], count, em):
            break
        pitch = pitch or gap
        end += 1
    bounds = None
    while end - at >= _LEAST_ROWS and (bounds := _bounds(rows[at:end], count, em)) is None:
        end -= 1
    if bounds is None or end - at < _LEAST_ROWS:
        return None
    end = _signature(rows, at, end)
    body = [_cells(row, bounds) for row in rows[at:end]]
    if sum(1 for cells in body[1:] if sum(map(bool, cells)) >= 2) < _LEAST_ROWS - 1:
        return None
    number = _number_column(body)
    return _part(sheet, bounds, _rows(body, number, headed=True), number, em), end


def _number_column(body: Sequence[list[list[Glyph]]]) -> int | None:
    """The column headed 序号, which may stand on two lines."""
    for k, cell in enumerate(body[0]):
        name = squeeze(words(cell))
        below = squeeze(words(body[1][k])) if len(body) > 1 else ""
        if column_of(name) is Column.NUMBER or (name and column_of(name + below) is Column.NUMBER):
            return k
    return None


def _rest(sheet: Sheet, rows: Sequence[_Row], at: int, before: PartTable) -> tuple[PartTable, int] | None:
    """The rows from `at` that stand in the columns of the table before."""
    em = size_of(rows[at].glyphs)
    end, pitch = at, 0.0
    while end < len(rows) and all(_column(part, before.xs) is not None for part in rows[end].parts):
        gap = rows[end].base - rows[end - 1].base if end > at else 0.0
        if pitch and gap > _FAR * pitch:
            break
        pitch = pitch or gap
        end += 1
    if sum(1 for row in rows[at:end] if len(row.parts) >= 2) < _LEAST_ROWS - 1:
        return None
    body = [_cells(row, before.xs) for row in rows[at:end]]
    marked = [cell.left for cell in before.cells if cell.top and _NUMBER.match(cell.words)]
    number = marked[0] if marked else None
    return _part(sheet, before.xs, _rows(body, number, headed=False), number, em), end


def _column(part: Sequence[Glyph], bounds: Sequence[float]) -> int | None:
    """The column that a stretch stands in; None where it runs over two."""
    a = sum(1 for b in bounds[1:-1] if b <= part[0].x0 + 1)
    return a if part[-1].x1 <= bounds[a + 1] + 1 and part[0].x0 >= bounds[a] - 1 else None


def _signature(rows: Sequence[_Row], at: int, end: int) -> int:
    """Where a signature and its date begin below a table's last row, else `end`."""
    for k in range(max(at + 1, end - 3), end):
        if len(rows[k].parts) == 1 and _DATE.match(rows[k].names[0]):
            return k - 1 if len(rows[k - 1].parts) == 1 else k
    return end


def _runs_over(rows: Sequence[_Row], count: int, em: float) -> bool:
    """With its last row the stretch has no columns any more: that row is text."""
    return _bounds(rows, count, em) is None


def _bounds(rows: Sequence[_Row], count: int, em: float) -> list[float] | None:
    """Where `count` columns are parted: white that runs down all rows. None where it does not part so many."""
    taken: list[tuple[float, float]] = []
    for start, end in sorted((p[0].x0, p[-1].x1) for row in rows for p in row.parts):
        if taken and start <= taken[-1][1] + 0.5 * em:
            taken[-1] = taken[-1][0], max(taken[-1][1], end)
        else:
            taken.append((start, end))
    if len(taken) != count:
        return None
    inner = [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(taken)]
    return [taken[0][0] - 0.5 * em, *inner, taken[-1][1] + 0.5 * em]


def _cells(row: _Row, bounds: Sequence[float]) -> list[list[Glyph]]:
    out: list[list[Glyph]] = [[] for _ in bounds[1:]]
    for part in row.parts:
        middle = (part[0].x0 + part[-1].x1) / 2
        k = sum(1 for b in bounds[1:-1] if b < middle)
        out[k].extend(part)
    return out


def _heads_on(head: Sequence[Sequence[list[Glyph]]], cells: Sequence[list[Glyph]]) -> bool:
    """These words go on with the headings above: 责任 over 部门."""
    names = [
        squeeze("".join(words(line) for line in above) + words(cell))
        for above, cell in zip(head, cells, strict=True)
        if cell
    ]
    return all(column_of(name) is not None or len(name) <= _LONGEST_HEADING for name in names)


def _rows(
    body: Sequence[list[list[Glyph]]], number: int | None, *, headed: bool
) -> list[list[list[list[Glyph]]]]:
    """Printed lines to rows, for each row and column the lines in it. A row begins where its number stands; without
    numbers, where the first column and most others hold something."""
    most = max(sum(map(bool, cells)) for cells in body)
    out: list[list[list[list[Glyph]]]] = []
    for cells in body:
        if number is not None:
            begins = bool(cells[number]) and bool(_NUMBER.match(words(cells[number])))
        else:
            begins = bool(cells[0]) and sum(map(bool, cells)) > most / 2
        if begins or not out or (len(out) == 1 and headed and not _heads_on(out[0], cells)):
            out.append([[] for _ in cells])
        for column, glyphs in enumerate(cells):
            if glyphs:
                out[-1][column].append(glyphs)
    return out


def _usual_width(lines: Sequence[list[Glyph]], em: float) -> float:
    """How wide a column's full lines are: the widest that another comes up to."""
    wide = sorted((line[-1].x1 - line[0].x0 for line in lines), reverse=True)
    shared = (a for a, b in itertools.pairwise(wide) if a - b < 0.5 * em)
    return next(shared, wide[0] if wide else 0.0)


def _part(
    sheet: Sheet,
    bounds: Sequence[float],
    grouped: Sequence[Sequence[Sequence[list[Glyph]]]],
    number: int | None,
    em: float,
) -> PartTable:
    """The rows as a table; what stands left of the numbers (类别) holds for the rows below that leave it empty."""
    cells: list[PartCell] = []
    bases = [line[0].base for row in grouped for column in row for line in column]
    leading: dict[int, PartCell] = {}
    widths = [
        max(
            _usual_width([line for row in grouped for line in row[c]], em),
            max((line[-1].x1 - line[0].x0 for line in grouped[0][c]), default=0.0),
        )
        for c in range(len(grouped[0]))
    ]
    for r, row in enumerate(grouped):
        for c, lines in enumerate(row):
            made = [line_of(sheet, trimmed(line)) for line in lines]
            if not made and number is not None and c < number and c in leading:
                leading[c].bottom = r
                continue
            floor = made[-1].bottom if made else 0.0
            cell = PartCell(r, c, r, c, made, floor, widths[c] + 0.5 * em)
            cells.append(cell)
            if r:
                leading[c] = cell
    top, bottom = min(bases) - em, max(bases)
    return PartTable(sheet.number, tuple(bounds), top, bottom, len(grouped), cells, ruled=False)
