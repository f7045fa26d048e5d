"""When are vectors made for what was read in, and what is wrong with the models (向量的补算与模型的检查)?"""

from __future__ import annotations

from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import typer

from kg.errors import GonghuiError
from search.embedding.choice import ModelChoice, read_choice

__all__ = ["embed_new", "model_notes"]


def embed_new(where: Path) -> None:
    """Embeds new documents, with a bar, where the owner chose a model; the bundled one does so at the next search.

    What fails is said on standard error: the documents are in, and search goes on with words.
    """
    try:
        if read_choice(where).model is None:
            return
        from api.progress import counting
        from kg.workspace import Workspace
        from search.switching import bring_up

        with closing(Workspace.read(where)) as opened, counting("计算向量") as progress:
            bring_up(opened, progress)
    except GonghuiError as error:
        typer.echo(f"提示：向量没有补算：{error}", err=True)
    except KeyboardInterrupt:
        typer.echo("已中断：文件都已读入，向量下次接着算", err=True)


def model_notes(where: Path) -> list[str]:
    """What the owner should know of the models: one that cannot be loaded, a bundled one that is behind its sources.

    Loads no model.
    """
    from search.embedding.sources import age_warning

    notes = []
    try:
        choice = read_choice(where)
    except GonghuiError as error:
        choice = ModelChoice()
        notes.append(str(error))
    for name in filter(None, (choice.model, choice.reranker)):
        if Path(name).is_absolute() and not Path(name).is_dir():
            notes.append(f"所选模型的文件夹不在了：{name}；请放回，或用 gonghui model use 另选")
        elif find_spec("sentence_transformers") is None and not _is_static(name):
            notes.append(f'所选模型 {name} 需要安装：pip install "gonghui[models]"；现在只按字词检索')
    if choice.model is None and (warning := age_warning()):
        notes.append(warning)
    return notes


def _is_static(name: str) -> bool:
    from search.embedding.static import is_static

    return is_static(Path(name))
