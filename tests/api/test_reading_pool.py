"""Does a worker that dies, hangs or fills the memory fail its file alone, and does the pool go on?"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from api.reading import Done, Limits, Progress, Task
from api.reading_pool import ReadingPool

WORK = "tests.api.risky_work:do"
#: What the work does → what the person reads; None: it succeeds.
FATES: dict[str, str | None] = {
    "fine": None,
    "killed": "内存不足",
    "crash": "崩溃",
    "exit": "状态 3",
    "memory": "内容过大",
    "refuse": "没有汉字",
    "mistake": "ZeroDivisionError",
    "noise": None,
}


class Heard(Progress):
    """Keeps what it hears."""

    def __init__(self) -> None:
        self.pages: list[tuple[str, int, int]] = []
        self.begun: list[str] = []

    def begin(self, name: Path) -> None:
        self.begun.append(name.name)

    def page(self, name: Path, number: int, of: int) -> None:
        self.pages.append((name.name, number, of))


def tasks(folder: Path, *whats: str) -> list[Task]:
    out = []
    for k, what in enumerate(whats):
        file = folder / f"{k}.txt"
        file.write_text(what, encoding="utf-8")
        out.append(Task(k, WORK, file, f"source {k}", file))
    return out


def run(pool: ReadingPool, wanted: list[Task]) -> dict[int, Done]:
    for task in wanted:
        pool.submit(task)
    done: dict[int, Done] = {}
    until = time.monotonic() + 60
    while pool.outstanding and time.monotonic() < until:
        for one in pool.poll():
            assert one.task.number not in done
            done[one.task.number] = one
    return done


def test_each_fate_is_its_own_files(tmp_path: Path) -> None:
    wanted = tasks(tmp_path, *FATES)
    with ReadingPool(Limits(jobs=2)) as pool:
        done = run(pool, wanted)
    for task, (what, says) in zip(wanted, FATES.items(), strict=True):
        one = done[task.number]
        if says is None:
            assert (one.result, one.error) == (task.argument, None), what
        else:
            assert one.error is not None and says in one.error, (what, one.error)


@pytest.mark.parametrize("how", ["hang", "hang in C"])
def test_a_worker_that_hangs_is_ended_and_the_next_file_is_read(tmp_path: Path, how: str) -> None:
    with ReadingPool(Limits(jobs=1, timeout=0.6)) as pool:
        began = time.monotonic()
        done = run(pool, tasks(tmp_path, how, "fine"))
    assert "0.6 秒" in (done[0].error or "") and done[1].result == "source 1"
    assert time.monotonic() - began < 20


def test_a_worker_that_fills_the_memory_is_ended(tmp_path: Path) -> None:
    with ReadingPool(Limits(jobs=1, memory=400_000_000)) as pool:
        done = run(pool, tasks(tmp_path, "slowly more memory", "fine"))
    assert "内存超过 0.4 GB" in (done[0].error or "") and done[1].result == "source 1"


def test_what_earlier_files_left_in_memory_is_not_the_next_ones_fault(tmp_path: Path) -> None:
    with ReadingPool(Limits(jobs=1, memory=500_000_000)) as pool:
        done = run(pool, tasks(tmp_path, "leak", "leak", "leak"))
    assert [done[k].error for k in range(3)] == [None, None, None]


def test_pages_are_heard_and_keep_a_slow_file_alive(tmp_path: Path) -> None:
    heard = Heard()
    with ReadingPool(Limits(jobs=1, timeout=1.0), heard) as pool:
        done = run(pool, tasks(tmp_path, "pages"))  # two seconds in all
    assert done[0].result == "source 0" and heard.begun == ["0.txt"]
    assert heard.pages[0] == ("0.txt", 1, 8) and len(heard.pages) > 4


def test_what_a_worker_started_ends_with_it(tmp_path: Path) -> None:
    with ReadingPool(Limits(jobs=1, timeout=1.5)) as pool:
        run(pool, tasks(tmp_path, "converter"))
    child = int((tmp_path / "child").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_closing_ends_what_is_at_work(tmp_path: Path) -> None:
    pool = ReadingPool(Limits(jobs=1))
    pool.submit(tasks(tmp_path, "hang")[0])
    processes = [worker.process for worker in pool._workers]
    until = time.monotonic() + 30
    while not any(worker.task for worker in pool._workers) and time.monotonic() < until:
        pool.poll()
    began = time.monotonic()
    pool.close()
    assert time.monotonic() - began < 5 and pool.outstanding == 0
    assert all(process.returncode is not None for process in processes)
