"""However an index came about, document by document or all at once, it finds the same; and nothing halts it halfway."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Document
from kg.workspace import Workspace
from search import lexical_update
from search.lexical import Filters, LexicalIndex
from tests.search.corpus import Paper, ledger, points

CITIES = ("云州", "临江", "青岚", "石湾", "白塘")
TOPICS = ("职工夜校", "女职工哺乳室", "集体协商", "劳动竞赛", "送温暖走访")
QUERIES = ("职工夜校", "哺乳室", "竞赛", "星火讲堂", "宣教部", "工会", "举办第3期")


def paper(number: int) -> Document:
    """One of 25 documents: a city, a topic, and the name of an initiative that some others have in their text only."""
    city, topic = CITIES[number % 5], TOPICS[number // 5]
    made = Paper(
        f"{number}.txt", city, f"{city}市总工会关于{topic}的安排", f"{city}工发〔2031〕{number + 1}号"
    )
    name = ("星火讲堂", "同心驿站")[number % 2]
    made.task(
        f"举办第{number}期“{name}”，推进{topic}。",
        ("宣教部",),
        initiatives=(name,) if number % 3 == 0 else (),
    )
    made.task(f"检查{topic}的情况，由基层工会自己举办。", ("办公室", "组织部"))
    return made.done()


def seen(index: LexicalIndex) -> dict[str, list[tuple[str, float]]]:
    """What it answers: passage and score for each way of asking."""
    out = {}
    for query in QUERIES:
        for ask in (index.by_words, index.by_bigrams, index.by_phrase):
            for filters in (None, Filters(city="临江")):
                found = ask(query, 5, filters)
                out[f"{ask.__name__} {query} {filters}"] = [(m.passage.id, round(m.score, 4)) for m in found]
    return out


def anew(documents: list[Document]) -> LexicalIndex:
    made = Workspace.in_memory()
    for document in documents:
        made.put(document)
    return LexicalIndex.open(made)


@settings(deadline=None, max_examples=6)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 24)), min_size=1, max_size=6))
def test_step_by_step_is_all_at_once(steps: list[tuple[bool, int]]) -> None:
    there: set[int] = set()
    with tempfile.TemporaryDirectory() as folder, Workspace.open(Path(folder) / "w") as workspace:
        for number in (0, 5, 11, 17):
            workspace.put(paper(number))
            there.add(number)
        index = LexicalIndex.open(workspace)
        for comes, number in steps:
            if comes:
                workspace.put(paper(number))
                there.add(number)
            else:
                workspace.remove(f"{number}.txt")
                there.discard(number)
            index = LexicalIndex.open(workspace)
        other = anew([paper(number) for number in there])
        assert seen(index) == seen(other)
        assert index.documents == other.documents
        assert [r.id for r in index.all(Filters())] == [r.id for r in other.all(Filters())]


@settings(deadline=None, max_examples=4)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 24)), min_size=1, max_size=6))
def test_with_ghosts_the_same_passages_are_found(steps: list[tuple[bool, int]]) -> None:
    there = set(range(0, 25, 2))
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(lexical_update, "REBUILT_BELOW", 0)
        patch.setattr(lexical_update, "MOST_GHOSTS", 1.0)
        with Workspace.open(Path(folder) / "w") as workspace:
            for number in there:
                workspace.put(paper(number))
            index = LexicalIndex.open(workspace)
            patch.setattr(lexical_update, "_new", refuse)
            for comes, number in steps:
                if comes:
                    workspace.put(paper(number))
                    there.add(number)
                else:
                    workspace.remove(f"{number}.txt")
                    there.discard(number)
                index = LexicalIndex.open(workspace)
        patch.undo()
        other = anew([paper(number) for number in there])
        for query in QUERIES:
            for filters in (Filters(), Filters(city="云州"), Filters(department="宣教部")):
                found = {m.passage.id for m in index.by_bigrams(query, 500, filters)}
                assert found == {m.passage.id for m in other.by_bigrams(query, 500, filters)}
                assert index.numbers(filters).tolist() == other.numbers(filters).tolist()
        assert index.size == other.size


def refuse(*_: object) -> None:
    raise AssertionError("made anew")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with Workspace.open(tmp_path / "w") as workspace:
        for document in (ledger(), points(), paper(0), paper(1)):
            workspace.put(document)
        LexicalIndex.open(workspace)
    return tmp_path / "w"


def test_one_more_document_is_put_in_alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexical_update, "_new", refuse)
    with Workspace.open(home) as workspace:
        before = LexicalIndex.open(workspace)
        workspace.put(paper(2))
        after = LexicalIndex.open(workspace)
        assert not before.by_phrase("举办第2期", 1), "what is open stays as it was"
        assert before.by_phrase("灯塔讲堂", 1)
        assert after.by_phrase("举办第2期", 1)
        assert after.by_phrase("灯塔讲堂", 1)
        assert set(after.documents) > set(before.documents)


def test_a_write_that_fails_leaves_the_last_index(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = home / "derived" / "lexical"
    before = sorted(path.name for path in folder.iterdir())

    def broken(*_: object) -> None:
        raise OSError("no space")

    with Workspace.open(home) as workspace:
        workspace.put(paper(3))
        with monkeypatch.context() as patch:
            patch.setattr(lexical_update, "_write_notes", broken)
            assert LexicalIndex.open(workspace).by_phrase("举办第3期", 1), "it lives in memory this time"
        assert sorted(path.name for path in folder.iterdir()) == before
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", broken)
            assert LexicalIndex.open(workspace).by_phrase("举办第3期", 1)
        assert sorted(path.name for path in folder.iterdir()) == before
        assert LexicalIndex.open(workspace).by_phrase("举办第3期", 1)
        assert len(list(folder.iterdir())) == 2


def test_what_a_killed_process_left_does_no_harm(home: Path) -> None:
    folder = home / "derived" / "lexical"
    left = folder / "9-0123456789ab"
    left.mkdir()
    (left / "meta.json").write_text("{", encoding="utf-8")
    os.utime(left, (0, 0))
    fresh = folder / "9-ba9876543210"
    fresh.mkdir()
    with Workspace.open(home) as workspace:
        workspace.put(paper(4))
        assert LexicalIndex.open(workspace).by_phrase("举办第4期", 1)
    assert not left.exists()
    assert fresh.exists(), "another process may be at work in it"


@pytest.mark.parametrize("damage", ["gonghui.json", "meta.json", "current"])
def test_a_damaged_index_is_made_anew(home: Path, damage: str) -> None:
    folder = home / "derived" / "lexical"
    current = folder / (folder / "current").read_text(encoding="utf-8")
    (folder / "current" if damage == "current" else current / damage).write_text("{", encoding="utf-8")
    with Workspace.open(home) as workspace:
        assert LexicalIndex.open(workspace).by_phrase("灯塔讲堂", 1)
        workspace.put(paper(6))
        assert LexicalIndex.open(workspace).by_phrase("举办第6期", 1)


def test_names_of_a_document_are_words_of_it() -> None:
    index = anew([paper(0), paper(2)])
    found = index.by_words("星火讲堂", 5)
    assert [m.passage.city for m in found] == ["云州", "青岚"], (
        "its parts are found where nobody says that it is a name"
    )
    assert index.frequency("星火讲堂") == 1


def test_records_by_id() -> None:
    index = anew([paper(0), paper(1)])
    some = [record.id for record in index.all(Filters(city="云州"))]
    assert set(index.records([*some, "passage:none"])) == set(some)
    assert index.records([]) == {}
    assert index.records(some)[some[0]].city == "云州"
