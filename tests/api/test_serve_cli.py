"""Does `gonghui serve` listen on this machine only, say where, and end when it is told to?"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

KEY = "0123456789abcdef-admin"


def command(workspace: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "api.cli", "serve", "--workspace", str(workspace), *more]


def environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GONGHUI_")}
    return kept | more


def test_serves_until_told_to_end(tmp_path: Path) -> None:
    process = subprocess.Popen(
        command(tmp_path / "ws", "--port", "0"),
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        cwd=tmp_path,
    )
    try:
        assert process.stderr is not None
        first = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", first)
        assert found, first
        assert httpx.get(f"{found[0]}healthz", timeout=30).json() == {"status": "ok"}
        status = httpx.get(f"{found[0]}api/v1/status", timeout=60)
        assert status.json()["documents"] == 0
        assert "server" not in status.headers
    finally:
        process.send_signal(signal.SIGTERM)
        _, logged = process.communicate(timeout=30)
    assert process.returncode in (0, -signal.SIGTERM)
    assert '"path": "/api/v1/status"' in logged
    assert "Traceback" not in logged


REFUSED: list[tuple[tuple[str, ...], dict[str, str], str]] = [
    (("--host", "0.0.0.0"), {}, "GONGHUI_API_KEY"),
    (("--host", "::"), {}, "GONGHUI_API_KEY"),
    (("--host", "0.0.0.0"), {"GONGHUI_API_KEY": "short"}, "16"),
    ((), {"GONGHUI_ORIGINS": "*"}, "origins"),
]


@pytest.mark.parametrize(("options", "variables", "told"), REFUSED)
def test_refuses_to_serve_everybody(
    tmp_path: Path, options: tuple[str, ...], variables: dict[str, str], told: str
) -> None:
    done = subprocess.run(
        command(tmp_path / "ws", *options),
        capture_output=True,
        text=True,
        env=environment(**variables),
        cwd=tmp_path,
    )
    assert done.returncode == 2
    assert told in done.stderr
    assert not (tmp_path / "ws").exists()


def test_a_folder_that_is_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("x", encoding="utf-8")
    done = subprocess.run(command(tmp_path), capture_output=True, text=True, env=environment(), cwd=tmp_path)
    assert done.returncode == 2
    assert "不是工作区" in done.stderr


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            command(tmp_path / "ws", "--port", port),
            capture_output=True,
            text=True,
            env=environment(),
            cwd=tmp_path,
        )
    assert done.returncode == 2
    assert port in done.stderr
