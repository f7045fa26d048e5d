"""What stands on a PDF page? Its characters, the rules drawn on it and how much of it is picture, all turned upright.

Read through PDFium's C interface, a page at a time: it maps fonts to Unicode, opens forms within forms, and is fast.
Coordinates here are points from the top left corner of the page as people see it, after /Rotate; where most of a page's
text runs up or down (a landscape ledger drawn on a portrait page) the page is turned until that text is upright.
"""

from __future__ import annotations

import ctypes
import itertools
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from ingest.readers.pdf_limits import MOST_DEPTH, MOST_GLYPHS, MOST_OBJECTS, MOST_SEGMENTS


class Glyph(NamedTuple):
    """One character: its advance from `x0` to `x1` on the baseline `base`; `size` is its font's, in points."""

    text: str
    x0: float
    x1: float
    base: float
    size: float

    @property
    def top(self) -> float:
        return self.base - 0.86 * self.size

    @property
    def bottom(self) -> float:
        return self.base + 0.14 * self.size


#: Left, top, right, bottom in points.
Box = tuple[float, float, float, float]


class Edge(NamedTuple):
    """A straight rule: at `at` from `start` to `end`; the kind of list it stands in says which way it runs."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Sheet:
    """One page. `turn`: degrees clockwise it was turned beyond its /Rotate; `aside`: text that runs another way (侧排),
    a string for each run; `shaded`: filled boxes; `skewed`: characters of watermarks, left out; `unmapped`: glyphs without a character."""

    number: int
    width: float
    height: float
    turn: int = 0
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Edge] = field(default_factory=list)
    down: list[Edge] = field(default_factory=list)
    shaded: list[Box] = field(default_factory=list)
    aside: list[Glyph] = field(default_factory=list)
    aside_turn: int = 0
    skewed: int = 0
    unmapped: int = 0
    cut: bool = False
    pictures: float = 0.0
    painted: int = 0
    crowded: bool = False

    def as_seen(self, box: Box) -> Box:
        """A box on the turned page as a box on the page that people see (left, top, right, bottom)."""
        x0, y0, x1, y1 = box
        if self.turn == 90:
            x0, y0, x1, y1 = y0, self.width - x1, y1, self.width - x0
        elif self.turn == 180:
            x0, y0, x1, y1 = self.width - x1, self.height - y1, self.width - x0, self.height - y0
        elif self.turn == 270:
            x0, y0, x1, y1 = self.height - y1, x0, self.height - y0, x1
        return round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)


#: CJK radicals (U+2E80…) that fonts' tables give in place of the characters; Unicode itself maps only two of them.
_RADICALS = str.maketrans(
    "⺟⺠⺩⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "母民王西见角贝车長长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)


@lru_cache(maxsize=20_000)
def character(code: int) -> str:
    """The character of a code point as a reader wants it: radicals (⼯) as characters (工), blanks as blanks, no control
    characters; "" for what is no character."""
    if (
        code < 32
        or 0x7F <= code < 0xA0
        or code in (0xFFFD, 0xFFFE, 0xFFFF)
        or 0xD800 <= code < 0xF900
        or code > 0x10FFFF
    ):
        return ""
    text = chr(code)
    if 0x2E80 <= code <= 0x2FDF:
        return unicodedata.normalize("NFKC", text).translate(_RADICALS)
    if code in (0xA0, 0x3000) or 0x2000 <= code <= 0x200A:
        return " "
    return "-" if code == 0xAD else "" if code in (0x200B, 0xFEFF) else text


class _Way(NamedTuple):
    """From a page's own coordinates to those of the page turned by `turn` degrees clockwise."""

    turn: int
    left: float
    bottom: float
    right: float
    top: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 90:
            return y - self.bottom, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    @property
    def size(self) -> tuple[float, float]:
        sides = self.right - self.left, self.top - self.bottom
        return sides if self.turn % 180 == 0 else (sides[1], sides[0])


def read_sheet(page: Any, number: int) -> Sheet:
    """The page's characters and rules. `page`: a pypdfium2 PdfPage, which stays open."""
    import pypdfium2.raw as pdfium

    seen = int(pdfium.FPDFPage_GetRotation(page)) * 90
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    raw, unmapped, cut = _characters(page)
    turns = Counter(turn for *_, turn in raw if turn >= 0)
    running = turns.most_common(1)[0][0] if turns else (-seen) % 360
    way = _Way(running, box.left, box.bottom, box.right, box.top)
    width, height = way.size
    sheet = Sheet(number, width, height, (running - seen) % 360, unmapped=unmapped, cut=cut)
    _place(sheet, raw, way)
    _drawn(sheet, page, way)
    return sheet


#: One character as PDFium has it: text, box (left, bottom, right, top), origin, size, and by how many degrees clockwise
#: its page must be turned for it to stand upright (-1: by none of 0, 90, 180, 270).
_Raw = tuple[str, float, float, float, float, float, float, float, int]


def _characters(page: Any) -> tuple[list[_Raw], int, bool]:
    """The page's characters in the order they are drawn, how many have no Unicode, and whether there were too many."""
    import pypdfium2.raw as pdfium

    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return [], 0, False
    unicode_of, box_of, origin_of = (
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_GetCharOrigin,
    )
    generated, unmapped_at, matrix_of, size_of = (
        pdfium.FPDFText_IsGenerated,
        pdfium.FPDFText_HasUnicodeMapError,
        pdfium.FPDFText_GetMatrix,
        pdfium.FPDFText_GetFontSize,
    )
    box, x, y, matrix = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
    out: list[_Raw] = []
    unmapped, before, turn, scale = 0, (0.0, 0.0, 0.0, 0.0), -1, 1.0
    try:
        count = int(pdfium.FPDFText_CountChars(text_page))
        for k in range(min(count, MOST_GLYPHS)):
            code = unicode_of(text_page, k)
            if code in (10, 13) or (code == 32 and generated(text_page, k)):
                continue
            text = character(code)
            if not text or unmapped_at(text_page, k):
                unmapped += code not in (0x200B, 0xFEFF, 9)
                continue
            box_of(text_page, k, box)
            origin_of(text_page, k, x, y)
            matrix_of(text_page, k, matrix)
            ways = matrix.a, matrix.b, matrix.c, matrix.d
            if ways != before:
                before, turn, scale = ways, _turn(ways[0], ways[1]), math.hypot(ways[2], ways[3]) or 1.0
            size = size_of(text_page, k) * scale
            out.append((text, box.left, box.bottom, box.right, box.top, x.value, y.value, size, turn))
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    return out, unmapped, count > MOST_GLYPHS


def _turn(a: float, b: float) -> int:
    """Degrees clockwise that bring text of this direction upright: 0, 90, 180 or 270; -1 for slanting text."""
    degrees = math.degrees(math.atan2(b, a)) % 360
    nearest = round(degrees / 90) * 90
    return nearest % 360 if abs(degrees - nearest) < 8 else -1


def _place(sheet: Sheet, raw: list[_Raw], way: _Way) -> None:
    """Upright characters to `glyphs`; those that run another way to `aside`, in coordinates of the page turned for
    most of them; what stands outside the page is not seen."""
    others = Counter(turn for *_, turn in raw if turn not in (-1, way.turn))
    aside_turn = others.most_common(1)[0][0] if others else 0
    aside_way = way._replace(turn=aside_turn)
    sheet.aside_turn = (aside_turn - way.turn) % 360
    wide, high = way.size
    for text, left, bottom, right, top, x, y, size, turn in raw:
        if turn == way.turn:
            own, seen = way, sheet.glyphs
            if turn == 0:  # nearly all
                x0, x1, base = left - way.left, right - way.left, way.top - y
                if x1 > -2 and x0 < wide + 2 and 0 < base < high + 2 and size >= 0.5:
                    seen.append(Glyph(text, x0, x1, base, size))
                continue
        elif others and turn == aside_turn:
            own, seen = aside_way, sheet.aside
        else:
            sheet.skewed += text != " "
            continue
        a, b = own.point(left, bottom), own.point(right, top)
        x0, x1 = min(a[0], b[0]), max(a[0], b[0])
        ax, base = own.point(x, y)
        if x1 > -2 and x0 < own.size[0] + 2 and 0 < base < own.size[1] + 2 and size >= 0.5:
            # An advance box may hang over the origin in turned text: it begins there.
            seen.append(Glyph(text, ax if x0 - 1 <= ax < x1 else x0, x1, base, size))


# --- rules and pictures ------------------------------------------------------------------------------

#: A box painted this thin is a rule (pt); a box this much of the page wide is a background.
_THIN = 3.0
#: As light as paper: rules in it are not seen.
_WHITE = 246


def _drawn(sheet: Sheet, page: Any, way: _Way) -> None:
    """Fill in the sheet's rules, and the share of it that pictures cover."""
    import pypdfium2.raw as pdfium

    total = int(pdfium.FPDFPage_CountObjects(page))
    if total > MOST_OBJECTS:
        sheet.crowded = True
    area = max(1.0, sheet.width * sheet.height)
    for kind, handle, matrix in _objects(page, min(total, MOST_OBJECTS)):
        sheet.painted += 1
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(handle, matrix, way)
            wide, high = box[2] - box[0], box[3] - box[1]
            sheet.pictures += max(0.0, wide) * max(0.0, high) / area
            _take_thin(sheet, box)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and not sheet.crowded:
            _path(sheet, handle, matrix, way)
            if len(sheet.across) + len(sheet.down) + len(sheet.shaded) > MOST_OBJECTS:
                sheet.crowded = True
        if sheet.painted > MOST_OBJECTS:
            sheet.crowded = True
            break
    if sheet.crowded:
        sheet.across, sheet.down, sheet.shaded = [], [], []


_Matrix = tuple[float, float, float, float, float, float]


def _objects(page: Any, count: int) -> Iterator[tuple[int, Any, _Matrix]]:
    """Paths and pictures of the page and of the forms in it, with the matrix of the form that each stands in."""
    import pypdfium2.raw as pdfium

    same: _Matrix = (1, 0, 0, 1, 0, 0)
    todo: list[tuple[Any, int, int, _Matrix, bool]] = [(page, 0, count, same, True)]
    given = 0
    while todo and given <= MOST_OBJECTS:
        holder, at, end, matrix, is_page = todo.pop()
        get = pdfium.FPDFPage_GetObject if is_page else pdfium.FPDFFormObj_GetObject
        while at < end:
            handle = get(holder, at)
            at += 1
            kind = pdfium.FPDFPageObj_GetType(handle)
            if kind == pdfium.FPDF_PAGEOBJ_FORM:
                if len(todo) < MOST_DEPTH:
                    todo.append((holder, at, end, matrix, is_page))
                    inner = _times(_matrix(handle), matrix)
                    todo.append((handle, 0, int(pdfium.FPDFFormObj_CountObjects(handle)), inner, False))
                    break
            elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
                given += 1
                yield kind, handle, matrix


def _matrix(handle: Any) -> _Matrix:
    import pypdfium2.raw as pdfium

    m = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(handle, m)
    return m.a, m.b, m.c, m.d, m.e, m.f


def _times(m: _Matrix, n: _Matrix) -> _Matrix:
    """First `m`, then `n` (row vectors, as PDF has them)."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _bounds(handle: Any, matrix: _Matrix, way: _Way) -> Box:
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
    points = [_moved(x, y, matrix, way) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    return _box(points)


def _moved(x: float, y: float, m: _Matrix, way: _Way) -> tuple[float, float]:
    return way.point(x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5])


def _box(points: list[tuple[float, float]]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _path(sheet: Sheet, handle: Any, matrix: _Matrix, way: _Way) -> None:
    """The rules that a path draws: its straight upright strokes, and thin boxes that it fills."""
    import pypdfium2.raw as pdfium

    count = int(pdfium.FPDFPath_CountSegments(handle))
    if not 2 <= count <= MOST_SEGMENTS:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(handle, fill, stroke)
    stroked = bool(stroke.value) and _is_seen(pdfium.FPDFPageObj_GetStrokeColor, handle)
    filled = bool(fill.value) and _is_seen(pdfium.FPDFPageObj_GetFillColor, handle)
    if not stroked and not filled:
        return
    whole = _times(_matrix(handle), matrix)
    for points in _subpaths(handle, count, whole, way):
        if stroked:
            for (ax, ay), (bx, by) in itertools.pairwise(points):
                if abs(ay - by) < 0.8 and abs(ax - bx) > 0.8:
                    sheet.across.append(Edge((ay + by) / 2, min(ax, bx), max(ax, bx)))
                elif abs(ax - bx) < 0.8 and abs(ay - by) > 0.8:
                    sheet.down.append(Edge((ax + bx) / 2, min(ay, by), max(ay, by)))
        elif filled and len(points) >= 2:
            box = _box(points)
            if min(box[2] - box[0], box[3] - box[1]) > _THIN:
                sheet.shaded.append(box)
            _take_thin(sheet, box)


def _take_thin(sheet: Sheet, box: Box) -> None:
    x0, y0, x1, y1 = box
    if y1 - y0 <= _THIN and x1 - x0 > _THIN:
        sheet.across.append(Edge((y0 + y1) / 2, x0, x1))
    elif x1 - x0 <= _THIN and y1 - y0 > _THIN:
        sheet.down.append(Edge((x0 + x1) / 2, y0, y1))


def _is_seen(colour_of: Any, handle: Any) -> bool:
    """Not white and not clear."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not colour_of(handle, red, green, blue, alpha):
        return True
    return alpha.value > 8 and min(red.value, green.value, blue.value) < _WHITE


def _subpaths(handle: Any, count: int, matrix: _Matrix, way: _Way) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path, closed where the path closes it; a part with a curve in it is left out."""
    import pypdfium2.raw as pdfium

    points: list[tuple[float, float]] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for k in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(handle, k)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            curved = True
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(_moved(x.value, y.value, matrix, way))
        if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 2:
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points
