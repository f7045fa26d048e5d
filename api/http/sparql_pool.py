"""How is a query from outside kept within its time (查询的时限)? A few processes wait for queries; one that is late is killed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Lock, Timer
from typing import Any, Final

from api.http.problems import Problem
from api.http.settings import ServerSettings
from kg.errors import BackendError, QueryRefused

__all__ = ["Answered", "SparqlPool"]

_PATIENCE: Final = 5.0
"""Seconds to wait for a process that is free."""
_START_SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True)
class Answered:
    """`form` as in `sparql_results`; "" where none of the forms that the caller takes fits the query."""

    form: str
    body: bytes


class SparqlPool:
    """Processes are started when they are first needed."""

    def __init__(self, settings: ServerSettings) -> None:
        self._settings = settings
        self._free: SimpleQueue[_Process | None] = SimpleQueue()
        self._all: set[_Process] = set()
        self._lock = Lock()
        self._stopped = False
        for _ in range(settings.sparql_processes):
            self._free.put(None)

    def run(
        self,
        query: str,
        forms: Mapping[str, str | None],
        *,
        masked: bool,
        default: Sequence[str] = (),
        named: Sequence[str] = (),
    ) -> Answered:
        """Raises QueryRefused, BackendError, Problem 503 where it takes too long or nobody is free."""
        try:
            process = self._free.get(timeout=_PATIENCE)
        except Empty:
            raise Problem(
                503, "查询太多，请稍后再试", name="sparql-busy", headers={"retry-after": "5"}
            ) from None
        try:
            if process is None or not process.alive:
                process = self._started()
            wanted = {
                "query": query,
                "forms": dict(forms),
                "masked": masked,
                "rows": self._settings.sparql_rows,
                "bytes": self._settings.sparql_bytes,
                "default": list(default),
                "named": list(named),
            }
            head, body = process.ask(wanted, self._settings.sparql_seconds)
        finally:
            if process is not None and not process.alive:
                self._forget(process)
                process = None
            self._free.put(process)
        if head is None:
            seconds = self._settings.sparql_seconds
            raise Problem(
                503, f"查询超过 {seconds:.0f} 秒或内存不够，已中止；请加条件或 LIMIT", name="sparql-timeout"
            )
        if head["status"] == "refused":
            raise QueryRefused(head["detail"])
        if head["status"] != "ok":
            raise BackendError(head["detail"])
        return Answered(head["form"], body)

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            for process in self._all:
                process.kill()
            self._all.clear()

    def _started(self) -> _Process:
        process = _Process(self._settings)
        with self._lock:
            if self._stopped:
                process.kill()
                raise BackendError("服务正在停止")
            self._all.add(process)
        return process

    def _forget(self, process: _Process) -> None:
        with self._lock:
            self._all.discard(process)
        process.kill()


class _Process:
    def __init__(self, settings: ServerSettings) -> None:
        """Raises BackendError where it does not start."""
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "api.http.sparql_worker",
                str(settings.workspace.absolute()),
                str(settings.worker_bytes),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        head, _ = self._read(_START_SECONDS)
        if head is None:
            self.kill()
            raise BackendError("查询进程没有启动成功")

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, wanted: dict[str, Any], seconds: float) -> tuple[dict[str, Any] | None, bytes]:
        """Its head and body; None where it ended or was killed for its time."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(wanted).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            self.kill()
            return None, b""
        return self._read(seconds)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was not sent any more
                    pipe.close()

    def _read(self, seconds: float) -> tuple[dict[str, Any] | None, bytes]:
        assert self._process.stdout is not None
        timer = Timer(seconds, self._process.kill)
        timer.daemon = True
        timer.start()
        try:
            line = self._process.stdout.readline()
            if not line:
                self._process.wait()
                return None, b""
            head: dict[str, Any] = json.loads(line)
            body = self._process.stdout.read(head["length"])
            if len(body) < head["length"]:
                self._process.wait()
                return None, b""
            return head, body
        finally:
            timer.cancel()
