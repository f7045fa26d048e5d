"""Which other words speak of what a text asks for, and how much (查询扩展)?

Three sources: the union thesaurus (`kg.thesaurus`), the general layer (`kg.general_terms`) and the search's own small table
(`data/lexicon/synonyms.tsv`, words of the trade that are no label in the thesaurus). A text names a sense by a label that stands
in it, or loosely, by most of a label's sign pairs; the sense then speaks through all its labels and through those of its neighbours.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import os
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final, overload

from kg.resources import resource
from search.synonyms import EVERYDAY, OFFICIAL, SHORT, shipped
from search.tokens import bigrams, fold

if TYPE_CHECKING:
    from search.label_index import NearLabel
    from search.sign_pairs import SignPairs

__all__ = ["LEAST_LIKENESS", "Expander", "Label", "Reading", "Sense", "Voice", "boundaries", "expander"]

_FORMAT: Final = 4
_FILES: Final = ("thesaurus/union.ttl", "thesaurus/general.tsv", "lexicon/synonyms.tsv")
_AUDIENCES: Final = "职工群体"
"""The thesaurus's concept above all who are served: they narrow a topic, they are not the topic (女职工, 农民工)."""

# Kinds of label, one digit each in the compiled form. Answers and remedies (official words of the general layer) are
# looked for in documents and never read in a question: who asks for 经费 did not say 钱花哪了.
_PREFERRED, _OFFICIAL, _SHORT, _EVERYDAY, _ANSWER, _REMEDY = "0", "1", "2", "3", "4", "5"
_KINDS: Final = {
    "preferred": _PREFERRED, "official": _OFFICIAL, "abbreviation": _SHORT, "everyday": _EVERYDAY,
    OFFICIAL: _OFFICIAL, SHORT: _SHORT, EVERYDAY: _EVERYDAY,
}  # fmt: skip
_WORTH: Final = {_PREFERRED: 1.0, _OFFICIAL: 1.0, _SHORT: 0.85, _EVERYDAY: 0.7, _ANSWER: 0.9, _REMEDY: 0.7}
"""How much a passage with such a label speaks of the sense. 0.3 to 0.8 for everyday labels are within noise."""
_STEP: Final = {"narrower": 0.64, "related": 0.24, "broader": 0.16}
"""What a neighbour keeps of a sense's weight. Halving all of them costs 0.002 on keywords, leaving them out 0.004."""
_GENERAL: Final = 0.7
"""A phrase of ordinary Chinese says less of union work than a label of the thesaurus."""
_LOOSE: Final = 0.6
_LEAST_SHARE: Final = 0.5
_LEAST_COUNT: Final = 0.34
"""Labels with a smaller share of sign pairs in common, all alike, are not weighed: it costs time and finds nothing."""
_MOST_LOOSE: Final = 6
_AUDIENCE: Final = 0.4
"""What an audience weighs beside a topic. 0.2 to 0.7 are within noise; alone it is the topic."""
_COMMON: Final = 40
"""A short label that stands in more labels than this is an ordinary word (职工, 工人, 宣传), the less worth the more it does."""
_BUSY: Final = 600
"""A sign pair of more labels than this (工会, 职工) brings no label up for comparison by itself."""
_MOST_COMPARED: Final = 200
LEAST_LIKENESS: Final = 0.4
"""Cosine of a text and a label from which the label says something of the text. 0.35 to 0.5 are within noise."""
_MOST_NEAR: Final = 4
"""Senses found by the nearest labels. 3 to 10 are within noise."""
_MOST_KEPT: Final = 20_000
"""Sign pairs whose places are remembered."""


@dataclass(frozen=True, slots=True)
class Label:
    """One wording of a sense, folded; `worth` in 0..1, `everyday` where it is how people say it."""

    text: str
    worth: float
    everyday: bool


@dataclass(frozen=True, slots=True)
class Sense:
    """A concept with its labels. `codes` has one digit a label, `near` (row of a neighbour, relation)."""

    id: str
    label: str
    audience: bool
    names: tuple[str, ...]
    codes: str
    near: tuple[tuple[int, str], ...] = ()

    @property
    def source(self) -> str:
        """`thesaurus`, `general` or `table`."""
        head, colon, _ = self.id.partition(":")
        return head if colon else "thesaurus"

    def wordings(self, everyday: bool) -> Iterable[str]:
        """Its labels' texts; `everyday` ones too, or without them."""
        if everyday or _EVERYDAY not in self.codes:
            return self.names
        return (name for name, code in zip(self.names, self.codes, strict=True) if code != _EVERYDAY)

    def labels(self) -> Iterator[Label]:
        for name, code in zip(self.names, self.codes, strict=True):
            yield Label(name, _WORTH[code], code == _EVERYDAY)


@dataclass(frozen=True, slots=True)
class Reading:
    """A sense that a text names. `weight` in 0..1; `words` are the label by which, standing at `start` of the folded text,
    -1 where it stands there only loosely; `everyday` where that label is how people say it; `by_meaning` where the text has
    only the meaning of that label."""

    row: int
    sense: Sense
    weight: float
    words: str
    start: int
    everyday: bool
    by_meaning: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """A sense that may speak for a text: one that it names, or a neighbour. `relation` is how it is reached from `by`."""

    sense: Sense
    weight: float
    relation: str
    by: Reading


Owners = Mapping[str, str]
"""Label → rows of its senses, each with the kind of label behind it ("17:0,204:3"), for all labels that a question may have."""


class _Rows(Sequence[Sense]):
    """Senses as lines of the compiled form, each made when it is wanted: a question wants a hundred of five thousand."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._made: dict[int, Sense] = {}

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, place: int) -> Sense: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Sense]: ...
    def __getitem__(self, place: int | slice) -> Sense | Sequence[Sense]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        found = self._made.get(place)
        if found is None:
            found = self._made[place] = _sense_of(self._lines[place])
        return found


def _line_of(sense: Sense) -> str:
    near = " ".join(f"{row}:{relation}" for row, relation in sense.near)
    return "\t".join(
        (sense.id, sense.label, str(int(sense.audience)), "|".join(sense.names), sense.codes, near)
    )


def _sense_of(line: str) -> Sense:
    key, label, audience, names, codes, near = line.split("\t")
    links = (link.split(":") for link in near.split())
    return Sense(
        key,
        label,
        audience == "1",
        tuple(names.split("|")),
        codes,
        tuple((int(row), relation) for row, relation in links),
    )


class Expander:
    """All senses with their labels. Read-only, share one freely."""

    def __init__(self, senses: Sequence[Sense], owners: Owners | None = None) -> None:
        """`owners` as `_owners_of` gives them, where they are known already."""
        self.senses = senses
        owners = _owners_of(senses) if owners is None else owners
        self._labels = tuple(owners)
        self._owners = owners
        self._longest = max(map(len, owners), default=0)
        self._shelf = "\n".join(self._labels)
        self._starts = list(accumulate((len(name) + 1 for name in self._labels), initial=0))
        self._known: dict[str, tuple[int, ...]] = {}
        self._rare: dict[str, float] = {}
        self._own: dict[int, frozenset[str]] = {}
        self._weights: dict[int, float] = {}

    def read(self, folded: str, cuts: Collection[int] | None = None) -> list[Reading]:
        """What a folded text speaks of, the surest first, each sense once.

        `cuts` are the places where its words begin or end (`boundaries`): a label that crosses one without filling
        its words stands there by chance (入会 in 加入会议). Beside a topic, audiences weigh less.
        """
        best: dict[int, Reading] = {}
        for one in (*self._standing(folded, cuts), *self._loosely(folded)):
            if one.row not in best or one.weight > best[one.row].weight:
                best[one.row] = one
        found = list(best.values())
        if any(not one.sense.audience and one.sense.source != "table" for one in found):
            found = [
                replace(one, weight=one.weight * _AUDIENCE) if one.sense.audience else one for one in found
            ]
        return sorted(found, key=lambda one: (-one.weight, one.row))

    def meant(self, readings: Sequence[Reading], near: Iterable[NearLabel]) -> list[Reading]:
        """The senses read in a text, and those with the labels nearest to it, best first; the surest first, each once."""
        best = {one.row: one for one in readings}
        seen: set[int] = set()
        for row, place, likeness in near:
            sense = self.senses[row]
            if row in seen or sense.audience or sense.source == "table":
                continue
            if len(seen) == _MOST_NEAR:
                break
            seen.add(row)
            weight = min(1.0, (likeness - LEAST_LIKENESS) / (1 - LEAST_LIKENESS)) * _trust(sense)
            if row not in best or weight > best[row].weight:
                everyday = sense.codes[place] == _EVERYDAY
                best[row] = Reading(row, sense, weight, sense.names[place], -1, everyday, by_meaning=True)
        return sorted(best.values(), key=lambda one: (-one.weight, one.row))

    def voices(self, readings: Sequence[Reading]) -> list[Voice]:
        """The senses that speak for a text: those read in it, then their neighbours, each by its heaviest way."""
        best = {one.row: Voice(one.sense, one.weight, "self", one) for one in readings}
        for one in readings:
            for row, relation in one.sense.near:
                weight = one.weight * _STEP[relation]
                sense = self.senses[row]
                if sense.audience and not one.sense.audience:
                    continue
                if row not in best or best[row].weight < weight:
                    best[row] = Voice(sense, weight, relation, one)
        return list(best.values())

    def stands(self, word: str) -> bool:
        """Whether a folded word is a label."""
        return word in self._owners

    def _standing(self, folded: str, cuts: Collection[int] | None) -> Iterator[Reading]:
        """By the longest labels, from left to right; a label inside a longer one does not count."""
        reach = 0
        for start in range(len(folded)):
            for end in range(min(len(folded), start + self._longest), max(start + 1, reach), -1):
                word = folded[start:end]
                if word not in self._owners or (len(word) == 2 and _by_chance(start, end, cuts)):
                    continue
                reach = end
                for row, code in _pairs(self._owners[word]):
                    sense = self.senses[row]
                    weight = (1.0 if word == folded else self._plainness(word)) * _trust(sense)
                    yield Reading(row, sense, weight, word, start, code == _EVERYDAY)
                break

    def _loosely(self, folded: str) -> Iterator[Reading]:
        """By labels the text has in other order or with words between: everyday speech rarely says one as it stands."""
        grams = list(dict.fromkeys(gram for gram in bigrams(folded) if len(gram) > 1))
        count: Counter[int] = Counter()
        busy = 0
        for gram in grams:
            places = self._places(gram)
            if len(places) <= _BUSY:
                count.update(places)
            else:
                busy += 1
        asked = set(grams)
        whole = sum(map(self._rarity, grams)) or 1.0
        found: dict[int, tuple[float, str, str]] = {}
        total = len(self._labels)
        # The most frequent first, then by number: as numbers, which sort faster than pairs.
        first = sorted(number - often * total for number, often in count.items())
        for place in first[:_MOST_COMPARED]:
            number = place % total
            most = (number - place) // total + busy  # pairs in common
            if most < 2:
                break
            own = self._pairs_of(number)
            if most < _LEAST_COUNT * len(own):
                continue
            both = own & asked
            if len(both) < 2 or len(both) < _LEAST_COUNT * len(own):
                continue
            shared = math.fsum(map(self._rarity, both))
            share = shared / self._weight_of(number)
            if share < _LEAST_SHARE:
                continue
            label = self._labels[number]
            weight = _LOOSE * share * math.sqrt(shared / whole) * self._plainness(label)
            for row, code in _pairs(self._owners[label]):
                if row not in found or weight > found[row][0]:
                    found[row] = (weight, label, code)
        for row, (weight, label, code) in sorted(found.items(), key=lambda f: (-f[1][0], f[0]))[:_MOST_LOOSE]:
            sense = self.senses[row]
            yield Reading(row, sense, weight * _trust(sense), label, -1, code == _EVERYDAY)

    def _plainness(self, word: str) -> float:
        """1 for a term, less for an ordinary word: by how many labels have it inside."""
        if len(word) > 3:
            return 1.0
        return math.sqrt(min(1.0, _COMMON / max(1, len(self._places(word)))))

    @cached_property
    def _sign_pairs(self) -> SignPairs:
        from search.sign_pairs import SignPairs  # and numpy, which those who only make an index do not need

        return SignPairs(self._shelf)

    def _pairs_of(self, number: int) -> frozenset[str]:
        """The sign pairs of a label."""
        found = self._own.get(number)
        if found is None:
            found = self._own[number] = frozenset(bigrams(self._labels[number]))
        return found

    def _weight_of(self, number: int) -> float:
        """What the sign pairs of a label weigh together; the same whatever order they are added in."""
        found = self._weights.get(number)
        if found is None:
            found = self._weights[number] = math.fsum(map(self._rarity, self._pairs_of(number)))
        return found

    def _rarity(self, gram: str) -> float:
        found = self._rare.get(gram)
        if found is None:
            found = math.log(len(self._labels) / (1 + self._often(gram))) + 0.1
            if len(self._rare) < _MOST_KEPT:
                self._rare[gram] = found
        return found

    def _often(self, gram: str) -> int:
        """How many times it stands in the labels."""
        if len(gram) != 2 or gram[0] == gram[1]:
            return self._shelf.count(gram)
        return len(self._sign_pairs.places(gram))

    def _places(self, words: str) -> tuple[int, ...]:
        """The numbers of the labels that have these signs."""
        found = self._known.get(words)
        if found is None:
            found = tuple(
                dict.fromkeys(bisect_right(self._starts, at) - 1 for at in self._standing_at(words))
            )
            if len(self._known) < _MOST_KEPT:
                self._known[words] = found
        return found

    def _standing_at(self, words: str) -> Iterator[int]:
        """Where in the long text words of two signs or more stand."""
        for at in self._sign_pairs.places(words[:2]).tolist():
            if len(words) == 2 or self._shelf.startswith(words, at):
                yield at


def _trust(sense: Sense) -> float:
    return _GENERAL if sense.source == "general" else 1.0


def boundaries(words: Sequence[str]) -> frozenset[int]:
    """Where the words of a text begin and end, when they stand side by side."""
    out = [0]
    for word in words:
        out.append(out[-1] + len(word))
    return frozenset(out)


def _by_chance(start: int, end: int, cuts: Collection[int] | None) -> bool:
    """Whether the span ends one word and begins another, filling neither: a cut inside it, and none at its edges."""
    if cuts is None:
        return False
    return start not in cuts and end not in cuts and any(start < cut < end for cut in cuts)


# --- compiling ---------------------------------------------------------------------------------------------------------


@cache
def expander(folder: Path | None = None) -> Expander:
    """The senses that ship with the program. With a folder, their compiled form is kept there: reading it takes a tenth of
    the time of reading the sources; it is made anew when one of them has changed."""
    if folder is None:
        return Expander(_compiled())
    file = folder / "expansion.json"
    own = stamp()
    known = _read(file, own)
    if known is not None:
        return known
    made = Expander(_compiled())
    _write(file, own, made)
    return made


def wordings() -> frozenset[str]:
    """Every label of every sense, folded."""
    return frozenset(name for sense in _compiled() for name in sense.names)


@cache
def stamp() -> str:
    """Of the sources: another stamp, other wordings."""
    sources = hashlib.blake2b(bytes([_FORMAT]), digest_size=16)
    for name in _FILES:
        sources.update(resource(name).read_bytes())
    return sources.hexdigest()


@cache
def _compiled() -> tuple[Sense, ...]:
    from kg.general_terms import GeneralTerms
    from kg.general_terms import Relation as Likeness
    from kg.thesaurus import Relation, Thesaurus

    thesaurus = Thesaurus.load()
    rows = {concept.id: row for row, concept in enumerate(thesaurus)}
    served = {_AUDIENCES}
    while more := {c.id for c in thesaurus if c.id not in served and served.intersection(c.broader)}:
        served |= more
    out: list[Sense] = []
    for concept in thesaurus:
        labels: dict[str, str] = {}
        for label, kind in concept.labels():
            labels.setdefault(fold(label), _KINDS[kind.value])
        near = tuple(
            (rows[one.concept.id], one.relation.value)
            for one in thesaurus.expand(concept)
            if one.relation is not Relation.SELF
        )
        out.append(_sense(concept.id, concept.preferred, concept.id in served, labels, near))
    for number, row in enumerate(GeneralTerms.load().rows):
        code = _REMEDY if row.relation is Likeness.RELATED else _ANSWER
        labels = {fold(label): _EVERYDAY for label in row.everyday}
        answers = {fold(label): code for label in row.official}
        out.append(_sense(f"general:{number}", row.official[0], False, answers | labels))
    known = {name for sense in out for name in sense.names}
    groups = {name for sense in out if sense.audience for name in sense.names}
    for entry in shipped().concepts:
        if any(name not in known for name in entry.words):
            labels = {name: _KINDS[worth] for name, worth in entry.labels}
            audience = fold(entry.name) in groups
            out.append(_sense(f"table:{entry.name}", entry.name, audience, labels))
    return tuple(out)


def _sense(
    identifier: str,
    label: str,
    audience: bool,
    labels: dict[str, str],
    near: tuple[tuple[int, str], ...] = (),
) -> Sense:
    kept = {name: code for name, code in labels.items() if len(name) > 1}
    return Sense(identifier, label, audience, tuple(kept), "".join(kept.values()), near)


def _owners_of(senses: Sequence[Sense]) -> dict[str, str]:
    owners: dict[str, list[str]] = {}
    for row, sense in enumerate(senses):
        for name, code in zip(sense.names, sense.codes, strict=True):
            if code < _ANSWER:
                owners.setdefault(name, []).append(f"{row}:{code}")
    return {name: ",".join(found) for name, found in owners.items()}


def _pairs(written: str) -> Iterator[tuple[int, str]]:
    for one in written.split(","):
        row, _, code = one.partition(":")
        yield int(row), code


def _read(file: Path, stamp: str) -> Expander | None:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        if data["stamp"] != stamp:
            return None
        owners = dict(zip(data["labels"].split("\n"), data["owners"].split(" "), strict=True))
        return Expander(_Rows(data["senses"].split("\n")), owners)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _write(file: Path, stamp: str, made: Expander) -> None:
    """What cannot be written (a folder that may only be read) is compiled again next time."""
    owners = _owners_of(made.senses)
    form = {
        "stamp": stamp,
        "labels": "\n".join(owners),
        "owners": " ".join(owners.values()),
        "senses": "\n".join(map(_line_of, made.senses)),
    }
    draft = file.with_name(f"{file.name}.{os.urandom(4).hex()}")
    with contextlib.suppress(OSError):
        try:
            draft.write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
            os.replace(draft, file)
        finally:
            draft.unlink(missing_ok=True)
