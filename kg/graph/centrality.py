"""Which departments, topics, policies or initiatives stand in the middle of the work (谁居中)?

Three figures over the bounded graph of tasks and things (`kg.graph.scope`):
degree, the tasks and papers that a thing stands in; PageRank (Brin and Page 1998, damping 0.85) on the two-sided graph of
carriers and things; betweenness (Freeman 1977, Brandes' algorithm from at most 48 pivots, fixed seed) on the graph of things that
share a carrier, each with its twelve strongest ties.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from kg import ids
from kg.errors import InputError
from kg.graph.describing import Describer
from kg.graph.reading import Reader, kind_of
from kg.graph.schema import KINDS
from kg.graph.scope import Scope, examples, read_scope
from kg.workspace import Workspace

if TYPE_CHECKING:
    import networkx

__all__ = ["MEASURES", "TYPES", "central", "page_rank", "thing_graph"]

TYPES: Final = ("department", "topic", "policy", "initiative", "organization")
MEASURES: Final = {
    "degree": "出现在多少项任务和文件里：管得多、提得多",
    "pagerank": "PageRank：与它同在一项任务里的对象越重要、越专属，它越高（全体合计为 1）",
    "betweenness": "中介度：别的对象之间最短的联系有多大比例要经过它（0–1），高的是桥梁",
}
_PIVOTS: Final = 48
_MOST_TIED: Final = 2_000
"""Things between which ties are counted: those in the most tasks and papers."""
_DAMPING: Final = 0.85
_TURNS: Final = 60
"""Turns of the power iteration: what is left after them is below 0.85^60, 0.00006."""
_STRONGEST: Final = 12
_CROWDED: Final = 30
"""A paper that names more things than this ties none of them to another: pairs grow with the square."""


def central(
    workspace: Workspace,
    *,
    type: str = "department",
    city: str | None = None,
    year: int | None = None,
    by: str = "degree",
    most: int = 20,
) -> dict[str, Any]:
    """`{"type", "by", "meaning", "rows": [node with "degree", "documents", "pagerank", "betweenness", "evidence"], "graph":
    {"nodes", "edges", "tasks"}, "omitted"}`; every figure is `derived`, the evidence is one edge that was counted.

    Raises InputError for a type or measure that does not exist.
    """
    if type not in TYPES:
        raise InputError(f"不能按这种类别比较：{type}（可用：{'、'.join(TYPES)}）")
    if by not in MEASURES:
        raise InputError(f"没有这种指标：{by}（可用：{'、'.join(MEASURES)}）")
    import networkx

    reader = Reader(workspace)
    scope = read_scope(reader, city=city, year=year)
    carriers = scope.carriers()
    things = sorted(t for t in carriers if kind_of(t) == type)
    rank = page_rank(scope)
    ties = thing_graph(scope)
    between: dict[str, float] = {}
    if ties.number_of_nodes() > 2:
        pivots = None if ties.number_of_nodes() <= _PIVOTS else _PIVOTS
        between = networkx.betweenness_centrality(ties, k=pivots, seed=0)
    figures = {
        t: {"degree": len(carriers[t]), "pagerank": rank.get(t, 0.0), "betweenness": between.get(t, 0.0)}
        for t in things
    }
    best = sorted(things, key=lambda t: (-figures[t][by], -figures[t]["degree"], t))[:most]
    describer = Describer(reader)
    named = describer.nodes(best)
    said = examples(reader, {t: carriers[t] for t in best})
    rows = []
    for thing in best:
        homes = {ids.owner_document(c) for c in carriers[thing]}
        figure = figures[thing]
        rows.append(
            {
                **named[thing],
                "degree": int(figure["degree"]),
                "documents": len(homes),
                "pagerank": round(figure["pagerank"], 6),
                "betweenness": round(figure["betweenness"], 6),
                "evidence": describer.edge(said[thing])["evidence"] if thing in said else [],
            }
        )
    return {
        "type": type,
        "kind": KINDS[type],
        "by": by,
        "meaning": MEASURES[by],
        "derived": True,
        "method": "networkx",
        "rows": rows,
        "graph": {"nodes": ties.number_of_nodes(), "edges": ties.number_of_edges(), "tasks": scope.tasks},
        "omitted": {k: v for k, v in (("tasks", scope.omitted), ("rows", len(things) - len(best))) if v},
    }


def page_rank(scope: Scope) -> dict[str, float]:
    """Thing → PageRank on the undirected graph of carriers and things; all nodes, carriers too, sum to 1.

    By power iteration in numpy: networkx' own needs SciPy, which a plain installation does not have.
    """
    import numpy

    carriers, things = sorted(scope.things), sorted(scope.carriers())
    place = {t: len(carriers) + k for k, t in enumerate(things)}
    pairs = [(k, place[t]) for k, c in enumerate(carriers) for t in scope.things[c]]
    if not pairs:
        return {}
    one_way = numpy.array(pairs, dtype=numpy.int64)
    source = numpy.concatenate([one_way[:, 0], one_way[:, 1]])
    target = numpy.concatenate([one_way[:, 1], one_way[:, 0]])
    size = len(carriers) + len(things)
    degree = numpy.bincount(source, minlength=size)
    rank = numpy.full(size, 1 / size)
    for _ in range(_TURNS):
        flow = numpy.bincount(target, weights=(rank / degree)[source], minlength=size)
        rank = (1 - _DAMPING) / size + _DAMPING * flow
    return {t: float(rank[place[t]]) for t in things}


def thing_graph(scope: Scope) -> networkx.Graph[str]:
    """Things that share carriers; `weight` says how many. Each keeps its twelve strongest ties."""
    import networkx

    often = Counter(t for things in scope.things.values() for t in things)
    tied = set(sorted(often, key=lambda t: (-often[t], t))[:_MOST_TIED])
    shared: Counter[tuple[str, str]] = Counter()
    for all_things in scope.things.values():
        things = all_things & tied
        if len(things) <= _CROWDED:
            shared.update(combinations(sorted(things), 2))
    strongest: dict[str, list[tuple[int, str, str]]] = {}
    for (a, b), n in shared.items():
        for node in (a, b):
            strongest.setdefault(node, []).append((-n, a, b))
    graph: networkx.Graph[str] = networkx.Graph()
    for node in sorted(strongest):
        for n, a, b in sorted(strongest[node])[:_STRONGEST]:
            graph.add_edge(a, b, weight=-n)
    return graph
