"""Written dates and numerals become ISO dates and numbers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dating import DATE, chinese_number, iso, year_in

DATES = [
    ("2021年5月21日", "2021-05-21"),
    ("2021 年 5 月 21 日", "2021-05-21"),
    ("２０２１年５月２１日", "2021-05-21"),
    ("二〇二一年五月二十一日", "2021-05-21"),
    ("二○二三年十月一日", "2023-10-01"),
    ("二零零九年十二月三十日", "2009-12-30"),
    ("2023年3月", "2023-03"),
    ("2022-03-04", "2022-03-04"),
    ("2022.3.4", "2022-03-04"),
    ("2022/03/04", "2022-03-04"),
    ("2023年13月1日", None),
    ("2023年2月30日", None),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_written_dates(text: str, expected: str | None) -> None:
    match = DATE.search(text)
    assert match is not None
    assert iso(match) == expected


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_any_day_reads_back(day: date) -> None:
    for text in (f"{day.year}年{day.month}月{day.day}日", f"{day.year} 年{day.month:02d}月 {day.day}日"):
        match = DATE.fullmatch(text)
        assert match is not None
        assert iso(match) == day.isoformat()


_CN = "零一二三四五六七八九"


def _chinese(n: int) -> str:
    tens, ones = divmod(n, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _CN[tens] + "十") + (
        _CN[ones] if ones or not tens else ""
    )


@given(st.integers(0, 99))
def test_chinese_numerals_read_back(n: int) -> None:
    assert chinese_number(_chinese(n)) == n
    assert chinese_number(str(n)) == n


@pytest.mark.parametrize(
    ("text", "expected"),
    [("甲", None), ("", None), ("十二", 12), ("一百零三", 103), ("廿一", 21), ("１２", 12), ("一二", 12)],
)
def test_numerals(text: str, expected: int | None) -> None:
    assert chinese_number(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("云州市总工会2024年工作要点", 2024),
        ("云州市总工会二〇二四年工作要点", 2024),
        ("云州市工会2021—2025年发展规划", 2021),
        ("2022-2023年度考核", 2022),
        ("2 0 2 1 年工作", 2021),
        ("工作要点", None),
        ("会员12023人", None),
    ],
)
def test_years(text: str, expected: int | None) -> None:
    assert year_in(text) == expected
