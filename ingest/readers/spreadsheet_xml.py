"""What does a workbook in Excel's XML of 2003 hold? Programs export it as .xls; each visible sheet is one grid.

Rules: Microsoft Office 2003 XML Reference Schemas (SpreadsheetML): ss:Index skips cells and rows, ss:MergeAcross and
ss:MergeDown count those that are merged beyond the first, named number formats stand beside codes.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from ingest.layout.printed import Grid, PrintedFile, TextParagraph
from ingest.readers.number_formats import general, shown
from ingest.readers.packages import attribute, child, children, local
from ingest.readers.sheet_grids import MOST_CELLS, SheetValues, grid_of, with_name
from kg.errors import UnreadableFile
from kg.model import Finding

_NAMESPACE = b"urn:schemas-microsoft-com:office:spreadsheet"
_YMD = "yyyy/m/d"
#: The formats that files name by a word.
_NAMED = {
    "General Number": "General",
    "General Date": f"{_YMD} h:mm",
    "Long Date": 'yyyy"年"m"月"d"日"',
    "Medium Date": "d-mmm-yy",
    "Short Date": _YMD,
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
}
_EPOCH = datetime(1899, 12, 30)
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384


def is_spreadsheet_xml(head: bytes) -> bool:
    """Whether these first bytes begin such a workbook."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:5] in (b"<?xml", b"<Work") and _NAMESPACE in head


def read_spreadsheet_xml(path: Path) -> PrintedFile:
    """The visible sheets. Raises UnreadableFile for what is no whole XML, and for one that declares entities."""
    from lxml import etree

    where = str(path)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )  # fmt: skip
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile("文件被截断或损坏，不是完整的 XML 工作簿", where) from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableFile("工作簿含有实体或文档类型声明，不予读取", where)
    formats = _formats(root)
    findings: list[Finding] = []
    blocks: list[TextParagraph | Grid] = []
    page = 0
    for sheet in children(root, "Worksheet"):
        name = attribute(sheet, "Name") or ""
        options = child(sheet, "WorksheetOptions")
        visible = None if options is None else child(options, "Visible")
        if visible is not None and (visible.text or "").strip() in ("SheetHidden", "SheetVeryHidden"):
            findings.append(Finding("hidden-sheet", f"隐藏的工作表“{name}”没有读入"))
            continue
        grid = grid_of(_values(child(sheet, "Table"), formats, where), name, page + 1, findings)
        if grid is not None:
            page += 1
            blocks.extend(with_name(grid, name, page))
    if not blocks:
        raise UnreadableFile("工作簿里没有文字", where)
    return PrintedFile(tuple(blocks), (), page, tuple(findings))


def _formats(root: Any) -> dict[str, str]:
    """Style → number format."""
    styles = child(root, "Styles")
    out: dict[str, str] = {}
    for style in () if styles is None else children(styles, "Style"):
        number = child(style, "NumberFormat")
        code = None if number is None else attribute(number, "Format")
        if code:
            out[attribute(style, "ID") or ""] = _NAMED.get(code, code)
    return out


def _values(table: Any, formats: dict[str, str], where: str) -> SheetValues:
    out = SheetValues()
    row, column = -1, -1
    for element in () if table is None else table:
        kind = local(element)
        if kind == "Column":
            column = _at(element, column)
            last = column + _count(element, "Span")
            if attribute(element, "Hidden") == "1" or attribute(element, "Width") == "0":
                out.hidden_columns.append((column, last))
            column = last
        elif kind == "Row":
            row = _at(element, row)
            if row >= _MOST_ROWS:
                break
            _row(element, row, formats, out)
            if attribute(element, "Hidden") == "1" or attribute(element, "Height") == "0":
                out.hidden_rows.add(row)
            row += _count(element, "Span")
            if len(out.values) > MOST_CELLS:
                raise UnreadableFile(f"表格过大（超过 {MOST_CELLS:,} 个单元格），不像公文", where)
    if out.too_wide:
        raise UnreadableFile(out.too_wide, where)
    return out


def _row(element: Any, row: int, formats: dict[str, str], out: SheetValues) -> None:
    column = -1
    of_row = attribute(element, "StyleID") or ""
    for cell in children(element, "Cell"):
        column = _at(cell, column)
        if column >= _MOST_COLUMNS:
            return
        across, down = _count(cell, "MergeAcross"), _count(cell, "MergeDown")
        data = child(cell, "Data")
        words = (
            "" if data is None else _shown(data, formats.get(attribute(cell, "StyleID") or of_row, "General"))
        )
        if words.strip():
            out.values[row, column] = words
        if across or down:
            out.merges.append((row, column, min(row + down, _MOST_ROWS), min(column + across, _MOST_COLUMNS)))
        column += across


def _at(element: Any, before: int) -> int:
    given = attribute(element, "Index") or ""
    return (
        int(given) - 1
        if given.isdigit() and int(given[:8]) > 0 and int(given[:8]) > before + 1
        else before + 1
    )


def _count(element: Any, name: str) -> int:
    given = attribute(element, name) or ""
    return int(given) if given.isdigit() and len(given) < 8 else 0


def _shown(data: Any, code: str) -> str:
    kind = attribute(data, "Type") or "String"
    text = "".join(data.itertext())
    if kind == "Boolean":
        return "TRUE" if text.strip() == "1" else "FALSE"
    if kind not in ("Number", "DateTime"):
        return text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        if kind == "DateTime":
            since = datetime.fromisoformat(text.strip()[:19]) - _EPOCH
            return shown(since.days + since.seconds / 86400, _YMD if code == "General" else code)
        number = float(text)
    except ValueError:
        return text
    return general(number) if code == "General" else shown(number, code)
