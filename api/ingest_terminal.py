"""How does reading look to a person at a terminal (读入的进度与结果)? A live bar, then what became of the files."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from api.reading import Progress
from ingest.archives import SEPARATOR

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from api.ingesting import Report

_MOST_KINDS = 8
_MOST_EXAMPLES = 3
_MOST_MISSING = 5


@contextmanager
def file_progress(total: int) -> Iterator[Progress]:
    """A bar on standard error while files are read, where that is a terminal; else nothing."""
    if total == 0 or not sys.stderr.isatty():
        yield Progress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("读入"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("还需"),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _Shown(bar, bar.add_task("", total=total, rate=""), total)


class _Shown(Progress):
    """Tells a bar: files done, files a second, and the file in hand with its page."""

    def __init__(self, bar: Bar, task: TaskID, total: int) -> None:
        self._bar, self._task, self._total, self._done = bar, task, total, 0
        self._hand: dict[Path, str] = {}

    def begin(self, name: Path) -> None:
        self._hand[name] = ""
        self._show()

    def page(self, name: Path, number: int, of: int) -> None:
        self._hand.pop(name, None)  # the one that moved last is shown
        self._hand[name] = f" 第 {number}/{of} 页" if of else f" 第 {number} 页"
        self._show()

    def end(self, name: Path) -> None:
        self._hand.pop(name, None)
        self._done += 1
        self._show()

    def more(self, files: int) -> None:
        self._total += files
        self._show()

    def _show(self) -> None:
        from api.found_files import printable

        seconds = self._bar.tasks[0].elapsed or 0.0
        rate = f"{self._done / seconds:.1f} 个/秒" if self._done and seconds > 0.5 else ""
        name, page = next(reversed(self._hand.items())) if self._hand else (Path(), "")
        others = f" 等 {len(self._hand)} 个" if len(self._hand) > 1 else ""
        said = f"{printable(name.name)}{page}{others}"
        self._bar.update(self._task, completed=self._done, total=self._total, description=said, rate=rate)


def show_report(report: Report, *, verbose: bool = False) -> None:
    """What became of the files; failures by name and reason, findings by rule, all of them where `verbose`."""
    _show_findings(report, verbose)
    for failure in report.failed:
        typer.echo(f"失败 {failure['path']}：{failure['error']}", err=True)
    show_counts(report)


def show_counts(report: Report) -> None:
    """How many files became what, and what else a person should know."""
    kinds = "，".join(f"{kind} {n} 个" for kind, n in list(report.skipped_kinds().items())[:_MOST_KINDS])
    rows = [
        ("读入", report.ingested, f"其中 {report.reused} 个只是换了位置，没有重读" if report.reused else ""),
        ("未变", report.unchanged, ""),
        ("替换", report.replaced, ""),
        ("失败", len(report.failed), "原因见上" if report.failed else ""),
    ]
    members = sum(change.kind == "removed" for change in report.changes)
    if members:
        rows.append(("移出", members, "已不在压缩包里"))
    if report.removed > members:
        rows.append(("移出", report.removed - members, "已不在原处"))
    if report.skipped:
        rows.append(("跳过", len(report.skipped), f"文件夹里不读的格式：{kinds}"))
    if report.findings:
        rules = len({str(finding["rule"]) for finding in report.findings})
        rows.append(("发现", len(report.findings), f"{rules} 类没有读懂的内容，见上"))
    for name, count, note in rows:
        typer.echo(f"{name}  {count:>6}  {note}".rstrip())
    typer.echo(f"合计  {report.files:>6}  共 {report.documents} 份文件，用时 {report.seconds:.2f} 秒")
    if report.missing:
        typer.echo(f"{len(report.missing)} 个读过的文件已不在原处，事实仍保留：", err=True)
        for path in report.missing[:_MOST_MISSING]:
            typer.echo(f"  {path}", err=True)
        typer.echo("  用 gonghui remove 移出，或用 gonghui watch --once 文件夹 保持一致", err=True)
    if report.interrupted:
        typer.echo("已中断：读入的文件都已保存，再次运行会接着读", err=True)


def _show_findings(report: Report, verbose: bool) -> None:
    if verbose:
        for finding in report.findings:
            typer.echo(f"发现 {finding['path']}（第 {finding['index']} 份）：{finding['message']}", err=True)
        for name in report.skipped:
            typer.echo(f"跳过 {name}：不读这种格式", err=True)
        return
    by_rule: dict[str, list[dict[str, Any]]] = {}
    for finding in report.findings:
        by_rule.setdefault(str(finding["rule"]), []).append(finding)
    kinds = sorted(by_rule.values(), key=len, reverse=True)
    for found in kinds[:_MOST_KINDS]:
        names = list(dict.fromkeys(_short(str(one["path"])) for one in found))
        more = f" 等 {len(names)} 个文件" if len(names) > _MOST_EXAMPLES else ""
        times = f"（{len(found)} 处）" if len(found) > 1 else ""
        typer.echo(f"发现 {found[0]['message']}{times}：{'、'.join(names[:_MOST_EXAMPLES])}{more}", err=True)
    if len(kinds) > _MOST_KINDS:
        typer.echo(f"发现 另有 {len(kinds) - _MOST_KINDS} 类，加 --verbose 逐条列出", err=True)


def _short(path: str) -> str:
    """The name of a file; of an archive's member the archive's too: 资料.zip!/简讯.txt."""
    archive, *inside = path.split(SEPARATOR)
    return SEPARATOR.join([Path(archive).name, *(Path(one).name for one in inside)])
