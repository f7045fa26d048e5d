"""How much memory may a process take that works on what strangers sent (进程的内存上限)?"""

from __future__ import annotations

from contextlib import suppress

__all__ = ["limit_memory"]


def limit_memory(most: int) -> None:
    """No more than `most` bytes of data: a file or query that would take more fails, the machine does not.

    Does nothing where the system has no such limit (Windows).
    """
    try:
        import resource
    except ImportError:
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
