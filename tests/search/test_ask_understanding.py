"""How a question is read before it is answered: its usual form, its slips, its parts, what it takes from the one before."""

from __future__ import annotations

import pytest

from search.ask.compound import parts_of
from search.ask.followup import follow_up
from search.ask.sounds import alike, sound
from search.ask.spelling import Correction, Spelling
from search.ask.wording import regular
from search.searcher import Searcher
from tests.search.corpus import with_people


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    return Searcher(with_people())


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("云州31年台账有几项?", "云州2031年台账有几项？"),
        ("满31年的会员有多少", "满31年的会员有多少"),
        ("近30年来的变化", "近30年来的变化"),
        ("云工办发2031年7号是什么文件", "云工办发〔2031〕7号是什么文件"),
        ("云工办发[2031] 7 号文", "云工办发〔2031〕7号"),
        ("头一个季度做啥", "第一季度做什么"),
        ("雲州的職工夜校歸誰管", "云州的职工夜校归谁管"),
    ],
)
def test_everyday_forms_become_the_usual_ones(written: str, usual: str) -> None:
    assert regular(written) == usual


def test_a_number_without_its_year_is_filled_in_only_where_one_can_be_meant() -> None:
    assert (
        regular("云工办发7号文是什么", ["云工办发〔2031〕7号", "临工发〔2032〕2号"])
        == "云工办发〔2031〕7号是什么"
    )
    several = ["云工办发〔2031〕7号", "云工办发〔2032〕7号"]
    assert regular("云工办发7号文是什么", several) == "云工办发7号文是什么"


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("工", "公", True),
        ("季", "纪", True),
        ("章", "脏", True),
        ("心", "星", True),
        ("工", "部", False),
        ("驿", "译", False),
    ],
)
def test_signs_that_sound_alike(left: str, right: str, same: bool) -> None:
    assert alike(left, right) is same


def test_a_rare_sign_has_no_sound() -> None:
    assert sound("啊") == "a" and sound("座") == "zuo" and sound("驿") == "" and sound("A") == ""


@pytest.mark.parametrize(
    ("written", "corrected"),
    [
        ("云州的灯塔讲唐归谁管", "云州的灯塔讲堂归谁管"),  # 堂, by sound
        ("云州的江湾译站归谁管", "云州的江湾驿站归谁管"),  # a rare sign
        ("法律工做部负责什么", "法律工作部负责什么"),
        ("法律服务部负责什么", "法律服务部负责什么"),  # another department
        ("宣传部负责什么", "宣传部负责什么"),
        ("孙元山是谁", "孙远山是谁"),
        ("孙小山是谁", "孙小山是谁"),  # another person
        ("职工夜校归谁管", "职工夜校归谁管"),  # stands in a document
        ("工作台帐有几项", "工作台账有几项"),
        ("五张表是什么", "五张表是什么"),  # a figure is no slip
    ],
)
def test_slips_are_put_right_and_other_names_are_left(written: str, corrected: str) -> None:
    spelling = Spelling(lambda words: words in "职工夜校在三张表里")
    spelling.add(["工作台账", "任务"])
    spelling.add(["法律工作部", "宣教部", "孙远山"], strict=True)
    spelling.add(["灯塔讲堂", "江湾驿站", "职工业校", "三张表"])
    text, changes = spelling.correct(written)
    assert text == corrected
    assert bool(changes) == (written != corrected)


def test_two_names_that_may_be_meant_are_none() -> None:
    spelling = Spelling(lambda words: False)
    spelling.add(["江声讲堂", "江生讲堂"])
    assert spelling.correct("江升讲堂归谁管") == ("江升讲堂归谁管", ())
    same = Spelling(lambda words: False)
    same.add(["李诚远", "李城远"], strict=True, same=lambda name: "one person")
    assert same.correct("李成远是谁")[1] == (Correction("李成远", "李城远"),)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("职工夜校由谁负责？", ["职工夜校由谁负责？"]),
        ("职工夜校由谁负责，什么时候完成？", ["职工夜校由谁负责", "什么时候完成"]),
        (
            "落实《关于谁、什么的意见》，职工夜校由谁负责？",
            ["落实《关于谁、什么的意见》，职工夜校由谁负责？"],
        ),
        ("云州，职工夜校由谁负责？", ["云州，职工夜校由谁负责？"]),
    ],
)
def test_parts_of_a_question(question: str, parts: list[str]) -> None:
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    ("before", "now", "full"),
    [
        ("云州的职工夜校由哪个部门负责？", "那临江呢？", "临江的职工夜校由哪个部门负责？"),
        ("云州的职工夜校由哪个部门负责？", "什么时候完成？", "云州的职工夜校什么时候完成？"),
        ("云州2031年财务部有哪些任务？", "2032年呢？", "云州2032年财务部有哪些任务？"),
        ("云州2031年财务部有哪些任务？", "女职工部呢？", "云州2031年女职工部有哪些任务？"),
        ("云州2031年财务部有哪些任务？", "第三季度呢？", "云州2031年财务部第三季度有哪些任务？"),
        ("云州职工夜校第二季度要做什么？", "第三季度呢？", "云州职工夜校第三季度要做什么？"),
        ("哪些部门负责云州的职工夜校？", "成果形式是什么？", "云州的职工夜校的成果形式是什么？"),
        ("青岚市总工会组织部部长是谁？", "他的电话呢？", "青岚市总工会组织部部长的电话？"),
        ("孙远山是谁？", "钱小舟呢？", "钱小舟是谁？"),
        ("云州的职工夜校由谁负责？", "临江市总工会2032年要点有几项？", "临江市总工会2032年要点有几项？"),
    ],
)
def test_a_short_question_takes_the_rest_from_the_one_before(
    searcher: Searcher, before: str, now: str, full: str
) -> None:
    assert follow_up(now, before, searcher._asker.known) == full


def test_an_answer_says_what_it_took_the_question_to_be(searcher: Searcher) -> None:
    found = searcher.ask("那青岚呢？", "云州市总工会组织部部长是谁？")
    assert found["understood_as"] == "青岚市总工会组织部部长是谁？"
    assert found["answer"] == {"value": "钱小舟"}
    assert "understood_as" not in searcher.ask("青岚市总工会组织部部长是谁？", "云州有几项任务？")


def test_both_parts_are_answered_or_said_to_be_missing(searcher: Searcher) -> None:
    found = searcher.ask("云州的职工夜校的成果形式是什么，什么时候完成？")
    assert found["answer"] == {"set": ["课程40期", "2031年12月底前"]}
    half = searcher.ask("云州的职工夜校的成果形式是什么，花了多少钱？")
    assert half["answer"] == {"value": "课程40期"}
    assert "没有写明" in half["text"]


@pytest.mark.parametrize(
    ("question", "grade"),
    [
        ("云州职工夜校的完成时限是什么？", "高"),
        ("云州财务部要干什么？", "中"),
        ("云州要建多少家哺乳室？", "低"),
    ],
)
def test_confidence_is_that_of_the_source(searcher: Searcher, question: str, grade: str) -> None:
    found = searcher.ask(question)
    assert found["confidence"] == grade, found
    assert found["confidence_reason"]


def test_a_slip_that_was_put_right_lowers_it_and_is_told(searcher: Searcher) -> None:
    found = searcher.ask("“灯塔讲唐”的责任部门")
    assert found["answer"]["set"] == ["宣教部"]
    assert found["confidence"] == "中"
    assert "灯塔讲唐" in found["text"] and found["notes"]
