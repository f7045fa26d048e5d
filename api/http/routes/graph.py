"""Routes that ask the graph as a graph (图谱): neighbourhood, ways, centrality, communities."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.http import openapi as shown
from api.http.params import City, Identifier, Question, Year
from api.http.replies import reply
from kg.graph.schema import KINDS, RELATIONS

router = APIRouter(tags=["图谱"])
Relations = Annotated[list[str], Query(max_length=30, description="只看这种关系，可重复")]
Depth = Annotated[int, Query(ge=1, le=4, description="走几层")]
Most = Annotated[int, Query(ge=1, le=200, description="最多多少个节点，其余计数")]


@router.get("/entities/{identifier}/graph", summary="一个节点的周围", responses=shown.answers(shown.GRAPH))
def around_entity(
    request: Request,
    identifier: Identifier,
    relation: Relations = [],  # noqa: B006  FastAPI copies it
    depth: Depth = 1,
    n: Most = 200,
    city: City = None,
) -> Response:
    return reply(
        request,
        lambda state: state.union.neighbours(identifier, relations=relation, depth=depth, most=n, city=city),
    )


@router.get("/graph", summary="按名称看周围", responses=shown.answers(shown.GRAPH))
def around_name(
    request: Request,
    name: Annotated[Question, Query(examples=["组织部"])],
    relation: Relations = [],  # noqa: B006
    depth: Depth = 1,
    n: Most = 200,
    city: City = None,
    kind: Annotated[str | None, Query(alias="type", max_length=20, description="节点的种类")] = None,
) -> Response:
    return reply(
        request,
        lambda state: state.union.neighbours(
            name, relations=relation, depth=depth, most=n, city=city, kind=kind
        ),
    )


@router.get(
    "/connect",
    summary="两个实体怎样联系起来",
    responses=shown.answers({"from": {}, "to": {}, "paths": [], "graph": {}}),
)
def connect(
    request: Request,
    left: Annotated[Question, Query(alias="from", examples=["财务部"])],
    right: Annotated[Question, Query(alias="to", examples=["货车司机"])],
    k: Annotated[int, Query(ge=1, le=20)] = 3,
    city: City = None,
) -> Response:
    return reply(request, lambda state: state.union.connect(left, right, k=k, city=city))


@router.get(
    "/central", summary="谁居中", responses=shown.answers({"kind": "部门", "rows": [], "omitted": {}})
)
def central(
    request: Request,
    kind: Annotated[str, Query(alias="type", max_length=20)] = "department",
    city: City = None,
    year: Year = None,
    by: Annotated[Literal["degree", "pagerank", "betweenness"], Query()] = "degree",
    n: Annotated[int, Query(ge=1, le=200)] = 20,
) -> Response:
    return reply(request, lambda state: state.union.central(type=kind, city=city, year=year, by=by, most=n))


@router.get(
    "/communities", summary="哪些品牌活动是一类", responses=shown.answers({"communities": [], "alone": 0})
)
def communities(
    request: Request,
    city: City = None,
    year: Year = None,
    smallest: Annotated[int, Query(ge=2, le=100)] = 2,
    n: Annotated[int, Query(ge=1, le=200)] = 20,
) -> Response:
    return reply(
        request, lambda state: state.union.communities(city=city, year=year, smallest=smallest, most=n)
    )


@router.get(
    "/relations",
    summary="图里有哪些关系",
    responses=shown.answers(
        [{"name": "responsible", "label": "责任单位", "example": "第3项 → 财务部", "derived": False}]
    ),
)
def relations(request: Request) -> Response:
    def made(state: object) -> list[dict[str, Any]]:
        return [
            {"name": r.name, "label": r.label, "example": r.example, "derived": r.derived}
            for r in RELATIONS.values()
        ]

    return reply(request, made)


@router.get(
    "/kinds", summary="图里有哪些节点", responses=shown.answers([{"name": "department", "label": "部门"}])
)
def kinds(request: Request) -> Response:
    return reply(request, lambda state: [{"name": k, "label": label} for k, label in KINDS.items()])
