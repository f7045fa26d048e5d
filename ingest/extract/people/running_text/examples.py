"""Is a person only held up as an example, or a leader of state (学习…同志先进事迹, 总书记)? Such names are left out."""

from __future__ import annotations

import re

from ingest.extract.people.names import is_reference_figure

_AFTER = re.compile(
    r"(?:等|同志|老师|勇士|们|、|”|先进|英雄|模范|感人|的|等人)*(?:为榜样|为楷模|为标杆|学习|事迹|精神|先进事迹|为核心|重要讲话|重要论述|重要指示|系列|案(?:以|件|专|警|为|违)|违纪|违法|严重|贪|故事|式)"
)
_BEFORE = re.compile(
    r"(?:学习|弘扬|缅怀|纪念|传承|发扬|宣传贯彻|电影|话剧|吸取|汲取|肃清)[^，。；\n]{0,6}\Z|总书记\Z|(?<!面)向[^，。；\n]{0,12}\Z"
)


def held_up(text: str, start: int, end: int) -> bool:
    """Whether the name at text[start:end] is held up as an example, or is that of a leader of state."""
    return is_reference_figure(text[start:end]) or told_of(text, start, end)


def told_of(text: str, start: int, end: int) -> bool:
    """Whether the words around text[start:end] tell of an example to follow, or of a case."""
    return _AFTER.match(text, end) is not None or _BEFORE.search(text, max(0, start - 16), start) is not None
