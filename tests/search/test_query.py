"""Places, years, departments and numbers of a query become filters only where the words leave no doubt."""

import pytest

from kg.workspace import Workspace
from search.hybrid import Hybrid
from search.lexical import Filters
from tests.search.corpus import workspace


@pytest.fixture(scope="module")
def hybrid() -> Hybrid:
    """Papers of 云州 of 2031 and of 临江 of 2032, both in 云川."""
    return Hybrid(workspace())


@pytest.mark.parametrize(
    ("query", "topic", "found"),
    [
        ("云州市职工夜校", "职工夜校", {"city": "云州"}),
        ("云州的夜校", "夜校", {"city": "云州"}),
        ("云州夜校", "夜校", {"city": "云州"}),
        ("云州市总工会 女职工哺乳室", "女职工哺乳室", {"city": "云州"}),
        ("夜校 临江 2032年", "夜校", {"city": "临江", "year": "2032"}),
        ("临江市２０３２年夜校", "夜校", {"city": "临江", "year": "2032"}),
        ("临江市二〇三二年夜校", "夜校", {"city": "临江", "year": "2032"}),
        ("2031年的夜校", "夜校", {"year": "2031"}),
        ("云州市", "云州市", {"city": "云州"}),
        ("2031年", "2031年", {"year": "2031"}),
        ("夜校", "夜校", {}),
        ("各市的夜校", "各市的夜校", {}),
        ("城市书房", "城市书房", {}),
        ("到2031年发展会员多少", "到2031年发展会员多少", {}),
        ("2031年以来的夜校", "2031年以来的夜校", {}),
        ("2031年底前完成什么", "2031年底前完成什么", {}),
        ("发展会员2031人", "发展会员2031人", {}),
    ],
)
def test_filters(hybrid: Hybrid, query: str, topic: str, found: dict[str, str]) -> None:
    understood = hybrid.understand(query, Filters())
    assert (understood.topic, dict(understood.found)) == (topic, found)
    assert understood.notes == ()


@pytest.mark.parametrize(
    ("query", "boosts"),
    [
        ("组织部的任务", {("department", "组织部")}),
        ("云工办发〔2031〕7号 夜校", {("number", "云工办发(2031)7号")}),
        ("云州和临江的夜校", {("city", "云州"), ("city", "临江")}),
        ("工作台账里的夜校", {("genre", "工作台账")}),
        ("月亮部的任务", set()),
        ("2031年灯塔行动", {("year", "2031")}),
    ],
)
def test_boosts(hybrid: Hybrid, query: str, boosts: set[tuple[str, str]]) -> None:
    understood = hybrid.understand(query, Filters())
    assert {(b.field, b.value) for b in understood.boosts} == boosts
    assert not understood.found


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("芜湖市的夜校", "没有芜湖市的文件，以下是其他地方的"),
        ("芜湖夜校", "没有芜湖市的文件，以下是其他地方的"),
        ("芜湖和临江的夜校", "没有芜湖市的文件"),
        ("2019年的夜校", "没有2019年的文件，以下是其他年份的"),
        ("云州市2032年夜校", "没有云州2032年的文件，以下是其他年份的"),
    ],
)
def test_what_is_not_there_is_said(hybrid: Hybrid, query: str, note: str) -> None:
    assert hybrid.understand(query, Filters()).notes == (note,)


@pytest.mark.parametrize(
    "query", ["安康杯竞赛", "平安建设", "延安精神", "市场监管", "市政府和市总工会的联席会议"]
)
def test_a_topic_is_no_place(hybrid: Hybrid, query: str) -> None:
    understood = hybrid.understand(query, Filters())
    assert (understood.topic, understood.found, understood.notes) == (query, (), ())


def test_options_win(hybrid: Hybrid) -> None:
    understood = hybrid.understand("云州市2031年夜校", Filters(city="临江", year=2032))
    assert (understood.filters.city, understood.filters.year, understood.found) == ("临江", 2032, ())


def test_an_empty_workspace_knows_no_place() -> None:
    assert Hybrid(Workspace.in_memory()).understand("云州夜校", Filters()).found == ()
