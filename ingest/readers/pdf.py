"""What does a PDF hold? Its text in paragraphs, its ruled tables, each with page and box; scanned pages by recognition.

Characters and rules come from PDFium (measured beside pdfplumber: several times faster, and bounded on damaged files); what
they mean is worked out here, a page at a time, so that a file of thousands of pages stays small in memory. A page
without a text layer, or whose font says nothing of its characters, is given to the reader of scans.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.layout.printed import Note, PrintedFile
from ingest.readers import pdf_limits
from ingest.readers.pdf_columns import arrange
from ingest.readers.pdf_glyphs import Glyph, Sheet, read_sheet
from ingest.readers.pdf_lines import TextLine, line_of, rows_of, words
from ingest.readers.pdf_margins import PageText, take_notes, text_size
from ingest.readers.pdf_paragraphs import blocks_of
from ingest.readers.pdf_stitch import PartCell, PartTable
from ingest.readers.pdf_tables import Ruled, TooManyRules, find_tables, with_shading
from kg.errors import UnreadableFile
from kg.locations import Location
from kg.model import Finding

#: A page with fewer characters than this, mostly covered by a picture, is a scan that someone numbered or stamped.
_FEW, _COVERED = 40, 0.5
#: So many of a page's glyphs without a character, or with one of other alphabets (ÄÅÇ), and its text is of no use.
_UNMAPPED, _NOT_ODD = 0.2, "·×÷°±§µ²³"
#: Resolution a page is drawn at for recognition, and how many points it may have on a side.
_DPI, _MOST_PIXELS = 200, 4000
#: PDFium is one C library with one state.
_LOCK = threading.Lock()


def read_pdf(path: Path) -> PrintedFile:
    """The paragraphs, tables and notes of a .pdf. Raises UnreadableFile for a damaged, locked or dangerous one."""
    pdf_limits.check_file(path)
    with _LOCK:
        document = _opened(path)
        try:
            return _Reading(document, str(path)).file()
        finally:
            document.close()


def _opened(path: Path) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(_why_not(error), str(path)) from error
    if len(document) == 0:
        document.close()
        raise UnreadableFile("PDF 文件里没有页面，可能已损坏", str(path))
    if len(document) > pdf_limits.MOST_PAGES:
        count = len(document)
        document.close()
        raise UnreadableFile(
            f"PDF 共 {count:,} 页，超过 {pdf_limits.MOST_PAGES:,} 页，请拆分后再读入", str(path)
        )
    return document


def _why_not(error: Any) -> str:
    """Why PDFium would not open a file, in words. Codes: FPDF_ERR_… of fpdfview.h."""
    code = getattr(error, "err_code", None)
    if code == 4:
        return "PDF 设有打开密码，请先解除密码（用能打开它的软件另存为不加密的文件）再读入"
    if code == 5:
        return "PDF 的加密方式不受支持，请另存为不加密的文件再读入"
    return "PDF 文件损坏或不完整，请重新取得原文件，或用 WPS、Acrobat 打开后另存一次再读入"


@dataclass(slots=True)
class _Missing:
    """Pages that were not read in full, by reason."""

    scanned: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    crowded: list[int] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)
    slanting: list[int] = field(default_factory=list)
    aside: list[int] = field(default_factory=list)
    unmapped: list[int] = field(default_factory=list)
    why_no_scan: str = ""

    def findings(self) -> list[Finding]:
        kinds = (
            ("scanned-page", self.scanned, f"没有文字层，未能读入：{self.why_no_scan}"),
            ("damaged-page", self.damaged, "已损坏，没有读入"),
            ("crowded-page", self.crowded, "图形过多，没有识别表格框线"),
            ("cut-page", self.cut, f"文字超过 {pdf_limits.MOST_GLYPHS:,} 个，多出的没有读入"),
            ("slanting-text", self.slanting, "有斜排文字（多为水印），没有读入"),
            ("aside-text", self.aside, "有侧排文字，没有并入正文"),
            ("unmapped-glyphs", self.unmapped, "有少量文字的字体没有编码表，没有读入"),
        )
        return [Finding(kind, f"{_pages(found)}{what}") for kind, found, what in kinds if found]


def _pages(numbers: Sequence[int]) -> str:
    """第2、5—7页."""
    runs: list[tuple[int, int]] = []
    for n in numbers:
        if runs and runs[-1][1] == n - 1:
            runs[-1] = runs[-1][0], n
        else:
            runs.append((n, n))
    shown = "、".join(str(a) if a == b else f"{a}—{b}" for a, b in runs[:20])
    return f"第{shown}{'等' if len(runs) > 20 else ''}页"


class _Reading:
    """One file while it is read: its pages, those with a text layer and those recognised alike."""

    def __init__(self, document: Any, where: str) -> None:
        self.document, self.where = document, where
        self.pages: list[PageText] = []
        self.missing = _Missing()
        self.findings: list[Finding] = []
        self.notes: list[Note] = []

    def file(self) -> PrintedFile:
        count = len(self.document)
        for index in range(count):
            self._page(index)
        size = text_size(self.pages)
        self.notes.extend(take_notes(self.pages, size))
        blocks = tuple(blocks_of(self.pages, size))
        if not blocks:
            raise UnreadableFile(self._why_empty(count), self.where)
        findings = (*self.missing.findings(), *self.findings)
        return PrintedFile(blocks, tuple(self.notes), count, findings)

    def _why_empty(self, count: int) -> str:
        if self.missing.scanned:
            return self.missing.why_no_scan
        return "PDF 的页面都已损坏" if len(self.missing.damaged) == count else "PDF 里没有文字"

    def _page(self, index: int) -> None:
        import pypdfium2

        try:
            page = self.document[index]
        except pypdfium2.PdfiumError:
            self.missing.damaged.append(index + 1)
            return
        try:
            width, height = page.get_size()
            if not (1 <= width <= pdf_limits.MOST_SIDE and 1 <= height <= pdf_limits.MOST_SIDE):
                self.missing.damaged.append(index + 1)
                return
            sheet = read_sheet(page, index + 1)
            if _is_scan(sheet):
                self._scan(page, sheet)
            else:
                self._text(sheet)
        finally:
            page.close()

    def _text(self, sheet: Sheet) -> None:
        for pages, there in (
            (self.missing.cut, sheet.cut),
            (self.missing.slanting, sheet.skewed),
            (self.missing.unmapped, sheet.unmapped),
        ):
            if there:
                pages.append(sheet.number)
        page = page_text(sheet, self.pages[-1] if self.pages else None)
        if sheet.crowded:
            self.missing.crowded.append(sheet.number)
        aside = _aside(sheet)
        self.notes.extend(aside)
        if aside:
            self.missing.aside.append(sheet.number)
        if page.items:
            self.pages.append(page)

    def _scan(self, page: Any, sheet: Sheet) -> None:
        from ingest.readers.scans import read_scanned_page

        width, height = page.get_size()
        scale = min(_DPI / 72, _MOST_PIXELS / max(width, height))
        image = page.render(scale=scale, rev_byteorder=True).to_numpy()
        try:
            scanned = read_scanned_page(image, sheet.number, width, height)
        except UnreadableFile as error:
            self.missing.scanned.append(sheet.number)
            self.missing.why_no_scan = error.message
            return
        self.findings.extend(scanned.findings)
        if scanned.content.items:
            self.pages.append(scanned.content)


def _is_scan(sheet: Sheet) -> bool:
    """The page's text is in a picture, or its font does not say what its glyphs are."""
    solid = [g.text for g in (*sheet.glyphs, *sheet.aside) if g.text != " "]
    odd = sheet.unmapped + sum(1 for text in solid if "\u00a1" <= text < "\u0250" and text not in _NOT_ODD)
    if odd > _UNMAPPED * (len(solid) + sheet.unmapped):
        return True
    return len(solid) < _FEW and sheet.pictures >= _COVERED


def page_text(sheet: Sheet, before: PageText | None = None) -> PageText:
    """A page's tables, and its lines in reading order. `before`: the page before it."""
    try:
        tables = find_tables(*with_shading(sheet.across, sheet.down, sheet.shaded))
    except TooManyRules:
        sheet.crowded, tables = True, []
    free, inside = _shared(sheet.glyphs, tables)
    kept = [(table, glyphs) for table, glyphs in zip(tables, inside, strict=True) if glyphs]
    items: list[TextLine | PartTable] = []
    above, unruled = -1.0, _open_table(before)
    for table, glyphs in [*kept, (None, [])]:
        top = table.box[1] if table is not None else float("inf")
        items.extend(arrange(sheet, [g for g in free if above <= _middle(g) < top], unruled))
        above, unruled = top, None
        if table is not None:
            items.append(_part(sheet, table, glyphs))
    boxes = [table.box for table, _ in kept]
    rules = [
        (e.at, e.start, e.end) for e in sheet.across if not any(b[1] - 2 <= e.at <= b[3] + 2 for b in boxes)
    ]
    return PageText(sheet.number, sheet.width, sheet.height, items, rules)


def _open_table(page: PageText | None) -> PartTable | None:
    """The unruled table that a page ends in, but for a page number."""
    last = [item for item in page.items if isinstance(item, PartTable) or len(item.text) > 12] if page else []
    return last[-1] if last and isinstance(last[-1], PartTable) and not last[-1].ruled else None


def _middle(glyph: Glyph) -> float:
    return glyph.base - 0.36 * glyph.size


def _shared(glyphs: Sequence[Glyph], tables: Sequence[Ruled]) -> tuple[list[Glyph], list[list[Glyph]]]:
    """The characters that stand in no table, and those of each."""
    free: list[Glyph] = []
    inside: list[list[Glyph]] = [[] for _ in tables]
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, _middle(glyph)
        for k, table in enumerate(tables):
            x0, y0, x1, y1 = table.box
            if x0 <= x < x1 and y0 <= y < y1:
                inside[k].append(glyph)
                break
        else:
            free.append(glyph)
    return _not_clipped(free, tables), inside


def _not_clipped(free: list[Glyph], tables: Sequence[Ruled]) -> list[Glyph]:
    """Without lines that stand alone outside an open edge: words set in the middle of a merged cell that the page parts
    are in the file on both pages, and cut off on the one where they are not inside."""
    edges = {
        id(g): edge
        for table in tables
        if table.open
        for g in free
        if (edge := table.beyond((g.x0 + g.x1) / 2, _middle(g))) is not None
    }
    if not edges:
        return free
    cut = {id(g) for row in rows_of(free) if all(id(g) in edges or g.text == " " for g in row) for g in row}
    return [g for g in free if id(g) not in cut]


def _part(sheet: Sheet, table: Ruled, glyphs: Sequence[Glyph]) -> PartTable:
    """The cells of one table with their lines."""
    owner = {
        (r, c): k
        for k, cell in enumerate(table.cells)
        for r in range(cell.top, cell.bottom + 1)
        for c in range(cell.left, cell.right + 1)
    }
    held: list[list[Glyph]] = [[] for _ in table.cells]
    for glyph in glyphs:
        at = table.cell_at((glyph.x0 + glyph.x1) / 2, _middle(glyph))
        if at is not None and at in owner:
            held[owner[at]].append(glyph)
    cells = []
    for cell, own in zip(table.cells, held, strict=True):
        lines = [line_of(sheet, row) for row in rows_of(own)]
        x0, floor = table.xs[cell.left], table.ys[cell.bottom + 1]
        width = table.xs[cell.right + 1] - x0
        cells.append(PartCell(cell.top, cell.left, cell.bottom, cell.right, lines, floor, width, x0))
    return PartTable(sheet.number, table.xs, table.ys[0], table.ys[-1], len(table.ys) - 1, cells)


def _aside(sheet: Sheet) -> list[Note]:
    """Text that runs along the page's side, kept beside the text."""
    page = Location(page=sheet.number)
    lines = [words(row) for row in rows_of(sheet.aside)]
    return [Note("header", text, page) for text in lines if text]
