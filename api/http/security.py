"""Who may ask, and under which name (访问控制)? Host and Origin checks, keys, body sizes, security headers.

Roles: `admin` holds GONGHUI_API_KEY; `local` is anybody on this machine while no proxy stands before the server; `reader`
holds GONGHUI_READ_KEY. A page of another site that a browser on this machine happens to show must not reach the server:
the Host check stops names that were rebound to 127.0.0.1, the Origin check stops forms and scripts of other sites.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import Problem, problem_response
from api.http.settings import ServerSettings

__all__ = ["OPEN_PATHS", "Caller", "Guard", "caller_of"]

OPEN_PATHS: Final = ("/healthz", "/readyz")
"""Told to everybody: whether the server is up."""
_GUARDED: Final = ("/api/", "/sparql", "/metrics", "/openapi.json", "/docs", "/mcp")
_SAFE: Final = frozenset(("GET", "HEAD", "OPTIONS"))
_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
_PORT: Final = re.compile(r":\d+\Z")
UPLOAD_PATH: Final = "/api/v1/documents"

_API_POLICY: Final = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""The page's component library writes its styles into the document, hence 'unsafe-inline' for styles; never for scripts."""
_HEADERS: Final = (
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks. `contacts`: sees phone numbers; `write`: may add, remove and correct; `originals`: may fetch source files."""

    role: str
    contacts: bool = False
    write: bool = False
    originals: bool = False


_ADMIN: Final = Caller("admin", True, True, True)
_READER: Final = Caller("reader")


def caller_of(settings: ServerSettings, headers: Headers) -> Caller | None:
    """By the key that a request carries, or where none is needed; None for a stranger. Raises Problem 401 for a wrong key."""
    given = headers.get("x-api-key", "")
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if not given and scheme.lower() == "bearer":
        given = token.strip()
    if given:
        if settings.api_key and _same(given, settings.api_key):
            return _ADMIN
        if settings.read_key and _same(given, settings.read_key):
            return _READER
        raise Problem(401, "密钥不对", headers={"www-authenticate": "Bearer"})
    if settings.key_required:
        return None
    free = not settings.api_key
    return Caller("local", write=free, originals=free)


def _same(given: str, kept: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), kept.encode())


class Guard:
    """ASGI middleware: refuses what must not come in, puts the caller into the request's state, and headers on the answer."""

    def __init__(self, app: ASGIApp, settings: ServerSettings) -> None:
        self.app = app
        self.settings = settings
        own = (settings.host.strip("[]").lower(),) if settings.loopback else ()
        self._hosts = frozenset((*_LOOPBACK, *own, *(h.lower() for h in settings.hosts)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        sending = _decorated(send, scope["path"])
        try:
            self._check(scope, headers)
            limited = self._limited(scope, headers, receive)
        except Problem as problem:
            answer = problem_response(
                scope, problem.status, problem.detail, name=problem.name, headers=problem.headers
            )
            await answer(scope, receive, sending)
            return
        await self.app(scope, limited, sending)

    def _check(self, scope: Scope, headers: Headers) -> None:
        host = headers.get("host", "")
        if (self.settings.loopback or self.settings.hosts) and _bare(host) not in self._hosts:
            raise Problem(403, f"不认识的主机名：{host[:100]}", name="unknown-host")
        if scope["method"] not in _SAFE and not self._same_site(scope, headers, host):
            raise Problem(403, "别的网站发来的请求不予受理", name="cross-site")
        path = scope["path"]
        if path.startswith(_GUARDED):
            caller = caller_of(self.settings, headers)
            if caller is None and scope["method"] != "OPTIONS":
                raise Problem(
                    401,
                    "请在 X-API-Key 或 Authorization: Bearer 里带上密钥",
                    headers={"www-authenticate": "Bearer"},
                )
            scope.setdefault("state", {})["caller"] = caller or _READER

    def _same_site(self, scope: Scope, headers: Headers, host: str) -> bool:
        origin = headers.get("origin")
        if origin is None:  # no browser's page; browsers send it with every POST and DELETE
            return headers.get("sec-fetch-site", "none") in ("same-origin", "none")
        if origin in self.settings.origins:
            return True
        if origin == "null":
            return False
        named = urlsplit(origin)
        return named.scheme in ("http", "https") and named.netloc.lower() == host.lower()

    def _limited(self, scope: Scope, headers: Headers, receive: Receive) -> Receive:
        """Reads no more of the body than allowed. Raises Problem 413 where it says itself that it is too long."""
        upload = scope["path"] == UPLOAD_PATH and scope["method"] == "POST"
        most = self.settings.upload_bytes + (1 << 20) if upload else self.settings.body_bytes
        told = headers.get("content-length", "0")
        if told.isascii() and told.isdigit() and int(told) > most:
            raise _too_large(most)
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            if message["type"] == "http.request":
                seen += len(message.get("body", b""))
                if seen > most:
                    raise _too_large(most)
            return message

        return counted


def _too_large(most: int) -> Problem:
    return Problem(413, f"内容过大，上限 {most / 1e6:.0f} MB")


def _bare(host: str) -> str:
    """A Host header without its port and brackets."""
    return _PORT.sub("", host.strip().lower()).strip("[]")


def _decorated(send: Send, path: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS:
                headers[name] = value
            guarded = path.startswith(_GUARDED)
            headers.setdefault("content-security-policy", _API_POLICY if guarded else PAGE_POLICY)
            headers.setdefault("cross-origin-resource-policy", "same-origin")
        await send(message)

    return sending
