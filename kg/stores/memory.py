"""How is the graph kept in memory (内存后端)? For tests, and to look at a few files."""

from __future__ import annotations

from kg.stores.oxigraph import OxigraphStore


class MemoryStore(OxigraphStore):
    """The same engine without a folder: same answers, gone when closed."""

    def __init__(self) -> None:
        super().__init__(None)
