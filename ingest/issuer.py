"""Which body speaks in a document (发文机关)?

In an official paper the 署名 says it, or the 发文机关标志; in a summary from a shared folder only the title
does, and often short (区总工会2021年工作总结): then the text's own fuller form of that same name is taken.
"""

from __future__ import annotations

import re
from collections import Counter

from ingest.dating import YEAR
from kg.model import Quoted, Span, squeeze

ORGAN = re.compile(
    r"(?:总工会|工会|工会联合会|工会委员会|联合会|委员会|工会组织|代表大会|团委|妇联|党委|党组|党工委|管委会|工委|"
    r"局|委|办公室|办公厅|办|部|厅|处|科|院|中心|公司|集团|学校|中学|小学|大学|医院|政府|街道|街道办事处|办事处|镇|乡|村|社区|"
    r"园区|开发区|新区|协会|商会|学会|联盟|小组|银行|支行|分行|工厂|厂|矿|站|所|队|馆|社|校|会)$"
)
"""How the name of a body ends."""

_STOP = re.compile(
    r"关于|印发|转发|贯彻|落实|开展|举办|推进|加强|深化|做好|庆祝|创建|表彰|公布|[“\"《〈]|工作|工会系统|全年|半年|上半年|下半年|第[一二三四\d]季度|年度|\d{1,2}月"
)
_LEVEL = re.compile(r"^(?:省|市|区|县|镇|乡|街道|村|社区|局|院|校|公司|集团|委|办|厅)$")
_UNION = r"(?:机关|直属机关|系统|集团|教育)?(?:总工会|工会联合会|工会委员会|工会)"
_NOT_NAME = "的在和与及由对向为将现各全我本该上下级是了把被从到等个按经以让使各有其这那此届次年月日来"
_SHORT = re.compile(r"[省市区县镇乡](?!\w*[省市区县镇乡]\w*总)|街道")
#: 青岭县总工会领导班子联系企业安排表: a union heads the title, whatever follows it.
_HEADING_UNION = re.compile(r"^[\u3400-\u9fff]{2,12}?(?:总工会|工会联合会)")
_VERBS = r"(?:召开|成立|授予|获得?|荣获|选举|代表|召集|举办|组织|参加|支持|指导|协助|联系|配合|通过|围绕)?"
_EDGE = r"(?:^|(?<=[，。；：、！？,;:.!?\s（）()《》“”\"\n]))"


def body_in_title(title: str) -> str | None:
    """The body that a title names first (X市总工会 in X市总工会2024年工作要点), squeezed; None if none."""
    words = squeeze(title)
    for dash in ("——", "—", "──"):
        head, found, tail = words.partition(dash)
        if found and tail and not re.search(r"\d$", head):
            words = tail
            break
    leading = YEAR.match(words)
    if leading:
        words = re.sub(r"^度", "", words[leading.end() :])
    stops = [m.start() for m in (YEAR.search(words), _STOP.search(words)) if m]
    name = words[: min(stops)] if stops else words
    name = re.sub(r"(?:党组|常委会|领导班子)$", "", name)
    if not name or len(name) > 40:
        return None
    name = re.sub(r"(?<=[市县区])工会系统$|(?<=工会)机关$", "", name)
    if re.match(r"在|全|各|关于|本|我", name):
        return None
    if ORGAN.search(name) or _LEVEL.match(name) or re.search(r"[省市区县]$", name):
        return name
    union = _HEADING_UNION.match(name)
    return union[0] if union else None


def issuer_from_title(title: Quoted, text: str) -> Quoted | None:
    """The body of the title, in the fuller form that the text uses for it, with its span; None if unnamed."""
    name = body_in_title(title.text)
    if name is None:
        return _first_speaker(text, title.span.end)
    start = title.span.end
    if not re.search(r"工会|联合会|委员会|党", name):
        # 管理局2021年工会工作总结: the bureau's union speaks, where the text names it.
        about_union = "工会" in title.text.replace(name, "", 1) or _bare(name)
        union = _best(text, start, rf"{re.escape(name)}{_UNION}", prefix=_bare(name)) if about_union else None
        if union is not None:
            return union
        if _bare(name):
            return _first_speaker(text, start)
    if _SHORT.match(name) and (fuller := _best(text, start, re.escape(name), prefix=True)):
        return fuller
    if ORGAN.search(name) or _LEVEL.match(name):
        span = _find(title.text, name, title.span, text)
        return Quoted(name, span) if span else None
    # 云州市2024年工会工作要点: the place's union.
    return _best(text, 0, rf"{re.escape(name)}{_UNION}", prefix=False)


def _bare(name: str) -> bool:
    """A level without a place name: 镇, 县, 街道."""
    return bool(re.match(r"^(?:省|市|区|县|镇|乡|街道|村|社区)$", name))


def _best(text: str, start: int, pattern: str, *, prefix: bool) -> Quoted | None:
    """The form that most often heads a clause of the text; `prefix`: a place name must come before."""
    place = rf"(?:[^\W{_NOT_NAME}]|[×*]){{1,6}}[ 　]*" if prefix else ""
    found: Counter[str] = Counter()
    first: dict[str, Span] = {}
    form = re.compile(rf"{_EDGE}(?:\d{{4}}年[，,]?\s*)?{_VERBS if prefix else ''}(?P<n>{place}{pattern})")
    for match in form.finditer(text[start : start + 60_000]):
        name = squeeze(match["n"])
        found[name] += 1
        first.setdefault(name, Span(start + match.start("n"), start + match.end("n")))
    if not found:
        return None
    for longer in sorted(
        found, key=len, reverse=True
    ):  # 代表云州区总工会 is 云州区总工会 with a verb before it
        for shorter in found:
            if longer != shorter and found[shorter] and longer.endswith(shorter):
                found[shorter] += found[longer]
                found[longer] = 0
                break
    name = max(found, key=lambda n: (found[n], -first[n].start))
    return Quoted(name, first[name])


_SPEAKER = re.compile(rf"{_EDGE}(?P<n>[^\W{_NOT_NAME}]{{1,12}}{_UNION})")


def _first_speaker(text: str, start: int) -> Quoted | None:
    """The first union that heads a clause, in the opening of the text: for titles that name nobody."""
    match = _SPEAKER.search(text, start, start + 400)
    return Quoted(squeeze(match["n"]), Span(match.start("n"), match.end("n"))) if match else None


def _find(printed: str, name: str, within: Span, text: str) -> Span | None:
    """Where `name` stands in `text[within]`, blanks between its signs allowed."""
    match = re.compile(r"\s*".join(re.escape(c) for c in name)).search(text, within.start, within.end)
    return Span(match.start(), match.end()) if match else None
