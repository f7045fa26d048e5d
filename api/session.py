"""Where is the question before kept (连续提问)? A small file a talk, in the workspace's folder or where the user says."""

from __future__ import annotations

import json
import re
from pathlib import Path

from kg.errors import InputError

__all__ = ["previous_question", "remember", "session_file"]

_NAME = re.compile(r"[\w㐀-鿿-]{1,64}")


def session_file(workspace: Path, named: str) -> Path:
    """The file of a talk: a bare name lies in the workspace's folder `sessions`, anything else is a path.

    Raises InputError for an empty name.
    """
    if not named.strip():
        raise InputError("请给 --session 一个名字或文件")
    if _NAME.fullmatch(named):
        return workspace / "sessions" / f"{named}.json"
    return Path(named)


def previous_question(file: Path) -> str:
    """The last question in full; "" for a talk that has not begun. Raises InputError for a file of another kind."""
    if not file.exists():
        return ""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        return str(kept["question"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError("不是连续提问的记录文件", str(file)) from error


def remember(file: Path, question: str) -> None:
    """Keeps a question in full for the next one. Raises InputError where the file cannot be written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({"question": question}, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(f"无法保存连续提问的记录：{error}", str(file)) from error
