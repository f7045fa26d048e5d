"""Which tables do the ruling lines of a scanned page draw, and which of their cells are merged?

Long strokes are kept (morphology), those that cross make a table, its four sides make it rectangular again, and every
place where a rule could stand between two cells is looked at: where none does, the cells are one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.readers.ocr import Picture

#: Lengths in points. No stroke of a character is as long as the first; inside a table, where characters are small,
#: shorter rules count.
_LONG, _SHORT = 30.0, 13.0
#: A table is larger than this (points), or it is a box around a word.
_LEAST_WIDTH, _LEAST_HEIGHT = 60.0, 22.0
#: Rules nearer to each other than this (points) are one; cells are wider and higher.
_NEAR = 5.0
#: Gaps in a rule that are bridged (points): less than the white between two characters.
_GAP = 0.8
#: The share of a place that ink must cover to be a rule.
_COVERED = 0.8
#: An outer rule leaves its table's box by no more than this (points, and share of its length): else it is an inner one of
#: a table that is open there.
_SLANT = (8.0, 0.02)
#: More rules than this in one direction are hatching, a form's background or a picture.
_MOST_RULES = 300


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell and its extent, counted from 0; `box`: left, top, right, bottom in pixels of its table's picture."""

    row: int
    column: int
    rows: int
    columns: int
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class RuledTable:
    """`region`: its box on the page in pixels; `picture`: the table by itself, rectangular; `back`: 3 × 3, leads the
    picture's points to the page's; `columns`: where its plumb rules stand in the picture, `rows`: how many it has;
    `cells` in reading order; `clear`: they came out as rectangles."""

    region: tuple[int, int, int, int]
    picture: Picture
    back: npt.NDArray[np.float64]
    columns: tuple[int, ...]
    rows: int
    cells: tuple[RuledCell, ...]
    clear: bool


def find_tables(grey: Picture, words: Picture, scale: float) -> list[RuledTable]:
    """The ruled tables of a level page, top to bottom. `grey`: the page, paper 255; `words`: the same without seals, which
    the tables' pictures are of; `scale`: pixels a point."""
    import cv2

    ink = _ink(grey, scale)
    across, down = _rules(ink, _LONG * scale, scale)
    both = cv2.dilate(across | down, np.ones((3, 3), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(both)
    out: list[RuledTable] = []
    for k in range(1, len(stats)):
        x, y, w, h, _ = (int(v) for v in stats[k])
        if w < _LEAST_WIDTH * scale or h < _LEAST_HEIGHT * scale:
            continue
        here = labels[y : y + h, x : x + w] == k
        if (across[y : y + h, x : x + w] * here).sum() < 2 * _LONG * scale or (down[y : y + h, x : x + w] * here).sum() < 2 * _LEAST_HEIGHT * scale / 2:  # fmt: skip
            continue
        found = _table(grey, words, here, (x, y, x + w, y + h), scale)
        if found is not None:
            out.append(found)
    kept = [t for t in out if not any(_inside(t.region, other.region) for other in out if other is not t)]
    return sorted(kept, key=lambda t: t.region[1])


def rule_ink(grey: Picture, scale: float) -> Picture:
    """1 where long ruling lines are, level or plumb."""
    import cv2

    across, down = _rules(_ink(grey, scale), _LONG * scale, scale)
    return np.asarray(cv2.dilate(across | down, np.ones((3, 3), np.uint8)), dtype=np.uint8)


def _inside(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> bool:
    return a[0] >= b[0] and a[1] >= b[1] and a[2] <= b[2] and a[3] <= b[3]


def _ink(grey: Picture, scale: float) -> Picture:
    """1 where ink is, by the light around: faint rules count."""
    import cv2

    window = max(11, round(12 * scale) | 1)
    soft = cv2.GaussianBlur(grey, (3, 3), 0)
    return (
        cv2.adaptiveThreshold(soft, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, 18)
    ).astype(np.uint8)


def _rules(ink: Picture, length: float, scale: float) -> tuple[Picture, Picture]:
    """The ink of level and of plumb strokes at least so many pixels long; small gaps are bridged."""
    import cv2

    n, bridge = max(5, round(length)), max(3, round(_GAP * scale))
    level = cv2.dilate(ink, np.ones((2, 1), np.uint8))
    plumb = cv2.dilate(ink, np.ones((1, 2), np.uint8))
    level = cv2.morphologyEx(level, cv2.MORPH_CLOSE, np.ones((1, bridge), np.uint8))
    plumb = cv2.morphologyEx(plumb, cv2.MORPH_CLOSE, np.ones((bridge, 1), np.uint8))
    across = cv2.morphologyEx(level, cv2.MORPH_OPEN, np.ones((1, n), np.uint8))
    down = cv2.morphologyEx(plumb, cv2.MORPH_OPEN, np.ones((n, 1), np.uint8))
    return across.astype(np.uint8), down.astype(np.uint8)


def _table(
    grey: Picture,
    words: Picture,
    here: npt.NDArray[np.bool_],
    region: tuple[int, int, int, int],
    scale: float,
) -> RuledTable | None:
    import cv2

    corners = _sides(here, scale) + np.array(region[:2], dtype=np.float32)
    wide = round(float(max(np.linalg.norm(corners[1] - corners[0]), np.linalg.norm(corners[2] - corners[3]))))
    high = round(float(max(np.linalg.norm(corners[3] - corners[0]), np.linalg.norm(corners[2] - corners[1]))))
    pad = max(2, round(2 * scale))
    flat = np.array([(pad, pad), (pad + wide, pad), (pad + wide, pad + high), (pad, pad + high)], dtype=np.float32)  # fmt: skip
    warp = cv2.getPerspectiveTransform(corners.astype(np.float32), flat)
    size = (wide + 2 * pad, high + 2 * pad)
    lines, picture = (
        np.asarray(cv2.warpPerspective(p, warp, size, flags=cv2.INTER_CUBIC, borderValue=255), dtype=np.uint8)
        for p in (grey, words)
    )
    ink = _ink(lines, scale)
    across, down = _rules(ink, _SHORT * scale, scale)
    drawn = _tracks(across, 1, scale), _tracks(down, 0, scale)
    rows, columns = (_with_sides(t, scale, pad, n) for t, n in zip(drawn, (high, wide), strict=True))
    if (
        len(drawn[0]) < 2  # a cross, or what is left of one rule
        or len(rows) < 2
        or len(columns) < 2
        or len(rows) * len(columns) < 6
        or max(len(rows), len(columns)) > _MOST_RULES
    ):
        return None
    cells, clear = _cells(across, down, rows, columns, scale)
    sides = sorted({x for cell in cells for x in (cell.box[0], cell.box[2])})
    count = max(cell.row + cell.rows for cell in cells)
    back = np.linalg.inv(np.asarray(warp, dtype=np.float64))
    return RuledTable(region, picture, back, tuple(sides), count, cells, clear)


def _sides(here: npt.NDArray[np.bool_], scale: float) -> npt.NDArray[np.float32]:
    """The corners of a table's outer rules, from the upper left clockwise; its box's where a side is no straight line."""
    height, width = here.shape
    columns, rows = np.arange(0, width, 2), np.arange(0, height, 2)
    some = here[:, ::2].any(axis=0)
    top = _line(columns[some], here[:, ::2].argmax(axis=0)[some], 0.0, scale)
    bottom = _line(columns[some], height - 1 - here[::-1, ::2].argmax(axis=0)[some], height - 1.0, scale)
    some = here[::2].any(axis=1)
    left = _line(rows[some], here[::2].argmax(axis=1)[some], 0.0, scale)
    right = _line(rows[some], width - 1 - here[::2, ::-1].argmax(axis=1)[some], width - 1.0, scale)
    return np.array(
        [_crossing(top, left), _crossing(top, right), _crossing(bottom, right), _crossing(bottom, left)],
        dtype=np.float32,
    )


def _line(
    at: npt.NDArray[np.int64], value: npt.NDArray[np.int64], edge: float, scale: float
) -> tuple[float, float]:
    """(slope, start) of the line through most of the points; the box's edge where they make none."""
    keep = np.ones(len(at), dtype=bool)
    slope, start = 0.0, edge
    for _ in range(4):
        if keep.sum() < 10:
            return 0.0, edge
        slope, start = (float(v) for v in np.polyfit(at[keep], value[keep], 1))
        away = np.abs(value - (slope * at + start))
        bound = max(1.0 * scale, float(np.median(away[keep])) * 2)
        keep = away <= bound
    far = max(abs(start - edge), abs(slope * float(at[-1]) + start - edge))
    straight = float(keep.mean()) > 0.6 and far <= max(_SLANT[0] * scale, _SLANT[1] * len(at) * 2)
    return (slope, start) if straight else (0.0, edge)


def _crossing(level: tuple[float, float], plumb: tuple[float, float]) -> tuple[float, float]:
    """Where y = a·x + b meets x = c·y + d."""
    a, b = level
    c, d = plumb
    x = (c * b + d) / (1 - a * c)
    return x, a * x + b


def _tracks(mask: Picture, axis: int, scale: float) -> list[int]:
    """Where rules stand: the middles of the rows (axis 1) or columns (axis 0) of rule ink."""
    sums = mask.sum(axis=axis, dtype=np.int64)
    sums = np.convolve(sums, np.ones(3, dtype=np.int64), mode="same")
    groups: list[list[int]] = []
    for at in np.flatnonzero(sums >= _SHORT * scale).tolist():
        if groups and at - groups[-1][-1] <= max(2.0, scale):
            groups[-1].append(at)
        else:
            groups.append([at])
    return [round(float(np.average(g, weights=sums[g]))) for g in groups]


def _with_sides(tracks: Sequence[int], scale: float, pad: int, length: int) -> list[int]:
    """With the table's own sides, which may not be drawn; of tracks that nearly touch the first."""
    near = _NEAR * scale
    sides = [side for side in (pad, pad + length) if not any(abs(t - side) < near for t in tracks)]
    out: list[int] = []
    for track in sorted((*tracks, *sides)):
        if not out or track - out[-1] >= near:
            out.append(track)
    return out


def _cells(
    across: Picture, down: Picture, rows: Sequence[int], columns: Sequence[int], scale: float
) -> tuple[tuple[RuledCell, ...], bool]:
    """Cells between the rules, merged where no rule parts them; whether all came out as rectangles."""
    high, wide = len(rows) - 1, len(columns) - 1
    owner = list(range(high * wide))

    def root(k: int) -> int:
        while owner[k] != k:
            owner[k] = owner[owner[k]]
            k = owner[k]
        return k

    near, inset = max(2, round(1.5 * scale)), max(1, round(1.5 * scale))
    for r in range(high):
        for c in range(wide):
            if c + 1 < wide:
                strip = down[rows[r] + inset : rows[r + 1] - inset, columns[c + 1] - near : columns[c + 1] + near + 1]  # fmt: skip
                if not _ruled(strip, 1):
                    owner[root(r * wide + c + 1)] = root(r * wide + c)
            if r + 1 < high:
                strip = across[rows[r + 1] - near : rows[r + 1] + near + 1, columns[c] + inset : columns[c + 1] - inset]  # fmt: skip
                if not _ruled(strip, 0):
                    owner[root((r + 1) * wide + c)] = root(r * wide + c)
    clear = True
    while True:
        extents: dict[int, list[int]] = {}
        for r in range(high):
            for c in range(wide):
                e = extents.setdefault(root(r * wide + c), [r, c, r, c])
                e[:] = min(e[0], r), min(e[1], c), max(e[2], r), max(e[3], c)
        changed = False
        for key, (a, b, z, y) in extents.items():
            for r in range(a, z + 1):
                for c in range(b, y + 1):
                    if root(r * wide + c) != root(key):
                        owner[root(r * wide + c)] = root(key)
                        changed = True
        if not changed:
            break
        clear = False
    tops = sorted({e[0] for e in extents.values()})
    lefts = sorted({e[1] for e in extents.values()})
    cells = []
    for a, b, z, y in extents.values():
        row, column = bisect_left(tops, a), bisect_left(lefts, b)
        box = (columns[b], rows[a], columns[y + 1], rows[z + 1])
        cells.append(
            RuledCell(row, column, bisect_left(tops, z + 1) - row, bisect_left(lefts, y + 1) - column, box)
        )
    return tuple(sorted(cells, key=lambda c: (c.row, c.column))), clear


def _ruled(strip: Picture, axis: int) -> bool:
    """Ink runs along the strip: over most of its length, anywhere in its width."""
    return strip.size > 0 and float(strip.any(axis=axis).mean()) >= _COVERED
