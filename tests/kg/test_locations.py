"""Does a place in a file come back from its fragment, and does a span find its places?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.locations import Location, Placed, confidence, parse, read, where, written
from kg.model import Span

PLACES = {
    "para=12": (Location(paragraph=12), "第12段"),
    "part=文本框1&para=2": (Location(part="文本框1", paragraph=2), "文本框1第2段"),
    "table=2&cell=3,1&para=1": (Location(table=2, row=3, column=1, paragraph=1), "第2个表格第3行第1列第1段"),
    "sheet=台账%26汇总+1&cell=B7": (Location(sheet="台账&汇总+1", cell="B7"), "工作表“台账&汇总+1”B7"),
    "page=3&box=72,90.5,500,120": (Location(page=3, box=(72, 90.5, 500, 120)), "第3页"),
    "page=2&box=1,2,3,4&confidence=0.97": (Location(page=2, box=(1, 2, 3, 4), confidence=0.97), "第2页"),
    "": (Location(), ""),
}


@pytest.mark.parametrize("fragment", PLACES)
def test_fragments(fragment: str) -> None:
    place, words = PLACES[fragment]
    assert place.fragment() == fragment
    assert parse(fragment) == place
    assert place.in_words() == words


@pytest.mark.parametrize("wrong", ["para", "para=x", "box=1,2"])
def test_what_is_no_place_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError):
        parse(wrong)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_any_sheet_name_comes_back(name: str) -> None:
    place = (Placed(Span(0, 3), Location(sheet=name, cell="A1")),)
    assert read(written(place)) == place


def test_a_span_over_two_cells_has_two_places() -> None:
    a, b = Location(sheet="表", cell="A1"), Location(sheet="表", cell="B1")
    placed = (Placed(Span(0, 4), a), Placed(Span(4, 9), b))
    assert where(placed, Span(3, 5)) == (a, b)
    assert where(placed, Span(4, 5)) == (b,)
    assert where(placed, Span(9, 10)) == ()


def test_words_are_as_sure_as_the_least_sure_of_their_places() -> None:
    placed = (
        Placed(Span(0, 4), Location(page=1, confidence=0.99)),
        Placed(Span(4, 9), Location(page=1, confidence=0.8)),
        Placed(Span(9, 12), Location(paragraph=3)),
    )
    assert confidence(placed, Span(0, 3)) == 0.99
    assert confidence(placed, Span(2, 11)) == 0.8
    assert confidence(placed, Span(10, 12)) is None
