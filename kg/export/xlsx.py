"""Tables as one Excel workbook: 任务, 文件, 人员, 机构, 政策, 品牌活动."""

from __future__ import annotations

from typing import BinaryIO

from kg.export.tables import tables
from kg.table_cells import LONGEST
from kg.workspace import Workspace


def write(workspace: Workspace, out: BinaryIO, *, with_contacts: bool = False) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    for name, (heads, rows) in tables(workspace, with_contacts=with_contacts).items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        bold = []
        for head in heads:
            cell = WriteOnlyCell(sheet, value=head)
            cell.font = Font(bold=True)
            bold.append(cell)
        sheet.append(bold)
        for row in rows:
            sheet.append([value[:LONGEST] if isinstance(value, str) else value for value in row])
    book.save(out)
