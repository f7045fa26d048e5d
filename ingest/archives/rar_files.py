"""What is in a .rar file? The directory by rarfile; squeezed files by a program: bsdtar, unar, unrar or 7z.

RAR's compression is not free to write about; Debian's libarchive-tools (bsdtar) and unar read it. Stored files need none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import rarfile

from ingest.archives.model import Archive, Budget, Entry, copy
from ingest.readers.reasons import reason
from kg.errors import UnreadableFile

_LOCKED = "压缩包已加密，请先用密码解压再读入"
_BROKEN = "压缩包被截断或损坏，此文件无法解压"
_NO_TOOL = (
    "解压 RAR 需要 bsdtar、unar 或 unrar：Debian、Ubuntu 上 apt-get install libarchive-tools，或另存为 zip"
)


class RarArchive(Archive):
    """RAR 3 to 5. Old names without Unicode are taken for GB18030."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._rar = rarfile.RarFile(path, charset="gb18030")
        except rarfile.PasswordRequired as error:
            raise self._refuse(_LOCKED) from error
        except rarfile.NeedFirstVolume as error:
            raise self._refuse("这是分卷压缩包的后续分卷，请先合并解压再读入") from error
        except OSError as error:
            raise self._refuse(f"无法打开：{reason(error)}") from error
        except (rarfile.Error, ValueError, EOFError) as error:
            raise self._refuse("压缩包被截断或损坏") from error
        if self._rar.needs_password() and not self._rar.infolist():  # the directory itself is encrypted
            raise self._refuse(_LOCKED)

    def _refuse(self, message: str) -> UnreadableFile:
        return UnreadableFile(message, str(self._path))

    def entries(self) -> Sequence[Entry]:
        return [
            Entry(
                name=info.filename,
                own=info,
                size=info.file_size,
                packed=info.compress_size,
                encrypted=info.needs_password(),
                link=not info.is_file(),
            )
            for info in self._rar.infolist()
            if not info.is_dir()
        ]

    def extract(self, wanted: Mapping[Entry, Path], budget: Budget) -> Iterator[tuple[Entry, str | None]]:
        done = self._by_bsdtar(wanted, budget)
        tool = bool(done) or _set_up()
        for entry, target in wanted.items():
            if entry in done:
                yield entry, None
            elif tool or entry.own.compress_type == rarfile.RAR_M0:
                target.unlink(missing_ok=True)
                yield entry, self._by_rarfile(entry, target, budget)
            else:
                raise self._refuse(_NO_TOOL)

    def _by_bsdtar(self, wanted: Mapping[Entry, Path], budget: Budget) -> set[Entry]:
        """Those that bsdtar could unpack. It turns the archive into a tar stream, all in one pass, and writes no file."""
        program = shutil.which("bsdtar")
        if program is None or all(entry.own.compress_type == rarfile.RAR_M0 for entry in wanted):
            return set()
        places = {entry.own.filename: (entry, target) for entry, target in wanted.items()}
        done: set[Entry] = set()
        command = [program, "-c", "--format=pax", "-f", "-", f"@{self._path.absolute()}"]
        ran = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        try:
            assert ran.stdout is not None
            with ran.stdout, tarfile.open(fileobj=ran.stdout, mode="r|") as tar:
                for info in tar:
                    found, stream = places.get(info.name), tar.extractfile(info) if info.isreg() else None
                    if found is None or stream is None:
                        continue
                    copy(stream, found[1], budget)
                    if _is_whole(*found):  # where it fails it writes an empty file
                        done.add(found[0])
        except (tarfile.TarError, EOFError, ValueError, OSError):
            pass  # what is missing the other programs may know
        finally:
            ran.kill()
            ran.wait()
        return done

    def _by_rarfile(self, entry: Entry, target: Path, budget: Budget) -> str | None:
        """What went wrong."""
        try:
            with self._rar.open(entry.own) as stream:
                copy(stream, target, budget)
        except rarfile.PasswordRequired:
            return _LOCKED
        except (rarfile.Error, EOFError, ValueError):
            return _BROKEN
        except OSError as error:
            return f"无法解压：{reason(error)}"
        return None if _is_whole(entry, target) else _BROKEN

    def close(self) -> None:
        self._rar.close()


def _is_whole(entry: Entry, file: Path) -> bool:
    """The size that the directory gives, and its CRC-32 where it has one (RAR 5 may have BLAKE2 instead)."""
    if file.stat().st_size != entry.size:
        return False
    if entry.own.CRC is None:
        return True
    crc = 0
    with file.open("rb") as opened:
        while piece := opened.read(1024 * 1024):
            crc = zlib.crc32(piece, crc)
    return crc == int(entry.own.CRC)


def _set_up() -> bool:
    """Whether rarfile finds a program. It cannot call bsdtar rightly (4.5: `-f --`)."""
    try:
        rarfile.tool_setup(bsdtar=False, force=True)
    except rarfile.RarCannotExec:
        return False
    return True
