"""How much is in the workspace (概况)?"""

from __future__ import annotations

from collections import Counter
from typing import Any

from kg.vocabulary import CONTAINMENT, PROLOGUE, curie
from kg.workspace import FORMAT, Workspace

_COUNTED = {
    "documents": "gh:Document",
    "sections": "gh:Section",
    "tasks": "gh:Task",
    "indicators": "gh:Indicator",
    "passages": "gh:Passage",
    "findings": "gh:Finding",
}


def status(workspace: Workspace) -> dict[str, Any]:
    """Counts of things, entities and facts, the generation, and what the readers found strange."""
    store = workspace.store
    kinds: Counter[str] = Counter()
    for row in store.select(
        f"{PROLOGUE} SELECT ?type (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s a ?type }} }} GROUP BY ?type"
    ):
        kinds[curie(row["type"].value)] = int(row["n"].value)
    parts = " ".join(f"<{predicate.value}>" for predicate in CONTAINMENT)
    facts = next(
        iter(
            store.select(
                f"{PROLOGUE} SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ {{ ?f rdf:object ?o }} "
                f"UNION {{ VALUES ?p {{ {parts} }} ?s ?p ?o }} }} }}"
            )
        )
    )
    entities = workspace.entities
    found = Counter(
        entities.mentioned[iri].kind for iri in {entities.canonical(iri) for iri in entities.mentioned}
    )
    return {
        "workspace": str(workspace.path) if workspace.path else None,
        "format": FORMAT,
        "generation": store.generation(),
        "sources": kinds["gh:Source"],
        **{name: kinds[kind] for name, kind in _COUNTED.items()},
        "facts": int(facts["n"].value),
        "entities": dict(sorted(found.items())),
        "joins": len(entities.joins),
        "problems": list(entities.problems),
    }
