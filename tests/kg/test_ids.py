"""Are ids the same everywhere, and different where they must be?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import ids
from kg.model import Span


def test_the_folder_does_not_matter_the_file_name_the_place_and_the_words_do() -> None:
    one = ids.document_id("/a/甲.txt", 1, "正文")
    assert one == ids.document_id("C:\\b\\甲.txt", 1, "正文") == ids.document_id("甲.txt", 1, "正文")
    others = {
        ids.document_id(*a) for a in (("乙.txt", 1, "正文"), ("甲.txt", 2, "正文"), ("甲.txt", 1, "正文。"))
    }
    assert len(others | {one}) == 4


def test_an_id_stays_what_it_is_from_one_release_to_the_next() -> None:
    assert ids.organization_iri("云州市总工会") == "urn:gonghui:organization:" + ids.digest(
        "organization", "云州市总工会"
    )
    assert len(ids.digest("a", "b")) == 20 and ids.digest("ab", "c") != ids.digest("a", "bc")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("云工发〔2031〕5号", "云工发[2031] 5 号"),
        ("云工发〔2031〕5号", "云工发（2031）05号"),
        ("云工发〔2031〕5号", "云工发［２０３１］第5号"),
        ("云工发〔2031〕5号", "云工发【2031】5号"),
    ],
)
def test_one_number_written_differently_is_one_policy(left: str, right: str) -> None:
    assert ids.policy_iri("甲", left) == ids.policy_iri("乙", right)


def test_departments_of_two_bodies_are_two() -> None:
    assert ids.department_iri("云州市总工会", "组织部") != ids.department_iri("临江市总工会", "组织部")
    assert ids.department_iri("甲乙", "丙") != ids.department_iri("甲", "乙丙")


@given(st.integers(0, 10**6), st.integers(0, 10**4))
def test_addresses_lead_back(start: int, length: int) -> None:
    span = Span(start, start + length)
    assert ids.parse_address(ids.address("0" * 64, span)) == ("0" * 64, span)


@pytest.mark.parametrize(
    "iri", ["", "urn:gonghui:text:ab#char=1,2", "urn:gonghui:text:" + "0" * 64 + "#char=5,2"]
)
def test_what_is_no_address_is_none(iri: str) -> None:
    assert ids.parse_address(iri) is None


def test_outside_ids_lead_back() -> None:
    iri = ids.document_iri("0" * 20)
    assert ids.expand("0" * 20) == ids.expand(ids.short(iri)) == ids.expand(iri) == iri
    assert ids.tail("urn:gonghui:step:00:3.1.2") == (3, 1, 2)
    assert ids.owner_document("urn:gonghui:step:00:3.1.2") == "urn:gonghui:doc:00"
