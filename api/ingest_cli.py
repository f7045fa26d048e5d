"""`gonghui ingest`, `remove`, `watch`: documents into the workspace and out of it (读入、移出、监看)."""

from __future__ import annotations

from collections import Counter
from contextlib import closing, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from api.options import JsonOption, WorkspaceOption, print_json, workspace_of
from kg.errors import InputError

__all__ = ["add_ingest_commands"]

JobsOption = Annotated[
    int | None,
    typer.Option(
        "--jobs", "-j", min=1, max=256, help="同时用几个进程读（默认按处理器核数）", show_default=False
    ),
]
TimeoutOption = Annotated[
    float, typer.Option("--timeout", min=1.0, help="一个文件（分页的算一页）最多读多少秒，超过就算失败")
]


def add_ingest_commands(app: typer.Typer) -> None:
    """Registers the commands of this module."""
    for command in (ingest, remove, watch):
        app.command()(command)


def ingest(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="文件、文件夹或压缩包", show_default=False)],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    jobs: JobsOption = None,
    timeout: TimeoutOption = 300.0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只说明会怎么做，不读也不写")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="逐条列出没有读懂的内容")] = False,
) -> None:
    """读入文件、文件夹和压缩包；同一文件再读不变，改过的文件整体替换。

    点名的文件读不了算失败（退出状态 1）；文件夹和压缩包里格式不读的文件跳过并计数，不算失败。

    压缩包（zip、7z、rar、tar.gz，最多套两层）里的文件各自独立，名为“资料.zip!/文件夹/要点.docx”。

    按一次 Ctrl-C 停下并保存已读的，下次接着读；按两次立即退出。
    """
    from api.found_files import find_files
    from api.ingest_terminal import file_progress, show_report
    from api.ingesting import ingest_files, missing_files
    from api.stopping import stoppable
    from kg.workspace import Workspace

    where = workspace_of(ctx, workspace)
    files = list(find_files(paths))
    if dry_run:
        _rehearse(where, files, as_json, verbose)
        return
    with closing(Workspace.open(where)) as opened, stoppable() as stop:
        with file_progress(sum(not one.skip for one in files)) as progress:
            report = ingest_files(opened, files, progress, limits=_limits(jobs, timeout), stop=stop)
        if not report.interrupted:
            report.missing = missing_files(opened, [path for path in paths if path.is_dir()])
    if not report.interrupted:
        from api.embedding import embed_new

        embed_new(where)
        _keep_facts(where)
    if as_json:
        print_json(report.as_json())
    else:
        show_report(report, verbose=verbose)
    if report.interrupted:
        raise typer.Exit(130)
    if report.failed:
        raise typer.Exit(1)


def _keep_facts(where: Path) -> None:
    """Keeps what answers read of the new documents, so that none of them waits for the graph: some 15 ms each."""
    from kg.workspace import Workspace
    from search.ask.facts import Facts

    with (
        suppress(KeyboardInterrupt),
        closing(Workspace.read(where)) as opened,
    ):  # the rest is kept the next time
        Facts(opened).stock()


def _limits(jobs: int | None, timeout: float) -> Any:
    from api.reading import Limits, cores

    return Limits(jobs=jobs or cores(), timeout=timeout)


def _rehearse(where: Path, files: list[Any], as_json: bool, verbose: bool) -> None:
    from api.dry_run import plan
    from kg.workspace import Workspace

    if (where / "version.json").exists():
        with closing(Workspace.read(where)) as opened:
            planned = plan(opened, files)
    else:
        planned = plan(None, files)
    counts = Counter[str](one.action for one in planned)
    if as_json:
        print_json({"dry_run": True, **counts, "files": [asdict(one) for one in planned]})
        return
    words = {"ingest": "读入", "replace": "替换", "unchanged": "未变", "fail": "失败", "skip": "跳过"}
    for one in planned:
        if verbose or one.action not in ("unchanged", "skip"):
            typer.echo(f"{words[one.action]} {one.path}" + (f"：{one.why}" if one.why else ""))
    said = "，".join(f"{word} {counts[action]}" for action, word in words.items() if counts[action])
    typer.echo(f"预演：{said or '没有文件'}；什么都没有写")


def remove(
    ctx: typer.Context,
    targets: Annotated[
        list[str], typer.Argument(help="路径、文件夹、压缩包、压缩包里的文件或文件编号", show_default=False)
    ],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """移出文件，连同只有它支持的全部事实。"""
    from api.found_files import printable
    from kg.workspace import Workspace

    where = workspace_of(ctx, workspace)
    Workspace.read(where).close()
    missing: list[str] = []
    removed = 0
    with closing(Workspace.open(where)) as opened:
        for target in targets:
            if opened.holds(printable(target)):
                removed += opened.remove(printable(target))
            else:
                missing.append(target)
    for target in missing:
        typer.echo(f"工作区里没有：{printable(target)}", err=True)
    print_json({"removed": removed}) if as_json else typer.echo(f"移出 {removed} 份文件")
    if missing:
        raise typer.Exit(1)


def watch(
    ctx: typer.Context,
    folders: Annotated[list[Path], typer.Argument(metavar="DIR", help="文件夹", show_default=False)],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    once: Annotated[bool, typer.Option("--once", help="对一次就结束（可放进定时任务）")] = False,
    interval: Annotated[
        float,
        typer.Option(
            "--interval", min=0.2, help="每隔多少秒查看一次（本机磁盘有变化会立即发现；网络盘靠它）"
        ),
    ] = 10.0,
    keep_removed: Annotated[
        bool, typer.Option("--keep-removed", help="文件不在了也保留事实，只提示")
    ] = False,
    jobs: JobsOption = None,
    timeout: TimeoutOption = 300.0,
) -> None:
    """监看文件夹：新增、修改、移动、删除的文件，工作区随之更新；Ctrl-C 结束。

    正在复制的文件等写完再读；移动的文件不重读；文件夹打不开或突然空了（网络盘没有挂载）时，事实保留不动。
    """
    from api.embedding import embed_new
    from api.found_files import find_files, source_name
    from api.ingest_terminal import file_progress, show_counts
    from api.stopping import stoppable
    from api.watching import Watched
    from api.watching import watch as keep_watching

    where = workspace_of(ctx, workspace)
    for folder in folders:
        if not folder.is_dir() and not _known_below(where, folder):
            raise InputError("没有这个文件夹" if not folder.exists() else "这不是文件夹", str(folder))
    with stoppable() as stop:
        watched = Watched(
            where,
            [Path(source_name(folder)) for folder in folders],
            say=lambda line: typer.echo(line, err=as_json),
            limits=_limits(jobs, timeout),
            keep_removed=keep_removed,
            changed=lambda: embed_new(where),
            stop=stop,
        )
        if once:
            watched.wait_until_still()
        with file_progress(sum(not one.skip for one in find_files(folders))) as progress:
            report, pending = watched.sync(progress)
        print_json(report.as_json()) if as_json else show_counts(report)
        if once:
            raise typer.Exit(130 if report.interrupted else 1 if report.failed or watched.held else 0)
        typer.echo("监看中，Ctrl-C 结束", err=as_json)
        keep_watching(watched, interval, pending=pending)
    typer.echo("已停止监看", err=as_json)


def _known_below(where: Path, folder: Path) -> bool:
    """Whether files of this folder were read: then it may only be unmounted."""
    from api.found_files import source_name
    from kg.workspace import Workspace

    if not (where / "version.json").exists():
        return False
    with closing(Workspace.read(where)) as opened:
        return bool(opened.paths_below(source_name(folder)))
