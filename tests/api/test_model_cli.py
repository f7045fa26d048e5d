"""Does `gonghui model` list, choose, show and evaluate, and leave everything alone where it cannot?"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.resources import resource
from search.embedding.choice import ModelChoice, read_choice, write_choice
from search.embedding.static import bundled
from tests.api.test_cli import Run
from tests.search.embedding.tiny import cross_encoder, embedding_model

LEDGER = """青岭县总工会2024年工作要点

一、服务职工
1. 建设女职工哺乳室12家，配备座椅和冰箱。（责任单位：女职工部）
2. 开办职工夜校，开设书法课程40期。（责任单位：宣传教育部）

青岭县总工会
2024年2月6日
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "要点.txt").write_text(LEDGER, encoding="utf-8")
    assert Run("ingest", tmp_path / "要点.txt", "-w", tmp_path / "w").status == 0
    return tmp_path / "w"


@pytest.fixture
def another(tmp_path: Path) -> Path:
    """A static model under another name: it needs no torch."""
    shutil.copytree(resource("model"), tmp_path / "models" / "another")
    return tmp_path / "models" / "another"


def test_list_says_what_is_here_and_in_use(workspace: Path, another: Path) -> None:
    found = Run("model", "list", "-w", workspace, "--in", another.parent, "--json").json()
    rows = {row["name"]: row for row in found["models"]}
    assert (
        rows["default"]["in_use"] and rows["default"]["dim"] == 256 and rows["default"]["bytes"] > 1_000_000
    )
    assert not rows[str(another)]["in_use"]
    assert Run("model", "use", another, "-w", workspace).status == 0
    found = Run("model", "list", "-w", workspace, "--json").json()
    rows = {row["name"]: row for row in found["models"]}
    assert rows[str(another)]["in_use"] and not rows["default"]["in_use"]
    assert [(one["model_id"], one["finished"]) for one in found["indexes"]] == [
        (found["choice"]["model_id"], True)
    ]
    printed = Run("model", "list", "-w", workspace)
    assert "✓" in printed.out and "another" in printed.out


def test_list_without_a_workspace(tmp_path: Path) -> None:
    found = Run("model", "list", "-w", tmp_path / "none", "--json").json()
    assert found["indexes"] == []
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("before", [True, False], ids=["before the verb", "after it"])
def test_use_and_back_again(workspace: Path, another: Path, before: bool) -> None:
    where: list[object] = ["-w", workspace]

    def run(*words: object) -> Run:
        return Run(*where, *words) if before else Run(*words, *where)

    used = run("model", "use", another, "--json").json()
    assert used["model"] == str(another) and used["pieces"] > 0
    hit = run("search", "上班妈妈喂奶的地方", "--json").json()["hits"][0]
    assert "哺乳室" in hit["text"]
    assert run("model", "use", "default").status == 0
    assert read_choice(workspace).model is None


def test_options_are_kept_until_another_model_is_chosen(workspace: Path, another: Path) -> None:
    Run("model", "use", "--batch", 8, "--device", "cpu", "--rerank-top", 12, "-w", workspace)
    Run("model", "use", another, "--offline", "-w", workspace)
    choice = read_choice(workspace)
    assert (choice.batch, choice.device, choice.rerank_top, choice.offline) == (8, "cpu", 12, True)
    Run("model", "use", "--device", "auto", "--online", "-w", workspace)
    choice = read_choice(workspace)
    assert (choice.model, choice.device, choice.offline) == (str(another), None, False)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nobody/no-such-model", "--offline"], "hf-mirror"),
        (["没有这个文件夹", "--offline"], "ModelScope"),
        (["default", "--reranker", "nobody/no-such-model", "--offline"], "离线"),
    ],
)
def test_what_cannot_be_had_changes_nothing(workspace: Path, words: list[str], said: str) -> None:
    ran = Run("model", "use", *words, "-w", workspace)
    assert ran.status == 2
    assert said in ran.err or "gonghui[models]" in ran.err
    assert read_choice(workspace) == ModelChoice()
    assert Run("search", "夜校", "-w", workspace, "--json").json()["hits"]


def test_use_without_a_workspace(tmp_path: Path) -> None:
    ran = Run("model", "use", "default", "-w", tmp_path / "none")
    assert ran.status == 2
    assert "gonghui ingest" in ran.err


def test_help_names_models_and_ways_without_network() -> None:
    said = Run("model", "use", "--help").out
    for word in ("BAAI/bge-small-zh-v1.5", "BAAI/bge-reranker-base", "ModelScope", "hf-mirror"):
        assert word in said.replace("\n", "").replace(" ", "") or word in said


def test_show_measures(workspace: Path) -> None:
    found = Run("model", "show", "-w", workspace, "--json").json()
    assert found["model"] == bundled().model_id
    assert found["dim"] == 256 and found["bytes"] > 1_000_000
    assert found["texts_per_second"] > 100 and found["load_ms"] >= 0 and found["memory_bytes"] >= 0
    assert isinstance(found["trained_before"], list)


def test_a_chosen_model_that_is_gone(workspace: Path, another: Path, tmp_path: Path) -> None:
    Run("model", "use", another, "-w", workspace)
    shutil.rmtree(another)
    assert Run("search", "夜校", "-w", workspace, "--json").json()["hits"]
    (tmp_path / "新.txt").write_text(LEDGER.replace("青岭", "临江"), encoding="utf-8")
    ingested = Run("ingest", tmp_path / "新.txt", "-w", workspace, "--json")
    assert ingested.status == 0 and ingested.json()["ingested"] == 1
    assert "向量没有补算" in ingested.err
    notes = Run("doctor", "-w", workspace, "--json").json()["notes"]
    assert any("文件夹不在了" in note for note in notes)
    assert not Run("model", "list", "-w", workspace, "--json").json()["models"][-1]["path"]


def test_ingest_embeds_with_a_chosen_model(workspace: Path, another: Path, tmp_path: Path) -> None:
    Run("model", "use", another, "-w", workspace)
    before = Run("model", "list", "-w", workspace, "--json").json()["indexes"][0]["bytes"]
    (tmp_path / "新.txt").write_text(LEDGER.replace("青岭", "临江"), encoding="utf-8")
    Run("ingest", tmp_path / "新.txt", "-w", workspace)
    assert Run("model", "list", "-w", workspace, "--json").json()["indexes"][0]["bytes"] > before


def test_a_spoilt_choice_is_one_line(workspace: Path) -> None:
    (workspace / "model.json").write_text("{", encoding="utf-8")
    ran = Run("model", "list", "-w", workspace)
    assert ran.status == 2 and "model.json" in ran.err
    assert Run("search", "夜校", "-w", workspace, "--json").json()["hits"]


def _judged(folder: Path) -> Path:
    folder.mkdir()
    queries = [
        {"query": "上班妈妈喂奶的地方", "kind": "colloquial", "relevant": {"1": 2}, "split": "dev"},
        {"query": "职工夜校", "kind": "keyword", "relevant": {"2": 2}, "split": "test"},
    ]
    passages = [
        {"id": "1", "text": "建设女职工哺乳室12家，配备座椅和冰箱。"},
        {"id": "2", "text": "开办职工夜校，开设书法课程40期。"},
    ]
    (folder / "retrieval.json").write_text(json.dumps(queries), encoding="utf-8")
    (folder / "passages.json").write_text(json.dumps(passages), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "documents",
    [lambda w: ["-w", w], lambda w: ["--documents", w.parent / "要点.txt"]],
    ids=["workspace", "documents"],
)
def test_evaluate_a_set_of_ones_own(
    workspace: Path, tmp_path: Path, documents: Callable[[Path], list[Any]]
) -> None:
    asked = ["model", "evaluate", "--set", _judged(tmp_path / "set"), *documents(workspace)]
    found = Run(*asked, "--json").json()
    (whole,) = found["systems"]
    assert found["queries"] == 2 and found["model"] == bundled().model_id
    assert list(whole["splits"]) == ["dev", "test"]
    assert whole["splits"]["test"]["keyword"] == {"queries": 1, "ndcg": 1.0, "recall": 1.0, "mrr": 1.0}
    parts = Run(*asked, "--parts", "--split", "dev", "--json").json()["systems"]
    assert all(list(system["splits"]) == ["dev"] for system in parts)
    assert len(parts) > 8
    table = Run(*asked, "--parts")
    assert table.status == 0 and "去掉" in table.out and "口语" in table.out


def test_evaluate_what_is_no_set(tmp_path: Path) -> None:
    ran = Run("model", "evaluate", "--set", tmp_path)
    assert ran.status == 2 and "retrieval.json" in ran.err


@pytest.mark.model
@pytest.mark.filterwarnings("ignore")
def test_a_hub_model_with_a_re_ranker(workspace: Path, tmp_path: Path) -> None:
    model, again = embedding_model(tmp_path / "bge-tiny-zh"), cross_encoder(tmp_path / "cross")
    used = Run(
        "model", "use", model, "--reranker", again, "--max-length", 64, "--offline", "-w", workspace, "--json"
    )
    assert used.json()["reranker"] == str(again)
    why = Run("search", "夜校", "-w", workspace, "--json").json()["hits"][0]["why"]
    assert 0 <= why["rerank"] <= 1 and "rerank" in [one["name"] for one in why["retrievers"]]
    shown = Run("model", "show", "-w", workspace, "--json").json()
    assert (shown["dim"], shown["max_length"], shown["pooling"]) == (16, 64, "mean")
    assert Run("model", "use", "--reranker", "none", "-w", workspace).status == 0
    assert read_choice(workspace).reranker is None and read_choice(workspace).max_length == 64


def test_a_choice_made_by_hand_without_the_extra_is_noted(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_choice(workspace, ModelChoice("owner/model", offline=True))
    monkeypatch.setattr("api.embedding.find_spec", lambda name: None)
    notes = Run("doctor", "-w", workspace, "--json").json()["notes"]
    assert any("gonghui[models]" in note for note in notes)
