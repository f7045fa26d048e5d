"""What still belongs to a body after its last word: its union, its department, another name in brackets?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.extract.organizations.boundaries import END, boundary
from ingest.extract.organizations.last_words import NAMES
from kg.places import find
from kg.resolution.departments import lexicon

# What a body may be followed by and still be one name: its union, and a union's own departments.
_OWN_UNION = re.compile(r"(?:机关)?(?:联合)?工会(?:联合会|委员会)?")

_PAREN = re.compile(r"[（(]([^（）()\n]{4,24})[）)]")


def extended(text: str, end: int, kind: str) -> int:
    """The end of the name with the union of that body (…公司|工会委员会) or the union's department (市总工会|组织部)."""
    if kind in ("firm", "school", "organ", "unit"):
        own = _OWN_UNION.match(text, end)
        return own.end() if own else end
    if kind in ("union", "short"):
        if text.startswith("机关", end) and text.startswith(("党委", "工会"), end + 2):
            return end + 4
        departments = lexicon()
        for size in range(12, 2, -1):
            if text[end : end + size] in departments:
                return end + size
        if text.startswith("工作专班", end):
            return end + 4
    return end


def with_parenthesis(text: str, begin: int, end: int, kind: str) -> tuple[int, int]:
    """市职工文体中心（市总工会网络中心）: another name in brackets right after belongs to the first."""
    if kind in ("unit", "firm", "union") and (also := _PAREN.match(text, end)) is not None:
        inner = also.group(1)
        named = NAMES.search(inner)
        if named is not None and inner.endswith(("中心", "宫", "院", "部", "室", "学校", "工会")):
            return begin, also.end()
    return begin, end


def sharing(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """Places that share the last word: 云州经济技术开发区、临江新区总工会 names both; the class 各县（区） is none."""
    for _ in range(12):
        if begin < 2 or text[begin - 1] != "、":
            return
        end = begin - 1
        start = end
        while start > max(0, end - 16) and text[start - 1] not in END:
            start -= 1
        while start < end and not boundary(text, start):
            start += 1
        name = text[start:end]
        if len(name) < 2 or name[-1] not in "省市区县州旗盟镇" or find(name) is None:
            return
        yield start, end
        begin = start
