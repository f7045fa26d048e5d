"""Is the workspace sound (体检)?

Checks what must hold whatever happened to the process: every evidence address leads to words, every graph
has the shape of the ontology, every document is held by a source, and derived data is of this generation.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from kg import corrections, ids
from kg import vocabulary as v
from kg.entities import overrides_digest
from kg.resources import resource
from kg.validate import shapes
from kg.workspace import Workspace

_ADDRESSED: Final = (v.QUOTED_FROM, v.BODY, v.EXTENT)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong. `repairable`: `repair` makes it good without reading any file again."""

    check: str
    where: str
    message: str
    repairable: bool = False


def examine(workspace: Workspace) -> list[Problem]:
    """Every problem found; an empty list is a sound workspace."""
    out: list[Problem] = []
    held = {iri for source in workspace.sources() for iri in source.documents}
    documents = workspace.documents()
    for iri in documents:
        quads = workspace.store.graph(iri)
        out += _evidence(iri, quads)
        out += [
            Problem("shapes", ids.short(iri), str(violation))
            for violation in shapes().check((q.subject, q.predicate, q.object) for q in quads)  # type: ignore[misc]
        ]
        if iri not in held:
            out.append(Problem("orphan", ids.short(iri), "没有来源文件记录的文件", repairable=True))
    for iri in sorted(held - set(documents)):
        out.append(Problem("orphan", ids.short(iri), "来源记录所指的文件不存在", repairable=True))
    out += _strangers(workspace)
    out += _derived(workspace)
    out += [Problem("overrides", "overrides.toml", text) for text in workspace.entities.problems]
    return out


def examine_with_pyshacl(workspace: Workspace, document_id: str) -> list[str]:
    """pySHACL's own report on one document: slow, for those who want the reference implementation's word."""
    import pyshacl
    import rdflib

    quads = workspace.store.graph(ids.expand(document_id))
    data = pyoxigraph.serialize((q.triple for q in quads), format=RdfFormat.N_TRIPLES) or b""
    graph = rdflib.Graph().parse(data=data, format="nt")
    rules = rdflib.Graph().parse(resource("ontology/shapes.ttl"), format="turtle")
    conforms, _, report = pyshacl.validate(graph, shacl_graph=rules, inference="none", advanced=False)
    return [] if conforms else [part.strip() for part in str(report).split("Constraint Violation")[1:]]


def repair(workspace: Workspace) -> list[Problem]:
    """Removes what no source holds, mends source records, remakes derived data; returns what is still
    wrong.
    """
    documents = set(workspace.documents())
    held: set[str] = set()
    for source in workspace.sources():
        here = [iri for iri in source.documents if iri in documents]
        held.update(here)
        if len(here) != len(source.documents):  # its digest goes too: reading the file again mends the rest
            graph = ids.source_iri(source.path)
            me = NamedNode(graph)
            kept = [q for q in workspace.store.graph(graph) if q.predicate not in (v.HOLDS, v.FILE_DIGEST)]
            kept += [Quad(me, v.HOLDS, NamedNode(iri), me) for iri in here]
            workspace.store.write([graph], [*kept, Quad(me, v.FILE_DIGEST, Literal(""), me)])
    strangers = [problem.where for problem in _strangers(workspace)]
    workspace.store.write([*sorted(documents - held), *strangers], [])
    workspace.settle()
    workspace.rebuild_entities()
    _clean_folder(workspace)
    workspace.publish()
    return examine(workspace)


def _evidence(iri: str, quads: Iterable[Quad]) -> list[Problem]:
    """Addresses of one document that do not lead to words of its text."""
    quads = list(quads)
    texts = {
        q.subject.value: q.object.value
        for q in quads
        if q.predicate == v.VALUE and isinstance(q.subject, NamedNode) and isinstance(q.object, Literal)
    }
    out: list[Problem] = []
    for name, whole in texts.items():
        if name != ids.text_iri(ids.text_digest(whole)):
            out.append(Problem("text", ids.short(iri), "规范文本与其摘要不符"))
    version = {
        q.object.value for q in quads if q.predicate == v.TEXT_VERSION and isinstance(q.object, NamedNode)
    }
    for orphan in sorted(set(texts) - version):
        out.append(Problem("text", ids.short(iri), f"没有文件使用的文本 {ids.short(orphan)}"))
    for quad in quads:
        if quad.predicate not in _ADDRESSED or not isinstance(quad.object, NamedNode):
            continue
        place = ids.parse_address(quad.object.value)
        text = texts.get(ids.text_iri(place[0])) if place else None
        if place is None or text is None or not text[place[1].start : place[1].end]:
            subject = quad.subject.value if isinstance(quad.subject, NamedNode) else "?"
            out.append(Problem("evidence", ids.short(subject), f"依据无法还原：{quad.object.value}"))
        elif place[1].end > len(text or ""):
            out.append(Problem("evidence", ids.short(iri), f"依据超出文本：{quad.object.value}"))
    return out


def _strangers(workspace: Workspace) -> list[Problem]:
    """Graphs that are neither a document nor a source record."""
    ours = (f"{ids.PREFIX}doc:", f"{ids.PREFIX}source:")
    return [
        Problem("graph", iri, "来历不明的图", repairable=True)
        for iri in workspace.store.graphs()
        if not iri.startswith(ours)
    ]


def _derived(workspace: Workspace) -> list[Problem]:
    out = []
    found = workspace.entities
    if found.generation != workspace.generation or found.overrides != overrides_digest(workspace.overrides):
        out.append(Problem("derived", "entities", "实体归并落后于图", repairable=True))
    if behind := corrections.settled(workspace.store, workspace.overrides.relinks):
        shown = "、".join(map(ids.short, behind))
        out.append(Problem("derived", "overrides.toml", f"人工校正没有全部写进图：{shown}", repairable=True))
    unknown = sorted({d for m in found.mentioned.values() for d in m.documents} - set(workspace.documents()))
    out += [
        Problem("derived", ids.short(iri), "归并结果提到不存在的文件", repairable=True) for iri in unknown
    ]
    return out


def _clean_folder(workspace: Workspace) -> None:
    """Drafts and snapshots that a killed writer left."""
    if workspace.path is None or not workspace.writable:
        return
    for draft in workspace.path.rglob("*.tmp"):
        draft.unlink(missing_ok=True)
    folder = workspace.path / "snapshots"
    if folder.is_dir():
        current = (folder / "current").read_text(encoding="utf-8") if (folder / "current").exists() else ""
        for old in folder.iterdir():
            if old.is_dir() and old.name != current:
                shutil.rmtree(old, ignore_errors=True)
