"""Does the list of words say what is in it, and what rjieba has inside?"""

from __future__ import annotations

from pathlib import Path

import pytest

from search.tokens import jieba
from search.word_list import WordList, shipped


@pytest.fixture
def words(tmp_path: Path) -> WordList:
    file = tmp_path / "words.txt"
    file.write_text("# 23\nwifi 2\n夜 5\n夜校 7\n夜校生 1\n校 8\n", encoding="utf-8")
    return WordList(file)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("夜校", [("夜", 5), ("夜校", 7), ("校", 8)]),
        ("夜校生活", [("夜", 5), ("夜校", 7), ("夜校生", 1), ("校", 8)]),
        ("有wifi的夜", [("wifi", 2), ("夜", 5)]),
        ("夜，夜", [("夜", 5), ("夜", 5)]),
        ("工", []),
        ("龥", []),
        ("", []),
    ],
)
def test_words_inside_a_text(words: WordList, text: str, found: list[tuple[str, int]]) -> None:
    assert list(words.inside(text)) == found


@pytest.mark.parametrize(("word", "often"), [("wifi", 2), ("夜校", 7), ("夜校生", 1), ("校", 8), ("夜校生活", 0), ("w", 0), ("", 0), ("龥", 0), ("#", 0)])  # fmt: skip
def test_frequencies(words: WordList, word: str, often: int) -> None:
    assert (words.frequency(word), words.total) == (often, 23)


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("夜 5\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no sum"):
        WordList(tmp_path / "x")


def test_the_shipped_list_is_what_rjieba_has_inside() -> None:
    from kg.resources import resource

    whole = jieba().Jieba()
    head, *lines = resource("lexicon/dictionary.txt").read_text(encoding="utf-8").splitlines()
    rows = [(word, int(often)) for word, often in (line.split(" ") for line in lines)]
    assert rows == sorted(rows) and len(dict(rows)) == len(rows) > 300_000
    assert shipped().total == int(head[2:]) == sum(often for _, often in rows)
    for word, _ in rows:
        assert whole.has_word(word)
    for word, often in rows[::97]:
        if whole.cut(word, False) == [
            word
        ]:  # what makes it one word, which for such a one is its own frequency, rounded up
            assert whole.suggest_freq(word) in (often, often + 1)
        assert shipped().frequency(word) == often
