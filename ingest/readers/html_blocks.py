"""What paragraphs and tables does a part of a web page show, in reading order?

The tree is walked, not recursed into: pages that never close a tag nest a thousand deep. White space is the browser's
(HTML 4.8, CSS Text 4.1): runs of it are one blank, a line break of the source between two Chinese characters in a page
that a word processor wrapped is none. <br> ends a line of a paragraph; an empty line or an indent after it ends the
paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest.layout.paragraphs import OUTLINE_MARK
from ingest.layout.printed import Grid, GridCell, Note, TextParagraph
from ingest.readers.html_tables import is_data_table, slots_of
from ingest.readers.word_numbers import chinese
from kg.locations import Location

_HEADINGS = {f"h{k}": k for k in range(1, 7)}
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form header "
    "hgroup hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul caption title".split()
) | frozenset(_HEADINGS)
_SKIPPED = frozenset("script style template noscript head title rt rp colgroup".split())
_SPACES = re.compile(r"[ \t\r\n\f]+")
#: Blanks of other widths as those that stand for an indent: &emsp; as a full-width one, &ensp; as half of it.
_BLANKS = {0x2003: 0x3000, 0x2001: 0x3000, 0x2002: 0xA0, 0x2000: 0xA0, 0x2009: 0x20, 0x202F: 0x20}
#: A line break of the source, kept until what stands around it is known.
_WRAP = "\x01"
_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2014\u2018\u2019\u201c\u201d\u2026"
_BETWEEN_WIDE = re.compile(rf"(?<=[{_WIDE}])[ ]*{_WRAP}[ {_WRAP}]*(?=[{_WIDE}])")
_RUN = re.compile(rf"[ {_WRAP}]+")
_PARTS = re.compile(
    r"\n[ \u00a0\u3000]*(?:\n[ \u00a0\u3000]*)+|\n(?=\u3000{2}|\u00a0{2}|\u00a0 \u00a0|[\u3000\u00a0]{3})"
)
_INDENT = re.compile(r"text-indent\s*:\s*(-?[0-9.]+)\s*(em|rem|pt|px|cm|mm|in|%)?", re.I)
#: em of a unit, at 16 pt (三号, GB/T 9704—2012 5.2.2).
_EM = {
    "em": 1.0,
    "rem": 1.0,
    "pt": 1 / 16,
    "px": 0.75 / 16,
    "cm": 28.35 / 16,
    "mm": 2.835 / 16,
    "in": 72 / 16,
}
_TURNS = re.compile(r"(?:page-)?break-before\s*:\s*(?:always|page|left|right)", re.I)
_NOTES = re.compile(r"mso-element\s*:\s*(footnote|endnote)-list", re.I)
_NOTE_MARKS = frozenset(("MsoFootnoteReference", "MsoEndnoteReference"))
_CHINESE_LIST = re.compile(r"list-style(?:-type)?\s*:[^;]*(?:cjk|chinese|hanidec)", re.I)
_NO_MARK = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.I)
_NUMBERED = re.compile(r"^(?:[0-9]{1,3}[.．、]?|[（(][^（）()]{1,4}[）)]|第)")
_DEEPEST_TABLES = 12


@dataclass(slots=True)
class _Frame:
    """An open block: how its paragraphs look, and the mark that its first one carries."""

    tag: str
    style: str = ""
    outline: int | None = None
    indent: float = 0.0
    pre: bool = False
    mark: str = ""
    listed: bool = False


@dataclass(slots=True)
class _List:
    """An open list: the number of its next item, or none for bullets."""

    next: int | None
    chinese: bool = False
    letters: bool = False
    marked: bool = True


@dataclass(slots=True)
class Walk:
    """One pass over a page. `wrapped`: a word processor broke the source's lines inside words.

    `paragraphs`, `tables` count from 1 over the whole page, as the locations do.
    """

    wrapped: bool = False
    page: int = 1
    turned: bool = True
    paragraphs: int = 0
    tables: int = 0

    def blocks(self, root: Any) -> tuple[TextParagraph | Grid, ...]:
        """The paragraphs and tables in `root`."""
        return tuple(_Pass(self, root, None, 0).run())

    def location(self) -> Location:
        self.paragraphs += 1
        return Location(paragraph=self.paragraphs)


class _Pass:
    """A walk through one part of the tree: the page, or a cell (`place`: its table, row and column)."""

    def __init__(self, walk: Walk, root: Any, place: tuple[int, int, int] | None, depth: int) -> None:
        self.walk, self.root, self.place, self.depth = walk, root, place, depth
        self.frames: list[_Frame] = [_Frame("")]
        self.lists: list[_List] = []
        self.text = ""
        self.pieces: list[str] = []
        self.count = 0

    def run(self) -> Iterator[TextParagraph | Grid]:
        from lxml import etree

        events = etree.iterwalk(self.root, events=("start", "end"))
        for event, element in events:
            tag = element.tag
            if not isinstance(tag, str):
                continue
            tag = tag.rsplit(":", 1)[-1] if ":" in tag else tag
            if event == "start":
                if tag in _SKIPPED:
                    events.skip_subtree()
                elif tag == "br":
                    if _TURNS.search(element.get("style", "")):
                        yield from self._flush()
                        self._turn()
                    self.pieces.append("\n")
                elif tag == "table" and element is not self.root and self._is_data(element):
                    yield from self._flush()
                    yield from self._grid(element)
                    events.skip_subtree()
                else:
                    if tag in _BLOCKS:
                        yield from self._flush()
                        self._open(tag, element)
                    self._add(element.text)
            else:
                if (
                    tag in _BLOCKS
                    and tag not in _SKIPPED
                    and len(self.frames) > 1
                    and self.frames[-1].tag == tag
                ):
                    yield from self._flush()
                    self._close(tag)
                if element is not self.root:
                    self._add(element.tail)
        yield from self._flush()

    # --- blocks ------------------------------------------------------------------------------------

    def _open(self, tag: str, element: Any) -> None:
        style = element.get("style", "")
        if style and _TURNS.search(style):
            self._turn()
        above = self.frames[-1]
        frame = _Frame(
            tag,
            element.get("class", "").split(" ")[0] or tag,
            _HEADINGS.get(tag, above.outline if tag not in ("td", "th", "li") else None),
            _indent(style, above.indent),
            above.pre or tag == "pre" or "white-space:pre" in style.replace(" ", ""),
        )
        if tag in ("ol", "ul", "dir"):
            first = element.get("start", "1").strip() if tag == "ol" else ""
            self.lists.append(
                _List(
                    (int(first) if first.lstrip("-").isdigit() and len(first) < 6 else 1)
                    if tag == "ol"
                    else None,
                    bool(_CHINESE_LIST.search(style)),
                    element.get("type", "") in ("a", "A"),
                    not _NO_MARK.search(style),
                )
            )
        elif tag == "li" and self.lists:
            frame.mark, frame.listed = _mark(self.lists[-1], element.get("value", ""), style)
        self.frames.append(frame)

    def _close(self, tag: str) -> None:
        self.frames.pop()
        if tag in ("ol", "ul", "dir") and self.lists:
            self.lists.pop()

    def _turn(self) -> None:
        if self.place is None and not self.walk.turned:
            self.walk.page += 1
            self.walk.turned = True

    def _add(self, text: str | None) -> None:
        if text:
            text = text.translate(_BLANKS)
            self.pieces.append(text if self.frames[-1].pre else _SPACES.sub(self._space, text))

    @staticmethod
    def _space(found: re.Match[str]) -> str:
        return _WRAP if "\n" in found.group() and found.group()[0] in "\r\n" else " "

    def _flush(self) -> Iterator[TextParagraph]:
        """What has been read since the last block began or ended, as paragraphs."""
        if not self.pieces:
            return
        text = "".join(self.pieces)
        self.pieces = []
        if not text.strip(" \n\t\r\u00a0\u3000\u200b" + _WRAP):
            return
        frame = self.frames[-1]
        if not frame.pre:
            text = _BETWEEN_WIDE.sub("" if self.walk.wrapped else self._joint, text)
            text = re.sub(r" ?\n ?", "\n", _RUN.sub(" ", text))
        marked = next((f for f in reversed(self.frames) if f.mark or f.listed), None)
        for k, part in enumerate(_PARTS.split(text)):
            words = part.strip("\n").rstrip(" \u00a0\u3000").lstrip(" ")
            if not words.strip(" \u00a0\u3000\u200b\n\t"):
                continue
            listed = False
            if marked is not None and k == 0:
                bare = words.lstrip(" \u00a0\u3000")
                if marked.mark and not OUTLINE_MARK.match(bare) and not _NUMBERED.match(bare):
                    words = marked.mark + bare
                listed = marked.listed
                marked.mark, marked.listed = "", False
            yield TextParagraph(
                words,
                self._location(),
                frame.style,
                frame.outline if k == 0 else None,
                self.walk.page,
                self.walk.turned,
                listed,
                frame.indent,
            )
            self.walk.turned = False

    @staticmethod
    def _joint(found: re.Match[str]) -> str:
        """A source line of some length was broken by the editor, a short one by hand."""
        before = found.string[max(0, found.start() - 30) : found.start()]
        return "" if len(before) == 30 and not re.search(rf"[\n {_WRAP}]", before) else " "

    def _location(self) -> Location:
        if self.place is None:
            return self.walk.location()
        self.count += 1
        table, row, column = self.place
        return Location(table=table, row=row, column=column, paragraph=self.count)

    # --- tables -------------------------------------------------------------------------------------

    def _is_data(self, table: Any) -> bool:
        nested = self.depth + sum(frame.tag == "table" for frame in self.frames)
        return nested < _DEEPEST_TABLES and is_data_table(table)

    def _grid(self, table: Any) -> Iterator[TextParagraph | Grid]:
        caption = table.find("caption")
        if caption is not None:
            yield from _Pass(self.walk, caption, self.place, self.depth + 1).run()
        self.walk.tables += 1
        number, page, turned = self.walk.tables, self.walk.page, self.walk.turned
        slots, headings = slots_of(table)
        cells = tuple(
            GridCell(
                slot.row,
                slot.column,
                tuple(
                    _Pass(self.walk, slot.cell, (number, slot.row + 1, slot.column + 1), self.depth + 1).run()
                ),
                slot.rows,
                slot.columns,
            )
            for slot in slots
        )
        if any(not cell.empty for cell in cells):
            self.walk.turned = False
            yield Grid(cells, headings, page, turned)


def take_notes(root: Any) -> tuple[Note, ...]:
    """A word processor's footnotes and endnotes, taken out of the tree with their marks: they stand beside the text."""
    out: list[Note] = []
    for element in list(root.iter("div", "span", "a")):
        if _NOTE_MARKS & set(element.get("class", "").split()):
            element.text = None
            for inner in list(element):
                element.remove(inner)
            continue
        found = _NOTES.search(element.get("style", "")) if element.tag == "div" else None
        if found is None:
            continue
        foot = found[1].lower() == "footnote"
        for paragraph in element.iter("p"):
            if words := " ".join("".join(paragraph.itertext()).split()):
                place = Location(part=f"{'脚注' if foot else '尾注'}{len(out) + 1}")
                out.append(Note("footnote" if foot else "endnote", words, place))
        element.getparent().remove(element)
    return tuple(out)


def _indent(style: str, above: float) -> float:
    found = _INDENT.search(style)
    if found is None:
        return above
    try:
        return max(0.0, min(20.0, float(found[1]) * _EM.get((found[2] or "px").lower(), 0.0)))
    except ValueError:
        return above


def _mark(one: _List, value: str, style: str) -> tuple[str, bool]:
    """The number before a list's item as a browser shows it, and whether it is a bullet."""
    if one.next is None:
        return "", True
    if value.strip().isdigit() and len(value) < 6:
        one.next = int(value)
    number = one.next
    one.next += 1
    if not one.marked or _NO_MARK.search(style):
        return "", False
    if one.chinese and 0 < number < 100:
        return f"{chinese(number)}、", False
    if one.letters and 0 < number <= 26:
        return f"{chr(96 + number)}.", False
    return f"{number}.", False
