"""`gonghui model list` and `use`: which models are there, and which one does the workspace use?"""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from api.model_cli.meaning import choice_of, kept_name
from api.model_cli.showing import print_table, size_of, warn_of_age
from api.options import JsonOption, WorkspaceOption, print_json, workspace_of
from api.settings import model_caches
from kg.errors import WorkspaceError

RECOMMENDED = (
    "常用中文模型：BAAI/bge-small-zh-v1.5（约 95 MB，512 维，CPU 可用）、BAAI/bge-base-zh-v1.5、BAAI/bge-large-zh-v1.5、"
    "BAAI/bge-m3（长文本）、Qwen/Qwen3-Embedding-0.6B、intfloat/multilingual-e5-small；"
    "重排：BAAI/bge-reranker-base、BAAI/bge-reranker-v2-m3。"
)
WITHOUT_NETWORK = "没有网络时：设 HF_ENDPOINT=https://hf-mirror.com 走镜像，或用 ModelScope 下载，或把模型文件夹拷来，用它的路径代替名称。"


def list_models(
    ctx: typer.Context,
    workspace: WorkspaceOption = None,
    folders: Annotated[
        list[Path] | None, typer.Option("--in", help="另在这个文件夹里找模型（可重复）", show_default=False)
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """自带的、本机缓存里的、文件夹里的模型，和工作区现用的是哪个。"""
    from search.embedding import shelf

    where = workspace_of(ctx, workspace)
    choice = choice_of(where)
    caches = model_caches()
    found = [
        shelf.bundled_model(),
        *shelf.in_hub_cache(caches.hugging_face),
        *shelf.in_modelscope_cache(caches.modelscope),
        *shelf.in_folders(folders or []),
    ]
    chosen = {choice.model or "default", choice.reranker}
    listed: list[dict[str, Any]] = [
        {
            "name": one.name,
            "kind": one.kind,
            "where": one.where,
            "path": str(one.path),
            "dim": one.dim,
            "bytes": one.size,
            "in_use": one.name in chosen or str(one.path) in chosen,
        }
        for one in found
    ]
    known = {row[key] for row in listed for key in ("name", "path")}
    for name, kind in ((choice.model, "embedding"), (choice.reranker, "reranker")):
        if name is not None and name not in known:
            here = shelf.held_at(Path(name))
            listed.append(
                {
                    "name": name,
                    "kind": kind,
                    "where": "文件夹" if here else "本机没有",
                    "path": name if here else None,
                    "dim": here.dim if here else None,
                    "bytes": here.size if here else None,
                    "in_use": True,
                }
            )
    indexes = _indexes(where)
    result = {"models": listed, "indexes": indexes, "choice": asdict(choice)}
    if as_json:
        print_json(result)
        return
    kinds = {"embedding": "向量", "reranker": "重排"}
    print_table(
        ("在用", "名称", "种类", "维数", "大小", "来处"),
        [
            (
                "✓" if m["in_use"] else "",
                m["name"],
                kinds[m["kind"]],
                m["dim"],
                size_of(m["bytes"]),
                m["where"],
            )
            for m in listed
        ],
    )
    for index in indexes:
        state = "" if index["finished"] else "（未完成，再次 model use 会接着做）"
        typer.echo(
            f"工作区的向量索引：{index['model_id']}，{index['dim']} 维，{size_of(index['bytes'])}{state}"
        )
    warn_of_age()


def use(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            help="Hub 名称、文件夹，或 default（自带模型）；不写则只改下面的选项", show_default=False
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    device: Annotated[
        str | None, typer.Option(help="cpu、cuda、cuda:1、mps …；auto 自动选（默认）", show_default=False)
    ] = None,
    batch: Annotated[int | None, typer.Option(min=1, help="一次算多少句", show_default=False)] = None,
    instruction: Annotated[
        str | None,
        typer.Option(help="放在问句前的指令；'' 为不放；默认按模型自己的文件", show_default=False),
    ] = None,
    max_length: Annotated[
        int | None, typer.Option(min=8, help="一段最多多少词元（默认按模型）", show_default=False)
    ] = None,
    reranker: Annotated[
        str | None, typer.Option(help="重排模型的名称或文件夹；none 为不重排", show_default=False)
    ] = None,
    rerank_top: Annotated[
        int | None, typer.Option(min=1, help="重排前多少条（默认 30）", show_default=False)
    ] = None,
    offline: Annotated[
        bool | None, typer.Option("--offline/--online", help="不联网，只用本机已有的文件", show_default=False)
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """让工作区改用一个向量模型：先在旁边算好新索引，再一次换过去；失败或中断则一切照旧。"""
    from api.progress import counting
    from kg.workspace import Workspace
    from search.switching import switch_model

    where = workspace_of(ctx, workspace)
    with closing(Workspace.read(where)) as opened:
        wanted = choice_of(where)
        if name is not None:
            # another model: its own instruction and length, not those set for the last
            wanted = replace(wanted, model=kept_name(name), instruction=None, max_length=None)
        given: dict[str, Any] = {
            "device": None if device == "auto" else device or wanted.device,
            "batch": batch or wanted.batch,
            "instruction": wanted.instruction if instruction is None else instruction,
            "max_length": max_length or wanted.max_length,
            "rerank_top": rerank_top or wanted.rerank_top,
            "offline": wanted.offline if offline is None else offline,
        }
        if reranker is not None:
            given["reranker"] = None if reranker == "none" else kept_name(reranker)
        typer.echo(f"载入模型 {name or wanted.model or '（自带）'} …", err=True)
        try:
            with counting("计算向量") as progress:
                switched = switch_model(opened, replace(wanted, **given), progress)
        except KeyboardInterrupt:
            typer.echo("已中断：仍用原来的模型；再次运行会接着算", err=True)
            raise typer.Exit(130) from None
    if as_json:
        print_json({"pieces": switched.pieces, **asdict(switched.choice)})
        return
    choice = switched.choice
    typer.echo(f"已换用 {choice.model or '自带模型'}，索引 {switched.pieces} 段")
    if choice.reranker:
        typer.echo(f"重排：{choice.reranker}，前 {choice.rerank_top} 条")


def _indexes(where: Path) -> list[dict[str, Any]]:
    from kg.workspace import Workspace
    from search.dense import stored

    try:
        with closing(Workspace.read(where)) as opened:
            return [asdict(index) for index in stored(opened)]
    except WorkspaceError:  # none yet
        return []
