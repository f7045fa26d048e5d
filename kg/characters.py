"""Which Simplified character stands for a Traditional one (繁简对应)? Sign by sign, so that no offset moves.

The table is OpenCC's (t2s); a sign that it would make two stays as it is.
"""

from __future__ import annotations

from functools import cache
from typing import Any


def simplified(text: str) -> str:
    """`text` in Simplified characters, as long as before."""
    return text if text.isascii() else "".join(map(_sign, text))


@cache
def _sign(character: str) -> str:
    if character < "\u3400":
        return character
    folded: str = _converter().convert(character)
    return folded if len(folded) == 1 else character


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")
