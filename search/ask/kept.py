"""What is made once a generation for answering and kept beside the indexes (问答的留存)?

    DIR/derived/ask/<generation>-<digest>/<name>.json, .npy, .jsonl     one table each, written when it is first asked for

A fresh process reads a table instead of asking the graph for it anew. Derived data: remade for another generation, other
decisions by hand, or another form of the tables.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import os
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias, overload

from kg.entities import overrides_digest
from kg.workspace import Workspace

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Kept", "Lines", "Numbers"]

Numbers: TypeAlias = "np.ndarray[tuple[int, ...], np.dtype[np.uint32]]"

FORMAT: Final = 3
"""Counted up when a table takes another form."""
_DIGEST: Final = 12
_scan: Final[Any] = json.JSONDecoder().scan_once  # type: ignore[attr-defined]  # not in its stubs
"""What `json.loads` does once it knows the encoding and that no space stands before: a third of its time."""


class Kept:
    """The tables of one workspace in its present generation; in memory they are held by who asks for them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def table(self, name: str, make: Callable[[], Any]) -> Any:
        """What `make` gives, as JSON has it (lists for tuples), read back where it was made before."""
        place = self._folder()
        file = place / f"{name}.json" if place else None
        if file is not None and file.exists():
            with contextlib.suppress(ValueError, OSError):  # cut short, or just removed: made again
                return json.loads(file.read_bytes())
        made = json.dumps(make(), ensure_ascii=False, separators=(",", ":"))
        if file is not None:
            with contextlib.suppress(OSError), _replacing(file) as draft:  # read-only: made again next time
                draft.write_text(made, encoding="utf-8")
        return json.loads(made)

    def array(self, name: str, make: Callable[[], Numbers]) -> Numbers:
        """The same for an array of numbers, which is not read but mapped."""
        import numpy as np

        place = self._folder()
        file = place / f"{name}.npy" if place else None
        if file is not None and file.exists():
            with contextlib.suppress(ValueError, OSError, EOFError):
                found: Numbers = np.load(file, mmap_mode="r", allow_pickle=False)
                return found
        made = make()
        if file is not None:
            with contextlib.suppress(OSError), _replacing(file) as draft, draft.open("wb") as out:
                np.save(out, made, allow_pickle=False)
        return made

    def lines(self, name: str, make: Callable[[], Iterable[Any]]) -> Lines:
        """The same for a list of which single items are looked at: each is read when it is asked for."""
        import numpy as np

        place = self._folder()
        file = place / f"{name}.jsonl" if place else None
        written = b""

        def starts() -> Numbers:
            nonlocal written
            rows = [json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() for row in make()]
            written = b"\n".join(rows)
            if file is not None:
                with contextlib.suppress(OSError), _replacing(file) as draft:
                    draft.write_bytes(written)
            return np.cumsum([0, *(len(row) + 1 for row in rows)], dtype=np.uint32)

        offsets = self.array(f"{name}-lines", starts)
        if not written and file is not None:
            with contextlib.suppress(OSError, ValueError), file.open("rb") as opened:
                found = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
                if len(found) == int(offsets[-1]) - 1:
                    return Lines(found, offsets)
        if not written:
            offsets = starts()
        return Lines(written, offsets)

    def _folder(self) -> Path | None:
        root = self._workspace.derived("ask")
        if root is None:
            return None
        digest = overrides_digest(self._workspace.overrides)[:_DIGEST]
        return root / f"{self._workspace.generation}-{digest}-{FORMAT}"


class Lines(Sequence[Any]):
    """Values as JSON has them, one a line."""

    def __init__(self, written: bytes | mmap.mmap, starts: Numbers) -> None:
        self._written, self._starts = written, starts

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> list[Any]: ...
    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        if not 0 <= at < len(self):
            raise IndexError(at)
        return _scan(self._written[int(self._starts[at]) : int(self._starts[at + 1]) - 1].decode(), 0)[0]


@contextmanager
def _replacing(file: Path) -> Iterator[Path]:
    """A draft that becomes the file when the block ends well."""
    if not file.parent.is_dir():
        _clear(file.parent)
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{uuid.uuid4().hex[:8]}")
    try:
        yield draft
        os.replace(draft, file)
    finally:
        draft.unlink(missing_ok=True)


def _clear(present: Path) -> None:
    """Removes the tables of earlier generations."""
    if not present.parent.is_dir():
        return
    for other in present.parent.iterdir():
        generation = other.name.split("-")[0]
        if other != present and generation.isdigit() and int(generation) <= int(present.name.split("-")[0]):
            shutil.rmtree(other, ignore_errors=True)
