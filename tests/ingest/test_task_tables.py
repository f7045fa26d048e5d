"""Are the tasks of a work table read by what its columns mean, in whichever order offices put them?"""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.layout.model import tabular
from ingest.task_tables import read_table_tasks
from kg.model import Span, Task, UnitRole, squeeze

COLUMNS = ("序号", "目标任务", "第一季度", "第二季度", "第三季度", "第四季度", "成果形式", "责任部门")
BOOKS = (
    "1",
    "新建职工书屋20家。",
    "摸底调研。",
    "选址。",
    "建设。",
    "验收。",
    "书屋20家",
    "宣教部、基层工作部",
)
CUP = ("2", "开展“灯塔杯”竞赛。", "制定方案。", "初赛。", "决赛。", "总结。", "竞赛1次", "经济部")


def tasks(columns: tuple[str, ...], *rows: tuple[str | None, ...]) -> tuple[Task, ...]:
    return read_table_tasks(tabular(columns, rows))


def units(task: Task) -> list[tuple[str, UnitRole]]:
    return [(unit.name, unit.role) for row in task.rows for unit in row.units]


def test_a_ledger_by_quarters() -> None:
    one, two = tasks(COLUMNS, BOOKS, CUP)
    assert (one.number, one.text, one.title) == ("1", "新建职工书屋20家。", None)
    (row,) = one.rows
    assert [(s.quarter, s.text) for s in row.steps] == list(
        zip(("Q1", "Q2", "Q3", "Q4"), BOOKS[2:6], strict=True)
    )
    assert row.deliverable is not None and row.deliverable.text == "书屋20家"
    assert [name for name, _ in units(one)] == ["宣教部", "基层工作部"]
    assert (two.number, two.text) == ("2", "开展“灯塔杯”竞赛。")


@pytest.mark.parametrize(
    "order", list(itertools.islice(itertools.permutations(range(len(COLUMNS))), 0, 40320, 1777))
)
def test_the_order_of_the_columns_does_not_matter(order: tuple[int, ...]) -> None:
    def moved(row: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(row[k] for k in order)

    found = tasks(moved(COLUMNS), moved(BOOKS), moved(CUP))
    for task, meant in zip(found, tasks(COLUMNS, BOOKS, CUP), strict=True):
        assert (task.number, task.text, units(task)) == (meant.number, meant.text, units(meant))
        steps = {(s.quarter, s.text) for row in task.rows for s in row.steps}
        assert steps == {(s.quarter, s.text) for row in meant.rows for s in row.steps}


@pytest.mark.parametrize(
    "heads",
    [
        ("编号", "重点任务", "责任单位", "完成时限"),
        ("序号", "工作内容", "责任科室", "时间节点"),
        ("序 号", "主要任务", "责任部门（单位）", "完成时间"),
        ("序号", "工作任务", "承办部门", "时限"),
        ("序号", "目标任务：", "责任处室", "完成期限"),
    ],
)
def test_headings_as_offices_word_them(heads: tuple[str, ...]) -> None:
    (task,) = tasks(heads, ("3", "慰问职工300户。", "权益保障部", "6月底前"))
    assert (task.number, task.text) == ("3", "慰问职工300户。")
    assert units(task) == [("权益保障部", UnitRole.RESPONSIBLE)]
    assert task.rows[0].deadline is not None and task.rows[0].deadline.text == "6月底前"


def test_lead_and_cooperating_columns() -> None:
    heads = ("序号", "工作任务", "牵头部门", "配合部门", "完成时限")
    (task,) = tasks(heads, ("1", "建站点30家。", "基层部", "财务部、各县总工会", "全年"))
    assert units(task) == [
        ("基层部", UnitRole.LEAD),
        ("财务部", UnitRole.COOPERATING),
        ("各县总工会", UnitRole.COOPERATING),
    ]


def test_two_rows_under_one_target() -> None:
    more = (None, None, "动员。", "培训。", "评比。", "表彰。", "培训2期", "女工部")
    one, two = tasks(COLUMNS, BOOKS, more, CUP)
    assert [len(task.rows) for task in (one, two)] == [2, 1]
    assert one.rows[1].deliverable is not None and one.rows[1].deliverable.text == "培训2期"
    assert [unit.name for unit in one.rows[1].units] == ["女工部"]


def test_a_category_is_the_section_of_the_rows_below_it() -> None:
    heads = ("类别", "序号", "工作任务", "责任部门")
    found = tasks(
        heads,
        ("组织建设", "1", "建会50家。", "基层部"),
        (None, "2", "入会900人。", "基层部"),
        ("维权", "3", "法律援助。", "法工部"),
    )
    assert [(task.number, task.section) for task in found] == [
        ("1", ("组织建设",)),
        ("2", ("组织建设",)),
        ("3", ("维权",)),
    ]


def test_a_short_task_with_measures_beside_it_is_their_heading() -> None:
    (task,) = tasks(
        ("序号", "重点任务", "具体措施", "责任部门"), ("1", "建好阵地", "新建站点30家，统一标识。", "基层部")
    )
    assert (task.title, task.text) == ("建好阵地", "新建站点30家，统一标识。")


def test_quarters_written_into_one_cell() -> None:
    heads = ("序号", "工作任务", "进度安排", "责任部门")
    (task,) = tasks(
        heads,
        ("1", "建站点30家。", "第一季度：摸底；第二季度：建设；第三季度：验收；第四季度：总结。", "基层部"),
    )
    steps = [(s.quarter, s.text.rstrip("。；")) for s in task.rows[0].steps]
    assert steps == [("Q1", "摸底"), ("Q2", "建设"), ("Q3", "验收"), ("Q4", "总结")]


@pytest.mark.parametrize(
    "heads",
    [
        ("姓名", "职务", "电话"),
        ("序号", "单位", "联系人"),
        ("序号", "工作任务", "备注"),
        ("甲", "乙", "丙"),
        ("", "", ""),
    ],
)
def test_other_tables_hold_no_tasks(heads: tuple[str, ...]) -> None:
    assert tasks(heads, ("1", "李望川", "5550101")) == ()


@pytest.mark.parametrize("mark", ["—", "-", "/", "无", ""])
def test_a_cell_that_says_nothing(mark: str) -> None:
    (task,) = tasks(COLUMNS, (*BOOKS[:2], mark, "选址。", mark, "验收。", mark, "宣教部"))
    assert [s.text for s in task.rows[0].steps] == ["选址。", "验收。"]
    assert task.rows[0].deliverable is None


CELL = st.one_of(st.none(), st.text("工会站点1２.、（）：季度第一 \n", min_size=1, max_size=8))


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(*[CELL] * len(COLUMNS)), max_size=5))
def test_every_fact_is_a_quote_from_its_own_task(rows: list[tuple[str | None, ...]]) -> None:
    layout = tabular(COLUMNS, rows)
    end = 0
    for task in read_table_tasks(layout):
        assert end <= task.extent.start
        end = task.extent.end
        spans: list[tuple[str, Span]] = []
        for row in task.rows:
            spans += [(s.text, s.span) for s in row.steps] + [(u.name, u.span) for u in row.units]
            spans += [(q.text, q.span) for q in (row.deliverable, row.deadline) if q]
        for text, span in spans:
            assert text in squeeze(span.of(layout.text))
            assert task.extent.holds(span)
        assert task.extent.holds(task.span)


@pytest.mark.parametrize(
    ("heading", "cell", "names"),
    [
        ("责任单位及责任人", "组织部 丁国庆", ["组织部"]),
        ("责任单位及责任人", "权益部（邹远航）、法工部 欧阳静", ["权益部", "法工部"]),
        ("责任单位", "组织部（产改办）", ["组织部（产改办）"]),
    ],
)
def test_people_beside_the_units_are_no_units(heading: str, cell: str, names: list[str]) -> None:
    (task,) = tasks(("序号", "重点任务", heading), ("1", "新建工会10家。", cell))
    assert [name for name, _ in units(task)] == names


@pytest.mark.parametrize(
    ("columns", "row", "section", "title", "text"),
    [
        (
            ("项目", "序号", "重点工作", "具体措施", "责任股室"),
            ("组织建设", "1", "建会入会", "新建工会30家。", "组织股"),
            ("组织建设",),
            "建会入会",
            "新建工会30家。",
        ),
        (
            ("行动类别", "序号", "工作项目", "目标任务及工作举措", "牵头单位"),
            ("建功行动", "1", "技能提升", "培训职工300人次。", "经济部"),
            ("建功行动",),
            "技能提升",
            "培训职工300人次。",
        ),
    ],
)
def test_category_heading_and_wording(
    columns: tuple[str, ...], row: tuple[str, ...], section: tuple[str, ...], title: str, text: str
) -> None:
    (task,) = tasks(columns, row)
    assert (task.section, task.title, task.text) == (section, title, text)
