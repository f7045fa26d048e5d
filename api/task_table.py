"""How is a list of tasks headed as a table file (任务表)? The rows are those of `kg.export.task_rows`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from api.tables import Sheet
from kg.export.task_rows import task_rows

__all__ = ["task_sheet"]

_COLUMNS: Final = (
    ("城市", 6), ("年度", 4), ("文件", 16), ("编号", 4), ("章节", 12), ("标题", 16), ("任务", 40),
    ("一季度", 20), ("二季度", 20), ("三季度", 20), ("四季度", 20), ("未分季度", 20),
    ("成果形式", 14), ("完成时限", 8), ("责任部门", 14), ("指标", 20), ("政策依据", 20), ("品牌活动", 14), ("出处", 16), ("任务标识", 12),
)  # fmt: skip
"""Heading and width, in Chinese characters."""


def task_sheet(tasks: Iterable[Mapping[str, Any]]) -> Sheet:
    """One row for each row of each task."""
    heads, widths = zip(*_COLUMNS, strict=True)
    return Sheet("任务", heads, list(task_rows(tasks, "locator", "id")), widths)
