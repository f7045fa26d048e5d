"""Pairs of signs are found where a plain search finds them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.sign_pairs import SignPairs


@pytest.mark.parametrize(
    ("text", "pair", "places"),
    [
        ("职工夜校\n职工之家", "职工", [0, 5]),
        ("职工夜校\n职工之家", "校职", []),
        ("宝宝宝", "宝宝", [0, 1]),
        ("2031年", "31", [2]),
        ("职", "职工", []),
        ("", "职工", []),
        ("𠮷𡈽𠮷𠮷", "𠮷𠮷", [2]),
        ("𠮷𡈽", "𡈽𡈽", []),
    ],
)
def test_places(text: str, pair: str, places: list[int]) -> None:
    assert SignPairs(text).places(pair).tolist() == places


@given(st.text("职工会𠮷𡈽\nab", max_size=40), st.text("职工会𠮷𡈽ab", min_size=2, max_size=2))
def test_as_a_plain_search_does(text: str, pair: str) -> None:
    wanted = [at for at in range(len(text)) if text.startswith(pair, at)]
    assert SignPairs(text).places(pair).tolist() == wanted
