"""Which initiatives are of one kind (哪些品牌活动是一类)?

Initiatives share topics (in their name and the tasks that carry them; audiences are topics too) and departments.
A shared feature weighs its rarity, ln(initiatives / initiatives that have it), a department by half; Louvain (Blondel and
others 2008, fixed seed) groups what is tied most closely. Every group is computed: its members carry the quotes.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from kg.graph.describing import Describer
from kg.graph.reading import Reader, kind_of
from kg.graph.scope import Scope, examples, read_scope
from kg.workspace import Workspace

if TYPE_CHECKING:
    import networkx

__all__ = ["communities", "feature_graph"]

_MOST_INITIATIVES: Final = 4_000
_COMMON: Final = 150
"""A feature of more initiatives than this makes no ties: it groups nothing."""
_STRONGEST: Final = 10
_FROM_NAME: Final = 2.0
"""How much more a topic in the name says than one in a task's words."""
_UNIT: Final = 0.5


def communities(
    workspace: Workspace,
    *,
    city: str | None = None,
    year: int | None = None,
    smallest: int = 2,
    most: int = 20,
) -> dict[str, Any]:
    """`{"communities": [{"label", "topics", "departments", "cities", "size", "initiatives": [node with "evidence"]}], "alone",
    "omitted", "derived": true, "method"}`, the largest first. `alone` counts initiatives in no group of `smallest`."""
    import networkx

    reader = Reader(workspace)
    scope = read_scope(reader, city=city, year=year)
    carriers = {t: c for t, c in scope.carriers().items() if kind_of(t) == "initiative"}
    kept = sorted(carriers, key=lambda t: (-len(carriers[t]), t))[:_MOST_INITIATIVES]
    features = {i: _features(reader, scope, i, carriers[i]) for i in sorted(kept)}
    graph = feature_graph(features)
    found = networkx.community.louvain_communities(graph, seed=0) if graph.number_of_edges() else []
    groups = sorted((sorted(g) for g in found if len(g) >= smallest), key=lambda g: (-len(g), g))
    describer = Describer(reader)
    shown = [_shown(describer, features, carriers, group) for group in groups[:most]]
    omitted = {
        "tasks": scope.omitted,
        "initiatives": len(carriers) - len(kept),
        "communities": len(groups) - len(shown),
    }
    return {
        "communities": shown,
        "alone": len(kept) - sum(map(len, groups)),
        "omitted": {k: v for k, v in omitted.items() if v},
        "derived": True,
        "method": "共同主题、服务对象和责任部门，Louvain",
    }


def _features(reader: Reader, scope: Scope, initiative: str, carriers: set[str]) -> dict[str, float]:
    """Feature (topic IRI, or `部门 name`) → weight, before rarity."""
    found = dict.fromkeys(reader.topics.within(reader.entities.name(initiative)), _FROM_NAME)
    for task in sorted(c for c in carriers if kind_of(c) == "task"):
        for thing in scope.things[task]:
            if kind_of(thing) == "topic":
                found.setdefault(thing, 1.0)
            elif (
                kind_of(thing) == "department"
            ):  # by name: the women's departments of two cities do alike work
                found.setdefault(f"部门 {reader.entities.name(thing)}", _UNIT)
    return found


def feature_graph(features: dict[str, dict[str, float]]) -> networkx.Graph[str]:
    """Initiatives tied by what they share; `weight` as above. Each keeps its ten strongest ties."""
    import networkx

    bearers: dict[str, list[str]] = defaultdict(list)
    for initiative in sorted(features):
        for feature in features[initiative]:
            bearers[feature].append(initiative)
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for feature in sorted(bearers):
        named = bearers[feature]
        if 2 <= len(named) <= _COMMON:
            rarity = math.log(1 + len(features) / len(named))
            for a, b in combinations(named, 2):
                weights[a, b] += rarity * min(features[a][feature], features[b][feature])
    strongest: dict[str, list[tuple[float, str, str]]] = defaultdict(list)
    for (a, b), weight in weights.items():
        for node in (a, b):
            strongest[node].append((-weight, a, b))
    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(sorted(features))
    for node in sorted(strongest):
        for weight, a, b in sorted(strongest[node])[:_STRONGEST]:
            graph.add_edge(a, b, weight=-weight)
    return graph


def _shown(
    describer: Describer,
    features: dict[str, dict[str, float]],
    carriers: dict[str, set[str]],
    group: list[str],
) -> dict[str, Any]:
    spread = Counter(f for initiative in group for f in features[initiative])
    ordered = sorted(spread, key=lambda f: (-spread[f], f))
    topics = [f for f in ordered if not f.startswith("部门 ") and spread[f] > 1][:4]
    names = describer.nodes([*topics, *group])
    entities = describer.reader.entities
    said = examples(describer.reader, {i: carriers[i] for i in group})
    members = []
    for initiative in group:
        mentioned = (entities.mentioned.get(m) for m in entities.members(initiative))
        cities = sorted({c for m in mentioned if m is not None for c in m.cities})
        evidence = describer.edge(said[initiative])["evidence"] if initiative in said else []
        members.append(
            {**names[initiative], "cities": cities, "degree": len(carriers[initiative]), "evidence": evidence}
        )
    shown = [names[t]["name"] for t in topics]
    units = [f.removeprefix("部门 ") for f in ordered if f.startswith("部门 ") and spread[f] > 1][:3]
    return {
        "label": "、".join(shown[:2] or units[:2]),
        "topics": shown,
        "departments": units,
        "cities": sorted({c for m in members for c in m["cities"]}),
        "size": len(group),
        "initiatives": members,
    }
