"""Which command lines need no typer to be read (常用命令的快速通道)? `search`, `ask` and `similar` as they are mostly written.

typer and pydantic behind it take a fresh process longer than finding the answer does. What is not plainly of these forms,
help and mistakes among it, is left to typer, so that there is one place that explains and complains.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

__all__ = ["VERBS", "Verb", "plainly"]

_Kind = type[str] | type[int] | type[bool] | type[Path]


class Verb(NamedTuple):
    """A command: the name of its one argument, and its options, written form → (name, kind). bool takes no value."""

    argument: str
    options: Mapping[str, tuple[str, _Kind]]


_SHARED: Final[dict[str, tuple[str, _Kind]]] = {
    "--workspace": ("workspace", Path), "-w": ("workspace", Path), "--json": ("as_json", bool), "--batch": ("batch", Path),
}  # fmt: skip
VERBS: Final[Mapping[str, Verb]] = MappingProxyType(
    {
        "search": Verb(
            "words",
            _SHARED
            | {
                "-k": ("k", int), "--city": ("city", str), "--year": ("year", int), "--kind": ("kind", str),
                "--department": ("department", str), "--literal": ("literal", bool), "--explain": ("explain", bool),
            },
        ),
        "ask": Verb(
            "question",
            _SHARED | {"--session": ("session", str), "--show-query": ("show_query", bool), "--llm": ("llm", bool)},
        ),
        "similar": Verb("name", _SHARED | {"-k": ("k", int), "--city": ("city", str)}),
    }
)  # fmt: skip


def plainly(arguments: Sequence[str]) -> tuple[str, dict[str, Any]] | None:
    """The verb and its arguments by name; None for what typer should read: other verbs, other forms, doubtful values.

    >>> plainly(["search", "夜校", "-k", "3"])
    ('search', {'words': '夜校', 'k': 3})
    """
    if not arguments or (verb := VERBS.get(arguments[0])) is None:
        return None
    given: dict[str, Any] = {}
    rest = iter(arguments[1:])
    for word in rest:
        if not word.startswith("-"):
            name, value = verb.argument, _value(word, str)
        elif (option := verb.options.get(word)) is None:
            return None
        else:
            name, kind = option
            value = True if kind is bool else _value(next(rest, ""), kind)
        if value is None or name in given:
            return None
        given[name] = value
    return arguments[0], given


def _value(written: str, kind: _Kind) -> str | int | Path | None:
    """None where it may be an option, or is no value of this kind."""
    if not written or written.startswith("-"):
        return None
    if kind is int:
        return (
            int(written) if written.isascii() and written.isdigit() and not written.startswith("0") else None
        )
    return Path(written) if kind is Path else written
