"""How is a file read into memory whole, and no file that is too large for it?"""

from __future__ import annotations

from pathlib import Path

from ingest.readers.reasons import reason
from kg.errors import UnreadableFile


def read_whole(path: Path, most: int) -> bytes:
    """The bytes of a file of at most `most`. Raises UnreadableFile with the reason (in Chinese)."""
    where = str(path)
    try:
        size = path.stat().st_size
        if size > most:
            raise UnreadableFile(f"文件过大（{size / 1e6:.0f} MB，上限 {most / 1e6:.0f} MB）", where)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"无法打开：{reason(error)}", where) from error
