"""Which documents have a title or number that was asked for (按题名、文号找文件)?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kg import ids
from search.ask.facts import Facts, Head
from search.tokens import fold

if TYPE_CHECKING:
    from search.ask.question import Question

__all__ = ["documents_named", "same_number", "same_number_key", "title_key", "titled"]

_MOST_NAMES: Final = 100_000
"""Titles and numbers whose folded form is remembered: every question about a paper is held against all of them."""

_number_key = lru_cache(_MOST_NAMES)(ids.number_key)
title_key = lru_cache(_MOST_NAMES)(fold)


def same_number(left: str, right: str) -> bool:
    """云工发[2031]5号 and 云工发〔2031〕5号, or one has words before it (落实省总云工发〔2031〕5号), or less."""
    return same_number_key(_number_key(left), _number_key(right))


def same_number_key(left: str, right: str) -> bool:
    """`same_number` of two `ids.number_key`s."""
    return bool(left and right) and (left.endswith(right) or right.endswith(left))


def titled(title: str, heads: Iterable[Head], facts: Facts) -> list[Head]:
    """Documents with this title, or a good part of it."""
    named = facts.titled(title_key(title))
    return [h for h in heads if h.id in named]


def documents_named(question: Question, heads: Iterable[Head], facts: Facts) -> list[Head]:
    """Documents that the question names by number or title."""
    if not question.numbers and not question.titles:
        return []
    named = {home for title in question.titles for home in facts.titled(title_key(title))}
    for number in question.numbers:
        named |= facts.numbered(number)
    return [h for h in heads if h.id in named]
