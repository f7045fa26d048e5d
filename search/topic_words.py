"""With which words of its own does a text speak of a topic (主题用词)?

A label anywhere, inside a longer one too (户外劳动者 in 户外劳动者服务站点), the topic as it was asked, and a trade for the people in
it (外卖配送 for 外卖配送员).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Self

from kg.model import Span
from kg.thesaurus import Concept, LabelKind, Thesaurus
from search.ask.sentences import sentences
from search.tokens import fold

__all__ = ["Wording", "is_group"]

_GROUPS: Final = "职工群体"
_TRADES: Final = ("户外劳动者", "新就业形态劳动者")
"""Groups of trades; of others what is left is no trade (工会工作人员, 下岗失业人员)."""
_PERSON: Final = re.compile(r"(?<=..)(?:从业人员|从业者|驾驶员|人员|司机|师傅|小哥|骑手|员)$")
"""What makes people of a trade: 网约配送员, 道路货运司机."""
_LEAST_TRADE: Final = 3
"""A trade of two signs is a word of its own: 安全员 is not 安全."""
_LEAST_SAID: Final = 2
_APART: Final = re.compile(r"[\s、，,；;/]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words for one topic: `concepts` by their labels, `forms` as they stand (folded), `said` all in one sentence."""

    concepts: frozenset[str] = frozenset()
    forms: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    group: bool = False
    """Whether it is whom something is for, not what is done."""

    @classmethod
    def of(cls, thesaurus: Thesaurus, concept: Concept, below: frozenset[str], said: str = "") -> Self:
        """Of a concept, with those below it, and how it was asked for."""
        group = is_group(thesaurus, concept)
        trades: set[str] = set()
        within = [thesaurus.concept(c) for c in below if any(_under(thesaurus, c, t) for t in _TRADES)]
        if within:
            names = [name for c in within for name in (c.preferred, *c.official)]
            trades = {_PERSON.sub("", fold(n)) for n in (*names, said) if _PERSON.search(fold(n))}
        return cls(below, tuple(sorted(t for t in trades if len(t) >= _LEAST_TRADE)), _parts(said), group)

    @classmethod
    def free(cls, said: str) -> Self:
        """Of words that are no concept's."""
        return cls(said=_parts(said))

    def names(self, text: str) -> bool:
        """Whether it stands in a piece: of a group any word for it, of another topic only what was asked."""
        return self._said_in(text) or (self.group and self._spoken_in(text))

    def first(self, text: str) -> Span | None:
        """The first sentence that has it, without white space around it; None for none."""
        labelled = min(self._labels(text), default=None) if self.concepts else None
        if labelled is None and not (self.said or self.forms):
            return None
        for span in sentences(text):
            here = span.of(text)
            if (
                (labelled is not None and labelled < span.end)
                or self._said_in(here)
                or self._form_in(_flat(here))
            ):
                start = span.start + len(here) - len(here.lstrip())
                return Span(start, start + len(here.strip()))
        return None

    def _spoken_in(self, text: str) -> bool:
        return self._form_in(_flat(text)) or bool(self._labels(text))

    def _form_in(self, flat: str) -> bool:
        return any(form in flat for form in self.forms)

    def _said_in(self, text: str) -> bool:
        return bool(self.said) and all(word in _flat(text) for word in self.said)

    def _labels(self, text: str) -> list[int]:
        """Where its labels begin; everyday words of two signs (取暖, 小哥) are chance."""
        return [
            match.span.start
            for match in Thesaurus.load().occurrences(text)
            if match.concepts[0].id in self.concepts
            and not (match.kinds[0] is LabelKind.EVERYDAY and len(match.label) < 3)
        ]


def is_group(thesaurus: Thesaurus, concept: Concept) -> bool:
    """Whether it is people (职工群体), however deep below."""
    return _under(thesaurus, concept.id, _GROUPS)


def _under(thesaurus: Thesaurus, concept_id: str, top: str) -> bool:
    return concept_id == top or any(_under(thesaurus, b, top) for b in thesaurus.concept(concept_id).broader)


def _flat(text: str) -> str:
    return fold("".join(text.split()))


def _parts(said: str) -> tuple[str, ...]:
    return tuple(w for w in (fold(p) for p in _APART.split(said)) if len(w) >= _LEAST_SAID)
