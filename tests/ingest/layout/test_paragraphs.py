"""Are lines that the page broke joined again, and only those?"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.layout.lines import printed_lines, width
from ingest.layout.model import Paragraph
from ingest.layout.paragraphs import join_lines
from ingest.layout.recover import recover

#: Paragraphs of an invented plan, as they are meant.
MEANT = (
    "云州市总工会关于推进职工服务阵地建设的实施方案",
    "为深入推进全市职工服务阵地建设，更好满足广大职工群众对美好生活的新期待，结合云州实际，制定本实施方案。",
    "一、总体要求",
    "坚持以职工为中心的工作导向，围绕中心、服务大局，在全市范围内新建、改建一批设施完善、管理规范、服务到位的职工服务阵地，不断增强职工群众获得感、幸福感、安全感。",
    "二、重点任务",
    "（一）建好户外劳动者服务站点。依托沿街银行网点、商超门店、社区党群服务中心，新建站点30家，配齐饮水、充电、休息、急救等设施，张贴统一标识。",
    "（二）办好职工书屋。依托工业园区、项目工地和快递分拨中心，新建职工书屋20家，每家配书不少于1000册，每月组织读书活动不少于1次。",
    "三、保障措施",
    "各县（区）总工会要加强组织领导，明确专人负责，落实经费保障，及时总结推广好经验好做法，确保各项任务按时保质完成。",
)


WIDTHS = [24, 26, 28, 30, 32, 36, 38]


def paragraphs(raw: str) -> list[str]:
    layout = recover(raw)
    return [layout.words(block).strip() for block in layout.blocks if isinstance(block, Paragraph)]


def printed(meant: Sequence[str], em: int) -> str:
    """As a page of `em` characters prints it: two blanks before each paragraph, broken at the margin, where a number is
    not parted and no closing mark begins a line."""
    out: list[str] = []
    for text in meant:
        words = re.findall(r"[0-9A-Za-z.%]+[，。、；：）》”]*|[（《“]*.[，。、；：）》”]*", text)
        line = "　　"
        for word in words:
            if width(line + word) > em:
                out.append(line)
                line = ""
            line += word
        out.append(line)
    return "\n".join(out) + "\n"


def test_whole_paragraphs_stay_as_they_are() -> None:
    assert paragraphs("\n".join(MEANT)) == list(MEANT)
    assert paragraphs("\n\n".join(MEANT)) == list(MEANT)


@pytest.mark.parametrize("em", WIDTHS)
def test_broken_paragraphs_come_together_again(em: int) -> None:
    assert paragraphs(printed(MEANT, em)) == list(MEANT)


@pytest.mark.parametrize("em", WIDTHS)
def test_with_a_blank_line_after_every_printed_line(em: int) -> None:
    assert paragraphs(printed(MEANT, em).replace("\n", "\n\n")) == list(MEANT)


def test_page_numbers_between_broken_lines_go() -> None:
    lines = printed(MEANT, 30).splitlines()
    for at, number in ((8, "- 2 -"), (4, "1")):
        lines.insert(at, number)
    assert paragraphs("\n".join(lines)) == list(MEANT)


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("各县（区）总工会：\n现将方案印发给你们。", ["各县（区）总工会：", "现将方案印发给你们。"]),
        ("云州市总工会\n2024年3月5日", ["云州市总工会", "2024年3月5日"]),
        ("一、总体要求\n二、重点任务", ["一、总体要求", "二、重点任务"]),
        (
            "（一）甲事。\n（二）乙事。\n1.丙事。\n（1）丁事。",
            ["（一）甲事。", "（二）乙事。", "1.丙事。", "（1）丁事。"],
        ),
        ("根据《云州市总工会关于\n加强阵地建设的意见》", ["根据《云州市总工会关于加强阵地建设的意见》"]),
        ("组长：李望川\n副组长：赵一鸣\n成员：钱二", ["组长：李望川", "副组长：赵一鸣", "成员：钱二"]),
        ("- 第一件\n- 第二件", ["第一件", "第二件"]),
        (
            "第一章总则\n第一条为了规范，制定本办法。\n第二条本办法适用于云州。",
            ["第一章总则", "第一条为了规范，制定本办法。", "第二条本办法适用于云州。"],
        ),
    ],
)
def test_what_begins_and_ends_a_paragraph(raw: str, meant: list[str]) -> None:
    assert paragraphs(raw) == meant


@pytest.mark.parametrize(
    "leaders",
    [
        (
            "陆景行　党组书记、常务副主席：主持全面工作，分管办公室。",
            "宋佳禾　党组成员、副主席：负责组织建设工作，分管组织部。",
        ),
        (
            "党组书记、常务副主席陆景行：主持全面工作，分管办公室。",
            "党组成员、副主席宋佳禾：负责组织建设工作，分管组织部。",
        ),
        (
            "陆景行（党组书记、常务副主席）：主持全面工作，分管办公室。",
            "宋佳禾（党组成员、副主席）：负责组织建设工作，分管组织部。",
        ),
    ],
)
def test_each_leader_of_a_division_of_work_has_a_paragraph(leaders: tuple[str, str]) -> None:
    lines = [
        "云州市总工会办公室关于领导班子成员分工的通知",
        "云工办〔2025〕31号",
        "各县（区）总工会：",
        "现将领导班子成员分工通知如下：",
        *leaders,
        "云州市总工会办公室",
        "2025年5月9日",
    ]
    assert paragraphs("\n".join(lines)) == lines


def test_latin_words_do_not_run_together() -> None:
    lines = printed_lines("（use of the\nInternet）\n")
    assert [joined.text for joined in join_lines(lines)] == ["（use of the Internet）"]


def test_nothing_is_nothing() -> None:
    assert paragraphs("") == paragraphs("\n\n \n") == []


@settings(max_examples=60, deadline=None)
@given(st.permutations(MEANT[1:]), st.integers(22, 40))
def test_no_sign_is_lost_or_added_whatever_the_width(order: list[str], em: int) -> None:
    layout = recover(printed((MEANT[0], *order), em))
    assert "".join(layout.text.split()) == "".join((MEANT[0], *order))
    for block, after in zip(layout.blocks, layout.blocks[1:], strict=False):
        assert block.span.end <= after.span.start
