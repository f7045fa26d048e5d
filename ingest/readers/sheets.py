"""What does a workbook (.xlsx) hold? Each sheet that people see as one grid, its values as they are shown.

Read as a stream from the file's own XML: openpyxl makes an object of every formatted empty cell, and a sheet may have a
million rows of them. Hidden sheets, rows and columns are left out and reported; a merged cell stands where its visible
part begins. Formulas count with the result that was last computed.

Rules: ECMA-376 Part 1 (SpreadsheetML), elements by local name, so that strict files read the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.layout.printed import Grid, GridCell, PrintedFile, TextParagraph, letters
from ingest.layout.tables import is_header
from ingest.readers.number_formats import BUILT_IN, general, shown
from ingest.readers.packages import Package, attribute, child, children, local
from kg.locations import Location
from kg.model import Finding, squeeze

_CELL = re.compile(r"^\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_CELLS, _MOST_ROWS, _MOST_COLUMNS = 200_000, 1_048_576, 16_384
_MOST_MERGES, _MOST_TEXT = 100_000, 64_000_000
#: Columns that hold something, and cells under merged ones: beyond this no office made the sheet.
_MOST_USED_COLUMNS, _MOST_COVERED = 500, 1_000_000
#: Names that programs give sheets; they say nothing.
_NO_NAME = re.compile(
    r"^(?:sheet|工作表|表|第?[0-9一二三四五六七八九十]+(?:页|张)?|附?表|目录|封面)\s*[0-9一二三四五六七八九十]*$",
    re.I,
)


def read_sheets(path: Path) -> PrintedFile:
    """The visible sheets of an .xlsx, each a page. Raises UnreadableFile for a damaged or dangerous one."""
    with Package(path) as package:
        main = package.main_part("xl/workbook.xml")
        book = package.tree(main)
        relations = package.relations(main)
        by_kind = {kind: target for kind, target in relations.values() if target in package.names}
        reading = _Reading(
            package,
            _strings(package, by_kind.get("sharedStrings")),
            *_formats(package, by_kind.get("styles")),
            since_1904=attribute(child(book, "workbookPr"), "date1904") in ("1", "true")
            if child(book, "workbookPr") is not None
            else False,
        )
        blocks: list[TextParagraph | Grid] = []
        sheets = child(book, "sheets")
        page = 0
        for sheet in () if sheets is None else children(sheets, "sheet"):
            name = attribute(sheet, "name") or ""
            kind, target = relations.get(attribute(sheet, "id") or "", ("", ""))
            if kind != "worksheet" or target not in package.names:
                continue
            if attribute(sheet, "state") in ("hidden", "veryHidden"):
                reading.findings.append(Finding("hidden-sheet", f"隐藏的工作表“{name}”没有读入"))
                continue
            grid = reading.sheet(target, name, page + 1)
            if grid is not None:
                page += 1
                blocks.extend(_with_name(grid, name, page))
        if not blocks:
            raise package.refuse("工作簿里没有文字")
        return PrintedFile(tuple(blocks), (), page, tuple(reading.findings))


def _with_name(grid: Grid, name: str, page: int) -> Iterator[TextParagraph | Grid]:
    """A sheet that begins with its headings has its name for a title."""
    first = min(c.row for c in grid.cells)
    top = [squeeze(c.paragraphs[0].text) for c in grid.cells if c.row == first]
    if is_header(top) and len(name) >= 5 and not _NO_NAME.match(name):
        yield TextParagraph(name, Location(sheet=name), page=page, page_start=True)
        yield Grid(grid.cells, grid.heading_rows, page)
        return
    yield grid


def _strings(package: Package, part: str | None) -> list[str]:
    out: list[str] = []
    size = 0
    for item in package.elements(part, "si") if part else ():
        words = _rich(item)
        size += len(words)
        if size > _MOST_TEXT:
            raise package.refuse("工作簿里的文字过多，不像公文")
        out.append(words)
    return out


def _rich(item: Any) -> str:
    """The text of a string item: plain, or in runs; the reading aid (`rPh`) is none of it."""
    pieces = []
    for inner in item:
        if local(inner) == "t":
            pieces.append(inner.text or "")
        elif local(inner) == "r":
            pieces.extend(t.text or "" for t in children(inner, "t"))
    words = "".join(pieces).replace("\r\n", "\n").replace("\r", "\n")
    return _ESCAPED.sub(_unescape, words) if "_x" in words else words


def _unescape(found: re.Match[str]) -> str:
    code = int(found.group(1), 16)
    return chr(code) if code in (9, 10) or (code >= 32 and not 0xD800 <= code <= 0xDFFF) else ""


def _formats(package: Package, part: str | None) -> tuple[list[int], dict[int, str]]:
    """For each cell style its number format's id, and the formats that the file defines."""
    if part is None:
        return [], {}
    root = package.tree(part)
    own: dict[int, str] = {}
    defined = child(root, "numFmts")
    for one in () if defined is None else children(defined, "numFmt"):
        number = attribute(one, "numFmtId") or ""
        if number.isdigit():
            own[int(number)] = attribute(one, "formatCode") or "General"
    styles = child(root, "cellXfs")
    ids = [attribute(xf, "numFmtId") or "0" for xf in children(styles, "xf")] if styles is not None else []
    return [int(i) if i.isdigit() else 0 for i in ids], own


@dataclass(slots=True)
class _Sheet:
    """One sheet while it is read: values by (row, column) from 0, and what is hidden or merged."""

    values: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    uncomputed: int = 0

    def column_hidden(self, column: int) -> bool:
        return any(a <= column <= b for a, b in self.hidden_columns)


@dataclass(slots=True)
class _Reading:
    """What the sheets of one workbook share."""

    package: Package
    strings: list[str]
    styles: list[int]
    own: dict[int, str]
    since_1904: bool = False
    findings: list[Finding] = field(default_factory=list)

    def sheet(self, part: str, name: str, page: int) -> Grid | None:
        """One sheet as a grid, without what is hidden; None where nothing stands in it."""
        sheet = self._read(part)
        if sheet.uncomputed:
            self.findings.append(
                Finding(
                    "uncomputed-formula",
                    f"工作表“{name}”有 {sheet.uncomputed} 个公式没有存下结果，请在 Excel 中打开并保存一次",
                )
            )
        return _grid(sheet, name, page, self.findings)

    def _read(self, part: str) -> _Sheet:
        out = _Sheet()
        row = -1
        for element in self.package.elements(part, "row", "col", "mergeCell"):
            kind = local(element)
            if kind == "row":
                given = attribute(element, "r") or ""
                row = int(given) - 1 if given.isdigit() and len(given) < 8 else row + 1
                if 0 <= row < _MOST_ROWS and self._row(element, row, out) and _is_hidden(element):
                    out.hidden_rows.add(row)
            elif kind == "col":
                if _is_hidden(element) or attribute(element, "width") == "0":
                    first, last = attribute(element, "min") or "", attribute(element, "max") or ""
                    if first.isdigit() and last.isdigit():
                        out.hidden_columns.append((int(first) - 1, int(last) - 1))
            else:
                self._merge(element, out)
        if len({c for _, c in out.values}) > _MOST_USED_COLUMNS:
            raise self.package.refuse(f"表格过宽（超过 {_MOST_USED_COLUMNS:,} 列有内容），不像公文")
        return out

    def _row(self, element: Any, row: int, out: _Sheet) -> bool:
        """Take the cells of one row that hold something; says whether any did. Formatted empty ones are passed over."""
        filled = element.xpath("*[*]")
        if any(attribute(cell, "r") is None for cell in filled):
            named = list(enumerate(element))
        else:
            named = [(-1, cell) for cell in filled]
        found = False
        for at, cell in named:
            place = _place(attribute(cell, "r"))
            column = place[1] if place else at
            words = self._shown(cell, out) if len(cell) and 0 <= column < _MOST_COLUMNS else ""
            if words.strip():
                out.values[row, column] = words
                found = True
                if len(out.values) > _MOST_CELLS:
                    raise self.package.refuse(f"表格过大（超过 {_MOST_CELLS:,} 个单元格），不像公文")
        return found

    def _merge(self, element: Any, out: _Sheet) -> None:
        first, _, last = (attribute(element, "ref") or "").partition(":")
        a, b = _place(first), _place(last)
        if a and b and a[0] <= b[0] and a[1] <= b[1] and len(out.merges) < _MOST_MERGES:
            out.merges.append((*a, *b))

    def _shown(self, element: Any, out: _Sheet) -> str:
        kind = attribute(element, "t") or "n"
        if kind == "inlineStr":
            inline = child(element, "is")
            return _rich(inline) if inline is not None else ""
        found = child(element, "v")
        text = (found.text or "") if found is not None else ""
        if not text:
            out.uncomputed += child(element, "f") is not None and found is None
            return ""
        if kind == "s":
            return self.strings[int(text)] if text.isdigit() and int(text) < len(self.strings) else ""
        if kind in ("str", "e", "d"):
            return _ESCAPED.sub(_unescape, text) if "_x" in text else text
        if kind == "b":
            return "TRUE" if text == "1" else "FALSE"
        try:
            number = float(text)
        except ValueError:
            return text
        if number != number or number in (float("inf"), float("-inf")):
            return ""
        style = attribute(element, "s") or "0"
        format_id = self.styles[int(style)] if style.isdigit() and int(style) < len(self.styles) else 0
        code = self.own.get(format_id) or BUILT_IN.get(format_id, "General")
        return general(number) if code == "General" else shown(number, code, since_1904=self.since_1904)


def _place(name: str | None) -> tuple[int, int] | None:
    """(row, column) from 0 of B7; None for what is no cell's name."""
    found = _CELL.match(name or "")
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    return (row - 1, column - 1) if 1 <= row <= _MOST_ROWS and column <= _MOST_COLUMNS else None


def _is_hidden(element: Any) -> bool:
    return attribute(element, "hidden") in ("1", "true") or attribute(element, "ht") == "0"


def _grid(sheet: _Sheet, name: str, page: int, findings: list[Finding]) -> Grid | None:
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
