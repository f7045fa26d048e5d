"""Patterns made at their first use (kg/late_patterns.py)."""

import importlib
import pkgutil
import re

import pytest

import search.ask
from kg import late_patterns
from kg.late_patterns import late

MODULES = [found.name for found in pkgutil.walk_packages(search.ask.__path__, "search.ask.")]


def _late_in(value: object, depth: int = 3) -> list[str]:
    """The written forms of late patterns in a value and what it holds."""
    if type(value) is late_patterns._Late:
        return [value.pattern]
    if depth and isinstance(value, dict):
        return [one for held in value.values() for one in _late_in(held, depth - 1)]
    if depth and isinstance(value, tuple | list | frozenset | set):
        return [one for held in value for one in _late_in(held, depth - 1)]
    return []


def test_as_a_pattern_of_re():
    mine, theirs = late("第(?P<n>[0-9]+)项"), re.compile("第(?P<n>[0-9]+)项")
    text = "第12项和第3项"
    assert mine.pattern == theirs.pattern
    assert mine.search(text)["n"] == "12"
    assert [m.span() for m in mine.finditer(text)] == [m.span() for m in theirs.finditer(text)]
    assert mine.sub("〇", text) == theirs.sub("〇", text)
    assert late("A", re.IGNORECASE).match("a")


def test_made_at_first_use_and_once(monkeypatch):
    made = []
    real = re.compile
    monkeypatch.setattr(re, "compile", lambda *given: made.append(given) or real(*given))
    one = late("甲")
    assert made == []
    assert one.search("甲") and one.search("甲")
    assert len(made) == 1


def test_a_wrong_one_says_so_when_used():
    with pytest.raises(re.error):
        late("(").search("x")


@pytest.mark.parametrize("module", MODULES)
def test_each_that_questions_are_read_by_can_be_made(module):
    for value in vars(importlib.import_module(module)).values():
        for written in _late_in(value):
            re.compile(written)
