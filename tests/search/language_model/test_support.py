"""Does only what the evidence says pass, and does honest rewording pass?"""

from __future__ import annotations

import pytest

from search.language_model.support import Support

PLAIN = "负责“灯火夜校”的部门：组织部牵头，法律保障部配合"
QUOTES = (
    "2031年底前建成“灯火夜校”12所，覆盖职工3000人次",
    "责任部门：组织部（牵头）、法律保障部",
    "不得向职工收取费用",
)
SUPPORT = Support((PLAIN, *QUOTES), "云州市的灯火夜校由哪个部门负责？ 云工办发〔2031〕7号 第3项")


@pytest.mark.parametrize(
    "sentence",
    [
        "组织部牵头，法律保障部配合。",
        "此外，2031年底前建成12所。",
        "“灯火夜校”由组织部牵头。",
        "覆盖职工3000人次。",
        "不得收取费用。",
        "根据云工办发〔2031〕7号，灯火夜校由组织部牵头。",
    ],
)
def test_what_the_evidence_says_stands(sentence: str) -> None:
    assert SUPPORT.sentence(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "2031年底前建成15所。",  # another figure
        "组织部配合，法律保障部牵头。",  # roles exchanged
        "法律保障部牵头。",
        "组织部配合。",
        "由财务部牵头。",  # a department that is not there
        "组织部部长王建国牵头。",  # a person that is not there
        "可以向职工收取费用，不得拖延。",
        "预计投入经费50万元。",
        "没有建成。",  # a negation of its own
        "覆盖职工三千人次以上。",
        "请访问 https://example.com 了解详情。",
        "<b>组织部牵头</b>",
        "2032年底前建成12所。",
        "组织部牵头，并已完成验收。",
    ],
)
def test_what_it_does_not_say_falls(sentence: str) -> None:
    assert not SUPPORT.sentence(sentence)


def test_sentences_fall_one_by_one() -> None:
    kept, dropped = SUPPORT.kept("组织部牵头，法律保障部配合。预计投入50万元。2031年底前建成12所！")
    assert kept == "组织部牵头，法律保障部配合。2031年底前建成12所！"
    assert dropped == ("预计投入50万元。",)
