"""What is to be read, by whom, and who hears of it (读取的任务、执行者与进度)? In this process, or in the pool of others."""

from __future__ import annotations

import importlib
import logging
import os
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ingest.pipeline import Stages, read_file
from ingest.readers.progress import listening
from kg.errors import GonghuiError, InputError

__all__ = [
    "READ",
    "UNPACK",
    "Done",
    "HereReader",
    "Limits",
    "Progress",
    "Reader",
    "Task",
    "cores",
    "do",
    "failure_of",
]

#: The two kinds of work, as "module:function": each takes a file, and the name it is kept under or a folder.
READ: Final = "ingest.pipeline:read_file"
UNPACK: Final = "ingest.archives:unpack"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read, or one archive to unpack. `number` tells tasks apart; `name` is what people call the file.

    `work`: the function to call with the file and `argument`.
    `argument`: the name that the documents are kept under, or the folder to unpack into.
    """

    number: int
    work: str
    file: Path
    argument: str | Path
    name: Path


@dataclass(frozen=True, slots=True)
class Done:
    """A task's end: its result (documents, or what came out of the archive), or the error in words for people."""

    task: Task
    result: Any = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """`jobs`: processes at most. `timeout`: seconds for a file, or for each of its pages. `memory`: bytes that each process may fill."""

    jobs: int = 1
    timeout: float = 300.0
    memory: int = 1_000_000_000


def cores() -> int:
    """How many processor cores this process may use."""
    with suppress(AttributeError):  # Linux only
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Progress:
    """Hears what happens to each file. This one does nothing; others override what they want to show."""

    def begin(self, name: Path) -> None:
        """A file is taken in hand."""

    def page(self, name: Path, number: int, of: int) -> None:
        """A page of it is begun; `of` is 0 where their number is not known."""

    def end(self, name: Path) -> None:
        """It is done with, whatever became of it."""

    def more(self, files: int) -> None:
        """So many files more than were known: an archive was opened."""


class Reader(ABC):
    """Takes tasks, gives what became of them, in the order in which they end."""

    #: How many tasks it can use at a time.
    size: int = 1

    @abstractmethod
    def submit(self, task: Task) -> None: ...

    @property
    @abstractmethod
    def outstanding(self) -> int:
        """How many tasks were submitted and have not come back."""

    @abstractmethod
    def poll(self) -> list[Done]:
        """What has ended; waits a moment (0.1 s) for it, so that the caller can look around."""

    @abstractmethod
    def close(self) -> None:
        """Lets everything go that is still at work."""


class HereReader(Reader):
    """Reads in this process, one after the other: no start to wait for, and no bound in time and memory."""

    def __init__(
        self, progress: Progress, read: Callable[..., Any] = read_file, stages: Stages | None = None
    ) -> None:
        self._progress, self._read, self._stages = progress, read, stages
        self._waiting: deque[Task] = deque()

    def submit(self, task: Task) -> None:
        self._waiting.append(task)

    @property
    def outstanding(self) -> int:
        return len(self._waiting)

    def close(self) -> None:
        self._waiting.clear()

    def poll(self) -> list[Done]:
        if not self._waiting:
            return []
        task = self._waiting.popleft()
        self._progress.begin(task.name)
        with listening(lambda number, of: self._progress.page(task.name, number, of)):
            try:
                if task.work == READ:
                    return [Done(task, self._read(task.file, task.argument, self._stages))]
                return [Done(task, do(task))]
            except Exception as error:
                return [Done(task, error=failure_of(error, task.file))]


def do(task: Task) -> Any:
    """Does the work of one task here and now; raises what it raises."""
    module, _, function = task.work.partition(":")
    return getattr(importlib.import_module(module), function)(task.file, task.argument)


def failure_of(error: Exception, file: Path) -> str:
    """Why a file was not read, in words for people; a mistake of ours also goes to the log."""
    if isinstance(error, InputError):
        return error.message
    if isinstance(error, GonghuiError):
        return str(error)
    if isinstance(error, (RecursionError, MemoryError)):
        return "内容过大或结构嵌套过深，无法读取"
    with suppress(ValueError):  # the log's stream may be closed already
        _log.error("%s", file, exc_info=error)
    return f"程序内部错误（{type(error).__name__}：{error}），请反馈"
