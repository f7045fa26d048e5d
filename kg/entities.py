"""Who is the same as whom, as of which generation (实体归并结果)?

What `kg.resolution` decided, in a form that can be kept in a file and read back: derived data, remade when
behind.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kg import ids

if TYPE_CHECKING:
    from kg.resolution.model import EntityMention, Join
    from kg.resolution.overrides import Overrides


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


class Entities:
    """Canonical entities of one generation. An IRI that nobody mentions is its own canonical entity.

    Read back from a file, single entities are looked up in its lines, which stand in the order of their
    IRIs; the tables of all are made when one of them is first asked for.
    """

    def __init__(
        self,
        generation: int,
        overrides: str = "",
        problems: tuple[str, ...] = (),
        lines: _Lines | None = None,
    ) -> None:
        self.generation, self.overrides, self.problems = generation, overrides, problems
        self._lines = lines
        self._mentioned: dict[str, Mentioned] = {}
        self._canonical_of: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._alias_lists: dict[str, tuple[str, ...]] = {}
        self._members: dict[str, tuple[str, ...]] = {}
        self._joins: tuple[Joined, ...] = ()

    # --- all of them -------------------------------------------------------------------------------

    @property
    def mentioned(self) -> dict[str, Mentioned]:
        """Every IRI that a document names."""
        self._whole()
        return self._mentioned

    @property
    def canonical_of(self) -> dict[str, str]:
        self._whole()
        return self._canonical_of

    @property
    def names(self) -> dict[str, str]:
        """Canonical IRI → preferred name."""
        self._whole()
        return self._names

    @property
    def alias_lists(self) -> dict[str, tuple[str, ...]]:
        self._whole()
        return self._alias_lists

    @property
    def joins(self) -> tuple[Joined, ...]:
        self._whole()
        return self._joins

    def joined(self, joins: Iterable[Joined]) -> Entities:
        """The same with the reasons why IRIs are one."""
        self._joins = tuple(joins)
        return self

    # --- one of them -------------------------------------------------------------------------------

    def mention(self, iri: str) -> Mentioned | None:
        """How documents name an IRI; None where none does."""
        return self._mentioned.get(iri) if self._lines is None else self._lines.find(iri).mentioned

    def canonical(self, iri: str) -> str:
        if self._lines is not None:
            return self._lines.find(iri).canonical or iri
        return self._canonical_of.get(iri, iri)

    def name(self, iri: str) -> str:
        """The preferred name; "" for an IRI that nobody mentions."""
        if self._lines is not None:
            return self._lines.find(self.canonical(iri)).name
        return self._names.get(self.canonical(iri), "")

    def aliases(self, iri: str) -> tuple[str, ...]:
        """The other names, sorted."""
        if self._lines is not None:
            return self._lines.find(self.canonical(iri)).aliases
        return self._alias_lists.get(self.canonical(iri), ())

    def members(self, iri: str) -> tuple[str, ...]:
        """The IRIs that are this entity, itself among them."""
        if self._lines is not None:
            return self._lines.find(self.canonical(iri)).members or (iri,)
        return self._groups().get(self.canonical(iri), (iri,))

    # --- kept in a file ----------------------------------------------------------------------------

    def to_json(self) -> str:
        """Lines of JSON: the generation, the joins, then one entity a line, by IRI. ASCII, which is read four times as fast."""
        self._whole()
        groups = self._groups()
        head = {"generation": self.generation, "overrides": self.overrides, "problems": self.problems}
        joins = [[j.left, j.right, j.rule, j.reason, list(j.evidence)] for j in self._joins]
        out = [json.dumps(head), json.dumps(joins)]
        for iri in sorted({*self._mentioned, *self._names}):
            one = self._mentioned.get(iri)
            said = [one.kind, one.names, one.documents, one.cities, one.scope] if one else []
            canonical = self._canonical_of.get(iri, iri)
            group = groups.get(iri, ())
            whole = [
                self._names.get(iri, ""),
                self._alias_lists.get(iri, ()),
                group if len(group) > 1 else (),
            ]
            moved = canonical if canonical != iri else ""
            line = [iri, said, moved, whole] if any(whole) else [iri, said, moved]
            out.append(json.dumps(line))
        return "\n".join(out)

    @classmethod
    def from_json(cls, written: str) -> Entities:
        """Raises ValueError or KeyError for anything that `to_json` did not write."""
        first, second = written.find("\n"), written.find("\n", written.find("\n") + 1)
        if first < 0 or not written.endswith("]"):
            raise ValueError("no lines of entities")
        data = json.loads(written[:first])
        lines = _Lines(written, first + 1, len(written) if second < 0 else second + 1)
        return cls(data["generation"], data["overrides"], tuple(data["problems"]), lines)

    # --- inside ------------------------------------------------------------------------------------

    def _groups(self) -> dict[str, tuple[str, ...]]:
        if not self._members:
            groups: dict[str, list[str]] = defaultdict(list)
            for member, canonical in sorted(self._canonical_of.items()):
                groups[canonical].append(member)
            self._members = {key: tuple(value) for key, value in groups.items()}
        return self._members

    def _whole(self) -> None:
        """Makes the tables of all from the lines."""
        lines = self._lines
        if lines is None:
            return
        for iri, one in lines.all():
            if one.mentioned is not None:
                self._mentioned[iri] = one.mentioned
                self._canonical_of[iri] = one.canonical
            if one.name:
                self._names[iri] = one.name
            if one.aliases:
                self._alias_lists[iri] = one.aliases
        self._joins = lines.joins()
        self._lines = None


@dataclass(frozen=True, slots=True)
class _Line:
    """One entity as its line has it; `name`, `aliases` and `members` are those of a canonical one."""

    mentioned: Mentioned | None = None
    canonical: str = ""
    name: str = ""
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


_NOBODY: Final = _Line()
_MOST_FOUND: Final = 100_000


class _Lines:
    """The lines of a file of entities. Looking one up takes some twenty steps of halving."""

    def __init__(self, text: str, joins: int, start: int) -> None:
        """`joins` and `start` are where the line of joins and that of the first entity begin."""
        self._text, self._joins, self._start = text, joins, start
        self._found: dict[str, _Line] = {}

    def find(self, iri: str) -> _Line:
        found = self._found.get(iri)
        if found is None:
            at = self._place(iri)
            found = _NOBODY if at < 0 else _line(json.loads(self._text[at : self._end(at)]))
            if len(self._found) >= _MOST_FOUND:
                self._found = {}
            self._found[iri] = found
        return found

    def all(self) -> Iterator[tuple[str, _Line]]:
        for written in self._text[self._start :].split("\n"):
            if written:
                data = json.loads(written)
                yield data[0], _line(data)

    def joins(self) -> tuple[Joined, ...]:
        found = json.loads(self._text[self._joins : self._end(self._joins)])
        return tuple(
            Joined(left, right, rule, reason, tuple(quotes)) for left, right, rule, reason, quotes in found
        )

    def _place(self, iri: str) -> int:
        """Where the line of an IRI begins, -1 for none."""
        low, high = self._start, len(self._text)
        while low < high:
            middle = self._text.rfind("\n", low, (low + high) // 2) + 1 or low
            key = self._text[middle + 2 : self._text.find('"', middle + 2)]
            if key == iri:
                return middle
            if key < iri:
                low = self._end(middle) + 1
            else:
                high = middle
        return -1

    def _end(self, start: int) -> int:
        end = self._text.find("\n", start)
        return len(self._text) if end < 0 else end


def _line(data: list[Any]) -> _Line:
    iri, said, moved, *whole = data
    mentioned = None
    if said:
        kind, names, documents, cities, scope = said
        mentioned = Mentioned(kind, tuple(names), tuple(documents), tuple(cities), scope)
    name, aliases, members = whole[0] if whole else ("", (), ())
    return _Line(mentioned, moved or iri, name, tuple(aliases), tuple(members))


def resolve_entities(
    generation: int, mentions: Iterable[EntityMention], overrides: Overrides, problems: Iterable[str] = ()
) -> Entities:
    """Asks resolution and keeps what it says, for every IRI that is mentioned.

    `problems` are those of overrides that are not resolution's to follow.
    """
    from kg.resolution.resolving import resolve  # rules that reading back does not need

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
    out = Entities(generation, overrides_digest(overrides), (*found.problems, *problems))
    mentioned, canonical_of, named, aliases = out.mentioned, out.canonical_of, out.names, out.alias_lists
    for iri in sorted(gathered):
        kind, names, documents, cities, scopes = gathered[iri]
        mentioned[iri] = Mentioned(
            kind,
            tuple(sorted(names)),
            tuple(sorted(documents)),
            tuple(sorted(cities)),
            min(scopes, default=""),
        )
        canonical = canonical_of[iri] = found.canonical(iri)
        if canonical not in named:
            named[canonical] = found.name(iri)
            aliases[canonical] = tuple(found.aliases(iri))
    return out.joined(_joined(join) for join in found.joins)


def overrides_digest(overrides: Overrides) -> str:
    """Tells one set of decisions by hand from another."""
    return ids.digest("overrides", repr(overrides))


def _joined(join: Join) -> Joined:
    quotes = tuple(
        {"document": ids.short(document), "start": start, "end": end, "quote": quote}
        for document, start, end, quote in join.evidence
    )
    return Joined(join.left, join.right, join.rule, join.reason, quotes)
