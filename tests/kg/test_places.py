"""Places: full and bare names, places that no list has, and words that only look like places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Place
from kg.places import Level, by_abbreviation, by_code, find, is_name, name_ending_at, place_of, province_of


@pytest.mark.parametrize(
    ("name", "level", "code", "short"),
    [
        ("河北省", Level.PROVINCE, "130000", "河北"),
        ("河北", Level.PROVINCE, "130000", "河北"),
        ("内蒙古", Level.PROVINCE, "150000", "内蒙古"),
        ("秦皇岛市", Level.CITY, "130300", "秦皇岛"),
        ("秦皇岛", Level.CITY, "130300", "秦皇岛"),
        ("河北省秦皇岛市海港区", Level.COUNTY, "130302", "海港"),
        ("长春市朝阳区", Level.COUNTY, "220104", "朝阳"),
        ("吉林市", Level.CITY, "220200", "吉林"),
        ("吉林", Level.PROVINCE, "220000", "吉林"),
        ("恩施土家族苗族自治州", Level.CITY, "422800", "恩施"),
        ("延边州", Level.CITY, "222400", "延边"),
        ("青龙县", Level.COUNTY, "130321", "青龙"),
        ("杭州市临平区", Level.COUNTY, "330113", "临平"),
        ("万柏林区", Level.COUNTY, "140109", "万柏林"),
        ("忠县", Level.COUNTY, "500233", "忠县"),
        ("南通市 海安市", Level.COUNTY, "320685", "海安"),
        # Not in any list.
        ("X市", Level.CITY, None, "X"),
        ("云州市", Level.CITY, None, "云州"),
        ("云州市青岭县", Level.COUNTY, None, "青岭"),
        ("长沙市X区", Level.COUNTY, None, "X"),
        ("临江新区", Level.COUNTY, None, "临江新区"),
        ("朝阳区", Level.COUNTY, None, "朝阳"),
    ],
)
def test_find(name: str, level: Level, code: str | None, short: str) -> None:
    region = find(name)
    assert region is not None
    assert (region.level, region.code, region.short) == (level, code, short)


@pytest.mark.parametrize(
    "name", ["", "市", "超市", "各县", "县区", "社区", "全市", "我区", "开发区", "国旗", "工作"]
)
def test_words_that_are_no_place(name: str) -> None:
    assert find(name) is None
    assert place_of(name) == Place()


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("秦皇岛市海港区", Place("河北", "秦皇岛", "海港区")),
        ("芜湖", Place("安徽", "芜湖")),
        ("云州市青岭县", Place(None, "云州", "青岭县")),
        ("河北省云州市", Place("河北", "云州")),
        ("北京", Place("北京", "北京")),
        ("重庆市渝北区", Place("重庆", "重庆", "渝北区")),
        ("河北海港区", Place("河北", "秦皇岛", "海港区")),
        ("义乌市", Place("浙江", "金华", "义乌市")),
        ("内蒙古自治区呼和浩特市新城区", Place("内蒙古", "呼和浩特", "新城区")),
    ],
)
def test_place_of(name: str, place: Place) -> None:
    assert place_of(name) == place


def test_province_and_its_sign() -> None:
    for city, province in {"芜湖市": "安徽", "长春市朝阳区": "吉林", "河北": "河北", "义乌": "浙江"}.items():
        region = province_of(city)
        assert region is not None and region.short == province
    assert province_of("云州市") is None
    hebei = by_abbreviation("冀")
    assert hebei is not None and hebei == by_code("130000")
    assert by_abbreviation("某") is None and by_code("999999") is None


def test_where_a_name_begins() -> None:
    text = "慰问海港区总工会"
    assert text[name_ending_at(text, 5) : 5] == "海港区"
    assert text[name_ending_at(text, 5, 3) : 5] != "海港区"
    assert name_ending_at("支持和平总工会", 4) == -1
    assert is_name("呼和浩特") and not is_name("云州市")


@given(st.text(alphabet="云州市县区省河北海港临江自治族旗X 超各", max_size=12))
def test_any_name_gives_a_place_or_none(name: str) -> None:
    region = find(name)
    assert region is None or region.short
    assert isinstance(place_of(name), Place)
