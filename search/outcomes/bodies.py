"""Whose paper is it, of which year, and which summaries report on which plan (单位与年度)?

A body is its place and 总工会 where it is the general union of a place, else its own full name: a city's 建设工会 reports
for itself, not for the city. An office (办公室) speaks for the body it is the office of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.model import Genre

__all__ = ["PLANS", "Paper", "papers"]

PLANS: Final = frozenset({Genre.LEDGER.value, Genre.POINTS.value, Genre.PLAN.value})
_UNION: Final = re.compile(r"^(?P<place>.*?)总工会")
_OFFICE: Final = re.compile(r"(?:党组|办公室|机关)+$")
_OWN: Final = frozenset(("", "省", "市", "县", "区", "旗", "自治区", "我省", "我市", "我县", "我区", "本市"))
# 2031—2033年, 2031至2033年
_RANGE: Final = re.compile(r"((?:19|20)\d\d)年?[—–~～至到-]{1,2}((?:19|20)\d\d)年")
_INTERIM: Final = re.compile(r"上半年|半年|[一二三四]季度|前三季度|阶段性")


@dataclass(frozen=True, slots=True)
class Paper:
    """A plan or summary. `place` is the narrowest place its body belongs to, `until` the last year it speaks for."""

    id: str
    body: str
    key: str
    place: str
    places: tuple[str, ...]
    year: int | None
    until: int | None
    genre: str
    title: str
    interim: bool

    @property
    def years(self) -> range:
        """The years that it speaks for; empty where it names none."""
        return range(self.year, (self.until or self.year) + 1) if self.year is not None else range(0)

    @property
    def is_plan(self) -> bool:
        return self.genre in PLANS

    @property
    def is_report(self) -> bool:
        return self.genre == Genre.SUMMARY.value

    def reports_on(self, plan: Paper, year: int) -> bool:
        """Whether this summary is of the plan's body and of that year."""
        return self.is_report and self.key == plan.key and self.year == year


def papers(documents: Sequence[Mapping[str, Any]]) -> list[Paper]:
    """The plans and summaries among documents (as `kg.views.documents` gives them), in their order."""
    out = []
    for found in documents:
        genre = str(found["genre"] or "")
        if genre not in PLANS and genre != Genre.SUMMARY.value:
            continue
        places = tuple(str(p) for p in (found["county"], found["city"], found["province"]) if p)
        names = (str(found["title"] or ""), *(str(p["title"] or "") for p in found["parts"]))
        body, key = _body(str(found["issuer"] or ""), places)
        year = found["year"]
        until = max((int(m[2]) for name in names for m in _RANGE.finditer(name)), default=year)
        out.append(
            Paper(
                id=str(found["id"]),
                body=body,
                key=key,
                place=places[0] if places else "",
                places=places,
                year=year,
                until=until,
                genre=genre,
                title=names[-1] or names[0],
                interim=genre == Genre.SUMMARY.value and any(map(_INTERIM.search, names)),
            )
        )
    return out


def _body(issuer: str, places: tuple[str, ...]) -> tuple[str, str]:
    """(name shown, key) of a body."""
    name = _OFFICE.sub("", issuer)
    union = _UNION.match(name)
    if union is None:
        return name or (f"{places[0]}总工会" if places else ""), name or (f"{places[0]}|" if places else "")
    place, narrowest = union["place"], places[0] if places else ""
    bare = narrowest.rstrip("省市县区旗") if len(narrowest) > 2 else narrowest
    if narrowest and (place in _OWN or place.rstrip("省市县区旗").endswith(bare)):
        return (f"{narrowest}总工会" if place in _OWN else union[0]), f"{narrowest}|"
    return union[0], union[0]
