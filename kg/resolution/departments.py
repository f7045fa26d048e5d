"""Which names of departments inside one organisation are one department (部门简称与全称)?

民管部 is 民主管理部 by the general rule of abbreviation, 宣教部 and 宣教文体部 by
`data/lexicon/departments.tsv`. What fits two departments of the organisation is joined to neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import combinations, pairwise

from kg.resolution.clusters import hub_pairs, lists, pairs_of
from kg.resolution.homes import home, plain
from kg.resolution.model import Candidate, Node
from kg.resources import resource

__all__ = ["abbreviates", "block_of", "candidates", "lexicon", "lines"]

# How departments end, longest first: (ending, class). An abbreviation keeps the class: 经审办 … 办公室.
_ENDS: tuple[tuple[str, str], ...] = (
    ("办公室", "办"),
    ("委员会", "会"),
    ("文化宫", "宫"),
    ("疗养院", "院"),
    ("中心", "中心"),
    ("学校", "校"),
    ("党委", "党委"),
    ("工会", "工会"),
    ("部", "部"),
    ("处", "处"),
    ("科", "科"),
    ("室", "室"),
    ("办", "办"),
    ("会", "会"),
    ("委", "会"),
    ("宫", "宫"),
    ("院", "院"),
    ("校", "校"),
    ("站", "站"),
)
# Words in departments' names that are not two signs long, or that two-sign cutting would cut wrongly.
_WORDS = ("女职工", "委员会", "办公室", "信息化", "离退休", "劳动者", "协调小组", "文化体育")
# Words with a short form that is not their head: 女职工部 is 女工部.
_SHORT: dict[str, tuple[str, ...]] = {
    "女职工": ("女工", "女职", "女"),
    "委员会": ("委", "会"),
    "离退休": ("离退",),
}
# A name may lose these at its beginning (集体合同部, 困难职工帮扶中心), being said of everything a union
# does.
_LIGHT = frozenset({"职工", "工会", "权益", "集体", "困难", "机关", "工人", "政策", "企业", "委员会"})
# Words that are departments of their own: what leaves them out is not the whole (组织部 is not 组织宣传部).
_HEAVY = frozenset(
    {
        "组织",
        "宣传",
        "法律",
        "财务",
        "女职工",
        "民主",
        "经济",
        "保障",
        "网络",
        "基层",
        "合同",
        "民管",
        "宣教",
        "产业",
        "人事",
        "资产",
    }
)
_JOINERS = re.compile(r"[和与及、]")
_OWN_PREFIX = re.compile(r"(?:省|市|区|县|州|盟|旗|自治区)(?=(?:困难)?(?:职工|工人|劳动|工会|总))")


def candidates(nodes: Iterable[Node], renamed: Mapping[tuple[str, str], str]) -> Iterator[Candidate]:
    """Joins among the departments of each organisation; those without a known organisation, inside one
    document.
    """
    blocks: dict[str, list[Node]] = {}
    for node in nodes:
        blocks.setdefault(block_of(node, renamed), []).append(node)
    for block in blocks.values():
        if len(block) > 1:
            yield from _inside(block)


def block_of(node: Node, renamed: Mapping[tuple[str, str], str]) -> str:
    return home(node, renamed) or "\x1f".join(("", *sorted(node.documents)))


def _inside(block: list[Node]) -> Iterator[Candidate]:
    titles: dict[str, str] = {}
    by_name: dict[str, list[Node]] = {}
    for node in block:
        titles[node.iri] = _own_name(node)
        by_name.setdefault(titles[node.iri], []).append(node)
    for name, same in by_name.items():
        for a, b in hub_pairs(n.iri for n in same):
            yield Candidate(a, b, "department-same-name", f"同一单位的部门，去掉单位名称后都叫“{name}”。", 1)
    names = sorted(by_name)
    if len(names) < 2:
        return
    apart = {
        tuple(sorted((titles[a], titles[b]))) for a, b in pairs_of(lists(block)) if titles[a] != titles[b]
    }
    shorter = {name: [other for other in names if abbreviates(name, other)] for name in names}
    documents = {name: frozenset().union(*(n.documents for n in by_name[name])) for name in names}
    classes: dict[int, list[str]] = {}
    for name in names:
        if (entry := lexicon().get(name)) is not None:
            classes.setdefault(entry, []).append(name)

    def different(a: str, b: str) -> bool:
        """Two names for two units: listed side by side, or two full names in one paper."""
        if tuple(sorted((a, b))) in apart:
            return True
        return b not in shorter[a] and a not in shorter[b] and bool(documents[a] & documents[b])

    # 1. The lexicon, where the organisation's own papers do not tell two of the line's names apart.
    root = {name: name for name in names}
    for members in classes.values():
        if any(different(a, b) and not _known_short(a, b) for a, b in combinations(members, 2)):
            continue
        if any(tuple(sorted(pair)) in apart for pair in combinations(members, 2)):
            continue
        for name in members:
            root[name] = members[0]
        for a, b in pairwise(members):
            reason = f"工会部门名称表：“{a}”与“{b}”是同一部门的不同名称。"
            yield _candidate(by_name, a, b, "department-lexicon", reason, 2)
    # 2. The rule of abbreviation, where exactly one department fits.
    for name in names:
        fulls = _furthest(name, shorter)
        if not fulls or any(tuple(sorted((name, full))) in apart for full in shorter[name]):
            continue
        if len({root[full] for full in fulls}) != 1:
            continue
        for full in sorted(fulls):
            if root[full] != root[name]:
                reason = f"“{name}”是“{full}”的简称：逐词取字，尾字同类，本单位内只有这一个部门相合。"
                yield _candidate(by_name, name, full, "department-abbreviation", reason, 3)


def _candidate(
    by_name: Mapping[str, list[Node]], a: str, b: str, rule: str, reason: str, rank: int
) -> Candidate:
    left, right = sorted((min(n.iri for n in by_name[a]), min(n.iri for n in by_name[b])))
    return Candidate(left, right, rule, reason, rank)


def _furthest(name: str, shorter: Mapping[str, list[str]]) -> set[str]:
    """The full names at the end of every chain of abbreviations from `name`."""
    ends: set[str] = set()
    seen = {name}
    todo = list(shorter[name])
    while todo:
        other = todo.pop()
        if other in seen:
            continue
        seen.add(other)
        if shorter[other]:
            todo.extend(shorter[other])
        else:
            ends.add(other)
    return ends


def _own_name(node: Node) -> str:
    """The department's name without its organisation: 云州市总工会组织部, 市总组织部 → 组织部; 市职工服务中心
    → 职工服务中心.
    """
    name = max((plain(n) for n in node.names), key=lambda n: (-len(n), n))
    for scope in node.scopes:
        if name.startswith(scope) and len(name) > len(scope):
            name = name[len(scope) :]
    return _plain_department(name)


@lru_cache(maxsize=16384)
def _plain_department(name: str) -> str:
    for head in ("市总工会", "市总", "省总工会", "省总", "区总工会", "区总", "县总工会", "县总"):
        if name.startswith(head) and _end(name) is not None and len(name) - len(head) >= 2:
            return name[len(head) :]
    return _OWN_PREFIX.sub("", name, count=1) if _OWN_PREFIX.match(name) else name


# --- the lexicon and the rule -------------------------------------------------------------------------


@cache
def lexicon() -> Mapping[str, int]:
    """Each name of `data/lexicon/departments.tsv` and the number of its line: one department each."""
    entries: dict[str, int] = {}
    for number, names in enumerate(lines()):
        for name in (*names[0], *names[1]):
            entries[name] = number
    return entries


@cache
def _short_forms() -> frozenset[str]:
    return frozenset(short for names in lines() for short in names[1])


@cache
def lines() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """(full names, short forms) of every line."""
    found = []
    for line in resource("lexicon/departments.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        full, _, short = line.partition("\t")
        found.append((tuple(full.split("、")), tuple(s for s in short.strip().split("、") if s)))
    return tuple(found)


def _known_short(a: str, b: str) -> bool:
    """A short form beside its full name in one paper is usual, not a sign of two units."""
    return (a in _short_forms()) != (b in _short_forms())


@lru_cache(maxsize=65536)
def abbreviates(short: str, full: str) -> bool:
    """Is `short` a short form of `full`? 民管部 of 民主管理部, 经审办 of 经费审查委员会办公室, 合同部 of
    集体合同部.

    Same class of ending; the rest of `short` is made, in order, of heads of `full`'s words or whole words.
    The first word may be left out only where it says nothing (职工, 集体), others unless they are departments
    of their own.
    """
    if len(short) >= len(full) or len(full) > 40:
        return False
    ends = _end(short), _end(full)
    if ends[0] is None or ends[1] is None or ends[0][1] != ends[1][1] or ends[0][1] == "工会":
        return False  # 教育工会 and 教科文卫工会 may be two unions
    stem, whole = short[: -len(ends[0][0])], full[: -len(ends[1][0])]
    stem = _JOINERS.sub("", stem)
    if len(stem) < 2 or len(stem) > len(whole) or (stem == whole and ends[0] == ends[1]):
        return False
    return _takes(stem, _cut(_JOINERS.sub("", whole)), True)


def _takes(stem: str, words: tuple[str, ...], first: bool) -> bool:
    if not stem:
        return not any(word in _HEAVY for word in words)
    if not words or len(stem) > sum(map(len, words)):
        return False
    word, rest = words[0], words[1:]
    forms = (word, word[0], *_SHORT.get(word, ()))
    if any(stem.startswith(form) and _takes(stem[len(form) :], rest, False) for form in forms):
        return True
    droppable = word in _LIGHT if first else word not in _HEAVY
    return droppable and _takes(stem, rest, first)


def _cut(stem: str) -> tuple[str, ...]:
    """A department's name cut into words: the listed ones, else two signs each, as such names are built."""
    words: list[str] = []
    at = 0
    while at < len(stem):
        word = next((w for w in _WORDS if stem.startswith(w, at)), stem[at : at + 2])
        words.append(word)
        at += len(word)
    return tuple(words)


@lru_cache(maxsize=16384)
def _end(name: str) -> tuple[str, str] | None:
    return next(((end, kind) for end, kind in _ENDS if name.endswith(end)), None)
