"""`gonghui model`: list, choose, show, compare, train and evaluate embedding models (向量模型)."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.settings import load_settings, model_caches
from kg.errors import InputError, WorkspaceError

if TYPE_CHECKING:
    from kg.workspace import Workspace
    from search.embedding.choice import ModelChoice
    from search.evaluation import Figures
    from search.models import Models

__all__ = ["model_app"]

_RECOMMENDED = (
    "常用中文模型：BAAI/bge-small-zh-v1.5（约 95 MB，512 维，CPU 可用）、BAAI/bge-base-zh-v1.5、BAAI/bge-large-zh-v1.5、"
    "BAAI/bge-m3（长文本）、Qwen/Qwen3-Embedding-0.6B、intfloat/multilingual-e5-small；"
    "重排：BAAI/bge-reranker-base、BAAI/bge-reranker-v2-m3。"
)
_WITHOUT_NETWORK = "没有网络时：设 HF_ENDPOINT=https://hf-mirror.com 走镜像，或用 ModelScope 下载，或把模型文件夹拷来，用它的路径代替名称。"

model_app = typer.Typer(
    help="向量模型：查看、更换、试算、训练、评测。", no_args_is_help=True, rich_markup_mode=None
)
WorkspaceOption = Annotated[
    Path | None,
    typer.Option("--workspace", "-w", help="工作区文件夹（默认 $GONGHUI_WORKSPACE，否则 ./.gonghui）"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="只在标准输出打印 JSON")]
NameOption = Annotated[
    str | None, typer.Option("--model", "-m", help="Hub 名称、文件夹或 default（默认工作区所用的）")
]
OfflineOption = Annotated[bool, typer.Option("--offline", help="不联网，只用本机已有的文件")]


@model_app.command("list")
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

    where = _where(ctx, workspace)
    choice = _choice(where)
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
        _print_json(result)
        return
    kinds = {"embedding": "向量", "reranker": "重排"}
    _table(
        ("在用", "名称", "种类", "维数", "大小", "来处"),
        [
            ("✓" if m["in_use"] else "", m["name"], kinds[m["kind"]], m["dim"], _size(m["bytes"]), m["where"])
            for m in listed
        ],
    )
    for index in indexes:
        state = "" if index["finished"] else "（未完成，再次 model use 会接着做）"
        typer.echo(
            f"工作区的向量索引：{index['model_id']}，{index['dim']} 维，{_size(index['bytes'])}{state}"
        )
    _warn_of_age()


@model_app.command(epilog=f"{_RECOMMENDED} {_WITHOUT_NETWORK}")
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

    where = _where(ctx, workspace)
    with closing(Workspace.read(where)) as opened:
        wanted = _choice(where)
        if name is not None:
            # another model: its own instruction and length, not those set for the last
            wanted = replace(wanted, model=_named(name), instruction=None, max_length=None)
        given: dict[str, Any] = {
            "device": None if device == "auto" else device or wanted.device,
            "batch": batch or wanted.batch,
            "instruction": wanted.instruction if instruction is None else instruction,
            "max_length": max_length or wanted.max_length,
            "rerank_top": rerank_top or wanted.rerank_top,
            "offline": wanted.offline if offline is None else offline,
        }
        if reranker is not None:
            given["reranker"] = None if reranker == "none" else _named(reranker)
        typer.echo(f"载入模型 {name or wanted.model or '（自带）'} …", err=True)
        try:
            with counting("计算向量") as progress:
                switched = switch_model(opened, replace(wanted, **given), progress)
        except KeyboardInterrupt:
            typer.echo("已中断：仍用原来的模型；再次运行会接着算", err=True)
            raise typer.Exit(130) from None
    if as_json:
        _print_json({"pieces": switched.pieces, **asdict(switched.choice)})
        return
    choice = switched.choice
    typer.echo(f"已换用 {choice.model or '自带模型'}，索引 {switched.pieces} 段")
    if choice.reranker:
        typer.echo(f"重排：{choice.reranker}，前 {choice.rerank_top} 条")


@model_app.command()
def show(
    ctx: typer.Context,
    workspace: WorkspaceOption = None,
    model: NameOption = None,
    offline: OfflineOption = False,
    as_json: JsonOption = False,
) -> None:
    """模型的编号、维数、大小、载入用时、内存和编码速度。"""
    from api.model_figures import figures_of

    wanted = _wanted(_where(ctx, workspace), model, offline)
    found = figures_of(wanted)
    if as_json:
        _print_json(found)
        return
    rows = {
        "模型": found["model"],
        "维数": found["dim"],
        "大小": _size(found["bytes"]),
        "载入": f"{found['load_ms']} 毫秒，内存增加 {_size(found['memory_bytes'])}",
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
        _warn_of_age()


@model_app.command()
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
    embedder = open_chosen(_wanted(_where(ctx, workspace), model, offline))
    scores = embedder.encode(texts[1:]) @ embedder.encode_queries(texts[:1])[0]
    for cosine, text in sorted(zip(scores.tolist(), texts[1:], strict=True), reverse=True):
        typer.echo(f"{cosine:.3f}  {text}")


@model_app.command()
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

    with closing(_reading_in([])) as opened:
        return [(p.title or p.section, p.text) for p in passages(opened) if p.kind != "heading"]


@model_app.command()
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
    where = _where(ctx, workspace)
    own = judged is not None and not documents
    opened = Workspace.read(where) if own else _reading_in(documents or [])
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
        _print_json(result, _plain_figures)
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
    _table(headings, rows)


_SPLITS = {"": "全部", "dev": "开发部分（可据以调参）", "test": "留出部分（不据以调参）"}
_KINDS = {
    "all": "全部", "colloquial": "口语", "paraphrase": "换说法", "question": "问句", "keyword": "关键词", "acronym": "简称",
    "cross-city": "跨城市",
}  # fmt: skip


# --- what the commands share -------------------------------------------------------------------------


def _where(ctx: typer.Context, workspace: Path | None) -> Path:
    """The workspace given after the verb, or before it."""
    return load_settings(workspace or ctx.find_root().params.get("workspace")).workspace


def _choice(where: Path) -> ModelChoice:
    from search.embedding.choice import read_choice

    return read_choice(where)


def _named(name: str) -> str | None:
    """What is kept of a name: a folder whole, since the next search may start elsewhere; None for the bundled model."""
    from search.embedding.loading import located

    if name == "default":
        return None
    found = located(name, (model_caches().modelscope,))
    return str(Path(found).resolve()) if Path(found).is_dir() else found


def _wanted(where: Path, name: str | None, offline: bool) -> ModelChoice:
    """The workspace's choice, or that of a model named on the command line."""
    from search.embedding.choice import ModelChoice

    choice = _choice(where) if name is None else ModelChoice(model=_named(name))
    return replace(choice, offline=choice.offline or offline)


def _models(where: Path, name: str | None, reranker: str | None, offline: bool) -> Models:
    """Opened now, so that what cannot be had is an error here and not a search without it."""
    from search.models import FixedModels, open_chosen
    from search.reranking import CrossEncoderReranker

    choice = _wanted(where, name, offline)
    again = _named(reranker) if reranker else choice.reranker
    return FixedModels(
        open_chosen(choice),
        CrossEncoderReranker(again, device=choice.device, offline=choice.offline) if again else None,
        choice.rerank_top,
    )


def _reading_in(paths: Sequence[Path]) -> Workspace:
    """A workspace in memory with these documents; with the sample where there are none."""
    from api.ingesting import find_files, ingest_files
    from kg.resources import resource
    from kg.workspace import Workspace

    opened = Workspace.in_memory()
    report = ingest_files(opened, list(find_files(paths or [resource("sample")])))
    for failure in report.failed:
        typer.echo(f"  失败 {failure['path']}：{failure['error']}", err=True)
    return opened


def _indexes(where: Path) -> list[dict[str, Any]]:
    from kg.workspace import Workspace
    from search.dense import stored

    try:
        with closing(Workspace.read(where)) as opened:
            return [asdict(index) for index in stored(opened)]
    except WorkspaceError:  # none yet
        return []


def _warn_of_age() -> None:
    from search.embedding.sources import age_warning

    if warning := age_warning():
        typer.echo(f"提示：{warning}", err=True)


def _plain_figures(value: object) -> object:
    figures: Figures | Any = value
    return {name: round(number, 4) for name, number in asdict(figures).items()}


def _print_json(value: object, plain: Any = str) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, default=plain))


def _size(count: int | None) -> str:
    if count is None:
        return ""
    return f"{count / 1e6:.1f} MB" if count < 1e9 else f"{count / 1e9:.2f} GB"


def _table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(escape(heading), overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else escape(str(cell)) for cell in row))
    Console(highlight=False, width=None if sys.stdout.isatty() else 200).print(table)
