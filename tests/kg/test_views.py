"""Do the views give the JSON of the contract?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from kg import views
from kg.errors import NotFound
from kg.views.tasks import falls_in
from kg.workspace import Workspace
from tests.kg.factory import document


@pytest.fixture(scope="module")
def workspace() -> Iterator[Workspace]:
    with Workspace.in_memory() as workspace:
        workspace.put(document())
        workspace.put(document("临江", name="临江.txt", letter="临", leader="周明河"))
        yield workspace


def test_a_document(workspace: Workspace) -> None:
    (found,) = views.documents(workspace, city="云州市", year=2031)
    expected: dict[str, Any] = {
        "source_file": "云州方案.txt",
        "index": 1,
        "title": "云州市总工会办公室关于印发《2031年暖流行动实施方案》的通知",
        "parts": [{"title": "2031年暖流行动实施方案", "genre": "实施方案"}],
        "doc_number": "云工办发〔2031〕7号",
        "issuer": "云州市总工会办公室",
        "date": "2031-03-05",
        "year": 2031,
        "genre": "实施方案",
        "addressees": ["各县（区）总工会"],
        "city": "云州",
    }
    assert {key: found[key] for key in expected} == expected
    assert [(s["number"], s["title"], s["children"]) for s in found["sections"]] == [
        ("一", "重点任务", []),
        ("二", "组织领导", []),
    ]
    assert views.text(workspace, found["id"]) == document().text


def test_a_task(workspace: Workspace) -> None:
    first, second = views.tasks(workspace, city="云州")
    assert (first["number"], first["section"], first["departments"]) == (
        "1",
        "一、重点任务",
        ["组织部", "权益保障部"],
    )
    assert first["rows"] == [
        {
            "schedule": [{"quarter": "Q1", "text": "完成选址"}, {"quarter": "Q2", "text": "挂牌运行"}],
            "deliverable": "驿站名册",
            "departments": ["组织部", "权益保障部"],
            "deadline": "2031年6月底前",
            "roles": {"组织部": "lead", "权益保障部": "cooperating"},
        }
    ]
    (policy,) = first["policies"]
    assert (policy["title"], policy["doc_number"]) == ("关于推进驿站建设的意见", "川工发〔2030〕3号")
    assert [(i["value"], i["unit"]) for i in first["indicators"]] == [(30, "家")]
    assert [(i["value"], i["unit"]) for i in second["indicators"]] == [("2-3", "万人")]
    assert second["initiatives"] == ["灯塔杯"]
    words = views.text(workspace, first["document"])
    assert words[first["start"] : first["end"]] == first["text"]


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({"department": "组织部"}, ["1", "1"]),
        ({"department": "组织部", "city": "临江"}, ["1"]),
        ({"department": "不存在部"}, []),
        ({"quarter": "2"}, ["1", "1"]),
        ({"quarter": "Q4"}, []),
        ({"year": 2030}, []),
        ({"year": 2031, "city": "临江市"}, ["1", "2"]),
        ({"city": '" } INSERT'}, []),
    ],
)
def test_filters_of_tasks(workspace: Workspace, filters: dict[str, Any], numbers: list[str]) -> None:
    assert [t["number"] for t in views.tasks(workspace, **filters)] == numbers


@pytest.mark.parametrize(
    ("steps", "deadline", "quarter", "kept"),
    [
        ([], "2031年8月底前", "Q3", True),
        ([], "第三季度", "Q2", False),
        ([], None, "Q3", False),
        (["Q1"], "2031年8月底前", "Q3", False),
        (["Q1"], "2031年8月底前", "Q1", True),
        ([None], "第三季度", "Q3", True),
    ],
)
def test_a_rows_own_steps_go_before_its_deadline(
    steps: list[str | None], deadline: str | None, quarter: str, kept: bool
) -> None:
    line: dict[str, Any] = {"schedule": [{"quarter": q, "text": "挂牌"} for q in steps]}
    assert falls_in(line | ({"deadline": deadline} if deadline else {}), quarter) is kept


def test_a_person(workspace: Workspace) -> None:
    found = next(p for p in views.people(workspace, city="云州") if p["name"] == "孙远山")
    assert found["positions"] == [{"role": "党组书记", "organization": "云州市总工会", "department": None}]
    assert found["groups"] == [{"name": "云州市总工会暖流行动领导小组", "role": "组长"}]
    assert found["liaison_for"] == ["青岭县总工会"]
    assert (found["portfolio"], found["in_charge_of"]) == (["主持全面工作"], ["宣教部"])
    clerk = next(p for p in views.people(workspace) if p["name"] == "钱小舟")
    assert {"kind": "phone", "value": "0999-1234567"} in clerk["contacts"]
    assert {"role": "部长", "organization": "云州市总工会", "department": "组织部"} in clerk["positions"]


def test_entities_and_why(workspace: Workspace) -> None:
    departments = views.entities(workspace, type="department")
    owners = {d["organization"] for d in departments if d["name"] == "组织部"}
    assert owners == {"临江市总工会", "云州市总工会"}
    explained = views.explain(workspace, departments[0]["id"])
    assert explained["id"] == departments[0]["id"] and explained["members"]
    for missing in ("department:00", "甲"):
        with pytest.raises(NotFound):
            views.explain(workspace, missing)
    with pytest.raises(NotFound):
        views.entities(workspace, type="星球")


def test_passages_are_the_words_of_their_spans(workspace: Workspace) -> None:
    found = views.passages(workspace)
    assert {p.kind for p in found} == {"task", "section"}
    for passage in found:
        assert views.text(workspace, passage.document)[passage.start : passage.end] == passage.text
        assert bool(passage.task) == (passage.kind == "task")


def test_status_counts(workspace: Workspace) -> None:
    found = views.status(workspace)
    assert (found["documents"], found["tasks"], found["findings"], found["sources"]) == (2, 4, 2, 2)
    assert found["facts"] > 100 and found["entities"]["person"] >= 2
