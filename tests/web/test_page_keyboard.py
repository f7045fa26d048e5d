"""Can the page be used with the keyboard alone?"""

from __future__ import annotations

from tests.web.visit import Visit

MOST_TABS = 90


def _tab_to(visit: Visit, name: str) -> None:
    """Presses Tab until the thing of that name (its text or label) has the focus."""
    for _ in range(MOST_TABS):
        visit.page.keyboard.press("Tab")
        focused = visit.page.evaluate(
            "(document.activeElement.getAttribute('aria-label') || document.activeElement.innerText || '').trim()"
        )
        if name in focused:
            return
    raise AssertionError(f"Tab does not reach {name}")


def test_skip_link_comes_first_and_goes_to_the_view(visit: Visit) -> None:
    page = visit.open("ask")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "INPUT"


def test_ask_and_open_the_quote(visit: Visit) -> None:
    page = visit.open("ask")
    _tab_to(visit, "想问什么")
    page.keyboard.type("澜江市新建多少个江畔驿站？")
    page.keyboard.press("Enter")
    page.locator(".value", has_text="40个").wait_for()
    _tab_to(visit, "澜工办字〔2023〕11号 第4项")
    shown = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert shown == "solid"
    page.keyboard.press("Enter")
    page.locator(".paper .here").first.wait_for()


def test_views_tasks_and_the_drawer(visit: Visit) -> None:
    page = visit.open("ask")
    _tab_to(visit, "台账")
    page.keyboard.press("Enter")
    page.locator(".vtable .open-row").first.wait_for()
    assert page.evaluate("document.activeElement.id") == "main"
    _tab_to(visit, "打开任务")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("看原文").wait_for()
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert "打开任务" in page.evaluate("document.activeElement.getAttribute('aria-label') || ''")


def test_a_fact_of_a_document(visit: Visit) -> None:
    page = visit.open(visit.document("003_"))
    _tab_to(visit, "事实清单")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").locator(".quote").wait_for()
