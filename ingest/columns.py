"""What does a table's column hold? Headings recognised by meaning, not by place (栏目).

The words are those of union ledgers, division-of-work tables and lists as offices head them; a heading may carry
a bracketed remark (责任部门（单位）) or stand under a second level (进度安排/第一季度).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
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
        "工作",
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
_BRACKETS = re.compile(r"[（()）]")  # 责任部（室）
_BRACKETED = re.compile(r"[（(][^）)]{0,12}[）)]")
#: 1-3月, 7—9月份, 3月: months of one quarter, alone or under a second level (进度安排/4-6月).
_MONTHS = re.compile(r"(?:^|/)(?P<a>[0-9]{1,2})月?(?:[-—－~～至到]+(?P<b>[0-9]{1,2}))?月份?$")
#: 一季度目标, 2024年第二季度工作计划, 上半年任务: the steps of one part of the year.
_PERIOD = re.compile(
    r"(?:20[0-9]{2}年)?(?P<when>第?[一二三四1-4]季度|[上下]半年)(?:工作|推进|重点|主要|阶段)?"
    r"(?:目标|任务|计划|进度|安排|措施|节点|要求|内容|工作|完成目标|推进计划|目标任务)?"
)
_YEAR = re.compile(r"^20[0-9]{2}年(?:度)?(?=..)")
#: 措施及进度, 工作措施和推进计划: a cell that holds the steps.
_TIMED = re.compile(r"[及和与、](?:时间)?(?:推进|实施|工作)?(?:进度|进度安排|时间安排|时间节点|步骤)$")
_MARKS = re.compile(r"[\s:：*|]")

_OFFICE = r"(?:单位|部门|部室|科室|处室|股室|室部|机构|主体|部门单位|单位部门|部门科室|科|处|股|室)"
_OF_WHOM = r"(?:市总工会|县总工会|区总工会|省总工会|市总|县总|区总|省总|机关|本级|市级|县级|区级|省级|市直|县直|内设)?"
_OF_WORK = r"(?:工作|任务|项目|事项|目标|重点|年度|主要|具体|改革|全年|季度|阶段|推进|落实|实施|建设|专项|细化|分解|量化|核心|攻坚|整改|责任|行动)"


@dataclass(frozen=True, slots=True)
class HeadingRule:
    """How offices make a heading of their own for `column`: its words in order, and one that no list holds."""

    column: Column
    words: re.Pattern[str]
    example: str


#: Tried in order on a heading (or the part of one between 及, 和, 与) that no list knows. Every word is named, so that a
#: cell of the table's body (劳动竞赛活动, 组织部) is no heading.
HEADING_RULES: tuple[HeadingRule, ...] = (
    HeadingRule(Column.NUMBER, re.compile(_OF_WORK + "{0,2}(?:序号|编号|序列号|项次)"), "重点任务序号"),
    HeadingRule(
        Column.LEAD,
        re.compile(
            _OF_WHOM
            + r"(?:责任)?(?:牵头|主办|主责|主抓|主要责任|主要负责|第一责任)(?:责任|负责|落实|实施)?"
            + _OFFICE
            + "?"
        ),
        "市总牵头部室",
    ),
    HeadingRule(
        Column.COOPERATING,
        re.compile(
            _OF_WHOM
            + r"(?:责任)?(?:配合|协办|协助|协同|协作|参与|参加|联动|支持)(?:配合|责任|落实|实施|协作)?"
            + _OFFICE
            + "?"
        ),
        "协同配合股室",
    ),
    HeadingRule(
        Column.UNIT,
        re.compile(
            _OF_WHOM
            + r"(?:责任|承办|负责|实施|落实|执行|承担|主管|完成|归口|具体|推进|组织实施){1,3}"
            + _OFFICE
        ),
        "具体承办股室",
    ),
    HeadingRule(
        Column.PERSON,
        re.compile(
            _OF_WHOM
            + r"(?:(?:责任|分管|牵头|联系|包联|包抓|主管|负责|协管|挂点|联络|督办|主要|具体|直接|第一)*"
            r"(?:领导|责任人|负责人|联系人|联络员|承办人|经办人|负责同志)|责任人员)(?:姓名)?"
        ),
        "包抓责任领导",
    ),
    HeadingRule(
        Column.DEADLINE,
        re.compile(
            r"(?:任务|工作|整改|项目)?(?:计划|预计|拟|应)?(?:完成|办结|推进|落实|实施|开展|举办|起止|截止|序时|最终){0,2}"
            r"(?:时限|期限|时间节点|时间要求|时间界限|完成时点|(?:(?<=完成)|(?<=办结)|(?<=推进)|(?<=落实)|(?<=实施)|(?<=开展)|(?<=举办)|(?<=起止)|(?<=截止))(?:时间|日期|节点))(?:要求)?"
        ),
        "计划完成节点",
    ),
    HeadingRule(
        Column.SCHEDULE,
        re.compile(
            _OF_WORK
            + r"{0,2}(?:序时|时间|进度|季度|阶段|分阶段|分季度|阶段性|月度){1,2}(?:进度|进展|计划|安排|要求|目标|任务|推进|步骤){1,2}"
        ),
        "分阶段推进计划",
    ),
    HeadingRule(
        Column.DELIVERABLE,
        re.compile(
            r"(?:预期|量化|考核|年度|阶段|绩效|主要|最终|工作|目标|成果|完成|验收|评价|约束性|可量化|可检验|具体|任务|拟?形成|拟?提交|应|达到)*"
            r"(?:成果|成效|效果|指标|标志|目标值|产出|标准)(?:形式|要求|体现|标志|清单|目标|载体|内容|值)?"
        ),
        "年度量化考核指标",
    ),
    HeadingRule(
        Column.MEASURE,
        re.compile(
            _OF_WORK
            + r"{0,3}(?:贯彻|保障|改进|对应|关键|主要|具体|细化|工作){0,2}(?:措施|举措|办法|路径|做法|对策|抓手)(?:要点|清单|内容)?"
        ),
        "落实工作举措",
    ),
    HeadingRule(
        Column.CATEGORY,
        re.compile(
            r"(?:工作|任务|项目|行动|事项|目标|所属|专项|责任|业务|重点)?(?:类别|类型|分类|领域|板块|条线|大类|模块|篇章|专题)(?:名称)?"
        ),
        "行动类别",
    ),
    HeadingRule(
        Column.TASK,
        re.compile(
            _OF_WORK
            + r"{1,3}(?:任务|事项|工作|项目|内容|要点|要求|清单|目标任务)(?:名称|内容|分解|细化|清单|要点|要求|描述)?"
        ),
        "年度重点工作任务清单",
    ),
    HeadingRule(
        Column.REMARK,
        re.compile(
            _OF_WORK + r"{0,2}(?:备注|说明|(?:进展|完成|落实|推进|开展|整改)(?:情况|状态|成效))(?:说明)?"
        ),
        "工作开展情况",
    ),
)
#: 责任单位/责任人 and 牵头部门/配合部门 are no two levels but one heading with a stroke in it.
_ONE_HEADING = (
    (Column.UNIT, Column.PERSON),
    (Column.LEAD, Column.COOPERATING),
)
#: 工作内容及要求, 任务和标准: the second word adds nothing to what the column holds.
_IDLE = frozenset(("要求", "安排", "内容", "标准", "情况", "名称"))
_AND = re.compile(r"及其?|[和与、／或]|以及")
#: One column for both: 牵头及配合部门 names units, 责任单位及责任人 units before people, 措施及完成时限 steps by time.
_BOTH: dict[frozenset[Column], Column] = {
    frozenset((Column.LEAD, Column.COOPERATING)): Column.UNIT,
    frozenset((Column.UNIT, Column.COOPERATING)): Column.UNIT,
    frozenset((Column.UNIT, Column.PERSON)): Column.UNIT,
    frozenset((Column.LEAD, Column.PERSON)): Column.LEAD,
    frozenset((Column.TASK, Column.MEASURE)): Column.TASK,
    frozenset((Column.DEADLINE, Column.SCHEDULE)): Column.SCHEDULE,
    frozenset((Column.MEASURE, Column.DEADLINE)): Column.SCHEDULE,
    frozenset((Column.MEASURE, Column.SCHEDULE)): Column.SCHEDULE,
}
_LONGEST_MADE = 16


def _made(words: str) -> Column | None:
    """What a heading that no list knows holds, by `HEADING_RULES`; of two things joined by 及 the table `_BOTH` decides,
    else the first."""
    if len(words) > _LONGEST_MADE:
        return None
    parts = [_WORDS.get(p) or _by_rule(p) for p in _AND.split(words) if p and p not in _IDLE]
    if not parts or any(p is None for p in parts):
        return _by_rule(words)
    kinds = list(dict.fromkeys(p for p in parts if p is not None))
    return kinds[0] if len(kinds) == 1 else _BOTH.get(frozenset(kinds), kinds[0])


def _by_rule(words: str) -> Column | None:
    return next((rule.column for rule in HEADING_RULES if rule.words.fullmatch(words)), None)


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
        if (first, last) in ((1, 6), (7, 12)):
            return Column.H1 if first == 1 else Column.H2
    if period := _PERIOD.fullmatch(words):
        return _WORDS[period["when"]]
    if "/" in words:
        upper, _, lower = words.rpartition("/")
        above, below = column_of(upper), column_of(lower)
        if (above, below) in _ONE_HEADING and not upper.endswith("分工"):
            return Column.UNIT
        return below or above
    if len(words) <= 12 and _TIMED.search(words):
        return Column.SCHEDULE
    if made := _made(words):
        return made
    for word in HEADING_WORDS:
        if len(word) > 2 and words.endswith(word) and len(words) <= len(word) + 4:
            return _WORDS[word]
    if dated := _YEAR.match(words):
        return column_of(words[dated.end() :])
    unmarked = _BRACKETS.sub("", _MARKS.sub("", squeeze(heading)))
    return column_of(unmarked) if unmarked != words and "/" not in unmarked else None


def roles_of(columns: tuple[str, ...]) -> tuple[Column | None, ...]:
    """What each column of one table holds. A task left of the numbers (项目 | 序号 | 重点工作), or before a task with
    measures of its own (项目 | 重点工作 | 具体措施), is what several tasks stand under. Of two that name the task the first does (任务事项 | 工作内容): the other says
    how, or, where it is headed as a goal (工作任务 | 工作目标) and nothing else is, what is to come of it."""
    roles = [column_of(c) for c in columns]
    _as_category(roles, columns)
    first = roles.index(Column.TASK) if Column.TASK in roles else len(roles)
    for k in range(first + 1, len(roles)):
        if roles[k] is Column.TASK and columns[k] != columns[first]:
            goal = _GOAL.fullmatch(_MARKS.sub("", columns[k])) and Column.DELIVERABLE not in roles
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
        Column.MEASURE in roles[tasks[1] :] and not _GOAL.fullmatch(_MARKS.sub("", columns[tasks[1]]))
    ):
        roles[tasks[0]] = Column.CATEGORY


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
