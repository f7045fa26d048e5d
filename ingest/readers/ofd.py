"""What does an OFD file (版式文件, GB/T 33190) hold? Its text in paragraphs, its ruled tables, each with page and box.

The pages are drawn by `ofd_page`; lines, paragraphs, tables over pages and page numbers are found as in a PDF. Seals,
signatures and annotations are no part of the text; what is attached is told. A page without text is given to the
reader of scans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.layout.printed import Grid, Note, PrintedFile, TextParagraph
from ingest.readers import progress
from ingest.readers.ofd_page import DrawnPage, draw
from ingest.readers.ofd_parts import OfdDocument, documents
from ingest.readers.packages import Package
from ingest.readers.pdf import page_text
from ingest.readers.pdf_glyphs import Sheet
from ingest.readers.pdf_margins import PageText, take_notes, text_size
from ingest.readers.pdf_paragraphs import blocks_of
from kg.errors import UnreadableFile
from kg.model import Finding

#: A page with fewer characters than this, mostly covered by a picture, is a scan; so is one whose glyphs say nothing.
_FEW, _COVERED, _UNMAPPED = 40, 0.5, 0.2


@dataclass(slots=True)
class _Seen:
    """Pages with something left out, by kind."""

    damaged: list[int] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    crowded: list[int] = field(default_factory=list)
    slanting: list[int] = field(default_factory=list)
    unmapped: list[int] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)
    attached: int = 0
    why_no_scan: str = "图片打不开"
    recognised: list[Finding] = field(default_factory=list)

    def findings(self) -> tuple[Finding, ...]:
        kinds = (
            ("damaged-page", self.damaged, "已损坏，没有读入"),
            ("scanned-page", self.scanned, f"没有文字层，未能读入：{self.why_no_scan}"),
            ("crowded-page", self.crowded, "图形过多，没有识别表格框线"),
            ("slanting-text", self.slanting, "有斜排文字（多为水印），没有读入"),
            ("unmapped-glyphs", self.unmapped, "有少量文字没有编码，没有读入"),
            ("cut-page", self.cut, "文字过多，多出的没有读入"),
        )
        out = [Finding(kind, f"第{_listed(pages)}页{what}") for kind, pages, what in kinds if pages]
        if self.attached:
            out.append(Finding("attachment", f"OFD 带有 {self.attached} 个附件，没有读入，请另存后读入"))
        return (*out, *self.recognised)


def _listed(pages: Sequence[int]) -> str:
    return "、".join(map(str, pages[:20])) + ("等" if len(pages) > 20 else "")


def read_ofd(path: Path) -> PrintedFile:
    """The paragraphs, tables and notes of an .ofd. Raises UnreadableFile for a damaged, locked or dangerous one."""
    blocks: list[TextParagraph | Grid] = []
    notes: list[Note] = []
    seen = _Seen()
    count = 0
    with Package(path) as package:
        for document in documents(package):
            own, beside = _document(document, count, seen)
            blocks.extend(own)
            notes.extend(beside)
            count += len(document.pages)
            seen.attached += document.attached
        if not blocks:
            raise package.refuse(_why_empty(seen, count))
    return PrintedFile(tuple(blocks), tuple(notes), max(1, count), seen.findings())


def _why_empty(seen: _Seen, count: int) -> str:
    if seen.damaged and len(seen.damaged) == count:
        return "文件被截断或损坏：OFD 的页面都读不出来"
    if seen.scanned:
        return f"OFD 里没有文字层（多为扫描图片）：{seen.why_no_scan}"
    return "OFD 里没有文字"


def _document(
    document: OfdDocument, before: int, seen: _Seen
) -> tuple[list[TextParagraph | Grid], list[Note]]:
    """One document's blocks and notes. `before`: how many pages stand before it in the file."""
    pages: list[PageText] = []
    for k, part in enumerate(document.pages, before + 1):
        progress.page(k, before + len(document.pages))
        try:
            drawn = draw(document.read(part), k)
        except UnreadableFile:
            seen.damaged.append(k)
            continue
        page = _scanned(document, drawn, seen) if _is_scan(drawn.sheet) else _text(drawn.sheet, seen)
        if page is not None and page.items:
            pages.append(page)
    size = text_size(pages)
    notes = take_notes(pages, size)
    return list(blocks_of(pages, size)), notes


def _is_scan(sheet: Sheet) -> bool:
    """The page's text is in a picture, or its glyphs have no characters."""
    words = sum(1 for g in sheet.glyphs if g.text != " ") + len(sheet.aside)
    return sheet.unmapped > _UNMAPPED * (words + sheet.unmapped) or (
        words < _FEW and sheet.pictures >= _COVERED
    )


def _text(sheet: Sheet, seen: _Seen) -> PageText:
    page = page_text(sheet)
    for pages, there in (
        (seen.cut, sheet.cut),
        (seen.slanting, sheet.skewed),
        (seen.unmapped, sheet.unmapped),
        (seen.crowded, sheet.crowded),
    ):
        if there:
            pages.append(sheet.number)
    return page


def _scanned(document: OfdDocument, drawn: DrawnPage, seen: _Seen) -> PageText | None:
    """A page without text, recognised; None where that cannot be."""
    from ingest.readers.ofd_scans import page_picture

    sheet = drawn.sheet
    picture = page_picture(document, drawn)
    if picture is None:
        seen.scanned.append(sheet.number)
        return None
    try:
        from ingest.readers.scans import read_scanned_page

        read = read_scanned_page(picture, sheet.number, sheet.width, sheet.height)
    except UnreadableFile as error:
        seen.scanned.append(sheet.number)
        seen.why_no_scan = error.message
        return None
    seen.recognised.extend(read.findings)
    return read.content
