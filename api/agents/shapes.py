"""What do the tools give back (工具返回的结构)? CONTRACT.md's JSON as types, from which clients get their schemas."""

from __future__ import annotations

from typing import Any, NotRequired

from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict

__all__ = ["Answered", "Compared", "Documents", "Found", "Paper", "SimilarOnes", "Tasks", "Traced"]

#: The program may say more than stands here; nothing is cut off.
_OPEN = ConfigDict(extra="allow")


@with_config(_OPEN)
class Evidence(TypedDict):
    """Where the document says so. `quote` is exactly its words; `start`, `end` are code points of its canonical text."""

    document: str
    source_file: str
    locator: str
    quote: str
    start: int
    end: int


@with_config(_OPEN)
class Answered(TypedDict):
    """`answer` is {"value"}, {"set"}, {"tasks"} or {"by_city"}; without evidence nothing is answered."""

    question: str
    kind: str
    answerable: bool
    answer: dict[str, Any]
    text: str
    evidence: list[Evidence]


@with_config(_OPEN)
class Hit(TypedDict):
    """A passage found. `locator` is how a person would cite it."""

    id: str
    kind: str
    title: str | None
    text: str
    source_file: str
    document: str
    locator: str
    city: str | None
    year: int | None
    departments: list[str]
    score: float
    start: int
    end: int


@with_config(_OPEN)
class Found(TypedDict):
    """Passages, best first."""

    query: str
    hits: list[Hit]


@with_config(_OPEN)
class Traced(TypedDict):
    """What a policy rests on, and the documents and tasks that cite or implement it."""

    policy: Any
    upstream: list[dict[str, Any]]
    documents: list[dict[str, Any]]
    tasks: list[dict[str, Any]]


@with_config(_OPEN)
class SimilarOnes(TypedDict):
    """Initiatives like the one asked about, each with why."""

    name: str
    hits: list[dict[str, Any]]


@with_config(_OPEN)
class Compared(TypedDict):
    """A topic by city table; `cities` are its columns."""

    cities: list[Any]


@with_config(_OPEN)
class DocumentHead(TypedDict):
    """A document found."""

    id: str
    source_file: str
    title: str | None
    doc_number: str | None
    issuer: str | None
    date: str | None
    year: int | None
    genre: str
    city: str | None


class Documents(TypedDict):
    """Documents in the workspace; `total` counts all that fit, `next_offset` is where the rest begins."""

    documents: list[DocumentHead]
    total: int
    next_offset: NotRequired[int]


class Paper(TypedDict):
    """A document with a stretch of its text; `next_start` is where the rest begins."""

    document: dict[str, Any]
    text: str
    start: int
    end: int
    length: int
    next_start: NotRequired[int]


@with_config(_OPEN)
class Task(TypedDict):
    """A task of a ledger or plan, with its rows of quarters, deliverables and departments."""

    id: str
    source_file: str
    document: str
    number: str
    title: str | None
    text: str
    departments: list[str]
    rows: list[dict[str, Any]]
    city: str | None
    year: int | None


class Tasks(TypedDict):
    """Tasks that fit; `total` counts them all, `next_offset` is where the rest begins."""

    tasks: list[Task]
    total: int
    next_offset: NotRequired[int]
