"""How are phone numbers and the like hidden (联系方式遮盖)?

Sign by sign, so that every offset still points at the same words: `text[start:end] == quote` holds in a
masked export as it does in the graph. Known contacts are hidden wherever they stand, and whatever looks
like one besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from kg.model import Span

MARK: Final = "*"
_SIGN: Final = re.compile(r"[^\W_]|_")
_GAP = r"[ \t\u3000\-－—]?"
_LOOKS_LIKE_CONTACT: Final = re.compile(
    # 手机: 138 0000 0000 · 座机: 0335-1234567, (0335)1234567 · 400 numbers · 身份证: 18 digits · e-mail
    rf"(?<![\d.])1[3-9]\d(?:{_GAP}\d){{8}}(?!\d)"
    rf"|(?<![\d.])[（(]?0\d{{2,3}}[）)]?{_GAP}[1-9]\d{{2,3}}{_GAP}\d{{4}}(?!\d)"
    rf"|(?<![\d.])[48]00(?:{_GAP}\d){{7}}(?!\d)"
    r"|(?<!\d)[1-9]\d{16}[\dXx](?!\d)"
    r"|[A-Za-z0-9._%+\-]{1,64}[@＠][A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}"
    r"|(?:(?:电话|手机|传真|电\s?话|座机|Tel|TEL|QQ|微信)(?:号码?)?[：:\s]{0,3})(?P<local>\d[\d\- ]{5,14}\d)"
)
_SHORTEST: Final = 5
"""Known contacts shorter than this many signs are hidden where they stand only: 110 may be anything
elsewhere.
"""


def blot(words: str) -> str:
    """Every letter and digit hidden; punctuation and length stay."""
    return _SIGN.sub(MARK, words)


@dataclass(slots=True)
class Masker:
    """Hides contacts in any text; `known` are the values that the graph holds."""

    known: frozenset[str] = frozenset()
    _machine: Any = field(init=False, default=None)
    """Finds all of them in one pass: an alternation of 10,000 values took a second for a page."""

    def __post_init__(self) -> None:
        if long := [value for value in self.known if len(value) >= _SHORTEST]:
            import ahocorasick

            self._machine = ahocorasick.Automaton()
            for value in long:
                self._machine.add_word(value, len(value))
            self._machine.make_automaton()

    def text(self, words: str) -> str:
        """The same text, of the same length, without contacts."""
        if self._machine is not None:
            for last, length in list(self._machine.iter_long(words)):
                start = last + 1 - length
                words = words[:start] + blot(words[start : last + 1]) + words[last + 1 :]
        return _LOOKS_LIKE_CONTACT.sub(_hide, words)

    def document(self, words: str, spans: Iterable[Span]) -> str:
        """A canonical text with the quotes of its contacts hidden too."""
        signs = list(words)
        for span in spans:
            signs[span.start : span.end] = blot(words[span.start : span.end])
        return self.text("".join(signs))


class Bare(Masker):
    """Hides nothing: for an export with contacts."""

    def text(self, words: str) -> str:
        return words

    def document(self, words: str, spans: Iterable[Span]) -> str:
        return words


def _hide(found: re.Match[str]) -> str:
    local = found["local"]
    if local is None:
        return blot(found[0])
    return found[0][: len(found[0]) - len(local)] + blot(local)
