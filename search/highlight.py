"""Where in a text, as it is printed, do folded words stand (高亮)? Spans are half-open code points."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from search.tokens import fold, fold_in_place, simplified

__all__ = ["Folded", "folded", "merged"]

_LOOSE_SPACE: Final = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")


class Folded:
    """A text in folded form with the place of each sign in the original."""

    __slots__ = ("_origin", "folded", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._origin: list[int] | None = None
        """None where each sign stands in its own place, and folds by itself."""
        if (same := fold_in_place(text)) is not None:
            self.folded = same
            return
        pieces = [_sign(c) for c in text]
        joined = "".join(pieces)
        origin = [place for place, piece in enumerate(pieces) for _ in piece]
        dropped = (
            {at for gap in _LOOSE_SPACE.finditer(joined) for at in range(*gap.span())}
            if " " in joined
            else ()
        )
        if dropped:
            kept = [at for at in range(len(joined)) if at not in dropped]
            joined, origin = "".join(joined[at] for at in kept), [origin[at] for at in kept]
        plain = simplified(joined)
        self.folded = plain if len(plain) == len(joined) else joined
        self._origin = origin

    def spans(self, words: str) -> list[tuple[int, int]]:
        """Every place of folded words: the text there folds to them. Empty words stand nowhere."""
        out = []
        origin, at = self._origin, self.folded.find(words) if words else -1
        while at >= 0:
            end = at + len(words)
            if origin is None:
                out.append((at, end))
            else:
                span = origin[at], origin[end - 1] + 1
                if fold(self.text[slice(*span)]) == words:
                    out.append(span)
            at = self.folded.find(words, end)
        return out


@lru_cache(maxsize=4096)
def folded(text: str) -> Folded:
    """Kept, as the same passages come up again and again."""
    return Folded(text)


def merged(spans: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Spans in order, those that touch or overlap made one."""
    out: list[list[int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1][1] = max(out[-1][1], end)
        else:
            out.append([start, end])
    return out


@lru_cache(maxsize=8192)
def _sign(sign: str) -> str:
    """One sign folded; white space stays until its neighbours are known."""
    if sign.isspace():
        return " "
    return fold(sign)
