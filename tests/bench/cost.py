"""What does a piece of work cost in this process: processor time, memory? The standard library only, for peers' Pythons."""

from __future__ import annotations

import re
import resource as usage
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

#: Processor seconds to go on measuring for, after the first file.
SPEND = 1.0
MOST_ROUNDS = 30


def processor() -> float:
    """Seconds of processor time of all threads of this process, and of the processes it started that have ended."""
    children = usage.getrusage(usage.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def peak_mb() -> float:
    """The most memory this process held. Linux's ru_maxrss also counts the parent that started it; VmHWM does not."""
    status = Path("/proc/self/status")
    if status.exists() and (found := re.search(r"VmHWM:\s+(\d+) kB", status.read_text())):
        return int(found[1]) / 1024
    return usage.getrusage(usage.RUSAGE_SELF).ru_maxrss / (1024 * 1024)


def children_peak_mb() -> float:
    """The most that one of the processes held that this one started and that have ended."""
    return usage.getrusage(usage.RUSAGE_CHILDREN).ru_maxrss / 1024


def measured(read: Callable[[Path], str], files: Sequence[Path]) -> dict[str, Any]:
    """`first`: processor seconds from the start of Python to the end of the first file; `seconds`: for all files, best of
    several rounds; `peak`: MB after one round, of the largest process; `said`: how often each character came.
    """
    read(files[0])
    first = processor()
    best, peak, said = float("inf"), 0.0, Counter[str]()
    for k in range(MOST_ROUNDS):
        began = processor()
        texts = [read(file) for file in files]
        best = min(best, processor() - began)
        if k == 0:
            peak = max(peak_mb(), children_peak_mb())
            said.update("".join("".join(texts).split()))
        if processor() - first > SPEND:
            break
    return {"first": first, "seconds": best, "peak": peak, "said": said}
