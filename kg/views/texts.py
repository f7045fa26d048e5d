"""What are a document's own words (规范文本)?"""

from __future__ import annotations

from kg import ids
from kg.errors import NotFound
from kg.vocabulary import PROLOGUE
from kg.workspace import Workspace


def text(workspace: Workspace, document_id: str) -> str:
    """The canonical text that evidence offsets point into. Raises NotFound."""
    iri = ids.expand(document_id)
    if iri.startswith(f"{ids.PREFIX}doc:") and iri.removeprefix(f"{ids.PREFIX}doc:").isalnum():
        rows = workspace.store.select(
            f"{PROLOGUE} SELECT ?text WHERE {{ GRAPH <{iri}> {{ <{iri}> gh:textVersion ?v . "
            "?v rdf:value ?text } }"
        )
        for row in rows:
            return str(row["text"].value)
    raise NotFound(f"没有这份文件：{document_id}")
