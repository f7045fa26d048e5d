"""Which of the best passages answers best, read together with the question (重排)? A cross-encoder, by hub name or folder."""

from __future__ import annotations

import logging
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from kg.errors import BackendError
from search.embedding.loading import load_model, refuse_kind

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

    from search.hybrid import Ranked

__all__ = ["CrossEncoderReranker", "Reranker", "rerank"]

_log: Final = logging.getLogger(__name__)


class Reranker(Protocol):
    """Reads a question with each of some texts."""

    name: str

    @abstractmethod
    def scores(self, question: str, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """float32 (n,), in the order given, higher is better, 0..1 where the model has one label. Raises
        BackendError."""
        ...


class CrossEncoderReranker(Reranker):
    """A sentence-transformers CrossEncoder with one label."""

    def __init__(
        self, name: str, *, device: str | None = None, batch: int | None = None, offline: bool = False
    ) -> None:
        """Raises BackendError where the [models] extra is missing or the model has several labels, NotFound where it
        cannot be had, InputError for an embedding model."""
        refuse_kind(name, "embedding", "是向量模型，不能重排；请用 gonghui model use 选它")
        self.name = name
        self._batch = batch or 32
        self._model = load_model(name, lambda: _load(name, device, offline))
        labels = self._model.num_labels
        if labels != 1:
            raise BackendError(f"重排模型要有一个输出，{name} 有 {labels} 个")

    def scores(self, question: str, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        if not texts:
            return np.zeros(0, dtype=np.float32)
        pairs: list[Any] = [(question, text) for text in texts]
        try:
            found = self._model.predict(
                pairs, batch_size=self._batch, show_progress_bar=False, convert_to_numpy=True
            )
        except RuntimeError as error:  # out of memory, a device that is gone
            raise BackendError(f"重排计算失败：{error}") from error
        return np.asarray(found, dtype=np.float32).reshape(len(texts))


def _load(name: str, device: str | None, offline: bool) -> CrossEncoder:
    from sentence_transformers import CrossEncoder

    model: CrossEncoder = CrossEncoder(name, device=device, local_files_only=offline)
    return model


def rerank(reranker: Reranker, question: str, ranked: Sequence[Ranked], top: int) -> list[Ranked]:
    """The first `top` in the order of the re-ranker, the rest as they were.

    The fused scores stay with the places, so they still fall; what the re-ranker said stands in `rerank` and, as the
    place it gave, among the ranks. Equal scores keep their order. A re-ranker that fails leaves all as it was.
    """
    head, tail = list(ranked[:top]), list(ranked[top:])
    texts = [
        f"{one.passage.title}。{one.passage.text}" if one.passage.title else one.passage.text for one in head
    ]
    try:
        scores = reranker.scores(question, texts).tolist()
    except BackendError as error:
        _log.warning("%s 这次不重排。", error)
        return [*head, *tail]
    order = sorted(range(len(head)), key=lambda place: -scores[place])
    dealt = [
        replace(
            head[old],
            score=head[new].score,
            rerank=scores[old],
            ranks=(*head[old].ranks, ("rerank", new + 1)),
        )
        for new, old in enumerate(order)
    ]
    return [*dealt, *tail]
