"""What can a column of a work table hold (栏目)?"""

from __future__ import annotations

from enum import StrEnum


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
