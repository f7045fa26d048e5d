"""What does `--help` say where typer would say it in English (帮助里的固定用语)? The same page, with its set words in Chinese."""

from __future__ import annotations

import re
from typing import Final

import typer

__all__ = ["ChineseContext", "chinese", "speak_chinese"]

#: Set words of typer's and click's help pages, as they stand there → as we say them.
_WORDS: Final = (
    (re.compile(r"^Usage: ", re.M), "用法："),
    (re.compile(r"^Options:$", re.M), "选项："),
    (re.compile(r"^Arguments:$", re.M), "参数："),
    (re.compile(r"^Commands:$", re.M), "命令："),
    (re.compile(r"\[OPTIONS\]"), "[选项]"),
    (re.compile(r"COMMAND \[ARGS\]\.\.\."), "命令 [参数]..."),
    (re.compile(r"Show this message and exit\."), "显示本说明"),
    (re.compile(r"\[required\]"), "[必填]"),
    (re.compile(r"\[default: ([^\];]*)(?:; ?)?"), r"[默认 \1；"),
    (re.compile(r"；\]"), "]"),
)
#: What typer calls the kinds of values; the columns beside them stay where they are.
_KINDS: Final = re.compile(r"(?<= )<(?:(list)\[)?(path|Path|str|int|float)(?: range)?\]?>")
_KIND_NAMES: Final = {"path": "路径", "Path": "路径", "str": "文", "int": "数", "float": "数"}


class ChineseContext(typer.Context):
    """A context whose help page is in Chinese."""

    def get_help(self) -> str:
        return chinese(super().get_help())


def chinese(page: str) -> str:
    """A help page with its set words in Chinese."""
    for word, ours in _WORDS:
        page = word.sub(ours, page)
    return _KINDS.sub(_kind, page)


def _kind(found: re.Match[str]) -> str:
    """<路径>, as wide on the screen as what stood there."""
    ours = f"<{_KIND_NAMES[found[2]]}>{'...' if found[1] else ''}"
    wide = sum(2 if sign > "\u2e7f" else 1 for sign in ours)
    return ours + " " * (len(found[0]) - wide)


def speak_chinese(command: object) -> None:
    """The command, and those in it where it is a group, show their help in Chinese (click's `context_class`)."""
    if hasattr(command, "context_class"):
        command.context_class = ChineseContext
    for inner in getattr(command, "commands", {}).values():
        speak_chinese(inner)
