"""How does an error look over HTTP (问题详情)? RFC 9457 `application/problem+json`, with a Chinese detail."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from kg.errors import BackendError, GonghuiError, InputError, NotFound, QueryRefused, WorkspaceError

__all__ = ["MEDIA_TYPE", "Problem", "add_problem_handlers", "problem_response"]

MEDIA_TYPE: Final = "application/problem+json"
_log: Final = logging.getLogger(__name__)

_TITLES: Final[Mapping[int, tuple[str, str]]] = {
    400: ("bad-request", "请求不对"),
    401: ("unauthorized", "需要密钥"),
    403: ("forbidden", "不允许"),
    404: ("not-found", "没有找到"),
    405: ("method-not-allowed", "不支持这种方法"),
    406: ("not-acceptable", "给不出所要的格式"),
    409: ("conflict", "与现状冲突"),
    413: ("too-large", "内容过大"),
    415: ("unsupported-media-type", "不支持这种内容"),
    422: ("invalid-parameters", "参数不对"),
    500: ("internal-error", "程序内部错误"),
    503: ("unavailable", "暂时不能提供"),
}
"""Status → the last part of the problem's type, and its title."""

_FAMILIES: Final[tuple[tuple[type[GonghuiError], int], ...]] = (
    (NotFound, 404),
    (QueryRefused, 400),
    (InputError, 400),
    (WorkspaceError, 503),
    (BackendError, 503),
    (GonghuiError, 400),
)
_WRONG: Final[Mapping[str, str]] = {
    "missing": "缺少这个参数",
    "int_parsing": "应是整数",
    "float_parsing": "应是数",
    "bool_parsing": "应是 true 或 false",
    "greater_than_equal": "太小",
    "less_than_equal": "太大",
    "string_too_long": "太长",
    "string_too_short": "太短",
    "too_short": "个数太少",
    "too_long": "个数太多",
    "literal_error": "不是可用的值",
    "json_invalid": "不是有效的 JSON",
}


@dataclass(slots=True)
class Problem(Exception):
    """A refusal: `name` overrides the last part of the type; `headers` go with it."""

    status: int
    detail: str
    name: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def problem_response(
    scope: Mapping[str, Any],
    status: int,
    detail: str,
    *,
    name: str = "",
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, Any] | None = None,
) -> Response:
    """The response for one problem. `scope` is the request's ASGI scope."""
    kind, title = _TITLES.get(status, ("", ""))
    body = {
        "type": f"urn:gonghui:problem:{name or kind or status}",
        "title": title or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": str(scope.get("path", "")),
        "request_id": scope.get("state", {}).get("request_id"),
        **(more or {}),
    }
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Response(content, status, {"cache-control": "no-store", **(headers or {})}, MEDIA_TYPE)


def add_problem_handlers(app: FastAPI) -> None:
    """Turns every exception that a route may raise into a problem."""

    async def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)
        return problem_response(
            request.scope, error.status, error.detail, name=error.name, headers=error.headers
        )

    async def expected(request: Request, error: Exception) -> Response:
        status = next(code for kind, code in _FAMILIES if isinstance(error, kind))
        if status >= 500:
            _log.warning("%s: %s", request.url.path, error)
        return problem_response(request.scope, status, str(error))

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        errors = [
            {
                "parameter": ".".join(str(part) for part in one["loc"][1:]),
                "detail": _WRONG.get(one["type"], one["msg"]),
            }
            for one in error.errors()
        ]
        detail = "；".join(f"{one['parameter'] or '内容'}：{one['detail']}" for one in errors[:3])
        return problem_response(request.scope, 422, detail, more={"errors": errors})

    async def raised(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        detail = _TITLES.get(error.status_code, ("", str(error.detail)))[1]
        return problem_response(request.scope, error.status_code, detail, headers=error.headers)

    async def mistake(request: Request, error: Exception) -> Response:
        _log.error("%s", request.url.path, exc_info=error)
        return problem_response(request.scope, 500, "程序出错，已记入日志；请把请求编号告诉管理员")

    app.add_exception_handler(Problem, ours)
    app.add_exception_handler(GonghuiError, expected)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, raised)
    app.add_exception_handler(Exception, mistake)
