"""What would `ingest` do with these files (预演)? Looks at digests only: nothing is read, nothing written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from api.found_files import Found, file_digest, printable, source_name
from api.reading import failure_of
from ingest.archives import is_archive_name
from ingest.readers import check_readable
from kg.errors import GonghuiError
from kg.workspace import Workspace

__all__ = ["Planned", "plan"]


@dataclass(frozen=True, slots=True)
class Planned:
    """One file and what would be done with it; `why` for one that would fail or be skipped."""

    path: str
    action: Literal["ingest", "replace", "unchanged", "fail", "skip"]
    why: str = ""


def plan(workspace: Workspace | None, files: Iterable[Found]) -> list[Planned]:
    """In the order of `files`. `workspace` None: there is none yet. Archives are not opened."""
    return [_planned(workspace, found) for found in files]


def _planned(workspace: Workspace | None, found: Found) -> Planned:
    shown = printable(found.path)
    if found.skip:
        return Planned(shown, "skip", "文件夹里不读的格式")
    if found.error is not None:
        return Planned(shown, "fail", found.error)
    try:
        if not is_archive_name(found.path.name):
            check_readable(found.path)
        digest = file_digest(found.path)
    except (GonghuiError, OSError) as error:
        return Planned(shown, "fail", failure_of(error, found.path))
    known = None if workspace is None else workspace.known(source_name(found.path))
    if known is None:
        return Planned(shown, "ingest")
    return Planned(shown, "unchanged" if known == digest else "replace")
