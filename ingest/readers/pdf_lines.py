"""Which characters of a page stand on one line, and what does the line say? Baselines, blanks, words printed twice.

A PDF places characters, not words: blanks are gaps, bold may be the same word printed twice, and a justified line is
spread over its width. Sizes and gaps here are in em of the line's own characters.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.readers.pdf_glyphs import Glyph, Sheet
from kg.locations import Location

#: Baselines nearer than this (em) are one line's: a raised number stands 0.3 above it, the next line 1.0 below.
_SAME_LINE = 0.4
#: The same character this near is printed again to look bold, or as its own shadow.
_TWICE = 0.14
#: A gap is a blank from this width on: between Latin letters and digits, and between Chinese characters.
_LATIN_BLANK, _BLANK = 0.18, 0.55


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line or part of one. `x0`, `x1`, `base`, `size` in points on the upright page; `location`: on the page
    as people see it; `zone`: counts the columns of text in the file, lines of one column have one zone."""

    text: str
    page: int
    x0: float
    x1: float
    base: float
    size: float
    location: Location
    zone: int = 0

    @property
    def top(self) -> float:
        return self.base - 0.86 * self.size

    @property
    def bottom(self) -> float:
        return self.base + 0.14 * self.size


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Characters by the line they stand on, top to bottom, each line left to right, without those printed twice."""
    rows: list[list[Glyph]] = []
    level = -1e9
    for glyph in sorted(glyphs, key=lambda g: g.base):
        if rows and glyph.base - level <= _SAME_LINE * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
            if glyph.size > rows[-1][0].size:  # the line is that of its larger characters
                rows[-1][0], rows[-1][-1] = rows[-1][-1], rows[-1][0]
                level = glyph.base
        else:
            rows.append([glyph])
            level = glyph.base
    out = [_once(sorted(row, key=lambda g: g.x0)) for row in rows]
    return [row for row in out if any(g.text != " " for g in row)]


def _once(row: list[Glyph]) -> list[Glyph]:
    out: list[Glyph] = []
    for glyph in row:
        near = _TWICE * glyph.size
        for other in out[-3:]:
            if (
                other.text == glyph.text
                and glyph.x0 - other.x0 < near
                and abs(other.base - glyph.base) < near
            ):
                break
        else:
            out.append(glyph)
    return out


def trimmed(row: Sequence[Glyph]) -> Sequence[Glyph]:
    """Without blanks at the ends."""
    a, b = 0, len(row)
    while a < b and row[a].text == " ":
        a += 1
    while b > a and row[b - 1].text == " ":
        b -= 1
    return row[a:b]


def segments(row: Sequence[Glyph], gap: float) -> Iterator[list[Glyph]]:
    """The stretches of a line that stand more than `gap` em apart; typed blanks count as gaps."""
    part: list[Glyph] = []
    last: Glyph | None = None
    for glyph in row:
        if glyph.text == " ":
            continue
        if last is not None and glyph.x0 - last.x1 > gap * max(glyph.size, last.size):
            yield part
            part = []
        part.append(glyph)
        last = glyph
    if part:
        yield part


def size_of(row: Sequence[Glyph]) -> float:
    """The size most of a line's characters are printed in."""
    return median(g.size for g in row)


def words(row: Sequence[Glyph]) -> str:
    """What a line says. Gaps wider than the line's own letter-spacing become blanks."""
    solid = [g for g in row if g.text != " "]
    gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(solid)]
    usual = max(0.0, median(gaps)) if len(gaps) >= 3 else 0.0
    out: list[str] = []
    last: Glyph | None = None
    typed = False
    for glyph in row:
        if glyph.text == " ":
            typed = True
            continue
        if last is not None:
            gap = (glyph.x0 - last.x1 - usual) / max(glyph.size, last.size)
            both = last.text < "\u2e80" and glyph.text < "\u2e80"
            if gap > (_LATIN_BLANK if both else _BLANK) or (typed and (both or gap > 0.2)):
                out.append(" ")
        out.append(glyph.text)
        last, typed = glyph, False
    return "".join(out)


def line_of(sheet: Sheet, row: Sequence[Glyph], zone: int = 0) -> TextLine:
    """A line of the page with its place."""
    row = trimmed(row)
    size = size_of(row)
    x0, x1 = min(g.x0 for g in row), max(g.x1 for g in row)
    body = [g for g in row if g.size > 0.75 * size] or row
    base = median(g.base for g in body)
    box = sheet.as_seen((x0, min(g.top for g in row), x1, max(g.bottom for g in row)))
    return TextLine(words(row), sheet.number, x0, x1, base, size, Location(page=sheet.number, box=box), zone)
