"""Where do the documents of one user live, and how do they go in and out (工作区)?

    DIR/version.json     the format of this folder
    DIR/graph/           the store: the only truth, open for writing by one process at a time
    DIR/snapshots/       frozen copies (hard links) for readers; `current` names the newest
    DIR/writing          there while a writer is at work, or was killed
    DIR/derived/         what can be made again: resolution, indexes
    DIR/overrides.toml   what the owner decided by hand: who is who, and whom a fact means

Readers never open the live store: another process writing to it would be undefined behaviour in the engine.
A writer publishes a snapshot when it is done, so reading never waits for writing nor writing for reading;
after a writer was killed the next reader publishes what it had committed, which is whole documents only.
What overrides.toml says of facts is in the graph with every write; after an edit by hand, with the next opening.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from kg import ids
from kg import vocabulary as v
from kg.errors import GonghuiError, InputError
from kg.resolution.overrides import FILE_NAME, Overrides, load
from kg.store import Store
from kg.stores.memory import MemoryStore
from kg.stores.oxigraph import OxigraphStore
from kg.whole_files import write_whole
from kg.workspace.folder import check, current, open_live, open_snapshot, prepare, publish_snapshot
from kg.workspace.sources import (
    Source,
    all_sources,
    digest_of,
    files_below,
    held_by,
    record,
    same_file,
    sources_at,
)

# A process that only reads imports none of what writing needs: it is half of the time in which it could answer.
if TYPE_CHECKING:
    from kg.entities import Entities
    from kg.model import Document
    from kg.workspace.writing import Outcome


@dataclass(slots=True)
class Workspace:
    """The documents of one user. Open one with `open` (to write), `read`, or `in_memory`."""

    store: Store
    path: Path | None = None
    writable: bool = True
    overrides: Overrides = field(default_factory=Overrides)
    _entities: Entities | None = None
    _snapshot: str = ""

    # --- opening -----------------------------------------------------------------------------------

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Workspace:
        """Opens a workspace for writing, and makes it where it is missing.

        Raises WorkspaceError when the folder is no workspace, of another version, or in the hands of
        another writer.
        """
        root = Path(path)
        prepare(root)
        overrides = load(root / FILE_NAME)
        store = open_live(root / "graph")
        (root / "writing").touch()
        return cls(store, root, overrides=overrides)

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Workspace:
        """Opens the last published state for reading, also while another process writes.

        Raises WorkspaceError when there is no workspace.
        """
        root = Path(path)
        check(root)
        if (root / "writing").exists():
            with contextlib.suppress(GonghuiError, OSError):
                _publish_after_kill(root)
        name, store = open_snapshot(root)
        overrides = load(root / FILE_NAME)
        reader = cls(store, root, writable=False, overrides=overrides, _snapshot=name)
        if _unsettled(store, overrides):
            with contextlib.suppress(GonghuiError, OSError):  # another is writing: it does it when it is done
                _publish_after_kill(root)
                reader.refresh()
        return reader

    @classmethod
    def in_memory(cls) -> Workspace:
        """A workspace without a folder."""
        return cls(MemoryStore())

    def refresh(self) -> bool:
        """A reader moves on to the newest published state; says whether there was one. Nothing for a
        writer.
        """
        if self.writable or self.path is None or current(self.path) == self._snapshot:
            return False
        old = self.store
        self._snapshot, self.store = open_snapshot(self.path)
        old.close()
        return True

    def publish(self) -> None:
        """Shows readers the present state. `close` does it too; a long-lived writer calls it after each
        job.
        """
        if self.path is None or not self.writable or not isinstance(self.store, OxigraphStore):
            return
        with contextlib.suppress(InputError):  # a file that cannot be read now decides nothing new
            self.settle()
        publish_snapshot(self.path, self.store)

    def close(self) -> None:
        """Publishes, and lets go of the files."""
        if self.path is not None and self.writable:
            self.publish()
            (self.path / "writing").unlink(missing_ok=True)
        self.store.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def settle(self) -> bool:
        """Makes the facts say what overrides.toml says now, in one transaction; says whether any had to change.

        Raises InputError for a file that cannot be read; then nothing changes.
        """
        from kg.workspace import writing

        if self.path is not None and (found := load(self.path / FILE_NAME)) != self.overrides:
            self.overrides, self._entities = found, None
        before = self.store.generation()
        writing.write(self, (), ())
        return self.store.generation() != before

    # --- documents in and out ----------------------------------------------------------------------

    def put(self, document: Document, file_digest: str = "") -> str:
        """Puts one document in, replacing the one that had this place in its source file; returns its id."""
        from kg.workspace import writing

        return writing.put(self, document, file_digest)

    def put_file(self, source_path: str, file_digest: str, documents: Iterable[Document]) -> Outcome:
        """Puts all documents of one file in and takes the ones it held before out, in one transaction.

        Raises InputError, naming the file and the reason, when a document does not have the shape that the
        ontology asks for; then nothing of the file is stored.
        """
        from kg.workspace import writing

        return writing.put_file(self, source_path, file_digest, documents)

    def remove(self, path_or_id: str) -> int:
        """Takes a file's documents, a folder's, or one document by id out; returns how many documents went.

        A document that another file holds too stays until that one goes.
        """
        from kg.workspace import writing

        if wanted := sources_at(self.store, path_or_id):
            return writing.take_out(self, wanted)
        iri = ids.expand(path_or_id)
        if not self._exists(iri):
            return 0
        writing.take_out_document(self, iri)
        return 1

    def remove_sources(self, paths: Iterable[str]) -> int:
        """Takes exactly these files out, by the paths they were read under; returns how many documents went with them."""
        from kg.workspace import writing

        wanted = set(paths)
        return writing.take_out(self, [s for s in self.sources() if s.path in wanted]) if wanted else 0

    def holds(self, path_or_id: str) -> bool:
        """Whether `remove` would find something: a file, a folder of files, or a document."""
        return bool(sources_at(self.store, path_or_id)) or self._exists(ids.expand(path_or_id))

    def paths_below(self, path: str) -> list[str]:
        """The files read under `path` (a folder, or an archive), sorted."""
        return files_below(self.store, path)

    def adopt(self, source_path: str, file_digest: str) -> Source | None:
        """A file that is here already under another path, by its bytes and its name (moved, copied): its documents
        are this one's too, and nothing is read. Returns that other file; None where there is none."""
        other = same_file(self.store, source_path, file_digest) if file_digest else None
        if other is None or held_by(self.store, source_path):
            return None
        drop = [ids.source_iri(source_path)] if self.known(source_path) is not None else []
        self.store.write(drop, record(source_path, file_digest, other.documents))
        return other

    def known(self, source_path: str) -> str | None:
        """The digest that a file had when it was read; None for a file that is not here."""
        return digest_of(self.store, source_path)

    def sources(self) -> list[Source]:
        """Every ingested file, by path."""
        return all_sources(self.store)

    def documents(self) -> list[str]:
        """The IRIs of all documents, sorted."""
        return [iri for iri in self.store.graphs() if iri.startswith(f"{ids.PREFIX}doc:")]

    @property
    def generation(self) -> int:
        return self.store.generation()

    # --- derived data ------------------------------------------------------------------------------

    @property
    def entities(self) -> Entities:
        """Resolution as of the present generation, from memory or file where they are not behind."""
        generation = self.store.generation()
        if self._entities is None or self._entities.generation != generation:
            self._entities = self._read_entities(generation) or self.rebuild_entities()
        return self._entities

    def rebuild_entities(self) -> Entities:
        """Resolves anew, and keeps the result where there is a folder to keep it in."""
        from kg import corrections
        from kg.entities import resolve_entities
        from kg.mentions import collect

        unmet = corrections.problems(self.store, self.overrides.relinks)
        found = resolve_entities(self.store.generation(), collect(self.store), self.overrides, unmet)
        self._entities = found
        if file := self.derived("entities.json"):
            with contextlib.suppress(OSError):  # a read-only folder: it is made again next time
                write_whole(file, found.to_json())
        return found

    def derived(self, name: str) -> Path | None:
        """Where a derived file or folder lives; None in memory."""
        if self.path is None:
            return None
        folder = self.path / "derived"
        with contextlib.suppress(OSError):
            folder.mkdir(exist_ok=True)
        return folder / name

    def _read_entities(self, generation: int) -> Entities | None:
        from kg.entities import Entities, overrides_digest

        file = self.derived("entities.json")
        if file is None or not file.exists():
            return None
        try:
            found = Entities.from_json(file.read_text(encoding="utf-8"))
        except (ValueError, KeyError, TypeError, OSError):
            return None
        same = found.generation == generation and found.overrides == overrides_digest(self.overrides)
        return found if same else None

    def _exists(self, iri: str) -> bool:
        return iri.startswith(f"{ids.PREFIX}doc:") and iri in set(self.documents())


def _unsettled(store: Store, overrides: Overrides) -> bool:
    """Whether the facts do not say what was decided by hand."""
    corrected = f"{v.PROLOGUE} SELECT ?c WHERE {{ GRAPH ?g {{ ?c a gh:Correction }} }} LIMIT 1"
    if not overrides.relinks and not any(store.select(corrected)):
        return False
    from kg import corrections

    return bool(corrections.settled(store, overrides.relinks))


def _publish_after_kill(root: Path) -> None:
    """A writer is at work (then its lock stops us), or was killed (then what it committed is published)."""
    workspace = Workspace(OxigraphStore(root / "graph"), root)
    workspace.close()
