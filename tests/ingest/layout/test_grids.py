"""What is what in a real table: titles, headings, rows, notes, and tables that are none?"""

from __future__ import annotations

import pytest

from ingest.layout.compose import compose
from ingest.layout.grids import GridTable, understand
from ingest.layout.printed import Grid, GridCell, PrintedFile, TextParagraph, letters
from kg.locations import Location


def grid(*rows: str, marked: int = 0) -> Grid:
    """A grid from rows of cells parted by |. `<` goes on with the cell to the left, `^` with the one above."""
    cells: dict[tuple[int, int], list[int]] = {}
    words: dict[tuple[int, int], str] = {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row.split("|")):
            if text == "<":
                owner = next((r, k) for k in range(c - 1, -1, -1) if (r, k) in words)
                cells[owner][1] = max(cells[owner][1], c - owner[1] + 1)
            elif text == "^":
                owner = next((k, c) for k in range(r - 1, -1, -1) if (k, c) in words)
                cells[owner][0] = max(cells[owner][0], r - owner[0] + 1)
            else:
                cells[r, c], words[r, c] = [1, 1], text
    return Grid(
        tuple(
            GridCell(
                r, c, (TextParagraph(words[r, c], Location(table=1, row=r + 1, column=c + 1)),), down, right
            )
            for (r, c), (down, right) in sorted(cells.items())
        ),
        marked,
    )


def outline(table: Grid) -> list[str]:
    """The grid as one line for each block: text, or columns with the number of rows."""
    out = []
    for block in understand(table):
        if isinstance(block, GridTable):
            out.append(f"[{'|'.join(block.columns)}] {len(block.rows)}")
        elif isinstance(block, TextParagraph):
            out.append(block.text)
    return out


#: What it is → the grid, and what is made of it.
CASES: dict[str, tuple[Grid, list[str]]] = {
    "one row of headings": (grid("序号|工作任务|责任部门", "1|建站|组织部"), ["[序号|工作任务|责任部门] 1"]),
    "a title above": (
        grid("云州市任务清单|<|<", "序号|工作任务|责任部门", "1|建站|组织部"),
        ["云州市任务清单", "[序号|工作任务|责任部门] 1"],
    ),
    "two levels, merged": (
        grid("序号|工作任务|进度安排|<|责任部门", "^|^|上半年|下半年|^", "1|建站|选址|建成|组织部"),
        ["[序号|工作任务|进度安排/上半年|进度安排/下半年|责任部门] 1"],
    ),
    "two levels, not merged": (
        grid("序号|工作任务|进度安排||责任部门", "||第一季度|第二季度|", "1|建站|选址|建成|组织部"),
        ["[序号|工作任务|进度安排/第一季度|进度安排/第二季度|责任部门] 1"],
    ),
    "three levels": (
        grid(
            "序号|工作任务|进度安排|<|<|<|责任部门",
            "^|^|上半年|<|下半年|<|^",
            "^|^|第一季度|第二季度|第三季度|第四季度|^",
            "1|建站|甲|乙|丙|丁|组织部",
        ),
        [
            "[序号|工作任务|进度安排/上半年/第一季度|进度安排/上半年/第二季度|进度安排/下半年/第三季度|进度安排/下半年/第四季度|责任部门] 1"
        ],
    ),
    "headings that come again": (
        grid("序号|工作任务|责任部门", "1|建站|组织部", "序号|工作任务|责任部门", "2|办学|财务部"),
        ["[序号|工作任务|责任部门] 2"],
    ),
    "a note and a date below": (
        grid("序号|工作任务|责任部门", "1|建站|组织部", "注：按季报送|<|<", "||2024年3月1日"),
        ["[序号|工作任务|责任部门] 1", "注：按季报送", "2024年3月1日"],
    ),
    "another table below its title": (
        grid(
            "序号|工作任务|责任部门",
            "1|建站|组织部",
            "联系人名单|<|<",
            "姓名|职务|电话",
            "周文远|主席|7050612",
        ),
        ["[序号|工作任务|责任部门] 1", "联系人名单", "[姓名|职务|电话] 1"],
    ),
    "columns left empty": (
        grid("序号||工作任务||责任部门", "1||建站||组织部"),
        ["[序号|工作任务|责任部门] 1"],
    ),
    "one column is text": (grid("各县总工会：", "现印发给你们。"), ["各县总工会：", "现印发给你们。"]),
    "one row is text": (grid("签发人|周文远"), ["签发人", "周文远"]),
    "an imprint is text": (
        grid("抄送：市委办公室|<", "云州市总工会办公室|2024年3月1日印发"),
        ["抄送：市委办公室", "云州市总工会办公室", "2024年3月1日印发"],
    ),
    "headings that the file marks": (grid("甲项|乙项", "一|二", "三|四", marked=1), ["[甲项|乙项] 2"]),
    "headings that nobody knows": (grid("甲项|乙项|丙项", "一|二|三", "四|五|六"), ["[] 3"]),
    "text above rows that nothing heads": (
        grid("一段话|<|<", "甲|乙|丙", "丁|戊|己", "另一段话|<|<"),
        ["一段话", "[] 2", "另一段话"],
    ),
    "nothing at all": (grid("|", "|"), []),
}


@pytest.mark.parametrize("case", CASES)
def test_understand(case: str) -> None:
    table, wanted = CASES[case]
    assert outline(table) == wanted


def test_a_table_goes_on_after_the_page_without_its_headings() -> None:
    file = PrintedFile(
        (
            grid("序号|工作任务|责任部门", "1|建站|组织部"),
            TextParagraph("（续表）", Location(paragraph=2)),
            grid("2|办学|", "3|选树|"),
            TextParagraph("以上任务按季报送。", Location(paragraph=3)),
            grid("甲|乙|丙", "丁|戊|己"),
        )
    )
    tables = compose(file).layout.tables()
    assert [[c.column for c in row.cells] for row in tables[1].rows] == [[0, 1], [0, 1]]
    assert [t.columns for t in tables] == [
        ("序号", "工作任务", "责任部门"),
        ("序号", "工作任务", "责任部门"),
        (),
    ]


def test_a_unit_merged_over_two_tasks_is_said_of_both() -> None:
    (table,) = understand(grid("序号|工作任务|责任部门", "1|建站|组织部", "2|办学|^"))
    assert isinstance(table, GridTable)
    assert [[(p.cell.paragraphs[0].text, p.carried) for p in row] for row in table.rows] == [
        [("1", False), ("建站", False), ("组织部", False)],
        [("2", False), ("办学", False), ("组织部", True)],
    ]


def test_a_cell_of_several_lines_is_one_line_and_no_word_is_parted() -> None:
    lines = TextParagraph("权益保障部\n财务部", Location(row=2, column=3))
    wrapped = TextParagraph("2024年10\n月底", Location(row=2, column=2))
    cells = grid("序号|完成时限|责任部门", "1|x|y").cells
    changed = (*cells[:4], GridCell(1, 1, (wrapped,)), GridCell(1, 2, (lines,)))
    text = compose(PrintedFile((Grid(changed),))).layout.text
    assert text.splitlines()[-2:] == ["2024年10月底", "权益保障部 财务部"]


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16383, "XFD")])
def test_letters(column: int, name: str) -> None:
    assert letters(column) == name
