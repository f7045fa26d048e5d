"""Routes of the thesaurus (主题词)."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import overview
from api.http import openapi as shown
from api.http.lists import all_tasks, by_topic
from api.http.params import Identifier
from api.http.replies import reply

router = APIRouter(tags=["主题词"])


@router.get("/topics", summary="全部主题词", responses=shown.answers([shown.TOPIC]))
def topics(request: Request) -> Response:
    return reply(request, lambda state: overview.topics(by_topic(state)))


@router.get("/topics/{identifier}", summary="一个主题词和它的任务", responses=shown.answers(shown.TOPIC))
def topic(request: Request, identifier: Identifier) -> Response:
    name = identifier.removeprefix("topic:")
    return reply(request, lambda state: overview.topic(name, by_topic(state), all_tasks(state)))
