"""Is the training text fair, the tokenizer whole, and does a short training teach anything?"""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.general_terms import GeneralTerms
from kg.thesaurus import Concept, Thesaurus
from search.embedding.evaluation import by_bigrams, concept_accuracy
from search.embedding.static import StaticEmbedder
from search.embedding.tokenizer import make_tokenizer
from search.embedding.training_text import TrainingText, held_out
from search.tokens import fold

SMALL = Thesaurus(
    [
        Concept(
            "a",
            "职工书屋",
            ("职工书屋建设",),
            ("书屋",),
            ("能借书看的地方", "单位里看书的屋子"),
            related=("b",),
        ),
        Concept("b", "职工夜校", ("职工夜校建设",), (), ("下班学手艺的课",), related=("a",)),
        Concept(
            "c",
            "高温慰问",
            ("夏季送清凉",),
            ("送清凉",),
            ("天热发汽水", "大太阳下送水"),
            "暑期慰问一线职工。",
        ),
        Concept("d", "经费收缴", ("工会经费收缴",), (), ("交会费的事", "会钱怎么收")),
    ]
)
TEXT = TrainingText(SMALL, GeneralTerms(()), [("书屋", "新建职工书屋三家。配齐图书三千册。")])


def test_the_same_seed_gives_the_same_pairs() -> None:
    assert TEXT.pairs(2, 5) == TEXT.pairs(2, 5)
    assert TEXT.pairs(1, 5) != TEXT.pairs(1, 6)
    assert all(p.query and p.passage for p in TEXT.pairs(5, 1))


def test_held_out_concepts_leave_no_trace() -> None:
    thesaurus = Thesaurus.load()
    out = held_out(thesaurus)
    assert out == held_out(thesaurus)
    assert 0.1 < len(out) / len(thesaurus) < 0.16
    text = TrainingText(thesaurus, GeneralTerms(()), (), out)
    kept = {fold(label) for c in thesaurus if c.id not in out for label, _ in c.labels()}
    gone = {fold(label) for i in out for label, _ in thesaurus.concept(i).labels()} - kept
    assert gone.isdisjoint(text.plain())
    assert gone.isdisjoint(p.query for p in text.pairs(1, 1))


def test_linked_concepts_are_near_and_look_alikes_are_not() -> None:
    assert TEXT.near == {0: {1}, 1: {0}, 2: set(), 3: set()}
    assert all(p.hard not in {"职工夜校", "职工夜校建设"} for p in TEXT.pairs(5, 1) if p.group == 0)


def test_the_tokenizer_stands_alone() -> None:
    tokenizer = make_tokenizer(TEXT.plain())
    assert tokenizer.encode("，。2031年").tokens in ([], ["年"])
    assert "".join(tokenizer.encode("职工书屋").tokens) == "职工书屋"
    assert max(len(piece) for piece in tokenizer.get_vocab() if piece != "[UNK]") <= 4


def test_accuracy_counts_what_words_can_do() -> None:
    found = by_bigrams(SMALL, ["d"])
    assert (found.asked, found.among) == (2, 4)
    assert found.at_10 == 1.0


@pytest.mark.model
@pytest.mark.filterwarnings("ignore")
def test_a_short_training_teaches_and_is_saved(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    from search.embedding.train import Recipe, save, train

    recipe = Recipe(dim=16, members=2, rounds=40, batch=16, threads=1)
    model = train(TEXT, recipe)
    assert concept_accuracy(model.encode, SMALL, ["a", "c", "d"]).at_1 >= 0.8
    save(model, tmp_path)
    loaded = StaticEmbedder(tmp_path)
    asked = ["看书的屋子", "夏季送清凉"]
    cosines = (loaded.encode(asked) * model.encode(asked)).sum(axis=1)
    assert cosines == pytest.approx(1.0, abs=1e-3)
    assert (train(TEXT, recipe).table == model.table).all()
