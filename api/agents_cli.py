"""`gonghui mcp`: the workspace as tools for agents (智能体工具)."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from api.options import WorkspaceOption, workspace_of

__all__ = ["agents_app"]

agents_app = typer.Typer()


@agents_app.command("mcp")
def mcp(
    ctx: typer.Context,
    workspace: WorkspaceOption = None,
    http: Annotated[
        bool, typer.Option("--http", help="用流式 HTTP（地址后加 /mcp）而不用标准输入输出")
    ] = False,
    host: Annotated[
        str | None, typer.Option(help="HTTP 的地址，默认 127.0.0.1；别的地址须先设环境变量 GONGHUI_API_KEY")
    ] = None,
    port: Annotated[int, typer.Option(help="HTTP 的端口", min=0, max=65535)] = 8001,
    with_contacts: Annotated[
        bool, typer.Option("--with-contacts", help="给出电话等联系方式（默认遮蔽）")
    ] = False,
) -> None:
    """把工作区作为 MCP 工具提供给智能体：提问、检索、溯源、类似、比较、读文件、列任务，都只读，都附原文。

    在智能体的设置里写上命令 gonghui，参数 mcp --workspace 文件夹。默认走标准输入输出；--http 则用浏览器地址连接。
    """
    from api.agents.server import make_server
    from api.gonghui import Gonghui

    where = workspace_of(ctx, workspace)
    with Gonghui(where) as union:
        server = make_server(union, with_contacts=with_contacts)
        if not http:
            if sys.stdin.isatty():
                typer.echo(
                    "MCP 服务由智能体启动，走标准输入输出；要用浏览器地址请加 --http。Ctrl-C 退出", err=True
                )
            server.run("stdio")
            return
        from api.agents.web import serve_http

        serve_http(server, where, host, port)
