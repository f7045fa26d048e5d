"""Does search by meaning find what words do not, keep the filters, and follow the store?"""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.workspace import Workspace
from search.dense import DenseIndex, dense, dense_literal, pieces
from search.embedding.static import bundled
from search.hybrid import Hybrid
from search.lexical import Filters
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
    found = dense_literal(hybrid, "职工夜校", Filters())
    assert found
    assert all("职工夜校" in m.passage.text for m in found)
    assert dense_literal(hybrid, "上班妈妈喂奶的地方", Filters()) == []


@pytest.mark.parametrize("text", ["", "   ", "2031", "？？？", "𠀀"])
def test_what_says_nothing_finds_nothing(hybrid: Hybrid, text: str) -> None:
    assert dense(hybrid, text, Filters()) == []


def test_pieces_hold_every_clause(hybrid: Hybrid) -> None:
    for record in hybrid.index.all(Filters()):
        assert all(len(piece) <= 400 for piece in pieces(record))
        assert next(pieces(record))


@pytest.mark.parametrize("small", [0, 20_000], ids=["faiss", "numpy"])
def test_the_index_on_disk_follows_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    monkeypatch.setattr("search.dense._SMALL", small)
    with Workspace.open(tmp_path / "w") as made:
        made.put(ledger())
        first = Hybrid(made)
        assert "哺乳" in dense(first, "上班妈妈喂奶的地方", Filters())[0].passage.text
        current = (tmp_path / "w" / "derived" / "dense" / "current").read_text(encoding="utf-8")
        DenseIndex.open(Hybrid(made), bundled())
        assert (tmp_path / "w" / "derived" / "dense" / "current").read_text(encoding="utf-8") == current
        made.put(points())
        cities = {m.passage.city.removesuffix("市") for m in dense(first, "上班妈妈喂奶的地方", Filters())}
        assert cities == {"云州", "临江"}
        assert (tmp_path / "w" / "derived" / "dense" / "current").read_text(encoding="utf-8") != current
