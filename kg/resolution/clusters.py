"""Which of the proposed joins hold together (归并的合取)?

A union-find that takes candidates in one fixed order (rank, then ids), and refuses a join that would put
together two nodes that are held apart, or two groups of nodes that both have values for an exclusive key and
none in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from kg.resolution.model import Candidate, Node

__all__ = ["Clusters", "hub_pairs", "lists", "twins"]

Exclusive = Mapping[str, frozenset[str]]
_NOTHING: Exclusive = {}
# Names in one list are at most so far apart: a 、, a comma, a line break, with a space.
_LIST_GAP = 2


class Clusters:
    """The partition as it grows. `apart` are pairs that never meet; `exclusive` gives each id its keyed
    values.
    """

    def __init__(
        self,
        ids: Iterable[str],
        apart: Iterable[tuple[str, str]] = (),
        exclusive: Mapping[str, Exclusive] = _NOTHING,  # type: ignore[assignment]
    ) -> None:
        self._parent = {i: i for i in ids}
        self._members = {i: [i] for i in self._parent}
        self._values: dict[str, dict[str, frozenset[str]]] = {
            i: dict(exclusive.get(i, {})) for i in self._parent
        }
        self._apart: dict[str, set[str]] = {}
        self.hold(apart)

    def hold(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Keep these pairs apart from now on; what stands in one group already stays there."""
        for a, b in pairs:
            if self.find(a) != self.find(b):
                self._apart.setdefault(a, set()).add(b)
                self._apart.setdefault(b, set()).add(a)

    def find(self, iri: str) -> str:
        parent = self._parent
        root = iri
        while parent[root] != root:
            root = parent[root]
        while parent[iri] != root:
            parent[iri], iri = root, parent[iri]
        return root

    def held_apart(self, a: str, b: str) -> bool:
        """Whether some member of one side is held apart from some member of the other."""
        if not self._apart:
            return False
        left, right = self._members[self.find(a)], self._members[self.find(b)]
        if len(left) > len(right):
            left, right = right, left
        others: set[str] | None = None
        for iri in left:
            if foes := self._apart.get(iri):
                others = others or set(right)
                if not foes.isdisjoint(others):
                    return True
        return False

    def clash(self, a: str, b: str) -> bool:
        """Whether the two sides have an exclusive key with no value in common."""
        left, right = self._values[self.find(a)], self._values[self.find(b)]
        return any(key in right and right[key].isdisjoint(values) for key, values in left.items())

    def join(self, candidate: Candidate) -> bool:
        """Whether the candidate put two groups together."""
        a, b = self.find(candidate.left), self.find(candidate.right)
        if a == b or self.held_apart(a, b) or (not candidate.binding and self.clash(a, b)):
            return False
        if len(self._members[a]) < len(self._members[b]) or (
            len(self._members[a]) == len(self._members[b]) and b < a
        ):
            a, b = b, a
        self._parent[b] = a
        self._members[a].extend(self._members.pop(b))
        kept = self._values[a]
        for key, values in self._values.pop(b).items():
            kept[key] = kept.get(key, frozenset()) | values
        return True

    def groups(self) -> list[list[str]]:
        return [sorted(members) for members in self._members.values()]


def hub_pairs(ids: Iterable[str]) -> list[tuple[str, str]]:
    """Enough pairs to join all of `ids`: the smallest with each other one."""
    ordered = sorted(set(ids))
    return [(ordered[0], other) for other in ordered[1:]]


def twins(alike: Mapping[str, frozenset[str]]) -> list[tuple[str, str]]:
    """Pairs that are alike and are alike to the very same others: whoever could belong to two sides belongs
    to none.
    """
    whole = {i: others | {i} for i, others in alike.items()}
    return sorted((a, b) for a in alike for b in alike[a] if a < b and whole[a] == whole[b])


def lists(nodes: Iterable[Node]) -> list[frozenset[str]]:
    """Ids that one document lists side by side (合同部、民管部): as many things as names.

    Known from the quotes' places, since only the separator stands between them, or from a shared `cell`.
    """
    spots: dict[str, list[tuple[int, int, str]]] = {}
    cells: dict[tuple[str, str], set[str]] = {}
    for node in nodes:
        for document, start, end, _ in node.spots:
            spots.setdefault(document, []).append((start, end, node.iri))
        for cell in node.get("cell"):
            for document in node.documents:
                cells.setdefault((document, cell), set()).add(node.iri)
    found = {frozenset(ids) for ids in cells.values() if len(ids) > 1}
    for places in spots.values():
        places.sort()
        run: list[str] = []
        last = -1
        for start, end, iri in places:
            if run and not 0 < start - last <= _LIST_GAP:
                if len(set(run)) > 1:
                    found.add(frozenset(run))
                run = []
            run.append(iri)
            last = end
        if len(set(run)) > 1:
            found.add(frozenset(run))
    return sorted(found, key=sorted)


def pairs_of(groups: Iterable[frozenset[str]]) -> list[tuple[str, str]]:
    return [pair for group in groups for pair in combinations(sorted(group), 2)]
