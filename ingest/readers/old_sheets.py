"""What does an old workbook (.xls, .et) hold? Each sheet that people see as one grid, as of an .xlsx.

What is called .xls is often none: programs export web pages, Excel's XML of 2003, and lines parted by tabs under that
name. The content says which; each is read.

Rules: [MS-XLS] through xlrd (BIFF 2 to 8: cells, merged cells, hidden rows and columns, number formats).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.layout.printed import Grid, GridCell, PrintedFile, TextParagraph
from ingest.readers.number_formats import BUILT_IN, general, shown
from ingest.readers.ole import SIGNATURE
from ingest.readers.sheet_grids import MOST_CELLS, SheetValues, grid_of, with_name
from ingest.readers.text import decode
from ingest.readers.whole import read_whole
from kg.errors import UnreadableFile
from kg.locations import Location
from kg.model import Finding

MOST_BYTES = 64 * 1024 * 1024
#: Encodings that xlrd falls back on where an old workbook names none; Chinese programs meant their own.
_UNNAMED = frozenset(("ascii", "iso-8859-1", "iso8859-1", "latin_1", "cp1252"))
_FIRST_UNICODE = 80


def read_old_sheets(path: Path) -> PrintedFile | str:
    """The visible sheets of an .xls, or the table or text that a file of this name holds instead.

    Raises UnreadableFile for a damaged, encrypted or oversized one.
    """
    where = str(path)
    data = read_whole(path, MOST_BYTES)
    if not data.startswith(SIGNATURE):
        return _called_so(path, data)
    findings: list[Finding] = []
    blocks: list[TextParagraph | Grid] = []
    page = 0
    try:
        book = _opened(data)
        for sheet in book.sheets():
            if sheet.visibility:
                findings.append(Finding("hidden-sheet", f"隐藏的工作表“{sheet.name}”没有读入"))
                continue
            values = _values(book, sheet, where)
            grid = grid_of(values, sheet.name, page + 1, findings)
            if grid is not None:
                page += 1
                blocks.extend(with_name(grid, sheet.name, page))
    except UnreadableFile:
        raise
    # xlrd meets damage with whatever its own code then raises: struct.error, IndexError, AssertionError …
    except Exception as error:
        if "encrypted" in str(error).lower() or "password" in str(error).lower():
            raise UnreadableFile("文件已加密，请先在 Excel 或 WPS 中去掉密码再读入", where) from error
        raise UnreadableFile("文件被截断或损坏，不是完整的 .xls 工作簿", where) from error
    if not blocks:
        raise UnreadableFile("工作簿里没有文字", where)
    return PrintedFile(tuple(blocks), (), page, tuple(findings))


def _opened(data: bytes) -> Any:
    import xlrd

    log = io.StringIO()
    book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=log)
    if book.biff_version < _FIRST_UNICODE and str(book.encoding).lower() in _UNNAMED:
        book = xlrd.open_workbook(
            file_contents=data,
            formatting_info=True,
            ragged_rows=True,
            logfile=log,
            encoding_override="gb18030",
        )
    return book


def _values(book: Any, sheet: Any, where: str) -> SheetValues:
    out = SheetValues()
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            words = _shown(book, sheet, row, column, kind)
            if words.strip():
                out.values[row, column] = words
        if len(out.values) > MOST_CELLS:
            raise UnreadableFile(f"表格过大（超过 {MOST_CELLS:,} 个单元格），不像公文", where)
    if out.too_wide:
        raise UnreadableFile(out.too_wide, where)
    filled = {row for row, _ in out.values}
    for row, about in sheet.rowinfo_map.items():
        if row in filled and (about.hidden or (about.height == 0 and about.height_mismatch)):
            out.hidden_rows.add(row)
    out.hidden_columns = [
        (c, c) for c, about in sheet.colinfo_map.items() if about.hidden or about.width == 0
    ]
    out.merges = [(a, c, b - 1, d - 1) for a, b, c, d in sheet.merged_cells if b > a and d > c]
    return out


def _shown(book: Any, sheet: Any, row: int, column: int, kind: int) -> str:
    """A cell as people see it."""
    import xlrd

    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    value = sheet.cell_value(row, column)
    if kind == xlrd.XL_CELL_TEXT:
        return str(value).replace("\r\n", "\n").replace("\r", "\n")
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, ""))
    style = book.xf_list[sheet.cell_xf_index(row, column)]
    own = book.format_map.get(style.format_key)
    code = BUILT_IN.get(style.format_key) or (own.format_str if own is not None else "General")
    number = float(value)
    return general(number) if code == "General" else shown(number, code, since_1904=book.datemode == 1)


# --- what is called .xls and is none -------------------------------------------------------------------


def _called_so(path: Path, data: bytes) -> PrintedFile | str:
    """A web page, Excel's XML of 2003, lines parted by tabs, or plain text."""
    from ingest.readers.html_source import is_page
    from ingest.readers.spreadsheet_xml import is_spreadsheet_xml, read_spreadsheet_xml

    if is_spreadsheet_xml(data[:4096]):
        return read_spreadsheet_xml(path)
    if is_page(data[:4096], pieces=True):
        from ingest.readers.html import read_html

        return read_html(path)
    text = decode(data, str(path))
    if "\t" not in text:
        return text
    cells = tuple(_tabbed(text))
    if len(cells) > MOST_CELLS:
        raise UnreadableFile(f"表格过大（超过 {MOST_CELLS:,} 个单元格），不像公文", str(path))
    return PrintedFile((Grid(cells, page_start=True),))


def _tabbed(text: str) -> Iterator[GridCell]:
    csv.field_size_limit(1 << 24)
    for r, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter="\t")):
        for c, words in enumerate(row):
            if words.strip():
                place = Location(table=1, row=r + 1, column=c + 1)
                yield GridCell(r, c, (TextParagraph(words.strip(), place),))
