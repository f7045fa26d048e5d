"""Bodies: where their names begin and end, and which words are only classes of bodies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.organizations import find_organizations
from tests.growth import LINEAR, growth


def names(text: str) -> list[str]:
    return [mention.name for mention in find_organizations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Unions, at every level, with listed, invented and masked places.
        ("中华全国总工会和全国总工会", ["中华全国总工会", "全国总工会"]),
        ("由市总工会牵头，和省总联合，报全总", ["市总工会", "省总", "全总"]),
        ("慰问青岭县总工会", ["青岭县总工会"]),
        ("云州市青岭县云溪镇总工会", ["云州市青岭县云溪镇总工会"]),
        ("隶属市总工会", ["市总工会"]),
        ("走访海港区总工会", ["海港区总工会"]),
        ("长沙市X区总工会、X街道总工会", ["长沙市X区总工会", "X街道总工会"]),
        ("荷塘街道工会联合会", ["荷塘街道工会联合会"]),
        ("市教育工会、财贸工会", ["市教育工会", "财贸工会"]),
        ("市直机关工会", ["市直机关工会"]),
        ("在市工会的指导下", ["市工会"]),
        ("组　长：顾云帆　市总工会党组书记", ["市总工会"]),
        # Coordinated places share the last word: what is named is returned as written.
        ("各县（区）、云州经济技术开发区、临江新区总工会", ["云州经济技术开发区", "临江新区总工会"]),
        # Departments of a union that is named with them.
        ("市总工会组织部、市总工会办公室", ["市总工会组织部", "市总工会办公室"]),
        # Party and state organs.
        ("市委组织部、市委编办联合印发", ["市委组织部", "市委编办"]),
        ("中共云州市委机构编制委员会", ["中共云州市委机构编制委员会"]),
        ("市委、市政府“两办”印发", ["市委、市政府“两办”"]),
        ("云州市人民政府关于支持工会工作的意见", ["云州市人民政府"]),
        ("参加市政府与市总工会碰头会", ["市政府", "市总工会"]),
        ("联合市卫健委举办活动", ["市卫健委"]),
        ("青岭县人力资源和社会保障局", ["青岭县人力资源和社会保障局"]),
        ("协同青岭区人民法院", ["青岭区人民法院"]),
        ("共青团X县委、X县妇女联合会", ["共青团X县委", "X县妇女联合会"]),
        # A body's own union.
        ("区民政局工会联合会", ["区民政局工会联合会"]),
        ("云州市晨晖生物科技有限公司工会委员会", ["云州市晨晖生物科技有限公司工会委员会"]),
        # Working groups and the union's own units.
        (
            "成立“工会暖心行”专项工作领导小组，下设领导小组办公室",
            ["“工会暖心行”专项工作领导小组", "领导小组办公室"],
        ),
        ("市职工文体中心（市总工会网络中心）主任", ["市职工文体中心（市总工会网络中心）"]),
        ("市工人文化宫、省工会干校", ["市工人文化宫", "省工会干校"]),
        # Firms, schools, associations.
        ("与临江（云州）置业有限公司签约", ["临江（云州）置业有限公司"]),
        ("走访云川集团、澜江钢铁集团有限公司", ["云川集团", "澜江钢铁集团有限公司"]),
        ("云州市第一中学和市第一人民医院", ["云州市第一中学", "市第一人民医院"]),
        ("市书画爱好者联合会", ["市书画爱好者联合会"]),
    ],
)
def test_bodies(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "县级工会、基层工会、企业工会、各级工会、上级工会",
        "各县总工会、市县两级总工会",
        "乡镇（街道）总工会主席，乡镇工会",
        "同级党委和有关部门，人力资源社会保障部门",
        "党委政府高度重视，政府有关部门",
        "组织快递公司、家政公司、5家公司建会",
        "行业协会、企业家协会、商会",
        "县级工人文化宫、职工服务中心",
        "建设市级工匠学院，推动学校建会",
        "全市总体平稳，云州市工会第六次代表大会",
    ],
)
def test_classes_are_no_bodies(text: str) -> None:
    assert names(text) == []


@given(
    st.lists(
        st.sampled_from(
            [
                "市",
                "县",
                "云州",
                "总工会",
                "工会",
                "、",
                "（",
                "）",
                "委",
                "组织部",
                "X",
                "有限公司",
                "\n",
                " ",
                "联合",
                "领导小组",
                "“",
                "”",
            ]
        ),
        max_size=24,
    )
)
def test_spans_are_quotes_in_order(parts: list[str]) -> None:
    text = "".join(parts)
    end = 0
    for mention in find_organizations(text):
        assert end <= mention.span.start < mention.span.end <= len(text)
        assert "".join(mention.span.of(text).split()) == mention.name != ""
        end = mention.span.end


@pytest.mark.parametrize("bad", ["工会", "市", "有限公司", "云州市总工会、", "领导小组", "“", "（"])
def test_a_hostile_line_takes_linear_time(bad: str) -> None:
    assert growth(find_organizations, bad) < LINEAR
