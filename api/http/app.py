"""How is the server put together (服务的组装)? Routes, middleware, problems, the page; what it holds is `api.http.desk`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from api.http import sparql_door
from api.http.desk import VERSION, Desk
from api.http.observing import API, Observed
from api.http.openapi import COMMON, TAGS
from api.http.page import add_page
from api.http.problems import add_problem_handlers
from api.http.routes import documents, graph, jobs, lists, overrides, questions, service, topics
from api.http.security import Guard
from api.http.settings import ServerSettings

__all__ = ["create_app"]

_ABOUT = "工会公文（台账、要点、方案、总结、意见、通知）的知识图谱：每一条事实都引原文。错误按 RFC 9457；清单按 cursor 分页。"
_LEAST_ZIPPED = 1024
_HEADERS = ["X-Total-Count", "Link", "ETag", "Location", "X-Request-ID"]


def create_app(settings: ServerSettings) -> FastAPI:
    """The ASGI app of one workspace. Raises InputError for settings that would serve everybody."""
    desk = Desk.of(settings.checked())

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = settings.threads
        await run_in_threadpool(desk.start)
        try:
            yield
        finally:
            await run_in_threadpool(desk.stop)

    app = FastAPI(
        title="工会公文知识图谱",
        version=VERSION,
        description=_ABOUT,
        openapi_tags=TAGS,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
    )
    app.state.desk = desk
    add_problem_handlers(app)
    for part in (questions, lists, documents, graph, topics, jobs, overrides, service):
        app.include_router(part.router, prefix=API, responses=COMMON)
    app.include_router(sparql_door.router)
    app.include_router(service.health, responses=COMMON)
    add_page(app, settings.page)
    # The last added is the outermost.
    app.add_middleware(GZipMiddleware, minimum_size=_LEAST_ZIPPED, compresslevel=5)
    app.add_middleware(Guard, settings=settings)
    if settings.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(settings.origins),
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["X-API-Key", "Authorization", "Content-Type", "If-None-Match", "X-Request-ID"],
            expose_headers=_HEADERS,
        )
    app.add_middleware(Observed, metrics=desk.metrics)
    return app
