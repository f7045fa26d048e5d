"""Do ruling lines become the cells that they draw: merged ones, crooked ones, broken ones, and nothing else?"""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ingest.readers import ocr
from ingest.readers.ocr_lines import cell_ink, cell_lines, usual_height
from ingest.readers.ocr_rules import find_tables

pytestmark = pytest.mark.skipif(not ocr.available(), reason="needs the [ocr] extra")

#: 150 dots an inch.
SCALE = 150 / 72
Lines = list[tuple[tuple[int, int], tuple[int, int]]]
#: 3 rows × 4 columns, from (100, 100).
XS, YS = (100, 160, 420, 620, 800), (100, 150, 240, 330)


def _plain() -> Lines:
    return [((x, YS[0]), (x, YS[-1])) for x in XS] + [((XS[0], y), (XS[-1], y)) for y in YS]


def _page(lines: Lines, width: int = 2, turn: float = 0.0) -> np.ndarray:
    page = Image.new("L", (900, 500), 255)
    draw = ImageDraw.Draw(page)
    for a, b in lines:
        draw.line((*a, *b), fill=30, width=width)
    return np.asarray(page.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor=255), dtype=np.uint8)


def _extents(page: np.ndarray) -> list[list[tuple[int, int, int, int]]]:
    return [[(c.row, c.column, c.rows, c.columns) for c in t.cells] for t in find_tables(page, page, SCALE)]


_EVERY = [(r, c, 1, 1) for r in range(3) for c in range(4)]
CASES: dict[str, tuple[Lines, list[tuple[int, int, int, int]]]] = {
    "all ruled": (_plain(), _EVERY),
    "a cell over two columns": (
        [*_plain()[:2], *_plain()[3:], ((420, 150), (420, 330))],
        [(0, 0, 1, 1), (0, 1, 1, 2), (0, 3, 1, 1), *(e for e in _EVERY if e[0])],
    ),
    "a cell over two rows": (
        [*(x for x in _plain() if x != ((100, 240), (800, 240))), ((160, 240), (800, 240))],
        [*_EVERY[:4], (1, 0, 2, 1), *_EVERY[5:8], *_EVERY[9:]],
    ),
    "open at both sides": (
        [x for x in _plain() if x[0][0] not in (100, 800) or x[0][0] != x[1][0]],
        _EVERY,
    ),
    "words underlined in a cell": ([*_plain(), ((200, 200), (360, 200))], _EVERY),
    "a broken rule": (
        [x for x in _plain() if x != ((100, 150), (800, 150))]
        + [((a, 150), (a + 68, 150)) for a in range(100, 800, 70)],
        _EVERY,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_cells(name: str) -> None:
    lines, wanted = CASES[name]
    assert _extents(_page(lines)) == [wanted]


@pytest.mark.parametrize("turn", [0.3, -0.4])
def test_what_deskewing_left_does_no_harm(turn: float) -> None:
    assert _extents(_page(_plain(), turn=turn)) == [_EVERY]


def test_a_sheet_seen_aslant() -> None:
    page = Image.fromarray(_page(_plain()))
    seen = page.transform(
        page.size, Image.Transform.QUAD, (12, 4, -9, 488, 909, 505, 892, -6), Image.Resampling.BICUBIC
    )
    assert _extents(np.asarray(seen, dtype=np.uint8))[0] == _EVERY


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("a rule below a heading", [((100, 100), (800, 100))]),
        ("a box around words", [((100, 100), (800, 100)), ((800, 100), (800, 200)), ((800, 200), (100, 200)), ((100, 200), (100, 100))]),
        ("a cross", [((100, 200), (800, 200)), ((400, 100), (400, 300))]),
        ("nothing", []),
    ],
)  # fmt: skip
def test_no_table(name: str, lines: Lines) -> None:
    assert _extents(_page(lines)) == [], name


def test_two_tables_one_below_the_other() -> None:
    below: Lines = [((100, y), (500, y)) for y in (380, 430, 480)] + [((x, 380), (x, 480)) for x in (100, 300, 500)]  # fmt: skip
    assert [len(t) for t in _extents(_page([*_plain(), *below]))] == [12, 4]


def test_lines_of_a_cell() -> None:
    """Three lines of squares as characters, the second of one low stroke (一); rests of rules and specks are none."""
    cell = np.full((200, 300), 250, dtype=np.uint8)
    for top, high in ((20, 22), (66, 3), (100, 22)):
        for k in range(4):
            cell[top : top + high, 20 + 30 * k : 42 + 30 * k] = 20
    cell[:, 4:5] = 60
    cell[150, 200] = 0
    ink = cell_ink(cell, (0, 0, 300, 200), SCALE)
    found = cell_lines(ink, usual_height([ink], SCALE))
    assert [(round(b[1], -1), b[0]) for b in found] == [(20, 20), (70, 20), (100, 20)]


def test_an_empty_cell_with_grain_has_no_line() -> None:
    cell = np.random.default_rng(2).normal(225, 9, (120, 200)).clip(0, 255).astype(np.uint8)
    assert cell_ink(cell, (0, 0, 200, 120), SCALE).runs == ()


def test_parts_of_one_sign_are_one_line() -> None:
    """The bar of a 5, parted from its bowl by a thin stroke that the scan lost."""
    cell = np.full((80, 60), 250, dtype=np.uint8)
    cell[20:26, 24:36] = cell[29:42, 22:38] = 20
    ink = cell_ink(cell, (0, 0, 60, 80), SCALE)
    assert len(ink.runs) == 2
    assert cell_lines(ink, 21.0) == [(22, 20, 38, 42)]
