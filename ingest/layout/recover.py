"""How does a file's raw text become a layout? Tables are found first, what is left are paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.layout.flattened import find_header, put_flattened
from ingest.layout.lines import Line, page_number, printed_lines
from ingest.layout.model import Layout, LayoutBuilder, Paragraph
from ingest.layout.paragraphs import join_lines
from ingest.layout.tables import find_runs, put_table


def recover(raw: str) -> Layout:
    """The canonical text of `raw` with its paragraphs and tables, each code point led back to its raw offset.

    >>> recover("各级工会要加强调查\\n\\n研究，\\n\\n摸清底数。\\n").text
    '各级工会要加强调查研究，摸清底数。\\n'
    """
    lines = printed_lines(raw)
    builder = LayoutBuilder()
    at = 0
    for run in find_runs(lines):
        put_prose(builder, lines[at : run.first])
        put_table(builder, lines[run.first : run.last], run.mark)
        at = run.last
    put_prose(builder, lines[at:])
    return builder.done()


def put_prose(builder: LayoutBuilder, lines: Sequence[Line]) -> None:
    """Write printed lines into the canonical text: paragraphs, and the flattened tables among them."""
    at = 0
    while (header := find_header(lines, at)) is not None:
        _paragraphs(builder, lines[at : header.first])
        at = put_flattened(builder, lines, header)
    _paragraphs(builder, lines[at:])


def _paragraphs(builder: LayoutBuilder, lines: Sequence[Line]) -> None:
    """Paragraphs without the page numbers between them; the line after a page number begins a page."""
    kept: list[Line] = []
    turned = False
    for line in lines:
        if page_number(line.text) is not None:
            turned = True
            continue
        kept.append(replace(line, page_start=True) if turned else line)
        turned = False
    for joined in join_lines(kept):
        span = builder.put(joined.text, joined.offsets)
        first = joined.first
        builder.blocks.append(Paragraph(span, first.page, first.page_start, first.bold, first.listed))
