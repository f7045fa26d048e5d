"""What do callers query who may not see contacts (不含联系方式的图)? A copy of the graph, masked, beside the indexes.

Masking answers alone would not do: a query could ask for each digit whether it stands there.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

import pyoxigraph

from kg.errors import BackendError
from kg.workspace import Workspace
from search.current import following, making

__all__ = ["FOLDER", "MANY", "public_graph"]

FOLDER: Final = "public"
"""Below `derived`."""
MANY: Final = 300
"""Documents: of more, the copy takes longer than a query may, and is made ahead."""


def public_graph(workspace: Workspace, *, ahead: bool = True) -> pyoxigraph.Store:
    """A read-only store of all that the workspace states, contacts masked, and of what resolution joined.

    From disk, or made now. Raises BackendError where it is not there and, without `ahead`, would take too long to make.
    """
    from kg.export.rdf import quads

    folder = workspace.derived(FOLDER)
    prefix = f"{workspace.generation}-"

    def opened(home: Path) -> pyoxigraph.Store:
        if not home.name.startswith(prefix):
            raise FileNotFoundError(home)
        return pyoxigraph.Store.read_only(str(home))

    if folder is not None:
        with suppress(OSError):
            return following(folder, opened)
        if not ahead and len(workspace.documents()) > MANY:
            raise BackendError("供查询的图正在准备（刚读入了文件），请过一会儿再试")
        with suppress(OSError):
            with making(folder, prefix) as home:
                fresh = pyoxigraph.Store(str(home))
                fresh.bulk_extend(quads(workspace))
                fresh.flush()
                del fresh
            return following(folder, opened)
    in_memory = pyoxigraph.Store()
    in_memory.bulk_extend(quads(workspace))
    return in_memory
