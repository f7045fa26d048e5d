"""Which files are read into a workspace, and what became of each? Files and folders in, one report out.

Every file stands alone: one that cannot be read is named with its reason, the others are kept. Each file's facts are
one transaction, so stopping at any moment (Ctrl-C, a kill) leaves whole documents only, and the next run goes on.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

from ingest.pipeline import RULES_VERSION, Stages, read_file
from ingest.readers import check_readable
from ingest.readers.reasons import reason
from kg.errors import GonghuiError, InputError, UnreadableFile
from kg.model import Document
from kg.workspace import Workspace

#: What Python makes of bytes in a file's name that it cannot decode (PEP 383).
_LONE = re.compile("[\ud800-\udfff]")
_log = logging.getLogger(__name__)
#: Files that lie in document folders without being documents: what systems and editors leave, and explanations.
_NO_DOCUMENT = re.compile(r"^(?:\.|~\$|Thumbs\.db$|desktop\.ini$|README(?:\.|$)|__MACOSX$)", re.I)


class Failure(TypedDict):
    """A file that was not read, and why."""

    path: str
    error: str


@dataclass(slots=True)
class Report:
    """What became of the files, in counts of files; `documents` and `findings` of this run; `seconds` in all."""

    ingested: int = 0
    unchanged: int = 0
    replaced: int = 0
    documents: int = 0
    findings: list[dict[str, object]] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    seconds: float = 0.0
    interrupted: bool = False

    def as_json(self) -> dict[str, object]:
        return {
            "ingested": self.ingested,
            "unchanged": self.unchanged,
            "replaced": self.replaced,
            "failed": self.failed,
            "seconds": round(self.seconds, 3),
            "documents": self.documents,
            "findings": self.findings,
            "interrupted": self.interrupted,
        }


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, or a place that cannot be (`error` says why)."""

    path: Path
    error: str | None = None


def find_files(paths: Iterable[Path]) -> Iterator[Found]:
    """The files named and those in the folders named, in a fixed order, each once. Loops and gaps are reported."""
    seen: set[str] = set()
    been: set[str] = set()
    for path in paths:
        for found in _below(path, (), been, named=True):
            key = os.path.realpath(found.path)
            if key not in seen or found.error:
                seen.add(key)
                yield found


def _below(path: Path, above: tuple[str, ...], been: set[str], *, named: bool = False) -> Iterator[Found]:
    """What is at `path`; `above` are the folders on the way to it, `been` all those walked so far."""
    if not named and _NO_DOCUMENT.match(path.name):
        return
    try:
        if path.is_dir():
            here = os.path.realpath(path)
            if here in above:
                yield Found(path, "符号链接成环，已跳过")
                return
            if here in been:
                return
            been.add(here)
            for child in sorted(path.iterdir(), key=lambda p: p.name):
                yield from _below(child, (*above, here), been)
        elif path.is_file():
            yield Found(path)
        elif path.is_symlink():
            yield Found(path, "符号链接指向的文件不存在或成环")
        elif path.exists():
            yield Found(path, "不是普通文件")
        else:
            yield Found(path, "没有这个文件或文件夹")
    except OSError as error:
        yield Found(path, f"无法打开：{reason(error)}")


def ingest_files(
    workspace: Workspace,
    files: Iterable[Found],
    progress: Callable[[Path], None] = lambda path: None,
    stages: Stages | None = None,
) -> Report:
    """Read `files` into `workspace`. `progress` is called before each. Ctrl-C ends the run with what was done so far."""
    report = Report()
    begun = time.perf_counter()
    try:
        for found in files:
            progress(found.path)
            if found.error is not None:
                report.failed.append({"path": printable(found.path), "error": found.error})
                continue
            _ingest_one(workspace, found.path, report, stages)
    except KeyboardInterrupt:
        report.interrupted = True
    report.seconds = time.perf_counter() - begun
    return report


def _ingest_one(workspace: Workspace, path: Path, report: Report, stages: Stages | None) -> None:
    key, shown = source_name(path), printable(path)
    try:
        check_readable(path)
        digest = file_digest(path)
        if workspace.known(key) == digest:
            report.unchanged += 1
            return
        documents = read_file(path, key, stages)
        _store(workspace, key, digest, documents, report, stages or Stages())
    except InputError as error:
        report.failed.append({"path": shown, "error": error.message})
    except GonghuiError as error:
        report.failed.append({"path": shown, "error": str(error)})
    except (RecursionError, MemoryError):
        report.failed.append({"path": shown, "error": "内容过大或结构嵌套过深，无法读取"})
    except (
        Exception
    ) as error:  # a mistake of ours: this file fails alone all the same, and the log says where
        _log.exception("%s", path)
        report.failed.append(
            {"path": shown, "error": f"程序内部错误（{type(error).__name__}：{error}），请反馈"}
        )


def _store(
    workspace: Workspace,
    key: str,
    digest: str,
    documents: tuple[Document, ...],
    report: Report,
    stages: Stages,
) -> None:
    with stages.timed("store"):
        outcome = workspace.put_file(key, digest, documents)
    setattr(report, outcome, getattr(report, outcome) + 1)
    report.documents += len(documents)
    for document in documents:
        report.findings.extend(
            {"path": key, "index": document.index, "rule": f.rule, "message": f.message}
            for f in document.findings
        )


def printable(path: str | os.PathLike[str]) -> str:
    """A path as text that can be printed and stored, also where the file's name is no UTF-8 (GBK from old archives)."""
    name = os.fspath(path)
    if not _LONE.search(name):
        return name
    raw = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return raw.decode("utf-8", "backslashreplace")


def source_name(path: str | os.PathLike[str]) -> str:
    """The name that a file's documents are kept under: its absolute path."""
    return printable(os.path.abspath(path))


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes with the version of the rules: better rules read old files anew.

    Raises UnreadableFile where the file cannot be opened.
    """
    try:
        with path.open("rb") as file:
            return f"{hashlib.file_digest(file, 'sha256').hexdigest()}:{RULES_VERSION}"
    except OSError as error:
        raise UnreadableFile(f"无法打开：{reason(error)}", str(path)) from error
