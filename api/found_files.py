"""Which files are meant by the paths that were named (要读哪些文件), and under what name is each kept?"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ingest.archives import is_read_name
from ingest.leftovers import is_leftover
from ingest.pipeline import RULES_VERSION
from ingest.readers.reasons import reason
from kg.errors import UnreadableFile

__all__ = ["Found", "file_digest", "find_files", "printable", "source_name"]

#: What Python makes of bytes in a file's name that it cannot decode (PEP 383).
_LONE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, or a place that cannot be (`error` says why).

    `skip`: it lies in a folder and is of a format that is not read; a file that was named itself is never skipped.
    """

    path: Path
    error: str | None = None
    skip: bool = False


def find_files(paths: Iterable[Path]) -> Iterator[Found]:
    """The files named and those in the folders named, in a fixed order, each once. Loops and gaps are reported."""
    seen: set[str] = set()
    been: set[str] = set()
    for path in paths:
        for found in _below(path, (), been, named=True):
            key = os.path.realpath(found.path)
            if key not in seen or found.error:
                seen.add(key)
                yield found


def _below(path: Path, above: tuple[str, ...], been: set[str], *, named: bool = False) -> Iterator[Found]:
    """What is at `path`; `above` are the folders on the way to it, `been` all those walked so far."""
    if not named and is_leftover(path.name):
        return
    try:
        if path.is_dir():
            here = os.path.realpath(path)
            if here in above:
                yield Found(path, "符号链接成环，已跳过")
                return
            if here in been:
                return
            been.add(here)
            for child in sorted(path.iterdir(), key=lambda p: p.name):
                yield from _below(child, (*above, here), been)
        elif path.is_file():
            yield Found(path, skip=not named and not is_read_name(path.name))
        elif path.is_symlink():
            yield Found(path, "符号链接指向的文件不存在或成环")
        elif path.exists():
            yield Found(path, "不是普通文件")
        else:
            yield Found(path, "没有这个文件或文件夹")
    except OSError as error:
        yield Found(path, f"无法打开：{reason(error)}")


def printable(path: str | os.PathLike[str]) -> str:
    """A path as text that can be printed and stored, also where the file's name is no UTF-8 (GBK from old archives)."""
    name = os.fspath(path)
    if not _LONE.search(name):
        return name
    raw = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return raw.decode("utf-8", "backslashreplace")


def source_name(path: str | os.PathLike[str]) -> str:
    """The name that a file's documents are kept under: its absolute path."""
    return printable(os.path.abspath(path))


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes with the version of the rules: better rules read old files anew.

    Raises UnreadableFile where the file cannot be opened.
    """
    try:
        with path.open("rb") as file:
            return digest_of(hashlib.file_digest(file, "sha256").hexdigest())
    except OSError as error:
        raise UnreadableFile(f"无法打开：{reason(error)}", str(path)) from error


def digest_of(sha256: str) -> str:
    """The digest that the workspace keeps for a file of this SHA-256."""
    return f"{sha256}:{RULES_VERSION}"
