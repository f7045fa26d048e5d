"""What do the columns of one table hold together, and is it a table of tasks?"""

from __future__ import annotations

import re

from ingest.columns.kinds import STEPS, Column
from ingest.columns.meaning import MARKS, column_of


def roles_of(columns: tuple[str, ...]) -> tuple[Column | None, ...]:
    """What each column of one table holds. A task left of the numbers (项目 | 序号 | 重点工作), or before a task with
    measures of its own (项目 | 重点工作 | 具体措施), is what several tasks stand under. Of two that name the task the first does (任务事项 | 工作内容): the other says
    how, or, where it is headed as a goal (工作任务 | 工作目标) and nothing else is, what is to come of it."""
    roles = [column_of(c) for c in columns]
    _as_category(roles, columns)
    first = roles.index(Column.TASK) if Column.TASK in roles else len(roles)
    for k in range(first + 1, len(roles)):
        if roles[k] is Column.TASK and columns[k] != columns[first]:
            goal = _GOAL.fullmatch(MARKS.sub("", columns[k])) and Column.DELIVERABLE not in roles
            roles[k] = (
                Column.DELIVERABLE if goal else Column.MEASURE if Column.MEASURE not in roles else Column.TASK
            )
    return tuple(roles)


def _as_category(roles: list[Column | None], columns: tuple[str, ...]) -> None:
    """Turn the first of several headings that name the task into what the tasks stand under, where it does no more."""
    tasks = [k for k, role in enumerate(roles) if role is Column.TASK]
    if len(tasks) < 2 or Column.CATEGORY in roles or columns[tasks[0]] == columns[tasks[1]]:
        return
    numbered = Column.NUMBER in roles and tasks[0] < roles.index(Column.NUMBER) < tasks[1]
    if numbered or (
        Column.MEASURE in roles[tasks[1] :] and not _GOAL.fullmatch(MARKS.sub("", columns[tasks[1]]))
    ):
        roles[tasks[0]] = Column.CATEGORY


_GOAL = re.compile(r"(?:工作|任务|具体|主要|总体)?目标(?:值|要求)?")
#: 阶段 | 时间 | 主要内容: how a campaign runs, not who does what.
_STAGES = re.compile(r"(?:实施|工作|活动|推进|时间)?(?:阶段|步骤)(?:名称|划分)?")


def is_work_table(columns: tuple[str, ...]) -> bool:
    """A table of tasks: it says what is to be done, and who or when or what comes of it."""
    roles = {column_of(c) for c in columns}
    if not roles & {Column.UNIT, Column.LEAD} and any(_STAGES.fullmatch(MARKS.sub("", c)) for c in columns):
        return False
    return bool(roles & {Column.TASK, Column.MEASURE}) and bool(
        roles & {Column.UNIT, Column.LEAD, Column.DELIVERABLE, Column.DEADLINE, Column.SCHEDULE, *STEPS}
    )
