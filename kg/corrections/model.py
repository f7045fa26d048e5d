"""What is a decision about a fact, and whom does it mean?"""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.resolution.overrides import Relink


@dataclass(frozen=True, slots=True)
class Target:
    """Whom the words mean: its node, class and name, as some document has them."""

    node: NamedNode
    kind: NamedNode
    label: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A relink and whom its `to` was found to be; None where the words mean nobody."""

    relink: Relink
    target: Target | None
