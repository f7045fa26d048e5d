"""What do the page's tests share? Real `gonghui serve` processes on the sample papers, and a real headless Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.visit import BROWSER, ROOT, Visit, browsing

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = ROOT / "api" / "page" / "index.html"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    why = "no Chromium at /usr/bin/chromium" if not BROWSER.exists() else ""
    why = why or ("" if PAGE.exists() else "the page is not built: make page")
    for item in items:
        if here in item.path.parents and "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)
            if why:
                item.add_marker(pytest.mark.skip(reason=why))


def gonghui(*words: str) -> list[str]:
    """The command line that runs the program with these words."""
    return [sys.executable, "-c", "from api.cli import main; main()", *words]


def _free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


@contextmanager
def serving(workspace: Path, key: str = "") -> Iterator[str]:
    """A server process on that workspace; its address, with a slash at the end."""
    port = _free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GONGHUI_")}
    if key:
        environment["GONGHUI_API_KEY"] = key
    words = gonghui("serve", "--workspace", str(workspace), "--port", str(port), "--quiet")
    process = subprocess.Popen(
        words, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    base = f"http://127.0.0.1:{port}/"
    try:
        _wait_for(base + "readyz", process)
        yield base
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError(f"no answer from {address}")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with data/sample in it; tests that write take a copy."""
    folder = tmp_path_factory.mktemp("page") / "ws"
    subprocess.run(
        gonghui("ingest", str(ROOT / "data" / "sample"), "--workspace", str(folder)),
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    return folder


@pytest.fixture(scope="session")
def base(sample: Path) -> Iterator[str]:
    with serving(sample) as address:
        yield address


@pytest.fixture
def own_base(sample: Path, tmp_path: Path) -> Iterator[str]:
    """A server of the test's own, to write to."""
    shutil.copytree(sample, tmp_path / "ws")
    with serving(tmp_path / "ws") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with browsing() as made:
        yield made


@pytest.fixture
def visit(browser: Browser, base: str) -> Iterator[Visit]:
    """The page on the sample papers; fails where it logged an error or asked another host."""
    with Visit.opened(browser, base) as made:
        yield made


@pytest.fixture
def own_visit(browser: Browser, own_base: str) -> Iterator[Visit]:
    with Visit.opened(browser, own_base) as made:
        yield made
