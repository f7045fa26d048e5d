"""Which stretches of a picture are lines of text? A ruled cell's by its rows of ink, a page's as detected, side by side.

A cell has nothing in it but level lines, so white rows part them. Measured on a skewed, noisy ledger beside detecting
lines in the whole table and giving them to cells: 51 and 52 of 52 cells exact, for 2.9 and 3.8 s of processor time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ingest.readers.ocr import Picture, Quad

Box = tuple[int, int, int, int]
#: White kept around a line for the recogniser, as a share of its height.
_MARGIN = 0.18
#: And after its end, where a faint comma may stand that was taken for a speck.
_MARK = 0.6
#: A single sign is given white on both sides until it is this wide against its height: narrower it is read twice.
_SQUARE = 1.5
#: Characters in a cell are at least this high (points); specks are smaller.
_LEAST = 4.0
#: What is smaller both ways, as a share of a character, is a speck that is left: a full stop alone makes no line.
_SIGN = 0.35
#: Detected pieces stand on one line when they share this much of their height.
_SHARED = 0.55


@dataclass(frozen=True, slots=True)
class CellInk:
    """The ink inside a cell's rules, 1 where it is; `left`, `top`: where it begins in the table's picture; `runs`:
    (first, last + 1) of its rows that hold any."""

    left: int
    top: int
    ink: Picture
    runs: tuple[tuple[int, int], ...]


def cell_ink(picture: Picture, box: Box, scale: float) -> CellInk:
    """The ink of one cell of a table's picture (grey, paper 255), rests of its rules and specks taken out."""
    import cv2

    left, top, right, bottom = inside_rules(box, scale)
    if right - left < _LEAST * scale or bottom - top < _LEAST * scale:
        return CellInk(left, top, np.zeros((0, 0), dtype=np.uint8), ())
    inside = np.ascontiguousarray(picture[top:bottom, left:right])
    ink = _dark(np.asarray(cv2.medianBlur(inside, 3), dtype=np.uint8))
    _drop_rests(ink, scale)
    _drop_specks(ink, scale)
    return CellInk(left, top, ink, tuple(_runs(ink.sum(axis=1) > 0, max(1, round(0.8 * scale)))))


def usual_height(cells: Sequence[CellInk], scale: float) -> float:
    """The height in pixels of most lines of a table: its characters'."""
    heights = sorted(b - a for cell in cells for a, b in cell.runs if b - a >= _LEAST * scale)
    return float(heights[len(heights) // 2]) if heights else 8 * scale


def cell_lines(cell: CellInk, usual: float) -> list[Box]:
    """The lines of a cell, top to bottom, as boxes of ink in the table's picture; `usual`: their height in its table."""
    out: list[Box] = []
    for a, b in _whole(cell.runs, usual):
        columns = np.flatnonzero(cell.ink[a:b].sum(axis=0))
        x0, x1 = (int(columns[0]), int(columns[-1]) + 1) if len(columns) else (0, 0)
        if max(x1 - x0, b - a) >= _SIGN * usual:
            out.append((cell.left + x0, cell.top + a, cell.left + x1, cell.top + b))
    return out


def inside_rules(box: Box, scale: float) -> Box:
    """A cell's box without its rules."""
    inset = max(2, round(1.6 * scale))
    return box[0] + inset, box[1] + inset, box[2] - inset, box[3] - inset


def _dark(grey: Picture) -> Picture:
    """1 where ink is. Nearly white cells have none, whatever their grain."""
    import cv2

    few = min(grey.size - 1, 12)
    low, paper = float(np.partition(grey, few, axis=None)[few]), float(np.percentile(grey, 75))
    if paper - low < 45:
        return np.zeros(grey.shape, dtype=np.uint8)
    level, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return (grey < min(float(level) + 10, paper - 25)).astype(np.uint8)


def _drop_rests(ink: Picture, scale: float) -> None:
    """Takes out what is left of the rules at the edges: thin ink along a whole side."""
    edge = max(2, round(1.5 * scale))
    for side in (ink[:edge], ink[-edge:], ink[:, :edge].T, ink[:, -edge:].T):
        for line in side:
            if line.mean() > 0.5:
                line[:] = 0


def _drop_specks(ink: Picture, scale: float) -> None:
    import cv2

    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    least = max(3.0, (0.9 * scale) ** 2)
    small = [k for k in range(1, count) if stats[k][4] < least]
    if small:
        ink[np.isin(labels, small)] = 0


def _runs(filled: np.ndarray, bridge: int) -> list[tuple[int, int]]:
    """(start, end) of stretches that hold ink; gaps up to `bridge` are filled."""
    at = np.flatnonzero(filled)
    if not len(at):
        return []
    cuts = np.flatnonzero(np.diff(at) > bridge)
    starts = [int(at[0]), *(int(at[k + 1]) for k in cuts)]
    ends = [*(int(at[k]) + 1 for k in cuts), int(at[-1]) + 1]
    return list(zip(starts, ends, strict=True))


def _whole(runs: Sequence[tuple[int, int]], em: float) -> list[tuple[int, int]]:
    """Runs as lines: the strokes of 二 or ： put together, specks dropped, lines that touch parted."""
    joined: list[tuple[int, int]] = []
    for a, b in runs:
        if joined and b - joined[-1][0] <= 1.15 * em:
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    out: list[tuple[int, int]] = []
    for a, b in joined:
        if b - a < 0.08 * em:
            continue
        parts = max(1, round((b - a) / (1.3 * em))) if b - a > 1.8 * em else 1
        step = (b - a) / parts
        out.extend((round(a + k * step), round(a + (k + 1) * step)) for k in range(parts))
    return out


def cut(picture: Picture, box: Box, within: Box, least: float) -> Picture:
    """A line's picture with white around it and nothing from outside `within`, its cell; a low line (一) gets the height
    of a character, `least` pixels."""
    left, top, right, bottom = box
    high = max(bottom - top, round(least))
    middle = (top + bottom) / 2
    margin = round(_MARGIN * high)
    a, b = round(middle - high / 2) - margin, round(middle + high / 2) + margin
    beside = max(margin, round((_SQUARE * (b - a) - (right - left)) / 2))
    c, d = left - beside, right + max(beside, round(_MARK * high))
    paper = int(np.percentile(picture[within[1] : within[3], within[0] : within[2]], 75))
    out = np.full((b - a, d - c), paper, dtype=np.uint8)
    y0, y1, x0, x1 = max(a, within[1]), min(b, within[3]), max(c, within[0]), min(d, within[2])
    out[y0 - a : y1 - a, x0 - c : x1 - c] = picture[y0:y1, x0:x1]
    return out


def cut_quad(picture: Picture, quad: Quad) -> Picture:
    """A detected line's picture, level."""
    import cv2

    wide = max(2, round(float(max(np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[2] - quad[3])))))
    high = max(2, round(float(max(np.linalg.norm(quad[3] - quad[0]), np.linalg.norm(quad[2] - quad[1])))))
    flat = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], dtype=np.float32)
    warp = cv2.getPerspectiveTransform(quad, flat)
    return np.asarray(
        cv2.warpPerspective(picture, warp, (wide, high), flags=cv2.INTER_CUBIC, borderValue=255),
        dtype=np.uint8,
    )


def ink_box(line: Picture) -> Box:
    """The box of the ink in a line's picture; the whole picture where there is none."""
    import cv2

    ink = _dark(np.asarray(cv2.medianBlur(line, 3), dtype=np.uint8))
    rows, columns = np.flatnonzero(ink.sum(axis=1) > 1), np.flatnonzero(ink.sum(axis=0) > 1)
    if not len(rows) or not len(columns):
        return 0, 0, line.shape[1], line.shape[0]
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


@dataclass(frozen=True, slots=True)
class Piece:
    """A detected piece of a line and its number; the box of its quad, in pixels."""

    box: tuple[float, float, float, float]
    index: int


def side_by_side(quads: Sequence[Quad]) -> list[list[Piece]]:
    """Detected pieces as printed lines, top to bottom, the pieces of a line from left to right."""
    pieces = [
        Piece((float(q[:, 0].min()), float(q[:, 1].min()), float(q[:, 0].max()), float(q[:, 1].max())), k)
        for k, q in enumerate(quads)
    ]
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.box[1] + p.box[3]):
        for line in reversed(lines[-6:]):
            if all(_level(piece.box, other.box) for other in line):
                line.append(piece)
                break
        else:
            lines.append([piece])
    return [sorted(line, key=lambda p: p.box[0]) for line in lines]


def _level(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    """Side by side on one line: much of the height is shared, nothing of the width to speak of."""
    shared = min(a[3], b[3]) - max(a[1], b[1])
    lower = min(a[3] - a[1], b[3] - b[1])
    higher = max(a[3] - a[1], b[3] - b[1])
    beside = min(a[2], b[2]) - max(a[0], b[0])
    return shared >= _SHARED * lower and higher <= 2 * lower and beside <= 0.6 * lower
