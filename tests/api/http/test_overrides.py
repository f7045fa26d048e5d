"""Is a decision by hand followed, told, and undone?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api import overriding
from api.http.settings import ServerSettings
from api.overriding import Decision
from kg.errors import InputError, NotFound
from kg.resolution.overrides import FILE_NAME, load
from tests.api.http.conftest import client_of, fill

V1 = "/api/v1"
BY_HAND = """# 机构改革以后
[[join]]
a = "department:云州市总工会/民管部"   # 旧名
b = "department:云州市总工会/民主管理部"

# 两个人
[[split]]
a = "person:云州市总工会/王平"
b = "person:云州市职工服务中心/王平"
why = "两人同名"
"""


def test_joined_and_undone(own: TestClient) -> None:
    def department(name: str) -> list[dict[str, Any]]:
        found = own.get(f"{V1}/entities", params={"type": "department", "city": "云州"}).json()
        return [e for e in found if name in (e["name"], *e["aliases"])]

    a, b = department("组织部")[0]["id"], department("宣教部")[0]["id"]
    decision = {"action": "join", "a": a, "b": b, "why": "合署办公", "who": "林小禾"}
    answer = own.post(f"{V1}/overrides", json=decision)
    assert answer.status_code == 201, answer.text
    row = answer.json()
    assert (row["who"], row["why"], row["action"]) == ("林小禾", "合署办公", "join")
    assert row["when"]
    assert own.get(f"{V1}/overrides").json() == [row]
    assert department("组织部")[0]["id"] == department("宣教部")[0]["id"]
    joined = own.get(f"{V1}/entities/{a}").json()["joins"]
    assert [j["rule"] for j in joined] == ["override"]
    named = department("宣教部")[0]["name"]
    hits = own.get(f"{V1}/search", params={"q": "职工夜校", "kind": "task", "k": 1}).json()["hits"]
    assert hits[0]["departments"] == [named]

    assert own.post(f"{V1}/overrides", json=decision).status_code == 400
    undone = own.delete(f"{V1}/overrides/{row['id']}", params={"who": "周明"})
    assert undone.json()["id"] == row["id"]
    assert department("组织部")[0]["id"] != department("宣教部")[0]["id"]
    workspace: Path = own.app.state.desk.settings.workspace  # type: ignore[attr-defined]
    log = [json.loads(line) for line in (workspace / overriding.LOG_NAME).read_text("utf-8").splitlines()]
    assert [(line["what"], line["by"]) for line in log] == [("added", "林小禾"), ("removed", "周明")]


def test_a_wrong_department_is_put_right_and_undone(own: TestClient) -> None:
    def task() -> dict[str, Any]:
        found = own.get(f"{V1}/tasks", params={"city": "云州"}).json()
        return next(t for t in found if "职工夜校" in t["text"])

    def of(department: str) -> set[str]:
        found = own.get(f"{V1}/tasks", params={"city": "云州", "department": department}).json()
        return {t["id"] for t in found}

    def named(name: str) -> str:
        found = own.get(f"{V1}/entities", params={"type": "department", "city": "云州"}).json()
        return next(str(e["id"]) for e in found if e["name"] == name)

    def facts() -> list[dict[str, Any]]:
        found = own.get(f"{V1}/documents/{task()['document']}/facts").json()["facts"]
        return [f for f in found if f["subject"] == task()["id"] and f["type"] == "department"]

    def asked() -> list[str]:
        answer = own.get(f"{V1}/ask", params={"question": "云州市哪个部门负责职工夜校？"}).json()
        return list(answer["answer"].get("set") or [answer["answer"].get("value")])

    before = (task(), facts())
    assert asked() == ["宣教部"]
    decision = {"action": "relink", "subject": task()["id"], "a": named("宣教部"), "b": named("组织部")}
    made = own.post(f"{V1}/overrides", json={**decision, "why": "表格串行", "who": "林小禾"})
    assert made.status_code == 201, made.text
    row = made.json()
    assert (row["a_name"], row["b_name"], row["problem"]) == ("宣教部", "组织部", None)
    assert "职工夜校" in row["subject_name"]
    assert own.get(f"{V1}/overrides").json() == [row]
    assert task()["departments"] == ["组织部"]
    assert task()["id"] in of("组织部") and task()["id"] not in of("宣教部")
    assert [(f["name"], f["quote"]) for f in facts()] == [("组织部", "宣教部")]
    assert asked() == ["组织部"]
    hits = own.get(f"{V1}/search", params={"q": "职工夜校", "kind": "task", "k": 1}).json()["hits"]
    assert hits[0]["departments"] == ["组织部"]

    again = own.post(f"{V1}/overrides", json={**decision, "a": named("组织部"), "b": named("权益保障部")})
    assert again.status_code == 400
    assert "同一处" in again.text

    assert own.delete(f"{V1}/overrides/{row['id']}").json()["id"] == row["id"]
    assert (task(), facts()) == before
    assert own.get(f"{V1}/overrides").json() == []
    assert own.post(f"{V1}/overrides", json={**decision, "b": ""}).status_code == 201
    assert task()["departments"] == []
    assert own.get(f"{V1}/overrides").json()[0]["a_name"] == "宣教部"


WRONG: list[tuple[dict[str, Any], int]] = [
    ({"action": "join", "a": "部门", "b": "department:甲/乙部"}, 422),
    ({"action": "join", "a": "没有种类", "b": "department:甲/乙部"}, 400),
    ({"action": "join", "a": "department:甲/乙部", "b": "department:甲/乙部"}, 400),
    ({"action": "delete", "a": "department:甲/乙部", "b": "department:甲/丙部"}, 422),
    ({"action": "join", "a": "department:甲/乙部", "b": "department:甲/丙部", "more": 1}, 422),
    ({"action": "relink", "a": "department:甲/乙部", "b": ""}, 400),
    ({"action": "relink", "subject": "task:1 }", "a": "department:甲/乙部", "b": ""}, 400),
    ({"action": "relink", "subject": "task:" + "0" * 20 + ":1", "a": "person:甲/乙", "b": ""}, 400),
    ({"action": "join", "subject": "task:" + "0" * 20 + ":1", "a": "policy:甲", "b": "policy:乙"}, 400),
    ({}, 422),
]


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One server for all that is refused, as nothing of it is kept."""
    folder = tmp_path_factory.mktemp("refusing")
    fill(folder / "ws", folder / "papers")
    with client_of(ServerSettings(folder / "ws")) as made:
        yield made


@pytest.mark.parametrize(("body", "status"), WRONG)
def test_what_makes_no_sense_is_refused(refusing: TestClient, body: dict[str, Any], status: int) -> None:
    assert refusing.post(f"{V1}/overrides", json=body).status_code == status
    assert refusing.get(f"{V1}/overrides").json() == []


def test_what_names_nobody_is_told(own: TestClient) -> None:
    body = {"action": "join", "a": "department:云州市总工会/没有部", "b": "department:云州市总工会/组织部"}
    assert own.post(f"{V1}/overrides", json=body).status_code == 201
    assert "没有部" in own.get(f"{V1}/overrides").json()[0]["problem"]


def test_a_relink_that_finds_nothing_is_told(own: TestClient) -> None:
    body = {
        "action": "relink",
        "subject": "task:" + "0" * 20 + ":1",
        "a": "department:云州市总工会/组织部",
        "b": "",
    }
    row = own.post(f"{V1}/overrides", json=body).json()
    assert "库中没有任务" in own.get(f"{V1}/overrides").json()[0]["problem"]
    assert own.delete(f"{V1}/overrides/{row['id']}").status_code == 200


def test_a_relink_stands_among_others(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    file.write_text(BY_HAND, encoding="utf-8")
    subject = "task:" + "0" * 20 + ":12"
    first = overriding.add(tmp_path, Decision("relink", "department:甲/乙部", "", subject=subject))
    second = overriding.add(
        tmp_path, Decision("relink", "department:甲/丙部", "department:甲/乙部", "串行", "林", subject)
    )
    assert [one["action"] for one in overriding.listed(tmp_path)] == ["join", "split", "relink", "relink"]
    assert [(r.subject, r.target, r.who) for r in load(file).relinks] == [
        (f"urn:gonghui:{subject}", "", ""), (f"urn:gonghui:{subject}", "department:甲/乙部", "林")
    ]  # fmt: skip
    assert overriding.take_out(tmp_path, first["id"]) == first
    assert overriding.take_out(tmp_path, second["id"]) == second
    assert file.read_text(encoding="utf-8").rstrip() == BY_HAND.rstrip()


def test_a_file_written_by_hand_keeps_its_comments(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    file.write_text(BY_HAND, encoding="utf-8")
    given = Decision("join", "policy:“意见”\n", "policy:关于…的意见", 'why "quoted"\n[[split]]', "林")
    row = overriding.add(tmp_path, given)
    assert row["why"] == 'why "quoted" [[split]]'
    assert len(overriding.listed(tmp_path)) == 3
    assert overriding.take_out(tmp_path, row["id"]) == row
    assert file.read_text(encoding="utf-8").rstrip() == BY_HAND.rstrip()
    first = overriding.listed(tmp_path)[0]
    overriding.take_out(tmp_path, first["id"])
    assert "# 两个人" in file.read_text(encoding="utf-8")
    assert [e.a for e in load(file).splits] == ["person:云州市总工会/王平"]
    with pytest.raises(NotFound):
        overriding.take_out(tmp_path, first["id"])


def test_a_file_in_another_style_is_left_to_its_owner(tmp_path: Path) -> None:
    written = 'join = [{ a = "policy:甲", b = "policy:乙" }]\n'
    (tmp_path / FILE_NAME).write_text(written, encoding="utf-8")
    with pytest.raises(InputError, match="编辑"):
        overriding.take_out(tmp_path, overriding.listed(tmp_path)[0]["id"])
    assert (tmp_path / FILE_NAME).read_text(encoding="utf-8") == written
