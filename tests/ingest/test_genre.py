"""The genre of a title, of a bundle, and of a document whose title names none."""

from __future__ import annotations

import pytest

from ingest.genre import all_genres, genre_of_title, recognise, rules_of
from ingest.header import read_header
from ingest.layout.model import plain
from kg.model import Genre

TITLES = [
    ("云州市总工会2024年工作要点", Genre.POINTS),
    ("2024年全市工会组织工作要点（讨论稿）", Genre.POINTS),
    ("临江市“暖心驿站”建设实施方案", Genre.PLAN),
    ("青岭县总工会2024年工作计划", Genre.PLAN),
    ("云州市工会事业发展规划（2021—2025年）", Genre.PLAN),
    ("云州市工会三年行动计划", Genre.PLAN),
    ("青岭县总工会2023年工作总结", Genre.SUMMARY),
    ("青岭县总工会2023年工作总结及2024年工作计划", Genre.SUMMARY),
    ("云州市总工会2023年上半年工作总结和下半年工作打算", Genre.SUMMARY),
    ("关于2023年工会工作情况的报告", Genre.SUMMARY),
    ("关于印发《云州市总工会2024年工作要点》的通知", Genre.NOTICE),
    ("关于征求《实施方案》意见的通知", Genre.NOTICE),
    ("云州市总工会关于加强乡镇工会建设的实施意见", Genre.OPINION),
    ("关于服务新就业形态劳动者的若干措施", Genre.OPINION),
    ("云州市工会经费管理办法（试行）", Genre.MEASURES),
    ("青岭县总工会机关考勤规定", Genre.MEASURES),
    ("送温暖资金使用实施细则", Genre.MEASURES),
    ("云州市总工会工作领导小组名单", Genre.NAME_LIST),
    ("云州市总工会领导班子成员联系点一览表", Genre.NAME_LIST),
    ("慰问统计表", None),
    ("在劳模座谈会上的讲话", None),
    ("", None),
]


@pytest.mark.parametrize(("title", "genre"), TITLES)
def test_titles(title: str, genre: Genre | None) -> None:
    assert genre_of_title(title) is genre


def test_every_title_rule_matches_its_own_example() -> None:
    for rules in all_genres():
        for rule in rules.titles:
            assert rule.pattern.search(rule.example), rule.name
            assert genre_of_title(rule.example) is rules.genre, rule.example


def test_every_genre_has_one_file() -> None:
    genres = [rules.genre for rules in all_genres()]
    assert len(genres) == len(set(genres))
    assert {
        Genre.POINTS,
        Genre.PLAN,
        Genre.SUMMARY,
        Genre.NOTICE,
        Genre.OPINION,
        Genre.MEASURES,
        Genre.NAME_LIST,
    } <= set(genres)
    assert rules_of(Genre.OTHER) is None


DOCUMENTS = [
    (
        "关于印发《工作要点》的通知\n各部室：\n现印发。\n云州市总工会\n2024年1月2日\n云州市总工会2024年工作要点\n一、抓学习",
        Genre.POINTS,
    ),
    (
        "关于公布“云州工匠”名单的通知\n各部室：\n现公布。\n附件：“云州工匠”名单\n云州市总工会\n2024年1月2日\n附件\n“云州工匠”名单\n张某某",
        Genre.NAME_LIST,
    ),
    (
        "关于开展竞赛的通知\n各部室：\n一、时间\n5月。\n二、内容\n比武。\n附件：裁判名单\n云州市总工会\n2024年1月2日\n附件\n裁判名单\n张某某",
        Genre.NOTICE,
    ),
    ("关于开展竞赛的通知\n各部室：\n请参加。\n云州市总工会\n2024年1月2日", Genre.NOTICE),
    ("云州市总工会考勤\n第一条 按时上班。\n第二条 请假要报告。\n第三条 本规则施行。", Genre.MEASURES),
    (
        "云州市总工会任务\n1.竞赛。（责任单位：经济部）\n2.建会。（责任单位：组织部）\n3.宣讲。（责任单位：宣教部）",
        Genre.POINTS,
    ),
    ("劳模工作专班\n组长：赵某某\n副组长：钱某某\n成员：孙某某", Genre.NAME_LIST),
    ("今年的活动\n一年来，职工参加了很多活动，取得了新进展。\n存在的主要问题还不少。", Genre.SUMMARY),
    ("在座谈会上的讲话\n同志们：\n大家好。", Genre.OTHER),
]


@pytest.mark.parametrize(("text", "genre"), DOCUMENTS)
def test_documents(text: str, genre: Genre) -> None:
    layout = plain(*text.split("\n"))
    assert recognise(layout, read_header(layout)) is genre
