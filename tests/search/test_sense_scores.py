"""Scores added up from what is kept are those that one query gives."""

from threading import Event

import numpy as np
import pytest
from tantivy import DocAddress

from search.hybrid import Hybrid
from search.lexical import Filters, LexicalIndex, _surely
from search.passage_rows import PassageRows
from search.sense_scores import SenseScores
from tests.search.corpus import workspace

QUESTIONS = ("职工夜校怎么办", "上班妈妈喂奶的地方", "入会", "困难职工帮扶", "劳模工匠", "没有这样的话")


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    return LexicalIndex.open(workspace())


@pytest.mark.parametrize("filters", [Filters(), Filters(city="云州"), Filters(year=1999)])
@pytest.mark.parametrize("k", [0, 1, 3, 100])
def test_concepts_of_a_first_question_and_of_later_ones(k: int, filters: Filters) -> None:
    warm = Hybrid(workspace())
    warm.concepts("职工", 1, Filters())
    for question in QUESTIONS:
        first = Hybrid(warm.workspace).concepts(question, k, filters)
        for later in (warm.concepts(question, k, filters), warm.concepts(question, k, filters)):
            assert [m.passage.id for m in later] == [m.passage.id for m in first]
            assert [m.score for m in later] == pytest.approx([m.score for m in first], abs=1e-5)


def test_what_is_kept_is_let_go_of(index: LexicalIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    hybrid = Hybrid(workspace())
    own = SenseScores(hybrid.index)
    asked = [
        (said, 0.5)
        for voice in hybrid.voices("职工夜校")
        if (said := hybrid._saying(hybrid.index, voice.sense, True)) is not None
    ]
    assert asked
    before = own.sums(asked)
    assert before is not None and before.any()
    monkeypatch.setattr("search.sense_scores._MOST_KEPT", 0)
    for again in (own.sums(asked), SenseScores(hybrid.index).sums(asked)):
        assert again is not None and np.array_equal(again, before)
    monkeypatch.undo()
    monkeypatch.setattr("search.sense_scores._MOST_AT_ONCE", 0)
    late = SenseScores(hybrid.index)
    assert late.sums(asked) is None
    late._later.shutdown()
    again = late.sums(asked)
    assert again is not None and np.array_equal(again, before)


def test_rows_go_by_number(index: LexicalIndex) -> None:
    rows = PassageRows([30, 10, 20], [DocAddress(0, 7), DocAddress(1, 5), DocAddress(0, 6)])
    assert rows.numbers.tolist() == [10, 20, 30]
    assert rows.of([30, 10, 11, 99]).tolist() == [2, 0]
    assert rows.address(0) == DocAddress(1, 5)
    assert PassageRows([], []).of([1]).tolist() == []
    assert len(index.rows) == index.size


def test_records_are_read_by_row_or_by_query(index: LexicalIndex) -> None:
    ids = [record.id for record in index.all(Filters())]
    fresh = LexicalIndex.open(workspace())
    by_query = fresh.records([*ids, "nothing"])
    again = LexicalIndex.open(workspace())
    assert len(again.rows) == len(ids)
    assert again.records([*ids, "nothing"]) == by_query
    assert set(by_query) == set(ids)


@pytest.mark.parametrize("k", [1, 5, 40])
def test_the_best_of_many(index: LexicalIndex, k: int) -> None:
    chance = np.random.default_rng(k)
    scores = np.zeros(len(index.rows), dtype=np.float32)
    rows = chance.choice(len(scores), len(scores) // 2, replace=False)
    scores[rows] = np.round(chance.random(len(rows)), 1) + 0.1
    wanted = sorted(rows.tolist(), key=lambda row: (-scores[row], row))[:k]
    found = index.best(scores, k)
    assert [m.passage.id for m in found] == [index._at(row).id for row in wanted]


@pytest.mark.parametrize("size", [10, 640, 5000])
@pytest.mark.parametrize("k", [1, 7, 90])
def test_so_many_surely_reach_the_least(size: int, k: int) -> None:
    scores = np.random.default_rng(size).random(size, dtype=np.float32)
    least = _surely(scores, k)
    assert (scores >= least).sum() >= min(k, size)
    assert (least > 0) == (size // 64 > k)


def test_what_may_be_asked_for_is_looked_up_beforehand(monkeypatch: pytest.MonkeyPatch) -> None:
    hybrid = Hybrid(workspace())
    every = list(hybrid._every_saying(hybrid.index))
    assert len(every) > 20
    own = SenseScores(hybrid.index, lambda: every)
    own.stock()
    fewest = min(said.most for said in every)
    monkeypatch.setattr("search.sense_scores._MOST_STOCKED", fewest)
    little = SenseScores(hybrid.index, lambda: every)
    little.stock()
    assert (len(own._kept), len(little._kept)) == (len(every), 1)
    monkeypatch.setattr(hybrid.index, "scores", None)  # nothing is looked up any more
    for question in QUESTIONS:
        asked = [
            (said, 0.5)
            for voice in hybrid.voices(question)
            if (said := hybrid._saying(hybrid.index, voice.sense, True)) is not None
        ]
        assert own.sums(asked) is not None


def test_a_process_that_goes_on_answering_looks_them_up(monkeypatch: pytest.MonkeyPatch) -> None:
    stocked = Event()
    monkeypatch.setattr(SenseScores, "stock", lambda self: stocked.set())
    own = SenseScores(LexicalIndex.open(workspace()))
    for _ in range(2):
        own.sums([])
    assert not stocked.wait(0.05)
    own.sums([])
    assert stocked.wait(10)
