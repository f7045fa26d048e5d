"""How does a list of tasks look as a table file (任务表)? A row a line of the ledger, a column a quarter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from api.tables import Sheet

__all__ = ["task_sheet"]

_QUARTERS: Final = ("Q1", "Q2", "Q3", "Q4")
_HEADS: Final = (
    "城市", "年度", "文件", "编号", "章节", "标题", "任务", "一季度", "二季度", "三季度", "四季度", "未分季度", "成果形式", "完成时限",
    "责任部门", "指标", "政策依据", "品牌活动", "出处", "任务标识",
)  # fmt: skip
_WIDTHS: Final = (6, 4, 16, 4, 12, 16, 40, 20, 20, 20, 20, 20, 14, 8, 14, 20, 20, 14, 16, 12)


def task_sheet(tasks: Iterable[Mapping[str, Any]]) -> Sheet:
    """One row for each row of each task."""
    rows: list[list[Any]] = []
    for task in tasks:
        for line in task["rows"]:
            by_quarter: dict[str | None, list[str]] = {}
            for step in line["schedule"]:
                by_quarter.setdefault(step["quarter"], []).append(step["text"])
            rows.append(
                [
                    task["city"],
                    task["year"],
                    task["source_file"],
                    task["number"],
                    task["section"],
                    task["title"],
                    task["text"],
                    *("\n".join(by_quarter.get(q, ())) for q in (*_QUARTERS, None)),
                    line["deliverable"],
                    line.get("deadline"),
                    "、".join(line["departments"]),
                    "；".join(str(one["text"]) for one in task["indicators"]),
                    "；".join(one["title"] for one in task["policies"]),
                    "；".join(task["initiatives"]),
                    task["locator"],
                    task["id"],
                ]
            )
    return Sheet("任务", _HEADS, rows, _WIDTHS)
