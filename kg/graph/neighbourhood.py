"""What surrounds an entity (实体的周围)? Step by step outwards, by the relations that are asked for, at most so many nodes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from kg.errors import InputError
from kg.graph.describing import Describer
from kg.graph.lookup import meant_by
from kg.graph.reading import Edge, Reader, node_id
from kg.graph.schema import RELATIONS, relation_named
from kg.graph.views import as_graph, as_json
from kg.workspace import Workspace

if TYPE_CHECKING:
    import networkx

__all__ = ["MOST_NODES", "around", "neighbours"]

MOST_NODES: Final = 200
_DEEPEST: Final = 4


def neighbours(
    workspace: Workspace,
    name: str,
    *,
    relations: Sequence[str] = (),
    depth: int = 1,
    most: int = MOST_NODES,
    city: str | None = None,
    kind: str | None = None,
) -> dict[str, Any]:
    """`{"asked", "how", "centres": [node], "nodes", "edges", "omitted": {relation or "not_read": count}}`.

    `relations` by name or Chinese label, all where empty; nodes carry `depth` (0 for the centres). Raises NotFound,
    InputError for a relation that does not exist, a depth outside 1–4 or fewer than one node.
    """
    reader = Reader(workspace)
    wanted = [_relation(r) for r in relations]
    if not 1 <= depth <= _DEEPEST or most < 1:
        raise InputError(f"层数 1 到 {_DEEPEST}，节点数至少 1")
    meant = meant_by(reader, name, city=city, kind=kind)
    graph = around(reader, meant.nodes, relations=wanted, depth=depth, most=most)
    shown = as_json(graph)
    centres = [n for n in shown["nodes"] if n["depth"] == 0]
    return {"asked": name, "how": meant.how, "centres": centres, **shown}


def around(
    reader: Reader,
    centres: Sequence[str],
    *,
    relations: Sequence[str] = (),
    depth: int = 1,
    most: int = MOST_NODES,
) -> networkx.MultiDiGraph[str]:
    """The graph (`kg.graph.views`) of at most `most` nodes; kept are the nearer ones, of each relation in turn."""
    kept = dict.fromkeys(centres[:most], 0)
    omitted: Counter[str] = Counter({"centres": len(centres) - len(kept)})
    edges: dict[tuple[str, str, str], Edge] = {}
    rim: Iterable[str] = list(kept)
    for step in range(1, depth + 1):
        found = reader.edges(list(rim), topics=not relations or any(RELATIONS[r].derived for r in relations))
        omitted["not_read"] += sum(found.omitted.values())
        choices: dict[str, dict[str, None]] = defaultdict(dict)
        for edge in found.edges:
            if not relations or edge.relation in relations:
                edges[edge.key] = edge
                for node in (edge.source, edge.target):
                    if node not in kept:
                        choices[edge.relation].setdefault(node)
        order = [r for r in RELATIONS if r in choices]
        turns = zip_longest(*(choices[r] for r in order))
        fresh: dict[str, str] = {}
        for turn in turns:
            for relation, node in zip(order, turn, strict=True):
                if node is not None:
                    fresh.setdefault(node, relation)
        room = max(0, most - len(kept))
        for relation in list(fresh.values())[room:]:
            omitted[relation] += 1
        rim = list(fresh)[:room]
        kept |= dict.fromkeys(rim, step)
        if not rim:
            break
    graph = as_graph(Describer(reader), kept, edges.values(), omitted)
    for iri, far in kept.items():
        graph.nodes[node_id(iri)]["depth"] = far
    return graph


def _relation(written: str) -> str:
    relation = relation_named(written)
    if relation is None:
        known = "、".join(f"{r.label}（{r.name}）" for r in RELATIONS.values())
        raise InputError(f"没有这种关系：{written}（可用：{known}）")
    return relation.name
