"""Does the program know when the bundled model is older than what it was trained from?"""

from __future__ import annotations

from pathlib import Path

import pytest

from search.embedding.sources import RECORD, age_warning, changed_since, digests, write_record


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("thesaurus/union.ttl", "thesaurus/general.tsv", "training/pairs.tsv", "sample/1.txt"):
        file = tmp_path / "data" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    (tmp_path / "data" / "sample" / "README.md").write_text("no training text")
    (tmp_path / "model").mkdir()
    write_record(tmp_path / "model", digests(tmp_path / "data"))
    return tmp_path


def test_nothing_changed(root: Path) -> None:
    assert len(digests(root / "data")) == 4
    assert changed_since(root / "model", root / "data") == ()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("thesaurus/union.ttl", "more", ("thesaurus/union.ttl",)),
        ("training/new.tsv", "new", ("training/new.tsv",)),
        ("sample/1.txt", None, ("sample/1.txt",)),
        ("sample/README.md", "other words", ()),
    ],
)
def test_what_changed_is_named(root: Path, name: str, content: str | None, told: tuple[str, ...]) -> None:
    file = root / "data" / name
    file.unlink() if content is None else file.write_text(content)
    assert changed_since(root / "model", root / "data") == told


@pytest.mark.parametrize("record", [None, "{", "[]", '{"files": 3}'])
def test_a_model_that_does_not_say_may_be_of_any_age(root: Path, record: str | None) -> None:
    file = root / "model" / RECORD
    file.unlink() if record is None else file.write_text(record)
    assert len(changed_since(root / "model", root / "data")) == 4


def test_the_bundled_model_was_trained_from_the_files_that_ship() -> None:
    assert changed_since() == (), age_warning()
