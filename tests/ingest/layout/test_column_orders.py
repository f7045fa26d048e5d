"""Are a flattened table's cells found in whichever order and width its columns were printed?

Tables made up from set phrases of the genre, in ten orders of columns, with and without full stops, printed by
`flatten`. Where nothing but the widths parts two cells a few stay undecided, so a share is asked, not every cell.
"""

from __future__ import annotations

import random

import pytest

from ingest.layout.recover import recover
from tests.ingest.layout.flatten import flattened

_QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
_TASKS = (
    "加强基层工会规范化建设，打造示范工会20家", "开展职工技能竞赛，设置电工、焊工等工种15个", "推进工资集体协商，签订专项合同200份",
    "实施困难职工帮扶，救助困难家庭150户", "举办职工文化节，开展书画摄影展览等活动8场", "做好职工医疗互助保障，参保人数达到3万人",
    "建设户外劳动者服务站点30个，完善服务功能", "推动新就业形态劳动者入会，发展会员2500人", "规范工会财务管理，完成50家基层工会审计",
)  # fmt: skip
_STEPS = (
    "制定工作方案，明确责任分工", "召开动员部署会议，开展业务培训", "深入企业走访调研，摸清底数", "开展集中宣传月活动",
    "组织开展中期督导检查，通报进展情况", "全面总结验收，推广经验做法", "选取试点单位先行先试", "评选表彰先进集体和个人",
)  # fmt: skip
_UNITS = (
    "组织部",
    "宣教部",
    "经济工作部",
    "办公室",
    "职工服务中心",
    "法律工作部、办公室",
    "组织部、各县（市、区）总工会",
)
#: What a column may hold, and how wide (em) it may be.
_COLUMNS: dict[str, tuple[tuple[str, ...], tuple[int, int]]] = {
    "目标任务": (_TASKS, (11, 18)),
    "成果形式": (
        ("印发实施方案，形成工作总结", "形成专题调研报告", "建成示范点并挂牌", "汇编典型案例集"),
        (7, 11),
    ),
    "责任部门": (_UNITS, (4, 6)),
    "牵头单位": (_UNITS, (4, 6)),
    "配合单位": (_UNITS, (4, 6)),
    "完成时限": (("6月底", "全年", "9月底前", "2024年10月底", "长期坚持", "第三季度"), (4, 6)),
    "责任领导": (("张明远", "李晓岚", "王建国", "周若水"), (3, 4)),
}
_ORDERS = (
    ("目标任务", *_QUARTERS, "成果形式", "责任部门"),
    ("目标任务", *_QUARTERS, "责任部门"),
    ("责任部门", "目标任务", *_QUARTERS),
    ("责任部门", "目标任务", "成果形式", "完成时限"),
    ("目标任务", "责任领导", "责任部门", "完成时限"),
    ("目标任务", "成果形式", "牵头单位", "配合单位", "完成时限"),
    ("目标任务", "完成时限", "责任部门"),
    ("目标任务", "成果形式", "责任领导", "责任部门"),
    ("目标任务", "责任部门", *_QUARTERS, "成果形式"),
    ("目标任务", "责任部门"),
)


def _right_cells(order: tuple[str, ...], stop: str, seed: int) -> tuple[int, int]:
    """How many cells of one made-up table are found as they were, of how many."""
    rng = random.Random(f"{order}{stop}{seed}")
    quarter = rng.randint(7, 9)
    widths = [2, *(quarter if name in _QUARTERS else rng.randint(*_COLUMNS[name][1]) for name in order)]
    tasks = rng.sample(_TASKS, rng.randint(5, 9))
    rows: list[list[str]] = []
    for number, task in enumerate(tasks, 1):
        steps = iter(rng.sample(_STEPS, 4))
        row = [str(number)]
        for name in order:
            if name in _QUARTERS:
                row.append(next(steps) + stop)
            elif name == "目标任务":
                row.append(task + stop)
            else:
                row.append(rng.choice(_COLUMNS[name][0]) + (stop if name == "成果形式" else ""))
        rows.append(row)
    headings = ["云州市总工会2024年工作台账", " ".join(("序号", *order))]
    layout = recover(flattened(headings, rows, widths, page=rng.choice((0, 40))))
    (table,) = layout.tables()
    found = [{cell.columns[0]: layout.words(cell) for cell in row.cells} for row in table.rows]
    right = sum(
        k < len(found) and found[k].get(column) == words
        for k, row in enumerate(rows)
        for column, words in enumerate(row)
    )
    return right, sum(map(len, rows))


@pytest.mark.parametrize("stop", ["。", ""], ids=["stops", "no-stops"])
@pytest.mark.parametrize("order", _ORDERS, ids=["-".join(dict.fromkeys(o)) for o in _ORDERS])
def test_cells_are_found_in_any_order_of_columns(order: tuple[str, ...], stop: str) -> None:
    counts = [_right_cells(order, stop, seed) for seed in range(6)]
    share = sum(right for right, _ in counts) / sum(asked for _, asked in counts)
    assert share >= (0.95 if stop else 0.8), f"{share:.3f} of the cells"
