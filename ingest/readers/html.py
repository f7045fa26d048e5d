"""What does a web page (.html, .mht) say? The paper it shows, without what the site puts around it.

`html_source` makes the tree, `html_article` finds the paper's part, `html_blocks` reads paragraphs and tables, and
`html_about` tells the site's lines from the paper's. The page's title heads the text where the paper does not say it
itself; its published date and source are kept as a note, the date also in the text where the paper has none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.layout.printed import Grid, Note, PrintedFile, TextParagraph, words_of
from ingest.readers.html_about import (
    About,
    about_page,
    is_about,
    is_furniture,
    is_own_date,
    is_record,
    said_already,
    said_in,
)
from ingest.readers.html_article import drop_unseen, find_article
from ingest.readers.html_blocks import Walk, take_notes
from ingest.readers.html_source import read_page
from ingest.titles import closed, may_be_title
from kg.errors import UnreadableFile
from kg.locations import Location
from kg.model import Finding, squeeze

_TOP = 8
_ATTACHED = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar)(?:[?#]|$)", re.I)
_WORD_PROCESSOR = re.compile(r"Microsoft Word|WPS|LibreOffice|OpenOffice", re.I)
_ABOUT_PLACE = Location(part="网页信息")

Block = TextParagraph | Grid


def read_html(path: Path) -> PrintedFile:
    """The paper of one web page. Raises UnreadableFile for a damaged one, and one without words."""
    page = read_page(path)
    root = page.root
    about = about_page(root)
    wrapped = _is_wrapped(root)
    drop_unseen(root)
    footnotes = take_notes(root)
    article = find_article(root)
    attached = _attached(article)
    walk = Walk(wrapped=wrapped)
    blocks, about, notes = _told_apart(walk.blocks(article), about)
    if not any(isinstance(b, Grid) or b.text.strip() for b in blocks):
        raise UnreadableFile("网页里没有文字（可能全是图片，或要联网才显示）", str(path))
    blocks = _headed(blocks, about)
    findings = list(page.findings)
    if attached:
        named = "、".join(attached[:5]) + ("等" if len(attached) > 5 else "")
        findings.append(
            Finding("linked-files", f"网页链接了 {len(attached)} 个附件，没有读入，请另行下载：{named}")
        )
    return PrintedFile(tuple(blocks), (*notes, *footnotes), walk.page, tuple(findings))


def _is_wrapped(root: Any) -> bool:
    """A word processor wrote the page: it breaks the source's lines anywhere between two Chinese characters."""
    return any(
        element.get("name", "").lower() == "generator" and _WORD_PROCESSOR.search(element.get("content", ""))
        for element in root.iter("meta")
    )


def _attached(article: Any) -> list[str]:
    """The names of the files that the paper links to."""
    out = []
    for link in article.iter("a"):
        if _ATTACHED.search(link.get("href", "")):
            out.append(
                " ".join("".join(link.itertext()).split())[:60] or link.get("href", "").rsplit("/", 1)[-1]
            )
    return out


def _told_apart(blocks: Sequence[Block], about: About) -> tuple[list[Block], About, list[Note]]:
    """The paper's blocks, what the page says of it (with the lines that say it), and those lines as notes."""
    kept: list[Block] = []
    notes: list[Note] = []
    published, source = None, None
    for block in blocks:
        if isinstance(block, Grid):
            cells = (
                [squeeze(words_of(cell.paragraphs)) for cell in block.cells] if len(block.cells) < 60 else []
            )
            if is_record(cells):
                notes.append(Note("header", " ".join(cell for cell in cells if cell), _ABOUT_PLACE))
            else:
                kept.append(block)
            continue
        line = squeeze(block.text)
        if line and is_about(line, len(kept) < _TOP):
            words = " ".join(block.text.split())
            when, where = said_in(words)
            published, source = published or when, source or where
            notes.append(Note("header", words, block.location))
        elif not is_furniture(line):
            kept.append(block)
    published, source = published or about.published, source or about.source
    if not notes and (published or source):
        words = "　".join(
            f"{label}：{said}" for label, said in (("发布日期", published), ("来源", source)) if said
        )
        notes.append(Note("header", words, _ABOUT_PLACE))
    return kept, replace(about, published=published, source=source), notes


def _headed(blocks: list[Block], about: About) -> list[Block]:
    """The title before the paper where it does not say it; under it its number and date, where it has none itself."""
    out = list(blocks)
    for k, block in enumerate(out[:_TOP]):
        if isinstance(block, TextParagraph) and block.outline is not None and _is_title(block, about):
            out[k] = replace(block, outline=None)
    top = [
        squeeze(piece)
        for block in out[:_TOP]
        if isinstance(block, TextParagraph)
        for piece in block.text.split("\n")
        if piece.strip()
    ]
    page = out[0].page
    if about.title and not said_already(about.title, top[:_TOP]):
        at = 1
        out[0] = replace(out[0], page_start=False)
        out.insert(
            0, TextParagraph(about.title, Location(part="网页标题"), "title", page=page, page_start=True)
        )
    else:
        at = _under_title(out)
    said = []
    if about.number and squeeze(about.number) not in "".join(top):
        said.append(f"发文字号：{about.number}")
    if not _has_own_date(out):
        if about.written:
            said.append(f"成文日期：{about.written}")
        elif about.published:
            said.append(f"发布日期：{about.published}")
    out[at:at] = [TextParagraph(words, _ABOUT_PLACE, page=page) for words in said]
    return out


def _is_title(block: TextParagraph, about: About) -> bool:
    line = squeeze(block.text)
    if about.title and line and line in squeeze(about.title):
        return True
    return may_be_title(line) and closed(line)


def _under_title(blocks: Sequence[Block]) -> int:
    """Where the first paragraphs have said a whole title; 0 where they say none."""
    words = ""
    for k, block in enumerate(blocks[:_TOP]):
        if not isinstance(block, TextParagraph):
            return 0
        line = squeeze(block.text)
        if not may_be_title(line):
            words = ""
            continue
        words += line
        if closed(words) and len(words) >= 8:
            return k + 1
    return 0


def _has_own_date(blocks: Sequence[Block]) -> bool:
    return any(
        is_own_date(squeeze(piece))
        for block in blocks
        if isinstance(block, TextParagraph)
        for piece in block.text.split("\n")
        if piece.strip()
    )
