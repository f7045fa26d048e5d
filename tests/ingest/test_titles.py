"""Lines become a title, and only the lines that belong to it."""

from __future__ import annotations

import pytest

from ingest.titles import closed, title_lines, title_words
from kg.model import squeeze

LINES = [
    (["云州市总工会2024年工作要点", "2024年是关键一年。"], 1),
    (["关于印发《云州市总工会2024年工作台账》的", "通 知", "各部室："], 2),
    (["云州市总工会办公室", "关于开展送清凉活动的通知", "各县区总工会："], 2),
    (["县发展和改革局2023年度", "工会委员会工作总结", "按照文件要求，现总结如下："], 2),
    (["凝心聚力开新局 真抓实干谱新篇", "——青岭县总工会2023年工作总结", "2023年，"], 2),
    (["凝心聚力开新局", "——青岭县总工会2023年", "工作总结"], 3),
    (["云州市工会经费管理办法", "（试行）", "第一条 为了"], 2),
    (["云州市工会经费管理办法（试行）", "第一条 为了"], 1),
    (["关于印发《临江市暖心驿站建设实施方案》", "的通知", "各县区总工会："], 2),
    (["关于印发《临江市暖心驿站建设", "实施方案》的通知"], 2),
    (["在劳模座谈会上", "同志们：", "今天。"], 1),
    (["一、指导思想", "坚持"], 0),
    (["今天召开会议。"], 0),
    ([], 0),
]


@pytest.mark.parametrize(("lines", "count"), LINES)
def test_how_many_lines(lines: list[str], count: int) -> None:
    assert title_lines([squeeze(line) for line in lines]) == count


@pytest.mark.parametrize(
    ("title", "ends"),
    [
        ("云州市总工会关于开展竞赛的通知", True),
        ("云州市总工会2024年工作要点（征求意见稿）", True),
        ("云州市工会发展规划（2021—2025年）", True),
        ("关于印发《云州市总工会2024年工作要点", False),
        ("云州市总工会办公室", False),
        ("关于成立工作领导小组的通 知", True),
    ],
)
def test_closed(title: str, ends: bool) -> None:
    assert closed(title) is ends


def test_a_couplet_keeps_its_blank_and_layout_blanks_go() -> None:
    assert title_words(["凝心聚力开新局 真抓实干谱新篇"]) == "凝心聚力开新局 真抓实干谱新篇"
    assert title_words(["关于印发《要点》的", "通 知"]) == "关于印发《要点》的通知"
    assert (
        title_words(["云州市总工会办公室 印发《工作 方案》的通知"])
        == "云州市总工会办公室印发《工作方案》的通知"
    )
