"""Which files were read in, under which paths, and which documents do they hold (来源文件)?

Each file has a graph of its own that says so; an archive has one beside those of its members.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from kg import ids
from kg import vocabulary as v
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Source:
    """One ingested file: the path it was read under, its digest, and the IRIs of its documents."""

    path: str
    digest: str
    documents: tuple[str, ...]


def all_sources(store: Store) -> list[Source]:
    """Every ingested file, by path."""
    found: dict[str, tuple[str, list[str]]] = {}
    for row in store.select(
        f"{v.PROLOGUE} SELECT ?path ?digest ?doc WHERE {{ GRAPH ?g {{ ?g a gh:Source ; gh:path ?path ; "
        "gh:fileDigest ?digest . OPTIONAL { ?g gh:holds ?doc } } }"
    ):
        held = found.setdefault(row["path"].value, (row["digest"].value, []))[1]
        if row["doc"] is not None:
            held.append(row["doc"].value)
    return [Source(path, digest, tuple(sorted(held))) for path, (digest, held) in sorted(found.items())]


def sources_at(store: Store, path: str) -> list[Source]:
    """The files meant by a path: that file, the files of that folder or archive, or the one file of that name."""
    sources = all_sources(store)
    forms = {path, str(Path(path).absolute()), os.path.realpath(path)}
    folders = tuple(form.rstrip("/\\") + mark for form in forms for mark in (os.sep, "!/"))
    if any(s.path in forms for s in sources):  # an archive goes with what is in it
        return [s for s in sources if s.path in forms or s.path.startswith(folders)]
    inside = [s for s in sources if s.path.startswith(folders)]
    if inside:
        return inside
    named = [s for s in sources if ids.file_name(s.path) == path]
    return named if len(named) == 1 else []


def files_below(store: Store, path: str) -> list[str]:
    """The files read under `path` (a folder, or an archive), sorted."""
    inside = " || ".join(
        f"STRSTARTS(?p, {Literal(path.rstrip(chr(47)) + mark)})" for mark in dict.fromkeys((os.sep, "!/"))
    )
    rows = store.select(
        f"{v.PROLOGUE} SELECT ?p WHERE {{ GRAPH ?g {{ ?g a gh:Source ; gh:path ?p . FILTER({inside}) }} }}"
    )
    return sorted(row["p"].value for row in rows)


def digest_of(store: Store, path: str) -> str | None:
    """The digest that a file had when it was read; None for a file that is not here."""
    graph = ids.source_iri(path)
    rows = store.select(f"{v.PROLOGUE} SELECT ?d WHERE {{ GRAPH <{graph}> {{ ?s gh:fileDigest ?d }} }}")
    return next((row["d"].value for row in rows), None)


def held_by(store: Store, path: str) -> list[str]:
    """The IRIs of a file's documents, sorted."""
    graph = ids.source_iri(path)
    rows = store.select(f"{v.PROLOGUE} SELECT ?d WHERE {{ GRAPH <{graph}> {{ ?s gh:holds ?d }} }}")
    return sorted(row["d"].value for row in rows)


def only_held_by(store: Store, paths: Sequence[str], documents: Sequence[str]) -> list[str]:
    """Those of the documents that no other file holds."""
    if not documents:
        return []
    own = {ids.source_iri(path) for path in paths}
    wanted = " ".join(f"<{iri}>" for iri in set(documents))
    rows = store.select(
        f"{v.PROLOGUE} SELECT ?g ?d WHERE {{ VALUES ?d {{ {wanted} }} GRAPH ?g {{ ?g gh:holds ?d }} }}"
    )
    elsewhere = {row["d"].value for row in rows if row["g"].value not in own}
    return sorted(set(documents) - elsewhere)


def same_file(store: Store, path: str, digest: str) -> Source | None:
    """A file of these bytes and this name that was read under another path."""
    rows = store.select(
        f"{v.PROLOGUE} SELECT ?p ?d WHERE {{ GRAPH ?g {{ ?g gh:fileDigest {Literal(digest)} ; "
        "gh:path ?p ; gh:holds ?d } }"
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["p"].value, []).append(row["d"].value)
    name = ids.file_name(path)
    other = min((p for p in found if p != path and ids.file_name(p) == name), default=None)
    return None if other is None else Source(other, digest, tuple(sorted(found[other])))


def archive_records(path: str) -> list[str]:
    """The records of the archives that a file lies in: without them the archive is read again, and the file comes back.

    `a.zip!/b.zip!/x.docx` lies in two. A name with `!/` in a folder's name costs a record that is not there.
    """
    parts = path.split("!/")
    return [ids.source_iri("!/".join(parts[:k])) for k in range(1, len(parts))]


def record(path: str, file_digest: str, documents: Iterable[str]) -> list[Quad]:
    """The graph that says what one file holds."""
    me = NamedNode(ids.source_iri(path))
    return [
        Quad(me, v.TYPE, v.SOURCE, me),
        Quad(me, v.PATH, Literal(path), me),
        Quad(me, v.FILE_DIGEST, Literal(file_digest), me),
        *(Quad(me, v.HOLDS, NamedNode(iri), me) for iri in documents),
    ]
