"""How do a sheet's values become a grid? Hidden parts left out and told, merged cells at their visible beginning.

For every reader of workbooks (.xlsx, .xls), so that one sheet saved twice reads the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.layout.printed import Grid, GridCell, TextParagraph, letters
from ingest.layout.tables import is_header
from kg.locations import Location
from kg.model import Finding, squeeze

MOST_CELLS = 200_000
#: Columns that hold something, and cells under merged ones: beyond this no office made the sheet.
_MOST_USED_COLUMNS, _MOST_COVERED = 500, 1_000_000
#: Names that programs give sheets; they say nothing.
_NO_NAME = re.compile(
    r"^(?:sheet|工作表|表|第?[0-9一二三四五六七八九十]+(?:页|张)?|附?表|目录|封面)\s*[0-9一二三四五六七八九十]*$",
    re.I,
)


@dataclass(slots=True)
class SheetValues:
    """One sheet while it is read: values by (row, column) from 0, and what is hidden or merged."""

    values: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    uncomputed: int = 0

    def column_hidden(self, column: int) -> bool:
        return any(a <= column <= b for a, b in self.hidden_columns)

    @property
    def too_wide(self) -> str:
        """Why no office made the sheet; "" where one may have."""
        used = len({c for _, c in self.values})
        return (
            f"表格过宽（超过 {_MOST_USED_COLUMNS:,} 列有内容），不像公文" if used > _MOST_USED_COLUMNS else ""
        )


def with_name(grid: Grid, name: str, page: int) -> Iterator[TextParagraph | Grid]:
    """A sheet that begins with its headings has its name for a title."""
    first = min(c.row for c in grid.cells)
    top = [squeeze(c.paragraphs[0].text) for c in grid.cells if c.row == first]
    if is_header(top) and len(name) >= 5 and not _NO_NAME.match(name):
        yield TextParagraph(name, Location(sheet=name), page=page, page_start=True)
        yield Grid(grid.cells, grid.heading_rows, page)
        return
    yield grid


def grid_of(sheet: SheetValues, name: str, page: int, findings: list[Finding]) -> Grid | None:
    """The visible cells with their merges. Rows are numbered as in the sheet; those that hold nothing count for nothing."""
    merged = {(a, b): (c, d) for a, b, c, d in sheet.merges}
    hidden = {r for r in sheet.hidden_rows}
    cells: list[GridCell] = []
    left_out: set[int] = set()
    columns = sorted({c for _, c in sheet.values})
    unseen = {c for c in columns if sheet.column_hidden(c)}
    for (row, column), words in sorted(sheet.values.items()):
        bottom, right = merged.get((row, column), (row, column))
        top, left = row, column
        while top < bottom and top in hidden:
            top += 1
        while left < right and sheet.column_hidden(left):
            left += 1
        if top in hidden:
            left_out.add(row)
            continue
        if left in unseen or sheet.column_hidden(left):
            continue
        location = Location(sheet=name, cell=f"{letters(column)}{row + 1}")
        paragraph = TextParagraph(words, location, page=page)
        cells.append(GridCell(top, left, (paragraph,), bottom - top + 1, right - left + 1))
    if left_out:
        findings.append(Finding("hidden-rows", f"工作表“{name}”有 {len(left_out)} 个隐藏行没有读入"))
    if unseen:
        findings.append(Finding("hidden-columns", f"工作表“{name}”有 {len(unseen)} 个隐藏列没有读入"))
    if not cells:
        return None
    return Grid(tuple(_inside(cells)), 0, page, page_start=True)


def _inside(cells: list[GridCell]) -> Iterator[GridCell]:
    """The cells without those that a merged cell covers (files may keep values under it). Where merged cells cover an
    absurd area, they count as single ones."""
    covered: set[tuple[int, int]] = set()
    rows = sorted({c.row for c in cells})
    columns = sorted({c.column for c in cells})
    for cell in cells:
        if (cell.row, cell.column) in covered:
            continue
        if cell.rows == cell.columns == 1:
            yield cell
            continue
        down = rows[bisect_left(rows, cell.row) : bisect_left(rows, cell.row + cell.rows)]
        right = columns[bisect_left(columns, cell.column) : bisect_left(columns, cell.column + cell.columns)]
        if len(covered) + len(down) * len(right) > _MOST_COVERED:
            yield GridCell(cell.row, cell.column, cell.blocks)
            continue
        covered.update((r, c) for r in down for c in right)
        yield cell
