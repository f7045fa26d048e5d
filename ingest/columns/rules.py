"""How do offices make a heading of their own (市总牵头部室, 年度量化考核指标), and what does it head?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.columns.kinds import Column
from ingest.columns.words import WORDS

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


def made_of(words: str) -> Column | None:
    """What a heading that no list knows holds, by `HEADING_RULES`; of two things joined by 及 the table `_BOTH` decides,
    else the first."""
    if len(words) > _LONGEST_MADE:
        return None
    parts = [WORDS.get(p) or _by_rule(p) for p in _AND.split(words) if p and p not in _IDLE]
    if not parts or any(p is None for p in parts):
        return _by_rule(words)
    kinds = list(dict.fromkeys(p for p in parts if p is not None))
    return kinds[0] if len(kinds) == 1 else _BOTH.get(frozenset(kinds), kinds[0])


def _by_rule(words: str) -> Column | None:
    return next((rule.column for rule in HEADING_RULES if rule.words.fullmatch(words)), None)
