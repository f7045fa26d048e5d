"""Routes that list (清单): tasks, people, entities, facets, the whole as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.http import openapi as shown
from api.http.lists import entities as entity_list
from api.http.lists import facets_of, tasks
from api.http.params import PAGE, City, Cursor, Identifier, Limit, Name, TableFormat, Year
from api.http.problems import Problem
from api.http.replies import caller, paged, reply, shown_to, using
from api.http.tables import sent_file, table_file
from api.task_table import task_sheet
from kg import ids
from kg.errors import NotFound
from kg.export import export_to

router = APIRouter(tags=["清单"])
_ENDINGS = {"turtle": "ttl"}


@router.get("/tasks", summary="任务", responses=shown.answers([shown.TASK], paged=True, tables=True))
def list_tasks(
    request: Request,
    department: Annotated[str | None, Query(max_length=100, description="责任部门，简称全称都可")] = None,
    city: City = None,
    year: Year = None,
    quarter: Annotated[str | None, Query(max_length=10, description="Q1–Q4", examples=["Q2"])] = None,
    document: Annotated[
        str | None, Query(max_length=200, pattern=r"^[\w:]+$", description="文件标识")
    ] = None,
    topic: Annotated[str | None, Query(max_length=100, description="主题词标识")] = None,
    limit: Limit = PAGE,
    cursor: Cursor = None,
    form: TableFormat = "json",
) -> Response:
    filters = {
        "department": department,
        "city": city,
        "year": year,
        "quarter": quarter,
        "document": document,
    }
    if form != "json":
        with using(request) as state:
            found = tasks(state, topic, **filters)
            return table_file("任务", form, [task_sheet(shown_to(request, state, found))])
    return paged(request, lambda state: tasks(state, topic, **filters), limit, cursor)


@router.get("/tasks/{identifier}", summary="一项任务", responses=shown.answers(shown.TASK))
def one_task(request: Request, identifier: Identifier) -> Response:
    home = identifier.rpartition(":")[0].replace("task:", "doc:", 1)
    if not home.replace(":", "").isalnum():
        raise NotFound(f"没有这项任务：{identifier}")
    return reply(
        request,
        lambda state: _found(
            next((t for t in tasks(state, document=home) if t["id"] == identifier), None), identifier
        ),
    )


def _found(task: object | None, identifier: str) -> object:
    if task is None:
        raise NotFound(f"没有这项任务：{identifier}")
    return task


@router.get("/people", summary="领导和联系人", responses=shown.answers([shown.PERSON], paged=True))
def people(request: Request, city: City = None, limit: Limit = PAGE, cursor: Cursor = None) -> Response:
    return paged(
        request,
        lambda state: state.once(("people", city), lambda: state.union.people(city=city)),
        limit,
        cursor,
    )


@router.get("/entities", summary="归一后的实体及其别名", responses=shown.answers([shown.ENTITY], paged=True))
def entities(
    request: Request,
    kind: Annotated[
        Literal["organization", "department", "person", "policy", "initiative", "group"] | None,
        Query(alias="type", description="实体的种类"),
    ] = None,
    city: City = None,
    q: Annotated[Name, Query(description="名称或别名里的字")] = None,
    organization: Annotated[Name, Query(description="所属单位的全称")] = None,
    document: Annotated[
        str | None, Query(max_length=200, pattern=r"^[\w:]+$", description="提到它的文件的标识")
    ] = None,
    limit: Limit = PAGE,
    cursor: Cursor = None,
) -> Response:
    home = None if document is None else ids.short(ids.expand(document))

    def wanted(entity: dict[str, Any]) -> bool:
        return (
            (
                q is None
                or any(q.casefold() in name.casefold() for name in (entity["name"], *entity["aliases"]))
            )
            and organization in (None, entity["organization"])
            and (home is None or home in entity["documents"])
        )

    return paged(request, lambda state: list(filter(wanted, entity_list(state, kind, city))), limit, cursor)


@router.get(
    "/entities/{identifier}",
    summary="一个实体，由哪些名称合成，为什么",
    responses=shown.answers(shown.ENTITY),
)
def entity(request: Request, identifier: Identifier) -> Response:
    return reply(request, lambda state: state.union.entity(identifier))


@router.get(
    "/facets",
    summary="城市、年份、文种、部门、主题各有多少",
    responses=shown.answers(
        {
            "cities": [{"value": "云州", "count": 3}],
            "years": [{"value": 2031, "count": 3}],
            "genres": [{"value": "工作台账", "count": 1}],
            "departments": [{"value": "组织部", "count": 9}],
            "topics": [{"id": "建会入会", "value": "建会入会", "count": 4}],
            "kinds": [{"value": "task", "label": "任务", "count": 40}],
            "quarters": [{"value": "Q1", "count": 21}],
        }
    ),
)
def facets(request: Request) -> Response:
    return reply(request, facets_of)


@router.get(
    "/export",
    summary="整个图谱",
    response_class=Response,
    responses=shown.export_answer(),
)
def export(
    request: Request,
    form: Annotated[
        Literal["jsonl", "turtle", "trig", "jsonld", "graphml", "csv", "xlsx"], Query(alias="format")
    ] = "jsonl",
    contacts: Annotated[bool, Query(description="包含联系方式（须有密钥）")] = False,
) -> Response:
    if contacts and not caller(request).contacts:
        raise Problem(403, "带联系方式的导出须有管理员密钥")
    with using(request) as state:

        def write(path: Path) -> None:
            export_to(state.workspace, form, path, with_contacts=contacts)

        return sent_file(f"gonghui.{_ENDINGS.get(form, form)}", write)
