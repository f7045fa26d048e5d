"""What a document says, as typed records: the types in which ingest, kg and search meet.

Everything found in a text carries a `Span`: half-open offsets in Unicode code points into that
document's canonical text, so `text[span.start:span.end]` is the quote (Web Annotation
TextPositionSelector, https://www.w3.org/TR/annotation-model/#text-position-selector).
Names are kept as written, less layout: white space that the printer put inside them is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # kg.locations speaks of spans
    from kg.locations import Placed

_SPACE = re.compile(r"\s+")


def squeeze(text: str) -> str:
    """`text` without any white space: how names and task wordings are kept."""
    return _SPACE.sub("", text)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points in one document's canonical text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)


class Genre(StrEnum):
    """文种: the kinds of document that CONTRACT.md names."""

    LEDGER = "工作台账"
    POINTS = "工作要点"
    PLAN = "实施方案"
    SUMMARY = "工作总结"
    NOTICE = "通知"
    OPINION = "意见"
    MEASURES = "办法"
    NAME_LIST = "名单"
    OTHER = "其他"


class UnitRole(StrEnum):
    """How a unit answers for a task: 责任, 牵头, 配合."""

    RESPONSIBLE = "responsible"
    LEAD = "lead"
    COOPERATING = "cooperating"


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words and where they stand; `text` is the quote less layout."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class UnitMention:
    """A department or body named as answering for something (责任部门)."""

    name: str
    span: Span
    role: UnitRole = UnitRole.RESPONSIBLE


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done in one quarter (进度安排). `quarter` is "Q1".."Q4", or None where the layout leaves it open."""

    quarter: str | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One line of a ledger under one target: steps, deliverable (成果形式), units, deadline (完成时限)."""

    steps: tuple[Step, ...] = ()
    deliverable: Quoted | None = None
    units: tuple[UnitMention, ...] = ()
    deadline: Quoted | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited instrument 《…》. `issuers` are as written; `relation` is the verb that cites it (落实, 根据, 印发, 制定…).

    `span` covers the title without its brackets; `number_span` the number, where there is one.
    `creates` is true where the text says that this instrument is to be made (制定, 印发, 出台, 编制, 转发).
    """

    title: str
    span: Span
    doc_number: str | None = None
    number_span: Span | None = None
    issuers: tuple[str, ...] = ()
    relation: str | None = None
    creates: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """A target (指标). `value` is a number, or "2-3" for a range; `comparator` is one of >= <= = or None; `by` as written."""

    text: str
    value: float | int | str
    unit: str
    span: Span
    comparator: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class InitiativeMention:
    """A named campaign, brand, competition or programme, without its outer quotation marks."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class OrganizationMention:
    """A named body as written (市总工会, 省总, 海港区总工会)."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Task:
    """One task (任务). `span` is its wording, `extent` everything that belongs to it (all cells of its rows).

    `number` is as printed without brackets or full stops; `section` the headings above it, outermost first.
    """

    number: str
    text: str
    span: Span
    extent: Span
    section: tuple[str, ...] = ()
    title: str | None = None
    title_span: Span | None = None
    rows: tuple[TaskRow, ...] = ()
    citations: tuple[Citation, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    initiatives: tuple[InitiativeMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """A post held (职务): `role` as written (部长, 党组成员), in a department or organisation as written, where named."""

    role: str
    span: Span
    organization: str | None = None
    department: str | None = None


@dataclass(frozen=True, slots=True)
class GroupRole:
    """A seat in a working group (领导小组): 组长, 副组长, 成员, 办公室主任."""

    group: str
    role: str
    span: Span


@dataclass(frozen=True, slots=True)
class PersonMention:
    """One person named in a document, once per distinct spelling and employer; `span` is the first naming."""

    name: str
    span: Span
    positions: tuple[Position, ...] = ()
    groups: tuple[GroupRole, ...] = ()
    organization: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A working group (领导小组, 工作专班) and where its office sits (办公室设在)."""

    name: str
    span: Span
    office: UnitMention | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach someone: `kind` is phone, email, fax or address. Masked outside the workspace's owner."""

    kind: str
    value: str
    span: Span
    person: str | None = None
    organization: str | None = None


@dataclass(frozen=True, slots=True)
class Liaison:
    """A leader answers for a county union or another unit (对口联系)."""

    leader: Quoted
    unit: Quoted
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What a leader is in charge of (分管): the work as written, and the departments."""

    leader: Quoted
    matters: tuple[Quoted, ...] = ()
    units: tuple[UnitMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. `number` as printed; `span` is the heading; `body` runs to the next one."""

    number: str | None
    title: str
    level: int
    span: Span
    body: Span
    children: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Section]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that search returns whole. `kind` is task, section, paragraph, header, initiative or document."""

    kind: str
    title: str
    locator: str
    spans: tuple[Span, ...]
    task: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something seen and not understood, or understood against the standard; never dropped."""

    rule: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an organisation sits, as far as the document says: bare names without 省, 市 (秦皇岛, 河北)."""

    province: str | None = None
    city: str | None = None
    county: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Something a bundle carries: the plan it issues, an attached list. `span` is its title, `body` all of it."""

    title: str
    genre: Genre
    span: Span
    body: Span


@dataclass(frozen=True, slots=True)
class Document:
    """All that one document says. Offsets point into `text`; `index` counts from 1 the documents of one file.

    `places` lead from the text to the file it came from: empty where the file is that text.
    """

    source_file: str
    index: int
    text: str
    genre: Genre
    title: Quoted | None = None
    parts: tuple[Part, ...] = ()
    doc_number: Quoted | None = None
    issuer: Quoted | None = None
    issued_on: Quoted | None = None
    date: str | None = None
    year: int | None = None
    addressees: tuple[Quoted, ...] = ()
    place: Place = field(default_factory=Place)
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    citations: tuple[Citation, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    initiatives: tuple[InitiativeMention, ...] = ()
    organizations: tuple[OrganizationMention, ...] = ()
    people: tuple[PersonMention, ...] = ()
    groups: tuple[Group, ...] = ()
    liaisons: tuple[Liaison, ...] = ()
    contacts: tuple[Contact, ...] = ()
    portfolios: tuple[Portfolio, ...] = ()
    passages: tuple[Passage, ...] = ()
    findings: tuple[Finding, ...] = ()
    places: tuple[Placed, ...] = ()

    def with_findings(self, *more: Finding) -> Document:
        return replace(self, findings=(*self.findings, *more))
