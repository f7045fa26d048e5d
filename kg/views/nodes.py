"""What does one document's graph say of each of its nodes (图中节点)? Read whole, in one scan."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pyoxigraph import Quad, Triple

from kg.vocabulary import curie

__all__ = ["Nodes", "nodes_of", "short_name"]

Nodes = dict[str, dict[str, list[str]]]
"""Node (IRI) → property (CURIE) → values, in the order of the store."""

short_name = cache(curie)
"""An IRI of the vocabularies as a CURIE."""


def nodes_of(quads: Iterable[Quad]) -> Nodes:
    """The statements of one graph, by node."""
    out: Nodes = {}
    for quad in quads:
        subject, value = quad.subject, quad.object
        if isinstance(subject, Triple) or isinstance(value, Triple):
            continue  # documents' graphs have none
        node = out.get(subject.value)
        if node is None:
            node = out[subject.value] = {}
        node.setdefault(short_name(quad.predicate.value), []).append(value.value)
    return out
