"""Questions over the sample whose wrong answers were seen once: neighbouring figures, other documents, plans for results."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.ingesting import find_files, ingest_files
from kg.workspace import Workspace
from search import open_searcher

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, Any]]:
    folder = tmp_path_factory.mktemp("asked") / "w"
    with Workspace.open(folder) as workspace:
        ingest_files(workspace, find_files([ROOT / "data" / "sample"]))
    return open_searcher(Workspace.read(folder)).ask


@pytest.mark.parametrize(
    "question",
    [
        "澜江市有多少职工？",
        "砚州有多少个县？",
        "困难职工有多少户？",
        "云工发〔2023〕99号是什么文件？",
        "澜工办字〔2024〕1号是什么文件？",
        "2025年澜江有哪些任务？",
        "哪个部门负责太空旅行？",
        "白塘县总工会由谁联系？",
    ],
)
def test_what_the_documents_do_not_say_is_said_to_be_missing(
    ask: Callable[[str], dict[str, Any]], question: str
) -> None:
    found = ask(question)
    assert found["answerable"] is False and not found["evidence"], found["text"]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("桐岭2024年发展了多少会员？", "3268人"),
        ("桐岭市总工会2024年筹集了多少帮扶资金？", "315万元"),
        ("砚州计划建多少个墨香歇脚亭？", "30个"),
        ("清坪县总工会由市总哪位领导联系？", "闻立诚"),
        ("谁联系东渡区总工会？", "顾远航"),
        ("澜工办字〔2023〕11号是什么时候印发的？", "2023年3月20日"),
    ],
)
def test_one_value_with_its_quote(ask: Callable[[str], dict[str, Any]], question: str, value: str) -> None:
    found = ask(question)
    assert found["answer"] == {"value": value}, found["text"]
    assert found["evidence"]
