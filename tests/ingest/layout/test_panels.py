"""Tables printed in panels side by side are read one panel after the other."""

from __future__ import annotations

import pytest

from ingest.layout.compose import compose
from ingest.layout.model import tabular
from ingest.layout.panels import panels_of, unfolded
from ingest.layout.printed import Grid, GridCell, PrintedFile, TextParagraph
from kg.locations import Location

LIST = ("姓名", "职务", "电话")


@pytest.mark.parametrize(
    ("columns", "count"),
    [
        (LIST, 1),
        (LIST * 2, 2),
        (("姓名", "电话") * 3, 3),
        (("姓名", "姓名"), 1),
        (("领导", "姓名", "电话", "姓名", "电话"), 1),
        ((), 1),
    ],
)
def test_how_many_panels(columns: tuple[str, ...], count: int) -> None:
    assert panels_of(columns) == count


def test_rows_of_the_second_panel_follow_the_first() -> None:
    layout = tabular(
        LIST * 2, [("龚建国", "主任", "3315001", "尹小燕", "科员", "3315002"), ("段宇", "部长", "3315011")]
    )
    table = unfolded(layout.tables()[0])
    assert table.columns == LIST
    assert [[layout.words(c) for c in row.cells] for row in table.rows] == [
        ["龚建国", "主任", "3315001"],
        ["段宇", "部长", "3315011"],
        ["尹小燕", "科员", "3315002"],
    ]
    assert {c.column for row in table.rows for c in row.cells} == {0, 1, 2}


def test_a_file_s_table_in_panels() -> None:
    rows = [("部室", "姓名") * 2, ("办公室", "龚建国", "组织部", "段宇"), ("宣教部", "薛冰", "", "")]
    cells = tuple(
        GridCell(r, c, (TextParagraph(words, Location(table=1, row=r + 1, column=c + 1)),), 1, 1)
        for r, row in enumerate(rows)
        for c, words in enumerate(row)
    )
    layout = compose(PrintedFile((Grid(cells, 0),))).layout
    (table,) = layout.tables()
    assert [[layout.words(c) for c in row.cells] for row in table.rows] == [
        ["办公室", "龚建国"],
        ["宣教部", "薛冰"],
        ["组织部", "段宇"],
    ]
