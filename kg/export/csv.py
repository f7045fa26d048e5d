"""Tables as CSV: all of them into a folder or a zip, the tasks alone on a stream. With a byte order mark,
for Excel.
"""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from typing import BinaryIO

from kg.export.tables import TASKS, Table, tables
from kg.workspace import Workspace


def write(workspace: Workspace, out: BinaryIO, *, with_contacts: bool = False) -> None:
    """The table of tasks."""
    out.write(_bytes(tables(workspace, with_contacts=with_contacts)[TASKS]))


def write_all(workspace: Workspace, path: Path, *, with_contacts: bool = False) -> None:
    """Every table: into one zip where `path` ends in .zip, else into the folder `path`."""
    found = tables(workspace, with_contacts=with_contacts)
    if path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, table in found.items():
                archive.writestr(f"{name}.csv", _bytes(table))
        return
    path.mkdir(parents=True, exist_ok=True)
    for name, table in found.items():
        (path / f"{name}.csv").write_bytes(_bytes(table))


def _bytes(table: Table) -> bytes:
    heads, rows = table
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
