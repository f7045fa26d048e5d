"""Which documents does a dense index hold, and in which wording (向量索引的账)? So that a changed paper alone is embedded anew.

FOLDER/documents.json beside the vectors: for each document the digest of what was embedded of it, and under which ids.
The file is written before the vectors with the changing documents marked as in doubt (no digest, all ids that they may
have), and again after them: whenever the program dies, what is in doubt is taken out and put in again.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from kg.views.passages import PassageRecord

__all__ = ["Entry", "Ledger", "alone", "digest_of"]

FORMAT: Final = 1
"""Raise it when passages are cut into other pieces: everything is then embedded anew."""
_FILE: Final = "documents.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """One document: the digest of its passages, "" where in doubt, and the ids of its pieces."""

    digest: str
    ids: tuple[str, ...]


@dataclass(slots=True)
class Ledger:
    """Document id → entry."""

    entries: dict[str, Entry] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The ledger of a folder; an empty one where there is none that can be read."""
        with contextlib.suppress(OSError, ValueError, LookupError, TypeError, AttributeError):
            found = json.loads((folder / _FILE).read_text(encoding="utf-8"))
            if found["format"] == FORMAT:
                rows = found["documents"].items()
                return cls({name: Entry(str(digest), tuple(ids)) for name, (digest, ids) in rows})
        return cls()

    def save(self, folder: Path) -> None:
        """Replaces the file in one step. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        rows = {name: (entry.digest, entry.ids) for name, entry in self.entries.items()}
        draft = folder / f"{_FILE}.{os.urandom(4).hex()}.tmp"
        draft.write_text(
            json.dumps({"format": FORMAT, "documents": rows}, ensure_ascii=False), encoding="utf-8"
        )
        os.replace(draft, folder / _FILE)

    def behind(self, wanted: Mapping[str, str]) -> tuple[list[str], list[str]]:
        """(documents that have to go out, documents that have to come in) for the wanted digests; a changed one is
        in both."""
        out = [name for name, entry in self.entries.items() if entry.digest != wanted.get(name)]
        same = self.entries.keys() - set(out)
        return out, [name for name in wanted if name not in same]


def digest_of(records: Sequence[PassageRecord]) -> str:
    """Of all that is embedded of one document's passages."""
    digest = hashlib.blake2b(digest_size=8)
    for record in records:
        digest.update(f"{record.id}\0{record.title}\0{record.text}\0".encode())
    return digest.hexdigest()


@contextmanager
def alone(folder: Path, patience: float) -> Iterator[bool]:
    """Whether this process alone may write to the folder now; waits so many seconds where another one does.

    The lock falls with the process. Raises OSError where nothing may be written there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as file:
        until = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    yield False
                    return
                time.sleep(0.05)
            else:
                yield True
                return
