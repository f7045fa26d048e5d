"""What does a reader of a structured file give? The file's paragraphs, tables and notes, each with its place.

One model for every format that knows its own structure (Word, Excel, and what comes later): readers fill it, and
`ingest.layout.compose` makes the canonical text of it. Nothing here is judged: which row heads a table, and which
paragraph is a title, is decided there, for all formats alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from kg.locations import Location
from kg.model import Finding


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """One paragraph as the file has it; a line break inside it is \\n, a tab \\t.

    `outline`: heading level from 1, where the file says so; `page` counts from 1; `page_start`: first on its page;
    `listed`: it carries a bullet; `indent`: its first line's, in em; `style`: the name of its style; `pieces`: where its
    printed lines begin in `text` and stand in the file, if they were more than one.
    """

    text: str
    location: Location
    style: str = ""
    outline: int | None = None
    page: int = 1
    page_start: bool = False
    listed: bool = False
    indent: float = 0.0
    pieces: tuple[tuple[int, Location], ...] = ()


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell; merged cells are one cell with its extent. `row`, `column` count from 0 in the grid."""

    row: int
    column: int
    blocks: tuple[TextParagraph | Grid, ...]
    rows: int = 1
    columns: int = 1

    @property
    def paragraphs(self) -> tuple[TextParagraph, ...]:
        return tuple(b for b in self.blocks if isinstance(b, TextParagraph))

    @property
    def nested(self) -> tuple[Grid, ...]:
        return tuple(b for b in self.blocks if isinstance(b, Grid))

    @property
    def empty(self) -> bool:
        return not any(p.text.strip() for p in self.paragraphs) and not self.nested


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its merged cells resolved. `heading_rows`: how many first rows the file itself marks as headings.

    `page`, `page_start`: as of a paragraph.
    """

    cells: tuple[GridCell, ...]
    heading_rows: int = 0
    page: int = 1
    page_start: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside the text: kept, but no part of it."""

    kind: Literal["header", "footer", "footnote", "endnote"]
    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """A file as its format has it, in reading order. `pages`: how many it is known to have."""

    blocks: tuple[TextParagraph | Grid, ...]
    notes: tuple[Note, ...] = ()
    pages: int = 1
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class Places:
    """Raw offsets given out piece by piece, so that any of them leads back to its place in the file."""

    starts: list[int] = field(default_factory=list)
    locations: list[Location] = field(default_factory=list)
    length: int = 0

    def take(self, text: str, location: Location) -> int:
        """The raw offset of the first code point of `text`, which stands at `location`."""
        at = self.length
        self.starts.append(at)
        self.locations.append(location)
        self.length += len(text) + 1
        return at

    def take_paragraph(self, paragraph: TextParagraph) -> int:
        """`take` of a paragraph, each of its printed lines at its own place."""
        at = self.length
        for k, location in paragraph.pieces or ((0, paragraph.location),):
            self.starts.append(at + k)
            self.locations.append(location)
        self.length += len(paragraph.text) + 1
        return at


def letters(column: int) -> str:
    """The name of a workbook's column, from 0: A … Z, AA …"""
    out = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


def words_of(paragraphs: Iterable[TextParagraph]) -> str:
    """The words of some paragraphs, a line each, for a look at them."""
    return "\n".join(p.text for p in paragraphs if p.text.strip())
