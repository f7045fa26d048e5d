"""Do the passages of a document hold every character that is not blank, exactly once?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.passages import MOST, cut_passages
from ingest.pipeline import read_file, read_text
from kg.model import Document, Section, Span, Task

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = sorted((ROOT / "data" / "sample").glob("0*"))
#: A stretch of nothing but these is no passage: what is left between two tasks.
_MARKS = set("。，、；：（）()【】")


def check(document: Document) -> None:
    """Every character once; alone standing punctuation between passages may be left out."""
    held = Counter(k for p in document.passages for s in p.spans for k in range(s.start, s.end))
    assert set(held.values()) <= {1}, "a character stands in two passages"
    text = document.text
    lost = [k for k in range(len(text)) if k not in held and not text[k].isspace()]
    assert {text[k] for k in lost} <= _MARKS, "".join(text[k] for k in lost)[:80]
    for passage in document.passages:
        assert passage.spans and all(s.of(text).strip() for s in passage.spans)
    assert list(document.passages) == sorted(document.passages, key=lambda p: p.spans[0])


@pytest.mark.parametrize("file", SAMPLE, ids=[f.name[:3] for f in SAMPLE])
def test_the_passages_of_the_sample_hold_everything_once(file: Path) -> None:
    for document in read_file(file):
        check(document)
        numbers = [p.task for p in document.passages if p.kind == "task"]
        assert numbers == [task.number for task in document.tasks]


def section(number: str, start: int, title: int, end: int, *children: Section) -> Section:
    return Section(number, f"节{number}", 1, Span(start, title), Span(title, end), children)


def test_header_sections_and_tasks() -> None:
    text = "标题与引言。\n一、甲节\n甲的正文。\n（一）小节\n小节正文。\n二、乙节\n任务一。\n任务二。\n"
    at = text.index
    inner = section("（一）", at("（一）"), at("小节正文"), at("二、乙节"))
    sections = (
        section("一", at("一、甲"), at("甲的正文"), at("二、乙节"), inner),
        section("二", at("二、乙节"), at("任务一"), len(text)),
    )
    spans = [Span(at("任务一"), at("任务二") - 1), Span(at("任务二"), len(text) - 1)]
    tasks = [Task(str(k), s.of(text), s, s) for k, s in enumerate(spans, 1)]
    found = cut_passages(text, "云工发〔2024〕1号", sections, tasks)
    assert [(p.kind, p.spans[0].of(text).replace("\n", "")) for p in found] == [
        ("header", "标题与引言。"),
        ("section", "一、甲节甲的正文。"),
        ("section", "（一）小节小节正文。"),
        ("heading", "二、乙节"),
        ("task", "任务一。"),
        ("task", "任务二。"),
    ]
    assert found[-1].locator == "云工发〔2024〕1号 第2项"
    assert found[2].locator == "云工发〔2024〕1号 一（一）"
    assert found[0].locator == "云工发〔2024〕1号"


def test_a_long_section_is_cut_between_sentences() -> None:
    sentence = "各级工会要认真落实。"
    text = sentence * 200
    found = cut_passages(text, "", (section("一", 0, 4, len(text)),), ())
    assert len(found) > 2
    assert all(p.spans[0].of(text).endswith("。") for p in found)
    assert all(len(p.spans[0].of(text)) <= 2 * MOST for p in found)


def test_an_empty_text_has_none() -> None:
    assert cut_passages("", "", (), ()) == cut_passages(" \n", "", (), ()) == ()


def test_a_task_inside_another_is_held_once() -> None:
    """A table that ran together with the point above it."""
    raw = "云州市总工会2024年工作要点\n一、抓好基础\n序号 工作任务 责任部门\n1\n慰问职工。\n女工部\n1. 新建书屋20家。（责任单位：宣教部）\n"
    [document] = read_text(raw, "x.txt")
    check(document)
    assert len([p for p in document.passages if p.kind == "task"]) == 2


LINES = st.sampled_from(
    [
        "云州市总工会2024年工作要点", "一、抓好基础", "（一）建会入会", "1. 新建书屋20家。（责任单位：宣教部）", "2.开展竞赛。",
        "序号\t工作任务\t责任部门", "1\t慰问职工。\t女工部", "2\t普法宣传。\t法工部", "（责任单位：组织部）", "。", "云州市总工会", "2024年2月6日",
        "各县（区）总工会：", "附件：1.名单", "组长：李望川", "第一条为了规范管理，制定本办法。", "",
    ]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=14).map("\n".join))
def test_whatever_stands_in_a_document_is_held_once(raw: str) -> None:
    for document in read_text(raw, "x.txt"):
        check(document)


def test_paragraphs_with_a_label_are_passages_of_their_own() -> None:
    text = (
        "云州市总工会2031年工作总结\n\n一、办实事，服务职工\n\n全年办成三件事。\n【圆梦助学】资助大学新生60人。\n"
        "【暖心理发】每月免费理发，服务900人次。\n【夜校开课】开课12门。\n\n二、下步打算\n\n继续努力。【注】数字截至年底。\n"
    )
    [document] = read_text(text, "总结.txt")
    found = [(p.title, p.spans[0].of(document.text)) for p in document.passages if p.kind == "section"]
    assert ("圆梦助学", "【圆梦助学】资助大学新生60人。") in found
    assert ("暖心理发", "【暖心理发】每月免费理发，服务900人次。") in found
    assert ("夜校开课", "【夜校开课】开课12门。") in found
    assert any(title == "下步打算" and "【注】" in words for title, words in found)
