"""What stands in which table (导出表): shared by CSV and Excel."""

from __future__ import annotations

from typing import Any, Final

from kg.export.masking import Masker, blot
from kg.export.model import masker
from kg.export.task_rows import joined, task_rows
from kg.table_cells import cell
from kg.views.documents import documents
from kg.views.entities import entities
from kg.views.people import people
from kg.views.tasks import tasks
from kg.workspace import Workspace

Table = tuple[list[str], list[list[Any]]]

TASKS: Final = "任务"


def tables(workspace: Workspace, *, with_contacts: bool = False) -> dict[str, Table]:
    """Sheet name → headings and rows: 任务, 文件, 人员, 机构, 政策, 品牌活动."""
    mask = masker(workspace, with_contacts=with_contacts)
    found: dict[str, Table] = {
        TASKS: _tasks(workspace),
        "文件": _documents(workspace),
        "人员": _people(workspace, with_contacts),
    }
    for sheet, kinds in (
        ("机构", ("organization", "department", "group")),
        ("政策", ("policy",)),
        ("品牌活动", ("initiative",)),
    ):
        found[sheet] = _entities(workspace, kinds)
    return {
        name: (heads, [[_masked(c, mask) for c in row] for row in rows])
        for name, (heads, rows) in found.items()
    }


def _masked(value: Any, mask: Masker) -> Any:
    return cell(mask.text(value) if isinstance(value, str) else value)


def _tasks(workspace: Workspace) -> Table:
    heads = [
        "城市",
        "年度",
        "来源文件",
        "编号",
        "章节",
        "标题",
        "任务内容",
        "一季度",
        "二季度",
        "三季度",
        "四季度",
        "未分季度",
        "成果形式",
        "完成时限",
        "责任单位",
        "指标",
        "政策依据",
        "品牌活动",
        "文件标识",
        "起",
        "止",
    ]
    return heads, list(task_rows(tasks(workspace), "document", "start", "end"))


def _documents(workspace: Workspace) -> Table:
    heads = [
        "来源文件",
        "序号",
        "标题",
        "发文字号",
        "发文机关",
        "成文日期",
        "年度",
        "文种",
        "主送机关",
        "城市",
        "文件标识",
    ]
    rows = [
        [
            d["source_file"],
            d["index"],
            d["title"],
            d["doc_number"],
            d["issuer"],
            d["date"],
            d["year"],
            d["genre"],
            joined(d["addressees"], "；"),
            d["city"],
            d["id"],
        ]
        for d in documents(workspace)
    ]
    return heads, rows


def _people(workspace: Workspace, with_contacts: bool) -> Table:
    heads = ["姓名", "别名", "职务", "工作组", "对口联系", "分管部门", "分管工作", "联系方式", "城市", "标识"]
    show = (lambda value: value) if with_contacts else blot
    rows = [
        [
            p["name"],
            joined(p["aliases"]),
            joined(
                ((q["organization"] or "") + (q["department"] or "") + q["role"] for q in p["positions"]),
                "；",
            ),
            joined((g["name"] + g["role"] for g in p["groups"]), "；"),
            joined(p["liaison_for"]),
            joined(p["in_charge_of"]),
            joined(p["portfolio"], "；"),
            joined((show(c["value"]) for c in p["contacts"]), "；"),
            joined(p["cities"]),
            p["id"],
        ]
        for p in people(workspace)
    ]
    return heads, rows


def _entities(workspace: Workspace, kinds: tuple[str, ...]) -> Table:
    heads = ["名称", "类型", "所属机构", "别名", "城市", "文件数", "标识"]
    rows = [
        [
            e["name"],
            e["type"],
            e["organization"],
            joined(e["aliases"]),
            joined(e["cities"]),
            len(e["documents"]),
            e["id"],
        ]
        for kind in kinds
        for e in entities(workspace, type=kind)
    ]
    return heads, rows
