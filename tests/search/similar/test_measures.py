"""Measures are found in a passage with what is said of them; words show the kind of activity."""

from __future__ import annotations

import pytest

from kg.model import Span
from kg.thesaurus import Thesaurus
from kg.views.passages import PassageRecord
from search.similar.lexicon import empty_words, kinds_in, not_names
from search.similar.likeness import likeness, reasons
from search.similar.measures import Measure, Named, bare, measures, written_out
from search.similar.profile import Profile, Profiler, cosine, plain
from search.tokens import Segmenter


def passage(text: str, title: str = "", kind: str = "task") -> PassageRecord:
    return PassageRecord("p1", kind, title, "", text, 0, len(text), "doc:1", "甲.txt", task="task:1")


def found(text: str, known: tuple[str, ...] = (), title: str = "", kind: str = "task") -> list[Measure]:
    names = [Named(Span(text.index(k), text.index(k) + len(k)), "urn:task") for k in known]
    return measures(text, passage(text, title, kind), names, Thesaurus.load())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("开展“晨帆讲堂”培训20期。", ["晨帆讲堂"]),
        ("设立“暖窗小屋”。配备沙发、冰箱供背奶妈妈使用。", ["暖窗小屋"]),
        ("牢固树立“四个意识”，做到令行禁止。", ["牢固树立“四个意识”"]),
        ("“X工会”公众号推送信息90条。", ["“X工会”公众号推送信息"]),
        ("建成户外劳动者服务站点12个。", ["户外劳动者服务站点"]),
        ("开展「晚晴」慰问，走访老工人。", ["晚晴"]),
        # a heading in brackets is the name, unless the sentence introduces one
        ("【枫叶学堂】利用晚上开设公益课程。", ["枫叶学堂"]),
        ("【枫叶学堂】让职工圆了“再读书”的梦。", ["枫叶学堂"]),
        ("【典型引路】开展“渔火匠人”选树。", ["渔火匠人"]),
        ("【提升技能】开设渔光技能学堂，培训职工。", ["渔光技能学堂"]),
        # names without marks, by what they end in
        ("渔火托育点开设6个，替职工看孩子。", ["渔火托育点"]),
        ("（三）组织网箱绝活挑战赛，展示手艺。", ["网箱绝活挑战赛"]),
        ("梅雨行动给工地送去雨衣。", ["梅雨行动"]),
        ("在渔火托育点张贴告示。", ["在渔火托育点张贴告示"]),
        # who is responsible is said of no measure
        ("（二）开办渔光夜校。（保障部负责）", ["渔光夜校"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert [m.name for m in found(text, kind="section")] == names


def test_a_name_that_the_graph_knows_is_told_with_its_subject() -> None:
    only = found("实施阳帆助学，资助学生30名。", ("阳帆助学",))[0]
    assert (only.name, only.subject, only.named) == ("阳帆助学", "urn:task", True)


def test_a_heading_is_followed_by_what_it_means() -> None:
    only = found("1. 开办“蒲公英班”。替双职工照看放假的孩子。（责任部门：女工部）")[0]
    assert only.body.startswith("替双职工照看放假的孩子")
    assert "责任部门" not in only.body


def test_a_sentence_that_counts_is_no_heading_of_the_next() -> None:
    first, second = found("建成“暖窗小屋”9家。春节慰问困难职工60户。", kind="section")
    assert (first.body, second.named) == ("", False)


@pytest.mark.parametrize(
    ("name", "left"), [("办好职工夜校", "职工夜校"), ("深入推进", "深入推进"), ("渔火行动", "渔火行动")]
)
def test_verbs_before_a_name_go(name: str, left: str) -> None:
    assert bare(name) == left


def test_the_next_number_is_another_matter() -> None:
    first = found("（一）开办“蒲公英班”。\n（二）为职工检查身体，建立健康档案。", kind="section")[0]
    assert first.body == ""


def test_clauses_that_name_others_are_not_said_of_this_one() -> None:
    first = next(
        m for m in found("新建“树荫驿站”9个，办好“晚钟学堂”夜校，关心职工。") if m.name == "树荫驿站"
    )
    assert "夜校" not in first.sentence


def test_a_measure_beside_a_name_is_one_of_its_own() -> None:
    names = [m.name for m in found("新建“树荫驿站”9个，在园区设立女职工哺乳室6间。", kind="section")]
    assert names == ["树荫驿站", "女职工哺乳室"]


def test_a_task_without_a_name_has_its_title() -> None:
    text = "（三）帮助骑手加入工会。发展会员300名。"
    assert found(text, title="（三）帮助骑手加入工会")[0].name == "帮助骑手加入工会"


def test_where_it_is_introduced_tells_more_than_where_it_is_in_passing() -> None:
    new = found("新建“树荫驿站”户外劳动者服务点9个。")[0]
    passing = found("在“树荫驿站”张贴二维码。")[0]
    assert new.telling > passing.telling


@pytest.mark.parametrize(
    ("words", "clean"),
    [
        ("（一）开展培训。", "开展培训。"),
        ("3. 开展培训（责任单位：办公室）", "开展培训"),
        ("一是开展培训", "开展培训"),
        ("一线职工上大学", "一线职工上大学"),
        ("落实《关于甲的意见》（云工发〔2031〕3号），开展培训", "落实，开展培训"),
    ],
)
def test_numbers_units_and_papers_are_left_out(words: str, clean: str) -> None:
    assert written_out(words) == clean


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("为背奶妈妈准备的房间", {"哺乳育婴"}),
        ("替职工照看孩子", {"看护子女"}),
        ("评选星级班组", {"先进评选", "班组建设"}),
        ("组织家属助廉", {"廉洁建设"}),
        ("为环卫工人免费理发", {"便民服务"}),
        ("工匠学院开设订单班", {"技能培训"}),
        ("到海滨疗休养", {"疗休养"}),
        ("律师为企业作用工诊断", {"法律援助", "用工体检"}),
        ("每天清晨施粥", {"早餐供餐"}),
        ("追回拖欠的工资", {"欠薪讨薪"}),
        ("新就业形态劳动者", set()),
        ("", set()),
    ],
)
def test_kinds(words: str, kinds: set[str]) -> None:
    assert set(kinds_in(words)) == kinds


def test_lexicons_are_there() -> None:
    assert {"暖心", "最美", "驿站"} <= empty_words()
    assert "四个意识" in not_names()
    assert plain("暖心妈咪小屋哺乳室") == "妈咪哺乳室"


def test_people_and_topics_are_told_apart() -> None:
    profile = Profiler(Segmenter().cut, lambda word: 1.0).of_text("为货车司机提供法律援助")
    assert "货车司机" in profile.groups
    assert "工会法律援助" in profile.topics
    assert "货车司机" not in profile.topics


def made(topic: str, kind: str, group: str) -> Profile:
    return Profile({topic: 1.0}, {group: 1.0}, {kind: 1.0}, {}, "")


def test_likeness_grows_with_what_is_shared() -> None:
    asked = made("女职工哺乳室", "哺乳育婴", "女职工")
    same = likeness(asked, made("女职工哺乳室", "哺乳育婴", "女职工"), 0.9)
    kind = likeness(asked, made("送清凉", "哺乳育婴", "女职工"), 0.5)
    other = likeness(asked, made("送清凉", "防暑清凉", "环卫工人"), 0.0)
    assert 1.0 > same > kind > other


def test_what_only_the_heading_says_counts_less() -> None:
    own, under = Profile({}, {}, {"慰问": 1.0}, {}, ""), Profile({}, {}, {"慰问": 0.25}, {}, "")
    assert likeness(own, own, None) > 2 * likeness(own, under, None) > 0


def test_reasons_name_people_kind_and_concept() -> None:
    asked = made("女职工哺乳室", "哺乳育婴", "女职工")
    assert reasons(asked, asked, 0.9) == (
        "都面向女职工",
        "做法相近：哺乳育婴",
        "叙词相同：女职工哺乳室",
    )
    assert reasons(asked, made("送清凉", "防暑清凉", "环卫工人"), 0.5) == ("描述意思相近",)


@pytest.mark.parametrize(
    ("left", "right", "value"),
    [({}, {}, 0.0), ({"甲": 2.0}, {"甲": 3.0}, 1.0), ({"甲": 1.0}, {"乙": 1.0}, 0.0)],
)
def test_cosine(left: dict[str, float], right: dict[str, float], value: float) -> None:
    assert cosine(left, right) == pytest.approx(value)
