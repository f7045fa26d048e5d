"""Does a state stay whole while others write, and is it let go of when it is read no more?"""

from __future__ import annotations

import gc
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from api.gonghui import Gonghui
from api.http.pinning import clear_pinned
from api.http.state import Keeper, State
from kg.errors import InputError, WorkspaceError
from tests.api.http.conftest import fill

PAPER = "云州市总工会2033年工作要点\n\n一、推进建会入会\n（一）新建基层工会{}家。（责任单位：组织部）\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    fill(tmp_path / "ws", tmp_path / "papers")
    return tmp_path / "ws"


def add(workspace: Path, number: int) -> None:
    paper = workspace.parent / f"要点{number}.txt"
    paper.write_text(PAPER.format(number), encoding="utf-8")
    with closing(Gonghui(workspace)) as union:
        assert union.ingest(paper)["ingested"] == 1


def test_a_state_outlives_its_snapshot(workspace: Path) -> None:
    state = State(workspace)
    before = len(state.union.tasks())
    for number in (11, 12, 13):
        add(workspace, number)
    shutil.rmtree(workspace / "snapshots")
    assert len(state.union.tasks()) == before
    assert state.workspace.generation == 3
    assert len(list((workspace / "derived" / "serving").iterdir())) == 1
    del state
    gc.collect()
    assert list((workspace / "derived" / "serving").iterdir()) == []


def test_what_dead_servers_left_is_cleared(workspace: Path) -> None:
    left = workspace / "derived" / "serving" / "999999999-0a0a0a0a"
    left.mkdir(parents=True)
    clear_pinned(workspace)
    assert not left.exists()


def test_switches_only_to_what_is_new(workspace: Path) -> None:
    keeper = Keeper(workspace)
    first = keeper.state()
    assert keeper.renew() is False
    add(workspace, 21)
    assert keeper.state() is first
    assert keeper.renew() is True
    assert keeper.state().workspace.generation == first.workspace.generation + 1
    assert keeper.state().tag != first.tag
    keeper.stop()


def test_what_cannot_be_opened(tmp_path: Path, workspace: Path) -> None:
    with pytest.raises(WorkspaceError):
        Keeper(tmp_path / "nothing").state()
    (workspace / "overrides.toml").write_text("[[join]\n", encoding="utf-8")
    with pytest.raises(InputError):
        State(workspace)


def test_kept_answers_are_bounded(workspace: Path) -> None:
    state = State(workspace)
    made = [state.body((n,), lambda: b"x" * 4_000_000) for n in range(40)]
    assert len(made) == 40
    assert sum(len(body) for body in state._bodies.values()) <= 64 * 1024 * 1024
    assert state.body((39,), lambda: b"other") == b"x" * 4_000_000
    assert state.body((0,), lambda: b"anew") == b"anew"
