"""What does the server tell of its requests (日志与指标)? A request id, one JSON line each, Prometheus figures."""

from __future__ import annotations

import json
import logging
import re
import time
import uuid
from collections.abc import Callable
from typing import Any, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["JsonLines", "Metrics", "Observed"]

_access: Final = logging.getLogger("gonghui.access")
_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")
API: Final = "/api/v1"
_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_ALSO: Final = ("request_id", "method", "path", "status", "ms", "bytes", "client", "role")


class Metrics:
    """The figures of one server; each server has a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "gonghui_http_requests", "HTTP 请求数", ("method", "route", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "gonghui_http_request_seconds",
            "HTTP 请求用时（秒）",
            ("route",),
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self.running = Gauge("gonghui_http_requests_running", "正在处理的 HTTP 请求", registry=self.registry)
        self.files = Counter("gonghui_files", "上传后读入的文件", ("outcome",), registry=self.registry)
        self.sparql = Counter("gonghui_sparql_queries", "SPARQL 查询", ("outcome",), registry=self.registry)

    def watch(self, name: str, meaning: str, read: Callable[[], float]) -> None:
        """A gauge that is read when it is asked for."""
        Gauge(name, meaning, registry=self.registry).set_function(read)

    def text(self) -> bytes:
        """Prometheus text format."""
        return generate_latest(self.registry)


class Observed:
    """ASGI middleware, the outermost: gives every request an id, logs and counts it. Queries are not logged, paths are."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] == "HEAD":  # as GET; the server sends no body
            scope = {**scope, "method": "GET"}
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _ID.match(given) else uuid.uuid4().hex[:16]
        scope.setdefault("state", {})["request_id"] = request_id
        status, size = 500, 0
        begun = time.perf_counter()

        async def counted(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = request_id
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        self.metrics.running.inc()
        try:
            await self.app(scope, receive, counted)
        finally:
            self.metrics.running.dec()
            seconds = time.perf_counter() - begun
            route = _route_of(scope)
            self.metrics.requests.labels(scope["method"], route, str(status)).inc()
            self.metrics.seconds.labels(route).observe(seconds)
            caller = scope["state"].get("caller")
            client = scope.get("client")
            _access.info(
                "request",
                extra={
                    "request_id": request_id,
                    "method": scope["method"],
                    "path": scope["path"],
                    "status": status,
                    "ms": round(seconds * 1000, 1),
                    "bytes": size,
                    "client": client[0] if client else None,
                    "role": caller.role if caller else None,
                },
            )


def _route_of(scope: Scope) -> str:
    """The route's path with its parameters' names; "-" for none. Newer FastAPI leaves the prefix of a router out."""
    path = str(getattr(scope.get("route"), "path", "-"))
    within = scope["path"].startswith(API) and path.startswith("/") and not path.startswith(API)
    return API + path if within and path != "/{path:path}" else path


class JsonLines(logging.Formatter):
    """A log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        out: dict[str, Any] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S") + f".{int(record.msecs):03d}",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        out |= {name: value for name in _ALSO if (value := getattr(record, name, None)) is not None}
        if record.exc_info:
            out["error"] = self.formatException(record.exc_info)
        return json.dumps(out, ensure_ascii=False)
