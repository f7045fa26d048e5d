"""What is said of a body whose name is understood (规范名称的类型)?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["CanonicalName", "Kind", "Level"]


class Level(StrEnum):
    """How high a body stands (层级). `BASE`: an employer's own body; `OTHER`: the name does not say."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    BASE = "base"
    OTHER = "other"


class Kind(StrEnum):
    """What sort of body: 工会, 党的机关, 政府 (with 人大, 法院, 检察院), 领导小组一类, 企业, and all others
    (妇联, 团委…).
    """

    UNION = "union"
    PARTY = "party"
    GOVERNMENT = "government"
    GROUP = "group"
    COMPANY = "company"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CanonicalName:
    """A body's canonical name and how it was reached.

    `rule` names the rule. `parent` is the superior union, or the body that this is a department of; then
    `unit` is the department alone (云州市总工会办公室: parent 云州市总工会, unit 办公室). `within` is the
    full name of the place that a county's or town's body lies in: two cities have a 鼓楼区. `members` are the
    bodies of a joint name (市“两办”). `local`: the name says which body only inside this document (masked as
    X, 省总 of an unknown province without a city).
    """

    name: str
    level: Level
    kind: Kind
    rule: str
    parent: str | None = None
    unit: str = ""
    within: str = ""
    members: tuple[CanonicalName, ...] = ()
    local: bool = False

    @property
    def key(self) -> str:
        """What tells this body from all others, where `local` is false: an id should be made of this, not of
        `name`.
        """
        return f"{self.within}/{self.name}" if self.within else self.name
