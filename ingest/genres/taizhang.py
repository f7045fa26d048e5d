"""工作台账: a ledger, a table of tasks with what is due in each quarter, what comes of it, and who answers for it.

Dossier. With quarters (序号, 目标任务, 进度安排 over four quarters, 成果形式, 责任部门) or without (序号, 目标任务, 责任部门);
since about 2020 also 牵头部门 and 配合部门 apart, 完成时限 in place of quarters. Mostly carried by a notice (印发…工作台账的通知).
Also headed 任务清单, 责任清单, 任务分解表, 重点任务分工表.
"""

from __future__ import annotations

import re

from ingest.columns import is_work_table
from ingest.genre import GenreRules, TitleRule
from ingest.header import Header
from ingest.layout.model import Layout
from ingest.task_tables import read_table_tasks
from kg.model import Genre, Section, Task


def read_tasks(layout: Layout, header: Header, sections: tuple[Section, ...]) -> tuple[Task, ...]:
    """The rows of the ledger's tables."""
    return read_table_tasks(layout)


def evidence(layout: Layout, header: Header) -> float:
    """A document that is mostly a work table is a ledger, whatever its title."""
    size = sum(t.span.end - t.span.start for t in layout.tables() if is_work_table(t.columns))
    return 0.9 if size > 0.5 * len(layout.text) else 0.0


GENRE = GenreRules(
    genre=Genre.LEDGER,
    titles=(
        TitleRule(
            "台账",
            re.compile(r"(?:工作|任务|责任|问题|整改|重点工作)?台[账帐]"),
            "云州市总工会2023年工作台账",
        ),
        TitleRule(
            "任务清单",
            re.compile(
                r"(?:任务|责任|目标|工作|事项|重点工作|项目)(?:分解|分工|推进|落实|实施)?(?:清单|分解表|分工表|一览表|推进表|安排表|责任表|计划表)"
            ),
            "云州市总工会2023年重点任务清单",
        ),
    ),
    read_tasks=read_tasks,
    evidence=evidence,
)
