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


def test_two_panels_and_a_post_with_its_department(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["姓名", "部门及职务", "联系电话"] * 2,
        ["祝家豪", "办公室主任", "7651001", "鲍丽", "组织股股长", "7651002"],
        ["曲小平", "经济工作股股长", "7651004", "", "", ""],
    ]
    found = _read(tmp_path, "青岭县总工会机关通讯录", rows)
    assert {(p.name, p.positions[0].department, p.positions[0].role) for p in found.people} == {
        ("祝家豪", "办公室", "主任"), ("鲍丽", "组织股", "股长"), ("曲小平", "经济工作股", "股长"),
    }  # fmt: skip
    assert {(c.person, c.value) for c in found.contacts} == {
        ("祝家豪", "7651001"), ("鲍丽", "7651002"), ("曲小平", "7651004"),
    }  # fmt: skip


def test_two_columns_of_units_and_staff_with_their_numbers(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["包联领导", "职务", "联系街道工会", "联系企业工会", "包联干部及电话"],
        ["卢海生", "党组书记", "北园街道总工会", "霞川纺织集团\n工会", "凌波 6677001"],
        ["贾文斌", "副主席", "东塘街道\n总工会", "永固水泥公司工会", "向阳 6677004"],
    ]
    found = _read(tmp_path, "霞川区总工会领导包联安排表", rows)
    assert [(x.leader.text, x.unit.text) for x in found.liaisons] == [
        ("卢海生", "北园街道总工会"), ("卢海生", "霞川纺织集团工会"), ("贾文斌", "东塘街道总工会"), ("贾文斌", "永固水泥公司工会"),
    ]  # fmt: skip
    assert {(c.person, c.value) for c in found.contacts} == {("凌波", "6677001"), ("向阳", "6677004")}


def test_leaders_of_a_division_table_have_their_posts(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["领导姓名", "职务", "分管部门", "负责工作"],
        ["卢海生", "党组书记、主席", "办公室、机关党总支", "主持全面工作"],
        ["白玉兰", "党组成员、经审会主任", "财务部", "财务工作"],
    ]
    found = _read(tmp_path, "霞川区总工会领导分工", rows)
    assert [(p.name, [x.role for x in p.positions]) for p in found.people] == [
        ("卢海生", ["党组书记", "主席"]), ("白玉兰", ["党组成员", "主任"]),
    ]  # fmt: skip
    assert [(p.leader.text, [u.name for u in p.units]) for p in found.portfolios] == [
        ("卢海生", ["办公室", "机关党总支"]), ("白玉兰", ["财务部"]),
    ]  # fmt: skip
