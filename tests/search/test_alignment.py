"""Pieces of a question find their like in one clause of a passage, and count by how telling they are."""

from __future__ import annotations

import numpy as np
import pytest

from kg.views.passages import PassageRecord
from search.alignment import Aligner
from search.embedding.embedder import Embedder
from search.embedding.static import bundled
from search.hybrid import Hybrid
from tests.search.corpus import workspace


def passage(text: str, title: str = "") -> PassageRecord:
    return PassageRecord(text, "task", title, "", text, 0, len(text), "甲", "甲.txt")


@pytest.fixture(scope="module")
def aligner() -> Aligner:
    made = Aligner.of(bundled())
    assert made is not None
    return made


def shares(aligner: Aligner, question: str, *texts: str, often: dict[str, int] | None = None) -> list[float]:
    asked = aligner.asked(question, lambda word: (often or {}).get(word, 1), 100)
    assert asked is not None
    assert float(asked.weights.sum()) == pytest.approx(1.0, abs=1e-5)
    return aligner.shares(asked, [passage(text) for text in texts])


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        # another word for the same
        ("喂奶的地方", "建设哺乳场所。", "建设停车场所。"),
        # both in one clause, not one in each
        ("职工免费体检", "组织职工免费体检。", "组织职工春游。开展免费讲座。"),
        # a short task against a long paragraph that speaks of everything
        ("心理咨询热线", "开通心理咨询热线。", "举办运动会，开展咨询服务，公布热线，疏导心理，慰问职工。"),
    ],
)
def test_the_passage_that_says_it_in_one_clause(
    aligner: Aligner, question: str, better: str, worse: str
) -> None:
    first, second = shares(aligner, question, better, worse)
    assert first > second


def test_a_word_that_all_passages_have_says_little(aligner: Aligner) -> None:
    texts = ("组织职工。", "开设夜校。")
    common = {"职工": 100, "夜校": 1}
    rare = {"职工": 1, "夜校": 100}
    left, right = shares(aligner, "职工夜校", *texts, often=common)
    assert left < right
    left, right = shares(aligner, "职工夜校", *texts, often=rare)
    assert left > right


def test_word_for_word_is_all_and_a_text_without_words_nothing(aligner: Aligner) -> None:
    whole, none = shares(aligner, "开设职工夜校", "一是开设职工夜校；二是其他", "12345")
    assert whole == pytest.approx(1.0, abs=1e-3)
    assert none == 0.0
    assert shares(aligner, "夜校") == []


def test_the_order_and_the_company_make_no_difference(aligner: Aligner) -> None:
    texts = ("每月为环卫工人理发。", "12", "组织职工春游。开展免费讲座。")
    together = shares(aligner, "免费理发", *texts)
    alone = [shares(aligner, "免费理发", text)[0] for text in texts]
    assert together == pytest.approx(alone, abs=1e-5)


@pytest.mark.parametrize("question", ["", "12345", "？！"])
def test_a_question_without_pieces(aligner: Aligner, question: str) -> None:
    assert aligner.asked(question, lambda word: 1, 100) is None


def test_a_model_without_vectors_of_pieces_has_none() -> None:
    class Other(Embedder):
        model_id, dim = "other", 2

        def encode(self, texts):  # type: ignore[no-untyped-def]
            return np.ones((len(texts), 2), dtype=np.float32)

        encode_queries = encode

    assert Aligner.of(Other()) is None
    assert Aligner.of(None) is None


@pytest.mark.parametrize("question", ["职工夜校怎么办", "上班妈妈喂奶的地方", "困难职工帮扶"])
def test_it_orders_what_was_found_and_finds_nothing_itself(question: str) -> None:
    ranked = Hybrid(workspace()).rank(question, 50)
    plain = Hybrid(workspace(), without=frozenset({"alignment"})).rank(question, 50)
    assert {one.passage.id for one in ranked} == {one.passage.id for one in plain}
    more = {one.passage.id: one.score for one in ranked}
    assert all(more[one.passage.id] >= one.score - 1e-9 for one in plain)
    assert any(more[one.passage.id] > one.score for one in plain)


@pytest.mark.parametrize("question", ["职工夜校怎么办", "困难职工帮扶"])
def test_the_first_are_the_same_however_many_are_wanted(question: str) -> None:
    hybrid = Hybrid(workspace())
    many = [one.passage.id for one in hybrid.rank(question, 20)]
    assert [one.passage.id for one in hybrid.rank(question, 3)] == many[:3]
