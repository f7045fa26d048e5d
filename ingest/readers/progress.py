"""How far is a reader with the file in its hands (读到第几页)? Readers of pages say so, whoever waits listens.

A reader calls `page(3, 20)` as it begins the third of twenty pages. It knows nobody who listens; where nobody does,
the call costs nothing. A sign of life also keeps a slow file from being taken for one that hangs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["listening", "page"]

Listener = Callable[[int, int], None]
_listener: ContextVar[Listener | None] = ContextVar("reading_progress", default=None)


def page(number: int, of: int = 0) -> None:
    """Page (sheet, picture) `number`, counted from 1, is begun; `of` is how many there are, 0 where not known yet."""
    tell = _listener.get()
    if tell is not None:
        tell(number, of)


@contextmanager
def listening(tell: Listener) -> Iterator[None]:
    """Everything that is read inside tells `tell` its pages. Of nested listeners the inner one hears."""
    before = _listener.set(tell)
    try:
        yield
    finally:
        _listener.reset(before)
