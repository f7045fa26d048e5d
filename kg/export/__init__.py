"""The whole graph, for others (导出): one file per format, loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Final

from kg.errors import InputError
from kg.workspace import Workspace

FORMATS: Final = ("jsonl", "turtle", "trig", "jsonld", "graphml", "csv", "xlsx")


def export(workspace: Workspace, format: str, out: BinaryIO, *, with_contacts: bool = False) -> None:
    """Writes one format onto a binary stream. CSV is the table of tasks: `export_to` writes all tables.

    Phone numbers, e-mail and the like are masked, sign by sign, unless `with_contacts`. Raises InputError
    for a format that is not one of FORMATS.
    """
    _known(format)
    import_module(f"kg.export.{format}").write(workspace, out, with_contacts=with_contacts)


def _known(format: str) -> None:
    if format not in FORMATS:
        raise InputError(f"没有这种导出格式：{format}（可用：{'、'.join(FORMATS)}）")


def export_to(workspace: Workspace, format: str, path: Path, *, with_contacts: bool = False) -> None:
    """Writes one format to a file, whole or not at all; CSV to a folder, or to a zip where the name ends so.

    Raises InputError for a format that is not one of FORMATS, before the file is touched.
    """
    _known(format)
    if format == "csv" and path.suffix.lower() != ".csv":
        from kg.export.csv import write_all

        write_all(workspace, path, with_contacts=with_contacts)
        return
    draft = path.with_name(f"{path.name}.part")
    try:
        with draft.open("wb") as out:
            export(workspace, format, out, with_contacts=with_contacts)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


__all__ = ["FORMATS", "export", "export_to"]
