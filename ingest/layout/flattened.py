"""A ruled table that the export flattened: cell after cell in short lines. Which line belongs to which cell?

What is known: the header names the columns in order; each row begins with its number on a line of its own (the
numbers run on); within a row the cells come in column order, each broken into lines as wide as its column; rows
that share a merged target repeat only the later columns; a cell that the page cut goes on after the page break.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.columns import HEADING_WORDS, STEPS, Column, column_of
from ingest.layout.cells import (
    LATIN,
    SENTENCE_END,
    UNIT_NAME,
    Found,
    Group,
    Piece,
    names_units,
    prepare,
    wide,
)
from ingest.layout.lines import Line, dressed_page_number, page_number, width
from ingest.layout.model import Cell, LayoutBuilder, Row, Table
from ingest.layout.widths import Columns, possible
from kg.model import Finding, Span

#: 完成…。 财贸工会: the deliverable's last line and the unit's only line printed side by side.
_SIDE_BY_SIDE = re.compile(rf"^(.+[。；])\s+({UNIT_NAME}(?:、{UNIT_NAME})*、?)\s*$")
_HEADER_REACH = 16
#: Until a whole row was seen, only a line as wide as running text ends the table (em): its first column may be narrow.
_UNSEEN = 16.0


@dataclass(frozen=True, slots=True)
class Header:
    """Lines first..last (exclusive) are the header; `columns` are its headings from left to right, sub-columns in place."""

    first: int
    last: int
    columns: tuple[str, ...]


def find_header(lines: Sequence[Line], start: int = 0) -> Header | None:
    """The first place where short lines spell the headings of a work table, a number column among them."""
    for i in range(start, len(lines)):
        text = lines[i].text
        if "\t" in lines[i].raw or "|" in lines[i].raw or len(text) > 40:
            continue
        if not any(word in text for word in ("序号", "编号", "项号")) or _spell(text)[1]:
            continue
        joined, last = "", None
        for j in range(i, min(len(lines), i + _HEADER_REACH)):
            words = lines[j].text.replace(" ", "")
            if len(words) > 40 or (page_number(words) is not None and joined):
                break
            joined += words
            found, rest = _spell(joined)
            if not rest and len(found) >= 3:
                last = (j + 1, found)
        if last is not None:
            columns = _in_place(last[1])
            roles = {column_of(c) for c in columns}
            if Column.NUMBER in roles and roles & {Column.TASK, Column.MEASURE} and len(columns) >= 3:
                nxt = next(
                    (
                        k
                        for k in range(last[0], min(len(lines), last[0] + 3))
                        if page_number(lines[k].text) is not None
                    ),
                    None,
                )
                if nxt is not None:
                    return Header(i, last[0], columns)
    return None


def _spell(text: str) -> tuple[list[str], str]:
    """The heading words that `text` is made of, and what is left over."""
    words = text.replace(" ", "")
    found: list[str] = []
    at = 0
    while at < len(words):
        word = next((w for w in HEADING_WORDS if words.startswith(w, at)), None)
        if word is None:
            bracket = re.match(r"[（(][^）)]{0,12}[）)]|[:：/、]", words[at:])
            if bracket is None:
                return found, words[at:]
            at += bracket.end()
            continue
        found.append(word)
        at += len(word)
    return found, ""


def _in_place(found: Sequence[str]) -> tuple[str, ...]:
    """Headings in printed order: the quarters go where their upper heading (进度安排) stands."""
    quarters = [w for w in found if column_of(w) in STEPS]
    out: list[str] = []
    for word in found:
        role = column_of(word)
        if role is Column.SCHEDULE and quarters:
            out.extend(f"{word}/{q}" for q in quarters)
        elif role in STEPS:
            if not any(column_of(w) is Column.SCHEDULE for w in found):
                out.append(word)
        else:
            out.append(word)
    return tuple(out)


def _take(lines: Sequence[Line], header: Header) -> tuple[list[Group], int]:
    """Lines after the header in groups by row number, and the index where the table ends."""
    expected = 1
    groups: list[Group] = []
    i = header.last
    widest = 0.0
    signature = "".join(line.text.replace(" ", "") for line in lines[header.first : header.last])
    while i < len(lines):
        line = lines[i]
        n = page_number(line.text)
        if n == expected and not dressed_page_number(line.text) and not _is_footer(lines, i):
            groups.append(Group(line))
            expected += 1
        elif n is not None and (dressed_page_number(line.text) or _is_footer(lines, i) or not groups):
            pass
        elif not groups:
            break
        elif (again := _repeated(lines, i, signature)) is not None:
            i = again
            continue
        elif _after_table(line, max(widest, _UNSEEN) if len(groups) == 1 else widest, lines[i - 1]):
            break
        else:
            _add(groups[-1], line)
            if len(groups) <= 3 or widest == 0.0:
                widest = max(widest, width(line.text))
            widest = max(widest, min(width(line.text), widest + 2))
        i += 1
    return groups, i


def _is_footer(lines: Sequence[Line], i: int) -> bool:
    """A bare number at the foot of a page: the next line begins a page, or a wide gap sets it off on either side."""
    nxt = lines[i + 1] if i + 1 < len(lines) else None
    if nxt is None:
        return True
    return (nxt.page_start and not lines[i].page_start) or (
        lines[i].gap >= 3 and lines[i].gap > 2 * max(1, nxt.gap) - 1
    )


def _repeated(lines: Sequence[Line], i: int, signature: str) -> int | None:
    """The index after a header printed again at the top of a page, if one begins here."""
    joined = ""
    for j in range(i, min(len(lines), i + _HEADER_REACH)):
        joined += lines[j].text.replace(" ", "")
        if joined == signature:
            return j + 1
        if not signature.startswith(joined):
            return None
    return None


def _after_table(line: Line, widest: float, before: Line) -> bool:
    """A line of running text after the last row: an attachment mark, or far wider than any cell."""
    if re.match(r"^附件\s*[0-9一二三四五六七八九十]?\s*[:：]?$", line.text):
        return True
    return widest > 0 and width(line.text) > max(widest + 6, 1.4 * widest) and not names_units(line.text)


def _add(group: Group, line: Line) -> None:
    side = _SIDE_BY_SIDE.match(line.raw.strip())
    if side:
        tail = side.group(2).replace(" ", "")
        if line.text.endswith(tail):
            cut = len(line.text) - len(tail)
            for a, b in ((0, cut), (cut, len(line.text))):
                text = line.text[a:b].rstrip()
                group.pieces.append(
                    Piece(text, line.offsets[a : a + len(text)], wide(text), line.page_start and a == 0)
                )
            return
    blanks = (
        0.25 * max(0, line.raw.strip().count(" ") - line.text.count(" ")) if LATIN.search(line.text) else 0.0
    )
    group.pieces.append(Piece(line.text, line.offsets, wide(line.text), line.page_start, blanks=blanks))


def _join_cut_rows(
    group: Group, found: Sequence[Found], columns: Columns
) -> list[tuple[list[Found], int, int]]:
    """Cells as (parts, column, row). A row that the page cut gives its continued cells back to the cells they continue.

    A row is such a rest when it begins a page and the row above has cells that stop inside a sentence: the rest's
    cells go to those, in order; cells that find none stay where they are.
    """
    cells: list[tuple[list[Found], int, int]] = []
    moved = 0
    rows: dict[int, list[Found]] = {}
    for f in found:
        rows.setdefault(f.row, []).append(f)
    for r in sorted(rows):
        here = rows[r]
        above = [k for k, (_, _, row) in enumerate(cells) if row == r - 1 - moved] if r else []
        open_cells = [
            k
            for k in above
            if cells[k][1] not in columns.units
            and not SENTENCE_END.search(group.pieces[cells[k][0][-1].b - 1].text)
        ]
        no_unit = not any(f.column in columns.units for f in here)
        if r and group.pieces[here[0].a].page_start and no_unit and len(open_cells) >= len(here):
            for k, f in zip(open_cells, here, strict=False):
                cells[k][0].append(f)
            moved += 1
            continue
        cells.extend(([f], f.column, r - moved) for f in here)
    return cells


def _put_cell(builder: LayoutBuilder, pieces: Sequence[Piece]) -> Span:
    text = ""
    offsets: list[int] = []
    for piece in pieces:
        if (
            text[-1:].isascii()
            and text[-1:].isalpha()
            and piece.text[:1].isascii()
            and piece.text[:1].isalpha()
        ):
            text += " "
            offsets.append(offsets[-1] + 1)
        text += piece.text
        offsets.extend(piece.offsets)
    return builder.put(text, offsets)


def put_flattened(builder: LayoutBuilder, lines: Sequence[Line], header: Header) -> int:
    """Rebuild the table that `header` opens; write it into the canonical text. Returns the index of the next line."""
    groups, end = _take(lines, header)
    columns = Columns(header.columns)
    prepare(groups, people=bool(columns.people))
    found = columns.fit(groups)
    start = builder.length
    for line in lines[header.first : header.last]:
        builder.put(line.text, line.offsets)
    rows: list[Row] = []
    for group, cells in zip(groups, found, strict=True):
        rows.extend(_rows(builder, group, cells, columns))
    builder.blocks.append(Table(Span(start, max(start, builder.length - 1)), header.columns, tuple(rows)))
    return end


def _rows(builder: LayoutBuilder, group: Group, found: Sequence[Found], columns: Columns) -> list[Row]:
    number = builder.put(group.number.text, group.number.offsets)
    if group.pieces and not found:
        span = _put_cell(builder, group.pieces)
        builder.findings.append(Finding("flattened-row", "表格的这一行未能分出单元格", span))
        return [Row((Cell(number, (0,)), Cell(span, (columns.first,))))]
    out: list[Row] = []
    joined = _join_cut_rows(group, found, columns)
    for r in sorted({row for _, _, row in joined}):
        row = [c for c in joined if c[2] == r]
        quarters = possible(group, row, columns)
        cells = [Cell(number, (0,))] if not out and columns.first else []
        for i, (parts, column, _) in enumerate(row):
            span = _put_cell(builder, [p for f in parts for p in group.pieces[f.a : f.b]])
            cells.append(Cell(span, quarters.get(i, (column,))))
        out.append(Row(tuple(cells)))
    return out
