"""Is a cell of units, or of a date, known by its words, and quickly whatever they are?"""

from __future__ import annotations

import time

import pytest

from ingest.layout.cells import names_a_time, names_units


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("组织部", True),
        ("机关党委、各部门", True),
        ("各县（市、区）总工会", True),
        ("民主管理部集体合同部", True),
        ("职工服务中心，财务部", True),
        ("开展职工读书活动", False),
        ("宣传部长", False),
        ("、", False),
    ],
)
def test_units_and_nothing_else(words: str, wanted: bool) -> None:
    assert names_units(words) is wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("6月底", True), ("2024年10月底前", True), ("第三季度", True), ("长期坚持", True), ("各县市区总工会2025年11月底", False),
     ("建会60家", False), ("", False)],
)  # fmt: skip
def test_a_time_and_nothing_else(words: str, wanted: bool) -> None:
    assert names_a_time(words) is wanted


@pytest.mark.parametrize(
    "words", ["部" * 80 + "x", "各部室" * 60 + "月", "部、" * 90 + "x", "部" * 1_000_000]
)
def test_no_words_take_long(words: str) -> None:
    """A pattern that tries every way to part eighty signs would never end."""
    begun = time.process_time()
    names_units(words)
    names_a_time(words)
    assert time.process_time() - begun < 20
