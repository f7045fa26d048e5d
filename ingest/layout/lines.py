"""What lines did the printer put on the page? Raw text to cleaned lines that remember where they came from.

Rules, each seen in real files: a page begins at a form feed, or at a line that starts with one blank right after
a line feed without an empty line (what is left of the form feed in many text exports); a page number stands alone
on a line, bare or as - 3 - or 第 3 页; letter-spaced words (制 定 印 发, 李 四) lose their blanks; so do blanks
between Chinese and digits or beside Chinese punctuation; Markdown marks (** # - >) and <p> tags are scan artefacts.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

#: Chinese characters, in the ranges that documents use (incl. extension A and compatibility ideographs).
HAN = r"\u3400-\u9fff\uf900-\ufaff〇"
#: Full-width and Chinese punctuation, beside which a blank is the printer's.
MARK = r"，。、；：？！“”‘’《》〈〉（）〔〕【】「」『』…—～·•％"
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
_BLANK = "[ \\t\\u3000\\u00a0\\u2002\\u2003\\u2009]"
#: Blanks that carry nothing: beside punctuation, between Chinese and Latin or digits, within letter-spaced words.
_LAYOUT_BLANK = re.compile(
    f"(?<=[{MARK}]){_BLANK}+"
    f"|{_BLANK}+(?=[{MARK}])"
    f"|(?<=[{HAN}]){_BLANK}+(?=[0-9A-Za-z%+*(\\[])"
    f"|(?<=[0-9A-Za-z%+*)\\]]){_BLANK}+(?=[{HAN}])"
    f"|(?<=^[{HAN}]){_BLANK}+(?=[{HAN}](?![{HAN}]))"
    f"|(?<=[^{HAN}][{HAN}]){_BLANK}+(?=[{HAN}](?![{HAN}]))"
)
_TAG = re.compile(r"</?(?:p|br|b|i|u|strong|em|span|div|font)\b[^<>]{0,80}>", re.I)
#: Tags that end a line inside a cell: a blank is left where they stood.
_BREAK = re.compile(r"<br\b[^<>]{0,40}>|</(?:p|div)>(?=\s*<(?:p|div)\b)", re.I)
#: What lists and headings begin with in a plain text: bullets, Markdown marks.
LIST_MARK = re.compile(r"^(?:[-*+•●○■□◆▪]\s+|>\s?|#{1,6}\s*)")
_EMPHASIS = re.compile(r"\*\*|__|(?<![0-9])\*(?![0-9*])|\\(?=[.\-*_#()\[\]])")
_PAGE_NUMBER = re.compile(
    r"^\s*(?:[-—–－_·]{1,3}\s*)?(?:第\s*)?([0-9０-９]{1,4})(?:\s*页)?(?:\s*[,，/／]?\s*共\s*[0-9０-９]{1,4}\s*页)?(?:\s*[-—–－_·]{1,3})?\s*$"
)
_DRESSED = re.compile(r"[-—–－页]")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, cleaned. `offsets[i]` is the raw offset of `text[i]`.

    `page` counts from 1; `page_start`: the first line of a page; `bold`, `listed`: Markdown marks it carried;
    `gap`: how many empty lines stand before it; `indent`: blank em before it; `raw`: the line as printed,
    which begins at raw offset `at`; `outline`: the heading level that its file gives it.
    """

    text: str
    offsets: Sequence[int]
    page: int = 1
    page_start: bool = False
    bold: bool = False
    listed: bool = False
    gap: int = 0
    indent: float = 0.0
    raw: str = field(default="", repr=False)
    at: int = 0
    outline: int | None = None

    @property
    def start(self) -> int:
        return self.offsets[0]


def clean(raw: str, base: int, *, keep_blanks: bool = False) -> tuple[str, array[int]]:
    """`raw` without layout, and the raw offset (from `base`) of every character that is left."""
    drop = bytearray(len(raw))
    for found in _TAG.finditer(raw) if "<" in raw else ():
        drop[found.start() : found.end()] = b"\1" * (found.end() - found.start())
    if "*" in raw or "_" in raw or "\\" in raw:
        for found in _EMPHASIS.finditer(raw):
            drop[found.start() : found.end()] = b"\1" * (found.end() - found.start())
    for mark in _INVISIBLE:
        at = raw.find(mark)
        while at >= 0:
            drop[at] = 1
            at = raw.find(mark, at + 1)
    kept = [i for i in range(len(raw)) if not drop[i]] if any(drop) else list(range(len(raw)))
    text = "".join(raw[i] for i in kept) if len(kept) < len(raw) else raw
    if not keep_blanks and (" " in text or "\t" in text or "\u3000" in text or "\u00a0" in text):
        spans = [m.span() for m in _LAYOUT_BLANK.finditer(text)]
        if spans:
            gone = bytearray(len(text))
            for a, b in spans:
                gone[a:b] = b"\1" * (b - a)
            kept = [k for k, g in zip(kept, gone, strict=True) if not g]
            text = "".join(c for c, g in zip(text, gone, strict=True) if not g)
    left = len(text) - len(text.lstrip())
    right = len(text.rstrip())
    return text[left:right], array("q", (base + k for k in kept[left:right]))


def clean_cell(raw: str, base: int) -> tuple[str, array[int]]:
    """A table cell's `clean`: where a tag ended a line inside it (<br>), a blank keeps two names apart."""
    if "<" in raw:
        raw = _BREAK.sub(lambda m: " " + "\u200b" * (len(m.group()) - 1), raw)
    return clean(raw, base)


def page_number(text: str) -> int | None:
    """The number, if this line is nothing but a number (bare or dressed as a page number)."""
    found = _PAGE_NUMBER.match(text)
    return int(found.group(1)) if found else None


def dressed_page_number(text: str) -> bool:
    """A number that can only be a page's: - 3 -, 第3页."""
    return bool(_PAGE_NUMBER.match(text) and _DRESSED.search(text))


def _raw_lines(text: str) -> Iterator[tuple[str, int, bool]]:
    """(line, its raw offset, whether a page begins with it)."""
    at, page = 0, False
    for whole in text.splitlines(keepends=True):
        body = whole.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
        yield body, at, page
        page = "\x0c" in whole[len(body) :]
        at += len(whole)


def _indent(blanks: str) -> float:
    return sum(1.0 if c == "\u3000" else 2.0 if c == "\t" else 0.5 for c in blanks)


def printed_lines(text: str) -> list[Line]:
    """All lines that hold anything, cleaned, with pages told apart. Page numbers are still among them."""
    out: list[Line] = []
    page, gap, begins = 1, 0, False
    seen_any = False
    for body, at, fed in _raw_lines(text):
        begins = begins or fed
        if not body.strip(" \t\u3000\u00a0" + _INVISIBLE):
            gap += 1
            continue
        if seen_any and gap == 0 and body[0] == " " and body[1:2] not in (" ", "") and not fed:
            begins = True
        if begins and seen_any:
            page += 1
        marked = LIST_MARK.match(body.lstrip())
        lead = len(body) - len(body.lstrip())
        cut = lead + (marked.end() if marked else 0)
        words, offsets = clean(body[cut:], at + cut)
        if words:
            out.append(
                Line(
                    words,
                    offsets,
                    page,
                    (begins and seen_any) or not seen_any,
                    "**" in body,
                    bool(marked) and body.lstrip()[0] not in "#>",
                    gap,
                    _indent(body[:lead]),
                    body,
                    at,
                )
            )
            seen_any, begins, gap = True, False, 0
    return out


def width(text: str) -> float:
    """Display width in em: Chinese and full-width characters 1, Latin letters, digits and blanks a half."""
    return len(text) - 0.5 * sum(1 for c in text if c < "\u2000" and c not in "·×—")
