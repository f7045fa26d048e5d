"""However a question is wrapped in manners, circumstances and hearsay, it gets the answer of the bare question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from api.ingesting import find_files, ingest_files
from kg.workspace import Workspace
from search import open_searcher

SAMPLE = Path(__file__).parents[2] / "data" / "sample"

#: {} is the question, without its question mark.
FRAMES = (
    "请问{}？",
    "您好，请问{}呀？",
    "各位老师好，{}？谢谢！",
    "打扰一下，{}？",
    "不好意思打扰了，想问问{}呢？",
    "麻烦问一下，{}？我这边要写个汇报，急用。",
    "劳驾帮我查一查，{}？在线等，挺急的",
    "我是新来的，不太熟悉情况，想请教一下：{}？",
    "我们在做产改评估，想核实一个数：{}？",
    "能不能告诉我{}？",
    "方便的话请帮忙看看{}，谢谢啦",
    "领导让我汇总一下，{}？",
    "有位记者朋友问我，{}？",
    "听同事说材料里有，{}？",
    "我翻了半天没找到，{}？",
    "好奇问一句，{}？",
    "多嘴问一句，{}啊？",
    "烦请告知{}，不胜感激。",
    "有个问题想请教，{}？",
    "我就想知道{}，别的不用。",
    "我在写一篇关于工会服务的小论文，想弄清楚{}？",
    "为了填表，麻烦查一下{}？",
    "同志，{}？别漏了。",
    "小工你好，{}？给个准数就行",
    "家里人也在问，{}？",
    "说起来，{}来着？我一时想不起来了。",
    "哈喽，帮我看一下{}呗",
    "{}？您这边材料里有没有写？",
    "{}？求告知，谢谢",
    "{}，麻烦您了",
)
#: More of them, tried with one question each.
MORE = (
    "我们单位最近在搞对标学习，书记让我问问{}？",
    "在下是一名工会积极分子，斗胆问一句{}？",
    "写材料卡住了，{}？",
    "昨天开会有人提到这事，{}？",
    "如果方便，请告诉我{}。",
    "不知道能不能查到，{}？",
    "想跟您打听个事儿，{}？",
    "急！{}？",
    "【咨询】{}？",
    "请教各位前辈：{}？",
    "那个，{}？",
    "嗯……{}？",
    "我是街道的工会干事，我们想学习学习先进经验，{}？",
    "孩子他妈让我问，{}？",
    "看新闻里说这事办得不错，{}？",
    "我不是本地人，{}？",
    "能帮我确认下{}吗？",
    "可以告诉我{}吗？谢谢！",
    "谁能告诉我{}？",
    "有人知道{}吗？",
    "有没有人知道{}？",
    "你知道{}吗？",
    "您知不知道{}？",
    "关于这个我不太懂，{}？",
    "再问一下，{}？",
    "最后一个问题：{}？",
    "问：{}？",
    "问题：{}？",
    "这个问题困扰我很久了，{}？",
    "别嫌我烦，{}？",
    "{}，谁能说说？",
    "{}？我记性不好。",
    "{}？老板等着要呢",
    "{}？明天就要交了",
    "{}？写总结要用",
    "{}？我好做个对比。",
    "{}，有谁知道？",
    "顺便问下{}？",
    "还想请教一个问题，{}？",
    "我在外地出差，手边没有文件，{}？",
    "我是一线工人，文化不高，{}？",
    "想请您帮个忙，{}？",
    "请帮我从材料里找一下{}",
    "请根据材料回答：{}？",
    "根据你掌握的文件，{}？",
    "按文件上写的，{}？",
    "简单说一下{}？",
    "一句话告诉我{}？",
    "直接说{}就行",
    "麻烦给我讲讲{}",
    "我想咨询一下关于这方面的情况，{}？",
    "前两天培训老师讲过，我忘了，{}？",
    "我爸是退休工人，他问{}？",
    "写稿子要引用，{}？",
    "{}？我要引用到稿子里，别弄错了。",
    "请问一下哈，{}？",
    "诶，{}来着？",
)
BARE = (
    "澜江2023年台账里“江畔驿站”计划新建多少个",
    "砚州“春雷行动”由哪个部门牵头",
    "澜江市总工会组织部部长是谁",
    "澜江的联席会议在哪个季度召开",
    "“灯火夜校”的责任部门有哪些",
    "澜江市政府与市总工会联席会议安排在哪个季度召开",
)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Any:
    workspace = Workspace.open(tmp_path_factory.mktemp("framings") / "ws")
    ingest_files(workspace, find_files([SAMPLE]))
    return open_searcher(workspace).ask


@pytest.mark.parametrize("bare", BARE)
@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_changes_nothing(ask: Any, frame: str, bare: str) -> None:
    plain = ask(f"{bare}？")
    assert plain["answerable"]
    assert ask(frame.format(bare))["answer"] == plain["answer"]


@pytest.mark.parametrize("frame", MORE)
def test_nor_does_a_rarer_one(ask: Any, frame: str) -> None:
    assert ask(frame.format(BARE[1]))["answer"] == {"set": ["法律和集体合同部"]}


@pytest.mark.parametrize("frame", FRAMES[::5])
@pytest.mark.parametrize(
    "bare",
    ["桐岭“桐荫驿家”建设一共投入多少资金", "柳沟县总工会主席是谁", "“江畔驿站”获得了什么奖"],
)
def test_what_nobody_can_answer_stays_refused(ask: Any, frame: str, bare: str) -> None:
    assert not ask(frame.format(bare))["answerable"]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("我刚调到澜江市总工会女职工部，请问我们部门的部长是谁？", "尹若兰"),
        ("我想找澜江女职工部的部长，她叫什么名字？", "尹若兰"),
        ("我是澜江的，请问“江畔驿站”计划新建多少个？", "40个"),
        ("“江畔驿站”计划新建多少个？我说的是2023年。", "40个"),
        ("江边驿站（好像叫江畔驿站）计划新建多少个？", "40个"),
    ],
)
def test_the_frame_says_whose_it_is(ask: Any, question: str, answer: str) -> None:
    assert ask(question)["answer"].get("value") == answer


@pytest.mark.parametrize(
    ("question", "cities"),
    [
        ("领导让我比一比，砚州和澜江的“春雷行动”、“灯火夜校”就不问了，各自的组织部部长是谁？", set()),
        ("砚州、桐岭的助学行动各叫什么？", {"砚州", "桐岭"}),
    ],
)
def test_places_are_answered_each_by_itself(ask: Any, question: str, cities: set[str]) -> None:
    assert set(ask(question)["answer"].get("by_city", {})) == cities
