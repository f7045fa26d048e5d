"""Can a document be added, read, corrected and taken out again on the page, and is its text only ever text?"""

from __future__ import annotations

from pathlib import Path

from tests.web.visit import AXE, Visit

PAPER = """临江市总工会2025年工作要点

一、推进建会入会
（一）开展“货运小哥同行”入会行动。新建货运行业工会联合会6个，发展会员2600人。（责任单位：组织部）
二、加强职工服务
（二）建设“临江驿亭”。全年新建驿亭17个。<img src=x onerror="document.title='broken'"><script>document.title='broken'</script>（责任单位：权益保障部）
"""


def _upload(visit: Visit, *files: Path) -> None:
    page = visit.open("documents")
    page.locator("input[type=file]").set_input_files([str(one) for one in files])
    page.locator(".job .ant-alert").wait_for(timeout=60_000)


def test_upload_to_answer_and_out_again(own_visit: Visit, tmp_path: Path) -> None:
    visit, page = own_visit, own_visit.page
    paper = tmp_path / "临江市总工会_工作要点_2025.txt"
    paper.write_text(PAPER, encoding="utf-8")
    _upload(visit, paper)
    assert "新读入 1" in page.locator(".job .ant-alert").inner_text()
    page.locator(".documents").get_by_text("临江市总工会2025年工作要点").first.wait_for()

    page.locator(".job-files").get_by_role("link").first.click()
    page.locator(".paper").get_by_text("<script>", exact=False).first.wait_for()
    assert page.locator(".paper img, .paper script").count() == 0
    assert "broken" not in page.title()

    page.goto(visit.base + "#/ask?q=临江市发展会员多少人？")
    page.locator(".value", has_text="2600人").wait_for()

    visit.open("documents")
    page.get_by_role("button", name="移出 临江市总工会2025年工作要点").click()
    page.get_by_role("dialog").get_by_role("button", name="移出").click()
    page.locator(".documents").get_by_text("临江市总工会2025年工作要点").first.wait_for(state="detached")


def test_a_bad_file_fails_by_name_and_the_rest_go_in(own_visit: Visit, tmp_path: Path) -> None:
    good, bad = tmp_path / "好文件.txt", tmp_path / "坏文件.docx"
    good.write_text(PAPER, encoding="utf-8")
    bad.write_bytes(b"PK\x03\x04 not a Word file")
    _upload(own_visit, good, bad)
    shown = own_visit.page.locator(".job").inner_text()
    assert "新读入 1" in shown
    assert "失败 1" in shown
    assert "坏文件.docx" in shown


def test_correct_a_name_undo_and_redo(own_visit: Visit) -> None:
    visit = own_visit
    page = visit.open(visit.document("005_"))
    page.locator(".paper mark[title^='部门']").first.click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_text("校正", exact=True).click()
    drawer.get_by_role("textbox", name="另一个名称").fill("女职工部")
    drawer.locator(".radios.list input").first.check()
    drawer.get_by_label("理由").fill("机构更名")
    drawer.get_by_label("校正人").fill("韩青")
    drawer.get_by_role("button", name="保存校正").click()
    drawer.get_by_text("已校正").wait_for()

    visit.open("corrections")
    line = page.locator(".documents li")
    line.wait_for()
    assert "机构更名" in line.inner_text()
    assert "韩青" in line.inner_text()
    line.get_by_role("button", name="撤销").click()
    page.get_by_text("还没有校正").wait_for()
    page.get_by_role("button", name="恢复").click()
    page.locator(".documents li").wait_for()


def test_a_wrong_department_of_a_task_is_put_right_and_undone(own_visit: Visit) -> None:
    visit = own_visit

    def departments() -> str:
        visit.open("#/ledger?year=2023&city=澜江&words=漂流书架")
        visit.has("1 项任务（共")
        return visit.settled().get_by_role("row").nth(1).inner_text()

    assert "宣教部" in departments()
    page = visit.open(visit.document("005_"))
    page.locator(".paper mark[title^='部门']", has_text="宣教部").last.click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_text("校正", exact=True).click()
    drawer.get_by_label("责任部门认错了").check()
    assert drawer.get_by_role("button", name="保存校正").is_disabled()
    drawer.get_by_label("网络工作部").check()
    drawer.get_by_label("理由").fill("表格串行")
    drawer.get_by_label("校正人").fill("韩青")
    if AXE.exists():
        assert visit.grave() == []
    drawer.get_by_role("button", name="保存校正").click()
    drawer.get_by_text("已校正").wait_for()

    changed = departments()
    assert "网络工作部" in changed
    assert "宣教部" not in changed

    visit.open("corrections")
    line = page.locator(".documents li")
    line.wait_for()
    for words in ("责任部门认错", "宣教部", "网络工作部", "书香润心", "表格串行", "韩青"):
        assert words in line.inner_text()
    line.get_by_role("button", name="撤销").click()
    page.get_by_text("还没有校正").wait_for()
    assert "宣教部" in departments()

    visit.open("corrections")
    page = visit.open(visit.document("005_"))
    page.locator(".paper mark[title^='部门']", has_text="宣教部").last.click()
    drawer.get_by_text("校正", exact=True).click()
    drawer.get_by_label("责任部门认错了").check()
    drawer.get_by_label("不是责任部门").check()
    drawer.get_by_label("校正人").fill("韩青")
    drawer.get_by_role("button", name="保存校正").click()
    drawer.get_by_text("已校正").wait_for()
    assert "宣教部" not in departments()


def test_contacts_are_masked_until_the_key_is_given(sample: Path, browser: object) -> None:
    from tests.web.conftest import serving

    key = "0123456789abcdef-admin"
    with serving(sample, key) as base, Visit.opened(browser, base) as visit:  # type: ignore[arg-type]
        page = visit.open(visit.document("014_"))
        masked = page.locator(".paper").inner_text()
        assert "7050612" not in masked
        assert "*" in masked
        page.get_by_role("button", name="访客").click()
        page.get_by_label("密钥", exact=True).fill(key)
        page.get_by_role("button", name="使用密钥").click()
        page.locator(".paper").get_by_text("7050612", exact=False).first.wait_for()


def test_files_can_be_dropped(own_visit: Visit) -> None:
    page = own_visit.open("documents")
    dropped = page.evaluate_handle(
        """words => { const held = new DataTransfer(); held.items.add(new File([words], "拖入的要点.txt")); return held; }""",
        PAPER,
    )
    page.locator(".drop").dispatch_event("drop", {"dataTransfer": dropped})
    page.locator(".job .ant-alert").wait_for(timeout=60_000)
    assert "拖入的要点.txt" in page.locator(".job").inner_text()
