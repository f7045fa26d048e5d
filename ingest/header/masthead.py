"""What stands above the title (版头, GB/T 9704—2012 7.2): issuer, number, signer?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.header.marks import LABEL, NOISE, NUMBER, SIGNER, date_line, number_line, quoted_number, shifted
from ingest.issuer import ORGAN
from ingest.layout.model import Layout
from ingest.parts import Line
from ingest.titles import closed, title_lines
from kg.model import Quoted, Span, squeeze


@dataclass(frozen=True, slots=True)
class Masthead:
    """The 版头: everything above the title."""

    title_from: int = 0
    issuer: Quoted | None = None
    number: Quoted | None = None
    signer: Quoted | None = None
    noted_date: Quoted | None = None


def read_masthead(layout: Layout, lines: Sequence[Line]) -> Masthead:
    """Reads masthead (发文机关标志), 发文字号 and 签发人."""
    number_at, file_at = None, None
    for i, line in enumerate(lines[:12]):
        if len(line.words) > 90 or (line.words[-1] in "。；" and not NUMBER.search(line.words)):
            break
        if number_at is None and number_line(layout.words(line.span)):
            number_at = i
        if (
            file_at is None
            and len(line.words) <= 60
            and re.search(r"文件(?:$|[\u4e00-\u9fff]{2,12}[〔\[［（(]\d)", line.words)
        ):
            file_at = i
    number, signer = None, None
    issuer: Quoted | None = None
    start = 0
    if number_at is not None:
        raw = layout.words(lines[number_at].span)
        found = number_line(raw)
        assert found is not None
        number = quoted_number(found, lines[number_at].span.start)
        above = [
            k for k in range(number_at) if not NOISE.match(lines[k].words) and not LABEL.match(lines[k].words)
        ]
        label = LABEL.match(lines[number_at].words)
        is_title_above = any(
            title_lines([lines[m].words for m in above[k:]]) and _closes(lines, above[k:])
            for k in range(len(above))
        )
        if file_at is not None and file_at <= number_at:
            start = number_at + 1
            issuer = _issuer_mark(layout, lines, file_at)
        elif above and not label and not is_title_above and all(len(lines[k].words) <= 30 for k in above):
            start = number_at + 1
            if ORGAN.search(lines[above[0]].words):
                issuer = Quoted(lines[above[0]].words, lines[above[0]].span)
        elif not above:
            start = number_at + 1
    elif file_at is not None:
        start = file_at + 1
        issuer = _issuer_mark(layout, lines, file_at)
    noted: Quoted | None = None
    for line in lines[: start + 3]:
        raw = layout.words(line.span)
        if signer is None and (s := SIGNER.search(raw)):
            signer = Quoted(squeeze(s["n"]), shifted(s, line.span.start, "n"))
    while start < len(lines):
        line = lines[start]
        raw = layout.words(line.span)
        if NOISE.match(line.words) or (
            issuer and line.words.removesuffix("文件") == issuer.text and line.words.endswith("文件")
        ):
            start += 1
        elif LABEL.match(line.words) and len(line.words) <= 80:
            if (date := date_line(raw)) and noted is None:
                noted = Quoted(squeeze(date.group()), shifted(date, line.span.start))
            start += 1
        elif SIGNER.search(raw) and len(line.words) <= 30:
            start += 1
        else:
            break
    return Masthead(start, issuer, number, signer, noted)


def _closes(lines: Sequence[Line], which: Sequence[int]) -> bool:
    return closed("".join(lines[k].words for k in which))


def _issuer_mark(layout: Layout, lines: Sequence[Line], file_at: int) -> Quoted | None:
    """The first body of the 发文机关标志 that ends in 文件 on line `file_at`."""
    at = file_at
    if lines[at].words == "文件":
        while at > 0 and ORGAN.search(lines[at - 1].words) and len(lines[at - 1].words) <= 30:
            at -= 1
    elif at > 0 and ORGAN.search(lines[at - 1].words) and len(lines[at - 1].words) <= 30:
        at -= 1 if ORGAN.search(lines[at].words.removesuffix("文件")) or len(lines[at].words) < 6 else 0
    line = lines[at]
    raw = layout.words(line.span)
    head = raw if "文" not in raw else re.split(r"文\s*件", raw, maxsplit=1)[0]
    head = head.rstrip()
    text = squeeze(head)
    if not text:
        return None
    lead = len(head) - len(head.lstrip())
    first = (
        re.split(r"\s{2,}", head.strip())[0]
        if ORGAN.search(squeeze(re.split(r"\s{2,}", head.strip())[0]))
        else head.strip()
    )
    start = line.span.start + lead
    return Quoted(squeeze(first), Span(start, start + len(first)))
