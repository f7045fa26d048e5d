"""What does a reading process do (读取进程)? Takes tasks from its parent, sends pages and results back, dies with it.

It bears the risk: its memory is bounded, and the parent may end it at any time. What libraries print goes nowhere,
so that nothing gets between the messages.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from multiprocessing.connection import Connection
from types import FrameType
from typing import Any, NoReturn

from kg.errors import GonghuiError

__all__ = ["main"]


def main(channel: int, memory: int) -> None:
    """Serves the connection of file descriptor `channel` until it is closed. `memory`: bytes of data it may ask for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    signal.signal(signal.SIGTERM, _stop)
    threading.Thread(target=_die_with, args=(os.getppid(),), daemon=True).start()
    _bound(memory)
    from api.reading import do, failure_of
    from ingest.readers.progress import listening

    connection: Connection[Any, Any] = Connection(channel)
    connection.send(("ready",))
    while True:
        try:
            task = connection.recv()
        except (EOFError, OSError):
            return
        answer: tuple[Any, ...]
        with listening(_told(connection)):
            try:
                answer = ("done", do(task))
            except MemoryError as error:
                answer = ("memory", failure_of(error, task.file))
            except Exception as error:
                ours = not isinstance(error, (GonghuiError, RecursionError))
                answer = ("failed", failure_of(error, task.file), _trace(error) if ours else "")
        try:
            connection.send(answer)
        except MemoryError as error:
            connection.send(("memory", failure_of(error, task.file)))
        except (BrokenPipeError, ConnectionResetError):
            return


class _told:
    """Sends pages on, ten a second at most: the parent only shows them."""

    def __init__(self, connection: Any) -> None:
        self.connection, self.last = connection, 0.0

    def __call__(self, number: int, of: int) -> None:
        now = time.monotonic()
        if now - self.last > 0.1:
            self.last = now
            self.connection.send(("page", number, of))


def _trace(error: BaseException) -> str:
    import traceback

    return "".join(traceback.format_exception(error))


def _bound(memory: int) -> None:
    """What the process may allocate. Not its address space: libraries reserve much of that and never use it."""
    if sys.platform == "win32":
        return
    import resource

    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    hard = resource.getrlimit(kind)[1]
    if hard != resource.RLIM_INFINITY:
        memory = min(memory, hard)
    resource.setrlimit(kind, (memory, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash over a bad file leaves no gigabyte behind


def _stop(signum: int, frame: FrameType | None) -> NoReturn:
    """Asked to stop: what is open is closed on the way out, programs that were started are ended."""
    sys.exit(128 + signum)


def _die_with(parent: int) -> None:
    """A parent that was killed tells nobody; a child then belongs to another."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
