"""What on a scanned page is paper, black ink and red ink (红头, 印章)?

Light is made even first (a telephone's shadow, yellowed paper), so that paper is white and colours are those of the
ink. A seal lies over black words: seen through red light its ink vanishes and the words stay. What is printed in red
is read from the red ink alone, the round seals taken out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.readers.ocr import Picture

Mask = npt.NDArray[np.bool_]
#: The brightness that paper is brought to.
_PAPER = 250
#: Red ink: its red light is so much stronger (of 255) than its green and blue; beside it (points) the softer edges too.
_REDDER, _SOFTER, _BESIDE = 45, 14, 2.0
#: A seal's size in points: 党政机关 seals are 4.2 cm across, others 3.0–4.5; oval and square ones within these.
_SEAL = (55.0, 190.0)
#: The longer side of a seal's box over the shorter one.
_ROUND = 1.6


@dataclass(frozen=True, slots=True)
class Inks:
    """Grey pictures, paper 255. `black`: all but red ink; `red`: only red ink that is no seal, or None where there is
    none; `seals`: boxes (left, top, right, bottom) in pixels."""

    black: Picture
    red: Picture | None
    seals: tuple[tuple[int, int, int, int], ...]


def even_light(picture: Picture) -> Picture:
    """The page as if its paper were white and evenly lit."""
    import cv2

    small_width = 200
    scale = small_width / max(picture.shape[:2])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 11)
    light = cv2.resize(paper, (picture.shape[1], picture.shape[0]), interpolation=cv2.INTER_LINEAR)
    out = picture.astype(np.float32) * _PAPER / np.maximum(light, 40)
    return np.clip(out, 0, 255).astype(np.uint8)


def inks(page: Picture, scale: float) -> Inks:
    """A page's inks. `page`: RGB in even light; `scale`: pixels a point."""
    import cv2

    light = page.astype(np.int16)
    redder = light[..., 0] - np.maximum(light[..., 1], light[..., 2])
    red = (redder > _REDDER).astype(np.uint8)
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY).astype(np.uint8)
    if red.mean() < 1e-5:
        return Inks(grey, None, ())
    red = cv2.morphologyEx(red, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)).astype(np.uint8)
    seals, printed = _seals(red, scale)
    beside = max(3, round(_BESIDE * scale))
    near = cv2.dilate(red, np.ones((beside, beside), np.uint8)).astype(bool) & (redder > _SOFTER)
    for left, top, right, bottom in seals:  # its faint ink too
        near[top:bottom, left:right] = True
    through = np.clip((light[..., 0].astype(np.float32) - 60) * _PAPER / 120, 0, _PAPER).astype(np.uint8)
    black = np.where(near, np.maximum(through, grey), grey).astype(np.uint8)
    if not printed.any():
        return Inks(black, None, seals)
    shown = np.where(cv2.dilate(printed, np.ones((5, 5), np.uint8)) > 0, np.minimum(light[..., 1], light[..., 2]), 255)  # fmt: skip
    return Inks(black, shown.astype(np.uint8), seals)


def _seals(
    red: npt.NDArray[np.uint8], scale: float
) -> tuple[tuple[tuple[int, int, int, int], ...], npt.NDArray[np.uint8]]:
    """The boxes of seals, and the red ink that is none of theirs."""
    import cv2

    reach = max(3, round(6 * scale))
    grown = cv2.dilate(red, np.ones((reach, reach), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(grown)
    printed = red.copy()
    boxes = []
    for k in range(1, count):
        x, y, w, h, _ = (int(v) for v in stats[k])
        sides = sorted(((w - reach) / scale, (h - reach) / scale))
        own = red[y : y + h, x : x + w] * (labels[y : y + h, x : x + w] == k)
        if _SEAL[0] <= sides[0] and sides[1] <= _SEAL[1] and sides[1] / sides[0] <= _ROUND:
            boxes.append((x, y, x + w, y + h))
            printed[y : y + h, x : x + w] = 0  # its star and words stand free inside the ring
        elif sides[0] < 4:  # a red rule, or specks
            printed[y : y + h, x : x + w][own > 0] = 0
    return tuple(boxes), printed
