"""Which documents are there, and how are they built (文件列表)?"""

from __future__ import annotations

from typing import Any

from kg import ids
from kg.views._query import Values, filters, first, properties, quoted
from kg.workspace import Workspace

_HEADER = (
    "dcterms:title", "gh:documentNumber", "gh:sourceFile", "gh:index", "gh:genre", "gh:year", "gh:city",
    "gh:province", "gh:county", "dcterms:issued",
)  # fmt: skip


def documents(
    workspace: Workspace, *, city: str | None = None, year: int | None = None
) -> list[dict[str, Any]]:
    """Every document as in CONTRACT.md, by file name, place in the file, and id."""
    store, where = workspace.store, filters(city, year)
    found = properties(store, "gh:Document", _HEADER, where)
    issuers = quoted(store, "dcterms:publisher", where)
    addressees = quoted(store, "gh:addressee", where)
    parts = _by_document(properties(store, "gh:Part", ("dcterms:title", "gh:genre"), where))
    sections = _by_document(properties(store, "gh:Section", ("dcterms:title", "gh:number"), where))
    out = []
    for iri, header in found.items():
        issuer = issuers.get(iri)
        year_found, index = first(header, "gh:year"), first(header, "gh:index")
        out.append(
            {
                "id": ids.short(iri),
                "source_file": first(header, "gh:sourceFile"),
                "index": int(index or 1),
                "title": first(header, "dcterms:title"),
                "parts": [
                    {"title": first(part, "dcterms:title"), "genre": first(part, "gh:genre")}
                    for _, part in parts.get(iri, [])
                ],
                "doc_number": first(header, "gh:documentNumber"),
                "issuer": issuer[0][3] or None if issuer else None,
                "date": first(header, "dcterms:issued"),
                "year": int(year_found) if year_found else None,
                "genre": first(header, "gh:genre"),
                "addressees": _in_order(row[2] for row in addressees.get(iri, ())),
                "city": first(header, "gh:city"),
                "province": first(header, "gh:province"),
                "county": first(header, "gh:county"),
                "sections": _tree(sections.get(iri, [])),
            }
        )
    out.sort(key=lambda d: (str(d["source_file"]), d["index"], d["id"]))
    return out


def _by_document(nodes: dict[str, Values]) -> dict[str, list[tuple[tuple[int, ...], Values]]]:
    """Document IRI → its own nodes with their places, in order."""
    out: dict[str, list[tuple[tuple[int, ...], Values]]] = {}
    for iri, values in nodes.items():
        out.setdefault(ids.owner_document(iri), []).append((ids.tail(iri), values))
    for rows in out.values():
        rows.sort(key=lambda row: row[0])
    return out


def _tree(rows: list[tuple[tuple[int, ...], Values]]) -> list[dict[str, Any]]:
    """Sections under their parents; a node's place (2, 1) says whose child it is."""
    top: list[dict[str, Any]] = []
    known: dict[tuple[int, ...], dict[str, Any]] = {}
    for place, values in rows:
        entry: dict[str, Any] = {
            "number": first(values, "gh:number"),
            "title": first(values, "dcterms:title") or "",
            "children": [],
        }
        known[place] = entry
        above = known.get(place[:-1])
        (above["children"] if above else top).append(entry)
    return top


def _in_order(names: Any) -> list[str]:
    return list(dict.fromkeys(names))
