"""How are two entities tied to each other, and which words say so (两个实体如何关联)?

From both ends the edges are read outwards, a few hundred nodes a round, until the two sides meet and once more; over what
was read networkx finds the cheapest simple paths. A way costs its relations (`schema.RELATIONS`) and, at each node in
between, log2(1 + ties/4): a step through a paper of two hundred tasks or a union that every paper names says little.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, Final

from kg.errors import InputError
from kg.graph.describing import Describer
from kg.graph.lookup import Meant, meant_by
from kg.graph.reading import Edge, Reader, kind_of, node_id
from kg.graph.schema import RELATIONS, TOPIC
from kg.graph.views import as_graph, as_json
from kg.workspace import Workspace

if TYPE_CHECKING:
    import networkx

__all__ = ["connect"]

_ROUNDS: Final = 6
_A_ROUND: Final = 500
"""Nodes whose edges are read in one round."""
_HUB: Final = 400
"""Ties from which a node is not read onward, unless it is asked about: everything is two steps from everything there."""
_WHOLE_PAPER: Final = 0.75
"""What a statement of a whole paper costs more than the same of one task."""
_A, _B = "\0a", "\0b"


def connect(
    workspace: Workspace, left: str, right: str, *, k: int = 3, city: str | None = None
) -> dict[str, Any]:
    """`{"from", "to", "paths": [{"nodes", "edges", "cost", "sentence"}], "graph": {"nodes", "edges", "omitted"}}`.

    `paths` are the k cheapest, best first, [] where no way of at most six rounds of reading was found. A path's edges stand in its order;
    `forward` says whether an edge is read from its source. Raises NotFound (nearest names), InputError where
    both names mean the same.
    """
    reader = Reader(workspace)
    a = meant_by(reader, left, city=city)
    b = meant_by(reader, right, city=city)
    if set(a.nodes) & set(b.nodes):
        raise InputError(f"“{left}”和“{right}”是同一个实体")
    edges, unread = _between(reader, set(a.nodes), set(b.nodes))
    found = _cheapest(reader, edges, a, b, k)
    describer = Describer(reader)
    steps = {e.key: e for path, _ in found for e in path}
    iris = {n for e in steps.values() for n in (e.source, e.target)}
    graph = as_graph(describer, iris, steps.values(), {"not_read": unread})
    named = describer.nodes(iris | set(a.nodes[:20]) | set(b.nodes[:20]))
    ends = [
        {"asked": asked, "how": m.how, "nodes": [named[n] for n in m.nodes[:20]], "count": len(m.nodes)}
        for asked, m in ((left, a), (right, b))
    ]
    paths = [_shown(describer, path, cost, set(a.nodes), named) for path, cost in found]
    return {"from": ends[0], "to": ends[1], "paths": paths, "graph": as_json(graph)}


def _between(reader: Reader, a: set[str], b: set[str]) -> tuple[dict[tuple[str, str, str], Edge], int]:
    """The edges around both ends until they meet, and how many nodes at the rim were not read."""
    edges: dict[tuple[str, str, str], Edge] = {}
    ties: dict[str, int] = defaultdict(int)
    reached: list[set[str]] = [set(a), set(b)]
    rims: list[list[str]] = [sorted(a), sorted(b)]
    read: set[str] = set()
    unread = 0
    extra = 1
    for turn in range(_ROUNDS):
        if reached[0] & reached[1]:
            if not extra:
                break
            extra -= 1
        side = turn % 2 if all(rims) else (0 if rims[0] else 1)
        fit = [n for n in rims[side] if n not in read and (n in a | b or _leads_on(n, ties[n]))]
        fit.sort(key=lambda n: (kind_of(n) in ("document", "organization", "region"), ties[n], n))
        now, rest = fit[:_A_ROUND], fit[_A_ROUND:]
        unread += len(rest)
        if not now:
            rims[side] = []
            continue
        found = reader.edges(now, look_for=a | b)
        unread += sum(found.omitted.values())
        read.update(now)
        fresh: set[str] = set()
        for edge in found.edges:
            if edge.key not in edges:
                edges[edge.key] = edge
                for node in (edge.source, edge.target):
                    ties[node] += 1
                    if node not in reached[side]:
                        fresh.add(node)
        reached[side] |= fresh
        rims[side] = sorted(fresh)
    return edges, unread


def _leads_on(node: str, ties: int) -> bool:
    """Not from hubs; nor from topics nobody asked about, or the thesaurus alone would tie everything to everything."""
    return ties <= _HUB and kind_of(node) != "topic"


def _cheapest(
    reader: Reader, edges: dict[tuple[str, str, str], Edge], a: Meant, b: Meant, k: int
) -> list[tuple[list[Edge], float]]:
    import networkx

    best: dict[tuple[str, str], Edge] = {}
    for edge in edges.values():
        pair = (min(edge.source, edge.target), max(edge.source, edge.target))
        if pair not in best or _rank(edge) < _rank(best[pair]):
            best[pair] = edge
    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_edges_from(sorted(best))
    _trim(graph, {*a.nodes, *b.nodes})
    ends = {*a.nodes, *b.nodes}
    known = reader.mentions(n for n in graph if kind_of(n) not in ("topic", "task"))
    hub = {n: 0.0 if n in ends else math.log2(1 + max(known.get(n, 0), graph.degree(n)) / 4) for n in graph}
    for left, right in graph.edges:
        edge = best[min(left, right), max(left, right)]
        graph.edges[left, right]["weight"] = _cost(edge) + (hub[left] + hub[right]) / 2
    graph.add_weighted_edges_from((_A, n, 0.0) for n in a.nodes if n in graph)
    graph.add_weighted_edges_from((_B, n, 0.0) for n in b.nodes if n in graph)
    if _A not in graph or _B not in graph or not networkx.has_path(graph, _A, _B):
        return []
    out = []
    for path in islice(networkx.shortest_simple_paths(graph, _A, _B, weight="weight"), k):
        nodes = path[1:-1]
        steps = [best[min(x, y), max(x, y)] for x, y in pairwise(nodes)]
        out.append((steps, round(sum(graph.edges[e.source, e.target]["weight"] for e in steps), 3)))
    return out


def _rank(edge: Edge) -> tuple[float, str]:
    return _cost(edge), edge.relation


def _cost(edge: Edge) -> float:
    whole = kind_of(edge.source) == "document" and edge.relation in (
        "hasInitiative",
        "cites",
        "creates",
        TOPIC,
    )
    return RELATIONS[edge.relation].cost + (_WHOLE_PAPER if whole else 0.0)


def _trim(graph: networkx.Graph[str], keep: set[str]) -> None:
    """Takes out, again and again, what hangs by one edge: no way leads through it."""
    loose = [n for n in graph if graph.degree(n) < 2 and n not in keep]
    while loose:
        around = {m for n in loose for m in graph[n]}
        graph.remove_nodes_from(loose)
        loose = [n for n in around if n in graph and graph.degree(n) < 2 and n not in keep]


def _shown(
    describer: Describer, path: list[Edge], cost: float, starts: set[str], named: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    here = path[0].source if path[0].source in starts else path[0].target
    nodes, steps, words = [node_id(here)], [], [named[here]["name"]]
    for edge in path:
        forward = edge.source == here
        here = edge.target if forward else edge.source
        nodes.append(node_id(here))
        shown = describer.edge(edge)
        steps.append({**shown, "forward": forward})
        words.append(f"—{shown['label']}→" if forward else f"←{shown['label']}—")
        words.append(named[here]["name"])
    return {"nodes": nodes, "edges": steps, "cost": cost, "sentence": " ".join(words)}
