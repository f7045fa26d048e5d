"""What does a workbook (.xlsx) hold? Each sheet that people see as one grid, its values as they are shown.

Read as a stream from the file's own XML: openpyxl makes an object of every formatted empty cell, and a sheet may have a
million rows of them. Hidden sheets, rows and columns are left out and reported; a merged cell stands where its visible
part begins. Formulas count with the result that was last computed.

Rules: ECMA-376 Part 1 (SpreadsheetML), elements by local name, so that strict files read the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.layout.printed import Grid, PrintedFile, TextParagraph
from ingest.readers.number_formats import BUILT_IN, general, shown
from ingest.readers.packages import Package, attribute, child, children, local
from ingest.readers.sheet_grids import MOST_CELLS, SheetValues, grid_of, with_name
from kg.model import Finding

_CELL = re.compile(r"^\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_MOST_MERGES, _MOST_TEXT = 100_000, 64_000_000


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
                blocks.extend(with_name(grid, name, page))
        if not blocks:
            raise package.refuse("工作簿里没有文字")
        return PrintedFile(tuple(blocks), (), page, tuple(reading.findings))


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
        return grid_of(sheet, name, page, self.findings)

    def _read(self, part: str) -> SheetValues:
        out = SheetValues()
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
        if out.too_wide:
            raise self.package.refuse(out.too_wide)
        return out

    def _row(self, element: Any, row: int, out: SheetValues) -> bool:
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
                if len(out.values) > MOST_CELLS:
                    raise self.package.refuse(f"表格过大（超过 {MOST_CELLS:,} 个单元格），不像公文")
        return found

    def _merge(self, element: Any, out: SheetValues) -> None:
        first, _, last = (attribute(element, "ref") or "").partition(":")
        a, b = _place(first), _place(last)
        if a and b and a[0] <= b[0] and a[1] <= b[1] and len(out.merges) < _MOST_MERGES:
            out.merges.append((*a, *b))

    def _shown(self, element: Any, out: SheetValues) -> str:
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
