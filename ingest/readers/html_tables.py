"""Is this <table> a table of the paper, or only the page's layout? And its cells, merged ones resolved.

Rules: HTML Living Standard 4.9.12 (forming a table): rowspan and colspan, a rowspan of 0 to the end of its group.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest.layout.tables import is_header
from kg.model import squeeze

#: A browser's own bounds (HTML 4.9.11).
_MOST_COLUMNS, _MOST_ROWS = 1_000, 65_534
_MOST_CELLS = 200_000
#: A cell with this share of the table's words, in so many paragraphs, is where the page's text stands.
_MAIN_CELL, _MAIN_BLOCKS, _MAIN_SIZE = 0.7, 3, 200
_HEAD_ROWS = 6


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell of a table and the rows and columns (from 0) that it stands in."""

    cell: Any
    row: int
    column: int
    rows: int
    columns: int


def rows_of(table: Any) -> Iterator[tuple[Any, bool]]:
    """The table's own rows, those of its parts in printed order, and whether each stands in its <thead>."""
    later: list[Any] = []
    for child in table:
        if child.tag == "tr":
            yield child, False
        elif child.tag == "thead":
            yield from ((row, True) for row in child if row.tag == "tr")
        elif child.tag == "tbody":
            yield from ((row, False) for row in child if row.tag == "tr")
        elif child.tag == "tfoot":
            later.extend(row for row in child if row.tag == "tr")
    yield from ((row, False) for row in later)


def cells_of(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def slots_of(table: Any) -> tuple[list[Slot], int]:
    """All cells with their places, and how many first rows are headings by the file's own word."""
    rows = list(rows_of(table))
    out: list[Slot] = []
    taken: dict[int, int] = {}
    headings = 0
    for r, (row, head) in enumerate(rows[:_MOST_ROWS]):
        cells = cells_of(row)
        if r == headings and cells and (head or all(cell.tag == "th" for cell in cells)):
            headings = r + 1
        column = 0
        for cell in cells:
            while taken.get(column, 0) > r:
                column += 1
            if column >= _MOST_COLUMNS or len(out) >= _MOST_CELLS:
                break
            wide = min(_number(cell.get("colspan"), 1) or 1, _MOST_COLUMNS - column)
            tall = min(_number(cell.get("rowspan"), 1) or len(rows), len(rows) - r)
            out.append(Slot(cell, r, column, tall, wide))
            for c in range(column, column + wide):
                taken[c] = max(taken.get(c, 0), r + tall)
            column += wide
    return out, 0 if headings == len(rows) else headings


def _number(text: str | None, otherwise: int) -> int:
    digits = (text or "").strip()
    return int(digits) if digits.isdigit() and len(digits) < 7 else otherwise


def is_data_table(table: Any) -> bool:
    """Whether rows and columns mean something: False for a table that only places parts of the page."""
    if table.attrib.get("role") in ("presentation", "none"):
        return False
    rows = [cells_of(row) for row, _ in rows_of(table)]
    rows = [row for row in rows if any(_words(cell) for cell in row)]
    if len(rows) < 2 or max(sum(bool(_words(cell)) for cell in row) for row in rows) < 2:
        return False
    if any(is_header([squeeze(_words(cell)) for cell in row]) for row in rows[:_HEAD_ROWS]):
        return True
    sizes = [(len(squeeze(_words(cell))), cell) for row in rows for cell in row]
    whole = sum(size for size, _ in sizes)
    largest, main = max(sizes, key=lambda pair: pair[0])
    if largest >= _MAIN_CELL * whole and largest >= _MAIN_SIZE:
        return sum(1 for _ in main.iter("p", "div", "br", "table", "h1", "h2", "h3", "li")) < _MAIN_BLOCKS
    return True


def _words(cell: Any) -> str:
    return "".join(cell.itertext())
