"""Initiatives alike under other names are found, in invented papers of fourteen cities; those alike in words alone do not come first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from api.ingesting import find_files, ingest_files
from kg.views.texts import text
from kg.workspace import Workspace
from search.searcher import Searcher
from search.tokens import fold

HERE = Path(__file__).parent
PAIRS = json.loads((HERE / "pairs.json").read_text(encoding="utf-8"))
HALVES = ("dev", "held", "fresh", "blind")
FLOOR = 0.9


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    workspace = Workspace.open(tmp_path_factory.mktemp("similar") / "w")
    assert ingest_files(workspace, find_files(sorted(HERE.glob("*.txt")))).failed == []
    return Searcher(workspace)


def is_named(hit: dict[str, Any], name: str) -> bool:
    one, other = fold(hit["name"]), fold(name)
    return one in other or other in one


@pytest.mark.parametrize("half", HALVES)
def test_alike_measures_are_among_the_first_five(searcher: Searcher, half: str) -> None:
    pairs = [(a, b) for label, a, b in PAIRS[half] if label == "similar"]
    missed = [
        (a, b)
        for a, b in pairs
        if not any(is_named(h, b) or fold(b) in fold(h["text"]) for h in searcher.similar(a, k=5)["hits"])
    ]
    assert len(missed) <= (1 - FLOOR) * len(pairs), missed


@pytest.mark.parametrize(
    ("asked", "other"),
    [(a, b) for half in HALVES for label, a, b in PAIRS[half] if label == "hard_negative"],
)
def test_what_is_alike_in_words_alone_does_not_come_first(searcher: Searcher, asked: str, other: str) -> None:
    hits = searcher.similar(asked, k=1)["hits"]
    assert hits
    assert not is_named(hits[0], other)


@pytest.mark.parametrize(("asked", "name"), [(a, b) for a, b, _ in PAIRS["described"]])
def test_asked_by_a_description_a_part_or_with_a_slip(searcher: Searcher, asked: str, name: str) -> None:
    assert any(is_named(h, name) for h in searcher.similar(asked, k=5)["hits"])


def test_hits_say_why_and_quote_their_paper(searcher: Searcher) -> None:
    hits = searcher.similar("“花蕾小筑”", k=6)["hits"]
    assert "做法相近：哺乳育婴" in hits[0]["why"]
    assert "叙词相同：女职工哺乳室" in hits[0]["why"]
    for hit in hits:
        assert hit["why"]
        assert text(searcher.workspace, hit["document"])[hit["start"] : hit["end"]] == hit["text"]
    assert [h["score"] for h in hits] == sorted((h["score"] for h in hits), reverse=True)


def test_the_asked_one_is_no_hit_and_no_name_comes_twice(searcher: Searcher) -> None:
    hits = searcher.similar("歇歇脚驿家", k=10)["hits"]
    assert not any("歇歇脚驿家" in h["name"] for h in hits)
    keys = [(h["name"], h["source_file"]) for h in hits]
    assert len(keys) == len(set(keys))


def test_a_city_alone(searcher: Searcher) -> None:
    hits = searcher.similar("花蕾小筑", k=5, city="柳溪市")["hits"]
    assert hits[0]["name"] == "妈咪港湾"
    assert {h["city"] for h in hits} == {"柳溪"}


@pytest.mark.parametrize("asked", ["", "  ", "“”", "天文望远镜"])
def test_nothing_alike(searcher: Searcher, asked: str) -> None:
    assert searcher.similar(asked)["hits"] == []


def test_none_wanted(searcher: Searcher) -> None:
    assert searcher.similar("花蕾小筑", k=0)["hits"] == []


def test_a_word_of_the_trade_is_found_elsewhere_under_the_same_name(searcher: Searcher) -> None:
    first = searcher.similar("职工书屋", k=5)["hits"]
    assert any(h["name"] == "共读时光" for h in first)


def test_without_a_model_words_and_concepts_still_find(searcher: Searcher) -> None:
    class NoModel:
        embedder = None
        reranker = None

    known = searcher.hybrid.models
    searcher.hybrid.models = NoModel()  # type: ignore[assignment]
    try:
        assert searcher.similar("妈咪港湾", k=2)["hits"][0]["name"] in ("花蕾小筑", "女职工休息哺乳室")
    finally:
        searcher.hybrid.models = known
