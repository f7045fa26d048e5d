"""What a plain sentence says is answered in wordings that no kind of question knows, and what it does not say is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from api.ingesting import find_files, ingest_files
from kg.workspace import Workspace
from search.ask.kinds._covering import met, sentences_over_lines
from search.ask.wanted import RULES, Rule, same_unit, wanted
from search.fit import Need
from search.searcher import Searcher

NOTICE = """云州市总工会文件
云工发〔2031〕22号
云州市总工会关于开展“金扳手”技能评选活动的通知
各县（区）总工会：
现就开展“金扳手”技能评选活动有关事项通知如下。
一、推荐名额
评选“金扳手”12名，“金扳手”提名奖18名。各单位推荐名额：青岭县5名，柳溪县3名。
二、推荐条件
（一）从事维修岗位满6年以上，年龄一般不超过52周岁；
（二）近两年未发生设备责任事故。
三、评选步骤
（一）网络投票（6月1日至6月9日）。通过“云工家园”小程序开展投票，投票结果占总成绩的30%。
（二）专家评审（6月下旬）。由市总工会劳动和技能部会同宣传部进行评审，产生24名候选人。
（三）集中展示（9月）。评选结果在“扳手之夜”晚会上发布。
四、有关要求
于5月16日前将《推荐审批表》（一式两份）和2寸照片4张报市总工会劳动和技能部。
云州市总工会
2031年4月2日
"""
PLAN = """云州市总工会2031年工作要点
云工发〔2031〕3号
一、服务职工
1.建设“湖畔小站”暖心站点26个，给予每个站点补助1.5万元，实现城区步行10分钟可达。（责任部门：权益保障部）
2.联合气象、应急部门开展“平安高空”培训35期，培训塔吊司机900人次，发放安全绳1400根。（责任部门：劳动保护部）
3.在公众号开设“塔上的家”专栏，每月推送不少于3篇。（责任部门：宣传部）
二、建设基层
4.在柳溪县试点“楼栋工会”模式，机关干部每年驻企不少于25天。（责任部门：基层工作部）
5.建立“工会＋法院＋人社”三方联动机制，调解成功率不低于75%。（责任部门：法律工作部）
6.建设市、县图书角14个、读书角9个、职工驿站31家。（责任部门：宣传部）
云州市总工会
2031年1月15日
"""
SUMMARY = """云州市总工会2030年工作总结
2030年，各项工作取得新成效。
一、主要工作
“湖畔小站”服务户外劳动者7.3万人次。云湖供热公司职工书屋被评为全国职工书屋示范点。征集创新成果141项，创造经济效益2300万元。走访企业210家，收集问题建议306条，办结288条。
云州市总工会
2030年12月20日
"""


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("told")
    (folder / "in").mkdir()
    for name, text in {"通知": NOTICE, "要点": PLAN, "总结": SUMMARY}.items():
        (folder / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    with Workspace.open(folder / "w") as workspace:
        assert ingest_files(workspace, find_files([folder / "in"])).failed == []
        yield Searcher(workspace)


def _values(found: dict[str, Any]) -> set[str]:
    told = found["answer"]
    return {told["value"]} if "value" in told else set(told.get("set", ()))


@pytest.mark.parametrize(
    ("question", "wanted_values"),
    [
        ("金扳手投票用哪个小程序？", {"“云工家园”小程序"}),
        ("金扳手由哪个部门会同宣传部评审？", {"劳动和技能部"}),
        ("金扳手的审批表要交几份？", {"两份"}),
        ("从事维修岗位要满几年才能推荐金扳手？", {"6年以上"}),
        ("参评金扳手年龄不超过多少岁？", {"不超过52周岁"}),
        ("湖畔小站每个站点能拿多少补助", {"1.5万元"}),
        ("城区步行多久能到湖畔小站？", {"10分钟"}),
        ("云州的塔上专栏一个月至少推几篇？", {"不少于3篇"}),
        ("云州机关干部一年要驻企多少天？", {"不少于25天"}),
        ("楼栋工会在哪个县试点？", {"柳溪县"}),
        ("平安高空跟哪些部门联合搞？", {"气象", "应急"}),
        ("三方联动机制是哪三方？", {"工会", "法院", "人社"}),
        ("云州图书角建几个？", {"14个"}),
        ("安全绳计划送出去多少根？", {"1400根"}),
        ("云州哪家公司的职工书屋成了全国示范点？", {"云湖供热公司"}),
        ("云州创新成果创造了多少经济效益？", {"2300万元"}),
    ],
)
def test_values(searcher: Searcher, question: str, wanted_values: set[str]) -> None:
    found = searcher.ask(question)
    assert _values(found) == wanted_values, (found["kind"], found["text"])
    assert all(e["quote"] for e in found["evidence"])
    assert found["kind"] != "told" or found["confidence"] == "低"


@pytest.mark.parametrize(
    "question",
    [
        "金扳手投票用哪个公众号？",
        "金扳手汇总表要交几份？",
        "从事管理岗位要满几年才能推荐金扳手？",
        "金扳手视频要多少分钟？",
        "金扳手获奖者奖励多少钱？",
        "金扳手颁奖由谁主持？",
        "湖畔小站每月电费补多少？",
        "湖畔小站每个面积要多大？",
        "临江的湖畔小站每个补多少？",
        "城区开车多久能到湖畔小站？",
        "云州的塔上专栏一周推几篇？",
        "云州机关干部一年要培训多少天？",
        "楼栋工会的会费标准是多少？",
        "平安高空跟哪些高校联合搞？",
        "平安高空在哪里举办？",
        "五方联动机制是哪五方？",
        "云州报刊角建几个？",
        "安全带计划送出去多少根？",
        "云州哪所学校的职工书屋成了全国示范点？",
        "云州2029年创新成果创造了多少经济效益？",
        "云州的职工书屋建了多少家？",
        "云州有多少个街道？",
        "县里给湖畔小站拿出多少补助？",
    ],
)
def test_what_no_sentence_says_is_not_answered(searcher: Searcher, question: str) -> None:
    found = searcher.ask(question)
    assert not found["answerable"], (found["kind"], found["text"])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_reads_its_example(rule: Rule) -> None:
    found = wanted(rule.example)
    assert rule.regex.search(rule.example)
    assert found is not None
    assert found.sort is rule.sort


@pytest.mark.parametrize(
    ("question", "sort", "unit", "noun"),
    [
        ("签订率要保持在多少以上？", "quantity", "%", ""),
        ("投票占总成绩多少？", "quantity", "%", ""),
        ("每个补多少？", "quantity", "元", ""),
        ("有几个推荐名额？", "quantity", "人", ""),
        ("惠及了多少职工？", "quantity", "人", ""),
        ("截止到几号？", "date", "", ""),
        ("公示多久？", "quantity", "时长", ""),
        ("哪家公司中标？", "thing", "", "公司"),
        ("跟哪些部门联合办？", "list", "", "部门"),
        ("决赛在哪儿举行？", "place", "", ""),
    ],
)
def test_what_a_question_wants(question: str, sort: str, unit: str, noun: str) -> None:
    found = wanted(question)
    assert found is not None
    assert (found.sort.value, found.unit, found.noun) == (sort, unit, noun)


@pytest.mark.parametrize("question", ["", "云州的工作台账", "谁在什么时候报？"])
def test_no_question_word_or_two_want_nothing(question: str) -> None:
    assert wanted(question) is None


@pytest.mark.parametrize(
    ("asked", "have", "same"),
    [
        ("元", "万元", True),
        ("人", "名", True),
        ("天", "个工作日", True),
        ("时长", "分钟", True),
        ("", "根", True),
        ("根", "根", True),
        ("根", "个", False),
        ("天", "个", False),
        ("%", "元", False),
    ],
)
def test_units(asked: str, have: str, same: bool) -> None:
    assert same_unit(asked, have) is same


@pytest.mark.parametrize(
    ("word", "text", "said"),
    [
        ("书屋", "建设书屋", True),
        ("劳模体检", "劳模健康体检", True),
        ("劳模体检", "职工健康体检", False),
        ("书屋", "建设驿站", False),
    ],
)
def test_a_word_is_said(word: str, text: str, said: bool) -> None:
    assert met(Need(word, 1.0), text) is said


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("甲乙\n丙丁。戊。", ["甲乙丙丁。", "戊。"]),
        ("一、推荐条件\n满六年。", ["一、推荐条件", "满六年。"]),
        ("甲\n（二）乙", ["甲", "（二）乙"]),
    ],
)
def test_sentences_go_over_broken_lines(text: str, sentences: list[str]) -> None:
    found = list(sentences_over_lines(text, 0, len(text)))
    assert [words for words, _ in found] == sentences
    assert all("".join(text[i] for i in at) == words for words, at in found)
