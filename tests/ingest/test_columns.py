"""Headings that offices make themselves, by what their columns hold."""

from __future__ import annotations

import pytest

from ingest.columns import HEADING_RULES, Column, column_of, roles_of

MADE = [
    ("目标任务及工作举措", Column.TASK),
    ("工作内容及要求", Column.TASK),
    ("年度重点工作任务清单", Column.TASK),
    ("主要工作举措", Column.MEASURE),
    ("行动类别", Column.CATEGORY),
    ("责任股室", Column.UNIT),
    ("责任部（室）", Column.UNIT),
    ("责任科（室）", Column.UNIT),
    ("牵头部（室）", Column.LEAD),
    ("市总牵头部室", Column.LEAD),
    ("协同配合股室", Column.COOPERATING),
    ("牵头及配合部门", Column.UNIT),
    ("责任单位及责任人", Column.UNIT),
    ("责任单位/责任人", Column.UNIT),
    ("牵头部门/配合部门", Column.UNIT),
    ("责任单位/牵头单位", Column.LEAD),
    ("责任单位/配合单位", Column.COOPERATING),
    ("责任分工/责任人", Column.PERSON),
    ("措施及完成时限", Column.SCHEDULE),
    ("时间进度安排", Column.SCHEDULE),
    ("计划完成节点", Column.DEADLINE),
    ("推进落实时限", Column.DEADLINE),
    ("拟形成成果", Column.DELIVERABLE),
    ("年度量化考核指标", Column.DELIVERABLE),
    ("工作开展情况", Column.REMARK),
    ("一季度目标", Column.Q1),
    ("2024年第三季度工作计划", Column.Q3),
    ("上半年任务", Column.H1),
    ("1-6月", Column.H1),
    ("7—12月", Column.H2),
    ("2024年重点工作任务", Column.TASK),
]


@pytest.mark.parametrize(("heading", "column"), MADE)
def test_a_made_heading(heading: str, column: Column) -> None:
    assert column_of(heading) is column


@pytest.mark.parametrize("rule", HEADING_RULES, ids=lambda r: r.example)
def test_a_rule_holds_of_its_example(rule: object) -> None:
    assert column_of(rule.example) is rule.column  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "words",
    [
        "组织部",
        "宣传教育部",
        "权益保障部",
        "劳动竞赛活动",
        "技能竞赛项目",
        "工会组建工作",
        "机关党委",
        "经费保障",
    ],
)
def test_words_of_a_table_s_body_head_nothing(words: str) -> None:
    assert column_of(words) is None


C, N, T, M, U = Column.CATEGORY, Column.NUMBER, Column.TASK, Column.MEASURE, Column.UNIT


@pytest.mark.parametrize(
    ("headings", "roles"),
    [
        ("项目 序号 重点工作 具体措施 责任股室", (C, N, T, M, U)),
        ("重点任务 序号 工作内容 责任部门", (C, N, T, U)),
        ("序号 项目 重点工作 具体措施 责任部门", (N, C, T, M, U)),
        ("序号 工作项目 目标任务及工作举措 责任部门", (N, T, M, U)),
        ("序号 工作任务 工作目标 责任部门", (N, T, Column.DELIVERABLE, U)),
    ],
)
def test_roles_of_several_task_headings(headings: str, roles: tuple[Column, ...]) -> None:
    assert roles_of(tuple(headings.split())) == roles
