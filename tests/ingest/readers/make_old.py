"""The sample papers as old workbooks (.xls) and as what programs export under that name.

`python -m tests.ingest.readers.make_old DIR` writes them all, to look at.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import xlwt

from tests.ingest.readers.make_html import table_html
from tests.ingest.readers.make_twins import Block, Ruled, _across, _levels, _merges, papers, structure


def old_merged(blocks: list[Block], path: Path) -> None:
    """BIFF8: text in rows merged over the width, merged cells merged, numbers as numbers, a hidden sheet and row."""
    book = xlwt.Workbook(encoding="utf-8")
    hidden = book.add_sheet("旧表")
    hidden.write(0, 0, "云州市总工会2019年工作要点")
    hidden.visibility = 1
    width = max((len(b.columns) for b in blocks if isinstance(b, Ruled)), default=1)
    sheet, row = book.add_sheet("Sheet1"), 0
    book.set_active_sheet(1)
    for k, block in enumerate(blocks):
        if isinstance(block, Ruled):
            row = _old_table(sheet, block, row, merged=True)
            continue
        if block.turned:
            sheet, row = book.add_sheet(f"Sheet{k + 2}"), 0
        if width > 1:
            sheet.write_merge(row, row, 0, width - 1, block.text)
        else:
            sheet.write(row, 0, block.text)
        row += 1
    sheet.write(row, 0, "作废的一行：2018年旧任务")
    sheet.row(row).hidden = True
    book.save(str(path))


def old_plain(blocks: list[Block], path: Path) -> None:
    """Text in the second column, nothing merged but headings, rows left empty between, a hidden column."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet, row = book.add_sheet("Sheet1"), 1
    sheet.write(0, 40, "暗列")
    sheet.col(40).hidden = True
    for k, block in enumerate(blocks):
        if isinstance(block, Ruled):
            row = _old_table(sheet, block, row + 1, merged=False, left=1) + 1
            continue
        if block.turned:
            sheet, row = book.add_sheet(f"Sheet{k + 2}"), 1
        sheet.write(row, 1, block.text)
        row += 2
    book.save(str(path))


def _old_table(sheet: Any, ruled: Ruled, row: int, *, merged: bool, left: int = 0) -> int:
    levels = _levels(ruled.columns) if ruled.columns else []
    areas = {(a, b): (c, d) for a, b, c, d in (_merges(levels, ruled.rows) if merged else _across(levels))}
    for r, cells in enumerate([*levels, *ruled.rows]):
        for c, text in enumerate(cells):
            if not text:
                continue
            number = text.isdigit() and len(text) < 10 and not text.startswith("0")
            value = int(text) if number else text
            if (r, c) in areas:
                bottom, right = areas[r, c]
                sheet.write_merge(row + r, row + bottom, left + c, left + right, value)
            else:
                sheet.write(row + r, left + c, value)
    return row + len(levels) + len(ruled.rows)


def page_named_xls(blocks: list[Block], path: Path) -> None:
    """What programs export as .xls: a web page without a head, its text in rows of a table of their own."""
    inner = ""
    for block in blocks:
        if isinstance(block, Ruled):
            inner += table_html(block)
        else:
            inner += f"<table><tr><td colspan=6>{escape(block.text)}</td></tr></table>"
    path.write_bytes(
        f"<meta http-equiv=Content-Type content='text/html; charset=gb2312'>{inner}".encode("gb18030")
    )


def xml_named_xls(blocks: list[Block], path: Path) -> None:
    """Excel's XML of 2003, cells and rows skipped by ss:Index."""
    sheets: list[list[str]] = [[]]
    row = 2
    for block in blocks:
        if isinstance(block, Ruled):
            levels = _levels(block.columns) if block.columns else []
            areas = {(a, b): (c - a, d - b) for a, b, c, d in _merges(levels, block.rows)}
            for r, cells in enumerate([*levels, *block.rows]):
                out = ""
                for c, text in enumerate(cells):
                    if text:
                        down, across = areas.get((r, c), (0, 0))
                        kind = "Number" if text.isdigit() and len(text) < 10 and text[0] != "0" else "String"
                        out += (
                            f'<Cell ss:Index="{c + 1}" ss:MergeDown="{down}" ss:MergeAcross="{across}">'
                            f'<Data ss:Type="{kind}">{escape(text)}</Data></Cell>'
                        )
                sheets[-1].append(f'<Row ss:Index="{row}">{out}</Row>')
                row += 1
            continue
        if block.turned:
            sheets.append([])
            row = 2
        cell = f'<Cell ss:MergeAcross="5"><Data ss:Type="String">{escape(block.text)}</Data></Cell>'
        sheets[-1].append(f'<Row ss:Index="{row}">{cell}</Row>')
        row += 2
    inner = "".join(
        f'<Worksheet ss:Name="Sheet{k}"><Table>{"".join(rows)}</Table></Worksheet>'
        for k, rows in enumerate(sheets, 1)
    )
    path.write_text(
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        f'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">{inner}</Workbook>',
        encoding="utf-8",
    )


Writer = Callable[[list[Block], Path], None]
WRITERS: dict[str, tuple[str, Writer]] = {
    "old merged": (".xls", old_merged),
    "old plain": (".et", old_plain),
    "page named xls": (".xls", page_named_xls),
    "xml named xls": (".xls", xml_named_xls),
}

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for paper in papers():
        for name, (suffix, write) in WRITERS.items():
            write(structure(paper), folder / f"{paper.stem}.{name.replace(' ', '_')}{suffix}")
