"""`gonghui compare` and `gonghui outcomes` (对照与落实): read arguments, call one function, print or write a table."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from api.options import JsonOption, WorkspaceOption, print_json, workspace_of
from api.tables import Sheet, write_sheets
from kg.errors import InputError

__all__ = ["compare_sheets", "comparing_app", "outcome_sheets"]

Item = Mapping[str, Any]
STATUS: Final = {
    "done": "完成", "exceeded": "超额完成", "short": "未达到", "reported": "有报告，数字无从核对", "not reported": "总结未提到",
    "no report": "没有该年总结",
}  # fmt: skip
comparing_app: Final = typer.Typer()
_WIDE: Final = 200
_MOST: Final = 4
"""Tasks shown in one cell at the terminal."""


@comparing_app.command()
def compare(
    ctx: typer.Context,
    cities: Annotated[
        list[str], typer.Argument(help="两个以上的城市、省或县，如 云州 临江", show_default=False)
    ],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    topic: Annotated[str | None, typer.Option(help="主题，如 集体协商；不写则按工会工作各领域")] = None,
    year: Annotated[int | None, typer.Option(help="年份，如 2023")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写成表格：文件名.csv 或 .xlsx")
    ] = None,
) -> None:
    """各地对照：同一主题谁来做、做什么、多少、哪一年，哪里没有。"""
    from search import open_searcher

    _checked(output)
    with _reading(ctx, workspace) as opened:
        found = open_searcher(opened).compare(cities, topic=topic, year=year)
    if output is not None:
        write_sheets(output, compare_sheets(found))
    if as_json:
        print_json(found)
    elif output is not None:
        typer.echo(f"已写到 {output}：{len(found['topics'])} 个主题，{len(found['cities'])} 个地方")
    else:
        _show_comparison(found)


@comparing_app.command()
def outcomes(
    ctx: typer.Context,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    city: Annotated[str | None, typer.Option(help="城市、省或县")] = None,
    year: Annotated[int | None, typer.Option(help="计划的年份，如 2023")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写成表格：文件名.csv 或 .xlsx")
    ] = None,
) -> None:
    """计划与总结对照：每项任务后来怎样，哪些没有提到。"""
    from search import open_searcher

    _checked(output)
    with _reading(ctx, workspace) as opened:
        found = open_searcher(opened).outcomes(city=city, year=year)
    if output is not None:
        write_sheets(output, outcome_sheets(found))
    if as_json:
        print_json(found)
    elif output is not None:
        typer.echo(f"已写到 {output}：{len(found)} 项")
    else:
        _show_outcomes(found)


def _reading(ctx: typer.Context, workspace: Path | None) -> closing[Any]:
    from kg.workspace import Workspace

    return closing(Workspace.read(workspace_of(ctx, workspace)))


def _checked(output: Path | None) -> None:
    """Fails before the work is done, not after."""
    if output is not None and output.suffix.lower() not in (".csv", ".xlsx"):
        raise InputError("导出文件名以 .csv 或 .xlsx 结尾", str(output))


def _table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, show_lines=True, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(escape(str(cell)) for cell in row))
    Console(highlight=False, width=None if sys.stdout.isatty() else _WIDE).print(table)


# --- compare -----------------------------------------------------------------------------------------


def _cell_text(cell: Item, most: int | None = None) -> str:
    """做什么, 谁, 多少, 哪一年, one line each."""
    tasks = [t["title"] + (f"（{t['year']}）" if t["year"] else "") for t in cell["tasks"]]
    shown = tasks[:most] if most is not None else tasks
    lines = [
        f"·{''.join(one.split())}" for one in shown if one.strip()
    ]  # a space is where a narrow column breaks
    if len(shown) < len(tasks):
        lines.append(f"……共{len(tasks)}项")
    for name, key in (("部门", "departments"), ("品牌", "initiatives")):
        if cell[key]:
            lines.append(f"{name}：{_joined([one['name'] for one in cell[key]], most)}")
    if cell["indicators"]:
        lines.append(f"指标：{_joined([one['text'] for one in cell['indicators']], most, '；')}")
    return "\n".join(lines)


def _joined(words: Sequence[str], most: int | None, mark: str = "、") -> str:
    kept = words if most is None else words[:most]
    return mark.join(kept) + ("等" if len(kept) < len(words) else "")


def _gap_of(row: Item, city: str) -> str:
    """What stands in a cell without tasks; what is mentioned is no lack."""
    gap = next((one for one in row["gaps"] if one["city"] == city), None)
    return (
        ""
        if gap is None
        else gap["text"]
        if gap["reason"] == "mentioned in passing"
        else f"【缺】{gap['text']}"
    )


def compare_sheets(found: Item) -> list[Sheet]:
    """对照表 (topic × place), 明细 (a task a row), 证据 (a quote a row)."""
    cities = found["cities"]
    wide = [
        [
            row["label"],
            *(_cell_text(row["cells"][c]) or _gap_of(row, c) for c in cities),
            "、".join(row["missing"]),
        ]
        for row in found["topics"]
    ]
    detail: list[list[Any]] = []
    quotes: list[list[Any]] = []
    for row in found["topics"]:
        for city in cities:
            cell = row["cells"][city]
            for task in cell["tasks"]:
                detail.append(
                    [
                        row["label"], city, task["title"], "、".join(task["departments"]), "；".join(task["indicators"]),
                        task["year"], task["locator"], task["source_file"],
                    ]
                )  # fmt: skip
            for kind, key in (
                ("任务", "tasks"),
                ("部门", "departments"),
                ("品牌", "initiatives"),
                ("指标", "indicators"),
            ):
                for one in cell[key]:
                    words = (one["title"] if key == "tasks" else one.get("name")) or one.get("text")
                    quotes.append(
                        [
                            row["label"],
                            city,
                            kind,
                            words,
                            one["quote"],
                            one["locator"],
                            one["source_file"],
                            one["start"],
                            one["end"],
                        ]
                    )
            if gap := _gap_of(row, city):
                detail.append([row["label"], city, gap, "", "", None, "", ""])
    return [
        Sheet("对照表", ["主题", *cities, "没有的地方"], wide, [10, *[34] * len(cities), 10]),
        Sheet(
            "明细",
            ["主题", "地方", "做法", "责任部门", "指标", "年份", "出处", "文件"],
            detail,
            [10, 6, 34, 16, 28, 4, 20, 20],
        ),
        Sheet(
            "证据",
            ["主题", "地方", "类别", "内容", "原文", "出处", "文件", "起", "止"],
            quotes,
            [10, 6, 4, 24, 50, 20, 20, 4, 4],
        ),
    ]


def _show_comparison(found: Item) -> None:
    for note in found["notes"]:
        typer.echo(f"注意：{note}")
    cities = found["cities"]
    for city in cities:
        kinds = Counter(f"{d['year'] or ''}{d['genre']}" for d in found["documents"][city])
        typer.echo(f"{city}：" + ("、".join(f"{k} {n} 份" for k, n in kinds.items()) or "没有符合条件的文件"))
    if not found["topics"]:
        typer.echo("没有可对照的内容")
        return
    rows = [
        [row["label"], *(_cell_text(row["cells"][c], _MOST) or _gap_of(row, c) for c in cities)]
        for row in found["topics"]
    ]
    _table(("主题", *cities), rows)


# --- outcomes ----------------------------------------------------------------------------------------


def _planned(item: Item) -> str:
    return "；".join(one["text"] for one in item["planned"]) or item["title"] or item["text"]


def _reported(item: Item) -> str:
    return "；".join(dict.fromkeys(one["text"] for one in item["reports"])) or item["note"]


def outcome_sheets(found: Sequence[Item]) -> list[Sheet]:
    """落实情况 (a task a row), 指标 (a target a row), 证据 (a quote a row)."""
    main: list[list[Any]] = []
    targets: list[list[Any]] = []
    quotes: list[list[Any]] = []
    for item in found:
        where = [item["body"], item["year"], item["locator"]]
        name = item["title"] or item["text"]
        main.append(
            [
                *where, name, "、".join(item["departments"]), _planned(item), STATUS[item["status"]], _reported(item),
                item["score"], item["source_file"],
            ]
        )  # fmt: skip
        for one in item["planned"]:
            told = one["reported"]["shown"] if one["reported"] else ""
            targets.append([*where, one["text"], one["shown"], told, STATUS[one["status"]]])
        for number, piece in enumerate(item["evidence"]):
            side = "总结" if number else "计划"
            quotes.append(
                [
                    *where,
                    side,
                    piece["quote"],
                    piece["locator"],
                    piece["source_file"],
                    piece["start"],
                    piece["end"],
                ]
            )
    heads = ["单位", "年度", "计划出处"]
    return [
        Sheet(
            "落实情况",
            [*heads, "任务", "责任部门", "计划", "结果", "总结怎么说", "把握", "文件"],
            main,
            [10, 4, 14, 36, 12, 28, 8, 36, 4, 16],
        ),
        Sheet("指标", [*heads, "指标", "计划数", "总结数", "结果"], targets, [10, 4, 14, 34, 8, 8, 8]),
        Sheet(
            "证据",
            [*heads, "一方", "原文", "出处", "文件", "起", "止"],
            quotes,
            [10, 4, 14, 4, 50, 20, 18, 4, 4],
        ),
    ]


def _show_outcomes(found: Sequence[Item]) -> None:
    if not found:
        typer.echo("没有符合条件的计划任务")
        return
    rows = [
        (
            item["locator"],
            (item["title"] or item["text"])[:40],
            "；".join(one["text"] for one in item["planned"][:3]),
            STATUS[item["status"]],
            _reported(item)[:80],
        )
        for item in found
    ]
    _table(("计划", "任务", "指标", "结果", "总结怎么说"), rows)
    counts = Counter(item["status"] for item in found)
    typer.echo(f"共 {len(found)} 项：" + "，".join(f"{STATUS[s]} {counts[s]}" for s in STATUS if counts[s]))
    if forgotten := [item for item in found if item["status"] == "not reported"]:
        typer.echo("总结没有提到的：")
        for item in forgotten:
            typer.echo(f"  {item['locator']} {item['title'] or item['text'][:50]}")
    for note in dict.fromkeys(item["note"] for item in found if item["status"] == "no report"):
        typer.echo(f"注意：{note}")
