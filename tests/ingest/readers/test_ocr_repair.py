"""Are certain misreadings set right, one sign for one, and everything else left as it was read?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.ocr_repair import repair

SET_RIGHT = {
    "各县（区）总工会,市直各产业工会:": "各县（区）总工会，市直各产业工会：",
    "临江市职工疗休养办法(试行)": "临江市职工疗休养办法（试行）",
    "(一)健全组织体系": "（一）健全组织体系",
    "联系电话:7718206": "联系电话：7718206",
    "签订率达到88%,覆盖职工": "签订率达到88%，覆盖职工",
    "云工发〔2O24〕17号": "云工发〔2024〕17号",
    "2O24年3月l2日": "2024年3月l2日",
    "云工发〔2024]17号": "云工发〔2024〕17号",
    "根据云工发〔2024]": "根据云工发〔2024〕",
    "云工发(2024〕17号": "云工发〔2024〕17号",
    "二O二四年三月八日": "二〇二四年三月八日",
    "二○二四年": "二〇二四年",
    "—、总体要求": "一、总体要求",
    "一3 -": "—3 -",
    "3一": "3—",
    "（-）指导思想": "（一）指导思想",
    "推动各项任务落地见效.": "推动各项任务落地见效。",
}
LEFT = (
    "云工发[2024]17号",  # printed so by some offices
    "联系邮箱 office@example.org",
    "比例为3:2",
    "共1,200人",
    "— 3 —",
    "2021—2025年",
    "A.全面推进",
    "见https://example.org/a?b",
    "30%的企业",
)


@pytest.mark.parametrize("read", SET_RIGHT)
def test_set_right(read: str) -> None:
    text, done = repair(read)
    assert text == SET_RIGHT[read]
    assert done and all(one.read != one.set_to for one in done)


@pytest.mark.parametrize("read", LEFT)
def test_left_alone(read: str) -> None:
    assert repair(read) == (read, ())


@pytest.mark.parametrize(
    ("read", "simplify", "said"),
    [
        ("开通24小时心理熱线", True, "开通24小时心理热线"),
        ("年度計划完成情況", True, "年度计划完成情况"),
        ("開通心理熱線", False, "開通心理熱線"),
        ("组长：於乾安", True, "组长：於乾安"),
    ],
)
def test_traditional_forms_in_a_simplified_page(read: str, simplify: bool, said: str) -> None:
    assert repair(read, simplify=simplify)[0] == said


@given(st.text(st.sampled_from("工会二三〇O0o年〔〕[]()（）-—、,:.。123l|"), max_size=24))
def test_a_line_keeps_its_length_and_a_second_look_finds_nothing_in_what_was_set(read: str) -> None:
    text, done = repair(read)
    assert len(text) == len(read)
    assert (text == read) == (not done)
