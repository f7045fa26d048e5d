"""How does a set of edges become a networkx graph, and that a JSON object (图对象)?

The graph is a `networkx.MultiDiGraph`. A node is an id as shown outside (`task:…:3`, `topic:货车司机`) with `type` (a kind
of `schema.KINDS`), `kind` (that in Chinese), `name`, and where known `city`, `year`, `text`, `document`. An edge's key is
its relation (`schema.RELATIONS`); it has `relation`, `label` (the verb as written, else the relation's name),
`evidence` (quotes with locator and offsets) and, where computed, `derived` and `method`. `graph.graph["omitted"]` counts
what was left out, by reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kg.graph.describing import Describer
from kg.graph.reading import Edge, node_id

if TYPE_CHECKING:
    import networkx

__all__ = ["as_graph", "as_json"]


def as_graph(
    describer: Describer, iris: Iterable[str], edges: Iterable[Edge], omitted: Mapping[str, int] | None = None
) -> networkx.MultiDiGraph[str]:
    """The nodes, and those of the edges whose ends are among them, in a fixed order."""
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    described = describer.nodes(iris)
    for node in described.values():
        graph.add_node(node["id"], **{k: v for k, v in node.items() if k != "id"})
    for edge in sorted(edges, key=lambda e: e.key):
        if edge.source in described and edge.target in described:
            shown = describer.edge(edge)
            graph.add_edge(node_id(edge.source), node_id(edge.target), key=edge.relation, **_less_ends(shown))
    graph.graph["omitted"] = {k: v for k, v in (omitted or {}).items() if v}
    return graph


def as_json(graph: networkx.MultiDiGraph[str]) -> dict[str, Any]:
    """`{"nodes": [{"id", …}], "edges": [{"source", "target", "relation", …}], "omitted": {…}}`, for a page to draw."""
    return {
        "nodes": [{"id": node, **data} for node, data in graph.nodes(data=True)],
        "edges": [{"source": s, "target": t, **data} for s, t, data in graph.edges(data=True)],
        "omitted": dict(graph.graph.get("omitted", {})),
    }


def _less_ends(edge: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in edge.items() if k not in ("source", "target")}
