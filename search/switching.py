"""How does a workspace come to another model (更换模型)? The new index is made beside the old; then one file is replaced.

Until then every search goes on with the old model and its index. A model that cannot be loaded, or a run that is broken
off, changes nothing; what was embedded by then is kept, and the same choice made again goes on from there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from kg.errors import BackendError, InputError
from kg.workspace import Workspace
from search.dense import BUILDING, DenseIndex, Progress, forget_others, home_of
from search.embedding.choice import ModelChoice, read_choice, write_choice
from search.lexical import LexicalIndex
from search.models import open_chosen

__all__ = ["Switched", "bring_up", "switch_model"]

_ROUNDS: Final = 3
"""How often to catch up with documents read in meanwhile; the first search catches up with the rest."""


@dataclass(frozen=True, slots=True)
class Switched:
    """The choice now in force, and how many pieces its index holds."""

    choice: ModelChoice
    pieces: int


def switch_model(workspace: Workspace, choice: ModelChoice, progress: Progress | None = None) -> Switched:
    """Loads the models of the choice, makes the index, and only then makes it the workspace's choice.

    `workspace` may be open for reading: documents may be read in while this goes on. Raises InputError for a workspace
    in memory, and as open_embedder and CrossEncoderReranker do; then nothing has changed.
    """
    if workspace.path is None:
        raise InputError("内存中的工作区不能更换模型")
    embedder = open_chosen(choice)
    if choice.reranker is not None:
        from search.reranking import CrossEncoderReranker

        CrossEncoderReranker(choice.reranker, device=choice.device, offline=choice.offline).scores(
            "试", ["试"]
        )
    home = home_of(workspace, embedder.model_id)
    assert home is not None  # the workspace has a path
    home.mkdir(parents=True, exist_ok=True)
    mark = home / BUILDING
    mark.touch()
    for _ in range(_ROUNDS):
        lexical = LexicalIndex.open(workspace)
        index = DenseIndex.open(workspace, lexical, embedder, progress, patience=0.0)
        if index.generation < lexical.generation or not (home / "current").exists():
            raise BackendError("新模型的索引没能生成：另一个进程正在生成，或磁盘不可写；仍用原来的模型")
        if not workspace.refresh():
            break
    made_with = embedder.model_id if choice.model is not None else ""
    chosen = replace(choice, model_id=made_with)
    write_choice(workspace.path, chosen)
    mark.unlink(missing_ok=True)
    forget_others(workspace, embedder.model_id)
    return Switched(chosen, len(index))


def bring_up(workspace: Workspace, progress: Progress | None = None) -> int:
    """Embeds what is new in a workspace with the model of its choice; returns how many pieces the index holds.

    Raises as open_embedder does.
    """
    embedder = open_chosen(read_choice(workspace.path))
    index = DenseIndex.open(workspace, LexicalIndex.open(workspace), embedder, progress)
    forget_others(workspace, embedder.model_id)
    return len(index)
