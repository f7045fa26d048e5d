"""Does the scorer count as it says?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.quality import score

TASK: dict[str, Any] = {
    "number": "3",
    "text": "新建职工书屋20家。",
    "rows": [
        {
            "schedule": [{"quarter": "Q1", "text": "摸底。"}, {"quarter": None, "text": "验收。"}],
            "deliverable": "书屋20家",
            "departments": ["宣教部"],
        }
    ],
    "policies": [{"title": "职工书屋办法"}],
    "initiatives": ["“书香云州”"],
    "indicators": [{"value": 20, "unit": "家"}],
}
FOUND = {**TASK, "source_file": "/x/003_云州.txt", "number": "3．"}
GOLD = {"003": {"tasks": [TASK]}}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("（一）总体 要求：", "(一)总体要求:", True),
        ("２０２３年", "2023年", True),
        ("云工发〔2023〕3号", "云工发[2023]3号", True),
        ("云州", "云洲", False),
        (None, "", True),
    ],
)
def test_layout_and_kinds_of_punctuation_do_not_count(one: str | None, other: str, same: bool) -> None:
    assert (score.norm(one) == score.norm(other)) is same
    assert (score.ratio(one, other) == 1.0) is same


@pytest.mark.parametrize(
    ("value", "first"),
    [(30, 30), ("2-3", 2), ("3～5", 3), ([2, 3], 2), ("９０％", 90), ("若干", None), (1.5, 1.5)],
)
def test_a_range_is_known_by_its_first_number(value: object, first: float | None) -> None:
    assert score.lower_bound(value) == first


def test_names_match_when_one_holds_the_other_once() -> None:
    assert score.match_names(["书香云州", "灯塔杯"], ["“书香云州”活动"]) == (1, {"灯塔杯"}, set())
    assert score.match_names(["灯塔杯"], ["灯塔杯", "“灯塔杯”竞赛"]) == (1, set(), {"灯塔杯竞赛"})
    assert score.match_names(["杯"], ["灯塔杯竞赛"]) == (0, {"杯"}, {"灯塔杯竞赛"})


def test_what_is_all_there_scores_one() -> None:
    suite = score.score_tasks([FOUND], GOLD)
    assert suite.figure == 1.0 and suite.notes() == []
    assert suite.pooled("schedule text").right == 2
    assert suite.pooled("schedule quarter").right == 1
    assert suite.pooled("initiative").f1 == suite.pooled("indicator").f1 == 1.0


@pytest.mark.parametrize(
    ("change", "row", "counts"),
    [
        ({"number": "4"}, "task text", (0, 2, 1)),
        ({"text": "别的事情。", "title": None}, "task text", (0, 2, 1)),
        ({"rows": []}, "row count", (0, 1, 1)),
        ({"rows": []}, "department", (0, 0, 1)),
        ({"rows": [{**TASK["rows"][0], "schedule": []}]}, "schedule text", (0, 2, 2)),
        ({"rows": [{**TASK["rows"][0], "departments": ["宣教部", "女工部"]}]}, "department", (1, 1, 0)),
        ({"policies": [{"title": "别的"}]}, "policy", (0, 1, 1)),
    ],
)
def test_what_is_not_right_is_counted(change: dict[str, Any], row: str, counts: tuple[int, int, int]) -> None:
    suite = score.score_tasks([{**FOUND, **change}], GOLD)
    found = suite.pooled(row)
    assert (found.right, found.wrong, found.missed) == counts
    assert suite.figure < 1.0


def test_documents_people_and_evidence() -> None:
    document = {
        "title": "关于印发《云州方案》的通知",
        "doc_number": "云工发〔2023〕3号",
        "addressees": ["各县总工会"],
    }
    got = [{**document, "source_file": "003.txt", "index": 1}]
    assert score.score_documents(got, {"003": {"document": document}}).figure == 1.0
    assert score.score_documents([*got, *got], {"003": {"document": document}}).figure < 1.0
    assert score.score_documents([], {"003": {"document": document}}).figure == 0.0
    wanted = {"name": "李望川", "roles": ["部长"], "department": "宣教部", "group_role": "成员"}
    person = {
        "name": "李望川",
        "positions": [{"role": "部长", "department": "宣教部", "organization": None}],
        "groups": [{"name": "领导小组", "role": "成员"}],
        "liaison_for": ["青岭县总工会"],
    }
    gold = {"003": {"people": [wanted], "liaisons": [{"leader": "李望川", "county_union": "青岭县总工会"}]}}
    assert score.score_people([person], gold).figure == 1.0
    assert score.score_people([{**person, "groups": []}], gold).figure == 0.8
    text = {"kind": "document", "id": "d", "text": "云州方案"}
    quote = {"document": "d", "start": 0, "end": 2, "quote": "云州"}
    right = {"kind": "edge", "evidence": [quote]}
    assert score.score_evidence([text, right, {"kind": "edge", "derived": True}]).figure == 1.0
    assert (
        score.score_evidence([text, right, {"kind": "edge", "evidence": [{**quote, "end": 3}]}]).figure == 0.5
    )
    assert score.score_evidence([text, {"kind": "edge", "evidence": []}]).figure == 0.0


def test_the_gold_of_the_sample_is_read() -> None:
    gold = score.read_gold(Path(__file__).parents[1] / "gold")
    assert len(gold) == 16 and {"document", "tasks"} <= gold["003"].keys()
