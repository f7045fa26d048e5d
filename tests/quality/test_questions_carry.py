"""Questions in other words over small invented papers: what is asked is found by its slot, not by a stock wording."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from api.ingesting import find_files, ingest_files
from kg.workspace import Workspace
from search import open_searcher
from tests.quality.questions import flat

PLAN = """云州市总工会办公室文件
云工办发〔2031〕18号
云州市总工会办公室关于印发《云州市总工会“暖心驿站年”专项工作实施方案》的通知
各县（区）总工会，市属各产业工会：
现将《云州市总工会“暖心驿站年”专项工作实施方案》印发给你们，请结合实际抓好落实。
云州市总工会办公室
2031年3月12日
云州市总工会“暖心驿站年”专项工作实施方案
为做好“暖心驿站年”专项工作，制定如下实施方案。
一、工作目标
（一）健全驿站布局。落实《云川省总工会关于加强职工驿站建设的意见》（川工办发〔2030〕9号）、《云州市职工驿站运行管理办法》要求，在货车停靠点建设驿站，配齐驿站管理员。
（二）完善经费保障。按照《云川省工会经费收支管理办法》规定，安排驿站补助经费，规范驿站经费报销。
（三）拓展服务对象。驿站以环卫工人、快递员、货车司机、巡逻民警等户外劳动者为服务对象，提供饮水、充电、休息服务。
二、工作要求
（一）加强领导。各级工会主要负责人亲自过问。
（二）做好宣传。及时报道好做法。
联系人：骆青山；联系电话：5550188。
附件：1. 云州市总工会“暖心驿站年”专项工作领导小组名单
2. 云州市总工会领导联系县区工会安排表
附件1
云州市总工会“暖心驿站年”专项工作领导小组名单
组长：祝远帆 党组书记、常务副主席
副组长：骆青山 党组成员、副主席
邬知夏 党组成员、副主席
成员：柏宁川 办公室主任
卓一鸣 组织部部长
阮听雨 财务部部长
附件2
云州市总工会领导联系县区工会安排表
序号	联系领导	县区联系点	市总联络人 联系电话	县区联络人 联系电话
1	骆青山	青岭县总工会	柏宁川 5550121	桑晚舟 5550231
2	邬知夏	白石县总工会	卓一鸣 5550122	井长河 5550232
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, Any]]:
    folder = tmp_path_factory.mktemp("carried")
    (folder / "云州方案.txt").write_text(PLAN, encoding="utf-8")
    with Workspace.open(folder / "w") as workspace:
        ingest_files(workspace, find_files([folder / "云州方案.txt"]))
    return open_searcher(Workspace.read(folder / "w")).ask


ONE = [
    ("《云川省总工会关于加强职工驿站建设的意见》的文号是多少？", "川工办发〔2030〕9号"),
    ("请问川工办发〔2030〕9号说的是哪方面的事？", "云川省总工会关于加强职工驿站建设的意见"),
    ("暖心驿站年那个方案落款是哪一天？", "2031年3月12日"),
    ("安排驿站补助经费按照的是哪份办法？", "《云川省工会经费收支管理办法》"),
    ("暖心驿站年领导小组里有几位副组长？", "2"),
    ("暖心驿站年领导小组总共多少名成员？", "3"),
    ("方案的工作目标分了几个方面？", "3"),
    ("暖心驿站年方案共有几个附件？", "2"),
    ("市总有几位领导联系县级工会？", "2"),
    ("暖心驿站年领导小组里，财务部派的是谁？", "阮听雨"),
    ("卓一鸣在不在暖心驿站年领导小组里？", "成员"),
    ("我想问下组织部部长是哪一位", "卓一鸣"),
    ("桑晚舟是哪个县的联系人？", "青岭县总工会"),
    ("5550232是谁的电话？", "井长河"),
    ("白石县那边，市总派谁做联络？", "卓一鸣"),
]


@pytest.mark.parametrize(("question", "value"), ONE, ids=[q for q, _ in ONE])
def test_one_value(ask: Callable[[str], dict[str, Any]], question: str, value: str) -> None:
    found = ask(question)
    assert flat(found["answer"].get("value", "")) == flat(value), found["text"]


SETS = [
    (
        "建驿站、配管理员要落实的是哪两份文件？",
        [
            "《云川省总工会关于加强职工驿站建设的意见》（川工办发〔2030〕9号）",
            "《云州市职工驿站运行管理办法》",
        ],
    ),
    ("驿站面向哪几类人？", ["环卫工人", "快递员", "货车司机", "巡逻民警"]),
    ("办公室主任和财务部部长分别是谁？", ["柏宁川", "阮听雨"]),
]


@pytest.mark.parametrize(("question", "names"), SETS, ids=[q for q, _ in SETS])
def test_several(ask: Callable[[str], dict[str, Any]], question: str, names: list[str]) -> None:
    found = ask(question)
    assert [flat(n) for n in found["answer"].get("set", [])] == [flat(n) for n in names], found["text"]


@pytest.mark.parametrize(
    "question",
    [
        "方案哪一部分援引了《云川省工会经费收支管理办法》？",
        "省里的工会经费收支管理办法对接到哪一条？",
        "以《云川省工会经费收支管理办法》为遵循的是第几项？",
    ],
)
def test_the_item_that_cites(ask: Callable[[str], dict[str, Any]], question: str) -> None:
    found = ask(question)
    assert any("经费" in t["text"] for t in found["answer"].get("tasks", [])), found["text"]
    assert len(found["answer"]["tasks"]) == 1


@pytest.mark.parametrize(
    "question",
    [
        "暖心驿站年领导小组有几位顾问？",
        "郑无名是哪个县的联系人？",
        "5559999是谁的电话？",
        "《云川省信访条例》的文号是多少？",
        "驿站建设落实的是哪四份文件？",
        "黑水县总工会那边的联络员是谁？",
        "领导小组里网络部派的是谁？",
    ],
)
def test_what_is_not_there_is_not_answered(ask: Callable[[str], dict[str, Any]], question: str) -> None:
    found = ask(question)
    assert found["answerable"] is False and not found["evidence"], found["text"]
