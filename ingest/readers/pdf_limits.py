"""How much of a PDF is read at most? Bounds that no office's paper comes near, so that a made-up file costs little.

PDFium reads a page whole before it can be asked anything, so what could swell is looked at before: streams that unpack
to hundreds of megabytes, and forms drawn by forms that are drawn by forms.
"""

from __future__ import annotations

import mmap
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from ingest.readers import pdf_forms
from ingest.readers.reasons import reason
from kg.errors import UnreadableFile

MOST_BYTES = 512 * 1024 * 1024
#: Pages of one file; the longest bound volume seen has some hundreds.
MOST_PAGES = 20_000
#: Characters of one page; GB/T 9704 has 616 on one, a dense ledger some 6,000.
MOST_GLYPHS = 100_000
#: Things drawn on one page beyond which no table is looked for, points of one path, forms within forms.
MOST_OBJECTS, MOST_SEGMENTS, MOST_DEPTH = 20_000, 4_000, 12
#: Points that a page is wide or high: A0 is 3,370; PDF itself stops at 14,400.
MOST_SIDE = 14_400.0
#: What one packed stream may unpack to; a page scanned at 600 dpi in colour has 100 MB.
_MOST_UNPACKED = 160 * 1024 * 1024
#: Flate packs 1,032 to 1 at best, so smaller streams cannot pass the bound in one layer.
_LEAST_PACKED = _MOST_UNPACKED // 1032
_CHUNK = 65536
_STREAM = re.compile(rb"stream\r?\n")
_FILTERS = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b")


class _Unpacking(Protocol):
    """What zlib.decompressobj gives."""

    @property
    def eof(self) -> bool: ...

    @property
    def unconsumed_tail(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def check_file(path: Path) -> None:
    """Refuses a PDF that is too large or holds a bomb. Raises UnreadableFile with the reason."""
    where = str(path)
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UnreadableFile(f"文件过大（{size / 1e6:.0f} MB，上限 {MOST_BYTES / 1e6:.0f} MB）", where)
        if size == 0:
            raise UnreadableFile("文件是空的", where)
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            if any(_swells(data, found.end()) for found in _STREAM.finditer(data)):
                raise UnreadableFile(
                    f"文件里有一段压缩数据解开后超过 {_MOST_UNPACKED // (1024 * 1024)} MB，疑似压缩炸弹，没有读入",
                    where,
                )
            if pdf_forms.swells(data):
                raise UnreadableFile("文件里的图形互相嵌套过多，疑似恶意构造，没有读入", where)
    except OSError as error:
        raise UnreadableFile(f"无法打开：{reason(error)}", where) from error


def _swells(data: mmap.mmap, start: int) -> bool:
    """The stream that begins at `start` unpacks to more than is taken."""
    head = data[max(0, start - 600) : start]
    head = head[head.rfind(b"obj") + 1 :]
    layers = len(_FILTERS.findall(head))
    if layers == 0:
        return False
    if layers > 2:
        return True
    end = data.find(b"endstream", start)
    packed = (end if end >= 0 else len(data)) - start
    if layers == 1 and packed < _LEAST_PACKED:
        return False
    return _unpacked(data, start, start + packed, layers) > _MOST_UNPACKED


def _unpacked(data: mmap.mmap, start: int, end: int, layers: int) -> int:
    """How many bytes a Flate stream of one or two layers unpacks to, counted no further than the bound."""
    outer, inner = zlib.decompressobj(), zlib.decompressobj()
    total = 0
    try:
        for at in range(start, end, _CHUNK):
            for piece in _pieces(outer, data[at : min(end, at + _CHUNK)]):
                total += len(piece) if layers == 1 else sum(len(p) for p in _pieces(inner, piece))
                if total > _MOST_UNPACKED:
                    return total
    except zlib.error:  # encrypted, or packed another way
        return total
    return total


def _pieces(one: _Unpacking, packed: bytes) -> Iterator[bytes]:
    """What some packed bytes unpack to, a megabyte at a time."""
    while packed and not one.eof:
        yield one.decompress(packed, 1 << 20)
        packed = one.unconsumed_tail
