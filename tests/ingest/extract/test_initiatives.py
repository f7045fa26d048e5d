"""Initiatives: what counts as a named campaign, how its name is cut, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.initiatives import find_initiatives
from ingest.extract.quotations import find_quotations
from ingest.extract.terms import terms
from tests.growth import LINEAR, growth


def names(text: str) -> list[str]:
    return [mention.name for mention in find_initiatives(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Quoted: the whole name without the marks and without the generic word after it.
        ("持续开展“工会暖心行”主题活动。", ["工会暖心行"]),
        ("围绕工作目标，开展“建功新云州、奋进新征程”主题劳动竞赛", ["建功新云州、奋进新征程"]),
        ("开展“建功“十四五”、奋进新征程”主题劳动竞赛", ["建功“十四五”、奋进新征程"]),
        ("落实云州市总工会“基层工会提升年”专项工作领导小组要求", ["基层工会提升年"]),
        ('深入开展"青岭工会伴你行"主题活动', ["青岭工会伴你行"]),
        ("开展「新语送暖」行动", ["新语送暖"]),
        ("打造“工友驿站”30家", ["工友驿站"]),
        ("以“安全为先促发展”为主题，开展各类活动", ["安全为先促发展"]),
        # Quoted in part: the marks stay, with the words that belong to the name.
        ("启动第六届“云州工匠”选树", ["“云州工匠”选树"]),
        ("做好“四送”活动", ["“四送”活动"]),
        ("组织“五小”创新活动", ["“五小”创新活动"]),
        ("举办“临江杯”职工乒乓球团体赛", ["“临江杯”职工乒乓球团体赛"]),
        ("举办“学在车间”一线技能比武", ["“学在车间”一线技能比武"]),
        ("开展劳模“云讲堂”", ["劳模“云讲堂”"]),
        # Several in a row share what stands before and after them.
        ("组织“甲地送岗”“乙地送凉”和“丙地助学”系列活动", ["甲地送岗", "乙地送凉", "丙地助学"]),
        ("开展“春送岗位、夏送清凉”活动", ["春送岗位", "夏送清凉"]),
        # Set names of union work.
        ("发放金秋助学资金，建设职工书屋12家", ["金秋助学", "职工书屋"]),
        ("开展“安康杯”竞赛活动", ["安康杯"]),
        ("举办“安康杯”安全生产知识竞赛", ["“安康杯”安全生产知识竞赛"]),
        # By the last word, after a verb that carries it out.
        ("组织开展职工技术素养跃升行动，成效明显", ["职工技术素养跃升行动"]),
        ("承办全省工程机械维修工职业技能竞赛", ["工程机械维修工职业技能竞赛"]),
        ("成功举办我县第三届职工排球赛", ["第三届职工排球赛"]),
        ("参加区体育部门组织的青岭山登山比赛", ["青岭山登山比赛"]),
        ("组织企业文化进校园活动", ["企业文化进校园"]),
        ("推动平安长春、法治长春建设", ["平安长春", "法治长春"]),
        ("推进平安云州建设", ["平安云州"]),
        # Lists that say what they list.
        (
            "做实送温暖、阳光就业、职工心灵港湾、“爱心妈妈小屋”等工会工作品牌",
            ["送温暖", "阳光就业", "职工心灵港湾", "爱心妈妈小屋"],
        ),
    ],
)
def test_named_initiatives(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”",
        "推进“两新”组织和“八大群体”建会入会",
        "充分发挥“一函两书”作用",
        "建立“党建带工建、工建服务党建”工作机制",
        "完善“小三级”工会组织体系",
        "落实“六稳”“六保”任务",
        "荣获“云州工匠”称号",
        "林某获“市五一巾帼标兵”称号",
        "被评为“优秀职工之友”",
        "对工作开展“回头看”",
        "当好职工信赖的“娘家人”",
        "举办各类职工劳动竞赛和技能比武",
        "组织开展走访慰问活动和各类文体活动",
        "制定年度工作计划，抓好重点工程",
        "开展征文比赛、摄影活动、围棋比赛、篮球比赛",
        "筹集送暖资金，建设职工活动中心",
        "落实“五个坚决”要求",
        "坚持“人民至上、生命至上”理念",
        "全市参赛选手获评技能竞赛先进个人",
    ],
)
def test_no_initiatives(text: str) -> None:
    assert names(text) == []


def test_a_name_counts_again_where_nothing_else_tells() -> None:
    text = "打造“墨香歇脚”服务品牌。\n职工在“墨香歇脚”休息。"
    assert names(text) == ["墨香歇脚", "墨香歇脚"]
    assert names("职工在“墨香歇脚”休息。") == []


def test_unclosed_marks_do_not_swallow_the_line() -> None:
    text = "推进“三新领域、“工友驿站”建设\n“未闭合的引号一直到行尾\n开展“暖流行动”"
    assert names(text) == ["工友驿站", "暖流行动"]
    assert [q.words for q in find_quotations('摒弃“暗箱"，开展“甲”、“乙”')] == ["暗箱", "甲", "乙"]


def test_lists_do_not_contradict_each_other() -> None:
    assert not terms("initiatives.txt") & terms("not_initiatives.txt")
    assert all(2 < len(term) < 30 for term in terms("initiatives.txt"))


@given(
    st.lists(
        st.sampled_from(
            [
                "开展",
                "“",
                "”",
                '"',
                "‘",
                "’",
                "活动",
                "等",
                "、",
                "，",
                "。",
                "\n",
                " ",
                "安康杯",
                "云州",
                "第一届",
                "球赛",
                "品牌",
                "以",
                "为主题",
            ]
        ),
        max_size=30,
    )
)
def test_spans_are_quotes_in_order(parts: list[str]) -> None:
    text = "".join(parts)
    end = 0
    for mention in find_initiatives(text):
        assert end <= mention.span.start < mention.span.end <= len(text)
        assert "".join(mention.span.of(text).split()) == mention.name != ""
        end = mention.span.end


@pytest.mark.parametrize(
    "bad", ["“", "开展活动", "，等品牌", "行动等品牌", "以为主题的", "“甲”、", "开展第一届"]
)
def test_a_hostile_line_takes_linear_time(bad: str) -> None:
    assert growth(find_initiatives, bad) < LINEAR
