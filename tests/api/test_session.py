"""The question before is kept a talk, and a talk that is none is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.session import previous_question, remember, session_file
from kg.errors import InputError


def test_a_name_lies_in_the_workspace_and_a_path_where_it_says(tmp_path: Path) -> None:
    assert session_file(tmp_path, "早会") == tmp_path / "sessions" / "早会.json"
    assert session_file(tmp_path, "./talk.json") == Path("talk.json")
    with pytest.raises(InputError):
        session_file(tmp_path, " ")


def test_what_is_remembered_comes_back(tmp_path: Path) -> None:
    file = session_file(tmp_path, "t")
    assert previous_question(file) == ""
    remember(file, "云州的职工夜校归谁管？")
    remember(file, "临江的职工夜校归谁管？")
    assert previous_question(file) == "临江的职工夜校归谁管？"


@pytest.mark.parametrize("written", ["", "[]", "{}", "not json"])
def test_another_file_is_refused_by_name(tmp_path: Path, written: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(written, encoding="utf-8")
    with pytest.raises(InputError):
        previous_question(file)
