"""Are the units in a cell told apart, with their roles, exactly as written?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.units import read_units
from kg.model import Span, UnitRole, squeeze

R, L, C = UnitRole.RESPONSIBLE, UnitRole.LEAD, UnitRole.COOPERATING


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("组织部", ["组织部"]),
        ("组织部、宣教部", ["组织部", "宣教部"]),
        ("组织部，宣教部；女工部", ["组织部", "宣教部", "女工部"]),
        ("组织部\n宣教部", ["组织部", "宣教部"]),
        ("组织部 宣教部", ["组织部", "宣教部"]),
        ("组织部/宣教部", ["组织部", "宣教部"]),
        ("组织部。", ["组织部"]),
        ("组织部宣传教育部", ["组织部", "宣传教育部"]),
        ("民主管理部集体合同部女职工部", ["民主管理部", "集体合同部", "女职工部"]),
        ("各县（区）总工会", ["各县（区）总工会"]),
        ("各县（区、市）总工会、女职工部", ["各县（区、市）总工会", "女职工部"]),
        ("市总各部门、直属单位", ["市总各部门", "直属单位"]),
        ("职工服务中心、工人文化宫", ["职工服务中心", "工人文化宫"]),
        ("各产业工会各县（区）总工会", ["各产业工会", "各县（区）总工会"]),
        ("权益保障 部", ["权益保障部"]),
        ("各县（市、区） 总工会", ["各县（市、区）总工会"]),
        ("生产保护部 各产业 工会", ["生产保护部", "各产业工会"]),
        ("宣传教育 和网络工作部", ["宣传教育和网络工作部"]),
        ("经费审查委员会 办公室", ["经费审查委员会", "办公室"]),
        ("", []),
        ("—", []),
        ("/", []),
        ("无", []),
        ("  、 ，", []),
    ],
)
def test_names_stand_apart(cell: str, names: list[str]) -> None:
    text = f"前文{cell}后文"
    found = read_units(text, Span(2, 2 + len(cell)))
    assert [unit.name for unit in found] == names
    assert {unit.role for unit in found} <= {R}
    for unit in found:
        assert squeeze(unit.span.of(text)) == unit.name


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("组织部（牵头）、宣教部", [("组织部", L), ("宣教部", R)]),
        ("组织部（牵头）、宣教部（配合）", [("组织部", L), ("宣教部", C)]),
        ("牵头部门：组织部；配合部门：宣教部、女工部", [("组织部", L), ("宣教部", C), ("女工部", C)]),
    ],
)
def test_a_role_written_in_the_cell_wins(cell: str, units: list[tuple[str, UnitRole]]) -> None:
    assert [(u.name, u.role) for u in read_units(cell, Span(0, len(cell)))] == units


def test_the_role_of_the_column() -> None:
    assert [u.role for u in read_units("组织部、女工部", Span(0, 7), C)] == [C, C]


@given(st.text("组织宣教部办室中心、，；（）() \n／牵头配合：无", max_size=30), st.text("甲乙", max_size=3))
def test_names_are_quotes_in_order_and_inside_the_cell(cell: str, before: str) -> None:
    text = before + cell + "尾"
    found = read_units(text, Span(len(before), len(before) + len(cell)))
    at = len(before)
    for unit in found:
        assert unit.name and at <= unit.span.start < unit.span.end <= len(before) + len(cell)
        assert unit.name in squeeze(unit.span.of(text))
        at = unit.span.end
