"""Which instrument is meant, and who speaks of it (文件引用)? By title, partial title or number, over the whole workspace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg import ids
from kg.vocabulary import PROLOGUE
from kg.workspace import Workspace
from search.ask.question import same_number, same_title
from search.tokens import fold

__all__ = ["Named", "find_policies"]


@dataclass(frozen=True, slots=True)
class Named:
    """A policy as the documents name it: its canonical IRI, all member IRIs, titles and numbers."""

    iri: str
    members: tuple[str, ...]
    titles: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def shown(self) -> str:
        """《title》（number）."""
        title = max(self.titles, key=len, default="")
        number = self.numbers[0] if self.numbers else ""
        if not title:
            return number
        return f"《{title}》（{number}）" if number else f"《{title}》"


def all_policies(workspace: Workspace) -> list[Named]:
    entities = workspace.entities
    numbers: dict[str, set[str]] = {}
    titles: dict[str, set[str]] = {}
    for row in workspace.store.select(
        f"{PROLOGUE} SELECT DISTINCT ?e ?n ?t WHERE {{ GRAPH ?g {{ ?e a gh:Policy . "
        "OPTIONAL { ?e gh:documentNumber ?n } OPTIONAL { ?e dcterms:title ?t } } }"
    ):
        iri = entities.canonical(row["e"].value)
        numbers.setdefault(iri, set())
        titles.setdefault(iri, set())
        if row["n"] is not None:
            numbers[iri].add(row["n"].value)
        if row["t"] is not None:
            titles[iri].add(row["t"].value)
    return [
        Named(iri, entities.members(iri), tuple(sorted(titles[iri])), tuple(sorted(numbers[iri])))
        for iri in sorted(numbers)
    ]


def find_policies(workspace: Workspace, titles: Iterable[str], numbers: Iterable[str]) -> list[Named]:
    """Policies with one of the numbers, or one of the titles; equal titles before partial ones."""
    titles, numbers = list(titles), list(numbers)
    known = all_policies(workspace)
    by_number = [p for p in known if any(same_number(n, m) for n in numbers for m in p.numbers)]
    if by_number:
        return by_number
    exact = [p for p in known if any(fold(t) == fold(mine) for t in titles for mine in p.titles)]
    partial = [
        p for p in known if p not in exact and any(same_title(t, mine) for t in titles for mine in p.titles)
    ]
    return exact + partial


def number_in(text: str) -> list[str]:
    """Document numbers in a text."""
    from search.ask.question import _NUMBER

    return [ids.number_key(m.group()) for m in _NUMBER.finditer(text)]
