"""What is in a .tar, .tar.gz or .tar.bz2 file? Read as a stream, so that what it unpacks to is counted as it comes."""

from __future__ import annotations

import bz2
import gzip
import tarfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from ingest.archives.model import MOST_MEMBERS, Archive, Budget, Entry, copy
from ingest.archives.names import decoder
from ingest.readers.reasons import reason
from kg.errors import UnreadableFile

_BROKEN = (tarfile.TarError, zlib.error, EOFError, ValueError)


class _Counted:
    """A stream that stops where the budget ends: also headers and what is skipped are unpacked."""

    def __init__(self, stream: IO[bytes], budget: Budget) -> None:
        self.stream, self.budget = stream, budget

    def read(self, size: int = -1) -> bytes:
        piece = self.stream.read(size)
        self.budget.spend(len(piece))
        return piece


class TarArchive(Archive):
    """Names are bytes in a tar file: UTF-8 or GB18030, as in zip files without the flag."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._size = path.stat().st_size
        except OSError as error:
            raise UnreadableFile(f"无法打开：{reason(error)}", str(path)) from error

    def entries(self) -> Sequence[Entry]:
        with self._stream(Budget(self._size)) as tar:
            infos = [info for info, _ in zip(tar, range(MOST_MEMBERS + 1), strict=False) if not info.isdir()]
        raw = [_raw(info.name) for info in infos]
        decode = decoder(raw)
        return [
            Entry(name=decode(name), own=(k, info.name), size=info.size, link=not info.isreg())
            for k, (info, name) in enumerate(zip(infos, raw, strict=True))
        ]

    def extract(self, wanted: Mapping[Entry, Path], budget: Budget) -> Iterator[tuple[Entry, str | None]]:
        places = {entry.own: (entry, target) for entry, target in wanted.items()}
        counted = Budget(self._size)  # what passes by; `budget` is for what is kept
        with self._stream(counted) as tar:
            files = (info for info in tar if not info.isdir())
            for k, info in enumerate(files):
                if (found := places.pop((k, info.name), None)) is None:
                    continue
                stream = tar.extractfile(info)
                if stream is None:
                    yield found[0], "压缩包损坏，此文件无法解压"
                    continue
                copy(stream, found[1], budget)
                yield found[0], None
        for entry, _ in places.values():
            yield entry, "压缩包被截断，此文件无法解压"

    def close(self) -> None:
        """Nothing is kept open."""

    @contextmanager
    def _stream(self, budget: Budget) -> Iterator[tarfile.TarFile]:
        try:
            with _plain(self._path) as stream:
                counted = cast("IO[bytes]", _Counted(stream, budget))
                with tarfile.open(fileobj=counted, mode="r|", errors="surrogateescape") as tar:
                    yield tar
        except _BROKEN as error:
            raise UnreadableFile("压缩包被截断或损坏", str(self._path)) from error
        except OSError as error:  # gzip's and bzip2's own errors are of this kind too
            why = f"无法打开：{reason(error)}" if error.errno else "压缩包被截断或损坏"
            raise UnreadableFile(why, str(self._path)) from error


def _plain(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        head = file.read(4)
    if head.startswith(b"\x1f\x8b"):
        return cast("IO[bytes]", gzip.open(path, "rb"))
    return cast("IO[bytes]", bz2.open(path, "rb")) if head.startswith(b"BZh") else path.open("rb")


def _raw(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")
