"""Posts as offices write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.people.positions import read_positions
from kg.model import squeeze

CASES = [
    ("党组书记、常务副主席", [("党组书记", None, None), ("常务副主席", None, None)]),
    ("市总工会二级调研员", [("二级调研员", "市总工会", None)]),
    ("党组成员、港口工会主席", [("党组成员", None, None), ("主席", "港口工会", None)]),
    ("党组成员、经费审查委员会主任", [("党组成员", None, None), ("主任", None, "经费审查委员会")]),
    ("组织部部长", [("部长", None, "组织部")]),
    ("组织部 部 长", [("部长", None, "组织部")]),
    ("机关党委副书记", [("副书记", None, "机关党委")]),
    ("市总工会组织部部长", [("部长", "市总工会", "组织部")]),
    ("市委组织部副部长", [("副部长", "市委组织部", None)]),
    ("市职工服务中心主任", [("主任", "市职工服务中心", None)]),
    ("市职工之家（市工人俱乐部）主任", [("主任", "市职工之家（市工人俱乐部）", None)]),
    ("市总党组成员、副主席", [("党组成员", "市总", None), ("副主席", "市总", None)]),
    ("财贸、轻工工会主席", [("主席", "财贸、轻工工会", None)]),
    ("副主席（兼职）", [("副主席", None, None)]),
    ("工会副主席", [("工会副主席", None, None)]),
    ("党组书记常务副主席", [("党组书记", None, None), ("常务副主席", None, None)]),
    ("办公室主任兼研究室主任", [("主任", None, "办公室"), ("主任", None, "研究室")]),
    ("云州铸造公司", [("", "云州铸造公司", None)]),
    ("青岭小学校长", [("校长", "青岭小学", None)]),
]


@pytest.mark.parametrize(("text", "want"), CASES)
def test_posts(text: str, want: list[tuple[str, str | None, str | None]]) -> None:
    got = read_positions(text, 0, len(text))
    assert [(p.role, p.organization, p.department) for p in got] == want


@given(st.text(alphabet="党组书记副主席、市总工会（）() 部长兼办公室，任", max_size=40))
def test_spans_hold_the_role(text: str) -> None:
    for post in read_positions(text, 0, len(text)):
        assert post.role in squeeze(post.span.of(text))
