"""How are files read in processes of their own (并行读取)? A few workers, each with one task, bounded in time and memory.

A worker that dies or hangs fails its file alone; another takes its place. Plain pipes and `subprocess` rather than
multiprocessing: its children would import the caller's main module again, and its executor gives up when one dies.
"""

from __future__ import annotations

import json
import logging
import mmap
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any

from api.reading import Done, Limits, Progress, Reader, Task
from kg.errors import BackendError

__all__ = ["ReadingPool"]

_log = logging.getLogger(__name__)
#: Seconds that a worker has to end what it started (a converter) once it is told to stop.
_GRACE = 2.0
#: One that is filling the memory has less.
_SHORT_GRACE = 0.3
#: The system's own killer; C++ where an allocation fails.
_OUT_OF_MEMORY = (-signal.SIGKILL, -signal.SIGABRT)
#: Seconds for a worker to start: imports take under one, on a machine that swaps many.
_START = 120.0
_TICK = 0.1
#: Of what a library asks for it fills a part only (recognition: 1.2 GB asked, 0.8 filled): what is filled is watched,
#: what is asked for is bounded for those that fill it faster than one can look.
_ASKED = 2
_PAGE = mmap.PAGESIZE
_START_CODE = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[3]); "
    "from api.reading_worker import main; main(int(sys.argv[1]), int(sys.argv[2]))"
)


class _Worker:
    """One process and what it is doing. `since`: when it last gave a sign of life."""

    def __init__(self, memory: int) -> None:
        ours, theirs = socket.socketpair()
        command = [
            sys.executable, "-c", _START_CODE, str(theirs.fileno()), str(memory), json.dumps(sys.path)
        ]  # fmt: skip
        with theirs:
            self.process = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        self.connection: Connection[Any, Any] = Connection(ours.detach())
        self.ready = False
        self.task: Task | None = None
        #: How many tasks it has done.
        self.done = 0
        self.since = time.monotonic()

    def give(self, task: Task) -> None:
        self.task, self.since = task, time.monotonic()
        with suppress(OSError):  # it is dead: the next poll finds out
            self.connection.send(task)

    def ask_to_stop(self) -> None:
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)

    def end(self, until: float) -> int:
        """Its exit status; killed where it is still there at `until` (monotonic seconds)."""
        self.connection.close()
        try:
            return self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


class ReadingPool(Reader):
    """Workers start when there is something for them to do. Use `close`, or as a context manager."""

    def __init__(self, limits: Limits, progress: Progress | None = None) -> None:
        self.limits, self.size = limits, max(1, limits.jobs)
        self._progress = progress or Progress()
        self._waiting: deque[Task] = deque()
        self._workers: list[_Worker] = []
        self._starts_failed = 0

    def __enter__(self) -> ReadingPool:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def submit(self, task: Task) -> None:
        self._waiting.append(task)
        self._hand_out()

    @property
    def outstanding(self) -> int:
        return len(self._waiting) + sum(worker.task is not None for worker in self._workers)

    def _hand_out(self) -> None:
        for worker in self._workers:
            if self._waiting and worker.ready and worker.task is None:
                task = self._waiting.popleft()
                self._progress.begin(task.name)
                worker.give(task)
        starting = sum(not worker.ready for worker in self._workers)
        while len(self._workers) < self.size and starting < len(self._waiting):
            self._workers.append(_Worker(_ASKED * self.limits.memory))
            starting += 1

    def poll(self) -> list[Done]:
        """What has ended in the last moment. Raises BackendError where no worker can be started."""
        by_connection = {worker.connection: worker for worker in self._workers}
        done: list[Done] = []
        for connection in wait(list(by_connection), timeout=_TICK) if by_connection else ():
            done += self._hear(by_connection[connection])  # type: ignore[index]
        done += self._overdue()
        self._hand_out()  # before the caller stores what came: nobody waits for the writer
        return done

    def _hear(self, worker: _Worker) -> Iterable[Done]:
        try:
            message = worker.connection.recv()
        except (EOFError, OSError):
            return self._died(worker)
        worker.since = time.monotonic()
        if message[0] == "ready":
            worker.ready, self._starts_failed = True, 0
            return ()
        task = worker.task
        assert task is not None
        if message[0] == "page":
            self._progress.page(task.name, message[1], message[2])
            return ()
        if message[0] == "memory":
            return self._out_of_memory(worker, message[1])
        worker.task = None
        worker.done += 1
        if message[0] == "done":
            return (Done(task, message[1]),)
        if message[2]:
            _log.error("%s\n%s", task.file, message[2])
        return (Done(task, error=message[1]),)

    def _died(self, worker: _Worker) -> Iterable[Done]:
        self._workers.remove(worker)
        status = worker.end(time.monotonic() + _GRACE)
        if worker.task is not None and status in _OUT_OF_MEMORY:
            return self._again_or(worker, _cause(status))
        if worker.task is not None:
            return (Done(worker.task, error=_cause(status)),)
        self._starts_failed += not worker.ready
        if self._starts_failed > 2:
            raise BackendError(f"读取进程无法启动（退出状态 {status}）")
        return ()

    def _overdue(self) -> Iterable[Done]:
        now = time.monotonic()
        for worker in list(self._workers):
            if worker.task is None:
                if not worker.ready and now - worker.since > _START:
                    worker.process.kill()  # the next poll hears of it
                continue
            if now - worker.since > self.limits.timeout:
                self._workers.remove(worker)
                worker.ask_to_stop()
                worker.end(now + _GRACE)
                what = (
                    f"超过 {self.limits.timeout:g} 秒没有读完（或没有读完一页），已停止；可用 --timeout 放宽"
                )
                yield Done(worker.task, error=what)
            elif _filled(worker.process.pid) > self.limits.memory:
                what = f"读取时占用内存超过 {self.limits.memory / 1e9:.1f} GB，已停止；文件可能过大或有意损坏"
                yield from self._out_of_memory(worker, what)

    def _out_of_memory(self, worker: _Worker, error: str) -> Iterable[Done]:
        self._workers.remove(worker)
        worker.ask_to_stop()
        worker.end(time.monotonic() + _SHORT_GRACE)
        return self._again_or(worker, error)

    def _again_or(self, worker: _Worker, error: str) -> Iterable[Done]:
        """What earlier files left in a worker's memory is not this one's fault: a fresh worker gets it once more."""
        assert worker.task is not None
        if worker.done:
            self._waiting.appendleft(worker.task)
            return ()
        return (Done(worker.task, error=error),)

    def close(self) -> None:
        for worker in self._workers:
            worker.ask_to_stop() if worker.task is not None else worker.connection.close()
        until = time.monotonic() + _GRACE
        for worker in self._workers:
            worker.end(until)
        self._workers.clear()
        self._waiting.clear()


def _filled(pid: int) -> int:
    """Bytes of memory that a process fills; 0 where the system does not say (only Linux does, in /proc)."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:
            return int(file.read().split()[1]) * _PAGE
    except (OSError, IndexError, ValueError):
        return 0


def _cause(status: int) -> str:
    """Why a worker is gone, from its exit status: a signal's number below zero, as `subprocess` gives it."""
    if status in _OUT_OF_MEMORY:
        return "读取时内存不足，读取进程被终止；文件可能过大或有意损坏"
    if status < 0:
        return f"读取时程序崩溃（信号 {-status}），文件可能已损坏"
    return f"读取进程意外退出（状态 {status}），文件可能已损坏"
