"""Deadlines as a filter, numbers that are no years, what a plan cannot tell, and what a summary plans for the next year."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from api.ingesting import find_files, ingest_files
from kg.model import Genre
from kg.workspace import Workspace
from search.ask.times import _YEAR_OR_COUNT
from search.searcher import Searcher
from tests.search.corpus import Paper


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    made = Workspace.in_memory()
    ledger = Paper("云州台账.txt", "云州", "云州市总工会2031年工作台账", "云工办发〔2031〕7号")
    ledger.task(
        "推进集体协商，集中要约两轮。", ("法律工作部",), deliverable="要约统计表", deadline="2031年6月底"
    )
    ledger.task(
        "办好职工子女暑期托管班16个。", ("女职工部",), deliverable="托管班名册", deadline="2031年8月底"
    )
    ledger.task("编写产改案例。", ("经济部",), deliverable="案例汇编", deadline="2031年11月15日前")
    ledger.task("改造工人剧院。", ("办公室",), deliverable="竣工报告", deadline="2031年11月底")
    ledger.task("巡查户外站点。", ("保障部",), deadline="2031年10月底")
    ledger.task("开展职工阅读活动100场，组织1950名环卫工体检。", ("宣教部",))
    made.put(ledger.done())
    points = Paper("临江要点.txt", "临江", "临江市总工会2031年工作要点", "临工发〔2031〕2号", Genre.POINTS)
    points.task("举办职工围棋赛12场。", ("宣教部",))
    made.put(points.done())
    return Searcher(made)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("云州6月底前要交什么？", {"value": "要约统计表"}),
        ("云州六月底前要提交什么成果？", {"value": "要约统计表"}),
        ("云州11月份要形成哪些成果？", {"set": ["案例汇编", "竣工报告"]}),
        ("云州2031年11月15日前要交什么？", {"value": "案例汇编"}),
        ("云州8月要提交哪些材料？", {"value": "托管班名册"}),
        ("云州三季度要形成什么成果？", {"value": "托管班名册"}),
        ("集体协商6月底前要交什么成果？", {"value": "要约统计表"}),
    ],
)
def test_results_due_then(searcher: Searcher, question: str, told: dict[str, object]) -> None:
    assert searcher.ask(question)["answer"] == told


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("云州3月底前要交什么？", "没有完成时限是3月底前的任务"),
        ("云州10月底前要交什么成果？", "没有写成果形式"),
        ("集体协商3月底前要交什么？", "完成时限是2031年6月底，不是3月底前"),
        ("云州的职工阅读活动办了100场吗？", "计划里写了"),
        ("云州开展了职工阅读活动吗？", "没有读到可以核对的总结"),
        ("临江的职工围棋赛有没有举办过？", "计划里写了"),
    ],
)
def test_what_is_not_said(searcher: Searcher, question: str, said: str) -> None:
    answer = searcher.ask(question)
    assert not answer["answerable"]
    assert said in answer["text"]


def test_a_plan_alone_is_the_nearest(searcher: Searcher) -> None:
    nearest = searcher.ask("云州的职工阅读活动办了100场吗？")["nearest"]
    assert "职工阅读活动100场" in nearest[0]["text"]


def test_a_number_of_people_is_no_year(searcher: Searcher) -> None:
    answer = searcher.ask("组织1950名环卫工体检是哪个部门负责？")
    assert answer["answerable"], answer["text"]
    assert "宣" in str(answer["answer"])


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("2000名快递员", True), ("2000人次", True), ("1999元", True), ("2030多家企业", True), ("2000万元", True),
        ("2000份保障", True), ("2031年2月", False), ("2031台账", False), ("2031人才工作", False), ("2031名单", False),
        ("2031个人先进", False), ("2031元旦慰问", False), ("2031户外站点", False), ("2031条例", False), ("2031", False),
    ],
)  # fmt: skip
def test_counted_or_year(text: str, counted: bool) -> None:
    assert bool(_YEAR_OR_COUNT.search(text)) is counted


REPORT = """临江市总工会2031年工作总结
2031年，临江市总工会团结动员广大职工建功立业，各项工作取得新进展。
一、主要工作
（一）服务职工有新成效。举办职工围棋赛14场，新建“听潮驿站”21个。
（二）建功立业有新作为。选树“临江好师傅”15名，组织1950名环卫工体检。
二、存在的问题
一是基层力量薄弱；二是经费收缴不平衡。
三、2032年工作打算
一是打通服务平台数据接口；二是选聘30名社会化工会工作者。
临江市总工会
2031年12月20日
"""


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("reported")
    (folder / "in").mkdir()
    (folder / "in" / "总结.txt").write_text(REPORT, encoding="utf-8")
    with Workspace.open(folder / "w") as workspace:
        assert ingest_files(workspace, find_files([folder / "in"])).failed == []
        yield Searcher(workspace)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("临江的职工围棋赛办了14场吗？", {"value": "有"}),
        ("临江举办了职工围棋赛吗？", {"value": "有"}),
        ("临江的职工围棋赛办了12场吗？", {"value": "14场"}),
        ("临江组织了1900名环卫工体检吗？", {"value": "1950名"}),
        ("临江2032年打算做什么？", {"set": ["打通服务平台数据接口", "选聘30名社会化工会工作者"]}),
        ("临江2032年计划干哪些事？", {"set": ["打通服务平台数据接口", "选聘30名社会化工会工作者"]}),
    ],
)
def test_what_a_report_tells(reported: Searcher, question: str, told: dict[str, object]) -> None:
    assert reported.ask(question)["answer"] == told


def test_a_report_plans_the_year_after_only(reported: Searcher) -> None:
    assert not reported.ask("临江2031年有什么打算？")["answerable"]
