"""Does a text say the thing that was asked about, and not a neighbour of it (是否说的就是所问的事)?

Search brings near what is alike; a figure or a date of something alike is a wrong answer.
"""

from __future__ import annotations

from typing import Final

from search.ask.kind import Ask
from search.fit import Topic

__all__ = ["literal_words", "says"]

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
