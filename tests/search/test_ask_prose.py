"""What only prose says: points of a section, reasons, honours, progress, lists before a noun, what is due and shut out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from api.ingesting import find_files, ingest_files
from kg.model import Span
from kg.workspace import Workspace
from search.ask.kinds.section import points
from search.ask.owners import owner_of
from search.searcher import Searcher

SUMMARY = """云州市总工会2030年工作总结
2030年，云州市总工会团结动员广大职工建功立业。市总工会被青川省总工会授予“全省工会工作先进单位”称号。
一、主要工作
（一）服务职工有新成效。建成“蓝帆驿站”21个，因门面租约调整，4个站点推迟到2031年建设。发展新就业形态劳动者会员5200人，未完成年初确定的6000人目标，主要原因是平台企业合作商变动频繁。
（二）建功立业有新作为。云湖钢铁公司焊工严望海荣获全国五一劳动奖章。青岭县总工会“工会早市”、柳溪县总工会“船头议事”做法在全省推广。职工文化宫二期工程因规划调整暂缓实施。组建网约车、物业2个行业工会联合会。发出一函两书（提示函、意见书、建议书）48份。
二、存在的问题
一是基层工会力量薄弱，兼职主席履职时间不足；二是经费收缴不平衡，青岭县收缴率只有68%。
三、下一步打算
（一）打通服务平台数据接口。
（二）选聘30名社会化工会工作者。
云州市总工会
2030年12月20日
"""
NOTICE = """云州市总工会文件
云工发〔2031〕15号
云州市总工会关于开展“云州好师傅”选树活动的通知
各县（区）总工会：
现就开展“云州好师傅”选树活动有关事项通知如下，请于每季度末月20日前将活动进展报市总工会经济工作部。
一、活动主题
名师带高徒
二、推荐条件
（一）从事本工种满8年以上；
（二）近三年未发生安全责任事故。
机关工作人员不参加推荐。
三、名额分配
选树“云州好师傅”15名。各单位推荐名额：青岭县4名，柳溪县6名。
四、奖励办法
一等奖、二等奖、三等奖获得者分别奖励5000元、3000元、1000元。
五、有关要求
各单位于5月8日前将《推荐审批表》、事迹材料和免冠照片报市总工会。监督举报电话：5550166。
联系人：车云生、桑晚舟，电话：5550177
云州市总工会
2031年3月2日
"""
PLAN = """云州市总工会关于印发《“暖港行动”实施方案》的通知
云工发〔2031〕18号
各县（区）总工会：
根据青川省总工会《关于做好渔业职工服务工作的意见》（青工发〔2030〕9号）和市委《关于建设港口城市的意见》（云发〔2030〕4号）要求，制定本方案。
一、行动目标
建成“暖港行动”站点11个，其中青岭县4个、柳溪县5个、云湖区2个；发展会员9000人，其中渔业职工2600人。
二、重点任务
（一）技能提升工程。举办首届“铁锚杯”技能竞赛，设船舶驾驶、轮机维修、网具修补3个比赛项目，前三名选手分别奖励8000元、5000元、3000元。（责任单位：经济工作部、市职工学校）
（二）阵地建设工程。站点配备饮水、充电、药箱等设施，经费由各县区按不低于1∶0.5的比例配套，走进“五进”：进码头、进船队、进网点、进社区、进市场。（责任部门：权益保障部；配合部门：财务部）
三、实施步骤
（一）动员部署阶段（2031年3月—4月）。各县区制定细则。
（二）总结验收阶段（2031年11月—12月）。12月20日前完成总结报告。
四、保障措施
成立“暖港行动”领导小组，组长由市总工会主席贺知秋担任，领导小组办公室设在权益保障部，办公室主任由岑一帆同志兼任。
云州市总工会
2031年3月9日
"""
LEADERS = """云州市总工会关于领导班子成员分工的通知
云工发〔2031〕12号
各县（区）总工会：
现将领导班子成员分工通知如下：
贺知秋　党组成员、副主席：负责组织工作，分管基层工作部，联系柳溪县总工会。
岑一帆　党组成员、副主席：协助贺知秋同志工作，负责权益保障工作，分管权益保障部，联系云湖区总工会。
云州市总工会
2031年3月9日
"""


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("prose")
    (folder / "in").mkdir()
    for name, text in {"总结": SUMMARY, "通知": NOTICE, "方案": PLAN, "分工": LEADERS}.items():
        (folder / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    with Workspace.open(folder / "w") as workspace:
        assert ingest_files(workspace, find_files([folder / "in"])).failed == []
        yield Searcher(workspace)


def _values(found: dict[str, Any]) -> set[str]:
    told = found["answer"]
    return {told["value"]} if "value" in told else set(told.get("set", ()))


_PROBLEMS = {"基层工会力量薄弱，兼职主席履职时间不足", "经费收缴不平衡，青岭县收缴率只有68%"}


@pytest.mark.parametrize(
    ("question", "kind", "wanted"),
    [
        ("云州2030年总结里说存在哪些问题？", "section", _PROBLEMS),
        ("云州市总工会还有什么不足？", "section", _PROBLEMS),
        ("云州经费收缴方面有什么问题？", "section", {"经费收缴不平衡，青岭县收缴率只有68%"}),
        ("云州市总工会下一步有什么打算？", "section", {"打通服务平台数据接口", "选聘30名社会化工会工作者"}),
        ("推荐云州好师傅要符合哪些条件？", "section", {"从事本工种满8年以上", "近三年未发生安全责任事故"}),
        ("“云州好师傅”选树活动的主题是什么？", "section", {"名师带高徒"}),
        ("云州为什么没有完成新就业形态劳动者会员目标？", "reason", {"平台企业合作商变动频繁"}),
        ("蓝帆驿站有4个没建成是什么原因？", "reason", {"因门面租约调整"}),
        ("云州市总工会2030年获得了什么荣誉？", "honour", {"“全省工会工作先进单位”称号"}),
        ("云州谁获得了全国五一劳动奖章？", "honour", {"严望海"}),
        ("青岭县总工会有什么做法在全省推广？", "honour", {"“工会早市”"}),
        ("新就业形态劳动者会员目标完成了吗？", "outcome", {"未完成"}),
        ("云州2030年组建了哪两个行业工会联合会？", "enumerated", {"网约车", "物业"}),
        ("云州的一函两书包括什么？", "named_set", {"提示函", "意见书", "建议书"}),
        ("暖港行动经费县区按什么比例配套？", "indicator", {"不低于1∶0.5"}),
        ("铁锚杯设了哪些比赛项目？", "enumerated", {"船舶驾驶", "轮机维修", "网具修补"}),
        ("云州好师傅推荐材料什么时候报？", "due", {"5月8日前"}),
        ("云州好师傅活动进展每季度哪天报？", "due", {"每季度末月20日前"}),
        ("推荐云州好师傅要报送哪些材料？", "materials", {"《推荐审批表》", "事迹材料", "免冠照片"}),
        ("哪些人不能参加云州好师傅推荐？", "excluded", {"机关工作人员不参加推荐"}),
        ("岑一帆协助哪位领导？", "assists", {"贺知秋"}),
        ("谁协助贺知秋工作？", "assists", {"岑一帆"}),
        ("云州好师傅监督举报电话是多少？", "phone", {"5550166"}),
        ("云州好师傅的联系人是谁？", "liaison", {"车云生", "桑晚舟"}),
        ("云州好师傅有问题打哪个电话？", "liaison", {"5550177"}),
        ("暖港行动办公室主任是谁？", "leader_role", {"岑一帆"}),
        ("暖港行动的总结验收阶段是哪几个月？", "schedule", {"2031年11月—12月"}),
        ("暖港行动总结报告几号前完成？", "schedule", {"12月20日前"}),
        ("“五进”是进哪些地方？", "named_set", {"进码头", "进船队", "进网点", "进社区", "进市场"}),
        ("暖港行动根据市委哪个文件开展？", "task_to_policy", {"《关于建设港口城市的意见》（云发〔2030〕4号）"}),
        ("铁锚杯竞赛的责任单位是哪几家？", "department_for_topic", {"经济工作部", "云州市职工学校"}),
        ("暖港行动站点青岭县要建几个？", "indicator", {"4个"}),
        ("暖港行动要建几个站点？", "indicator", {"11个"}),
        ("暖港行动发展多少渔业职工会员？", "indicator", {"2600人"}),
        ("铁锚杯第二名奖多少钱？", "indicator", {"5000元"}),
        ("云州好师傅三等奖奖励多少钱？", "indicator", {"1000元"}),
        ("柳溪县可以推荐几名云州好师傅？", "indicator", {"6名"}),
        ("云州要招聘多少社会化工会工作者？", "indicator", {"30名"}),
    ],
)  # fmt: skip
def test_values(searcher: Searcher, question: str, kind: str, wanted: set[str]) -> None:
    found = searcher.ask(question)
    assert (found["kind"], _values(found)) == (kind, wanted), found["text"]
    assert found["evidence"]


@pytest.mark.parametrize(
    "question",
    [
        "铁锚杯第四名奖励多少钱？",
        "铁锚杯要符合哪些条件？",
        "云州谁被评为全国劳动模范？",
        "云州为什么没有建成职工学校？",
        "柳溪县总工会获得了什么荣誉？",
        "贺知秋协助谁工作？",
        "暖港行动的监督举报电话是多少？",
        "车云生的邮箱密码是多少？",
        "贺知秋分管哪个县？",
        "暖港行动临江县要建几个站点？",
        "铁锚杯什么时候报送名单？",
        "云州2031年总结里存在哪些问题？",
    ],
)
def test_what_is_not_said_is_not_answered(searcher: Searcher, question: str) -> None:
    found = searcher.ask(question)
    assert not found["answerable"], found["text"]


@pytest.mark.parametrize(
    ("sentence", "figure", "names"),
    [
        ("其中东屿区4个、西屿县5个", "5个", ("西屿县",)),
        ("前三名分别奖励800元、500元、300元", "300元", ("第三名", "季军")),
        ("一等奖、二等奖各奖励600元、400元", "400元", ("二等奖",)),
        ("全市建成站点20个", "20个", None),
    ],
)
def test_whose_figure_it_is(sentence: str, figure: str, names: tuple[str, ...] | None) -> None:
    at = sentence.index(figure)
    found = owner_of(sentence, Span(0, len(sentence)), Span(at, at + len(figure)))
    assert (found.names if found else None) == names


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("一是甲事；二是乙事。", [["甲事", "乙事"]]),
        ("应当具备以下条件：（一）甲；（二）乙。另行通知。", [["甲", "乙"]]),
        ("1.甲事。\n2.乙事（一）丙。", [["甲事", "乙事（一）丙"]]),
        ("只有一句。再一句。", [["只有一句", "再一句"]]),
        ("一是甲；二是乙。下一步打算：一是丙；二是丁。", [["甲", "乙"], ["丙", "丁"]]),
    ],
)
def test_points_of_a_section(body: str, wanted: list[list[str]]) -> None:
    assert [[s.of(body) for s in row] for row in points(body, Span(0, len(body)))] == wanted
