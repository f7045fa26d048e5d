"""Is a table printed in panels side by side (分栏: 姓名 | 电话 | 姓名 | 电话), and what is it one below the other?

Contact lists and name lists are set so to save paper: the headings come again, and each printed row holds one row of
every panel. The rules that read tables know a column by its heading, so each panel's rows follow the panel before.
"""

from __future__ import annotations

from dataclasses import replace

from ingest.layout.model import Cell, Row, Table


def panels_of(columns: tuple[str, ...]) -> int:
    """How many times the same headings stand side by side: 1 where they do not come again. A panel has two columns at
    least."""
    size = len(columns)
    return next(
        (
            size // width
            for width in range(2, size // 2 + 1)
            if size % width == 0
            and columns == columns[:width] * (size // width)
            and len(set(columns[:width])) == width
        ),
        1,
    )


def unfolded(table: Table) -> Table:
    """The table with its panels one below the other; itself where it has but one."""
    count = panels_of(table.columns)
    if count == 1:
        return table
    width = len(table.columns) // count
    rows: list[Row] = []
    for panel in range(count):
        for row in table.rows:
            cells = tuple(_moved(cell, panel * width) for cell in row.cells if _in(cell, panel, width))
            if cells:
                rows.append(Row(cells))
    return replace(table, columns=table.columns[:width], rows=tuple(rows))


def _in(cell: Cell, panel: int, width: int) -> bool:
    """A heading over all columns (通栏) goes with the first panel."""
    at = cell.columns[0] if cell.columns else 0
    return at // width == panel


def _moved(cell: Cell, by: int) -> Cell:
    return replace(cell, columns=tuple(c - by for c in cell.columns)) if by else cell
