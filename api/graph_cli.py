"""`gonghui trace`, `connect`, `neighbours`, `central`, `communities`: the graph asked as a graph (政策溯源与图视图)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer

from api import answers
from api.options import JsonOption, WorkspaceOption, print_json, workspace_of
from kg.errors import InputError

__all__ = ["add_graph_commands"]

CityOption = Annotated[str | None, typer.Option(help="只看这个城市，如 澜江")]
YearOption = Annotated[int | None, typer.Option(help="只看这一年，如 2023")]
PictureOption = Annotated[
    str, typer.Option("--as", help="table 表；graph 图（Mermaid 文本，可贴进 Markdown）；dot（Graphviz）")
]
Item = Mapping[str, Any]


def add_graph_commands(app: typer.Typer) -> None:
    """Registers the commands of this module."""
    for command in (trace, connect, neighbours, central, communities):
        app.command()(command)


def trace(
    ctx: typer.Context,
    policy: Annotated[
        str | None, typer.Argument(help="文件标题（或一部分）或文号", show_default=False)
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    from_task: Annotated[
        str | None,
        typer.Option("--from-task", help="从一项任务往上追：任务编号，或任务里的词句", show_default=False),
    ] = None,
    shown_as: Annotated[
        str, typer.Option("--as", help="table 表；tree 树；graph 图（Mermaid 文本）；dot（Graphviz）")
    ] = "table",
) -> None:
    """一份政策：它依据什么（全总→省→市→县），哪些文件和任务落实它，链条断在哪里。

    例：gonghui trace 云工发〔2023〕3号 --as tree；gonghui trace --from-task 职工夜校
    """
    from api.graph_pictures import trace_tree
    from search import open_searcher

    _one_of(shown_as, ("table", "tree", "graph", "dot"), "--as")
    if (policy is None) == (from_task is None):
        raise InputError("请写上文件标题或文号，或用 --from-task 给一项任务（二者取一）")
    with closing(_read(ctx, workspace)) as opened:
        found = answers.trace(open_searcher(opened), policy, from_task)
    if as_json:
        print_json(found)
    elif not (found.get("policy") or found.get("task")):
        typer.echo(f"文件里没有提到“{policy}”；可先用 gonghui search 查找标题或文号")
    elif shown_as == "tree":
        _console().print(trace_tree(found))
    elif shown_as in ("graph", "dot"):
        from api.graph_pictures import trace_picture

        _draw(*trace_picture(found), shown_as)
    else:
        _show_trace(found)


def connect(
    ctx: typer.Context,
    left: Annotated[str, typer.Argument(metavar="甲", help="名称、简称或编号", show_default=False)],
    right: Annotated[str, typer.Argument(metavar="乙", help="名称、简称或编号", show_default=False)],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    k: Annotated[int, typer.Option("-k", help="给出几条", min=1, max=20)] = 3,
    city: CityOption = None,
    shown_as: PictureOption = "table",
) -> None:
    """两个实体怎样联系起来：最短而说得出道理的几条路径，每一步都引原文。

    部门、人员、政策、品牌活动、主题、文件、任务都可以问。同名的（各市的财务部）一并考虑，--city 可以限定。
    经过“什么都连着”的节点（几百项任务的文件、处处提到的机构）要付更高的代价，所以路径说得出内容。
    例：gonghui connect 财务部 货车司机
    """
    from kg.graph.paths import connect as run

    _one_of(shown_as, ("table", "graph", "dot"), "--as")
    with closing(_read(ctx, workspace)) as opened:
        found = run(opened, left, right, k=k, city=city)
    if as_json:
        print_json(found)
        return
    _say_taken(found["from"], found["to"])
    if not found["paths"]:
        typer.echo(f"在读过的范围里没有找到“{left}”与“{right}”的联系")
        return
    if shown_as != "table":
        _draw(found["graph"]["nodes"], found["graph"]["edges"], shown_as)
        return
    names = {n["id"]: n for n in found["graph"]["nodes"]}
    for number, path in enumerate(found["paths"], 1):
        typer.echo(f"{number}. {path['sentence']}")
        for edge in path["edges"]:
            source, target = names[edge["source"]]["name"], names[edge["target"]]["name"]
            typer.echo(f"   {source} —{edge['label']}→ {target}{_quote(edge)}")
    _say_omitted(found["graph"]["omitted"])


def neighbours(
    ctx: typer.Context,
    entity: Annotated[str, typer.Argument(metavar="实体", help="名称、简称或编号", show_default=False)],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    relation: Annotated[
        list[str] | None,
        typer.Option(
            "--relation", "-r", help="只看这种关系，可重复：责任单位 引用 品牌活动 涉及 …", show_default=False
        ),
    ] = None,
    depth: Annotated[int, typer.Option(help="走几层，1–4")] = 1,
    most: Annotated[int, typer.Option("-n", help="最多多少个节点，其余计数", min=1)] = 200,
    kind: Annotated[
        str | None,
        typer.Option("--type", help="实体的类别：department topic policy initiative …", show_default=False),
    ] = None,
    city: CityOption = None,
    shown_as: PictureOption = "table",
) -> None:
    """一个实体周围有什么：任务、部门、政策、品牌活动、主题，每条关系引原文。

    例：gonghui neighbours 财务部 --city 澜江 -r 责任单位；gonghui neighbours 货车司机 --depth 2 --as graph
    """
    from kg.graph.neighbourhood import neighbours as run

    _one_of(shown_as, ("table", "graph", "dot"), "--as")
    with closing(_read(ctx, workspace)) as opened:
        found = run(opened, entity, relations=relation or (), depth=depth, most=most, city=city, kind=kind)
    if as_json:
        print_json(found)
        return
    if shown_as != "table":
        _draw(found["nodes"], found["edges"], shown_as)
        return
    typer.echo("、".join(f"{n['name']}（{n['kind']}）" for n in found["centres"][:8]))
    names = {n["id"]: n["name"] for n in found["nodes"]}
    rows = [(names[e["source"]], e["label"], names[e["target"]], _quote(e).strip()) for e in found["edges"]]
    _table(("起点", "关系", "终点", "依据"), rows)
    typer.echo(f"共 {len(found['nodes'])} 个节点，{len(found['edges'])} 条关系")
    _say_omitted(found["omitted"])


def central(
    ctx: typer.Context,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    kind: Annotated[
        str, typer.Option("--type", help="department topic policy initiative organization")
    ] = "department",
    city: CityOption = None,
    year: YearOption = None,
    by: Annotated[
        str, typer.Option(help="degree 出现次数；pagerank 与重要者同在；betweenness 桥梁")
    ] = "degree",
    most: Annotated[int, typer.Option("-n", help="列出多少个", min=1)] = 20,
) -> None:
    """谁居中：哪些部门、主题、政策或品牌活动牵动的任务最多，或是别的之间的桥梁。

    例：gonghui central --type topic --city 澜江 --year 2023；gonghui central --by betweenness
    """
    from kg.graph.centrality import central as run

    with closing(_read(ctx, workspace)) as opened:
        found = run(opened, type=kind, city=city, year=year, by=by, most=most)
    if as_json:
        print_json(found)
        return
    rows = [
        (
            k,
            r["name"],
            r["degree"],
            r["documents"],
            f"{r['pagerank']:.4f}",
            f"{r['betweenness']:.4f}",
            _quote(r).strip(),
        )
        for k, r in enumerate(found["rows"], 1)
    ]
    _table(("名次", found["kind"], "任务数", "文件数", "PageRank", "中介度", "依据（一例）"), rows)
    typer.echo(f"按{found['meaning']}。由 {found['graph']['tasks']} 项任务算出，不是原文所写。")
    _say_omitted(found["omitted"])


def communities(
    ctx: typer.Context,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    city: CityOption = None,
    year: YearOption = None,
    smallest: Annotated[int, typer.Option(help="一组至少几个", min=2)] = 2,
    most: Annotated[int, typer.Option("-n", help="列出多少组", min=1)] = 20,
) -> None:
    """哪些品牌活动是一类：按共同的主题、服务对象和责任部门归组，看各市在做的同一件事。

    例：gonghui communities --year 2023
    """
    from kg.graph.communities import communities as run

    with closing(_read(ctx, workspace)) as opened:
        found = run(opened, city=city, year=year, smallest=smallest, most=most)
    if as_json:
        print_json(found)
        return
    for number, group in enumerate(found["communities"], 1):
        where = f"　{'、'.join(group['cities'])}" if group["cities"] else ""
        units = f"　部门：{'、'.join(group['departments'])}" if group["departments"] else ""
        typer.echo(f"{number}. {group['label'] or '（无共同主题）'}（{group['size']} 个）{where}{units}")
        for one in group["initiatives"][:8]:
            typer.echo(f"   {one['name']}（{'、'.join(one['cities']) or '未注明城市'}）{_quote(one)}")
        if group["size"] > 8:
            typer.echo(f"   另有 {group['size'] - 8} 个，见 --json")
    typer.echo(f"未归组 {found['alone']} 个。分组由程序算出（{found['method']}），不是原文所写。")
    _say_omitted(found["omitted"])


# --- what they share -------------------------------------------------------------------------------


def _read(ctx: typer.Context, workspace: Path | None) -> Any:
    """The workspace given after the verb, or before it."""
    from kg.workspace import Workspace

    return Workspace.read(workspace_of(ctx, workspace))


def _one_of(written: str, known: Sequence[str], what: str) -> None:
    if written not in known:
        raise InputError(f"{what} 可用：{'、'.join(known)}（给的是 {written}）")


def _console() -> Any:
    import sys

    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else 200)


def _draw(nodes: Sequence[Item], edges: Sequence[Item], form: str) -> None:
    from api.graph_pictures import dot, mermaid

    typer.echo(dot(nodes, edges) if form == "dot" else mermaid(nodes, edges))


def _table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    from rich.markup import escape
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(escape("" if value is None else str(value)) for value in row))
    _console().print(table)


def _quote(item: Item) -> str:
    """〔文号 第3项〕“quote”, of the first evidence; for computed edges how they were computed."""
    for piece in item.get("evidence") or ():
        words = " ".join(piece["quote"].split())
        shown = words if len(words) <= 60 else words[:60] + "…"
        return f"　〔{piece['locator']}〕“{shown}”" + ("（计算）" if item.get("derived") else "")
    return f"　（计算：{item['method']}）" if item.get("derived") else ""


def _say_taken(*ends: Item) -> None:
    for end in ends:
        names = [f"{n['name']}（{n['kind']}）" for n in end["nodes"]]
        if end["how"] == "like" or end["count"] > 1:
            more = f" 等 {end['count']} 个" if end["count"] > 4 else ""
            typer.echo(f"“{end['asked']}”按 {'、'.join(names[:4])}{more} 理解", err=True)


_OMITTED = {
    "not_read": "未往下读的关系",
    "centres": "同名实体",
    "tasks": "任务",
    "rows": "名次以后的",
    "initiatives": "品牌活动",
    "communities": "组",
}


def _say_omitted(omitted: Mapping[str, int]) -> None:
    from kg.graph.schema import RELATIONS

    if omitted:
        named = ((_OMITTED.get(k) or RELATIONS[k].label, n) for k, n in omitted.items())
        typer.echo("未列出：" + "，".join(f"{label} {n}" for label, n in named))


def _show_trace(found: Item) -> None:
    centre = found.get("policy")
    if centre:
        number = centre["doc_number"]
        typer.echo(
            f"政策：{centre['title'] or number}" + (f"（{number}）" if number and centre["title"] else "")
        )
        if found.get("also_matching"):
            typer.echo(f"也有别的文件合于所问：{'、'.join(found['also_matching'][:5])}", err=True)
    else:
        typer.echo(f"任务：{found['task']['text']}{_quote(found['task'])}")
        typer.echo(f"所在文件：{found['document']['title']}")
    typer.echo(f"依据（{len(found['upstream'])}，自上而下）")
    _table(
        ("级别", "文件", "文号", "怎样提到", "隔几层", "本库", "依据"),
        [
            (
                u["issuer_level"] or "未明", u["title"], u["doc_number"], u["relation"] or "引用", u["level"],
                "有" if u["document"] else "断点", _quote(u).strip(),
            )
            for u in found["upstream"]
        ],
    )  # fmt: skip
    if centre:
        typer.echo(f"提到它的文件（{len(found['documents'])}）")
        _table(
            ("关系", "城市", "文件", "文号", "依据"),
            [
                (d["relation"], d["city"], d["title"], d["doc_number"], _quote(d).strip())
                for d in found["documents"]
            ],
        )
        typer.echo(f"落实它的任务（{len(found['tasks'])}）")
        _table(
            ("城市", "出处", "任务", "责任部门", "季度", "成果"),
            [
                (
                    t["city"], t["locator"] or t["number"], t["title"] or t["text"], "、".join(t["departments"]),
                    "、".join(t["quarters"]), "；".join(t["deliverables"]),
                )
                for t in found["tasks"]
            ],
        )  # fmt: skip
    if found["breaks"]:
        names = [b["title"] or b["doc_number"] or "" for b in found["breaks"]]
        typer.echo(f"断点（被引用而本库没有，{len(names)}）：{'；'.join(names)}")
