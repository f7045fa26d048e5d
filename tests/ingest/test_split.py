"""Is a file of several papers parted where each begins, and a notice kept with what it carries?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.layout.recover import recover
from ingest.split import split_documents


def summary(body: str, year: int = 2023) -> str:
    """A short paper with a title, a salutation-free body, a signature and a date."""
    return (
        f"{body}{year}年工作总结\n\n"
        f"{year}年，{body}坚持以职工为中心，认真落实上级部署，各项工作取得新进展。现将有关情况总结如下。\n"
        "一、主要工作\n（一）加强组织建设。新建基层工会12家，发展会员800余人。\n（二）做实服务。走访慰问职工300人次。\n"
        f"二、下步打算\n进一步转变作风，把各项任务落到实处。\n{body}\n{year + 1}年1月8日\n"
    )


ONE = summary("云州市沿湖街道总工会")
TWO = summary("云州市青石镇总工会")
NOTICE = (
    "云州市总工会\n关于印发《云州市总工会2024年工作要点》的通知\n\n各县（区）总工会：\n"
    "现将《云州市总工会2024年工作要点》印发给你们，请结合实际认真贯彻落实。\n\n云州市总工会\n2024年2月6日\n\f"
    "云州市总工会2024年工作要点\n\n一、抓好基层基础\n1. 新建职工书屋20家。（责任单位：宣教部）\n"
)
ATTACHED = (
    "云州市总工会关于开展职工服务站点建设的通知\n\n各县（区）总工会：\n为加强站点建设，现将有关事项通知如下，请认真落实。\n"
    "附件：云州市职工服务站点建设实施方案\n\n云州市总工会\n2024年3月5日\n\f附件\n云州市职工服务站点建设实施方案\n\n一、目标\n新建站点30家。\n"
)


def firsts(raw: str) -> list[str]:
    """The first line of each document."""
    return [layout.text.split("\n")[0] for layout in split_documents(recover(raw))]


@pytest.mark.parametrize(
    "raw", [ONE, NOTICE, ATTACHED, "云州\n", ""], ids=["paper", "notice", "attached", "word", "nothing"]
)
def test_one_document_stays_one(raw: str) -> None:
    assert len(split_documents(recover(raw))) == 1


@pytest.mark.parametrize("gap", ["\f", "\n\n- 3 -\n\n", "\n29\n"])
def test_two_papers_at_a_page_break_are_two(gap: str) -> None:
    assert firsts(ONE + gap + TWO) == [
        "云州市沿湖街道总工会2023年工作总结",
        "云州市青石镇总工会2023年工作总结",
    ]


def test_a_paper_after_one_that_has_ended_is_another_without_any_page_break() -> None:
    assert len(firsts(ONE + TWO + summary("云州市建设工会"))) == 3


def test_a_title_may_take_two_lines() -> None:
    broken = TWO.replace("云州市青石镇总工会2023年工作总结\n", "云州市青石镇总工会\n2023年工作总结\n", 1)
    assert firsts(ONE + "\f" + broken)[1] in ("云州市青石镇总工会", "云州市青石镇总工会2023年工作总结")
    assert len(firsts(ONE + "\f" + broken)) == 2


def test_a_title_within_a_sentence_or_a_list_begins_nothing() -> None:
    raw = ONE + "附：\n1.云州市青石镇总工会2023年工作总结\n2.云州市建设工会2023年工作总结\n"
    assert len(firsts(raw)) == 1


def test_each_document_counts_from_nought_and_is_led_back_to_the_file() -> None:
    raw = ONE + "\f" + TWO
    parts = split_documents(recover(raw))
    for part in parts:
        assert part.blocks[0].span.start == 0
        assert all(block.span.end <= len(part.text) for block in part.blocks)
        led = "".join(raw[k] for k in part.origin if k < len(raw))
        assert "".join(led.split()) == "".join(part.text.split())
    assert "".join(part.text for part in parts) == recover(raw).text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([ONE, TWO, NOTICE, ATTACHED, "\f", "\n3\n", "附件2\n", "名单\n"]), max_size=6)
)
def test_nothing_is_lost_wherever_it_is_parted(pieces: list[str]) -> None:
    layout = recover("".join(pieces))
    parts = split_documents(layout)
    assert "".join(part.text for part in parts) == layout.text
    assert sum(len(part.blocks) for part in parts) == len(layout.blocks)
    assert all(len(part.origin) == len(part.text) for part in parts)
