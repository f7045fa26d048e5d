"""Are models on this machine found by their files alone, with names that can be chosen?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from search.embedding import shelf
from search.embedding.loading import declared_kind, located


def _model(folder: Path, *, kind: str = "embedding", weights: bool = True, width: int = 32) -> Path:
    folder.mkdir(parents=True)
    name = "BertModel" if kind == "embedding" else "XLMRobertaForSequenceClassification"
    (folder / "config.json").write_text(json.dumps({"architectures": [name], "hidden_size": width}))
    if weights:
        (folder / "model.safetensors").write_bytes(b"0" * 1000)
    return folder


def test_the_bundled_model() -> None:
    found = shelf.bundled_model()
    assert (found.name, found.kind, found.dim) == ("default", "embedding", 256)
    assert 3_000_000 < found.size < 20_000_000


def test_the_hub_cache(tmp_path: Path) -> None:
    home = tmp_path / "models--BAAI--bge-mini-zh"
    _model(home / "snapshots" / "old", width=16)
    _model(home / "snapshots" / "new")
    (home / "refs").mkdir()
    (home / "refs" / "main").write_text("new")
    _model(tmp_path / "models--BAAI--bge-reranker-mini" / "snapshots" / "r", kind="reranker")
    _model(tmp_path / "models--half--fetched" / "snapshots" / "r", weights=False)
    _model(tmp_path / "datasets--some--thing" / "snapshots" / "r")
    found = {one.name: (one.kind, one.dim) for one in shelf.in_hub_cache(tmp_path)}
    assert found == {"BAAI/bge-mini-zh": ("embedding", 32), "BAAI/bge-reranker-mini": ("reranker", None)}


@pytest.mark.parametrize("inside", [".", "models"])
def test_the_modelscope_cache(tmp_path: Path, inside: str) -> None:
    home = _model(tmp_path / inside / "BAAI" / "bge-mini-zh-v1___5")
    (found,) = shelf.in_modelscope_cache(tmp_path)
    assert found.name == "BAAI/bge-mini-zh-v1.5"
    assert Path(located(found.name, (tmp_path,))) == home
    assert located("BAAI/other", (tmp_path,)) == "BAAI/other"


def test_folders_are_looked_into_but_models_are_not(tmp_path: Path) -> None:
    outer = _model(tmp_path / "a" / "b" / "m")
    _model(outer / "inner")
    assert [one.path for one in shelf.in_folders([tmp_path, tmp_path / "没有"])] == [outer]


@pytest.mark.parametrize(
    ("files", "dim"),
    [
        ({"config.json": {"hidden_size": 48}}, 48),
        ({"config.json": {"hidden_size": 48}, "1_Pooling/config.json": {"word_embedding_dimension": 24}}, 24),
        (
            {
                "1_Pooling/config.json": {"word_embedding_dimension": 24},
                "2_Dense/config.json": {"out_features": 12},
            },
            12,
        ),
        ({}, None),
    ],
)
def test_the_width_by_the_last_module_that_says_so(
    tmp_path: Path, files: dict[str, Any], dim: int | None
) -> None:
    modules = [{"path": path, "type": f"x.{path}"} for path in ("", "1_Pooling", "2_Dense")]
    for name, content in {**files, "modules.json": modules}.items():
        file = tmp_path / "m" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content))
    (tmp_path / "m" / "model.safetensors").write_bytes(b"0")
    (found,) = shelf.in_folders([tmp_path])
    assert found.dim == dim


@pytest.mark.parametrize(
    ("config", "kind"),
    [
        ({"architectures": ["BertModel"]}, "embedding"),
        ({"architectures": ["BertForMaskedLM"]}, "embedding"),
        ({"architectures": ["BertForSequenceClassification"]}, "reranker"),
        ({"architectures": ["ViTForImageClassification"]}, ""),
        ({}, ""),
    ],
)
def test_what_a_folder_says_it_holds(tmp_path: Path, config: dict[str, Any], kind: str) -> None:
    (tmp_path / "config.json").write_text(json.dumps(config))
    assert declared_kind(tmp_path) == kind
    assert declared_kind(tmp_path / "没有") == ""
