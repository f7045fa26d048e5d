"""Does a sentence-transformers model serve, with its own pooling, length and prompts? Tiny ones are made on the spot."""

from __future__ import annotations

import builtins
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kg.errors import BackendError, InputError, NotFound
from kg.resources import resource
from search.embedding.hub import HubEmbedder, open_embedder
from search.embedding.static import StaticEmbedder
from tests.search.embedding.tiny import cross_encoder, embedding_model

pytestmark = [pytest.mark.model, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny") / "bge-tiny-zh"
    return embedding_model(folder, prompts={"query": "查询：", "document": ""})


def test_vectors(tiny: Path) -> None:
    model = open_embedder(str(tiny), offline=True)
    assert isinstance(model, HubEmbedder)
    vectors = model.encode(["怎么加入工会", "职工之家"])
    assert vectors.shape == (2, model.dim) == (2, 16)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert model.encode([]).shape == (0, 16)


def test_batches_change_nothing(tiny: Path) -> None:
    texts = ["工会", "职工之家怎么加入", "查", "就业上班" * 5, "地方"]
    one = HubEmbedder(str(tiny), offline=True, device="cpu", batch=1).encode(texts)
    np.testing.assert_allclose(one, HubEmbedder(str(tiny), offline=True, batch=4).encode(texts), atol=1e-5)


def test_the_prompt_of_the_files_stands_before_queries_only(tiny: Path) -> None:
    model = HubEmbedder(str(tiny), offline=True, device="cpu")
    assert model.instruction == "查询："
    query, plain, written = model.encode_queries(["工会"])[0], *model.encode(["工会", "查询：工会"])
    np.testing.assert_allclose(query, written, atol=1e-5)
    assert np.abs(query - plain).max() > 1e-3


@pytest.mark.parametrize(
    ("name", "query", "passage"),
    [
        ("bge-mini-zh-v1.5", "为这个句子生成表示以用于检索相关文章：", ""),
        ("bge-mini-en", "", ""),
        ("multilingual-e5-mini", "query: ", "passage: "),
        ("text2vec-mini", "", ""),
    ],
)
def test_prompts_by_name_where_the_files_have_none(
    tmp_path: Path, name: str, query: str, passage: str
) -> None:
    model = HubEmbedder(str(embedding_model(tmp_path / name)), offline=True, device="cpu")
    assert (model.instruction, model.passage_prompt) == (query, passage)


@pytest.mark.parametrize("pooling", ["cls", "mean", "max"])
def test_pooling_is_the_models_own(tmp_path: Path, pooling: str) -> None:
    model = HubEmbedder(
        str(embedding_model(tmp_path / "m", pooling=pooling)), offline=True, device="cpu", instruction=""
    )
    assert model.pooling == pooling
    inner: Any = model._model
    states = inner.forward(inner.preprocess(["加入工会"]))["token_embeddings"][0].detach().numpy()
    wanted = {"cls": states[0], "mean": states.mean(axis=0), "max": states.max(axis=0)}[pooling]
    np.testing.assert_allclose(model.encode(["加入工会"])[0], wanted / np.linalg.norm(wanted), atol=1e-5)


def test_a_shorter_length_cuts_texts(tiny: Path) -> None:
    short = HubEmbedder(str(tiny), offline=True, device="cpu", max_length=8)
    assert short.max_length == 8
    first, second = short.encode(["加入工会职工之家", "加入工会职工上班妈"])
    np.testing.assert_allclose(first, second, atol=1e-6)
    whole = HubEmbedder(str(tiny), offline=True, device="cpu")
    assert np.abs(np.subtract(*whole.encode(["加入工会职工之家", "加入工会职工上班妈"]))).max() > 1e-3
    with pytest.raises(InputError, match="128"):
        HubEmbedder(str(tiny), offline=True, device="cpu", max_length=4096)


@pytest.mark.parametrize(
    "options", [{"instruction": ""}, {"instruction": "问："}, {"max_length": 12}], ids=str
)
def test_what_changes_vectors_changes_the_id(tiny: Path, options: dict[str, Any]) -> None:
    plain = HubEmbedder(str(tiny), offline=True)
    assert HubEmbedder(str(tiny), offline=True, **options).model_id != plain.model_id


@pytest.mark.parametrize(
    ("make", "same"),
    [
        (lambda a, b: shutil.copytree(a, b), True),
        (lambda a, b: embedding_model(b, prompts={"query": "查询：", "document": ""}), True),
        (lambda a, b: embedding_model(b, prompts={"query": "查询："}, seed=2), False),
        (lambda a, b: embedding_model(b, prompts={"query": "查询："}, pooling="cls"), False),
    ],
    ids=["copied", "made again", "other weights", "other pooling"],
)
def test_the_id_is_of_the_model_not_of_the_place(
    tiny: Path, tmp_path: Path, make: Callable[[Path, Path], object], same: bool
) -> None:
    make(tiny, tmp_path / tiny.name)
    other = HubEmbedder(str(tmp_path / tiny.name), offline=True).model_id
    assert (other == HubEmbedder(str(tiny), offline=True).model_id) is same


def test_a_model_that_cannot_be_had_says_where_else_to_look(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    for name in ("nobody/no-such-model", str(tmp_path / "没有"), str(tmp_path / "空")):
        with pytest.raises(NotFound, match=r"hf-mirror.*ModelScope.*离线"):
            open_embedder(name, offline=True)


def test_a_damaged_model_is_an_error_of_its_own(tiny: Path, tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(tiny, folder)
    weights = next(folder.rglob("model.safetensors"))
    weights.write_bytes(weights.read_bytes()[:200])
    with pytest.raises((BackendError, NotFound), match="damaged"):
        open_embedder(str(folder), offline=True)


def test_a_re_ranker_is_no_embedding_model(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--reranker"):
        open_embedder(str(cross_encoder(tmp_path / "cross")), offline=True)


def test_without_the_extra_it_says_what_to_install(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("sentence_transformers"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(BackendError, match=r'pip install "gonghui\[models\]"'):
        open_embedder(str(tiny), offline=True)


def test_a_static_folder_needs_no_torch() -> None:
    assert isinstance(open_embedder(str(resource("model"))), StaticEmbedder)
    assert isinstance(open_embedder(), StaticEmbedder)
    with pytest.raises(InputError, match="静态模型"):
        open_embedder(str(resource("model")), max_length=64)
