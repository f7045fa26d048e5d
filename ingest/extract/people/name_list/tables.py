"""Who is named in a table of people (姓名 | 职务 | 小组职务), with or without headings?"""

from __future__ import annotations

from dataclasses import replace

from ingest.extract.people.contacts import numbers, phone_value
from ingest.extract.people.entries import Entry
from ingest.extract.people.name_cells import column_people
from ingest.extract.people.name_list.columns import columns_of
from ingest.extract.people.name_list.state import ListReader, ListState
from ingest.extract.people.name_list.stretches import seat_role, seated, take
from ingest.extract.people.names import is_name
from ingest.extract.people.positions import has_role
from ingest.extract.people.seats import GROUP_SEATS, PLAIN_SEATS
from ingest.layout.model import Cell, Table
from kg.model import Contact, GroupRole, squeeze


def read_table(reader: ListReader, table: Table) -> bool:
    """Reads the people of a table under its headings, or row by row in an open list; whether there was anybody."""
    kinds = columns_of(table.columns)
    if "name" not in kinds.values():
        return reader.state.open and _read_bare_table(reader, table)
    group = reader.state.group if reader.state.open else reader.book.at(table.span.start)
    carried: dict[str, Cell] = {}
    found = False
    for row in table.rows:
        cells: dict[str, list[Cell]] = {}
        for cell in row.cells:
            meaning = kinds.get(cell.columns[0]) if cell.columns else None
            if meaning is not None:
                cells.setdefault(meaning, []).append(cell)
        for kind in ("seat", "unit"):
            if kind in cells:
                carried[kind] = cells[kind][-1]
            elif table.ruled:
                continue
            elif kind in carried and kind in kinds.values() and len(row.cells) < len(table.columns):
                cells[kind] = [carried[kind]]
        found |= _read_row(reader, cells, group)
    return found


def _read_row(reader: ListReader, cells: dict[str, list[Cell]], group: str | None) -> bool:
    """Reads the person of a row, by what its cells hold; `group` is whose list it is."""
    text = reader.text
    names = [c for c in cells.get("name", ()) if c.span.end > c.span.start and not c.carried]
    if not names:
        return False
    beside = [c.span for kind in ("unit", "post") for c in cells.get(kind, ()) if c.span.end > c.span.start]
    seat_cell = next(iter(cells.get("seat", ())), None)
    seat = squeeze(seat_cell.span.of(text)) if seat_cell is not None else ""
    if not seat and group is not None:
        posts = cells.get("post", [])
        only = squeeze(posts[0].span.of(text)) if posts else ""
        if posts and only in PLAIN_SEATS:
            seat, seat_cell = only, posts[0]
            beside = [s for s in beside if s != posts[0].span]
    done = False
    for entry in column_people(text, names[0].span, reader.level):
        whole = replace(entry, posts=(*beside, *entry.posts))
        held = ListState(True, group, honour=reader.state.honour)
        if seat and (seat in GROUP_SEATS or has_role(seat)):
            held.seat, held.seat_span = seat, None if seat_cell is None else seat_cell.span
        seen = seated(reader, whole, held)
        if held.seat and group is not None and seat_cell is not None:
            seen = replace(seen, seats=(GroupRole(group, seat_role(seat), seat_cell.span),))
        reader.facts.sightings.append(seen)
        for phone in cells.get("phone", ()):
            for number in numbers(text, phone.span.start, phone.span.end):
                reader.facts.contacts.append(
                    Contact("phone", phone_value(number.of(text)), number, entry.name, seen.employer)
                )
        done = True
    return done


def _read_bare_table(reader: ListReader, table: Table) -> bool:
    """A table without headings inside an open list: each row reads as a line; its first cell may be a seat."""
    text = reader.text
    found = False
    for row in table.rows:
        cells = [c for c in row.cells if c.span.end > c.span.start]
        if not cells:
            continue
        first = squeeze(cells[0].span.of(text)).rstrip("：:")
        if first in GROUP_SEATS and len(cells) > 1:
            reader.label(first, cells[0].span)
            cells = cells[1:]
        people = [k for k, c in enumerate(cells) if is_name(squeeze(c.span.of(text)))]
        if people:
            for k in people:
                stop = next((j for j in people if j > k), len(cells))
                posts = cells[k + 1 : stop] if people[0] == 0 else cells[k - 1 : k]
                if k > 0 and people == [k]:
                    posts = [
                        c for c in (*cells[:k], *cells[k + 1 :]) if not squeeze(c.span.of(text)).isdigit()
                    ]
                entry = Entry(squeeze(cells[k].span.of(text)), cells[k].span, tuple(c.span for c in posts))
                reader.facts.sightings.append(seated(reader, entry, reader.state))
                found = True
            continue
        found |= take(reader, cells[0].span.start, cells[-1].span.end, strict=reader.state.seat is None)
    return found
