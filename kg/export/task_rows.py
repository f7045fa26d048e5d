"""What stands in the rows of a table of tasks (任务表的行)? A row a line of the ledger, a column a quarter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

_QUARTERS: Final = ("Q1", "Q2", "Q3", "Q4", None)


def task_rows(tasks: Iterable[Mapping[str, Any]], *last: str) -> Iterator[list[Any]]:
    """18 cells for each row of each task of `kg.views.tasks`, then the task's own values named by `last`.

    城市, 年度, 文件, 编号, 章节, 标题, 任务, the four quarters and what is in none, 成果形式, 完成时限, 责任单位, 指标, 政策依据, 品牌活动.
    """
    for task in tasks:
        for line in task["rows"]:
            steps: dict[str | None, list[str]] = {}
            for step in line["schedule"]:
                steps.setdefault(step["quarter"], []).append(step["text"])
            yield [
                task["city"],
                task["year"],
                task["source_file"],
                task["number"],
                task["section"],
                task["title"],
                task["text"],
                *(joined(steps.get(quarter, ()), "\n") for quarter in _QUARTERS),
                line["deliverable"],
                line.get("deadline"),
                joined(line["departments"]),
                joined((one["text"] for one in task["indicators"]), "；"),
                joined((one["title"] for one in task["policies"]), "；"),
                joined(task["initiatives"]),
                *(task[name] for name in last),
            ]


def joined(values: Iterable[Any], between: str = "、") -> str:
    """Several values in one cell; empty ones are left out."""
    return between.join(str(value) for value in values if value)
