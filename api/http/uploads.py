"""Which uploaded files are taken, and where do they lie (上传的文件)? In the workspace's own folder `uploads`, under safe names.

DIR/uploads/<name>                what was read in; the name is the file's own, so that citations name it
DIR/uploads/.incoming/<job>/…     on their way
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from pathlib import Path
from typing import Final

from kg.errors import InputError

__all__ = ["clean_name", "incoming", "kinds", "uploads", "within"]

_BAD: Final = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]')
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.I)
_ARCHIVES: Final = (".zip", ".7z", ".rar", ".tar", ".tar.gz", ".tgz")
_LONGEST: Final = 200
"""UTF-8 bytes; file systems take 255."""


def uploads(workspace: Path) -> Path:
    """The folder of a workspace's uploads; it may not exist."""
    return workspace / "uploads"


def incoming(workspace: Path) -> Path:
    return uploads(workspace) / ".incoming"


def kinds() -> tuple[str, ...]:
    """The extensions that are taken: those that are read, and archives of such."""
    from ingest.archives import is_archive_name
    from ingest.readers import READERS

    return tuple(sorted({*READERS, *(kind for kind in _ARCHIVES if is_archive_name(f"a{kind}"))}))


def clean_name(written: str) -> str:
    """The last part of a file's name as a browser gave it, as a name that is safe on every system.

    Raises InputError for a kind that is not read, or where nothing is left of the name.

    >>> clean_name("../../etc/云州 要点.txt")
    '云州 要点.txt'
    """
    last = unicodedata.normalize("NFC", written).replace("\\", "/").rpartition("/")[2]
    name = _BAD.sub("", last).strip().rstrip(". ").lstrip(".~$ ")
    stem, dot, ending = name.rpartition(".")
    if not stem or not dot:
        raise InputError(f"文件名没有扩展名，或不能用：{written[:80]}")
    if not name.lower().endswith(kinds()):
        raise InputError(f"不能读 .{ending[:10]} 文件：{name[:80]}（可读 {' '.join(kinds())}）")
    if _DEVICES.match(name):
        name = f"_{name}"
    while len(name.encode()) > _LONGEST:
        stem = stem[:-1]
        name = f"{stem}.{ending}"
    return name


def within(folder: Path, path: Path) -> bool:
    """Whether a path lies in a folder, links followed."""
    return path.resolve().is_relative_to(folder.resolve())


def clear_incoming(workspace: Path) -> None:
    """Takes away what a stopped server left on its way."""
    shutil.rmtree(incoming(workspace), ignore_errors=True)
