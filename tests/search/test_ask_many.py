"""Answers over more than anyone reads: how many there are, the first of them, and how many more."""

from __future__ import annotations

import pytest

from kg.workspace import Workspace
from search.ask.kinds._tasks import MOST
from search.searcher import Searcher
from tests.search.corpus import Paper

TASKS = 130
PAPERS = 25
"""More papers than are read one by one."""


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    made = Workspace.in_memory()
    long = Paper("青岭台账.txt", "青岭", "青岭市总工会2031年工作台账", "青工办发〔2031〕9号")
    for number in range(TASKS):
        long.task(
            f"推进第{number + 1}号驿站改造。",
            ("财务部" if number % 10 else "组织部",),
            (("Q2" if number % 2 else "Q3", f"完成第{number + 1}号验收"),),
        )
    made.put(long.done())
    for number in range(PAPERS):
        paper = Paper(
            f"临江{number}.txt",
            "临江",
            f"临江市总工会第{number + 1}片区2031年工作台账",
            f"临工发〔2031〕{number + 1}号",
        )
        for _ in range(9):
            paper.task(f"走访第{number + 1}片区困难职工。", ("保障部",), (("Q1", "摸底"),))
        made.put(paper.done())
    return Searcher(made)


@pytest.mark.parametrize(
    ("question", "total", "shown"),
    [
        ("青岭2031年工作台账里财务部负责哪些任务？", 117, MOST),
        ("青岭2031年工作台账里组织部负责哪些任务？", 13, 13),
        ("青岭2031年工作台账列出全部任务", TASKS, MOST),
        ("青岭2031年工作台账里财务部第二季度有哪些任务？", 65, 65),
        ("临江2031年工作台账里保障部负责哪些任务？", 225, MOST),
        ("临江2031年工作台账里保障部第一季度有哪些任务？", 225, MOST),
        ("临江2031年工作台账里保障部第四季度有哪些任务？", 0, 0),
    ],
)
def test_the_first_are_listed_and_the_rest_is_told(
    searcher: Searcher, question: str, total: int, shown: int
) -> None:
    found = searcher.ask(question)
    assert found["answerable"] is bool(total), found["text"]
    tasks = found["answer"].get("tasks", [])
    assert len(tasks) == shown and len({t["id"] for t in tasks}) == shown
    assert (f"共有{total}项" in found["text"]) is bool(total)
    assert (f"另有{total - MOST}项" in found["text"]) is (total > MOST)
    assert len(found["evidence"]) <= 2 * MOST


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("青岭2031年工作台账一共有多少项？", str(TASKS)),
        ("青岭2031年工作台账里财务部一共有多少项任务？", "117"),
        ("临江2031年工作台账一共有多少项任务？", "225"),
        ("临江有几份工作台账？", str(PAPERS)),
    ],
)
def test_the_number_is_that_of_all(searcher: Searcher, question: str, value: str) -> None:
    found = searcher.ask(question)
    assert found["answer"].get("value") == value, found["text"]
    assert found["evidence"]
