"""Tables kept beside the indexes: read back, remade for another generation, never read half written."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from kg.workspace import Workspace
from search.ask.facts import Facts, source
from search.ask.kept import Kept, Lines
from search.searcher import Searcher
from tests.kg.factory import document


def _never() -> object:
    raise AssertionError("made again")


def test_a_table_is_made_once_and_read_back(tmp_path: Path) -> None:
    with Workspace.open(tmp_path) as writer:
        writer.put(document("云州"))
    made = Kept(Workspace.read(tmp_path)).table("names", lambda: {"驿站": ("一", "二")})
    assert made == {"驿站": ["一", "二"]}  # as JSON has it, the first time too
    assert Kept(Workspace.read(tmp_path)).table("names", _never) == made


def test_numbers_are_kept_as_an_array(tmp_path: Path) -> None:
    with Workspace.open(tmp_path) as writer:
        writer.put(document("云州"))
    rows = np.array([[1, 2], [3, 4]], dtype=np.uint32)
    Kept(Workspace.read(tmp_path)).array("gaps", lambda: rows)
    again = Kept(Workspace.read(tmp_path)).array("gaps", lambda: np.zeros((0, 2), dtype=np.uint32))
    assert again.tolist() == rows.tolist()


def _lines(tmp_path: Path, make: Callable[[], list[object]]) -> Lines:
    return Kept(Workspace.read(tmp_path)).lines("seats", make)


@pytest.mark.parametrize("rows", [[["王晓", 1], {"驿站": None}, "a\nb"], ["一"], []])
def test_single_lines_are_read_back(tmp_path: Path, rows: list[object]) -> None:
    with Workspace.open(tmp_path) as writer:
        writer.put(document("云州"))
    made = _lines(tmp_path, lambda: rows)
    again = _lines(tmp_path, lambda: rows if not rows else [_never()])
    assert list(made) == list(again) == rows and len(again) == len(rows) and again[1:] == rows[1:]
    with pytest.raises(IndexError):
        _ = again[len(rows)]


@pytest.mark.parametrize("broken", ["", "[1"])
def test_lines_cut_short_are_made_again(tmp_path: Path, broken: str) -> None:
    with Workspace.open(tmp_path) as writer:
        writer.put(document("云州"))
    _lines(tmp_path, lambda: [[1], [2]])
    (file,) = (tmp_path / "derived" / "ask").glob("*/seats.jsonl")
    file.write_text(broken, encoding="utf-8")
    assert list(_lines(tmp_path, lambda: [[1], [2]])) == [[1], [2]]


def test_another_generation_is_made_anew_and_the_old_one_goes(tmp_path: Path) -> None:
    with Workspace.open(tmp_path) as writer:
        writer.put(document("云州"))
    Kept(Workspace.read(tmp_path)).table("names", lambda: 1)
    with Workspace.open(tmp_path) as writer:
        writer.put(document("临江"))
    assert Kept(Workspace.read(tmp_path)).table("names", lambda: 2) == 2
    assert len(list((tmp_path / "derived" / "ask").iterdir())) == 1


@pytest.mark.parametrize("broken", ["", '{"a', "[1, 2"])
def test_a_broken_table_is_made_again(tmp_path: Path, broken: str) -> None:
    with Workspace.open(tmp_path) as writer:
        writer.put(document("云州"))
    kept = Kept(Workspace.read(tmp_path))
    kept.table("names", lambda: [1])
    (file,) = (tmp_path / "derived" / "ask").glob("*/names.json")
    file.write_text(broken, encoding="utf-8")
    assert kept.table("names", lambda: [2]) == [2] == kept.table("names", _never)


def test_nothing_is_written_for_a_workspace_in_memory() -> None:
    assert Kept(Workspace.in_memory()).table("names", lambda: (1,)) == [1]


def test_a_fresh_process_reads_the_same_headers(tmp_path: Path) -> None:
    with Workspace.open(tmp_path) as writer:
        writer.put(document("云州"))
        writer.put(document("临江", name="临江.txt"))
    first = Facts(Workspace.read(tmp_path)).heads
    assert len(first) == 2 and Facts(Workspace.read(tmp_path)).heads == first


def test_those_who_answer_over_one_index_share_what_they_read(tmp_path: Path) -> None:
    with Workspace.open(tmp_path) as writer:
        writer.put(document("云州"))
    searcher = Searcher(Workspace.read(tmp_path))
    assert Facts.of(searcher.hybrid) is Facts.of(searcher.hybrid)
    assert Facts.of(searcher.hybrid) is not Facts.of(Searcher(searcher.workspace).hybrid)


def test_what_is_kept_of_many_documents_is_spared_the_collector(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Workspace.in_memory()
    memory.put(document("云州"))
    facts = Facts(memory)
    assert len(facts.heads) == 1
    gc.unfreeze()
    facts.kept("one", lambda: [[1]])
    assert gc.get_freeze_count() == 0  # few documents: its walks are short
    monkeypatch.setattr(source, "_MANY", 0)
    facts.kept("two", lambda: [[1]])
    assert gc.get_freeze_count() > 0
    memory.put(document("临江", name="临江.txt"))
    assert len(facts.heads) == 2 and gc.get_freeze_count() == 0  # another generation: it may go
