"""Are tables whose cells the file still parts read cell by cell: with tabs, with bars, broken, repeated?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.layout.model import Layout, Table
from ingest.layout.recover import recover

HEAD = ("序号", "工作任务", "责任部门", "完成时限")
ROWS = (
    ("1", "新建职工书屋20家", "宣传教育部", "6月底前"),
    ("2", "开展“灯塔杯”劳动竞赛", "经济技术部", "全年"),
    ("3", "慰问困难职工300户", "权益保障部", "12月底前"),
)


def tabs(*rows: tuple[str, ...]) -> str:
    return "\n".join("\t".join(row) for row in rows) + "\n"


def bars(*rows: tuple[str, ...]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]]) + "\n"


def cells(layout: Layout) -> list[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    """(columns, rows of words) of every table."""
    return [
        (table.columns, [tuple(layout.words(cell) for cell in row.cells) for row in table.rows])
        for table in layout.tables()
    ]


@pytest.mark.parametrize("form", [tabs, bars])
def test_a_table_is_read_cell_by_cell(form: object) -> None:
    assert callable(form)
    assert cells(recover(form(HEAD, *ROWS))) == [(HEAD, list(ROWS))]


@pytest.mark.parametrize("form", [tabs, bars])
def test_it_may_stand_between_paragraphs(form: object) -> None:
    assert callable(form)
    layout = recover("云州市总工会工作台账\n\n" + form(HEAD, *ROWS) + "\n请认真落实。\n")
    assert [isinstance(block, Table) for block in layout.blocks] == [False, True, False]
    assert layout.words(layout.paragraphs()[1]) == "请认真落实。"


def test_a_header_printed_again_on_the_next_page_is_no_row() -> None:
    assert cells(recover(tabs(HEAD, ROWS[0], HEAD, *ROWS[1:]))) == [(HEAD, list(ROWS))]
    assert cells(recover(tabs(HEAD, ROWS[0]) + "- 1 -\n" + tabs(HEAD, *ROWS[1:]))) == [(HEAD, list(ROWS))]


def test_another_header_begins_another_table() -> None:
    other = ("姓名", "职务", "联系电话")
    people = ("李望川", "部长", "5550101")
    assert cells(recover(tabs(HEAD, *ROWS, other, people))) == [(HEAD, list(ROWS)), (other, [people])]


def test_an_empty_cell_is_left_out_and_its_row_keeps_the_columns() -> None:
    (table,) = recover(tabs(HEAD, ROWS[0], ("", "", "女职工部", "9月底前"))).tables()
    assert [cell.column for cell in table.rows[1].cells] == [2, 3]


def test_the_rest_of_a_broken_cell_belongs_to_it() -> None:
    layout = recover("序号\t责任部门\t工作任务\n1\t女工部\t新建爱心小\n屋20家\n2\t经济部\t开展竞赛\n")
    ((_, rows),) = cells(layout)
    assert rows == [("1", "女工部", "新建爱心小屋20家"), ("2", "经济部", "开展竞赛")]


def test_one_row_alone_is_a_paragraph() -> None:
    assert recover("联系人：李望川\t电话：5550101\n").tables() == []


@pytest.mark.parametrize("form", [tabs, bars])
@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(*[st.text("甲乙丙丁12", min_size=1, max_size=6)] * 3), min_size=2, max_size=6))
def test_every_cell_is_there_once_in_order(form: object, rows: list[tuple[str, ...]]) -> None:
    assert callable(form)
    raw = form(("工作任务", "责任部门", "完成时限"), *rows)
    layout = recover(raw)
    found = [words for _, table in cells(layout) for row in table for words in row]
    assert found == [cell for row in rows for cell in row]
    for block in layout.blocks:
        assert isinstance(block, Table)
        for row in block.rows:
            for cell in row.cells:
                words = layout.words(cell)
                assert "".join(raw[k] for k in layout.origin[cell.span.start : cell.span.end]) == words
