"""The graph for Gephi, yEd and the like: GraphML through networkx."""

from __future__ import annotations

import json
import re
from typing import Any, BinaryIO

from kg.export.model import gather
from kg.workspace import Workspace

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(workspace: Workspace, out: BinaryIO, *, with_contacts: bool = False) -> None:
    """Nodes with `type`, `label` and properties, edges with `type` and their first quote; values that are
    lists are JSON.
    """
    import networkx

    export = gather(workspace, with_contacts=with_contacts)
    graph: Any = networkx.MultiDiGraph()
    for node in export.nodes:
        names = {"aliases": list(node.aliases)} if node.aliases else {}
        graph.add_node(
            node.id,
            type=node.type,
            label=_clean(node.label),
            **{f"p_{k}": _scalar(value) for k, value in {**node.properties, **names}.items()},
        )
    known = {node.id for node in export.nodes}
    for edge in export.edges:
        if edge.source in known and edge.target in known:
            quotes = list(export.quotes(edge))
            graph.add_edge(
                edge.source,
                edge.target,
                type=edge.type,
                quote=_clean(quotes[0]["quote"]),
                evidence=_clean(json.dumps(quotes, ensure_ascii=False)),
                **{f"p_{k}": _scalar(value) for k, value in edge.properties.items()},
            )
    networkx.write_graphml(graph, out, encoding="utf-8")


def _scalar(value: Any) -> str:
    return _clean(json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value))


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
