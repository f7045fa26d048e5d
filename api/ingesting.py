"""What becomes of the files that are read into a workspace (读入)? Files and folders in, one report out.

Every file stands alone: one that cannot be read is named with its reason, the others are kept. Files are read by
`api.reading`, here or in processes; this process alone writes. Each file's facts are one transaction, so stopping at
any moment (Ctrl-C, a kill) leaves whole documents only, and the next run goes on: what is unchanged its digest says.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, takewhile
from pathlib import Path
from typing import TypedDict

from api.found_files import Found, digest_of, file_digest, find_files, printable, source_name
from api.reading import READ, UNPACK, Done, HereReader, Limits, Progress, Reader, Task, failure_of
from ingest.archives import SEPARATOR, Unpacked, is_archive_name
from ingest.pipeline import Stages, read_file
from ingest.readers import check_readable
from ingest.readers.text import signed
from kg.errors import GonghuiError
from kg.model import Document
from kg.workspace import Workspace

__all__ = ["Failure", "Found", "Report", "find_files", "ingest_files", "printable", "source_name"]

#: Formats whose readers are fast and bounded: files up to a megabyte need no process to be read safely and soon.
_LIGHT = frozenset((".txt", ".md", ".markdown", ".text", ".html", ".htm"))
_LIGHT_PACKAGES = frozenset((".docx", ".docm", ".xlsx", ".xlsm"))
_LIGHT_BYTES = 1024 * 1024
#: Up to this much text is read here sooner than processes start (half a second; text is read at 300 KB a second).
_HERE_BYTES = 400 * 1024


class Failure(TypedDict):
    """A file that was not read, and why."""

    path: str
    error: str


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one file: it was ingested, replaced or removed. `origin`: where it was before, if it only moved."""

    kind: str
    path: str
    origin: str = ""


@dataclass(slots=True)
class Report:
    """What became of the files, in counts of files; `documents` and `findings` of this run; `seconds` in all.

    `reused`: of those ingested, the ones that were here under another path and had not to be read. `removed`: files that
    are gone from an archive that changed. `skipped`: names of files in folders of formats that are not read.
    `missing`: files that were read from a folder named, and are no longer there.
    """

    ingested: int = 0
    unchanged: int = 0
    replaced: int = 0
    documents: int = 0
    reused: int = 0
    removed: int = 0
    findings: list[dict[str, object]] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    #: In the order of storing.
    changes: list[Change] = field(default_factory=list)
    seconds: float = 0.0
    interrupted: bool = False

    @property
    def files(self) -> int:
        """All that were looked at and are documents."""
        return self.ingested + self.unchanged + self.replaced + len(self.failed)

    def skipped_kinds(self) -> dict[str, int]:
        """Extension → number of files, the most first."""
        kinds = Counter(Path(name).suffix.lower() or "无扩展名" for name in self.skipped)
        return dict(sorted(kinds.items(), key=lambda item: (-item[1], item[0])))

    def as_json(self) -> dict[str, object]:
        return {
            "ingested": self.ingested,
            "unchanged": self.unchanged,
            "replaced": self.replaced,
            "failed": self.failed,
            "seconds": round(self.seconds, 3),
            "documents": self.documents,
            "reused": self.reused,
            "removed": self.removed,
            "skipped": self.skipped_kinds(),
            "missing": self.missing,
            "findings": self.findings,
            "interrupted": self.interrupted,
        }


def ingest_files(
    workspace: Workspace,
    files: Iterable[Found],
    progress: Progress | None = None,
    stages: Stages | None = None,
    *,
    limits: Limits | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Report:
    """Read `files` into `workspace`. The order of files changes nothing but the order of storing.

    With `limits` many or heavy files are read in processes; without, all here. Ctrl-C, or `stop` answering True (it is
    asked ten times a second), ends the run with what was done so far.
    """
    begun = time.perf_counter()
    run = _Run(workspace, progress or Progress(), stages, limits)
    try:
        run.read(files, stop)
    except KeyboardInterrupt:
        run.report.interrupted = True
    finally:
        run.close()
    report = run.report
    report.failed.sort(key=lambda one: run.order.get(one["path"], 0))
    report.findings.sort(key=lambda one: (run.order.get(str(one["path"]), 0), one["index"]))
    report.seconds = time.perf_counter() - begun
    return report


def missing_files(workspace: Workspace, folders: Iterable[Path]) -> list[str]:
    """Files that were read from these folders (or archives in them) and are no longer there, sorted."""
    return sorted(
        path
        for folder in folders
        for path in workspace.paths_below(source_name(folder))
        if not still_there(path)
    )


def still_there(path: str) -> bool:
    """Whether a source's file is on disk; of a file in an archive, whether the archive is."""
    parts = path.split(SEPARATOR)
    return any(Path(SEPARATOR.join(parts[:k])).is_file() for k in range(len(parts), 0, -1))


def _light_bytes(file: Path) -> int | None:
    """A file's size where it is light by its name and by how it begins (a PDF called .txt is a PDF); else None."""
    try:
        with file.open("rb") as opened:
            head, size = opened.read(16), os.fstat(opened.fileno()).st_size
    except OSError:
        return 0  # soon refused, with the reason
    suffix = file.suffix.lower()
    package = suffix in _LIGHT_PACKAGES and head.startswith(b"PK\x03\x04")
    plain = suffix in _LIGHT and signed(head) is None
    return size if size <= _LIGHT_BYTES and (package or plain) else None


@dataclass(slots=True)
class _Opened:
    """An archive whose members are being read. It is recorded as read once all of them are stored."""

    source: str
    digest: str
    folder: Path
    waiting: int = 0
    failed: bool = False


class _Run:
    """One run of `ingest_files`."""

    def __init__(
        self, workspace: Workspace, progress: Progress, stages: Stages | None, limits: Limits | None
    ) -> None:
        self.workspace, self.progress, self.limits = workspace, progress, limits
        self.stages = stages or Stages()
        self.report = Report()
        #: Where each file stands among those named, by what it is called.
        self.order: dict[str, int] = {}
        self._digests: dict[int, tuple[str, str]] = {}
        self._archives: dict[int, _Opened] = {}
        self._ready: deque[Task] = deque()
        self._known: list[str] | None = None
        self._reader: Reader | None = None
        self._number = 0

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()
        for opened in {id(one): one for one in self._archives.values()}.values():
            shutil.rmtree(opened.folder, ignore_errors=True)

    def read(self, files: Iterable[Found], stop: Callable[[], bool]) -> None:
        tasks = self._first(self._wanted(iter(files)), stop)
        reader = self._reader
        assert reader is not None
        more = True
        while not self.report.interrupted:
            if stop():
                self.report.interrupted = True
                return
            while more and reader.outstanding < reader.size + 1:
                task = self._ready.popleft() if self._ready else next(tasks, None)
                if task is None:
                    more = False
                else:
                    reader.submit(task)
            if not reader.outstanding:
                return
            for done in reader.poll():
                self._take(done)
                self.progress.end(done.task.name)
                more = True  # an archive may have given new tasks

    def _first(self, tasks: Iterator[Task], stop: Callable[[], bool]) -> Iterator[Task]:
        """Looks at what comes first, and chooses who reads: here what is little, in processes what is much or heavy."""
        if self.limits is None:
            self._reader = HereReader(self.progress, read_file, self.stages)
            return tasks
        first: list[Task] = []
        size = 0
        for task in tasks:
            first.append(task)
            weight = _light_bytes(task.file)
            size += weight or 0
            if weight is None or size > _HERE_BYTES or stop():
                from api.reading_pool import ReadingPool

                self._reader = ReadingPool(self.limits, self.progress)
                return chain(first, tasks)
        self._reader = HereReader(self.progress, read_file, self.stages)
        return iter(first)

    def _wanted(self, files: Iterator[Found]) -> Iterator[Task]:
        """The tasks for those files that are not in the workspace as they are; the others are counted."""
        for found in files:
            shown = printable(found.path)
            if found.skip:
                self.report.skipped.append(shown)
                continue
            self._place(shown)
            if found.error is not None:
                self._fail(shown, found.error)
                self.progress.end(found.path)
                continue
            source = source_name(found.path)
            self._place(source, shown)
            task: Task | None = None
            try:
                if is_archive_name(found.path.name):
                    task = self._archive(found.path, source)
                else:
                    check_readable(found.path)
                    task = self._file(found.path, source, file_digest(found.path), found.path)
            except (GonghuiError, OSError) as error:
                self._fail(shown, failure_of(error, found.path))
            if task is None:
                self.progress.end(found.path)
            else:
                yield task

    def _place(self, name: str, like: str | None = None) -> None:
        self.order.setdefault(name, len(self.order) if like is None else self.order[like])

    def _file(self, file: Path, source: str, digest: str, name: Path) -> Task | None:
        """The task of reading one file; None where nothing is to be read."""
        known = self.workspace.known(source)
        if known == digest:
            self.report.unchanged += 1
            return None
        if (same := self.workspace.adopt(source, digest)) is not None:
            self.report.ingested += 1
            self.report.reused += 1
            self.report.documents += len(same.documents)
            self.report.changes.append(Change("ingested", source, same.path))
            return None
        self._number += 1
        self._digests[self._number] = (source, digest)
        return Task(self._number, READ, file, source, name)

    def _archive(self, path: Path, source: str) -> Task | None:
        """The task of unpacking one archive; None where it is unchanged, as all its files then are."""
        digest = file_digest(path)
        if self.workspace.known(source) == digest:
            self.report.unchanged += len(self._inside(source))
            return None
        self._number += 1
        self._digests[self._number] = (source, digest)
        folder = Path(tempfile.mkdtemp(prefix="gonghui-"))
        self._archives[self._number] = _Opened(source, digest, folder)
        return Task(self._number, UNPACK, path, folder, path)

    def _inside(self, archive: str) -> list[str]:
        """The files of an archive that were in the workspace when this run first looked."""
        if self._known is None:
            self._known = [source.path for source in self.workspace.sources()]  # sorted
        prefix = archive + SEPARATOR
        begin = bisect_left(self._known, prefix)
        return list(takewhile(lambda path: path.startswith(prefix), self._known[begin:]))

    def _fail(self, shown: str, error: str) -> None:
        self.report.failed.append({"path": shown, "error": error})

    # --- what comes back ---------------------------------------------------------------------------

    def _take(self, done: Done) -> None:
        number = done.task.number
        opened = self._archives.pop(number, None)
        if done.error is not None:
            self._fail(printable(done.task.name), done.error)
        elif done.task.work == UNPACK:
            assert opened is not None
            self._members(opened, done.result, done.task.name)
            return
        elif not self._store(*self._digests[number], done.result, done.task.name):
            done = Done(done.task, error="not stored")
        if opened is not None:
            opened.failed |= done.error is not None
            if done.task.work == UNPACK:
                shutil.rmtree(opened.folder, ignore_errors=True)
            else:
                done.task.file.unlink(missing_ok=True)
                opened.waiting -= 1
                self._finish(opened)

    def _members(self, opened: _Opened, unpacked: Unpacked, archive: Path) -> None:
        """The files of an archive become tasks of their own; those that it no longer holds go."""
        shown = printable(archive)
        self.report.skipped += [f"{shown}{SEPARATOR}{name}" for name in unpacked.skipped]
        for member in unpacked.members:
            source, name = f"{opened.source}{SEPARATOR}{member.name}", f"{shown}{SEPARATOR}{member.name}"
            self._place(source, shown)
            self._place(name, shown)
            if member.file is None:
                self._fail(name, member.error or "无法解压")
                opened.failed = True
                continue
            try:
                check_readable(member.file)
            except GonghuiError as error:
                self._fail(name, failure_of(error, member.file))
                opened.failed = True
                continue
            task = self._file(member.file, source, digest_of(member.digest), Path(name))
            if task is None:
                member.file.unlink(missing_ok=True)
                continue
            self._archives[task.number] = opened
            opened.waiting += 1
            self._ready.append(task)
        if not unpacked.members:
            self._fail(shown, "压缩包里没有可读的文件")
            opened.failed = True
        self.progress.more(opened.waiting)
        there = {f"{opened.source}{SEPARATOR}{member.name}" for member in unpacked.members}
        gone = [path for path in self._inside(opened.source) if path not in there]
        if gone and unpacked.members:
            self.workspace.remove_sources(gone)
            self.report.removed += len(gone)
            self.report.changes += [Change("removed", path) for path in gone]
        self._finish(opened)

    def _finish(self, opened: _Opened) -> None:
        """Once all of an archive is stored, its digest is: the next time it need not be opened."""
        if opened.waiting:
            return
        shutil.rmtree(opened.folder, ignore_errors=True)
        if not opened.failed:
            self.workspace.put_file(opened.source, opened.digest, ())

    def _store(self, source: str, digest: str, documents: tuple[Document, ...], name: Path) -> bool:
        try:
            with self.stages.timed("store"):
                outcome = self.workspace.put_file(source, digest, documents)
        except GonghuiError as error:
            self._fail(printable(name), failure_of(error, name))
            return False
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, MemoryError) as error:
            self._fail(printable(name), failure_of(error, name))  # a mistake of ours: this file fails alone
            return False
        report = self.report
        setattr(report, outcome, getattr(report, outcome) + 1)
        if outcome != "unchanged":
            report.changes.append(Change(outcome, source))
        report.documents += len(documents)
        for document in documents:
            report.findings.extend(
                {"path": source, "index": document.index, "rule": f.rule, "message": f.message}
                for f in document.findings
            )
        return True
