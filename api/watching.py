"""How is a workspace kept in step with folders (监看文件夹)? A scan says what is there; the system's notices only wake it.

So the same code serves local disks, where notices come at once, and network shares, where none come and the scan every
`interval` seconds finds out. A file is read when its size and time have stood still; one that vanished is taken out,
unless its folder seems to be unmounted: a share that is away must not empty the workspace.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from api.found_files import Found, find_files, printable, source_name
from api.ingesting import Report, ingest_files, missing_files
from api.reading import Limits, Progress
from ingest.archives import SEPARATOR
from kg.errors import WorkspaceError
from kg.workspace import Workspace

__all__ = ["Watched", "watch"]

#: Seconds that a file's size and time must stand still: copying over a slow line pauses for less.
SETTLE = 1.5
_TICK = 0.3


class _Stamp(NamedTuple):
    """What says whether a file is still the same: bytes, time in nanoseconds, device, number on it."""

    size: int
    time: int
    device: int
    inode: int


@dataclass(frozen=True, slots=True)
class _Scan:
    """What lies in the folders, and places that could not be looked into."""

    files: dict[Path, _Stamp]
    errors: tuple[Found, ...]


def _scan(folders: Sequence[Path]) -> _Scan:
    files: dict[Path, _Stamp] = {}
    errors: list[Found] = []
    for found in find_files(folders):
        if found.error is not None:
            errors.append(found)
        elif not found.skip:
            try:
                stat = found.path.stat()
            except OSError:
                continue  # gone in this moment
            files[found.path] = _Stamp(stat.st_size, stat.st_mtime_ns, stat.st_dev, stat.st_ino)
    return _Scan(files, tuple(errors))


@dataclass(slots=True)
class Watched:
    """Some folders and what of them is in the workspace at `where`. `say` gets one line for each event."""

    where: Path
    folders: Sequence[Path]
    say: Callable[[str], None]
    limits: Limits = field(default_factory=Limits)
    keep_removed: bool = False
    settle: float = SETTLE
    #: Called after the workspace was changed: indexes are brought up.
    changed: Callable[[], None] = lambda: None
    stop: Callable[[], bool] = lambda: False
    #: At the last look files were out of reach, and their facts were kept.
    held: bool = False
    _done: dict[Path, _Stamp] = field(default_factory=dict)
    _since: dict[Path, tuple[_Stamp, float]] = field(default_factory=dict)
    _said: set[str] = field(default_factory=set)
    _begun: bool = False

    def wait_until_still(self, most: float = 60.0) -> None:
        """Waits until nobody writes to the files any more, `most` seconds at the longest."""
        until = time.monotonic() + most
        while self._settled(_scan(self.folders))[1] and time.monotonic() < until and not self.stop():
            time.sleep(_TICK)

    def sync(self, progress: Progress | None = None) -> tuple[Report, bool]:
        """Looks once, and does what there is to do; says whether files are left that are still being written."""
        scan = _scan(self.folders)
        self._say_errors(scan)
        ready, pending = self._settled(scan)
        gone = self._vanished(scan, ready)
        report = Report()
        if not ready and not gone:
            return report, pending
        try:
            opened = Workspace.open(self.where)
        except WorkspaceError as error:
            if not self._begun:
                raise
            self._say_once(f"{error}；稍后再试")
            return report, True
        self._said.clear()
        with closing(opened) as workspace:
            files = [Found(path) for path in ready]
            report = ingest_files(workspace, files, progress, limits=self.limits, stop=self.stop)
            if report.interrupted:
                return report, False
            self._done.update({path: scan.files[path] for path in ready})
            removed = self._take_out(workspace, scan) if gone else []
        self._begun = True
        self._tell(report, removed)
        if report.changes or removed:
            self.changed()
        report.removed += 0 if self.keep_removed else len(removed)
        return report, pending

    def _settled(self, scan: _Scan) -> tuple[list[Path], bool]:
        """The new and changed files that nobody writes to any more, and whether there are others."""
        now = time.monotonic()
        self._since = {
            path: before if (before := self._since.get(path)) and before[0] == stamp else (stamp, now)
            for path, stamp in scan.files.items()
            if stamp != self._done.get(path)
        }
        moved = {stamp for path, stamp in self._done.items() if path not in scan.files}
        ready = [
            path
            for path, (stamp, since) in self._since.items()
            if now - since >= self.settle
            or time.time() - stamp.time / 1e9 > 10 * self.settle
            or stamp in moved
        ]
        return ready, len(ready) < len(self._since)

    def _vanished(self, scan: _Scan, ready: list[Path]) -> bool:
        """Whether to look for files to take out. Not yet where one that is still being written may be one that moved:
        a move to another disk is a copy."""
        sizes = {stamp.size for path, stamp in self._done.items() if path not in scan.files}
        waiting = {stamp.size for path, (stamp, _) in self._since.items() if path not in ready}
        return (bool(sizes) and not sizes & waiting) or not self._begun or (self.held and bool(ready))

    def _take_out(self, workspace: Workspace, scan: _Scan) -> list[str]:
        """The sources whose files are gone; they are taken out unless they are to be kept or only out of reach."""
        out_of_reach = tuple(source_name(found.path) for found in scan.errors)
        gone: list[str] = []
        self.held = False
        for folder in self.folders:
            missing = missing_files(workspace, [folder])
            if missing and not any(folder in path.parents for path in scan.files):
                self._say_once(
                    f"{folder} 打不开或是空的，可能没有挂载；{len(missing)} 个文件的事实保留不动，等它恢复（确实不要了：gonghui remove {folder}）"
                )
                self.held = True
                continue
            gone += [
                path
                for path in missing
                if not path.startswith(out_of_reach) and not self._unmounted(path, scan)
            ]
        self._done = {path: stamp for path, stamp in self._done.items() if path in scan.files}
        if gone and not self.keep_removed:
            workspace.remove_sources(gone)
        return gone

    def _unmounted(self, source: str, scan: _Scan) -> bool:
        """The file was on a device of which nothing is left: a share below the folder is away."""
        stamp = self._done.get(Path(source.split(SEPARATOR)[0]))
        if stamp is None or any(other.device == stamp.device for other in scan.files.values()):
            return False
        self._say_once(f"{Path(source).parent} 可能没有挂载，其中文件的事实保留不动")
        self.held = True
        return True

    # --- what is said ------------------------------------------------------------------------------

    def _tell(self, report: Report, removed: list[str]) -> None:
        moved = {change.origin for change in report.changes if change.origin in removed}
        words = {"ingested": "读入", "replaced": "替换", "removed": "移出"}
        for change in report.changes:
            if change.origin in moved:
                self.say(f"移动 {change.origin} → {change.path}")
            else:
                self.say(f"{words[change.kind]} {change.path}")
        for path in removed:
            if path not in moved:
                self.say(f"已不在原处，事实保留 {path}" if self.keep_removed else f"移出 {path}")
        for failure in report.failed:
            self.say(f"失败 {failure['path']}：{failure['error']}")

    def _say_errors(self, scan: _Scan) -> None:
        for found in scan.errors:
            self._say_once(f"打不开 {printable(found.path)}：{found.error}")

    def _say_once(self, line: str) -> None:
        if line not in self._said:
            self._said.add(line)
            self.say(line)


def watch(watched: Watched, interval: float, *, pending: bool = False) -> None:
    """Keeps in step until `watched.stop` says so. `interval`: seconds between looks where the system gives no notice;
    `pending`: there are files that were still being written at the last look."""
    notice, over = threading.Event(), threading.Event()
    listener: threading.Thread | None = None
    try:
        while not watched.stop():
            if listener is None or not listener.is_alive():
                there = [str(folder) for folder in watched.folders if folder.is_dir()]
                listener = threading.Thread(target=_listen, args=(there, notice, over), daemon=True)
                listener.start()
            until = time.monotonic() + (min(watched.settle, interval) if pending else interval)
            while time.monotonic() < until and not watched.stop() and not notice.is_set():
                notice.wait(_TICK)
            if watched.stop():
                return
            notice.clear()
            _, pending = watched.sync()
    finally:
        over.set()


def _listen(folders: Sequence[str], notice: threading.Event, over: threading.Event) -> None:
    """Wakes the watcher when the system says that something changed; ends where the system cannot."""
    import watchfiles

    if not folders:
        return
    try:
        for _ in watchfiles.watch(
            *folders, stop_event=over, raise_interrupt=False, ignore_permission_denied=True
        ):
            notice.set()
    except (OSError, RuntimeError):
        over.wait(1.0)  # no more watches to be had, or the folder went: the scan goes on
