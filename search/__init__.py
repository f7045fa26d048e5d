"""Finding and answering: lexical index, fusion, `ask`, `trace`, `similar`. Knows `kg` only."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.workspace import Workspace
    from search.searcher import Searcher

__all__ = ["open_searcher"]


def open_searcher(workspace: Workspace) -> Searcher:
    """A searcher over a workspace. Indexes are opened at the first question and kept for all that follow."""
    from search.searcher import Searcher

    return Searcher(workspace)
