"""What vector does the bundled model give a text (静态向量模型)? numpy, tokenizers and safetensors only; never torch.

Reads folders in sentence-transformers format whose first module is a StaticEmbedding: a text's vector is the mean of its
pieces' vectors, then L2-normalised. Weights may be float32, float16, or int8 with one scale a row.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from threading import Thread
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from kg.errors import BackendError, NotFound
from kg.resources import resource
from search.embedding.embedder import Embedder
from search.embedding.pieces import Pieces

__all__ = ["StaticEmbedder", "bundled", "is_static", "normalised", "pool"]

_BATCH: Final = 4096
_RECENT: Final = 64


class StaticEmbedder(Embedder):
    """A StaticEmbedding folder. Loads in some 20 ms, and is safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Raises NotFound where the folder is not there, BackendError where it is no such model."""
        from safetensors import safe_open

        module = _module(folder)
        digest: list[str] = []
        # Hashing does not hold Python up: a hundredth of a second less for a fresh process.
        hashing = Thread(target=_hash, args=(module, digest), daemon=True)
        hashing.start()
        self._form = module / "tokenizer.json"
        try:
            self._pieces = Pieces.parse(self._form.read_bytes())
            if self._pieces is None:
                _ = self._tokenizer
            with safe_open(str(module / "model.safetensors"), framework="numpy") as file:
                names = set(file.keys())
                weights = {name: file.get_tensor(name) for name in names}
        except Exception as error:  # both libraries raise bare Exception for damaged files
            raise BackendError(f"模型文件损坏或不完整：{folder}（{error}）") from error
        if "embedding.weight" in weights:
            self._rows, self._scale = weights["embedding.weight"], None
        elif "embeddings" in weights and "mapping" not in weights:
            self._rows, self._scale = weights["embeddings"], weights.get("weights")
        else:
            raise BackendError(f"不是静态向量模型：{folder}")
        self.dim = int(self._rows.shape[1])
        self._recent: dict[str, npt.NDArray[np.float32]] = {}
        hashing.join()
        if not digest:
            raise BackendError(f"模型文件读不了：{folder}")
        self.model_id = f"static:{folder.name}:{digest[0]}"

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        out = np.zeros((len(texts), self.dim), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            batch = list(texts[start : start + _BATCH])
            ids = [e.ids for e in self._tokenizer.encode_batch_fast(batch, add_special_tokens=False)]
            out[start : start + len(batch)] = pool(ids, self._rows, self._scale)
        return normalised(out)

    def encode_queries(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        if self._pieces is None or not texts:
            return self.encode(texts)
        rows = [self._asked(text, self._pieces) for text in texts]
        return np.asarray(np.vstack(rows), dtype=np.float32)

    def _asked(self, text: str, pieces: Pieces) -> npt.NDArray[np.float32]:
        """float32 (1, dim); that of the last few texts is kept: the parts of a search ask for the same."""
        found = self._recent.get(text)
        if found is None:
            found = normalised(pool([pieces.ids(text)], self._rows, self._scale))
            if len(self._recent) >= _RECENT:
                self._recent = {}
            self._recent[text] = found
        return found

    @property
    def pieces(self) -> Pieces | None:
        """What cuts a question into pieces; None for a model whose vocabulary only `tokenizers` can read."""
        return self._pieces

    def vectors(self, ids: Sequence[int] | npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.float32]:
        """float32 (n, dim) of pieces, as trained: a vector is the longer, the more its piece says."""
        rows: npt.NDArray[np.float32] = self._rows[ids].astype(np.float32)
        if self._scale is not None:
            rows *= self._scale[ids].astype(np.float32)[:, None]
        return rows

    def cosines(
        self, asked: npt.NDArray[np.float32], ids: npt.NDArray[np.integer[Any]]
    ) -> npt.NDArray[np.float32]:
        """float32 (n, m): of n vectors of length 1 and m pieces."""
        rows = self._rows[ids].astype(np.float32)  # whose scale makes no difference
        lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
        return np.asarray((asked @ rows.T) / np.maximum(lengths, 1e-12), dtype=np.float32)

    @cached_property
    def _tokenizer(self) -> Any:
        """For many texts. A question does not need it."""
        from tokenizers import Tokenizer

        found: Any = Tokenizer.from_file(str(self._form))
        found.no_padding()
        found.no_truncation()
        return found


def pool(
    ids: Sequence[Sequence[int]], rows: npt.NDArray[Any], scale: npt.NDArray[Any] | None = None
) -> npt.NDArray[np.float32]:
    """float32 (n, dim): the mean of each text's rows; zeros for a text without pieces."""
    out = np.zeros((len(ids), rows.shape[1]), dtype=np.float32)
    lengths = np.array([len(one) for one in ids], dtype=np.int64)
    if not lengths.sum():
        return out
    flat = np.fromiter((i for one in ids for i in one), dtype=np.int64, count=int(lengths.sum()))
    picked = rows[flat].astype(np.float32)
    if scale is not None:
        picked *= scale[flat].astype(np.float32)[:, None]
    filled = np.flatnonzero(lengths)
    starts = (np.cumsum(lengths) - lengths)[filled]
    out[filled] = np.add.reduceat(picked, starts, axis=0) / lengths[filled][:, None]
    return out


def normalised(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Rows of length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


def is_static(folder: Path) -> bool:
    """Whether this is a folder that StaticEmbedder reads."""
    try:
        return (_module(folder) / "model.safetensors").is_file()
    except (NotFound, BackendError):
        return False


@cache
def bundled() -> StaticEmbedder:
    """The model that ships with the program."""
    return StaticEmbedder(resource("model"))


def _module(folder: Path) -> Path:
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        first = modules[0]
        kind, path = str(first["type"]), str(first["path"])
    except FileNotFoundError as error:
        raise NotFound(f"没有这个模型：{folder}") from error
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise BackendError(f"模型文件损坏或不完整：{folder}（{error}）") from error
    if not kind.endswith("StaticEmbedding"):
        raise BackendError(f"不是静态向量模型：{folder}")
    return folder / path


def _hash(module: Path, out: list[str]) -> None:
    with suppress(OSError):
        out.append(_digest(module))


def _digest(module: Path) -> str:
    """Of the weights and the tokenizer: another training is another model, whatever its folder is called."""
    digest = hashlib.blake2b(digest_size=6)
    for name in ("model.safetensors", "tokenizer.json"):
        digest.update((module / name).read_bytes())
    return digest.hexdigest()
