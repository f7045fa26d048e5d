"""`gonghui serve`: the HTTP API and the page on this machine (服务)."""

from __future__ import annotations

import errno
import logging
import socket
import sys
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from api.options import WorkspaceOption, workspace_of
from kg.errors import InputError

if TYPE_CHECKING:
    from api.http.settings import ServerSettings

__all__ = ["serve", "serving_app"]

serving_app = typer.Typer()
_END_SECONDS = 10
_KEEP_SECONDS = 75
"""A connection that a browser keeps open between two questions; as long as proxies do."""


@serving_app.command()
def serve(
    ctx: typer.Context,
    workspace: WorkspaceOption = None,
    host: Annotated[
        str | None, typer.Option(help="地址，默认 127.0.0.1；别的地址须先设环境变量 GONGHUI_API_KEY")
    ] = None,
    port: Annotated[int | None, typer.Option(help="端口，默认 8000", min=0, max=65535)] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="不记每个请求")] = False,
) -> None:
    """启动网页和 HTTP 接口：浏览器打开 http://127.0.0.1:8000/。Ctrl-C 停止。

    只听本机；给别的机器用须设密钥 GONGHUI_API_KEY（管理员）、GONGHUI_READ_KEY（只读，遮蔽联系方式）。
    其余设置写在 gonghui.toml 的 [server]：origins hosts upload_bytes upload_files sparql_seconds threads 等。
    """
    from api.http.settings import load_server_settings

    where = workspace_of(ctx, workspace)
    run(load_server_settings(where, host, port), quiet=quiet)


def run(settings: ServerSettings, *, quiet: bool = False) -> None:
    """Serves until it is told to stop. Raises WorkspaceError, and InputError for an address that cannot be had."""
    import uvicorn

    from api.http.app import create_app
    from api.http.observing import JsonLines
    from kg.workspace import Workspace

    if (settings.workspace / "version.json").exists():
        Workspace.read(settings.workspace).close()
    else:
        Workspace.open(settings.workspace).close()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("gonghui.access").setLevel(logging.WARNING if quiet else logging.INFO)
    app = create_app(settings)
    listening = _bound(settings.host, settings.port)

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            app.state.desk.stopping.set()  # streams end, so that the server can
            super().handle_exit(sig, frame)

        async def startup(self, sockets: object = None) -> None:
            await super().startup(sockets)  # type: ignore[arg-type]
            if self.started:
                shown = f"[{settings.host}]" if ":" in settings.host else settings.host
                typer.echo(
                    f"工会公文知识图谱：http://{shown}:{listening.getsockname()[1]}/　（Ctrl-C 停止）",
                    err=True,
                )

    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_END_SECONDS,
        timeout_keep_alive=_KEEP_SECONDS,
        proxy_headers=False,
    )
    try:
        Server(config).run(sockets=[listening])
    finally:
        listening.close()


_REASONS = {
    errno.EADDRINUSE: "端口已被别的程序占用",
    errno.EADDRNOTAVAIL: "不是本机的地址",
    errno.EACCES: "没有权限用这个端口",
}


def _bound(host: str, port: int) -> socket.socket:
    """A socket at that address. Raises InputError where it is taken, or not of this machine."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, kind)
        try:
            if sys.platform != "win32":  # there it would let two programs have one port
                made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            made.bind(address)
        except OSError:
            made.close()
            raise
    except OSError as error:
        from ingest.readers.reasons import reason

        why = _REASONS.get(error.errno or 0) or reason(error)
        raise InputError(f"地址 {host}:{port} 不能用：{why}；可用 --port 另选一个") from error
    return made
