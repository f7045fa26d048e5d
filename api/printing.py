"""How do lines reach a person's screen (屏幕输出)? Plain text everywhere, colour on a terminal only.

`typer.echo` does the same; importing typer takes a fifth of what a whole question does.
"""

from __future__ import annotations

import os
import re
import sys
from typing import Final

__all__ = ["echo", "marked"]

_COLOUR: Final = re.compile(r"\x1b\[[0-9;]*m")


def echo(line: str = "", *, err: bool = False) -> None:
    """Prints one line, to standard error where `err`. Colour is left out where no terminal shows it or NO_COLOR is set."""
    stream = sys.stderr if err else sys.stdout
    coloured = "\x1b" not in line or (stream.isatty() and not os.environ.get("NO_COLOR"))
    print(line if coloured else _COLOUR.sub("", line), file=stream)


def marked(words: str) -> str:
    """Words that stand out on a terminal: yellow and bold."""
    return f"\x1b[33m\x1b[1m{words}\x1b[0m"
