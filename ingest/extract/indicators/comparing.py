"""At least or at most (不少于, 不超过, 以上)?"""

from __future__ import annotations

import re

from ingest.extract.indicators.units import GAP, Count

_AT_LEAST = "至少|最少|最低|超过|突破|高于|多于|大于"
_AT_MOST = "不(?:得|能|应)?(?:超过|多于|高于|大于)|至多|最多|最高|控制在|低于|少于|小于|降至|降到|不到"
# The longer word must win at one place: 不低于 is no 低于, 不超过 no 超过.
COMPARATOR = re.compile(f"不(?:得|能|应)?(?:少|低|小)于|(?P<most>{_AT_MOST})|{_AT_LEAST}")
OR_MORE = re.compile(rf"{GAP}(?:及|\(含\)|（含）|含)?(?:以上|之上)")
_OR_LESS = re.compile(rf"{GAP}(?:及)?(?:以内|之内|以下|之下)")


def comparator_of(text: str, count: Count, floor: int) -> str | None:
    """“>=” or “<=”, told by the words right after the count or by the last before it within 14 signs from `floor` on."""
    if OR_MORE.match(text, count.end) or count.more:
        return ">="
    if _OR_LESS.match(text, count.end):
        return "<="
    words = list(COMPARATOR.finditer(text, max(floor, count.start - 14), count.start))
    if not words:
        return None
    return "<=" if words[-1]["most"] else ">="
