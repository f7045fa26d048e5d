"""What does the rest of the program call (检索与问答入口)? One object for one workspace; every answer is CONTRACT.md's JSON."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.workspace import Workspace
from search.hybrid import Hybrid
from search.lexical import Filters

if TYPE_CHECKING:
    from search.ask.asker import Asker
    from search.similar import Similar
    from search.trace import Tracer

__all__ = ["Searcher"]


class Searcher:
    """`search`, `ask`, `trace` and `similar` over one workspace, sharing one set of open indexes."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.hybrid = Hybrid(workspace)

    def search(
        self,
        text: str,
        k: int = 10,
        city: str | None = None,
        year: int | None = None,
        kind: str | None = None,
        department: str | None = None,
    ) -> dict[str, Any]:
        """`{"query", "hits": [hit]}`, best first."""
        return self.hybrid.search(text, k, Filters(city, year, kind, department))

    def ask(self, question: str) -> dict[str, Any]:
        """*answer*; `answerable` is false where the documents do not say."""
        return self._asker.ask(question)

    def trace(self, policy: str) -> dict[str, Any]:
        """`{"policy", "upstream", "documents", "tasks"}` of a policy by title, partial title or number."""
        return self._tracer.trace(policy)

    def similar(self, name: str, k: int = 10, city: str | None = None) -> dict[str, Any]:
        """`{"name", "hits": [hit with "name", "city", "why"]}`, other places first."""
        return self._similar.similar(name, k, city)

    @cached_property
    def _asker(self) -> Asker:
        from search.ask.asker import Asker

        return Asker(self.hybrid)

    @cached_property
    def _tracer(self) -> Tracer:
        from search.trace import Tracer

        return Tracer(self.hybrid)

    @cached_property
    def _similar(self) -> Similar:
        from search.similar import Similar

        return Similar(self.hybrid)
