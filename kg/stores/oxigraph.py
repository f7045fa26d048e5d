"""How is the graph kept on disk (Oxigraph 后端)?

Embedded pyoxigraph. A write without anything to take out is one `extend`; one with replacement is one
SPARQL update: each is a single RocksDB transaction (measured: a killed process leaves all of it or
nothing). The generation is a quad of the graph `urn:gonghui:store`; `extend` cannot delete, so the highest
number counts and the next update clears the lower ones.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, QuerySolution, QuerySolutions, RdfFormat

from kg import vocabulary as v
from kg.errors import BackendError, WorkspaceError
from kg.ids import STORE_GRAPH
from kg.store import QueryResult, Store

_STORE = NamedNode(STORE_GRAPH)
_FLUSH_AFTER = 60_000
"""Quads written before the engine's write buffers go to disk: unflushed they grew by 1.3 MB a document without end."""


class OxigraphStore(Store):
    """A store in a folder, open for writing: one process at a time. `path` None keeps it in memory."""

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        try:
            self._store = pyoxigraph.Store(None if path is None else str(path))
        except OSError as problem:
            raise _opening(problem, path) from problem
        self._unflushed = 0
        if path is not None:
            _sweep(Path(path))
        self._generation = self._read_generation()

    @classmethod
    def read_only(cls, path: str | os.PathLike[str]) -> OxigraphStore:
        """Opens a folder that nobody writes to (a snapshot). Writing to it raises BackendError."""
        self = cls.__new__(cls)
        try:
            self._store = pyoxigraph.Store.read_only(str(path))
        except OSError as problem:
            raise _opening(problem, path) from problem
        self._unflushed = 0
        self._generation = self._read_generation()
        return self

    def snapshot(self, path: str | os.PathLike[str]) -> None:
        """A frozen copy in a new folder: hard links where the file system is the same, so it costs no
        space.
        """
        try:
            self._store.backup(str(path))
        except OSError as problem:
            raise BackendError(f"无法保存快照 {path}：{problem}") from problem

    def write(self, drop: Collection[str], quads: Sequence[Quad]) -> int:
        gone = [name for name in drop if self._store.contains_named_graph(NamedNode(name))]
        if not gone and not quads:
            return self._generation
        after = self._generation + 1
        stamp = Quad(_STORE, v.GENERATION, Literal(after), _STORE)
        try:
            if gone:
                self._store.update(_replacement(gone, [*quads, stamp]))
            else:
                self._store.extend([*quads, stamp])
        except (OSError, SyntaxError, ValueError, RuntimeError) as problem:
            raise BackendError(f"写入图存储失败：{problem}") from problem
        self._generation = after
        self._unflushed += len(quads)
        if self._unflushed > _FLUSH_AFTER:
            self._store.flush()
            self._unflushed = 0
        return after

    def put(self, document_iri: str, quads: Sequence[Quad]) -> int:
        old = self.graph(document_iri)
        if old and set(old) == set(quads):
            return self._generation
        return self.write([document_iri], quads)

    def remove(self, document_iri: str) -> bool:
        before = self._generation
        return self.write([document_iri], []) != before

    def query(self, sparql: str) -> QueryResult:
        try:
            return self._store.query(sparql, use_default_graph_as_union=True)
        except SyntaxError as problem:
            raise BackendError(f"SPARQL 语法错误：{problem}") from problem
        except OSError as problem:
            raise BackendError(f"查询失败：{problem}") from problem

    def select(self, sparql: str) -> Iterator[QuerySolution]:
        found = self.query(sparql)
        if not isinstance(found, QuerySolutions):
            raise BackendError("不是 SELECT 查询")
        return found

    def graph(self, iri: str) -> list[Quad]:
        return list(self._store.quads_for_pattern(None, None, None, NamedNode(iri)))

    def graphs(self) -> list[str]:
        names = (node.value for node in self._store.named_graphs())
        return sorted(name for name in names if name != STORE_GRAPH)

    def generation(self) -> int:
        return self._generation

    def close(self) -> None:
        if hasattr(self, "_store"):
            del self._store

    def _read_generation(self) -> int:
        found = self._store.quads_for_pattern(_STORE, v.GENERATION, None, _STORE)
        return max((int(quad.object.value) for quad in found if isinstance(quad.object, Literal)), default=0)


def _replacement(drop: Sequence[str], quads: Sequence[Quad]) -> str:
    """One SPARQL update for both halves: it is one transaction."""
    parts = [f"DROP SILENT GRAPH <{name}>" for name in (*drop, STORE_GRAPH)]
    blocks = []
    for graph, group in groupby(quads, key=lambda quad: quad.graph_name):
        triples = pyoxigraph.serialize((quad.triple for quad in group), format=RdfFormat.N_TRIPLES)
        blocks.append(f"GRAPH {graph} {{\n{(triples or b'').decode()}}}")
    parts.append("INSERT DATA {\n" + "\n".join(blocks) + "\n}")
    return ";\n".join(parts)


def _sweep(path: Path) -> None:
    """Killed bulk loads leave `bulk-*.sst` files of hundreds of MB that the engine never removes.

    Called with the engine's lock held: nobody else can be loading, and what was loaded bears another name.
    """
    for orphan in path.glob("bulk-*.sst"):
        orphan.unlink(missing_ok=True)


def _opening(problem: OSError, path: str | os.PathLike[str] | None) -> WorkspaceError:
    if "lock" in str(problem).lower():
        return WorkspaceError(f"工作区正被另一个程序写入（{path}），请等它结束，或通过正在运行的服务操作")
    return WorkspaceError(f"工作区的图存储无法打开（{path}）：{problem}")
