"""How do agents reach the tools over HTTP (流式 HTTP)? At /mcp, behind the same guard as the other doors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from api.http.security import Guard
from api.http.settings import load_server_settings

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer
    from starlette.types import ASGIApp

__all__ = ["guarded_app", "serve_http"]

PATH = "/mcp"


def guarded_app(server: MCPServer[Any], workspace: Path, host: str | None, port: int) -> tuple[ASGIApp, str]:
    """The ASGI application, and the host it is for. Raises InputError for a host that needs a key and has none."""
    from mcp.server.transport_security import TransportSecuritySettings

    settings = load_server_settings(workspace, host, port)
    # Host and Origin are the guard's business, which knows the names that the owner allowed.
    app = server.streamable_http_app(
        streamable_http_path=PATH,
        stateless_http=True,
        json_response=True,
        host=settings.host,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    return Guard(app, settings), settings.host


def serve_http(server: MCPServer[Any], workspace: Path, host: str | None, port: int) -> None:
    """Serves until it is told to stop. Raises InputError, and typer.Exit(2) for a port that is taken."""
    import uvicorn

    app, bound = guarded_app(server, workspace, host, port)
    config = uvicorn.Config(
        app, host=bound, port=port, log_level="warning", access_log=False, server_header=False
    )
    running = uvicorn.Server(config)
    typer.echo(f"MCP：http://{bound}:{port}{PATH}　（Ctrl-C 停止）", err=True)
    running.run()
    if not running.started:
        raise typer.Exit(2)
