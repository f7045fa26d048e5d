"""How is it decided which names mean one thing (实体归并的做法)? All rules together, the surest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.resolution import departments, initiatives, organizations, people, policies
from kg.resolution.clusters import Clusters, lists, pairs_of
from kg.resolution.homes import city_key, plain
from kg.resolution.model import Candidate, EntityMention, Join, Node, Resolution, gather
from kg.resolution.overrides import Overrides, matches

__all__ = ["resolve"]


def resolve(mentions: Iterable[EntityMention], overrides: Overrides | None = None) -> Resolution:
    """Join the mentions that are one entity.

    The answer depends on the set of mentions and on `overrides`, not on any order, and not on what was
    resolved before. Overrides come first and win; then the rules, surest first, none of which may join what a
    document holds apart. Raises ValueError for a mention of unknown kind.
    """
    overrides = overrides or Overrides()
    nodes = gather(mentions)
    kinds: dict[str, list[Node]] = {}
    for node in nodes.values():
        kinds.setdefault(node.kind, []).append(node)
    organizations_found = kinds.get("organization", [])
    forced, splits, problems = _decided(overrides, nodes)

    # Organisations first: departments and people are compared inside them.
    first = Clusters(
        (n.iri for n in organizations_found),
        [pair for pair in splits if _all_in(pair, organizations_found)],
        {n.iri: organizations.exclusive(n) for n in organizations_found},
    )
    blocks = {n.iri: city_key(n) for n in organizations_found}
    proposed = [*organizations.candidates(organizations_found)]
    proposed += organizations.stated_aliases(organizations_found, blocks)
    known = {n.iri for n in organizations_found}
    for candidate in (*(c for c in forced if {c.left, c.right} <= known), *_ordered(proposed)):
        first.join(candidate)
    renamed = _renamed(first, nodes)

    some = kinds.get("department", [])
    staff = kinds.get("person", [])
    groups = kinds.get("group", [])
    proposed += departments.candidates(some, renamed)
    proposed += people.candidates(staff, renamed)
    proposed += policies.candidates(kinds.get("policy", []))
    proposed += initiatives.candidates(kinds.get("initiative", []))
    proposed += initiatives.group_candidates(groups, renamed)
    blocks = {n.iri: departments.block_of(n, renamed) for n in some}
    blocks |= {n.iri: initiatives.group_block(n, renamed) for n in groups}
    blocks |= {n.iri: city_key(n) for kind in ("initiative", "policy") for n in kinds.get(kind, [])}
    proposed += organizations.stated_aliases((n for n in nodes.values() if n.iri in blocks), blocks)

    clusters = Clusters(nodes, splits, _exclusive(kinds, renamed))
    joins: list[Join] = []
    for candidate in forced:
        if clusters.join(candidate):
            joins.append(_join(candidate, nodes))
        elif clusters.find(candidate.left) != clusters.find(candidate.right):
            problems.append(
                f"{candidate.reason}（与 [[split]] 矛盾，未合并：{candidate.left}，{candidate.right}）"
            )
    # A rule's apartness comes after what the owner decided: it does not bind them.
    clusters.hold([*_listed_apart(some), *people.apart(staff)])
    joins += [_join(candidate, nodes) for candidate in _ordered(proposed) if clusters.join(candidate)]
    return _result(clusters, nodes, joins, problems)


def _ordered(proposed: Iterable[Candidate]) -> list[Candidate]:
    return sorted(set(proposed), key=lambda c: (c.rank, c.left, c.right, c.rule, c.reason))


def _all_in(pair: tuple[str, str], nodes: list[Node]) -> bool:
    ids = {n.iri for n in nodes}
    return pair[0] in ids and pair[1] in ids


def _decided(
    overrides: Overrides, nodes: Mapping[str, Node]
) -> tuple[list[Candidate], list[tuple[str, str]], list[str]]:
    """What the overrides join and split here, and what is wrong with them."""
    forced: list[Candidate] = []
    splits: list[tuple[str, str]] = []
    problems: list[str] = []
    for kind, entries in (("join", overrides.joins), ("split", overrides.splits)):
        for entry in entries:
            sides = matches(entry.a, nodes.values()), matches(entry.b, nodes.values())
            missing = [ref for ref, found in ((entry.a, sides[0]), (entry.b, sides[1])) if not found]
            if missing:
                problems.append(f"{entry.place}：库中没有 {missing[0]}")
                continue
            if kind == "split":
                splits += [(a, b) for a in sides[0] for b in sides[1] if a != b]
                continue
            if len({nodes[i].kind for side in sides for i in side}) > 1:
                problems.append(f"{entry.place}：{entry.a} 与 {entry.b} 不是同一种实体，未合并")
                continue
            reason = f"人工合并：{entry.why}" if entry.why else "人工合并。"
            ids = sorted({*sides[0], *sides[1]})
            forced += [Candidate(ids[0], other, "override", reason, 0, True) for other in ids[1:]]
    # A rule's apartness does not bind the owner; only a split does.
    return sorted(forced, key=lambda c: (c.left, c.right, c.reason)), sorted(set(splits)), sorted(problems)


def _renamed(clusters: Clusters, nodes: Mapping[str, Node]) -> dict[tuple[str, str], str]:
    """(organisation as a scope names it, city) → the name of its group."""
    names: dict[tuple[str, str], str] = {}
    for ids in clusters.groups():
        if len(ids) > 1:
            chosen = _preferred([nodes[i] for i in ids])
            for iri in ids:
                for name in nodes[iri].names:
                    for city in (*nodes[iri].cities, ""):
                        names[name, city] = chosen
    return names


def _listed_apart(nodes: list[Node]) -> list[tuple[str, str]]:
    """Departments that stand side by side in one list are as many as their names say."""
    names = {n.iri: set(map(plain, n.names)) for n in nodes}
    return [(a, b) for a, b in pairs_of(lists(nodes)) if names[a].isdisjoint(names[b])]


def _exclusive(
    kinds: Mapping[str, list[Node]], renamed: Mapping[tuple[str, str], str]
) -> dict[str, Mapping[str, frozenset[str]]]:
    """What two entities may not differ in, by id. The kind itself comes first."""
    found: dict[str, Mapping[str, frozenset[str]]] = {}
    for kind, nodes in kinds.items():
        for n in nodes:
            match kind:
                case "organization":
                    more = organizations.exclusive(n)
                case "department":
                    more = {"owner": frozenset((departments.block_of(n, renamed),))}
                case "person":
                    more = people.exclusive(n, renamed)
                case "policy":
                    more = policies.exclusive(n)
                case "initiative":
                    more = initiatives.exclusive(n)
                case _:
                    more = {"owner": frozenset((initiatives.group_block(n, renamed),))}
            found[n.iri] = more
    return found


def _join(candidate: Candidate, nodes: Mapping[str, Node]) -> Join:
    left, right = sorted((candidate.left, candidate.right))
    evidence = tuple(nodes[i].spots[0] for i in (left, right) if nodes[i].spots)
    return Join(left, right, candidate.rule, candidate.reason, evidence)


def _result(
    clusters: Clusters, nodes: Mapping[str, Node], joins: list[Join], problems: list[str]
) -> Resolution:
    canonical: dict[str, str] = {}
    members: dict[str, tuple[str, ...]] = {}
    names: dict[str, str] = {}
    aliases: dict[str, tuple[str, ...]] = {}
    for ids in clusters.groups():
        group = [nodes[i] for i in ids]
        chosen = _preferred(group)
        stands = min((n.iri for n in group if chosen in n.names), default=ids[0])
        for iri in ids:
            canonical[iri] = stands
            names[iri] = chosen
            aliases[iri] = ()
        members[stands] = tuple(ids)
        others = tuple(sorted({name for n in group for name in n.names} - {chosen}))
        if others:
            for iri in ids:
                aliases[iri] = others
    return Resolution(tuple(joins), tuple(problems), canonical, members, names, aliases)


def _preferred(group: list[Node]) -> str:
    """The fullest official form: the longest name; a person's most frequent one, then the one that more is said of
    (a misread name mostly stands alone). Ties: more places, then code points.
    """
    if len(group) == 1 and len(group[0].names) == 1:
        return group[0].names[0]
    counts: dict[str, int] = {}
    said: dict[str, int] = {}
    for node in group:
        for name, places in node.named.items():
            counts[name] = counts.get(name, 0) + places
            said[name] = said.get(name, 0) + sum(map(len, node.attributes.values()))
    kind = group[0].kind
    scopes = {scope for node in group for scope in node.scopes}

    def rank(name: str) -> tuple[int, ...]:
        bare = plain(name)
        if kind == "person":
            return (-counts[name], -said[name])
        if kind == "department":
            # 云州市总工会组织部 says its owner twice: the department is called 组织部.
            owned = any(bare.startswith(scope) and len(bare) > len(scope) for scope in scopes)
            return (int(owned), -len(bare), -counts[name])
        return (-len(bare), -counts[name])

    return min(counts, key=lambda name: (rank(name), name))
