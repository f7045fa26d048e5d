"""Which number targets (指标) does a text set: how many of what, at least or at most, by when?

A count is a number with a unit (12 家, 不少于10场, 2—3个, 百分之九十). What looks like one and is none
is named in `EXCLUSIONS`: ordinals, thresholds that say whom a rule is for (25人以上企业), ranks, masks.
Chinese figures need more to count than Arabic ones: 十家 does, 四项重点工作 and 一支队伍 do not.
"""

from __future__ import annotations

import re

from ingest.extract.indicators.clauses import JOINTS
from ingest.extract.indicators.comparing import comparator_of
from ingest.extract.indicators.counting import counts
from ingest.extract.indicators.due import due
from ingest.extract.indicators.units import GAP
from kg.model import Indicator, Span, squeeze

_LEADING = re.compile(
    rf"(?:{GAP}(?:并且|并|而且|且|同时|以及|及(?!时)|和(?!谐)|与|、|[-•·*]"
    rf"|[（(]?\d{{1,2}}[）).．、](?!\d)|[（(][一二三四五六七八九十]{{1,3}}[）)]|[一二三四五六七八九十]{{1,3}}、))*+{GAP}"
)
_MAX_BEFORE, _MAX_AFTER = 90, 60


def _split(text: str, left: int, right: int) -> int:
    """Where between two counts of one clause the first ends: at a joint right after it, else at the last."""
    joint = JOINTS.match(text, left)
    if joint:
        return joint.start()
    joints = list(JOINTS.finditer(text, left, right))
    return joints[-1].start() if joints else right


def find_indicators(text: str) -> tuple[Indicator, ...]:
    """All number targets in `text`, in order; `text[i.span.start:i.span.end]`, less white space, is `i.text`.

    The span is the shortest clause with the number and what it counts: one of the parts of a coordinated
    clause (读书角12个 in 建设驿站3座、读书角12个), with a time that stands before it (到2025年9月底，…)
    and, after 其中, with what it is a share of. 万 and 亿 stay with the unit (3万元 is 3, 万元), 千 and 百 go
    to the number (5千人 is 5000, 人); percentages have the unit "%".
    """
    out: list[Indicator] = []
    found = list(counts(text))
    for n, (count, clause, previous) in enumerate(found):
        start = max(clause.start, count.start - _MAX_BEFORE)
        end = min(clause.end, count.end + _MAX_AFTER)
        if n and found[n - 1][1] == clause:
            start = _split(text, found[n - 1][0].end, count.start)
        if n + 1 < len(found) and found[n + 1][1] == clause:
            end = min(end, _split(text, count.end, found[n + 1][0].start))
        skip = _LEADING.match(text, start, count.start)
        start = skip.end() if skip else start
        while end > count.end and text[end - 1] in " \t\u3000":
            end -= 1
        comparator = comparator_of(text, count, start)
        by, start = due(text, start, count.start, previous)
        if text.startswith("其中", start) and previous.end > previous.start:
            whole = _LEADING.match(text, previous.start, previous.end)
            start = max(whole.end() if whole else previous.start, start - _MAX_BEFORE)
        while start < count.start and text[start] in " \t\u3000":
            start += 1
        out.append(
            Indicator(squeeze(text[start:end]), count.value, count.unit, Span(start, end), comparator, by)
        )
    return tuple(out)
