"""What stands on a page but is no part of its text? Page numbers, running headers and footers, footnotes.

GB/T 9704—2012 7.5: the page number stands below the text, — 1 —. A line at a page's edge that comes again on others, its
numbers aside, is the page's; so is a bare number. Footnotes stand in small type below a short rule.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ingest.layout.lines import page_number
from ingest.layout.printed import Note
from ingest.readers.pdf_lines import TextLine
from ingest.readers.pdf_stitch import PartTable

#: Shares of the page's height: above the first and below the second stands what is the page's own.
_HEAD, _FOOT = 0.095, 0.895
#: Numbers are looked for a little further in.
_NUMBER_HEAD, _NUMBER_FOOT = 0.11, 0.87
#: A footnote's type is so much smaller than the text's, its rule so long at most (share of the width).
_SMALL, _SHORT_RULE = 0.92, 0.45
#: A line at the page's edge in such small type is the page's own, on the only page too.
_SMALL_HEAD = 0.8
_PAGE_OF = re.compile(r"^(?:page)?\s*[0-9]{1,4}\s*(?:/|of)\s*[0-9]{1,4}$", re.I)
_DRESS = re.compile(r"[\s·•.．。]")


@dataclass(slots=True)
class PageText:
    """A page's lines and tables in reading order; `rules`: (y, from, to) of rules that belong to no table, in points."""

    number: int
    width: float
    height: float
    items: list[TextLine | PartTable]
    rules: list[tuple[float, float, float]] = field(default_factory=list)


def take_notes(pages: Sequence[PageText], size: float) -> list[Note]:
    """Takes the pages' own lines out of their items and returns them. `size`: of the text's type, in points."""
    running = _running(pages)
    notes: list[Note] = []
    for page in pages:
        kept: list[TextLine | PartTable] = []
        foot = _footnote_rule(page, size)
        footnote: list[TextLine] = []
        for item in page.items:
            if isinstance(item, PartTable):
                kept.append(item)
            elif (kind := _edge(item, page)) is not None and (
                _is_number(item, page) or _shape(item) in running or item.size < _SMALL_HEAD * size
            ):
                notes.append(Note(kind, item.text, item.location))
            elif foot is not None and item.top > foot and item.size < _SMALL * size:
                footnote.append(item)
            elif _is_number(item, page):
                notes.append(
                    Note("footer" if item.base > page.height / 2 else "header", item.text, item.location)
                )
            else:
                kept.append(item)
        if footnote:
            notes.append(Note("footnote", "".join(line.text for line in footnote), footnote[0].location))
        page.items = kept
    return notes


def _edge(line: TextLine, page: PageText) -> Literal["header", "footer"] | None:
    if line.bottom <= page.height * _HEAD:
        return "header"
    return "footer" if line.top >= page.height * _FOOT else None


def _is_number(line: TextLine, page: PageText) -> bool:
    """A page number by itself, in the margin."""
    if page.height * _NUMBER_HEAD < line.bottom and line.top < page.height * _NUMBER_FOOT:
        return False
    words = _DRESS.sub("", line.text)
    return len(words) <= 14 and (page_number(words) is not None or bool(_PAGE_OF.match(line.text.strip())))


def _shape(line: TextLine) -> tuple[str, int]:
    """A running line's words, its numbers left open, and about how high it stands."""
    return re.sub(r"[0-9０-９]+", "#", re.sub(r"\s", "", line.text)), round(line.base / 6)


def _running(pages: Sequence[PageText]) -> frozenset[tuple[str, int]]:
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_shape(i) for i in page.items if isinstance(i, TextLine) and _edge(i, page) is not None})
    least = 2 if len(pages) < 6 else 3
    return frozenset(shape for shape, count in seen.items() if count >= least)


def _footnote_rule(page: PageText, size: float) -> float | None:
    """The height of the short rule that footnotes stand below."""
    lines = [i for i in page.items if isinstance(i, TextLine)]
    for y, start, end in sorted(page.rules):
        if y < 0.35 * page.height or not 30 < end - start < _SHORT_RULE * page.width:
            continue
        below = [line for line in lines if line.base > y and not _is_number(line, page)]
        if below and all(line.size < _SMALL * size for line in below):
            return y
    return None


def text_size(pages: Iterable[PageText]) -> float:
    """The size, in points, that most characters outside tables are printed in; 10.5 where there are none."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for item in page.items:
            if isinstance(item, TextLine):
                sizes[round(item.size * 2) / 2] += len(item.text)
    return sizes.most_common(1)[0][0] if sizes else 10.5
