"""Can the work be done on the page: ask and check the quote, find, sort, export, trace, compare, walk the graph?"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Download

from tests.web.visit import Visit


def _text(download: Download) -> str:
    return Path(download.path()).read_bytes().decode("utf-8-sig")


def test_answer_opens_the_document_at_the_quote(visit: Visit) -> None:
    page = visit.open("ask")
    page.get_by_role("textbox").fill("澜江市新建多少个江畔驿站？")
    page.get_by_role("button", name="提问").click()
    page.locator(".value", has_text="40个").wait_for()
    card = page.locator(".card").first
    quote = card.locator(".card-quote").inner_text()
    card.click()
    here = page.locator(".paper .here")
    here.first.wait_for()
    assert "".join(here.all_inner_texts()) == re.sub(r"\s", "", quote)
    assert here.first.bounding_box()["y"] < 800  # type: ignore[index]
    page.go_back()
    page.locator(".value", has_text="40个").wait_for()


def test_follow_up_keeps_the_question_before(visit: Visit) -> None:
    page = visit.open("ask")
    for question in ("澜江市新建多少个户外劳动者服务站点？", "砚州呢？"):
        page.get_by_role("textbox").fill(question)
        page.get_by_role("button", name="提问").click()
        page.locator(".turn").first.locator(".answer").wait_for()
    newest = page.locator(".turn").first
    newest.get_by_text("按“砚州", exact=False).first.wait_for()
    assert page.locator(".turn").count() == 2
    page.get_by_role("button", name="重新开始").click()
    page.get_by_text("可以这样开始").wait_for()


def test_why_this_answer_shows_kind_confidence_and_query(visit: Visit) -> None:
    page = visit.open("answer")
    page.get_by_text("为什么是这个答案").click()
    page.locator(".why pre").get_by_text("SELECT", exact=False).wait_for()
    assert "某项工作由哪些部门负责" in page.locator(".why").inner_text()


def test_facets_narrow_the_results_and_csv_holds_them(visit: Visit) -> None:
    page = visit.open("search")
    page.locator(".facet", has_text="城市").get_by_role("button", name="砚州").click()
    page.locator(".active").get_by_text("砚州").wait_for()
    visit.settled()
    tags = page.locator(".hit-head").all_inner_texts()
    assert tags
    assert all("砚州" in one for one in tags)
    assert page.locator(".hit mark").count() > 3
    with page.expect_download() as got:
        page.get_by_role("button", name="导出 CSV").click()
    rows = list(csv.reader(io.StringIO(_text(got.value))))
    assert rows[0][0] == "序号"
    assert {row[3] for row in rows[1:]} == {"砚州"}
    shown = re.search(r"\d+", page.get_by_role("status").inner_text())
    assert shown and len(rows) - 1 == int(shown.group())


def test_ledger_filters_groups_sorts_and_opens_a_task(visit: Visit) -> None:
    page = visit.open("ledger")
    page.get_by_label("城市", exact=True).select_option("澜江")
    page.get_by_label("责任部门", exact=True).select_option("财务部")
    page.get_by_label("分组").select_option("quarter")
    page.locator(".vtable .group", has_text="一季度").or_(
        page.locator(".vtable .group", has_text="Q1")
    ).wait_for()
    page.get_by_role("button", name="任务", exact=False).filter(has_text="任务").first.click()
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("任务")
    page.locator(".vtable .open-row").first.click()
    page.get_by_role("dialog").get_by_text("看原文").wait_for()


def test_ledger_table_draws_only_what_is_in_sight(visit: Visit) -> None:
    page = visit.open("ledger")
    total = int(page.locator(".vtable table").get_attribute("aria-rowcount") or 0) - 1
    assert total > 100
    assert page.locator(".vtable tbody tr .open-row").count() < 40
    page.locator(".vtable").evaluate("box => box.scrollTo(0, box.scrollHeight)")
    page.locator(f".vtable tr[aria-rowindex='{total + 1}']").wait_for()


def test_a_number_in_the_load_map_opens_its_tasks(visit: Visit) -> None:
    page = visit.open("load")
    cell = page.locator(".heat button").first
    count = int(cell.inner_text())
    cell.click()
    page.get_by_role("status").get_by_text(f"{count} 项任务").wait_for()


@pytest.mark.parametrize(
    ("button", "name", "holds"),
    [("导出 CSV", ".csv", "责任"), ("导出日历", ".ics", "BEGIN:VEVENT")],
)
def test_ledger_exports(visit: Visit, button: str, name: str, holds: str) -> None:
    page = visit.open("ledger")
    with page.expect_download() as got:
        page.get_by_role("button", name=button).click()
    assert got.value.suggested_filename.endswith(name)
    assert holds in _text(got.value)


def test_ledger_exports_excel(visit: Visit) -> None:
    from openpyxl import load_workbook

    page = visit.open("ledger")
    page.get_by_label("城市", exact=True).select_option("桐岭")
    with page.expect_download() as got:
        page.get_by_role("button", name="导出 Excel").click()
    book = load_workbook(io.BytesIO(Path(got.value.path()).read_bytes()), read_only=True)
    sheet = book.worksheets[0]
    assert len(list(sheet.iter_rows())) > 5
    book.close()


def test_trace_as_a_graph(visit: Visit) -> None:
    page = visit.open("trace")
    page.locator(".ant-segmented-item", has_text="图").click()
    page.locator(".picture canvas").first.wait_for()


def test_compare_drops_a_city_and_needs_two(visit: Visit) -> None:
    page = visit.open("#/compare")
    page.get_by_role("button", name="澜江", exact=True).click()
    page.locator(".compare thead th").nth(3).wait_for(state="detached")
    assert "澜江" not in page.locator(".compare thead").inner_text()
    page.get_by_role("button", name="砚州", exact=True).click()
    page.get_by_text("请选两个以上的城市").wait_for()


def test_outcomes_by_result(visit: Visit) -> None:
    page = visit.open("outcomes")
    page.locator(".tally button", has_text="未达到").click()
    visit.has("项计划任务")
    assert page.locator(".outcome").count() > 0
    for side in page.locator(".outcome .outcome-side:nth-child(2)").all_inner_texts():
        assert "未达到" in side


def test_graph_filters_and_grows(visit: Visit) -> None:
    page = visit.open("graph")
    page.locator(".picture canvas").first.wait_for()
    before = int(re.findall(r"\d+", page.get_by_role("status").inner_text())[0])
    page.get_by_role("button", name="展开一层").click()
    page.wait_for_load_state("networkidle")
    page.locator(".graph-side").get_by_role("button", name="展开一层").wait_for()
    grown = int(re.findall(r"\d+", page.get_by_role("status").inner_text())[0])
    assert grown >= before
    page.locator(".choose button", has_text="责任单位").click()
    left = int(re.findall(r"\d+", page.get_by_role("status").inner_text())[0])
    assert left < grown
    assert "责任单位" not in page.locator(".graph-side table").inner_text()


def test_reader_marks_can_be_switched_and_explained(visit: Visit) -> None:
    page = visit.open(visit.document("003_"))
    page.locator(".paper mark.fact").first.wait_for()
    page.locator(".legend-choose button", has_text="部门").first.click()
    marked = page.locator(".paper mark[title^='部门']")
    assert marked.count() == 0
    page.locator(".legend-choose button", has_text="部门").first.click()
    marked.first.click()
    page.get_by_role("dialog").get_by_text("看图谱").wait_for()


def test_topics_lead_to_tasks_and_to_other_views(visit: Visit) -> None:
    page = visit.open("topics")
    page.get_by_label("查找主题词").fill("集体协商")
    page.locator(".tree a", has_text="集体协商").first.click()
    page.locator(".task").first.wait_for()
    page.get_by_role("link", name="各地对照").click()
    page.locator(".compare tbody th").first.wait_for()
    assert page.locator(".compare tbody th").all_inner_texts()[0] == "集体协商"
    page.get_by_label("主题", exact=True).select_option("劳动竞赛")
    page.locator(".compare tbody th", has_text="劳动竞赛").first.wait_for()
    assert page.locator(".compare tbody th").all_inner_texts()[0] == "集体协商"
    page.get_by_role("button", name="去掉这个筛选：集体协商").click()
    page.locator(".compare tbody th", has_text="集体协商").first.wait_for(state="detached")
