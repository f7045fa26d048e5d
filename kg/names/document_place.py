"""Which place does a document sit in (文件所在地)? By its issuer, title, letterhead, and the bodies that its text names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg import places
from kg.model import Place, squeeze
from kg.names.model import Level
from kg.names.seats import (
    MUNICIPALITIES,
    Seat,
    bare_name,
    chain_of,
    city_full,
    moved_to,
    province_full,
    seat_of,
)
from kg.names.words import LONGEST, clean

__all__ = ["place_of"]


_BOUNDARY = re.compile(r"[\s“”‘’（）()〔〕\[\]，。、；：,;:]+|[《》〈〉]|关于|印发|转发|\d+年|[—-]{2,}")
_BODY_AHEAD = re.compile(
    r"总工会|工会|委(?:员会|办|组织部|宣传部|$)|人民政府|政府|教育|[一-鿿]{2,10}(?:局|厅|委员会)|[一-鿿]{2,12}工会"
)
# A run of signs before 市总工会 that begins with one of these is no invented place's name (落实|市总工会).
_VERB = re.compile(
    r"已经|经由|落实|贯彻|根据|按照|依据|关于|参加|完成|获得|荣获|加强|推进|推动|做好|开展|召开|建立|健全|规范|调整|成立|组织|配合|协助|"
    r"支持|深化|深入|进一步|各|全|同级|上级|下级|县级|市级|我|本|该|由|在|向|与|和|及|对|为|从|到|经|被|将|把|让|以|按|请|报|受|是|省|市|区|县"
)
_NUMBER = re.compile(r"([一-鿿])(?:总?工|政|办|发|人社|教|财)[一-鿿]{0,6}[〔\[［(（]\d{4}[〕\]］)）]")
# Signs of provinces that cities and offices seldom begin their own numbers with (青 is 青岛's as well as
# 青海's).
_SAFE_SIGNS = frozenset("冀豫鲁皖浙闽赣鄂湘粤桂琼渝黔滇晋沪")
_TEXT_LIMIT = 6000
_LETTERHEAD = re.compile(r"[一-鿿XＸ×*]{2,16}(?:总工会|委员会|人民政府|工会)(?:办公室|办公厅)?(?:文件)?")
_CITY_BODY = re.compile(r"市(?=总工会|委|人民政府|政府)")
_PROVINCE_BODY = re.compile(
    r"(?:省|自治区|市)(?=总工会|委|人民政府|政府|[一-鿿]{2,8}(?:厅|工会)|[《“]|[一-鿿]{2,14}条例)"
)


def place_of(issuer: str | None, title: str | None, text_start: str = "") -> Place:
    """Province, city and county that a document sits in, bare (a county keeps its suffix), as far as it says.

    Read from the issuer first, then the title, the letterhead and the signature, then bodies named in the
    text (河北省总工会; one city's union in a county's paper), then 发文机关代字 (GB/T 9704—2012 7.2.5) of
    cited provincial numbers. An unlisted (invented, masked) place counts only where a name must begin: not
    inside a sentence.
    """
    seat = Seat()
    for trusted in (issuer, title):
        if trusted:
            seat = _settled(seat, _named(clean(trusted)[:LONGEST]))
    head = text_start[:_TEXT_LIMIT]
    lines = [squeeze(line) for line in head.splitlines()]
    if seat.city is None and seat.county is None and seat.province is None:
        for line in lines:
            if 4 <= len(line) <= 30 and _LETTERHEAD.fullmatch(line):
                seat = _settled(seat, _named(line))
    text = "".join(lines)
    if seat.city is None and seat.province not in MUNICIPALITIES and not _speaks_for_province(issuer):
        seat = _from_text(seat, text, Level.CITY)
    if seat.province is None and seat.city:
        above = places.province_of(seat.city)
        seat = replace(seat, province=above.name if above else None)
    if seat.province is None:
        seat = _from_text(seat, text, Level.PROVINCE)
    if seat.province is None and (sign := _sign(text)):
        seat = replace(seat, province=sign)
    return Place(
        bare_name(seat.province) if seat.province else None,
        _bare_city(seat.city)
        if seat.city
        else (bare_name(seat.province) if seat.province in MUNICIPALITIES else None),
        seat.county,
    )


def _bare_city(full: str) -> str:
    region = places.find(full)
    if region and region.code:
        return region.short
    return full.removesuffix("市")


def _speaks_for_province(issuer: str | None) -> bool:
    return bool(issuer) and seat_of(Place(), clean(issuer or "")).level is Level.PROVINCE


def _named(text: str) -> list[tuple[Level, str]]:
    """The places of the first body that an issuer or title names where a name may begin."""
    start = 0
    pieces: list[str] = []
    for mark in _BOUNDARY.finditer(text):
        pieces.append(text[start : mark.start()])
        start = mark.end()
    pieces.append(text[start:])
    for piece in pieces:
        chain, rest = chain_of(piece, Seat())
        if not chain or (
            len(chain[0][1]) > 2 and _VERB.match(chain[0][1]) and not places.is_name(chain[0][1])
        ):
            continue
        if not rest or _BODY_AHEAD.match(rest) or len(chain) > 1 or places.is_name(chain[0][1]) or start == 0:
            return chain
        if piece is pieces[0] or re.match(r"[“《]?\d", rest):
            return chain
    return []


def _settled(seat: Seat, chain: list[tuple[Level, str]]) -> Seat:
    """`seat` with what a second source adds; what the first one said stays."""
    other = Seat()
    for link in chain:
        other = moved_to(other, link)
    region = places.place_of("".join(name for _, name in chain)) if chain else Place()
    province = other.province or province_full(region.province)
    city = other.city or city_full(region.city)
    if seat.city and city and seat.city != city:
        return seat
    if seat.county and other.county and seat.county != other.county:
        return replace(seat, province=seat.province or province, city=seat.city or city)
    return Seat(seat.province or province, seat.city or city, seat.county or other.county)


def _from_text(seat: Seat, text: str, level: Level) -> Seat:
    """The one city or province whose bodies the text names; nothing where it names several equally often."""
    counts: dict[str, int] = {}
    for name in _names_before_bodies(text, "市" if level is Level.CITY else "省区市", level):
        counts[name] = counts.get(name, 0) + 1
    if not counts and level is Level.CITY:
        # No body of a city named: a city that is said again, and no other so often (…市劳动模范).
        for found in re.finditer("市", text):
            begin = places.name_ending_at(text, found.end(), max(0, found.end() - 8))
            region = places.find(text[begin : found.end()]) if begin >= 0 else None
            if region and region.level is places.Level.CITY and region.name == text[begin : found.end()]:
                counts[region.name] = counts.get(region.name, 0) + 1
        counts = {name: n for name, n in counts.items() if n > 1}
    if not counts:
        return seat
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if len(best) > 1 and best[0][1] == best[1][1]:
        return seat
    if level is Level.CITY:
        return replace(seat, city=best[0][0])
    return replace(seat, province=best[0][0])


def _names_before_bodies(text: str, signs: str, level: Level) -> Iterator[str]:
    pattern = _CITY_BODY if level is Level.CITY else _PROVINCE_BODY
    wanted = places.Level.CITY if level is Level.CITY else places.Level.PROVINCE
    for found in pattern.finditer(text):
        begin = places.name_ending_at(text, found.end(), max(0, found.end() - 12))
        if begin >= 0:
            region = places.find(text[begin : found.end()])
            if region and (region.level is wanted or region.name in MUNICIPALITIES):
                yield region.name
            continue
        # Unlisted: only right behind 《, as there a name begins.
        opening = max(text.rfind("《", max(0, found.start() - 7), found.start()), -1)
        name = text[opening + 1 : found.end()] if opening >= 0 else ""
        chain, rest = chain_of(name, Seat()) if 3 <= len(name) <= 8 and not _VERB.match(name) else ([], "")
        if len(chain) == 1 and not rest and chain[0][0] is level:
            yield chain[0][1]


def _sign(text: str) -> str | None:
    """The province that all cited numbers with a province's sign belong to (冀工发〔2021〕1号: 河北省)."""
    signs = {found[1] for found in _NUMBER.finditer(text)} & _SAFE_SIGNS
    if len(signs) != 1:
        return None
    region = places.by_abbreviation(signs.pop())
    return region.name if region else None
