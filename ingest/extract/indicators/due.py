"""By when is a target to be met (到2025年9月底, 每季度)?"""

from __future__ import annotations

import re

from ingest.extract.indicators.units import GAP
from kg.model import Span, squeeze

_BEFORE = "(?:之前|以前|前)"
_BY_WORDS = (
    rf"(?:到|至|截至|截止到?|于)?(?:19|20)\d\d年(?:{GAP}\d{{1,2}}月(?:{GAP}\d{{1,2}}[日号])?)?"
    rf"(?:底|末|内|度|上半年|下半年|第?[一二三四]季度末?)?{_BEFORE}?"
    rf"|(?:到|至|截至|于)?\d{{1,2}}月(?:{_BEFORE}|(?:\d{{1,2}}[日号]|底|末|份)(?:底|末)?{_BEFORE}?)"
    rf"|(?:到|至)?(?:今年|明年|当年|本年度?)?(?:年底|年末|年内|上半年|下半年|全年){_BEFORE}?"
    rf"|(?:到)?第?[一二三四]季度(?:末|底)?{_BEFORE}?"
    r"|每(?:个)?(?:半年|年度?|季度|季|月|周|学期|届|[两三四五\d]年)|[一两三\d]年内|一年"
    r"|(?:到|在)?“?十[一二三四五六]五”?(?:末|期末|期间|时期)"
    r"|今年|明年|当年|本年度|年度"
)
_BY = re.compile(_BY_WORDS)
_BY_ONLY = re.compile(rf"(?:其中|力争|计划|争取|确保)?(?P<by>{_BY_WORDS})")


def due(text: str, start: int, number: int, previous: Span) -> tuple[str | None, int]:
    """By when, as written, and where the indicator then begins: the time may be a clause before it."""
    for m in _BY.finditer(text, start, number):
        words = m[0]
        if m.start() == start or words[0] in "每到至截一两三" or words.endswith(("前", "底", "末", "内")):
            return squeeze(words), start
    if 0 < previous.end - previous.start <= 40 and start - previous.end <= 2:
        begin = previous.start
        while begin < previous.end and text[begin] in " \t\u3000":
            begin += 1
        alone = _BY_ONLY.fullmatch(text, begin, previous.end)
        if alone:
            return squeeze(alone["by"]), alone.start("by")
    return None, start
