"""Are picture files opened as they are, and bad ones refused with a reason? Recognition itself is in test_scans."""

from __future__ import annotations

import socket
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.readers import images, ocr, read_content
from ingest.readers.images import _pages, _size
from kg.errors import UnreadableFile
from tests.ingest.readers.make_scans import FONTS

needs_ocr = pytest.mark.skipif(not ocr.available(), reason="needs the [ocr] extra")
needs_fonts = pytest.mark.skipif(not FONTS[0].is_file(), reason="needs the Debian package fonts-noto-cjk")


def _png(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and holds nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")  # fmt: skip


def _jpeg(path: Path) -> bytes:
    Image.effect_noise((400, 500), 40).convert("RGB").save(path, "JPEG")
    return path.read_bytes()


BAD: dict[str, tuple[str, Any, str]] = {
    "too many pixels": ("a.png", lambda p: _png(60_000, 60_000), "过大"),
    "too small": ("a.png", lambda p: _png(30, 400), "过小"),
    "damaged": ("a.png", lambda p: _png(400, 400), "损坏"),
    "cut off": ("a.jpg", lambda p: _jpeg(p)[:3000], "损坏"),
    "a text called a picture": ("a.png", lambda p: "云州市总工会".encode(), "纯文本"),
    "empty": ("a.tif", lambda p: b"", "空"),
    "an office file called a picture": ("a.jpg", lambda p: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "Office"),
}


@needs_ocr
@pytest.mark.parametrize("name", BAD)
def test_refused(tmp_path: Path, name: str) -> None:
    called, content, why = BAD[name]
    path = tmp_path / called
    path.write_bytes(content(tmp_path / "made"))
    with pytest.raises(UnreadableFile) as caught:
        read_content(path)
    assert why in caught.value.message


def test_without_the_extra_the_message_names_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda name: None)
    path = tmp_path / "a.png"
    path.write_bytes(_png(400, 400))
    with pytest.raises(UnreadableFile) as caught:
        read_content(path)
    assert "gonghui[ocr]" in caught.value.message and "make ocr" in caught.value.message


@pytest.mark.parametrize(
    ("suffix", "mode"),
    [(".png", "RGB"), (".png", "RGBA"), (".png", "P"), (".png", "1"), (".png", "I;16"), (".jpg", "L"), (".jpg", "CMYK"), (".bmp", "RGB"), (".tif", "1")],
)  # fmt: skip
def test_every_kind_comes_as_rgb_on_white(tmp_path: Path, suffix: str, mode: str) -> None:
    page = Image.new("L", (200, 300), 255)
    ImageDraw.Draw(page).rectangle((50, 100, 150, 200), fill=0)
    if mode == "I;16":
        page = Image.fromarray(np.asarray(page, dtype=np.uint16) * 257)
    elif mode == "RGBA":
        seen = page.point(lambda v: 255 - v)
        page = Image.merge("RGBA", (Image.new("L", page.size, 0),) * 3 + (seen,))
    else:
        page = page.convert(mode)
    path = tmp_path / f"a{suffix}"
    page.save(path)
    (found,) = list(_pages(path))
    pixels = np.asarray(found.picture)
    assert (found.number, found.count, found.picture.mode) == (1, 1, "RGB")
    assert pixels[10, 10].min() > 240 and pixels[150, 100].max() < 15


def test_pages_of_a_tiff_and_a_picture_on_its_side(tmp_path: Path) -> None:
    pages = [Image.new("RGB", (200 + k, 300), "white") for k in range(3)]
    path = tmp_path / "a.tiff"
    pages[0].save(path, save_all=True, append_images=pages[1:])
    assert [(p.number, p.count, p.picture.width) for p in _pages(path)] == [
        (1, 3, 200),
        (2, 3, 201),
        (3, 3, 202),
    ]
    turned = Image.Exif()
    turned[0x0112] = 6
    pages[0].save(tmp_path / "b.jpg", exif=turned)
    (page,) = list(_pages(tmp_path / "b.jpg"))
    assert page.picture.size == (300, 200)
    assert tuple(round(v) for v in page.size) == (842, 561)


def test_a_picture_finer_than_needed_is_made_coarser(tmp_path: Path) -> None:
    Image.new("1", (6200, 8800), 1).save(tmp_path / "a.png", dpi=(748, 748))
    (page,) = list(_pages(tmp_path / "a.png"))
    assert page.picture.size == (3100, 4400)
    assert tuple(round(v) for v in page.size) == (597, 847)


@pytest.mark.parametrize(
    ("pixels", "dpi", "points"),
    [
        ((1654, 2339), (200, 200), (595, 842)),
        ((1654, 2339), None, (595, 842)),
        ((1654, 2339), (72, 72), (1654, 2339)),
        ((3000, 4000), (72, 72), (632, 842)),  # a telephone's: no sheet is that large
        ((4000, 3000), (1, 1), (842, 632)),
        ((1654, 2339), (0, 0), (595, 842)),
        ((1728, 1145), (204, 98), (610, 841)),  # a fax
    ],
)
def test_the_size_of_a_page(
    pixels: tuple[int, int], dpi: tuple[int, int] | None, points: tuple[int, int]
) -> None:
    assert tuple(round(v) for v in _size(pixels, dpi)) == points


@needs_ocr
@needs_fonts
def test_nothing_is_fetched_and_a_picture_is_a_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    ocr._detector.cache_clear()
    ocr._recogniser.cache_clear()
    monkeypatch.setattr(socket.socket, "connect", refuse)
    page = Image.new("RGB", (900, 160), "white")
    font = ImageFont.truetype(str(FONTS[0]), 40, index=2)
    ImageDraw.Draw(page).text((60, 50), "云州市总工会工作要点", font=font, fill="black")
    path = tmp_path / "a.png"
    page.save(path, dpi=(150, 150))
    file = images.read_images(path)
    assert [b.text for b in file.blocks] == ["云州市总工会工作要点"]  # type: ignore[union-attr]
    white = tmp_path / "b.png"
    Image.new("RGB", (300, 300), "white").save(white)
    with pytest.raises(UnreadableFile, match="没有认出文字"):
        images.read_images(white)
