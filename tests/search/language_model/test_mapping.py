"""Is a question only ever put into a known form with words of its own?"""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.ask.kinds import KINDS
from search.language_model.endpoint import LanguageModelError
from search.language_model.mapping import FORMS, map_question

QUESTION = "麻烦看看云州2031年灯火夜校这摊子事儿归哪边"


def mapped(reply: object, question: str = QUESTION) -> str | None:
    return map_question(question, lambda messages: json.dumps(reply, ensure_ascii=False))


def test_a_form_is_filled_with_the_question_s_words() -> None:
    slots = {"地方": "云州", "年份": "2031年", "事项": "灯火夜校"}
    assert mapped({"form": 1, "slots": slots}) == "云州2031年哪些部门负责灯火夜校？"
    assert mapped({"form": 1, "slots": {"事项": "灯火夜校"}}) == "哪些部门负责灯火夜校？"


@pytest.mark.parametrize(
    "reply",
    [
        {"form": 0},
        {},
        {"form": 1, "slots": {"事项": "职工书屋"}},  # nobody asked about it
        {"form": 1, "slots": {"地方": "云州"}},  # the matter is missing
        {"form": 1, "slots": {"事项": 5}},
        {"form": 1},
    ],
)
def test_no_form_no_question(reply: object) -> None:
    assert mapped(reply) is None


@pytest.mark.parametrize(
    "reply", [{"form": 99}, {"form": -1}, {"form": "1"}, {"form": True}, {"form": 1, "slots": [1]}, [1], "hi"]
)
def test_another_form_is_an_error(reply: object) -> None:
    with pytest.raises(LanguageModelError):
        mapped(reply)


def test_every_form_is_recognised_by_its_kind() -> None:
    kinds = {kind.name: kind for kind in KINDS}
    example = {
        "地方": "云州市", "年份": "2031", "事项": "职工书屋建设", "部门": "组织部", "文件": "云州市总工会2031年工作要点", "单位": "云州市总工会",
        "职务": "主席", "人名": "闻立诚", "小组": "领导小组", "县区": "清坪县", "指标": "新建职工书屋", "名称": "“江畔驿站”",
    }  # fmt: skip
    for form in FORMS:
        assert set(re.findall(r"\{(.+?)\}", form.wording)) <= set(example)
        question = form.fill(example)
        assert question and kinds[form.kind].match(question), form


@given(
    st.dictionaries(st.sampled_from(["地方", "年份", "事项", "文件"]), st.text(max_size=8)),
    st.integers(1, len(FORMS)),
)
def test_whatever_it_says_the_words_are_the_question_s(slots: dict[str, str], number: int) -> None:
    found = mapped({"form": number, "slots": slots})
    if found is not None:
        rest = found
        for value in sorted(slots.values(), key=len, reverse=True):
            assert value.strip() in QUESTION or "年" in value or value.isdigit() or not value.strip()
        assert rest
