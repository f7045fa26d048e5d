"""Routes of the server itself (服务): status, health, metrics, the API's description."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from api.http import openapi as shown
from api.http.desk import VERSION
from api.http.page import page_folder
from api.http.problems import problem_response
from api.http.replies import MOST_PER_PAGE, caller, desk, reply
from api.http.state import State
from api.http.uploads import kinds
from search.embedding.choice import read_choice

router = APIRouter(tags=["服务"])
health = APIRouter(tags=["服务"])
_UP = {"cache-control": "no-store"}


@router.get(
    "/status",
    summary="工作区里有什么，调用者可以做什么",
    responses=shown.answers(
        {"generation": 16, "documents": 17, "tasks": 123, "version": "0.1.0", "admin": False}
    ),
)
def status(request: Request) -> Response:
    held, who = desk(request), caller(request)

    def made(state: State) -> dict[str, Any]:
        counted = dict(state.once(("status",), state.union.status))
        choice = read_choice(state.workspace.path)
        if not who.contacts:
            counted["workspace"] = None
        return {
            **counted,
            "version": VERSION,
            "state": state.tag,
            "admin": who.role == "admin",
            "role": who.role,
            "can_write": who.write,
            "can_fetch_originals": who.originals,
            "key_required": held.settings.key_required,
            "contacts": "shown" if who.contacts else "masked",
            "model": {"name": choice.model or "自带模型", "id": choice.model_id or None},
            "limits": {
                "upload_bytes": held.settings.upload_bytes,
                "upload_files": held.settings.upload_files,
                "kinds": kinds(),
                "page": MOST_PER_PAGE,
                "sparql_seconds": held.settings.sparql_seconds,
                "sparql_rows": held.settings.sparql_rows,
            },
            "jobs": {
                "queued": sum(job.status == "queued" for job in held.jobs.all()),
                "running": sum(job.status == "running" for job in held.jobs.all()),
            },
            "page": page_folder(held.settings.page) is not None,
            "problem": held.keeper.problem or None,
        }

    return reply(request, made, keep=False)


@health.get("/healthz", summary="进程是否活着", responses=shown.answers({"status": "ok"}))
async def healthz() -> Response:
    return JSONResponse({"status": "ok"}, headers=_UP)


@health.get("/readyz", summary="能否回答", responses=shown.answers({"status": "ready"}))
async def readyz(request: Request) -> Response:
    keeper = desk(request).keeper
    if not keeper.ready:
        why = keeper.problem or "正在打开工作区"
        return problem_response(request.scope, 503, why, name="starting", headers={"retry-after": "1"})
    return JSONResponse({"status": "ready"}, headers=_UP)


@health.get(
    "/metrics", summary="Prometheus 指标", response_class=Response, responses=shown.file_answer("text/plain")
)
def metrics(request: Request) -> Response:
    held = desk(request)
    return Response(held.metrics.text(), headers=_UP, media_type="text/plain; version=0.0.4; charset=utf-8")
