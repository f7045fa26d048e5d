"""Are the official sentences and what people say for them read whole, and split fairly?"""

from __future__ import annotations

import pytest

from kg.errors import InputError
from search.embedding.paraphrases import Paraphrase, load_paraphrases, parse_paraphrases, split_off

LINES = [
    "# 注",
    "",
    "户外劳动者\t建成户外劳动者驿站三十家\t歇脚的地方|哪里能喝口热水",
    "经费\t足额上缴工会经费\t会费交够没有",
]


def test_rows_are_read_in_order() -> None:
    assert parse_paraphrases(LINES) == (
        Paraphrase("户外劳动者", "建成户外劳动者驿站三十家", ("歇脚的地方", "哪里能喝口热水")),
        Paraphrase("经费", "足额上缴工会经费", ("会费交够没有",)),
    )


@pytest.mark.parametrize("line", ["两列\t而已", "题\t句\t", "题\t\t说法", "题\t句\t|", "一\t二\t三\t四"])
def test_a_bad_row_is_named(line: str) -> None:
    with pytest.raises(InputError, match="第 2 行"):
        parse_paraphrases(["题\t句\t说法", line], "x.tsv")


def test_the_shipped_rows_say_it_in_other_words() -> None:
    rows = load_paraphrases()
    assert len(rows) >= 1500
    assert len({row.official for row in rows}) == len(rows)
    assert all(row.official not in row.everyday for row in rows)
    assert sum(len(row.everyday) for row in rows) >= 3 * len(rows)


def test_a_split_is_seeded_and_whole() -> None:
    rows = [Paraphrase("题", f"句{i}", (f"话{i}",)) for i in range(50)]
    kept, out = split_off(rows)
    assert (kept, out) == split_off(rows)
    assert len(out) == 5 and set(kept) | set(out) == set(rows) and not set(kept) & set(out)
