"""Titles that are another, or a good part of it: found by index as by looking at each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.ask.standing import Numbers
from search.ask.titles import AlikeTitles, same_folded

_TITLES = (
    "关于推进驿站建设的意见",
    "云川省总工会关于推进驿站建设的意见",
    "驿站建设",
    "职工书屋管理办法",
    "办法",
)


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        ("关于推进驿站建设的意见", {_TITLES[0], _TITLES[1], }),
        ("驿站建设", {_TITLES[0], _TITLES[1], "驿站建设"}),
        ("办法", {"办法"}),  # too short to be part of another
        ("云川省总工会关于推进驿站建设的意见（试行）", {_TITLES[0], _TITLES[1]}),
        ("青岭市职工书屋管理办法", {"职工书屋管理办法"}),
        ("", set()),
        ("驿站建设的意见职工书屋", set()),  # across two titles
    ],
)  # fmt: skip
def test_titles_alike(asked: str, same: set[str]) -> None:
    assert AlikeTitles(_TITLES).same(asked) == same


_short = st.text("工会驿站办法", min_size=0, max_size=9)


@given(st.lists(_short, max_size=8), _short)
def test_the_index_finds_what_the_rule_says(titles: list[str], asked: str) -> None:
    assert AlikeTitles(titles).same(asked) == {t for t in titles if same_folded(asked, t)}


@pytest.mark.parametrize(
    ("number", "same"),
    [
        ("云工发〔2031〕5号", {"云工发〔2031〕5号", "落实云工发〔2031〕5号"}),
        ("按云工发[2031]5号", {"云工发〔2031〕5号"}),
        ("工发〔2031〕5号", {"云工发〔2031〕5号", "落实云工发〔2031〕5号"}),
        ("云工发〔2031〕6号", set()),
        ("", set()),
    ],
)
def test_numbers_alike(number: str, same: set[str]) -> None:
    assert Numbers(["云工发〔2031〕5号", "落实云工发〔2031〕5号", "临工发〔2031〕15号"]).same(number) == same
