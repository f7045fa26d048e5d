"""Questions over the sample about part of a list, contacts of a paper and names of papers, each with its whole answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.workspace import Workspace
from search import open_searcher

MEMBERS = ["丁若愚", "温以宁", "晏书同", "程望舒", "祁连海", "葛清妍", "梅映雪"]
DEPUTIES = ["宋怀瑾", "鲁长青", "阮春和"]


@pytest.fixture(scope="module")
def ask(sample_workspace: Path) -> Callable[[str], dict[str, Any]]:
    return open_searcher(Workspace.read(sample_workspace)).ask


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("砚州新就业形态领导小组除组长、副组长以外的全部成员", MEMBERS),
        ("砚州新就业形态领导小组不含正副组长的成员名单", MEMBERS),
        ("砚州新就业形态领导小组除组长副组长外还有谁？", MEMBERS),
        ("砚州新就业形态领导小组除组长外还有谁？", [*DEPUTIES, *MEMBERS]),
        ("砚州新就业形态领导小组成员里面，当部长的有哪几位？", MEMBERS[:-1]),
        ("砚州新就业形态领导小组里担任部长的成员有谁？", MEMBERS[:-1]),
        ("澜江市总工会对口联系县区工会的领导有哪些？", ["顾远航", "沈知秋", "闻立诚", "邱雨晴"]),
        ("哪些领导对口联系县区工会？", ["顾远航", "沈知秋", "闻立诚", "邱雨晴"]),
    ],
)
def test_a_part_of_a_list_is_answered_whole(
    ask: Callable[[str], dict[str, Any]], question: str, wanted: list[str]
) -> None:
    assert ask(question)["answer"].get("set") == wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("砚州新就业形态劳动者工作领导小组下设的办公室，主任由哪位同志兼任？", "丁若愚"),
        ("澜江站点连心方案的材料报到哪个邮箱？", "ljzgh_qybz@example.com"),
        ("澜工办字〔2023〕19号的文件名称", "澜江市总工会办公室关于印发《澜江市产业工人队伍建设改革2023年工作台账》的通知"),
        ("澜江市总办公室发的19号文，发的是个什么？", "澜江市总工会办公室关于印发《澜江市产业工人队伍建设改革2023年工作台账》的通知"),
        ("匠心筑梦启新程那份总结是谁写的？", "砚州市总工会"),
    ],
)  # fmt: skip
def test_contacts_and_names_of_papers(
    ask: Callable[[str], dict[str, Any]], question: str, wanted: str
) -> None:
    assert ask(question)["answer"].get("value") == wanted


def test_a_title_of_honour_is_told_without_the_campaign(ask: Callable[[str], dict[str, Any]]) -> None:
    answer = ask("澜江和砚州选树的工匠称号叫什么？")["answer"]
    assert answer.get("by_city") == {"澜江": ["“澜江工匠”"], "砚州": ["“砚州匠星”"]}


@pytest.mark.parametrize(
    "question",
    [
        "全市慰问了哪三家企业？",
        "砚州产改的材料发到哪个邮箱？",
        "建会有哪两种“建”的模式？",
        "电子邮箱是多少？",
    ],
)
def test_what_the_papers_do_not_say_is_not_answered(
    ask: Callable[[str], dict[str, Any]], question: str
) -> None:
    assert not ask(question)["answerable"]
