"""How is a question in SPARQL answered from outside (SPARQL 查询)? Guarded first, then run, then written out.

SELECT and ASK give SPARQL 1.1 Query Results JSON (https://www.w3.org/TR/sparql11-results-json/), CONSTRUCT and
DESCRIBE give N-Triples. The default graph is the union of all documents.
"""

from __future__ import annotations

from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat

from kg.sparql_guard import check
from kg.vocabulary import PROLOGUE
from kg.workspace import Workspace


def run_query(workspace: Workspace, query: str) -> str:
    """The answer as text. The prefixes of our vocabulary need not be declared.

    Raises QueryRefused for anything but a pure read of this workspace, BackendError where the engine fails.
    """
    whole = query if "prefix" in query.lower() else f"{PROLOGUE}\n{query}"
    check(whole)
    found = workspace.store.query(whole)
    if isinstance(found, QueryTriples):
        return (found.serialize(format=RdfFormat.N_TRIPLES) or b"").decode()
    return (found.serialize(format=QueryResultsFormat.JSON) or b"").decode()
