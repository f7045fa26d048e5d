"""`gonghui model evaluate`: how well does search do, part by part?"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.model_cli.documents import reading_in
from api.model_cli.meaning import NameOption, OfflineOption, kept_name, wanted_model
from api.model_cli.showing import print_table
from api.options import JsonOption, WorkspaceOption, print_json, workspace_of

if TYPE_CHECKING:
    from search.evaluation import Figures
    from search.models import Models


def evaluate(
    ctx: typer.Context,
    workspace: WorkspaceOption = None,
    judged: Annotated[
        Path | None,
        typer.Option("--set", help="评测集：文件夹或问题文件（默认自带评测集）", show_default=False),
    ] = None,
    documents: Annotated[
        list[Path] | None,
        typer.Option(
            "--documents", help="在这些文件上评测（默认自带样例；另给评测集时默认工作区）", show_default=False
        ),
    ] = None,
    model: NameOption = None,
    reranker: Annotated[str | None, typer.Option(help="加上这个重排模型", show_default=False)] = None,
    split: Annotated[str | None, typer.Option(help="只看这一部分：dev 或 test", show_default=False)] = None,
    one_by_one: Annotated[bool, typer.Option("--parts", help="逐个只用、逐个去掉各部分，看各值多少")] = False,
    offline: OfflineOption = False,
    as_json: JsonOption = False,
) -> None:
    """检索评测：按问题种类的 nDCG@10、召回@5、MRR；--parts 看每一部分的贡献。"""
    from api.progress import counting
    from kg.workspace import Workspace
    from search.evaluation import JudgedSet, measure, parts, summary

    questions = JudgedSet.load(judged)
    if split is not None:
        questions = questions.only(split)
    where = workspace_of(ctx, workspace)
    own = judged is not None and not documents
    opened = Workspace.read(where) if own else reading_in(documents or [])
    models = _models(where, model, reranker, offline)
    systems: list[dict[str, Any]] = []
    with closing(opened), counting("评测") as tell:
        for part in parts(opened, models, one_by_one):
            scored = measure(part.search, questions)
            systems.append({"name": part.name, "title": part.title, "splits": summary(scored)})
            if tell is not None:
                tell(len(systems), max(len(systems) + 1, 2))
    result = {
        "set": str(judged or "default"),
        "model": models.embedder.model_id if models.embedder else None,
        "reranker": models.reranker.name if models.reranker else None,
        "queries": len(questions.queries),
        "systems": systems,
    }
    if as_json:
        print_json(result, _plain_figures)
        return
    typer.echo(f"评测集 {result['set']}，{result['queries']} 问；模型 {result['model']}")
    for name in systems[0]["splits"]:
        _show_split(name, systems)


def _show_split(split: str, systems: Sequence[dict[str, Any]]) -> None:
    kinds = list(systems[0]["splits"][split])
    of = systems[0]["splits"][split]
    typer.echo(
        f"\n{_SPLITS.get(split, split)}：nDCG@10，各种类的问题数在括号里；末两列是全部问题的召回@5 和 MRR"
    )
    headings = ["", *(f"{_KINDS.get(kind, kind)}（{of[kind].queries}）" for kind in kinds), "召回@5", "MRR"]
    rows = []
    for system in systems:
        found = system["splits"][split]
        total = found["all"]
        rows.append(
            (
                system["title"],
                *(f"{found[kind].ndcg:.3f}" for kind in kinds),
                f"{total.recall:.3f}",
                f"{total.mrr:.3f}",
            )
        )
    print_table(headings, rows)


_SPLITS = {"": "全部", "dev": "开发部分（可据以调参）", "test": "留出部分（不据以调参）"}
_KINDS = {
    "all": "全部", "colloquial": "口语", "paraphrase": "换说法", "question": "问句", "keyword": "关键词", "acronym": "简称",
    "cross-city": "跨城市",
}  # fmt: skip


def _models(where: Path, name: str | None, reranker: str | None, offline: bool) -> Models:
    """Opened now, so that what cannot be had is an error here and not a search without it."""
    from search.models import FixedModels, open_chosen
    from search.reranking import CrossEncoderReranker

    choice = wanted_model(where, name, offline)
    again = kept_name(reranker) if reranker else choice.reranker
    return FixedModels(
        open_chosen(choice),
        CrossEncoderReranker(again, device=choice.device, offline=choice.offline) if again else None,
        choice.rerank_top,
    )


def _plain_figures(value: object) -> object:
    figures: Figures | Any = value
    return {name: round(number, 4) for name, number in asdict(figures).items()}
