"""`gonghui model show` and `near`: what is a model like, and how near does it find sentences?"""

from __future__ import annotations

from typing import Annotated

import typer

from api.model_cli.meaning import NameOption, OfflineOption, wanted_model
from api.model_cli.showing import size_of, warn_of_age
from api.options import JsonOption, WorkspaceOption, print_json, workspace_of
from kg.errors import InputError


def show(
    ctx: typer.Context,
    workspace: WorkspaceOption = None,
    model: NameOption = None,
    offline: OfflineOption = False,
    as_json: JsonOption = False,
) -> None:
    """模型的编号、维数、大小、载入用时、内存和编码速度。"""
    from api.model_figures import figures_of

    wanted = wanted_model(workspace_of(ctx, workspace), model, offline)
    found = figures_of(wanted)
    if as_json:
        print_json(found)
        return
    rows = {
        "模型": found["model"],
        "维数": found["dim"],
        "大小": size_of(found["bytes"]),
        "载入": f"{found['load_ms']} 毫秒，内存增加 {size_of(found['memory_bytes'])}",
        "速度": f"每秒编码 {found['texts_per_second']} 句",
        "设备": found.get("device"),
        "汇聚": found.get("pooling"),
        "最大长度": found.get("max_length"),
        "查询指令": found.get("instruction"),
        "段落前缀": found.get("passage_prompt"),
    }
    for label, value in rows.items():
        if value not in (None, ""):
            typer.echo(f"{label}：{value}")
    if wanted.model is None:
        warn_of_age()


def near(
    ctx: typer.Context,
    texts: Annotated[list[str], typer.Argument(help="第一句与其余各句比较", show_default=False)],
    workspace: WorkspaceOption = None,
    model: NameOption = None,
    offline: OfflineOption = False,
) -> None:
    """第一句与其余各句的相似度（余弦，-1..1）。"""
    from search.models import open_chosen

    if len(texts) < 2:
        raise InputError("至少给两句话")
    embedder = open_chosen(wanted_model(workspace_of(ctx, workspace), model, offline))
    scores = embedder.encode(texts[1:]) @ embedder.encode_queries(texts[:1])[0]
    for cosine, text in sorted(zip(scores.tolist(), texts[1:], strict=True), reverse=True):
        typer.echo(f"{cosine:.3f}  {text}")
