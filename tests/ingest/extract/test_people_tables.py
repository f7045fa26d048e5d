"""Tables of people in real files (领导分工, 通讯录, 联系点): merged cells are said of each row, empty ones of none."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from ingest.pipeline import read_file
from kg.model import Document, Genre

DIVISION = [
    ["序号", "姓名", "职务", "分管工作", "分管部门", "联系县区"],
    [1, "周立新", "党组书记、常务副主席", "主持市总工会全面工作", "办公室", "临河区、青山县"],
    [2, "何敏华", "党组成员、副主席", "负责经济技术、劳动保护", "经济工作部", "清源县"],
    [3, "高志强", "党组成员、副主席（挂职）", "负责组织建设", "组织部\n权益保障部", "白水县、石桥区"],
    [4, "欧阳雪", "经审会主任", "负责经费审查审计", "经审办", ""],
]
CONTACTS = [
    ["部门", "姓名", "职务", "办公电话", "手机"],
    ["办公室", "王明", "主任", "0879-2123456", "13900001111"],
    ["", "李小红", "副主任", "0879-2123457", "13900002222"],
    ["组织部", "张国强", "部长", "2123460", "13900003333"],
    ["", "刘芳", "四级调研员", "2123461", ""],
]


def _read(folder: Path, title: str, rows: list[list[object]], merged: tuple[str, ...] = ()) -> Document:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(rows[0]))
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    book.save(folder / "表.xlsx")
    (document,) = read_file(folder / "表.xlsx")
    return document


def test_division_of_work(tmp_path: Path) -> None:
    found = _read(tmp_path, "云州市总工会领导班子成员工作分工", DIVISION)
    assert (found.genre, found.issuer and found.issuer.text) == (Genre.NAME_LIST, "云州市总工会")
    assert [(p.name, [x.role for x in p.positions]) for p in found.people] == [
        ("周立新", ["党组书记", "常务副主席"]),
        ("何敏华", ["党组成员", "副主席"]),
        ("高志强", ["党组成员", "副主席"]),
        ("欧阳雪", ["主任"]),
    ]
    assert [(x.leader.text, x.unit.text) for x in found.liaisons] == [
        ("周立新", "临河区"), ("周立新", "青山县"), ("何敏华", "清源县"), ("高志强", "白水县"), ("高志强", "石桥区"),
    ]  # fmt: skip


def test_merged_department_and_two_numbers(tmp_path: Path) -> None:
    found = _read(tmp_path, "云州市总工会机关通讯录", CONTACTS, ("A3:A4", "A5:A6"))
    assert [(p.name, p.positions[0].department, p.positions[0].role) for p in found.people] == [
        ("王明", "办公室", "主任"), ("李小红", "办公室", "副主任"), ("张国强", "组织部", "部长"), ("刘芳", "组织部", "四级调研员"),
    ]  # fmt: skip
    assert [(c.value, c.person) for c in found.contacts] == [
        ("0879-2123456", "王明"), ("13900001111", "王明"), ("0879-2123457", "李小红"), ("13900002222", "李小红"),
        ("2123460", "张国强"), ("13900003333", "张国强"), ("2123461", "刘芳"),
    ]  # fmt: skip


def test_an_empty_cell_is_empty(tmp_path: Path) -> None:
    """Not merged, so the department of the row above is not said again."""
    found = _read(tmp_path, "云州市总工会机关通讯录", CONTACTS)
    assert [p.positions[0].department for p in found.people] == ["办公室", None, "组织部", None]


def test_a_leader_over_several_units(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["联系领导", "职务", "联系点", "联系人", "联系电话"],
        ["周立新", "常务副主席", "临河区总工会", "王明", "13900001111"],
        ["", "", "青山县总工会", "李小红", "13900002222"],
        ["何敏华", "副主席", "清源县总工会", "刘芳", "13900003333"],
    ]
    found = _read(tmp_path, "云州市总工会领导联系点安排表", rows, ("A3:A4", "B3:B4"))
    assert [
        (x.leader.text, x.unit.text, [(c.person, c.value) for c in x.contacts]) for x in found.liaisons
    ] == [
        ("周立新", "临河区总工会", [("王明", "13900001111")]),
        ("周立新", "青山县总工会", [("李小红", "13900002222")]),
        ("何敏华", "清源县总工会", [("刘芳", "13900003333")]),
    ]
    assert [p.name for p in found.people if p.positions] == ["周立新", "何敏华"]
