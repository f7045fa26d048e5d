"""Which places does a name begin with, and which does a level word mean in this document (名称里的地方)? 市 in a paper of 云州市
is 云州市. Real places are looked up in `kg.places`, invented or masked ones (X区) work by their suffix.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg import places
from kg.model import Place
from kg.names.model import Level
from kg.names.short_names import NATIONAL_UNION
from kg.names.words import GENERIC, LEVEL_OF, LEVEL_WORD, ZONE

__all__ = [
    "MUNICIPALITIES",
    "Seat",
    "Spot",
    "bare_name",
    "chain_of",
    "city_full",
    "moved_to",
    "province_full",
    "seat_of",
    "spot_at",
    "spot_of",
]


MUNICIPALITIES = frozenset({"北京市", "天津市", "上海市", "重庆市"})
_SUFFIX = re.compile(r"自治区|自治州|自治县|自治旗|特别行政区|地区|省|市|州|盟|县|区|旗|镇|乡|街道|苏木")


@dataclass(frozen=True, slots=True)
class Seat:
    """Full names of the places above the issuer, and the level it speaks from (None: not known)."""

    province: str | None = None
    city: str | None = None
    county: str | None = None
    town: str | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """One place that a body is of: its full name, level, what it lies in, and the union above its own."""

    place: str
    level: Level
    within: str = ""
    above: str | None = None
    vague: bool = False


def seat_of(place: Place, issuer: str) -> Seat:
    """The document's seat: its place, and what the issuer's own name adds."""
    province = province_full(place.province)
    city = city_full(place.city)
    if city in MUNICIPALITIES:
        province = city
    county = place.county
    # The level: the last place in the issuer's name; a relative one (镇总工会) by its word.
    seat = Seat(province, city, county)
    chain, rest = chain_of(issuer, seat) if issuer else ([], "")
    level: Level | None = None
    for link in chain:
        seat = moved_to(seat, link)
        level = link[0]
    if not chain and issuer:
        word = LEVEL_WORD.match(issuer)
        level = LEVEL_OF.get(word["word"], Level.COUNTY) if word else None
    if rest and not _SPEAKS.match(rest.removeprefix("我").lstrip("省市县区镇乡")):
        level = Level.BASE
    if level is Level.CITY and seat.city in MUNICIPALITIES:
        level = Level.PROVINCE
    return replace(seat, level=level)


_SPEAKS = re.compile(r"总工会|工会|总$|委|人民政府|政府|街道|$")


def moved_to(seat: Seat, link: tuple[Level, str]) -> Seat:
    """`seat` moved to a named place: what lay below another place no longer holds."""
    level, name = link
    if level is Level.PROVINCE:
        return seat if seat.province == name else Seat(name, level=seat.level)
    if level is Level.CITY:
        if seat.city == name:
            return seat
        above = places.province_of(name)
        province = above.name if above else (seat.province if seat.city is None else None)
        return Seat(name if name in MUNICIPALITIES else province, name, level=seat.level)
    if level is Level.COUNTY:
        return seat if seat.county == name else replace(seat, county=name, town=None)
    return replace(seat, town=name)


def chain_of(name: str, seat: Seat) -> tuple[list[tuple[Level, str]], str]:
    """The places that a name begins with, as (level, full name), and what follows them."""
    links: list[tuple[Level, str]] = []
    rest = name
    while rest:
        link = _link(rest, seat, links)
        if link is None:
            break
        level, full, length = link
        links.append((level, full))
        rest = rest[length:]
    return links, rest


def _link(text: str, seat: Seat, before: list[tuple[Level, str]]) -> tuple[Level, str, int] | None:
    deepest = _DEPTH[before[-1][0]] if before else -1
    # A place that the document is known to sit in, full or bare: 云州总工会 in a paper of 云州.
    for level, full in (
        (Level.PROVINCE, seat.province),
        (Level.CITY, seat.city),
        (Level.COUNTY, seat.county),
    ):
        if full and _DEPTH[level] > deepest:
            if text.startswith(full):
                return level, full, len(full)
            bare = bare_name(full)
            if len(bare) > 1 and level is not Level.COUNTY and _bare_then_body(text, bare):
                return level, full, len(bare)
    ends = [m.end() for m in _SUFFIX.finditer(text, 0, min(len(text), 16)) if m.start() > 0]
    # 云州市: the city is not 云州; 凉山州 is a place.
    ends = [e for e in ends if text[e - 1] != "州" or (e > 2 and text[e : e + 1] not in ("市", "区", "县"))]
    for end in reversed(ends):
        if places.is_name(text[:end]) and (found := _step(text[:end], deepest, before)):
            return (*found, end)
    for end in ends:
        piece = text[:end]
        if ZONE.fullmatch(piece) or GENERIC.match(piece):
            continue
        if found := _step(piece, deepest, before):
            return (*found, end)
    if not before:
        for end in range(min(len(text), 6), 1, -1):
            region = places.find(text[:end]) if places.is_name(text[:end]) else None
            if region and region.level is not places.Level.COUNTY and _bare_then_body(text, text[:end]):
                return Level(region.level.value), region.name, end
    return None


_DEPTH = {
    Level.NATIONAL: -1,
    Level.PROVINCE: 0,
    Level.CITY: 1,
    Level.COUNTY: 2,
    Level.TOWN: 3,
    Level.BASE: 4,
    Level.OTHER: 4,
}
_BODY_INSIDE = re.compile(r"工会|委员会|政府|公司|集团|中心|领导|[局厅]|.总")
_AFTER_BARE = re.compile(
    r"总工会|工会|[一-鿿]{1,8}[市区县旗](?:总工会|委|政府|人民政府)|市委|政协|人大|(?:经济|高新|开发|经开|高新技术)[一-鿿]{0,6}区|[一-鿿]{2,10}[局委厅]$"
)


def _bare_then_body(text: str, bare: str) -> bool:
    return text.startswith(bare) and _AFTER_BARE.match(text, len(bare)) is not None


def _step(piece: str, deepest: int, before: list[tuple[Level, str]]) -> tuple[Level, str] | None:
    if re.fullmatch(r".{1,8}(?:镇|乡|街道|苏木)", piece):
        return (Level.TOWN, piece) if deepest < _DEPTH[Level.TOWN] else None
    if _BODY_INSIDE.search(piece) and not places.is_name(piece):
        return None  # 总工会“县…: the name of a body goes on
    region = places.find(piece)
    if region is None:
        return None
    level = Level(region.level.value)
    # A county stays as written: 丰宁县 is how people and papers call 丰宁满族自治县.
    name = piece if level is Level.COUNTY else region.name
    if before and before[-1][0] is Level.CITY and piece.endswith("市"):
        level, name = Level.COUNTY, piece  # 云州市白河市: a county-level city
    return (level, name) if _DEPTH[level] > deepest else None


def province_full(bare: str | None) -> str | None:
    if not bare:
        return None
    region = places.find(bare)
    if region and region.level is places.Level.PROVINCE:
        return region.name
    return bare if bare.endswith(("省", "自治区", "市")) else f"{bare}省"


def city_full(bare: str | None) -> str | None:
    if not bare:
        return None
    listed = places.find(f"{bare}市")
    if listed and listed.code and listed.level is not places.Level.COUNTY:
        return listed.name
    region = places.find(bare)
    if region and region.code and region.level is places.Level.CITY:
        return region.name
    if bare.endswith(("市", "盟", "地区")) or (bare.endswith("州") and len(bare) > 2):
        return bare  # 凉山州 is no 凉山州市; 云州 is 云州市
    return f"{bare}市"


def bare_name(full: str) -> str:
    region = places.find(full)
    return region.short if region else full.removesuffix("市").removesuffix("省")


def spot_of(word: str, seat: Seat) -> Spot | None:
    """The place that a level word (市), a place's name, or nothing ("": the issuer's level) stands for."""
    word = word.removeprefix("中共").removeprefix("我").removeprefix("本") or word
    if not word:
        return spot_at(seat.level, seat) if seat.level else None
    level = LEVEL_OF.get(word)
    if level is None:
        chain, rest = chain_of(word, seat)
        if not chain or rest:
            return None
        for link in chain:
            seat = moved_to(seat, link)
        return spot_at(chain[-1][0], seat)
    if (
        word == "市"
        and seat.county
        and seat.county.endswith("市")
        and seat.level in (Level.COUNTY, Level.TOWN, None)
    ):
        return spot_at(Level.COUNTY, seat)  # a county-level city calls itself 市
    if word == "区" and not seat.county and seat.province and seat.province.endswith("自治区"):
        return spot_at(Level.PROVINCE, seat)
    spot = spot_at(level, seat)
    if spot is None:
        return None
    if level is Level.COUNTY and not spot.place.endswith(word):
        return None  # 县总工会 in a paper of a 区 is another one
    if level is Level.TOWN and not spot.place.endswith(word):
        return None
    if level is Level.COUNTY and seat.level in (Level.PROVINCE, Level.CITY):
        return None  # 区总工会 in a city's own paper: some district
    return spot


def spot_at(level: Level | None, seat: Seat) -> Spot | None:
    if level is Level.PROVINCE and seat.province:
        return Spot(seat.province, Level.PROVINCE, "", NATIONAL_UNION)
    if level is Level.CITY:
        if seat.city in MUNICIPALITIES or (seat.city is None and seat.province in MUNICIPALITIES):
            return spot_at(Level.PROVINCE, replace(seat, province=seat.city or seat.province))
        if seat.city:
            return Spot(seat.city, Level.CITY, "", seat.province and f"{seat.province}总工会")
    if level is Level.COUNTY and seat.county:
        over = seat.city or (seat.province if seat.province in MUNICIPALITIES else None)
        return Spot(seat.county, Level.COUNTY, over or seat.province or "", over and f"{over}总工会")
    if level is Level.TOWN and seat.town:
        over = seat.county or seat.city
        return Spot(seat.town, Level.TOWN, (seat.city or "") + (seat.county or ""), over and f"{over}总工会")
    return None
