"""Which word of the papers sounds like what was written (同音别字)? 参寨率 for 参赛率, 欠心 for 欠薪.

Only signs that stand alone where the text is cut into words, in twos that no paper and no dictionary has; only a word
that both have, of one sound with it, and clearly the most frequent of those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.late_patterns import late
from search.ask.sounds import homophones

__all__ = ["Slips"]

#: Signs that join words or ask: next to one of them nothing is a torn word.
_NO_PART: Final = frozenset(
    "的了着过是在和与由归把被将要会能可有没不也都又还就才很最各每这那哪几多少谁何怎啥吗呢么吧给对从到向于为以及或但而里中上下前后内外年月日号个项条件名家位次场期共请问我你他您它们所其该再去来做搞办"
)
_NUMERALS: Final = frozenset("零〇一二三四五六七八九十百千万亿两")
#: Behind a person's name: his is no slip of another word.
_OF_PERSON: Final = late(
    r"^(?:[㐀-鿿]?)(?:同志|是谁|主席|部长|书记|主任|现?任|担任|是什么|的?(?:职务|电话|手机|联系)|\s*(?:职务|电话|身份|联系))"
)
_CLEARLY: Final = 3
"""How many times as frequent as the next the word has to be."""


@dataclass(frozen=True, slots=True)
class Slips:
    """`cut` parts a text into words; `often` says in how many passages one stands; `is_word` whether it is one."""

    cut: Callable[[str], Sequence[str]]
    often: Callable[[str], int]
    is_word: Callable[[str], bool]

    def find(self, text: str, known: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
        """(start, end, word meant), outside of the spans of known names."""
        for start in self._alone(text):
            pair = text[start : start + 2]
            if any(s < start + 2 and start < e for s, e in known) or _OF_PERSON.match(text[start + 2 :]):
                continue
            if self.often(pair) or self.is_word(pair):
                continue
            if meant := self._meant(pair):
                yield start, start + 2, meant

    def _alone(self, text: str) -> Iterator[int]:
        """Where two signs stand next to each other that are words by themselves and tell something."""
        at = 0
        before = -2
        for word in self.cut(text):
            at = text.find(word, at)
            if at < 0:
                return
            lone = len(word) == 1 and "㐀" <= word <= "鿿" and word not in _NO_PART and word not in _NUMERALS
            if lone and before == at - 1:
                yield before
            before = at if lone else -2
            at += len(word)

    def _meant(self, pair: str) -> str:
        near = {f"{other}{pair[1]}" for other in homophones(pair[0])} | {
            f"{pair[0]}{other}" for other in homophones(pair[1])
        }
        found = sorted(((self.often(word), word) for word in near if word != pair), reverse=True)
        good = [(often, word) for often, word in found if often and self.is_word(word)]
        if not good or (len(good) > 1 and good[0][0] < _CLEARLY * good[1][0]):
            return ""
        return good[0][1]
