"""Does every route give the JSON that CONTRACT.md names, masked, paged and cached?"""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.http.conftest import PAPERS, PHONE

V1 = "/api/v1"


def document_of(client: TestClient, name: str) -> dict[str, Any]:
    return next(d for d in client.get(f"{V1}/documents").json() if d["source_file"] == name)


OBJECTS: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    ("status", {}, ("documents", "tasks", "version", "admin", "can_write", "contacts", "limits", "jobs")),
    ("examples", {}, ("questions", "searches", "policies", "initiatives", "cities", "topics")),
    ("facets", {}, ("cities", "years", "genres", "departments", "topics", "kinds", "quarters")),
    ("search", {"q": "货郎之家"}, ("query", "hits")),
    (
        "ask",
        {"question": "哪个部门负责职工夜校？"},
        ("question", "kind", "answerable", "answer", "evidence", "query"),
    ),
    ("trace", {"policy": "云工发〔2030〕9号"}, ("policy", "upstream", "documents", "tasks")),
    ("trace", {"task": "职工夜校"}, ("task", "upstream")),
    ("similar", {"name": "云州货郎之家"}, ("name", "hits")),
    ("compare", {"city": ["云州", "澜江"], "topic": "建会入会"}, ("cities", "topics")),
    ("graph", {"name": "组织部"}, ("centres", "nodes", "edges", "omitted")),
    ("connect", {"from": "组织部", "to": "云州货郎之家"}, ("from", "to", "paths", "graph")),
    ("central", {}, ("rows", "omitted")),
    ("communities", {}, ("communities", "alone")),
]


@pytest.mark.parametrize(("route", "params", "fields"), OBJECTS)
def test_objects(client: TestClient, route: str, params: dict[str, Any], fields: tuple[str, ...]) -> None:
    answer = client.get(f"{V1}/{route}", params=params)
    assert answer.status_code == 200, answer.text
    assert [f for f in fields if f not in answer.json()] == []


LISTS = [
    ("documents", {"id", "source_file", "index", "title", "parts", "doc_number", "issuer", "date", "genre", "sections"}),
    ("tasks", {"id", "document", "number", "text", "departments", "rows", "policies", "indicators", "start", "end"}),
    ("people", {"id", "name", "aliases", "positions", "groups", "liaison_for", "contacts"}),
    ("entities", {"id", "type", "name", "aliases"}),
    ("outcomes", {"task", "status", "evidence"}),
    ("topics", {"id", "label", "broader", "narrower", "tasks"}),
    ("relations", {"name", "label"}),
    ("kinds", {"name", "label"}),
]  # fmt: skip


@pytest.mark.parametrize(("route", "fields"), LISTS)
def test_lists(client: TestClient, route: str, fields: set[str]) -> None:
    found = client.get(f"{V1}/{route}").json()
    assert isinstance(found, list)
    assert found
    assert fields <= found[0].keys()


FILTERS: list[tuple[str, dict[str, Any], int]] = [
    ("documents", {"city": "云州"}, 2),
    ("documents", {"city": "云州市", "genre": "工作总结"}, 1),
    ("documents", {"q": "澜江"}, 1),
    ("documents", {"year": 1999}, 0),
    ("tasks", {"city": "澜江"}, 2),
    ("tasks", {"department": "权益保障部"}, 2),
    ("tasks", {"department": "权益保障部", "city": "云州"}, 1),
    ("tasks", {"topic": "没有的主题"}, 0),
    ("tasks", {"city": "云州市", "year": 2031, "topic": "topic:建会入会"}, 1),
    ("tasks", {"year": 2030}, 0),
    ("tasks", {"quarter": "第一季度"}, 0),
    ("entities", {"q": "货郎"}, 1),
]


@pytest.mark.parametrize(("route", "params", "count"), FILTERS)
def test_filters(client: TestClient, route: str, params: dict[str, Any], count: int) -> None:
    answer = client.get(f"{V1}/{route}", params=params)
    assert len(answer.json()) == count
    assert answer.headers["x-total-count"] == str(count)


def test_answers_are_those_of_the_documents(client: TestClient) -> None:
    asked = client.get(f"{V1}/ask", params={"question": "云州哪个部门负责职工夜校？"}).json()
    assert asked["answer"]["set"] == ["宣教部"]
    quote = asked["evidence"][0]
    text = client.get(f"{V1}/documents/{quote['document']}/text").text
    assert text[quote["start"] : quote["end"]] == quote["quote"]
    following = client.get(
        f"{V1}/ask",
        params={"question": "那澜江的建会入会行动呢？", "previous": "云州哪个部门负责建会入会行动？"},
    ).json()
    assert following["answer"]["set"] == ["基层工作部"]


def test_nothing_known_is_said_so(client: TestClient) -> None:
    asked = client.get(f"{V1}/ask", params={"question": "青岭县谁负责疗休养？"}).json()
    assert (asked["answerable"], asked["evidence"]) == (False, [])


def test_facts_quote_the_text(client: TestClient) -> None:
    document = document_of(client, "云州要点.txt")
    text = client.get(f"{V1}/documents/{document['id']}/text").text
    found = client.get(f"{V1}/documents/{document['id']}/facts").json()
    assert all(text[f["start"] : f["end"]] == f["quote"] for f in found["facts"])
    kinds = {entry["type"] for entry in found["types"]}
    assert {"title", "task", "department", "initiative", "indicator", "policy", "contact", "section"} <= kinds
    lead = [f for f in found["facts"] if f["type"] == "department" and f["quote"] == "宣教部"]
    assert [f["relation"] for f in lead] == ["责任单位"]
    assert lead[0]["subject"].startswith("task:")
    only = client.get(f"{V1}/documents/{document['id']}/facts", params={"type": ["policy", "title"]}).json()
    assert {f["type"] for f in only["facts"]} == {"policy", "title"}


def test_one_document(client: TestClient) -> None:
    document = document_of(client, "云州要点.txt")
    found = client.get(f"{V1}/documents/{document['id']}").json()
    assert found["tasks"] == 3
    assert found["length"] == len(client.get(f"{V1}/documents/{document['id']}/text").text)
    assert found["original"]["available"] is True
    original = client.get(f"{V1}/documents/{document['id']}/original")
    assert original.content.decode() == PAPERS["云州要点.txt"]
    assert original.headers["content-disposition"].startswith("attachment")
    assert original.headers["content-type"] == "application/octet-stream"


def test_one_task_topic_entity(client: TestClient) -> None:
    task = client.get(f"{V1}/tasks").json()[0]
    assert client.get(f"{V1}/tasks/{task['id']}").json() == task
    entity = client.get(f"{V1}/entities", params={"type": "department"}).json()[0]
    assert client.get(f"{V1}/entities/{entity['id']}").json()["name"] == entity["name"]
    around = client.get(f"{V1}/entities/{entity['id']}/graph", params={"n": 5}).json()
    assert around["centres"][0]["id"] == entity["id"]
    assert len(around["nodes"]) <= 5
    topic = client.get(f"{V1}/topics/建会入会").json()
    assert topic["label"] == "建会入会"
    assert topic["count"] == len(topic["tasks"]) == 2
    assert client.get(f"{V1}/entities/topic:建会入会/graph").json()["centres"][0]["name"] == "建会入会"


def test_entities_of_an_organisation_or_a_document(client: TestClient) -> None:
    def departments(**params: str) -> set[str]:
        found = client.get(f"{V1}/entities", params={"type": "department", **params}).json()
        return {one["name"] for one in found}

    document = next(d for d in client.get(f"{V1}/documents").json() if d["city"] == "澜江")
    assert departments(organization="澜江市总工会") == {"基层工作部", "权益保障部"}
    assert departments(document=document["id"]) == {"基层工作部", "权益保障部"}
    assert departments(organization="云州市总工会") == {"组织部", "宣教部", "权益保障部"}
    assert departments(organization="没有的总工会") == set()


MISSING = [
    "documents/doc:00000000000000000000",
    "documents/doc:00000000000000000000/text",
    "documents/../../etc/text",
    "documents/doc:00000000000000000000/facts",
    "documents/doc:00000000000000000000/original",
    "tasks/task:00000000000000000000:1",
    "tasks/x> } DROP ALL {",
    "entities/department:00000000000000000000",
    "entities/department:00000000000000000000/graph",
    "topics/没有这个主题",
    "jobs/0000",
    "jobs/0000/events",
    "nothing",
]


@pytest.mark.parametrize("route", MISSING)
def test_what_is_not_there(client: TestClient, route: str) -> None:
    answer = client.get(f"{V1}/{route}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 404
    assert answer.json()["detail"]


WRONG: list[tuple[str, dict[str, Any], int]] = [
    ("search", {}, 422),
    ("search", {"q": "建会", "k": 0}, 422),
    ("search", {"q": "建会", "k": "多"}, 422),
    ("search", {"q": "建会", "kind": "nothing"}, 422),
    ("search", {"q": "长" * 501}, 422),
    ("tasks", {"quarter": "Q7"}, 400),
    ("tasks", {"limit": 0}, 422),
    ("tasks", {"cursor": "!!"}, 400),
    ("trace", {}, 400),
    ("trace", {"policy": "甲", "task": "乙"}, 400),
    ("compare", {"city": "云州"}, 400),
    ("graph", {"name": "组织部", "depth": 9}, 422),
    ("graph", {"name": "组织部", "relation": "没有的关系"}, 400),
    ("export", {"format": "pdf"}, 422),
]


@pytest.mark.parametrize(("route", "params", "status"), WRONG)
def test_wrong_parameters(client: TestClient, route: str, params: dict[str, Any], status: int) -> None:
    answer = client.get(f"{V1}/{route}", params=params)
    assert answer.status_code == status, answer.text
    problem = answer.json()
    assert problem["type"].startswith("urn:gonghui:problem:")
    assert problem["request_id"] == answer.headers["x-request-id"]
    assert any("㐀" <= sign <= "鿿" for sign in problem["detail"])


def test_pages_go_through_the_whole_list(client: TestClient) -> None:
    whole = client.get(f"{V1}/entities").json()
    seen: list[str] = []
    url = f"{V1}/entities?limit=4"
    while url:
        answer = client.get(url)
        assert answer.headers["x-total-count"] == str(len(whole))
        assert len(answer.json()) <= 4
        seen += [entity["id"] for entity in answer.json()]
        link = answer.headers.get("link", "")
        url = link.partition(">")[0].lstrip("<") if 'rel="next"' in link else ""
    assert seen == [entity["id"] for entity in whole]


def test_what_is_known_is_not_sent_again(client: TestClient) -> None:
    first = client.get(f"{V1}/tasks")
    assert first.headers["cache-control"] == "private, no-cache"
    again = client.get(f"{V1}/tasks", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(
        f"{V1}/tasks", params={"city": "云州"}, headers={"If-None-Match": first.headers["etag"]}
    )
    assert other.status_code == 200


def test_long_answers_are_compressed(client: TestClient) -> None:
    answer = client.get(f"{V1}/topics", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert len(answer.json()) > 100


@pytest.mark.parametrize("route", ["tasks", "outcomes", "compare?city=云州&city=澜江"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_tables(client: TestClient, route: str, form: str) -> None:
    joint = "&" if "?" in route else "?"
    answer = client.get(f"{V1}/{route}{joint}format={form}")
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK" if form == "xlsx" else b"\xef\xbb\xbf")
    assert "attachment" in answer.headers["content-disposition"]


@pytest.mark.parametrize("form", ["jsonl", "turtle", "trig", "jsonld", "graphml", "csv", "xlsx"])
def test_export_hides_contacts(client: TestClient, form: str) -> None:
    answer = client.get(f"{V1}/export", params={"format": form})
    assert answer.status_code == 200
    assert len(answer.content) > 200
    assert PHONE.encode() not in answer.content


def test_every_route_is_described(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    for path, methods in schema["paths"].items():
        for method, route in methods.items():
            answers = [a for code, a in route["responses"].items() if code.startswith("2")]
            assert route["summary"], path
            assert answers, (method, path)
            for answer in answers:
                for media, content in answer.get("content", {}).items():
                    assert "example" in content or media != "application/json", (method, path)


def test_pages_without_a_page(client: TestClient) -> None:
    docs = client.get("/docs")
    assert "/api/v1/search" in docs.text
    assert "<script" not in docs.text
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").status_code == 200
    client.get(f"{V1}/status")
    assert 'route="/api/v1/status"' in client.get("/metrics").text


def test_importing_the_app_loads_no_model() -> None:
    import subprocess
    import sys

    heavy = "torch transformers sentence_transformers faiss networkx openpyxl pdfplumber"
    code = f"import sys, api.http.app; print([m for m in {heavy.split()!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
