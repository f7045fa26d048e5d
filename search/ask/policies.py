"""Which instrument is meant, and who speaks of it (文件引用)? By title, partial title or number, over the whole workspace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass

from kg import ids
from kg.vocabulary import PROLOGUE
from kg.workspace import Workspace
from search.ask.facts import Facts
from search.ask.question import same_folded, same_number_key
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


def all_policies(facts: Facts) -> list[Named]:
    """Every policy, by its IRI."""
    lines = facts.table("policies", lambda: [astuple(p) for p in _gathered(facts.workspace)])
    return [
        Named(iri, tuple(members), tuple(titles), tuple(numbers)) for iri, members, titles, numbers in lines
    ]


def _gathered(workspace: Workspace) -> list[Named]:
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


def find_policies(facts: Facts, titles: Iterable[str], numbers: Iterable[str]) -> list[Named]:
    """Policies with one of the numbers, or one of the titles; equal titles before partial ones."""
    titles, keys = [fold(t) for t in titles], [ids.number_key(n) for n in numbers]
    known = facts.kept("policies prepared", lambda: [_prepared(p) for p in all_policies(facts)])
    by_number = [p.named for p in known if any(same_number_key(n, m) for n in keys for m in p.number_keys)]
    if by_number:
        return by_number
    exact = [p.named for p in known if any(t == mine for t in titles for mine in p.folded)]
    partial = [
        p.named
        for p in known
        if not any(t == mine for t in titles for mine in p.folded)
        and any(same_folded(t, mine) for t in titles for mine in p.folded)
    ]
    return exact + partial


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A policy with its titles and numbers as they are compared."""

    named: Named
    folded: tuple[str, ...]
    number_keys: tuple[str, ...]


def _prepared(named: Named) -> _Prepared:
    return _Prepared(
        named, tuple(fold(t) for t in named.titles), tuple(ids.number_key(n) for n in named.numbers)
    )


def number_in(text: str) -> list[str]:
    """Document numbers in a text."""
    from search.ask.question import _NUMBER

    return [ids.number_key(m.group()) for m in _NUMBER.finditer(text)]
