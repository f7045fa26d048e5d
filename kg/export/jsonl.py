"""One JSON object a line: documents, nodes, edges, as CONTRACT.md has it."""

from __future__ import annotations

import json
from typing import BinaryIO

from kg.export.model import gather
from kg.workspace import Workspace


def write(workspace: Workspace, out: BinaryIO, *, with_contacts: bool = False) -> None:
    """UTF-8 lines; edges carry `[{"document","start","end","quote"}]`, offsets in code points."""
    export = gather(workspace, with_contacts=with_contacts)

    def line(record: dict[str, object]) -> None:
        out.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")

    for text in export.texts.values():
        line({"kind": "document", "id": text.id, "source_file": text.source_file, "text": text.text})
    for node in export.nodes:
        line(
            {
                "kind": "node",
                "id": node.id,
                "type": node.type,
                "label": node.label,
                "aliases": list(node.aliases),
                "properties": node.properties,
            }
        )
    for edge in export.edges:
        line(
            {
                "kind": "edge",
                "source": edge.source,
                "type": edge.type,
                "target": edge.target,
                "properties": edge.properties,
                "evidence": list(export.quotes(edge)),
            }
        )
