"""What becomes of an upload (读入任务)? One job after the other; each file's fate is told as it happens.

A job's files are read by `api.http.ingest_worker`, a process with limits on memory and, for each file, time. A file that
kills it fails alone: the process is started again with the files after it.
"""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import sys
import time
import uuid
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread, Timer
from typing import IO, Any, Final

from api.http.observing import Metrics
from api.http.settings import ServerSettings
from api.http.state import Keeper
from api.http.uploads import incoming, uploads
from kg.errors import GonghuiError, NotFound

__all__ = ["Job", "Jobs"]

_log: Final = logging.getLogger(__name__)
_MOST_DONE: Final = 100
"""Jobs that are over and still told of."""
_INDEX_SECONDS: Final = 3600.0
_START_SECONDS: Final = 120.0
"""To start, and to wait for another program that writes."""


@dataclass(slots=True)
class JobFile:
    """One file of a job; `path` is where it came in."""

    name: str
    path: Path
    size: int
    status: str = "waiting"
    outcome: str | None = None
    documents: list[str] = field(default_factory=list)
    error: str | None = None
    findings: list[dict[str, str]] = field(default_factory=list)
    page: int | None = None
    pages: int | None = None

    def json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "size": self.size,
            "status": self.status,
            "outcome": self.outcome,
            "documents": self.documents,
            "error": self.error,
            "findings": self.findings,
            "page": self.page,
            "pages": self.pages,
        }


@dataclass(slots=True)
class Job:
    """An upload on its way. `version` counts its changes, for those who watch."""

    id: str
    files: list[JobFile]
    status: str = "queued"
    stage: str = "waiting"
    created: str = field(default_factory=lambda: _now())
    started: str | None = None
    finished: str | None = None
    error: str | None = None
    seconds: float = 0.0
    version: int = 0
    cancelled: bool = False

    @property
    def over(self) -> bool:
        return self.status in ("done", "failed", "cancelled")

    def json(self) -> dict[str, Any]:
        counts = {o: sum(f.outcome == o for f in self.files) for o in ("ingested", "unchanged", "replaced")}
        failed = [{"path": f.name, "error": f.error} for f in self.files if f.error]
        return {
            "id": self.id,
            "kind": "ingest",
            "status": self.status,
            "stage": self.stage,
            "created": self.created,
            "started": self.started,
            "finished": self.finished,
            "done": sum(f.status in ("done", "failed") for f in self.files),
            "total": len(self.files),
            "files": [f.json() for f in self.files],
            "report": {**counts, "failed": failed, "seconds": round(self.seconds, 3)},
            "error": self.error,
        }


class Jobs:
    """The queue of one server. `writing` is held by whoever writes to the workspace."""

    def __init__(self, settings: ServerSettings, keeper: Keeper, metrics: Metrics) -> None:
        self.settings = settings
        self.keeper = keeper
        self.metrics = metrics
        self.writing = Lock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = False
        self._thread = Thread(target=self._work, name="gonghui-jobs", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends the process at work: what is stored stays, the rest of its job is not read."""
        self._stopping = True
        self._queue.put(None)
        self._kill()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def add(self, files: Sequence[JobFile], identifier: str) -> Job:
        job = Job(identifier, list(files))
        with self._lock:
            self._jobs[job.id] = job
            over = [j.id for j in self._jobs.values() if j.over]
            for old in over[: max(0, len(over) - _MOST_DONE)]:
                del self._jobs[old]
        self._queue.put(job)
        return job

    def all(self) -> list[Job]:
        """The newest first."""
        with self._lock:
            return list(reversed(self._jobs.values()))

    def get(self, identifier: str) -> Job:
        """Raises NotFound."""
        with self._lock:
            found = self._jobs.get(identifier)
        if found is None:
            raise NotFound(f"没有这个任务：{identifier}（服务重启后，以前的任务不再列出）")
        return found

    def cancel(self, identifier: str) -> Job:
        """Breaks a job off; what is read stays. Nothing for one that is over. Raises NotFound."""
        job = self.get(identifier)
        if not job.over:
            job.cancelled = True
            if job.status == "running":
                self._kill()
            else:
                self._end(job, "cancelled")
        return job

    # --- the thread at work --------------------------------------------------------------------------

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            if job.over or self._stopping:
                continue
            begun = time.perf_counter()
            self.keeper.hold(True)
            try:
                with self.writing:
                    self._run(job)
                job.stage = "indexing"
                self._changed(job)
                self.keeper.renew()
                job.seconds = time.perf_counter() - begun
                failed = all(f.error for f in job.files)
                self._end(job, "cancelled" if job.cancelled else "failed" if failed else "done")
            except (GonghuiError, OSError) as error:
                _log.warning("job %s: %s", job.id, error)
                job.error = str(error)
                self._end(job, "failed")
            except Exception:  # a mistake of ours: the jobs after this one are done all the same
                _log.exception("job %s", job.id)
                job.error = "程序内部错误，已记入日志"
                self._end(job, "failed")
            finally:
                self.keeper.hold(False)
                shutil.rmtree(incoming(self.settings.workspace) / job.id, ignore_errors=True)

    def _run(self, job: Job) -> None:
        job.status, job.stage, job.started = "running", "reading", _now()
        self._changed(job)
        while waiting := [f for f in job.files if f.status == "waiting"]:
            if job.cancelled or self._stopping:
                for file in waiting:
                    self._failed(job, file, "已取消")
                return
            self._process_files(job, waiting)

    def _process_files(self, job: Job, files: list[JobFile]) -> None:
        """Starts the process for these files and follows it to its end; at least one file is decided when it returns."""
        settings = self.settings
        told = {
            "workspace": str(settings.workspace.absolute()),
            "uploads": str(uploads(settings.workspace).absolute()),
            "files": [{"path": str(f.path), "name": f.name} for f in files],
            "memory": settings.worker_bytes,
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "api.http.ingest_worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._process = process
        watch = _Watch(process)
        at: JobFile | None = None
        try:
            assert process.stdin is not None and process.stdout is not None
            watch.allow(_START_SECONDS)
            _send(process.stdin, told)
            for line in process.stdout:
                event = json.loads(line)
                if event["event"] == "indexing":
                    watch.allow(_INDEX_SECONDS)
                    job.stage = "indexing"
                elif event["event"] == "refused":
                    for file in files:
                        if file.status in ("waiting", "reading"):
                            self._failed(job, file, event["error"])
                elif event["event"] != "finished":
                    at = files[event["number"]]
                    if event["event"] == "file":
                        self._decided(at, event)
                        at = None
                        watch.allow(settings.file_seconds)
                    elif event["event"] == "page":
                        at.page, at.pages = event["page"], event["pages"] or None
                    else:
                        at.status = "reading"
                        watch.allow(settings.file_seconds)
                self._changed(job)
        finally:
            watch.done()
            process.wait()
            self._process = None
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
        if at is not None and at.status == "reading":
            self._failed(job, at, self._why(job, watch))
        elif process.returncode != 0 and not job.cancelled:
            for file in [f for f in files if f.status == "waiting"][:1]:
                self._failed(job, file, f"读入进程没有启动成功（{process.returncode}）")

    def _why(self, job: Job, watch: _Watch) -> str:
        if job.cancelled or self._stopping:
            return "已取消"
        if watch.ran_out:
            return f"读取超过 {self.settings.file_seconds:.0f} 秒，已中止"
        return "读取时进程被中止，可能是文件过大或已损坏"

    def _decided(self, file: JobFile, event: dict[str, Any]) -> None:
        file.outcome, file.documents, file.findings = event["outcome"], event["documents"], event["findings"]
        file.error, file.status = event["error"], "failed" if event["error"] else "done"
        self.metrics.files.labels(file.outcome or "failed").inc()

    def _failed(self, job: Job, file: JobFile, why: str) -> None:
        file.status, file.error = "failed", why
        self.metrics.files.labels("failed").inc()
        self._changed(job)

    def _changed(self, job: Job) -> None:
        job.version += 1

    def _end(self, job: Job, status: str) -> None:
        job.status, job.stage, job.finished = status, "finished", _now()
        self._changed(job)

    def _kill(self) -> None:
        process = self._process
        if process is not None and process.poll() is None:
            process.kill()


class _Watch:
    """Kills a process that takes longer than it was last allowed."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._timer: Timer | None = None
        self.ran_out = False

    def allow(self, seconds: float) -> None:
        self.done()
        self._timer = Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def done(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _end(self) -> None:
        self.ran_out = True
        self._process.kill()


def new_job_id() -> str:
    return uuid.uuid4().hex[:16]


def _send(pipe: IO[bytes], told: dict[str, Any]) -> None:
    try:
        pipe.write(json.dumps(told).encode() + b"\n")
        pipe.close()
    except BrokenPipeError:
        pass  # it ended before: its exit status says so


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
