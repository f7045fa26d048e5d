"""Prints a table the way exports flatten one: for the tests of layout recovery. Widths in em, one cell after another."""

from __future__ import annotations

from collections.abc import Sequence

_NO_START = "，。、；：！？”’）》】〕%"
_NO_END = "“‘（《【〔"


def broken(text: str, wide: int) -> list[str]:
    """`text` in lines at most `wide` em wide, broken as a typesetter breaks (no mark begins a line, none opens at its
    end, figures stay whole); a mark may hang half an em over."""
    lines: list[str] = []
    at = 0
    while at < len(text):
        end, used = at, 0.0
        while end < len(text):
            step = 0.5 if text[end] < "\u2000" else 1.0
            if used + step > wide + (0.5 if text[end] in _NO_START else 0.0):
                break
            used += step
            end += 1
        while end < len(text) and end > at + 1 and (text[end] in _NO_START or text[end - 1] in _NO_END):
            end -= 1
        while end < len(text) and end > at + 1 and text[end].isdigit() and text[end - 1].isdigit():
            end -= 1
        lines.append(text[at:end])
        at = end
    return lines


def flattened(
    headings: Sequence[str], rows: Sequence[Sequence[str | None]], widths: Sequence[int], *, page: int = 0
) -> str:
    """The printed lines of a table, a blank line after each. None: merged with the cell above, nothing printed.

    `page`: after about so many lines, at the end of a row, a page number and a page break.
    """
    out = [*headings]
    lines = 0
    number = 1
    for row in rows:
        printed = [
            line for cell, wide in zip(row, widths, strict=True) if cell for line in broken(cell, wide)
        ]
        if page and lines + len(printed) > page and lines:
            out.append(f"- {number} -\x0c")
            number += 1
            lines = 0
        out += printed
        lines += len(printed)
    return "\n\n".join(out).replace("\x0c\n\n", "\n\x0c") + "\n"
