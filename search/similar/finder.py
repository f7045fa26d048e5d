"""Which measures of other places are like this one (相似举措)?

Asked by a name that stands in the papers, part of one, one with a slip of the pen, or a description. Passages come from
the search by concepts, by meaning and by words; the measures in them are compared with the one asked for.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from rapidfuzz.distance import DamerauLevenshtein

from kg import ids
from kg.errors import BackendError
from kg.model import Span
from kg.thesaurus import Thesaurus
from kg.views.passages import PassageRecord
from search.ask.facts import Facts
from search.dense import nearest
from search.hybrid import Hybrid, hit
from search.lexical import Filters
from search.similar.concepts import is_topic
from search.similar.lexicon import set_names
from search.similar.likeness import BY_MEANING, likeness, reasons
from search.similar.measures import Measure, Named, at, bare, measures
from search.similar.profile import Profile, Profiler
from search.tokens import content_words, fold

__all__ = ["Like", "Similar"]

_DEPTH: Final = 60
"""Passages that each retriever brings: in them the measures are looked for. With 120 no pair of tests/search/similar was found that is not with these."""
_FINALISTS: Final = 80
_OWN: Final = 6
"""Passages that say what the asked measure is."""
_TEXTS: Final = 3
"""What so many passages say of it makes its vector."""
_OTHERS: Final = 0.4
"""What is said elsewhere counts less than what the best passage says."""
_UNNAMED: Final = 0.85
_HOME: Final = 0.8
_NAME_AGAIN: Final = 0.85
_PLACE_AGAIN: Final = 0.85
"""What a further hit of the same name in another place keeps, and one of the same place."""
_SAME_AGAIN: Final = 0.6
"""…and what says again of the same place what was said."""
_ONE_MATTER: Final = 120
"""Signs: a passage no longer than this is of one matter."""
_LEAST: Final = 0.15
_LEAST_BY_MEANING: Final = 0.3
"""…where nothing that can be named speaks for it: below this the vectors' agreement is chance."""
_LEAST_NAME: Final = 4
"""Signs: a shorter name stands in other words by chance."""
_READ: Final = 4
"""Concepts that a description means, at most."""
_MASKED: Final = re.compile(r"[XxＸ×*＊○□某]")
_QUOTES: Final = re.compile(r"[“「『\"‘]([^”」』\"’]{2,})[”」』\"’]")

_EDITION: Final = re.compile(
    r"^(?:全市|全县|全区|全省)?(?:第[一二三四五六七八九十\d]+[届次期]|(?:19|20)\d\d年?度?)"
)


@dataclass(frozen=True, slots=True)
class Like:
    """A similar measure and why it is."""

    name: str
    score: float
    why: tuple[str, ...]
    passage: PassageRecord
    span: Span
    """Where the name, or the words that stand for one, are in the document's text."""
    subject: str
    """IRI of the task or document that has it."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for: its profile, what is said of it (the most telling first), its names and where it stands."""

    profile: Profile
    texts: tuple[str, ...]
    names: frozenset[str]
    homes: frozenset[str]
    common: bool
    """Whether the name is a word of the trade (职工书屋), which means another one elsewhere; a brand is one wherever it is told of."""

    def keeps(self, place: str) -> bool:
        """Whether the same name there means the same thing."""
        return not self.common or place in self.homes

    def is_told_by(self, measure: Measure) -> bool:
        """Whether it is the asked one itself: by its name, or as words without a name in a sentence or under a title that has it."""
        if _is_one(fold(measure.name), self.names) or _is_one(_core(measure.name), self.names):
            return True
        around = "" if measure.named else fold(f"{measure.passage.title}。{measure.sentence}")
        return any(len(name) >= _LEAST_NAME and name in around for name in self.names)


class Similar:
    """Compares measures of one workspace; what it has read is kept for the generation."""

    def __init__(self, hybrid: Hybrid) -> None:
        self.hybrid = hybrid
        self.facts = Facts.of(hybrid)
        self._generation = -1
        self._found: dict[str, list[tuple[Measure, Profile]]] = {}
        self._rare: dict[str, float] = {}
        self._known: dict[str, list[Named]] = {}
        self._profiler: Profiler | None = None
        self._thesaurus = Thesaurus.load()

    def similar(self, name: str, k: int = 10, city: str | None = None) -> dict[str, Any]:
        """`{"name", "hits": [hit with "name", "city", "why"]}`."""
        found = self.find(name, k, city)
        return {
            "name": name,
            "hits": [{**hit(f.passage, f.score), "name": f.name, "why": "；".join(f.why)} for f in found],
        }

    def find(self, name: str, k: int, city: str | None = None) -> list[Like]:
        """The best k. Those of the same place come after those of other places that are nearly as good."""
        self._fresh()
        if k <= 0 or not fold(name) or not self.hybrid.index.size:
            return []
        asked = self._asked(name)
        passages = self._passages(asked, Filters(city=city.removesuffix("市") if city else None))
        self._read(passage.document for passage in passages)
        pool = [
            (measure, profile)
            for passage in passages
            for measure, profile in self._of(passage)
            if not (asked.keeps(_place(passage)) and asked.is_told_by(measure))
        ]
        scored = sorted(((self._score(asked, m, p, None), m, p) for m, p in pool), key=lambda s: -s[0])[
            :_FINALISTS
        ]
        near = self._meaning(asked.texts, [p.text for _, _, p in scored])
        likes = []
        for (_, measure, profile), close in zip(scored, near, strict=True):
            score = self._score(asked, measure, profile, close)
            why = reasons(asked.profile, profile, close)
            if score >= (_LEAST if why != BY_MEANING else _LEAST_BY_MEANING):
                home = ids.expand(measure.passage.task or measure.passage.document)
                likes.append(
                    Like(measure.name, score, why, measure.passage, measure.span, measure.subject or home)
                )
        return _distinct(likes, k)

    # --- what is asked ------------------------------------------------------------------------------

    def _asked(self, name: str) -> _Asked:
        quoted = _QUOTES.search(name)
        whole = fold(name)
        core = fold(quoted[1]) if quoted else whole
        own = self._standing(whole) or self._standing(core)
        if not own and (core := self._meant(core)):
            own = self._standing(core)
        if own:
            return self._merged(name, whole, core, own)
        profile = self._profiles.of_text(name)
        topics = dict(profile.topics)
        read = [r for r in self.hybrid.readings(name) if r.sense.source == "thesaurus"]
        for reading in read[:_READ]:
            if is_topic(self._thesaurus.concept(reading.sense.id)):
                topics[reading.sense.id] = max(topics.get(reading.sense.id, 0.0), reading.weight)
        return _Asked(replace(profile, topics=topics), (name,), frozenset({whole}), frozenset(), common=True)

    def _standing(self, words: str) -> list[Measure]:
        """Where the papers name or mention it: the passages that say most of it first."""
        if len(words) < 2:
            return []
        out: list[Measure] = []
        found = self.hybrid.index.by_phrase(words, 4 * _OWN)
        within = [m for m in found if m.passage.kind != "header"]
        for match in within or found:
            text = self.facts.text(match.passage.document)
            own = [
                m
                for m, _ in self._of(match.passage)
                if words in fold(m.name) or (m.named and words in fold(m.naming))
            ]
            out += own or at(text, match.passage, words, self._names_in(match.passage))
        exact = [m for m in out if m.named and words in (fold(m.name), _core(m.name))]
        return sorted(exact or out, key=lambda m: (not m.named, -m.telling, -len(m.sentence)))

    def _meant(self, core: str) -> str:
        """A name of the papers that differs by a slip of the pen; "" for none, or where the words are common ones."""
        if len(core) < 4 or self._thesaurus.by_label(core):
            return ""
        slips = 1 if len(core) < 7 else 2
        known: dict[str, int] = {}
        for match in self.hybrid.index.by_bigrams(core, 20):
            for measure, _ in self._of(match.passage):
                folded = fold(measure.name)
                far = DamerauLevenshtein.distance(core, folded, score_cutoff=slips)
                if measure.named and far <= slips:
                    known[folded] = far
        return min(known, key=lambda n: (known[n], n)) if known else ""

    def _merged(self, name: str, whole: str, core: str, own: Sequence[Measure]) -> _Asked:
        profiles = [self._profiles.of(m) for m in own[:_OWN]]
        topics: dict[str, float] = {}
        groups: dict[str, float] = {}
        kinds: dict[str, float] = {}
        bag: dict[str, float] = {}
        for rank, profile in enumerate((self._profiles.of_text(name), *profiles)):
            share = 1.0 if rank < 2 else _OTHERS
            for into, part in (
                (topics, profile.topics),
                (groups, profile.groups),
                (kinds, profile.kinds),
                (bag, profile.words),
            ):
                for key, weight in part.items():
                    into[key] = max(into.get(key, 0.0), share * weight)
        texts = tuple(dict.fromkeys(profile.text for profile in profiles[:_TEXTS]))
        common = core in set_names() or bool(self._thesaurus.by_label(core))
        homes = frozenset(_place(m.passage) for m in (own[:1] if common else own))
        return _Asked(
            Profile(topics, groups, kinds, bag, texts[0]), texts, frozenset({whole, core}), homes, common
        )

    # --- what there is ------------------------------------------------------------------------------

    def _passages(self, asked: _Asked, filters: Filters) -> list[PassageRecord]:
        index = self.hybrid.index
        found: dict[str, PassageRecord] = {}
        words = " ".join(content_words(index.segmenter.words(asked.texts[0])))
        for matches in (
            self.hybrid.concepts(asked.texts[0], _DEPTH, filters),
            nearest(self.hybrid, asked.texts[0], filters, _DEPTH),
            index.by_words(words, _DEPTH, filters),
        ):
            for match in matches:
                if match.passage.kind != "header":
                    found.setdefault(match.passage.id, match.passage)
        return list(found.values())

    def _of(self, passage: PassageRecord) -> list[tuple[Measure, Profile]]:
        found = self._found.get(passage.id)
        if found is None:
            text = self.facts.text(passage.document)
            found = self._found[passage.id] = [
                (m, self._profiles.of(m))
                for m in measures(text, passage, self._names_in(passage), self._thesaurus)
            ]
        return found

    def _names_in(self, passage: PassageRecord) -> list[Named]:
        self._read([passage.document])
        return [n for n in self._known[passage.document] if passage.start <= n.span.start < passage.end]

    def _read(self, documents: Iterable[str]) -> None:
        """The names that the graph knows in these documents; a task's before its document's."""
        for document in dict.fromkeys(documents):
            if document in self._known:
                continue
            names: dict[Span, Named] = {}
            for fact in self.facts.of_predicate(self.facts.heads[document], "gh:hasInitiative"):
                if fact.span not in names or ":task:" in fact.subject:
                    names[fact.span] = Named(fact.span, fact.subject)
            self._known[document] = sorted(names.values(), key=lambda n: n.span)

    @property
    def _profiles(self) -> Profiler:
        if self._profiler is None:
            index = self.hybrid.index
            self._profiler = Profiler(lambda t: content_words(index.segmenter.cut(t)), self._rarity)
        return self._profiler

    def _rarity(self, word: str) -> float:
        found = self._rare.get(word)
        if found is None:
            total = max(2, self.hybrid.index.size)
            often = self.hybrid.index.frequency(word)
            found = self._rare[word] = max(0.0, math.log(total / (1 + often)) / math.log(total))
        return found

    def _fresh(self) -> None:
        generation = self.hybrid.index.generation
        if generation != self._generation:
            self._generation, self._profiler = generation, None
            self._found, self._known, self._rare = {}, {}, {}

    # --- comparing ----------------------------------------------------------------------------------

    def _score(self, asked: _Asked, measure: Measure, profile: Profile, near: float | None) -> float:
        score = likeness(asked.profile, profile, near)
        if not measure.named:
            score *= _UNNAMED
        if _place(measure.passage) in asked.homes:
            score *= _HOME
        return score

    def _meaning(self, asked: Sequence[str], others: Sequence[str]) -> list[float | None]:
        """Cosines of the others with the mean of what is asked; None each where there is no model."""
        embedder = self.hybrid.models.embedder
        if embedder is None or not others:
            return [None] * len(others)
        try:
            vectors = embedder.encode([fold(text) for text in (*asked, *others)])
        except BackendError:
            return [None] * len(others)
        mean = vectors[: len(asked)].mean(axis=0)
        length = float(np.linalg.norm(mean))
        return [float(x) / length if length else 0.0 for x in vectors[len(asked) :] @ mean]


def _distinct(likes: Sequence[Like], k: int) -> list[Like]:
    """The best k, each name of a place once; what repeats a name or a place heard before counts less."""
    best: dict[tuple[str, str], Like] = {}
    for like in likes:
        key = (_core(like.name), _place(like.passage))
        if key not in best or like.score > best[key].score:
            best[key] = like
    waiting = sorted(best.items(), key=lambda x: (-x[1].score, x[1].passage.source_file, x[1].span))
    names: Counter[str] = Counter()
    told: defaultdict[str, list[tuple[str, PassageRecord]]] = defaultdict(list)
    out: list[Like] = []
    while waiting and len(out) < k:
        worth = [
            like.score
            * _NAME_AGAIN ** names[n]
            * _PLACE_AGAIN ** len(told[p])
            * (_SAME_AGAIN if any(_same(n, like.passage, *other) for other in told[p]) else 1.0)
            for (n, p), like in waiting
        ]
        at_best = max(range(len(worth)), key=worth.__getitem__)
        (name, place), like = waiting.pop(at_best)
        names[name] += 1
        told[place].append((name, like.passage))
        out.append(replace(like, score=worth[at_best]))
    return out


def _same(name: str, passage: PassageRecord, other: str, beside: PassageRecord) -> bool:
    """Whether two of a place are one matter: one name in the other, or two phrases of one short passage."""
    if min(len(name), len(other)) >= _LEAST_NAME and (name in other or other in name):
        return True
    return passage.id == beside.id and len(passage.text) <= _ONE_MATTER


def _core(name: str) -> str:
    """What tells a name from others: 第三届“百工竞秀”职业技能竞赛 → 百工竞秀."""
    quoted = _QUOTES.search(name)
    return fold(quoted[1]) if quoted else _EDITION.sub("", fold(bare(name)))


def _place(passage: PassageRecord) -> str:
    """The place, where it tells one from another; else the document: X区 may be any."""
    place = passage.place
    return passage.document if not place or _MASKED.search(place) else place


def _is_one(name: str, asked: frozenset[str]) -> bool:
    return any(
        name == one or (min(len(name), len(one)) >= 3 and (name in one or one in name)) for one in asked
    )
