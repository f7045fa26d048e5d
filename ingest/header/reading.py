"""What do the first lines and the signature of a document say (版头, 标题, 主送机关, 署名, 成文日期, 版记)?

Rules: GB/T 9704—2012 《党政机关公文格式》 7.2 版头, 7.3 主体, 7.4 版记; and how offices depart from it: no
red header at all (summaries from a shared folder), the number under the title (copies on the web), titles
broken over lines. All spans point into the layout's canonical text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.dating import DATE, iso
from ingest.header.addressees import read_addressees
from ingest.header.marks import LABEL, NOISE, date_line, number_line, quoted_number, shifted
from ingest.header.masthead import read_masthead
from ingest.header.signature import read_signature
from ingest.header.version_record import ends_with, read_version_record
from ingest.header.year import year_of
from ingest.issuer import issuer_from_title
from ingest.layout.model import Layout, Paragraph
from ingest.parts import Line, attachments_named, carried
from ingest.titles import TAIL_NOTE, title_lines, title_words
from kg.model import Part, Quoted, Span, squeeze


@dataclass(frozen=True, slots=True)
class Header:
    """What a document says about itself.

    `date` is ISO 8601, partial where the text is (2021-05). `body_start..body_end` are the document's own
    words after title and addressees, up to its signature or the first part it carries; `attachments` are
    the titles that its 附件说明 names; `signatories` all bodies of the 署名, the issuer first.
    """

    title: Quoted | None = None
    doc_number: Quoted | None = None
    issuer: Quoted | None = None
    issued_on: Quoted | None = None
    date: str | None = None
    year: int | None = None
    addressees: tuple[Quoted, ...] = ()
    parts: tuple[Part, ...] = ()
    body_start: int = 0
    body_end: int = 0
    attachments: tuple[Quoted, ...] = ()
    signer: Quoted | None = None
    signatories: tuple[Quoted, ...] = ()
    copied_to: tuple[Quoted, ...] = ()


def read_header(layout: Layout) -> Header:
    """Reads the header of a layout that holds one document; what is not there is None or empty."""
    lines = [
        Line(i, b.span, words)
        for i, b in enumerate(layout.blocks)
        if isinstance(b, Paragraph) and (words := squeeze(layout.words(b)))
    ]
    top = read_masthead(layout, lines)
    title, at = _title(layout, lines, top.title_from)
    at, number, noted = _under_title(layout, lines, at, top.number, top.noted_date)
    addressees: tuple[Quoted, ...] = ()
    if at < len(lines) and title is not None:
        taken, addressees = read_addressees(layout, lines, at)
        at += taken
    body_start = lines[at].span.start if at < len(lines) else len(layout.text)

    copied, seal = read_version_record(layout, lines, at)
    signed = read_signature(layout, lines[at:seal])
    named = attachments_named(layout, lines[at:seal])
    parts, first_part = carried(layout, lines[at:seal], title, named, signed.at)
    body_end = first_part if first_part is not None else len(layout.text)
    if signed.at is not None and signed.start is not None and signed.start < body_end:
        body_end = max(body_start, signed.start)
    if seal < len(lines) and ends_with(layout, lines, seal):
        body_end = max(body_start, min(body_end, lines[seal].span.start))
    issued_on = signed.date or noted
    date_iso = None
    if issued_on is not None and (match := DATE.search(issued_on.text)):
        date_iso = iso(match)

    signatories = signed.bodies
    issuer = signatories[0] if signatories else top.issuer
    if issuer is None and title is not None:
        issuer = issuer_from_title(title, layout.text)
    year = year_of(layout.text, title, parts, date_iso, number, body_start)
    return Header(
        title=title,
        doc_number=number,
        issuer=issuer,
        issued_on=issued_on,
        date=date_iso,
        year=year,
        addressees=addressees,
        parts=parts,
        body_start=body_start,
        body_end=body_end,
        attachments=named,
        signer=top.signer,
        signatories=signatories,
        copied_to=copied,
    )


def _title(layout: Layout, lines: Sequence[Line], at: int) -> tuple[Quoted | None, int]:
    """The title that begins at line `at`, or after up to three lines of noise, and the line after it."""
    last = min(len(lines), at + 3)
    count = title_lines([line.words for line in lines[at : at + 8]])
    while count == 0 and at < last and NOISE.match(lines[at].words):
        at += 1
        count = title_lines([line.words for line in lines[at : at + 8]])
    if not count:
        return None, at
    span = Span(lines[at].span.start, lines[at + count - 1].span.end)
    words = title_words([layout.words(line.span).strip() for line in lines[at : at + count]])
    return _without_date_note(Quoted(words, span)), at + count


def _under_title(
    layout: Layout, lines: Sequence[Line], at: int, number: Quoted | None, noted: Quoted | None
) -> tuple[int, Quoted | None, Quoted | None]:
    """The line after the number, date and labels that stand under the title in any order, and the number and date known
    by then: a number above the title wins."""
    for line in lines[at : at + 4]:
        raw = layout.words(line.span)
        if found := number_line(raw):
            number = number or quoted_number(found, line.span.start)
        elif (
            noted is None
            and (date := date_line(raw))
            and (at + 1 < len(lines) or line.block + 1 < len(layout.blocks))
        ):
            noted = Quoted(squeeze(date.group()), shifted(date, line.span.start))
        elif not (LABEL.match(line.words) or NOISE.match(line.words)):
            break
        at += 1
    return at, number, noted


def _without_date_note(title: Quoted) -> Quoted:
    """A title without a note that holds only its date: 工作总结（2023年3月5日） keeps its span."""
    if (note := TAIL_NOTE.search(title.text)) and DATE.fullmatch(note.group()[1:-1]):
        return Quoted(title.text[: note.start()], title.span)
    return title
