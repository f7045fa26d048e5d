"""Work that goes wrong, for the pool to survive: each kind by the first line of the file."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from ingest.readers.progress import page
from kg.errors import UnreadableFile

_LEFT: list[bytes] = []


def do(file: Path, argument: str) -> str:
    """Does what the file says; returns the name it is kept under."""
    what = file.read_text(encoding="utf-8").strip()
    if what == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    elif what == "crash":
        ctypes.string_at(0)
    elif what == "exit":
        os._exit(3)
    elif what == "hang":
        time.sleep(60)
    elif what == "hang in C":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
        time.sleep(60)
    elif what == "memory":
        bytearray(3 * 1024**3)
    elif what == "leak":
        _LEFT.append(b"x" * 250_000_000)
    elif what == "slowly more memory":
        held = []
        for _ in range(100):
            held.append(b"x" * 10_000_000)
            time.sleep(0.02)
    elif what == "refuse":
        raise UnreadableFile("没有汉字", str(file))
    elif what == "mistake":
        raise ZeroDivisionError("rule")
    elif what == "pages":
        for number in range(1, 9):
            page(number, 8)
            time.sleep(0.25)
    elif what == "noise":
        print("printed", flush=True)
        os.write(1, b"to standard output\n")
        sys.stderr.write("and standard error\n")
    elif what == "converter":
        child = subprocess.Popen(
            [sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True
        )
        (file.parent / "child").write_text(str(child.pid))
        try:
            child.wait()
        finally:
            child.kill()
            child.wait()
    return argument
