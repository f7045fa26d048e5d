"""Chinese keyword queries hit, filters hold, and the index on disk follows the store."""

from pathlib import Path

import pytest

from kg.workspace import Workspace
from search import open_searcher
from search.lexical import Filters, LexicalIndex
from tests.search.corpus import ledger, points, workspace


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    return LexicalIndex.open(workspace())


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("新就业形态劳动者", "新就业形态劳动者"),
        ("职工夜校", "夜校"),
        ("夜校", "夜校"),
        ("经费", "经费"),
        ("夜", "夜"),
        ("費", "费"),
        ("職工夜校", "夜校"),
        ("橄榄枝", "橄榄枝"),
        ("70%", "70"),
    ],
)
def test_keywords_hit(index: LexicalIndex, query: str, wanted: str) -> None:
    for found in (index.by_bigrams(query, 5), index.by_phrase(query, 5)):
        assert found, query
        assert wanted in found[0].passage.text


@pytest.mark.parametrize(
    ("words", "stands"), [("夜校", True), ("職工夜校", True), ("夜校职工", False), ("", False)]
)
def test_standing(index: LexicalIndex, words: str, stands: bool) -> None:
    assert index.standing(words) == stands
    assert not index.standing(words, Filters(year=1999))


@pytest.mark.parametrize(("name", "known"), [("女职工部", True), ("女职工", False), ("航天部", False)])
def test_has_department(index: LexicalIndex, name: str, known: bool) -> None:
    assert index.has_department(name) == known


def test_words_hit(index: LexicalIndex) -> None:
    assert "哺乳" in index.by_words("哺乳室在哪里", 3)[0].passage.text


def test_a_phrase_is_exact(index: LexicalIndex) -> None:
    assert index.by_phrase("书法、剪纸", 5)
    assert not index.by_phrase("剪纸、书法", 5)
    assert index.by_phrase("“灯塔讲堂”", 5)


@pytest.mark.parametrize(
    ("filters", "cities"),
    [
        (Filters(city="云州"), {"云州"}),
        (Filters(city="临江市"), {"临江"}),
        (Filters(year=2032), {"临江"}),
        (Filters(genre="工作台账"), {"云州"}),
        (Filters(department="女职工部"), {"云州", "临江"}),
        (Filters(kind="section"), set()),
        (Filters(city="海东"), set()),
    ],
)
def test_filters(index: LexicalIndex, filters: Filters, cities: set[str]) -> None:
    assert {p.city for p in index.all(filters)} == cities
    assert {m.passage.city for m in index.by_bigrams("女职工哺乳会员建设座谈工作部", 50, filters)} <= cities


def test_nothing_in_common_is_no_hit(index: LexicalIndex) -> None:
    assert index.by_words("航天飞机", 5) == []
    assert index.by_words("", 5) == []
    assert index.by_bigrams("？！", 5) == []


def test_the_index_on_disk_follows_the_store(tmp_path: Path) -> None:
    home = tmp_path / "工作区"
    with Workspace.open(home) as writer:
        writer.put(ledger())
    with Workspace.read(home) as reader:
        first = LexicalIndex.open(reader)
        folder = home / "derived" / "lexical"
        name = (folder / "current").read_text(encoding="utf-8")
        assert LexicalIndex.open(reader).generation == first.generation
        assert (folder / "current").read_text(encoding="utf-8") == name, "an index that is not behind stays"
        assert not first.by_phrase("月光学堂", 5)
        with Workspace.open(home) as writer:
            writer.put(points())
        searcher = open_searcher(reader)
        assert not searcher.search("月光学堂", city="临江")["hits"]
        assert reader.refresh()
        assert searcher.search("月光学堂", city="临江")["hits"][0]["city"] == "临江"
        assert [p.name for p in folder.iterdir() if p.is_dir()] == [
            (folder / "current").read_text(encoding="utf-8")
        ]


def test_a_broken_index_is_made_again(tmp_path: Path) -> None:
    home = tmp_path / "w"
    with Workspace.open(home) as writer:
        writer.put(ledger())
    with Workspace.read(home) as reader:
        LexicalIndex.open(reader)
        folder = home / "derived" / "lexical"
        current = folder / (folder / "current").read_text(encoding="utf-8")
        (current / "meta.json").write_text("{", encoding="utf-8")
        assert LexicalIndex.open(reader).by_phrase("灯塔讲堂", 1)
