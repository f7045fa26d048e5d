"""What is a triple, and how does one become a quad of a graph (三元组)?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad

Term = NamedNode | Literal
Triple = tuple[NamedNode, NamedNode, Term]


def triples_of(quads: Iterable[Quad]) -> set[Triple]:
    """Quads of one graph without its name."""
    return {cast(Triple, (q.subject, q.predicate, q.object)) for q in quads}


def quads_of(graph: str, triples: Iterable[Triple]) -> list[Quad]:
    """Triples as quads of the graph with this IRI."""
    name = NamedNode(graph)
    return [Quad(s, p, o, name) for s, p, o in triples]
