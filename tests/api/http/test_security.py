"""Who gets in, who sees contacts, and what do strangers' pages get?"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.http.observing import JsonLines
from api.http.settings import ServerSettings, load_server_settings
from kg.errors import InputError
from tests.api.http.conftest import KEY, PHONE, READ_KEY, client_of

V1 = "/api/v1"
SEARCH = f"{V1}/search?q=货郎之家"


@pytest.fixture(scope="module")
def outside(filled: Path) -> Iterator[TestClient]:
    """A server that other machines reach."""
    with client_of(ServerSettings(filled, host="0.0.0.0", api_key=KEY, read_key=READ_KEY)) as made:
        yield made


CALLS: list[tuple[dict[str, str], int]] = [
    ({}, 401),
    ({"X-API-Key": "wrong"}, 401),
    ({"Authorization": "Bearer wrong"}, 401),
    ({"Authorization": f"Basic {KEY}"}, 401),
    ({"X-API-Key": KEY}, 200),
    ({"X-API-Key": READ_KEY}, 200),
    ({"Authorization": f"Bearer {KEY}"}, 200),
    ({"Authorization": f"bearer {READ_KEY}"}, 200),
]


@pytest.mark.parametrize(("headers", "status"), CALLS)
@pytest.mark.parametrize("path", [SEARCH, "/sparql?query=ASK{?s ?p ?o}", "/metrics", "/openapi.json"])
def test_keys(outside: TestClient, path: str, headers: dict[str, str], status: int) -> None:
    answer = outside.get(path, headers=headers)
    assert answer.status_code == status
    if status == 401:
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/"])
def test_open_to_all(outside: TestClient, path: str) -> None:
    assert outside.get(path).status_code == 200


READS: list[str] = [
    SEARCH,
    f"{V1}/people",
    f"{V1}/ask?question=林小禾的电话是多少？",
    f"{V1}/ask?question=联系电话是多少？",
    f"{V1}/search?q=林小禾电话",
    f"{V1}/graph?name=林小禾&depth=2",
    f"{V1}/tasks",
    f"{V1}/tasks?format=csv",
    f"{V1}/export",
    "/sparql?query=SELECT * {?s gh:contactValue ?o}",
    "/sparql?query=SELECT * {?s rdf:value ?o}",
    f"/sparql?query=SELECT * {{?s ?p ?o FILTER(CONTAINS(STR(?o), '{PHONE}'))}}",
]


@pytest.mark.parametrize("path", READS)
def test_contacts_are_masked_for_readers(outside: TestClient, path: str) -> None:
    answer = outside.get(path, headers={"X-API-Key": READ_KEY})
    assert answer.status_code == 200, answer.text
    assert PHONE not in answer.text


def test_contacts_of_one_document(outside: TestClient, client: TestClient) -> None:
    admin, reader = {"X-API-Key": KEY}, {"X-API-Key": READ_KEY}
    document = next(
        d["id"]
        for d in outside.get(f"{V1}/documents", headers=admin).json()
        if d["source_file"] == "云州要点.txt"
    )
    texts = [outside.get(f"{V1}/documents/{document}/text", headers=h).text for h in (admin, reader)] + [
        client.get(f"{V1}/documents/{document}/text").text
    ]
    assert PHONE in texts[0]
    assert texts[1] == texts[2] == texts[0].replace(PHONE, "*" * len(PHONE))
    facts = outside.get(f"{V1}/documents/{document}/facts?type=contact", headers=reader).json()["facts"]
    assert [(f["name"], f["quote"]) for f in facts] == [("*" * 11, "*" * 11)]
    facts = outside.get(f"{V1}/documents/{document}/facts?type=contact", headers=admin).json()["facts"]
    assert [f["name"] for f in facts] == [PHONE]


@pytest.mark.parametrize(
    "path", ["/sparql?query=SELECT * {?s gh:contactValue ?o}", f"{V1}/export?contacts=true"]
)
def test_administrators_see_them(outside: TestClient, path: str) -> None:
    assert PHONE in outside.get(path, headers={"X-API-Key": KEY}).text


def test_one_callers_answer_is_not_anothers(outside: TestClient) -> None:
    admin = outside.get(SEARCH, headers={"X-API-Key": KEY})
    reader = outside.get(SEARCH, headers={"X-API-Key": READ_KEY, "If-None-Match": admin.headers["etag"]})
    assert reader.status_code == 200
    assert "X-API-Key" in reader.headers["vary"]


WRITES = [("POST", f"{V1}/documents"), ("DELETE", f"{V1}/documents/doc:0"), ("POST", f"{V1}/overrides")]
BODY = {"action": "join", "a": "department:甲/组织部", "b": "department:甲/宣教部"}


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_readers_may_not_write(outside: TestClient, method: str, path: str) -> None:
    more: dict[str, Any] = {"json": BODY} if "overrides" in path else {}
    if path.endswith("documents"):
        more = {"files": {"files": ("a.txt", b"x")}}
    answer = outside.request(method, path, headers={"X-API-Key": READ_KEY}, **more)
    assert answer.status_code == 403, answer.text


def test_readers_get_no_source_file_and_no_contacts(outside: TestClient) -> None:
    reader = {"X-API-Key": READ_KEY}
    document = outside.get(f"{V1}/documents", headers=reader).json()[0]["id"]
    assert outside.get(f"{V1}/documents/{document}/original", headers=reader).status_code == 403
    assert outside.get(f"{V1}/export?contacts=true", headers=reader).status_code == 403


def test_with_a_key_set_this_machine_reads_only(filled: Path) -> None:
    with client_of(ServerSettings(filled, api_key=KEY)) as local:
        told = local.get(f"{V1}/status").json()
        assert (told["role"], told["can_write"], told["contacts"]) == ("local", False, "masked")
        assert local.post(f"{V1}/overrides", json=BODY).status_code == 403
        told = local.get(f"{V1}/status", headers={"X-API-Key": KEY}).json()
        assert (told["role"], told["can_write"], told["contacts"]) == ("admin", True, "shown")


HOSTS = [
    ("127.0.0.1:8000", 200),
    ("localhost:8000", 200),
    ("[::1]:8000", 200),
    ("LOCALHOST", 200),
    ("evil.example", 403),
    ("127.0.0.1.evil.example", 403),
    ("", 403),
]


@pytest.mark.parametrize(("host", "status"), HOSTS)
def test_names_rebound_to_this_machine(client: TestClient, host: str, status: int) -> None:
    assert client.get(f"{V1}/status", headers={"Host": host}).status_code == status


ORIGINS: list[tuple[dict[str, str], int]] = [
    ({}, 404),
    ({"Origin": "http://127.0.0.1"}, 404),
    ({"Origin": "http://evil.example"}, 403),
    ({"Origin": "http://127.0.0.1:9999"}, 403),
    ({"Origin": "null"}, 403),
    ({"Sec-Fetch-Site": "cross-site"}, 403),
    ({"Sec-Fetch-Site": "same-origin"}, 404),
]


@pytest.mark.parametrize(("headers", "status"), ORIGINS)
def test_other_sites_may_not_write(client: TestClient, headers: dict[str, str], status: int) -> None:
    answer = client.delete(f"{V1}/overrides/0000", headers=headers)
    assert answer.status_code == status, answer.text


def test_other_sites_read_only_where_allowed(filled: Path, client: TestClient) -> None:
    page = {"Origin": "https://portal.example"}
    assert "access-control-allow-origin" not in client.get(f"{V1}/status", headers=page).headers
    with client_of(ServerSettings(filled, origins=("https://portal.example",))) as shared:
        assert (
            shared.get(f"{V1}/status", headers=page).headers["access-control-allow-origin"]
            == "https://portal.example"
        )
        ahead = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "X-API-Key"}
        assert shared.options(f"{V1}/overrides", headers={**page, **ahead}).status_code == 200
        assert shared.delete(f"{V1}/overrides/0000", headers=page).status_code == 404


@pytest.mark.parametrize("path", ["/", f"{V1}/status", f"{V1}/nothing", "/docs", "/healthz"])
def test_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'self' 'unsafe-inline'" not in policy
    assert "frame-ancestors 'none'" in policy


def test_bodies_are_bounded(filled: Path) -> None:
    with client_of(ServerSettings(filled, body_bytes=1000)) as small:
        assert small.post("/sparql", data={"query": "x" * 2000}).status_code == 413

        def endless() -> Iterator[bytes]:
            for _ in range(50):
                yield b"x" * 100

        answer = small.post(
            "/sparql", content=endless(), headers={"Content-Type": "application/sparql-query"}
        )
        assert answer.status_code == 413


SETTINGS: list[tuple[dict[str, str], str | None, str]] = [
    ({}, None, "127.0.0.1"),
    ({"GONGHUI_HOST": "0.0.0.0"}, "GONGHUI_API_KEY", ""),
    ({"GONGHUI_HOST": "0.0.0.0", "GONGHUI_API_KEY": "short"}, "16", ""),
    ({"GONGHUI_HOST": "0.0.0.0", "GONGHUI_API_KEY": KEY}, None, "0.0.0.0"),
    ({"GONGHUI_HOSTS": "portal.example"}, "GONGHUI_API_KEY", ""),
    ({"GONGHUI_ORIGINS": "*"}, "origins", ""),
    ({"GONGHUI_PORT": "many"}, "port", ""),
    ({"GONGHUI_THREADS": "0"}, "threads", ""),
]


@pytest.mark.parametrize(("environment", "wrong", "host"), SETTINGS)
def test_settings(tmp_path: Path, environment: dict[str, str], wrong: str | None, host: str) -> None:
    if wrong is None:
        assert load_server_settings(tmp_path, folder=tmp_path, environment=environment).host == host
        return
    with pytest.raises(InputError, match=wrong):
        load_server_settings(tmp_path, folder=tmp_path, environment=environment)


def test_settings_file(tmp_path: Path) -> None:
    file = tmp_path / "gonghui.toml"
    file.write_text('[server]\nport = 9001\norigins = ["https://portal.example/"]\n', encoding="utf-8")
    found = load_server_settings(tmp_path, folder=tmp_path, environment={"GONGHUI_THREADS": "3"})
    assert (found.port, found.origins, found.threads) == (9001, ("https://portal.example",), 3)
    assert load_server_settings(tmp_path, port=9002, folder=tmp_path, environment={}).port == 9002
    file.write_text('[server]\napi_key = "x"\n', encoding="utf-8")
    with pytest.raises(InputError, match="环境变量"):
        load_server_settings(tmp_path, folder=tmp_path, environment={})


def test_requests_are_logged_without_their_questions(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="gonghui.access"):
        answer = client.get(SEARCH, headers={"X-Request-ID": "abc-1"})
        assert answer.headers["x-request-id"] == "abc-1"
        assert client.get(SEARCH, headers={"X-Request-ID": "a b\n"}).headers["x-request-id"] != "a b\n"
    line = json.loads(JsonLines().format(caplog.records[0]))
    assert (line["request_id"], line["path"], line["status"]) == ("abc-1", f"{V1}/search", 200)
    assert "货郎" not in json.dumps(line, ensure_ascii=False)
