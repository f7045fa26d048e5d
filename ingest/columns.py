"""What does a table's column hold? Headings recognised by meaning, not by place (栏目).

The words are those of union ledgers, division-of-work tables and lists as offices head them; a heading may carry
a bracketed remark (责任部门（单位）) or stand under a second level (进度安排/第一季度).
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from kg.model import squeeze


class Column(StrEnum):
    """What a column of a work table holds."""

    NUMBER = "number"
    CATEGORY = "category"
    TASK = "task"
    MEASURE = "measure"
    SCHEDULE = "schedule"
    Q1 = "Q1"
    Q2 = "Q2"
    Q3 = "Q3"
    Q4 = "Q4"
    H1 = "H1"
    H2 = "H2"
    DELIVERABLE = "deliverable"
    UNIT = "unit"
    LEAD = "lead"
    COOPERATING = "cooperating"
    PERSON = "person"
    DEADLINE = "deadline"
    REMARK = "remark"


QUARTERS = (Column.Q1, Column.Q2, Column.Q3, Column.Q4)
#: 上半年, 下半年: a step stands in one of two quarters.
HALVES = {Column.H1: ("Q1", "Q2"), Column.H2: ("Q3", "Q4")}
#: Columns of steps by time, in the order of the year.
STEPS = (*QUARTERS, *HALVES)

#: Heading words by what the column holds; longer words win.
HEADINGS: dict[Column, tuple[str, ...]] = {
    Column.NUMBER: ("序号", "编号", "序列", "项号", "任务编号", "No."),
    Column.CATEGORY: (
        "类别",
        "工作类别",
        "任务类别",
        "分类",
        "项目类别",
        "重点领域",
        "工作板块",
        "板块",
        "一级指标",
        "大项",
        "责任类别",
    ),
    Column.TASK: (
        "目标任务",
        "重点任务",
        "工作任务",
        "主要任务",
        "任务目标",
        "任务内容",
        "工作内容",
        "工作项目",
        "主要内容",
        "重点工作",
        "工作目标",
        "任务",
        "目标任务内容",
        "重点工作任务",
        "工作事项",
        "事项",
        "项目名称",
        "项目",
        "任务名称",
        "重点工作内容",
        "年度目标任务",
        "年度任务",
        "工作要点",
        "工作要求",
        "任务事项",
        "责任事项",
        "落实事项",
        "改革任务",
        "工作名称",
        "内容",
        "任务分解",
        "重点项目",
        "主要工作",
        "主要工作任务",
    ),
    Column.MEASURE: (
        "工作措施",
        "具体措施",
        "主要措施",
        "推进措施",
        "具体举措",
        "工作举措",
        "落实措施",
        "推进举措",
        "措施",
        "实施路径",
        "具体内容",
        "工作标准",
    ),
    Column.SCHEDULE: (
        "进度安排",
        "时间安排",
        "工作进度",
        "推进计划",
        "进度计划",
        "时间进度",
        "季度安排",
        "推进安排",
        "分季度安排",
        "阶段安排",
        "序时进度",
        "推进步骤",
    ),
    Column.Q1: ("第一季度", "一季度", "1季度", "第1季度", "1-3月", "1—3月", "Q1"),
    Column.Q2: ("第二季度", "二季度", "2季度", "第2季度", "4-6月", "4—6月", "Q2"),
    Column.Q3: ("第三季度", "三季度", "3季度", "第3季度", "7-9月", "7—9月", "Q3"),
    Column.Q4: ("第四季度", "四季度", "4季度", "第4季度", "10-12月", "10—12月", "Q4"),
    Column.H1: ("上半年",),
    Column.H2: ("下半年",),
    Column.DELIVERABLE: (
        "成果形式",
        "预期成果",
        "预期目标",
        "考核指标",
        "工作成果",
        "成果",
        "完成标准",
        "目标成效",
        "工作成效",
        "预期成效",
        "年度目标",
        "成效目标",
        "完成标志",
        "验收标准",
        "成果体现",
        "目标要求",
        "预期效果",
        "工作目标及成效",
        "量化指标",
        "完成目标",
        "成果要求",
        "形成成果",
    ),
    Column.UNIT: (
        "责任部门",
        "责任单位",
        "责任科室",
        "责任处室",
        "承办部门",
        "承办单位",
        "负责部门",
        "负责单位",
        "主责部门",
        "实施部门",
        "部门",
        "责任部室",
        "责任主体",
        "责任部门单位",
        "实施单位",
        "落实单位",
        "落实部门",
        "责任处",
        "承办处室",
        "责任分工",
        "职责分工",
        "任务分工",
        "分工",
    ),
    Column.LEAD: (
        "牵头部门",
        "牵头单位",
        "牵头责任部门",
        "牵头处室",
        "主办部门",
        "主办单位",
        "牵头",
        "牵头部室",
        "牵头责任单位",
        "牵头科室",
    ),
    Column.COOPERATING: (
        "配合部门",
        "配合单位",
        "协办部门",
        "协办单位",
        "参与部门",
        "参与单位",
        "协同部门",
        "协助部门",
        "配合",
        "配合部室",
        "协同单位",
        "配合处室",
    ),
    Column.PERSON: (
        "责任领导",
        "责任人",
        "分管领导",
        "牵头领导",
        "负责人",
        "包联领导",
        "责任人员",
        "具体责任人",
        "联系人",
        "经办人",
        "分管负责人",
    ),
    Column.DEADLINE: (
        "完成时限",
        "完成时间",
        "时间节点",
        "时限要求",
        "时限",
        "办结时限",
        "完成期限",
        "时间要求",
        "推进时限",
        "截止时间",
        "时间",
        "完成日期",
        "工作时限",
    ),
    Column.REMARK: ("备注", "说明", "完成情况", "进展情况", "目前进展", "落实情况"),
}
_WORDS = {word: column for column, words in HEADINGS.items() for word in words}
#: Every heading word, longest first: for headings that ran together in a flattened table.
HEADING_WORDS = tuple(sorted(_WORDS, key=lambda w: (-len(w), w)))
_BRACKETED = re.compile(r"[（(][^）)]{0,12}[）)]")
#: 1-3月, 7—9月份, 3月: months of one quarter, alone or under a second level (进度安排/4-6月).
_MONTHS = re.compile(r"(?:^|/)(?P<a>[0-9]{1,2})月?(?:[-—－~～至到]+(?P<b>[0-9]{1,2}))?月份?$")
#: 措施及进度, 工作措施和推进计划: a cell that holds the steps.
_TIMED = re.compile(r"[及和与、](?:时间)?(?:推进|实施|工作)?(?:进度|进度安排|时间安排|时间节点|步骤)$")
_MARKS = re.compile(r"[\s:：*|]")


@lru_cache(maxsize=4096)
def column_of(heading: str) -> Column | None:
    """What a column headed so holds, or None for a heading that is none of a work table's.

    Two levels are joined with a slash; the lower one decides.
    """
    words = _BRACKETED.sub("", _MARKS.sub("", squeeze(heading)))
    if words in _WORDS:
        return _WORDS[words]
    if months := _MONTHS.search(words):
        first, last = int(months["a"]), int(months["b"] or months["a"])
        if 1 <= first <= last <= 12 and (first - 1) // 3 == (last - 1) // 3:
            return QUARTERS[(first - 1) // 3]
    if "/" in words:
        upper, _, lower = words.rpartition("/")
        return column_of(lower) or column_of(upper)
    if len(words) <= 12 and _TIMED.search(words):
        return Column.SCHEDULE
    for word in HEADING_WORDS:
        if len(word) > 2 and words.endswith(word) and len(words) <= len(word) + 4:
            return _WORDS[word]
    return None


def roles_of(columns: tuple[str, ...]) -> tuple[Column | None, ...]:
    """What each column of one table holds. Of two that name the task the first does (任务事项 | 工作内容): the other says
    how, or, where it is headed as a goal (工作任务 | 工作目标) and nothing else is, what is to come of it."""
    roles = [column_of(c) for c in columns]
    first = roles.index(Column.TASK) if Column.TASK in roles else len(roles)
    for k in range(first + 1, len(roles)):
        if roles[k] is Column.TASK and columns[k] != columns[first]:
            goal = _GOAL.fullmatch(_MARKS.sub("", columns[k])) and Column.DELIVERABLE not in roles
            roles[k] = (
                Column.DELIVERABLE if goal else Column.MEASURE if Column.MEASURE not in roles else Column.TASK
            )
    return tuple(roles)


_GOAL = re.compile(r"(?:工作|任务|具体|主要|总体)?目标(?:值|要求)?")
#: 阶段 | 时间 | 主要内容: how a campaign runs, not who does what.
_STAGES = re.compile(r"(?:实施|工作|活动|推进|时间)?(?:阶段|步骤)(?:名称|划分)?")


def is_work_table(columns: tuple[str, ...]) -> bool:
    """A table of tasks: it says what is to be done, and who or when or what comes of it."""
    roles = {column_of(c) for c in columns}
    if not roles & {Column.UNIT, Column.LEAD} and any(_STAGES.fullmatch(_MARKS.sub("", c)) for c in columns):
        return False
    return bool(roles & {Column.TASK, Column.MEASURE}) and bool(
        roles & {Column.UNIT, Column.LEAD, Column.DELIVERABLE, Column.DEADLINE, Column.SCHEDULE, *STEPS}
    )
