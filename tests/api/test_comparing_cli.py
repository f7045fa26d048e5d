"""Do `compare` and `outcomes` print what they should, and write tables that open in Excel?"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from api.commands import app
from api.comparing_cli import compare_sheets
from api.tables import Sheet, write_sheets
from kg.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
run = CliRunner()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("cli") / "w"
    assert run.invoke(app, ["ingest", str(ROOT / "data" / "sample"), "-w", str(folder)]).exit_code == 0
    return str(folder)


@pytest.mark.parametrize("before", [True, False])
def test_json_and_nothing_else(workspace: str, before: bool) -> None:
    verb = ["outcomes", "--city", "澜江", "--year", "2023", "--json"]
    words = ["--workspace", workspace, *verb] if before else [*verb, "--workspace", workspace]
    found = json.loads(run.invoke(app, words).stdout)
    assert {item["city"] for item in found} == {"澜江"}
    made = run.invoke(app, ["compare", "澜江", "砚州市", "--topic", "集体协商", "--json", "-w", workspace])
    assert json.loads(made.stdout)["cities"] == ["澜江", "砚州"]


def test_people_read_chinese(workspace: str) -> None:
    shown = run.invoke(app, ["outcomes", "--city", "澜江", "-w", workspace]).stdout
    assert "总结没有提到的：" in shown
    assert "超额完成" in shown
    shown = run.invoke(app, ["compare", "澜江", "桐岭", "--topic", "疗休养", "-w", workspace]).stdout
    assert "【缺】" in shown


@pytest.mark.parametrize(
    ("reason", "shown"),
    [("mentioned in passing", "只提到“书屋偏少。”（总结）"), ("not mentioned", "【缺】文件没有提到")],
)
def test_only_what_is_not_there_is_called_missing(reason: str, shown: str) -> None:
    task = {
        "title": "建成 晨钟小站",
        "year": 2031,
        "departments": [],
        "indicators": [],
        "locator": "",
        "source_file": "",
    }
    empty: dict[str, list[object]] = {"departments": [], "initiatives": [], "indicators": []}
    gap = {"city": "竹溪", "reason": reason, "text": shown.removeprefix("【缺】")}
    cells = {
        "松陵": {"tasks": [{**task, "quote": "", "start": 0, "end": 0}], **empty},
        "竹溪": {"tasks": [], **empty},
    }
    row = {"label": "书屋", "cells": cells, "missing": [], "gaps": [gap]}
    table = compare_sheets({"cities": ["松陵", "竹溪"], "topics": [row]})[0]
    assert table.rows[0][1:3] == ["·建成晨钟小站（2031）", shown]


def test_an_unknown_city_is_an_argument_error(workspace: str) -> None:
    made = run.invoke(app, ["compare", "澜江", "望月", "-w", workspace])
    assert made.exit_code == 2
    assert "没有“望月”的文件；已有：" in made.stderr


def test_a_workbook_with_evidence(workspace: str, tmp_path: Path) -> None:
    file = tmp_path / "对照.xlsx"
    assert run.invoke(app, ["compare", "澜江", "砚州", "-o", str(file), "-w", workspace]).exit_code == 0
    book = load_workbook(file)
    assert book.sheetnames == ["对照表", "明细", "证据"]
    table = book["对照表"]
    assert [c.value for c in table[1]] == ["主题", "澜江", "砚州", "没有的地方"]
    assert table.freeze_panes == "B2"
    assert table.auto_filter.ref == table.dimensions
    assert table["B2"].alignment.wrap_text
    assert book["证据"].max_row > table.max_row


def test_csv_opens_in_excel(workspace: str, tmp_path: Path) -> None:
    file = tmp_path / "落实.csv"
    assert run.invoke(app, ["outcomes", "--city", "砚州", "-o", str(file), "-w", workspace]).exit_code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert {row["单位"] for row in rows} == {"砚州市总工会"}
    assert {"完成", "未达到", "总结未提到"} <= {row["结果"] for row in rows}


def test_a_wrong_ending_is_refused_before_any_work(tmp_path: Path) -> None:
    made = run.invoke(app, ["outcomes", "-o", str(tmp_path / "a.docx"), "-w", str(tmp_path / "nowhere")])
    assert made.exit_code == 2
    assert ".csv 或 .xlsx" in made.stderr


def test_no_cell_is_run_as_a_formula(tmp_path: Path) -> None:
    sheet = Sheet("表", ["甲"], [["=1+1"], ["-3"], ["@x"], ["正\x07常"], [5]], [10])
    for name in ("a.csv", "a.xlsx"):
        write_sheets(tmp_path / name, [sheet])
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").split() == [
        "甲",
        "'=1+1",
        "-3",
        "'@x",
        "正常",
        "5",
    ]
    column = [c.value for c in load_workbook(tmp_path / "a.xlsx")["表"]["A"]]
    assert column == ["甲", "'=1+1", "-3", "'@x", "正常", 5]
    with pytest.raises(InputError):
        write_sheets(tmp_path / "a.ods", [sheet])
