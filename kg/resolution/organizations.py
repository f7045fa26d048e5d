"""Which written variants name one organisation of one city (机构名称变体)?

Equal canonical names are one id before this; here come only zones' unions (开发区总工会,
经济技术开发区总工会), short names of autonomous counties (自治县), and other names that a document itself
gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kg.resolution.clusters import hub_pairs
from kg.resolution.homes import city_key, plain
from kg.resolution.model import Candidate, Node

__all__ = ["candidates", "exclusive", "stated_aliases"]

# 开发区 alone may be any of a city's economic zones; 高新区 is another zone than 开发区.
_ZONES = {
    "经济技术开发区": "经济技术开发区",
    "经开区": "经济技术开发区",
    "经济开发区": "经济开发区",
    "高新技术产业开发区": "高新区",
    "高新技术开发区": "高新区",
    "高新区": "高新区",
    "开发区": "",
}
_ZONE = re.compile("|".join(_ZONES))
# 丰宁县 is 丰宁满族自治县: the name of the people is left out. Source: GB/T 2260 names of autonomous counties
# and banners.
_AUTONOMOUS = re.compile(r"(?P<own>[一-鿿]{2,4}?)(?:[^族\s]{1,5}族)+自治(?P<sign>[县旗州])")
_SHORT_COUNTY = re.compile(r"(?P<own>[一-鿿]{2,4})(?P<sign>[县旗州])")
_LEVELS = re.compile(r"(?P<sign>街道|[省市县区旗镇乡州盟])(?:总工会|人民政府|委)")


def candidates(nodes: Iterable[Node]) -> Iterator[Candidate]:
    """Joins among the organisations of each city."""
    blocks: dict[str, list[Node]] = {}
    for node in nodes:
        blocks.setdefault(city_key(node), []).append(node)
    for city, block in blocks.items():
        yield from _same_name(block)
        yield from _zones(city, block)
        yield from _autonomous(block)


def exclusive(node: Node) -> dict[str, frozenset[str]]:
    """A union's level: 市总工会 and 区总工会 are never one."""
    levels = {
        found["sign"] for name in node.names if (found := _LEVELS.search(name)) and not _ZONE.search(name)
    }
    return {"level": frozenset(levels)} if levels else {}


def _same_name(block: list[Node]) -> Iterator[Candidate]:
    names: dict[str, list[str]] = {}
    for node in block:
        for name in node.names:
            names.setdefault(plain(name), []).append(node.iri)
    for name, ids in names.items():
        for a, b in hub_pairs(ids):
            yield Candidate(a, b, "organization-same-name", f"同一地方，名称同为“{name}”。", 1)


def _zones(city: str, block: list[Node]) -> Iterator[Candidate]:
    """云州开发区总工会 is 云州经济技术开发区总工会 where the papers know no other of its kind."""
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for node in block:
        for name in map(plain, node.names):
            zone = _ZONE.search(name)
            if zone is None or not name[zone.end() :]:
                continue
            own = name[: zone.start()].removeprefix(city).removeprefix("市")
            found.setdefault((own, name[zone.end() :]), {}).setdefault(_ZONES[zone[0]], []).append(node.iri)
    for (_, body), kinds in found.items():
        economic = [kind for kind in ("经济技术开发区", "经济开发区") if kind in kinds]
        for kind, ids in kinds.items():
            yield from (
                Candidate(a, b, "zone-name", f"同一城市同一开发区的{body}。", 2)
                for a, b in hub_pairs(ids)
                if kind
            )
        if len(economic) == 1 and "" in kinds:
            for a, b in hub_pairs((*kinds[economic[0]], *kinds[""])):
                reason = f"本市只有一个经济类开发区，“开发区{body}”即“{economic[0]}{body}”。"
                yield Candidate(a, b, "zone-name", reason, 2)


def _autonomous(block: list[Node]) -> Iterator[Candidate]:
    full: dict[tuple[str, str], list[str]] = {}
    short: dict[tuple[str, str], list[str]] = {}
    for node in block:
        for name in map(plain, node.names):
            if found := _AUTONOMOUS.match(name):
                full.setdefault((found["own"] + found["sign"], name[found.end() :]), []).append(node.iri)
            elif found := _SHORT_COUNTY.match(name):
                short.setdefault((found[0], name[found.end() :]), []).append(node.iri)
    for (place, body), ids in full.items():
        for a, b in hub_pairs((*ids, *short.get((place, body), ()))):
            yield Candidate(a, b, "autonomous-county", f"“{place}”是自治地方的简称，{body}为同一单位。", 2)


def stated_aliases(nodes: Iterable[Node], block_of: Mapping[str, str]) -> Iterator[Candidate]:
    """Other names that a document itself gives (以下简称, 加挂…牌子): joined where exactly one entity has
    that name.
    """
    blocks: dict[tuple[str, str], dict[str, set[str]]] = {}
    nodes = list(nodes)
    for node in nodes:
        names = blocks.setdefault((node.kind, block_of[node.iri]), {})
        for name in node.names:
            names.setdefault(plain(name), set()).add(node.iri)
    for node in nodes:
        names = blocks[node.kind, block_of[node.iri]]
        for alias in sorted(node.get("alias")):
            others = names.get(plain(alias), set()) - {node.iri}
            if len(others) == 1:
                a, b = sorted((node.iri, *others))
                yield Candidate(a, b, "stated-alias", f"文件写明“{node.name}”又称“{alias}”。", 1)
