"""Which place of China is this name (行政区划), with its GB/T 2260 code where it has one?

Provinces, cities and counties come from `data/places.tsv`; a place that is not in it (invented, masked as
X市, or newer than the list) is still a place, by its suffix 省 市 县 区 旗 州 盟, only without a code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kg.resources import resource

if TYPE_CHECKING:
    from kg.model import Place

__all__ = [
    "Level",
    "Region",
    "by_abbreviation",
    "by_code",
    "find",
    "is_name",
    "name_ending_at",
    "place_of",
    "province_of",
]


class Level(StrEnum):
    """省级, 地级, 县级: the three levels of GB/T 2260."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Region:
    """A place. `short` is the bare name (秦皇岛市: 秦皇岛), `abbreviation` a province's one sign (河北: 冀).

    `parent` is the code of the place above (for a county under a municipality or directly under its
    province, that province's). `code` is None for a place that is not in the list.
    """

    level: Level
    code: str | None
    name: str
    short: str
    abbreviation: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """`rows` are (level, code, name, short, abbreviation, parent) by code; the rest maps names to codes,
    highest level first."""

    rows: dict[str, tuple[str, str, str, str, str, str]]
    full: dict[str, list[str]]
    short: dict[str, list[str]]
    signs: dict[str, str]
    longest: int


# Ends of a name that say its level; the longer first. Source: 行政区划管理条例 and the names in GB/T 2260.
_SUFFIXES: tuple[tuple[str, Level], ...] = (
    ("特别行政区", Level.PROVINCE),
    ("自治区", Level.PROVINCE),
    ("自治州", Level.CITY),
    ("自治县", Level.COUNTY),
    ("自治旗", Level.COUNTY),
    ("地区", Level.CITY),
    ("省", Level.PROVINCE),
    ("市", Level.CITY),
    ("州", Level.CITY),
    ("盟", Level.CITY),
    ("县", Level.COUNTY),
    ("区", Level.COUNTY),
    ("旗", Level.COUNTY),
)
# Words that end like a place and are none (城市, 社区, 国旗), or mean some place or a class of them (各县).
_NO_PLACE = re.compile(
    r".*[各全我本该贵两此每外跨同属辖内近邻是在](?:省|市|县|区|旗|州|盟|地区)"
    r"|.*[城都夜股门集超上楼菜省县车早]市|.*[社园校小辖景片山库厂矿厅时误禁灾牧林商街学战老县市]区"
    r"|(?:新|特|专|开发|高新|经开|高新技术|经济|技术|经济技术|高新技术产业|自贸|保税)+(?:开发)?区"
    r"|.*[红国锦彩党团战会军义校降]旗|.*[联同加结]盟"
)
# What may stand before the suffix of an unlisted place: a short name, or the mask of one.
_UNLISTED = re.compile(r"[一-鿿]{1,8}|[A-Za-zＡ-Ｚ*×＊某]{1,4}")


def find(name: str) -> Region | None:
    """The place of that name, full (秦皇岛市, 河北省秦皇岛市) or bare (秦皇岛); None for what is no place.

    A bare name is the highest place that has it. A county's name that several counties have (朝阳区) gives a
    place without a code, unless the name begins with the place it lies in (长春市朝阳区).
    """
    return _find("".join(name.split()))


@lru_cache(maxsize=4096)
def _find(name: str) -> Region | None:
    found: Region | None = None
    for piece in _pieces(name):
        found = _under(piece, found)
        if found is None:
            return None
    return found


def province_of(city: str) -> Region | None:
    """The province that a place lies in (秦皇岛市: 河北省); None where the list does not say."""
    region = find(city)
    while region is not None and region.level is not Level.PROVINCE:
        region = by_code(region.parent) if region.parent else None
    return region


def by_code(code: str) -> Region | None:
    """The place with a six-digit GB/T 2260 code."""
    row = _gazetteer().rows.get(code)
    return _region(row) if row else None


def by_abbreviation(sign: str) -> Region | None:
    """The province written with one sign in document numbers (冀工办发: 冀)."""
    code = _gazetteer().signs.get(sign)
    return by_code(code) if code else None


def is_name(name: str) -> bool:
    """Whether the list has this very name, full or bare. No other places: `find` knows those."""
    places = _gazetteer()
    return name in places.full or name in places.short


def name_ending_at(text: str, end: int, start: int = 0) -> int:
    """Where the longest listed name that ends at `end` begins, not before `start`; -1 for none.

    Bare names count for provinces and cities only (秦皇岛|总工会): those of counties are often words (和平).
    """
    places = _gazetteer()
    full, short, rows = places.full, places.short, places.rows
    for begin in range(max(start, end - places.longest), end - 1):
        name = text[begin:end]
        if name in full or (name in short and rows[short[name][0]][0] != Level.COUNTY):
            return begin
    return -1


def place_of(name: str) -> Place:
    """Province, city and county that a name stands for, bare: 秦皇岛市海港区 is 河北, 秦皇岛, 海港区.

    A county keeps its suffix (海港区), as its bare name is seldom said; so does a county-level city (县级市),
    whose `city` is the prefecture above it. Empty for what is no place.
    """
    from kg.model import Place

    chain: list[Region] = []
    for piece in _pieces("".join(name.split())):
        found = _under(piece, chain[-1] if chain else None)
        if found is None:
            return Place()
        chain.append(found)
    # What the name leaves out above its last place (河北海港区 leaves out 秦皇岛), the list may know.
    over = by_code(chain[-1].parent) if chain and chain[-1].parent else None
    while over is not None:
        chain.insert(0, over)
        over = by_code(over.parent) if over.parent else None
    province = city = county = None
    for region in chain:
        if region.level is Level.PROVINCE:
            province = region.short
            # A municipality (直辖市) is both: documents and readers call 北京 a city.
            city = city or (region.short if region.name.endswith("市") else None)
        elif region.level is Level.CITY:
            city = region.short
        else:
            county = region.name
    return Place(province, city, county)


def _listed(name: str) -> Region | None:
    places = _gazetteer()
    for table in (places.full, places.short):
        codes = table.get(name)
        if not codes:
            continue
        row = places.rows[codes[0]]
        if len(codes) == 1 or row[0] != Level.COUNTY:
            return _region(row)
        if table is places.full:
            return Region(Level.COUNTY, None, row[2], row[3])
    return None


def _pieces(name: str) -> list[str]:
    """A name cut into places, the widest first (河北省, 海港区); one that cannot be cut is one piece."""
    pieces: list[str] = []
    while name:
        cut = len(name) if is_name(name) else _first(name)
        pieces.append(name[:cut])
        name = name[cut:]
    return pieces


def _first(name: str) -> int:
    """Where the first place of a chain of places ends: after a listed one, else after 省, 自治区, 市, 州."""
    places = _gazetteer()
    ends = range(min(len(name) - 2, places.longest), 1, -1)
    for end in ends:
        if name[:end] in places.full:
            return end
    for end in ends:
        # 秦皇岛|海港区, yet not 云州|市青岭县: what follows a bare name must be a place itself.
        codes = places.short.get(name[:end])
        if codes and places.rows[codes[0]][0] != Level.COUNTY and _by_suffix(name[end:], None) is not None:
            return end
    for suffix in ("省", "自治区", "自治州", "市", "州"):
        end = name.find(suffix, 1) + len(suffix)
        if len(suffix) < end < len(name) and _by_suffix(name[end:], None) is not None:
            return end
    return len(name)


def _under(name: str, above: Region | None) -> Region | None:
    """The place called `name` inside `above`."""
    if above is None:
        return _listed(name) or _by_suffix(name, None)
    places = _gazetteer()
    prefix = (above.code or "-").rstrip("0")
    for table in (places.full, places.short):
        inside = [code for code in table.get(name, ()) if code.startswith(prefix) and code != above.code]
        if inside:
            return _region(places.rows[inside[0]])
    return _by_suffix(name, above)


def _by_suffix(name: str, above: Region | None) -> Region | None:
    for suffix, level in _SUFFIXES:
        if not name.endswith(suffix):
            continue
        short = name[: -len(suffix)]
        if not _UNLISTED.fullmatch(short) or _NO_PLACE.fullmatch(name):
            return None
        if suffix == "区" and short[-1] in "新发":
            short = name  # 功能区: 北戴河新区, 秦皇岛开发区 have no barer name
        if suffix == "市" and above is not None and above.level is Level.CITY:
            level = Level.COUNTY
        return Region(level, None, name, short, None, above.code if above else None)
    return None


def _region(row: tuple[str, str, str, str, str, str]) -> Region:
    level, code, name, short, abbreviation, parent = row
    return Region(Level(level), code, name, short, abbreviation or None, parent or None)


@cache
def _gazetteer() -> _Gazetteer:
    rows: dict[str, tuple[str, str, str, str, str, str]] = {}
    full: dict[str, list[str]] = {}
    short: dict[str, list[str]] = {}
    signs: dict[str, str] = {}
    for line in resource("places.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        level, code, name, bare, sign, parent = line.split("\t")
        rows[code] = (level, code, name, bare, sign, parent)
        if sign:
            signs[sign] = code
    order = {"province": 0, "city": 1, "county": 2}
    for row in sorted(rows.values(), key=lambda r: order[r[0]]):
        full.setdefault(row[2], []).append(row[1])
        if row[3] != row[2]:
            short.setdefault(row[3], []).append(row[1])
    for code, row in rows.items():
        # 青龙满族自治县 is called 青龙县, 延边朝鲜族自治州 延边州.
        if "自治" in row[2] and row[0] != Level.PROVINCE and len(row[3]) > 1:
            full.setdefault(row[3] + row[2][-1], []).append(code)
    return _Gazetteer(rows, full, short, signs, max(map(len, full)))
