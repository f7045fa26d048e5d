"""Which place that has papers does this name mean (地名对应)? 云州, 云州市, 云州市总工会 and 某省云州市 are one."""

from __future__ import annotations

from collections.abc import Iterable

from kg import places
from search.tokens import fold

__all__ = ["bare", "named"]

_SUFFIXES = "省市县区旗"


def bare(name: str) -> str:
    """Folded, without 总工会 and the sign for its level: 云州市总工会 → 云州. Two signs stay as they are."""
    folded = fold(name).removesuffix("总工会")
    return folded[:-1] if len(folded) > 2 and folded[-1] in _SUFFIXES else folded


def named(name: str, known: Iterable[str]) -> str | None:
    """The one of `known` that is meant; None for none. The name as it stands first, then its narrowest part."""
    have = {bare(place): place for place in known}
    if (found := have.get(bare(name))) is not None:
        return found
    place = places.place_of(fold(name).removesuffix("总工会"))
    narrowest = place.county or place.city or place.province
    return have.get(bare(narrowest)) if narrowest else None
