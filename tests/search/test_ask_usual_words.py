"""The words of the mouth, of a search box and of a slip of the pen become those that questions are read in."""

from __future__ import annotations

import re

import pytest

from search.ask.acts import one_act
from search.ask.answer import Answer
from search.ask.compound import but_for, by_matter, by_place, without
from search.ask.courtesy import RULES, TAILS, Framed, Rule, framed
from search.ask.oral import TURNS, Turn, official
from search.ask.slips import Slips
from search.ask.sounds import alike, homophones
from search.ask.statements import merged
from search.ask.terse import FORMS, Form, asked_out
from search.ask.wording import regular, signs


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_each_lead_goes(rule: Rule) -> None:
    assert re.match(rule.written, rule.example)
    bare = "青岭的书屋由谁负责"
    front = rule.example.removesuffix("云州").removesuffix("把")
    joint = "把" if rule.example.endswith("把") else ""
    asked = {framed(f"{front}{joint}{bare}？").question, framed(f"{front}，{bare}？").question}
    assert f"{joint}{bare}？" in asked or bare in asked


@pytest.mark.parametrize("rule", TAILS, ids=lambda r: r.name)
def test_each_tail_goes(rule: Rule) -> None:
    assert framed(f"青岭的书屋由谁负责？{rule.example}。").question == "青岭的书屋由谁负责？"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("云州有几项任务？", Framed("云州有几项任务？")),
        ("我是快递员，临江的入会集中月是几月？", Framed("临江的入会集中月是几月？", ("我是快递员",))),
        ("小站（好像叫听风小站）建了几家？", Framed("小站建了几家？", (), ("听风小站",))),
        ("听风小站计划建多少家？", Framed("听风小站计划建多少家？")),
        ("《请问工会》读本由谁编写？", Framed("《请问工会》读本由谁编写？")),
        ("“您好工友”热线谁负责？", Framed("“您好工友”热线谁负责？")),
        ("职工书屋这几件事谁管？", Framed("职工书屋这几件事谁管？")),
        ("查实情、问需求活动由谁负责？", Framed("查实情、问需求活动由谁负责？")),
        ("我市2031年要建几个驿站？", Framed("我市2031年要建几个驿站？")),
        ("根据2031年工作台账，谁负责建会？", Framed("根据2031年工作台账，谁负责建会？")),
        ("谢谢", Framed("谢谢")),
        ("职工书物，不对，职工书屋建了几家？", Framed("职工书屋建了几家？")),
        ("云州 财务部 任务", Framed("云州 财务部 任务")),
    ],
)
def test_what_is_asked_stays(text: str, wanted: Framed) -> None:
    assert framed(signs(text)) == wanted


@pytest.mark.parametrize("turn", TURNS, ids=lambda t: t.name)
def test_each_turn_of_speech(turn: Turn) -> None:
    said, usual = turn.example
    assert official(said) == usual


@pytest.mark.parametrize(
    "text",
    [
        "“谁挑头”栏目由哪个部门牵头？",
        "《夺了什么奖》由谁编写？",
        "云州的职工夜校由谁负责？",
        "首届金锚杯第三名能拿多少奖金？",
        "春节慰问一共多少户？",
    ],
)
def test_names_and_plain_questions_stay(text: str) -> None:
    assert official(text) == text


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.name)
def test_each_terse_form(form: Form) -> None:
    assert asked_out(form.example[0]) == form.example[1]


@pytest.mark.parametrize("text", ["云州有多少会员数？", "云州 财务部 电话", "“资助数”由谁统计？"])
def test_what_asks_by_itself_is_not_written_out(text: str) -> None:
    assert asked_out(text) == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("云州书屋年初定的是40个，后来真正建了几个？", "云州书屋实际建了几个？"),
        ("云州书屋2031年计划30家，年底到底建成了多少家？", "云州书屋2031年实际建成了多少家？"),
        ("女职工部的部长，她叫什么名字？", "女职工部的部长叫什么名字？"),
        ("云州书屋计划30家，由谁负责？", "云州书屋计划30家，由谁负责？"),
        ("青岭每月有一天在广场上义诊，固定是哪天？", "青岭每月哪一天在广场上义诊？"),
        ("青岭夜校放在一个地方上课，具体在哪里？", "青岭夜校放在哪里上课？"),
        ("云州工匠学院就设在一所学校里，依托的是哪所学校？", "云州工匠学院依托的是哪所学校？"),
        ("云州有一所工匠学院，什么时候开班？", "云州有一所工匠学院，什么时候开班？"),
    ],
)
def test_a_statement_before_the_question_is_taken_in(text: str, wanted: str) -> None:
    assert merged(text) == wanted


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "书屋、夜校还有疗休养这几件事，由谁负责？",
            ["书屋由谁负责？", "夜校由谁负责？", "疗休养由谁负责？"],
        ),
        ("书屋和夜校分别由谁负责？", ["书屋由谁负责？", "夜校由谁负责？"]),
        ("职工书屋由谁负责？", []),
    ],
)
def test_matters_side_by_side_are_asked_each(text: str, parts: list[str]) -> None:
    assert by_matter(text) == parts


def test_places_side_by_side_are_asked_each() -> None:
    assert by_place("云州和青岭2031年各发展多少会员？", ["青岭", "云州"]) == [
        ("云州", "云州2031年发展多少会员？"),
        ("青岭", "青岭2031年发展多少会员？"),
    ]
    assert by_place("云州、青岭两家的总结里，各建了几家？", ["云州", "青岭"])[1] == (
        "青岭",
        "青岭的总结里，建了几家？",
    )
    assert by_place("云州发给青岭的通知是哪份？", ["云州", "青岭"]) == []


def test_what_is_left_out_is_no_answer() -> None:
    assert but_for("除了省总的意见之外，还依据了哪份文件？") == ("依据了哪份文件？", "省总的意见")
    assert but_for("除了组织部，夜校还有哪个部门负责？") == ("夜校哪个部门负责？", "组织部")
    assert but_for("依据了哪份文件？") == ("", "")
    answer = Answer("x", "", {"set": ["组织部", "财务部"]})
    kept = without(answer, "组织部")
    assert kept is not None
    assert kept.value == {"value": "财务部"}
    assert without(Answer("x", "", {"value": "组织部"}), "组织部") is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("牵手或者配对成功多少对", "牵手成功多少对"), ("书屋或者夜校由谁管", "书屋或者夜校由谁管")],
)
def test_two_words_for_one_act(text: str, wanted: str) -> None:
    assert one_act(text) == wanted


def test_signs_of_two_sounds() -> None:
    assert alike("行", "航")
    assert alike("行", "星")
    assert not alike("行", "走")
    assert "薪" in homophones("心")
    assert "心" not in homophones("心")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("追回欠心多少", [(2, 4, "欠薪")]), ("追回欠薪多少", []), ("欠心同志是谁", []), ("欠走多少", [])],
)
def test_a_torn_word_is_put_right_by_its_sound(text: str, wanted: list[tuple[int, int, str]]) -> None:
    often = {"欠薪": 9, "追回": 4}
    words = {"追回", "欠薪", "多少", "同志", "是谁", "嵌心"}

    def cut(whole: str) -> list[str]:
        out: list[str] = []
        while whole:
            size = 2 if whole[:2] in words else 1
            out.append(whole[:size])
            whole = whole[size:]
        return out

    slips = Slips(cut, lambda word: often.get(word, 0), words.__contains__)
    assert list(slips.find(text, [])) == wanted


def test_regular_twice_is_regular_once() -> None:
    for said in (
        "您好，我是新来的，云州23年书屋谁挑头呀？谢谢",
        "青岭 慰问金总额",
        "麻烦帮我查查云工发2031年7号文",
    ):
        assert regular(regular(said)) == regular(said)
