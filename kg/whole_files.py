"""How is a file written whole or not at all (整份写入)? Whoever reads it meanwhile, or after a kill, finds the old one."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(file: Path, content: str) -> None:
    """Puts UTF-8 text in the place of `file`. Raises OSError; then the old file stands."""
    draft = file.with_name(f"{file.name}.{os.urandom(4).hex()}.tmp")
    draft.write_text(content, encoding="utf-8")
    os.replace(draft, file)
