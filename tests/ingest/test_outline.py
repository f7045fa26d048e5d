"""Headings, numbered and not, in the forms that offices print, and their nesting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.layout.model import LayoutBuilder, Paragraph, Table, plain
from ingest.outline import NUMBER_RULES, UNNUMBERED, read_outline
from kg.model import Section, Span, squeeze


def outline(*lines: str) -> list[tuple[str | None, str, int]]:
    layout = plain(*lines)
    sections = read_outline(layout, 0, len(layout.text))
    return [(s.number, s.title, s.level) for top in sections for s in top.walk()]


@pytest.mark.parametrize("rule", NUMBER_RULES, ids=lambda r: r.name)
def test_every_number_rule_matches_its_example(rule: object) -> None:
    assert rule.pattern.match(rule.example)  # type: ignore[attr-defined]


ONE_LINE = [
    ("一、指导思想", ("一", "指导思想", 1)),
    ("一、 指导思想。", ("一", "指导思想", 1)),
    ("十一．加强宣传", ("十一", "加强宣传", 1)),
    ("（一）强化政治引领。坚持学习。", ("（一）", "强化政治引领", 2)),
    ("(三) 强化服务阵地。建好书屋。", ("(三)", "强化服务阵地", 2)),
    ("（ 二 ）强化组织功能", ("（二）", "强化组织功能", 2)),
    ("1.开展竞赛。广泛发动。", ("1", "开展竞赛", 3)),
    ("1、开展竞赛", ("1", "开展竞赛", 3)),
    ("１２．开展竞赛", ("１２", "开展竞赛", 3)),
    ("（1）建档立卡", ("（1）", "建档立卡", 4)),
    ("(12)建档立卡；", ("(12)", "建档立卡", 4)),
    ("①建档立卡", ("①", "建档立卡", 5)),
    ("（一）总体目标：到2025年建成驿站。", ("（一）", "总体目标", 2)),
    ("第一章 总则", ("第一章", "总则", 1)),
    ("第二部分 2024年工作思路", ("第二部分", "2024年工作思路", 0)),
    ("第十二条 工会应当服务职工，维护权益。", ("第十二条", "工会应当服务职工，维护权益", 3)),
    ("1.开展竞赛（责任单位：经济部）", ("1", "开展竞赛", 3)),
    ("2.推进集体协商；（权益部负责）", ("2", "推进集体协商", 3)),
    ("下年度工作思路：", (None, "下年度工作思路", 1)),
    ("存在的主要问题", (None, "存在的主要问题", 1)),
    ("2025年工作打算", (None, "2025年工作打算", 1)),
]


@pytest.mark.parametrize(("line", "expected"), ONE_LINE)
def test_one_heading(line: str, expected: tuple[str | None, str, int]) -> None:
    assert outline(line, "正文从这里开始，说明有关情况。") == [expected]


NO_HEADING = [
    "一是抓组建，二是抓服务。",
    "三、四线城市的职工也参加了活动。",
    "2023.5公里健步走",
    "1.5万元用于慰问",
    "一年来，我们服务职工。",
    "存在的问题已经解决，职工很满意。",
    "第一次会议召开",
    "20名职工参加",
]


@pytest.mark.parametrize("line", NO_HEADING)
def test_running_text_is_no_heading(line: str) -> None:
    assert outline(line, "正文。") == []


def test_levels_nest_and_bodies_reach_the_next_heading() -> None:
    layout = plain(
        "一、重点工作",
        "导语。",
        "（一）抓组建。新建30家。",
        "1.非公企业",
        "2.社会组织",
        "（二）抓服务",
        "二、要求",
        "落实。",
    )
    one, two = read_outline(layout, 0, len(layout.text))
    assert [c.title for c in one.children] == ["抓组建", "抓服务"]
    assert [c.title for c in one.children[0].children] == ["非公企业", "社会组织"]
    assert one.body.of(layout.text).startswith("\n导语。")
    assert one.body.end == two.span.start
    assert one.children[0].body.of(layout.text).startswith("。新建30家。")
    assert two.body.end == len(layout.text)
    assert one.children[0].span.of(layout.text) == "（一）抓组建"


def test_items_inside_an_article_belong_to_it() -> None:
    layout = plain(
        "第一章 总则",
        "第一条 为规范评议，制定本办法。",
        "第二条 评议如下：",
        "（一）投票；",
        "（二）公布。",
        "第三条 施行。",
    )
    (chapter,) = read_outline(layout, 0, len(layout.text))
    assert [c.number for c in chapter.children] == ["第一条", "第二条", "第三条"]
    assert [c.number for c in chapter.children[1].children] == ["（一）", "（二）"]


MISSING_MARK = [
    (("一、抓学习", "二、抓组建", "三加强培训，提升素质。开班。", "四、抓财务"), ["一", "二", "三", "四"]),
    (("一、抓学习", "二、抓组建", "三加强培训", "五、抓财务"), ["一", "二", "五"]),
    (("三加强培训", "四、抓财务"), ["四"]),
    (("一、抓学习", "二、抓组建", "三是加强培训", "四、抓财务"), ["一", "二", "四"]),
    (("一、抓学习", "二、抓组建", "三个方面都好", "四、抓财务"), ["一", "二", "四"]),
    (("一、抓学习", "二抓组建", "三、抓培训"), ["一", "二", "三"]),
]


@pytest.mark.parametrize(("lines", "numbers"), MISSING_MARK)
def test_a_missing_mark_is_made_good_by_the_neighbours(lines: tuple[str, ...], numbers: list[str]) -> None:
    assert [number for number, _, _ in outline(*lines)] == numbers


def test_a_heading_broken_over_two_lines() -> None:
    got = outline(
        "一、坚持思想引领这一根本任务，牢牢把握正确的政治",
        "方向",
        "青岭县总工会按照要求，以党的政治建设为统领开展工作。",
    )
    assert got == [("一", "坚持思想引领这一根本任务，牢牢把握正确的政治方向", 1)]


def test_the_list_of_attachments_is_no_outline() -> None:
    assert outline("一、工作要求", "抓好落实。", "附件：1.工作专班名单", "2.统计表", "3.回执") == [
        ("一", "工作要求", 1)
    ]


def test_tables_are_passed_over_and_the_range_is_kept() -> None:
    builder = LayoutBuilder()
    for text, table in (("一、任务", False), ("1.表中的任务", True), ("二、要求", False)):
        span = builder.put(text, range(len(text)))
        builder.blocks.append(Table(span, (), ()) if table else Paragraph(span))
    layout = builder.done()
    assert [s.title for s in read_outline(layout, 0, len(layout.text))] == ["任务", "要求"]
    assert [s.title for s in read_outline(layout, 4, len(layout.text))] == ["要求"]


@pytest.mark.parametrize(
    "words",
    [
        "存在的问题",
        "下一步打算",
        "下年度工作思路",
        "2024年工作计划",
        "明年重点工作",
        "指导思想",
        "主要做法和成效",
        "存在问题和不足",
    ],
)
def test_headings_without_numbers(words: str) -> None:
    assert UNNUMBERED.fullmatch(words)


def _check(sections: tuple[Section, ...], text: str, within: Span) -> None:
    at = within.start
    for section in sections:
        assert (
            at
            <= section.span.start
            <= section.span.end
            == section.body.start
            <= section.body.end
            <= within.end
        )
        assert squeeze(section.title) in squeeze(section.span.of(text))
        assert section.number is None or squeeze(section.span.of(text)).startswith(section.number)
        _check(section.children, text, section.body)
        at = section.body.end


@given(
    st.lists(
        st.text(alphabet="一二三、（）()1２.．章条第①是加强 责任单位：。；附件", max_size=20), max_size=15
    )
)
def test_any_lines_give_a_tree_that_quotes(lines: list[str]) -> None:
    layout = plain(*lines)
    _check(read_outline(layout, 0, len(layout.text)), layout.text, Span(0, len(layout.text)))
