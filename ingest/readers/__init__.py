"""One file per format: bytes to raw text with its lines (读入). `reader_for` says which formats can be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ingest.readers.reasons import reason
from ingest.readers.text import MOST_BYTES, read_text
from kg.errors import UnreadableFile

Reader = Callable[[Path], str]

#: Extension to reader. A format is added here and in a file of its own beside this one.
READERS: dict[str, Reader] = {".txt": read_text, ".md": read_text, ".markdown": read_text, ".text": read_text}


def reader_for(path: Path) -> Reader | None:
    """The reader for this file's extension, or None for a format that is not read."""
    return READERS.get(path.suffix.lower())


def check_readable(path: Path) -> None:
    """Refuses what no reader would take, without reading a byte of it. Raises UnreadableFile with the reason."""
    if reader_for(path) is None:
        kinds = " ".join(READERS)
        raise UnreadableFile(f"暂不支持 {path.suffix or '无扩展名'} 格式（可读 {kinds}）", str(path))
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnreadableFile(f"无法打开：{reason(error)}", str(path)) from error
    if size > MOST_BYTES:
        raise UnreadableFile(f"文件过大（{size / 1e6:.0f} MB，上限 {MOST_BYTES / 1e6:.0f} MB）", str(path))
