"""Does search by meaning find what words do not, keep the filters, and follow the store?"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from kg.errors import BackendError
from kg.workspace import Workspace
from search.dense import DenseIndex, dense, home_of, nearest, pieces
from search.embedding.embedder import Embedder
from search.embedding.static import bundled
from search.hybrid import Hybrid
from search.ledger import alone
from search.lexical import Filters, LexicalIndex
from search.vectors import choice
from search.vectors.index import StaleIndex
from search.vectors.memory import MemoryIndex
from tests.search.corpus import ledger, points, workspace


@pytest.fixture(scope="module")
def hybrid() -> Hybrid:
    return Hybrid(workspace())


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("上班妈妈喂奶的地方", "哺乳"),
        ("送外卖的能加工会吗", "新就业形态"),
        ("下班学东西的课", "夜校"),
        ("会里的钱怎么收", "经费"),
    ],
)
def test_everyday_words_find_official_ones(hybrid: Hybrid, asked: str, wanted: str) -> None:
    assert wanted in dense(hybrid, asked, Filters())[0].passage.text


def test_each_passage_stands_once_best_first(hybrid: Hybrid) -> None:
    found = dense(hybrid, "带娃的女工", Filters(), k=5)
    assert len({m.passage.id for m in found}) == len(found) <= 5
    assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)
    assert dense(hybrid, "带娃的女工", Filters(), k=0) == []


def test_filters_hold(hybrid: Hybrid) -> None:
    found = dense(hybrid, "上班妈妈喂奶的地方", Filters(city="临江"))
    assert found
    assert {m.passage.city.removesuffix("市") for m in found} == {"临江"}
    assert dense(hybrid, "上班妈妈喂奶的地方", Filters(year=1999)) == []


def test_what_stands_word_for_word_is_left_to_the_words(hybrid: Hybrid) -> None:
    assert dense(hybrid, "职工夜校", Filters()) == []
    assert "职工夜校" in nearest(hybrid, "职工夜校", Filters())[0].passage.text


@pytest.mark.parametrize("text", ["", "   ", "2031", "？？？", "𠀀"])
def test_what_says_nothing_finds_nothing(hybrid: Hybrid, text: str) -> None:
    assert dense(hybrid, text, Filters()) == []


def test_pieces_hold_every_clause(hybrid: Hybrid) -> None:
    for record in hybrid.index.all(Filters()):
        assert all(len(piece) <= 400 for piece in pieces(record))
        assert next(pieces(record))


def _home(workspace: Workspace) -> Path:
    home = home_of(workspace, bundled().model_id)
    assert home is not None
    return home


@pytest.mark.parametrize("small", [0, 20_000], ids=["faiss", "numpy"])
def test_the_index_on_disk_follows_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    monkeypatch.setitem(choice._LIMITS, "numpy", small)
    with Workspace.open(tmp_path / "w") as made:
        made.put(ledger())
        first = Hybrid(made)
        assert "哺乳" in dense(first, "上班妈妈喂奶的地方", Filters())[0].passage.text
        current = (_home(made) / "current").read_text(encoding="utf-8")
        DenseIndex.open(made, Hybrid(made).index, bundled())
        assert (_home(made) / "current").read_text(encoding="utf-8") == current
        made.put(points())
        cities = {m.passage.city.removesuffix("市") for m in dense(first, "上班妈妈喂奶的地方", Filters())}
        assert cities == {"云州", "临江"}
        assert (_home(made) / "current").read_text(encoding="utf-8") != current


class _Counting(Embedder):
    """The bundled model, with a list of what it was given; after `most` texts it fails."""

    def __init__(self, most: int = 1_000_000) -> None:
        self.model_id, self.dim = bundled().model_id, bundled().dim
        self.seen: list[str] = []
        self._most = most

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        if len(self.seen) + len(texts) > self._most:
            raise KeyboardInterrupt
        self.seen += texts
        return bundled().encode(texts)

    encode_queries = encode


def test_only_documents_that_changed_are_embedded(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as made:
        made.put(ledger(), "a")
        made.put(points(), "b")
        model = _Counting()
        DenseIndex.open(made, Hybrid(made).index, model)
        whole = len(model.seen)
        changed = replace(ledger(), tasks=ledger().tasks[:2], passages=ledger().passages[:2])
        made.put(changed)
        index = DenseIndex.open(made, Hybrid(made).index, model)
        again = model.seen[whole:]
        assert 0 < len(again) < whole
        assert not any("母婴关爱室" in text for text in again)
        assert len(index) == len(_Fresh(made).index)
        made.remove(changed.source_file)
        before = len(model.seen)
        assert len(DenseIndex.open(made, Hybrid(made).index, model)) == len(_Fresh(made).index)
        assert len(model.seen) == before


class _Fresh:
    """The index of the same documents, made anew in a workspace of its own."""

    def __init__(self, workspace: Workspace) -> None:
        lexical = LexicalIndex.open(workspace)
        self.index = DenseIndex.open(Workspace.in_memory(), lexical, bundled())


def test_what_a_broken_run_embedded_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.dense._CHUNK", 4)
    with Workspace.open(tmp_path / "w") as made:
        made.put(ledger())
        made.put(points())
        lexical = Hybrid(made).index
        whole = len(_Fresh(made).index)
        first = _Counting(most=whole - 2)
        with pytest.raises(KeyboardInterrupt):
            DenseIndex.open(made, lexical, first)
        second = _Counting()
        index = DenseIndex.open(made, lexical, second)
        assert len(index) == whole
        assert 0 < len(second.seen) < whole
        assert index.search("上班妈妈喂奶的地方", 3, lexical) == _Fresh(made).index.search(
            "上班妈妈喂奶的地方", 3, lexical
        )


@pytest.mark.parametrize("spoilt", ["documents.json", "current"])
def test_an_index_without_its_ledger_or_vectors_is_made_anew(tmp_path: Path, spoilt: str) -> None:
    with Workspace.open(tmp_path / "w") as made:
        made.put(ledger())
        DenseIndex.open(made, Hybrid(made).index, bundled())
        (_home(made) / spoilt).write_text("{", encoding="utf-8")
        made.put(points())
        model = _Counting()
        assert len(DenseIndex.open(made, Hybrid(made).index, model)) == len(model.seen)


def test_an_index_refuses_a_model_it_was_not_made_with(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as made:
        made.put(ledger())
        DenseIndex.open(made, Hybrid(made).index, bundled())
        other = _Counting()
        other.model_id = "static:other:1"
        home = home_of(made, other.model_id)
        assert home is not None
        shutil.copytree(_home(made), home)
        with pytest.raises(StaleIndex):
            MemoryIndex.load(home, other.model_id, other.dim)
        DenseIndex.open(made, Hybrid(made).index, other)
        assert other.seen


def test_another_process_at_work_is_not_waited_for(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as made:
        made.put(ledger())
        with alone(_home(made), 0.0), pytest.raises(BackendError, match="另一个进程"):
            DenseIndex.open(made, Hybrid(made).index, bundled(), patience=0.0)
        index = DenseIndex.open(made, Hybrid(made).index, bundled())
        made.put(points())
        with alone(_home(made), 0.0):
            behind = DenseIndex.open(made, Hybrid(made).index, bundled(), patience=0.0)
        assert behind.generation == index.generation < made.generation


def test_progress_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.dense._CHUNK", 4)
    told: list[tuple[int, int]] = []
    made = workspace()
    index = DenseIndex.open(made, LexicalIndex.open(made), bundled(), lambda *step: told.append(step))
    assert len(told) > 1
    assert told[-1] == (len(index), len(index))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
