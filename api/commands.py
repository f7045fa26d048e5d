"""Which commands does `gonghui` have (全部命令)? Each reads its arguments by typer, calls one function, prints."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from api import asking
from api.agents_cli import agents_app
from api.answers import quarter_of, unmatched_filter
from api.asking import print_json, wanted
from api.chinese_help import ChineseContext, speak_chinese
from api.comparing_cli import comparing_app
from api.failures import told
from api.graph_cli import add_graph_commands
from api.ingest_cli import add_ingest_commands
from api.model_cli import model_app
from api.serve_cli import serving_app
from api.settings import load_settings
from kg.errors import InputError


class _Group(TyperGroup):
    """Our errors become one line on standard error and exit status 2, however the command was started."""

    context_class = ChineseContext

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        command = super().get_command(ctx, cmd_name)
        speak_chinese(command)
        return command

    def invoke(self, ctx: Any) -> Any:
        with told():
            return super().invoke(ctx)


app = typer.Typer(
    name="gonghui",
    cls=_Group,
    help="工会公文知识图谱：读入台账、要点、方案、总结，给出每一条都引原文的事实与答案。\n\n"
    "先读入，再提问：gonghui ingest 文件夹；gonghui ask 哪些部门负责建会入会？",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(model_app, name="model")
app.add_typer(comparing_app)
app.add_typer(serving_app)
app.add_typer(agents_app)

WorkspaceOption = Annotated[
    Path | None,
    typer.Option("--workspace", "-w", help="工作区文件夹（默认 $GONGHUI_WORKSPACE，否则 ./.gonghui）"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="只在标准输出打印 JSON")]
BatchOption = Annotated[Path | None, typer.Option("--batch", help="每行一个文本的文件，逐行输出 JSON")]
CityOption = Annotated[str | None, typer.Option(help="城市，如 澜江")]
YearOption = Annotated[int | None, typer.Option(help="年份，如 2023")]


class _Chosen:
    """The workspace given before the verb."""

    workspace: Path | None = None


def _tell_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"gonghui {version('gonghui')}")
        raise typer.Exit


@app.callback()
def _before(
    workspace: WorkspaceOption = None,
    version: Annotated[
        bool, typer.Option("--version", help="显示版本", callback=_tell_version, is_eager=True)
    ] = False,
) -> None:
    _Chosen.workspace = workspace


def _where(workspace: Path | None) -> Path:
    return load_settings(workspace or _Chosen.workspace).workspace


def _reading(workspace: Path | None) -> closing[Any]:
    return asking.reading(workspace or _Chosen.workspace)


add_ingest_commands(app)


@app.command()
def status(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """工作区里有什么：数量、版本、是否健康。"""
    from api.terminal import show_status
    from kg import views

    with _reading(workspace) as opened:
        found = views.status(opened)
    print_json(found) if as_json else show_status(found)


@app.command()
def documents(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """读到的文件：标题、文号、发文机关、日期、文种。"""
    from api.terminal import show_documents
    from kg import views

    with _reading(workspace) as opened:
        found = views.documents(opened)
    print_json(found) if as_json else show_documents(found)


@app.command()
def tasks(
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    department: Annotated[str | None, typer.Option(help="责任部门，简称全称都可")] = None,
    city: CityOption = None,
    year: YearOption = None,
    quarter: Annotated[str | None, typer.Option(help="季度：Q1–Q4 或 1–4")] = None,
) -> None:
    """任务：内容、责任部门、季度进度、成果。"""
    from api.terminal import show_tasks
    from kg import views

    with _reading(workspace) as opened:
        wanted: dict[str, Any] = {
            "department": department,
            "city": city,
            "year": year,
            "quarter": quarter_of(quarter),
        }
        found = views.tasks(opened, **wanted)
        unmatched = "" if found or as_json else unmatched_filter(opened, wanted)
    print_json(found) if as_json else show_tasks(found, unmatched)


@app.command()
def people(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """领导和联系人：职务、工作组、对口联系。"""
    from api.terminal import show_people
    from kg import views

    with _reading(workspace) as opened:
        found = views.people(opened)
    print_json(found) if as_json else show_people(found)


@app.command()
def entities(
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    kind: Annotated[
        str | None, typer.Option("--type", help="organization department person policy initiative group")
    ] = None,
    city: CityOption = None,
    explain: Annotated[str | None, typer.Option(help="说明这个实体由哪些名称合成，依据是什么")] = None,
) -> None:
    """归一后的实体及其别名；--explain 说明为何合并。"""
    from api.terminal import show_entities, show_explanation
    from kg import views

    with _reading(workspace) as opened:
        if explain is not None:
            why = views.explain(opened, explain)
            print_json(why) if as_json else show_explanation(why)
            return
        found = views.entities(opened, type=kind, city=city)
    print_json(found) if as_json else show_entities(found)


@app.command()
def text(
    document: Annotated[str, typer.Argument(help="文件编号")], workspace: WorkspaceOption = None
) -> None:
    """一份文件的规范文本：证据的起止位置就指它。"""
    from kg import views

    with _reading(workspace) as opened:
        sys.stdout.write(views.text(opened, document))


@app.command()
def search(
    words: Annotated[str | None, typer.Argument(help="要找的内容", show_default=False)] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    batch: BatchOption = None,
    k: Annotated[int, typer.Option("-k", help="条数", min=1)] = 10,
    city: CityOption = None,
    year: YearOption = None,
    kind: Annotated[
        str | None,
        typer.Option(
            help="task 任务，section 段落，header 版头和落款；initiative 找品牌活动，document 找整份文件"
        ),
    ] = None,
    department: Annotated[str | None, typer.Option(help="责任部门")] = None,
    literal: Annotated[
        bool, typer.Option("--literal", help="照原话找：不认城市和年份，不换说法，不按意思")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="逐条说明为什么找到")] = False,
) -> None:
    """按意思找任务、条款和段落；问句里的城市、年份会自动作为条件，并显示出来。"""
    asking.search(
        words,
        workspace or _Chosen.workspace,
        as_json,
        batch,
        k,
        city,
        year,
        kind,
        department,
        literal,
        explain,
    )


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="问题", show_default=False)] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    batch: BatchOption = None,
    session: Annotated[
        str | None, typer.Option("--session", help="连续提问：名字或文件，记住上一问，“那某市呢？”可以接着问")
    ] = None,
    show_query: Annotated[bool, typer.Option("--show-query", help="同时显示查到答案的 SPARQL")] = False,
    llm: Annotated[
        bool,
        typer.Option(
            "--llm",
            help="借助语言模型理解没认出的问法、润色文字（须先设 GONGHUI_LLM_URL、GONGHUI_LLM_MODEL）：会发出问题、答案和所引原文，"
            "含电话等的不发；改写逐句与原文核对，对不上的去掉",
        ),
    ] = False,
) -> None:
    """提问；每个答案都引原文，文件里没有的就说没有。"""
    asking.ask(question, workspace or _Chosen.workspace, as_json, batch, session, show_query, llm)


add_graph_commands(app)


@app.command()
def similar(
    name: Annotated[str | None, typer.Argument(help="品牌、活动、项目的名称", show_default=False)] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    batch: BatchOption = None,
    k: Annotated[int, typer.Option("-k", help="条数", min=1)] = 10,
    city: CityOption = None,
) -> None:
    """别的城市有什么类似的做法。"""
    asking.similar(name, workspace or _Chosen.workspace, as_json, batch, k, city)


@app.command()
def export(
    workspace: WorkspaceOption = None,
    form: Annotated[
        str, typer.Option("--format", "-f", help="jsonl turtle trig jsonld graphml csv xlsx")
    ] = "jsonl",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写到文件（xlsx、csv 目录必需）")
    ] = None,
    with_contacts: Annotated[bool, typer.Option(help="包含电话等联系方式（默认遮蔽）")] = False,
) -> None:
    """导出整个图谱。"""
    from kg.export import export as write
    from kg.export import export_to

    with _reading(workspace) as opened:
        if output is not None:
            export_to(opened, form, output, with_contacts=with_contacts)
            typer.echo(_written(form, output), err=True)
            return
        if form == "xlsx" and sys.stdout.isatty():
            raise InputError("xlsx 是二进制格式，请用 -o 指定文件")
        write(opened, form, sys.stdout.buffer, with_contacts=with_contacts)


def _written(form: str, output: Path) -> str:
    """已写出 图谱.xlsx（xlsx，1.2 MB）；a folder of tables by its files."""
    files = [output] if output.is_file() else sorted(f for f in output.rglob("*") if f.is_file())
    size = sum(file.stat().st_size for file in files)
    shown = f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.1f} KB"
    return f"已写出 {output}（{form}，{'' if output.is_file() else f'{len(files)} 个文件，'}{shown}）"


@app.command()
def sparql(
    query: Annotated[
        str | None, typer.Argument(help="SPARQL 1.1 查询（只读）；- 从标准输入读", show_default=False)
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """SPARQL 只读查询，结果是 SPARQL results JSON。"""
    from kg.sparql import run_query

    words = sys.stdin.read() if query == "-" else wanted(query, "SPARQL 查询")
    with _reading(workspace) as opened:
        typer.echo(run_query(opened, words))


@app.command()
def doctor(
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    repair: Annotated[bool, typer.Option(help="重建派生数据，清除孤立内容")] = False,
) -> None:
    """检查工作区：证据能否对上原文，派生数据是否落后。"""
    from dataclasses import asdict

    from api.embedding import model_notes
    from api.terminal import show_health
    from kg.doctor import examine
    from kg.doctor import repair as mend
    from kg.workspace import Workspace

    where = _where(workspace)
    if repair:
        Workspace.read(where).close()
        with closing(Workspace.open(where)) as opened:
            mend(opened)
    with _reading(workspace) as opened:
        problems = [asdict(problem) for problem in examine(opened)]
    notes = model_notes(where)
    found = {"healthy": not problems, "problems": problems, "notes": notes}
    if as_json:
        print_json(found)
    else:
        show_health(found)
        for note in notes:
            typer.echo(f"提示：{note}", err=True)
    if problems:
        raise typer.Exit(1)


@app.command()
def demo(workspace: WorkspaceOption = None) -> None:
    """读入自带样例，回答三个问题。"""
    from api.demo import run_demo

    run_demo(workspace or _Chosen.workspace)
