"""Who is the same as whom, as of which generation (实体归并结果)?

What `kg.resolution` decided, in a form that can be kept in a file and read back: derived data, remade when
behind.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg import ids
from kg.resolution import EntityMention, Join, Overrides, resolve


@dataclass(frozen=True, slots=True)
class Mentioned:
    """One IRI as documents name it: its kind, their names for it, which documents and cities they are of,
    its owner.
    """

    kind: str
    names: tuple[str, ...]
    documents: tuple[str, ...]
    cities: tuple[str, ...]
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """Why two IRIs are one: the rule, its reason, and the quotes it rests on (JSON objects)."""

    left: str
    right: str
    rule: str
    reason: str
    evidence: tuple[Mapping[str, Any], ...] = ()


@dataclass(slots=True)
class Entities:
    """Canonical entities of one generation. An IRI that nobody mentions is its own canonical entity."""

    generation: int
    overrides: str = ""
    problems: tuple[str, ...] = ()
    mentioned: dict[str, Mentioned] = field(default_factory=dict)
    canonical_of: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    alias_lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    joins: tuple[Joined, ...] = ()
    _members: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def canonical(self, iri: str) -> str:
        return self.canonical_of.get(iri, iri)

    def name(self, iri: str) -> str:
        """The preferred name; "" for an IRI that nobody mentions."""
        return self.names.get(self.canonical(iri), "")

    def aliases(self, iri: str) -> tuple[str, ...]:
        """The other names, sorted."""
        return self.alias_lists.get(self.canonical(iri), ())

    def members(self, iri: str) -> tuple[str, ...]:
        """The IRIs that are this entity, itself among them."""
        if not self._members:
            groups: dict[str, list[str]] = defaultdict(list)
            for member, canonical in sorted(self.canonical_of.items()):
                groups[canonical].append(member)
            self._members = {key: tuple(value) for key, value in groups.items()}
        return self._members.get(self.canonical(iri), (iri,))

    def to_json(self) -> str:
        return json.dumps(
            {
                "generation": self.generation,
                "overrides": self.overrides,
                "problems": self.problems,
                "mentioned": {
                    k: [m.kind, m.names, m.documents, m.cities, m.scope] for k, m in self.mentioned.items()
                },
                "canonical": {k: c for k, c in self.canonical_of.items() if k != c},
                "names": self.names,
                "aliases": {k: a for k, a in self.alias_lists.items() if a},
                "joins": [[j.left, j.right, j.rule, j.reason, list(j.evidence)] for j in self.joins],
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, written: str) -> Entities:
        """Raises ValueError or KeyError for anything that `to_json` did not write."""
        data = json.loads(written)
        mentioned = {
            iri: Mentioned(kind, tuple(names), tuple(documents), tuple(cities), scope)
            for iri, (kind, names, documents, cities, scope) in data["mentioned"].items()
        }
        moved = data["canonical"]
        return cls(
            generation=data["generation"],
            overrides=data["overrides"],
            problems=tuple(data["problems"]),
            mentioned=mentioned,
            canonical_of={iri: moved.get(iri, iri) for iri in mentioned},
            names=data["names"],
            alias_lists={iri: tuple(names) for iri, names in data["aliases"].items()},
            joins=tuple(
                Joined(left, right, rule, reason, tuple(quotes))
                for left, right, rule, reason, quotes in data["joins"]
            ),
        )


def resolve_entities(generation: int, mentions: Iterable[EntityMention], overrides: Overrides) -> Entities:
    """Asks resolution and keeps what it says, for every IRI that is mentioned."""
    mentions = list(mentions)
    found = resolve(mentions, overrides)
    gathered: dict[str, tuple[str, set[str], set[str], set[str], set[str]]] = {}
    for mention in mentions:
        entry = gathered.setdefault(mention.iri, (mention.kind, set(), set(), set(), set()))
        entry[1].add(mention.name)
        entry[2].add(mention.document)
        if mention.city:
            entry[3].add(mention.city)
        if mention.scope:
            entry[4].add(mention.scope)
    out = Entities(generation, overrides_digest(overrides), found.problems)
    for iri in sorted(gathered):
        kind, names, documents, cities, scopes = gathered[iri]
        out.mentioned[iri] = Mentioned(
            kind,
            tuple(sorted(names)),
            tuple(sorted(documents)),
            tuple(sorted(cities)),
            min(scopes, default=""),
        )
        canonical = out.canonical_of[iri] = found.canonical(iri)
        if canonical not in out.names:
            out.names[canonical] = found.name(iri)
            out.alias_lists[canonical] = tuple(found.aliases(iri))
    out.joins = tuple(_joined(join) for join in found.joins)
    return out


def overrides_digest(overrides: Overrides) -> str:
    """Tells one set of decisions by hand from another."""
    return ids.digest("overrides", repr(overrides))


def _joined(join: Join) -> Joined:
    quotes = tuple(
        {"document": ids.short(document), "start": start, "end": end, "quote": quote}
        for document, start, end, quote in join.evidence
    )
    return Joined(join.left, join.right, join.rule, join.reason, quotes)
