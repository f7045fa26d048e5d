"""The examples of README.md are run as they stand: the clients against a real server on the sample, the Python in place."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api import Gonghui

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8000"
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.M | re.S)
CURLS = [
    line for kind, body in BLOCKS if kind == "sh" for line in body.splitlines() if line.startswith("curl ")
]
CLIENTS = [body for kind, body in BLOCKS if kind == "python" and ADDRESS in body]
LIBRARY = [body for kind, body in BLOCKS if kind == "python" and "from api import Gonghui" in body]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("readme")
    with Gonghui(folder / "ws") as union:
        assert not union.ingest(ROOT / "data" / "sample")["failed"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-c",
        "from api.cli import main; main()",
        "serve",
        "--quiet",
        "--port",
        str(port),
    ]
    with subprocess.Popen(
        [*command, "--workspace", str(folder / "ws")], stderr=subprocess.DEVNULL
    ) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(600):
                try:
                    if httpx.get(f"{address}/readyz").status_code == 200:
                        break
                except httpx.TransportError:
                    time.sleep(0.1)
            yield address
        finally:
            process.terminate()


def test_there_are_examples() -> None:
    assert len(CURLS) >= 4 and len(CLIENTS) == 1 and len(LIBRARY) == 1


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("line", CURLS)
def test_curl(server: str, line: str) -> None:
    ran = subprocess.run(
        ["bash", "-c", line.replace(ADDRESS, server) + " --fail"], capture_output=True, text=True, check=True
    )
    if "text/csv" in line:
        assert len(ran.stdout.splitlines()) == 4
    else:
        said = json.loads(ran.stdout)
        assert said and (not isinstance(said, dict) or said.get("hits") or said.get("evidence"))


@pytest.mark.parametrize("code", CLIENTS)
def test_client(server: str, code: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", code.replace(ADDRESS, server)], capture_output=True, text=True, check=True
    )
    assert "集体合同部" in ran.stdout


@pytest.mark.parametrize("code", LIBRARY)
def test_library(tmp_path: Path, code: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", code.replace("data/sample", str(ROOT / "data" / "sample"))],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    assert "集体合同部" in ran.stdout and "第二季度" not in ran.stderr
