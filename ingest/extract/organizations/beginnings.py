"""Where does the name of a body begin, by its kind: union, party organ, group, firm, school?"""

from __future__ import annotations

import re

from ingest.extract.organizations.boundaries import boundary, name_before
from ingest.extract.organizations.last_words import INDUSTRY, PLAIN
from ingest.extract.organizations.places import MASK, listed_or_masked, place_at, places_before

_NUMBERED = re.compile(r"\s*(?:附件)?\d{1,2}\s*[.．、:：]?\s*")


def begin_of(text: str, match: re.Match[str], kind: str) -> int | None:
    """Where the name whose last word is `match` begins; None where that word names a class or nothing."""
    at = match.start()
    if kind == "union":
        return _union(text, at, match.group())
    if kind == "short":
        return _short(text, at, match.group())
    if kind == "party":
        return _party(text, at)
    if kind == "group":
        return _group(text, at, match.group())
    if kind in ("firm", "school"):
        return _firm(text, at, match.group(), kind)
    place = places_before(text, at)
    if kind == "organ":
        # 人社局 without a place is the one of this place; 卫生 or 教育 with 委 is a word in many others.
        return place if place is not None else (at if boundary(text, at) else None)
    if kind == "unit" and match.group() in ("网络中心", "诉调对接办公室"):
        return place if place is not None else name_before(text, at, 8) if "办公室" in match.group() else at
    if kind == "mass" and place is None:
        begin = name_before(text, at, 8)
        return None if begin is None or place_at(text, begin) is None else begin
    if kind == "unit" and place is None:
        begin = name_before(text, at, 8)
        return begin if begin is not None and place_at(text, begin) is not None else None
    return place


def _union(text: str, at: int, word: str) -> int | None:
    """At its place, its industry or 中华全国; a level alone only where it cannot be a class (在市工会的指导下)."""
    if text.startswith("中华全国", at - 4):
        return at - 4
    if word == "总工会" and text.startswith("全国", at - 2):
        return at - 2
    industry = INDUSTRY.search(text, max(0, at - 12), at) if word != "总工会" else None
    if industry is not None:
        place = places_before(text, industry.start())
        if place is not None:
            return place
        if industry.group()[0] in "省市区县州直":
            return industry.start() if boundary(text, industry.start()) else None
        return industry.start() if boundary(text, industry.start()) and word == "工会" else None
    place = places_before(text, at)
    if place is None and word.startswith("联合工会"):
        begin = name_before(text, at, 16)
        return begin if begin is not None and at - begin >= 4 and not PLAIN.match(text, begin, at) else None
    if place is None or word in ("总工会", "工会联合会"):
        return place
    if word == "工会" and text[place:at] in ("市", "省", "区", "县", "镇", "乡", "村", "社区", "街道"):
        # 在市工会的指导下; not 全市工会, 乡镇工会, 区工会工作
        return (
            place
            if text[place - 1 : place] in ("在", "由", "经", "向", "与", "和") and at - place == 1
            else None
        )
    if word == "工会" and text[at + 2 : at + 3] in tuple("社第十工干系组会代经主员建的"):
        return None  # 云州市工会第六次代表大会, 云州市工会干部
    return place if word != "工会" or listed_or_masked(text[place:at]) else None


def _short(text: str, at: int, word: str) -> int | None:
    """省总, 市总: at its place; 全总 stands alone."""
    if word == "全总":
        return at if not text.startswith("安", at - 1) else None
    return places_before(text, at + 1)


def _party(text: str, at: int) -> int | None:
    """At its place, with 中共 or 共青团 before it."""
    mark = next(
        (
            size
            for size in (2, 1)
            if text[at : at + size] in ("街道", "省", "市", "区", "县", "州", "旗", "盟", "镇", "乡")
        ),
        0,
    )
    if not mark:
        return None
    begin = places_before(text, at + mark)
    if begin is None:
        return None
    for prefix in ("中国共产党", "中共", "共青团"):
        if text.startswith(prefix, begin - len(prefix)):
            return begin - len(prefix)
    return begin


def _group(text: str, at: int, word: str) -> int | None:
    """“…”专项工作领导小组: back to what sets it up (成立, 设立), over quotation marks and the union it is of."""
    line = max(text.rfind(sign, max(0, at - 40), at) for sign in "，。；：\n") + 1
    begin = max(line, at - 40)
    numbered = _NUMBERED.match(text, begin, at)
    begin = numbered.end() if numbered else begin
    headed = text.rfind("组长的", begin, at)
    begin = headed + 3 if headed >= 0 else begin
    for verb in ("成立以", "成立", "设立", "组建", "建立", "调整", "下设", "作为", "充实", "完善"):
        found = text.rfind(verb, begin, at)
        if found >= 0:
            begin = found + len(verb)
    while (
        begin < at
        and text[begin] in "了由的和在、（(市县区一 "
        and not (text[begin] in "市县区" and places_before(text, begin + 1))
    ):
        begin += 1
    body = text[begin:at]
    if word == "领导小组办公室" and (not body or "“" not in body):
        return at
    if (
        not body
        or body.count("“") != body.count("”")
        or "为组长" in body
        or re.search(r"[和与由](?!谐)", body)
    ):
        return at if word == "领导小组办公室" else None
    if word.endswith("专班") and body.endswith(("相关部门", "部门")):
        return None
    return begin if len(body) >= 3 or body in ("市总", "省总", "区总", "县总") else None


def _firm(text: str, at: int, word: str, kind: str) -> int | None:
    """At its own name; None for classes of firms and schools (快递公司, 县级学校)."""
    begin = name_before(text, at, 24)
    if begin is None:
        return None
    own = text[begin:at]
    if "）" in own or ")" in own:
        # 临江（云州）置业有限公司
        own = own.strip("（）()")
    if (
        re.search(r"[省市县区]级|全[国省市县区镇]|第.{1,3}届|大?中$|大中小$", own)
        and kind in ("school", "firm")
        and not own.startswith(tuple(MASK))
    ):
        return None
    if re.search(r"[省市县区]级", own) or PLAIN.fullmatch(own) or (len(own) < 2 and own not in MASK):
        return None
    if len(own) > 10 and kind == "school":
        return None
    if (
        word in ("公司", "集团", "学校", "医院", "大学", "管理局", "银行", "支行")
        and PLAIN.match(own)
        and place_at(text, begin) is None
    ):
        rest = own[PLAIN.match(own).end() :]  # type: ignore[union-attr]
        if len(rest) < 2:
            return None
    return begin
