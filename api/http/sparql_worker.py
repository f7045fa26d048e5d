"""Which process runs queries from outside (查询进程)? `python -m api.http.sparql_worker DIR`: the engine knows no time limit.

Reads one JSON object a line, `{"query", "forms", "masked", "rows", "bytes", "default", "named"}`, and answers with one JSON
line `{"status": "ok" | "refused" | "failed", "form", "length", "detail"}` and so many bytes. Who asks kills a process that
takes too long. Queries are guarded here too: the parser is not linear, and can be killed with the rest.

Who may not see contacts asks a copy of the graph without them: masked answers alone would still let a query guess them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, BinaryIO, Final

import pyoxigraph

from api.http.limits import limit_memory
from api.http.public_graph import public_graph
from api.http.sparql_results import written
from kg import ids
from kg.errors import BackendError, GonghuiError, QueryRefused
from kg.sparql_guard import check
from kg.store import QueryResult
from kg.vocabulary import PROLOGUE
from kg.workspace import Workspace

__all__ = ["main"]

_GRAPH_QUERIES: Final = ("CONSTRUCT", "DESCRIBE")


class Runner:
    """Answers queries over the newest state of one workspace."""

    def __init__(self, path: Path) -> None:
        self.workspace = Workspace.read(path)
        self._masked: tuple[int, pyoxigraph.Store] | None = None

    def run(self, wanted: dict[str, Any]) -> tuple[str, bytes]:
        """(the form that was written, the answer). Raises QueryRefused, BackendError."""
        query = wanted["query"]
        whole = query if "prefix" in query.lower() else f"{PROLOGUE}\n{query}"
        kind = check(whole)
        form = wanted["forms"]["graph" if kind in _GRAPH_QUERIES else "rows"]
        if form is None:
            return "", b""
        self.workspace.refresh()
        try:
            return form, written(self._query(whole, wanted), form, wanted["rows"], wanted["bytes"])
        except (BackendError, OSError):  # its snapshot went while it was read: there is a newer one
            if not self.workspace.refresh():
                raise
            self._masked = None
            return form, written(self._query(whole, wanted), form, wanted["rows"], wanted["bytes"])

    def _query(self, query: str, wanted: dict[str, Any]) -> QueryResult:
        engine: Any = self.workspace.store
        store: pyoxigraph.Store = self._public() if wanted["masked"] else engine._store
        named = [pyoxigraph.NamedNode(own(iri)) for iri in wanted["named"]]
        default: Any = [pyoxigraph.NamedNode(own(iri)) for iri in wanted["default"]]
        more: dict[str, Any] = {"named_graphs": named} if named else {}
        if default or named:
            more["default_graph"] = default
        else:
            more["use_default_graph_as_union"] = True
        try:
            return store.query(query, **more)
        except SyntaxError as problem:
            raise QueryRefused(f"SPARQL 语法错误：{problem}") from problem
        except (OSError, RuntimeError) as problem:
            raise BackendError(f"查询失败：{problem}") from problem

    def _public(self) -> pyoxigraph.Store:
        """The graph without contacts, from disk or made now; in memory where nothing can be written."""
        generation = self.workspace.generation
        if self._masked is None or self._masked[0] != generation:
            self._masked = (generation, public_graph(self.workspace, ahead=False))
        return self._masked[1]


def own(iri: str) -> str:
    """A graph's IRI, as given. Raises QueryRefused for one that is not of this workspace."""
    if not iri.startswith(ids.PREFIX):
        raise QueryRefused(f"只能查询本工作区的图（{ids.PREFIX}…）：{iri[:200]}")
    return iri


def main(arguments: list[str]) -> None:
    """Answers until standard input ends."""
    import rdflib.plugins.sparql.parser  # noqa: F401  the guard's parser, before the first query's time begins

    limit_memory(int(arguments[1]))
    out = sys.stdout.buffer
    sys.stdout = sys.stderr
    runner = Runner(Path(arguments[0]))
    _answer(out, {"status": "ready"})
    for line in sys.stdin.buffer:
        try:
            form, body = runner.run(json.loads(line))
            _answer(out, {"status": "ok", "form": form}, body)
        except QueryRefused as error:
            _answer(out, {"status": "refused", "detail": str(error)})
        except (GonghuiError, OSError, MemoryError, RecursionError, ValueError) as error:
            _answer(out, {"status": "failed", "detail": str(error) or type(error).__name__})


def _answer(out: BinaryIO, head: dict[str, Any], body: bytes = b"") -> None:
    out.write(json.dumps({**head, "length": len(body)}).encode() + b"\n" + body)
    out.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
