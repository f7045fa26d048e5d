"""How does a scanned page stand (方向、倾斜)? Its paper cut out of a photograph, turned upright, made level.

Skew is measured on the projection profile: rows of ink are sharpest when lines are level. Whether lines run across or
down is told by the detected lines themselves, and which end is up by reading a few of them both ways.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ingest.readers.ocr import Picture, Quad, recognise

Matrix = npt.NDArray[np.float64]
"""3 × 3: leads points (x, y, 1) of the upright picture back to the given one."""
#: Degrees looked through for skew, and the steps of the search.
_MOST, _STEPS = 10.0, (1.0, 0.2, 0.04)
_LOW = 900
#: A sheet in a photograph fills at least this share of it, and is darker at its edges by this much outside (of 255).
_SHEET, _DARKER = 0.35, 25
#: How far (points) characters are grown together to see which way their lines run.
_GROWN = (2.5, 4.0, 6.0, 9.0)
#: Lines that are read both ways.
_TRIED = 8


def sheet(picture: Picture) -> tuple[Picture, Matrix]:
    """The sheet of paper in a photograph, its perspective taken out; the picture itself where no edge shows."""
    import cv2

    height, width = picture.shape[:2]
    scale = 600 / max(height, width)
    grey = cv2.cvtColor(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)  # fmt: skip
    grey = cv2.GaussianBlur(grey, (5, 5), 0)
    corners = _corners(np.asarray(grey, dtype=np.uint8))
    if corners is None:
        return picture, np.eye(3)
    source = corners / scale
    across = max(np.linalg.norm(source[1] - source[0]), np.linalg.norm(source[2] - source[3]))
    down = max(np.linalg.norm(source[3] - source[0]), np.linalg.norm(source[2] - source[1]))
    target = np.array([(0, 0), (across, 0), (across, down), (0, down)], dtype=np.float32)
    warp = cv2.getPerspectiveTransform(source.astype(np.float32), target)
    flat = cv2.warpPerspective(picture, warp, (round(float(across)), round(float(down))), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)  # fmt: skip
    return np.asarray(flat, dtype=np.uint8), np.linalg.inv(np.asarray(warp, dtype=np.float64))


def _corners(grey: Picture) -> Quad | None:
    """The four corners of a bright sheet on a darker ground, from the upper left clockwise."""
    import cv2

    _, bright = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    edge = np.concatenate([bright[0], bright[-1], bright[:, 0], bright[:, -1]])
    if edge.mean() > 0.5 * 255:  # the paper reaches the picture's edges
        return None
    bright = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    shapes, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    shape = max(shapes, key=cv2.contourArea, default=None)
    if shape is None or cv2.contourArea(shape) < _SHEET * grey.size:
        return None
    hull = cv2.convexHull(shape)
    rough = cv2.approxPolyDP(hull, 0.03 * cv2.arcLength(hull, True), True).reshape(-1, 2).astype(np.float32)
    if len(rough) != 4:
        return None
    outside = grey[np.asarray(bright) == 0]
    if not outside.size or float(np.median(grey[np.asarray(bright) > 0])) - float(np.median(outside)) < _DARKER:  # fmt: skip
        return None
    centre = rough.mean(axis=0)
    turn = np.arctan2(rough[:, 1] - centre[1], rough[:, 0] - centre[0])
    ordered = rough[np.argsort(turn)]
    first = int(np.argmin(ordered.sum(axis=1)))
    return np.roll(ordered, -first, axis=0).astype(np.float32)


def level(picture: Picture, grey: Picture) -> tuple[Picture, Matrix]:
    """The picture turned by its skew, if it has one to speak of; `grey` is the same page, paper 255."""
    import cv2

    angle = skew(grey)
    if abs(angle) < 0.06:
        return picture, np.eye(3)
    height, width = picture.shape[:2]
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0), [0, 0, 1]])
    sine, cosine = abs(np.sin(np.radians(angle))), abs(np.cos(np.radians(angle)))
    new = (round(width * cosine + height * sine), round(height * cosine + width * sine))
    turn[0, 2] += (new[0] - width) / 2
    turn[1, 2] += (new[1] - height) / 2
    paper = np.percentile(picture.reshape(-1, picture.shape[2]) if picture.ndim == 3 else picture.reshape(-1, 1), 80, axis=0)  # fmt: skip
    out = cv2.warpAffine(picture, turn[:2], new, flags=cv2.INTER_CUBIC, borderValue=[float(v) for v in paper])
    added = (new[0] - width) // 2, (new[1] - height) // 2
    return _trimmed(np.asarray(out, dtype=np.uint8), np.linalg.inv(turn), added)


def _trimmed(picture: Picture, back: Matrix, most: tuple[int, int]) -> tuple[Picture, Matrix]:
    """Without the empty border that turning added, up to `most` (left and right, above and below): places on the page
    count against its size."""
    import cv2

    low = picture if picture.ndim == 2 else picture.min(axis=2)
    ink = cv2.medianBlur(np.ascontiguousarray(low), 5) < 150
    rows, columns = np.flatnonzero(ink.sum(axis=1) > 2), np.flatnonzero(ink.sum(axis=0) > 2)
    height, width = ink.shape
    if not len(rows) or not len(columns):
        return picture, back
    left, right = min(most[0], int(columns[0])), min(most[0], width - 1 - int(columns[-1]))
    top, bottom = min(most[1], int(rows[0])), min(most[1], height - 1 - int(rows[-1]))
    move = np.array([[1, 0, left], [0, 1, top], [0, 0, 1]], dtype=float)
    return np.ascontiguousarray(picture[top : height - bottom, left : width - right]), back @ move


def skew(grey: Picture) -> float:
    """Degrees by which to turn the page (counter-clockwise) for its lines to run level, or plumb."""
    import cv2

    scale = min(1.0, _LOW / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = 255 - cv2.medianBlur(small, 3)
    ink[ink < 60] = 0
    if not ink.any():
        return 0.0
    best = 0.0
    reach = _MOST
    for step in _STEPS:
        angles = [best + k * step for k in range(-round(reach / step), round(reach / step) + 1)]
        best = max(angles, key=lambda a: _sharpness(np.asarray(ink, dtype=np.uint8), a))
        reach = 2 * step
    return best


def _sharpness(ink: Picture, angle: float) -> float:
    """How unevenly ink is spread over rows (or columns, whichever tells more) of the page turned by `angle`."""
    import cv2

    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = np.asarray(cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_LINEAR))
    profiles = [(turned.sum(axis=axis, dtype=np.float64), turned.shape[axis]) for axis in (0, 1)]
    return float(max((np.diff(sums) ** 2).sum() / length**2 for sums, length in profiles))


def on_its_side(grey: Picture, rules: Picture, scale: float) -> bool:
    """Whether lines of text run down the page. `rules`: 1 where ruling lines are; `scale`: pixels a point.

    Characters stand nearer to their neighbours on the line than to those of other lines: what grows together first
    lies along the line.
    """
    import cv2

    small = min(1.0, 1.6 / scale)
    paper = np.where(rules > 0, 255, grey).astype(np.uint8)
    low = cv2.resize(paper, None, fx=small, fy=small, interpolation=cv2.INTER_AREA)
    ink = (cv2.medianBlur(low, 3) < 170).astype(np.uint8)
    best, ratio = 0.0, 1.0
    for points in _GROWN:
        reach = max(2, round(points * scale * small))
        grown = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
        stats = cv2.connectedComponentsWithStats(grown)[2][1:]
        wide, high = stats[:, 2].astype(float), stats[:, 3].astype(float)
        kept = (np.minimum(wide, high) > 4 * scale * small) & (np.minimum(wide, high) < 34 * scale * small)
        across = float(wide[kept & (wide > 4 * high)].sum())
        down = float(high[kept & (high > 4 * wide)].sum())
        found = max(across, down) - min(across, down)
        if found > best:
            best, ratio = found, (down + 1) / (across + 1)
    return ratio > 1.3


def upside_down(pictures: Sequence[Picture]) -> bool:
    """Whether lines are read better from the other end. `pictures`: those of level lines, best the longest ones."""
    tried = list(pictures[:_TRIED])
    return _believed(tried, turned=True) > _believed(tried, turned=False)


def _believed(pictures: Sequence[Picture], *, turned: bool) -> float:
    """How sure the reading of these lines is, one way or the other; single signs tell nothing."""
    ways = [np.ascontiguousarray(p[::-1, ::-1]) if turned else p for p in pictures]
    sure = [r.confidence for r in recognise(ways) if len(r.text) > 1]
    return sum(sure) / len(sure) if sure else 0.0
