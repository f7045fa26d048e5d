"""What does every kind of archive say of itself (压缩包的目录), and what comes out of it?"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from kg.errors import UnreadableFile

#: A folder of a city's papers has some thousands at most.
MOST_MEMBERS = 10_000
#: All that one archive may unpack to, the archives inside it included.
MOST_BYTES = 2 * 1024**3
#: Text and formatted empty rows are squeezed 200 times at most; deflate cannot go beyond 1032.
MOST_RATIO, RATIO_FROM = 400, 16 * 1024**2
#: An archive in an archive is read, one in that is not.
MOST_DEPTH = 2
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an archive's directory. `name` is decoded; `own` is what the archive's library calls it.

    `size` and `packed` in bytes, as the directory says: not to be trusted.
    """

    name: str
    own: Any
    size: int = 0
    packed: int | None = None
    encrypted: bool = False
    link: bool = False


class Archive(ABC):
    """An open archive. Use as a context manager. Opening and reading raise UnreadableFile, in Chinese."""

    @abstractmethod
    def entries(self) -> Sequence[Entry]:
        """The files in it, folders left out, in its own order."""

    @abstractmethod
    def extract(self, wanted: Mapping[Entry, Path], budget: Budget) -> Iterator[tuple[Entry, str | None]]:
        """Writes each wanted file to its path, and yields it with what went wrong (None: nothing)."""

    @abstractmethod
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive. `name` is its path in it (inner archives joined by `!/`), `digest` the SHA-256 of its
    bytes; `file` where it was unpacked to, None where it was not: then `error` says why."""

    name: str
    file: Path | None = None
    digest: str = ""
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What came out of an archive. `skipped`: the names of files in it of formats that are not read."""

    members: tuple[Member, ...]
    skipped: tuple[str, ...] = ()


@dataclass(slots=True)
class Budget:
    """What may still be unpacked. Raises UnreadableFile when an archive asks for more: a bomb takes no more than this.

    `archive_size`: bytes of the outermost archive, what the ratio is of.
    """

    archive_size: int
    members: int = MOST_MEMBERS
    bytes: int = MOST_BYTES
    spent: int = field(default=0, init=False)

    def count(self, entries: int) -> None:
        self.members -= entries
        if self.members < 0:
            raise UnreadableFile(f"压缩包内文件过多（上限 {MOST_MEMBERS:,} 个），不予读取")

    def spend(self, size: int) -> None:
        self.spent += size
        if self.spent > self.bytes:
            raise UnreadableFile(f"解压后过大（上限 {MOST_BYTES / 1e9:.0f} GB），可能是压缩炸弹，不予读取")
        if self.spent > max(RATIO_FROM, MOST_RATIO * self.archive_size):
            raise UnreadableFile(f"压缩率异常（超过 {MOST_RATIO} 倍），可能是压缩炸弹，不予读取")


def copy(source: IO[bytes], target: Path, budget: Budget) -> None:
    """What `source` holds into a new file, counted as it comes, whatever the directory said."""
    with target.open("xb") as out:
        while piece := source.read(_CHUNK):
            budget.spend(len(piece))
            out.write(piece)


def sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
