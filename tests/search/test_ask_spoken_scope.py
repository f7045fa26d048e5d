"""What a mouth puts around the matter: a ledger named by its number, where somebody went, what the frame alone names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from api.ingesting import find_files, ingest_files
from kg.workspace import Workspace
from search.searcher import Searcher

PLAN = """云州市总工会2031年工作要点
云工发〔2031〕3号
一、服务职工
1.举办“云岭能手”选拔，选出能手20名。（责任部门：宣传部）
2.与商场洽谈，挂牌母婴室15个。（责任部门：权益保障部）
3.建设读书角9个。（责任部门：宣传部）
云州市总工会
2031年1月15日
"""
SUMMARY = """云州市总工会2031年工作总结
一、选树典型
云州市第二医院护士花照晚获“杏林新星”称号，驾驶员车望舒获评“云州市劳动模范”，柳听澜、石见青分别获“金锤奖”“银锤奖”。4月，职工夜校请来石见青老师，以《把焊缝当作品》为题授课。
云州市总工会
2031年12月20日
"""
NOTE = """云州市总工会文件
云工发〔2031〕9号
云州市总工会关于成立暖流行动领导小组的通知
各县（区）总工会：
现成立暖流行动领导小组。
组　长：花照晚　市总工会党组书记
副组长：车望舒　市总工会副主席
柳听澜　市总工会副主席
成　员：石见青　市总工会办公室主任
云州市总工会
2031年4月2日
"""


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("spoken")
    (folder / "in").mkdir()
    for name, text in {"要点": PLAN, "总结": SUMMARY, "通知": NOTE}.items():
        (folder / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    with Workspace.open(folder / "w") as workspace:
        assert ingest_files(workspace, find_files([folder / "in"])).failed == []
        yield Searcher(workspace)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("云工发〔2031〕3号那份要点从头到尾多少条？", "3"),
        ("云工发〔2031〕3号一共多少项任务？", "3"),
        ("援助过西藏的花照晚得了什么称号？麻烦您给查一查。", "“杏林新星”称号"),
        ("花照晚评上了什么荣誉？", "“杏林新星”称号"),
        ("赴湖北的车望舒捧回来一个什么称号？", "“云州市劳动模范”"),
        ("石见青老师在夜校讲的题目是什么？", "《把焊缝当作品》"),
    ],
)
def test_values(searcher: Searcher, question: str, wanted: str) -> None:
    found = searcher.ask(question)
    assert found["answer"].get("value") == wanted, (found["kind"], found["text"])


@pytest.mark.parametrize(
    ("question", "units"),
    [
        (
            "我们班组想报名“云岭能手”选拔，不清楚依照2031年工作要点该联系市总的哪几个部室？",
            {"宣传部"},
        ),
        ("和商场谈母婴室挂牌的这个事，云州市总派谁去管？", {"权益保障部"}),
        ("我想问一下，按云州2031年工作要点的说法，母婴室挂牌该找哪个部门？", {"权益保障部"}),
    ],
)
def test_units(searcher: Searcher, question: str, units: set[str]) -> None:
    found = searcher.ask(question)
    assert set(found["answer"].get("set", ())) == units, (found["kind"], found["text"])


@pytest.mark.parametrize(
    "question",
    [
        "湖北省总工会的花照晚拿了什么称号？",
        "石见青获得什么荣誉？",
        "请花照晚给工人上课的题目叫什么？",
        "云工发〔2031〕3号奖励多少项？",
        "云工发〔2031〕8号那份要点从头到尾多少条？",
        "我们想参加“云岭能手”选拔，云州的足球赛由哪个部门负责？",
    ],
)
def test_near_misses_are_not_answered(searcher: Searcher, question: str) -> None:
    found = searcher.ask(question)
    assert not found["answerable"], (found["kind"], found["text"])
