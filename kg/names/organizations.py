"""Which body does this name mean in this document (机构规范名称)? The rules, in the order in which they are tried."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from kg.model import Place
from kg.names.bodies import body_at, own_body_at, part_of, together
from kg.names.model import CanonicalName, Kind, Level
from kg.names.seats import Seat, Spot, bare_name, chain_of, moved_to, seat_of, spot_at, spot_of
from kg.names.short_names import (
    CENTRAL_OFFICES,
    NATIONAL,
    NATIONAL_HEADS,
    NATIONAL_UNION,
    ZONE_FULL,
    ZONE_OWN,
)
from kg.names.words import (
    COMPANY,
    DIRECT,
    GENERIC,
    GROUP,
    LEVEL_OF,
    LEVEL_WORD,
    LONGEST,
    MASK,
    UNION_END,
    ZONE,
    clean,
)

__all__ = ["canonical_organization"]


_QUOTES = re.compile(r"[“”‘’\"'「」]")
_YOUTH_RELATIVE = re.compile(r"团(省|市|州|盟|区|县|旗|镇|乡)委")
_YOUTH = re.compile(r"(?:中国)?(?:共青团|共产主义青年团)(.{1,14}?)(?:委员会|委)")
_OFFICES = re.compile(
    r"(?:中共)?(?P<a>[^、和委]{0,8}?)(?:委)?[、和]?(?:(?P<b>[^、和委]{0,8}?)(?:人民)?政府)?两办"
    r"|(?:中共)?(?P<c>[^、和委]{1,8})委(?:办|办公室|办公厅)[、和](?P<d>[^、和委]{0,8}?)(?:人民)?政府(?:办|办公室|办公厅)"
)
_PARTY_AND_STATE = re.compile(
    r"(?:中共)?(?P<a>[^、和委]{1,8})委(?:员会)?[、和]?(?P<b>[^、和委]{0,8}?)(?:人民)?政府"
)
_SECOND_NAME = re.compile(r"([^（）()]{4,40})[（(]([^（）()]{4,40})[）)]")
_UNSETTLED = frozenset({"as-written", "generic", "base-union"})


@lru_cache(maxsize=65536)
def canonical_organization(written: str, place: Place, issuer: str | None = None) -> CanonicalName:
    """The canonical name of a body as `written` in a document of `place` by `issuer` (as written, or None).

    Never fails: what no rule understands is kept as written (`rule` "as-written"). A level word (市, 区) is
    read from the document's place and issuer only; where these do not say, the name stays, qualified by the
    city it is known in.
    """
    name = clean(written)
    seat = seat_of(place, clean(issuer)[:LONGEST] if issuer else "")
    found = _requoted(_canonical(name, seat), name)
    if MASK.search(found.name) or (found.level is Level.TOWN and not found.within):
        found = replace(found, local=True)
    return found


def _requoted(found: CanonicalName, written: str) -> CanonicalName:
    """The quotation marks inside a name (市总工会“春雨”行动领导小组) stand again where they stood."""
    mark = _QUOTES.search(written)
    if mark is None or found.members:
        return found
    tail = written[mark.start() :]
    bare = _QUOTES.sub("", tail)
    if not bare or not found.name.endswith(bare):
        return found
    return replace(found, name=found.name[: -len(bare)] + tail)


def _canonical(name: str, seat: Seat) -> CanonicalName:
    if len(name) > LONGEST:
        return CanonicalName(name, Level.OTHER, Kind.OTHER, "as-written")
    bare = _QUOTES.sub("", name)
    for head, tail in NATIONAL_HEADS:
        if bare.startswith(head) and bare.endswith(tail) and len(bare) > len(head) + len(tail):
            bare = bare[len(head) :]
    if (second := _SECOND_NAME.fullmatch(bare)) and _canonical(second[2], seat).rule not in _UNSETTLED:
        bare = name = second[1]  # 市职工交流中心（市总工会网络中心）: one body with two name plates
    return (
        _national(bare)
        or _joint(bare, seat)
        or _youth(bare, seat)
        or _party(bare, seat)
        or _zone(bare, seat)
        or _relative(bare, seat)
        or _placed(bare, seat)
        or _unplaced_body(bare, seat)
        or _as_written(name, seat)
    )


def _national(name: str) -> CanonicalName | None:
    """全总 → 中华全国总工会; 中办 → 中共中央办公厅."""
    for short in ("中华全国总工会", "全国总工会", "全国总", "全总"):
        if name.startswith(short):
            rest = name[len(short) :]
            if not rest:
                return CanonicalName(NATIONAL_UNION, Level.NATIONAL, Kind.UNION, "national-union")
            return part_of(CanonicalName(NATIONAL_UNION, Level.NATIONAL, Kind.UNION, "national-union"), rest)
    if name in CENTRAL_OFFICES:
        return together(
            "joint-offices",
            CanonicalName("中共中央办公厅", Level.NATIONAL, Kind.PARTY, "national-body"),
            CanonicalName("国务院办公厅", Level.NATIONAL, Kind.GOVERNMENT, "national-body"),
        )
    known = NATIONAL.get(name)
    return CanonicalName(known[0], Level.NATIONAL, known[1], "national-body") if known else None


def _joint(name: str, seat: Seat) -> CanonicalName | None:
    """市“两办”, 市委、市政府“两办”, 市委办、市政府办 → both offices; 市委、市政府 → both."""
    if found := _OFFICES.fullmatch(name):
        words = {w for w in found.group("a", "b", "c", "d") if w}
        spot = spot_of(next(iter(sorted(words, key=len, reverse=True)), ""), seat)
        if spot is None:
            return None
        offices = [body_at("委办公室", spot), body_at("人民政府办公室", spot)]
        return together("joint-offices", *(o for o in offices if o))
    if found := _PARTY_AND_STATE.fullmatch(name):
        spot = spot_of(found["a"], seat)
        other = spot_of(found["b"] or found["a"], seat)
        if spot is None or other != spot:
            return None
        both = [body_at("委", spot), body_at("人民政府", spot)]
        return together("joint-party-and-government", *(o for o in both if o))
    if name.endswith("纪委监委") and (spot := spot_of(name[:-4], seat)):
        both = [body_at("纪委", spot), body_at("监委", spot)]
        return together("joint-discipline", *(o for o in both if o))
    return None


def _youth(name: str, seat: Seat) -> CanonicalName | None:
    """团市委, 共青团云州市委 → 共青团云州市委员会."""
    found = _YOUTH_RELATIVE.fullmatch(name) or _YOUTH.fullmatch(name)
    if found is None or (spot := spot_of(found[1], seat)) is None:
        return None
    return CanonicalName(
        f"共青团{spot.place}委员会", spot.level, Kind.OTHER, "youth-league", None, "", spot.within
    )


def _party(name: str, seat: Seat) -> CanonicalName | None:
    """中共云州市委组织部: as it stands; 中共云州市委 → 中共云州市委员会."""
    for head in ("中国共产党", "中共"):
        if name.startswith(head):
            return _relative(name[len(head) :], seat) or _placed(name[len(head) :], seat)
    return None


def _zone(name: str, seat: Seat) -> CanonicalName | None:
    """开发区总工会 → 云州开发区总工会; 云州市经开区总工会 → 云州经济技术开发区总工会; 北湾新区总工会 as it
    stands.
    """
    found = ZONE.search(name)
    if found is None or not (rest := name[found.end() :]):
        return None
    own, written = name[: found.start()], found[0]
    chain, own = chain_of(own, seat)
    for spot in chain:
        seat = moved_to(seat, spot)
    if own in ("我", "本", "该", "区", "市"):
        own = ""
    if not own and chain and chain[-1][0] is Level.COUNTY:
        own = chain[-1][1]
    zone = ZONE_FULL.get(written, written)
    if not own and written not in ZONE_OWN and seat.city:
        own = bare_name(seat.city)
    place = f"{own}{zone}"
    within = seat.city or seat.province or ""
    rule = "zone" if own else "unplaced"
    body = body_at(rest, Spot(place, Level.COUNTY, within, seat.city and f"{seat.city}总工会", not own))
    if body is None:
        return None
    if not own:
        return replace(
            body, name=f"{body.name}（{within}）" if within else body.name, local=not within, rule=rule
        )
    return replace(body, rule=rule)


def _relative(name: str, seat: Seat) -> CanonicalName | None:
    """市卫健委, 区总工会, 我市人社局: the level word is read from the seat."""
    found = LEVEL_WORD.match(name)
    if found is None:
        return None
    word, rest = found["word"], name[found.end() :]
    spot = spot_of(word, seat)
    if spot is not None:
        return body_at(rest, spot) or own_body_at(rest, spot)
    level = LEVEL_OF.get(word)
    if level is None:
        return None
    body = body_at(rest, Spot(word, level, "", None, True))
    if body is None or GENERIC.search(rest):
        return None
    # Which province is not said: kept as written, tied to the city that says it, so that two cities stay
    # apart.
    known = seat.city or seat.county or seat.province
    rule = f"{level}-unknown"
    if known is None:
        return replace(body, name=name, rule=rule, local=True, parent=None)
    # The province of a city is one, its districts are many: 区总工会 may be another in the next paper.
    local = level in (Level.COUNTY, Level.TOWN)
    name = f"{name}（{known}）"
    return replace(body, name=name, rule=rule, within=known, parent=None, unit="", local=local)


def _placed(name: str, seat: Seat) -> CanonicalName | None:
    """河北省总工会, 云州市青岭县人社局, 云州总工会: the name says its place."""
    chain, rest = chain_of(name, seat)
    if not chain or not rest:
        return None
    for spot in chain:
        seat = moved_to(seat, spot)
    level = chain[-1][0]
    where = spot_at(level, seat)
    if where is None:
        return None
    return body_at(rest, where) or own_body_at(rest, where)


def _unplaced_body(name: str, seat: Seat) -> CanonicalName | None:
    """总工会, 人社局, 财贸工会 without a place: the issuer's own level is meant, where it is known."""
    if seat.level not in (Level.PROVINCE, Level.CITY, Level.COUNTY) or name in ("总", "委", "工会"):
        return None
    spot = spot_at(seat.level, seat)
    if spot is None:
        return None
    body = body_at(name, spot)
    return replace(body, rule="issuer-level") if body and not body.unit else None


def _as_written(name: str, seat: Seat) -> CanonicalName:
    """What no rule places. Kind and level still follow from the last word."""
    spot = spot_at(seat.level, seat) if seat.level else None
    if GENERIC.search(name):
        return CanonicalName(name, Level.OTHER, Kind.OTHER, "generic", local=True)
    if GROUP.search(name):
        return CanonicalName(name, Level.OTHER, Kind.GROUP, "as-written", local=True)
    if COMPANY.search(name):
        return CanonicalName(name, Level.BASE, Kind.COMPANY, "as-written")
    if UNION_END.search(name):
        return CanonicalName(name, Level.BASE, Kind.UNION, "base-union")
    if DIRECT.fullmatch(name) and spot and seat.level in (Level.PROVINCE, Level.CITY, Level.COUNTY):
        return own_body_at(name, spot) or CanonicalName(name, Level.OTHER, Kind.OTHER, "as-written")
    return CanonicalName(name, Level.OTHER, Kind.OTHER, "as-written")
