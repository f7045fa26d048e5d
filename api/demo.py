"""What can it do? Reads the sample that ships with the program and asks the three headline questions."""

from __future__ import annotations

import sys
import tempfile
from contextlib import closing
from pathlib import Path

import typer

from api.ingest_terminal import file_progress, show_report
from api.ingesting import find_files, ingest_files
from api.terminal import show_answer, show_similar, show_trace
from kg.resources import resource
from kg.workspace import Workspace

QUESTION = "哪些部门负责建会入会？"
POLICY = "云川省总工会关于推进工会服务阵地提质增效和新就业形态劳动者建会入会工作的意见"
INITIATIVE = "暖心妈咪小屋"


def run_demo(where: Path | None = None) -> None:
    """Reads data/sample into `where` (default: a folder that is gone afterwards) and prints three answers with quotes."""
    from search import open_searcher

    with tempfile.TemporaryDirectory() as scratch:
        folder = where or Path(scratch) / "demo"
        files = list(find_files([resource("sample")]))
        typer.echo(f"读入样例：一省三市的 {len(files)} 个文件（省、市、人名都是虚构的）")
        with closing(Workspace.open(folder)) as opened, file_progress(len(files)) as progress:
            show_report(ingest_files(opened, files, progress))
        with closing(Workspace.read(folder)) as opened:
            searcher = open_searcher(opened)
            typer.echo(f"\n一、gonghui ask {QUESTION}")
            show_answer(searcher.ask(QUESTION))
            typer.echo(f"\n二、gonghui trace {POLICY}")
            show_trace(searcher.trace(POLICY))
            typer.echo(f"\n三、gonghui similar {INITIATIVE}")
            show_similar(searcher.similar(INITIATIVE, k=5))
    me = _command()
    typer.echo(
        "\n演示用的工作区已清除。接着可以：\n"
        f"  {me} ingest 你的文件夹          读入自己的文件（Word、Excel、PDF、OFD、网页、文本、扫描件、压缩包）\n"
        f"  {me} ask 组织部2023年有哪些任务？   问工作区里的文件\n"
        f"  {me} tasks --department 组织部   工作区里所有任务的表\n"
        f"  {me} serve                    在浏览器里查问、看表和图\n"
        f"  {me} --help                   全部命令"
    )


def _command() -> str:
    """How to call the program from here: by its path while it lies in the checkout's environment."""
    called = Path(sys.argv[0])
    try:
        return str(called.resolve().relative_to(Path.cwd()))
    except ValueError:
        return "gonghui"
