"""Questions whose answer a paper's own lines give: its basis, its copies, stages of a deadline, rows with a deadline only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest

from api.ingesting import find_files, ingest_files
from kg.workspace import Workspace
from search.ask.kinds._quarters_due import quarter_of
from search.searcher import Searcher

RULES = """云州市总工会文件
云工发〔2031〕9号
云州市总工会关于印发《云州市总工会驿站运行管理办法》的通知
各县（区）总工会：
现将《云州市总工会驿站运行管理办法》印发给你们，请遵照执行。
云州市总工会
2031年3月2日
云州市总工会驿站运行管理办法
第一章 总则
第一条 为规范驿站运行，根据《青川省户外劳动者驿站建设规范》和《云州市公共服务设施管理条例》，制定本办法。
第二条 驿站每天开放不少于10小时。
"""
POINTS = """云州市总工会2031年工作要点
一、夯实基层
1.加强驿站日常管理，严格执行《云州市总工会驿站运行管理办法》（云工发〔2031〕9号）。（责任部门：基层工作部）
2.建设“蓝帆驿站”24个，5月底前完成10个，11月底前全部建成。（责任部门：基层工作部）
抄送：青川省总工会，市委办公室。
云州市总工会办公室　　2031年2月18日印发
"""
COUNTY = """柳溪县总工会关于印发《“柳溪灯塔”职工夜校实施方案》的通知
柳工发〔2031〕2号
各乡镇总工会：
为做好职工夜校工作，制定本方案。
一、重点任务
（一）摸清需求。3月底前摸清职工学习需求。（责任单位：宣教科）
（二）开设课程。开设夜校课程20期。（责任单位：办公室）
柳溪县总工会
2031年2月20日
"""
LEADERS = """云州市总工会关于领导班子成员分工的通知
云工发〔2031〕12号
各县（区）总工会：
现将领导班子成员分工通知如下：
贺知秋　党组成员、副主席：负责组织工作，分管基层工作部，联系柳溪县总工会。
岑一帆　党组成员、副主席：负责权益保障工作，分管权益保障部，联系云湖区总工会。
云州市总工会
2031年3月9日
"""
LEDGER = (
    ("1", "心理健康", "打造“听风小站”职工心理服务站", "建站7家，开展讲座30场", "权益保障部", "第三季度"),
    ("2", "暑期托管", "开办“小橘灯”托管班", "开班18个", "女职工部", "2030年8月"),
    ("3", "技能竞赛", "举办“云帆杯”竞赛", "市级竞赛12项", "经济工作部", "2030年11月底前"),
    ("4", "走访慰问", "走访困难职工", "走访200户", "权益保障部", "长期坚持"),
)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("own")
    (folder / "in").mkdir()
    papers = {"办法": RULES, "要点": POINTS, "县方案": COUNTY, "分工": LEADERS}
    for name, text in papers.items():
        (folder / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["云州市总工会2030年重点工作任务台账"])
    sheet.append(["序号", "重点任务", "具体举措", "目标成效", "责任部门", "完成时限"])
    for line in LEDGER:
        sheet.append(list(line))
    book.save(folder / "in" / "台账.xlsx")
    with Workspace.open(folder / "w") as workspace:
        assert ingest_files(workspace, find_files([folder / "in"])).failed == []
        yield Searcher(workspace)


_RESTS_ON = {"《青川省户外劳动者驿站建设规范》", "《云州市公共服务设施管理条例》"}


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("驿站运行管理办法的依据是什么？", _RESTS_ON),
        ("《云州市总工会驿站运行管理办法》制定的依据是什么？", _RESTS_ON),
        ("云州驿站运行管理办法是根据什么制定的？", _RESTS_ON),
        ("加强驿站日常管理依据的是哪份文件？", {"《云州市总工会驿站运行管理办法》（云工发〔2031〕9号）"}),
        ("“蓝帆驿站”什么时候建成？", {"11月底前"}),
        ("“蓝帆驿站”什么时候完成10个？", {"5月底前"}),
        ("2031年工作要点抄送哪些单位？", {"青川省总工会", "市委办公室"}),
        ("抄送哪些单位？", {"青川省总工会", "市委办公室"}),
        ("柳溪县总工会由哪位市总领导联系？", {"贺知秋"}),
        ("联系云湖区总工会的是谁？", {"岑一帆"}),
        ("听风小站计划建多少家？", {"7家"}),
        ("小橘灯要开多少个班？", {"18个"}),
    ],
)
def test_values(searcher: Searcher, question: str, wanted: set[str]) -> None:
    found = searcher.ask(question)
    told = found["answer"]
    assert ({told["value"]} if "value" in told else set(told.get("set", ()))) == wanted, found["text"]
    assert found["evidence"]


def test_a_plan_is_told_where_no_report_says_what_was_done(searcher: Searcher) -> None:
    found = searcher.ask("听风小站建了几家？")
    assert not found["answerable"]
    assert "计划是7家" in found["text"]


def test_a_paper_without_a_line_of_copies_has_none(searcher: Searcher) -> None:
    assert not searcher.ask("云工发〔2031〕12号抄送哪些单位？")["answerable"]


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("2030年第三季度有哪些任务？", ["心理健康", "暑期托管"]),
        ("云州2030年台账第四季度有哪些任务？", ["技能竞赛"]),
        ("权益保障部2030年第三季度有哪些任务？", ["心理健康"]),
        ("2030年第一季度有哪些任务？", []),
        ("柳溪县有哪些任务？", ["摸清需求", "开设课程"]),
    ],
)
def test_tasks(searcher: Searcher, question: str, titles: list[str]) -> None:
    found = searcher.ask(question)
    assert [t["title"] for t in found["answer"].get("tasks", [])] == titles, found["text"]


@pytest.mark.parametrize(
    ("deadline", "quarter"),
    [
        ("第三季度", "Q3"),
        ("2031年8月", "Q3"),
        ("3月-11月底前", "Q4"),
        ("12月20日前", "Q4"),
        ("年底前", "Q4"),
        ("上半年", "Q2"),
        ("每月25日前", ""),
        ("长期坚持", ""),
    ],
)
def test_the_quarter_of_a_deadline(deadline: str, quarter: str) -> None:
    assert quarter_of(deadline) == quarter
