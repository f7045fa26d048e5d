"""Does any sentence-transformers model serve, with its prompts? A tiny one is made on the spot; nothing is fetched."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kg.errors import NotFound
from kg.resources import resource
from search.embedding.hub import HubEmbedder, open_embedder
from search.embedding.static import StaticEmbedder

pytestmark = [pytest.mark.model, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a random two-layer BERT over single signs."""
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    library = pytest.importorskip("sentence_transformers")
    folder = tmp_path_factory.mktemp("tiny")
    raw = folder / "raw"
    raw.mkdir()
    signs = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"怎么加入工会职工之家查询：建新就业"]
    (raw / "vocab.txt").write_text("\n".join(dict.fromkeys(signs)), encoding="utf-8")
    torch.manual_seed(1)
    config = transformers.BertConfig(
        vocab_size=len(signs),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
    )
    transformers.BertModel(config).save_pretrained(raw)
    transformers.BertTokenizerFast(vocab=str(raw / "vocab.txt")).save_pretrained(raw)
    model = library.SentenceTransformer(str(raw), device="cpu", local_files_only=True)
    model.prompts = {"query": "查询：", "document": ""}
    model.save_pretrained(str(folder / "bge-tiny-zh"))
    return folder / "bge-tiny-zh"


def test_vectors(tiny: Path) -> None:
    model = open_embedder(str(tiny), offline=True)
    assert isinstance(model, HubEmbedder)
    vectors = model.encode(["怎么加入工会", "职工之家"])
    assert vectors.shape == (2, model.dim) == (2, 16)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert model.encode([]).shape == (0, 16)


def test_the_prompt_of_the_files_stands_before_queries_only(tiny: Path) -> None:
    model = HubEmbedder(str(tiny), offline=True, device="cpu")
    assert model.instruction == "查询："
    query, plain, written = model.encode_queries(["工会"])[0], *model.encode(["工会", "查询：工会"])
    np.testing.assert_allclose(query, written, atol=1e-5)
    assert np.abs(query - plain).max() > 1e-3


def test_an_instruction_of_ones_own_is_another_model(tiny: Path) -> None:
    first = HubEmbedder(str(tiny), offline=True)
    second = HubEmbedder(str(tiny), offline=True, instruction="")
    np.testing.assert_allclose(second.encode_queries(["工会"]), second.encode(["工会"]), atol=1e-6)
    assert first.model_id != second.model_id
    assert first.model_id == HubEmbedder(str(tiny), offline=True).model_id


def test_a_model_that_cannot_be_had_says_where_else_to_look(tmp_path: Path) -> None:
    for name in ("nobody/no-such-model", str(tmp_path / "没有")):
        with pytest.raises(NotFound, match=r"hf-mirror.*ModelScope.*离线"):
            open_embedder(name, offline=True)


def test_a_static_folder_needs_no_torch() -> None:
    assert isinstance(open_embedder(str(resource("model"))), StaticEmbedder)
    assert isinstance(open_embedder(), StaticEmbedder)
