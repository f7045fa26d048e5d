"""Which items does a list name that says what it lists (送温暖、阳光就业等工会工作品牌)?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.extract.initiatives.lists import never, unmarked
from ingest.extract.initiatives.seen import Seen, inside_of
from kg.model import squeeze

# What opens a list, before its first item.
_ITEM_VERB = re.compile(
    r".*(?:开展好|开展|举办|实施|叫响做实|叫响|打造|做好|夯实|深化|推进|组织|擦亮|继续|持续|广泛|深入|推出|创新|抓好|落实|做实|完善|提供|包括|如|形成|通过)(?:了|好)?"
)

# Rule "sorted list": …、…、…等工会工作品牌 says what it lists.
_LIST_END = re.compile(
    r"等[^\s，。；：、！？（）()《》“”]{0,8}?(?:品牌|品牌活动|主题实践活动|实践活动|特色活动|服务项目|普惠项目|专项行动|常态化帮扶)"
)
_LONGEST_LIST = 400


def enumerated(text: str, closed: list[tuple[int, int]]) -> Iterator[Seen]:
    """The items of a list that says what it lists (…、…等工会工作品牌), back to the verb that opens it."""
    floor = 0
    for mark in _LIST_END.finditer(text):
        if inside_of(closed, mark.start()) is not None:
            continue
        # What stands before the last list's end is that list's.
        floor = max(floor, mark.start() - _LONGEST_LIST)
        for start, end in _items(text, floor, mark.start(), closed):
            item = text[start:end]
            if unmarked(squeeze(item).strip('“”"')) in never():
                continue
            if item[0] in '“"' and item[-1] in '”"':
                start, end = start + 1, end - 1
            if "《" not in item and len(squeeze(item)) > 3:
                yield Seen(start, end, 2)
        floor = mark.end()


def _items(text: str, floor: int, end: int, closed: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The items before `end`, the last first: cut at 、 and ，, not inside quotation marks."""
    at = end
    while at > floor:
        at -= 1
        inside = inside_of(closed, at)
        if inside is not None:
            at = inside
            continue
        sign = text[at]
        if sign in "、，。；：！？\n":
            start = at + 1
        elif at == floor:
            start = at
        else:
            continue
        item = text[start:end]
        opened = _ITEM_VERB.match(item) if "“" not in item[:8] else None
        if opened is None and "“" in item:
            opened = _ITEM_VERB.match(item[: item.index("“")])
        start += opened.end() if opened else 0
        size = sum(not c.isspace() for c in text[start:end])
        if size > 18 and "“" not in item:
            return
        if size >= 3:
            yield start, end
        if opened or sign not in "、，":
            return
        end = at
