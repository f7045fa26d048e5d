"""What does Ctrl-C mean while files are read (中断)? Once: stop after the file that is being stored. Twice: at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

import typer

__all__ = ["stoppable"]

_GRACE: Final = 5.0
"""Seconds after the second Ctrl-C in which the process should have ended by itself."""


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Gives a function that says whether to stop. SIGTERM is answered as Ctrl-C is. Only the main thread can listen."""
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked.is_set
        return

    def stop(signum: int, frame: FrameType | None) -> None:
        if asked.is_set():
            last = threading.Timer(_GRACE, _leave)
            last.daemon = True
            last.start()
            raise KeyboardInterrupt
        asked.set()
        typer.echo("正在停止，已读的会保存；再按一次 Ctrl-C 立即退出", err=True)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked.is_set
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave() -> None:
    """Ends the process where the interrupt was lost, in a finaliser say; what is stored is whole, and workers end with it."""
    typer.echo("已中断", err=True)
    os._exit(130)
