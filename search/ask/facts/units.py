"""How do people say the names under which tasks name who answers for them (单位的说法)?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

__all__ = ["by_said"]

_SHORTEST: Final = 3


def by_said(written: Iterable[str]) -> dict[str, list[str]]:
    """How people say a unit's name → how tasks write it: without white space, and without 市 before it."""
    out: dict[str, list[str]] = defaultdict(list)
    for name in written:
        bare = "".join(name.split())
        for said in dict.fromkeys((bare, bare.removeprefix("市"))):
            if len(said) >= _SHORTEST:
                out[said].append(name)
    return dict(out)
