"""Are printed lines cleaned of layout and nothing else, and is every character led back to where it stood?"""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.layout.lines import clean, dressed_page_number, page_number, printed_lines, width


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("制 定 印 发 方 案", "制定印发方案"),
        ("李 四", "李四"),
        ("组长：李 四", "组长：李四"),
        ("于 2024 年 3 月", "于2024年3月"),
        ("完成 50 家 。", "完成50家。"),
        ("， 并 且", "，并且"),
        ("（ 一 ） 总体要求", "（一）总体要求"),
        ("　　各县总工会", "各县总工会"),
        ("**一、** 总体要求", "一、 总体要求"),
        ("<p>总体要求</p>", "总体要求"),
        ("总体<br/>要求", "总体要求"),
        ("\ufeff总\u200b体", "总体"),
        ("3\\. 开展活动", "3. 开展活动"),
        ("hello world", "hello world"),
        ("2*3=6", "2*3=6"),
        ("占比 a < b 的", "占比a < b的"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_what_the_printer_put_in_goes(raw: str, text: str) -> None:
    found, offsets = clean(raw, 100)
    assert found.replace(" ", "") == text.replace(" ", "")
    assert [raw[k - 100] for k in offsets] == list(found)
    if " " not in text:
        assert found == text


def test_blanks_are_kept_where_they_part_cells() -> None:
    assert clean("李 四 　部 长", 0, keep_blanks=True)[0] == "李 四 　部 长"


@pytest.mark.parametrize(
    ("line", "number", "dressed"),
    [
        ("3", 3, False),
        ("　29 ", 29, False),
        ("- 3 -", 3, True),
        ("—12—", 12, True),
        ("－ 4 －", 4, True),
        ("第 3 页", 3, True),
        ("第3页 共12页", 3, True),
        ("1 / 12", None, False),
        ("２３", 23, False),
        ("2024年", None, False),
        ("3.", None, False),
        ("12345", None, False),
        ("三", None, False),
        ("3 家", None, False),
        ("", None, False),
    ],
)
def test_page_numbers(line: str, number: int | None, dressed: bool) -> None:
    if line != "1 / 12":
        assert page_number(line) == number
    assert dressed_page_number(line) is dressed


def test_lines_remember_page_gap_indent_and_marks() -> None:
    raw = "标题\n\n\n　　第一段\n**粗体**\n- 列表\n# 大标题\f新页\n"
    lines = printed_lines(raw)
    assert [line.text for line in lines] == ["标题", "第一段", "粗体", "列表", "大标题", "新页"]
    assert [line.gap for line in lines] == [0, 2, 0, 0, 0, 0]
    assert lines[1].indent == 2.0
    assert [line.bold for line in lines] == [False, False, True, False, False, False]
    assert [line.listed for line in lines] == [False, False, False, True, False, False]
    assert [line.page for line in lines] == [1, 1, 1, 1, 1, 2]
    assert [line.page_start for line in lines] == [True, False, False, False, False, True]
    assert all(raw[line.at : line.at + len(line.raw)] == line.raw for line in lines)


@pytest.mark.parametrize(
    ("text", "em"), [("工会", 2.0), ("2024", 2.0), ("A工", 1.5), ("，。", 2.0), ("", 0.0)]
)
def test_width_in_em(text: str, em: float) -> None:
    assert width(text) == em


SIGNS = st.sampled_from(
    list("工会一、（）。：；“”《》 　\t\n\f\r*#->_<p/>|12３.\\X\u200b\u00a0\u2028\ufeff𠀀é")
)


@given(st.lists(SIGNS, max_size=60).map("".join))
@example("\u2028一\x85二\x1c三\n")
@example("*" * 50)
@example("<p" * 50)
def test_every_character_is_led_back_and_none_but_layout_is_lost(raw: str) -> None:
    lines = printed_lines(raw)
    offsets = [k for line in lines for k in line.offsets]
    assert "".join(raw[k] for k in offsets) == "".join(line.text for line in lines)
    assert offsets == sorted(set(offsets))
    lost = [raw[k] for k in sorted(set(range(len(raw))) - set(offsets))]
    assert not [c for c in lost if "\u3400" <= c <= "\u9fff" or c in "，。、；：“”《》（）"]


def test_long_and_hostile_lines_are_linear() -> None:
    for raw in (
        "工 " * 100_000,
        " " * 200_000 + "工",
        "<" * 100_000,
        "**" * 100_000,
        "- " * 50_000,
        "1 " * 100_000,
    ):
        printed_lines(raw)
