"""Who is named in a document: people, working groups, liaisons and contacts, read together."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.extract.people.contacts import read_contacts
from ingest.extract.people.groups import read_groups
from ingest.extract.people.holders import sighting
from ingest.extract.people.home import union_of
from ingest.extract.people.liaison import read_liaisons
from ingest.extract.people.name_list import read_name_lists
from ingest.extract.people.portfolios import read_portfolios
from ingest.extract.people.running_text import read_running_text
from ingest.extract.people.sightings import Sighting, merge
from ingest.layout.model import Layout
from kg.model import Contact, Group, Liaison, PersonMention, Portfolio, Span


@dataclass(frozen=True, slots=True)
class PeopleFacts:
    """All that one document says of people; every span quotes its canonical text."""

    people: tuple[PersonMention, ...]
    groups: tuple[Group, ...]
    liaisons: tuple[Liaison, ...]
    contacts: tuple[Contact, ...]
    portfolios: tuple[Portfolio, ...] = ()


def read_people(layout: Layout, issuer: str | None) -> PeopleFacts:
    """People, groups, liaisons and contacts of one document.

    `issuer` is the issuing organ (发文机关) as written; people without another employer are its union's.
    One mention per person (same name, employers that agree); look-alike spellings stay apart.
    """
    text = layout.text
    book = read_groups(text, [p.span for p in layout.paragraphs()])
    liaison = read_liaisons(layout, issuer)
    lists = read_name_lists(layout, book, issuer, frozenset(liaison.blocks))
    contacts, named = read_contacts(text)
    charges = read_portfolios(layout, issuer)
    taken = [*lists.taken, *charges.taken, *(layout.blocks[k].span for k in liaison.blocks)]
    seen: list[Sighting] = [*lists.sightings, *liaison.sightings, *charges.sightings]
    for person in named:
        found = sighting(text, person.entry, issuer)
        if not any(s.holds(found.span) for s in taken):
            seen.append(found)
    seen.extend(read_running_text(text, book, union_of(issuer), taken))
    listed = [*liaison.contacts, *lists.contacts]
    own = {c.span for c in listed}
    every = [*listed, *(c for c in contacts if c.span not in own and not _inside(c.span, own))]
    people = merge(seen)
    seats = {seat.group for person in people for seat in person.groups}
    told = {(x.leader.text, x.unit.text) for x in liaison.liaisons}
    more = [x for x in charges.liaisons if (x.leader.text, x.unit.text) not in told]
    return PeopleFacts(
        people,
        book.with_seats(seats),
        (*liaison.liaisons, *more),
        tuple(sorted(every, key=lambda c: c.span)),
        tuple(charges.portfolios),
    )


def _inside(span: Span, others: set[Span]) -> bool:
    return any(o.holds(span) for o in others)
