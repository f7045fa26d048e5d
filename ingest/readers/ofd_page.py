"""What stands on an OFD page? Its characters and the rules drawn on it, as on a PDF's page, turned upright.

The result is the `Sheet` that the reader of PDFs works on: lines, paragraphs and ruled tables are found in one way for
both. OFD counts in mm from the upper left corner, y runs down; here everything is in points.

Rules: GB/T 33190—2016: 8.5 (objects: Boundary, CTM), 9 (paths), 11 (text: TextCode, DeltaX with its g runs, CGTransform),
13 (composite objects).
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from ingest.readers.ofd_parts import POINTS, OfdPage, numbers
from ingest.readers.packages import child, children, local
from ingest.readers.pdf_glyphs import Edge, Glyph, Sheet, character
from ingest.readers.pdf_limits import MOST_GLYPHS, MOST_OBJECTS

_DEEPEST = 12
_MOST_POINTS, _MOST_DELTAS = 20_000, 100_000
#: A box painted this thin is a rule (pt); as light as paper (of 255), it is not seen.
_THIN, _WHITE = 3.0, 246
#: Text that slants more than this (degrees) is a watermark.
_SLANT = 8.0
#: Numbers that follow each letter of AbbreviatedData (9.1).
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


class _Matrix(NamedTuple):
    """x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, m: _Matrix) -> _Matrix:
        return _Matrix(
            self.a * m.a + self.b * m.c,
            self.a * m.b + self.b * m.d,
            self.c * m.a + self.d * m.c,
            self.c * m.b + self.d * m.d,
            self.e * m.a + self.f * m.c + m.e,
            self.e * m.b + self.f * m.d + m.f,
        )


class _Raw(NamedTuple):
    """One character on the page as drawn: origin and end of its advance in points, size, degrees it is turned by."""

    text: str
    x: float
    y: float
    x1: float
    y1: float
    size: float
    turn: int


class Picture(NamedTuple):
    """A picture on the page: its resource and box (left, top, right, bottom in points)."""

    resource: str
    box: tuple[float, float, float, float]


class DrawnPage(NamedTuple):
    """The page's sheet, and its pictures."""

    sheet: Sheet
    pictures: tuple[Picture, ...]


def draw(page: OfdPage, number: int) -> DrawnPage:
    """The page's characters, rules and pictures."""
    drawing = _Drawing(page.shapes)
    origin = _Matrix(POINTS, 0, 0, POINTS, -page.box[0] * POINTS, -page.box[1] * POINTS)
    for tree in (*page.below, page.root, *page.above):
        content = child(tree, "Content")
        for layer in children(content, "Layer") if content is not None else ():
            if layer.get("Visible") != "false":
                drawing.take(layer, origin, 0)
    return drawing.sheet(number, page.box[2] * POINTS, page.box[3] * POINTS)


class _Drawing:
    """One page while it is drawn."""

    def __init__(self, shapes: dict[str, Any]) -> None:
        self.shapes = shapes
        self.raw: list[_Raw] = []
        self.segments: list[tuple[float, float, float, float]] = []
        self.pictures: list[Picture] = []
        self.unmapped = self.skewed = self.painted = 0
        self.cut = self.crowded = False

    def take(self, holder: Any, matrix: _Matrix, depth: int) -> None:
        """Everything that a layer, block or composite shape holds."""
        for element in holder:
            name = local(element)
            if self.painted > MOST_OBJECTS + MOST_GLYPHS or depth > _DEEPEST:
                self.crowded = True
                return
            if element.get("Visible") == "false":
                continue
            if name == "TextObject":
                self.painted += 1
                self._text(element, _placed(element, matrix))
            elif name == "PathObject":
                self.painted += 1
                if not self.crowded:
                    self._path(element, _placed(element, matrix))
            elif name == "ImageObject":
                self.painted += 1
                self._picture(element, matrix)
            elif name == "CompositeObject":
                self.painted += 1
                shape = self.shapes.get(element.get("ResourceID") or "")
                content = child(shape, "Content") if shape is not None else None
                if content is not None:
                    self.take(content, _placed(element, matrix), depth + 1)
            elif name in ("PageBlock", "Layer", "Content"):
                self.take(element, matrix, depth + 1)

    # --- text --------------------------------------------------------------------------------------

    def _text(self, element: Any, matrix: _Matrix) -> None:
        size = _number(element.get("Size"), 0.0)
        scale = _number(element.get("HScale"), 1.0)
        if not 0 < size < 2_000:
            return
        x = y = 0.0
        for code in children(element, "TextCode"):
            text = code.text or ""
            x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
            across = list(_deltas(code.get("DeltaX"), len(text)))
            down = list(_deltas(code.get("DeltaY"), len(text)))
            self._run(text, x, y, across, down, size, scale, matrix, element.get("CharDirection") or "0")

    def _run(
        self,
        text: str,
        x: float,
        y: float,
        across: list[float],
        down: list[float],
        size: float,
        scale: float,
        matrix: _Matrix,
        turned: str,
    ) -> None:
        """The characters of one TextCode, each at its place. Where it gives no distances, characters follow as wide as
        they usually are."""
        if len(self.raw) + len(text) > MOST_GLYPHS:
            self.cut = True
            return
        own = int(turned) % 360 if turned.lstrip("-").isdigit() else 0
        for k, one in enumerate(text):
            wide = size * scale * _width(one)
            step = across[k] if k < len(across) else None
            along = step if own % 180 == 0 else (down[k] if k < len(down) else None)
            advance = abs(along) if along is not None and 0.2 * wide < abs(along) < 1.3 * wide else wide
            self._put(one, x, y, advance, size, matrix, own)
            x += step if step is not None else (0.0 if down else wide)
            y += down[k] if k < len(down) else 0.0

    def _put(self, one: str, x: float, y: float, wide: float, size: float, matrix: _Matrix, own: int) -> None:
        text = character(ord(one)) if one not in "\n\r\t" else " "
        if not text:
            self.unmapped += one not in "\u200b\ufeff"
            return
        # CharDirection turns the character on the spot, clockwise (11.3).
        dx, dy = ((1, 0), (0, 1), (-1, 0), (0, -1))[own // 90] if own % 90 == 0 else (1, 0)
        a, b = matrix.point(x, y)
        c, d = matrix.point(x + wide * dx, y + wide * dy)
        up = matrix.a * -dy + matrix.c * dx, matrix.b * -dy + matrix.d * dx
        turn = _turn(c - a, d - b)
        if turn is None:
            self.skewed += text != " "
            return
        self.raw.append(_Raw(text, a, b, c, d, size * math.hypot(*up), turn))

    # --- rules and pictures ------------------------------------------------------------------------

    def _path(self, element: Any, matrix: _Matrix) -> None:
        stroked = element.get("Stroke") != "false" and _is_seen(child(element, "StrokeColor"))
        filled = element.get("Fill") == "true" and _is_seen(child(element, "FillColor"))
        data = child(element, "AbbreviatedData")
        if data is None or not (stroked or filled):
            return
        for points in _subpaths(data.text or ""):
            on_page = [matrix.point(x, y) for x, y in points]
            if stroked:
                self.segments.extend((*a, *b) for a, b in itertools.pairwise(on_page))
            elif len(on_page) >= 2:
                self._thin(on_page)
            if len(self.segments) > MOST_OBJECTS:
                self.crowded, self.segments = True, []
                return

    def _thin(self, points: list[tuple[float, float]]) -> None:
        """A painted box so thin that it is a rule."""
        x0, x1 = min(x for x, _ in points), max(x for x, _ in points)
        y0, y1 = min(y for _, y in points), max(y for _, y in points)
        if y1 - y0 <= _THIN < x1 - x0:
            self.segments.append((x0, (y0 + y1) / 2, x1, (y0 + y1) / 2))
        elif x1 - x0 <= _THIN < y1 - y0:
            self.segments.append(((x0 + x1) / 2, y0, (x0 + x1) / 2, y1))

    def _picture(self, element: Any, matrix: _Matrix) -> None:
        box = numbers(element.get("Boundary"))
        if len(box) == 4 and len(self.pictures) < MOST_OBJECTS:
            a, b = matrix.point(box[0], box[1]), matrix.point(box[0] + box[2], box[1] + box[3])
            corners = (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
            self.pictures.append(Picture(element.get("ResourceID") or "", corners))

    # --- the page ----------------------------------------------------------------------------------

    def sheet(self, number: int, width: float, height: float) -> DrawnPage:
        """The page turned until most of its text is upright."""
        turns = Counter(one.turn for one in self.raw if one.text != " ")
        turn = turns.most_common(1)[0][0] if turns else 0
        high, wide = (height, width) if turn % 180 == 0 else (width, height)
        sheet = Sheet(number, wide, high, turn, unmapped=self.unmapped, cut=self.cut, crowded=self.crowded)
        sheet.skewed, sheet.painted = self.skewed, self.painted
        others = Counter(one.turn for one in self.raw if one.turn != turn)
        aside = others.most_common(1)[0][0] if others else None
        for one in self.raw:
            if one.turn == turn:
                sheet.glyphs.extend(_glyph(one, turn, width, height))
            elif one.turn == aside:
                sheet.aside.extend(_glyph(one, one.turn, width, height))
            else:
                sheet.skewed += one.text != " "
        sheet.aside_turn = 0 if aside is None else (aside - turn) % 360
        for ax, ay, bx, by in self.segments:
            (ax, ay), (bx, by) = _upright(ax, ay, turn, width, height), _upright(bx, by, turn, width, height)
            if abs(ay - by) < 0.8 < abs(ax - bx):
                sheet.across.append(Edge((ay + by) / 2, min(ax, bx), max(ax, bx)))
            elif abs(ax - bx) < 0.8 < abs(ay - by):
                sheet.down.append(Edge((ax + bx) / 2, min(ay, by), max(ay, by)))
        area = max(1.0, width * height)
        sheet.pictures = sum((b[2] - b[0]) * (b[3] - b[1]) / area for _, b in self.pictures)
        return DrawnPage(sheet, tuple(self.pictures))


def _glyph(one: _Raw, turn: int, width: float, height: float) -> Iterator[Glyph]:
    """The character on the page turned by `turn`; what stands outside the page is not seen."""
    high, wide = (height, width) if turn % 180 == 0 else (width, height)
    x, y = _upright(one.x, one.y, turn, width, height)
    x1, _ = _upright(one.x1, one.y1, turn, width, height)
    if x1 > -2 and x < wide + 2 and 0 < y < high + 2 and one.size >= 0.5:
        yield Glyph(one.text, min(x, x1), max(x, x1), y, one.size)


def _upright(x: float, y: float, turn: int, width: float, height: float) -> tuple[float, float]:
    """A point of the page on the page turned clockwise by `turn` degrees."""
    if turn == 90:
        return height - y, x
    if turn == 180:
        return width - x, height - y
    if turn == 270:
        return y, width - x
    return x, y


def _turn(dx: float, dy: float) -> int | None:
    """Degrees clockwise that bring text of this direction (y down) upright; None for slanting text."""
    degrees = -math.degrees(math.atan2(dy, dx)) % 360
    nearest = round(degrees / 90) * 90
    return nearest % 360 if abs(degrees - nearest) < _SLANT else None


def _placed(element: Any, matrix: _Matrix) -> _Matrix:
    """From an object's own coordinates to the page's: its CTM, then the corner of its boundary (8.5)."""
    box = numbers(element.get("Boundary"))
    own = numbers(element.get("CTM"))
    inner = _Matrix(*own) if len(own) == 6 else _Matrix()
    corner = _Matrix(e=box[0], f=box[1]) if len(box) == 4 else _Matrix()
    return inner.then(corner).then(matrix)


def _width(one: str) -> float:
    """About how wide a character is, in em: fonts for Chinese print all but Latin ones in a full square."""
    if ord(one) >= 0xA0:
        return 1.0
    return 0.8 if one in "@MWmw%&" else 0.5


def _number(text: str | None, otherwise: float) -> float:
    found = numbers(text)
    return found[0] if found else otherwise


def _deltas(text: str | None, count: int) -> Iterator[float]:
    """Distances from each character to the next; "g n v" stands for n times v (11.3). Too few are gone on with the last."""
    words = (text or "").split()
    given, last, k = 0, None, 0
    while k < len(words) and given < min(count, _MOST_DELTAS):
        times, word = 1, words[k]
        if word == "g" and k + 2 < len(words):
            times = int(words[k + 1]) if words[k + 1].isdigit() and len(words[k + 1]) < 7 else 1
            word = words[k + 2]
            k += 2
        k += 1
        value = numbers(word)
        if not value:
            return
        last = value[0]
        for _ in range(min(times, count - given)):
            given += 1
            yield last
    while last is not None and given < count:
        given += 1
        yield last


def _is_seen(colour: Any) -> bool:
    """Not white and not clear; black where nothing is said."""
    if colour is None:
        return True
    if _number(colour.get("Alpha"), 255) <= 8:
        return False
    values = numbers(colour.get("Value"))
    return not (len(values) == 3 and min(values) >= _WHITE) and not (len(values) == 1 and values[0] >= _WHITE)


def _subpaths(data: str) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path, closed where the path closes it; a part with a curve in it is left out (9.1)."""
    words = data.replace(",", " ").split()
    points: list[tuple[float, float]] = []
    curved, k, total = False, 0, 0
    while k < len(words) and total < _MOST_POINTS:
        letter = words[k].upper()
        if letter not in _ARGUMENTS:
            k += 1
            continue
        count = _ARGUMENTS[letter]
        values = numbers(" ".join(words[k + 1 : k + 1 + count]))
        k += 1 + len(values)
        if len(values) < count:
            continue
        total += 1
        if letter in "SM":
            if len(points) > 1 and not curved:
                yield points
            points, curved = [(values[0], values[1])], False
        elif letter == "L":
            points.append((values[0], values[1]))
        elif letter == "C":
            if len(points) > 2:
                points.append(points[0])
        else:
            curved = True
            points.append((values[-2], values[-1]))
    if len(points) > 1 and not curved:
        yield points
