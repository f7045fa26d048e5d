"""Which nodes and edges does a graph view have, and what does each edge cost on a way (图视图的节点与关系)?

Relations are data: the predicate they are read from, what a person calls them, and how little one step over them
says. `cost` 1 is a plain statement (a department answers for a task); a step that only says that two names stand in
one paper costs more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

__all__ = ["KINDS", "RELATIONS", "TOPIC", "Relation", "relation_named"]


@dataclass(frozen=True, slots=True)
class Relation:
    """One kind of edge. `predicate` "" is a computed one (`derived`); `example` shows it as source → target."""

    name: str
    label: str
    cost: float
    example: str
    predicate: str = ""

    @property
    def derived(self) -> bool:
        return not self.predicate


def _table(*rows: tuple[str, str, str, float, str]) -> Mapping[str, Relation]:
    return MappingProxyType({n: Relation(n, label, cost, example, p) for n, p, label, cost, example in rows})


RELATIONS: Final = _table(
    ("responsible", "gh:responsible", "责任单位", 1.0, "第3项 → 财务部"),
    ("lead", "gh:lead", "牵头单位", 1.0, "第3项 → 组织部"),
    ("cooperating", "gh:cooperating", "配合单位", 1.2, "第3项 → 办公室"),
    ("cites", "gh:cites", "引用", 1.0, "第4项 → 《关于推进驿站建设的意见》"),
    ("creates", "gh:creates", "制发", 1.0, "第2项 → 《夜校教学管理办法》"),
    ("realises", "gh:realises", "即", 0.2, "文件 → 政策（同一份）"),
    ("hasInitiative", "gh:hasInitiative", "品牌活动", 1.0, "第2项 → 灯塔讲堂"),
    ("hasTask", "gh:hasTask", "任务", 1.5, "工作台账 → 第3项"),
    ("memberOf", "org:memberOf", "任职", 1.0, "某某 → 组织部（部长）"),
    ("liaisonFor", "gh:liaisonFor", "对口联系", 1.0, "某某 → 青岭县总工会"),
    ("inChargeOf", "gh:inChargeOf", "分管", 1.0, "某某 → 组织部"),
    ("office", "gh:office", "办公室设在", 1.0, "领导小组 → 组织部"),
    ("unitOf", "org:unitOf", "内设于", 1.5, "组织部 → 云州市总工会"),
    ("subOrganizationOf", "org:subOrganizationOf", "隶属", 1.5, "领导小组 → 云州市总工会"),
    ("publisher", "dcterms:publisher", "发文机关", 1.5, "通知 → 云州市总工会"),
    ("mentions", "gh:mentions", "提到", 3.0, "总结 → 某某"),
    ("spatial", "dcterms:spatial", "所在地", 4.0, "总结 → 云州"),
    ("topic", "", "涉及", 1.0, "第3项 → 货车司机"),
    ("broader", "", "上位主题", 3.5, "货车司机 → 新就业形态劳动者"),
    ("related", "", "相关主题", 4.0, "货车司机 → 司机之家"),
)
"""Relation name (the predicate's local name) → relation."""

TOPIC: Final = "topic"

KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "organization": "机构",
        "department": "部门",
        "person": "人员",
        "policy": "政策",
        "initiative": "品牌活动",
        "group": "工作组",
        "document": "文件",
        "task": "任务",
        "topic": "主题",
        "region": "地区",
    }
)
"""Node kind → what a person calls it."""


def relation_named(written: str) -> Relation | None:
    """A relation by its name or its Chinese label; None for no such relation."""
    wanted = written.strip()
    return RELATIONS.get(wanted) or next((r for r in RELATIONS.values() if r.label == wanted), None)
