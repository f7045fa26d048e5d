"""Which instruments 《…》 does a text cite, with what number, from whom, and what does it say of them?"""

from __future__ import annotations

import re

from ingest.extract.policies.issuers import issuers_before, issuers_inside
from ingest.extract.policies.not_policies import dropped
from ingest.extract.policies.numbers import number_beside
from ingest.extract.policies.relations import relation_of
from ingest.extract.policies.surroundings import named_in
from ingest.extract.policies.titles import TITLE, tidy_title
from kg.model import Citation

_ALIAS = re.compile(
    r"(?:以下|下文|下)?(?:简称|统称)(?:为|：|:)?[“]?[《<〈](?P<alias>[^《》<>〈〉\n]{1,40})[》>〉]"
)
# A bare word of genre points back to the last title that ends with it.
_BARE = re.compile(
    r"(?:本|该|此)?(?:实施|工作|指导|行动|活动|若干)?(?:意见|方案|通知|办法|规划|计划|要点|条例|细则|规定|决定|纲要|措施|标准|制度|章程|台账|公告|通告|函|批复)"
)


def find_citations(text: str) -> tuple[Citation, ...]:
    """All cited instruments, in order, one for each naming.

    A title is as written less layout (`tidy_title`), its span without the brackets. An abbreviation that
    以下简称《…》 introduces, and a bare 《意见》 that points back, carry the title and number of what they
    stand for; the introduction itself is no citation. Where nothing came before, and after 制定 and its
    like, a bare 《意见》 stays as written.
    """
    if TITLE.search(text) is None:
        return ()
    seen = named_in(text)
    # Right context of each run of joined titles, from its last backwards.
    run_end = [0] * len(seen)
    for n in range(len(seen) - 1, -1, -1):
        follows = n + 1 < len(seen) and seen[n + 1].joined
        run_end[n] = run_end[n + 1] if follows else seen[n].end
    out: list[Citation] = []
    aliases: dict[str, Citation] = {}
    relation: str | None = None
    creates = False
    outer: tuple[str, ...] = ()
    before = ""
    for n, s in enumerate(seen):
        if not s.joined:
            relation, creates = relation_of(text, s, run_end[n], (relation, creates))
            outer = issuers_before(s.gap)
            before = s.gap
        if dropped(text, s.title, before[-24:].rstrip(" “"), run_end[n]):
            continue
        number = number_beside(text, s.open_at, s.close_at, s.end)
        known = aliases.get(s.title)
        if known is None and _BARE.fullmatch(s.title):
            word = s.title.lstrip("本该此")
            known = (
                None if creates else next((c for c in reversed(out[-40:]) if c.title.endswith(word)), None)
            )
        inside = issuers_inside(s.title)
        citation = Citation(
            title=known.title if known else s.title,
            span=s.span,
            doc_number=number[0] if number else (known.doc_number if known else None),
            number_span=number[1] if number else None,
            issuers=inside or outer or (known.issuers if known else ()),
            relation=relation,
            creates=creates,
        )
        out.append(citation)
        for m in _ALIAS.finditer(text, s.close_at, s.end):
            aliases[tidy_title(m["alias"])] = citation
    return tuple(out)
