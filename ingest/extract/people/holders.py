"""What do the words beside a name in a list or table say of its person: posts, and whose employee?"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.extract.people.entries import Entry
from ingest.extract.people.home import union_of
from ingest.extract.people.positions import read_positions
from ingest.extract.people.sightings import Sighting
from kg.model import Position

UNIT_LIKE = re.compile(
    r"(?:部|室|局|委|办|会|公司|集团|厂|院|校|所|站|中心|处|科|队|行|店|社|街道|镇|乡|县|区|村|大学|中学|小学|医院|银行|段|矿|宫|馆|园|组|厅|台|车间|班|职称|级|师|工|员)[）)]?\Z"
)


def sighting(text: str, entry: Entry, issuer: str | None) -> Sighting:
    """The person of an entry. Who has a post without an organisation (组织部部长, 党组书记) is the issuing union's."""
    positions: list[Position] = []
    for post in entry.posts:
        positions.extend(read_positions(text, post.start, post.end))
    if len(positions) >= 2 and not positions[0].role:
        positions = [positions[0], *(_as_title(p) for p in positions[1:])]
    if len(positions) >= 2 and not positions[0].role and any(p.role for p in positions[1:]):
        unit, *rest = positions
        positions = [
            replace(
                p,
                organization=p.organization or unit.organization,
                department=p.department or unit.department,
            )
            if p.role and (p.organization is None)
            else p
            for p in rest
        ]
    held = tuple(positions)
    named = [p.organization for p in held if p.organization is not None]
    home = any(p.organization is None for p in held)
    employer = union_of(issuer) if home else next(iter(named), None)
    return Sighting(entry.name, entry.span, held, (), employer, home=home)


def _as_title(post: Position) -> Position:
    """What follows a unit and is no unit itself is a post whole: 技术主管, 工艺美术师."""
    unit = post.organization or post.department or ""
    if post.role and post.organization and not UNIT_LIKE.search(unit):
        return replace(post, role=unit + post.role, organization=None)
    if not post.role and len(unit) <= 10 and _CALLING.search(unit):
        return replace(post, role=unit, organization=None, department=None)
    return post


_CALLING = re.compile(r"[师工员手者匠]\Z")
