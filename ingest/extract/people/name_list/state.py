"""Where are we in a list of people, and what has been found so far?"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.extract.people.groups import GroupBook
from ingest.extract.people.sightings import Sighting
from kg.model import Contact, Span


@dataclass(slots=True)
class ListFacts:
    """What the lists of a document say; `taken` are the stretches that running-text rules need not read again."""

    sightings: list[Sighting] = field(default_factory=list)
    taken: list[Span] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)


@dataclass(slots=True)
class ListState:
    """Where we are in a list: open or not, whose it is, which label holds, which honour it lists."""

    open: bool = False
    group: str | None = None
    seat: str | None = None
    seat_span: Span | None = None
    honour: Span | None = None
    misses: int = 0


@dataclass(slots=True)
class ListReader:
    """A text as its lists are read: `book` holds its working groups, `issuer` and `level` are the issuing union's."""

    text: str
    book: GroupBook
    issuer: str | None
    level: str
    state: ListState = field(default_factory=ListState)
    facts: ListFacts = field(default_factory=ListFacts)

    def open_list(self, group: str | None = None, honour: Span | None = None) -> None:
        """A list begins here; no label holds yet."""
        self.state = ListState(True, group, honour=honour)

    def label(self, seat: str, span: Span) -> None:
        """The people from here on sit in this seat."""
        self.state.seat, self.state.seat_span = seat, span
