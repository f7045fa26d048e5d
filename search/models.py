"""Which models serve a workspace's searches now (检索所用的模型)? Opened when first wanted, anew when the choice changes.

A model that cannot be had is said once in the log, and search goes on with words alone.
"""

from __future__ import annotations

from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from kg.errors import GonghuiError
from search.embedding.choice import FILE_NAME, ModelChoice, read_choice

if TYPE_CHECKING:
    from logging import Logger

    from search.embedding.embedder import Embedder
    from search.reranking import Reranker

__all__ = ["FixedModels", "Models", "open_chosen"]


def open_chosen(choice: ModelChoice) -> Embedder:
    """The embedding model of a choice. Raises as open_embedder does."""
    from search.embedding.hub import open_embedder

    return open_embedder(
        choice.model,
        instruction=choice.instruction,
        device=choice.device,
        batch=choice.batch,
        max_length=choice.max_length,
        offline=choice.offline,
    )


class Models:
    """The models that the folder's `model.json` names; those of the program without a folder. Safe between threads."""

    def __init__(self, workspace: Path | None) -> None:
        self._workspace = workspace
        self._lock = RLock()
        self._stamp: tuple[int, int] | None = None
        self._choice = ModelChoice()
        self._usable = True
        self._embedder: Embedder | None = None
        self._reranker: Reranker | None = None
        self._without: set[str] = set()

    @property
    def choice(self) -> ModelChoice:
        """As the file has it at this moment; the bundled model where the file cannot be read."""
        with self._lock:
            self._follow()
            return self._choice

    @property
    def embedder(self) -> Embedder | None:
        """None where the chosen model cannot be had."""
        with self._lock:
            self._follow()
            if self._embedder is None and self._usable and "model" not in self._without:
                try:
                    self._embedder = open_chosen(self._choice)
                except GonghuiError as error:
                    self._without.add("model")
                    _log().warning("%s 暂时只按字词检索。", error)
            return self._embedder

    @property
    def reranker(self) -> Reranker | None:
        """None where none was chosen or it cannot be had."""
        with self._lock:
            self._follow()
            name = self._choice.reranker
            if self._reranker is None and name is not None and "reranker" not in self._without:
                from search.reranking import CrossEncoderReranker

                try:
                    self._reranker = CrossEncoderReranker(
                        name, device=self._choice.device, offline=self._choice.offline
                    )
                except GonghuiError as error:
                    self._without.add("reranker")
                    _log().warning("%s 暂时不重排。", error)
            return self._reranker

    def _follow(self) -> None:
        """Forgets what was opened where the file is another than last time."""
        stamp = _stamp(self._workspace)
        if stamp == self._stamp:
            return
        self._stamp, self._embedder, self._reranker = stamp, None, None
        self._without.clear()
        try:
            self._choice, self._usable = read_choice(self._workspace), True
        except GonghuiError as error:
            self._choice, self._usable = ModelChoice(), False
            _log().warning("%s 暂时只按字词检索。", error)


class FixedModels(Models):
    """Models that were opened elsewhere, whatever the workspace says: for measuring."""

    def __init__(
        self, embedder: Embedder | None = None, reranker: Reranker | None = None, rerank_top: int = 30
    ) -> None:
        super().__init__(None)
        self._choice = ModelChoice(rerank_top=rerank_top)
        self._embedder, self._reranker = embedder, reranker


def _log() -> Logger:
    from logging import getLogger

    return getLogger(__name__)


def _stamp(workspace: Path | None) -> tuple[int, int] | None:
    """What changes when the file is replaced; None for no file."""
    if workspace is None:
        return None
    try:
        found = (workspace / FILE_NAME).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino
