"""What is in a .7z file? Read by py7zr, written by our own names only."""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import IO

import py7zr
from py7zr.exceptions import ArchiveError, PasswordRequired
from py7zr.io import Py7zIO, WriterFactory

from ingest.archives.model import MOST_BYTES, Archive, Budget, Entry
from ingest.readers.reasons import reason
from kg.errors import UnreadableFile

_BROKEN = (ArchiveError, lzma.LZMAError, zlib.error, EOFError, ValueError, TypeError, IndexError, KeyError)
_LOCKED = "压缩包已加密，请先用密码解压再读入"


class SevenZipArchive(Archive):
    """LZMA, LZMA2, BZip2, Deflate, PPMd, Zstandard, BCJ as py7zr reads them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._archive = py7zr.SevenZipFile(path, "r", max_extract_size=MOST_BYTES)
        except PasswordRequired as error:
            raise UnreadableFile(_LOCKED, str(path)) from error
        except OSError as error:
            raise UnreadableFile(f"无法打开：{reason(error)}", str(path)) from error
        except _BROKEN as error:
            raise UnreadableFile("压缩包被截断或损坏", str(path)) from error

    def entries(self) -> Sequence[Entry]:
        locked = self._archive.needs_password()
        return [
            Entry(
                name=one.filename,
                own=one.filename,
                size=one.uncompressed,
                encrypted=locked,
                link=one.is_symlink or one.is_junction or one.is_socket,
            )
            for one in self._archive.files
            if not one.is_directory
        ]

    def extract(self, wanted: Mapping[Entry, Path], budget: Budget) -> Iterator[tuple[Entry, str | None]]:
        """All in one pass: in a solid archive each file stands on those before it."""
        writers = _Writers({PurePosixPath(e.own).as_posix(): target for e, target in wanted.items()}, budget)
        try:
            self._archive.extract(targets=[entry.own for entry in wanted], factory=writers)
        except PasswordRequired as locked:
            raise UnreadableFile(_LOCKED, str(self._path)) from locked
        except _BROKEN as error:
            if writers.refused is not None:
                raise writers.refused from error
            broken = "压缩包被截断或损坏，此文件无法解压"
        else:
            broken = "压缩包损坏，此文件无法解压"
        finally:
            writers.close()
        for entry, target in wanted.items():
            yield entry, None if target in writers.whole else broken

    def close(self) -> None:
        self._archive.close()


class _Writers(WriterFactory):
    """Gives py7zr, for the name of a file, the place that we chose for it; what we did not ask for goes nowhere."""

    def __init__(self, places: Mapping[str, Path], budget: Budget) -> None:
        self.places, self.budget = dict(places), budget
        #: Files that came out to their end with the right checksum.
        self.whole: set[Path] = set()
        self.refused: UnreadableFile | None = None
        self._open: list[_Writer] = []

    def create(self, filename: str) -> Py7zIO:
        self._open.append(_Writer(self, self.places.pop(filename, None)))
        return self._open[-1]

    def close(self) -> None:
        """py7zr leaves the file open in which it failed."""
        for writer in self._open:
            if writer.file is not None:
                writer.file.close()


class _Writer(Py7zIO):
    """One file as it comes."""

    def __init__(self, owner: _Writers, target: Path | None) -> None:
        self._owner, self._target = owner, target
        self.file: IO[bytes] | None = None if target is None else target.open("xb")
        self._size = 0

    def write(self, s: bytes | bytearray) -> int:
        try:
            self._owner.budget.spend(len(s))
        except UnreadableFile as error:
            self._owner.refused = error
            raise
        self._size += len(s)
        return len(s) if self.file is None else self.file.write(s)

    def read(self, size: int | None = None) -> bytes:
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def flush(self) -> None:
        """Written when closed."""

    def size(self) -> int:
        return self._size

    def close(self) -> None:
        if self.file is not None and self._target is not None:
            self.file.close()
            self._owner.whole.add(self._target)
