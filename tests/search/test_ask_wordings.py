"""Ways of asking that name a unit, a task, a figure or an outcome in other words, over the sample documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from api.ingesting import find_files, ingest_files
from kg.workspace import Workspace
from search import open_searcher

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Any:
    workspace = Workspace.open(tmp_path_factory.mktemp("wordings") / "ws")
    ingest_files(workspace, find_files([SAMPLE]))
    return open_searcher(workspace).ask


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("“匠心澜江”专栏是哪一家来办的？", {"宣教部", "网络工作部"}),
        ("“骑手有家”由哪一个部门操办？", {"组织部", "权益保障部", "各县区总工会"}),
        ("技能人才薪酬激励涉及市总几个部门？", {"民主管理部", "法律工作部"}),
        ("砚州“春雷行动”这事儿该找谁？", {"法律和集体合同部", "经济技术部"}),
        ("“灯火夜校”这事儿，考核成果看哪几样？", {"建成实训基地5个", "夜校培训职工3000人次"}),
    ],
)
def test_sets(ask: Any, question: str, units: set[str]) -> None:
    assert set(ask(question)["answer"]["set"]) == units


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("砚州维权服务的那份台账列了多少条？", "14"),
        ("澜江产改那本台账一共几项？", "10"),
        ("澜江2023年经济部名下有几项任务？", "7"),
        ("试点企业职代会建制率要达到多少？", "100%"),
        ("四点半课堂有没有完成？", "没有达到计划"),
        ("“砚边夜读”是否如期完成？", "超额完成"),
        ("澜江的集中入会活动是否按时完成？", "总结没有提到"),
    ],
)
def test_values(ask: Any, question: str, value: str) -> None:
    answer = ask(question)
    assert answer["answer"]["value"] == value
    assert answer["evidence"]


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("请列出澜工办字〔2023〕19号中由民主管理部负责（包括与其他部门共同负责）的全部任务。", ["7", "8"]),
        ("砚州2023年哪些任务总结里没有提到？", ["14", "18", "3", "7", "12", "13", "14"]),
    ],
)
def test_tasks(ask: Any, question: str, numbers: list[str]) -> None:
    assert [t["number"] for t in ask(question)["answer"]["tasks"]] == numbers


@pytest.mark.parametrize("question", ["澜江2023年有哪些任务？", "第三季度澜江要完成哪些任务？"])
def test_tasks_of_a_city(ask: Any, question: str) -> None:
    tasks = ask(question)["answer"]["tasks"]
    assert len(tasks) >= 20
    assert {t["city"] for t in tasks} == {"澜江"}


def test_each_department_quotes_itself(ask: Any) -> None:
    answer = ask("澜江市总有几个部门？")
    quotes = {e["quote"] for e in answer["evidence"]}
    assert len(quotes) == len(answer["answer"]["set"])


@pytest.mark.parametrize(
    "question", ["砚州职工满意率要达到多少？", "职工运动会有没有完成？", "疫苗接种率是多少？"]
)
def test_what_is_not_there_is_not_answered(ask: Any, question: str) -> None:
    answer = ask(question)
    assert not answer["answerable"]
