"""How does any sentence-transformers model serve (Hub 或本地模型)? By hub name or folder; torch is imported on loading."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from kg.errors import BackendError, InputError
from search.embedding.embedder import Embedder
from search.embedding.loading import load_model, refuse_kind

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["HubEmbedder", "open_embedder"]

INSTRUCTIONS: Final = (
    # begins, holds, before queries, before passages
    ("bge-", "-zh", "为这个句子生成表示以用于检索相关文章：", ""),  # BAAI's model cards of bge-*-zh(-v1.5)
    (
        "multilingual-e5-",
        "",
        "query: ",
        "passage: ",
    ),  # intfloat's model cards; the -instruct ones say so in their files
)
"""What models want before texts where their own files do not say so: beginning and middle of the name, words."""
_SAMPLED: Final = 64
"""Numbers of each weight that go into the model's id: training moves all of them."""


class HubEmbedder(Embedder):
    """A sentence-transformers model with its own modules (pooling, normalisation), greatest length and prompts."""

    def __init__(
        self,
        name: str,
        *,
        instruction: str | None = None,
        device: str | None = None,
        batch: int | None = None,
        max_length: int | None = None,
        offline: bool = False,
    ) -> None:
        """`instruction` stands before queries, in place of what the model's files say; "" for none. `device` is
        chosen by the library where None (cuda, mps, cpu). `offline` forbids the network, as HF_HUB_OFFLINE does.

        Raises BackendError where the [models] extra is missing, NotFound where the model cannot be had, InputError
        for a re-ranker or a length beyond the model's.
        """
        refuse_kind(name, "reranker", "是重排模型，不能算向量；请用 --reranker 选它")
        self._model = load_model(name, lambda: _load(name, device, offline))
        self._batch = batch or 64
        if max_length is not None:
            _shorten(self._model, name, max_length)
        own_query, own_passage = _prompts(name, self._model)
        self.instruction = own_query if instruction is None else instruction
        self.passage_prompt = own_passage
        self.device = str(self._model.device)
        self.max_length: int | None = self._model.max_seq_length
        self.pooling = _pooling(self._model)
        self.dim = int(self._model.get_embedding_dimension() or 0)
        short = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
        self.model_id = f"hub:{short}:{self._fingerprint()}"

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        # a prompt is always given, if empty: a default prompt of the model, meant for queries, stays away from passages
        return self._encode(texts, self.passage_prompt)

    def encode_queries(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return self._encode(texts, self.instruction)

    def _encode(self, texts: Sequence[str], prompt: str) -> npt.NDArray[np.float32]:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        try:
            found = self._model.encode(
                list(texts),
                prompt=prompt,
                batch_size=self._batch,
                show_progress_bar=False,
                normalize_embeddings=True,
                convert_to_numpy=True,
            )
        except RuntimeError as error:  # out of memory, a device that is gone
            raise BackendError(f"向量计算失败（批量 {self._batch}，可用 --batch 调小）：{error}") from error
        return np.asarray(found, dtype=np.float32)

    def _fingerprint(self) -> str:
        """Of all that changes vectors: weights, modules with their settings, vocabulary, greatest length, prompts.

        Not of the place the files lie in, so a model that was fetched and one that was copied are the same.
        """
        digest = hashlib.blake2b(digest_size=8)
        for name, weight in sorted(self._model.state_dict().items()):
            flat = weight.detach().flatten()
            taken = flat[:: max(1, flat.numel() // _SAMPLED)].float().cpu().numpy()
            digest.update(f"{name} {tuple(weight.shape)} {weight.dtype}".encode() + taken.tobytes())
        for module in self._model:
            settings: dict[str, Any] = getattr(module, "get_config_dict", dict)()
            digest.update(f"{type(module).__name__} {sorted(settings.items(), key=str)}".encode())
        tokenizer: Any = getattr(self._model, "tokenizer", None)
        if tokenizer is not None and hasattr(tokenizer, "get_vocab"):
            digest.update(repr(sorted(tokenizer.get_vocab().items())).encode())
        digest.update(repr((self.max_length, self.instruction, self.passage_prompt)).encode())
        return digest.hexdigest()


def open_embedder(
    name: str | None = None,
    *,
    instruction: str | None = None,
    device: str | None = None,
    batch: int | None = None,
    max_length: int | None = None,
    offline: bool = False,
) -> Embedder:
    """The bundled model for None, a static model's folder without torch, any other by sentence-transformers.

    Raises as HubEmbedder does.
    """
    from search.embedding.static import StaticEmbedder, bundled, is_static

    if name is None:
        return bundled()
    if is_static(Path(name)):
        if instruction or max_length is not None:
            raise InputError(f"静态模型 {name} 没有查询指令和最大长度可设")
        return StaticEmbedder(Path(name))
    return HubEmbedder(
        name, instruction=instruction, device=device, batch=batch, max_length=max_length, offline=offline
    )


def _load(name: str, device: str | None, offline: bool) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(name, device=device, local_files_only=offline)


def _shorten(model: SentenceTransformer, name: str, length: int) -> None:
    inner: Any = getattr(model[0], "auto_model", None)
    most = getattr(getattr(inner, "config", None), "max_position_embeddings", None)
    if isinstance(most, int) and length > most:
        raise InputError(f"模型 {name} 最长 {most} 个词元，--max-length 不能是 {length}")
    model.max_seq_length = length


def _prompts(name: str, model: Any) -> tuple[str, str]:
    """What stands before queries and before passages, by the model's files, else by its name."""
    written = model.prompts
    keys = ("query", model.default_prompt_name)
    query = next((str(written[key]) for key in keys if key and written.get(key)), "")
    passage = next((str(written[key]) for key in ("document", "passage", "corpus") if written.get(key)), "")
    if query or passage:
        return query, passage
    short = name.replace("\\", "/").rstrip("/").rpartition("/")[2].lower()
    for begin, inside, before_query, before_passage in INSTRUCTIONS:
        if short.startswith(begin) and inside in short:
            return before_query, before_passage
    return "", ""


def _pooling(model: Any) -> str:
    """How the model makes one vector of many, as its modules say: cls, mean, ...; "" where no module says so."""
    for module in model:
        mode = getattr(module, "get_pooling_mode_str", None)
        if mode is not None:
            return str(mode())
        if hasattr(module, "pooling_mode"):
            return str(module.pooling_mode)
    return ""
