"""What stands inside quotation marks (引号), as printers and scanners really set them?

GB/T 15834—2011 4.8: “ ” outside, ‘ ’ inside. Documents also have straight marks, 「 」, the same kind inside
itself (“建功“十四五”、奋进新征程”), a straight mark that closes a curly one, and marks that nobody closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Quotation", "find_quotations"]

# The longest thing worth quoting by name; an unclosed mark stops there, or at the line's end.
_LONGEST = 60
_QUOTED = re.compile(
    rf"“[^“”\n]{{1,24}}“[^“”\n]{{1,24}}”[^“”\n]{{1,30}}”"  # the same marks inside themselves
    rf'|“[^“”"\n]{{1,{_LONGEST}}}[”"]'
    rf'|"[^"“”\n]{{1,{_LONGEST}}}"'
    rf"|「[^「」\n]{{1,{_LONGEST}}}」"
    rf"|(?<![“‘])‘[^‘’“”\n]{{2,{_LONGEST}}}’"
    rf"|”[^“”\n]{{2,20}}“(?![^”\n]{{1,{_LONGEST}}}”)"  # set the wrong way round
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """`start`..`end` with the marks; `words` is what they hold, white space taken out."""

    start: int
    end: int
    words: str

    @property
    def inner(self) -> tuple[int, int]:
        return self.start + 1, self.end - 1


def find_quotations(text: str) -> Iterator[Quotation]:
    """The quotations of a text, in order; none holds another, none crosses a line's end."""
    for match in _QUOTED.finditer(text):
        words = "".join(match.group()[1:-1].split())
        if words:
            yield Quotation(match.start(), match.end(), words)
