"""`trace`, `connect`, `neighbours`, `central`, `communities` on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from api.commands import app
from api.graph_pictures import dot, mermaid

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("graph") / "ws"
    assert CliRunner().invoke(app, ["ingest", str(SAMPLE), "-w", str(where), "--json"]).exit_code == 0
    return where


def _run(workspace: Path, *arguments: str) -> Any:
    return CliRunner().invoke(app, [*arguments, "--workspace", str(workspace)])


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (["trace", "云工发〔2023〕3号"], "breaks"),
        (["trace", "--from-task", "哺乳关爱设施"], "upstream"),
        (["connect", "财务部", "货车司机"], "paths"),
        (["neighbours", "财务部", "--depth", "2"], "nodes"),
        (["central", "--type", "topic", "--year", "2023"], "rows"),
        (["communities", "--city", "澜江"], "communities"),
    ],
)
def test_json_and_words(workspace: Path, arguments: list[str], key: str) -> None:
    assert json.loads(_run(workspace, *arguments, "--json").stdout)[key]
    shown = _run(workspace, *arguments)
    assert shown.exit_code == 0
    assert "〔" in shown.stdout  # a quote with its place


def test_trace_as_tree_and_pictures(workspace: Path) -> None:
    tree = _run(workspace, "trace", "云工发〔2023〕3号", "--as", "tree").stdout
    assert "断点" in tree and "部门：" in tree and "季度：" in tree
    picture = _run(workspace, "trace", "云工发〔2023〕3号", "--as", "graph").stdout
    assert picture.startswith("flowchart LR") and "未入库" in picture and "-->" in picture
    assert _run(workspace, "trace", "云工发〔2023〕3号", "--as", "dot").stdout.startswith("digraph")
    assert _run(workspace, "connect", "财务部", "货车司机", "--as", "graph").stdout.startswith("flowchart LR")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["connect", "财务科室", "货车司机"], "相近的名称"),
        (["neighbours", "财务部", "-r", "吃"], "没有这种关系"),
        (["central", "--type", "horse"], "可用"),
        (["trace"], "二者取一"),
        (["trace", "意见", "--as", "horse"], "可用"),
        (["trace", "--from-task", "task:0:1"], "没有这项任务"),
    ],
)
def test_refusals(workspace: Path, arguments: list[str], said: str) -> None:
    shown = _run(workspace, *arguments)
    assert shown.exit_code == 2
    assert said in shown.stderr


def test_what_nobody_names(workspace: Path) -> None:
    shown = _run(workspace, "trace", "关于月球工会的决定")
    assert shown.exit_code == 0 and "没有提到" in shown.stdout


def test_signs_that_mean_something_to_the_drawing_are_escaped() -> None:
    nodes = [{"id": "a", "name": '甲"#\\乙'}, {"id": "b", "name": "丙"}]
    edges = [{"source": "a", "target": "b", "label": '引"用', "derived": True}]
    assert mermaid(nodes, edges).splitlines()[1] == '  n0["甲#quot;#35;\\乙"]'
    assert "-.->" in mermaid(nodes, edges)
    assert '[label="甲\\"#\\\\乙"]' in dot(nodes, edges) and "dashed" in dot(nodes, edges)
