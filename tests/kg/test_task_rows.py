"""Tasks as rows of a table: a row a line of the ledger, a column a quarter."""

from __future__ import annotations

from typing import Any

from kg.export.task_rows import task_rows


def task(**given: Any) -> dict[str, Any]:
    line = {"schedule": [], "deliverable": None, "deadline": None, "departments": []}
    plain = {
        "id": "task:1", "city": "云州", "year": 2024, "source_file": "a.txt", "number": "3", "section": "一", "title": None,
        "text": "建成驿站", "indicators": [], "policies": [], "initiatives": [], "rows": [line],
    }  # fmt: skip
    return {**plain, **given, "rows": [{**line, **row} for row in given.get("rows", [{}])]}


def test_each_line_of_a_task_is_a_row_and_each_quarter_a_column() -> None:
    steps = [
        {"quarter": "Q2", "text": "选址"},
        {"quarter": None, "text": "常年开放"},
        {"quarter": "Q2", "text": "装修"},
    ]
    rows = list(task_rows([task(rows=[{"schedule": steps}, {"deadline": "6月底"}])]))
    assert [row[7:12] for row in rows] == [["", "选址\n装修", "", "", "常年开放"], [""] * 5]
    assert [row[13] for row in rows] == [None, "6月底"]


def test_several_values_share_a_cell_and_empty_ones_are_left_out() -> None:
    (row,) = task_rows(
        [
            task(
                indicators=[{"text": "12家"}, {"text": "3场"}],
                policies=[{"title": "甲办法"}, {"title": ""}],
                initiatives=["安康杯", "求学圆梦"],
                rows=[{"departments": ["组织部", "财务部"]}],
            )
        ]
    )
    assert row[14:] == ["组织部、财务部", "12家；3场", "甲办法", "安康杯、求学圆梦"]


def test_the_last_columns_are_the_caller_s_choice() -> None:
    (row,) = task_rows([task()], "id", "year")
    assert (len(row), row[18:]) == (20, ["task:1", 2024])
