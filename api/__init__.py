"""The outside: settings, wiring, command line, HTTP, web page and MCP (对外接口).

`from api import Gonghui` gives the Python API; nothing heavy is imported before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from api.gonghui import Gonghui

__all__ = ["Gonghui"]


def __getattr__(name: str) -> Any:
    if name == "Gonghui":
        from api.gonghui import Gonghui

        return Gonghui
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
