"""What do the asker's own words add to what he asks (语境补全)? 我刚到青岭工会，…书屋建了几家 asks for 青岭's.

A place, a year, a department or a campaign that only the frame of a question names says whose it is; so does the name
in brackets that he is not sure of, where the papers have it.
"""

from __future__ import annotations

from typing import Final

from kg.late_patterns import late
from search.ask.courtesy import Framed, asks, framed, masked
from search.ask.departments import departments_in
from search.ask.known import Known
from search.ask.regions import places_said
from search.ask.wording import regular, signs

__all__ = ["understood"]

_YEAR: Final = late(r"(?<!\d)(?:19|20)\d\d(?=年|$)")
_OUR_UNIT: Final = late(
    r"(?:由|是|归)?(?:我们|咱们|我)(?:这边|这儿|这里|部门|处室|科室|处|部|科|单位|办公室|这个(?:部门|处室?|部|科室))|本(?:部门|处室?|科室?|单位)|(?:这个|该)(?:部门|处室)"
)
_POINTS: Final = late(
    r"(?:这|那)(?:一)?[个位家份项些本次场件块]|该(?=[㐀-鿿]{2})|(?:它|他们?)(?=[的是由归有])"
)
_SHORTEST: Final = 2


def understood(original: str, known: Known) -> str:
    """The question proper in its usual form, with what its frame says of its scope in front of it."""
    text = regular(original, known.numbers)
    said = framed(signs(original))
    if said.aside:
        text = _with_aside(text, said, known)
    text = _less_talk(text, known)
    if not said.around:
        return text
    around = [regular(piece, known.numbers) for piece in said.around]
    text = _with_role(text, around)
    front: list[str] = []
    if not places_said(text, known):
        places = {place for piece in around for place in places_said(piece, known)}
        front += places if len(places) == 1 else ()
    if not _YEAR.search(text):
        years = {year for piece in around for year in _YEAR.findall(piece)}
        front += [f"{year}年" for year in years] if len(years) == 1 else ()
    front += _pointed_at(text, around, known)
    front += _matter_named(text, around)
    text = _OUR_UNIT.sub("", text) if any(departments_in(name, known) for name in front) else text
    return "".join(front) + text


_NO_MATTER: Final = late(
    r"^(?:(?:19|20)\d\d年?|年?度|工作|台账|要点|方案|里|中|的|，|[省市县区]总(?:工会)?|都|该|应该|又|是|由|归|让|找|哪(?:些|个|几个)(?:部门|处室|部室|科室)|谁|来|负责|牵头|配合|主办|承办|管|办|抓)+[？]?$"
)
_NAMED: Final = late(r"“[^”]{2,20}”(?P<what>[㐀-鿿]{0,6}$)?")


def _matter_named(text: str, around: list[str]) -> list[str]:
    """我们想报名“云岭工匠”寻访，该由哪个部门负责 names its matter in the frame only; that one name is what is asked about."""
    if not _NO_MATTER.match(text):
        return []
    found = [m for piece in around for m in _NAMED.finditer(piece.rstrip("，。？！；：的"))]
    if len(found) != 1:
        return []
    named = found[0].group()
    return [f"{named if not _TALK.search(found[0]['what'] or '') else named[: named.find('”') + 1]}，"]


_HE: Final = late(r"(?:她|他|这位|那位|该同志|此人)(?=叫|是|姓|的(?:电话|职务|名字)|怎么|电话)")
_ROLE: Final = late(r"副?(?:部长|主任|主席|书记|组长|处长|科长|局长)|联络员|联系人|负责人|指导员")


def _with_role(text: str, around: list[str]) -> str:
    """我想找女职工部的部长，她叫什么 asks for the 部长: the seat that the frame names, where it names one."""
    roles = list(dict.fromkeys(m.group() for piece in around for m in _ROLE.finditer(piece)))
    return _HE.sub(f"这位{roles[0]}", text, count=1) if len(roles) == 1 else text


#: Signs of somebody who talks of himself, of his errand or of what he read.
_TALK: Final = late(
    r"我|你|您|他|她|咱|人家|大家|别人|有人|说|问|讲|提到|听|看|查|找|读|知道|清楚|懂|熟悉|了解|记得|忘|想|麻烦|帮忙|请|方便|材料|文件|资料|网上|新闻|报纸|群里"
    r"|昨天|今天|明天|前两天|前几天|最近|刚才|弄错|搞错|困扰|着急|不高|不便|不好|不太"
)
_TIME: Final = late(r"\d|季度|[年月]份?(?:底|初|末|中)|半年|《|“")
_GENRE: Final = late(r"台账|要点|总结|方案|意见|办法|通知|清单|名单|决定|计划|报告")


def _less_talk(text: str, known: Known) -> str:
    """The question without pieces that talk and name nothing, where what is left names what it is about."""
    pieces = [text[m.start() : m.end()] for m in _PIECE.finditer(masked(text))]
    if len(pieces) < 2 or not any(asks(p) and _names(p, known) for p in pieces):
        return text
    stays = [
        p
        for p in pieces
        if asks(p)
        or not _TALK.search(p)
        or _TIME.search(p)
        or _GENRE.search(p)
        or _names(p, known)
        or places_said(p, known)
    ]
    return "".join(stays).rstrip("，；：") if len(stays) < len(pieces) else text


_PIECE: Final = late(r"[^，。！？；：]+[，。！？；：]*")


def _names(piece: str, known: Known) -> bool:
    """Does the piece name a campaign, a department, a person, or a thing of the trade?"""
    return bool(
        "“" in piece
        or "《" in piece
        or known.initiatives_in.within(piece)
        or known.people_in.within(piece)
        or known.terms_in.within(piece)
        or departments_in(piece, known)
    )


def _pointed_at(text: str, around: list[str], known: Known) -> list[str]:
    """The department or campaign of the frame that the question only points at: 我们处, 这位部长, 这个驿站."""
    if _OUR_UNIT.search(text) or (_POINTS.search(text) and not departments_in(text, known)):
        units = list(dict.fromkeys(one for piece in around for one in departments_in(piece, known)))
        if len(units) == 1:
            return units
    if _POINTS.search(text):
        names = dict.fromkeys(n for piece in around for n in known.initiatives_in.within(piece))
        longest = [n for n in names if not any(n != m and n in m for m in names)]
        return longest if len(longest) == 1 and longest[0] not in text else []
    return []


def _with_aside(text: str, said: Framed, known: Known) -> str:
    """锦川暖心小站（好像叫暖心小栈） for 暖心小栈: the name in brackets in place of one like it that no paper has."""
    for name in said.aside:
        if len(name) < _SHORTEST or not known.stands(name) or name in text:
            continue
        alike = [
            text[at : at + len(name)]
            for at in range(len(text) - len(name) + 1)
            if 2 * sum(a == b for a, b in zip(text[at : at + len(name)], name, strict=True)) >= len(name)
        ]
        best = max(alike, key=lambda run: sum(a == b for a, b in zip(run, name, strict=True)), default="")
        text = text.replace(best, name, 1) if best and not known.stands(best) else text
    return text
