"""Does a model find what everyday words mean (叙词归类、公文句命中率)? On concepts and sentences it has never learnt from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.thesaurus import Concept, Thesaurus
from search.embedding.paraphrases import Paraphrase
from search.embedding.static import normalised
from search.tokens import bigrams, fold

__all__ = ["Accuracy", "by_bigrams", "concept_accuracy", "sentence_accuracy"]

Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Of `asked` everyday labels, the share whose concept came first, or among the first ten of `among`."""

    at_1: float
    at_10: float
    asked: int
    among: int


def concept_accuracy(encode: Encode, thesaurus: Thesaurus, wanted: Iterable[str]) -> Accuracy:
    """Each everyday label of the `wanted` concepts against the preferred, official and short labels of all concepts.

    A concept is as near as its nearest label. Labels that also stand on the official side are not asked.
    """
    labels, owner = _shelf(thesaurus)
    return _count(thesaurus, wanted, owner, lambda texts: encode(texts) @ encode(labels).T)


def sentence_accuracy(encode: Encode, wanted: Sequence[Paraphrase], among: Sequence[Paraphrase]) -> Accuracy:
    """Each everyday saying of the `wanted` rows against the official sentences of those and of `among`."""
    rows = [*wanted, *among]
    shelf = encode([fold(row.official) for row in rows])
    asked = [(fold(saying), number) for number, row in enumerate(wanted) for saying in row.everyday]
    if not asked:
        return Accuracy(0.0, 0.0, 0, len(rows))
    scores = encode([text for text, _ in asked]) @ shelf.T
    right = scores[np.arange(len(asked)), [number for _, number in asked]]
    place = (scores >= right[:, None]).sum(axis=1)
    return Accuracy(float((place <= 1).mean()), float((place <= 10).mean()), len(asked), len(rows))


def by_bigrams(thesaurus: Thesaurus, wanted: Iterable[str]) -> Accuracy:
    """The same by shared sign pairs weighted by rarity, cosine: what words alone can do."""
    from collections import Counter
    from math import log

    labels, owner = _shelf(thesaurus)
    spread = Counter(g for label in labels for g in set(bigrams(label)))
    place = {g: i for i, g in enumerate(spread)}

    def vectors(texts: Sequence[str]) -> npt.NDArray[np.float32]:
        out = np.zeros((len(texts), len(place)), dtype=np.float32)
        for row, text in enumerate(texts):
            for gram in bigrams(text):
                if gram in place:
                    out[row, place[gram]] += log(1 + len(labels) / spread[gram])
        return normalised(out)

    return _count(thesaurus, wanted, owner, lambda texts: vectors(texts) @ vectors(labels).T)


def _shelf(thesaurus: Thesaurus) -> tuple[list[str], npt.NDArray[np.int64]]:
    labels: list[str] = []
    owner: list[int] = []
    for number, concept in enumerate(thesaurus):
        for label in (concept.preferred, *concept.official, *concept.abbreviations):
            labels.append(fold(label))
            owner.append(number)
    return labels, np.array(owner, dtype=np.int64)


def _count(
    thesaurus: Thesaurus,
    wanted: Iterable[str],
    owner: npt.NDArray[np.int64],
    scores_of: Callable[[Sequence[str]], npt.NDArray[np.float32]],
) -> Accuracy:
    number = {concept.id: i for i, concept in enumerate(thesaurus)}
    asked = [
        (fold(label), number[concept.id])
        for concept in map(thesaurus.concept, sorted(wanted))
        for label in _only_everyday(concept)
    ]
    if not asked:
        return Accuracy(0.0, 0.0, 0, len(number))
    scores = scores_of([text for text, _ in asked])
    best = np.full((len(asked), len(number)), -2.0, dtype=np.float32)
    for column, concept_number in enumerate(owner):
        np.maximum(best[:, concept_number], scores[:, column], out=best[:, concept_number])
    right = np.array([n for _, n in asked])
    place = (best >= best[np.arange(len(asked)), right][:, None]).sum(axis=1)
    return Accuracy(float((place <= 1).mean()), float((place <= 10).mean()), len(asked), len(number))


def _only_everyday(concept: Concept) -> list[str]:
    formal = {fold(label) for label in (concept.preferred, *concept.official, *concept.abbreviations)}
    return [label for label in concept.everyday if fold(label) not in formal]
