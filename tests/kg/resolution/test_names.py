"""Which body does a name mean in this document?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Place
from kg.names import Kind, Level, canonical_organization, place_of

YUN = Place("云川", "云州")
"""An invented city in an invented province: nothing about it stands in the list of places."""
COUNTY = Place("云川", "云州", "青岭县")
CITY_UNION = "云州市总工会办公室"


@pytest.mark.parametrize(
    ("written", "name", "level", "kind", "parent"),
    [
        ("全总", "中华全国总工会", "national", "union", None),
        ("全国总工会", "中华全国总工会", "national", "union", None),
        ("省总", "云川省总工会", "province", "union", "中华全国总工会"),
        ("省总工会", "云川省总工会", "province", "union", "中华全国总工会"),
        ("云川省总工会", "云川省总工会", "province", "union", "中华全国总工会"),
        ("市总", "云州市总工会", "city", "union", "云川省总工会"),
        ("市总工会", "云州市总工会", "city", "union", "云川省总工会"),
        ("云州市总工会", "云州市总工会", "city", "union", "云川省总工会"),
        ("云州总工会", "云州市总工会", "city", "union", "云川省总工会"),
        ("总工会", "云州市总工会", "city", "union", "云川省总工会"),
        ("市委", "中共云州市委员会", "city", "party", None),
        ("中共云州市委", "中共云州市委员会", "city", "party", None),
        ("市委组织部", "中共云州市委组织部", "city", "party", "中共云州市委员会"),
        ("中共云州市委组织部", "中共云州市委组织部", "city", "party", "中共云州市委员会"),
        ("市委编办", "中共云州市委机构编制委员会办公室", "city", "party", "中共云州市委员会"),
        ("省委办公厅", "中共云川省委办公厅", "province", "party", "中共云川省委员会"),
        ("市政府", "云州市人民政府", "city", "government", None),
        ("市政府办公室", "云州市人民政府办公室", "city", "government", None),
        ("市卫健委", "云州市卫生健康委员会", "city", "government", None),
        ("市人社局", "云州市人力资源和社会保障局", "city", "government", None),
        ("我市人社局", "云州市人力资源和社会保障局", "city", "government", None),
        ("人社局", "云州市人力资源和社会保障局", "city", "government", None),
        ("省人社厅", "云川省人力资源和社会保障厅", "province", "government", None),
        ("市教育局", "云州市教育局", "city", "government", None),
        ("市应急局", "云州市应急管理局", "city", "government", None),
        ("市场监管局", "云州市市场监督管理局", "city", "government", None),
        ("市城市管理局", "云州市城市管理局", "city", "government", None),
        ("市税务局", "国家税务总局云州市税务局", "city", "government", None),
        ("市中院", "云州市中级人民法院", "city", "government", None),
        ("团市委", "共青团云州市委员会", "city", "other", None),
        ("共青团青岭县委", "共青团青岭县委员会", "county", "other", None),
        ("市妇联", "云州市妇女联合会", "city", "other", None),
        ("市工商联", "云州市工商业联合会", "city", "other", None),
        ("青岭县总工会", "青岭县总工会", "county", "union", "云州市总工会"),
        ("云州市青岭县总工会", "青岭县总工会", "county", "union", "云州市总工会"),
        ("开发区总工会", "云州开发区总工会", "county", "union", "云州市总工会"),
        ("云州市经开区总工会", "云州经济技术开发区总工会", "county", "union", "云州市总工会"),
        ("北湾新区总工会", "北湾新区总工会", "county", "union", "云州市总工会"),
        ("财贸工会", "云州市财贸工会", "city", "union", "云州市总工会"),
        ("市教育工会", "云州市教育工会", "city", "union", "云州市总工会"),
        ("市职工服务中心", "云州市职工服务中心", "city", "other", "云州市总工会"),
        ("市工人文化宫", "云州市工人文化宫", "city", "other", "云州市总工会"),
        (
            "云州市总工会“县级工会”行动领导小组",
            "云州市总工会“县级工会”行动领导小组",
            "city",
            "group",
            "云州市总工会",
        ),
        ("市总工作专班", "云州市总工会工作专班", "city", "group", "云州市总工会"),
        ("市职工交流中心（市总工会网络中心）", "云州市职工交流中心", "city", "other", "云州市总工会"),
        ("市总工会“春雨”行动领导小组", "云州市总工会“春雨”行动领导小组", "city", "group", "云州市总工会"),
        ("晨光机械有限公司工会", "晨光机械有限公司工会", "base", "union", None),
        ("晨光机械有限公司", "晨光机械有限公司", "base", "company", None),
        ("岳麓湾市总工会", "岳麓湾市总工会", "city", "union", None),
        ("上海市总工会", "上海市总工会", "province", "union", "中华全国总工会"),
    ],
)
def test_in_a_city_paper(written: str, name: str, level: str, kind: str, parent: str | None) -> None:
    found = canonical_organization(written, YUN, CITY_UNION)
    assert (found.name, found.level, found.kind, found.parent) == (name, level, kind, parent)


@pytest.mark.parametrize(
    ("written", "place", "issuer", "name"),
    [
        ("区总工会", Place("云川", "云州", "东渡区"), "东渡区总工会", "东渡区总工会"),
        ("县总", COUNTY, "青岭县总工会", "青岭县总工会"),
        ("县卫健局", COUNTY, "青岭县总工会", "青岭县卫生健康局"),
        ("市总工会", COUNTY, "青岭县总工会", "云州市总工会"),
        ("镇总工会", COUNTY, "青岭县白水镇总工会", "白水镇总工会"),
        ("街道总工会", Place("云川", "云州", "东渡区"), "东渡区沿河街道总工会", "沿河街道总工会"),
        ("市总工会", Place("云川", "云州", "白河市"), "白河市总工会", "白河市总工会"),
        ("自治区总工会", Place("内蒙古", "包头"), "包头市总工会", "内蒙古自治区总工会"),
        ("区总工会", Place("广西", "南宁"), "南宁市总工会", "广西壮族自治区总工会"),
        ("市总工会", Place("北京", "北京"), "北京市总工会", "北京市总工会"),
        ("州总工会", Place("四川", "凉山"), "凉山州总工会", "凉山彝族自治州总工会"),
        ("省总工会", Place(None, "石家庄"), "石家庄市总工会", "省总工会（石家庄市）"),
        ("X区总工会", Place("云川", "云州"), "云州市总工会", "X区总工会"),
    ],
)
def test_by_place_and_issuer(written: str, place: Place, issuer: str, name: str) -> None:
    assert canonical_organization(written, place, issuer).name == name


@pytest.mark.parametrize(
    "written", ["市两办", "市“两办”", "市委、市政府“两办”", "市委市政府两办", "市委办、市政府办"]
)
def test_two_offices(written: str) -> None:
    found = canonical_organization(written, YUN, CITY_UNION)
    assert [m.name for m in found.members] == ["中共云州市委办公室", "云州市人民政府办公室"]


def test_party_and_government_are_two() -> None:
    found = canonical_organization("市委、市政府", YUN, CITY_UNION)
    assert [m.name for m in found.members] == ["中共云州市委员会", "云州市人民政府"]


@pytest.mark.parametrize("written", ["云州市总工会办公室", "市总工会办公室", "市总办公室"])
def test_an_office_is_a_department(written: str) -> None:
    found = canonical_organization(written, YUN, CITY_UNION)
    assert (found.name, found.unit, found.parent) == ("云州市总工会办公室", "办公室", "云州市总工会")


def test_unknown_province_is_never_shared() -> None:
    one = canonical_organization("省总工会", Place(None, "云州"), "云州市总工会")
    other = canonical_organization("省总工会", Place(None, "临江"), "临江市总工会")
    assert one.name != other.name
    assert canonical_organization("省总工会", Place(), None).local


def test_two_cities_have_a_district_of_one_name() -> None:
    one = canonical_organization("鼓楼区总工会", Place("江苏", "南京"), "南京市总工会")
    other = canonical_organization("鼓楼区总工会", Place("福建", "福州"), "福州市总工会")
    assert one.name == other.name and one.key != other.key and one.parent != other.parent


@pytest.mark.parametrize("written", ["X区总工会", "某市总工会", "区总工会", "各县区总工会"])
def test_what_a_document_leaves_open(written: str) -> None:
    found = canonical_organization(written, Place(), None)
    assert found.local and found.name == written


@pytest.mark.parametrize(
    ("issuer", "title", "text", "place"),
    [
        ("云州市总工会", "云州市总工会2024年工作要点", "", Place(None, "云州")),
        ("保定市总工会", None, "", Place("河北", "保定")),
        (None, "关于印发《云州市总工会2024年工作要点》的通知", "", Place(None, "云州")),
        (
            "云州市总工会",
            None,
            "贯彻《云川省总工会关于建会的意见》（云工发〔2023〕3号）精神",
            Place("云川", "云州"),
        ),
        ("云州市总工会", None, "按照冀工发〔2021〕8号文件要求", Place("河北", "云州")),
        ("云州市总工会", None, "按照河北省总工会要求", Place("河北", "云州")),
        (
            None,
            "关于加强市总工会机关建设的意见",
            "云州市总工会文件\n已经市总工会领导同意",
            Place(None, "云州"),
        ),
        ("X区总工会", "X区总工会工作总结", "在南京市总工会领导下，X区总工会", Place("江苏", "南京", "X区")),
        ("东渡区沿河街道总工会", None, "", Place(None, None, "东渡区")),
        ("上海市浦东新区总工会", None, "", Place("上海", "上海", "浦东新区")),
        ("内蒙古自治区总工会", None, "", Place("内蒙古")),
        ("市总工会", "市总工会工作总结", "已经市总工会领导同意，落实市委部署，参加省总工会培训", Place()),
        ("X区总工会", None, "荣获南京市劳动模范，成为南京市先进", Place("江苏", "南京", "X区")),
        ("X区总工会", None, "赴南京市学习", Place(None, None, "X区")),
        (None, None, "", Place()),
    ],
)
def test_place_of(issuer: str | None, title: str | None, text: str, place: Place) -> None:
    assert place_of(issuer, title, text) == place


@given(
    st.text(alphabet="云州市省区县镇总工会委局、“”（）X 人社政府两办中共团开发区", max_size=24), st.booleans()
)
def test_any_text_has_a_name(written: str, county: bool) -> None:
    place = COUNTY if county else YUN
    found = canonical_organization(written, place, written or None)
    assert isinstance(found.level, Level) and isinstance(found.kind, Kind)
    assert found == canonical_organization(written, place, written or None)
    place_of(written, written, written)


def test_a_canonical_name_is_canonical() -> None:
    for written in (
        "市总",
        "省总",
        "市卫健委",
        "市委",
        "市政府",
        "青岭县总工会",
        "开发区总工会",
        "市税务局",
        "团市委",
    ):
        once = canonical_organization(written, YUN, CITY_UNION)
        assert canonical_organization(once.name, YUN, CITY_UNION).name == once.name
