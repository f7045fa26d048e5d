"""How does a table go out as a file (表格下载)? CSV or Excel, made in a file of its own that is gone when it is sent."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from api.tables import Sheet, write_sheets

__all__ = ["MEDIA_TYPES", "attachment", "sent_file", "table_file"]

MEDIA_TYPES: Final = {
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".jsonl": "application/x-ndjson",
    ".ttl": "text/turtle; charset=utf-8",
    ".trig": "application/trig; charset=utf-8",
    ".jsonld": "application/ld+json",
    ".graphml": "application/graphml+xml",
}


def table_file(name: str, form: str, sheets: Sequence[Sheet]) -> Response:
    """Sheets as `name`.csv (the first) or `name`.xlsx (all)."""
    return sent_file(f"{name}.{form}", lambda path: write_sheets(path, sheets))


def sent_file(name: str, write: Callable[[Path], None]) -> Response:
    """What `write` puts into the file it is given, as an attachment called `name`."""
    suffix = Path(name).suffix
    handle, written = tempfile.mkstemp(suffix=suffix, prefix="gonghui-")
    os.close(handle)
    path = Path(written)
    try:
        write(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return FileResponse(
        path,
        media_type=MEDIA_TYPES[suffix],
        headers={"content-disposition": attachment(name), "cache-control": "no-store"},
        background=BackgroundTask(path.unlink, missing_ok=True),
    )


def attachment(name: str) -> str:
    """A Content-Disposition header: nothing from a document is ever shown by the browser as a page (RFC 6266)."""
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "._-") else "_" for sign in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
