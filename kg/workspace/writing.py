"""How do documents go into a workspace and out of it, in one transaction each (写入与移出)?

Only this imports what writing needs; `kg.workspace.workspace` imports it when it writes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from pyoxigraph import Quad

from kg import corrections, ids
from kg import vocabulary as v
from kg.errors import InputError
from kg.model import Document
from kg.rdf import Mapped, map_document
from kg.store import Store
from kg.triples import Triple, triples_of
from kg.validate import shapes
from kg.workspace.sources import (
    Source,
    all_sources,
    archive_records,
    digest_of,
    held_by,
    only_held_by,
    record,
)

if TYPE_CHECKING:
    from kg.workspace.workspace import Workspace

Outcome = Literal["ingested", "unchanged", "replaced"]


def put(workspace: Workspace, document: Document, file_digest: str) -> str:
    """As `Workspace.put`."""
    mapped = _mapped(document)
    store, path = workspace.store, document.source_file
    kept = [iri for iri in held_by(store, path) if _index(store, iri) != document.index]
    _store_file(workspace, path, file_digest, [mapped], kept)
    return ids.short(mapped.iri)


def put_file(
    workspace: Workspace, source_path: str, file_digest: str, documents: Iterable[Document]
) -> Outcome:
    """As `Workspace.put_file`."""
    return _store_file(workspace, source_path, file_digest, [_mapped(d) for d in documents], [])


def take_out(workspace: Workspace, wanted: Sequence[Source]) -> int:
    """Takes these files out; returns how many documents went with them."""
    gone = only_held_by(workspace.store, [s.path for s in wanted], [d for s in wanted for d in s.documents])
    records = {ids.source_iri(s.path) for s in wanted}
    above = {iri for s in wanted for iri in archive_records(s.path)}
    write(workspace, [*gone, *sorted(records | above)], [])
    return len(gone)


def take_out_document(workspace: Workspace, iri: str) -> None:
    """Takes one document out of all files that hold it."""
    drop: list[str] = [iri]
    quads: list[Quad] = []
    for source in all_sources(workspace.store):
        if iri in source.documents:
            drop.append(ids.source_iri(source.path))
            rest = [d for d in source.documents if d != iri]
            if rest:  # without its digest: reading the file again brings the document back
                quads += record(source.path, "", rest)
            drop += archive_records(source.path)
    write(workspace, drop, quads)


def write(
    workspace: Workspace,
    drop: Collection[str],
    quads: Sequence[Quad],
    fresh: Mapping[str, Collection[Triple]] | None = None,
) -> None:
    """One transaction: graphs out, quads in, `fresh` documents' graphs (as read) in, and what decisions by hand then
    say of these and of other documents."""
    settled = corrections.settled(workspace.store, workspace.overrides.relinks, drop, fresh)
    more = [quad for graph in settled.values() for quad in graph]
    workspace.store.write([*drop, *settled], [*quads, *more])


def _store_file(
    workspace: Workspace, path: str, file_digest: str, mapped: Sequence[Mapped], kept: Sequence[str]
) -> Outcome:
    store = workspace.store
    before = held_by(store, path)
    seen = digest_of(store, path) is not None
    now = {m.iri for m in mapped} | set(kept)
    drop = only_held_by(store, [path], [iri for iri in before if iri not in now])
    quads: list[Quad] = []
    fresh: dict[str, Collection[Triple]] = {}
    changed = bool(drop)
    for one in mapped:
        old = corrections.as_read(triples_of(store.graph(one.iri)))
        if old and old == set(one.triples):
            continue
        changed = changed or bool(old)
        fresh[one.iri] = one.triples
    said = record(path, file_digest, sorted(now))
    if set(store.graph(ids.source_iri(path))) != set(said):
        quads += said
        drop += [ids.source_iri(path)] if seen else []
    if not drop and not quads and not fresh:
        return "unchanged"
    write(workspace, drop, quads, fresh)
    return "replaced" if seen and (changed or set(before) != now) else "unchanged" if seen else "ingested"


def _mapped(document: Document) -> Mapped:
    """The document's graph. Raises InputError where it has not the shape that the ontology asks for."""
    try:
        mapped = map_document(document)
    except ValueError as problem:
        raise InputError(f"文本不能写入图：{problem}", document.source_file) from problem
    problems = shapes().check(mapped.triples)
    if problems:
        shown = "；".join(str(p) for p in problems[:3])
        raise InputError(f"抽取结果不合规（{len(problems)} 处）：{shown}", document.source_file)
    return mapped


def _index(store: Store, iri: str) -> int:
    """The place that a document had in its file."""
    rows = store.select(f"{v.PROLOGUE} SELECT ?n WHERE {{ GRAPH <{iri}> {{ <{iri}> gh:index ?n }} }}")
    return next((int(row["n"].value) for row in rows), 0)
