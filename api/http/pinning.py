"""How does a server keep the snapshot that it reads (快照的保留)? By hard links of its own: they cost no space.

A writer takes away all snapshots but the last two, and the engine opens the files of a large store only as it needs them: a
server that answers for minutes while others write would find them gone.
"""

from __future__ import annotations

import os
import shutil
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Final

from kg.errors import WorkspaceError
from kg.resolution.overrides import FILE_NAME, load
from kg.stores.oxigraph import OxigraphStore
from kg.workspace import Workspace

__all__ = ["clear_pinned", "pinned"]

_TRIES: Final = 5


def pinned(root: Path) -> tuple[Workspace, Path | None]:
    """The workspace as it is now, for reading, and the folder to take away when it is read no more (None for none).

    Raises WorkspaceError where there is no workspace, InputError for overrides that cannot be read.
    """
    for _ in range(_TRIES):
        first = Workspace.read(
            root
        )  # publishes what a killed writer left, and says what is wrong with a folder
        first.close()
        name = _current(root)
        if not name:
            return Workspace.read(root), None
        home = _folder(root) / f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
        try:
            _linked(root / "snapshots" / name, home)
            store = OxigraphStore.read_only(home)
        except (OSError, WorkspaceError):  # it was replaced in this instant
            shutil.rmtree(home, ignore_errors=True)
            continue
        return Workspace(store, root, writable=False, overrides=load(root / FILE_NAME)), home
    return Workspace.read(root), None  # where nothing can be written, it has to do without


def clear_pinned(root: Path) -> None:
    """Takes away what servers that are no more have left."""
    folder = _folder(root)
    for home in folder.iterdir() if folder.is_dir() else ():
        if not _alive(home.name.partition("-")[0]):
            shutil.rmtree(home, ignore_errors=True)


def _folder(root: Path) -> Path:
    return root / "derived" / "serving"


def _current(root: Path) -> str:
    try:
        return (root / "snapshots" / "current").read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _linked(snapshot: Path, home: Path) -> None:
    """The same files under another name; copies where the file system knows no links."""
    files = list(snapshot.iterdir())
    home.mkdir(parents=True)
    for file in files:
        try:
            os.link(file, home / file.name)
        except FileNotFoundError:
            raise
        except OSError:
            shutil.copy2(file, home / file.name)


def _alive(written: str) -> bool:
    if not written.isdigit() or int(written) == os.getpid():
        return False  # ours of an earlier life: process numbers come again
    with suppress(ProcessLookupError):
        try:
            os.kill(int(written), 0)
        except PermissionError:
            return True
        return True
    return False
