"""A list answers a question only where its pieces are of the sort asked for: bodies for 哪几家, people for 哪些人."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from api.ingesting import find_files, ingest_files
from kg.workspace import Workspace
from search.ask.kinds._members import are_bodies, may_be_members, names_acts
from search.searcher import Searcher

SUMMARY = """青岭县柳汀镇总工会2031年度工作总结
一、服务商户
1.主动谋划、发动、帮助月桥街商户会办起“暖心店铺”评比。
2.“晨曦课堂”联合青岭职业学校、柳汀文化馆、月桥书店开办，全年32期。
3.动员、引导、帮助“夜市小工会”会员参加互助保障。
4.经评比，云禾面馆、柳汀书吧、青禾修理铺被评为“安心门店”。
青岭县柳汀镇总工会
2031年12月11日
"""


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("members")
    (folder / "in").mkdir()
    (folder / "in" / "总结.txt").write_text(SUMMARY, encoding="utf-8")
    with Workspace.open(folder / "w") as workspace:
        assert ingest_files(workspace, find_files([folder / "in"])).failed == []
        yield Searcher(workspace)


@pytest.mark.parametrize(
    "question",
    [
        "月桥街“暖心店铺”评比最后是哪几家评上了？",
        "月桥街“暖心店铺”评比有哪些商户入选？",
        "“暖心店铺”评比哪三家拿了奖？",
        "“暖心店铺”评比有哪些人参加？",
        "“夜市小工会”有哪三家单位？",
        "“夜市小工会”会员都有谁？",
    ],
)
def test_acts_answer_no_question_after_names(searcher: Searcher, question: str) -> None:
    found = searcher.ask(question)
    assert not found["answerable"], (found["kind"], found["text"])


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("哪三家门店评上了“安心门店”？", ("云禾面馆", "柳汀书吧", "青禾修理铺")),
        ("“晨曦课堂”跟哪三家单位联合开办？", ("柳汀文化馆", "月桥书店")),
    ],
)
def test_names_still_do(searcher: Searcher, question: str, names: tuple[str, ...]) -> None:
    found = searcher.ask(question)
    assert all(name in found["text"] for name in names), (found["kind"], found["text"])


@pytest.mark.parametrize(
    ("item", "act"),
    [
        ("主动谋划", True),
        ("组织", True),
        ("帮助月桥街商户会一起开展", True),
        ("发放慰问品", True),
        ("大力宣传", True),
        ("组织部", False),
        ("建设集团", False),
        ("服务中心", False),
        ("云禾面馆", False),
        ("联合工会委员会", False),
        ("“暖心店铺”", False),
        ("气象", False),
    ],
)
def test_what_is_an_act(item: str, act: bool) -> None:
    assert names_acts(item) is act


@pytest.mark.parametrize(
    ("question", "noun", "items", "may"),
    [
        ("评上的是哪几家？", "", ["主动谋划", "组织"], False),
        ("有哪些单位参加？", "单位", ["动员", "帮助商户"], False),
        ("有哪些人参加？", "人", ["宣传政策", "走访商户"], False),
        ("配备哪些用品？", "用品", ["发放雨衣", "提供热水"], False),
        ("有哪几项措施？", "措施", ["发放雨衣", "提供热水"], True),
        ("哪四项重点工作？", "重点工作", ["走访调研", "解决问题"], True),
        ("有哪些单位参加？", "单位", ["组织部", "建设集团"], True),
        ("配备哪些用品？", "用品", ["雨衣", "热水壶"], True),
    ],
)
def test_members_by_the_noun_asked_with(question: str, noun: str, items: list[str], may: bool) -> None:
    assert may_be_members(question, noun, items) is may


@pytest.mark.parametrize(
    ("asked", "items", "right"),
    [
        ("全市慰问了哪三家企业？", ["春节", "高温", "台风"], False),
        ("与哪几家签约？", ["云岭商场", "青岭职业学校"], True),
        ("哪些企业获奖？", ["“云岭一号”", "青岭纺织厂"], True),
        ("发了哪三样东西？", ["毛巾", "凉茶", "药箱"], True),
    ],
)
def test_bodies_are_asked_for(asked: str, items: list[str], right: bool) -> None:
    assert are_bodies(asked, items) is right
