"""Numbered points become tasks: which, with what wording, and whose."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.genre import rules_of
from ingest.header import read_header
from ingest.layout.model import Cell, Layout, LayoutBuilder, Paragraph, Row, Table, plain
from ingest.outline import read_outline
from kg.model import Genre, Span, Task, squeeze


def read(genre: Genre, text: str) -> tuple[Layout, tuple[Task, ...]]:
    layout = plain(*text.split("\n"))
    header = read_header(layout)
    sections = read_outline(layout, header.body_start, header.body_end)
    rules = rules_of(genre)
    assert rules is not None and rules.read_tasks is not None
    return layout, rules.read_tasks(layout, header, sections) or ()


@dataclass(frozen=True)
class Case:
    """A document and its tasks as (number, title, text, units)."""

    name: str
    genre: Genre
    text: str
    tasks: tuple[tuple[str, str | None, str, str], ...]


CASES = [
    Case(
        "points with brackets, running numbers",
        Genre.POINTS,
        "云州市总工会2024年工作要点\n2024年工作的总体要求是服务职工。\n一、加强思想政治引领\n"
        "1.深化理论武装。组织学习培训12场次。（责任单位：宣教部）\n2．开展宣讲。（责任单位：宣教部、各县区总工会）\n"
        "二、推进建功立业\n3. 开展劳动竞赛20项以上。（牵头单位：经济部；配合单位：各县（市、区）总工会）\n"
        "4、抓好安康杯竞赛。\n责任部门：劳动保护部，经济部",
        (
            ("1", "深化理论武装", "组织学习培训12场次。", "宣教部"),
            ("2", None, "开展宣讲。", "宣教部 各县区总工会"),
            ("3", None, "开展劳动竞赛20项以上。", "经济部 各县（市、区）总工会"),
            ("4", None, "抓好安康杯竞赛。", "劳动保护部 经济部"),
        ),
    ),
    Case(
        "whom to call belongs to no point",
        Genre.POINTS,
        "云州市总工会2025年工作要点\n一、夯实基层\n1.开展培训。（责任部门：组织部）\n"
        "2.建设暖心驿站30个。（责任部门：基层工作部）\n联系人：车云生，联系电话：5550177；电子邮箱：yz@example.com。",
        (
            ("1", None, "开展培训。", "组织部"),
            ("2", None, "建设暖心驿站30个。", "基层工作部"),
        ),
    ),
    Case(
        "the 版记 belongs to no point",
        Genre.POINTS,
        "云州市总工会2025年工作要点\n一、夯实基层\n1.开展培训。（责任部门：组织部）\n"
        "2.建设暖心驿站30个，9月底前投入使用。（责任部门：基层工作部）\n主题词：工会 要点\n"
        "抄送：省总工会，市委办公室。\n云州市总工会办公室　　2025年2月18日印发\n（共印80份）",
        (
            ("1", None, "开展培训。", "组织部"),
            ("2", None, "建设暖心驿站30个，9月底前投入使用。", "基层工作部"),
        ),
    ),
    Case(
        "the 版记 on two lines, without 抄送",
        Genre.POINTS,
        "临江市总工会2025年工作要点\n一、夯实基层\n1.建会50家。\n2.入会3000人。\n"
        "临江市总工会办公室\n2025年2月18日印发",
        (("1", None, "建会50家。", ""), ("2", None, "入会3000人。", "")),
    ),
    Case(
        "numbers start again under each heading; the general demands are no tasks",
        Genre.POINTS,
        "青岭县总工会2024年工作要点\n一、指导思想\n以党的二十大精神为指导。\n二、组建工作\n1.建会50家。\n2.入会3000人。\n"
        "三、维权工作\n1.集体协商。\n2.法律援助。",
        (
            ("1", None, "建会50家。", ""),
            ("2", None, "入会3000人。", ""),
            ("1", None, "集体协商。", ""),
            ("2", None, "法律援助。", ""),
        ),
    ),
    Case(
        "the level that names units is the level of the tasks",
        Genre.POINTS,
        "临江市总工会2024年工作要点\n（一）强化组建。（责任部门：组织部）\n1.企业建会。\n2.八大群体入会。\n"
        "（二）强化服务。抓好以下工作：（责任部门：保障部）\n1.送温暖。\n2.金秋助学。",
        (
            ("一", "强化组建", "1.企业建会。2.八大群体入会。", "组织部"),
            ("二", "强化服务", "抓好以下工作：1.送温暖。2.金秋助学。", "保障部"),
        ),
    ),
    Case(
        "units on a line of their own under several points",
        Genre.POINTS,
        "临江市总工会2024年工作要点\n一、组建\n1.企业建会。\n2.行业建会。\n责任单位：组织部\n二、服务\n3.送温暖。\n4.助学。\n责任单位：保障部",
        (
            ("一", "组建", "1.企业建会。2.行业建会。", "组织部"),
            ("二", "服务", "3.送温暖。4.助学。", "保障部"),
        ),
    ),
    Case(
        "only headings, with paragraphs under them",
        Genre.POINTS,
        "青岭县总工会2024年工作要点\n一、加强组织建设\n全年新建工会30家。\n发展会员2000人。\n二、做好服务\n发放慰问金。",
        (
            ("一", "加强组织建设", "全年新建工会30家。发展会员2000人。", ""),
            ("二", "做好服务", "发放慰问金。", ""),
        ),
    ),
    Case(
        "a plan: only the clauses under its tasks",
        Genre.PLAN,
        "临江市暖心驿站建设实施方案\n一、指导思想\n服务职工。\n二、主要任务\n（一）选址建设。全年建设驿站50家。（组织部牵头，财务部配合）\n"
        "（二）规范管理。建立台账。\n三、工作要求\n（一）加强领导。高度重视。\n（二）加强宣传。营造氛围。",
        (("一", "选址建设", "全年建设驿站50家。", "组织部 财务部"), ("二", "规范管理", "建立台账。", "")),
    ),
    Case(
        "a plan: units outside the tasks count as well",
        Genre.PLAN,
        "临江市暖心驿站建设实施方案\n一、重点任务\n1.选址。（组织部负责）\n二、保障措施\n1.经费保障。列入预算。（责任单位：财务部）\n2.宣传引导。",
        (("1", None, "选址。", "组织部"), ("1", "经费保障", "列入预算。", "财务部")),
    ),
    Case(
        "a plan without a chapter of tasks: all but the frame",
        Genre.PLAN,
        "青岭县总工会2024年工作计划\n一、加强组建\n新建30家。\n二、做好服务\n发放慰问金。\n三、加强组织领导\n压实责任。",
        (("一", "加强组建", "新建30家。", ""), ("二", "做好服务", "发放慰问金。", "")),
    ),
    Case(
        "a plan: deadline and leaders on lines of their own",
        Genre.PLAN,
        "青岭县总工会2024年重点任务实施方案\n一、重点任务\n1.开展竞赛\n牵头领导：王某某\n责任部门：经济部\n完成时限：全年",
        (("1", None, "开展竞赛", "经济部"),),
    ),
    Case(
        "an opinion",
        Genre.OPINION,
        "云州市总工会关于加强乡镇工会建设的意见\n一、总体要求\n坚持党的领导。\n二、加强组织建设\n1.扩大覆盖面。推动建会。（责任单位：市总工会、市工商联）\n"
        "三、组织领导\n强化统筹。",
        (("1", "扩大覆盖面", "推动建会。", "市总工会 市工商联"),),
    ),
    Case(
        "units named in the middle of the wording are cut out of it",
        Genre.POINTS,
        "青岭县总工会2024年工作要点\n1.抓竞赛。举办竞赛。（经济部负责）开展培训。（责任单位：职工学校）",
        (("1", "抓竞赛", "举办竞赛。开展培训。", "经济部 职工学校"),),
    ),
    Case(
        "a notice: only what names units",
        Genre.NOTICE,
        "关于开展竞赛的通知\n各部室：\n一、时间\n5月。\n二、分工\n1.报名。（经济部负责）\n2.宣传。",
        (("1", None, "报名。", "经济部"),),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_tasks(case: Case) -> None:
    layout, tasks = read(case.genre, case.text)
    got = tuple((t.number, t.title, t.text, " ".join(u.name for u in t.rows[0].units)) for t in tasks)
    assert got == case.tasks
    for task in tasks:
        _quotes(layout, task)


def _quotes(layout: Layout, task: Task) -> None:
    words = squeeze(task.span.of(layout.text))
    assert words[:1] == task.text[:1] and words[-1:] == task.text[-1:]
    assert len(task.text) <= len(words)
    assert task.extent.start <= task.span.start and task.span.end <= task.extent.end
    if task.title is not None:
        assert task.title_span is not None
        assert squeeze(task.title_span.of(layout.text)) == task.title
    for row in task.rows:
        for unit in row.units:
            assert squeeze(unit.span.of(layout.text)) == unit.name
        if row.deadline:
            assert squeeze(row.deadline.span.of(layout.text)) == row.deadline.text


def test_section_and_deadline() -> None:
    _, tasks = read(
        Genre.POINTS,
        "青岭县总工会2024年工作要点\n一、重点工作\n（一）组建\n1.企业建会。（责任单位：组织部；完成时限：6月底前）\n2.入会。完成时间：10月。",
    )
    assert [t.section for t in tasks] == [("重点工作", "组建")] * 2
    assert [t.rows[0].deadline and t.rows[0].deadline.text for t in tasks] == ["6月底前", "10月"]


@pytest.mark.parametrize("genre", [Genre.SUMMARY, Genre.MEASURES, Genre.NAME_LIST])
def test_genres_that_set_no_tasks(genre: Genre) -> None:
    rules = rules_of(genre)
    assert rules is not None and rules.read_tasks is None


@given(
    st.lists(
        st.text(alphabet="一二、（）1.2开展竞赛。责任单位：组织部；牵头 \t", max_size=24),
        min_size=1,
        max_size=12,
    )
)
def test_any_points_give_quotes(lines: list[str]) -> None:
    layout, tasks = read(Genre.POINTS, "\n".join(["云州市总工会2024年工作要点", *lines]))
    for task in tasks:
        _quotes(layout, task)


def _with_table(genre: Genre, above: str, below: str) -> tuple[Task, ...]:
    """The tasks of paragraphs with a table of figures between them."""
    first = plain(*above.split("\n"))
    last = plain(*below.split("\n"))
    builder = LayoutBuilder()
    for paragraph in first.paragraphs():
        builder.blocks.append(Paragraph(builder.put(w := first.words(paragraph), range(len(w)))))
    cells = [builder.put(w, range(len(w))) for w in ("县区", "新建工会", "青岭县", "30")]
    rows = (Row((Cell(cells[2], (0,)), Cell(cells[3], (1,)))),)
    builder.blocks.append(Table(Span(cells[0].start, cells[-1].end), ("县区", "新建工会"), rows, ruled=True))
    for paragraph in last.paragraphs():
        builder.blocks.append(Paragraph(builder.put(w := last.words(paragraph), range(len(w)))))
    layout = builder.done()
    header = read_header(layout)
    rules = rules_of(genre)
    assert rules is not None and rules.read_tasks is not None
    return rules.read_tasks(layout, header, read_outline(layout, header.body_start, len(layout.text))) or ()


@pytest.mark.parametrize(
    "caption", ["2024年主要指标分解表", "附表1 新建工会任务表（第一批）", "建会计划\n单位：家"]
)
def test_a_table_s_title_is_no_part_of_the_point_above_it(caption: str) -> None:
    above = (
        f"云州市总工会2024年工作要点\n一、夯实基层\n1.推进建会。新建工会30家。（责任部门：组织部）\n{caption}"
    )
    tasks = _with_table(Genre.POINTS, above, "2.规范用会。开展检查。（责任部门：财务部）\n内部资料 注意保存")
    assert [(t.number, t.title, t.text) for t in tasks] == [
        ("1", "推进建会", "新建工会30家。"),
        ("2", "规范用会", "开展检查。"),
    ]


def test_a_heading_over_a_table_alone_is_no_task() -> None:
    above = "“暖心驿站”建设实施方案\n一、总体要求\n建好驿站。\n二、任务分工"
    assert _with_table(Genre.PLAN, above, "三、工作要求\n加强领导。") == ()
