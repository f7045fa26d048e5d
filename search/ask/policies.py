"""Which instrument is meant, and who speaks of it (文件引用)? By title, partial title or number, over the whole workspace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

from kg import ids
from kg.vocabulary import PROLOGUE
from kg.workspace import Workspace
from search.ask.facts import Facts
from search.ask.standing import Numbers
from search.ask.titles import AlikeTitles
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
    known = facts.kept("policies found", lambda: _Policies(all_policies(facts)))
    if by_number := known.numbered(numbers):
        return by_number
    folded = [fold(t) for t in titles]
    exact = known.titled(folded)
    partial = known.titled(same for title in folded for same in known.titles.same(title))
    return exact + [p for p in partial if p not in exact]


class _Policies:
    """All policies, to be found by their titles and numbers."""

    def __init__(self, policies: Sequence[Named]) -> None:
        self._policies = policies
        self._by_title: dict[str, list[int]] = defaultdict(list)
        self._by_number: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(policies):
            for title in one.titles:
                self._by_title[fold(title)].append(place)
            for number in one.numbers:
                self._by_number[ids.number_key(number)].append(place)
        self.titles = AlikeTitles(self._by_title)
        self._numbers = Numbers(self._by_number)

    def titled(self, titles: Iterable[str]) -> list[Named]:
        """Those that have one of the folded titles, in their order."""
        return self._at(place for title in titles for place in self._by_title.get(title, ()))

    def numbered(self, numbers: Iterable[str]) -> list[Named]:
        """Those with one of the numbers, or one that ends with it or that it ends with, in their order."""
        return self._at(
            place for n in numbers for same in self._numbers.same(n) for place in self._by_number[same]
        )

    def _at(self, places: Iterable[int]) -> list[Named]:
        return [self._policies[place] for place in sorted(set(places))]


def number_in(text: str) -> list[str]:
    """Document numbers in a text."""
    from search.ask.cited import NUMBER

    return [ids.number_key(m.group()) for m in NUMBER.finditer(text)]
