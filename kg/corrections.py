"""How does a decision by hand change what a document's facts say, and how is that undone (事实的人工校正)?

A `[[relink]]` says: the words quoted for this task's unit mean another unit, or none. The quote stays where it is; the
fact's object changes. What was taken out of the document's graph and what was put in stands in the graph itself, as one
`gh:Correction`, so the graph as it was read can be had back to the triple. What a graph should say follows from the
graphs as read and the decisions alone: not from the order of files, nor from what was decided in between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from kg import ids
from kg import vocabulary as v
from kg.entities import Entities
from kg.rdf import Term, Triple
from kg.resolution.model import EntityMention, gather
from kg.resolution.overrides import UNIT_KINDS, Relink, matches
from kg.store import Store

__all__ = ["as_read", "corrected", "name_of", "problems", "settled", "source_of", "triples_of"]

_FACT: Final = f"{ids.PREFIX}fact:"
_OWNED_BY: Final = frozenset((v.UNIT_OF, v.SUB_ORGANIZATION_OF))
_NAMING: Final = frozenset((v.TYPE, v.PREF_LABEL, *_OWNED_BY))
"""All that is said of a unit which is only named."""
_KINDS: Final = {v.ENTITY_KINDS[kind]: kind for kind in UNIT_KINDS}


@dataclass(frozen=True, slots=True)
class Target:
    """Whom the words mean: its node, class and name, as some document has them."""

    node: NamedNode
    kind: NamedNode
    label: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A relink and whom its `to` was found to be; None where the words mean nobody."""

    relink: Relink
    target: Target | None


@dataclass(frozen=True, slots=True)
class _Record:
    """The `gh:Correction` of one document."""

    removed: frozenset[Triple]
    added: frozenset[Triple]
    decisions: str


# --- one document --------------------------------------------------------------------------------------


def corrected(triples: Iterable[Triple], decided: Sequence[Decided]) -> tuple[set[Triple], set[Relink]]:
    """A document's graph after the decisions, without any record of them, and those that found their fact.

    `triples` are the graph as read. A fact is changed by the first decision about it.
    """
    graph = _Graph(triples)
    found = {one.relink for one in decided if graph.relink(one)}
    graph.tidy()
    return graph.now, found


def as_read(triples: Iterable[Triple]) -> set[Triple]:
    """A document's graph as it was before any correction."""
    found = set(triples)
    for node in [s for s, p, o in found if p == v.TYPE and o == v.CORRECTION]:
        own = {t for t in found if t[0] == node}
        record = _record({p: o.value for _, p, o in own})
        found = (found - own - record.added) | record.removed
    return found


class _Graph:
    """The triples of one document, as they change."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.now: set[Triple] = set(triples)
        self._facts: dict[NamedNode, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for s, p, o in self.now:
            if s.value.startswith(_FACT):
                self._facts[s][p].append(o)
        self._named = gather(_names(self.now))
        self._changed: set[NamedNode] = set()
        self._before: list[Triple] = []
        self._moved: set[Term] = set()
        """The addresses of words that mean another now."""

    def relink(self, decided: Decided) -> bool:
        """Follows one decision; says whether there was anything to change."""
        sources = set(matches(decided.relink.source, self._named.values()))
        target = decided.target
        if target is not None:
            sources.discard(target.node.value)
        mine = [
            node
            for node, said in self._facts.items()
            if node not in self._changed
            and said[v.PREDICATE][0] in v.UNIT_PROPERTIES
            and said[v.SUBJECT][0].value == decided.relink.subject
            and said[v.OBJECT][0].value in sources
        ]
        for node in mine:
            quotes = set(self._facts[node][v.QUOTED_FROM])
            self._moved |= quotes
            self._change(node, target)
            if target is not None:
                for other in self._mentions(quotes, sources):
                    self._change(other, target)
        return bool(mine)

    def _mentions(self, quotes: set[Term], sources: Collection[str]) -> list[NamedNode]:
        """Facts that the document speaks of one of `sources`, by the same words."""
        return [
            node
            for node, said in self._facts.items()
            if node not in self._changed
            and said[v.PREDICATE][0] == v.MENTIONS
            and said[v.OBJECT][0].value in sources
            and set(said[v.QUOTED_FROM]) <= quotes
        ]

    def _change(self, node: NamedNode, target: Target | None) -> None:
        said = self._facts[node]
        subject, predicate, source = said[v.SUBJECT][0], said[v.PREDICATE][0], said[v.OBJECT][0]
        if not isinstance(subject, NamedNode) or not isinstance(predicate, NamedNode):
            return
        self._changed.add(node)
        self._before.append((subject, predicate, source))
        if target is None:
            self.now -= {(node, p, o) for p, values in said.items() for o in values}
            del self._facts[node]
            return
        for name in said[v.WRITTEN_AS]:
            self.now.discard((node, v.WRITTEN_AS, name))
            self.now.add((node, v.WRITTEN_INSTEAD, name))
        self.now.discard((node, v.OBJECT, source))
        self.now |= {(node, v.OBJECT, target.node), (node, v.READ_AS, source)}
        self.now.add((subject, predicate, target.node))
        said[v.OBJECT] = [target.node]
        if not any(t[:2] == (target.node, v.TYPE) for t in self.now):
            self.now |= {
                (target.node, v.TYPE, target.kind),
                (target.node, v.PREF_LABEL, Literal(target.label)),
            }

    def tidy(self) -> None:
        """Takes out what nobody says any more: plain triples without evidence, units without a mention."""
        stated = {
            (s[0], p[0], o[0])
            for said in self._facts.values()
            if (s := said[v.SUBJECT]) and (p := said[v.PREDICATE]) and (o := said[v.OBJECT])
        }
        self.now -= {triple for triple in self._before if triple not in stated}
        units = sorted({o.value for *_, o in self._before})
        while units:
            units += self._take_out(NamedNode(units.pop()))

    def _take_out(self, unit: NamedNode) -> list[str]:
        """Takes a unit out that is only named any more; returns its owners, of whom that may now be true too."""
        naming = [
            node
            for node, said in self._facts.items()
            if said[v.SUBJECT] == [unit] and said[v.PREDICATE][0] in _OWNED_BY
        ]
        own = {t for t in self.now if t[0] == unit}
        spoken_of = any(t[2] == unit and t[1] != v.READ_AS and t[0] not in naming for t in self.now)
        if spoken_of or not {p for _, p, _ in own} <= _NAMING:
            self._quote_elsewhere(unit, naming)
            return []
        self.now -= own
        for node in naming:
            self.now -= {t for t in self.now if t[0] == node}
            del self._facts[node]
        return [o.value for _, p, o in own if p in _OWNED_BY]

    def _quote_elsewhere(self, unit: NamedNode, naming: Sequence[NamedNode]) -> None:
        """Whose the unit is was quoted with words that mean another now: the next that are its name stand in for them."""
        text = next((o.value for _, p, o in self.now if p == v.VALUE), "")
        places = [
            (place[1].of(text) not in (name.value for name in said[v.WRITTEN_AS]), place[1], address)
            for said in self._facts.values()
            if said[v.OBJECT] == [unit]
            for address in said[v.QUOTED_FROM]
            if address not in self._moved and (place := ids.parse_address(address.value))
        ]
        if not places:
            return
        first = min(places, key=lambda at: at[:2])[2]
        for node in naming:
            for address in self._moved.intersection(self._facts[node][v.QUOTED_FROM]):
                self.now.discard((node, v.QUOTED_FROM, address))
                self.now.add((node, v.QUOTED_FROM, first))


def _names(triples: Iterable[Triple]) -> Iterator[EntityMention]:
    """The units that a graph names, each with the name of its owner, and the document's city."""
    kinds: dict[NamedNode, str] = {}
    labels: dict[Term, list[str]] = defaultdict(list)
    owners: dict[NamedNode, list[Term]] = defaultdict(list)
    document, city = "", ""
    for s, p, o in triples:
        if p == v.TYPE and isinstance(o, NamedNode):
            if o in _KINDS:
                kinds[s] = _KINDS[o]
            elif o == v.DOCUMENT:
                document = s.value
        elif p == v.PREF_LABEL:
            labels[s].append(o.value)
        elif p in _OWNED_BY:
            owners[s].append(o)
        elif p == v.CITY:
            city = o.value
    for node, kind in kinds.items():
        scopes = sorted(name for owner in owners[node] for name in labels[owner]) or [""]
        for name in sorted(labels[node]):
            for scope in scopes:
                yield EntityMention(node.value, kind, name, scope, city, document)


# --- the workspace -------------------------------------------------------------------------------------


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
    records = _records(store)
    if not relinks and not records:
        return {iri: _quads(iri, triples) for iri, triples in fresh.items()}
    gone = {*drop, *fresh}
    decided = _decided(relinks, _Names(store, records, gone, fresh))
    out: dict[str, list[Quad]] = {}
    for iri in sorted({*fresh, *((records.keys() | decided.keys()) - gone)}):
        mine = decided.get(iri, [])
        decisions = _digest(mine)
        if iri in fresh:
            triples = set(fresh[iri])
        elif iri in records and records[iri].decisions == decisions:
            continue
        else:
            stored = triples_of(store.graph(iri))
            triples = as_read(stored)
        after = _recorded(iri, triples, mine, decisions)
        if iri in fresh or after != stored:
            out[iri] = _quads(iri, after)
    return out


def problems(store: Store, relinks: Sequence[Relink]) -> tuple[str, ...]:
    """Sentences for the owner: relinks that name what is not there."""
    if not relinks:
        return ()
    records = _records(store)
    names = _Names(store, records, (), {})
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
    return min(_Names(store, _records(store), (), {}).said(NamedNode(iri))[1], default="")


def _problem(store: Store, names: _Names, relink: Relink) -> str:
    if relink.target and len(names.meant(relink.target)) != 1:
        several = bool(names.meant(relink.target))
        return f"{'不止一个' if several else '库中没有'} {ids.short(relink.target)}"
    home, task = ids.owner_document(relink.subject), NamedNode(relink.subject)
    if not any(store.select(f"SELECT ?t WHERE {{ GRAPH <{home}> {{ {task} a ?t }} }}")):
        return f"库中没有任务 {ids.short(relink.subject)}"
    return f"{ids.short(relink.subject)} 的责任部门里没有（或已另行校正） {ids.short(relink.source)}"


def _decided(relinks: Sequence[Relink], names: _Names) -> dict[str, list[Decided]]:
    """Document IRI → what is decided of it, in the order of the file; without what names nobody, or several."""
    out: dict[str, list[Decided]] = defaultdict(list)
    for relink in relinks:
        target = names.target(relink.target) if relink.target else None
        if target is not None or not relink.target:
            out[ids.owner_document(relink.subject)].append(Decided(relink, target))
    return out


class _Names:
    """What units are there, by the graphs as read: what a correction took out is there, what it put in is not."""

    def __init__(
        self,
        store: Store,
        records: Mapping[str, _Record],
        gone: Collection[str],
        fresh: Mapping[str, Collection[Triple]],
    ) -> None:
        """`gone` are stored graphs that do not count, `fresh` others that count in their place."""
        self._store, self._records, self._gone, self._fresh = store, records, set(gone), fresh
        self._found: dict[str, tuple[str, ...]] = {}

    def target(self, reference: str) -> Target | None:
        """The one unit that a reference means; None where it means none or several."""
        found = self.meant(reference)
        if len(found) != 1:
            return None
        node = NamedNode(found[0])
        kinds, labels = self.said(node)
        return Target(node, NamedNode(min(kinds)), min(labels)) if kinds and labels else None

    def meant(self, reference: str) -> tuple[str, ...]:
        """The IRIs that a reference means."""
        found = self._found.get(reference)
        if found is None:
            own = _iri(reference)
            if own and all(self.said(NamedNode(own))):
                found = (own,)
            elif reference.startswith(ids.PREFIX):
                found = ()
            else:
                kind = reference.partition(":")[0]
                found = tuple(matches(reference, gather(self._mentions(kind)).values()))
            self._found[reference] = found
        return found

    def said(self, node: NamedNode) -> tuple[set[str], set[str]]:
        """The classes and the names that graphs give a unit."""
        kinds: set[str] = set()
        labels: set[str] = set()
        for row in self._store.select(
            f"{v.PROLOGUE} SELECT ?g ?k ?l WHERE {{ GRAPH ?g {{ {node} a ?k ; skos:prefLabel ?l }} }}"
        ):
            graph, kind = row["g"].value, cast(NamedNode, row["k"])
            record = self._records.get(graph)
            if graph not in self._gone and not (record and (node, v.TYPE, kind) in record.added):
                kinds.add(kind.value)
                labels.add(row["l"].value)
        kept = (record.removed for graph, record in self._records.items() if graph not in self._gone)
        for triples in (*kept, *self._fresh.values()):
            kinds |= {o.value for s, p, o in triples if s == node and p == v.TYPE}
            labels |= {o.value for s, p, o in triples if s == node and p == v.PREF_LABEL}
        return kinds & {kind.value for kind in _KINDS}, labels

    def _mentions(self, kind: str) -> Iterator[EntityMention]:
        """The units of a kind, as `_names` has them."""
        for row in self._store.select(
            f"{v.PROLOGUE} SELECT ?g ?e ?l ?o ?c WHERE {{ GRAPH ?g {{ ?e a {v.ENTITY_KINDS[kind]} ; skos:prefLabel ?l . "
            "OPTIONAL { ?e org:unitOf|org:subOrganizationOf ?u . ?u skos:prefLabel ?o } OPTIONAL { ?g gh:city ?c } } }"
        ):
            graph = row["g"].value
            if graph not in self._gone and graph not in self._records:
                owner, city = (row[name].value if row[name] is not None else "" for name in "oc")
                yield EntityMention(row["e"].value, kind, row["l"].value, owner, city, graph)
        for graph in self._records.keys() - self._gone:
            yield from _names(as_read(triples_of(self._store.graph(graph))))
        for triples in self._fresh.values():
            yield from _names(triples)


def _iri(reference: str) -> str:
    """The IRI of a reference that gives the unit's full name; "" where it gives no owner. One look-up, not one of all names."""
    if reference.startswith(ids.PREFIX):
        return reference
    kind, _, rest = reference.partition(":")
    owner, _, name = rest.rpartition("/")
    if kind == "organization":
        return ids.organization_iri(rest)
    if not owner:
        return ""
    return (ids.department_iri if kind == "department" else ids.group_iri)(owner, name)


def _digest(decided: Sequence[Decided]) -> str:
    """Tells what was decided of one document from anything else; "" for nothing."""
    if not decided:
        return ""
    parts: list[str] = []
    for one in decided:
        target = one.target
        said = (target.node.value, target.kind.value, target.label) if target else ("", "", "")
        parts += (one.relink.subject, one.relink.source, *said)
    return ids.digest("decided", *parts)


def _recorded(iri: str, before: set[Triple], decided: Sequence[Decided], decisions: str) -> set[Triple]:
    """A graph as read after the decisions, with the record of what they changed where they changed anything."""
    after, _ = corrected(before, decided) if decided else (before, None)
    if after == before:
        return before
    node = NamedNode(f"{ids.PREFIX}correction:{iri.rpartition(':')[2]}")
    record: set[Triple] = {
        (node, v.TYPE, v.CORRECTION),
        (node, v.AS_READ, Literal(_written(before - after))),
        (node, v.DECISIONS, Literal(decisions)),
    }
    if put_in := _written(after - before):
        record.add((node, v.AS_CORRECTED, Literal(put_in)))
    return after | record


def _records(store: Store) -> dict[str, _Record]:
    """Document IRI → its record."""
    rows = store.select(f"{v.PROLOGUE} SELECT ?g ?p ?o WHERE {{ GRAPH ?g {{ ?c a gh:Correction ; ?p ?o }} }}")
    said: dict[str, dict[NamedNode, str]] = defaultdict(dict)
    for row in rows:
        said[row["g"].value][cast(NamedNode, row["p"])] = row["o"].value
    return {graph: _record(values) for graph, values in said.items()}


def _record(said: Mapping[NamedNode, str]) -> _Record:
    removed, added = (_parsed(said.get(name, "")) for name in (v.AS_READ, v.AS_CORRECTED))
    return _Record(removed, added, said.get(v.DECISIONS, ""))


def _written(triples: Iterable[Triple]) -> str:
    """N-Triples, in order."""
    lines = pyoxigraph.serialize((pyoxigraph.Triple(*t) for t in triples), format=RdfFormat.N_TRIPLES)
    return "".join(sorted((lines or b"").decode().splitlines(keepends=True)))


def _parsed(written: str) -> frozenset[Triple]:
    return frozenset(triples_of(pyoxigraph.parse(written, format=RdfFormat.N_TRIPLES)))


def triples_of(quads: Iterable[Quad]) -> set[Triple]:
    """Quads of one graph without its name."""
    return {cast(Triple, (q.subject, q.predicate, q.object)) for q in quads}


def _quads(iri: str, triples: Iterable[Triple]) -> list[Quad]:
    graph = NamedNode(iri)
    return [Quad(s, p, o, graph) for s, p, o in triples]
