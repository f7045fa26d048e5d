"""Whose is an instrument: the bodies named before its title, or at its head?"""

from __future__ import annotations

import re

from ingest.extract.policies.relations import CREATE
from kg.model import squeeze

_BODY_END = (
    "总工会|工会联合会|工会委员会|工会|省总|市总|区总|县总|全总|旗总|州总|省委|市委|区委|县委|州委|盟委|旗委|党委|党工委|党组|工委"
    "|中共中央|中央|国务院|人民政府|省政府|市政府|区政府|县政府|州政府|政府|管委会|街道办|街道办事处|办公厅|办公室|委员会|人大常委会|人大"
    "|政协|妇联|团委|团省委|团市委|团县委|共青团|残联|工商联|联合会|协会|商会|三方|领导小组|工作委员会|委办|改革办|文明办|卫健委|发改委"
    "|国资委|人社厅|人社局|人社部|人社|[省市区县州国][一-龥]{1,8}[厅局委院]|[一-龥]{2,10}(?:厅|局)|[一-龥]{1,8}(?<![干全内外各总局本])部|集团|公司|大队|支队|法院|检察院"
)
_BODY = re.compile(rf"[（）()A-Za-zＸ×一-龥]{{0,24}}?(?:{_BODY_END})(?:“?两办”?)?\Z")
_ISSUER_CUT = re.compile(
    r"(?:贯彻|落实|学习|宣传|宣讲|按照|根据|依据|依照|遵照|参照|对照|执行|实施|结合|围绕|推进|推动|加快|传达|转发|印发|下发|制定|出台|修订"
    r"|联合|会同|协助|配合|协调|提请|报请|征求|向|给|对(?!外|台)|将|把|由|是|以|在|为(?!民)|于|了|的|好(?!人)|并|经(?!济|信|贸|营|开|费)|到|从|要(?!闻)|各类企业|认真|全面|深入|严格|持续|切实|积极"
    r"|抓好|做好|坚持|全面|(?<=\d)[年月日]|我会)"
)
_TO_WHOM = frozenset(("向", "给", "对", "提请", "报请", "征求"))
_TAIL_VERB = re.compile(
    rf"(?:等(?:[一二三四五六七八九十两多\d]{{1,2}}(?:个)?)?(?:部门|单位|部委|机构|厅局))?(?:办公室|办公厅)?"
    rf"(?:近日|日前|已|又|还|先后|于[^，。；\n]{{2,12}}|共同|联合|正式|研究|及时)*+"
    rf"(?:关于)?(?P<verb>(?:{CREATE})*)(?:关于)?(?:了|的|过)?[“：: \t\u3000]*\Z"
)
_LIST_JOINT = re.compile(r"[、，,]|联合|会同|以及|(?<=[会委府局厅部总])[和与及]")
_TITLE_VERB = re.compile("关于|印发|转发|贯彻|落实")


def _bodies(listed: str) -> list[str]:
    """The bodies of a list as written, from its end back to a part that is none; verbs are cut off."""
    parts: list[str] = []
    rest = listed.rstrip()
    while rest:
        joints = list(_LIST_JOINT.finditer(rest))
        part, rest_next = (rest[joints[-1].end() :], rest[: joints[-1].start()]) if joints else (rest, "")
        part = part.strip().lstrip("和及与")
        if part in {"两办", "“两办”"} and rest_next:
            rest = rest_next
            continue
        cuts = list(_ISSUER_CUT.finditer(part))
        # 的, 部 and the like may be inside a name; the last cut that leaves a body wins
        cut = next((k for k in reversed(cuts) if _is_body(part[k.end() :])), None)
        if cut is not None and cut[0] in _TO_WHOM:
            break
        name = part[cut.end() :] if cut else None
        if name is None:
            if not _is_body(part):
                break
            parts.append(squeeze(part))
            rest = rest_next
            continue
        parts.append(squeeze(name))
        break
    return parts[::-1]


def _is_body(name: str) -> bool:
    name = name.strip(" \t\u3000“”")
    return 2 <= len(name) <= 30 and _BODY.fullmatch(name) is not None


def issuers_before(gap: str) -> tuple[str, ...]:
    """The bodies named right before 《: 省总《, 市委、市政府“两办”《, 省总工会等五部门联合印发的《."""
    gap = gap[-80:]
    tail = _TAIL_VERB.search(gap)
    named = gap[: tail.start()] if tail else gap
    if tail and tail["verb"] == "" and "关于" in tail[0]:
        return ()
    found = _bodies(named + _office(tail))
    if found and found[-1].endswith(("两办", "两办”")):
        return ("、".join(found),)
    return tuple(found)


def _office(tail: re.Match[str] | None) -> str:
    m = re.match("办公室|办公厅", tail[0]) if tail else None
    return m[0] if m else ""


def issuers_inside(title: str) -> tuple[str, ...]:
    """The bodies that a full title begins with: 云州市总工会、中共云州市委组织部关于…的通知."""
    cut = _TITLE_VERB.search(title)
    head = title[: cut.start()].strip() if cut else ""
    names = [n.strip() for n in re.split(r"[、，,]|[ \t\u3000]+|(?<=[会委府局厅部])和", head) if n.strip()]
    if not names or not all(_is_body(n) for n in names):
        return ()
    return tuple(squeeze(n) for n in names)
