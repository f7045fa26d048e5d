"""Are a PDF's tables read right? Rules to cells, tables over pages, tables without rules, and the facts of office tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ingest.layout.printed import Grid
from ingest.pipeline import read_file
from ingest.readers.pdf import page_text, read_pdf
from ingest.readers.pdf_glyphs import Edge, Glyph, Sheet
from ingest.readers.pdf_lines import TextLine
from ingest.readers.pdf_tables import find_tables, with_shading
from tests.ingest.readers.make_pdfs import LOOKS, Look, write_pdf
from tests.ingest.readers.make_twins import Ruled, Words, facts

_H = [Edge(y, 0, 300) for y in (0, 20, 40, 60)]
_V = [Edge(x, 0, 60) for x in (0, 100, 200, 300)]
_PLAIN = [(r, c, r, c) for r in range(3) for c in range(3)]


@pytest.mark.parametrize(
    ("across", "down", "cells"),
    [
        (_H, _V, _PLAIN),
        (_H, _V[1:3], _PLAIN),  # open at both sides
        (_H[1:3], _V, _PLAIN),  # open above and below
        ([*_H, *[Edge(e.at + 1.5, e.start, e.end) for e in _H]], _V, _PLAIN),  # double rules
        ([Edge(y, x, x + 100) for y in (0, 20, 40, 60) for x in (0, 100, 200)], _V, _PLAIN),  # cell by cell
        (  # two columns merged in the first row
            _H,
            [_V[0], Edge(100, 0, 60), Edge(200, 20, 60), _V[3]],
            [(0, 0, 0, 0), (0, 1, 0, 2), *_PLAIN[3:]],
        ),
        (  # three rows merged in the first column
            [_H[0], Edge(20, 100, 300), Edge(40, 100, 300), _H[3]],
            _V,
            [(0, 0, 2, 0), *[(r, c, r, c) for r in range(3) for c in (1, 2)]],
        ),
        (_H, [], []),  # three lines: no ruled table
        ([Edge(0, 0, 300), Edge(60, 0, 300)], [Edge(0, 0, 60), Edge(300, 0, 60)], []),  # a frame
        (_H, [Edge(x, 200, 260) for x in (0, 100)], []),  # rules that do not meet
    ],
)
def test_cells_are_read_off_the_rules(
    across: list[Edge], down: list[Edge], cells: list[tuple[int, int, int, int]]
) -> None:
    found = find_tables(across, down)
    assert [(c.top, c.left, c.bottom, c.right) for t in found for c in t.cells] == sorted(cells)


def test_shading_stands_for_a_rule_that_is_missing_only_where_it_fits_the_others() -> None:
    """Headings set off by shading alone; a marked word inside a cell parts nothing."""
    rules = [_H[0], *_H[2:]]
    for shaded, rows in (((0.0, 0.0, 300.0, 20.0), 3), ((30.0, 5.0, 60.0, 15.0), 2)):
        (table,) = find_tables(*with_shading(rules, _V, [shaded]))
        assert len(table.cells) == 3 * rows


_PEOPLE = (
    ("1", "贺庭轩", "市总工会党组书记、常务副主席", "主持日常工作，分管办公室、组织部。", "云东区总工会"),
    (
        "2",
        "卓一鸣",
        "市总工会党组成员、副主席",
        "分管经济工作部、权益保障部。",
        "青岭县总工会、云州钢铁集团工会",
    ),
    ("3", "欧阳书远", "市总工会经费审查委员会主任", "分管财务部、市工人文化宫。", "高新区总工会"),
)
_DIVISION = (
    Words("云州市总工会领导班子成员工作分工"),
    Words("经市总工会党组会议研究，现将领导班子成员工作分工明确如下："),
    Ruled(("序号", "姓名", "职务", "分管工作", "联系点"), _PEOPLE),
    Words("云州市总工会"),
    Words("2024年3月5日"),
)
_CONTACTS = (
    Words("云州市总工会工作联络员通讯录"),
    Ruled(
        ("序号", "单位", "姓名", "职务", "联系电话"),
        (
            ("1", "云东区总工会", "祁文博", "办公室主任", "5560101"),
            ("2", "青岭县总工会", "殷若兰", "干事", "5560102"),
            ("3", "市卫生健康系统工会", "栗阳", "副主席", "0312-5560103"),
        ),
    ),
)
_BARE = ("bare", "bare landscape")
_TABLE_LOOKS: dict[str, Look] = {
    **LOOKS,
    "bare": Look(rules="none", table_size=9),
    "bare landscape": replace(LOOKS["landscape"], rules="none"),
}


@pytest.mark.parametrize("look", _TABLE_LOOKS)
def test_a_division_of_work(tmp_path: Path, look: str) -> None:
    found = _facts(tmp_path, _DIVISION, _TABLE_LOOKS[look])
    assert [p[0] for p in found["people"]] == ["贺庭轩", "卓一鸣", "欧阳书远"]
    assert found["people"][1][2] == [("党组成员", "市总工会", None), ("副主席", "市总工会", None)]
    assert [(leader, unit) for leader, unit, _ in found["liaisons"]] == [
        ("贺庭轩", "云东区总工会"),
        ("卓一鸣", "青岭县总工会"),
        ("卓一鸣", "云州钢铁集团工会"),
        ("欧阳书远", "高新区总工会"),
    ]
    assert found["header"][3] == "2024年3月5日"


@pytest.mark.parametrize("look", _TABLE_LOOKS)
def test_a_list_of_contacts(tmp_path: Path, look: str) -> None:
    found = _facts(tmp_path, _CONTACTS, _TABLE_LOOKS[look])
    assert found["contacts"] == [
        ("phone", "0312-5560103", "栗阳", "市卫生健康系统工会"),
        ("phone", "5560101", "祁文博", "云东区总工会"),
        ("phone", "5560102", "殷若兰", "青岭县总工会"),
    ]


def _ledger() -> tuple[Words, Ruled]:
    """Twenty-two tasks in four categories, each merged over its tasks; headings of two levels."""
    units = ("宣传教育部", "组织部", "权益保障部、财务部", "女职工部", "市职工服务中心")
    rows: list[tuple[str | None, ...]] = []
    for category, count in (("思想政治引领", 5), ("建功立业", 7), ("维权服务", 6), ("组织建设", 4)):
        for k in range(count):
            n = len(rows) + 1
            task = (
                f"围绕“云州先锋{n}号”开展职工专题活动，覆盖企业{n * 10}家，完善工作机制，确保部署落到实处。"
            )
            steps = (f"印发第{n}号方案，开展摸底。", f"召开推进会{n}次。", "组织督导，通报进展。", f"总结评估，形成报告{n}份。")  # fmt: skip
            rows.append((None if k else category, str(n), task, *steps, units[n % 5]))
    columns = (
        "类别",
        "序号",
        "工作任务",
        *(f"进度安排/第{q}季度" for q in "一二三四"),
        "责任部门",
    )
    return Words("云州市总工会2024年重点工作台账"), Ruled(columns, tuple(rows))


@pytest.mark.parametrize("look", LOOKS)
def test_a_ledger_over_pages_with_merged_categories(tmp_path: Path, look: str) -> None:
    blocks = _ledger()
    found = _facts(tmp_path, blocks, replace(LOOKS[look], table_size=9))
    category = ""
    assert len(found["tasks"]) == len(blocks[1].rows)
    for task, row in zip(found["tasks"], blocks[1].rows, strict=True):
        category = row[0] or category
        assert (task["section"], task["number"], task["text"]) == ((category,), row[1], row[2])
        assert [text for _, text in task["rows"][0]["steps"]] == list(row[3:7])
        assert [name for name, _ in task["rows"][0]["units"]] == (row[7] or "").split("、")


def test_a_table_over_pages_is_one_grid(tmp_path: Path) -> None:
    for look in ("landscape", "landscape cut"):
        write_pdf(_ledger(), tmp_path / "a.pdf", LOOKS[look])
        file = read_pdf(tmp_path / "a.pdf")
        grids = [b for b in file.blocks if isinstance(b, Grid)]
        assert file.pages > 1
        assert len(grids) == 1
        assert sum(1 for c in grids[0].cells if [p.text for p in c.paragraphs] == ["序号"]) == 1


def _facts(tmp_path: Path, blocks: Any, look: Look) -> dict[str, Any]:
    write_pdf(blocks, tmp_path / "a.pdf", look)
    documents = read_file(tmp_path / "a.pdf")
    assert len(documents) == 1
    return facts(documents)[0]


def _glyph(text: str, x0: float, base: float) -> Glyph:
    return Glyph(text, x0, x0 + 10, base, 10)


def _parted(top: float, bottom: float, gap: tuple[float, float]) -> tuple[list[Edge], list[Edge]]:
    """A table of three columns at 50, 100, 200 and 400 whose top and bottom rules leave `gap` open, as where a merged cell
    of that column goes on over both edges of the page."""
    ends = [(a, b) for a, b in ((50.0, 100.0), (100.0, 200.0), (200.0, 400.0)) if (a, b) != gap]
    across = [Edge(y, a, b) for y in (top, (top + bottom) / 2, bottom) for a, b in ends]
    return across, [Edge(x, top, bottom) for x in (50.0, 100.0, 200.0, 400.0)]


@pytest.mark.parametrize("gap", [(50.0, 100.0), (100.0, 200.0)])
def test_a_merged_cell_that_the_page_parts_leaves_one_table(gap: tuple[float, float]) -> None:
    (table,) = find_tables(*_parted(100, 300, gap))
    column = table.xs.index(min(table.xs, key=lambda x: abs(x - gap[0])))
    assert [(c.top, c.bottom) for c in table.cells if c.left == column] == [(0, 1)]
    assert sorted((e.at, e.start, e.end) for e in table.open) == [(100, *gap), (300, *gap)]


@pytest.mark.parametrize(
    ("words", "x0", "base", "kept"),
    [
        ("建功行动", 110, 340, False),  # in the open column, below
        ("建功行动", 110, 60, False),
        ("建功行动", 110, 200, True),  # inside
        ("注：各部室按季度报送进展", 60, 340, True),  # a line over several columns
        ("第2页", 290, 340, True),
    ],
)
def test_words_that_the_page_cuts_off_are_printed_once(
    words: str, x0: float, base: float, kept: bool
) -> None:
    across, down = _parted(100, 300, (100.0, 200.0))
    glyphs = [_glyph(c, x0 + 11 * k, base) for k, c in enumerate(words)]
    inside = [_glyph("甲", 220, 130), _glyph("乙", 60, 230)]
    sheet = Sheet(1, 600, 400, glyphs=[*glyphs, *inside], across=across, down=down)
    said = "".join(
        item.text if isinstance(item, TextLine) else "".join(c.words for c in item.cells)
        for item in page_text(sheet).items
    )
    assert (words in said) is kept
