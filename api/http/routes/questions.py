"""Routes that answer questions (提问): search, ask, trace, similar, compare, outcomes, examples."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.comparing_cli import compare_sheets, outcome_sheets
from api.http import openapi as shown
from api.http.lists import examples_of
from api.http.params import PAGE, City, Cursor, K, Limit, Question, TableFormat, Year
from api.http.replies import paged, reply, shown_to, using
from api.http.state import State
from api.http.tables import table_file

router = APIRouter(tags=["提问"])


@router.get("/search", summary="按意思找任务、条款和段落", responses=shown.answers(shown.SEARCH))
def search(
    request: Request,
    q: Annotated[Question, Query(description="要找的内容", examples=["货车司机之家"])],
    k: K = 10,
    city: City = None,
    year: Year = None,
    kind: Annotated[
        Literal["task", "section", "header", "initiative", "document"] | None,
        Query(description="task 任务，section 段落，header 版头；initiative 品牌活动，document 整份文件"),
    ] = None,
    department: Annotated[str | None, Query(max_length=100, description="责任部门")] = None,
    literal: Annotated[bool, Query(description="照原话找")] = False,
) -> Response:
    return reply(
        request,
        lambda state: state.union.search(
            q, k, city=city, year=year, kind=kind, department=department, literal=literal
        ),
    )


@router.get("/ask", summary="提问，答案引原文", responses=shown.answers(shown.ANSWER))
def ask(
    request: Request,
    question: Annotated[Question, Query(examples=["哪个部门负责货车司机之家？"])],
    previous: Annotated[str, Query(max_length=500, description="上一问（完整的），可以接着问")] = "",
) -> Response:
    return reply(request, lambda state: state.union.ask(question, previous))


@router.get("/trace", summary="政策溯源：依据什么，谁来落实", responses=shown.answers(shown.TRACE))
def trace(
    request: Request,
    policy: Annotated[
        str | None,
        Query(max_length=300, description="标题（或一部分）或文号", examples=["云工发〔2030〕9号"]),
    ] = None,
    task: Annotated[str | None, Query(max_length=300, description="任务标识，或任务里的词句")] = None,
) -> Response:
    return reply(request, lambda state: state.union.trace(policy, task=task))


@router.get("/similar", summary="别的城市类似的做法", responses=shown.answers(shown.SIMILAR))
def similar(
    request: Request,
    name: Annotated[Question, Query(description="品牌、活动的名称", examples=["货车司机之家"])],
    k: K = 10,
    city: City = None,
) -> Response:
    return reply(request, lambda state: state.union.similar(name, k, city=city))


@router.get("/compare", summary="各地对照", responses=shown.answers(shown.COMPARED, tables=True))
def compare(
    request: Request,
    city: Annotated[list[str], Query(min_length=1, max_length=20, description="城市，重复给出")],
    topic: Annotated[str | None, Query(max_length=100, description="主题，如 集体协商")] = None,
    year: Year = None,
    form: TableFormat = "json",
) -> Response:
    if form != "json":
        with using(request) as state:
            found = state.union.compare(city, topic=topic, year=year)
            return table_file("对照", form, compare_sheets(shown_to(request, state, found)))
    return reply(request, lambda state: state.union.compare(city, topic=topic, year=year))


@router.get(
    "/outcomes", summary="计划与总结对照", responses=shown.answers([shown.OUTCOME], paged=True, tables=True)
)
def outcomes(
    request: Request,
    city: City = None,
    year: Year = None,
    limit: Limit = PAGE,
    cursor: Cursor = None,
    form: TableFormat = "json",
) -> Response:
    def found(state: State) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = state.once(
            ("outcomes", city, year), lambda: state.union.outcomes(city=city, year=year)
        )
        return made

    if form != "json":
        with using(request) as state:
            return table_file("落实", form, outcome_sheets(shown_to(request, state, found(state))))
    return paged(
        request,
        found,
        limit,
        cursor,
        identify=lambda item: str(item["task"]),
    )


@router.get(
    "/examples",
    summary="可以从这里问起",
    responses=shown.answers(
        {
            "questions": ["哪些部门负责建会入会？"],
            "searches": ["建会入会"],
            "policies": [
                {"title": "关于推进新就业形态劳动者建会入会的意见", "doc_number": "云工发〔2030〕9号"}
            ],
            "initiatives": [{"name": "云州货郎之家", "city": "云州"}],
            "cities": ["云州", "临江"],
            "topics": ["建会入会"],
        }
    ),
)
def begin(request: Request) -> Response:
    return reply(request, examples_of)
