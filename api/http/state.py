"""Which state of the workspace do requests see, and when does the next one take over (当前状态与切换)?

A request holds one `State` from beginning to end. When documents came in, a child process brings the indexes up, the new
state is opened and asked a first question, and only then takes the old one's place; the old one goes with its last request.
"""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import time
import weakref
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any, Final

from api.gonghui import Gonghui
from api.http.masking import Masking
from api.http.pinning import pinned
from api.http.public_graph import MANY
from kg.entities import overrides_digest
from kg.errors import GonghuiError
from kg.resolution.overrides import FILE_NAME

if TYPE_CHECKING:
    from kg.workspace import Workspace

__all__ = ["Keeper", "State"]

_log: Final = logging.getLogger(__name__)
_LOOK: Final = 0.5
"""Seconds between two looks at the folder."""
_SWITCH: Final = 10.0
_MOST_KEPT: Final = 256
_MOST_BYTES: Final = 64 * 1024 * 1024
_FIRST_QUESTION: Final = "哪些部门负责建会入会？"
_INDEX_SECONDS: Final = 3600.0


class State:
    """One generation of the workspace, opened for reading, with what has been made of it. Safe between threads."""

    def __init__(self, path: Path) -> None:
        """Raises WorkspaceError, InputError for an overrides file that cannot be read."""
        self.stamp = _stamp(path)
        workspace, home = pinned(path)
        if home is not None:
            weakref.finalize(self, shutil.rmtree, home, ignore_errors=True)
        self.union = Gonghui(path, opened=workspace)
        self.tag = f"{workspace.generation}.{overrides_digest(workspace.overrides)[:8]}"
        """Another tag, another answer."""
        self.masking = Masking(workspace)
        self._lists: dict[tuple[Any, ...], Any] = {}
        self._bodies: OrderedDict[tuple[Any, ...], bytes] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    @property
    def workspace(self) -> Workspace:
        return self.union.workspace

    def warm(self) -> None:
        """Opens indexes and asks once, so that the first caller does not wait."""
        _ = self.workspace.entities
        self.union.search(_FIRST_QUESTION, k=1)
        self.union.searcher.prepare()
        self.union.ask(_FIRST_QUESTION)

    def once(self, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        """What `make` gives, made once for a key and kept; nobody may change it."""
        with self._lock:
            if key in self._lists:
                return self._lists[key]
        made = make()
        with self._lock:
            if len(self._lists) >= _MOST_KEPT:
                self._lists.clear()
            return self._lists.setdefault(key, made)

    def body(self, key: tuple[Any, ...], make: Callable[[], bytes]) -> bytes:
        """An answer's bytes, those of the last questions kept."""
        with self._lock:
            if (found := self._bodies.get(key)) is not None:
                self._bodies.move_to_end(key)
                return found
        made = make()
        with self._lock:
            if len(made) < _MOST_BYTES // 8 and key not in self._bodies:
                self._bodies[key] = made
                self._bytes += len(made)
            while self._bytes > _MOST_BYTES or len(self._bodies) > 8 * _MOST_KEPT:
                self._bytes -= len(self._bodies.popitem(last=False)[1])
        return made


class Keeper:
    """Keeps the present state, and follows the folder while no job writes to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._state: State | None = None
        self._stop = Event()
        self._renewing = Lock()
        self._held = Event()
        self._thread = Thread(target=self._follow, name="gonghui-follow", daemon=True)
        self.problem = ""

    @property
    def ready(self) -> bool:
        return self._state is not None

    def state(self) -> State:
        """The present state. Raises WorkspaceError where there is none to be had."""
        found = self._state
        if found is None:
            with self._renewing:
                if self._state is None:
                    self._open()
                found = self._state
        assert found is not None
        return found

    def start(self) -> None:
        """Opens the first state in the background, and follows from there."""
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)
        self._state = None

    def hold(self, held: bool) -> None:
        """While held, a job is at work: it says itself when there is something to switch to."""
        (self._held.set if held else self._held.clear)()

    def renew(self) -> bool:
        """Switches to what the folder holds now, if that is another state; says whether it did."""
        with self._renewing:
            if self._state is not None and self._state.stamp == _stamp(self.path):
                return False
            self._open()
            return True

    def await_switch(self, seconds: float = _SWITCH) -> bool:
        """Waits for the state of what was written just now to take over; False where that takes longer."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self._stop.is_set():
            state = self._state
            if state is not None and state.stamp == _stamp(self.path):
                return True
            time.sleep(_LOOK / 10)
        return False

    def _open(self) -> None:
        fresh = State(self.path)
        try:
            fresh.warm()
        except GonghuiError as error:  # it answers without: each question says what is wrong
            _log.warning("新的状态没有预热：%s", error)
        self._state, self.problem = fresh, ""

    def _follow(self) -> None:
        ahead = False
        while True:
            try:
                if self._state is None or (
                    not self._held.is_set() and self._state.stamp != _stamp(self.path)
                ):
                    if self._state is not None:
                        _forget_names(self.path, self._state.stamp)
                        bring_up(self.path)
                    self.renew()
                if not ahead and self._state is not None:
                    ahead = True
                    if len(self._state.workspace.documents()) > MANY:
                        bring_up(self.path)
            except (GonghuiError, OSError) as error:
                if str(error) != self.problem:
                    _log.error("工作区打不开，仍用原来的状态：%s", error)
                self.problem = str(error)
            if self._stop.wait(_LOOK):
                return


def _forget_names(path: Path, before: tuple[Any, ...]) -> None:
    """Decisions by hand change names and no document: the words' index, which holds names, is made anew."""
    if before[1] != _stamp(path)[1]:
        (path / "derived" / "lexical" / "current").unlink(missing_ok=True)


def bring_up(path: Path) -> None:
    """Brings the indexes up in a process of its own, so that answers go on. What fails there is made at the switch."""
    command = [sys.executable, "-m", "api.http.ingest_worker", "--index", str(path)]
    try:
        subprocess.run(command, stdin=subprocess.DEVNULL, timeout=_INDEX_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        _log.warning("索引没有提前更新：%s", error)


def _stamp(path: Path) -> tuple[Any, ...]:
    """What differs when there is another state to be had: the snapshot, the overrides, the chosen model."""
    try:
        snapshot = (path / "snapshots" / "current").read_text(encoding="utf-8").strip()
    except OSError:
        snapshot = ""
    return (snapshot, _changed(path / FILE_NAME), _changed(path / "model.json"))


def _changed(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
