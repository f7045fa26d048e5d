"""Does every backend keep the promises of `kg.store.Store`? A server backend is one more line in BACKENDS."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import BackendError, WorkspaceError
from kg.store import Store, open_store
from kg.stores.oxigraph import OxigraphStore

BACKENDS: dict[str, Callable[[Path], str]] = {
    "memory": lambda folder: "memory:",
    "oxigraph": lambda folder: f"oxigraph:{folder / 'graph'}",
}
P = NamedNode("urn:x:p")


@pytest.fixture(params=sorted(BACKENDS))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    store = open_store(BACKENDS[request.param](tmp_path))
    yield store
    store.close()


def quads(graph: str, *values: str) -> list[Quad]:
    return [Quad(NamedNode("urn:x:s"), P, Literal(value), NamedNode(graph)) for value in values]


def values(store: Store, graph: str) -> set[str]:
    rows = store.select(f"SELECT ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    return {row["o"].value for row in rows}


def test_a_new_store_is_empty(store: Store) -> None:
    assert (store.graphs(), store.generation(), store.graph("urn:x:a")) == ([], 0, [])


def test_put_replaces_the_whole_graph_and_counts(store: Store) -> None:
    assert store.put("urn:x:a", quads("urn:x:a", "一", "二")) == 1
    assert store.put("urn:x:b", quads("urn:x:b", "甲")) == 2
    assert store.put("urn:x:a", quads("urn:x:a", "二", "三")) == 3 == store.generation()
    assert values(store, "urn:x:a") == {"二", "三"}
    assert values(store, "urn:x:b") == {"甲"}
    assert store.graphs() == ["urn:x:a", "urn:x:b"]


def test_the_same_again_changes_nothing(store: Store) -> None:
    store.put("urn:x:a", quads("urn:x:a", "一", "二"))
    assert store.put("urn:x:a", quads("urn:x:a", "二", "一")) == 1 == store.generation()


def test_remove_says_whether_there_was_one(store: Store) -> None:
    store.put("urn:x:a", quads("urn:x:a", "一"))
    assert store.remove("urn:x:a") is True
    assert store.remove("urn:x:a") is False
    assert (store.graphs(), store.generation()) == ([], 2)


def test_one_write_drops_and_adds(store: Store) -> None:
    store.write([], [*quads("urn:x:a", "一"), *quads("urn:x:b", "二")])
    store.write(["urn:x:a", "urn:x:none"], [*quads("urn:x:c", "三"), *quads("urn:x:b", "四")])
    assert store.graphs() == ["urn:x:b", "urn:x:c"]
    assert values(store, "urn:x:b") == {"二", "四"}
    assert store.write([], []) == store.write(["urn:x:none"], []) == store.generation() == 2


def test_words_of_any_kind_come_back(store: Store) -> None:
    words = ["“引号”\"'\\", "换\n行\r\t", "𠮷🌾", "{ } ; } <urn:x> # ?x", ""]
    store.write([], quads("urn:x:a", "旧"))
    store.put("urn:x:a", quads("urn:x:a", *words))  # the path that goes through a text of SPARQL
    assert values(store, "urn:x:a") == set(words)


def test_the_default_graph_is_the_union(store: Store) -> None:
    store.write([], [*quads("urn:x:a", "一"), *quads("urn:x:b", "一", "二")])
    rows = store.select("SELECT DISTINCT ?o WHERE { <urn:x:s> <urn:x:p> ?o }")
    assert sorted(row["o"].value for row in rows) == ["一", "二"]


def test_bad_queries_are_backend_errors(store: Store) -> None:
    with pytest.raises(BackendError, match="语法"):
        store.query("SELECT")
    with pytest.raises(BackendError):
        store.select("ASK { ?s ?p ?o }")


def test_a_scheme_that_nobody_knows() -> None:
    with pytest.raises(BackendError, match="oxigraph"):
        open_store("papyrus:rolls")


# --- on disk -----------------------------------------------------------------------------------------


def test_closing_and_opening_keeps_graphs_and_generation(tmp_path: Path) -> None:
    store = OxigraphStore(tmp_path / "graph")
    store.put("urn:x:a", quads("urn:x:a", "一"))
    store.put("urn:x:a", quads("urn:x:a", "二"))
    store.close()
    again = OxigraphStore(tmp_path / "graph")
    assert (again.generation(), values(again, "urn:x:a")) == (2, {"二"})


def test_orphans_of_killed_bulk_loads_are_swept(tmp_path: Path) -> None:
    OxigraphStore(tmp_path / "graph").close()
    orphan = tmp_path / "graph" / "bulk-123.sst"
    orphan.write_bytes(b"x")
    OxigraphStore(tmp_path / "graph").close()
    assert not orphan.exists()


def test_a_second_writer_is_told_in_plain_words(tmp_path: Path) -> None:
    held = OxigraphStore(tmp_path / "graph")
    code = f"from kg.stores.oxigraph import OxigraphStore; OxigraphStore({str(tmp_path / 'graph')!r})"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert "正被另一个程序写入" in ran.stderr
    with pytest.raises(WorkspaceError, match="正被另一个程序写入"):
        OxigraphStore(tmp_path / "graph")
    held.close()


def test_a_snapshot_stays_as_it_was(tmp_path: Path) -> None:
    store = OxigraphStore(tmp_path / "graph")
    store.put("urn:x:a", quads("urn:x:a", "一"))
    store.snapshot(tmp_path / "frozen")
    store.put("urn:x:a", quads("urn:x:a", "二"))
    frozen = OxigraphStore.read_only(tmp_path / "frozen")
    assert (values(frozen, "urn:x:a"), frozen.generation()) == ({"一"}, 1)
    with pytest.raises(BackendError):
        frozen.put("urn:x:b", quads("urn:x:b", "一"))
