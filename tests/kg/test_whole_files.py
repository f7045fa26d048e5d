"""A file is replaced whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.whole_files import write_whole


def test_a_file_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "选择.json"
    for content in ("旧", "新的一份"):
        write_whole(file, content)
        assert file.read_text(encoding="utf-8") == content
    assert [p.name for p in tmp_path.iterdir()] == ["选择.json"]


def test_the_old_file_stands_where_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "选择.json"
    write_whole(file, "旧")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, "新")
    assert file.read_text(encoding="utf-8") == "旧"
