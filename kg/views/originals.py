"""Where in its file does a document's text stand (原件位置)? From spans to pages, cells and paragraphs."""

from __future__ import annotations

from kg import ids
from kg.locations import Placed, read
from kg.vocabulary import PROLOGUE
from kg.workspace import Workspace


def places(workspace: Workspace, document_id: str) -> tuple[Placed, ...]:
    """The stretches of a document's canonical text with their places; none for a plain text file or an unknown id."""
    iri = ids.expand(document_id)
    if not iri.removeprefix(f"{ids.PREFIX}doc:").isalnum():
        return ()
    rows = workspace.store.select(
        f"{PROLOGUE} SELECT ?v WHERE {{ GRAPH <{iri}> {{ <{iri}> gh:textVersion/gh:places ?v }} }}"
    )
    return next((read(str(row["v"].value)) for row in rows), ())
