"""What does a table's column hold? Headings recognised by meaning, not by place (栏目).

A heading may carry a bracketed remark (责任部门（单位）) or stand under a second level (进度安排/第一季度).
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.columns.kinds import QUARTERS, Column
from ingest.columns.rules import made_of
from ingest.columns.words import HEADING_WORDS, WORDS
from kg.model import squeeze

_BRACKETS = re.compile(r"[（()）]")  # 责任部（室）
_BRACKETED = re.compile(r"[（(][^）)]{0,12}[）)]")
#: 1-3月, 7—9月份, 3月: months of one quarter, alone or under a second level (进度安排/4-6月).
_MONTHS = re.compile(r"(?:^|/)(?P<a>[0-9]{1,2})月?(?:[-—－~～至到]+(?P<b>[0-9]{1,2}))?月份?$")
#: 一季度目标, 2024年第二季度工作计划, 上半年任务: the steps of one part of the year.
_PERIOD = re.compile(
    r"(?:20[0-9]{2}年)?(?P<when>第?[一二三四1-4]季度|[上下]半年)(?:工作|推进|重点|主要|阶段)?"
    r"(?:目标|任务|计划|进度|安排|措施|节点|要求|内容|工作|完成目标|推进计划|目标任务)?"
)
_YEAR = re.compile(r"^20[0-9]{2}年(?:度)?(?=..)")
#: 措施及进度, 工作措施和推进计划: a cell that holds the steps.
_TIMED = re.compile(r"[及和与、](?:时间)?(?:推进|实施|工作)?(?:进度|进度安排|时间安排|时间节点|步骤)$")
MARKS = re.compile(r"[\s:：*|]")

#: 责任单位/责任人 and 牵头部门/配合部门 are no two levels but one heading with a stroke in it.
_ONE_HEADING = (
    (Column.UNIT, Column.PERSON),
    (Column.LEAD, Column.COOPERATING),
)


@lru_cache(maxsize=4096)
def column_of(heading: str) -> Column | None:
    """What a column headed so holds, or None for a heading that is none of a work table's.

    Two levels are joined with a slash; the lower one decides.
    """
    words = _BRACKETED.sub("", MARKS.sub("", squeeze(heading)))
    if words in WORDS:
        return WORDS[words]
    if months := _MONTHS.search(words):
        first, last = int(months["a"]), int(months["b"] or months["a"])
        if 1 <= first <= last <= 12 and (first - 1) // 3 == (last - 1) // 3:
            return QUARTERS[(first - 1) // 3]
        if (first, last) in ((1, 6), (7, 12)):
            return Column.H1 if first == 1 else Column.H2
    if period := _PERIOD.fullmatch(words):
        return WORDS[period["when"]]
    if "/" in words:
        upper, _, lower = words.rpartition("/")
        above, below = column_of(upper), column_of(lower)
        if (above, below) in _ONE_HEADING and not upper.endswith("分工"):
            return Column.UNIT
        return below or above
    if len(words) <= 12 and _TIMED.search(words):
        return Column.SCHEDULE
    if made := made_of(words):
        return made
    for word in HEADING_WORDS:
        if len(word) > 2 and words.endswith(word) and len(words) <= len(word) + 4:
            return WORDS[word]
    if dated := _YEAR.match(words):
        return column_of(words[dated.end() :])
    unmarked = _BRACKETS.sub("", MARKS.sub("", squeeze(heading)))
    return column_of(unmarked) if unmarked != words and "/" not in unmarked else None
