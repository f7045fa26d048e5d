"""Where are documents' facts kept so that reading some costs no query (事实留存)? In one SQLite file, derived from the graph.

    DIR/derived/facts.db     meta: of which state it is · papers: which documents, and by which fingerprint · rows: their lines

A row is found by its document and name, at the same cost among few and many. Between two states only the documents that
changed are exchanged. A reader of another state than the file's finds nothing in it, and asks the graph.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

__all__ = ["Lines", "Shelf", "restock"]

Lines = Mapping[str, Any]
"""What is kept of one document: name → value, as JSON has it."""

_LAYOUT: Final = """
    CREATE TABLE IF NOT EXISTS meta (state TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS papers (document TEXT PRIMARY KEY, fingerprint TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS rows (document TEXT NOT NULL, name TEXT NOT NULL, line BLOB NOT NULL);
    CREATE UNIQUE INDEX IF NOT EXISTS row_names ON rows (document, name);
"""
_ONE: Final = (
    "SELECT (SELECT line FROM rows WHERE document = :document AND name = :name) FROM papers "
    "WHERE document = :document AND :state = (SELECT state FROM meta)"
)
_SOME: Final = (
    "SELECT name, line FROM rows WHERE document = :document AND name >= :first AND name < :last "
    "AND :state = (SELECT state FROM meta) ORDER BY name"
)
_BATCH: Final = 200
"""Documents of one transaction: what a killed process had done is not done again."""
_PATIENCE: Final = 0.2
"""Seconds that a reader waits for a writer's transaction to end before it asks the graph."""
_MAPPED: Final = 1 << 30


class Shelf:
    """The kept lines of one state of a workspace, for reading from any thread."""

    def __init__(self, file: Path, state: str) -> None:
        """Raises OSError where there is no file, or none of this kind."""
        self._state = state
        try:
            self._rows = sqlite3.connect(
                f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE, check_same_thread=False
            )
            self._rows.execute(f"PRAGMA mmap_size = {_MAPPED}")
            self._rows.execute("SELECT state FROM meta")
        except sqlite3.Error as problem:
            raise OSError(str(problem)) from problem

    def holds(self, document: str) -> bool:
        return self.line(document, "") is not None

    def line(self, document: str, name: str) -> list[Any] | None:
        """[value] of a row, [] where its document is kept and has no such row; None where the document is not kept."""
        try:
            found = self._rows.execute(
                _ONE, {"document": document, "name": name, "state": self._state}
            ).fetchone()
        except sqlite3.Error:  # a writer is at work, or the file is damaged
            return None
        if found is None:
            return None
        return [] if found[0] is None else [_read(found[0])]

    def lines(self, document: str, prefix: str) -> dict[str, Any]:
        """The rows of a document whose names begin so, by name."""
        wanted = {"document": document, "first": prefix, "last": f"{prefix}\U0010ffff", "state": self._state}
        with contextlib.suppress(sqlite3.Error):
            return {name: _read(line) for name, line in self._rows.execute(_SOME, wanted)}
        return {}


def restock(file: Path, state: str, fingerprints: Mapping[str, str], lines_of: Callable[[str], Lines]) -> int:
    """Brings the file to a state: documents (id → fingerprint) that came or changed are read by `lines_of`, those that went go.

    Returns how many were read. A file that is damaged or of another kind is made anew. Raises OSError where none can be
    written.
    """
    try:
        return _exchange(file, state, fingerprints, lines_of)
    except sqlite3.DatabaseError as problem:
        if isinstance(problem, sqlite3.OperationalError):  # locked, read-only, full
            raise OSError(str(problem)) from problem
        file.unlink(missing_ok=True)
    try:
        return _exchange(file, state, fingerprints, lines_of)
    except sqlite3.Error as problem:
        raise OSError(str(problem)) from problem


def _exchange(
    file: Path, state: str, fingerprints: Mapping[str, str], lines_of: Callable[[str], Lines]
) -> int:
    with contextlib.closing(sqlite3.connect(file)) as rows:
        rows.executescript(_LAYOUT)
        if rows.execute("SELECT state FROM meta").fetchall() == [(state,)]:
            return 0
        held = dict(rows.execute("SELECT document, fingerprint FROM papers"))
        gone = [one for one, fingerprint in held.items() if fingerprints.get(one) != fingerprint]
        come = [one for one, fingerprint in fingerprints.items() if held.get(one) != fingerprint]
        with rows:
            rows.execute("DELETE FROM meta")
            for table in ("rows", "papers"):
                rows.executemany(f"DELETE FROM {table} WHERE document = ?", ((one,) for one in gone))
        for batch in _batches(come):
            with rows:
                for one in batch:
                    kept = ((one, name, _written(value)) for name, value in lines_of(one).items())
                    rows.executemany("INSERT INTO rows VALUES (?, ?, ?)", kept)
                    rows.execute("INSERT INTO papers VALUES (?, ?)", (one, fingerprints[one]))
        with rows:
            rows.execute("INSERT INTO meta VALUES (?)", (state,))
        return len(come)


def _batches(some: list[str]) -> Iterator[list[str]]:
    for at in range(0, len(some), _BATCH):
        yield some[at : at + _BATCH]


def _written(value: Any) -> bytes:
    return zlib.compress(
        json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"), 1
    )


def _read(line: bytes) -> Any:
    return json.loads(zlib.decompress(line).decode("utf-8", "surrogatepass"))
