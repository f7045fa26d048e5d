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
import json
import os
import shutil
import time
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Literal

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode, Quad

from kg import corrections, ids
from kg import vocabulary as v
from kg.entities import Entities, overrides_digest, resolve_entities
from kg.errors import GonghuiError, InputError, WorkspaceError
from kg.mentions import collect
from kg.model import Document
from kg.rdf import Mapped, Triple, map_document
from kg.resolution import Overrides
from kg.resolution.overrides import FILE_NAME, load
from kg.store import Store
from kg.stores.memory import MemoryStore
from kg.stores.oxigraph import OxigraphStore
from kg.validate import shapes

FORMAT: Final = 1
_PATIENCE: Final = 2.0
"""Seconds to wait for another writer: a reader that publishes after a kill needs a fraction of one."""

Outcome = Literal["ingested", "unchanged", "replaced"]


@dataclass(frozen=True, slots=True)
class Source:
    """One ingested file: the path it was read under, its digest, and the IRIs of its documents."""

    path: str
    digest: str
    documents: tuple[str, ...]


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
        _prepare(root)
        overrides = load(root / FILE_NAME)
        store = _patiently(root / "graph")
        (root / "writing").touch()
        return cls(store, root, overrides=overrides)

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Workspace:
        """Opens the last published state for reading, also while another process writes.

        Raises WorkspaceError when there is no workspace.
        """
        root = Path(path)
        _check(root)
        if (root / "writing").exists():
            with contextlib.suppress(GonghuiError, OSError):
                _publish_after_kill(root)
        name, store = _open_snapshot(root)
        overrides = load(root / FILE_NAME)
        reader = cls(store, root, writable=False, overrides=overrides, _snapshot=name)
        if corrections.settled(store, overrides.relinks):
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
        if self.writable or self.path is None or _current(self.path) == self._snapshot:
            return False
        old = self.store
        self._snapshot, self.store = _open_snapshot(self.path)
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
        folder = self.path / "snapshots"
        folder.mkdir(exist_ok=True)
        before = _current(self.path)
        if before.split("-")[0] == str(self.store.generation()) and (folder / before).is_dir():
            return
        name = f"{self.store.generation()}-{uuid.uuid4().hex[:8]}"
        self.store.snapshot(folder / name)
        _replace(folder / "current", name)
        for old in folder.iterdir():
            if old.is_dir() and old.name not in (name, before):
                shutil.rmtree(old, ignore_errors=True)

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
        if self.path is not None and (found := load(self.path / FILE_NAME)) != self.overrides:
            self.overrides, self._entities = found, None
        before = self.store.generation()
        self._write((), ())
        return self.store.generation() != before

    # --- documents in and out ----------------------------------------------------------------------

    def put(self, document: Document, file_digest: str = "") -> str:
        """Puts one document in, replacing the one that had this place in its source file; returns its id."""
        mapped = _mapped(document)
        kept = [iri for iri in self._held(document.source_file) if self._index(iri) != document.index]
        self._store_file(document.source_file, file_digest, [mapped], kept)
        return ids.short(mapped.iri)

    def put_file(self, source_path: str, file_digest: str, documents: Iterable[Document]) -> Outcome:
        """Puts all documents of one file in and takes the ones it held before out, in one transaction.

        Raises InputError, naming the file and the reason, when a document does not have the shape that the
        ontology asks for; then nothing of the file is stored.
        """
        return self._store_file(source_path, file_digest, [_mapped(d) for d in documents], [])

    def remove(self, path_or_id: str) -> int:
        """Takes a file's documents, a folder's, or one document by id out; returns how many documents went.

        A document that another file holds too stays until that one goes.
        """
        if wanted := self._sources_at(path_or_id):
            return self._take_out(wanted)
        iri = ids.expand(path_or_id)
        if not self._exists(iri):
            return 0
        drop, quads = [iri], []
        for source in self.sources():
            if iri in source.documents:
                drop.append(ids.source_iri(source.path))
                rest = [d for d in source.documents if d != iri]
                if rest:  # without its digest: reading the file again brings the document back
                    quads += _record(source.path, "", rest)
                drop += _archive_records(source.path)
        self._write(drop, quads)
        return 1

    def remove_sources(self, paths: Iterable[str]) -> int:
        """Takes exactly these files out, by the paths they were read under; returns how many documents went with them."""
        wanted = set(paths)
        return self._take_out([s for s in self.sources() if s.path in wanted]) if wanted else 0

    def holds(self, path_or_id: str) -> bool:
        """Whether `remove` would find something: a file, a folder of files, or a document."""
        return bool(self._sources_at(path_or_id)) or self._exists(ids.expand(path_or_id))

    def paths_below(self, path: str) -> list[str]:
        """The files read under `path` (a folder, or an archive), sorted."""
        inside = " || ".join(
            f"STRSTARTS(?p, {RdfLiteral(path.rstrip(chr(47)) + mark)})"
            for mark in dict.fromkeys((os.sep, "!/"))
        )
        rows = self.store.select(
            f"{v.PROLOGUE} SELECT ?p WHERE {{ GRAPH ?g {{ ?g a gh:Source ; gh:path ?p . FILTER({inside}) }} }}"
        )
        return sorted(row["p"].value for row in rows)

    def adopt(self, source_path: str, file_digest: str) -> Source | None:
        """A file that is here already under another path, by its bytes and its name (moved, copied): its documents
        are this one's too, and nothing is read. Returns that other file; None where there is none."""
        if not file_digest:
            return None
        rows = self.store.select(
            f"{v.PROLOGUE} SELECT ?p ?d WHERE {{ GRAPH ?g {{ ?g gh:fileDigest {RdfLiteral(file_digest)} ; "
            "gh:path ?p ; gh:holds ?d } }"
        )
        found: dict[str, list[str]] = {}
        for row in rows:
            found.setdefault(row["p"].value, []).append(row["d"].value)
        name = ids.file_name(source_path)
        other = min((p for p in found if p != source_path and ids.file_name(p) == name), default=None)
        if other is None or self._held(source_path):
            return None
        drop = [ids.source_iri(source_path)] if self.known(source_path) is not None else []
        same = Source(other, file_digest, tuple(sorted(found[other])))
        self.store.write(drop, _record(source_path, file_digest, same.documents))
        return same

    def known(self, source_path: str) -> str | None:
        """The digest that a file had when it was read; None for a file that is not here."""
        graph = ids.source_iri(source_path)
        rows = self.store.select(
            f"{v.PROLOGUE} SELECT ?d WHERE {{ GRAPH <{graph}> {{ ?s gh:fileDigest ?d }} }}"
        )
        return next((row["d"].value for row in rows), None)

    def sources(self) -> list[Source]:
        """Every ingested file, by path."""
        found: dict[str, tuple[str, list[str]]] = {}
        for row in self.store.select(
            f"{v.PROLOGUE} SELECT ?path ?digest ?doc WHERE {{ GRAPH ?g {{ ?g a gh:Source ; gh:path ?path ; "
            "gh:fileDigest ?digest . OPTIONAL { ?g gh:holds ?doc } } }"
        ):
            held = found.setdefault(row["path"].value, (row["digest"].value, []))[1]
            if row["doc"] is not None:
                held.append(row["doc"].value)
        return [Source(path, digest, tuple(sorted(held))) for path, (digest, held) in sorted(found.items())]

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
        unmet = corrections.problems(self.store, self.overrides.relinks)
        found = resolve_entities(self.store.generation(), collect(self.store), self.overrides, unmet)
        self._entities = found
        if file := self.derived("entities.json"):
            with contextlib.suppress(OSError):  # a read-only folder: it is made again next time
                _replace(file, found.to_json())
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
        file = self.derived("entities.json")
        if file is None or not file.exists():
            return None
        try:
            found = Entities.from_json(file.read_text(encoding="utf-8"))
        except (ValueError, KeyError, TypeError, OSError):
            return None
        same = found.generation == generation and found.overrides == overrides_digest(self.overrides)
        return found if same else None

    # --- inside ------------------------------------------------------------------------------------

    def _store_file(
        self, path: str, file_digest: str, mapped: Sequence[Mapped], kept: Sequence[str]
    ) -> Outcome:
        before = self._held(path)
        seen = self.known(path) is not None
        now = {m.iri for m in mapped} | set(kept)
        drop = self._only_held_by([path], [iri for iri in before if iri not in now])
        quads: list[Quad] = []
        fresh: dict[str, Collection[Triple]] = {}
        changed = bool(drop)
        for one in mapped:
            old = corrections.as_read(corrections.triples_of(self.store.graph(one.iri)))
            if old and old == set(one.triples):
                continue
            changed = changed or bool(old)
            fresh[one.iri] = one.triples
        record = _record(path, file_digest, sorted(now))
        if set(self.store.graph(ids.source_iri(path))) != set(record):
            quads += record
            drop += [ids.source_iri(path)] if seen else []
        if not drop and not quads and not fresh:
            return "unchanged"
        self._write(drop, quads, fresh)
        return "replaced" if seen and (changed or set(before) != now) else "unchanged" if seen else "ingested"

    def _write(
        self,
        drop: Collection[str],
        quads: Sequence[Quad],
        fresh: Mapping[str, Collection[Triple]] | None = None,
    ) -> None:
        """One transaction: graphs out, quads in, `fresh` documents' graphs (as read) in, and what decisions by hand then
        say of these and of other documents."""
        settled = corrections.settled(self.store, self.overrides.relinks, drop, fresh)
        more = [quad for graph in settled.values() for quad in graph]
        self.store.write([*drop, *settled], [*quads, *more])

    def _take_out(self, wanted: Sequence[Source]) -> int:
        gone = self._only_held_by([s.path for s in wanted], [d for s in wanted for d in s.documents])
        records = {ids.source_iri(s.path) for s in wanted}
        above = {iri for s in wanted for iri in _archive_records(s.path)}
        self._write([*gone, *sorted(records | above)], [])
        return len(gone)

    def _held(self, path: str) -> list[str]:
        graph = ids.source_iri(path)
        rows = self.store.select(f"{v.PROLOGUE} SELECT ?d WHERE {{ GRAPH <{graph}> {{ ?s gh:holds ?d }} }}")
        return sorted(row["d"].value for row in rows)

    def _index(self, iri: str) -> int:
        rows = self.store.select(
            f"{v.PROLOGUE} SELECT ?n WHERE {{ GRAPH <{iri}> {{ <{iri}> gh:index ?n }} }}"
        )
        return next((int(row["n"].value) for row in rows), 0)

    def _exists(self, iri: str) -> bool:
        return iri.startswith(f"{ids.PREFIX}doc:") and iri in set(self.documents())

    def _only_held_by(self, paths: Sequence[str], documents: Sequence[str]) -> list[str]:
        """Those of the documents that no other file holds."""
        if not documents:
            return []
        own = {ids.source_iri(path) for path in paths}
        wanted = " ".join(f"<{iri}>" for iri in set(documents))
        rows = self.store.select(
            f"{v.PROLOGUE} SELECT ?g ?d WHERE {{ VALUES ?d {{ {wanted} }} GRAPH ?g {{ ?g gh:holds ?d }} }}"
        )
        elsewhere = {row["d"].value for row in rows if row["g"].value not in own}
        return sorted(set(documents) - elsewhere)

    def _sources_at(self, path: str) -> list[Source]:
        """The files meant by a path: that file, the files of that folder or archive, or the one file of that name."""
        sources = self.sources()
        forms = {path, str(Path(path).absolute()), os.path.realpath(path)}
        folders = tuple(form.rstrip("/\\") + mark for form in forms for mark in (os.sep, "!/"))
        if any(s.path in forms for s in sources):  # an archive goes with what is in it
            return [s for s in sources if s.path in forms or s.path.startswith(folders)]
        inside = [s for s in sources if s.path.startswith(folders)]
        if inside:
            return inside
        named = [s for s in sources if ids.file_name(s.path) == path]
        return named if len(named) == 1 else []


def _mapped(document: Document) -> Mapped:
    try:
        mapped = map_document(document)
    except ValueError as problem:
        raise InputError(f"文本不能写入图：{problem}", document.source_file) from problem
    problems = shapes().check(mapped.triples)
    if problems:
        shown = "；".join(str(p) for p in problems[:3])
        raise InputError(f"抽取结果不合规（{len(problems)} 处）：{shown}", document.source_file)
    return mapped


def _archive_records(path: str) -> list[str]:
    """The records of the archives that a file lies in: without them the archive is read again, and the file comes back.

    `a.zip!/b.zip!/x.docx` lies in two. A name with `!/` in a folder's name costs a record that is not there.
    """
    parts = path.split("!/")
    return [ids.source_iri("!/".join(parts[:k])) for k in range(1, len(parts))]


def _record(path: str, file_digest: str, documents: Iterable[str]) -> list[Quad]:
    """The graph that says what one file holds."""
    me = NamedNode(ids.source_iri(path))
    return [
        Quad(me, v.TYPE, v.SOURCE, me),
        Quad(me, v.PATH, RdfLiteral(path), me),
        Quad(me, v.FILE_DIGEST, RdfLiteral(file_digest), me),
        *(Quad(me, v.HOLDS, NamedNode(iri), me) for iri in documents),
    ]


# --- the folder --------------------------------------------------------------------------------------


def _prepare(root: Path) -> None:
    try:
        root.mkdir(parents=True, exist_ok=True)
        version = root / "version.json"
        if not version.exists():
            if any(not entry.name.startswith("version.json") for entry in root.iterdir()):
                raise WorkspaceError(f"文件夹 {root} 不是工作区，也不是空的，请另选一处")
            _replace(version, json.dumps({"gonghui": FORMAT}))
    except OSError as problem:
        raise WorkspaceError(f"无法建立工作区 {root}：{problem.strerror or problem}") from problem
    _check(root)


def _check(root: Path) -> None:
    try:
        found = json.loads((root / "version.json").read_text(encoding="utf-8"))["gonghui"]
    except FileNotFoundError:
        raise WorkspaceError(f"{root} 还没有工作区，请先用 gonghui ingest 读入文件") from None
    except (ValueError, KeyError, TypeError, OSError) as problem:
        raise WorkspaceError(f"工作区 {root} 的版本文件无法识别") from problem
    if found != FORMAT:
        raise WorkspaceError(f"工作区 {root} 的格式是 {found}，本程序用的是 {FORMAT}，请重新读入文件")


def _patiently(graph: Path) -> OxigraphStore:
    """The live store; waits a moment where another process has it."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return OxigraphStore(graph)
        except WorkspaceError:
            if time.monotonic() >= until or not graph.exists():
                raise
            time.sleep(0.05)


def _publish_after_kill(root: Path) -> None:
    """A writer is at work (then its lock stops us), or was killed (then what it committed is published)."""
    workspace = Workspace(OxigraphStore(root / "graph"), root)
    workspace.close()


def _open_snapshot(root: Path) -> tuple[str, Store]:
    """The newest snapshot; an empty store where nothing was ever published."""
    for attempt in range(5):
        name = _current(root)
        if not name:
            return "", MemoryStore()
        try:
            return name, OxigraphStore.read_only(root / "snapshots" / name)
        except WorkspaceError:  # it may have been replaced in this instant
            if attempt == 4 or (_current(root) == name and attempt):
                raise
            time.sleep(0.01)
    raise AssertionError("unreachable")


def _current(root: Path) -> str:
    try:
        return (root / "snapshots" / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def _replace(file: Path, content: str) -> None:
    """Writes a file whole or not at all."""
    draft = file.with_name(f"{file.name}.{uuid.uuid4().hex[:8]}.tmp")
    draft.write_text(content, encoding="utf-8")
    os.replace(draft, file)
