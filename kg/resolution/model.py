"""What goes into resolution, and what comes out (实体归并的输入与结果)?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.errors import NotFound
from kg.resolution.kinds import KINDS

__all__ = ["Candidate", "EntityMention", "Evidence", "Join", "Node", "Resolution", "gather"]

Evidence = tuple[str, int, int, str]
"""(document, start, end, quote): half-open code points in that document's canonical text."""


@dataclass(frozen=True, slots=True)
class EntityMention:
    """One entity as one document names it.

    `scope` is the canonical name of the owning organisation (departments, persons, groups), else "". `city`
    is the bare city of the entity or, where the entity has none, of the document. `evidence` is (start, end,
    quote) in `document`. `attributes` that the rules read, each a tuple of texts, all optional:

    person: `roles`, `department`, `liaison` (units answered for), `seat` ("group/role"), `contact` (phone,
    e-mail) policy: `doc_number`, `issuer` (as written or canonical), `year` (the instrument's own)
    department: `cell` (any id of a responsibility cell or list: two names in one cell are two departments)
    all kinds: `alias` (other names that the document itself gives: 以下简称…)
    """

    iri: str
    kind: str
    name: str
    scope: str = ""
    city: str = ""
    document: str = ""
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    evidence: tuple[int, int, str] | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """Two ids that are one entity: the rule's name, the reason as a Chinese sentence, and where both are
    named.
    """

    left: str
    right: str
    rule: str
    reason: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """All mentions of one id. `spots` are their (document, start, end, quote); `named` counts the places of
    each name.

    `exclusive`: two entities that both have values for a key, and none in common, are never one.
    """

    iri: str
    kind: str
    names: tuple[str, ...]
    scopes: tuple[str, ...]
    cities: tuple[str, ...]
    documents: frozenset[str]
    attributes: Mapping[str, frozenset[str]]
    spots: tuple[Evidence, ...]
    named: Mapping[str, int]

    @property
    def name(self) -> str:
        return self.names[0]

    def get(self, attribute: str) -> frozenset[str]:
        return self.attributes.get(attribute, frozenset())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A join that a rule proposes. Lower `rank` is tried first; a `binding` one is not stopped by `exclusive`
    keys.
    """

    left: str
    right: str
    rule: str
    reason: str
    rank: int = 5
    binding: bool = False


@dataclass(slots=True)
class _Gathering:
    kinds: set[str]
    named: dict[str, set[tuple[str, int, int]]]
    scopes: set[str]
    cities: set[str]
    documents: set[str]
    attributes: dict[str, set[str]]
    spots: set[Evidence]


def gather(mentions: Iterable[EntityMention]) -> dict[str, Node]:
    """One node an id, in the order of ids. Raises ValueError for a kind that does not exist."""
    found: dict[str, _Gathering] = {}
    for m in mentions:
        if m.kind not in KINDS:
            raise ValueError(f"no kind of entity: {m.kind!r}")
        g = found.get(m.iri)
        if g is None:
            g = found[m.iri] = _Gathering(set(), {}, set(), set(), set(), {}, set())
        g.kinds.add(m.kind)
        where = g.named.setdefault(m.name, set())
        if m.evidence is not None:
            where.add((m.document, m.evidence[0], m.evidence[1]))
            g.spots.add((m.document, *m.evidence))
        else:
            where.add((m.document, -1, -1))
        if m.scope:
            g.scopes.add(m.scope)
        if m.city:
            g.cities.add(m.city)
        if m.document:
            g.documents.add(m.document)
        for key, values in m.attributes.items():
            g.attributes.setdefault(key, set()).update(values)
    return {iri: _node(iri, found[iri]) for iri in sorted(found)}


def _node(iri: str, g: _Gathering) -> Node:
    return Node(
        iri,
        min(g.kinds),
        tuple(sorted(g.named)),
        tuple(sorted(g.scopes)),
        tuple(sorted(g.cities)),
        frozenset(g.documents),
        {key: frozenset(values) for key, values in g.attributes.items()},
        tuple(sorted(g.spots)),
        {name: len(where) for name, where in g.named.items()},
    )


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which ids are one entity. A function of the set of mentions and the overrides, not of their order.

    `problems` are sentences for the workspace's owner: override entries that match nothing or contradict each
    other.
    """

    joins: tuple[Join, ...]
    problems: tuple[str, ...]
    _canonical: Mapping[str, str]
    _members: Mapping[str, tuple[str, ...]]
    _names: Mapping[str, str]
    _aliases: Mapping[str, tuple[str, ...]]

    def canonical(self, iri: str) -> str:
        """The id that stands for the entity; an id that no mention had stands for itself."""
        return self._canonical.get(iri, iri)

    def name(self, iri: str) -> str:
        """The fullest official name. Raises NotFound for an id that no mention had."""
        return self._names[self._known(iri)]

    def aliases(self, iri: str) -> tuple[str, ...]:
        """All other names, sorted. Raises NotFound for an id that no mention had."""
        return self._aliases[self._known(iri)]

    def members(self, iri: str) -> tuple[str, ...]:
        """All ids of the entity, sorted; an id that no mention had is alone."""
        return self._members.get(self.canonical(iri), (iri,))

    def entities(self) -> tuple[str, ...]:
        """The canonical ids, sorted."""
        return tuple(sorted(self._members))

    def _known(self, iri: str) -> str:
        known = self._canonical.get(iri)
        if known is None:
            raise NotFound(f"没有这个实体：{iri}")
        return known
