"""How is a picture of a paper read (PNG, JPEG, TIFF, BMP)? Page by page, each recognised as a scanned page.

A TIFF may hold many pages. The resolution the file names gives a page its size; where it names none that paper could
have, the page counts as A4 high.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ingest.layout.printed import PrintedFile
from ingest.readers import progress
from ingest.readers.ocr import require
from ingest.readers.pdf_margins import PageText
from ingest.readers.reasons import reason
from kg.errors import UnreadableFile
from kg.model import Finding

if TYPE_CHECKING:
    from PIL.Image import Image

#: Pixels of one page: A3 at 600 dots an inch has 70 million; more is refused before it is unpacked.
_MOST_PIXELS = 120_000_000
_MOST_PAGES = 2000
#: A longer side of twice this (pixels) is more than recognition uses: A3 at 300 dots an inch has 4961.
_ENOUGH = 4200
#: Shorter than this (pixels) no page of text can be.
_LEAST_SIDE = 40
#: The longer side of a sheet in points: A6 to A1.
_SIDES = (400.0, 2400.0)
_A4_HIGH = 842.0
#: Dots across over dots down: a fax has 204 × 98 an inch.
_UNEVEN = (0.4, 2.5)


def read_images(path: Path) -> PrintedFile:
    """The paragraphs and tables of all pages in one picture file. Raises UnreadableFile with the reason."""
    require(str(path))
    from ingest.readers.scans import pages_together, read_scanned_page

    pages: list[PageText] = []
    findings: list[Finding] = []
    for page in _pages(path):
        progress.page(page.number, page.count)
        read = read_scanned_page(np.asarray(page.picture, dtype=np.uint8), page.number, *page.size)
        pages.append(read.content)
        findings.extend(read.findings)
    blocks, notes = pages_together(pages)
    if not blocks:
        raise UnreadableFile("图片里没有认出文字", str(path))
    return PrintedFile(blocks, notes, len(pages), tuple(findings))


@dataclass(frozen=True, slots=True)
class _Page:
    """Page `number` of `count`: its picture as RGB, upright by its own note (EXIF), and its size in points."""

    number: int
    count: int
    picture: Image
    size: tuple[float, float]


def _pages(path: Path) -> Iterator[_Page]:
    from PIL import Image, ImageOps, UnidentifiedImageError

    where = str(path)
    try:
        with warnings.catch_warnings():
            # Its own bound on pixels is lower than ours, and damaged notes (EXIF) are no reason to refuse a picture.
            warnings.simplefilter("ignore")
            with Image.open(path) as file:
                count = getattr(file, "n_frames", 1)
                if count > _MOST_PAGES:
                    raise UnreadableFile(f"页数过多（{count} 页，上限 {_MOST_PAGES} 页）", where)
                for k in range(count):
                    file.seek(k)
                    width, height = file.size
                    if width * height > _MOST_PIXELS:
                        raise UnreadableFile(f"第{k + 1}页图片过大（{width}×{height} 像素）", where)
                    if min(width, height) < _LEAST_SIDE:
                        raise UnreadableFile(
                            f"第{k + 1}页图片过小（{width}×{height} 像素），看不清文字", where
                        )
                    coarser = max(1, int(max(width, height) / _ENOUGH))
                    size = _size((width, height), file.info.get("dpi"))
                    page = ImageOps.exif_transpose(_on_paper(file, coarser))
                    upright = (page.width > page.height) == (width > height)
                    yield _Page(k + 1, count, page, size if upright else size[::-1])
    except UnidentifiedImageError as error:
        raise UnreadableFile("不是可读的图片，可能已损坏", where) from error
    except Image.DecompressionBombError as error:
        raise UnreadableFile("图片展开后过大，未读入", where) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        why = reason(error) if isinstance(error, OSError) and error.errno else "图片已损坏或不完整"
        raise UnreadableFile(why, where) from error


def _on_paper(file: Image, coarser: int) -> Image:
    """RGB on white, so many times coarser: what is transparent is paper; 16 bits of grey are brought down to 8."""
    from PIL import Image

    if file.mode.startswith(("I", "F")):
        values = np.asarray(file, dtype=np.float32)
        most = 65535.0 if values.max(initial=0) > 255 else 255.0
        file = Image.fromarray((values * (255 / most)).clip(0, 255).astype(np.uint8))
    elif "A" in file.getbands() or "transparency" in file.info:
        own = file.convert("RGBA")
        file = Image.alpha_composite(Image.new("RGBA", own.size, "white"), own)
    elif file.mode in ("1", "P"):
        file = file.convert("L" if file.mode == "1" else "RGB")
    return (file.reduce(coarser) if coarser > 1 else file).convert("RGB")


def _size(pixels: tuple[int, int], dpi: object) -> tuple[float, float]:
    """Width and height in points. `dpi`: dots an inch across and down, as the file names them."""
    width, height = pixels
    if isinstance(dpi, tuple) and len(dpi) == 2 and float(dpi[0]) > 0 and float(dpi[1]) > 0:
        across, down = float(dpi[0]), float(dpi[1])
        points = width * 72 / across, height * 72 / down
        if _SIDES[0] <= max(points) <= _SIDES[1] and _UNEVEN[0] < across / down < _UNEVEN[1]:
            return points
    scale = max(width, height) / _A4_HIGH
    return width / scale, height / scale
