"""Routes of what is decided by hand (人工校正): two names are one, or they are not."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from api import overriding
from api.http import openapi as shown
from api.http.params import PAGE, Identifier, Limit
from api.http.replies import caller, desk, reply
from api.http.routes.writing import writing

router = APIRouter(prefix="/overrides", tags=["读入"])


class Decision(BaseModel):
    """`a`, `b`: ids of entities, or kind:organisation/name."""

    model_config = ConfigDict(extra="forbid")

    action: Literal["join", "split"] = Field(description="join 合为一个，split 分开")
    a: str = Field(min_length=3, max_length=300, examples=["department:云州市总工会/组织部"])
    b: str = Field(min_length=3, max_length=300, examples=["department:云州市总工会/组织建设部"])
    why: str = Field("", max_length=500, examples=["2031年机构改革更名"])
    who: str = Field("", max_length=50, examples=["林小禾"])


@router.get("", summary="全部校正", responses=shown.answers([shown.OVERRIDE]))
def overrides(request: Request, limit: Limit = PAGE) -> Response:
    return reply(request, lambda state: _rows(request, state.workspace.entities.problems)[:limit], keep=False)


def _rows(request: Request, problems: tuple[str, ...]) -> list[dict[str, Any]]:
    return overriding.listed(desk(request).settings.workspace, problems)


@router.post("", status_code=201, summary="校正", responses=shown.answers(shown.OVERRIDE, "已记下", 201))
def decide(request: Request, decision: Decision) -> Response:
    with writing(request) as workspace:
        given = overriding.Decision(decision.action, decision.a, decision.b, decision.why, decision.who)
        row = overriding.add(workspace, given)
    desk(request).keeper.await_switch()
    return JSONResponse(row, 201, {"location": f"/api/v1/overrides/{row['id']}", "cache-control": "no-store"})


@router.delete("/{identifier}", summary="撤销一条校正", responses=shown.answers(shown.OVERRIDE))
def undo(
    request: Request,
    identifier: Identifier,
    who: Annotated[str, Query(max_length=50, description="谁撤销的")] = "",
) -> Response:
    with writing(request) as workspace:
        row = overriding.take_out(workspace, identifier, who or caller(request).role)
    desk(request).keeper.await_switch()
    return JSONResponse(row, headers={"cache-control": "no-store"})
