"""`gonghui model train`: the bundled model, learnt anew."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from api.model_cli.documents import reading_in


def train(
    output: Annotated[Path, typer.Option("--output", "-o", help="写到哪个文件夹")],
    rounds: Annotated[int | None, typer.Option(min=1, help="训练轮数（默认与自带模型相同）")] = None,
    trial: Annotated[
        bool, typer.Option(help="先留出 15% 的概念和一成的句子试训一次，报告能否举一反三")
    ] = True,
) -> None:
    """用叙词表、日常说法表、公文句对照和自带样例训练静态向量模型（需要 torch，CPU 几分钟）。"""
    from kg.general_terms import GeneralTerms
    from kg.thesaurus import Thesaurus
    from search.embedding.evaluation import by_bigrams, concept_accuracy, sentence_accuracy
    from search.embedding.paraphrases import load_paraphrases, split_off
    from search.embedding.sources import digests
    from search.embedding.train import Recipe, save
    from search.embedding.train import train as learn
    from search.embedding.training_text import TrainingText, held_out

    recipe = Recipe() if rounds is None else replace(Recipe(), rounds=rounds)
    learnt_from = digests()
    thesaurus, general, bodies = Thesaurus.load(), GeneralTerms.load(), _bodies()
    sentences = load_paraphrases()

    def tell(line: str) -> None:
        typer.echo(line, err=True)

    if trial:
        out = held_out(thesaurus)
        kept, apart = split_off(sentences)
        tell(f"试训：留出 {len(out)} 个概念、{len(apart)} 个公文句")
        tried = learn(TrainingText(thesaurus, general, bodies, out, kept), recipe, tell)
        for name, found in (
            ("模型", concept_accuracy(tried.encode, thesaurus, out)),
            ("字对", by_bigrams(thesaurus, out)),
        ):
            typer.echo(
                f"{name}：留出概念的 {found.asked} 个口语说法，在 {found.among} 个概念中第一 {found.at_1:.3f}，前十 {found.at_10:.3f}"
            )
        found = sentence_accuracy(tried.encode, apart, kept)
        typer.echo(
            f"模型：留出公文句的 {found.asked} 个日常问法，在 {found.among} 个公文句中第一 {found.at_1:.3f}，前十 {found.at_10:.3f}"
        )
    tell("训练全部")
    save(
        learn(TrainingText(thesaurus, general, bodies, paraphrases=sentences), recipe, tell),
        output,
        learnt_from,
    )
    typer.echo(f"已写入 {output}")


def _bodies() -> list[tuple[str, str]]:
    """(title, text) of the passages of the sample that ships with the program."""
    from kg.views.passages import passages

    with closing(reading_in([])) as opened:
        return [(p.title or p.section, p.text) for p in passages(opened) if p.kind != "heading"]
