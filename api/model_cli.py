"""`gonghui model`: show the embedding model, train the bundled one (向量模型的查看与训练)."""

from __future__ import annotations

import json
import time
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from kg.errors import InputError

__all__ = ["model_app"]

model_app = typer.Typer(help="向量模型：查看、试算、训练。", no_args_is_help=True, rich_markup_mode=None)
NameOption = Annotated[str | None, typer.Option("--model", "-m", help="Hub 名称或文件夹（默认自带模型）")]


@model_app.command()
def show(
    model: NameOption = None,
    offline: Annotated[bool, typer.Option("--offline", help="不联网")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="只打印 JSON")] = False,
) -> None:
    """模型的编号、维数、载入用时和编码速度。"""
    from search.embedding.hub import open_embedder

    start = time.perf_counter()
    embedder = open_embedder(model, offline=offline)
    loaded = time.perf_counter() - start
    texts = ["推进新就业形态劳动者建会入会，建立职工服务站点"] * 2000
    start = time.perf_counter()
    embedder.encode(texts)
    found = {
        "model": embedder.model_id,
        "dim": embedder.dim,
        "load_ms": round(1000 * loaded, 1),
        "texts_per_second": round(len(texts) / (time.perf_counter() - start)),
    }
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    typer.echo(
        f"模型 {found['model']}，{found['dim']} 维，载入 {found['load_ms']} 毫秒，每秒编码 {found['texts_per_second']} 句"
    )


@model_app.command()
def near(
    texts: Annotated[list[str], typer.Argument(help="第一句与其余各句比较", show_default=False)],
    model: NameOption = None,
    offline: Annotated[bool, typer.Option("--offline", help="不联网")] = False,
) -> None:
    """第一句与其余各句的相似度（余弦，-1..1）。"""
    from search.embedding.hub import open_embedder

    if len(texts) < 2:
        raise InputError("至少给两句话")
    embedder = open_embedder(model, offline=offline)
    scores = embedder.encode(texts[1:]) @ embedder.encode_queries(texts[:1])[0]
    for score, text in sorted(zip(scores.tolist(), texts[1:], strict=True), reverse=True):
        typer.echo(f"{score:.3f}  {text}")


@model_app.command()
def train(
    output: Annotated[Path, typer.Option("--output", "-o", help="写到哪个文件夹")],
    rounds: Annotated[int | None, typer.Option(min=1, help="训练轮数（默认与自带模型相同）")] = None,
    trial: Annotated[bool, typer.Option(help="先留出 15% 的概念试训一次，报告能否举一反三")] = True,
) -> None:
    """用叙词表、日常说法表和自带样例训练静态向量模型（需要 torch，CPU 几分钟）。"""
    from dataclasses import replace

    from kg.general_terms import GeneralTerms
    from kg.thesaurus import Thesaurus
    from search.embedding.evaluation import by_bigrams, concept_accuracy
    from search.embedding.train import Recipe, save
    from search.embedding.train import train as learn
    from search.embedding.training_text import TrainingText, held_out

    recipe = Recipe() if rounds is None else replace(Recipe(), rounds=rounds)
    thesaurus, general, bodies = Thesaurus.load(), GeneralTerms.load(), _bodies()

    def tell(line: str) -> None:
        typer.echo(line, err=True)

    if trial:
        out = held_out(thesaurus)
        tell(f"试训：留出 {len(out)} 个概念")
        tried = learn(TrainingText(thesaurus, general, bodies, out), recipe, tell)
        for name, found in (
            ("模型", concept_accuracy(tried.encode, thesaurus, out)),
            ("字对", by_bigrams(thesaurus, out)),
        ):
            typer.echo(
                f"{name}：留出概念的 {found.asked} 个口语说法，在 {found.among} 个概念中第一 {found.at_1:.3f}，前十 {found.at_10:.3f}"
            )
    tell("训练全部概念")
    save(learn(TrainingText(thesaurus, general, bodies), recipe, tell), output)
    typer.echo(f"已写入 {output}")


def _bodies() -> list[tuple[str, str]]:
    """(title, text) of the passages of the sample that ships with the program."""
    from api.ingesting import find_files, ingest_files
    from kg.resources import resource
    from kg.views.passages import passages
    from kg.workspace import Workspace

    with closing(Workspace.in_memory()) as opened:
        ingest_files(opened, list(find_files([resource("sample")])))
        return [(p.title or p.section, p.text) for p in passages(opened) if p.kind != "heading"]
