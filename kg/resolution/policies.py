"""Which citations mean one instrument (文件的同一性)?

One document number is one instrument; one title is, where issuer, year and place do not speak against it. A
title without issuer that two cities' papers cite is one instrument only where its kind is not local (条例,
法, 章程).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.resolution.clusters import hub_pairs, twins
from kg.resolution.homes import MASK, city_key
from kg.resolution.model import Candidate, Node

__all__ = ["candidates", "exclusive", "number_of", "split_title"]

_BRACKETS = str.maketrans("[(【［（{<〈《])】］）}>〉》", "〔〔〔〔〔〔〔〔〔〕〕〕〕〕〕〕〕〕")
_LAYOUT = re.compile(r"[\s“”‘’\"'「」『』〔〕,，、:：·—–-]+")
_NUMBER = re.compile(r"(?P<sign>[一-鿿A-Za-z]{1,16})〔(?P<year>(?:19|20)\d{2})〕第?0*(?P<n>\d{1,5})号?")
_YEAR = re.compile(r"((?:19|20)\d{2})(?:[-—~至](?:19|20)?\d{2})?年?")
_CHINESE_YEAR = re.compile(r"([一二][〇零○九][〇零○一二三四五六七八九]{2})年")
_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "0001" + "23456789")
_YEARLY = re.compile(r"(?:要点|总结|台账|计划|安排|分工方案|报告)$")
# A title's issuer stands before 关于, 印发 or the name itself. GB/T 9704—2012 7.3.1:
# 发文机关名称、事由和文种.
_ISSUER = re.compile(
    r"(?P<issuer>[一-鿿XＸ×*、]{1,60}?(?:总工会|工会|委员会|人民政府|政府|委|局|厅|部|国务院|法院|检察院|办公厅|办公室|[省市区县]总|全总))"
    r"(?=(?:等[^关印]{0,6}部门)?(?:关于|印发|转发|批转)|(?:19|20)\d{2}年)"
)
_OFFICE = re.compile(r"(?:办公室|办公厅)$")
_RELATIVE = re.compile(r"[我本]?(?:[省市区县州]|自治区)(?:总|委|政|人|两)|[我本][省市区县]|.?两办")
# Kinds that one body makes for all: their bare titles mean the same in every city. 立法法; 《中国工会章程》.
_COMMON = re.compile(r"(?:法|条例|章程|法典|规划纲要|决定)(?:〔(?:试行|修正案|草案)〕)?$")
# Words that may be missing or added between two ways of writing one title.
_SLIGHT = re.compile(r"的|和|与|及|了|推进|进一步|深入|切实|做好|开展|加强|有关|相关|扎实|全面|工作")


@dataclass(frozen=True, slots=True)
class _Facts:
    titles: frozenset[str]
    numbers: frozenset[str]
    issuers: frozenset[str]
    years: frozenset[str]
    city: str
    common: bool


@lru_cache(maxsize=65536)
def number_of(text: str) -> str | None:
    """发文字号 in one form; None for what is none, or has no sign before the year (〔2021〕3号 is many
    documents').
    """
    found = _NUMBER.search(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).translate(_BRACKETS))
    return f"{found['sign']}〔{found['year']}〕{found['n']}号" if found else None


@lru_cache(maxsize=65536)
def split_title(title: str) -> tuple[str, str]:
    """(issuer, title) of a title as written, both less layout: 《云州市总工会关于加强…的意见》 →
    云州市总工会, 关于加强…的意见.

    Quotation marks, brackets, white space and width do not count; "" where the title names no issuer.
    """
    name = re.sub(r"\s", "", unicodedata.normalize("NFKC", title)).translate(_BRACKETS)
    name = name.strip("〔〕") if name.startswith("〔") and name.endswith("〕") else name
    found = _ISSUER.match(re.sub(r"[“”\"'‘’]", "", name))
    bare = _LAYOUT.sub("", re.sub(r"[“”\"'‘’]", "", name)[found.end() :] if found else name)
    # 关于印发《X》的通知 is the notice, X the plan: two titles.
    if found and len(bare) >= 4:
        return _LAYOUT.sub("", found["issuer"]), bare
    return "", _LAYOUT.sub("", name)


@lru_cache(maxsize=65536)
def _years(title: str) -> frozenset[str]:
    flat = unicodedata.normalize("NFKC", title)
    years = {y for y in _YEAR.findall(flat)}
    years |= {y.translate(_CHINESE_DIGITS).replace("九", "9") for y in _CHINESE_YEAR.findall(flat)}
    return frozenset(years)


def _facts(node: Node) -> _Facts:
    parts = [split_title(name) for name in node.names]
    numbers = frozenset(n for raw in node.get("doc_number") if (n := number_of(raw)))
    issuers = frozenset(
        _office(i) for i in (*(p[0] for p in parts), *(_LAYOUT.sub("", i) for i in node.get("issuer"))) if i
    )
    titles = frozenset(p[1] for p in parts if p[1])
    years = frozenset(y for name in node.names for y in _years(name))
    if not years and any(_YEARLY.search(t) for t in titles):
        years = node.get("year")
    return _Facts(titles, numbers, issuers, years, city_key(node), any(_COMMON.search(t) for t in titles))


def _office(issuer: str) -> str:
    return _OFFICE.sub("", issuer) or issuer


def exclusive(node: Node) -> dict[str, frozenset[str]]:
    """Document numbers, and the years that titles name: 2021年工作要点 is not 2022年工作要点."""
    facts = _facts(node)
    return {key: values for key, values in (("number", facts.numbers), ("year", facts.years)) if values}


def candidates(nodes: Iterable[Node]) -> Iterator[Candidate]:
    """Joins among policies."""
    nodes = list(nodes)
    facts = {node.iri: _facts(node) for node in nodes}
    yield from _same_number(facts)
    yield from _same_title(facts)
    yield from _near_titles(facts)


def _same_number(facts: Mapping[str, _Facts]) -> Iterator[Candidate]:
    blocks: dict[str, list[str]] = {}
    for iri, f in facts.items():
        for number in f.numbers:
            blocks.setdefault(number, []).append(iri)
    for number, ids in sorted(blocks.items()):
        if len(ids) < 2:
            continue
        if len(ids) <= 60:
            # Two cities may share a sign (云工): then the titles must be of one thing.
            alike = {a: frozenset(b for b in ids if b != a and _one_number(facts[a], facts[b])) for a in ids}
            pairs = hub_pairs(ids) if all(len(v) == len(ids) - 1 for v in alike.values()) else twins(alike)
        else:
            pairs = hub_pairs(ids)
        for a, b in pairs:
            yield Candidate(a, b, "policy-number", f"发文字号相同：{number}。", 1)


def _one_number(a: _Facts, b: _Facts) -> bool:
    if not a.city or not b.city or a.city == b.city or not a.titles or not b.titles:
        return True
    return any(_related(x, y) for x in a.titles for y in b.titles)


def _related(a: str, b: str) -> bool:
    if a in b or b in a:
        return True
    left, right = {a[i : i + 2] for i in range(len(a) - 1)}, {b[i : i + 2] for i in range(len(b) - 1)}
    return len(left & right) * 2 >= min(len(left), len(right))


def _same_title(facts: Mapping[str, _Facts]) -> Iterator[Candidate]:
    blocks: dict[str, list[str]] = {}
    for iri, f in facts.items():
        for title in f.titles:
            blocks.setdefault(title, []).append(iri)
    for title, ids in sorted(blocks.items()):
        if len(ids) > 1:
            reason = f"标题相同：《{title}》，发文机关、年份、文号不相冲突。"
            for a, b in _compatible_pairs(ids, facts):
                yield Candidate(a, b, "policy-title", reason, 2)


def _near_titles(facts: Mapping[str, _Facts]) -> Iterator[Candidate]:
    """One slight word more or less (推进, 的), of one issuer and year."""
    blocks: dict[tuple[str, str, str], dict[str, list[str]]] = {}
    for iri, f in facts.items():
        for title in f.titles:
            key = _SLIGHT.sub("", title)
            for year in f.years or {""}:
                for issuer in f.issuers or {""}:
                    # No issuer said: then one city's papers, and a year in the title.
                    if (issuer or year) and len(key) >= 6:
                        owner = issuer if issuer and not _RELATIVE.match(issuer) else f"{issuer}\x1f{f.city}"
                        blocks.setdefault((key, year, owner), {}).setdefault(title, []).append(iri)
    for (_, _, _), titles in sorted(blocks.items()):
        near = (
            {a: frozenset(b for b in titles if a != b and _one_word_apart(a, b)) for a in titles}
            if 1 < len(titles) <= 40
            else {}
        )
        for a, b in twins(near):
            ids = [*titles[a], *titles[b]]
            for left, right in _compatible_pairs(ids, facts):
                if left != right:
                    reason = f"同一发文机关（或同一城市）同一年份的文件，标题只差一词：《{a}》《{b}》。"
                    yield Candidate(left, right, "policy-near-title", reason, 4)


def _one_word_apart(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    extra = len(long) - len(short)
    # The same insertion may be placed at several points (工作工作): try each.
    return extra > 0 and any(
        short[at:] == long[at + extra :] and _SLIGHT.fullmatch(long, at, at + extra)
        for at in range(max(0, start - extra), start + 1)
    )


def _compatible_pairs(ids: list[str], facts: Mapping[str, _Facts]) -> list[tuple[str, str]]:
    """Pairs to join among ids of one title: equal facts first, then groups that nothing tells apart but
    absence.
    """
    groups: dict[_Facts, list[str]] = {}
    for iri in ids:
        f = facts[iri]
        groups.setdefault(_Facts(frozenset(), f.numbers, f.issuers, f.years, f.city, f.common), []).append(
            iri
        )
    pairs = [pair for members in groups.values() for pair in hub_pairs(members)]
    if 1 < len(groups) <= 200:
        first = {min(members): key for key, members in groups.items()}
        alike = {a: frozenset(b for b in first if a != b and _compatible(first[a], first[b])) for a in first}
        pairs += twins(alike)
    return pairs


def _compatible(a: _Facts, b: _Facts) -> bool:
    if a.numbers and b.numbers and a.numbers.isdisjoint(b.numbers):
        return False
    if a.years and b.years and a.years.isdisjoint(b.years):
        return False
    same_city = a.city == b.city
    if a.issuers and b.issuers:
        return any(_one_issuer(x, y, same_city) for x in a.issuers for y in b.issuers)
    return same_city or (a.common and b.common and not (a.issuers or b.issuers))


def _one_issuer(a: str, b: str, same_city: bool) -> bool:
    if MASK.search(a) or MASK.search(b):
        return same_city and a == b
    if _RELATIVE.match(a) or _RELATIVE.match(b):
        short, long = sorted((a, b), key=len)
        full = {"省总": "省总工会", "市总": "市总工会", "区总": "区总工会", "县总": "县总工会"}.get(
            short, short
        )
        return same_city and long.endswith(full)
    return a == b
