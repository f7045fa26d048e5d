"""Which names mean one campaign or brand of one city (品牌活动名称)?

“港湾匠人”寻访宣传活动 and 港湾匠人寻访 are one: marks and general last words do not count. Cities are never
crossed: what two cities do alike is similarity, not identity. Working groups (领导小组) are compared in the
same way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from kg.resolution.clusters import hub_pairs
from kg.resolution.homes import city_key, home
from kg.resolution.model import Candidate, Node

__all__ = ["candidates", "exclusive", "group_block", "group_candidates", "stem"]

_MARKS = re.compile(r"[\s“”‘’\"'「」『』《》〈〉<>·•・\-—–－,，、。!！]+")
# General last words: they say that it is an activity, not which.
_TAIL = re.compile(r"(?:(?:系列|主题|宣传|专项|集中|品牌)*活动|(?:专项|系列|品牌|常态化)工作|宣传活动)$")
# Last words that may be part of a name (春风行动): left off only beside a bare name, and one such name at
# most.
_NAMING = re.compile(
    r"(?:(?:系列|专项|主题|集中|关爱|帮扶)*(?:行动|工程|计划|项目)|(?:劳动|知识|技能)?(?:竞赛|大赛|比赛)|品牌|评选|选树|创建|建设)$"
)
_LEAST = 4
_LONGEST = 120
_GROUP_TAIL = re.compile(r"(?:领导小组|协调小组|工作专班|工作小组|指挥部|专班)$")


@lru_cache(maxsize=65536)
def stem(name: str) -> str:
    """A name without marks and general last words: “港湾匠人”寻访宣传活动 → 港湾匠人寻访."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKC", name))
    if len(bare) > _LONGEST:
        return bare
    while (found := _TAIL.search(bare)) and found.start() >= (2 if _quoted(name) else 3):
        bare = bare[: found.start()]
    return bare


def _quoted(name: str) -> bool:
    return name[:1] in '“‘「『"'


def exclusive(node: Node) -> dict[str, frozenset[str]]:
    """The city."""
    return {"city": frozenset((city_key(node),))}


def candidates(nodes: Iterable[Node]) -> Iterator[Candidate]:
    """Joins among the initiatives of each city."""
    blocks: dict[str, list[Node]] = {}
    for node in nodes:
        blocks.setdefault(city_key(node), []).append(node)
    for block in blocks.values():
        stems: dict[str, set[str]] = {}
        for node in block:
            for name in node.names:
                stems.setdefault(stem(name), set()).add(node.iri)
        for name, ids in sorted(stems.items()):
            for a, b in hub_pairs(ids):
                yield Candidate(
                    a, b, "initiative-name", f"同一城市，去掉引号和“活动”一类泛称后同为“{name}”。", 1
                )
        longer: dict[str, list[str]] = {}
        for name in stems:
            if (
                len(name) <= _LONGEST
                and (found := _NAMING.search(name))
                and (bare := name[: found.start()]) in stems
                and _whole(bare)
            ):
                longer.setdefault(bare, []).append(name)
        for bare, names in sorted(longer.items()):
            if len(names) == 1:
                a, b = sorted((min(stems[bare]), min(stems[names[0]])))
                reason = f"同一城市，“{names[0]}”即“{bare}”，本市没有同名的其他行动、工程、竞赛。"
                yield Candidate(a, b, "initiative-tail", reason, 2)


def _whole(bare: str) -> bool:
    return len(bare) >= _LEAST or bare.endswith("杯")


def group_block(node: Node, renamed: Mapping[tuple[str, str], str]) -> str:
    return home(node, renamed) or city_key(node)


def group_candidates(nodes: Iterable[Node], renamed: Mapping[tuple[str, str], str]) -> Iterator[Candidate]:
    """Joins among working groups of one organisation: with and without its name before, and 领导小组 alone
    where a document has only one such group."""
    blocks: dict[str, list[Node]] = {}
    for node in nodes:
        blocks.setdefault(group_block(node, renamed), []).append(node)
    for block in blocks.values():
        names: dict[str, set[str]] = {}
        short: dict[str, str] = {}
        for node in block:
            for name in node.names:
                bare = _group_name(name, node)
                if _GROUP_TAIL.fullmatch(bare):
                    short[node.iri] = bare
                else:
                    names.setdefault(bare, set()).add(node.iri)
        for name, ids in sorted(names.items()):
            for a, b in hub_pairs(ids):
                yield Candidate(a, b, "group-name", f"同一单位，去掉单位名称和引号后同为“{name}”。", 1)
        documents = {node.iri: node.documents for node in block}
        for iri, bare in sorted(short.items()):
            if len(documents[iri]) != 1:
                continue
            here = [
                n
                for n, ids in names.items()
                if n.endswith(bare) and any(documents[i] & documents[iri] for i in ids)
            ]
            if len(here) == 1:
                a, b = sorted((iri, min(i for i in names[here[0]] if documents[i] & documents[iri])))
                yield Candidate(a, b, "group-bare-name", f"同一份文件中只有“{here[0]}”，“{bare}”即此。", 2)


def _group_name(name: str, node: Node) -> str:
    bare = _MARKS.sub("", unicodedata.normalize("NFKC", name))
    for scope in (*node.scopes, "市总工会", "省总工会", "区总工会", "县总工会", "市总"):
        if bare.startswith(scope) and len(bare) > len(scope):
            return bare[len(scope) :]
    return bare
