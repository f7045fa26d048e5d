"""Which nodes does a person mean by a name (按名称找节点)?

By id, by name, alias or short name, then as part of a name, then by likeness; a name that many bear (财务部) means
all of them unless a city is given. What is not found is refused with the nearest names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg import ids
from kg.errors import InputError, NotFound
from kg.graph.reading import Reader, kind_of, node_iri
from kg.graph.schema import KINDS
from kg.ids import name_key
from kg.vocabulary import PROLOGUE

__all__ = ["Meant", "meant_by"]

_LIKE: Final = 85.0
"""rapidfuzz ratio (0–100) from which a name is taken for a slip of the pen: one sign of seven."""
_ID: Final = re.compile(r"(topic:\w+|(urn:gonghui:)?([a-z]+:)?[0-9a-f]{20}(:[0-9.]+)?)\Z")
_MOST_PARTIAL: Final = 40
_FEWEST_SIGNS: Final = 3


@dataclass(frozen=True, slots=True)
class Meant:
    """Nodes by IRI, sorted. `how`: id, name, part or like; for `like`, `name` is the name that was taken instead."""

    nodes: tuple[str, ...]
    how: str
    name: str


def meant_by(reader: Reader, written: str, *, city: str | None = None, kind: str | None = None) -> Meant:
    """Raises InputError for an empty name or a kind that does not exist, NotFound (with the nearest names) for
    a name that nobody bears."""
    asked = written.strip()
    if not name_key(asked):
        raise InputError("请写上实体的名称")
    if kind is not None and kind not in KINDS:
        raise InputError(f"没有这种节点：{kind}（可用：{'、'.join(KINDS)}）")
    if _ID.match(asked) and _exists(reader, node_iri(asked)):
        return Meant((reader.canonical(node_iri(asked)),), "id", asked)
    names = reader.kept("names", city or "", kind or "", make=lambda: _names(reader, city, kind))
    key = name_key(asked)
    for wanted in (key, name_key(ids.number_key(asked))):
        if wanted in names:
            return Meant(tuple(sorted(names[wanted])), "name", asked)
    if owned := _with_owner(reader, asked, city):
        return Meant(tuple(sorted(owned)), "name", asked)
    if len(key) >= _FEWEST_SIGNS:
        partial = {iri for name, found in names.items() if key in name for iri in found}
        if 0 < len(partial) <= _MOST_PARTIAL:
            return Meant(tuple(sorted(partial)), "part", asked)
    near = _nearest(key, names)
    if near and near[0][1] >= _LIKE:
        return Meant(tuple(sorted(names[near[0][0]])), "like", near[0][0])
    where = f"（{city}）" if city else ""
    hint = f"；相近的名称：{'、'.join(name for name, _ in near[:5])}" if near else "；名称见 gonghui entities"
    raise NotFound(f"没有找到“{asked}”{where}{hint}")


def _exists(reader: Reader, iri: str) -> bool:
    kind = kind_of(iri)
    if kind == "topic":
        return reader.topics.concept(iri) is not None
    if kind in ("task", "document"):
        home = iri if kind == "document" else ids.owner_document(iri)
        return any(quad.subject == _node(iri) for quad in reader.store.graph(home))
    return iri in reader.entities.mentioned


def _node(iri: str) -> object:
    from pyoxigraph import NamedNode

    return NamedNode(iri)


def _with_owner(reader: Reader, asked: str, city: str | None) -> set[str]:
    """Departments and groups named with their organisation: 云州市总工会财务部, 云州市财务部, 云州财务部."""
    entities, found = reader.entities, set()
    wanted = city.strip().removesuffix("市") if city else ""
    for iri, mention in entities.mentioned.items():
        if not mention.scope or (wanted and wanted not in mention.cities):
            continue
        for name in {*mention.names, entities.name(iri), *entities.aliases(iri)}:
            if name and len(name) < len(asked) and asked.endswith(name):
                owner = asked.removesuffix(name)
                union = mention.scope.removesuffix("总工会")
                if owner in (mention.scope, union, union.removesuffix("市")):
                    found.add(entities.canonical(iri))
    return found


def _names(reader: Reader, city: str | None, kind: str | None) -> dict[str, set[str]]:
    """Folded name → nodes that bear it."""
    out: dict[str, set[str]] = {}
    wanted = city.strip().removesuffix("市") if city else ""

    folded: dict[str, str] = {}

    def bear(name: str, iri: str) -> None:
        key = folded.get(name)
        if key is None:
            key = folded[name] = name_key(name)
        if key:
            out.setdefault(key, set()).add(iri)

    entities = reader.entities
    for iri, mention in entities.mentioned.items():
        if (wanted and wanted not in mention.cities) or kind not in (None, mention.kind):
            continue
        canonical = entities.canonical(iri)
        for name in {*mention.names, entities.name(iri), *entities.aliases(iri)}:
            bear(name, canonical)
    if kind in (None, "topic"):
        for concept in reader.topics.thesaurus:
            for name, _ in concept.labels():
                bear(name, concept.iri)
    place = f'?g gh:city "{wanted}" .' if wanted and wanted.isalnum() else ""
    if kind in (None, "document"):
        for row in reader.store.select(
            f"{PROLOGUE} SELECT ?g ?n WHERE {{ GRAPH ?g {{ {place} ?g a gh:Document ; dcterms:title|gh:documentNumber ?n }} }}"
        ):
            bear(row["n"].value, row["g"].value)
    if kind in (None, "policy"):
        for row in reader.store.select(
            f"{PROLOGUE} SELECT ?e ?n WHERE {{ GRAPH ?g {{ {place} ?e a gh:Policy ; gh:documentNumber ?n }} }}"
        ):
            bear(row["n"].value, entities.canonical(row["e"].value))
    if kind in (None, "region"):
        for row in reader.store.select(
            f"{PROLOGUE} SELECT DISTINCT ?e ?n WHERE {{ GRAPH ?g {{ ?e a gh:Region ; skos:prefLabel ?n }} }}"
        ):
            bear(row["n"].value, row["e"].value)
            bear(row["n"].value.removesuffix("市"), row["e"].value)
            bear(row["n"].value + "市", row["e"].value)
    return out


def _nearest(key: str, names: dict[str, set[str]]) -> list[tuple[str, float]]:
    from rapidfuzz import fuzz, process

    found = process.extract(key, sorted(names), scorer=fuzz.ratio, limit=5, score_cutoff=34)
    return [(name, float(score)) for name, score, _ in found]
