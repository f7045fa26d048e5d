"""What stands on a scanned page? Its lines and ruled tables, each with its place on the page as it was scanned.

sheet → even light → turned upright and level → inks → ruled tables, cell by cell → the other lines as detected → words.
A page that is read badly is tried upside down.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
import numpy.typing as npt

from ingest.layout.lines import width as ems_of
from ingest.layout.printed import Grid, Note, TextParagraph
from ingest.readers.ocr import Picture, Reading, detect, recognise, require
from ingest.readers.ocr_ink import even_light, inks
from ingest.readers.ocr_lines import (
    cell_ink,
    cell_lines,
    cut,
    cut_quad,
    ink_box,
    inside_rules,
    side_by_side,
    usual_height,
)
from ingest.readers.ocr_repair import repair
from ingest.readers.ocr_rules import RuledTable, find_tables, rule_ink
from ingest.readers.ocr_upright import Matrix, level, on_its_side, sheet, upside_down
from ingest.readers.pdf_lines import TextLine
from ingest.readers.pdf_margins import PageText, take_notes, text_size
from ingest.readers.pdf_paragraphs import blocks_of
from ingest.readers.pdf_stitch import PartCell, PartTable
from ingest.traditional import is_traditional
from kg.locations import Location
from kg.model import Finding

Box = tuple[float, float, float, float]

#: Pixels a point (1/72 inch) that pages are worked on at: 110 to 300 dots an inch.
_LEAST_SCALE, _MOST_SCALE = 110 / 72, 300 / 72
#: And that lines are detected at: 100 dots an inch show the characters of a footnote.
_DETECT_SCALE = 100 / 72
#: A page whose lines are surer than this on the whole stands the right way up; less sure than the second, its lines may
#: run down the page.
_UPRIGHT, _ON_ITS_SIDE = 0.85, 0.6
#: Pixels that are higher than wide, or wider than high, by more than this (a fax has 204 × 98 dots an inch).
_UNEVEN = 0.03
#: A4 in points.
_A4 = (595.0, 842.0)
#: A detected line less sure than this is no writing (a stain, a seal's edge, a picture).
_WRITING = 0.35
#: Places that a finding names; the others are counted.
_SHOWN = 5
#: Numbers in words (一) stand in a table's first columns; what a dash is read as.
_AFTER_NUMBERS, _STROKES = 2, frozenset("一-–－ー")
#: A sign by itself that is less sure than this and lower than this share of the cell's lines is a speck.
_SPECK_SURE, _SPECK_HIGH = 0.7, 0.6
#: A character's size over the height of a line's ink.
_SIZE_OF_INK = 1.08


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A recognised page. `content`: its lines and tables as a PDF's page has them, for `pages_together` with the others."""

    content: PageText
    findings: tuple[Finding, ...] = ()


def pages_together(pages: Sequence[PageText]) -> tuple[tuple[TextParagraph | Grid, ...], tuple[Note, ...]]:
    """The paragraphs and tables of a file's pages, those that run over pages as one, and the pages' own notes."""
    size = text_size(pages)
    notes = tuple(take_notes(pages, size))
    return tuple(blocks_of(pages, size)), notes


@dataclass(frozen=True, slots=True)
class _Upright:
    """A page as it is worked on: upright, level. `back`: leads its points to the scan's pixels, `scale`: its pixels a
    point, `shown`: the scan's pixels a point, across and down."""

    picture: Picture
    back: Matrix
    scale: float
    shown: tuple[float, float]
    page: int

    def box(self, corners: npt.NDArray[np.float64]) -> Box:
        """The box of points (n × 2) of this picture on the page as it was scanned, in points."""
        places = np.c_[corners, np.ones(len(corners))] @ self.back.T
        flat = places[:, :2] / places[:, 2:] / np.array(self.shown)
        left, top = flat.min(axis=0)
        right, bottom = flat.max(axis=0)
        return round(float(left), 1), round(float(top), 1), round(float(right), 1), round(float(bottom), 1)


def read_scanned_page(image: npt.NDArray[np.uint8], page: int, width: float, height: float) -> ScannedPage:
    """Recognise one page. `image`: RGB, height × width × 3, or grey; `page` counts from 1; `width`, `height` in points.

    Raises UnreadableFile where the extra [ocr] is not installed. An empty page gives no lines.
    """
    require()
    colour = np.repeat(image[..., None], 3, axis=2) if image.ndim == 2 else image[..., :3]
    upright = _prepared(np.ascontiguousarray(colour), page, width, height)
    read, sure, longest = _read(upright)
    if longest and sure < _UPRIGHT and upside_down(longest):
        read, sure, _ = _read(_turned(upright, 2))
    if longest and sure < _ON_ITS_SIDE:
        others = [_read(_turned(upright, quarters)) for quarters in (1, 3)]
        best = max(others, key=lambda one: one[1])
        read = best[0] if best[1] > sure else read
    return read


def _prepared(image: Picture, page: int, width: float, height: float) -> _Upright:
    """The page upright (but for its ends) and level."""
    import cv2

    shown = image.shape[1] / width, image.shape[0] / height
    square, back = image, np.eye(3)
    if abs(shown[0] / shown[1] - 1) > _UNEVEN:
        by = shown[0] / shown[1]
        square = np.asarray(cv2.resize(image, None, fx=1, fy=by, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)  # fmt: skip
        back = np.diag([1, 1 / by, 1.0])
    flat, turn = sheet(square)
    back = back @ turn
    own = shown[0] if flat is square else _sheet_scale(flat, shown[0])
    scale = min(_MOST_SCALE, max(_LEAST_SCALE, own))
    picture = flat
    if abs(scale / own - 1) > 0.02:
        by = scale / own
        how = cv2.INTER_AREA if by < 1 else cv2.INTER_CUBIC
        picture = np.asarray(cv2.resize(flat, None, fx=by, fy=by, interpolation=how), dtype=np.uint8)
        back = back @ np.diag([1 / by, 1 / by, 1.0])
    else:
        scale = own
    picture = even_light(picture)
    picture, turn = level(picture, _grey(picture))
    upright = _Upright(picture, back @ turn, scale, shown, page)
    black = inks(picture, scale).black
    return _turned(upright, 1) if on_its_side(black, rule_ink(black, scale), scale) else upright


def _sheet_scale(flat: Picture, shown: float) -> float:
    """Pixels a point of a sheet cut out of a photograph: of its shape, it is A4 (ISO 216), whatever the file says."""
    longer, shorter = max(flat.shape[:2]), min(flat.shape[:2])
    return longer / _A4[1] if abs(longer / shorter - _A4[1] / _A4[0]) < 0.15 else shown


def _grey(picture: Picture) -> Picture:
    import cv2

    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def _turned(page: _Upright, quarters: int) -> _Upright:
    """The page turned counter-clockwise by quarters."""
    height, width = page.picture.shape[:2]
    back = {
        1: np.array([[0, -1, width - 1], [1, 0, 0], [0, 0, 1]], dtype=float),
        2: np.array([[-1, 0, width - 1], [0, -1, height - 1], [0, 0, 1]], dtype=float),
        3: np.array([[0, 1, 0], [-1, 0, height - 1], [0, 0, 1]], dtype=float),
    }[quarters]
    picture = np.ascontiguousarray(np.rot90(page.picture, quarters))
    return replace(page, picture=picture, back=page.back @ back)


def _read(page: _Upright) -> tuple[ScannedPage, float, list[Picture]]:
    """The page's lines and tables, how sure they are on the whole (0…1), and pictures of the lines, longest first."""
    ink = inks(page.picture, page.scale)
    words = ink.black if ink.red is None else np.minimum(ink.black, ink.red)
    tables = find_tables(_grey(page.picture), words, page.scale)
    crops: list[Picture] = []
    cut_tables = [_cut_table(table, page.scale, crops) for table in tables]
    black = _without(ink.black, tables)
    free = [
        line
        for top, bottom in _bands(tables, black.shape[0])
        for line in _cut_lines(black[top:bottom], page.scale, crops, top)
    ]
    red = []
    if ink.red is not None:
        printed = _without(ink.red, tables)
        red = _cut_lines(printed, page.scale, crops)
    alone = {
        lines[0][1]
        for table, cut_cells in zip(tables, cut_tables, strict=True)
        for cell, lines in zip(table.cells, cut_cells, strict=True)
        if len(lines) == 1 and cell.column >= _AFTER_NUMBERS
    }
    readings, repairs = set_right(recognise(crops), page.page, alone)
    found = [line for pieces in (*free, *red) if (line := _line(pieces, readings, page)) is not None]
    items: list[TextLine | PartTable] = [
        *_of_usual_size(found),
        *(_part(table, cells, readings, page) for table, cells in zip(tables, cut_tables, strict=True)),
    ]
    items.sort(key=lambda item: item.top)
    height, width = page.picture.shape[:2]
    content = PageText(page.page, width / page.scale, height / page.scale, items)
    findings = list(repairs)
    if any(not t.clear for t in tables):
        findings.append(Finding("table-rules-unclear", f"第{page.page}页的表格线不清，单元格可能分错"))
    said = [r for r in readings if len(r.text) > 1]
    if lost := sum(1 for r in said if r.confidence < _WRITING):
        findings.append(Finding("unreadable-words", f"第{page.page}页有{lost}处看不清或不是文字，没有读入"))
    sure = sum(r.confidence * len(r.text) for r in said) / max(1, sum(len(r.text) for r in said))
    longest = sorted(crops, key=lambda c: -c.shape[1] / c.shape[0])
    return ScannedPage(content, tuple(findings)), sure, longest


def _without(grey: Picture, tables: Sequence[RuledTable]) -> Picture:
    out = grey.copy()
    for table in tables:
        left, top, right, bottom = table.region
        out[top:bottom, left:right] = 255
    return out


def set_right(
    readings: Sequence[Reading], page: int, alone: Collection[int] = ()
) -> tuple[list[Reading], tuple[Finding, ...]]:
    """What was read on a page, certain mistakes set right; and where, for people.

    `alone`: those that fill a cell of a table, not of its first columns: a stroke there says that nothing stands there (—).
    """
    out: list[Reading] = []
    places: list[str] = []
    simplify = not is_traditional("".join(reading.text for reading in readings))
    for k, reading in enumerate(readings):
        text, repairs = repair(reading.text, simplify=simplify)
        if k in alone and text in _STROKES:
            places.append(f"“{text}”作“—”（表格中无内容的一格）")
            text = "—"
        out.append(Reading(text, reading.sure))
        places.extend(f"“{r.read}”作“{r.set_to}”（{_near(r.line, r.set_to)}）" for r in repairs)
    if not places:
        return out, ()
    shown = "，".join(places[:_SHOWN]) + ("等" if len(places) > _SHOWN else "")
    return out, (Finding("ocr-repaired", f"第{page}页识别时按上下文改正{len(places)}处：{shown}"),)


def _near(line: str, words: str) -> str:
    at = line.find(words)
    return line[max(0, at - 8) : at + len(words) + 4]


# --- tables --------------------------------------------------------------------------------------------

_CutCells = list[list[tuple[tuple[int, int, int, int], int]]]


def _cut_table(table: RuledTable, scale: float, crops: list[Picture]) -> _CutCells:
    """Each cell's lines: their boxes in the table's picture and their numbers among the crops."""
    cells = [cell_ink(table.picture, cell.box, scale) for cell in table.cells]
    usual = usual_height(cells, scale)
    out: _CutCells = []
    for cell, lines in zip(table.cells, (cell_lines(c, usual) for c in cells), strict=True):
        own: list[tuple[tuple[int, int, int, int], int]] = []
        for box in lines:
            own.append((box, len(crops)))
            crops.append(cut(table.picture, box, inside_rules(cell.box, scale), usual))
        out.append(own)
    return out


def _part(table: RuledTable, cut_cells: _CutCells, readings: Sequence[Reading], page: _Upright) -> PartTable:
    """A table's cells with their lines, in points of the upright page."""
    own = _Upright(table.picture, page.back @ table.back, page.scale, page.shown, page.page)
    left, top, _, bottom = table.region
    high = median([b[3] - b[1] for lines in cut_cells for b, _ in lines] or [1])
    sizes = [_size(readings[k].text, box) for lines in cut_cells for box, k in lines if ems_of(readings[k].text) >= _LONG]  # fmt: skip
    size = median(sizes) if sizes else high * _SIZE_OF_INK
    cells = []
    for cell, lines in zip(table.cells, cut_cells, strict=True):
        printed = []
        for box, k in lines:
            reading = readings[k]
            speck = len(reading.text) == 1 and reading.confidence < _SPECK_SURE and box[3] - box[1] < _SPECK_HIGH * high  # fmt: skip
            if reading.text and reading.confidence >= _WRITING and not speck:
                printed.append(_text_line(reading, box, size, own))
        x0, _, x1, y1 = cell.box
        last, far = cell.row + cell.rows - 1, cell.column + cell.columns - 1
        cells.append(PartCell(cell.row, cell.column, last, far, printed, y1 / page.scale, (x1 - x0) / page.scale))  # fmt: skip
    xs = tuple((x + left) / page.scale for x in table.columns)
    return PartTable(page.page, xs, top / page.scale, bottom / page.scale, table.rows, cells)


# --- lines ---------------------------------------------------------------------------------------------

#: Full-width marks whose ink fills only the left, or only the right half of their place.
_LEFT_HALF, _RIGHT_HALF = frozenset("，。、；：！？”’）》】〕"), frozenset("（《“‘〔【")
#: Lines of this many em and more tell their size by their width; sizes this near to each other are one, and a short
#: line's to its neighbour's.
_LONG, _SAME_SIZE, _MAY_BE = 6.0, 0.13, 0.42


def _size(text: str, box: tuple[float, float, float, float]) -> float:
    """The size in pixels of a line's characters: by its width where it is long enough, else by its height."""
    ems = ems_of(text) - 0.5 * (text[-1:] in _LEFT_HALF) - 0.5 * (text[:1] in _RIGHT_HALF)
    if ems >= _LONG and " " not in text:
        return (box[2] - box[0]) / (ems - 0.08)
    return (box[3] - box[1]) * _SIZE_OF_INK


def _text_line(reading: Reading, box: tuple[float, float, float, float], size: float, page: _Upright) -> TextLine:  # fmt: skip
    """A line whose ink fills `box` (pixels of the page's picture), in points of the upright page."""
    left, top, right, bottom = box
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], dtype=float)
    shown = page.box(corners)
    location = Location(page=page.page, box=shown, confidence=round(reading.confidence, 3))
    x0 = left - 0.45 * size * (reading.text[0] in _RIGHT_HALF)
    x1 = right + 0.5 * size * (reading.text[-1] in _LEFT_HALF)
    base = (top + bottom) / 2 + 0.36 * size
    scale = page.scale
    return TextLine(reading.text, page.page, x0 / scale, x1 / scale, base / scale, size / scale, location)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A piece of a line cut out of the page: the box of its ink in pixels, and its number among the crops."""

    box: tuple[float, float, float, float]
    crop: int


def _bands(tables: Sequence[RuledTable], height: int) -> list[tuple[int, int]]:
    """(top, bottom) of what stands above, between and below tables: only there are lines looked for."""
    out, top = [], 0
    for table in sorted(tables, key=lambda t: t.region[1]):
        if table.region[1] > top:
            out.append((top, table.region[1]))
        top = max(top, table.region[3])
    return [*out, (top, height)] if top < height else out


def _cut_lines(grey: Picture, scale: float, crops: list[Picture], top: int = 0) -> list[list[_Cut]]:
    """Printed lines, each as its detected pieces from left to right; `top`: where on the page the picture begins."""
    import cv2

    by = min(1.0, _DETECT_SCALE / scale)
    low = np.asarray(cv2.resize(grey, None, fx=by, fy=by, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    if min(low.shape) < 8 or not (low < 170).any():
        return []
    quads = [quad / by for quad in detect(low)]
    out: list[list[_Cut]] = []
    for line in side_by_side(quads):
        own = []
        for piece in line:
            quad = quads[piece.index]
            crop = cut_quad(grey, quad)
            left, above, right, below = ink_box(crop)
            x, y = float(quad[:, 0].min()), float(quad[:, 1].min())
            own.append(_Cut((x + left, y + above + top, x + right, y + below + top), len(crops)))
            crops.append(crop)
        out.append(own)
    return out


def _line(pieces: Sequence[_Cut], readings: Sequence[Reading], page: _Upright) -> TextLine | None:
    """A printed line of its pieces, blanks between them."""
    kept = [(p.box, readings[p.crop]) for p in pieces if readings[p.crop].text and readings[p.crop].confidence >= _WRITING]  # fmt: skip
    if not kept:
        return None
    text, sure = "", []
    for _, reading in kept:
        if text:
            text += " "
            sure.append(reading.sure[0])
        text += reading.text
        sure.extend(reading.sure)
    boxes = np.array([box for box, _ in kept])
    box = (float(boxes[:, 0].min()), float(boxes[:, 1].min()), float(boxes[:, 2].max()), float(boxes[:, 3].max()))  # fmt: skip
    own, longest = max(kept, key=lambda k: len(k[1].text))
    return _text_line(Reading(text, tuple(sure)), box, _size(longest.text, own), page)


def _of_usual_size(found: Sequence[TextLine]) -> list[TextLine]:
    """The lines of a page from top to bottom, sizes that are alike made one: they are measured on ink, and a little off.

    A short line tells its size badly: it is as the line above it, if it may be.
    """
    lines = sorted(found, key=lambda line: line.top)
    sizes: dict[int, float] = {}
    left = {k: line for k, line in enumerate(lines) if ems_of(line.text) >= _LONG}
    while left:
        weights = {k: sum(len(o.text) for o in left.values() if _alike(o.size, line.size, _SAME_SIZE)) for k, line in left.items()}  # fmt: skip
        middle = left[max(weights, key=lambda k: weights[k])].size
        near = [k for k, line in left.items() if _alike(line.size, middle, _SAME_SIZE)]
        size = median(left[k].size for k in near)
        for k in near:
            sizes[k] = size
            del left[k]
    out: list[TextLine] = []
    for k, line in enumerate(lines):
        beside = [sizes[n] for n in (k - 1, k + 1) if n in sizes and _alike(line.size, sizes[n], _MAY_BE)]
        size = sizes.setdefault(k, beside[0] if beside else line.size)
        out.append(replace(line, size=size, base=line.base + 0.36 * (size - line.size)))
    return out


def _alike(a: float, b: float, share: float) -> bool:
    return abs(a - b) <= share * b
