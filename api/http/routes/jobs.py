"""Routes of reading jobs (读入任务): their state, and each change of it as a server-sent event."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from api.http import openapi as shown
from api.http.jobs import Job
from api.http.params import PAGE, Identifier, Limit
from api.http.replies import desk
from api.http.routes.writing import may_write

router = APIRouter(prefix="/jobs", tags=["读入"])
_LOOK: Final = 0.1
_BEAT: Final = 15.0
"""Seconds after which a comment shows proxies that the stream lives."""


@router.get("", summary="最近的读入任务", responses=shown.answers([shown.JOB]))
def jobs(request: Request, limit: Limit = PAGE) -> Response:
    return _plain([job.json() for job in desk(request).jobs.all()[:limit]])


@router.get("/{identifier}", summary="一个读入任务", responses=shown.answers(shown.JOB))
def job(request: Request, identifier: Identifier) -> Response:
    return _plain(desk(request).jobs.get(identifier).json())


@router.delete("/{identifier}", summary="取消；已读入的留下", responses=shown.answers(shown.JOB))
def cancel(request: Request, identifier: Identifier) -> Response:
    may_write(request)
    return _plain(desk(request).jobs.cancel(identifier).json())


@router.get(
    "/{identifier}/events",
    summary="任务的进展（server-sent events）",
    response_class=Response,
    responses=shown.file_answer("text/event-stream", description="event: job，最后一个是 event: end"),
)
async def events(request: Request, identifier: Identifier) -> Response:
    watched = desk(request).jobs.get(identifier)
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(_told(request, watched), media_type="text/event-stream", headers=headers)


async def _told(request: Request, job: Job) -> AsyncIterator[str]:
    """Ends with the job, with the server, or when nobody listens any more."""
    stopping = desk(request).stopping
    seen, quiet = -1, 0.0
    while not stopping.is_set():
        version, over = job.version, job.over
        if version != seen or over:
            seen, quiet = version, 0.0
            yield _event("end" if over else "job", job)
            if over:
                return
        elif quiet >= _BEAT:
            quiet = 0.0
            yield ": …\n\n"
        await asyncio.sleep(_LOOK)
        quiet += _LOOK
        if await request.is_disconnected():
            return


def _event(name: str, job: Job) -> str:
    return f"event: {name}\nid: {job.version}\ndata: {json.dumps(job.json(), ensure_ascii=False)}\n\n"


def _plain(value: object) -> Response:
    return JSONResponse(value, headers={"cache-control": "no-store"})
