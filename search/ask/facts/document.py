"""What does one document say, as far as it was asked (一份文件的事实)?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kg import ids
from kg.late_patterns import late
from kg.model import Span
from search.ask.facts.assembly import Literals, in_text, tasks_told
from search.ask.facts.model import Fact, Head, TaskFacts

if TYPE_CHECKING:
    from search.ask.facts.source import Facts

__all__ = ["DocumentFacts"]

_CHAPTER: Final = late(r"^[\s#]*[一二三四五六七八九十]{1,3}、[^\n。；]{2,40}$", re.MULTILINE)
_NODES: Final = 40
"""So many nodes' literals are read one by one before all are."""
_NAMED_PREDICATES: Final = 3
"""So many predicates are asked for by name; more, and all facts are read."""


class DocumentFacts:
    """All facts of one document, read from the graph as they are asked for: of one predicate, of one node, or all."""

    def __init__(self, head: Head, source: Facts) -> None:
        self.head = head
        self.iri = ids.expand(head.id)
        self._source = source
        self._nodes: dict[str, Mapping[str, Sequence[str]]] = {}

    @cached_property
    def facts(self) -> list[Fact]:
        """Every fact, in the order of the text."""
        return self._source.facts_of(self.head)

    @cached_property
    def own(self) -> Literals:
        """The literals of its nodes: IRI → CURIE → values."""
        return self._source.literals_of(self.head)

    @cached_property
    def tasks(self) -> list[TaskFacts]:
        return tasks_told(self.head, self.facts, self.own)

    @cached_property
    def _by_subject(self) -> dict[str, list[Fact]]:
        out: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            out[fact.subject].append(fact)
        return out

    @cached_property
    def _chapters(self) -> list[tuple[int, str]]:
        """Offsets and words of lines like 三、2032年工作打算."""
        return [(m.start(), m.group().strip()) for m in _CHAPTER.finditer(self._source.text(self.head.id))]

    @property
    def loaded(self) -> bool:
        """Is all of it in memory?"""
        return "facts" in self.__dict__

    @cached_property
    def _sections(self) -> list[tuple[Span, str]]:
        """The bodies of its sections and their titles."""
        return self._source.sections_of(self.head)

    def headings_at(self, offset: int) -> str:
        """The titles of the sections that hold this place in the text."""
        titles = (title for body, title in self._sections if body.start <= offset < body.end)
        return " ".join(titles) or self._heading_line(offset)

    def _heading_line(self, offset: int) -> str:
        """The last line before that is numbered as a chapter (GB/T 9704—2012, 7.3.3: 一、), where no sections were read."""
        found = ""
        for start, line in self._chapters:
            if start > offset:
                break
            found = line
        return found

    def literal(self, iri: str, name: str) -> str:
        """The literal of a node by a property (CURIE), "" for none."""
        if "own" not in self.__dict__ and len(self._nodes) < _NODES and not self._source.keeps(self.head):
            if iri not in self._nodes:
                self._nodes[iri] = self._source.literals_of(self.head, iri).get(iri, {})
            return (self._nodes[iri].get(name) or [""])[0]
        return (self.own.get(iri, {}).get(name) or [""])[0]

    def of(self, subject: str, *predicates: str) -> list[Fact]:
        """The facts of a node by one of the predicates (CURIEs), in the order of the text."""
        if self.loaded:
            return [f for f in self._by_subject.get(subject, []) if f.predicate in predicates]
        return [f for f in self.having(*predicates) if f.subject == subject]

    def having(self, *predicates: str) -> list[Fact]:
        """The facts of the predicates, in the order of the text."""
        if not self.loaded and len(predicates) <= _NAMED_PREDICATES:
            found = [f for p in predicates for f in self._source.of_predicate(self.head, p)]
            return sorted(found, key=in_text) if len(predicates) > 1 else found
        return [f for f in self.facts if f.predicate in predicates]
