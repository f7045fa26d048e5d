"""Which model do the commands of `gonghui model` mean?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.settings import model_caches

if TYPE_CHECKING:
    from search.embedding.choice import ModelChoice

NameOption = Annotated[
    str | None, typer.Option("--model", "-m", help="Hub 名称、文件夹或 default（默认工作区所用的）")
]
OfflineOption = Annotated[bool, typer.Option("--offline", help="不联网，只用本机已有的文件")]


def choice_of(where: Path) -> ModelChoice:
    """What the workspace chose; the bundled model where it chose nothing."""
    from search.embedding.choice import read_choice

    return read_choice(where)


def kept_name(name: str) -> str | None:
    """What is kept of a name: a folder whole, since the next search may start elsewhere; None for the bundled model."""
    from search.embedding.loading import located

    if name == "default":
        return None
    found = located(name, (model_caches().modelscope,))
    return str(Path(found).resolve()) if Path(found).is_dir() else found


def wanted_model(where: Path, name: str | None, offline: bool) -> ModelChoice:
    """The workspace's choice, or that of a model named on the command line."""
    from search.embedding.choice import ModelChoice

    choice = choice_of(where) if name is None else ModelChoice(model=kept_name(name))
    return replace(choice, offline=choice.offline or offline)
