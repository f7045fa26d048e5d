"""Questions about a division of work (领导分工): from a notice to the answer, with quotes, and nothing where it is silent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from api import Gonghui

NOTICE = """云州市总工会关于调整领导班子成员工作分工的通知

各县（市、区）总工会，市总工会机关各部门：
经市总工会党组会议研究决定，对领导班子成员工作分工作如下调整：
一、周立新（党组书记、常务副主席）：主持市总工会全面工作。分管办公室、组织部。联系石桥区总工会。
二、何敏华  党组成员、副主席：负责经济技术、劳动和技能竞赛、劳动保护工作，协助周立新同志抓党建工作。分管经济工作部、劳动保护部，联系清源县、白水县总工会。
三、高志强同志，党组成员、副主席（挂职），负责权益保障、法律援助工作；分管权益保障部。
四、欧阳雪同志
负责经费审查审计工作，分管经审办。
云州市总工会
2024年3月5日
"""
ASKED: list[tuple[str, dict[str, Any]]] = [
    ("谁分管组织部？", {"value": "周立新"}),
    ("云州市经济工作部由哪位领导分管？", {"value": "何敏华"}),
    ("办公室归谁分管？", {"value": "周立新"}),
    ("法律援助工作归谁管？", {"value": "高志强"}),
    ("分管劳动竞赛的领导是谁？", {"value": "何敏华"}),
    ("欧阳雪分管哪个部门？", {"value": "经审办"}),
    ("何敏华分管哪些部门？", {"set": ["劳动保护部", "经济工作部"]}),
    ("高志强分管什么工作？", {"value": "负责权益保障、法律援助工作"}),
    ("何敏华联系哪些县？", {"set": ["清源县", "白水县总工会"]}),
]
NOT_SAID = [
    "谁分管女职工部？",
    "分管宣传工作的领导是谁？",
    "孙不二分管哪些部门？",
    "澜江市总工会谁分管组织部？",
]


@pytest.fixture(scope="module")
def union(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gonghui]:
    folder = tmp_path_factory.mktemp("portfolios")
    (folder / "分工.txt").write_text(NOTICE, encoding="utf-8")
    with Gonghui(folder / "ws") as opened:
        assert opened.ingest(folder / "分工.txt")["ingested"] == 1
        yield opened


@pytest.mark.parametrize(("question", "wanted"), ASKED, ids=[q for q, _ in ASKED])
def test_answers(union: Gonghui, question: str, wanted: dict[str, Any]) -> None:
    said = union.ask(question)
    got = {k: sorted(v) if isinstance(v, list) else v for k, v in said["answer"].items() if k != "by_city"}
    assert got == {k: sorted(v) if isinstance(v, list) else v for k, v in wanted.items()}
    for quote in said["evidence"]:
        assert union.text(quote["document"])[quote["start"] : quote["end"]] == quote["quote"]
    assert said["evidence"]


@pytest.mark.parametrize("question", NOT_SAID)
def test_what_is_not_said(union: Gonghui, question: str) -> None:
    assert union.ask(question)["answerable"] is False
