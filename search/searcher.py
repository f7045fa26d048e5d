"""What does the rest of the program call (检索与问答入口)? One object for one workspace; every answer is CONTRACT.md's JSON."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.workspace import Workspace
from search.hybrid import Hybrid
from search.lexical import Filters

if TYPE_CHECKING:
    from search.ask.asker import Asker
    from search.compare import Compare
    from search.outcomes import Outcomes
    from search.similar import Similar
    from search.trace import Tracer

__all__ = ["Searcher"]


class Searcher:
    """`search`, `ask`, `trace`, `similar`, `compare` and `outcomes` over one workspace, sharing one set of open indexes."""

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
        literal: bool = False,
    ) -> dict[str, Any]:
        """`{"query", "understood", "hits": [hit]}`, best first. `kind` is a passage's, or `initiative` or `document`;
        `literal` looks for the words as they stand, without filters from the words, other words, or meaning."""
        from search.results import search

        return search(self.hybrid, text, k, Filters(city, year, kind, department), literal)

    def prepare(self) -> None:
        """Opens the indexes, and makes what questions look in and keeps it beside them: a second for 10,000 tasks, then read."""
        self._asker.prepare()

    def stock(self) -> None:
        """Keeps on disk what answers read of documents: some 20 ms for each that is new or changed."""
        self._asker.stock()

    def ask(self, question: str, previous: str = "") -> dict[str, Any]:
        """*answer*; `answerable` is false where the documents do not say. `previous` is the question before, in full."""
        return self._asker.ask(question, previous)

    def trace(self, policy: str) -> dict[str, Any]:
        """`{"policy", "upstream", "documents", "tasks"}` of a policy by title, partial title or number."""
        return self._tracer.trace(policy)

    def similar(self, name: str, k: int = 10, city: str | None = None) -> dict[str, Any]:
        """`{"name", "hits": [hit with "name", "city", "why"]}`, other places first."""
        return self._similar.similar(name, k, city)

    def compare(
        self, cities: Sequence[str], topic: str | None = None, year: int | None = None
    ) -> dict[str, Any]:
        """The topic by place table with its gaps: `search.compare.Compare.compare`."""
        return self.comparer.compare(cities, topic, year)

    def outcomes(self, city: str | None = None, year: int | None = None) -> list[dict[str, Any]]:
        """What summaries say of each planned task: `search.outcomes.Outcomes.outcomes`."""
        return self.reckoner.outcomes(city, year)

    @cached_property
    def comparer(self) -> Compare:
        from search.compare import Compare

        return Compare(self.hybrid)

    @cached_property
    def reckoner(self) -> Outcomes:
        from search.outcomes import Outcomes

        return Outcomes(self.hybrid)

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
