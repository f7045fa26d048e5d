"""Which documents does a command of `gonghui model` read in for itself?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from kg.workspace import Workspace


def reading_in(paths: Sequence[Path]) -> Workspace:
    """A workspace in memory with these documents; with the sample where there are none."""
    from api.ingesting import find_files, ingest_files
    from kg.resources import resource
    from kg.workspace import Workspace

    opened = Workspace.in_memory()
    report = ingest_files(opened, list(find_files(paths or [resource("sample")])))
    for failure in report.failed:
        typer.echo(f"  失败 {failure['path']}：{failure['error']}", err=True)
    return opened
