"""Which concepts say what a measure is about, whom it serves, and which say nothing (叙词的作用)?"""

from __future__ import annotations

from functools import cache
from typing import Final

from kg.thesaurus import Concept, Thesaurus

__all__ = ["depth", "groups", "is_topic", "sets_apart", "specific"]

_ALL: Final = "职工群体"
_EVERYBODY: Final = frozenset(
    {_ALL, "用人单位", "工会会员", "工会干部", "产业工人", "技术工人", "学生", "党员", "农民", "工会主席"}
)
"""Groups that are named in every other sentence and set nothing apart."""
_HOUSEKEEPING: Final = frozenset(
    {
        "工会组织机构",
        "计划总结",
        "会议组织",
        "督查督办",
        "调查研究",
        "工会工作服务大局",
        "工会宣传",
        "机关党建",
    }
)
"""Concepts that stand in papers of any kind and are no measure's topic."""

_FEW: Final = 3
"""A concept with more narrower ones is a field of work."""


@cache
def groups() -> frozenset[str]:
    """Ids of the concepts under 职工群体, itself among them."""
    thesaurus = Thesaurus.load()
    found = {_ALL}
    while more := {c.id for c in thesaurus if c.id not in found and found.intersection(c.broader)}:
        found |= more
    return frozenset(found)


def sets_apart(concept: Concept) -> bool:
    """Whether it is a group of people that not every measure serves."""
    return concept.id in groups() and concept.id not in _EVERYBODY


def is_topic(concept: Concept) -> bool:
    """Whether it says what is done."""
    return concept.id not in groups() and concept.id not in _HOUSEKEEPING


def specific(concept: Concept) -> bool:
    """Whether a topic is so narrow that its label may stand for a measure."""
    return is_topic(concept) and not concept.is_top and len(concept.narrower) <= _FEW


@cache
def depth(concept_id: str) -> int:
    """Steps below the top, by the shortest way."""
    concept = Thesaurus.load().concept(concept_id)
    return 0 if concept.is_top else 1 + min((depth(b) for b in concept.broader), default=0)
