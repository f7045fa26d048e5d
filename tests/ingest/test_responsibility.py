"""Who answers for a point, in the forms that offices write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.responsibility import KEY_RULES, find_responsibilities, find_responsibility
from kg.model import Span, squeeze
from tests.growth import LINEAR, growth

# text, units with the first letter of their role, the statement's own words
CASES = [
    (
        "推进建会。（责任单位：组织部、各县（区）总工会）",
        "组织部/r 各县（区）总工会/r",
        "（责任单位：组织部、各县（区）总工会）",
    ),
    ("推进建会。(责任部门:组织部,宣教部)", "组织部/r 宣教部/r", "(责任部门:组织部,宣教部)"),
    (
        "推进。【牵头部门：宣教部；配合部门：办公室、财务部】",
        "宣教部/l 办公室/c 财务部/c",
        "【牵头部门：宣教部；配合部门：办公室、财务部】",
    ),
    (
        "推进。（牵头单位：组织部 配合单位：宣教部、财务部）",
        "组织部/l 宣教部/c 财务部/c",
        "（牵头单位：组织部 配合单位：宣教部、财务部）",
    ),
    ("推进。\n责任部门：办公室，组织部", "办公室/r 组织部/r", "责任部门：办公室，组织部"),
    ("推进。\n牵头部门：办公室\n配合部门：财务部", "办公室/l 财务部/c", "牵头部门：办公室"),
    ("推进落实。责任部门：组织部。", "组织部/r", "责任部门：组织部。"),
    ("推进。（组织部、宣教部负责）", "组织部/r 宣教部/r", "（组织部、宣教部负责）"),
    (
        "推进。（组织部牵头，宣教部、财务部配合）",
        "组织部/l 宣教部/c 财务部/c",
        "（组织部牵头，宣教部、财务部配合）",
    ),
    (
        "推进。（组织部牵头负责，各县区总工会参与）",
        "组织部/l 各县区总工会/c",
        "（组织部牵头负责，各县区总工会参与）",
    ),
    ("推进。（办公室、财务部按职责分工负责）", "办公室/r 财务部/r", "（办公室、财务部按职责分工负责）"),
    ("推进。（办公室、财务部按职责分工负责；完成时限：6月底前）", "办公室/r 财务部/r", None),
    ("推进。（市总工会牵头，各县（市、区）总工会等参与）", "市总工会/l 各县（市、区）总工会/c", None),
    ("推进。[责任领导：王某某；责任部门：法工部]", "法工部/r", None),
    ("推进。（责任单位：人力资源和社会保障局、市总工会）", "人力资源和社会保障局/r 市总工会/r", None),
    ("推进。（责任单位：组织部和宣教部）", "组织部/r 宣教部/r", None),
    ("推进。（责任部门：各部室）", "各部室/r", None),
    ("推进。（责任单位：组织部/宣教部）", "组织部/r 宣教部/r", None),
    ("推进。（责任单位：组织部 宣教部）", "组织部/r 宣教部/r", None),
    ("推进。（主办单位：市总工会；协办单位：市体育局等部门）", "市总工会/l 市体育局/c", None),
    ("推进。（组织部、宣教部）", "组织部/r 宣教部/r", "（组织部、宣教部）"),
    ("推进。（牵头：组织部；配合：财务部）", "组织部/l 财务部/c", None),
]


@pytest.mark.parametrize(("text", "units", "words"), CASES)
def test_units(text: str, units: str, words: str | None) -> None:
    found = find_responsibility(text, Span(0, len(text)))
    assert found is not None
    assert " ".join(f"{u.name}/{u.role.value[0]}" for u in found.units) == units
    for unit in found.units:
        assert squeeze(unit.span.of(text)) == unit.name
    if words is not None:
        assert found.span.of(text) == words


NOTHING = [
    "落实意识形态工作责任制（简称责任制），抓好学习。",
    "（取得团体第六名的成绩）",
    "全年新建工会（含联合工会）30家。",
    "参加活动（活动由职工自愿报名参加）。",
    "负责人：王某某",
    "职工参与率达到90%以上（比上年提高2个百分点）。",
    "坚持党的领导。",
    "工会负责维护职工权益。",
]


@pytest.mark.parametrize("text", NOTHING)
def test_running_text_names_nobody(text: str) -> None:
    assert find_responsibilities(text, Span(0, len(text))) == ()


DEADLINES = [
    ("推进。（责任单位：办公室；完成时限：2024年6月底前）", "2024年6月底前"),
    ("推进。【责任部门：宣教部，完成时间：11月】", "11月"),
    ("推进。\n完成时限：全年", "全年"),
    ("推进。（责任部门：办公室、各部室；时间：长期坚持）", "长期坚持"),
    ("推进。（办公室负责；时限：第三季度）", "第三季度"),
    ("推进。（责任单位：办公室）", None),
    ("推进。（宣传部、市总工会按职责分工负责，2023年12月底前完成）", "2023年12月底前完成"),
    ("推进。（市人社局牵头，市总工会等配合；持续推进）", "持续推进"),
]


@pytest.mark.parametrize(("text", "deadline"), DEADLINES)
def test_deadlines(text: str, deadline: str | None) -> None:
    found = find_responsibility(text, Span(0, len(text)))
    assert found is not None
    assert (found.deadline and found.deadline.text) == deadline


PEOPLE = [
    ("推进。（责任领导：王某某；责任部门：法工部）", ["王某某"], ["法工部"]),
    ("推进。\n责任领导：王某某、李某某\n责任部门：法工部", ["王某某", "李某某"], ["法工部"]),
    ("推进。（责任人：赵某某）", ["赵某某"], []),
    ("推进。（分管领导：钱某某 责任科室：权益科）", ["钱某某"], ["权益科"]),
    ("推进。（牵头领导：孙某某；牵头单位：组织部）", ["孙某某"], ["组织部"]),
    ("推进。【责任部门：组织部 责任人：周某某】", ["周某某"], ["组织部"]),
]


@pytest.mark.parametrize(("text", "people", "units"), PEOPLE)
def test_people_are_kept_apart(text: str, people: list[str], units: list[str]) -> None:
    found = find_responsibility(text, Span(0, len(text)))
    assert found is not None
    assert [q.text for q in found.people] == people
    assert [u.name for u in found.units] == units


@pytest.mark.parametrize("rule", KEY_RULES, ids=lambda r: r.name)
def test_every_label_reads_its_example(rule: object) -> None:
    text = f"推进。（{rule.example}）"  # type: ignore[attr-defined]
    found = find_responsibility(text, Span(0, len(text)))
    assert found is not None


@given(st.text(alphabet="（）()【】责任单位牵头配合负：；、，。 部室\n组织", max_size=60))
def test_any_text_gives_quotes_in_order(text: str) -> None:
    at = 0
    for found in find_responsibilities(text, Span(0, len(text))):
        assert at <= found.span.start < found.span.end <= len(text)
        at = found.span.end
        for unit in found.units:
            assert found.span.holds(unit.span)
            assert squeeze(unit.span.of(text)) == unit.name


@pytest.mark.parametrize(
    "piece", ["（", "(责任", "责任单位：", "、", "责任单位：组织部。", "（组织部", "负责", " ", "【牵头"]
)
def test_a_very_long_line_does_not_hang(piece: str) -> None:
    assert growth(lambda text: find_responsibilities(text, Span(0, len(text))), piece) < LINEAR
