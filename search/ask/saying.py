"""Does a text say the thing that was asked about, and not a neighbour of it (是否说的就是所问的事)?

Search brings near what is alike; a figure or a date of something alike is a wrong answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kg.late_patterns import late
from search.ask.kind import Ask
from search.fit import Topic

__all__ = ["literal_words", "says", "takes_place_there", "to_another"]

_ITSELF: Final = 0.8
"""How well a word of the question must be met, by itself or another label, to count as said."""
_SAID: Final = 0.65
"""What share of the question's words, by weight, must be said."""


def literal_words(ask: Ask, topic: Topic) -> frozenset[str]:
    """Words of the question that the scope's papers use themselves: what speaks of these things says these words."""
    inside = ask.filters(more=ask.scope.outlook)
    return frozenset(n.word for n in topic.needs if len(n.word) > 2 and ask.stands(n.word, inside))


def says(topic: Topic, literal: frozenset[str], folded: str) -> bool:
    """Is enough of the question said? Single signs do not count."""
    needs = [n for n in topic.needs if len(n.word) > 1]
    said = [n for n in needs if (n.word in folded if n.word in literal else n.met(folded) >= _ITSELF)]
    return sum(n.weight for n in said) >= _SAID * sum(n.weight for n in needs)


#: 在“江岸驿站”周边设爱心餐点, 用好“江岸驿站”: something else is done, and only takes place there.
_THERE: Final = late(
    r"(?:在|依托|利用|用好|通过|围绕|借助|结合|走进|进驻|接入|依靠)(?:[㐀-鿿、]{0,4})[“\"]?$"
)
_NEAR: Final = 10


def takes_place_there(text: str, names: Iterable[str]) -> bool:
    """Does the text have one of the names, and only as the place or means of something else?"""
    spots = [m.start() for name in names for m in re.finditer(re.escape(name), text)]
    return bool(spots) and all(_THERE.search(text[max(0, at - _NEAR) : at]) for at in spots)


def to_another(question: str, words: str) -> bool:
    """报省总 is not answered by when the city's union is to have it."""
    levels = ("省总", "市总")
    return any(
        level in question and level not in words and any(o in words for o in levels) for level in levels
    )
