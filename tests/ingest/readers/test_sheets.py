"""What is read of an .xlsx: titles, headings of two levels, merged cells, hidden parts, values as they are shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ingest.pipeline import read_file
from ingest.readers.sheets import read_sheets
from kg.model import Document, UnitRole
from tests.ingest.readers.office import row, write_parts, xlsx_parts

Fill = Callable[[Any], None]


def _book(tmp_path: Path, fill: Fill) -> Path:
    book = openpyxl.Workbook()
    fill(book.worksheets[0])
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def _read(tmp_path: Path, rows: list[list[Any]], *merged: str) -> Document:
    def fill(sheet: Any) -> None:
        for cells in rows:
            sheet.append(cells)
        for area in merged:
            sheet.merge_cells(area)

    (document,) = read_file(_book(tmp_path, fill))
    return document


def _units(document: Document) -> list[list[str]]:
    return [[u.name for r in t.rows for u in r.units] for t in document.tasks]


_HEAD = ["序号", "工作类别", "目标任务", "牵头部门", "配合部门", "完成时限"]


def test_a_ledger_with_a_title_categories_and_two_kinds_of_units(tmp_path: Path) -> None:
    document = _read(
        tmp_path,
        [
            ["临江市总工会2024年重点工作台账"],
            ["填报单位：临江市总工会办公室", None, None, None, "填报日期：2024年3月5日"],
            _HEAD,
            [1, "思想引领", "开展职工宣讲不少于100场。", "宣传教育部", "各县（市、区）总工会", "6月底前"],
            [2, None, "选树“临江工匠”10名。", "经济技术部", "宣传教育部、女职工部", "9月底前"],
            [3, "权益维护", "办理法律援助案件150件。", "权益保障部\n法律工作部", None, "12月底前"],
            ["注：各部门每季度末报送进展。"],
        ],
        "A1:F1",
        "B4:B5",
        "A7:F7",
    )
    assert document.title is not None and document.title.text == "临江市总工会2024年重点工作台账"
    assert [(t.number, t.section) for t in document.tasks] == [
        ("1", ("思想引领",)),
        ("2", ("思想引领",)),
        ("3", ("权益维护",)),
    ]
    lead = [[u.name for u in t.rows[0].units if u.role is UnitRole.LEAD] for t in document.tasks]
    assert lead == [["宣传教育部"], ["经济技术部"], ["权益保障部", "法律工作部"]]
    assert _units(document)[1] == ["经济技术部", "宣传教育部", "女职工部"]
    assert [t.rows[0].deadline.text for t in document.tasks if t.rows[0].deadline] == ["6月底前", "9月底前", "12月底前"]  # fmt: skip


def test_headings_of_two_levels_bands_and_cells_merged_over_tasks_and_quarters(tmp_path: Path) -> None:
    document = _read(
        tmp_path,
        [
            ["云州市总工会2024年工作台账"],
            ["序号", "重点任务", "推进计划", None, None, None, "预期目标", "责任单位"],
            [None, None, "一季度", "二季度", "三季度", "四季度", None, None],
            ["一、思想政治引领"],
            [1, "举办班组长培训班5期。", "制定方案", "持续推进", None, None, "培训500人", "组织部"],
            [2, "新建职工书屋20家。", "摸底", "建设", "建设", "验收", "建成20家", None],
            ["二、维权服务"],
            ["（一）关爱职工"],
            [3, "开展送清凉活动。", None, "启动", "慰问", "总结", "慰问1万人", "权益保障部"],
        ],
        "A1:H1", "C2:F2", "A2:A3", "B2:B3", "G2:G3", "H2:H3", "A4:H4", "A7:H7", "A8:H8", "D5:F5", "H5:H6",
    )  # fmt: skip
    assert [t.section for t in document.tasks] == [
        ("思想政治引领",),
        ("思想政治引领",),
        ("维权服务", "关爱职工"),
    ]
    assert [[(s.quarter, s.text) for s in t.rows[0].steps] for t in document.tasks] == [
        [("Q1", "制定方案"), ("Q2", "持续推进"), ("Q3", "持续推进"), ("Q4", "持续推进")],
        [("Q1", "摸底"), ("Q2", "建设"), ("Q3", "建设"), ("Q4", "验收")],
        [("Q2", "启动"), ("Q3", "慰问"), ("Q4", "总结")],
    ]
    assert _units(document) == [["组织部"], ["组织部"], ["权益保障部"]]
    first, second, third = (t.extent for t in document.tasks)
    assert first.end <= second.start and second.end <= third.start


def test_a_task_over_several_measures_heads_each_of_them(tmp_path: Path) -> None:
    document = _read(
        tmp_path,
        [
            ["青岭县总工会2024年任务分解表"],
            ["重点任务", "具体措施", "责任单位"],
            ["建强基层组织", "新建工会组织100家。", "组织部"],
            [None, "发展会员5000人。", "组织部"],
        ],
        "A1:C1",
        "A3:A4",
    )
    assert [(t.title, t.text) for t in document.tasks] == [
        ("建强基层组织", "新建工会组织100家。"),
        ("建强基层组织", "发展会员5000人。"),
    ]


def test_rows_of_one_number_are_rows_of_one_task(tmp_path: Path) -> None:
    document = _read(
        tmp_path,
        [
            ["序号", "工作任务", "成果形式", "责任部门"],
            [1, "布局服务站点。", "新建40个。", "权益保障部"],
            [None, None, "提升20个。", "财务部"],
        ],
        "A2:A3",
        "B2:B3",
    )
    (task,) = document.tasks
    assert [
        (r.deliverable.text if r.deliverable else None, [u.name for u in r.units]) for r in task.rows
    ] == [
        ("新建40个。", ["权益保障部"]),
        ("提升20个。", ["财务部"]),
    ]


def test_two_tables_below_each_other_and_a_repeated_heading(tmp_path: Path) -> None:
    head = ["序号", "工作任务", "责任部门"]
    document = _read(
        tmp_path,
        [
            ["云州市总工会2024年任务清单"],
            head,
            [1, "建站30个。", "权益保障部"],
            head,
            [2, "办学10期。", "组织部"],
            ["附：领导联系点"],
            ["联系领导", "联系单位", "联络员", "联系电话"],
            ["周文远", "青岭县总工会", "李晓梅", "13900001111"],
        ],
        "A1:D1",
        "A6:D6",
    )
    assert [t.number for t in document.tasks] == ["1", "2"]
    assert [(x.leader.text, x.unit.text) for x in document.liaisons] == [("周文远", "青岭县总工会")]
    assert "附：领导联系点\n" in document.text


def test_a_leader_merged_over_several_units(tmp_path: Path) -> None:
    document = _read(
        tmp_path,
        [
            ["青岭县总工会领导联系基层工会安排表"],
            ["序号", "联系领导", "职务", "联系单位", "联络员", "联系电话"],
            [1, "周文远", "主席", "东河镇总工会", "李晓梅", 13900001111],
            [None, None, None, "西山镇总工会", "王建业", "0335-1234567"],
        ],
        "A1:F1", "A3:A4", "B3:B4", "C3:C4",
    )  # fmt: skip
    assert [(x.leader.text, x.unit.text) for x in document.liaisons] == [
        ("周文远", "东河镇总工会"),
        ("周文远", "西山镇总工会"),
    ]
    assert {(c.value, c.person) for c in document.contacts} == {
        ("13900001111", "李晓梅"),
        ("0335-1234567", "王建业"),
    }


_DATES = (
    '<numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="9"/><xf numFmtId="31"/></cellXfs>'
)


def test_values_are_read_as_they_are_shown(tmp_path: Path) -> None:
    cells = "".join(
        f'<c r="{chr(65 + k)}1" s="{style}" t="{kind}">{inner}</c>'
        for k, (style, kind, inner) in enumerate(
            (
                (1, "n", "<v>45292</v>"),
                (2, "n", "<v>0.85</v>"),
                (3, "n", "<v>45357</v>"),
                (0, "n", "<v>13900001111</v>"),
                (0, "str", "<f>A1</f><v>结果</v>"),
                (0, "b", "<v>1</v>"),
                (0, "inlineStr", "<is><r><t>临江</t></r><r><t>市</t></r><rPh><t>lin</t></rPh></is>"),
                (0, "n", "<f>NOW()</f>"),
            )
        )
    )
    parts = xlsx_parts(f'<sheetData><row r="1">{cells}</row></sheetData>', styles=_DATES)
    file = read_sheets(write_parts(tmp_path / "a.xlsx", parts))
    (grid,) = file.blocks
    texts = [c.paragraphs[0].text for c in grid.cells]  # type: ignore[union-attr]
    assert texts == ["2024年1月", "85%", "2024年3月6日", "13900001111", "结果", "TRUE", "临江市"]
    assert [f.rule for f in file.findings] == ["uncomputed-formula"]


def test_what_is_hidden_is_left_out_and_told(tmp_path: Path) -> None:
    shown = (
        '<cols><col min="2" max="2" hidden="1"/></cols><sheetData>'
        + row(1, "标题", "暗列", "明列")
        + row(2, "暗行", "暗", "暗", attributes='hidden="1"')
        + row(3, "明行", None, "值")
        + "</sheetData>"
    )
    parts = xlsx_parts(shown, f"<sheetData>{row(1, '旧')}</sheetData>", states=("", "hidden"))
    file = read_sheets(write_parts(tmp_path / "a.xlsx", parts))
    (grid,) = file.blocks
    assert [(c.paragraphs[0].text, c.paragraphs[0].location.cell) for c in grid.cells] == [  # type: ignore[union-attr]
        ("标题", "A1"), ("明列", "C1"), ("明行", "A3"), ("值", "C3")
    ]  # fmt: skip
    assert {f.rule for f in file.findings} == {"hidden-rows", "hidden-columns", "hidden-sheet"}


def test_a_merged_cell_whose_first_row_is_hidden_is_still_seen(tmp_path: Path) -> None:
    inner = (
        "<sheetData>" + row(1, "甲", "乙", attributes='hidden="1"') + row(2, None, "丙") + "</sheetData>"
        '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>'
    )
    (grid,) = read_sheets(write_parts(tmp_path / "a.xlsx", xlsx_parts(inner))).blocks
    assert [(c.row, c.column, c.paragraphs[0].text) for c in grid.cells] == [(1, 0, "甲"), (1, 1, "丙")]  # type: ignore[union-attr]


def test_a_sheet_without_a_title_has_its_name_for_one(tmp_path: Path) -> None:
    inner = (
        "<sheetData>"
        + row(1, "序号", "工作任务", "责任部门")
        + row(2, 1, "建站30个。", "组织部")
        + "</sheetData>"
    )
    named = xlsx_parts(inner, names=("青岭县总工会2024年任务分解表",))
    (document,) = read_file(write_parts(tmp_path / "a.xlsx", named))
    assert document.title is not None and document.title.text == "青岭县总工会2024年任务分解表"
    assert document.places[0].location.fragment() == "sheet=青岭县总工会2024年任务分解表"
    (document,) = read_file(write_parts(tmp_path / "b.xlsx", xlsx_parts(inner)))
    assert document.title is None and document.text.startswith("序号")


@pytest.mark.parametrize("names", [True, False])
def test_cells_without_names_stand_one_after_another(tmp_path: Path, names: bool) -> None:
    inner = "<sheetData>" + row(1, "甲", "乙") + row(2, "丙", "丁") + "</sheetData>"
    if not names:
        for place in ("A1", "B1", "A2", "B2"):
            inner = inner.replace(f' r="{place}"', "")
        inner = inner.replace('<row r="1" >', "<row>").replace('<row r="2" >', "<row>")
    (grid,) = read_sheets(write_parts(tmp_path / "a.xlsx", xlsx_parts(inner))).blocks
    assert [c.paragraphs[0].location.cell for c in grid.cells] == ["A1", "B1", "A2", "B2"]  # type: ignore[union-attr]


def test_every_place_leads_to_the_cell_that_says_it(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["序号", "工作任务", "责任部门"],
        [1, "建站30个，办学10期。", "组织部、财务部"],
        [2, "选树工匠10名。", "经济技术部"],
    ]
    document = _read(tmp_path, rows)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    for place in document.places:
        assert place.location.cell is not None
        assert place.span.of(document.text).strip() == str(sheet[place.location.cell].value)
