"""Writes pictures of every view, for people to look at: `python -m tests.web.screenshots [FOLDER]` (api/web/screenshots).

Reads the sample papers into a scratch workspace and serves them; needs Chromium and the built page.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.web.conftest import gonghui, serving
from tests.web.visit import DESKTOP, PHONE, ROOT, VIEWS, Visit, browsing

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SIZES = {"desktop": DESKTOP, "phone": PHONE}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, browsing() as browser:
        full, empty = Path(scratch) / "ws", Path(scratch) / "empty"
        subprocess.run(
            gonghui("ingest", str(ROOT / "data" / "sample"), "--workspace", str(full)),
            cwd=ROOT, check=True, capture_output=True,
        )  # fmt: skip
        for name, size in SIZES.items():
            with serving(full) as base:
                _views(browser, base, name, size, folder)
            with serving(empty) as base, Visit.opened(browser, base, size) as visit:
                visit.open("ask")
                _picture(visit, folder / f"empty-{name}.png")


def _views(browser: Browser, base: str, name: str, size: tuple[int, int], folder: Path) -> None:
    with Visit.opened(browser, base, size) as visit:
        for view in VIEWS:
            visit.page.goto("about:blank")  # a talk on the page would go on from the picture before
            visit.open(view)
            _picture(visit, folder / f"{view}-{name}.png")
        visit.open("trace")
        visit.page.locator(".ant-segmented-item", has_text="图").click()
        visit.page.locator(".picture canvas").first.wait_for()
        _picture(visit, folder / f"chain-{name}.png")
        visit.open("ledger")
        visit.page.locator(".vtable .open-row").nth(3).click()
        visit.page.get_by_role("dialog").get_by_text("看原文").wait_for()
        _picture(visit, folder / f"task-{name}.png")
        visit.open(visit.document("003_") + "?start=953&end=975")
        visit.page.locator(".paper .here").first.wait_for()
        _picture(visit, folder / f"read-{name}.png")


def _picture(visit: Visit, path: Path) -> None:
    visit.page.wait_for_timeout(600)  # drawings and drawers come to rest
    visit.page.screenshot(path=path)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "api" / "web" / "screenshots")
