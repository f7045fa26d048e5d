"""How fast is `ask`, on the sample and on many tasks? `python -m tests.bench.ask [--tasks 7700] [--workspace DIR]`.

Beside it two floors in the same process: one bare SPARQL SELECT of a task's facts, and one bare search of the words' index.
Every workspace has a process of its own; no question is asked twice. Processor time stands beside the clock: on a busy
machine it is what the program itself needs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from kg.workspace import Workspace
from tests.bench.corpus import sample_files, write
from tests.bench.cost import peak_mb
from tests.bench.ingest import ROOT
from tests.bench.table import table

_QUESTIONS: Final = ROOT / "tests" / "gold" / "questions"
_TASKS_A_PAPER: Final = 7.7
"""Of the sample and its variants."""
_WARM: Final = 40
_ASKED: Final = 200
_OWN_CITIES: Final = ("澜江", "砚州", "桐岭")
_COLUMNS: Final = {
    "tasks": "{tasks:,.0f}", "what": "{what}", "p50 ms": "{p50:.1f}", "p95 ms": "{p95:.1f}", "max ms": "{most:.0f}",
    "processor p50": "{cpu50:.1f}", "processor p95": "{cpu95:.1f}",
}  # fmt: skip


def run(
    tasks: Sequence[int] = (), workspaces: Sequence[Path] = (), say: Callable[[str], object] = print
) -> None:
    """Measures the sample, workspaces made with about so many tasks, and workspaces that are there; prints Markdown."""
    with tempfile.TemporaryDirectory() as scratch:
        homes = [_made(Path(scratch) / "sample", sample_files())]
        for count in tasks:
            papers = write(Path(scratch) / f"papers{count}", round(count / _TASKS_A_PAPER))
            homes.append(_made(Path(scratch) / f"tasks{count}", papers))
        rows, fresh = [], []
        for home in (*homes, *workspaces):
            _apart("first", home)  # what is kept beside the indexes is made once
            found = _apart("measure", home)
            rows += found["rows"]
            first = _apart("first", home)
            fresh.append(
                (
                    f"{found['tasks']:,}",
                    f"{first['seconds']:.2f}",
                    f"{first['cpu']:.2f}",
                    f"{first['peak']:,.0f}",
                )
            )
        say("## Questions\n")
        say(table(tuple(_COLUMNS), [tuple(form.format(**row) for form in _COLUMNS.values()) for row in rows]))
        say("\n## First answer of a fresh process, from the start of Python\n")
        say(table(("tasks", "seconds", "processor seconds", "peak MB"), fresh))


def _made(home: Path, papers: Sequence[Path]) -> Path:
    from api.ingesting import find_files, ingest_files
    from search.ask.facts import Facts

    with closing(Workspace.open(home)) as workspace:
        ingest_files(workspace, find_files(list(papers)))
        workspace.rebuild_entities()
    with closing(Workspace.read(home)) as reader:  # as `gonghui ingest` does at its end
        Facts(reader).stock()
    return home


def _apart(step: str, home: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.ask", step, str(home)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


# --- one process each ------------------------------------------------------------------------------------


def first(home: Path) -> dict[str, Any]:
    """The first answer, from the start of Python to its words."""
    from search import open_searcher

    with closing(Workspace.read(home)) as workspace:
        open_searcher(workspace).ask(_questions()[0])
    return {
        "seconds": _age(),
        "cpu": time.process_time(),
        "peak": peak_mb(),
    }


def measure(home: Path) -> dict[str, Any]:
    """`ask` over distinct questions, and the floors."""
    from kg import ids
    from kg.vocabulary import PROLOGUE
    from search import open_searcher

    with closing(Workspace.read(home)) as workspace:
        searcher = open_searcher(workspace)
        rows = workspace.store.select(f"{PROLOGUE} SELECT ?t WHERE {{ GRAPH ?g {{ ?t a gh:Task }} }}")
        tasks = sorted(row["t"].value for row in rows)
        questions = _of_places(workspace, _questions())
        for question in questions[:_WARM]:
            searcher.ask(question)
        asked = questions[_WARM : _WARM + _ASKED]
        chosen = random.Random(3).choices(tasks, k=_ASKED)

        def facts(task: str) -> object:
            home_graph = ids.owner_document(task)
            return list(
                workspace.store.select(f"SELECT ?p ?o WHERE {{ GRAPH <{home_graph}> {{ <{task}> ?p ?o }} }}")
            )

        measured = [
            _timed("ask", searcher.ask, asked),
            _timed("bare SPARQL: a task", facts, chosen),
            _timed("bare tantivy: ten passages", lambda q: searcher.hybrid.index.by_words(q, 10), asked),
        ]
    return {"tasks": len(tasks), "rows": [{"tasks": len(tasks), **row} for row in measured]}


def _timed(what: str, do: Callable[[str], object], given: Sequence[str]) -> dict[str, Any]:
    walls, cpus = [], []
    for one in given:
        began, worked = time.perf_counter(), time.process_time()
        do(one)
        walls.append(1000 * (time.perf_counter() - began))
        cpus.append(1000 * (time.process_time() - worked))
    wall, cpu = (statistics.quantiles(some, n=20) for some in (walls, cpus))
    return {
        "what": what,
        "p50": wall[9],
        "p95": wall[18],
        "most": max(walls),
        "cpu50": cpu[9],
        "cpu95": cpu[18],
    }


def _questions() -> list[str]:
    """Every wording of the bank, shuffled; the same each time."""
    found = [
        asked
        for file in sorted(_QUESTIONS.glob("*.json"))
        for one in json.loads(file.read_text(encoding="utf-8"))
        for asked in one["asked"]
    ]
    random.Random(5).shuffle(found)
    return found


def _of_places(workspace: Workspace, questions: Sequence[str]) -> list[str]:
    """The questions about other cities of the workspace, where it has others than the sample."""
    from search.ask.facts import Facts

    others = sorted({h.city for h in Facts(workspace).heads.values() if h.city} - set(_OWN_CITIES))
    chance = random.Random(7)
    if len(others) < len(_OWN_CITIES):
        return list(questions)
    out = []
    for question in questions:
        for own, other in zip(_OWN_CITIES, chance.sample(others, len(_OWN_CITIES)), strict=True):
            question = question.replace(own, other)
        out.append(question)
    return out


def _age() -> float:
    """Seconds since this process began."""
    ticks = int(Path("/proc/self/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] in ("first", "measure"):
        step = {"first": first, "measure": measure}[sys.argv[1]]
        print(json.dumps(step(Path(sys.argv[2]))))
    else:
        parser = argparse.ArgumentParser(description=__doc__)
        parser.add_argument(
            "--tasks", default="", help="also make and measure so many tasks: 7700,100000 takes long"
        )
        parser.add_argument(
            "--workspace", action="append", default=[], type=Path, help="also measure this one"
        )
        given = parser.parse_args()
        run([int(n) for n in given.tasks.split(",") if n], given.workspace)
