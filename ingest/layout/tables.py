"""Where do tables stand whose cells the file still parts: rows with tabs, or Markdown rows with bars?

A header row repeated on each page is dropped; an empty cell means "as above" (a merged cell). A bare line that
stands between two rows of the same table belongs to the last cell above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.columns import column_of
from ingest.layout.lines import Line, clean, clean_cell, page_number
from ingest.layout.model import Cell, LayoutBuilder, Paragraph, Row, Table
from ingest.layout.panels import unfolded
from kg.model import Span, squeeze

_RULE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*\|?\s*$")
#: Words that head columns of other tables than work tables: lists of people, liaison, contacts.
_LIST_HEADINGS = re.compile(
    r"姓名|职务|单位|联系|联络|电话|手机|邮箱|领导|名称|地址|数量|类型|荣誉|组别|备注|职责|分管|性别|区域|站点|序号|奖项|身份"
    r"|部室|科室|处室|股室|包联|挂点|包抓|对接"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Lines first..last (exclusive) are one table, its cells parted by `mark`."""

    first: int
    last: int
    mark: str


def _parts(line: Line, mark: str) -> list[tuple[str, int]]:
    """The cells of one line: (raw text, raw offset)."""
    out, at = [], line.at
    for piece in line.raw.split(mark):
        out.append((piece, at))
        at += len(piece) + 1
    if mark == "|":
        if out and not out[0][0].strip():
            out = out[1:]
        if out and not out[-1][0].strip():
            out = out[:-1]
    return out


def _marked(line: Line) -> str | None:
    if "\t" in line.raw.strip(" \u3000"):
        return "\t"
    bare = line.raw.strip()
    return "|" if bare.count("|") >= 2 and (bare.startswith("|") or bare.endswith("|")) else None


def find_runs(lines: Sequence[Line]) -> list[Run]:
    """Runs of at least two rows with the same cell mark; a few bare lines between two rows do not end a run."""
    out: list[Run] = []
    i = 0
    while i < len(lines):
        mark = _marked(lines[i])
        if mark is None:
            i += 1
            continue
        last, rows, j = i + 1, 1, i + 1
        while j < len(lines) and j - last < 6:
            if _marked(lines[j]) == mark:
                if not _bare_between(lines[last:j]):
                    break
                last, rows = j + 1, rows + 1
            j += 1
        if rows >= 2:
            out.append(Run(i, last, mark))
            i = last
        else:
            i += 1
    return out


def _bare_between(between: Sequence[Line]) -> bool:
    """Lines that may stand inside a table: page numbers, or the rest of a broken cell (no title, no outline mark)."""
    return all(
        page_number(line.text) is not None or not re.match(r"^(?:附件|[一二三四五六七八九十]+、)", line.text)
        for line in between
    )


def is_header(cells: Sequence[str]) -> bool:
    """These cells head columns: most of them are words that columns are headed with, and none is a sentence."""
    named = [c for c in cells if c]
    known = sum(1 for c in named if column_of(c) is not None or (len(c) <= 16 and _LIST_HEADINGS.search(c)))
    return (
        len(named) >= 2
        and known >= max(2, 0.6 * len(named))
        and not any(re.search(r"\d{3}|。", c) for c in named)
    )


def _two_levels(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...] | None:
    """Two header rows as one: 进度安排 over 第一季度 … is 进度安排/第一季度. None where they do not fit each other.

    The upper heading stands over the first of its columns only; the cells to its right are merged with it. A column
    with no lower heading keeps its upper one.
    """
    if len(lower) > len(upper):
        upper = (*upper, *[""] * (len(lower) - len(upper)))
    out, above = [], ""
    for k, name in enumerate(upper):
        below = lower[k] if k < len(lower) else ""
        above = name or (above if below else "")
        if name and below and name == below:
            return None
        out.append(f"{above}/{below}" if above and below else above or below)
    return tuple(out) if any(not name for name in upper) and any(not name for name in lower) else None


def put_table(builder: LayoutBuilder, lines: Sequence[Line], mark: str) -> None:
    """Write the run's words into the canonical text, a cell a line, and add its Table block."""
    columns: tuple[str, ...] = ()
    rows: list[Row] = []
    start = builder.length
    for line in lines:
        if _RULE.match(line.raw):
            continue
        if _marked(line) != mark:
            if page_number(line.text) is not None:
                continue
            _continue_cell(builder, rows, line)
            continue
        pieces = _parts(line, mark)
        names = tuple(squeeze(clean(raw, 0)[0]) for raw, _ in pieces)
        if is_header(names):
            if names == columns:
                continue
            if columns and not rows and (both := _two_levels(columns, names)) is not None:
                columns = both
                text, offsets = clean(
                    line.raw.replace("\t", " ").replace("|", " "), line.at, keep_blanks=True
                )
                builder.put(text, offsets)
                continue
            if not columns:
                columns = names
                builder.blocks.extend(
                    Paragraph(cell.span) for row in rows for cell in row.cells
                )  # 填表单位：…
                rows, start = [], builder.length
                text, offsets = clean(
                    line.raw.replace("\t", " ").replace("|", " "), line.at, keep_blanks=True
                )
                builder.put(text, offsets)
                continue
            builder.blocks.append(_table(builder, start, columns, rows))
            columns, rows, start = names, [], builder.length
            continue
        cells: list[Cell] = []
        for k, (raw, at) in enumerate(pieces):
            text, offsets = clean_cell(raw, at)
            if text:
                cells.append(Cell(builder.put(text, offsets), (k,)))
        if cells:
            rows.append(Row(tuple(cells)))
    builder.blocks.append(_table(builder, start, columns, rows))


def _table(builder: LayoutBuilder, start: int, columns: tuple[str, ...], rows: Sequence[Row]) -> Table:
    return unfolded(Table(Span(start, max(start, builder.length - 1)), columns, tuple(rows)))


def _continue_cell(builder: LayoutBuilder, rows: list[Row], line: Line) -> None:
    """A bare line inside a table: more of the last cell, joined to it without a break."""
    if not rows or not rows[-1].cells:
        builder.put(line.text, line.offsets)
        return
    builder.chars[-1] = builder.chars[-1].rstrip("\n")
    builder.length -= 1
    builder.origin.pop()
    span = builder.put(line.text, line.offsets)
    *before, last = rows[-1].cells
    rows[-1] = Row((*before, Cell(Span(last.span.start, span.end), last.columns)))
