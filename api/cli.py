"""How does the `gonghui` command start (命令的启动)? What is asked most often without typer, the rest with it.

Results go to standard output, everything else to standard error. Exit status: 0 done, 1 some inputs failed,
2 unusable arguments or workspace, 130 interrupted.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable
from io import TextIOWrapper

from api.quick import plainly

__all__ = ["main"]


def main(arguments: Iterable[str] | None = None) -> None:
    """Entry point. `arguments` are those after the program's name; ends in SystemExit."""
    for stream in (sys.stdout, sys.stderr):
        _speak_chinese(stream)
    given = sys.argv[1:] if arguments is None else list(arguments)
    plain = plainly(given)
    if plain is None:
        from api.commands import app

        app(args=given)
        return
    from api import asking
    from api.failures import told

    verb, values = plain
    if "batch" not in values:
        gc.disable()  # one question leaves no garbage worth looking for: a tenth of its time
    try:
        with told():
            getattr(asking, verb)(**values)
    finally:
        gc.enable()
    raise SystemExit(0)


def _speak_chinese(stream: object) -> None:
    """A stream whose encoding has no Chinese (LC_ALL=C) gets UTF-8; what no encoding can hold is printed as \\u…."""
    if not isinstance(stream, TextIOWrapper):
        return
    try:
        "工会".encode(stream.encoding)
        stream.reconfigure(errors="backslashreplace")
    except (UnicodeEncodeError, LookupError):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    main()
