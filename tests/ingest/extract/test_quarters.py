"""Quarters by name, by months, and by the fixed days of union work."""

from __future__ import annotations

import re

import pytest

from ingest.extract.quarters import QUARTER_HINTS, hint_quarter, parse_quarter, parse_quarters
from tests.growth import LINEAR, growth


@pytest.mark.parametrize(
    ("text", "quarters"),
    [
        ("第一季度", ("Q1",)),
        ("一 季度".replace(" ", ""), ("Q1",)),
        ("2季度", ("Q2",)),
        ("Q3", ("Q3",)),
        ("三季", ("Q3",)),
        ("第四季度（10-12月）", ("Q4",)),
        ("1-3月", ("Q1",)),
        ("4月—6月", ("Q2",)),
        ("七至九月", ("Q3",)),
        ("10月", ("Q4",)),
        ("十月底", ("Q4",)),
        ("上半年", ("Q1", "Q2")),
        ("一、二季度", ("Q1", "Q2")),
        ("二至四季度", ("Q2", "Q3", "Q4")),
        ("1-9月", ("Q1", "Q2", "Q3")),
        ("全年", ("Q1", "Q2", "Q3", "Q4")),
        ("每季度", ("Q1", "Q2", "Q3", "Q4")),
        ("四季送服务", ()),
        ("三个月内", ()),
        ("长期", ()),
    ],
)
def test_quarters(text: str, quarters: tuple[str, ...]) -> None:
    assert parse_quarters(text) == quarters
    assert parse_quarter(text) == (quarters[0] if len(quarters) == 1 else None)


@pytest.mark.parametrize(
    ("text", "quarter"),
    [
        ("走访慰问，做好元旦、春节期间送温暖工作", "Q1"),
        ("举办“三八”妇女节主题活动", "Q1"),
        ("五一期间慰问一线职工", "Q2"),
        ("联合卫健部门举办5•12护士节活动", "Q2"),
        ("端午节包粽子比赛", "Q2"),
        ("开展中秋、国庆双节慰问", "Q3"),
        ("组织9•10教师节座谈", "Q3"),
        ("高温天气送清凉", "Q3"),
        ("发放金秋助学金", "Q3"),
        ("做好年终考核和年度总结", "Q4"),
        ("11月组织验收", "Q4"),
        ("第二季度完成招标，为国庆做准备", "Q2"),
        ("开展元旦、春节、五一、中秋慰问", None),
        ("推荐五一劳动奖章候选人", None),
        ("七一前后开展党日活动", None),
        ("加强调研指导", None),
        ("每季度上报数据，三八节表彰先进", "Q1"),
    ],
)
def test_hints(text: str, quarter: str | None) -> None:
    assert hint_quarter(text) == quarter


def test_every_hint_is_a_pattern_with_a_reason() -> None:
    for hint in QUARTER_HINTS:
        assert re.compile(hint.words) and hint.why and hint.quarter in {"Q1", "Q2", "Q3", "Q4"}


@pytest.mark.parametrize("unit", ["2", "2023年", "十", "1-", "二〇", "年月日", "第", "2023.", "3月", " "])
def test_a_long_line_does_not_hang(unit: str) -> None:
    for find in (parse_quarters, hint_quarter):
        assert growth(find, unit) < LINEAR, find
