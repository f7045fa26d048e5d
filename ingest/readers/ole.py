"""What kind of old office file (.doc, .xls, .wps, .et) is this? Told by the streams in it, without a library.

Rules: [MS-CFB] 2.2 (header), 2.3 (FAT), 2.6 (directory); [MS-DOC] 2.5.2 (the flag that says a document is encrypted).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA
_MOST_SECTORS = 4096
#: Stream names → what the file is. WPS writes the same streams under its own extensions.
_KINDS = (("Workbook", "xls"), ("Book", "xls"), ("WordDocument", "doc"))


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream's name, where it begins and how many bytes it has."""

    name: str
    sector: int
    size: int


#: What a file is by its name, where its directory is damaged; .wps of old versions has streams of its own.
_NAMED = {".xls": "xls", ".et": "xls", ".doc": "doc", ".wps": "doc"}


def kind_of_ole(path: Path) -> str | None:
    """doc or xls by the file's streams; None for other contents (presentations, encrypted packages, drawings)."""
    names = {stream.name for stream in streams(path)}
    suffix = path.suffix.lower()
    if not names or (suffix == ".wps" and "EncryptedPackage" not in names):
        return _NAMED.get(suffix)
    return next((kind for name, kind in _KINDS if name in names), None)


def is_encrypted_word(path: Path) -> bool:
    """Whether a .doc asks for a password ([MS-DOC] FibBase.fEncrypted)."""
    for stream in streams(path):
        if stream.name == "WordDocument" and stream.size >= 12:
            with path.open("rb") as file:
                size = _sector_size(file)
                file.seek((stream.sector + 1) * size)
                head = file.read(12)
            return len(head) == 12 and bool(struct.unpack("<H", head[10:12])[0] & 0x0100)
    return False


def streams(path: Path) -> list[Stream]:
    """The entries of the file's directory; empty for a file that is damaged or none."""
    try:
        with path.open("rb") as file:
            return list(_entries(file))
    except (OSError, struct.error):
        return []


def _sector_size(file: BinaryIO) -> int:
    file.seek(0)
    head = file.read(512)
    if len(head) < 512 or not head.startswith(SIGNATURE):
        raise struct.error("no compound file")
    power = int(struct.unpack("<H", head[30:32])[0])
    if power not in (9, 12):  # [MS-CFB] 2.2 knows no other
        raise struct.error("no compound file")
    return 1 << power


def _entries(file: BinaryIO) -> Iterator[Stream]:
    size = _sector_size(file)
    file.seek(0)
    head = file.read(512)
    fat = [s for s in struct.unpack("<109I", head[76:512]) if s < _LAST_SECTOR]
    at, seen = struct.unpack("<I", head[48:52])[0], 0
    while at < _LAST_SECTOR and seen < _MOST_SECTORS:
        seen += 1
        file.seek((at + 1) * size)
        sector = file.read(size)
        for k in range(0, len(sector) - 127, 128):
            entry = sector[k : k + 128]
            length = struct.unpack("<H", entry[64:66])[0]
            if entry[66] in (1, 2, 5) and 2 <= length <= 64:
                name = entry[: length - 2].decode("utf-16-le", "replace")
                start, wide = struct.unpack("<II", entry[116:124])
                yield Stream(name, start, wide)
        at = _next(file, fat, at, size)


def _next(file: BinaryIO, fat: list[int], at: int, size: int) -> int:
    """The sector after `at` in its chain. Chains described beyond the header's 109 sectors are longer than any directory."""
    page, place = divmod(at, size // 4)
    if page >= len(fat):
        return _LAST_SECTOR
    file.seek((fat[page] + 1) * size + 4 * place)
    raw = file.read(4)
    return int(struct.unpack("<I", raw)[0]) if len(raw) == 4 else _LAST_SECTOR
