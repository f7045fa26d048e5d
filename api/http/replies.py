"""How does an answer go out (应答)? JSON masked for the caller, with an ETag of the workspace's state; lists page by page."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from traceback import clear_frames
from typing import Any, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from api.http.desk import VERSION, Desk
from api.http.problems import Problem
from api.http.security import Caller
from api.http.state import State

__all__ = ["DEFAULT_PAGE", "MOST_PER_PAGE", "caller", "desk", "paged", "reply", "shown_to", "tagged", "using"]

DEFAULT_PAGE: Final = 1000
MOST_PER_PAGE: Final = 5000
_CACHE: Final = "private, no-cache"
"""A browser keeps it, and asks each time whether it is still so: 304 costs nothing."""
_VARY: Final = "X-API-Key, Authorization"


def desk(request: Request) -> Desk:
    """What the app holds."""
    found: Desk = request.app.state.desk
    return found


def caller(request: Request) -> Caller:
    """Who asks."""
    found: Caller = request.state.caller
    return found


@contextmanager
def using(request: Request) -> Iterator[State]:
    """The present state, for as long as the block runs.

    What an error's frames hold is let go here: rows of the store must not be dropped by the thread that writes the problem.
    """
    try:
        yield desk(request).keeper.state()
    except Exception as error:
        clear_frames(error.__traceback__)
        raise


def reply(request: Request, make: Callable[[State], Any], *, keep: bool = True) -> Response:
    """The JSON that `make` gives, 304 where the caller has it. `keep` false: no state's own (jobs), never cached."""
    who = caller(request)
    with using(request) as state:
        if not keep:
            return _json_response(_bytes(_shown(state, make(state), who)), {"cache-control": "no-store"})
        headers = _headers(request, state, who)
        if _known(request, headers["etag"]):
            return Response(status_code=304, headers=headers)
        key = (who.contacts, request.url.path, request.url.query)
        return _json_response(state.body(key, lambda: _bytes(_shown(state, make(state), who))), headers)


def tagged(request: Request, make: Callable[[State, Caller], bytes], media_type: str) -> Response:
    """Bytes that `make` gives (masked by it for the caller), 304 where the caller has them."""
    who = caller(request)
    with using(request) as state:
        headers = _headers(request, state, who)
        if _known(request, headers["etag"]):
            return Response(status_code=304, headers=headers)
        return Response(make(state, who), headers=headers, media_type=media_type)


def paged(
    request: Request,
    make: Callable[[State], Sequence[Any]],
    limit: int,
    cursor: str | None,
    *,
    identify: Callable[[Any], str] = lambda item: str(item["id"]),
) -> Response:
    """A page of a list: the body is the list, `X-Total-Count` its length, `Link` where to go on."""
    who = caller(request)
    with using(request) as state:
        headers = _headers(request, state, who)
        if _known(request, headers["etag"]):
            return Response(status_code=304, headers=headers)
        items = make(state)
        start = _after(items, cursor, identify)
        page = items[start : start + limit]
        headers["x-total-count"] = str(len(items))
        if start + limit < len(items):
            params = [(k, v) for k, v in request.query_params.multi_items() if k != "cursor"]
            params.append(("cursor", _cursor(start + limit, identify(page[-1]))))
            headers["link"] = f'<{request.url.path}?{urlencode(params)}>; rel="next"'
        key = (who.contacts, request.url.path, request.url.query)
        return _json_response(state.body(key, lambda: _bytes(_shown(state, page, who))), headers)


def shown_to(request: Request, state: State, value: Any) -> Any:
    """A JSON value as the caller may see it."""
    return _shown(state, value, caller(request))


def _shown(state: State, value: Any, who: Caller) -> Any:
    return value if who.contacts else state.masking.json(value)


def _headers(request: Request, state: State, who: Caller) -> dict[str, str]:
    what = f"{VERSION} {state.tag} {who.contacts} {request.url.path}?{request.url.query}"
    digest = hashlib.blake2b(what.encode("utf-8", "replace"), digest_size=8).hexdigest()
    return {"etag": f'W/"{state.workspace.generation}-{digest}"', "cache-control": _CACHE, "vary": _VARY}


def _known(request: Request, etag: str) -> bool:
    given = request.headers.get("if-none-match", "")
    bare = etag.removeprefix("W/")
    return given.strip() == "*" or any(one.strip().removeprefix("W/") == bare for one in given.split(","))


def _json_response(body: bytes, headers: dict[str, str]) -> Response:
    return Response(body, headers=headers, media_type="application/json")


def _bytes(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=str, separators=(",", ":")).encode(
        "utf-8", "replace"
    )


def _cursor(offset: int, last: str) -> str:
    return base64.urlsafe_b64encode(f"{offset} {last}".encode()).decode().rstrip("=")


def _after(items: Sequence[Any], cursor: str | None, identify: Callable[[Any], str]) -> int:
    """Where a page begins: behind the item that the last one ended with, also where others came or went meanwhile.

    Raises Problem 400 for a cursor that is none of ours.
    """
    if cursor is None:
        return 0
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        offset_written, _, last = (
            base64.b64decode(padded, altchars=b"-_", validate=True).decode().partition(" ")
        )
        offset = int(offset_written)
    except (ValueError, binascii.Error, UnicodeDecodeError):
        raise Problem(400, "cursor 不对：请用上一页 Link 头里的地址") from None
    if offset < 1 or not last:
        raise Problem(400, "cursor 不对：请用上一页 Link 头里的地址")
    if offset <= len(items) and identify(items[offset - 1]) == last:
        return offset
    found = next((n for n, item in enumerate(items, 1) if identify(item) == last), None)
    return found if found is not None else min(offset, len(items))
