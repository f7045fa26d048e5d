"""How are models, figures and tables shown on the terminal?"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer


def warn_of_age() -> None:
    """Says where the bundled model was learnt from words that have changed since."""
    from search.embedding.sources import age_warning

    if warning := age_warning():
        typer.echo(f"提示：{warning}", err=True)


def size_of(count: int | None) -> str:
    """Bytes in MB or GB."""
    if count is None:
        return ""
    return f"{count / 1e6:.1f} MB" if count < 1e9 else f"{count / 1e9:.2f} GB"


def print_table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table as wide as the terminal; 200 columns elsewhere."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(escape(heading), overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else escape(str(cell)) for cell in row))
    Console(highlight=False, width=None if sys.stdout.isatty() else 200).print(table)
