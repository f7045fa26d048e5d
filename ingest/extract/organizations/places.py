"""Which places stand before a body's last word (云州市|青岭县, 市, X市), and where do they begin?"""

from __future__ import annotations

from functools import lru_cache

import rjieba

from ingest.extract.organizations.boundaries import BEFORE, END, boundary
from kg.places import find, name_ending_at

# Before a level alone these make a class of it: 各县总工会, 市县两级总工会, 乡镇工会.
_CLASS = "各全每跨某些乡省市县区州镇级街属辖"

MASK = "XxＸ×*＊某"
# A place lies in one of a lower rank: 省 1, 市 2, 县 3, 镇 4.
_RANK = {"省": 1, "市": 2, "州": 2, "盟": 2, "区": 3, "县": 3, "旗": 3, "镇": 4, "乡": 4, "道": 4, "村": 5}
_LEVELS = (
    "街道",
    "社区",
    "开发区",
    "新区",
    "示范区",
    "高新区",
    "园区",
    "景区",
    "省",
    "市",
    "区",
    "县",
    "旗",
    "州",
    "盟",
    "镇",
    "乡",
    "村",
)


@lru_cache(maxsize=8192)
def _is_verb(word: str) -> bool:
    """Whether a word standing alone before 市, 县… is no name: the dictionary knows it as a verb or the like."""
    tagged = rjieba.tag(word)
    return len(tagged) == 1 and tagged[0][1][:1] in "vdpcurmfq"


def places_before(text: str, at: int) -> int | None:
    """Where the chain of places that ends at `at` begins (云州市|青岭县, or 市 alone); None where there is none."""
    begin = at
    floor = max(0, at - 30)
    below = 9
    while begin > floor:
        listed = name_ending_at(text, begin, max(floor, begin - 11))
        if listed >= 0 and _RANK.get(text[begin - 1], 2) < below:
            below = _RANK.get(text[begin - 1], 2)
            begin = listed
            continue
        level = next(
            (mark for mark in _LEVELS if text.startswith(mark, begin - len(mark)) and begin >= len(mark)),
            None,
        )
        if level is None or _RANK.get(level[-1], 4) >= below:
            break
        head = begin - len(level)
        name = _place_name(text, head, floor)
        if name < head:
            if level in ("市", "区", "县", "州", "旗", "省") and _is_verb(text[name:head]):
                name = head
            else:
                below = _RANK.get(level[-1], 4)
                begin = name
                continue
        # The level alone: 市总工会, but not 各县总工会, 市县总工会.
        if begin != at or level not in (
            "省",
            "市",
            "区",
            "县",
            "州",
            "旗",
            "镇",
            "乡",
            "街道",
            "村",
            "开发区",
            "示范区",
            "高新区",
            "新区",
            "社区",
        ):
            break
        if head > 0 and text[head - 1] in _CLASS and not boundary(text, head):
            # 我市市总工会 aside, 各县…, 市县… are classes.
            return None
        return head
    return begin if begin < at else None


def _place_name(text: str, head: int, floor: int) -> int:
    """Where the unlisted name before a level mark begins: a mask (X市), or up to four signs after a word that ends."""
    begin = head
    while begin > floor and text[begin - 1] in MASK:
        begin -= 1
    if begin < head:
        return begin
    if boundary(text, head):
        return head
    for size in range(1, 5):
        begin = head - size
        if begin < floor or text[begin] in END or text[begin] in "省市县区镇乡的了":
            return begin + 1 if size > 2 else head
        if size > 1 and boundary(text, begin):
            return begin
    return head - 2 if text[head - 2 : head] not in BEFORE else head


def place_at(text: str, begin: int) -> int | None:
    """`begin`, where a place or a level stands there (市|职工…, 云州市|…), else None."""
    if text[begin] in "省市区县镇州":
        return begin if text[begin + 1 : begin + 2] not in tuple("级区县直属内域镇乡场民政") else None
    if text[begin] in MASK:
        return begin
    for size in range(6, 1, -1):
        piece = text[begin : begin + size]
        if len(piece) == size and name_ending_at(text, begin + size, begin) == begin:
            return begin
        if piece[-1:] in tuple("省市区县镇州旗") and size > 2 and find(piece) is not None:
            return begin
    return None


def listed_or_masked(place: str) -> bool:
    """A place of the list, a masked one (X市), or a town, which no list has."""
    return (
        place[0] in MASK
        or (len(place) > 2 and find(place) is not None)
        or place.endswith(("街道", "镇", "社区"))
    )
