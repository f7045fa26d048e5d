"""Who may write to the workspace now (写入的许可与先后)? One at a time; a reading job goes first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from fastapi import Request

from api.http.problems import Problem
from api.http.replies import caller, desk

__all__ = ["may_write", "writing"]

_PATIENCE: Final = 20.0


def may_write(request: Request) -> None:
    """Raises Problem 403 for a caller who may only read."""
    if not caller(request).write:
        raise Problem(403, "上传、移出和校正须有管理员密钥")


@contextmanager
def writing(request: Request) -> Iterator[Path]:
    """Holds the right to write while the block runs. Raises Problem 403, or 503 while a job holds it for long."""
    may_write(request)
    lock = desk(request).jobs.writing
    if not lock.acquire(timeout=_PATIENCE):
        raise Problem(503, "正在读入文件，请稍后再试", name="busy", headers={"retry-after": "10"})
    try:
        yield desk(request).settings.workspace
    finally:
        lock.release()
