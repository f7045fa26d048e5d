"""How are uploads read without harm to the server (读入进程)? `python -m api.http.ingest_worker`, a process with limits.

Reads one JSON object from standard input, `{"workspace", "uploads", "files": [{"path", "name"}], "memory"}`, and prints
one JSON line at each step: `{"event": "reading" | "file" | "indexing" | "finished", …}`. Each file is one transaction: a
process killed for its time or memory loses the file it was at, no more. `--index DIR` only brings the indexes up.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

from api.http.limits import limit_memory
from api.http.public_graph import FOLDER, MANY, public_graph
from kg.errors import GonghuiError, WorkspaceError

__all__ = ["main"]

_NICE: Final = 5
_PATIENCE: Final = 60.0
"""Seconds to wait for another program that writes to the workspace."""
_MOST_FINDINGS: Final = 200
_BEFORE: Final = ".before"

Tell = Callable[..., None]


def main(arguments: list[str]) -> int:
    """Does the work; 0 done, 2 where the workspace cannot be had."""
    with suppress(OSError):
        os.nice(_NICE)
    if arguments[:1] == ["--index"]:
        bring_up(Path(arguments[1]))
        return 0
    wanted = json.loads(sys.stdin.buffer.readline())
    limit_memory(int(wanted["memory"]))
    out = sys.stdout
    sys.stdout = sys.stderr  # what a library prints is no event

    def tell(event: str, **more: Any) -> None:
        out.write(json.dumps({"event": event, **more}, ensure_ascii=True) + "\n")
        out.flush()

    try:
        ingest(Path(wanted["workspace"]), Path(wanted["uploads"]), wanted["files"], tell)
    except GonghuiError as error:
        tell("refused", error=str(error))
        return 2
    tell("indexing")
    bring_up(Path(wanted["workspace"]))
    tell("finished")
    return 0


def ingest(workspace: Path, uploads: Path, files: list[dict[str, str]], tell: Tell) -> None:
    """Reads each file from where it came in; one that is read takes the place of an older one of its name."""
    from kg.workspace import Workspace

    with closing(_patiently(Workspace.open, workspace)) as writer:
        _mend(writer, uploads)
        for number, file in enumerate(files):
            tell("reading", number=number)

            def paged(page: int, of: int, number: int = number) -> None:
                tell("page", number=number, page=page, pages=of)

            tell("file", number=number, **_one(writer, Path(file["path"]), uploads / file["name"], paged))


def _one(writer: Any, came: Path, place: Path, paged: Callable[[int, int], None]) -> dict[str, Any]:
    """Puts a file in its place and reads it there; what cannot be read leaves the file before it where it was."""
    from api.ingesting import find_files, ingest_files, source_name
    from api.reading import Progress
    from ingest.archives import SEPARATOR
    from kg import ids

    class Pages(Progress):
        def page(self, name: Path, number: int, of: int) -> None:
            paged(number, of)

    kept = place.with_name(f".{place.name}{_BEFORE}")
    place.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        os.replace(place, kept)
    os.replace(came, place)
    report = ingest_files(writer, list(find_files([place])), Pages())
    read = report.ingested + report.replaced + report.unchanged
    if report.interrupted or (report.failed and not read):
        error = report.failed[0]["error"] if report.failed else "已中断"
        os.unlink(place)
        with suppress(FileNotFoundError):
            os.replace(kept, place)
        return {"outcome": None, "documents": [], "findings": [], "error": error}
    kept.unlink(missing_ok=True)
    own = source_name(place)
    documents = [
        ids.short(iri)
        for source in writer.sources()
        if source.path == own or source.path.startswith(own + SEPARATOR)
        for iri in source.documents
    ]
    outcome = next((o for o in ("replaced", "ingested", "unchanged") if getattr(report, o)), "unchanged")
    findings = [
        {"rule": "file.failed", "message": f"{one['path'].removeprefix(own)}：{one['error']}"}
        for one in report.failed  # of an archive: the others of it went in
    ] + [{"rule": one["rule"], "message": one["message"]} for one in report.findings]
    return {
        "outcome": outcome,
        "documents": documents,
        "findings": findings[:_MOST_FINDINGS],
        "error": None,
    }


def _mend(writer: Any, uploads: Path) -> None:
    """A process that was killed between a file and its facts: the file that the facts are of stays in its place."""
    from api.found_files import file_digest, source_name

    for kept in uploads.glob(f".*{_BEFORE}"):
        place = uploads / kept.name[1 : -len(_BEFORE)]
        if place.exists() and writer.known(source_name(place)) == file_digest(place):
            kept.unlink()
        else:
            os.replace(kept, place)


def _patiently(open_it: Callable[[Path], Any], path: Path) -> Any:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return open_it(path)
        except WorkspaceError:
            if time.monotonic() >= until:
                raise
            time.sleep(0.2)


def bring_up(path: Path) -> None:
    """Makes what is derived of the present state, so that the server need not. What cannot be made is made there."""
    from kg.workspace import Workspace
    from search import open_searcher

    with suppress(GonghuiError), closing(Workspace.read(path)) as reader:
        _ = reader.entities
        searcher = open_searcher(reader)
        searcher.search("工会", k=1)
        searcher.prepare()
        searcher.stock()
        if (path / "derived" / FOLDER).is_dir() or len(reader.documents()) > MANY:
            public_graph(reader)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
