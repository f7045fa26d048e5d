"""Where is the built page, and how is it sent (网页)? `api/page/`, built from `api/web/`."""

from __future__ import annotations

import html
import mimetypes
import re
from pathlib import Path
from typing import Final

from fastapi import FastAPI, Request
from starlette.responses import FileResponse, HTMLResponse, Response

from api.http.problems import problem_response

__all__ = ["add_page", "page_folder"]

_HERE: Final = Path(__file__).resolve().parent.parent
_PLACES: Final = (_HERE / "page",)
_HASHED: Final = re.compile(r"[-.][A-Za-z0-9_-]{8,}\.\w+\Z")
"""A name that changes with the content, as Vite gives to what it builds: `index-B3kd9Lq1.js`."""
_YEAR: Final = "public, max-age=31536000, immutable"
_MISSING: Final = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>工会公文知识图谱</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>工会公文知识图谱</h1>
<p>服务已经启动，网页还没有生成。在源码目录里执行（需要 Node.js 20 以上）：</p>
<pre>make page</pre>
<p>然后刷新本页。不用网页也可以：<a href="docs">接口说明</a>，命令行 <code>gonghui ask 哪些部门负责建会入会？</code></p>
</main></body></html>"""


def page_folder(chosen: Path | None = None) -> Path | None:
    """The folder of the built page; None where it is not built."""
    places = (chosen,) if chosen is not None else _PLACES
    return next((place for place in places if (place / "index.html").is_file()), None)


def add_page(app: FastAPI, chosen: Path | None) -> None:
    """Serves `/` and the page's files; looked for at each request, so that it can be built while the server runs."""

    @app.get("/", include_in_schema=False)
    def index() -> Response:
        folder = page_folder(chosen)
        if folder is None:
            return HTMLResponse(_MISSING, headers={"cache-control": "no-store"})
        return FileResponse(folder / "index.html", headers={"cache-control": "no-cache"})

    @app.get("/docs", include_in_schema=False)
    def docs() -> Response:
        return HTMLResponse(_described(app), headers={"cache-control": "no-cache"})

    @app.get("/{path:path}", include_in_schema=False)
    def file(request: Request, path: str) -> Response:
        folder = page_folder(chosen)
        wanted = None if folder is None or "\0" in path else (folder / path).resolve()
        if (
            wanted is None
            or folder is None
            or not wanted.is_relative_to(folder.resolve())
            or not wanted.is_file()
        ):
            return problem_response(request.scope, 404, f"没有这个地址：{request.url.path}")
        cache = _YEAR if _HASHED.search(wanted.name) else "no-cache"
        kind = mimetypes.guess_type(wanted.name)[0] or "application/octet-stream"
        return FileResponse(wanted, media_type=kind, headers={"cache-control": cache})


def _described(app: FastAPI) -> str:
    """The routes as a plain page: no script, nothing fetched from elsewhere."""
    schema = app.openapi()
    out = [
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>接口说明</title></head><body>',
        f"<h1>{html.escape(schema['info']['title'])} {html.escape(schema['info']['version'])}</h1>",
        f"<p>{html.escape(schema['info'].get('description', ''))}</p>",
        '<p>机器可读的说明：<a href="openapi.json">openapi.json</a>（OpenAPI 3.1）</p>',
    ]
    by_tag: dict[str, list[str]] = {tag["name"]: [] for tag in schema.get("tags", [])}
    for path, methods in schema["paths"].items():
        for method, route in methods.items():
            names = [f"{p['name']}{'' if p.get('required') else '?'}" for p in route.get("parameters", [])]
            by_tag.setdefault(route.get("tags", ["服务"])[0], []).append(
                f"<tr><td><code>{method.upper()} {html.escape(path)}</code></td>"
                f"<td>{html.escape(route.get('summary', ''))}</td><td><code>{html.escape(' '.join(names))}</code></td></tr>"
            )
    for tag, rows in by_tag.items():
        heads = "<tr><th>地址</th><th>作用</th><th>参数（? 可省）</th></tr>"
        out.append(f"<h2>{html.escape(tag)}</h2><table>{heads}{''.join(rows)}</table>")
    return "".join([*out, "</body></html>"])
