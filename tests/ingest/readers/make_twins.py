"""The sample papers as Word and Excel files, in several layouts, and all facts of a file for comparing with its text twin.

The structure of each paper is that of its text (paragraphs, tables with what is merged), so that a file says what its
text says, no more: the files differ in how offices set such papers. `python -m tests.ingest.readers.make_twins DIR` writes
them all, to look at.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from ingest.layout.model import Layout, Paragraph, Row, Table
from ingest.layout.recover import recover
from ingest.pipeline import read_text
from ingest.readers import read_content
from ingest.split import split_documents
from kg.model import Document, Section, squeeze

SAMPLE = Path(__file__).resolve().parents[3] / "data" / "sample"
W = nsdecls("w")


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table as an office sets it: headings (two levels joined with /), and rows; None is merged with the cell above."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; `turned`: it begins a page."""

    text: str
    turned: bool = False


Block = Words | Ruled


def papers() -> list[Path]:
    return sorted(p for p in SAMPLE.iterdir() if p.suffix in (".txt", ".md") and p.name[0].isdigit())


def structure(path: Path) -> list[Block]:
    """The paragraphs and tables of a text."""
    raw = read_content(path)
    assert isinstance(raw, str)
    documents = read_text(raw, path.name)
    out: list[Block] = []
    for k, (layout, document) in enumerate(zip(split_documents(recover(raw)), documents, strict=True)):
        for i, block in enumerate(layout.blocks):
            if isinstance(block, Paragraph):
                out.append(Words(layout.words(block), bool(k) and i == 0))
            elif block.rows:
                out.append(_ruled(layout, block, document))
    return out


def _ruled(layout: Layout, table: Table, document: Document) -> Ruled:
    """The table's rows; a step whose quarter the print leaves open stands where its words put it."""
    settled = {step.span: step.quarter for t in document.tasks for r in t.rows for step in r.steps}
    quarters = {f"Q{n}": k for k, c in enumerate(table.columns) for n, sign in enumerate("一二三四", 1) if f"{sign}季度" in c}  # fmt: skip
    width = max(len(table.columns), 1 + max(max(c.columns) for row in table.rows for c in row.cells))
    rows = [_cells(layout, row, settled, quarters, width) for row in table.rows]
    merged = [[None if text == "" and _above(rows, r, c) else text for c, text in enumerate(row)] for r, row in enumerate(rows)]  # fmt: skip
    return Ruled(table.columns, tuple(tuple(row) for row in merged))


def _cells(
    layout: Layout, row: Row, settled: dict[Any, str | None], quarters: dict[str, int], width: int
) -> list[str]:
    out = [""] * width
    for cell in row.cells:
        column = cell.columns[0]
        if len(cell.columns) > 1 and (quarter := settled.get(cell.span)) is not None:
            column = quarters[quarter]
        out[column] = layout.words(cell)
    return out


def _above(rows: list[list[str]], r: int, c: int) -> bool:
    """An empty cell of the first two columns of a row without a number goes on with the cell above."""
    return c < 2 and r > 0 and not rows[r][0] and not rows[r][1]


# --- facts -------------------------------------------------------------------------------------------


def facts(documents: tuple[Document, ...]) -> list[dict[str, Any]]:
    """Everything that documents say, without where it stands: white space and the layout's blanks taken out."""
    return [_facts(document) for document in documents]


def _facts(d: Document) -> dict[str, Any]:
    def said(quoted: Any) -> str | None:
        return squeeze(quoted.text) if quoted else None

    return {
        "header": [said(q) for q in (d.title, d.doc_number, d.issuer, d.issued_on)],
        "date": [d.date, d.year, d.genre.value, d.place],
        "addressees": [said(q) for q in d.addressees],
        "parts": [(squeeze(p.title), p.genre.value) for p in d.parts],
        "sections": [s for root in d.sections for s in _sections(root)],
        "tasks": [
            {
                "number": t.number,
                "text": t.text,
                "title": t.title,
                "section": t.section,
                "rows": [
                    {
                        "steps": [(s.quarter, s.text) for s in row.steps],
                        "deliverable": said(row.deliverable),
                        "units": [(u.name, u.role.value) for u in row.units],
                        "deadline": said(row.deadline),
                    }
                    for row in t.rows
                ],
                "policies": [(squeeze(c.title), c.doc_number, c.relation) for c in t.citations],
                "indicators": [(squeeze(i.text), i.value, i.unit, i.comparator) for i in t.indicators],
                "initiatives": [squeeze(i.name) for i in t.initiatives],
            }
            for t in d.tasks
        ],
        "policies": [(squeeze(c.title), c.doc_number, c.issuers, c.relation, c.creates) for c in d.citations],
        "indicators": [(squeeze(i.text), i.value, i.unit, i.comparator, i.by) for i in d.indicators],
        "initiatives": [squeeze(i.name) for i in d.initiatives],
        "organizations": [squeeze(o.name) for o in d.organizations],
        "people": [
            (
                p.name,
                p.organization,
                [(squeeze(x.role), x.organization, x.department) for x in p.positions],
                [(g.group, g.role) for g in p.groups],
            )
            for p in d.people
        ],
        "groups": [(g.name, g.office.name if g.office else None) for g in d.groups],
        "liaisons": [
            (x.leader.text, x.unit.text, [(c.kind, c.value, c.person, c.organization) for c in x.contacts])
            for x in d.liaisons
        ],
        "contacts": sorted((c.kind, c.value, c.person or "", c.organization or "") for c in d.contacts),
    }


def _sections(section: Section) -> Iterator[tuple[str | None, str, int]]:
    for one in section.walk():
        yield one.number, squeeze(one.title), one.level


# --- Word --------------------------------------------------------------------------------------------

_MARKS = (
    (re.compile(r"^[一二三四五六七八九十]{1,3}、"), 0),
    (re.compile(r"^（[一二三四五六七八九十]{1,3}）"), 1),
    (re.compile(r"^[0-9]{1,2}\."), 2),
)
_NUMBERED = "一二三四五六七八九十"


def word_ruled(blocks: list[Block], path: Path) -> None:
    """Headings by style with typed numbers; tables ruled, headings of two levels merged, merged cells merged."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, Ruled):
            _word_table(document, block, merged=True)
            continue
        level = _level(block.text)
        style = f"Heading {level + 1}" if level is not None and len(block.text) < 40 else None
        paragraph = document.add_paragraph(block.text, style=style)
        paragraph.paragraph_format.page_break_before = block.turned or None
    document.save(str(path))


def word_numbered(blocks: list[Block], path: Path) -> None:
    """Heading numbers and the numbers in 序号 are automatic; a page turns by a typed break; runs are cut anywhere."""
    document = docx.Document()
    _numbering(document)
    lists: dict[int, tuple[str, int]] = {}
    for block in blocks:
        if isinstance(block, Ruled):
            _word_table(document, block, merged=True, numbered=True)
            continue
        found = next(((m, level) for mark, level in _MARKS if (m := mark.match(block.text))), None)
        paragraph = document.add_paragraph()
        if block.turned:
            paragraph.add_run().add_break(WD_BREAK.PAGE)
        text = block.text
        if found is not None:
            level, value = found[1], _value(found[0].group())
            if level not in lists or lists[level][1] != value - 1:
                lists[level] = _new_list(document, level, value), value
            lists = {k: v for k, v in lists.items() if k < level} | {level: (lists[level][0], value)}
            text = text[found[0].end() :]
            _number(paragraph, lists[level][0])
        for k in range(0, len(text), 7):
            paragraph.add_run(text[k : k + 7])
    document.save(str(path))


def word_dressed(blocks: list[Block], path: Path) -> None:
    """The red header in a text box, tracked changes, comments, a list of contents, notes, header and footer; cells that
    a table leaves empty are left empty, not merged; every value in a content control."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "内部资料 注意保存"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    first = document.add_paragraph()
    if blocks and isinstance(blocks[0], Words):
        first._p.append(_text_box(blocks[0].text))
        blocks = blocks[1:]
    document.element.body.insert(1, _contents())
    for block in blocks:
        if isinstance(block, Ruled):
            _word_table(document, block, merged=False)
            continue
        paragraph = document.add_paragraph()
        if block.turned:
            paragraph.paragraph_format.page_break_before = True
        half = len(block.text) // 2
        paragraph.add_run(block.text[:half])
        paragraph._p.append(_deleted("删去的二〇二〇年旧话"))
        paragraph._p.append(_inserted(block.text[half:]))
        paragraph._p.append(parse_xml(f'<w:commentRangeEnd {W} w:id="3"/>'))
        paragraph._p.append(parse_xml(f'<w:r {W}><w:commentReference w:id="3"/></w:r>'))
        hidden = paragraph.add_run("隐藏的字")
        hidden.font.hidden = True
    document.save(str(path))


def _level(text: str) -> int | None:
    return next((level for mark, level in _MARKS if mark.match(text)), None)


def _value(mark: str) -> int:
    bare = mark.strip("、（）.")
    if bare.isdigit():
        return int(bare)
    tens, sign, ones = bare.rpartition("十")
    if not sign:
        return _NUMBERED.index(bare) + 1
    return 10 * (_NUMBERED.index(tens) + 1 if tens else 1) + (_NUMBERED.index(ones) + 1 if ones else 0)


def _numbering(document: Any) -> None:
    """Three kinds of list, and a plain one for 序号."""
    kinds = (("chineseCountingThousand", "%1、"), ("chineseCounting", "（%1）"), ("decimal", "%1."), ("decimal", "%1"))  # fmt: skip
    root = document.part.numbering_part.element
    for k, (kind, text) in enumerate(kinds):
        shared = parse_xml(
            f'<w:abstractNum {W} w:abstractNumId="{900 + k}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        )
        root.insert(0, shared)


def _new_list(document: Any, kind: int, start: int) -> str:
    root = document.part.numbering_part.element
    number = str(1000 + len(root))
    root.append(
        parse_xml(
            f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{900 + kind}"/>'
            f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        )
    )
    return number


def _number(paragraph: Any, number: str) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'))


def _deleted(text: str) -> Any:
    return parse_xml(f'<w:del {W} w:id="1" w:author="x"><w:r><w:delText>{text}</w:delText></w:r></w:del>')


def _inserted(text: str) -> Any:
    element = parse_xml(
        f'<w:ins {W} w:id="2" w:author="x"><w:r><w:t xml:space="preserve"></w:t></w:r></w:ins>'
    )
    element[0][0].text = text
    return element


def _contents() -> Any:
    return parse_xml(
        f'<w:sdt {W}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        "<w:sdtContent><w:p><w:r><w:t>一、总体要求\t1</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )


def _text_box(text: str) -> Any:
    """A text box as Word writes it: the shape and, for old programs, the same again."""
    inside = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    return parse_xml(
        f'<w:r {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml">'
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _word_table(document: Any, ruled: Ruled, *, merged: bool, numbered: bool = False) -> None:
    levels = _levels(ruled.columns) if ruled.columns else []
    width = max(len(ruled.columns), max((len(r) for r in ruled.rows), default=0))
    table = document.add_table(rows=len(levels) + len(ruled.rows), cols=width)
    number = _new_list(document, 3, 1) if numbered else ""
    grid = [*levels, *ruled.rows]
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if not text:
                continue
            cell = table.cell(r, c)
            if numbered and c == 0 and r >= len(levels) and text.isdigit() and ruled.columns[:1] == ("序号",):
                _number(cell.paragraphs[0], number)
                cell.paragraphs[0].add_run("\u200b")
            elif not merged:
                cell.paragraphs[0]._p.append(_inserted(text))
            else:
                cell.text = text
    for top, left, bottom, right in _merges(levels, ruled.rows) if merged else _across(levels):
        table.cell(top, left).merge(table.cell(bottom, right))
    for r in range(len(levels)) if merged else ():
        flag = OxmlElement("w:tblHeader")
        table.rows[r]._tr.get_or_add_trPr().append(flag)


def _levels(columns: tuple[str, ...]) -> list[tuple[str | None, ...]]:
    """Heading rows: None below a heading that is merged down, "" right of one that is merged across."""
    if not any("/" in c for c in columns):
        return [columns]
    upper, lower = [], []
    before = None
    for column in columns:
        above, sign, below = column.rpartition("/")
        upper.append(("" if above == before else above) if sign else below)
        lower.append(below if sign else None)
        before = above if sign else None
    return [tuple(upper), tuple(lower)]


def _across(levels: list[tuple[str | None, ...]]) -> Iterator[tuple[int, int, int, int]]:
    for r, row in enumerate(levels):
        c = 0
        while c < len(row):
            end = c
            while end + 1 < len(row) and row[end + 1] == "" and row[c]:
                end += 1
            if end > c:
                yield r, c, r, end
            c = end + 1


def _merges(
    levels: list[tuple[str | None, ...]], rows: tuple[tuple[str | None, ...], ...]
) -> Iterator[tuple[int, int, int, int]]:
    yield from _across(levels)
    grid = [*levels, *rows]
    for c in range(max((len(r) for r in grid), default=0)):
        r = 0
        while r < len(grid):
            end = r
            while end + 1 < len(grid) and c < len(grid[end + 1]) and grid[end + 1][c] is None:
                end += 1
            if end > r:
                yield r, c, end, c
            r = end + 1


# --- Excel -------------------------------------------------------------------------------------------


def sheet_merged(blocks: list[Block], path: Path) -> None:
    """One sheet: text in rows merged over the width, tables below their titles, merged cells merged, numbers as numbers."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    width = max((len(b.columns) for b in blocks if isinstance(b, Ruled)), default=1)
    row = 1
    for block in blocks:
        if isinstance(block, Words):
            if block.turned:
                sheet, row = book.create_sheet(), 1
            sheet.cell(row, 1, block.text)
            if width > 1:
                sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
            row += 1
        else:
            row = _sheet_table(sheet, block, row, merged=True)
    book.save(path)


def sheet_plain(blocks: list[Block], path: Path) -> None:
    """Text in the second column, nothing merged but headings, rows left empty between, hidden rows and a hidden sheet,
    formatted empty rows far below."""
    book = openpyxl.Workbook()
    hidden = book.create_sheet("旧表")
    hidden["A1"], hidden.sheet_state = "云州市总工会2019年工作要点", "hidden"
    sheet = book.worksheets[0]
    row = 2
    for block in blocks:
        if isinstance(block, Words):
            if block.turned:
                sheet, row = book.create_sheet(), 2
            sheet.cell(row, 2, block.text)
            sheet.cell(row + 1, 2, "作废的一行：2018年旧任务")
            sheet.row_dimensions[row + 1].hidden = True
            row += 2
        else:
            row = _sheet_table(sheet, block, row + 1, merged=False, left=2) + 1
    far = sheet.cell(60_000, 200)
    far.number_format = "0.00"
    book.save(path)


def _sheet_table(sheet: Any, ruled: Ruled, row: int, *, merged: bool, left: int = 1) -> int:
    levels = _levels(ruled.columns) if ruled.columns else []
    for r, cells in enumerate([*levels, *ruled.rows]):
        for c, text in enumerate(cells):
            if text:
                number = text.isdigit() and len(text) < 10 and not text.startswith("0")
                sheet.cell(row + r, left + c, int(text) if number else text)
    for a, b, c, d in _merges(levels, ruled.rows) if merged else _across(levels):
        sheet.merge_cells(start_row=row + a, start_column=left + b, end_row=row + c, end_column=left + d)
    return row + len(levels) + len(ruled.rows)


Writer = Callable[[list[Block], Path], None]
WRITERS: dict[str, tuple[str, Writer]] = {
    "word ruled": (".docx", word_ruled),
    "word numbered": (".docx", word_numbered),
    "word dressed": (".docx", word_dressed),
    "sheet merged": (".xlsx", sheet_merged),
    "sheet plain": (".xlsx", sheet_plain),
}

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for paper in papers():
        for name, (suffix, write) in WRITERS.items():
            write(structure(paper), folder / f"{paper.stem}.{name.replace(' ', '_')}{suffix}")
