"""Names found in a text at the cost of the text: names, titles, document numbers."""

from __future__ import annotations

import pytest

from search.ask.instruments import Titles, core
from search.ask.standing import Numbers, Runs, Standing


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("青岭市总工会财务部负责哪些任务", ["青岭", "财务部"]),
        ("网络工作部和工作部", ["网络工作部", "工作部"]),  # one name inside another: both, the longer apart
        ("财务", []),
        ("财", []),
        ("", []),
    ],
)
def test_names_in_a_text(text: str, found: list[str]) -> None:
    names = Standing(["青岭", "财务部", "网络工作部", "工作部", "财"])
    assert sorted(names.within(text)) == sorted(found)


def test_a_name_is_found_once_in_the_order_of_the_text() -> None:
    assert Standing(["驿站", "书屋"]).within("书屋、驿站和书屋") == ["书屋", "驿站"]


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ("数字", "服务", True),
        ("服务", "数字", False),  # in this order only
        ("数字", "台账", False),  # in two titles
    ],
)
def test_pieces_of_one_title(first: str, second: str, both: bool) -> None:
    titles = Runs(["数字阵地和职工服务", "青岭市工作台账", ""])
    assert titles.have_both(first, second) is both
    assert titles.have("职工服务") and not titles.have("服务青岭")
    assert Runs([]).have("") is False


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("青工发〔2031〕5号", True),
        ("青工发[2031]5号", True),
        ("落实青工发〔2031〕5号", True),  # words before it
        ("工发〔2031〕5号", True),  # the end of it
        ("青工发〔2031〕6号", False),
        ("青工发〔2031〕15号", False),
        ("", False),
    ],
)
def test_document_numbers(asked: str, known: bool) -> None:
    assert Numbers(["青工发〔2031〕5号", "临工办字〔2030〕11号"]).have(asked) is known


def test_titles_by_their_cores() -> None:
    titles = Titles(
        ["青岭市总工会关于加强驿站建设的意见", "临江市困难职工帮扶资金管理办法", "2031年工作要点"]
    )
    found = titles.shortened("那份驿站建设的意见由谁落实")
    assert found is not None and found.title == "青岭市总工会关于加强驿站建设的意见"
    assert (
        titles.loosely("困难职工的帮扶资金怎么管，那个管理办法说了没有") == "临江市困难职工帮扶资金管理办法"
    )
    assert titles.loosely("食堂怎么管") == ""
    assert titles.without(["临江市困难职工帮扶资金管理办法"]).loosely("困难职工帮扶资金管理办法") == ""
    assert titles.cores["青岭市总工会关于加强驿站建设的意见"] == core("青岭市总工会关于加强驿站建设的意见")
