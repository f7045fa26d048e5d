"""Files are read whole up to a size, and refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.readers.whole import read_whole
from kg.errors import UnreadableFile


def test_up_to_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "甲.txt"
    file.write_bytes(b"x" * 10)
    assert read_whole(file, 10) == b"x" * 10
    with pytest.raises(UnreadableFile, match="文件过大"):
        read_whole(file, 9)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="没有这个文件"):
        read_whole(tmp_path / "没有.txt", 10)
