"""Which graphs have to be written so that all documents say what was decided?

What a graph should say follows from the graphs as read and the decisions alone: not from the order of files, nor from
what was decided in between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from pyoxigraph import NamedNode, Quad

from kg import ids
from kg import vocabulary as v
from kg.corrections.graph import corrected
from kg.corrections.model import Decided
from kg.corrections.names import Names
from kg.corrections.record import as_read, digest_of, recorded, records_of
from kg.entities import Entities
from kg.resolution.overrides import Relink
from kg.store import Store
from kg.triples import Triple, quads_of, triples_of


def settled(
    store: Store,
    relinks: Sequence[Relink],
    drop: Collection[str] = (),
    fresh: Mapping[str, Collection[Triple]] | None = None,
) -> dict[str, list[Quad]]:
    """The graphs that have to be written so that all documents say what was decided; graph name → its quads.

    `drop` are graphs that are about to go, `fresh` graphs as read that are about to come: all of those are in the result.
    """
    fresh = fresh or {}
    records = records_of(store)
    if not relinks and not records:
        return {iri: quads_of(iri, triples) for iri, triples in fresh.items()}
    gone = {*drop, *fresh}
    decided = _decided(relinks, Names(store, records, gone, fresh))
    out: dict[str, list[Quad]] = {}
    for iri in sorted({*fresh, *((records.keys() | decided.keys()) - gone)}):
        mine = decided.get(iri, [])
        decisions = digest_of(mine)
        if iri in fresh:
            triples = set(fresh[iri])
        elif iri in records and records[iri].decisions == decisions:
            continue
        else:
            stored = triples_of(store.graph(iri))
            triples = as_read(stored)
        after = recorded(iri, triples, mine, decisions)
        if iri in fresh or after != stored:
            out[iri] = quads_of(iri, after)
    return out


def problems(store: Store, relinks: Sequence[Relink]) -> tuple[str, ...]:
    """Sentences for the owner: relinks that name what is not there."""
    if not relinks:
        return ()
    records = records_of(store)
    names = Names(store, records, (), {})
    decided = _decided(relinks, names)
    found: set[Relink] = set()
    for iri, mine in decided.items():
        found |= corrected(as_read(triples_of(store.graph(iri))), mine)[1]
    return tuple(f"{one.place}：{_problem(store, names, one)}" for one in relinks if one not in found)


def source_of(store: Store, entities: Entities, subject: str, unit: str) -> str:
    """Whom the words of a task's fact were taken for, which means `unit` now: an IRI. `unit` itself where there is none.

    Any id of the unit will do, and of the task. Raises ValueError for what is no id.
    """
    task, wanted = NamedNode(ids.expand(subject)), entities.canonical(ids.expand(unit))
    rows = store.select(
        f"{v.PROLOGUE} SELECT ?o ?was WHERE {{ GRAPH <{ids.owner_document(task.value)}> {{ ?f rdf:subject {task} ; rdf:object ?o . "
        "VALUES ?p { gh:responsible gh:lead gh:cooperating } ?f rdf:predicate ?p . OPTIONAL { ?f gh:readAs ?was } } }"
    )
    found = [row["was"] or row["o"] for row in rows if entities.canonical(row["o"].value) == wanted]
    return min((node.value for node in found), default=unit)


def name_of(store: Store, iri: str) -> str:
    """A name that the documents as read have for a unit; "" for none."""
    return min(Names(store, records_of(store), (), {}).said(NamedNode(iri))[1], default="")


def _problem(store: Store, names: Names, relink: Relink) -> str:
    if relink.target and len(names.meant(relink.target)) != 1:
        several = bool(names.meant(relink.target))
        return f"{'不止一个' if several else '库中没有'} {ids.short(relink.target)}"
    home, task = ids.owner_document(relink.subject), NamedNode(relink.subject)
    if not any(store.select(f"SELECT ?t WHERE {{ GRAPH <{home}> {{ {task} a ?t }} }}")):
        return f"库中没有任务 {ids.short(relink.subject)}"
    return f"{ids.short(relink.subject)} 的责任部门里没有（或已另行校正） {ids.short(relink.source)}"


def _decided(relinks: Sequence[Relink], names: Names) -> dict[str, list[Decided]]:
    """Document IRI → what is decided of it, in the order of the file; without what names nobody, or several."""
    out: dict[str, list[Decided]] = defaultdict(list)
    for relink in relinks:
        target = names.target(relink.target) if relink.target else None
        if target is not None or not relink.target:
            out[ids.owner_document(relink.subject)].append(Decided(relink, target))
    return out
