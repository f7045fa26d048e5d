"""How is a table written to a CSV or Excel file (表格文件)? Chinese headings, wrapped text, filters, a frozen header.

CSV holds the first sheet, with a byte order mark for Excel; a workbook holds them all.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import InputError
from kg.table_cells import LONGEST, cell

__all__ = ["Sheet", "write_sheets"]

_HEIGHTS: Final = 15.0
"""Points a line."""
_MOST_LINES: Final = 25


@dataclass(frozen=True, slots=True)
class Sheet:
    """`widths` in Chinese characters, one a column."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Any]]
    widths: Sequence[int]


def write_sheets(path: Path, sheets: Sequence[Sheet]) -> None:
    """Writes `.csv` (the first sheet) or `.xlsx` (all). Raises InputError for other endings, OSError."""
    match path.suffix.lower():
        case ".csv":
            path.write_bytes(_csv(sheets[0]))
        case ".xlsx":
            _workbook(path, sheets)
        case _:
            raise InputError("导出文件名以 .csv 或 .xlsx 结尾", str(path))


def _csv(sheet: Sheet) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(sheet.heads)
    writer.writerows([cell(value) for value in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def _workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.append(list(sheet.heads))
        for row in sheet.rows:
            page.append([v[:LONGEST] if isinstance(v, str) else v for v in map(cell, row)])
        for number, width in enumerate(sheet.widths, 1):
            page.column_dimensions[get_column_letter(number)].width = 2 * width + 2
        for head in page[1]:
            head.font = Font(bold=True)
            head.fill = PatternFill("solid", fgColor="DDE6F0")
            head.alignment = Alignment(vertical="center", wrap_text=True)
        for number, cells in enumerate(page.iter_rows(min_row=2), 2):
            for one in cells:
                one.alignment = Alignment(vertical="top", wrap_text=True)
            page.row_dimensions[number].height = _HEIGHTS * _lines(cells, sheet.widths)
        page.freeze_panes = "B2"
        page.auto_filter.ref = page.dimensions
    book.save(path)


def _lines(cells: Sequence[Any], widths: Sequence[int]) -> int:
    """How many lines the fullest cell of a row takes."""
    most = max(
        sum(1 + max(0, len(line) - 1) // max(1, width) for line in str(one.value or "").split("\n"))
        for one, width in zip(cells, widths, strict=True)
    )
    return min(_MOST_LINES, most)
