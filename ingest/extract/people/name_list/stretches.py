"""Who stands in one stretch of a list?"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.extract.people.entries import Entry, read_entries
from ingest.extract.people.holders import UNIT_LIKE, sighting
from ingest.extract.people.name_list.state import ListReader, ListState
from ingest.extract.people.positions import has_role
from ingest.extract.people.seats import GROUP_SEATS
from ingest.extract.people.sightings import Sighting
from kg.model import GroupRole, Position, squeeze

PROSE = re.compile(r"[。！？]\s*\S")


def take(reader: ListReader, start: int, end: int, *, strict: bool) -> bool:
    """Read the people of one stretch of a list. `strict`: no label introduces it, so it must look like an entry."""
    text, state = reader.text, reader.state
    if end - start > 3000 or (strict and (end - start > 300 or PROSE.search(text[start:end]))):
        return False
    labelled = not strict or state.seat is not None
    entries = read_entries(text, start, end, level=reader.level, labelled=labelled)
    if not entries:
        return False
    if strict and not _plausible(text, start, end, entries):
        return False
    for entry in entries:
        reader.facts.sightings.append(seated(reader, entry, state))
    return True


def _plausible(text: str, start: int, end: int, entries: list[Entry]) -> bool:
    """An unlabelled line is a list's when its posts are posts or units, and its bare names stand alone."""
    written = sum(len(squeeze(e.span.of(text))) for e in entries)
    for entry in entries:
        for post in entry.posts:
            words = squeeze(post.of(text))
            written += len(words)
            if len(words) > 60:
                return False
            if not has_role(words) and not UNIT_LIKE.search(words):
                return False
    whole = len(re.sub(r"[\s、，,；;：:。（）()*\-•\d.]", "", text[start:end]))
    return written >= 0.8 * whole


def seated(reader: ListReader, entry: Entry, state: ListState) -> Sighting:
    """The person of an entry, with the seat or the honour that holds there."""
    seen = sighting(reader.text, entry, reader.issuer)
    if state.honour is not None and state.seat is None:
        post = Position(squeeze(state.honour.of(reader.text)), state.honour)
        return replace(seen, positions=(*seen.positions, post), home=False, employer=_stated(seen.positions))
    if state.seat is None:
        return seen
    if state.group is not None and state.seat in GROUP_SEATS:
        return replace(seen, seats=(GroupRole(state.group, seat_role(state.seat), entry.span),))
    if state.seat in ("成员", "组员", "工作人员", "成员单位") or state.seat_span is None:
        return seen
    return replace(seen, positions=(*seen.positions, Position(state.seat, state.seat_span)))


def seat_role(seat: str) -> str:
    """领导小组办公室主任 in a group is its 办公室主任."""
    return seat.removeprefix("领导小组")


def _stated(positions: tuple[Position, ...]) -> str | None:
    return next((p.organization for p in positions if p.organization is not None), None)
