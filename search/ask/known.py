"""Which names has the workspace (已知名称), and which of them may a word of a question mean?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kg import ids
from kg.entities import Entities
from kg.resolution.departments import abbreviates, lexicon
from search.ask.facts import Facts
from search.ask.instruments import Titles, core
from search.ask.names import names_of
from search.ask.slips import Slips
from search.ask.spelling import Spelling, question_words
from search.ask.standing import Numbers, Runs, Standing
from search.tokens import fold

__all__ = ["DepartmentNamed", "Known"]

_MOST_NAMES: Final = 100_000
"""Everyday names of departments whose meaning is remembered."""
_LEAST_CAMPAIGN: Final = 3
_LEAST_DEPARTMENT: Final = 3
"""Signs of a name that is looked for in questions."""


@dataclass(frozen=True, slots=True)
class DepartmentNamed:
    """A department as asked for: the IRIs that it may be, and whether the documents have one of that name."""

    label: str
    iris: frozenset[str]
    names: frozenset[str] = frozenset()
    """Their preferred names."""


class Known:
    """The names that a workspace has, prepared for finding them in questions; of one generation."""

    def __init__(
        self,
        facts: Facts,
        entities: Entities,
        stands: Callable[[str], bool],
        terms: tuple[str, ...] = (),
        slips: Slips | None = None,
    ) -> None:
        """`stands` says whether some document has words as they are; `terms` are words of the trade (thesaurus);
        `slips` finds words of the documents by their sound."""
        self._slips = slips
        self.facts, self.entities, self.stands, self._terms = facts, entities, stands, terms
        heads = facts.heads.values()
        names = names_of(facts, entities)
        self.own_titles = frozenset(name for h in heads for name in h.names)
        self.numbers = {h.doc_number for h in heads if h.doc_number} | set(names.numbers)
        self.policies = self.own_titles | set(names.titles)
        self.initiatives = names.campaigns
        self.department_names = names.departments
        self._preferred = names.department_names
        self.people = names.people
        self.places_said = names.organizations
        self.cities = {h.city for h in heads if h.city}
        self.provinces = {h.province for h in heads if h.province}
        self.counties = {h.county for h in heads if h.county}
        self.years = {h.year for h in heads if h.year}
        self.said_counties = set(names.counties)
        """Counties whose unions the documents speak of, whether or not they have papers of their own."""
        self._brands: dict[str, bool] = {}
        self._meant: dict[str, DepartmentNamed] = {}
        self._everyday: dict[str, DepartmentNamed] = {}

    def prepare(self) -> None:
        """Makes what names are looked for in."""
        _ = (
            self.people_in,
            self.initiatives_in,
            self.departments_in,
            self.terms_in,
            self.policies_in,
            self.own_folded,
            self.own_runs,
        )
        _ = self.own_numbers, self.titles_own, self.titles_cited
        self.spelling.correct("工会")

    # --- names to be found in a text, and by their words ---------------------------------------------

    @cached_property
    def people_in(self) -> Standing:
        return Standing(self.people)

    @cached_property
    def initiatives_in(self) -> Standing:
        return Standing(n for n in self.initiatives if len(n) >= _LEAST_CAMPAIGN)

    @cached_property
    def terms_in(self) -> Standing:
        return Standing(self._terms)

    @cached_property
    def departments_in(self) -> Standing:
        return Standing(n for n in (*self.department_names, *lexicon()) if len(n) >= _LEAST_DEPARTMENT)

    @cached_property
    def policies_in(self) -> Standing:
        return Standing(self.policies)

    @cached_property
    def own_folded(self) -> Runs:
        """The folded titles of the workspace's own papers."""
        return Runs(fold(t) for t in self.own_titles)

    @cached_property
    def own_runs(self) -> Runs:
        return Runs(self.own_titles)

    @cached_property
    def own_numbers(self) -> Numbers:
        return Numbers(h.doc_number for h in self.facts.heads.values() if h.doc_number)

    @cached_property
    def titles(self) -> Titles:
        """Titles of papers and of policies."""
        cores = self.facts.table("cores", lambda: {t: core(t) for t in sorted(self.policies)})
        return Titles(self.policies, cores)

    @cached_property
    def titles_own(self) -> Titles:
        return self.titles.only(self.own_titles)

    @cached_property
    def titles_cited(self) -> Titles:
        """Those that only others cite."""
        return self.titles.without(self.own_titles)

    def is_brand(self, name: str) -> bool:
        """Do the documents write the name in quotation marks, as names of campaigns are? Else it may be a kind of thing."""
        if name not in self._brands:
            self._brands[name] = any(
                self._quoted(ids.short(document), name)
                for document in sorted(self.initiatives.get(name, ()))[:8]
            )
        return self._brands[name]

    def is_quoted(self, words: str) -> bool:
        """Does some document write the words, and nothing else, in quotation marks?"""
        if not self.stands(words):
            return False
        return any(self._quoted(h.id, words) for h in self.facts.speaking(words)[:8])

    def in_text(self, words: str) -> bool:
        """Do the signs stand in some document as they are, dots and all?"""
        wanted = fold(words)
        return any(wanted in fold(self.facts.text(h.id)) for h in self.facts.speaking(words))

    def documents_of(self, entity: str) -> frozenset[str]:
        """The ids of the documents that speak of an entity (IRI) under any of its names."""
        members = (self.entities.mention(m) for m in self.entities.members(entity))
        return frozenset(ids.short(d) for one in members if one is not None for d in one.documents)

    def _quoted(self, document: str, name: str) -> bool:
        text = self.facts.text(document)
        loose = r"\s*".join(map(re.escape, name))
        return re.search(rf"[“\"]{loose}[”\"]", text) is not None

    @cached_property
    def spelling(self) -> Spelling:
        """The workspace's names and the words of questions, to put slips right with."""
        out = Spelling(self.stands, self.facts.array, self._slips)
        out.add(question_words())
        out.add(self.department_names, strict=True)
        out.add(self.people, strict=True, same=lambda name: frozenset(self.people[name]))
        out.add((*self.counties, *self.cities, *self.places_said), strict=True)
        out.add(self._terms, strict=True)
        out.add(self.initiatives)
        return out

    def departments(self, label: str) -> DepartmentNamed:
        """All departments that a name may mean: as written, by the table of names, or as an abbreviation."""
        if label not in self._meant:
            wanted = fold(label)
            line = lexicon().get(label)
            names = {n for n in self.department_names if line is not None and lexicon().get(n) == line}
            names |= {wanted} & self.department_names.keys()
            if not names and len(wanted) >= _LEAST_DEPARTMENT:
                every = self.department_names
                names = {n for n in every if abbreviates(wanted, n) or abbreviates(n, wanted)}
            self._meant[label] = self._named(label, names)
        return self._meant[label]

    def everyday(self, written: str) -> DepartmentNamed:
        """Departments that an everyday name may mean: 组织处, 保障部."""
        if written not in self._everyday:
            if len(self._everyday) >= _MOST_NAMES:
                self._everyday = {}
            meant = [self.departments(name) for name in _everyday_names(written, self)]
            self._everyday[written] = DepartmentNamed(
                written,
                frozenset(iri for one in meant for iri in one.iris),
                frozenset(name for one in meant for name in one.names),
            )
        return self._everyday[written]

    def _named(self, label: str, names: Iterable[str]) -> DepartmentNamed:
        names = list(names)
        return DepartmentNamed(
            label,
            frozenset(iri for n in names for iri in self.department_names[n]),
            frozenset(title for n in names for title in self._preferred[n]),
        )


def _everyday_names(written: str, known: Known) -> frozenset[str]:
    """组织处 and 保障部 for 组织部 and 权益保障部: another word for a part of the house, or the end of its name."""
    usual = fold(written[:-1] + "部" if written[-1] in "处科" else written)
    if usual != fold(written) and usual in known.department_names:
        return frozenset((usual,))
    if written[-1] in "室办" or len(written) < 3:
        return frozenset()
    longer = [name for name in known.department_names if len(name) > len(usual)]
    ends = frozenset(name for name in longer if name.endswith(usual))
    return ends or frozenset(name for name in longer if abbreviates(usual, name))
