"""What does a document's graph say after the decisions?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg import ids
from kg import vocabulary as v
from kg.corrections.model import Decided, Target
from kg.resolution.model import EntityMention, gather
from kg.resolution.overrides import UNIT_KINDS, Relink, matches
from kg.triples import Term, Triple

_FACT: Final = f"{ids.PREFIX}fact:"
OWNED_BY: Final = frozenset((v.UNIT_OF, v.SUB_ORGANIZATION_OF))
_NAMING: Final = frozenset((v.TYPE, v.PREF_LABEL, *OWNED_BY))
"""All that is said of a unit which is only named."""
KINDS: Final = {v.ENTITY_KINDS[kind]: kind for kind in UNIT_KINDS}


def corrected(triples: Iterable[Triple], decided: Sequence[Decided]) -> tuple[set[Triple], set[Relink]]:
    """A document's graph after the decisions, without any record of them, and those that found their fact.

    `triples` are the graph as read. A fact is changed by the first decision about it.
    """
    graph = _Graph(triples)
    found = {one.relink for one in decided if graph.relink(one)}
    graph.tidy()
    return graph.now, found


class _Graph:
    """The triples of one document, as they change."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.now: set[Triple] = set(triples)
        self._facts: dict[NamedNode, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for s, p, o in self.now:
            if s.value.startswith(_FACT):
                self._facts[s][p].append(o)
        self._named = gather(units_in(self.now))
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
            if said[v.SUBJECT] == [unit] and said[v.PREDICATE][0] in OWNED_BY
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
        return [o.value for _, p, o in own if p in OWNED_BY]

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


def units_in(triples: Iterable[Triple]) -> Iterator[EntityMention]:
    """The units that a graph names, each with the name of its owner, and the document's city."""
    kinds: dict[NamedNode, str] = {}
    labels: dict[Term, list[str]] = defaultdict(list)
    owners: dict[NamedNode, list[Term]] = defaultdict(list)
    document, city = "", ""
    for s, p, o in triples:
        if p == v.TYPE and isinstance(o, NamedNode):
            if o in KINDS:
                kinds[s] = KINDS[o]
            elif o == v.DOCUMENT:
                document = s.value
        elif p == v.PREF_LABEL:
            labels[s].append(o.value)
        elif p in OWNED_BY:
            owners[s].append(o)
        elif p == v.CITY:
            city = o.value
    for node, kind in kinds.items():
        scopes = sorted(name for owner in owners[node] for name in labels[owner]) or [""]
        for name in sorted(labels[node]):
            for scope in scopes:
                yield EntityMention(node.value, kind, name, scope, city, document)
