"""What does `search` give back (检索结果)? Understood query, folded hits, their highlights, and why each was found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from search.expansion import Voice
from search.highlight import folded, merged
from search.hybrid import Hybrid, Ranked, hit
from search.lexical import Filters
from search.near_duplicates import fold_duplicates
from search.query import Understood
from search.tokens import content_words, fold
from search.units import KINDS, documents, initiatives

if TYPE_CHECKING:
    from kg.views.passages import PassageRecord

__all__ = ["Results", "search"]

_SPARE: Final = 2
"""Passages ranked for each that is wanted: duplicates fold into those before them."""
_THROUGH: Final = 100
"""Passages through which initiatives and documents are found."""
_SHOWN_CONCEPTS: Final = 6
_SURE: Final = 0.15
"""Concepts that weigh less are not shown as understood."""
_SURE_BY_MEANING: Final = 0.35
"""The same for those that the query does not name: a cosine of 0.6 with a label."""
_NEAR_ENOUGH: Final = 0.1
"""Neighbours that weigh less (职工 above 女职工) are not marked in hits."""
_BY_RELATION: Final = {"narrower": "上下位词", "broader": "上下位词", "related": "相关词"}
_VECTORS: Final = ("dense", "dense_concepts")


_Clues = dict[str, Voice | None]
"""Folded words that may stand in a hit, and the sense that led to them; None for the query's own words."""


class Results:
    """One search over one workspace."""

    def __init__(self, hybrid: Hybrid, text: str, k: int, given: Filters, literal: bool) -> None:
        self._hybrid = hybrid
        self._k = k
        self._literal = literal
        self._kind = given.kind if given.kind in KINDS else None
        given = replace(given, kind=None) if self._kind else given
        plain = Understood(text, text, given)
        self._understood = plain if literal else hybrid.understand(text, given)
        self._ranked = self._rank()
        if not self._ranked and self._understood.found:
            # Nothing among the papers that the words named: better others, and to say so, than nothing.
            named = "、".join(value for _, value in self._understood.found)
            note = f"{named}的文件里没有找到，以下不限{named}"
            self._understood = replace(
                self._understood, filters=given, found=(), notes=(*self._understood.notes, note)
            )
            self._ranked = self._rank()
        self._topic = fold(self._understood.topic)
        self._voices = () if literal else tuple(hybrid.voices(self._understood.topic))

    def json(self) -> dict[str, Any]:
        understood = self._understood.json(self._concepts())
        if not self._ranked:  # no hits that a note could say something of
            understood["notes"] = []
        return {"query": self._understood.text, "understood": understood, "hits": self._hits()}

    def _rank(self) -> list[Ranked]:
        wanted = max(_THROUGH, self._k) if self._kind else self._k * _SPARE
        asked = self._understood
        return self._hybrid.rank(asked.topic, wanted, asked.filters, asked.boosts, self._literal)

    def _concepts(self) -> list[dict[str, Any]]:
        out = [
            {
                "id": voice.sense.id,
                "label": voice.sense.label,
                "as": "受众" if voice.sense.audience else "主题",
                "words": voice.by.words,
                "weight": round(voice.weight, 3),
            }
            for voice in self._voices
            if voice.relation == "self"
            and voice.weight >= (_SURE_BY_MEANING if voice.by.by_meaning else _SURE)
            and voice.sense.source != "table"
        ]
        return out[:_SHOWN_CONCEPTS]

    def _hits(self) -> list[dict[str, Any]]:
        clues = self._clues()
        if self._kind is not None:
            topic = self._hybrid.topic(self._understood.topic)
            if self._kind == "document":
                units = documents(self._ranked, topic)
            else:
                from search.ask.facts import Facts  # which the usual search does not need

                units = initiatives(self._ranked, topic, Facts(self._hybrid.workspace))
            return [
                self._explained({**hit(one.passage, score), **other}, one, clues)
                for one, score, other in units[: self._k]
            ]
        by_id = {one.passage.id: one for one in self._ranked}
        folded = fold_duplicates([one.passage for one in self._ranked], self._k)
        return [
            self._explained(
                {**hit(record, by_id[record.id].score), "duplicates": [_brief(other) for other in same]},
                by_id[record.id],
                clues,
            )
            for record, same in folded
        ]

    def _clues(self) -> _Clues:
        """The query's own words, then labels of what it names, then those of their neighbours; no words twice."""
        topic = self._topic
        words = content_words(self._hybrid.index.segmenter.cut(topic))
        own = [topic] if len(topic) <= 20 else []
        own += [word for word in words if len(word) > 1 or len(topic) == 1]
        clues: _Clues = dict.fromkeys(word for word in own if word)
        for voice in self._voices:
            if voice.relation == "self" or voice.weight >= _NEAR_ENOUGH:
                for label in voice.sense.wordings(everyday=voice.relation == "self"):
                    clues.setdefault(label, voice)
        return clues

    def _explained(self, found: dict[str, Any], ranked: Ranked, clues: _Clues) -> dict[str, Any]:
        text = folded(found["text"])
        spans: list[tuple[int, int]] = []
        matched: list[dict[str, Any]] = []
        for words, voice in clues.items():
            if words in text.folded and (places := text.spans(words)):
                spans += places
                concept = None if voice is None else voice.sense.label
                matched.append({"words": words, "by": self._by(words, voice), "concept": concept})
        if any(name in _VECTORS for name, _ in ranked.ranks):
            matched.append({"words": "", "by": "语义", "concept": None})
        asked = self._understood
        return {
            **found,
            "highlights": merged(spans),
            "why": {
                "retrievers": [{"name": name, "rank": rank} for name, rank in ranked.ranks],
                "rerank": None if ranked.rerank is None else round(ranked.rerank, 5),
                "matched": matched,
                "filters": [{"field": f, "value": v} for f, v in asked.found],
                "boosts": [
                    {"field": boost.field, "value": boost.value}
                    for boost in asked.boosts
                    if boost.applies(ranked.passage)
                ],
            },
        }

    def _by(self, words: str, voice: Voice | None) -> str:
        """How the query leads to these words."""
        if voice is None or words in self._topic:
            return "原词"
        if voice.relation != "self":
            return _BY_RELATION[voice.relation]
        if voice.by.by_meaning:
            return "语义"
        return "日常说法" if voice.by.everyday else "同义词"


def search(hybrid: Hybrid, text: str, k: int, given: Filters, literal: bool = False) -> dict[str, Any]:
    """`{"query", "understood", "hits": [hit]}` as in CONTRACT.md, best first; `literal` takes the query as mere words."""
    return Results(hybrid, text, k, given, literal).json()


def _brief(record: PassageRecord) -> dict[str, Any]:
    return {
        "id": record.id,
        "source_file": record.source_file,
        "locator": record.locator,
        "city": record.city or None,
    }
