"""Which body of a place does the rest of a name mean (地方之后的机构)? 云州市 and 委组织部: 中共云州市委组织部."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.names.model import CanonicalName, Kind, Level
from kg.names.seats import Spot
from kg.names.short_names import BODIES, BUREAU_END, BUREAUS, PARTY_UNITS
from kg.names.words import COMPANY, DIRECT, GENERIC, GROUP, UNION_END

__all__ = ["body_at", "own_body_at", "part_of", "together"]


_PARTY_UNIT = re.compile(r"[一-鿿]{0,16}(?:部|办|办公室|办公厅|局|委|委员会|党校|研究室|工委)")
# Industrial unions (产业工会): they stand under the union of their level. Source: 《中国工会章程》第十一条
# and usual names.
_INDUSTRY = re.compile(
    r"(?:财贸|教育|教科文卫|科教文卫|机冶|机械|冶金|建材|能源|化学|石油|农林|水利|气象|轻工|纺织|烟草|交通|运输|建设|建筑|金融|"
    r"国防|邮电|海员|铁路|民航|地质|煤炭|电力|外企|非公|旅游|卫生|文化|体育|科技|住建|城建|工业|商业|服务业|直属机关|"
    r"直机关|轻纺|新业态|快递行业|物流行业|网约车行业|[、（）和])+"
    r"(?:企业)?(?:系统)?工会(?:委员会)?"
)
_UNIT = re.compile(
    r"(?:机关)?[一-鿿]{0,14}(?:部|室|办|厅|处|科|中心|党委|党组|纪检组|经审会|经费审查委员会|女职工委员会|工委)"
)


def body_at(rest: str, spot: Spot) -> CanonicalName | None:
    """The body that `rest` (总工会, 委组织部, 人社局) means at a place; None where no table has it."""
    where = spot.place
    office = "办公厅" if spot.level is Level.PROVINCE else "办公室"
    if rest in ("总工会", "总") or (rest == "工会" and spot.level is not Level.TOWN):
        return CanonicalName(f"{where}总工会", spot.level, Kind.UNION, "union", spot.above, "", spot.within)
    for head in ("总工会", "总"):
        if rest.startswith(head) and len(rest) > len(head):
            owner = CanonicalName(
                f"{where}总工会", spot.level, Kind.UNION, "union", spot.above, "", spot.within
            )
            part = rest[len(head) :]
            short = _UNIT.fullmatch(part) or (GROUP.search(part) and not part.startswith("工会"))
            return part_of(owner, part) if head == "总工会" or short else None
    if rest in ("委", "委员会"):
        return CanonicalName(f"中共{where}委员会", spot.level, Kind.PARTY, "party", None, "", spot.within)
    if rest.startswith("委") and not rest.startswith("委员会") and (_PARTY_UNIT.fullmatch(rest, 1)):
        unit = PARTY_UNITS.get(rest[1:], rest[1:]).format(O=office)
        if unit.endswith("委") and not unit.endswith("工委"):
            unit += "员会"
        name = f"中共{where}委{unit}"
        return CanonicalName(
            name, spot.level, Kind.PARTY, "party-unit", f"中共{where}委员会", unit, spot.within
        )
    known = BODIES.get(rest)
    if known:
        court = {Level.CITY: "中级", Level.PROVINCE: "高级"}.get(spot.level, "")
        name = known[0].format(P=where, O=office, C=court)
        return CanonicalName(name, spot.level, known[1], "usual-short-name", None, "", spot.within)
    for end, full in BUREAU_END.items():
        if rest.endswith(end) and (topic := BUREAUS.get(rest[: -len(end)])):
            head = "人民政府" if topic == "国有资产监督管理" and full == "委员会" else ""
            name = f"{where}{head}{topic}{full}"
            return CanonicalName(name, spot.level, Kind.GOVERNMENT, "usual-short-name", None, "", spot.within)
    if _INDUSTRY.fullmatch(rest):
        return CanonicalName(
            f"{where}{rest}", spot.level, Kind.UNION, "industry-union", f"{where}总工会", "", spot.within
        )
    return None


def own_body_at(rest: str, spot: Spot) -> CanonicalName | None:
    """Any other body of a place: its level word gives way to the place's name (市工人文化宫, 区行政审批局,
    市书法家协会).
    """
    if GENERIC.match(rest) or not re.fullmatch(r"[一-鿿A-Za-z0-9（）()、·—-]{2,60}", rest):
        return None
    name = f"{spot.place}{rest}"
    if GROUP.search(rest):
        return CanonicalName(name, spot.level, Kind.GROUP, "placed", None, "", spot.within)
    if COMPANY.search(rest):
        return CanonicalName(name, Level.BASE, Kind.COMPANY, "placed", None, "", spot.within)
    if DIRECT.fullmatch(rest):
        return CanonicalName(
            name, spot.level, Kind.OTHER, "direct-body", f"{spot.place}总工会", "", spot.within
        )
    if rest in ("工会联合会", "工会委员会", "联合工会"):
        return CanonicalName(name, spot.level, Kind.UNION, "placed", spot.above, "", spot.within)
    if UNION_END.search(rest):
        return CanonicalName(name, Level.BASE, Kind.UNION, "placed", None, "", spot.within)
    if rest.endswith(("局", "厅", "委", "委员会", "政府", "法院", "检察院")):
        return CanonicalName(name, spot.level, Kind.GOVERNMENT, "placed", None, "", spot.within)
    if re.search(
        r"(?:协会|学会|联合会|商会|中心|宫|院|校|大学|馆|会|社|站|所|办|处|队|基金会|银行|报社|电视台|医院)$",
        rest,
    ):
        return CanonicalName(name, spot.level, Kind.OTHER, "placed", None, "", spot.within)
    return None


def part_of(owner: CanonicalName, rest: str) -> CanonicalName | None:
    """A part of a union: its office, a department, a working group, the union of its own staff."""
    name = f"{owner.name}{rest}"
    if GROUP.search(rest):
        return CanonicalName(name, owner.level, Kind.GROUP, "union-group", owner.name, "", owner.within)
    if _UNIT.fullmatch(rest) or DIRECT.fullmatch(rest):
        return CanonicalName(name, owner.level, Kind.UNION, "union-unit", owner.name, rest, owner.within)
    if rest in ("委员会", "机关"):
        return replace(owner, rule="union-organ")
    if UNION_END.search(rest):
        return CanonicalName(name, Level.BASE, Kind.UNION, "base-union", owner.name, "", owner.within)
    return None


def together(rule: str, *members: CanonicalName) -> CanonicalName:
    name = "、".join(m.name for m in members)
    return CanonicalName(
        name, members[0].level, members[0].kind, rule, members=members, within=members[0].within
    )
