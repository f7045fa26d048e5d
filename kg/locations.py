"""Where in a file does a piece of a document's text stand (原件位置)? A page and box, a sheet's cell, a paragraph.

Kept as a short fragment (`sheet=台账&cell=B7`, `para=12`, `table=2&cell=3,1`), so that a page can show a quote in the file
it came from. The canonical text says nothing of this: `Placed` leads from a span of it to the place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote

from kg.model import Span

_UNSAFE = "&=%#"
#: Recognised words (OCR) less sure than this are to be looked at by a person: none of 183 lines that were read right on worn
#: ledgers, and 3 of 7 that were not (a lost comma is seldom doubted).
DOUBTFUL = 0.9


@dataclass(frozen=True, slots=True)
class Location:
    """One place in a file; all counts from 1, what the format does not know is None.

    `part`: text that stands beside the body (文本框 1); `paragraph`: of the part; `table` with `row` and `column`: a cell as
    the file numbers them; `sheet` and `cell` (B7): a workbook's; `page` with `box` (left, top, right, bottom in points);
    `confidence`: 0…1, how sure the recognition (OCR) of the words there is, None where the file itself holds them.
    """

    part: str | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    confidence: float | None = None

    def fragment(self) -> str:
        """The place as `key=value` pairs joined with &, in a fixed order; `parse` reads it back."""
        pairs: list[tuple[str, str]] = []
        if self.page is not None:
            pairs.append(("page", str(self.page)))
        if self.box is not None:
            pairs.append(("box", ",".join(f"{v:g}" for v in self.box)))
        for key, words in (("part", self.part), ("sheet", self.sheet)):
            if words is not None:
                pairs.append(
                    (key, "".join(c if c.isprintable() and c not in _UNSAFE else quote(c) for c in words))
                )
        if self.table is not None:
            pairs.append(("table", str(self.table)))
        if self.row is not None and self.column is not None:
            pairs.append(("cell", f"{self.row},{self.column}"))
        elif self.cell is not None:
            pairs.append(("cell", self.cell))
        if self.paragraph is not None:
            pairs.append(("para", str(self.paragraph)))
        if self.confidence is not None:
            pairs.append(("confidence", f"{self.confidence:.3g}"))
        return "&".join(f"{key}={value}" for key, value in pairs)

    def in_words(self) -> str:
        """For people: 第3页第12段, 工作表“台账”B7, 第2个表格第3行第1列."""
        out = f"第{self.page}页" if self.page is not None else ""
        out += self.part or ""
        if self.sheet is not None:
            out += f"工作表“{self.sheet}”{self.cell or ''}"
        if self.table is not None:
            out += f"第{self.table}个表格"
        if self.row is not None and self.column is not None:
            out += f"第{self.row}行第{self.column}列"
        if self.paragraph is not None:
            out += f"第{self.paragraph}段"
        return out


def parse(fragment: str) -> Location:
    """The place that `Location.fragment` wrote. Raises ValueError for what it never writes."""
    pairs: dict[str, str] = {}
    for pair in fragment.split("&") if fragment else ():
        key, sign, value = pair.partition("=")
        if not sign:
            raise ValueError(f"not a place: {fragment}")
        pairs[key] = unquote(value)
    cell = pairs.get("cell")
    row, _, column = cell.partition(",") if cell and "," in cell else ("", "", "")
    box = tuple(float(v) for v in pairs["box"].split(",")) if "box" in pairs else None
    if box is not None and len(box) != 4:
        raise ValueError(f"not a box: {pairs['box']}")
    return Location(
        part=pairs.get("part"),
        paragraph=_number(pairs.get("para")),
        table=_number(pairs.get("table")),
        row=_number(row or None),
        column=_number(column or None),
        sheet=pairs.get("sheet"),
        cell=cell if cell and "," not in cell else None,
        page=_number(pairs.get("page")),
        box=None if box is None else (box[0], box[1], box[2], box[3]),
        confidence=float(pairs["confidence"]) if "confidence" in pairs else None,
    )


def _number(words: str | None) -> int | None:
    return None if words is None else int(words)


@dataclass(frozen=True, slots=True)
class Placed:
    """A stretch of a document's canonical text and where in the file it stands."""

    span: Span
    location: Location


def where(placed: Iterable[Placed], span: Span) -> tuple[Location, ...]:
    """The places that the words of `span` stand at, in the order of the text, each once."""
    found = [p.location for p in placed if p.span.start < span.end and span.start < p.span.end]
    return tuple(dict.fromkeys(found))


def confidence(placed: Iterable[Placed], span: Span) -> float | None:
    """How sure the recognition of the words of `span` is: that of the least sure place; None where nothing was recognised."""
    known = [place.confidence for place in where(placed, span) if place.confidence is not None]
    return min(known, default=None)


def written(placed: Iterable[Placed]) -> str:
    """All places of one document as text, one stretch a line: start, end, fragment."""
    return "\n".join(f"{p.span.start},{p.span.end} {p.location.fragment()}" for p in placed)


def read(text: str) -> tuple[Placed, ...]:
    """What `written` wrote. Raises ValueError for other text."""
    out: list[Placed] = []
    for line in text.split("\n") if text else ():
        span, _, fragment = line.partition(" ")
        start, _, end = span.partition(",")
        out.append(Placed(Span(int(start), int(end)), parse(fragment)))
    return tuple(out)
