"""Which options do the commands share, and which workspace do they mean?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from api.settings import load_settings

WorkspaceOption = Annotated[
    Path | None,
    typer.Option("--workspace", "-w", help="工作区文件夹（默认 $GONGHUI_WORKSPACE，否则 ./.gonghui）"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="只在标准输出打印 JSON")]


def workspace_of(ctx: typer.Context, workspace: Path | None) -> Path:
    """The workspace named after the verb, else before it, else by the settings."""
    return load_settings(workspace or ctx.find_root().params.get("workspace")).workspace


def print_json(value: object, plain: Any = str) -> None:
    """One line of JSON on standard output; `plain` turns what JSON does not know into what it does."""
    typer.echo(json.dumps(value, ensure_ascii=False, default=plain))
