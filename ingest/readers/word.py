"""What does a Word document (.docx) hold? Paragraphs with their printed numbers, tables with merged cells, notes.

Read from the file's own XML: python-docx loads every picture and leaves out text boxes, automatic numbers, nested
tables, content controls and tracked changes. Changes are taken as accepted, comments left out; a list of contents
(目录) only says again what stands below, and is left out too. Page numbers are those that Word last saw.

Rules: ECMA-376 Part 1 (WordprocessingML), elements by local name, so that strict files read the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from ingest.layout.printed import Grid, GridCell, Note, PrintedFile, TextParagraph
from ingest.readers.packages import Package, attribute, child, children, local, value
from ingest.readers.word_numbers import Numbers, read_numbers
from ingest.readers.word_styles import (
    Style,
    Styles,
    indent_of,
    is_hidden,
    number_of,
    outline_of,
    read_styles,
)
from kg.locations import Location
from kg.model import Finding

#: Deleted, moved away, or no text of the document.
_SKIPPED = frozenset(
    "del moveFrom delText instrText delInstrText footnoteReference endnoteReference commentReference annotationRef "
    "footnoteRef endnoteRef rPr pPr sdtPr sdtEndPr tblPr tblGrid tcPr trPr sectPr rt rubyPr".split()
)
_NOTE_KINDS: dict[str, Literal["header", "footer", "footnote", "endnote"]] = {
    "header": "header",
    "footer": "footer",
    "footnotes": "footnote",
    "endnotes": "endnote",
}
_DEEPEST = 40


def read_word(path: Path) -> PrintedFile:
    """The paragraphs, tables and notes of a .docx. Raises UnreadableFile for a damaged or dangerous one."""
    with Package(path) as package:
        main = package.main_part("word/document.xml")
        root = package.tree(main)
        body = child(root, "body")
        if body is None:
            raise package.refuse("文件损坏：没有正文")
        parts: dict[str, list[str]] = {}
        for kind, target in package.relations(main).values():
            if target in package.names:
                parts.setdefault(kind, []).append(target)

        def part(kind: str) -> Any:
            return package.tree(parts[kind][0]) if kind in parts else None

        reading = _Reading(read_styles(part("styles")), read_numbers(part("numbering")))
        blocks = tuple(reading.blocks(body))
        notes: list[Note] = []
        for kind, as_kind in _NOTE_KINDS.items():
            for k, name in enumerate(sorted(set(parts.get(kind, ()))), 1):
                notes.extend(_notes(package.tree(name), as_kind, k, reading))
        if reading.embedded:
            reading.findings.append(
                Finding("embedded-part", f"文中嵌入了 {reading.embedded} 个其他文件，没有读入")
            )
        if not any(isinstance(b, Grid) or b.text.strip() for b in blocks):
            raise package.refuse("文档里没有文字（可能全是图片）")
        return PrintedFile(blocks, tuple(notes), reading.page, tuple(reading.findings))


def _notes(
    root: Any, kind: Literal["header", "footer", "footnote", "endnote"], number: int, reading: _Reading
) -> Iterator[Note]:
    names = {"header": "页眉", "footer": "页脚", "footnote": "脚注", "endnote": "尾注"}
    aside = _Reading(reading.styles, Numbers())
    if kind in ("header", "footer"):
        text = "\n".join(_texts(aside.blocks(root)))
        if text:
            yield Note(kind, text, Location(part=f"{names[kind]}{number}"))
        return
    for one in children(root, kind):
        if attribute(one, "type") in (None, "normal"):
            text = "\n".join(_texts(aside.blocks(one)))
            if text:
                yield Note(kind, text, Location(part=f"{names[kind]}{attribute(one, 'id') or ''}"))


def _texts(blocks: Iterator[TextParagraph | Grid]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, TextParagraph):
            if block.text.strip():
                yield block.text.strip()
        else:
            for cell in block.cells:
                yield from _texts(iter(cell.blocks))


@dataclass(slots=True)
class _Segment:
    """The text of a paragraph on one page, and where that page was when it began."""

    text: str = ""
    page: int = 1
    turned: bool = False


@dataclass(slots=True)
class _Words:
    """One paragraph while it is read: its segments, parted by typed page breaks; `boxes`: text boxes anchored in it."""

    segments: list[_Segment] = field(default_factory=lambda: [_Segment()])
    boxes: list[TextParagraph | Grid] = field(default_factory=list)
    #: For each field that is open: whether its instruction, which is no text, is still being read.
    fields: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class _Place:
    """What the location of the next paragraph is made of."""

    part: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraphs: int = 0

    def next(self) -> Location:
        self.paragraphs += 1
        return Location(self.part, self.paragraphs, self.table, self.row, self.column)


@dataclass(slots=True)
class _Reading:
    """One pass over a document, in order: numbers, pages and places are counted on the way."""

    styles: Styles
    numbers: Numbers
    page: int = 1
    turned: bool = True
    tables: int = 0
    boxes: int = 0
    depth: int = 0
    embedded: int = 0
    findings: list[Finding] = field(default_factory=list)
    place: _Place = field(default_factory=_Place)

    def blocks(self, container: Any) -> Iterator[TextParagraph | Grid]:
        """The paragraphs and tables in `container`, in reading order."""
        self.depth += 1
        carried = ""
        for element in _unwrapped(container) if self.depth <= _DEEPEST else ():
            name = local(element)
            if name == "tbl":
                if (grid := self._grid(element)) is not None:
                    yield grid
            elif name == "altChunk":
                self.embedded += 1
            elif name == "p":
                found = list(self._paragraph(element, carried))
                carried = ""
                if _joins_next(element) and found and isinstance(last := found[-1], TextParagraph):
                    carried = last.text
                    found.pop()
                yield from found
        if carried:
            yield TextParagraph(carried, self.place.next(), page=self.page)
        self.depth -= 1

    # --- paragraphs --------------------------------------------------------------------------------

    def _paragraph(self, element: Any, carried: str) -> Iterator[TextParagraph | Grid]:
        """One paragraph; a page break typed inside it makes two. Text boxes anchored in it stand before it."""
        properties = child(element, "pPr")
        style = self.styles.of(properties)
        if _on(properties, "pageBreakBefore"):
            self._turn()
        words = _Words()
        if carried:
            self._put(words, carried)
        self._take(element, words, hidden=style.hidden)
        yield from words.boxes
        segments = [s for s in words.segments if s.text.strip()]
        if segments and not style.contents:
            number, bullet = self._number(properties, style)
            outline = outline_of(properties) or style.outline
            indent = indent_of(properties)
            location = self.place.next()
            for k, segment in enumerate(segments):
                text = number + segment.text.lstrip(" \t\u3000") if number and not k else segment.text
                yield TextParagraph(
                    text,
                    location,
                    style.name,
                    outline if outline and outline <= 9 and not k else None,
                    segment.page,
                    segment.turned,
                    bullet and not k,
                    style.indent if indent is None else indent,
                )
        section = child(properties, "sectPr")
        if section is not None and value(section, "type") != "continuous":
            self._turn()

    def _number(self, properties: Any, style: Style) -> tuple[str, bool]:
        own = number_of(properties)
        if own is None and (own := style.number) is not None:
            own = self.numbers.by_style.get(value(properties, "pStyle") or "", own)
        return ("", False) if own is None or own[0] == "0" else self.numbers.before(*own)

    def _turn(self) -> None:
        """A page begins; twice in the same place it begins once."""
        if not self.turned:
            self.page += 1
            self.turned = True

    def _put(self, words: _Words, text: str) -> None:
        if any(words.fields) or not text:
            return
        segment = words.segments[-1]
        if not segment.text:
            segment.page, segment.turned = self.page, self.turned
        segment.text += text
        if text.strip():
            self.turned = False

    def _take(self, element: Any, words: _Words, *, hidden: bool) -> None:
        """All text in `element`: runs, links, fields' results, insertions, ruby's base; not what `_SKIPPED` names."""
        for inner in _unwrapped(element):
            name = local(inner)
            if name in _SKIPPED:
                continue
            if name == "r":
                own = is_hidden(child(inner, "rPr"))
                if not (hidden if own is None else own):
                    self._take(inner, words, hidden=hidden)
            elif name == "t":
                self._put(words, inner.text or "")
            elif name in ("tab", "ptab"):
                self._put(words, "\t")
            elif name == "noBreakHyphen":
                self._put(words, "-")
            elif name == "cr":
                self._put(words, "\n")
            elif name == "br":
                self._break(inner, words)
            elif name == "lastRenderedPageBreak":
                if words.segments[-1].text.strip():
                    self.page += 1
                else:
                    self._turn()
            elif name == "fldChar":
                self._field(attribute(inner, "fldCharType") or "", words)
            elif name in ("drawing", "pict", "object"):
                words.boxes.extend(self._boxes(inner))
            else:
                self._take(inner, words, hidden=hidden)

    def _break(self, element: Any, words: _Words) -> None:
        if attribute(element, "type") == "page":
            self._turn()
            if words.segments[-1].text.strip():
                words.segments.append(_Segment())
        elif attribute(element, "type") != "column":
            self._put(words, "\n")

    @staticmethod
    def _field(kind: str, words: _Words) -> None:
        if kind == "begin":
            words.fields.append(True)
        elif kind == "separate" and words.fields:
            words.fields[-1] = False
        elif kind == "end" and words.fields:
            words.fields.pop()

    def _boxes(self, drawing: Any) -> Iterator[TextParagraph | Grid]:
        """The text boxes of a drawing: their paragraphs, each box with a place of its own."""
        for box in _text_boxes(drawing):
            self.boxes += 1
            outer, self.place = self.place, _Place(part=f"文本框{self.boxes}")
            yield from list(self.blocks(box))
            self.place = outer

    # --- tables ------------------------------------------------------------------------------------

    def _grid(self, table: Any) -> Grid | None:
        """A table with `gridSpan` and `vMerge` (and the older `hMerge`) resolved."""
        self.tables += 1
        number, outer = self.tables, self.place
        page, turned = self.page, self.turned
        cells: list[GridCell] = []
        open_cells: dict[int, int] = {}
        headings, r = 0, 0
        for row in (e for e in _unwrapped(table) if local(e) == "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                continue
            if _on(properties, "tblHeader") and headings == r:
                headings = r + 1
            column = _count(value(properties, "gridBefore"), 0)
            still: dict[int, int] = {}
            for cell in (e for e in _unwrapped(row) if local(e) == "tc"):
                own = child(cell, "tcPr")
                span = _count(value(own, "gridSpan"), 1)
                merge = child(own, "vMerge")
                if merge is not None and attribute(merge, "val") != "restart" and column in open_cells:
                    k = open_cells[column]
                    cells[k] = _larger(cells[k], rows=r - cells[k].row + 1)
                    still[column] = k
                elif value(own, "hMerge") == "continue" and cells and cells[-1].row == r:
                    cells[-1] = _larger(cells[-1], columns=column + span - cells[-1].column)
                else:
                    self.place = _Place(outer.part, number, r + 1, column + 1)
                    cells.append(GridCell(r, column, tuple(self.blocks(cell)), 1, span))
                    if merge is not None:
                        still[column] = len(cells) - 1
                column += span
            open_cells = still
            r += 1
        self.place = outer
        return Grid(tuple(cells), headings, page, turned) if any(not c.empty for c in cells) else None


def _larger(cell: GridCell, rows: int | None = None, columns: int | None = None) -> GridCell:
    return GridCell(cell.row, cell.column, cell.blocks, rows or cell.rows, columns or cell.columns)


def _unwrapped(container: Any) -> Iterator[Any]:
    """The children of `container`, those of content controls, insertions and the like in their place."""
    for element in container:
        name = local(element)
        if name == "sdt":
            if value(child(element, "sdtPr"), "docPartObj", "docPartGallery") != "Table of Contents":
                content = child(element, "sdtContent")
                yield from () if content is None else _unwrapped(content)
        elif name in ("ins", "moveTo", "customXml", "smartTag"):
            yield from _unwrapped(element)
        elif name == "AlternateContent":
            branch = child(element, "Choice")
            branch = child(element, "Fallback") if branch is None else branch
            yield from () if branch is None else _unwrapped(branch)
        elif name and name not in ("del", "moveFrom"):
            yield element


def _text_boxes(drawing: Any) -> Iterator[Any]:
    """The outermost `txbxContent` in a drawing, each once: a fallback repeats what the choice says."""
    for element in drawing:
        name = local(element)
        if name == "txbxContent":
            yield element
        elif name == "AlternateContent":
            branch = child(element, "Choice")
            branch = child(element, "Fallback") if branch is None else branch
            yield from () if branch is None else _text_boxes(branch)
        elif name:
            yield from _text_boxes(element)


def _joins_next(paragraph: Any) -> bool:
    """The paragraph's mark was deleted (tracked): it runs on into the next one."""
    return child(paragraph, "pPr", "rPr", "del") is not None


def _on(properties: Any, name: str) -> bool:
    found = child(properties, name)
    return found is not None and attribute(found, "val") not in ("0", "false", "off")


def _count(words: str | None, default: int) -> int:
    """A small count; what is absurd counts as the default."""
    return int(words) if words is not None and words.isdigit() and 0 < int(words) <= 500 else default
