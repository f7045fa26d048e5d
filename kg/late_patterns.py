"""How does a pattern cost nothing until it is used (正则表达式用时才编译)?

Making the four hundred patterns that questions are read by takes a fresh process longer than answering does, and one
question uses few of them.
"""

from __future__ import annotations

import re
from typing import Any, cast

__all__ = ["late"]


class _Late:
    """Stands for the pattern; what is asked of it once stays here, so that later calls go straight to the pattern's own."""

    def __init__(self, written: str, flags: int) -> None:
        self.pattern = written
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self.pattern, self._flags), name)
        self.__dict__[name] = found
        return found


def late(written: str, flags: int | re.RegexFlag = 0) -> re.Pattern[str]:
    """As `re.compile`, made at its first use: a wrong pattern raises `re.error` only then, so a test has to use each.

    >>> late("第([0-9]+)项").search("第12项")[1]
    '12'
    """
    return cast("re.Pattern[str]", _Late(written, int(flags)))
