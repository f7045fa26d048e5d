"""Who is named in the paragraphs of a list: labelled lines (组长：…), lines under a label, one line with all?"""

from __future__ import annotations

import re

from ingest.extract.people.entries import read_entries
from ingest.extract.people.holders import sighting
from ingest.extract.people.name_list.labels import (
    LABEL,
    LABEL_NO_COLON,
    begins_list,
    label_is_post,
    sentence_stop,
    sets_up,
)
from ingest.extract.people.name_list.posts import charge_line, post_line
from ingest.extract.people.name_list.state import ListReader
from ingest.extract.people.name_list.stretches import take
from ingest.extract.people.name_list.titles import opens_list
from ingest.extract.people.seats import GROUP_SEATS
from kg.model import Span, squeeze

_HEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|附件|第[一二三四五六七八九十]+[章条])"
)


def read_paragraph(reader: ListReader, block: Span) -> None:
    """Reads one paragraph, as the title of a list, as a part of one, or as none."""
    text, facts, state = reader.text, reader.facts, reader.state
    start, end = block.start, block.end
    line = text[start:end]
    if not line.strip():
        return
    colon = "：" in line or ":" in line
    labels = list(LABEL.finditer(line)) if colon else []
    leader = charge_line(text, start, end, reader.level) if colon else None
    if leader is not None:
        facts.sightings.append(sighting(text, leader, reader.issuer))
        facts.taken.append(Span(start, leader.posts[-1].end))
        state.seat = None
        return
    if not labels and opens_list(reader, start, end):
        return
    if labels and label_is_post(reader, start, end, labels):
        labels = []
    inline = bool(labels) and sets_up(reader.book, start, line, labels)
    if labels and (state.open or inline or begins_list(line, labels[0])):
        if not state.open or inline:
            reader.open_list(reader.book.at(start + labels[0].start() if inline else start))
        facts.taken.extend(_labelled(reader, start, line, labels))
    elif state.open:
        if _listed(reader, start, end):
            facts.taken.append(block)
    else:
        people = post_line(text, start, end, reader.level)
        facts.sightings.extend(sighting(text, entry, reader.issuer) for entry in people)
        if people:
            facts.taken.append(block)


def _labelled(reader: ListReader, start: int, line: str, labels: list[re.Match[str]]) -> list[Span]:
    """Reads the people behind each label of a line that begins at `start`; what was read, where anybody was."""
    found, begin = False, start
    read: list[Span] = []
    if labels[0].start() > 2 and reader.state.seat is not None:
        found = take(reader, start, start + labels[0].start(), strict=True)
    for k, label in enumerate(labels):
        stop = labels[k + 1].start() if k + 1 < len(labels) else len(line)
        reader.label(squeeze(label["seat"]), Span(start + label.start("seat"), start + label.end("seat")))
        until = sentence_stop(reader.text, start + label.end(), start + stop)
        found |= take(reader, start + label.end(), until, strict=False)
        read.append(Span(begin, until))
        begin = start + stop
    reader.state.misses = 0
    return read if found else []


def _listed(reader: ListReader, start: int, end: int) -> bool:
    """Reads a line without label in an open list: a seat by itself, a seat and its people, or people. False where it is
    none of these; the third such line, or a heading, closes the list."""
    line, state = reader.text[start:end], reader.state
    alone = squeeze(line).strip("*-•：:")
    if alone in GROUP_SEATS:
        left = start + len(line) - len(line.lstrip(" \t\u3000*-•"))
        reader.label(alone, Span(left, start + len(line.rstrip(" \t\u3000*：:"))))
        return True
    bare = LABEL_NO_COLON.match(line)
    if (
        bare is not None
        and state.group is not None
        and read_entries(reader.text, start + bare.end(), end, level=reader.level)
    ):
        reader.label(squeeze(bare["seat"]), Span(start + bare.start("seat"), start + bare.end("seat")))
        if take(reader, start + bare.end(), end, strict=False):
            return True
    heading = _HEADING.match(line)
    if (not heading or "名" in line) and take(reader, start, end, strict=True):
        state.misses = 0
        return True
    state.misses += 1
    if state.misses > 2 or len(line) > 60 or heading:
        state.open = False
    return False
