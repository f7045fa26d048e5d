"""Which files lie in document folders without being documents (系统和编辑器留下的文件)?"""

from __future__ import annotations

import re

#: 隐藏文件, Word's lock files (~$要点.docx), Windows' and macOS's own, and explanations.
_LEFT = re.compile(r"^(?:\.|~\$|Thumbs\.db$|desktop\.ini$|README(?:\.|$)|__MACOSX$)", re.I)


def is_leftover(name: str) -> bool:
    """`name` is one part of a path: a file's or a folder's."""
    return _LEFT.match(name) is not None
