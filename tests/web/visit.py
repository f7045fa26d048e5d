"""How does a test look at the page? One tab, the views by name, and what must never happen while it is open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

ROOT = Path(__file__).parents[2]
BROWSER = Path("/usr/bin/chromium")
AXE = ROOT / "api" / "web" / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = (
    "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
).split()
DESKTOP = (1280, 800)
PHONE = (375, 740)

VIEWS: dict[str, str] = {
    "ask": "#/ask",
    "answer": "#/ask?q=" + quote("哪些部门负责建会入会？"),
    "unanswered": "#/ask?q=" + quote("哪个部门负责登月？"),
    "search": "#/search?q=" + quote("快递小哥入会"),
    "ledger": "#/ledger",
    "quarters": "#/ledger?as=gantt&group=department",
    "load": "#/ledger?as=load",
    "trace": "#/trace?policy=" + quote("云工发〔2023〕3号"),
    "compare": "#/compare?name=" + quote("江畔驿站"),
    "outcomes": "#/outcomes?body=" + quote("澜江市总工会"),
    "graph": "#/graph?name=" + quote("财务部"),
    "documents": "#/documents",
    "corrections": "#/documents?as=corrections",
    "topics": "#/topics",
    "topic": "#/topics/" + quote("建会入会"),
}
"""Every view with something in it, on the sample papers; the reader is reached by a document's id."""


@contextmanager
def browsing() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(BROWSER), args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass(slots=True)
class Visit:
    page: Page
    base: str
    wrong: list[str] = field(default_factory=list)

    @classmethod
    @contextmanager
    def opened(cls, browser: Browser, base: str, size: tuple[int, int] = DESKTOP) -> Iterator[Visit]:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="zh-CN", accept_downloads=True
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        visit = cls(page, base)
        page.on("pageerror", lambda error: visit.wrong.append(f"error: {error}"))
        page.on("console", lambda said: visit.wrong.append(said.text) if said.type == "error" else None)
        page.on("request", lambda request: visit._asked(request))
        try:
            yield visit
        finally:
            context.close()
        assert not visit.wrong, visit.wrong

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.base, "blob:", "data:")):
            self.wrong.append(f"asked another host: {request.url}")

    def open(self, where: str) -> Page:
        """A view by its name or its hash; returns when nothing is loading."""
        self.page.goto(self.base + VIEWS.get(where, where))
        return self.settled()

    def settled(self) -> Page:
        self.page.locator("main h1, main h2").first.wait_for()
        self.page.wait_for_load_state("networkidle")
        self.page.locator(".waiting").first.wait_for(state="detached")
        return self.page

    def document(self, part: str) -> str:
        """The hash of the reader for the document whose file name holds `part`."""
        found = self.page.request.get(self.base + "api/v1/documents").json()
        return "#/read/" + quote(next(d["id"] for d in found if part in d["source_file"]), safe="")

    def has(self, words: str) -> Locator:
        """The first place in the view that shows these words, waited for."""
        place = self.page.locator("main").get_by_text(words).locator("visible=true").first
        place.wait_for()
        return place

    def grave(self) -> list[str]:
        """What axe calls serious or critical. `evaluate`, because the page's content policy lets no script in."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{one['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ]

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(
            self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        )
