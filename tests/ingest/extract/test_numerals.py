"""Chinese and Arabic figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.numerals import parse_chinese, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("１２", 12),
        ("1,200", 1200),
        ("3.5", 3.5),
        ("３．５", 3.5),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("两百", 200),
        ("二百零五", 205),
        ("一百二", 120),
        ("三千五", 3500),
        ("一千零一", 1001),
        ("两万", 20000),
        ("一万二", 12000),
        ("一万二千", 12000),
        ("三亿", 300_000_000),
        ("二〇二三", 2023),
        ("〇", 0),
        ("十四五", None),
        ("三八", None),
        ("百", None),
        ("一百零", None),
        ("", None),
        ("12家", None),
        ("1,20", None),
    ],
)
def test_numbers(text: str, value: float | None) -> None:
    assert parse_number(text) == value


def spell(n: int) -> str:
    """Chinese figures of 1..99999999, as a clerk writes them."""
    if n >= 10_000:
        high, low = divmod(n, 10_000)
        return spell(high) + "万" + (("零" if low < 1000 else "") + spell(low) if low else "")
    out, gap = "", False
    for weight, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, weight)
        if digit:
            out += ("零" if gap and out else "") + "零一二三四五六七八九"[digit] + mark
            gap = False
        else:
            gap = True
    return out


@given(st.integers(1, 99_999_999))
def test_spelled_numbers_read_back(n: int) -> None:
    assert parse_chinese(spell(n)) == n


@given(st.text("零〇一二两三四五六七八九十百千万亿", max_size=12))
def test_any_run_of_figures_is_a_number_or_none(text: str) -> None:
    value = parse_chinese(text)
    assert value is None or value >= 0
