"""How does a structured file become a layout? The canonical text of its paragraphs and tables, each piece led back.

The same text that the plain-text path would give of it: one paragraph or cell a line, cleaned by the same rules, headers,
footers and notes left out. A file whose paragraphs are printed lines (made from a PDF) is joined as such a text is.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.layout.grids import GridTable, understand
from ingest.layout.lines import LIST_MARK, Line, clean, dressed_page_number, width
from ingest.layout.model import Cell, Layout, LayoutBuilder, Paragraph, Row, Table
from ingest.layout.panels import unfolded
from ingest.layout.paragraphs import join_lines, page_widths
from ingest.layout.printed import Grid, GridCell, Places, PrintedFile, TextParagraph
from ingest.layout.recover import put_prose
from ingest.layout.tables import find_runs, is_header, put_table
from kg.locations import DOUBTFUL, Location, Placed
from kg.model import Finding, Span, squeeze

_SENTENCE = re.compile(r"[。！？；：!?;:][”’」』）)】〕]*$")
#: A file is taken for printed lines when so many of its lines are as long as its page is wide and stop in mid-sentence.
_BROKEN_SHARE, _BROKEN_LEAST = 0.3, 8
_CONTINUED = re.compile(r"^[（(]?(?:续表?|接上[页表])[一二三四五六七八九十0-9]*[）)]?$")


@dataclass(frozen=True, slots=True)
class Composed:
    """A layout and what its raw offsets stand for."""

    layout: Layout
    places: Places

    def placed(self, origin: Sequence[int]) -> tuple[Placed, ...]:
        """Where in the file the words of a canonical text stand, given the raw offsets of its code points."""
        out: list[Placed] = []
        starts, locations = self.places.starts, self.places.locations
        k, begin = -1, 0
        for i, at in enumerate(origin):
            if k >= 0 and starts[k] <= at and (k + 1 == len(starts) or at < starts[k + 1]):
                continue
            if k >= 0:
                _extend(out, begin, i, locations[k])
            k, begin = _piece(starts, at), i
        if k >= 0:
            _extend(out, begin, len(origin), locations[k])
        return tuple(out)


def _piece(starts: Sequence[int], at: int) -> int:
    low, high = 0, len(starts)
    while low < high:
        middle = (low + high) // 2
        if starts[middle] <= at:
            low = middle + 1
        else:
            high = middle
    return low - 1


def _extend(out: list[Placed], start: int, end: int, location: Location) -> None:
    if out and out[-1].location == location and out[-1].span.end == start:
        out[-1] = Placed(Span(out[-1].span.start, end), location)
    elif end > start:
        out.append(Placed(Span(start, end), location))


def compose(file: PrintedFile) -> Composed:
    """The canonical text of a structured file with its blocks; notes (页眉, 页脚, 脚注) are no part of it."""
    builder, places = LayoutBuilder(), Places()
    builder.findings.extend(file.findings)
    broken = _is_broken(file)
    waiting: list[tuple[Line, ...]] = []
    before: GridTable | None = None
    todo: list[TextParagraph | Grid | GridTable] = list(reversed(file.blocks))
    while todo:
        block = todo.pop()
        if isinstance(block, TextParagraph):
            lines = _lines(block, places)
            if lines:
                waiting.append(lines)
                before = before if _CONTINUED.match(lines[0].text) else None
        elif isinstance(block, Grid):
            todo.extend(reversed(_turned(understand(block, before), block)))
        else:
            _put_paragraphs(builder, waiting, broken=broken)
            waiting = []
            _put_table(builder, block, places)
            before = block
    _put_paragraphs(builder, waiting, broken=broken)
    composed = Composed(builder.done(), places)
    return replace(composed, layout=_with_doubts(composed))


def _with_doubts(composed: Composed) -> Layout:
    """The layout, with a finding for each stretch that was not surely recognised (OCR)."""
    layout = composed.layout
    if all(location.confidence is None for location in composed.places.locations):
        return layout
    doubts = tuple(
        Finding(
            "low-confidence",
            f"{place.location.in_words()}识别把握低（{place.location.confidence:.0%}）：“{_short(place.span.of(layout.text))}”",
            place.span,
        )
        for place in composed.placed(layout.origin)
        if place.location.confidence is not None and place.location.confidence < DOUBTFUL
    )
    return replace(layout, findings=(*layout.findings, *doubts))


def _short(words: str) -> str:
    bare = words.strip()
    return bare if len(bare) <= 30 else f"{bare[:29]}…"


def _turned(
    blocks: Sequence[TextParagraph | GridTable | Grid], grid: Grid
) -> list[TextParagraph | GridTable | Grid]:
    """The grid's blocks; the first paragraph begins the page that the grid begins."""
    out = list(blocks)
    if grid.page_start and out and isinstance(out[0], TextParagraph):
        out[0] = replace(out[0], page_start=True)
    return out


def _lines(paragraph: TextParagraph, places: Places) -> tuple[Line, ...]:
    """A paragraph's lines, cleaned; its line breaks are those that someone typed."""
    out: list[Line] = []
    base = places.take_paragraph(paragraph)
    at = 0
    for piece in paragraph.text.split("\n"):
        body = piece.strip(" \t\u3000\u00a0")
        lead = piece.find(body[0]) if body else 0
        marked = LIST_MARK.match(body)
        cut = marked.end() if marked else 0
        words, offsets = clean(body[cut:], base + at + lead + cut)
        if words and not dressed_page_number(words):
            out.append(
                Line(
                    words,
                    offsets,
                    paragraph.page,
                    paragraph.page_start and not out,
                    listed=paragraph.listed or (bool(marked) and body[0] not in "#>"),
                    indent=paragraph.indent + float(lead) if not out else float(lead),
                    raw=body,
                    at=base + at + lead,
                    outline=paragraph.outline,
                )
            )
        at += len(piece) + 1
    return tuple(out)


def _is_broken(file: PrintedFile) -> bool:
    """The paragraphs are a page's printed lines: most are as long as the page is wide, and stop in mid-sentence.

    A reader that knows boxes on the page has joined its lines already."""
    scratch = Places()
    lines = [
        line
        for block in file.blocks
        if isinstance(block, TextParagraph) and block.outline is None and block.location.box is None
        for line in _lines(block, scratch)
    ]
    if len(lines) < _BROKEN_LEAST:
        return False
    widths = page_widths(lines)
    full = [
        line
        for line in lines
        if (page := widths[line.page]) is not None
        and width(line.text) >= page - 4
        and not _SENTENCE.search(line.text)
    ]
    return len(full) >= max(_BROKEN_LEAST // 2, _BROKEN_SHARE * len(lines))


def _put_paragraphs(builder: LayoutBuilder, waiting: Sequence[tuple[Line, ...]], *, broken: bool) -> None:
    """Paragraphs, and the tables that are set with tabs among them."""
    lines = [line for one in waiting for line in one]
    if broken:
        put_prose(builder, lines)
        return
    runs = [r for r in find_runs(lines) if is_header(_tabbed(lines[r.first], r.mark))]
    inside = {k: run for run in runs for k in range(run.first, run.last)}
    at, k = 0, 0
    while k < len(waiting):
        run = inside.get(at)
        if run is not None:
            put_table(builder, lines[run.first : run.last], run.mark)
            while k < len(waiting) and at < run.last:
                at += len(waiting[k])
                k += 1
            continue
        for joined in join_lines(waiting[k]):
            span = builder.put(joined.text, joined.offsets)
            first = joined.first
            builder.blocks.append(
                Paragraph(span, first.page, first.page_start, listed=first.listed, outline=first.outline)
            )
        at += len(waiting[k])
        k += 1


def _tabbed(line: Line, mark: str) -> list[str]:
    return [squeeze(piece) for piece in line.raw.strip("|").split(mark)]


def _put_table(builder: LayoutBuilder, table: GridTable, places: Places) -> None:
    start = builder.length
    for row in table.headings:
        _put_heading(builder, row, places)
    spans: dict[int, Span] = {}
    rows: list[Row] = []
    for placings in table.rows:
        cells: list[Cell] = []
        for placing in placings:
            key = id(placing.cell)
            if key not in spans:
                span = _put_cell(builder, placing.cell, places)
                if span is None:
                    continue
                spans[key] = span
            cells.append(Cell(spans[key], placing.columns, placing.carried))
        if cells:
            rows.append(Row(tuple(cells)))
    whole = Span(start, max(start, builder.length - 1))
    builder.blocks.append(unfolded(Table(whole, table.columns, tuple(rows), ruled=True)))


def _put_heading(builder: LayoutBuilder, cells: Sequence[GridCell], places: Places) -> None:
    """A heading row as one line, its cells a blank apart."""
    text, offsets = "", array("q")
    for cell in cells:
        words, led = _cell(cell, places)
        if not words:
            continue
        if text:
            text += " "
            offsets.append(offsets[-1] + 1)
        text += words
        offsets.extend(led)
    if text:
        builder.put(text, offsets)


def _put_cell(builder: LayoutBuilder, cell: GridCell, places: Places) -> Span | None:
    words, offsets = _cell(cell, places)
    return builder.put(words, offsets) if words else None


def _cell(cell: GridCell, places: Places) -> tuple[str, array[int]]:
    """A cell's words on one line. Its own lines are a blank apart (two names), save where one breaks a word."""
    text, offsets = "", array("q")
    for line in _cell_lines(cell, places):
        if text and not _parts_a_word(text, line.text):
            text += " "
            offsets.append(offsets[-1] + 1)
        text += line.text
        offsets.extend(line.offsets)
    words, kept = clean(text, 0)
    return words, array("q", (offsets[k] for k in kept))


def _cell_lines(cell: GridCell, places: Places) -> Iterator[Line]:
    for paragraph in cell.paragraphs:
        base, at = places.take_paragraph(paragraph), 0
        for piece in paragraph.text.split("\n"):
            words, offsets = clean(piece.replace("\t", " "), base + at)
            if words:
                yield Line(words, offsets)
            at += len(piece) + 1


def _parts_a_word(left: str, right: str) -> bool:
    """A line ends inside a word or a figure: 2024年10 | 月底, 权益保 | 障部."""
    import rjieba

    if left[-1].isdigit() and right[0] in "年月日个名家场次万千百%％.":
        return True
    head, tail = left[-4:], right[:4]
    at = 0
    for word in rjieba.cut(head + tail):
        if at < len(head) < at + len(word):
            return True
        at += len(word)
    return False
