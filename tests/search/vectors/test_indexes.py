"""Does every vector index keep the promises of search/vectors/index.py?"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import BackendError
from search.vectors.flat import FlatIndex
from search.vectors.index import Label, StaleIndex, VectorIndex, Vectors
from search.vectors.memory import MemoryIndex
from search.vectors.scan import ScanIndex


class Shortened(ScanIndex):
    """Keeps vectors short from the sixteenth on, as ScanIndex does from ten thousand on."""

    def __init__(self, label: Label) -> None:
        super().__init__(label, train_from=16)


DIM = 8
BACKENDS: tuple[type[VectorIndex], ...] = (FlatIndex, MemoryIndex, ScanIndex, Shortened)
every = pytest.mark.parametrize("backend", BACKENDS)
CLOSE = {Shortened: 0.02}
"""How far scores may be off: one byte a number."""


def rows(n: int, seed: int = 1) -> Vectors:
    made = np.random.default_rng(seed).normal(size=(n, DIM)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)


def filled(backend: type[VectorIndex], n: int = 20, generation: int = 3) -> tuple[VectorIndex, Vectors]:
    index = backend(Label("m", DIM, generation))
    vectors = rows(n)
    index.add([f"段{i}" for i in range(n)], vectors)
    return index, vectors


@every
def test_the_nearest_of_a_stored_vector_is_itself(backend: type[VectorIndex]) -> None:
    index, vectors = filled(backend)
    for i, vector in enumerate(vectors):
        found = index.search(vector, 3)
        assert len(found) == 3
        assert found[0].id == f"段{i}"
        assert found[0].score == pytest.approx(1.0, abs=CLOSE.get(backend, 1e-5))
        assert [n.score for n in found] == sorted((n.score for n in found), reverse=True)


@every
def test_fewer_than_k_and_none(backend: type[VectorIndex]) -> None:
    index, vectors = filled(backend, 2)
    assert len(index.search(vectors[0], 10)) == 2
    assert index.search(vectors[0], 0) == []
    empty = backend(Label("m", DIM))
    assert len(empty) == 0
    assert empty.search(vectors[0], 5) == []
    assert empty.remove(["段0"]) == 0
    empty.add([], np.zeros((0, DIM), dtype=np.float32))
    assert len(empty) == 0


@every
def test_an_id_added_again_replaces(backend: type[VectorIndex]) -> None:
    index, vectors = filled(backend)
    index.add(["段3"], -vectors[3:4])
    assert len(index) == 20
    assert index.search(vectors[3], 20)[-1].id == "段3"


@every
def test_what_is_removed_is_not_found(backend: type[VectorIndex]) -> None:
    index, vectors = filled(backend)
    assert index.remove(["段1", "段1", "没有", "段2"]) == 2
    assert len(index) == 18
    assert {n.id for n in index.search(vectors[1], 20)}.isdisjoint({"段1", "段2"})
    index.add(["段1"], vectors[1:2])
    assert index.search(vectors[1], 1)[0].id == "段1"


@every
def test_a_search_among_some(backend: type[VectorIndex]) -> None:
    index, vectors = filled(backend)
    assert {n.id for n in index.search(vectors[5], 10, among=["段7", "段8", "没有"])} == {"段7", "段8"}
    assert index.search(vectors[5], 10, among=[]) == []
    assert index.search(vectors[5], 10, among=["没有"]) == []


@every
def test_equal_scores_stand_by_id(backend: type[VectorIndex]) -> None:
    index = backend(Label("m", DIM))
    one = rows(1)
    index.add(["c", "a", "b"], np.repeat(one, 3, axis=0))
    assert [n.id for n in index.search(one[0], 2)] == ["a", "b"]


@every
@pytest.mark.parametrize(
    ("ids", "vectors"),
    [
        (["a"], np.zeros((1, DIM + 1), dtype=np.float32)),
        (["a", "b"], np.zeros((1, DIM), dtype=np.float32)),
        (["a", "a"], np.zeros((2, DIM), dtype=np.float32)),
        (["a"], np.full((1, DIM), np.nan, dtype=np.float32)),
        (["a\nb"], np.zeros((1, DIM), dtype=np.float32)),
        ([""], np.zeros((1, DIM), dtype=np.float32)),
    ],
)
def test_what_cannot_be_added(backend: type[VectorIndex], ids: list[str], vectors: Vectors) -> None:
    index, _ = filled(backend)
    with pytest.raises(ValueError, match=r"."):
        index.add(ids, vectors)
    assert len(index) == 20


@every
def test_saved_and_loaded_it_is_the_same(backend: type[VectorIndex], tmp_path: Path) -> None:
    index, vectors = filled(backend)
    index.remove(["段0", "段9"])
    index.add(["段9"], vectors[9:10])
    index.save(tmp_path / "向量")
    loaded = backend.load(tmp_path / "向量", "m", DIM)
    assert loaded.label == Label("m", DIM, 3)
    assert len(loaded) == 19
    for vector in vectors:
        assert loaded.search(vector, 5) == index.search(vector, 5)
    loaded.add(["新"], vectors[:1])
    assert loaded.search(vectors[0], 1)[0].id == "新"
    assert loaded.remove(["段19"]) == 1
    loaded.save(tmp_path / "向量")
    assert len(backend.load(tmp_path / "向量", "m", DIM)) == 19
    assert len(list((tmp_path / "向量").iterdir())) == 2, "old indexes are cleared away"


@every
def test_another_model_is_refused(backend: type[VectorIndex], tmp_path: Path) -> None:
    filled(backend)[0].save(tmp_path)
    for model, dim in (("other", DIM), ("m", DIM + 1)):
        with pytest.raises(StaleIndex):
            backend.load(tmp_path, model, dim)
    other = next(b for b in BACKENDS if b.kind != backend.kind)
    with pytest.raises(StaleIndex):
        other.load(tmp_path, "m", DIM)


@every
@pytest.mark.parametrize("damage", ["index", "ids.txt", "label.json", "current"])
def test_a_damaged_index_is_an_error_of_ours(backend: type[VectorIndex], tmp_path: Path, damage: str) -> None:
    with pytest.raises(BackendError):
        backend.load(tmp_path / "none", "m", DIM)
    filled(backend)[0].save(tmp_path)
    home = tmp_path / (tmp_path / "current").read_text(encoding="utf-8")
    (tmp_path / "current" if damage == "current" else home / damage).write_bytes(b"[1")
    with pytest.raises(BackendError):
        backend.load(tmp_path, "m", DIM)


@every
def test_a_save_that_fails_leaves_the_old_one(
    backend: type[VectorIndex], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, _ = filled(backend)
    index.save(tmp_path)
    index.remove(["段0"])

    def refuse(*_: object) -> None:
        raise OSError("no space")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        with pytest.raises(OSError, match="no space"):
            index.save(tmp_path)
    assert len(backend.load(tmp_path, "m", DIM)) == 20


@every
def test_a_selection_is_made_once_for_many_searches(backend: type[VectorIndex]) -> None:
    index, vectors = filled(backend)
    some = index.select({"段7", "段8", "没有"})
    for vector in vectors:
        assert {n.id for n in index.search(vector, 10, some)} == {"段7", "段8"}
    assert index.search(vectors[0], 10, index.select([])) == []
    index.add(["新"], vectors[:1])
    with pytest.raises(ValueError, match="changed"):
        index.search(vectors[0], 10, some)


@every
@pytest.mark.parametrize("k", [0, 5, 30])
def test_several_at_once_are_as_one_by_one(backend: type[VectorIndex], k: int) -> None:
    index, vectors = filled(backend)
    index.remove(["段3"])
    for among in (None, {"段7", "段8"}, set[str]()):
        found = index.search_all(vectors[:4], k, among)
        assert [[n.id for n in one] for one in found] == [
            [n.id for n in index.search(vector, k, among)] for vector in vectors[:4]
        ]


@every
def test_groups_are_selected_by_their_numbers(backend: type[VectorIndex]) -> None:
    index, vectors = filled(backend)
    index.remove(["段3"])
    groups = index.grouped(lambda one: int(one.removeprefix("段")) // 4)
    for vector in vectors:
        found = index.search(vector, 20, groups.select({0, 4, 99}))
        assert {n.id for n in found} == {"段0", "段1", "段2", "段16", "段17", "段18", "段19"}
    assert index.search(vectors[0], 20, groups.select(frozenset())) == []
    some = groups.select({0})
    index.add(["段20"], vectors[:1])
    with pytest.raises(ValueError, match="changed"):
        index.search(vectors[0], 10, some)


@every
def test_it_gives_back_what_it_holds(backend: type[VectorIndex], tmp_path: Path) -> None:
    index, vectors = filled(backend)
    index.remove(["段4"])
    index.save(tmp_path)
    for one in (index, backend.load(tmp_path, "m", DIM)):
        ids, held = one.rows()
        assert sorted(ids) == sorted(one.ids()) == sorted(f"段{i}" for i in range(20) if i != 4)
        by_id = dict(zip(ids, held, strict=True))
        for i in (0, 5, 19):
            assert by_id[f"段{i}"] == pytest.approx(vectors[i], abs=CLOSE.get(backend, 1e-6))


@every
def test_a_loaded_index_can_be_changed_while_another_reads_it(
    backend: type[VectorIndex], tmp_path: Path
) -> None:
    index, vectors = filled(backend)
    index.save(tmp_path)
    reader = backend.load(tmp_path, "m", DIM)
    writer = backend.load(tmp_path, "m", DIM)
    writer.remove([f"段{i}" for i in range(15)])
    writer.save(tmp_path)
    writer.add([f"再{i}" for i in range(15)], vectors[:15])
    writer.save(tmp_path)
    assert len(reader) == 20
    assert reader.search(vectors[2], 1)[0].id == "段2"
    again = backend.load(tmp_path, "m", DIM)
    assert again.search(vectors[2], 1)[0].id == "再2"
    assert len(again) == 20


def test_many_vectors_kept_short_are_found_all_the_same(tmp_path: Path) -> None:
    """Clustered vectors, questions between them, and a tenth of them taken out again."""
    chance = np.random.default_rng(5)
    centres = chance.normal(size=(60, 32))
    made = (centres[chance.integers(0, 60, 12_000)] + 0.5 * chance.normal(size=(12_000, 32))).astype(
        np.float32
    )
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    ids = [f"{i:05}" for i in range(len(made))]
    exact, short = FlatIndex(Label("m", 32)), ScanIndex(Label("m", 32))
    for index in (exact, short):
        index.add(ids, made)
        index.search(made[0], 1)
        index.remove(ids[::10])
    assert short.recall >= 0.97
    short.save(tmp_path)
    loaded = ScanIndex.load(tmp_path, "m", 32)
    assert loaded.recall == short.recall
    hit = 0
    for i in range(0, 400, 4):
        question = made[i + 1] + made[i + 2]
        question /= np.linalg.norm(question)
        wanted = {n.id for n in exact.search(question, 50)}
        found = loaded.search(question, 50)
        hit += len(wanted & {n.id for n in found})
        few = {f"{j:05}" for j in range(i, i + 30)}
        assert {n.id for n in loaded.search(question, 50, few)} == {
            n.id for n in exact.search(question, 50, few)
        }
    assert hit >= 0.95 * 50 * 100
    loaded.remove(ids[1::10])
    loaded.save(tmp_path)
    assert len(ScanIndex.load(tmp_path, "m", 32)) == len(loaded) == 9_600


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.sampled_from("ar"), st.integers(0, 24)), max_size=60), st.integers(0, 30))
def test_all_backends_agree(steps: list[tuple[str, int]], k: int) -> None:
    every_one = [backend(Label("m", DIM)) for backend in BACKENDS]
    stock = rows(25, seed=4)
    for turn, (verb, i) in enumerate(steps):
        for index in every_one:
            if verb == "a":
                index.add([str(i)], stock[(i + turn) % 25][None])
            else:
                index.remove([str(i)])
    query = rows(1, seed=9)[0]
    first = every_one[0].search(query, k)
    for index, backend in zip(every_one, BACKENDS, strict=True):
        assert len(index) == len(every_one[0])
        found = index.search(query, k)
        assert [n.score for n in found] == pytest.approx(
            [n.score for n in first], abs=CLOSE.get(backend, 1e-5)
        )
