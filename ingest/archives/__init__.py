"""Which files are archives of documents (压缩包), and what comes out of them? Nothing is ever written by an archive's names.

An archive's files are sources of their own, named `archive.zip!/folder/要点.docx`. Unpacking is bounded in files, bytes,
ratio and depth; links, names that lead outside and what systems leave are not followed, each said or counted.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Collection, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

from ingest.archives.model import MOST_DEPTH, Archive, Budget, Entry, Member, Unpacked, sha256
from ingest.archives.names import leads_outside, tidy
from ingest.leftovers import is_leftover
from ingest.readers import READERS
from ingest.readers.progress import page
from ingest.readers.reasons import reason
from kg.errors import UnreadableFile

__all__ = ["SEPARATOR", "Member", "Unpacked", "is_archive_name", "is_read_name", "unpack"]

#: Between an archive's name and its member's, as in Java's and KDE's addresses of files in archives.
SEPARATOR = "!/"
#: How a file begins → what reads it. What an archive is its content says, not its name.
_OPENERS = {
    b"PK\x03\x04": "ingest.archives.zip_files:ZipArchive",
    b"PK\x05\x06": "ingest.archives.zip_files:ZipArchive",
    b"PK\x07\x08": "ingest.archives.zip_files:ZipArchive",
    b"7z\xbc\xaf\x27\x1c": "ingest.archives.seven_zip_files:SevenZipArchive",
    b"Rar!\x1a\x07": "ingest.archives.rar_files:RarArchive",
    b"\x1f\x8b": "ingest.archives.tar_files:TarArchive",
    b"BZh": "ingest.archives.tar_files:TarArchive",
}
_EXTENSIONS = (".zip", ".7z", ".rar", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2")
#: 资料.part2.rar is read with its first volume.
_LATER_VOLUME = re.compile(r"\.part0*(?:[2-9]|[1-9]\d+)\.rar$", re.I)


def is_archive_name(name: str) -> bool:
    """By the extension: an archive."""
    return name.lower().endswith(_EXTENSIONS) and not _LATER_VOLUME.search(name)


def is_read_name(name: str) -> bool:
    """By the extension: a document of a format that is read, or an archive of such."""
    return Path(name).suffix.lower() in READERS or is_archive_name(name)


def unpack(path: Path, folder: Path) -> Unpacked:
    """The documents of an archive, unpacked into `folder` (which exists) under numbers for names.

    Raises UnreadableFile for an archive that cannot be opened, is encrypted, or would unpack to too much.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnreadableFile(f"无法打开：{reason(error)}", str(path)) from error
    numbers = (str(k) for k in count(1))
    members, skipped = _members(path, folder, Budget(size), numbers, 1)
    return Unpacked(tuple(members), tuple(skipped))


def _members(
    path: Path, folder: Path, budget: Budget, numbers: Iterator[str], depth: int
) -> tuple[list[Member], list[str]]:
    with closing(_open(path)) as archive:
        entries = archive.entries()
        budget.count(len(entries))
        wanted, members, skipped = _choose(entries, folder, numbers)
        if not members and entries and all(entry.encrypted for entry in entries):
            raise UnreadableFile("压缩包已加密，请先用密码解压再读入", str(path))
        out: list[tuple[str, Path, str | None]] = []
        for k, (entry, error) in enumerate(archive.extract(wanted, budget), 1):
            page(k, len(wanted))
            out.append((tidy(entry.name), wanted[entry], error))
    for name, file, error in out:
        if error is None and is_archive_name(name):
            inner, more = _inside(name, file, folder, budget, numbers, depth)
            members += inner
            skipped += more
        elif error is None:
            members.append(Member(name, file, sha256(file)))
        else:
            members.append(Member(name, error=error))
    return sorted(members, key=lambda m: m.name), skipped


def _choose(
    entries: Collection[Entry], folder: Path, numbers: Iterator[str]
) -> tuple[dict[Entry, Path], list[Member], list[str]]:
    """What is unpacked, with its place; what is not, and why; and what is of no format that is read."""
    wanted: dict[Entry, Path] = {}
    refused: list[Member] = []
    skipped: list[str] = []
    seen: set[str] = set()
    for entry in entries:
        name = tidy(entry.name)
        if leads_outside(name):
            refused.append(Member(name, error="文件名指向压缩包之外，不予读取"))
        elif entry.link or any(is_leftover(part) for part in name.split("/")):
            continue
        elif not is_read_name(name):
            skipped.append(name)
        elif name in seen:
            refused.append(Member(name, error="压缩包里有重名文件，只读第一个"))
        elif entry.encrypted:
            refused.append(Member(name, error="已加密，请先用密码解压再读入"))
        else:
            seen.add(name)
            wanted[entry] = folder / (next(numbers) + _suffix(name))
    locked = [m for m in refused if m.error and m.error.startswith("已加密")]
    if locked and len(locked) == len(refused) and not wanted:
        refused = []  # said once, for the archive
    return wanted, refused, skipped


def _suffix(name: str) -> str:
    """.docx: readers go by it. Never more than letters and digits of the member's own."""
    suffix = Path(name).suffix.lower()
    return suffix if suffix.removeprefix(".").isalnum() and len(suffix) < 12 else ""


def _inside(
    name: str, file: Path, folder: Path, budget: Budget, numbers: Iterator[str], depth: int
) -> tuple[list[Member], list[str]]:
    """The members of an archive in an archive, or the one that says why not. It is taken away when done."""
    try:
        if depth >= MOST_DEPTH:
            return [Member(name, error=f"压缩包套了 {MOST_DEPTH} 层以上，请先解压再读入")], []
        inner, skipped = _members(file, folder, budget, numbers, depth + 1)
    except UnreadableFile as error:
        if budget.members < 0 or "炸弹" in error.message:
            raise
        return [Member(name, error=error.message)], []
    finally:
        file.unlink(missing_ok=True)
    joined = [Member(f"{name}{SEPARATOR}{m.name}", m.file, m.digest, m.error) for m in inner]
    return joined, [f"{name}{SEPARATOR}{other}" for other in skipped]


def _open(path: Path) -> Archive:
    try:
        with path.open("rb") as file:
            head = file.read(512)
    except OSError as error:
        raise UnreadableFile(f"无法打开：{reason(error)}", str(path)) from error
    opener = next((one for begin, one in _OPENERS.items() if head.startswith(begin)), None)
    if opener is None and head[257:262] == b"ustar":
        opener = "ingest.archives.tar_files:TarArchive"
    if opener is None:
        raise UnreadableFile(
            "文件是空的" if not head else "不是压缩包，或已损坏（扩展名可能有误）", str(path)
        )
    if opener.endswith("ZipArchive") and (office := _office(path)) is not None:
        raise UnreadableFile(f"不是压缩包，而是 {office} 文件，请把扩展名改对再读入", str(path))
    module, _, name = opener.partition(":")
    made: Archive = getattr(importlib.import_module(module), name)(path)
    return made


def _office(path: Path) -> str | None:
    """Word, Excel, OFD… where the zip file is such a package."""
    from ingest.readers.packages import kind_of_zip

    try:
        kind = kind_of_zip(path)
    except UnreadableFile:
        return None  # too many parts, a bad name, encryption: no office file, and the archive's own rules see to it
    return None if kind is None else {"docx": "Word", "xlsx": "Excel"}.get(kind, kind.upper())
