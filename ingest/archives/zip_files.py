"""What is in a .zip file? Python's own reader, with the names that Chinese programs write."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ingest.archives.model import Archive, Budget, Entry, copy
from ingest.archives.names import decoder, unicode_path
from ingest.readers.reasons import reason
from kg.errors import UnreadableFile

_UTF8, _ENCRYPTED = 0x800, 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError)


class ZipArchive(Archive):
    """Deflate, bzip2 and LZMA as Python reads them."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except OSError as error:
            raise UnreadableFile(f"无法打开：{reason(error)}", str(path)) from error
        except _BROKEN as error:
            if "multiple disks" in str(error):
                raise UnreadableFile("这是分卷压缩包，请先合并解压再读入", str(path)) from error
            raise UnreadableFile("压缩包被截断或损坏", str(path)) from error

    def entries(self) -> Sequence[Entry]:
        infos = [info for info in self._zip.infolist() if not info.orig_filename.endswith(("/", "\\"))]
        raw = {id(i): _raw(i) for i in infos if not i.flag_bits & _UTF8}
        decode = decoder(list(raw.values()))
        out = []
        for info in infos:
            name = info.orig_filename
            if (own := raw.get(id(info))) is not None:
                name = unicode_path(info.extra, own) or decode(own)
            out.append(
                Entry(
                    name=name,
                    own=info,
                    size=info.file_size,
                    packed=info.compress_size,
                    encrypted=bool(info.flag_bits & _ENCRYPTED),
                    link=stat.S_ISLNK(info.external_attr >> 16),
                )
            )
        return out

    def extract(self, wanted: Mapping[Entry, Path], budget: Budget) -> Iterator[tuple[Entry, str | None]]:
        for entry, target in wanted.items():
            try:
                with self._zip.open(entry.own) as stream:
                    copy(stream, target, budget)
            except _BROKEN as error:
                yield entry, _why(error)
            except OSError as error:
                yield entry, f"无法解压：{reason(error)}"
            else:
                yield entry, None

    def close(self) -> None:
        self._zip.close()


def _raw(info: zipfile.ZipInfo) -> bytes:
    """The name's bytes: without the flag Python takes them for cp437, which has a sign for each."""
    try:
        return info.orig_filename.encode("cp437")
    except UnicodeEncodeError:  # Python has already taken the Unicode Path field
        return info.orig_filename.encode("utf-8")


def _why(error: Exception) -> str:
    if isinstance(error, NotImplementedError):
        return "压缩方法不支持，请解压后再读入"
    return "压缩包被截断或损坏，此文件无法解压"
