"""Which quarters the words of a deadline name."""

from __future__ import annotations

import pytest

from kg.due_quarters import due_quarters


@pytest.mark.parametrize(
    ("deadline", "quarters"),
    [
        ("第三季度", "Q3"),
        ("三季度末", "Q3"),
        ("第４季度", "Q4"),
        ("Q2", "Q2"),
        ("二、三季度", "Q2 Q3"),
        ("第二季度、第四季度", "Q2 Q4"),
        ("第一至第三季度", "Q1 Q2 Q3"),
        ("前三季度", "Q1 Q2 Q3"),
        ("8月", "Q3"),
        ("2024年8月底前", "Q3"),
        ("9月30日", "Q3"),
        ("2024年10月上旬", "Q4"),
        ("十一月底前", "Q4"),
        ("三月", "Q1"),
        ("2024.8", "Q3"),
        ("2024-06-30", "Q2"),
        ("2024/12/31前", "Q4"),
        ("6.30前", "Q2"),
        ("1.3月底前完成选址；2.9月底前挂牌", "Q1 Q3"),
        ("7—9月", "Q3"),
        ("4-10月", "Q2 Q3 Q4"),
        ("3月1日至8月15日", "Q1 Q2 Q3"),
        ("2024年11月至2025年2月", "Q1 Q4"),
        ("6月、12月", "Q2 Q4"),
        ("2024年底", ""),
        ("全年", ""),
        ("2024-2026年", ""),
        ("每季度", ""),
        ("每月", ""),
        ("6个月内", ""),
        ("三个月", ""),
        ("长期坚持", ""),
        ("", ""),
    ],
)
def test_quarters(deadline: str, quarters: str) -> None:
    assert " ".join(sorted(due_quarters(deadline))) == quarters
