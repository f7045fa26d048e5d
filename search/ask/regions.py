"""Which places does a question name (地名)? Cities, counties and provinces of the workspace, and those it does not have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg import places
from kg.late_patterns import late

if TYPE_CHECKING:
    from search.ask.known import Known
    from search.ask.question import Question

__all__ = ["name_places", "places_said"]

# An unlisted place before 总工会, at the beginning or after a word that cannot be part of it.
_UNLISTED: Final = late(
    r"(?:^|[，。、？和与由在对跟年给从])((?!各|全|本|我|该|每|是|的|[这那]|[上下此]次|今年|哪|什么|几|某|谁|何)[㐀-鿿]{1,4}?(?<!是)(?<!的)(?<!由)(?:省|市|县|区|旗))(?=总工会|总(?![体结数共]))"
)


def name_places(question: Question, known: Known) -> None:
    """Fills in the question's places, and what of its words names them."""
    text = re.sub(r"《[^》]*》|“[^”]*”", "", question.text)
    for title in question.titles:
        text = text.replace(title, "")
    spots = sorted((text.find(c), c) for c in known.cities | known.provinces if c in text)
    cities = [c for _, c in spots if c in known.cities]
    counties = sorted(
        {c for c in known.counties | known.said_counties if c in text and len(c) > 1}, key=text.find
    )
    counties = [c for c in counties if not any(c != d and c in d for d in counties)]
    for county in sorted(known.counties):  # 青岭 for 青岭县, whose own papers are here
        stem = county[:-1]
        if county in counties or len(stem) < 2 or county[-1] not in "市县区旗" or stem not in text:
            continue
        after = text[text.find(stem) + len(stem) :]
        alone = _stands_alone(stem, text, known)
        if (alone or _AFTER_PLACE.match(after) or after[0] in _DOES) and not any(
            stem in c for c in (*counties, *cities)
        ):
            counties.append(county)
            question.strip.append(stem)
    question.counties = tuple(counties)
    question.cities = tuple(dict.fromkeys(cities))
    for name in counties:
        if name in known.counties:
            question.strip += [name + tail for tail in ("总工会", "总工", "工会", "总", "")]
    for name in (*cities, *(c for _, c in spots)):
        for tail in ("市总工会", "市总", "省总工会", "省总", "市", "省", "总工会", ""):
            question.strip.append(name + tail)
    unknown: list[str] = []
    named = [*cities, *counties]
    for region in (*_listed(text), *_beside(text, known)):
        bare = re.sub(r"(?:省|市)$", "", region)
        if bare in known.people or _NO_PLACE.search(region[1:]) or _went_to(bare, text):
            continue
        if named and bare not in (*known.cities, *known.counties) and (said := _papers_of(bare, known)):
            question.inside[bare] = said
            question.strip += [f"{bare}市", bare]
            continue
        if bare in known.cities | known.provinces or region in known.counties:
            continue
        if any(bare in c or c in region for c in (*cities, *counties)):
            continue
        unknown.append(region)
    question.unknown_places = tuple(dict.fromkeys(unknown))
    question.cities += tuple(question.inside)


def places_said(text: str, known: Known) -> list[str]:
    """The places that a text names: those of the workspace, counties by their bare name too, and any of the list."""
    own = [name for name in sorted({*known.cities, *known.provinces, *known.counties}) if name in text]
    own += [
        name[:-1]
        for name in sorted(known.counties)
        if len(name) > _SHORT_COUNTY and name not in text and name[:-1] in text
    ]
    own += ["省总"] if "省总" in text else []
    listed = [one for one in _listed(text) if not any(one in o or o in one for o in own)]
    return [one for one in own if not any(one != o and one in o for o in own)] + listed


_SHORT_COUNTY: Final = 2
"""Signs of a county whose bare name is no name."""


# 骆青山替市总联系…: a verb or particle before 市总 is no part of a place's name.
_NO_PLACE: Final = late(
    r"^.?(?:依据|按照|根据|落实|贯彻|执行|参照|依照|遵照|对照)[省市]$|[在替为给跟由是的那这被让]|^[及归找问属请叫与据按看查靠到]?[省市]$|[及归找问属][省市]$"
)
_SAID_OFTEN: Final = 2


def _went_to(place: str, text: str) -> bool:
    """支援过云川的护士获得什么称号: where somebody went says nothing of whose papers are meant."""
    gone = rf"(?:支援|驰援|援助|援建|逆行|出征|奔赴|前往|远赴|赶赴|(?<!讣)赴|援)(?:过|了|到|往)?{re.escape(place)}(?!(?:[省市县区]?总(?:工会)?))"
    return re.search(gone, text) is not None and len(re.findall(re.escape(place), text)) == 1


def _beside(text: str, known: Known) -> list[str]:
    """A place without its ending beside one that the workspace has: 青岭 in 青岭和云州的工匠各叫什么."""
    out = []
    for city in known.cities:
        if city not in text:
            continue
        for found in re.finditer(
            rf"(?:^|[，：、\s])([㐀-鿿]{{2,4}}?)市?(?:和|与|跟|同|、|及){city}|{city}市?(?:和|与|跟|同|、|及)([㐀-鿿]{{2,4}}?)市?(?=[的在各，、两分宣推]|总工会)",
            text,
        ):
            name = found[1] or found[2]
            if name not in known.cities and places.is_name(name):
                out.append(name)
    return out


def _papers_of(place: str, known: Known) -> frozenset[str]:
    """Documents that say no city of their own and speak of the place more than once: where names are masked (X市), the
    names of its schools and firms still say whose paper it is."""
    return frozenset(
        h.id
        for h in known.facts.saying(place, [h for h in known.facts.heads.values() if not h.city])
        if known.facts.text(h.id).count(place) >= _SAID_OFTEN
    )


# What may follow a place's bare name: 唐山有哪些…, 安康2031年…; not 安康杯.
_AFTER_PLACE: Final = late(
    r"$|[省市县区总工的在有今去明本全上下、和与跟及，,。？?\s那由是要都怎哪会呢计打共负准应建开\d]"
)


_BEFORE_PLACE: Final = late(r"(?:^|[\s，。：；、和与跟及在问对把给由从的])$")


def _stands_alone(stem: str, text: str, known: Known) -> bool:
    """Does the county's bare name begin a phrase, and no name of a campaign has it? 青岭春节慰问金总额."""
    return _BEFORE_PLACE.search(text[: text.find(stem)]) is not None and not any(
        stem in name for name in known.initiatives_in.within(text)
    )


_DOES: Final = "新发举组推选筹资帮培招评设成覆实落"
"""What a county does: 青岭新建…, 青岭发展…."""


def _listed(text: str) -> list[str]:
    """Places that the text names: cities and provinces of the list, and anything before 总工会 with a place's ending."""
    out: list[str] = []
    at = 0
    while at < len(text):
        for length in range(min(8, len(text) - at), 1, -1):
            piece = text[at : at + length]
            if places.is_name(piece):
                region = places.find(piece)
                bare = piece[-1] not in "省市县区旗州盟"
                if bare and not _AFTER_PLACE.match(text[at + length :]):
                    continue
                if region is not None and (
                    region.level is not places.Level.COUNTY or (piece == region.name and length > 2)
                ):
                    out.append(piece)
                    at += length - 1
                    break
        at += 1
    for found in _UNLISTED.finditer(text):
        if not any(found[1] in o or o in found[1] for o in out):
            out.append(found[1])
    return out
