"""Does the workspace follow its folders, and does it keep its facts when a share is away?"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api import ingesting
from api.commands import app
from api.watching import Watched, watch
from kg import doctor
from kg.workspace import Workspace
from tests.api.test_ingesting import paper, zipped

ROOT = Path(__file__).resolve().parents[2]


def put(path: Path, city: str, count: int = 20, *, age: float = 60) -> Path:
    """A paper that was last written `age` seconds ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(paper(city, count), encoding="utf-8")
    os.utime(path, (time.time() - age,) * 2)
    return path


class Desk:
    """A watched folder, the workspace beside it, and what was said."""

    def __init__(self, folder: Path) -> None:
        self.root, self.where = folder / "in", folder / "w"
        self.root.mkdir()
        self.said: list[str] = []
        self.watched = Watched(self.where, [self.root], self.said.append, settle=0.2)

    def sync(self) -> list[str]:
        """What is said while looking once, with paths below the folder only."""
        self.said.clear()
        self.watched.sync()
        return [line.replace(f"{self.root}/", "") for line in self.said]

    def there(self) -> list[str]:
        with Workspace.read(self.where) as opened:
            assert doctor.examine(opened) == []
            return [s.path.removeprefix(f"{self.root}/") for s in opened.sources() if s.documents]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_added_changed_and_removed(desk: Desk) -> None:
    one = put(desk.root / "一.txt", "云州市")
    put(desk.root / "二.txt", "临江市")
    assert desk.sync() == ["读入 一.txt", "读入 二.txt"]
    assert desk.sync() == []
    put(desk.root / "夹" / "三.txt", "青岭县")
    put(one, "云州市", 30, age=50)
    assert sorted(desk.sync()) == ["替换 一.txt", "读入 夹/三.txt"]
    one.unlink()
    assert desk.sync() == ["移出 一.txt"]
    assert desk.there() == ["二.txt", "夹/三.txt"]


def test_a_moved_file_is_not_read_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    one = put(desk.root / "一.txt", "云州市")
    put(desk.root / "二.txt", "临江市")
    desk.sync()
    with Workspace.read(desk.where) as opened:
        documents = opened.documents()
    (desk.root / "归档").mkdir()
    one.rename(desk.root / "归档" / "一.txt")
    monkeypatch.setattr(ingesting, "read_file", lambda *_: pytest.fail("read again"))
    assert desk.sync() == ["移动 一.txt → 归档/一.txt"]
    assert desk.there() == ["二.txt", "归档/一.txt"]
    with Workspace.read(desk.where) as opened:
        assert opened.documents() == documents


def test_a_file_moved_to_another_disk_is_not_read_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    one = put(desk.root / "一.txt", "云州市")
    put(desk.root / "二.txt", "临江市")
    desk.sync()
    (desk.root / "归档").mkdir()
    shutil.copyfile(one, desk.root / "归档" / "一.txt")
    one.unlink()
    monkeypatch.setattr(ingesting, "read_file", lambda *_: pytest.fail("read again"))
    assert desk.sync() == [], "it may still be written"
    time.sleep(0.3)
    assert desk.sync() == ["移动 一.txt → 归档/一.txt"]


def test_a_file_that_is_still_being_written_is_waited_for(desk: Desk) -> None:
    half = desk.root / "一.txt"
    text = paper("云州市")
    half.write_text(text[:20], encoding="utf-8")
    assert desk.sync() == []
    half.write_text(text, encoding="utf-8")
    assert desk.watched.sync()[1] is True
    time.sleep(0.3)
    assert desk.sync() == ["读入 一.txt"]
    assert desk.watched.sync()[1] is False


def test_a_bad_file_is_told_once_until_it_changes(desk: Desk) -> None:
    put(desk.root / "一.txt", "云州市")
    bad = desk.root / "坏.txt"
    bad.write_bytes(b"")
    os.utime(bad, (time.time() - 60,) * 2)
    assert [line.partition("：")[0] for line in desk.sync()] == ["读入 一.txt", "失败 坏.txt"]
    assert desk.sync() == []
    put(bad, "临江市", age=50)
    assert desk.sync() == ["读入 坏.txt"]


def test_an_archive_is_followed_as_its_files(desk: Desk) -> None:
    put(desk.root / "一.txt", "云州市")
    path = desk.root / "a.zip"
    zipped(path, {"二.txt": paper("临江市"), "三.txt": paper("青岭县")})
    os.utime(path, (time.time() - 60,) * 2)
    desk.sync()
    zipped(path, {"三.txt": paper("青岭县")})
    os.utime(path, (time.time() - 50,) * 2)
    assert desk.sync() == ["移出 a.zip!/二.txt"]
    path.unlink()
    assert "移出 a.zip!/三.txt" in desk.sync()
    assert desk.there() == ["一.txt"]


def _unmount(desk: Desk) -> None:
    desk.root.rename(desk.root.with_name("away"))


def _empty(desk: Desk) -> None:
    _unmount(desk)
    desk.root.mkdir()


@pytest.mark.parametrize("away", [_unmount, _empty])
def test_a_share_that_is_away_empties_nothing(desk: Desk, away: object) -> None:
    put(desk.root / "一.txt", "云州市")
    desk.sync()
    assert callable(away)
    away(desk)
    said = desk.sync()
    assert any("没有挂载" in line and "保留" in line for line in said) and desk.watched.held
    assert desk.there() == ["一.txt"]
    assert not any("没有挂载" in line for line in desk.sync()), "once is enough"
    shutil.rmtree(desk.root, ignore_errors=True)
    desk.root.with_name("away").rename(desk.root)
    put(desk.root / "二.txt", "临江市")
    assert "读入 二.txt" in desk.sync() and not desk.watched.held
    assert desk.there() == ["一.txt", "二.txt"]


def test_removed_files_can_be_kept(desk: Desk) -> None:
    desk.watched.keep_removed = True
    one = put(desk.root / "一.txt", "云州市")
    put(desk.root / "二.txt", "临江市")
    desk.sync()
    one.unlink()
    assert desk.sync() == ["已不在原处，事实保留 一.txt"]
    assert desk.sync() == []
    assert desk.there() == ["一.txt", "二.txt"]


def test_another_writer_is_waited_for(desk: Desk) -> None:
    put(desk.root / "一.txt", "云州市")
    desk.sync()
    put(desk.root / "二.txt", "临江市")
    with Workspace.open(desk.where):
        assert any("稍后再试" in line for line in desk.sync())
    assert desk.sync() == ["读入 二.txt"]


@pytest.mark.parametrize("interval", [0.3, 60.0])
def test_it_wakes_by_itself_by_the_clock_or_by_the_systems_notice(
    desk: Desk, interval: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    import api.watching

    if interval < 1:  # a network share gives no notices
        monkeypatch.setattr(api.watching, "_listen", lambda folders, notice, over: over.wait())
    put(desk.root / "一.txt", "云州市")
    desk.sync()
    over = threading.Event()
    desk.watched.stop = over.is_set
    running = threading.Thread(target=watch, args=(desk.watched, interval))
    running.start()
    try:
        time.sleep(1.0)
        put(desk.root / "二.txt", "临江市", age=0)
        until = time.monotonic() + 20
        while not any(line.endswith("二.txt") for line in desk.said) and time.monotonic() < until:
            time.sleep(0.1)
    finally:
        over.set()
        running.join(10)
    assert not running.is_alive()
    assert desk.there() == ["一.txt", "二.txt"]


# --- the command -------------------------------------------------------------------------------------


def test_once_syncs_and_ends(desk: Desk) -> None:
    one = put(desk.root / "一.txt", "云州市")
    put(desk.root / "二.txt", "临江市", age=0)  # just written: waited for
    arguments = ["watch", str(desk.root), "--once", "-w", str(desk.where)]
    ran = CliRunner().invoke(app, arguments)
    assert ran.exit_code == 0 and f"读入 {one}" in ran.stdout and desk.there() == ["一.txt", "二.txt"]
    one.unlink()
    ran = CliRunner().invoke(app, [*arguments, "--json"])
    found = json.loads(ran.stdout)
    assert (ran.exit_code, found["removed"], desk.there()) == (0, 1, ["二.txt"])
    shutil.rmtree(desk.root)
    ran = CliRunner().invoke(app, arguments)
    assert ran.exit_code == 1 and "没有挂载" in ran.stdout and desk.there() == ["二.txt"]


def test_a_folder_that_never_was_is_refused(tmp_path: Path) -> None:
    ran = CliRunner().invoke(app, ["watch", str(tmp_path / "无"), "--once", "-w", str(tmp_path / "w")])
    assert ran.exit_code == 2 and "没有这个文件夹" in ran.stderr and not (tmp_path / "w").exists()


@pytest.fixture
def watching(desk: Desk) -> Iterator[subprocess.Popen[str]]:
    put(desk.root / "一.txt", "云州市")
    ran = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "watch", str(desk.root), "-w", str(desk.where)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    yield ran
    ran.kill()
    ran.communicate()


def test_the_command_follows_and_ends_cleanly(desk: Desk, watching: subprocess.Popen[str]) -> None:
    assert watching.stdout is not None
    lines = iter(watching.stdout.readline, "")
    assert any("监看中" in line for line in lines)
    put(desk.root / "二.txt", "临江市")
    assert "读入" in next(lines)
    watching.send_signal(signal.SIGINT)
    rest = "".join(lines)
    assert watching.wait(20) == 0 and "已停止监看" in rest and "Traceback" not in rest
    assert desk.there() == ["一.txt", "二.txt"]
