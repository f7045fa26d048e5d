"""Which names do the documents of a workspace have (名录)? Gathered once a generation."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from kg.entities import Entities
from kg.late_patterns import late
from search.ask.facts import Facts
from search.tokens import fold

__all__ = ["Names", "names_of", "said"]

_SHOWN: Final = 8
"""So many documents of a campaign tell whether its name is a brand."""
_COUNTY_UNION: Final = late(r"(?:[㐀-鿿]{2,3}市)?([㐀-鿿]{2,8}[县区旗])总工会")


@dataclass(slots=True)
class Names:
    """What the documents of one generation name. IRIs stand for entities; people are canonical."""

    departments: dict[str, list[str]] = field(default_factory=dict)
    """Folded name → IRIs, with all that are one with them."""
    department_names: dict[str, list[str]] = field(default_factory=dict)
    """Folded name → preferred names of those departments."""
    people: dict[str, list[str]] = field(default_factory=dict)
    campaigns: dict[str, list[str]] = field(default_factory=dict)
    """What people say of an initiative's name → some documents that have it."""
    numbers: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    """Of policies."""
    organizations: list[str] = field(default_factory=list)

    @property
    def counties(self) -> list[str]:
        """Counties whose unions the documents speak of."""
        return [m[1] for n in self.organizations if (m := _COUNTY_UNION.fullmatch(n))]


def names_of(facts: Facts, entities: Entities) -> Names:
    """The names of the workspace, made once a generation."""
    return Names(*facts.table("names", lambda: _gathered(entities)))


def _gathered(entities: Entities) -> list[Any]:
    departments: dict[str, list[str]] = {}
    people: dict[str, dict[str, None]] = {}
    campaigns: dict[str, set[str]] = {}
    numbers: dict[str, None] = {}
    titles: dict[str, None] = {}
    organizations: dict[str, None] = {}
    for iri, one in entities.mentioned.items():
        for name in one.names:
            if one.kind == "department":
                departments.setdefault(fold(name), []).append(iri)
            elif one.kind == "person":
                people.setdefault(name, {})[entities.canonical(iri)] = None
            elif one.kind == "initiative":
                for piece in said(name):
                    campaigns.setdefault(piece, set()).update(one.documents)
            elif one.kind == "policy" and name.endswith("号"):
                numbers[name] = None
            elif one.kind == "policy" and len(name) >= 6:
                titles[name] = None
            elif one.kind == "organization":
                organizations[name] = None
    shown = {piece: sorted(documents)[:_SHOWN] for piece, documents in campaigns.items()}
    wide = {n: sorted({m for i in iris for m in entities.members(i)}) for n, iris in departments.items()}
    return [
        wide,
        {n: sorted({entities.name(i) for i in iris}) for n, iris in wide.items()},
        {n: list(i) for n, i in people.items()},
        shown,
        list(numbers),
        list(titles),
        list(organizations),
    ]


def said(name: str) -> list[str]:
    """What of an initiative's name people say: the words in its quotation marks, or a name without any."""
    quoted = re.findall(r"“([^”]{2,14})”", name)
    return quoted or ([name] if 3 <= len(name) <= 14 and "“" not in name and "”" not in name else [])
