"""Dates, deadlines and quarters."""

from __future__ import annotations

import calendar
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.dates import (
    QUARTER_HINTS,
    PartialDate,
    find_dates,
    hint_quarter,
    parse_date,
    parse_deadline,
    parse_quarter,
    parse_quarters,
)
from tests.growth import LINEAR, growth


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    year = draw(st.none() | st.integers(1, 9999))
    month = draw(st.integers(1, 12) if year is None else st.none() | st.integers(1, 12))
    if month is None:
        return PartialDate(year)
    last = calendar.monthrange(year or 2000, month)[1]
    return PartialDate(year, month, draw(st.none() | st.integers(1, last)))


@given(partial_dates())
def test_what_is_formatted_reads_back(date: PartialDate) -> None:
    assert PartialDate.parse(date.format()) == date


@pytest.mark.parametrize("text", ["", "2023-13", "2023-02-30", "23-01", "2023-1", "--13", "-09", "２０２３"])
def test_what_is_no_partial_date(text: str) -> None:
    with pytest.raises(ValueError):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    "kwargs", [{}, {"day": 3}, {"year": 2023, "day": 3}, {"month": 2, "day": 30}, {"year": 0}]
)
def test_impossible_dates_are_refused(kwargs: dict[str, int]) -> None:
    with pytest.raises(ValueError):
        PartialDate(**kwargs)


def test_a_year_is_filled_in_once() -> None:
    assert PartialDate(None, 10, 14).in_year(2022) == PartialDate(2022, 10, 14)
    assert PartialDate(2021, 10).in_year(2022) == PartialDate(2021, 10)
    assert PartialDate(None, 2, 29).in_year(2023) == PartialDate(2023, 2)
    assert PartialDate(None, 10).quarter == "Q4"
    assert PartialDate(2023).quarter is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2021 年 5 月 21 日", [("2021-05-21", False)]),
        ("２０２３年９月３０日", [("2023-09-30", False)]),
        ("二〇二三年九月三十日", [("2023-09-30", False)]),
        ("二○二三年十二月", [("2023-12", False)]),
        ("一九九八年十一月二十五日", [("1998-11-25", False)]),
        ("2023年9月底", [("2023-09", True)]),
        ("到2025年末", [("2025", True)]),
        ("2023年度工作要点", [("2023", False)]),
        ("2023-05-21", [("2023-05-21", False)]),
        ("2023.5.21", [("2023-05-21", False)]),
        ("2023/5/21", [("2023-05-21", False)]),
        ("于10月14日前报送", [("--10-14", False)]),
        ("12月底前", [("--12", True)]),
        ("十二月底前", [("--12", True)]),
        ("3月5日至4月10日", [("--03-05", False), ("--04-10", False)]),
        ("2月30日", [("--02", False)]),
        ("三个月、6个月、红五月、X月X日、第33个月", []),
        ("1-3月", []),
        ("电话2023456", []),
        ("建党100周年", []),
    ],
)
def test_dates_in_text(text: str, found: list[tuple[str, bool]]) -> None:
    assert [(str(m.date), m.end) for m in find_dates(text)] == found


@given(st.text("0123456789１２年月日号底末前.-/二〇三十 年度个X", max_size=40))
def test_any_text_gives_ordered_spans_and_real_dates(text: str) -> None:
    at = 0
    for m in find_dates(text):
        assert at <= m.span.start < m.span.end <= len(text)
        assert PartialDate.parse(str(m.date)) == m.date
        at = m.span.end
    parse_deadline(text, 2023)
    parse_quarters(text)
    hint_quarter(text)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023年5月21日印发", "2023-05-21"),
        ("云州市总工会办公室  2023 年 5 月 21 日印发", "2023-05-21"),
        ("（2022年12月30日云州市第五次代表大会通过）", "2022-12-30"),
        ("2023年工作，2023年6月1日", "2023-06-01"),
        ("2023年6月", "2023-06"),
        ("6月1日", None),
        ("", None),
    ],
)
def test_imprint_dates(text: str, iso: str | None) -> None:
    date = parse_date(text)
    assert (date.format() if date else None) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023年6月30日前", "2023-06-30"),
        ("6月30日前", "2023-06-30"),
        ("12月底前", "2023-12"),
        ("年底前", "2023-12"),
        ("2024年底", "2024-12"),
        ("第三季度末", "2023-09"),
        ("一季度", "2023-03"),
        ("上半年", "2023-06"),
        ("下半年", "2023-12"),
        ("全年", "2023"),
        ("年内完成", "2023"),
        ("2023年", "2023"),
        ("3月至10月", "2023-10"),
        ("1-3月", "2023-03"),
        ("2022年3月至10月", "2022-10"),
        ("明年3月前", "2024-03"),
        ("五一前", "2023-05-01"),
        ("国庆节前", "2023-10-01"),
        ("长期坚持", None),
        ("持续推进", None),
        ("每季度", None),
        ("适时", None),
        ("", None),
    ],
)
def test_deadlines(text: str, iso: str | None) -> None:
    assert parse_deadline(text, 2023) == iso


def test_a_deadline_without_any_year_is_none() -> None:
    assert parse_deadline("6月30日前") is None
    assert parse_deadline("年底前") is None
    assert parse_deadline("2023年底前") == "2023-12"


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
    for find in (find_dates, parse_quarters, hint_quarter):
        assert growth(find, unit) < LINEAR, find
