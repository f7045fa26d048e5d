"""Which bodies (组织机构) does a text name: unions, party and state organs, groups, firms, schools?

The scan goes by last words (总工会, 局, 有限公司): from each it walks left over places (云州市青岭县), the level
alone (市总工会) or a firm's own name to where the name begins, and right over what still belongs to it
(…公司|工会委员会, 市总工会|组织部). Classes of bodies (各级工会, 县级工会, 有关部门, 行业协会) are no bodies.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator

from ingest.extract.organizations.beginnings import begin_of
from ingest.extract.organizations.endings import extended, sharing, with_parenthesis
from ingest.extract.organizations.last_words import NAMES
from kg.model import OrganizationMention, Span, squeeze

_TWO_OFFICES = re.compile(r"([省市县区])委、?\1(?:人民)?政府“\s?两办\s?”|([省市县区])[“\"]\s?两办\s?[”\"]")


def find_organizations(text: str) -> tuple[OrganizationMention, ...]:
    """Every naming of a body, in order, the longest where names overlap; `name` is the span without white space."""
    taken: list[tuple[int, int]] = []
    for start, end in sorted(_seen(text), key=lambda s: s[0] - s[1]):
        at = bisect_left(taken, (end, 0))
        if at == 0 or taken[at - 1][1] <= start:
            insort(taken, (start, end))
    return tuple(OrganizationMention(squeeze(text[s:e]), Span(s, e)) for s, e in taken)


def _seen(text: str) -> Iterator[tuple[int, int]]:
    for match in _TWO_OFFICES.finditer(text):
        yield match.span()
    for match in NAMES.finditer(text):
        kind = match.lastgroup or ""
        begin = begin_of(text, match, kind)
        if begin is None:
            continue
        end = extended(text, match.end(), kind)
        yield with_parenthesis(text, begin, end, kind)
        if kind == "union" and match.group() == "总工会":
            yield from sharing(text, begin)
