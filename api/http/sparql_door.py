"""How do SPARQL clients ask (SPARQL 1.1 协议)? https://www.w3.org/TR/sparql11-protocol/, queries only.

GET and both forms of POST; the answer's form by the Accept header, or by `format` for browsers and old clients.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final
from urllib.parse import parse_qs

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.http import openapi as shown
from api.http.problems import Problem
from api.http.replies import caller, desk
from api.http.sparql_results import GRAPH_FORMATS, ROW_FORMATS
from kg.errors import GonghuiError

__all__ = ["accepted", "router"]

router = APIRouter(tags=["图谱"])
_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_MEDIA: Final[Mapping[str, str]] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "turtle": "text/turtle; charset=utf-8",
    "ntriples": "application/n-triples; charset=utf-8",
    "rdfxml": "application/rdf+xml",
}
_NAMED: Final[Mapping[str, tuple[str | None, str | None]]] = {
    "json": ("json", "turtle"),
    "xml": ("xml", "rdfxml"),
    "csv": ("csv", None),
    "tsv": ("tsv", None),
    "turtle": ("json", "turtle"),
    "ntriples": ("json", "ntriples"),
}
"""`format` → how rows and how graphs are written; other values are taken for media types."""
_EXAMPLE: Final = "SELECT ?task ?words WHERE { ?task a gh:Task ; gh:wording ?words } LIMIT 10"
_ANSWERS: Final = {
    **shown.file_answer(*(one.partition(";")[0] for one in _MEDIA.values()), description="SPARQL 结果或图"),
    406: {"description": "给不出所要的格式"},
    415: {"description": "POST 的内容类型不是协议所定的"},
}


@router.get(
    "/sparql",
    summary="SPARQL 查询（只读）",
    response_class=Response,
    responses=shown.COMMON | _ANSWERS,
    operation_id="sparql_get",
)
def sparql_get(
    request: Request,
    query: Annotated[str, Query(min_length=1, max_length=50_000, examples=[_EXAMPLE])],
    default_graph_uri: Annotated[list[str], Query(alias="default-graph-uri", max_length=100)] = [],  # noqa: B006
    named_graph_uri: Annotated[list[str], Query(alias="named-graph-uri", max_length=100)] = [],  # noqa: B006
    form: Annotated[str | None, Query(alias="format", max_length=100)] = None,
) -> Response:
    return _answer(request, query, default_graph_uri, named_graph_uri, form)


@router.post(
    "/sparql",
    summary="SPARQL 查询（只读），表单或 application/sparql-query",
    response_class=Response,
    responses=shown.COMMON | _ANSWERS,
    operation_id="sparql_post",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                _FORM: {
                    "schema": {
                        "type": "object",
                        "required": ["query"],
                        "properties": {"query": {"type": "string"}, "format": {"type": "string"}},
                    },
                    "example": {"query": _EXAMPLE},
                },
                _QUERY: {"schema": {"type": "string"}, "example": _EXAMPLE},
            },
        }
    },
)
async def sparql_post(request: Request) -> Response:
    from starlette.concurrency import run_in_threadpool

    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == _UPDATE:
        raise Problem(403, "只能查询，不能修改", name="read-only")
    if kind not in (_FORM, _QUERY):
        raise Problem(415, f"内容类型应是 {_FORM} 或 {_QUERY}")
    try:
        body = (await request.body()).decode("utf-8")
    except UnicodeDecodeError:
        raise Problem(400, "查询应是 UTF-8") from None
    params: Mapping[str, list[str]] = {
        name: request.query_params.getlist(name) for name in request.query_params
    }
    if kind == _FORM:
        try:
            params = parse_qs(body, keep_blank_values=True, max_num_fields=200)
        except ValueError:
            raise Problem(400, "表单读不懂") from None
        if "update" in params:
            raise Problem(403, "只能查询，不能修改", name="read-only")
        body = params.get("query", [""])[0]
    if not body.strip():
        raise Problem(400, "没有写查询（query）")
    default, named = params.get("default-graph-uri", []), params.get("named-graph-uri", [])
    form = params.get("format", [None])[0]
    return await run_in_threadpool(_answer, request, body, default, named, form)


def _answer(request: Request, query: str, default: list[str], named: list[str], form: str | None) -> Response:
    forms = _forms(request.headers.get("accept", ""), form)
    held = desk(request)
    outcome = "failed"
    try:
        found = held.sparql.run(
            query, forms, masked=not caller(request).contacts, default=default, named=named
        )
        outcome = "ok"
    except Problem as problem:
        outcome = problem.name or "failed"
        raise
    except GonghuiError:
        outcome = "refused"
        raise
    finally:
        held.metrics.sparql.labels(outcome).inc()
    if not found.form:
        raise Problem(406, "给不出所要的格式：行可用 JSON、XML、CSV、TSV，图可用 Turtle、N-Triples、RDF/XML")
    headers = {"cache-control": "private, no-cache", "vary": "Accept, X-API-Key, Authorization"}
    return Response(found.body, headers=headers, media_type=_MEDIA[found.form])


def _forms(accept: str, named: str | None) -> dict[str, str | None]:
    if named:
        rows, graph = _NAMED.get(
            named.lower(), (accepted(named, ROW_FORMATS, None), accepted(named, GRAPH_FORMATS, None))
        )
        if rows or graph:
            return {"rows": rows, "graph": graph}
    return {"rows": accepted(accept, ROW_FORMATS, "json"), "graph": accepted(accept, GRAPH_FORMATS, "turtle")}


def accepted(accept: str, formats: Mapping[str, str], otherwise: str | None) -> str | None:
    """The form that an Accept header likes best (RFC 9110 12.5.1); `otherwise` for none given; None where none fits.

    >>> accepted("text/csv;q=0.5, application/sparql-results+xml", ROW_FORMATS, "json")
    'xml'
    """
    if not accept.strip():
        return otherwise
    best: tuple[float, int, str] | None = None
    for place, one in enumerate(accept.split(",")):
        media, _, rest = one.strip().partition(";")
        weight = _weight(rest)
        kind = media.strip().lower()
        if kind in ("*/*", "*"):
            form = otherwise
        elif kind.endswith("/*"):
            form = next((f for m, f in formats.items() if m.startswith(kind[:-1])), None)
        else:
            form = formats.get(kind)
        if form is not None and weight > 0 and (best is None or weight > best[0]):
            best = (weight, place, form)
    return best[2] if best else None


def _weight(parameters: str) -> float:
    for one in parameters.split(";"):
        name, _, value = one.strip().partition("=")
        if name.strip().lower() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0
