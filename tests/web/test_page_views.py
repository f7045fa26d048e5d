"""Does each view show what it is for, accessibly, at desktop and phone width, without an error or a foreign request?"""

from __future__ import annotations

import gzip
import json
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser

from tests.web.visit import AXE, ROOT, VIEWS, Visit

SHOWS = {
    "ask": ("可以这样开始", "已读入"),
    "answer": ("组织部", "澜江", "砚州", "原文依据", "为什么是这个答案"),
    "unanswered": ("没有依据就不作答",),
    "search": ("条结果", "为什么找到", "责任部门", "理解为主题"),
    "ledger": ("项任务", "导出 Excel"),
    "quarters": ("一季度", "四季度"),
    "load": ("权益保障部", "合计"),
    "trace": ("法律法规", "断点：本库没有", "落实它的文件和任务", "澜江"),
    "compare": ("职工权益维护", "类似的做法", "墨香歇脚亭", "没有"),
    "outcomes": ("超额完成", "总结未提到", "计划数"),
    "graph": ("责任单位", "个节点", "展开一层"),
    "documents": ("云工发〔2023〕3号", "选择文件"),
    "corrections": ("还没有校正",),
    "topics": ("任务最多的主题", "建会入会"),
    "topic": ("规范用语", "下位词", "说到它的任务"),
}


def test_every_view_is_described() -> None:
    assert set(SHOWS) == set(VIEWS)


@pytest.mark.parametrize("view", SHOWS)
def test_shows_what_it_is_for_and_no_serious_axe_finding(visit: Visit, view: str) -> None:
    visit.open(view)
    for words in SHOWS[view]:
        visit.has(words)
    if AXE.exists():
        assert visit.grave() == []


def test_reader_has_outline_legend_and_no_serious_axe_finding(visit: Visit) -> None:
    page = visit.open(visit.document("001_"))
    page.locator(".outline").get_by_text("建强县级职工服务中心").click()
    page.locator(".legend-choose").get_by_text("指标").wait_for()
    assert page.locator(".paper mark.fact").count() > 20
    if AXE.exists():
        assert visit.grave() == []


@pytest.mark.parametrize("view", [*VIEWS, "read"])
def test_fits_a_phone(browser: Browser, base: str, view: str) -> None:
    with Visit.opened(browser, base, (360, 700)) as visit:
        visit.open(visit.document("003_") if view == "read" else view)
        assert visit.overflow() <= 0


def test_english(visit: Visit) -> None:
    page = visit.open("ask")
    page.get_by_role("button", name="English").click()
    page.get_by_role("navigation").get_by_text("Policy chain").wait_for()
    assert page.locator("html").get_attribute("lang") == "en"
    page.reload()
    visit.has("Examples to start from")


def test_first_load_is_small_and_without_the_graph_library(visit: Visit) -> None:
    loaded: list[str] = []
    visit.page.on("response", lambda response: loaded.append(response.url))
    visit.open("answer")
    names = {unquote(url.removeprefix(visit.base)).split("#")[0] for url in loaded}
    files = [ROOT / "api" / "page" / name for name in names if name.startswith("assets/")]
    assert len(files) > 3
    size = sum(len(gzip.compress(one.read_bytes(), 6)) for one in files)
    assert size < 400_000, size
    assert not [one for one in files if "Picture" in one.name]


def test_the_policy_allows_no_foreign_or_inline_script(visit: Visit) -> None:
    answer = visit.page.goto(visit.base)
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    assert rules["script-src"] == "'self'"
    assert rules["connect-src"] == "'self'"
    assert "<script>" not in answer.text()


def test_the_lock_file_holds_no_addresses() -> None:
    words = (ROOT / "api" / "web" / "package-lock.json").read_text(encoding="utf-8")
    lock = json.loads(words)
    assert lock["lockfileVersion"] == 3
    assert [name for name, one in lock["packages"].items() if "resolved" in one] == []


def test_an_unknown_view_says_so(visit: Visit) -> None:
    visit.page.goto(visit.base + "#/nowhere")
    visit.has("没有这个页面")


def test_an_unknown_document_says_so(visit: Visit) -> None:
    visit.page.goto(visit.base + "#/read/doc%3Anowhere")
    visit.page.get_by_role("alert").get_by_text("没有找到").wait_for()
    visit.page.wait_for_load_state("networkidle")
    # The browser logs the 404 itself.
    assert [one for one in visit.wrong if "404" not in one] == []
    visit.wrong.clear()


def test_a_server_that_is_gone_is_said_and_tried_again(visit: Visit) -> None:
    page = visit.open("ask")
    page.route("**/api/v1/tasks*", lambda route: route.abort())
    page.goto(visit.base + "#/ledger")
    page.get_by_role("alert").get_by_text("连接不上服务").wait_for()
    page.unroute("**/api/v1/tasks*")
    page.get_by_role("button", name="重试").click()
    page.locator(".vtable .open-row").first.wait_for()
    # The browser logs the failed request itself.
    assert [one for one in visit.wrong if "ERR_FAILED" not in one] == []
    visit.wrong.clear()


def test_what_opens_over_a_view_has_no_serious_axe_finding(visit: Visit) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci in api/web/")
    page = visit.open("ledger")
    page.locator(".vtable .open-row").first.click()
    page.get_by_role("dialog").get_by_text("看原文").wait_for()
    found = visit.grave()
    page.goto("about:blank")
    page = visit.open(visit.document("003_"))
    page.locator(".paper mark[title^='部门']").first.click()
    page.get_by_role("dialog").get_by_text("校正", exact=True).click()
    page.get_by_label("理由").wait_for()
    found += visit.grave()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="访客").click()
    page.get_by_label("密钥", exact=True).wait_for()
    page.wait_for_timeout(500)  # what is half faded in has half the contrast
    assert found + visit.grave() == []
