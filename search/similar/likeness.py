"""How alike are two measures, and in what (相近程度与理由)?"""

from __future__ import annotations

import math
from functools import cache
from typing import Final

from kg.thesaurus import Thesaurus
from search.similar.profile import Profile, cosine

__all__ = ["BY_MEANING", "WEIGHTS", "likeness", "reasons"]

WEIGHTS: Final = {"topics": 0.2, "kinds": 0.25, "meaning": 0.4, "words": 0.07, "groups": 0.08}
"""Chosen on the development half of tests/search/similar/pairs.json, alone and among 30 other papers: `meaning` pays most (mean
reciprocal rank among the others 0.38 with half of the first guess, 0.43 with twice), the rest may vary by a third within 0.05."""
_NEAR: Final = {"narrower": 0.7, "broader": 0.5, "sibling": 0.35, "related": 0.4}
_NO_MEANING: Final = 0.2
_MUCH: Final = 0.8
"""Cosines at which two texts have nothing, and all, in common."""
_ITSELF: Final = 0.6
"""The weight of what is said in the measure's own sentences (`search.similar.profile`)."""
_STRONG: Final = 0.45
BY_MEANING: Final = ("描述意思相近",)
"""The reason where there is no other: only the vectors agree."""


@cache
def _kin(concept_id: str) -> dict[str, float]:
    """Neighbours of a concept with how near they are. Children of a top concept are no siblings."""
    thesaurus = Thesaurus.load()
    here = thesaurus.concept(concept_id)
    out: dict[str, float] = {}
    for above in here.broader:
        parent = thesaurus.concept(above)
        if not parent.is_top:
            out[above] = _NEAR["broader"]
            for sibling in parent.narrower:
                out.setdefault(sibling, _NEAR["sibling"])
    for one in here.related:
        out[one] = max(out.get(one, 0.0), _NEAR["related"])
    for one in here.narrower:
        out[one] = _NEAR["narrower"]
    out[concept_id] = 1.0
    return out


def _topics(left: dict[str, float], right: dict[str, float]) -> float:
    """What both speak of, 0..1, neighbours in the thesaurus counting in part."""
    if not left or not right:
        return 0.0
    return math.sqrt(_covered(left, right) * _covered(right, left))


def _covered(left: dict[str, float], right: dict[str, float]) -> float:
    got = total = 0.0
    for one, weight in left.items():
        kin = _kin(one)
        best = max((near * min(1.0, right[k] / weight) for k, near in kin.items() if k in right), default=0.0)
        got += weight * weight * best
        total += weight * weight
    return got / total if total else 0.0


def _groups(left: dict[str, float], right: dict[str, float]) -> float:
    """1 for the same people, -0.5 for others, 0 where one does not say."""
    if not left or not right:
        return 0.0
    near = max((a * b * _kin(x).get(y, 0.0) for x, a in left.items() for y, b in right.items()), default=0.0)
    return near if near > 0 else -0.5


def likeness(left: Profile, right: Profile, near: float | None) -> float:
    """0..1, about; `near` is the cosine of their texts, None without a model."""
    parts = {
        "topics": _topics(left.topics, right.topics),
        "kinds": cosine(left.kinds, right.kinds) * _said(left.kinds) * _said(right.kinds),
        "words": cosine(left.words, right.words),
        "groups": _groups(left.groups, right.groups),
    }
    if near is not None:
        parts["meaning"] = min(1.0, max(0.0, (near - _NO_MEANING) / (_MUCH - _NO_MEANING)))
    whole = sum(weight for name, weight in WEIGHTS.items() if name in parts)
    return sum(WEIGHTS[name] * part for name, part in parts.items()) / whole


def _said(weights: dict[str, float]) -> float:
    """1 for what the measure itself says, less for what only the heading above it says."""
    return min(1.0, max(weights.values(), default=0.0) / _ITSELF)


def reasons(left: Profile, right: Profile, near: float | None) -> tuple[str, ...]:
    """Why they are alike, in Chinese, the strongest first; never empty."""
    out = []
    people = _best({g: w * right.groups[g] for g, w in left.groups.items() if g in right.groups}, 2)
    if people:
        out.append(f"都面向{'、'.join(people)}")
    kinds = _best({k: w * right.kinds[k] for k, w in left.kinds.items() if k in right.kinds}, 2)
    if kinds:
        out.append(f"做法相近：{'、'.join(kinds)}")
    topics = _best({t: w * right.topics[t] for t, w in left.topics.items() if t in right.topics}, 2)
    if topics:
        out.append(f"叙词相同：{'、'.join(topics)}")
    elif kin := {
        f"{one}与{other}": near_by * w * right.topics[other]
        for one, w in left.topics.items()
        for other, near_by in _kin(one).items()
        if other in right.topics
    }:
        out.append(f"叙词相关：{_best(kin, 1)[0]}")
    told = "".join(out)
    words = {w: x * right.words[w] for w, x in left.words.items() if w in right.words and w not in told}
    if words:
        out.append(f"都说到{'、'.join(_best(words, 3))}")
    if not out or (near is not None and near >= _STRONG and len(out) < 2):
        out += BY_MEANING
    return tuple(out)


def _best(weights: dict[str, float], k: int) -> list[str]:
    """The k heaviest that weigh at least a third of the heaviest."""
    least = max(weights.values(), default=0.0) / 3
    return [w for w in sorted(weights, key=lambda key: (-weights[key], key)) if weights[w] >= least][:k]
