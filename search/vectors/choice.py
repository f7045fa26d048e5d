"""Which backend holds so many vectors best (向量索引的选择)? Exact while that is fast, in two steps beyond.

The limits are where a search begins to be felt; importing faiss takes longer than a search of a small workspace does.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Final, cast

from kg.errors import BackendError
from search.vectors import files
from search.vectors.index import Label, VectorIndex

__all__ = ["BACKENDS", "backend_for", "fitted", "new_index", "open_saved"]

SMALL: Final = 20_000
"""Vectors up to which plain numpy is as good as faiss."""
EXACT: Final = 30_000
"""Vectors up to which the search compares with every one: some 1.5 ms on one core. A question is looked up two times."""
_MARGIN: Final = 0.5
"""An index moves to a smaller backend when it has shrunk to half of that one's limit, so that it does not move to and fro."""
_CHUNK: Final = 65_536

BACKENDS: Final = {
    "numpy": "search.vectors.memory:MemoryIndex",
    "faiss-flat": "search.vectors.flat:FlatIndex",
    "faiss-pq4-sq8": "search.vectors.scan:ScanIndex",
}
"""Kind, as the files name it → class; from small to large."""
_LIMITS: Final = {"numpy": SMALL, "faiss-flat": EXACT}


def backend_for(size: int) -> type[VectorIndex]:
    """The backend for an index of so many vectors."""
    return _class(_kind_for(size))


def new_index(label: Label, size: int) -> VectorIndex:
    """An empty index that is going to hold so many vectors."""
    return backend_for(size)(label)


def open_saved(folder: Path, model_id: str, dim: int) -> VectorIndex:
    """The index of a folder, of whichever backend. Raises as VectorIndex.load does."""
    kind = files.backend_of(folder)
    if kind not in BACKENDS:
        raise BackendError(f"没有可用的向量索引：{folder}")
    return _class(kind).load(folder, model_id, dim)


def fitted(index: VectorIndex) -> VectorIndex:
    """The index itself, or one of another backend with the same vectors where it has outgrown its own."""
    kinds = list(BACKENDS)
    now, wanted = kinds.index(index.kind), kinds.index(_kind_for(len(index)))
    shrunk = wanted < now and len(index) > _MARGIN * _LIMITS[kinds[wanted]]
    if wanted == now or shrunk:
        return index
    out = _class(kinds[wanted])(index.label)
    ids, rows = index.rows()
    for start in range(0, len(ids), _CHUNK):
        out.add(ids[start : start + _CHUNK], rows[start : start + _CHUNK])
    return out


def _kind_for(size: int) -> str:
    return next((kind for kind, most in _LIMITS.items() if size <= most), list(BACKENDS)[-1])


def _class(kind: str) -> type[VectorIndex]:
    module, _, name = BACKENDS[kind].partition(":")
    return cast("type[VectorIndex]", getattr(import_module(module), name))
