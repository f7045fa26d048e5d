"""What a page layout becomes: one canonical text, and blocks (paragraphs, tables) that point into it.

The canonical text holds the document's own words in reading order, one paragraph or cell a line, with
the printer's line breaks and letter-spacing taken out. Nothing is added to it, so a quote from it is a
quote from the document. `Layout.origin` leads each code point back to the file's raw text.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.model import Finding, Span, squeeze


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One logical paragraph. `page_start`: it is the first thing on a printed page; `bold`, `listed`: Markdown marks
    that were taken off it; `outline`: the heading level that its file gives it, from 1."""

    span: Span
    page: int = 1
    page_start: bool = False
    bold: bool = False
    listed: bool = False
    outline: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell. `columns` are the indexes it may stand in: one where the layout decides, several where it does not,
    none for a heading over all of them (通栏: 一、思想引领). `carried`: merged with a cell of another row, and said again
    here; its words stand there."""

    span: Span
    columns: tuple[int, ...]
    carried: bool = False

    @property
    def column(self) -> int | None:
        return self.columns[0] if len(self.columns) == 1 else None


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row; a merged cell stands in its first row only."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its column headings as written, white space taken out (two-level headings joined with /), and its rows.

    `ruled`: the file says which cells are merged, so that one with nothing in it is empty; in a flattened table it may go
    on with the cell above.
    """

    span: Span
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    ruled: bool = False


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Layout:
    """A canonical text and its blocks in order. `origin[i]` is the raw offset of canonical code point i."""

    text: str
    blocks: tuple[Block, ...]
    origin: Sequence[int]
    findings: tuple[Finding, ...] = ()

    def words(self, where: Span | Paragraph | Cell) -> str:
        """The text of a block or span, as it stands."""
        span = where if isinstance(where, Span) else where.span
        return span.of(self.text)

    def paragraphs(self) -> list[Paragraph]:
        return [b for b in self.blocks if isinstance(b, Paragraph)]

    def tables(self) -> list[Table]:
        return [b for b in self.blocks if isinstance(b, Table)]


@dataclass(slots=True)
class LayoutBuilder:
    """Builds a `Layout` piece by piece; pieces are (text, raw offsets of its code points)."""

    chars: list[str] = field(default_factory=list)
    origin: array[int] = field(default_factory=lambda: array("q"))
    blocks: list[Block] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    length: int = 0

    def put(self, text: str, offsets: Sequence[int]) -> Span:
        """Append one line of text; returns where it stands. `offsets` has one raw offset per code point."""
        if len(text) != len(offsets):
            raise ValueError("one raw offset for each code point is wanted")
        start = self.length
        self.chars.append(text + "\n")
        self.origin.extend(offsets)
        self.origin.append(offsets[-1] + 1 if len(offsets) else (self.origin[-1] if self.origin else 0))
        self.length += len(text) + 1
        return Span(start, start + len(text))

    def done(self) -> Layout:
        return Layout("".join(self.chars), tuple(self.blocks), self.origin, tuple(self.findings))


def plain(*paragraphs: str) -> Layout:
    """A layout of plain paragraphs: for tests, and for readers that know their paragraphs already."""
    builder = LayoutBuilder()
    raw = 0
    for text in paragraphs:
        span = builder.put(text, range(raw, raw + len(text)))
        raw += len(text) + 1
        builder.blocks.append(Paragraph(span))
    return builder.done()


def tabular(columns: Sequence[str], rows: Sequence[Sequence[str | None]]) -> Layout:
    """A layout of one table (None: merged with the cell above): for tests and for readers of real tables."""
    builder = LayoutBuilder()
    raw = 0
    out: list[Row] = []
    for row in rows:
        cells: list[Cell] = []
        for k, text in enumerate(row):
            if text is None:
                continue
            span = builder.put(text, range(raw, raw + len(text)))
            raw += len(text) + 1
            cells.append(Cell(span, (k,)))
        out.append(Row(tuple(cells)))
    builder.blocks.append(
        Table(Span(0, max(0, builder.length - 1)), tuple(squeeze(c) for c in columns), tuple(out))
    )
    return builder.done()
