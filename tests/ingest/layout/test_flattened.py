"""Flattened tables come back cell by cell, whatever their widths, column order or wording."""

from __future__ import annotations

import random

import pytest

from ingest.layout.model import Layout, Table
from ingest.layout.recover import recover
from tests.ingest.layout.flatten import flattened

TARGETS = (
    "推动全市百人以上企业普遍建立工会组织，年内新建工会组织120家，发展会员8000人以上，会员实名制录入率达到95%。",
    "深化“匠心云州”职工技能竞赛品牌，举办市级竞赛20场次，带动各县区、各产业开展岗位练兵，参赛职工不少于3万人次。",
    "健全困难职工常态化帮扶机制，开展“两节”送温暖活动，实现在档困难职工走访慰问全覆盖，做好金秋助学、医疗救助工作。",
    "落实《云州市企业民主管理规定》，推进职工代表大会规范化建设，培育民主管理示范单位15家。",
    "加强户外劳动者服务站点建设，新建“云州驿站”30个，完善饮水、充电、休息等服务功能。",
    "强化工会经费审查监督，完成对县级工会和直属基层工会的年度审计，推动审计整改落实。",
    "开展“法治护航”专项行动，组织普法宣讲进企业50场，受理法律援助案件做到应援尽援。",
    "推进智慧工会建设，完善“云工惠”服务平台功能，注册用户突破10万人。",
)
STEPS = (
    "制定工作方案，召开动员部署会。",
    "开展摸底调查，建立工作台账。",
    "组织集中行动，及时通报进度。",
    "总结验收，评选先进典型。",
    "印发通知，安排部署全年工作任务。",
    "举办业务培训班，培训骨干100名。",
    "赴县区开展督导检查，推动问题整改。",
    "完成年度考核，形成工作报告。",
    "启动评选活动，广泛宣传发动。",
    "开展高温慰问活动，发放慰问品。",
    "召开现场推进会，交流经验做法。",
    "做好资料归档工作。",
    "拟定实施细则，征求各方面意见建议。",
    "联合市人社局开展专项检查。",
)
RESULTS = (
    "新建工会120家，发展会员8000人。",
    "举办竞赛20场次，形成竞赛成果汇编。",
    "慰问困难职工全覆盖。",
    "培育示范单位15家。",
    "建成驿站30个并投入使用。",
    "完成年度审计任务，出具审计报告。",
    "办结法律援助案件，形成工作总结。",
)
UNITS = (
    "组织部",
    "权益保障部",
    "经济技术部",
    "办公室、财务部",
    "宣传教育部、网络工作部",
    "法律工作部",
    "女职工部",
    "市职工服务中心",
    "经审办",
)

QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
LEDGERS = {
    "quarters": (
        ("序号", "目标任务", "进度安排", *QUARTERS, "成果形式", "责任部门"),
        (2, 14, 7, 7, 7, 7, 11, 5),
    ),
    "wide quarters": (
        ("序号", "重点任务", "进度安排", *QUARTERS, "预期目标", "责任单位"),
        (2, 12, 9, 9, 9, 9, 8, 6),
    ),
    "unit before result": (
        ("序号", "工作任务", "责任部门", "进度安排", *QUARTERS, "成果形式"),
        (2, 16, 6, 8, 8, 8, 8, 12),
    ),
    "narrow target": (
        ("序号", "主要内容", "时间安排", *QUARTERS, "考核指标", "责任部门"),
        (2, 10, 6, 6, 6, 6, 9, 5),
    ),
}


def _rows(kind: str, rng: random.Random, count: int) -> list[list[str | None]]:
    headings, _ = LEDGERS[kind]
    rows: list[list[str | None]] = []
    for n in range(1, count + 1):
        steps: list[str | None] = [rng.choice(STEPS) for _ in range(4)]
        result, unit = rng.choice(RESULTS), rng.choice(UNITS)
        target = TARGETS[(n - 1) % len(TARGETS)]
        if headings[2] == "责任部门":
            rows.append([str(n), target, unit, *steps, result])
        else:
            rows.append([str(n), target, *steps, result, unit])
    return rows


def _cells(layout: Layout) -> list[list[str]]:
    (table,) = (b for b in layout.blocks if isinstance(b, Table))
    return [[layout.words(c) for c in row.cells] for row in table.rows]


@pytest.mark.parametrize("kind", LEDGERS)
@pytest.mark.parametrize("seed", range(4))
def test_every_cell_of_a_full_ledger_comes_back(kind: str, seed: int) -> None:
    headings, widths = LEDGERS[kind]
    rows = _rows(kind, random.Random(seed), 9)
    layout = recover(flattened(headings, rows, widths, page=40))
    found = _cells(layout)
    wanted = [[cell for cell in row if cell] for row in rows]
    right = sum(f == w for f, w in zip(found, wanted, strict=False))
    assert len(found) == len(wanted)
    assert right >= len(wanted) - 1, [(f, w) for f, w in zip(found, wanted, strict=True) if f != w]


def test_rows_that_share_a_target_stay_rows() -> None:
    headings, widths = LEDGERS["quarters"]
    rows = _rows("quarters", random.Random(7), 6)
    rows.insert(3, [None, None, *STEPS[:4], RESULTS[2], UNITS[4]])
    found = _cells(recover(flattened(headings, rows, widths)))
    assert [row[0] for row in found][3] == STEPS[0]
    assert len(found) == 7


def test_a_row_with_fewer_steps_leaves_their_quarters_open() -> None:
    headings, widths = LEDGERS["quarters"]
    rows = _rows("quarters", random.Random(3), 8)
    rows[4][3] = rows[4][4] = None
    layout = recover(flattened(headings, rows, widths))
    (table,) = layout.tables()
    steps = [c for c in table.rows[4].cells if set(c.columns) & {2, 3, 4, 5}]
    assert [layout.words(c) for c in steps] == [rows[4][2], rows[4][5]]
    assert all(len(c.columns) > 1 for c in steps)


def test_page_numbers_between_rows_are_no_rows() -> None:
    headings, widths = LEDGERS["quarters"]
    rows = _rows("quarters", random.Random(5), 8)
    found = _cells(recover(flattened(headings, rows, widths, page=30)))
    assert [row[0] for row in found] == [str(n) for n in range(1, 9)]


def test_every_quote_stands_in_the_raw_text() -> None:
    headings, widths = LEDGERS["wide quarters"]
    raw = flattened(headings, _rows("wide quarters", random.Random(1), 6), widths)
    layout = recover(raw)
    for i, char in enumerate(layout.text):
        if char != "\n":
            assert raw[layout.origin[i]] == char
