"""How does a derived index lie on disk so that readers see a whole one (索引的切换)? The old one or the new, never a half.

    FOLDER/<name>/      one whole index
    FOLDER/current      the name of the newest, replaced in one step

A new index is made beside the present one. Files of the old one that a reader has open stay readable to it.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

__all__ = ["following", "making"]

_ABANDONED: Final = 3600.0
"""Seconds after which a folder that nothing points to is what a killed process left, not what another one is making."""
_TRIES: Final = 3

T = TypeVar("T")


@contextmanager
def making(folder: Path, prefix: str = "") -> Iterator[Path]:
    """A new folder to fill; it becomes the current one when the block ends well, and is gone when it does not.

    Raises OSError where nothing can be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{prefix}{os.urandom(6).hex()}"
    home = folder / name
    home.mkdir()
    draft = folder / f"current.{name}"
    try:
        yield home
        draft.write_text(name, encoding="utf-8")
        before = _named(folder)
        os.replace(draft, folder / "current")
    except BaseException:
        import shutil

        draft.unlink(missing_ok=True)
        shutil.rmtree(home, ignore_errors=True)
        raise
    _clear(folder, name, before)


def following(folder: Path, read: Callable[[Path], T]) -> T:
    """What `read` makes of the current folder; where that was replaced while it read, of the next one.

    Raises FileNotFoundError where there is none, and whatever `read` raises.
    """
    for _ in range(_TRIES - 1):
        name = _named(folder)
        with contextlib.suppress(Exception):
            return read(folder / name)
        if _named(folder) == name:
            break
    if not (name := _named(folder)):
        raise FileNotFoundError(f"{folder / 'current'}")
    return read(folder / name)


def _named(folder: Path) -> str:
    try:
        return (folder / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def _clear(folder: Path, name: str, before: str) -> None:
    """Takes away the index before, and what killed processes left."""
    import shutil

    for old in folder.iterdir():
        with contextlib.suppress(OSError):
            left = old.name != "current" and time.time() - old.stat().st_mtime > _ABANDONED
            if old.is_dir() and old.name != name and (old.name == before or left):
                shutil.rmtree(old)
            elif left and old.name.startswith("current."):
                old.unlink()
