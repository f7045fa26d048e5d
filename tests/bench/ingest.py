"""How fast are documents read, stage by stage, and how does time and memory grow with their number?

Every figure stands beside a floor measured in the same run: reading the same files and splitting them into words
with rjieba, the least that any program of this kind does.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from api.ingesting import find_files, ingest_files
from api.reading import Limits
from ingest.pipeline import Stages
from kg.workspace import Workspace
from tests.bench.corpus import sample_files, write
from tests.bench.cost import children_peak_mb, peak_mb, processor
from tests.bench.formats import mixed
from tests.bench.table import table

ROOT = Path(__file__).resolve().parents[2]
STAGES = (
    "read",
    "layout",
    "header",
    "tasks",
    "policies",
    "targets",
    "initiatives",
    "organizations",
    "people",
    "store",
)
_WORDS = re.compile(r"[\u3400-\u9fff]+|[0-9]+|[A-Za-z]+")


def run(sizes: Sequence[int] = (10, 100, 1000), say: Callable[[str], object] = print) -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        say("## Reading documents\n")
        _stages(write(folder / "stages", 320), folder / "w", say)
        say("\n## Growth\n")
        _growth(sizes, folder, say)
        say("\n## Processes\n")
        _processes(folder, say)
        say("\n## A fresh process\n")
        _fresh(folder, say)


def _bytes(files: Sequence[Path]) -> int:
    return sum(f.stat().st_size for f in files)


def _floor(files: Sequence[Path]) -> tuple[float, float]:
    """Seconds to read the files and run one pattern over them; and to split them into words with rjieba."""
    import rjieba

    rjieba.cut("预热")
    began = time.perf_counter()
    for file in files:
        _WORDS.findall(file.read_text(encoding="utf-8"))
    pattern = time.perf_counter() - began
    began = time.perf_counter()
    for file in files:
        rjieba.cut(file.read_text(encoding="utf-8"))
    return pattern, time.perf_counter() - began


def _stages(files: Sequence[Path], where: Path, say: Callable[[str], object]) -> None:
    stages = Stages()
    size, signs = _bytes(files), sum(len(f.read_text(encoding="utf-8")) for f in files)
    with closing(Workspace.open(where)) as workspace:
        report = ingest_files(workspace, find_files(files), stages=stages)
    pattern, words = _floor(files)
    spent = stages.seconds
    measured = sum(spent.values())
    extraction = measured - spent.get("store", 0.0)
    rows: list[tuple[str, float]] = [(name, spent.get(name, 0.0)) for name in STAGES]
    rows += [(name, s) for name, s in spent.items() if name not in STAGES]
    rows += [
        ("**extraction** (all but store)", extraction),
        ("rest (digest, passages, assembly)", max(0.0, report.seconds - measured)),
        ("**in all**", report.seconds),
        ("floor: read + one pattern", pattern),
        ("floor: read + rjieba words", words),
    ]
    say(
        f"{len(files)} files, {report.documents} documents, {size / 1000:,.0f} KB, {signs:,} characters, one core.\n"
    )
    lines = [
        (name, f"{s:.3f}", f"{100 * s / report.seconds:.1f}%", f"{signs / s:,.0f}" if s else "", f"{size / 1000 / s:,.0f}" if s else "")
        for name, s in rows
    ]  # fmt: skip
    say(table(("stage", "seconds", "share", "characters/s", "KB/s"), lines))
    say(f"\n{report.documents / report.seconds:,.0f} documents/s; {len(report.failed)} failed.")


def _growth(sizes: Sequence[int], folder: Path, say: Callable[[str], object]) -> None:
    """Each size in a process of its own, for its own peak memory."""
    rows = []
    for size in sizes:
        files = write(folder / f"papers{size}", size)
        words = _floor(files)[1]
        found = _measured("ingest", folder / f"papers{size}", folder / f"w{size}")
        again = _measured("ingest", folder / f"papers{size}", folder / f"w{size}")
        rows.append(
            (
                f"{size:,}",
                f"{_bytes(files) / 1000:,.0f}",
                f"{found['seconds']:.2f}",
                f"{size / found['seconds']:,.0f}",
                f"{found['entities']:.2f}",
                f"{found['peak_mb']:,.0f}",
                f"{again['seconds']:.2f}",
                f"{size_of(folder / f'w{size}') / 1e6:,.1f}",
                f"{words:.2f}",
            )
        )
    heads = (
        "files",
        "KB",
        "ingest s",
        "files/s",
        "resolve s",
        "peak MB",
        "again s",
        "disk MB",
        "floor: rjieba s",
    )
    say(table(heads, rows))


def _processes(folder: Path, say: Callable[[str], object]) -> None:
    """The same files read in the process that writes, and by one and two processes beside it."""
    files = {"texts": write(folder / "texts", 160), "all formats": mixed(folder / "formats")}
    rows = []
    for name, there in files.items():
        for jobs in (0, 1, 2):
            place = there[0].parent
            found = _measured("ingest", place, folder / f"w-{place.name}-{jobs}", str(jobs))
            how = f"{jobs} beside the writer" if jobs else "in the writer's"
            rows.append(
                (
                    f"{name}, {how}",
                    f"{len(there):,}",
                    f"{found['seconds']:.2f}",
                    f"{len(there) / found['seconds']:,.0f}",
                    f"{found['processor']:.2f}",
                    f"{found['peak_mb']:,.0f}",
                    f"{found['peak_children']:,.0f}" if jobs else "",
                )
            )
    say(
        table(
            ("files, processes", "files", "seconds", "files/s", "processor s", "peak MB", "of a reader"), rows
        )
    )


def size_of(folder: Path) -> int:
    seen: dict[int, int] = {}
    for file in folder.rglob("*"):
        if file.is_file():
            seen[file.stat().st_ino] = file.stat().st_size
    return sum(seen.values())


def _measured(what: str, papers: Path, workspace: Path, *more: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.ingest", what, str(papers), str(workspace), *more]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _fresh(folder: Path, say: Callable[[str], object]) -> None:
    """From nothing to a workspace, with the start of Python; the middle of five."""
    places = {"data/sample": sample_files()}
    seeds = ROOT.parent / "shared" / "seeds"
    if seeds.is_dir():
        places["seeds"] = sorted(f for f in seeds.iterdir() if f.is_file())
    rows = []
    for name, files in places.items():
        times = []
        for k in range(5):
            where = folder / f"fresh-{name.replace('/', '-')}-{k}"
            command = [
                sys.executable,
                "-m",
                "api.cli",
                "ingest",
                *map(str, files),
                "--workspace",
                str(where),
                "--json",
            ]
            began = time.perf_counter()
            subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
            times.append(time.perf_counter() - began)
        began = time.perf_counter()
        code = "import sys,rjieba\nfor f in sys.argv[1:]: rjieba.cut(open(f,encoding='utf-8').read())"
        subprocess.run([sys.executable, "-c", code, *map(str, files)], check=True)
        floor = time.perf_counter() - began
        middle = statistics.median(times)
        rows.append(
            (
                name,
                f"{len(files)}",
                f"{_bytes(files) / 1000:,.0f}",
                f"{middle:.2f}",
                f"{min(times):.2f}",
                f"{floor:.2f}",
            )
        )
    say(table(("documents", "files", "KB", "median s", "best s", "floor: Python + rjieba s"), rows))


def _ingest(papers: str, workspace: str, jobs: str = "0") -> None:
    """In a process of its own: reads a folder, resolves the entities, prints what it took as JSON.

    `jobs`: how many processes read beside this one; with 0 this one reads.
    """
    limits = Limits(jobs=int(jobs)) if int(jobs) else None
    with closing(Workspace.open(workspace)) as opened:
        worked = processor()
        report = ingest_files(opened, find_files([Path(papers)]), limits=limits)
        worked = processor() - worked
        began = time.perf_counter()
        opened.rebuild_entities()
        entities = time.perf_counter() - began
    assert not report.failed, report.failed
    found = {"seconds": report.seconds, "processor": worked, "entities": entities}
    print(json.dumps(found | {"peak_mb": peak_mb(), "peak_children": children_peak_mb()}))


if __name__ == "__main__":
    _ingest(*sys.argv[2:])
