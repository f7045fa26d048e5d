"""How is a workspace's folder laid out, and how is it opened without harm (工作区文件夹)?"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Final

from kg.errors import WorkspaceError
from kg.store import Store
from kg.stores.memory import MemoryStore
from kg.stores.oxigraph import OxigraphStore
from kg.whole_files import write_whole

FORMAT: Final = 1
_PATIENCE: Final = 2.0
"""Seconds to wait for another writer: a reader that publishes after a kill needs a fraction of one."""


def prepare(root: Path) -> None:
    """Makes the folder where it is missing. Raises WorkspaceError where it holds something else."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        version = root / "version.json"
        if not version.exists():
            if any(not entry.name.startswith("version.json") for entry in root.iterdir()):
                raise WorkspaceError(f"文件夹 {root} 不是工作区，也不是空的，请另选一处")
            write_whole(version, json.dumps({"gonghui": FORMAT}))
    except OSError as problem:
        raise WorkspaceError(f"无法建立工作区 {root}：{problem.strerror or problem}") from problem
    check(root)


def check(root: Path) -> None:
    """Raises WorkspaceError for a folder that is no workspace, or of another version."""
    try:
        found = json.loads((root / "version.json").read_text(encoding="utf-8"))["gonghui"]
    except FileNotFoundError:
        raise WorkspaceError(f"{root} 还没有工作区，请先用 gonghui ingest 读入文件") from None
    except (ValueError, KeyError, TypeError, OSError) as problem:
        raise WorkspaceError(f"工作区 {root} 的版本文件无法识别") from problem
    if found != FORMAT:
        raise WorkspaceError(f"工作区 {root} 的格式是 {found}，本程序用的是 {FORMAT}，请重新读入文件")


def open_live(graph: Path) -> OxigraphStore:
    """The live store; waits a moment where another process has it."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return OxigraphStore(graph)
        except WorkspaceError:
            if time.monotonic() >= until or not graph.exists():
                raise
            time.sleep(0.05)


def open_snapshot(root: Path) -> tuple[str, Store]:
    """The newest snapshot; an empty store where nothing was ever published."""
    for attempt in range(5):
        name = current(root)
        if not name:
            return "", MemoryStore()
        try:
            return name, OxigraphStore.read_only(root / "snapshots" / name)
        except WorkspaceError:  # it may have been replaced in this instant
            if attempt == 4 or (current(root) == name and attempt):
                raise
            time.sleep(0.01)
    raise AssertionError("unreachable")


def current(root: Path) -> str:
    """The name of the newest snapshot; "" for none."""
    try:
        return (root / "snapshots" / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def publish_snapshot(root: Path, store: OxigraphStore) -> None:
    """Makes a snapshot of the store's present state the newest, where it is not; the one before stays for its readers."""
    folder = root / "snapshots"
    folder.mkdir(exist_ok=True)
    before = current(root)
    if before.split("-")[0] == str(store.generation()) and (folder / before).is_dir():
        return
    name = f"{store.generation()}-{os.urandom(4).hex()}"
    store.snapshot(folder / name)
    write_whole(folder / "current", name)
    for old in folder.iterdir():
        if old.is_dir() and old.name not in (name, before):
            import shutil  # a reader has no use for it

            shutil.rmtree(old, ignore_errors=True)
