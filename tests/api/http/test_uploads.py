"""Does an upload go in safely, and does search find it when its job is done?"""

from __future__ import annotations

import json
import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.http import jobs as jobs_module
from api.http.settings import ServerSettings
from api.http.uploads import clean_name
from kg.errors import InputError
from tests.api.http.conftest import client_of, finished, serving

V1 = "/api/v1"
PAPER = """云州市总工会2032年工作要点

一、推进技能培训
（一）举办“云州织工大讲堂”。全年举办9期。（责任单位：经济工作部）
"""


def upload(client: TestClient, *files: tuple[str, bytes]) -> Any:
    return client.post(f"{V1}/documents", files=[("files", file) for file in files])


def workspace_of(client: TestClient) -> Path:
    found: Path = client.app.state.desk.settings.workspace  # type: ignore[attr-defined]
    return found


NAMES: list[tuple[str, str | None]] = [
    ("云州要点.txt", "云州要点.txt"),
    ("../../etc/passwd.txt", "passwd.txt"),
    ("C:\\Users\\林\\要点 2031.docx", "要点 2031.docx"),
    ("a\x00b\u202etxt.md", "abtxt.md"),
    (".hidden.txt", "hidden.txt"),
    ("con.txt", "_con.txt"),
    ("长" * 200 + ".txt", "长" * 65 + ".txt"),
    ("要点.ZIP", "要点.ZIP"),
    ("page.php", None),
    ("要点", None),
    (".txt", None),
    ("..", None),
    ("", None),
]


@pytest.mark.parametrize(("written", "clean"), NAMES)
def test_names(written: str, clean: str | None) -> None:
    if clean is None:
        with pytest.raises(InputError):
            clean_name(written)
    else:
        assert clean_name(written) == clean


def test_upload_search_replace_remove(own: TestClient) -> None:
    answer = upload(own, ("../云州织工.txt", PAPER.encode()), ("坏.docx", b"no document"))
    assert answer.status_code == 202
    assert answer.headers["location"] == f"{V1}/jobs/{answer.json()['id']}"
    job = finished(own, answer.json()["id"])
    assert (job["status"], job["done"], job["total"]) == ("done", 2, 2)
    good, bad = job["files"]
    assert (good["name"], good["outcome"], good["error"]) == ("云州织工.txt", "ingested", None)
    assert (bad["status"], bad["outcome"]) == ("failed", None)
    assert bad["error"]
    assert job["report"]["ingested"] == 1
    assert [f["path"] for f in job["report"]["failed"]] == ["坏.docx"]
    folder = workspace_of(own) / "uploads"
    assert [p.name for p in folder.iterdir() if p.is_file()] == ["云州织工.txt"]
    assert list((folder / ".incoming").iterdir()) == []

    found = own.get(f"{V1}/search", params={"q": "云州织工大讲堂", "k": 1}).json()["hits"][0]
    assert found["document"] == good["documents"][0]
    etag = own.get(f"{V1}/tasks").headers["etag"]

    again = finished(own, upload(own, ("云州织工.txt", PAPER.encode())).json()["id"])
    assert again["files"][0]["outcome"] == "unchanged"
    assert own.get(f"{V1}/tasks", headers={"If-None-Match": etag}).status_code == 304
    changed = finished(own, upload(own, ("云州织工.txt", PAPER.replace("9期", "11期").encode())).json()["id"])
    assert changed["files"][0]["outcome"] == "replaced"
    assert own.get(f"{V1}/tasks", headers={"If-None-Match": etag}).status_code == 200
    asked = own.get(f"{V1}/ask", params={"question": "云州织工大讲堂由哪个部门负责？"}).json()
    assert (asked["answer"]["set"], asked["evidence"][0]["document"]) == (
        ["经济工作部"],
        changed["files"][0]["documents"][0],
    )

    broken = finished(own, upload(own, ("云州织工.txt", b"\x00\x01\x02")).json()["id"])
    assert broken["status"] == "failed"
    kept = changed["files"][0]["documents"][0]
    assert "11期" in own.get(f"{V1}/documents/{kept}/original").content.decode()

    assert own.delete(f"{V1}/documents/{kept}").json() == {"removed": 1}
    assert not (folder / "云州织工.txt").exists()
    assert own.get(f"{V1}/documents/{kept}").status_code == 404
    hits = own.get(f"{V1}/search", params={"q": "云州织工大讲堂"}).json()["hits"]
    assert kept not in [hit["document"] for hit in hits]


def test_removing_leaves_files_that_were_not_uploaded(own: TestClient) -> None:
    document = own.get(f"{V1}/documents").json()[0]
    assert own.delete(f"{V1}/documents/{document['id']}").json() == {"removed": 1}
    assert (workspace_of(own).parent / "papers" / document["source_file"]).exists()


REFUSED: list[tuple[list[tuple[str, bytes]], int]] = [
    ([("page.html.exe", b"x")], 400),
    ([("a.txt", b"x"), ("A.TXT", b"y")], 400),
    ([(f"{n}.txt", b"x") for n in range(4)], 413),
    ([("a.txt", b"x" * 3_000_000)], 413),
    ([], 422),
]


@pytest.mark.parametrize(("files", "status"), REFUSED)
def test_uploads_are_bounded(tmp_path: Path, files: list[tuple[str, bytes]], status: int) -> None:
    settings = ServerSettings(tmp_path / "ws", upload_bytes=1_000_000, upload_files=3)
    with client_of(settings) as client:
        answer = upload(client, *files)
        assert answer.status_code == status, answer.text
        assert client.get(f"{V1}/jobs").json() == []
        assert not (tmp_path / "ws" / "uploads").exists()


def test_an_empty_workspace_is_made_and_says_so(tmp_path: Path) -> None:
    with client_of(ServerSettings(tmp_path / "new")) as client:
        assert client.get(f"{V1}/documents").json() == []
        assert client.get(f"{V1}/search", params={"q": "建会"}).json()["hits"] == []
        assert client.get(f"{V1}/ask", params={"question": "谁负责建会？"}).json()["answerable"] is False
        assert client.get(f"{V1}/examples").json()["questions"] == []


def test_a_file_that_takes_too_long_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process stands still at the first file, as a reader that hangs does."""
    sent = jobs_module._send
    starts = []

    def slow_first(pipe: Any, told: dict[str, Any]) -> None:
        starts.append([file["name"] for file in told["files"]])
        if len(starts) == 1:
            os.mkfifo(tmp_path / "fifo")  # opening it waits for a writer that never comes
            os.replace(tmp_path / "fifo", told["files"][0]["path"])
        sent(pipe, told)

    monkeypatch.setattr(jobs_module, "_send", slow_first)
    with client_of(ServerSettings(tmp_path / "ws", file_seconds=2.0)) as client:
        job = finished(
            client, upload(client, ("甲.txt", PAPER.encode()), ("乙.txt", PAPER.encode())).json()["id"]
        )
    assert [f["outcome"] for f in job["files"]] == [None, "ingested"]
    assert job["files"][0]["error"]


def test_events_tell_each_step(tmp_path: Path) -> None:
    import httpx

    with serving(ServerSettings(tmp_path / "ws")) as url, httpx.Client(base_url=url, timeout=60) as client:
        job = client.post(f"{V1}/documents", files={"files": ("云州织工.txt", PAPER.encode())}).json()["id"]
        told: list[tuple[str, dict[str, Any]]] = []
        with client.stream("GET", f"{V1}/jobs/{job}/events") as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            name = ""
            for line in stream.iter_lines():
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    told.append((name, json.loads(line.removeprefix("data: "))))
        assert [name for name, _ in told[:-1]] == ["job"] * (len(told) - 1)
        assert told[-1][0] == "end"
        assert told[-1][1]["status"] == "done"
        assert {"reading", "indexing"} <= {shown["stage"] for _, shown in told}


def test_answers_go_on_while_documents_are_added(own: TestClient) -> None:
    papers = [(f"要点{n}.txt", PAPER.replace("织工", f"织工{n}号").encode()) for n in range(8)]
    job = upload(own, *papers).json()["id"]
    wrong: list[int] = []
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            answer = own.get(f"{V1}/search", params={"q": f"货郎之家{time.monotonic()}", "k": 1})
            if answer.status_code != 200 or not answer.json()["hits"]:
                wrong.append(answer.status_code)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    done = finished(own, job)
    over.set()
    for thread in threads:
        thread.join()
    assert (done["status"], wrong) == ("done", [])
    assert own.get(f"{V1}/documents", params={"year": 2032}).headers["x-total-count"] == "8"


def test_what_another_program_reads_in_is_seen(own: TestClient, tmp_path: Path) -> None:
    from api.gonghui import Gonghui

    paper = tmp_path / "云州织工.txt"
    paper.write_text(PAPER, encoding="utf-8")
    with Gonghui(workspace_of(own)) as other:
        assert other.ingest(paper)["ingested"] == 1
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if own.get(f"{V1}/documents", params={"year": 2032}).json():
            break
        time.sleep(0.1)
    hits = own.get(f"{V1}/search", params={"q": "云州织工大讲堂", "k": 1}).json()["hits"]
    assert hits[0]["source_file"] == "云州织工.txt"


def test_a_job_can_be_cancelled(own: TestClient) -> None:
    big = [(f"甲{n}.txt", (PAPER * 30).encode()) for n in range(30)]
    job = upload(own, *big).json()["id"]
    own.delete(f"{V1}/jobs/{job}")
    found = finished(own, job)
    assert found["status"] == "cancelled"
    assert any(f["error"] == "已取消" for f in found["files"])
    after = finished(own, upload(own, ("乙.txt", PAPER.encode())).json()["id"])
    assert after["files"][0]["outcome"] == "ingested"
