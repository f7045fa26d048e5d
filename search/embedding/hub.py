"""How does any sentence-transformers model serve (Hub 或本地模型)? By hub name or folder; torch is imported on loading."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from kg.errors import BackendError, NotFound
from search.embedding.embedder import Embedder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["HubEmbedder", "open_embedder"]

INSTRUCTIONS: Final = (
    (
        "bge-",
        "-zh",
        "为这个句子生成表示以用于检索相关文章：",
    ),  # BAAI's model cards of bge-*-zh and bge-*-zh-v1.5
)
"""What models want before a query that does not say so in its own files: beginning and middle of the name, words."""


class HubEmbedder(Embedder):
    """A sentence-transformers model with its own pooling, greatest length and prompts."""

    def __init__(
        self,
        name: str,
        *,
        instruction: str | None = None,
        device: str | None = None,
        batch: int = 64,
        progress: bool = False,
        offline: bool = False,
    ) -> None:
        """`instruction` stands before queries, in place of what the model's files say; "" for none. `device` is
        chosen by the library where None. `offline` forbids the network.

        Raises BackendError where the [models] extra is missing, NotFound where the model cannot be had.
        """
        self._model = _load(name, device, offline)
        self._batch = batch
        self._progress = progress
        self.instruction = instruction if instruction is not None else _instruction(name, self._model)
        self.dim = int(self._model.get_embedding_dimension() or 0)
        prompts = repr((self.instruction, self._model.prompts.get("document", "")))
        self.model_id = f"hub:{_identity(name)}:{self._model.max_seq_length}:{prompts}"

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        # the empty prompt keeps a default prompt of the model, meant for queries, away from passages
        return self._encode(
            texts, self._model.prompts.get("document") or self._model.prompts.get("passage") or ""
        )

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
                show_progress_bar=self._progress,
                normalize_embeddings=True,
                convert_to_numpy=True,
            )
        except RuntimeError as error:  # out of memory, a device that is gone
            raise BackendError(f"向量计算失败：{error}") from error
        return np.asarray(found, dtype=np.float32)


def open_embedder(name: str | None = None, *, offline: bool = False) -> Embedder:
    """The bundled model for None, a static model's folder without torch, any other by sentence-transformers."""
    from search.embedding.static import StaticEmbedder, bundled, is_static

    if name is None:
        return bundled()
    return StaticEmbedder(Path(name)) if is_static(Path(name)) else HubEmbedder(name, offline=offline)


def _load(name: str, device: str | None, offline: bool) -> SentenceTransformer:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise BackendError('使用这个模型需要安装：pip install "gonghui[models]"') from error
    try:
        return SentenceTransformer(name, device=device, local_files_only=offline)
    except (OSError, ValueError, KeyError) as error:
        raise NotFound(
            f"得不到模型 {name}。可以：（1）设 HF_ENDPOINT=https://hf-mirror.com 后重试；"
            f"（2）从 ModelScope（https://modelscope.cn）下载，再用文件夹路径代替名称；"
            f"（3）离线时在别的电脑下载整个文件夹，拷来后用它的路径。原因：{_first_line(error)}"
        ) from error


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _instruction(name: str, model: Any) -> str:
    for key in ("query", model.default_prompt_name):
        if key and model.prompts.get(key):
            return str(model.prompts[key])
    short = name.replace("\\", "/").rstrip("/").rpartition("/")[2].lower()
    return next(
        (words for begin, inside, words in INSTRUCTIONS if short.startswith(begin) and inside in short), ""
    )


def _identity(name: str) -> str:
    """A hub name as it is; a folder by name and by the sizes and times of its files, which retraining changes."""
    folder = Path(name)
    if not folder.is_dir():
        return name
    import hashlib

    digest = hashlib.blake2b(digest_size=6)
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        stat = file.stat()
        digest.update(f"{file.relative_to(folder)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return f"{folder.resolve().name}:{digest.hexdigest()}"
