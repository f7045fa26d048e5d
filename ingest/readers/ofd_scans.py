"""How does a scanned OFD page look? Its pictures put together as one, for the reader of scans."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ingest.readers.ofd_page import DrawnPage
from ingest.readers.ofd_parts import OfdDocument
from kg.errors import UnreadableFile

if TYPE_CHECKING:
    from PIL.Image import Image

#: Dots an inch the page is put together at, pixels of one side, of one picture, and pictures of one page at most.
_DPI, _MOST_SIDE, _MOST_PIXELS, _MOST_PICTURES = 200, 6_000, 120_000_000, 500
_MOST_BYTES = 96 * 1024 * 1024


def page_picture(document: OfdDocument, drawn: DrawnPage) -> npt.NDArray[np.uint8] | None:
    """The page as RGB, height × width × 3; None where none of its pictures can be opened (JBIG2, damaged)."""
    from PIL import Image

    sheet = drawn.sheet
    scale = min(_DPI / 72, _MOST_SIDE / max(sheet.width, sheet.height))
    page = Image.new(
        "RGB", (max(1, round(sheet.width * scale)), max(1, round(sheet.height * scale))), "white"
    )
    put = False
    for resource, box in drawn.pictures[:_MOST_PICTURES]:
        size = round((box[2] - box[0]) * scale), round((box[3] - box[1]) * scale)
        if min(size) < 1 or max(size) > 2 * _MOST_SIDE:
            continue
        picture = _opened(document, document.media.get(resource, ""))
        if picture is not None:
            page.paste(picture.resize(size), (round(box[0] * scale), round(box[1] * scale)))
            put = True
    return np.asarray(page, dtype=np.uint8) if put else None


def _opened(document: OfdDocument, part: str) -> Image | None:
    from PIL import Image, UnidentifiedImageError

    if part not in document.parts.names:
        return None
    try:
        data = document.parts.package.data(part, _MOST_BYTES)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its own bound on pixels is lower than ours
            with Image.open(io.BytesIO(data)) as file:
                if file.size[0] * file.size[1] > _MOST_PIXELS:
                    return None
                picture = (
                    file.convert("RGBA") if file.mode in ("P", "LA", "PA", "RGBA") else file.convert("RGB")
                )
    except (UnreadableFile, UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return None
    if picture.mode == "RGBA":
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.getchannel("A"))
        return paper
    return picture
