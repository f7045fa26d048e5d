"""Which things do the documents speak of, and why are two names one thing (实体)?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg import ids
from kg.errors import NotFound
from kg.vocabulary import ENTITY_KINDS
from kg.workspace import Workspace

if TYPE_CHECKING:
    from kg.entities import Entities

Row = dict[str, Any]


def entities(workspace: Workspace, *, type: str | None = None, city: str | None = None) -> list[Row]:
    """Canonical entities, by type and name:
    `{"id","type","name","organization","aliases","members","cities","documents"}`.

    `city` keeps what documents of that city speak of. Raises NotFound for a type that does not exist.
    """
    if type is not None and type not in ENTITY_KINDS:
        raise NotFound(f"没有这种实体：{type}（可用：{'、'.join(ENTITY_KINDS)}）")
    found = workspace.entities
    wanted = city.strip().removesuffix("市") if city is not None else None
    out = [
        row
        for iri in {found.canonical(iri) for iri in found.mentioned}
        if (row := _entity(found, iri))
        and type in (None, row["type"])
        and (wanted is None or wanted in row["cities"])
    ]
    out.sort(key=lambda e: (e["type"], e["name"], e["id"]))
    return out


def explain(workspace: Workspace, identifier: str) -> Row:
    """One entity, what was joined into it, and why: each join with its rule, reason and quotes.

    Any member's id will do. Raises NotFound where nobody mentions it.
    """
    found, iri = workspace.entities, ids.expand(identifier)
    if iri not in found.mentioned:
        raise NotFound(f"没有这个实体：{identifier}")
    members = set(found.members(iri))
    return {
        **_entity(found, found.canonical(iri)),
        "members": [
            {
                "id": ids.short(member),
                "names": list(found.mentioned[member].names),
                "cities": list(found.mentioned[member].cities),
                "documents": [ids.short(d) for d in found.mentioned[member].documents],
            }
            for member in sorted(members)
        ],
        "joins": [
            {
                "left": ids.short(join.left),
                "right": ids.short(join.right),
                "rule": join.rule,
                "reason": join.reason,
                "evidence": [dict(e) for e in join.evidence],
            }
            for join in found.joins
            if join.left in members or join.right in members
        ],
    }


def _entity(found: Entities, iri: str) -> Row:
    members = [found.mentioned[m] for m in found.members(iri) if m in found.mentioned]
    return {
        "id": ids.short(iri),
        "type": members[0].kind,
        "name": found.name(iri),
        "organization": next((m.scope for m in members if m.scope), None),
        "aliases": list(found.aliases(iri)),
        "members": [ids.short(m) for m in found.members(iri)],
        "cities": sorted({c for m in members for c in m.cities}),
        "documents": sorted({ids.short(d) for m in members for d in m.documents}),
    }
