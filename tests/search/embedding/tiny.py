"""Tiny models made on the spot from a config and a vocabulary of single signs: nothing is fetched."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

__all__ = ["bert", "cross_encoder", "embedding_model"]

_SIGNS = "怎么加入工会职工之家查询建新就业上班妈喂奶的地方哺乳室课程夜校"


def bert(folder: Path, *, seed: int = 1, reading_pairs: bool = False) -> Path:
    """A random two-layer BERT of 16 numbers, in the transformers library's own format."""
    torch = pytest.importorskip("torch")
    transformers: Any = pytest.importorskip("transformers")
    folder.mkdir(parents=True)
    vocabulary = list(dict.fromkeys(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *_SIGNS]))
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    torch.manual_seed(seed)
    config = transformers.BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=128,
        num_labels=1 if reading_pairs else 2,
        initializer_range=0.5,  # the usual 0.02 makes all texts alike
    )
    kind = transformers.BertForSequenceClassification if reading_pairs else transformers.BertModel
    kind(config).save_pretrained(folder)
    transformers.BertTokenizerFast(vocab=str(folder / "vocab.txt")).save_pretrained(folder)
    return folder


def embedding_model(
    folder: Path, *, seed: int = 1, pooling: str = "mean", prompts: dict[str, str] | None = None
) -> Path:
    """The same as a sentence-transformers folder."""
    library: Any = pytest.importorskip("sentence_transformers")
    parts: Any = import_module("sentence_transformers.models")
    raw = parts.Transformer(str(bert(folder.with_name(folder.name + "-raw"), seed=seed)))
    model = library.SentenceTransformer(modules=[raw, parts.Pooling(16, pooling)], device="cpu")
    if prompts is not None:
        model.prompts = prompts
    model.save_pretrained(str(folder))
    return folder


def cross_encoder(folder: Path, *, seed: int = 1) -> Path:
    """A random cross-encoder with one label."""
    return bert(folder, seed=seed, reading_pairs=True)
