"""What must a graph store be able to do (图存储接口)?

Few verbs, so that another engine is one file. A store holds named graphs; one graph is one document (or one
source record), and the only way to write is to replace whole graphs in one transaction, which also counts
the generation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from importlib import import_module
from typing import Final, Protocol, cast

from pyoxigraph import Quad, QueryBoolean, QuerySolution, QuerySolutions, QueryTriples

from kg.errors import BackendError

QueryResult = QuerySolutions | QueryBoolean | QueryTriples


class Store(Protocol):
    """Named graphs with atomic replacement.

    Readers of the same process see whole transactions only, and a running query keeps the state it began
    with. Two stores with the same graphs give the same answers; the order of a query's rows is the query's
    business.
    """

    def write(self, drop: Collection[str], quads: Sequence[Quad]) -> int:
        """Take the graphs named `drop` out and put `quads` in, in one transaction; returns the new
        generation.

        A graph may be in both: that replaces it. Dropping what is not there is no error. When nothing would
        change (nothing to drop, no quads) nothing is written and the generation stays. Raises BackendError,
        and then nothing of it is stored.
        """
        ...

    def put(self, document_iri: str, quads: Sequence[Quad]) -> int:
        """Replace one graph: `quads` all have this graph name. The same quads again are a no-op."""
        ...

    def remove(self, document_iri: str) -> bool:
        """Take one graph out; False where there is none."""
        ...

    def query(self, sparql: str) -> QueryResult:
        """SPARQL 1.1 query; the default graph is all graphs together. Raises BackendError for bad syntax.

        A triple that two documents state may count twice there (Oxigraph does not merge): ask for DISTINCT.
        It does not guard against SERVICE: texts from outside go through `kg.sparql_guard` first.
        """
        ...

    def select(self, sparql: str) -> Iterator[QuerySolution]:
        """The rows of a SELECT."""
        ...

    def graph(self, iri: str) -> list[Quad]:
        """The quads of one graph, in no order; empty where there is none."""
        ...

    def graphs(self) -> list[str]:
        """The names of all graphs but the store's own record, sorted."""
        ...

    def generation(self) -> int:
        """How many writes have changed this store: written in the same transaction as each of them. 0 when
        new.
        """
        ...

    def close(self) -> None:
        """Let go of the files. A closed store must not be used again."""
        ...


BACKENDS: Final = {
    "oxigraph": "kg.stores.oxigraph:OxigraphStore",
    "memory": "kg.stores.memory:MemoryStore",
}
"""URL scheme → class. A server backend would be `sparql+http`."""


def open_store(url: str) -> Store:
    """`oxigraph:PATH` or `memory:`. Raises BackendError for a scheme that is not known."""
    scheme, _, rest = url.partition(":")
    target = BACKENDS.get(scheme)
    if target is None:
        raise BackendError(f"不认识的图存储：{url}（可用：{'、'.join(sorted(BACKENDS))}）")
    module, _, name = target.partition(":")
    backend = getattr(import_module(module), name)
    return cast(Store, backend(rest) if rest else backend())
