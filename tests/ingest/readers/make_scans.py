"""The sample papers as scanned pages: drawn at a resolution, then worn as scanners and telephones wear them.

Set as GB/T 9704—2012 sets them (A4, 28 characters a line, page numbers as — 3 —); tables on ruled landscape pages, merged
cells merged, headings repeated. `python -m tests.ingest.readers.make_scans DIR [NAME…]` writes them as multi-page TIFF, to
look at.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from tests.ingest.readers.make_twins import Block, Ruled, Words, _levels, _merges, papers, structure

FONTS = (
    Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"),
    Path("/usr/share/fonts/truetype/arphic/ukai.ttc"),
    Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"),
)
#: Index of the Simplified Chinese face in a collection.
_FACES = {"NotoSerifCJK-Regular.ttc": 2}
_A4 = (595.0, 842.0)
_RED = (214, 24, 30)
_NO_LINE_BEGINS_WITH = "，。、；：！？”’）》】〕"
_NO_LINE_ENDS_WITH = "“‘（《〔【"


@dataclass(frozen=True, slots=True)
class Set:
    """How a paper is set: resolution (dots an inch), font file, sizes in points."""

    dpi: int = 200
    font: Path = FONTS[0]
    body: float = 16.0
    cell: float = 10.5
    seal: bool = False
    page_numbers: bool = True


def fonts_there() -> list[Path]:
    return [f for f in FONTS if f.is_file()]


class _Press:
    """Draws pages one after the other; all places are in points."""

    def __init__(self, how: Set) -> None:
        self.how, self.scale = how, how.dpi / 72
        self.pages: list[Image.Image] = []
        self.size = _A4
        self.y = 0.0
        self.fonts: dict[float, ImageFont.FreeTypeFont] = {}

    def font(self, size: float) -> ImageFont.FreeTypeFont:
        if size not in self.fonts:
            face = _FACES.get(self.how.font.name, 0)
            self.fonts[size] = ImageFont.truetype(str(self.how.font), round(size * self.scale), index=face)
        return self.fonts[size]

    def turn(self, landscape: bool = False) -> None:
        self.size = (_A4[1], _A4[0]) if landscape else _A4
        page = Image.new("RGB", (round(self.size[0] * self.scale), round(self.size[1] * self.scale)), "white")
        self.pages.append(page)
        self.draw = ImageDraw.Draw(page)
        self.y = 60.0 if landscape else 100.0
        if self.how.page_numbers:
            words = f"— {len(self.pages)} —"
            x = (self.size[0] - self.width(words, 14)) / 2
            self.text(x, self.size[1] - 52, words, 14)

    def width(self, words: str, size: float) -> float:
        return self.font(size).getlength(words) / self.scale

    def text(
        self, x: float, y: float, words: str, size: float, colour: tuple[int, int, int] = (20, 20, 20)
    ) -> None:
        self.draw.text((x * self.scale, y * self.scale), words, font=self.font(size), fill=colour)

    def rule(self, a: tuple[float, float], b: tuple[float, float], colour: tuple[int, int, int] = (25, 25, 25)) -> None:  # fmt: skip
        points = [round(v * self.scale) for v in (*a, *b)]
        self.draw.line(points, fill=colour, width=max(1, round(0.75 * self.scale)))

    def wrap(self, words: str, size: float, room: float, first: float = 0.0) -> list[str]:
        """Lines as a printer breaks them: no mark begins a line, no opening one ends it, no figure is broken."""
        lines: list[str] = []
        line = ""
        for word in re.findall(r"[0-9A-Za-z.%+\-/]+|.", words):
            left = room - (first if not lines else 0.0)
            if line and self.width(line + word, size) > left + 0.01:
                if (word in _NO_LINE_BEGINS_WITH and len(line) > 1) or (
                    line[-1] in _NO_LINE_ENDS_WITH and len(line) > 1
                ):
                    lines.append(line[:-1])
                    line = line[-1]
                else:
                    lines.append(line)
                    line = ""
            while self.width(word, size) > room and len(word) > 1:
                lines.append(word[:-1])
                word = word[-1]
            line += word
        return [*lines, line] if line else lines


def render(blocks: Sequence[Block], how: Set) -> list[Image.Image]:
    """The paper's pages, clean."""
    press = _Press(how)
    press.turn()
    begun, signed = False, _signatures(blocks)
    landscape = False
    for k, block in enumerate(blocks):
        if isinstance(block, Ruled):
            if not landscape:
                title = blocks[k - 1] if k else None
                press.turn(landscape=True)
                landscape = True
                if isinstance(title, Words) and _heads_table(title):
                    _centred(press, title.text, 16)
            _table(press, block)
            continue
        if k + 1 < len(blocks) and isinstance(blocks[k + 1], Ruled) and _heads_table(block) and not landscape:
            continue  # stands above its table
        if block.turned or landscape:
            press.turn()
            begun = begun and not block.turned
            landscape = False
        if not begun and len(block.text) < 60 and not re.search(r"[。：；]$", block.text):
            red = block.text.endswith("文件") and len(press.pages) == 1 and press.y < 110
            _centred(press, block.text, 30 if red else 20 if len(block.text) > 16 else 16, red=red)
        elif k in signed:
            x = press.size[0] - 90 - press.width(block.text, how.body) - how.body * 2
            _room(press, 29)
            if how.seal and re.search(r"[0-9]日$", block.text):
                _seal(press, x + 60, press.y)
            press.text(x, press.y, block.text, how.body)
            press.y += 29
        else:
            flush = not begun and block.text.endswith("：")
            begun = True
            _paragraph(press, block.text, 0.0 if flush else 2 * how.body)
    return press.pages


def _heads_table(block: Words) -> bool:
    return len(block.text) < 45 and not re.search(r"[。：；]$", block.text)


def _signatures(blocks: Sequence[Block]) -> set[int]:
    """署名 and 成文日期."""
    out = set()
    for k, block in enumerate(blocks):
        if isinstance(block, Words) and re.fullmatch(r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日", block.text):
            before = blocks[k - 1] if k else None
            if isinstance(before, Words) and len(before.text) < 24 and not re.search(r"[。：；]$", before.text):  # fmt: skip
                out |= {k - 1, k}
    return out


def _room(press: _Press, height: float) -> None:
    if press.y + height > press.size[1] - 90:
        press.turn(landscape=press.size[0] > press.size[1])


def _centred(press: _Press, words: str, size: float, red: bool = False) -> None:
    for line in press.wrap(words, size, press.size[0] - 180):
        _room(press, size * 1.7)
        x = (press.size[0] - press.width(line, size)) / 2
        press.text(x, press.y, line, size, _RED if red else (20, 20, 20))
        press.y += size * 1.7
    if red:
        press.rule((70, press.y + 4), (press.size[0] - 70, press.y + 4), _RED)
        press.y += 14


def _paragraph(press: _Press, words: str, indent: float) -> None:
    size = press.how.body
    left = (press.size[0] - 28 * size) / 2
    for k, line in enumerate(press.wrap(words, size, 28 * size, indent)):
        _room(press, 29)
        press.text(left + (indent if k == 0 else 0.0), press.y, line, size)
        press.y += 29


def _seal(press: _Press, x: float, y: float) -> None:
    """A red round seal with a star, its ring over the date."""
    layer = Image.new("RGBA", press.pages[-1].size, (255, 255, 255, 0))
    draw = ImageDraw.Draw(layer)
    radius, s = 58.0, press.scale
    box = [(x - radius) * s, (y - radius) * s, (x + radius) * s, (y + radius) * s]
    draw.ellipse(box, outline=(*_RED, 215), width=round(3 * s))
    star = [
        (x + r * math.sin(k * math.pi / 5), y - r * math.cos(k * math.pi / 5))
        for k, r in enumerate([18.0, 7.5] * 5)
    ]
    draw.polygon([(a * s, b * s) for a, b in star], fill=(*_RED, 215))
    name = "云州市总工会办公室"
    for k, sign in enumerate(name):
        angle = math.radians(-120 + 240 * k / (len(name) - 1))
        glyph = Image.new("RGBA", (round(16 * s), round(16 * s)), (255, 255, 255, 0))
        ImageDraw.Draw(glyph).text((s, 0), sign, font=press.font(13), fill=(*_RED, 215))
        turned = glyph.rotate(-math.degrees(angle), resample=Image.Resampling.BICUBIC)
        cx, cy = x + 44 * math.sin(angle) - 8, y - 44 * math.cos(angle) - 8
        layer.paste(turned, (round(cx * s), round(cy * s)), turned)
    inked = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    press.pages[-1] = ImageChops.multiply(press.pages[-1], inked)  # ink over ink: black stays black
    press.draw = ImageDraw.Draw(press.pages[-1])


def _table(press: _Press, ruled: Ruled) -> None:
    """Rows under ruled headings that come again on each page; merged cells without a rule inside."""
    levels = _levels(ruled.columns) if ruled.columns else []
    rows = [*levels, *ruled.rows]
    wide = max(len(r) for r in rows)
    widths = _widths(press, rows, wide)
    merged = [m for m in _merges(levels, ruled.rows)]
    covered = {(r, c): (a, b) for a, b, z, y in merged for r in range(a, z + 1) for c in range(b, y + 1)}
    extent = {(a, b): (z, y) for a, b, z, y in merged}
    lefts = [50 + sum(widths[:c]) for c in range(wide + 1)]
    size, pitch = press.how.cell, press.how.cell * 1.35
    texts: dict[tuple[int, int], list[str]] = {}
    heights = [pitch + 6] * len(rows)
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            if words and covered.get((r, c), (r, c)) == (r, c):
                right = extent.get((r, c), (r, c))[1]
                texts[r, c] = press.wrap(words, size, lefts[right + 1] - lefts[c] - 6)
                if extent.get((r, c), (r, c))[0] == r:
                    heights[r] = max(heights[r], len(texts[r, c]) * pitch + 6)
    for (r, c), (last, _) in extent.items():
        if last > r and (r, c) in texts:
            short = len(texts[r, c]) * pitch + 6 - sum(heights[r : last + 1])
            heights[last] += max(0.0, short)
    at = 0
    while at < len(rows):
        head = range(len(levels)) if at else range(0)
        top = press.y
        some = list(head)
        used = sum(heights[r] for r in head)
        while at < len(rows) and (len(some) == len(head) or top + used + heights[at] < press.size[1] - 60):
            some.append(at)
            used += heights[at]
            at += 1
        _rows(press, some, heights, lefts, texts, covered, extent)
        press.y += used
        if at < len(rows):
            press.turn(landscape=True)
    press.y += 12


def _widths(press: _Press, rows: Sequence[Sequence[str | None]], wide: int) -> list[float]:
    room = press.size[0] - 100
    need = []
    for c in range(wide):
        lengths = [len(row[c] or "") for row in rows if c < len(row) and row[c]]
        need.append(max(2.6, math.sqrt(max(lengths, default=1)) * 2 + sum(lengths) / max(1, len(lengths)) / 6))  # fmt: skip
    return [room * n / sum(need) for n in need]


def _rows(
    press: _Press,
    some: list[int],
    heights: list[float],
    lefts: list[float],
    texts: dict[tuple[int, int], list[str]],
    covered: dict[tuple[int, int], tuple[int, int]],
    extent: dict[tuple[int, int], tuple[int, int]],
) -> None:
    tops, y = {}, press.y
    for r in some:
        tops[r] = y
        y += heights[r]
    size, pitch = press.how.cell, press.how.cell * 1.35
    drawn = set()
    for r in some:
        for c in range(len(lefts) - 1):
            owner = covered.get((r, c), (r, c))
            if owner in drawn:
                continue
            drawn.add(owner)
            last, right = extent.get(owner, owner)
            inside = [k for k in some if owner[0] <= k <= last]
            top, bottom = tops[inside[0]], tops[inside[-1]] + heights[inside[-1]]
            x0, x1 = lefts[owner[1]], lefts[right + 1]
            for a, b in (
                ((x0, top), (x1, top)),
                ((x0, bottom), (x1, bottom)),
                ((x0, top), (x0, bottom)),
                ((x1, top), (x1, bottom)),
            ):
                press.rule(a, b)
            lines = texts.get(owner, []) if inside[0] == owner[0] else []
            centre = len(lines) == 1 or right > owner[1]
            for k, line in enumerate(lines):
                x = (x0 + x1 - press.width(line, size)) / 2 if centre else x0 + 3
                press.text(x, top + 2 + k * pitch, line, size)


# --- wear ----------------------------------------------------------------------------------------------


def clean(page: Image.Image, _seed: int) -> Image.Image:
    """As a good scanner gives it: soft edges, a grain of noise, JPEG."""
    noise = np.random.default_rng(_seed).normal(0, 3, (page.height, page.width, 1))
    soft = np.asarray(page.filter(ImageFilter.GaussianBlur(0.5)), dtype=np.float32)
    return Image.fromarray(np.clip(soft + noise - 3, 0, 255).astype(np.uint8))


def skewed(page: Image.Image, seed: int) -> Image.Image:
    """Askew by up to 3 degrees, speckled, grey, blurred: an old copier at 150 dots an inch."""
    rng = np.random.default_rng(seed)
    angle = float(rng.uniform(1.0, 3.0)) * (1 if rng.random() < 0.5 else -1)
    turned = page.rotate(angle, resample=Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    pixels = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.7)), dtype=np.float32) * 0.9
    pixels += rng.normal(0, 14, pixels.shape[:2])[..., None]
    specks = rng.random(pixels.shape[:2])
    pixels[specks < 0.0015] = 30
    pixels[specks > 0.9985] = 255
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def photographed(page: Image.Image, seed: int) -> Image.Image:
    """A telephone above a desk: perspective, a dark border, a shadow over half the page, warm light, blur."""
    rng = np.random.default_rng(seed)
    w, h = page.size
    pad = round(0.05 * w)
    shift = rng.uniform(0, 0.025, 8) * w
    corners = [
        (pad + shift[0], pad + shift[1]),
        (w + pad - shift[2], pad + shift[3]),
        (w + pad - shift[4], h + pad - shift[5]),
        (pad + shift[6], h + pad - shift[7]),
    ]
    size = (w + 2 * pad, h + 2 * pad)
    source = [(0, 0), (w, 0), (w, h), (0, h)]
    matrix = [
        row
        for (x, y), (u, v) in zip(corners, source, strict=True)
        for row in ([x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y])
    ]
    right = [value for pair in source for value in pair]
    warp = np.linalg.solve(np.array(matrix, dtype=float), np.array(right, dtype=float))
    turned = page.transform(
        size, Image.Transform.PERSPECTIVE, tuple(warp), Image.Resampling.BICUBIC, fillcolor=(92, 74, 60)
    )
    pixels = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.9)), dtype=np.float32)
    across = np.linspace(0, 1, pixels.shape[1])[None, :, None]
    down = np.linspace(0, 1, pixels.shape[0])[:, None, None]
    light = 0.62 + 0.38 / (1 + np.exp(-(across + 0.4 * down - 0.6) * 6))
    pixels *= (light * np.array([1.0, 0.96, 0.86])).astype(np.float32)
    pixels += rng.normal(0, 5, pixels.shape).astype(np.float32)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


WEAR: dict[str, tuple[int, Callable[[Image.Image, int], Image.Image]]] = {
    "clean 200": (200, clean),
    "skewed 150": (150, skewed),
    "photographed": (200, photographed),
}


def scans(blocks: Sequence[Block], wear: str, *, seed: int = 1, how: Set | None = None) -> list[Image.Image]:
    """The worn pages of a paper."""
    dpi, worn = WEAR[wear]
    how = how or Set(dpi=dpi)
    return [worn(page, seed + k) for k, page in enumerate(render(blocks, how))]


def write_tiff(pages: Sequence[Image.Image], path: Path, dpi: int) -> Path:
    pages[0].save(path, save_all=True, append_images=pages[1:], dpi=(dpi, dpi), compression="jpeg")
    return path


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for paper in papers():
        if len(sys.argv) > 2 and not any(name in paper.name for name in sys.argv[2:]):
            continue
        for wear, (dpi, _) in WEAR.items():
            pages = scans(structure(paper), wear, how=Set(dpi=dpi, seal=True))
            write_tiff(pages, folder / f"{paper.stem}.{wear.replace(' ', '_')}.tif", dpi)
            print(paper.stem, wear, len(pages))
