"""Archives, moved files, vanished files, parallel reading: is the workspace the same however the files came in?"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from api import ingesting
from api.commands import app
from api.ingesting import Report, find_files, ingest_files, missing_files
from api.reading import HereReader, Limits, Progress
from kg import doctor, views
from kg.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
CITIES = ("云州市", "临江市", "青岭县", "汐州市", "砚湖市", "桐川市")


def paper(city: str, count: int = 20) -> str:
    """Work points of an invented city."""
    return (
        f"{city}总工会2024年工作要点\n\n一、抓好基层基础\n"
        f"1. 新建职工书屋{count}家，覆盖快递网点。（责任单位：宣传教育部、基层工作部）\n\n{city}总工会\n2024年2月6日\n"
    )


def write(folder: Path, cities: Iterable[str] = CITIES) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    out = []
    for city in cities:
        out.append(folder / f"{city}要点.txt")
        out[-1].write_text(paper(city), encoding="utf-8")
    return out


def zipped(path: Path, files: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)


def read(workspace: Workspace, *paths: Path, **more: Any) -> Report:
    return ingest_files(workspace, find_files(paths), **more)


def facts(workspace: Workspace) -> set[str]:
    return {str(q) for graph in workspace.documents() for q in workspace.store.graph(graph)}


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.ingested, report.unchanged, report.replaced, report.removed


def command(*arguments: object) -> tuple[int, Any]:
    ran = CliRunner().invoke(app, [str(a) for a in arguments])
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    return ran.exit_code, ran


# --- archives ----------------------------------------------------------------------------------------


def test_an_archives_files_are_sources_of_their_own(tmp_path: Path) -> None:
    zipped(
        tmp_path / "资料.zip", {"甲/云州.txt": paper("云州市"), "乙/临江.txt": paper("临江市"), "x.mp4": "x"}
    )
    with Workspace.in_memory() as workspace:
        report = read(workspace, tmp_path)
        assert (counts(report), report.failed, report.skipped_kinds()) == ((2, 0, 0, 0), [], {".mp4": 1})
        assert [s.path for s in workspace.sources() if s.documents] == [
            f"{tmp_path}/资料.zip!/乙/临江.txt",
            f"{tmp_path}/资料.zip!/甲/云州.txt",
        ]
        assert [d["source_file"] for d in views.documents(workspace)] == ["临江.txt", "云州.txt"]
        assert doctor.examine(workspace) == []


def test_an_unchanged_archive_is_not_opened_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zipped(tmp_path / "a.zip", {"1.txt": paper("云州市"), "2.txt": paper("临江市")})
    with Workspace.in_memory() as workspace:
        read(workspace, tmp_path)
        generation = workspace.generation
        monkeypatch.setattr(HereReader, "submit", lambda *_: pytest.fail("opened"))
        assert counts(read(workspace, tmp_path)) == (0, 2, 0, 0)
        assert workspace.generation == generation


def test_a_changed_archive_gives_and_takes(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    zipped(path, {"1.txt": paper("云州市"), "2.txt": paper("临江市"), "3.txt": paper("青岭县")})
    with Workspace.in_memory() as workspace, Workspace.in_memory() as fresh:
        read(workspace, tmp_path)
        zipped(path, {"1.txt": paper("云州市"), "2.txt": paper("临江市", 30), "4.txt": paper("汐州市")})
        assert counts(read(workspace, tmp_path)) == (1, 1, 1, 1)
        read(fresh, tmp_path)
        assert facts(workspace) == facts(fresh)
        assert [s.path for s in workspace.sources()] == [s.path for s in fresh.sources()]


def test_a_bad_member_fails_alone_and_is_tried_again(tmp_path: Path) -> None:
    zipped(tmp_path / "a.zip", {"好.txt": paper("云州市"), "坏.txt": "", "更坏.docx": "x"})
    with Workspace.in_memory() as workspace:
        for expected in ((1, 0, 0, 0), (0, 1, 0, 0)):
            report = read(workspace, tmp_path)
            assert counts(report) == expected
            assert [Path(f["path"]).name for f in report.failed] == ["坏.txt", "更坏.docx"]
            assert all(f["path"].startswith(f"{tmp_path}/a.zip!/") for f in report.failed)
            assert all("gonghui-" not in f["error"] for f in report.failed)


def test_an_archive_that_turned_bad_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    zipped(path, {"1.txt": paper("云州市"), "2.txt": paper("临江市")})
    with Workspace.in_memory() as workspace:
        read(workspace, tmp_path)
        before = facts(workspace)
        path.write_bytes(path.read_bytes()[:300])
        assert len(read(workspace, tmp_path).failed) == 1
        zipped(path, {"1.txt": "", "2.txt": paper("临江市")})
        assert len(read(workspace, tmp_path).failed) == 1
        assert facts(workspace) == before


@pytest.mark.parametrize(
    ("target", "left"),
    [
        ("a.zip", []),
        ("a.zip!/甲", ["a.zip!/2.txt"]),
        ("a.zip!/甲/1.txt", ["a.zip!/2.txt", "a.zip!/甲/b.zip!/3.txt"]),
        ("a.zip!/甲/b.zip", ["a.zip!/2.txt", "a.zip!/甲/1.txt"]),
    ],
)
def test_removing_by_the_name_in_the_archive_and_reading_again(
    tmp_path: Path, target: str, left: list[str]
) -> None:
    zipped(tmp_path / "b.zip", {"3.txt": paper("青岭县")})
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("甲/1.txt", paper("云州市"))
        archive.writestr("2.txt", paper("临江市"))
        archive.write(tmp_path / "b.zip", "甲/b.zip")
    folder = tmp_path / "w"
    assert command("ingest", tmp_path / "a.zip", "-w", folder)[0] == 0
    status, ran = command("remove", tmp_path / target, "-w", folder, "--json")
    assert (status, json.loads(ran.stdout)) == (0, {"removed": 3 - len(left)})
    with Workspace.read(folder) as workspace:
        assert [s.path for s in workspace.sources() if s.documents] == [f"{tmp_path}/{name}" for name in left]
        assert doctor.examine(workspace) == []
    _, ran = command("ingest", tmp_path / "a.zip", "-w", folder, "--json")
    assert (json.loads(ran.stdout)["ingested"], json.loads(ran.stdout)["unchanged"]) == (
        3 - len(left),
        len(left),
    )


def test_an_archive_without_documents_is_told(tmp_path: Path) -> None:
    zipped(tmp_path / "a.zip", {"x.mp4": "x"})
    with Workspace.in_memory() as workspace:
        (failure,) = read(workspace, tmp_path / "a.zip").failed
        assert "没有可读的文件" in failure["error"]


# --- moved and vanished ------------------------------------------------------------------------------


def test_a_file_that_moved_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (file,) = write(tmp_path / "旧", ["云州市"])
    with Workspace.in_memory() as workspace:
        read(workspace, tmp_path)
        before = facts(workspace)
        (tmp_path / "新").mkdir()
        file.rename(tmp_path / "新" / file.name)
        monkeypatch.setattr(ingesting, "read_file", lambda *_: pytest.fail("read again"))
        report = read(workspace, tmp_path)
        assert (counts(report), report.reused, report.documents) == ((1, 0, 0, 0), 1, 1)
        assert missing_files(workspace, [tmp_path]) == [str(file)]
        assert workspace.remove_sources([str(file)]) == 0
        assert facts(workspace) == before and len(workspace.sources()) == 1
        assert doctor.examine(workspace) == []


def test_a_renamed_file_and_one_of_other_words_are_read(tmp_path: Path) -> None:
    (file,) = write(tmp_path, ["云州市"])
    with Workspace.in_memory() as workspace:
        read(workspace, tmp_path)
        shutil.copy(file, tmp_path / "另名.txt")
        (tmp_path / "夹").mkdir()
        (tmp_path / "夹" / file.name).write_text(paper("云州市", 99), encoding="utf-8")
        report = read(workspace, tmp_path)
        assert (report.ingested, report.unchanged, report.reused) == (2, 1, 0)
        assert {d["source_file"] for d in views.documents(workspace)} == {"另名.txt", file.name}
        assert len(workspace.documents()) == 3


def test_names_with_signs_that_queries_use(tmp_path: Path) -> None:
    folder = tmp_path / "引\"号\\与'撇 重要!"
    files = write(folder, CITIES[:2])
    with Workspace.in_memory() as workspace:
        read(workspace, folder)
        files[0].unlink()
        assert missing_files(workspace, [folder]) == [str(files[0])]
        assert missing_files(workspace, [tmp_path / "引"]) == []
        assert workspace.holds(str(folder)) and workspace.remove(str(folder)) == 2
        assert not workspace.holds(str(folder))


def test_files_that_vanished_are_said_and_kept(tmp_path: Path) -> None:
    files = write(tmp_path / "in", CITIES[:3])
    zipped(tmp_path / "in" / "a.zip", {"1.txt": paper("汐州市")})
    folder = tmp_path / "w"
    command("ingest", tmp_path / "in", "-w", folder)
    files[0].unlink()
    (tmp_path / "in" / "a.zip").unlink()
    status, ran = command("ingest", tmp_path / "in", "-w", folder)
    assert status == 0 and "已不在原处" in ran.stderr and "watch" in ran.stderr
    _, ran = command("ingest", tmp_path / "in", "-w", folder, "--json")
    found = json.loads(ran.stdout)
    gone = sorted([str(files[0]), f"{tmp_path}/in/a.zip!/1.txt", f"{tmp_path}/in/a.zip"])
    assert (found["missing"], found["unchanged"]) == (gone, 2)
    assert json.loads(command("ingest", files[1], "-w", folder, "--json")[1].stdout)["missing"] == []


# --- the command -------------------------------------------------------------------------------------


def test_dry_run_says_and_does_nothing(tmp_path: Path) -> None:
    files = write(tmp_path / "in", CITIES[:3])
    (tmp_path / "in" / "x.mp4").write_text("x")
    folder = tmp_path / "w"
    arguments = ("ingest", tmp_path / "in", tmp_path / "none.txt", "--dry-run", "-w", folder)
    found = json.loads(command(*arguments, "--json")[1].stdout)
    assert (found["ingest"], found["fail"], found["skip"], found["dry_run"]) == (3, 1, 1, True)
    assert not folder.exists()
    command("ingest", tmp_path / "in", "-w", folder)
    files[0].write_text(paper("云州市", 33), encoding="utf-8")
    found = json.loads(command(*arguments, "--json")[1].stdout)
    assert (found["replace"], found["unchanged"]) == (1, 2)
    status, ran = command(*arguments)
    assert status == 0 and str(files[0]) in ran.stdout and "替换 1" in ran.stdout
    assert json.loads(command("ingest", tmp_path / "in", "-w", folder, "--json")[1].stdout)["replaced"] == 1


def test_the_table_at_the_end_counts_and_explains(tmp_path: Path) -> None:
    write(tmp_path / "in", CITIES[:2])
    for name in ("甲", "乙"):
        (tmp_path / "in" / f"{name}.txt").write_text("今天天气很好。\n我们去公园。\n", encoding="utf-8")
    (tmp_path / "in" / "x.mp4").write_text("x")
    status, ran = command("ingest", tmp_path / "in", tmp_path / "无.txt", "-w", tmp_path / "w")
    assert status == 1 and "无.txt：没有这个文件" in ran.stderr
    rows = {line.split()[0]: line.split()[1] for line in ran.stdout.splitlines()}
    assert {key: rows[key] for key in ("读入", "未变", "替换", "失败", "跳过", "合计")} == {
        "读入": "4", "未变": "0", "替换": "0", "失败": "1", "跳过": "1", "合计": "5",
    }  # fmt: skip
    assert ".mp4 1 个" in ran.stdout and "没有认出文种（2 处）：乙.txt、甲.txt" in ran.stderr
    (tmp_path / "in" / "甲.txt").write_text("今天下雨。\n", encoding="utf-8")
    _, ran = command("ingest", tmp_path / "in", "-w", tmp_path / "w", "--verbose")
    assert "x.mp4：不读这种格式" in ran.stderr and "甲.txt（第 1 份）：没有认出文种" in ran.stderr


# --- in processes ------------------------------------------------------------------------------------


def test_processes_give_the_same_workspace_whatever_the_order(tmp_path: Path) -> None:
    files = write(tmp_path / "in")
    (tmp_path / "in" / "坏.txt").write_bytes(b"")
    zipped(tmp_path / "in" / "a.zip", {"甲/云州.txt": paper("云州市", 7), "坏.docx": "x"})
    shuffled = [*files, *(tmp_path / "in").glob("[坏a]*")]
    random.Random(4).shuffle(shuffled)
    with Workspace.in_memory() as one, Workspace.in_memory() as two, Workspace.in_memory() as three:
        here = read(one, tmp_path / "in")
        there = read(two, tmp_path / "in", limits=Limits(jobs=2))
        mixed = read(three, *shuffled, limits=Limits(jobs=2))
        assert facts(one) == facts(two) == facts(three)
        assert one.sources() == two.sources() == three.sources()
        assert counts(here) == counts(there) == counts(mixed) == (7, 0, 0, 0)
        assert here.failed == there.failed and here.findings == there.findings
        assert sorted(f["path"] for f in mixed.failed) == sorted(f["path"] for f in here.failed)
        assert counts(read(two, tmp_path / "in", limits=Limits(jobs=2))) == (0, 7, 0, 0)


def test_little_text_is_read_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import api.reading_pool

    write(tmp_path)
    monkeypatch.setattr(api.reading_pool, "_Worker", lambda *_: pytest.fail("a process was started"))
    with Workspace.in_memory() as workspace:
        assert read(workspace, tmp_path, limits=Limits(jobs=2)).ingested == len(CITIES)


@pytest.mark.parametrize(
    ("name", "data", "here"),
    [
        ("要点.txt", paper("云州市").encode(), True),
        ("要点.docx", b"PK\x03\x04", True),
        ("要点.docx", b"%PDF-1.7", False),
        ("要点.txt", b"%PDF-1.7", False),
        ("要点.txt", "工会".encode() * 200_000, False),
        ("要点.pdf", b"%PDF-1.7", False),
        ("扫描.png", b"\x89PNG", False),
        ("资料.zip", b"PK\x03\x04", False),
    ],
)
def test_what_is_heavy_or_may_be_is_read_in_a_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, here: bool
) -> None:
    import api.reading_pool

    class Started(Exception):
        """A process would have been started."""

    def started(*_: object) -> None:
        raise Started

    monkeypatch.setattr(api.reading_pool, "_Worker", started)
    (tmp_path / name).write_bytes(data)
    with Workspace.in_memory() as workspace:
        if here:
            read(workspace, tmp_path, limits=Limits(jobs=2))
        else:
            with pytest.raises(Started):
                read(workspace, tmp_path, limits=Limits(jobs=2))


def test_stopping_keeps_what_was_read_and_the_next_run_goes_on(tmp_path: Path) -> None:
    write(tmp_path)
    begun: list[Path] = []

    class Counting(Progress):
        def begin(self, name: Path) -> None:
            begun.append(name)

    with Workspace.in_memory() as workspace:
        report = read(workspace, tmp_path, progress=Counting(), stop=lambda: len(begun) >= 2)
        assert report.interrupted and counts(report) == (2, 0, 0, 0)
        assert counts(read(workspace, tmp_path)) == (4, 2, 0, 0)


#: Files to be interrupted at, of the sample's length but for an archive, for which processes are started; the second or
#: third of them is stored when the logs have so many bytes.
_MANY = 32
_SOME = 1_500_000


def _begun(papers: Path, folder: Path) -> tuple[list[str], Path]:
    """The command that reads MANY papers with two workers, and the folder whose logs grow with what is stored."""
    from tests.bench.corpus import write as write_many

    write_many(papers, _MANY - 1)
    zipped(papers / "00000.zip", {"云州.txt": paper("云州市")})
    command_line = [
        sys.executable, "-m", "api.cli", "ingest", str(papers), "-w", str(folder), "--jobs", "2",
    ]  # fmt: skip
    return command_line, folder / "graph"


def _wait_until_some_are_stored(graph: Path) -> None:
    until = time.monotonic() + 60
    while sum(f.stat().st_size for f in graph.glob("0*.log")) < _SOME and time.monotonic() < until:
        time.sleep(0.01)


@pytest.mark.slow
@pytest.mark.parametrize("presses", [1, 2])
def test_ctrl_c_stops_the_command_and_leaves_whole_documents(tmp_path: Path, presses: int) -> None:
    arguments, graph = _begun(tmp_path / "in", tmp_path / "w")
    ran = subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    _wait_until_some_are_stored(graph)
    for _ in range(presses):
        ran.send_signal(signal.SIGINT)
        time.sleep(0.05)
    began = time.monotonic()
    _, said = ran.communicate(timeout=60)
    assert ran.returncode == 130 and "Traceback" not in said and time.monotonic() - began < 20
    assert "已中断" in said
    with Workspace.read(tmp_path / "w") as reader:
        there = sum(bool(s.documents) for s in reader.sources())
        assert 0 < there < _MANY and doctor.examine(reader) == []
    found = json.loads(
        subprocess.run([*arguments, "--json"], cwd=ROOT, capture_output=True, text=True, timeout=110).stdout
    )
    assert (found["ingested"], found["unchanged"], found["failed"]) == (_MANY - there, there, [])


def test_a_process_that_is_killed_leaves_no_children(tmp_path: Path) -> None:
    command_line, graph = _begun(tmp_path / "in", tmp_path / "w")
    ran = subprocess.Popen(command_line, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    listing = Path(f"/proc/{ran.pid}/task/{ran.pid}/children")
    if not listing.exists():
        ran.kill()
        ran.wait()
        pytest.skip("this system does not list children")
    _wait_until_some_are_stored(graph)
    children = [int(pid) for pid in listing.read_text().split()]
    ran.kill()
    ran.wait()
    until = time.monotonic() + 15
    while any(_alive(pid) for pid in children) and time.monotonic() < until:
        time.sleep(0.1)
    assert len(children) == 2 and not any(_alive(pid) for pid in children)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return " Z" not in Path(f"/proc/{pid}/stat").read_text()[:80]
