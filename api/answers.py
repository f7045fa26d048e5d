"""What do the command line, HTTP and Python ask alike (各入口共用的问法)? Each question in one place, as CONTRACT.md's JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.workspace import Workspace
    from search.searcher import Searcher

__all__ = ["SEARCH_KINDS", "checked_kind", "quarter_of", "task_meant", "trace", "unmatched_filter"]

SEARCH_KINDS: Final = ("task", "section", "header", "initiative", "document")
_WRITTEN: Final = {"一": "1", "二": "2", "三": "3", "四": "4"}
_LISTED: Final = {
    "department": "部门名称见 gonghui entities --type department",
    "city": "地方见 gonghui documents",
    "year": "年份见 gonghui documents",
    "quarter": "没有任务写明这个季度的进度或时限",
}
_BEST: Final = 5
"""Hits among which a task is looked for by its words."""


def quarter_of(written: str | int | None) -> str | None:
    """`Q1`…`Q4` of `2` (figure or text), `q2`, `第二季度`; None of None. Raises InputError for anything else.

    >>> quarter_of("第二季度")
    'Q2'
    """
    if written is None:
        return None
    figure = str(written).strip().upper().removeprefix("Q").removeprefix("第").removesuffix("季度")
    figure = _WRITTEN.get(figure, figure)
    if figure not in ("1", "2", "3", "4"):
        raise InputError(f"季度写作 Q1 到 Q4：{written}")
    return f"Q{figure}"


def unmatched_filter(workspace: Workspace, wanted: Mapping[str, Any]) -> str:
    """Which filter of `kg.views.tasks` no task fits, and where its values are listed; "" where each fits some."""
    from kg import views

    if all(value is None for value in wanted.values()):
        return "工作区里没有任务"
    for name, value in wanted.items():
        if value is not None and not views.tasks(workspace, **{name: value}):
            return f"没有“{value}”的任务，{_LISTED[name]}"
    return ""


def checked_kind(kind: str | None) -> str | None:
    """The kind of thing to search for, as given. Raises InputError for one that does not exist."""
    if kind is not None and kind not in SEARCH_KINDS:
        raise InputError(f"没有这种检索对象：{kind}（可用：{'、'.join(SEARCH_KINDS)}）")
    return kind


def trace(searcher: Searcher, policy: str | None = None, task: str | None = None) -> dict[str, Any]:
    """What a policy rests on and who implements it; or, from a task (its id or words of it), what that rests on.

    Raises InputError where not exactly one is given, or no such task is found.
    """
    if (policy is None) == (task is None):
        raise InputError("请写上文件标题或文号，或给一项任务（二者取一）")
    if policy is not None:
        return searcher.trace(policy)
    from search.trace import Tracer

    return Tracer(searcher.hybrid).trace_task(task_meant(searcher, str(task)))


def task_meant(searcher: Searcher, written: str) -> str:
    """A task's id: as given, or of the task that fits the words best. Raises InputError where none fits."""
    if written.strip().startswith("task:"):
        return written.strip()
    for hit in searcher.search(written, k=_BEST, kind="task")["hits"]:
        if found := _task_at(searcher.workspace, hit["document"], hit["start"], hit["end"]):
            return found
    raise InputError(f"没有找到这样的任务：{written}（可先用 gonghui tasks 查看）")


def _task_at(workspace: Workspace, document: str, start: int, end: int) -> str | None:
    from kg import views

    for task in views.tasks(workspace, document=document):
        if task["start"] is not None and start <= task["start"] < end:
            return str(task["id"])
    return None
