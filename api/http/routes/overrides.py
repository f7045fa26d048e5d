"""Routes of what is decided by hand (人工校正): two names are one, or they are not; a fact means another unit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal, cast

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from api import overriding
from api.http import openapi as shown
from api.http.params import PAGE, Identifier, Limit
from api.http.replies import caller, desk, reply, shown_to, using
from api.http.routes.writing import writing
from api.http.state import State
from kg import ids

router = APIRouter(prefix="/overrides", tags=["读入"])


class Decision(BaseModel):
    """`a`, `b`: ids of entities, or kind:organisation/name. A relink: what the task `subject` has as `a` is `b`, "" nobody."""

    model_config = ConfigDict(extra="forbid")

    action: Literal["join", "split", "relink"] = Field(
        description="join 合为一个，split 分开，relink 任务的责任部门 a 认错了，应是 b（空为不是责任部门）"
    )
    subject: str = Field(
        "",
        max_length=100,
        description="任务的标识符，只用于 relink",
        examples=["task:0123456789abcdef0123:3"],
    )
    a: str = Field(min_length=3, max_length=300, examples=["department:云州市总工会/组织部"])
    b: str = Field(max_length=300, examples=["department:云州市总工会/组织建设部"])
    why: str = Field("", max_length=500, examples=["2031年机构改革更名"])
    who: str = Field("", max_length=50, examples=["林小禾"])


@router.get("", summary="全部校正", responses=shown.answers([shown.OVERRIDE, shown.RELINK]))
def overrides(request: Request, limit: Limit = PAGE) -> Response:
    folder = desk(request).settings.workspace

    def rows(state: State) -> list[dict[str, Any]]:
        found = overriding.listed(folder, state.workspace.entities.problems)
        return [_named(state, row) for row in found[:limit]]

    return reply(request, rows, keep=False)


@router.post("", status_code=201, summary="校正", responses=shown.answers(shown.OVERRIDE, "已记下", 201))
def decide(request: Request, decision: Decision) -> Response:
    given = overriding.Decision(**decision.model_dump())
    with writing(request) as folder, _settling(folder, decision.action == "relink"):
        if decision.action == "relink":
            given = replace(given, a=_as_read(request, decision))
        row = overriding.add(folder, given)
    return _answer(request, row, 201, {"location": f"/api/v1/overrides/{row['id']}"})


@router.delete("/{identifier}", summary="撤销一条校正", responses=shown.answers(shown.OVERRIDE))
def undo(
    request: Request,
    identifier: Identifier,
    who: Annotated[str, Query(max_length=50, description="谁撤销的")] = "",
) -> Response:
    with writing(request) as folder:
        found = {row["id"]: row["action"] for row in overriding.listed(folder)}
        with _settling(folder, found.get(identifier) == "relink"):
            row = overriding.take_out(folder, identifier, who or caller(request).role)
    return _answer(request, row)


@contextmanager
def _settling(folder: Path, facts: bool) -> Iterator[None]:
    """While the block decides about facts the store is held, and says afterwards what was decided. Raises WorkspaceError
    where another program is writing; then nothing was decided."""
    if not facts:
        yield
        return
    from kg.workspace import Workspace

    with closing(Workspace.open(folder)) as writer:
        yield
        writer.settle()


def _as_read(request: Request, decision: Decision) -> str:
    """Callers know a unit by any id of it; the file has the one that the document's reader gave."""
    from kg.corrections import source_of

    with using(request) as state:
        workspace = state.workspace
        try:
            return source_of(workspace.store, workspace.entities, decision.subject, decision.a)
        except ValueError:  # no id: `add` says what is wrong with it
            return decision.a


def _answer(
    request: Request, row: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    desk(request).keeper.await_switch()
    with using(request) as state:
        named = shown_to(request, state, _named(state, row))
    return JSONResponse(named, status, {**(headers or {}), "cache-control": "no-store"})


def _named(state: State, row: dict[str, Any]) -> dict[str, Any]:
    """With the names of what has only an id: `a_name`, `b_name`, and the task's `subject_name`, each null for none."""
    from kg import views
    from kg.corrections import name_of

    workspace, names = state.workspace, {}
    for side in ("a", "b"):
        iri = row[side] if row[side].startswith(ids.PREFIX) else ""
        names[f"{side}_name"] = (
            (workspace.entities.name(iri) or name_of(workspace.store, iri) or None) if iri else None
        )
    tasks = views.tasks(workspace, only=[row["subject"]]) if row["subject"] else []
    title = next((cast(str, task["title"] or task["text"]) for task in tasks), None)
    return {**row, **names, "subject_name": title}
