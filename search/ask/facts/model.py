"""What is a fact, a document's header, a seat, a task, as answers use them (事实、文件、任务)?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from kg.model import Span

__all__ = ["UNIT_PREDICATES", "Fact", "Head", "Membership", "TaskFacts"]

UNIT_PREDICATES: Final = ("gh:responsible", "gh:lead", "gh:cooperating")


@dataclass(frozen=True, slots=True)
class Fact:
    """One triple and where it stands. `predicate` is a CURIE; `written` is the object's name as the text has it."""

    subject: str
    predicate: str
    object: str
    span: Span
    written: str = ""
    row: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A document's header, without quotes. `id` as shown outside."""

    id: str
    title: str
    source_file: str
    index: int = 1
    doc_number: str = ""
    genre: str = ""
    year: int | None = None
    city: str = ""
    province: str = ""
    county: str = ""
    date: str = ""
    parts: tuple[str, ...] = ()

    @property
    def cite(self) -> str:
        return self.doc_number or (f"《{self.title}》" if self.title else self.source_file)

    @property
    def place(self) -> str:
        return self.city or self.county or self.province

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(n for n in (self.title, *self.parts) if n)


@dataclass(slots=True)
class Membership:
    """A post or seat: IRIs of the person, the unit and its owner ("" where there is none), the role's words, all quotes."""

    document: Head
    person: str
    role: str
    unit: str
    owner: str
    spans: set[Span]


@dataclass(slots=True)
class TaskFacts:
    """A task with all facts of it and of its rows and steps."""

    id: str
    document: Head
    number: str
    text: str
    title: str
    section: str
    span: Span
    locator: str = ""
    units: list[Fact] = field(default_factory=list)
    steps: list[tuple[str, str, Span]] = field(default_factory=list)
    """(quarter or "", wording, span)."""
    rows: dict[str, str] = field(default_factory=dict)
    """Row IRI → the words of its steps and deliverable."""
    row_steps: dict[str, list[tuple[str, str, Span]]] = field(default_factory=dict)
    """Row IRI → its steps, as in `steps`."""
    deliverables: list[Fact] = field(default_factory=list)
    deadlines: list[Fact] = field(default_factory=list)
    policies: list[Fact] = field(default_factory=list)
    initiatives: list[Fact] = field(default_factory=list)

    @property
    def where(self) -> str:
        """How a person cites it: 云工办发〔2031〕7号 第3项, or by the numbers of its headings: 二（三）."""
        if self.locator:
            return self.locator
        named = (
            f"第{self.number}项"
            if self.number.isdigit()
            else f"{self.section.replace(' / ', ' ')}（{self.number}）".strip()
        )
        return f"{self.document.cite} {named}".strip()

    @property
    def heading(self) -> str:
        return f"{self.section} {self.title}".strip()
