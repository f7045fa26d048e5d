"""What do the tests of the server share? A workspace of invented papers, made once; a client on it; a server in a thread."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient

from api.gonghui import Gonghui
from api.http.app import create_app
from api.http.settings import ServerSettings
from api.http.state import Keeper

KEY = "0123456789abcdef-admin"
READ_KEY = "0123456789abcdef-read"
PHONE = "13800001234"
PAPERS = {
    "云州要点.txt": f"""云州市总工会2031年工作要点

一、推进建会入会
（一）开展建会入会行动。新建基层工会30家。（责任单位：组织部）
（二）建设“云州货郎之家”。全年新建20家。（责任单位：组织部、权益保障部）
二、加强职工服务
（三）办好职工夜校。按照《云川省总工会关于办好职工夜校的意见》（云工发〔2030〕9号）要求，开办夜校12期。（责任单位：宣教部）
联系人：林小禾，电话：{PHONE}
""",
    "澜江要点.txt": """澜江市总工会2031年工作要点

一、推进建会入会
（一）集中开展建会入会行动。发展会员5000人。（责任单位：基层工作部）
二、加强职工服务
（二）建设“澜江司机驿站”。新建司机驿站8个。（责任单位：权益保障部）
""",
    "云州总结.txt": """云州市总工会2031年工作总结

一、建会入会取得进展
全年新建基层工会36家，建成“云州货郎之家”20家。
二、职工服务更实
开办职工夜校12期，培训职工600人次。
""",
}


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with PAPERS in it. Nobody writes to it: who wants to takes `own`."""
    folder = tmp_path_factory.mktemp("filled")
    fill(folder / "ws", folder / "papers")
    return folder / "ws"


def fill(workspace: Path, papers: Path) -> None:
    papers.mkdir()
    for name, words in PAPERS.items():
        (papers / name).write_text(words, encoding="utf-8")
    with closing(Gonghui(workspace)) as union:
        report = union.ingest(papers)
        assert report["ingested"] == len(PAPERS), report


@pytest.fixture(scope="session")
def client(filled: Path) -> Iterator[TestClient]:
    """On the filled workspace, on this machine, without a key."""
    with client_of(ServerSettings(filled, api_key="")) as made:
        yield made


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """On a filled workspace of the test's own, with permission to write.

    What was written is waited for longer than a person would: other tests run beside this one.
    """
    monkeypatch.setattr(Keeper.await_switch, "__defaults__", (120.0,))
    fill(tmp_path / "ws", tmp_path / "papers")
    with client_of(ServerSettings(tmp_path / "ws")) as made:
        yield made


@contextmanager
def client_of(settings: ServerSettings, **headers: str) -> Iterator[TestClient]:
    app = create_app(settings)
    with TestClient(app, base_url="http://127.0.0.1", headers=headers or None) as made:
        yield made


@pytest.fixture(scope="session")
def address(filled: Path) -> Iterator[str]:
    """A real server on the filled workspace, on a free port of this machine."""
    with serving(ServerSettings(filled)) as url:
        yield url


@contextmanager
def serving(settings: ServerSettings) -> Iterator[str]:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(settings), log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        listening.close()


def finished(client: TestClient, job: str, seconds: float = 60.0) -> dict[str, Any]:
    """A job when it is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found: dict[str, Any] = client.get(f"/api/v1/jobs/{job}").json()
        if found["status"] in ("done", "failed", "cancelled"):
            return found
        time.sleep(0.05)
    raise AssertionError(f"job {job} is not over after {seconds} s")
