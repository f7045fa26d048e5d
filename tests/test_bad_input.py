"""Does a bad file fail alone, by name, with a reason (promise 4), and does a kill leave whole documents only (3)?"""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from api import ingesting
from api.commands import app
from api.ingesting import Report, find_files, ingest_files
from api.reading import Progress
from ingest.pipeline import read_file
from ingest.readers import ocr
from kg import doctor, views
from kg.errors import UnreadableFile
from kg.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]


def paper(city: str, count: int = 20) -> str:
    """Work points of an invented city."""
    return (
        f"{city}总工会2024年工作要点\n\n一、抓好基层基础\n"
        f"1. 新建职工书屋{count}家，覆盖快递网点。（责任单位：宣传教育部、基层工作部）\n"
        f"2. 开展“{city[0]}江杯”劳动竞赛，参加职工5000人次以上。（责任单位：经济技术部）\n\n{city}总工会\n2024年2月6日\n"
    )


GOOD = paper("云州市")


def _bytes(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", GOOD)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.write(GOOD.encode())
        file.truncate(100 * 1024 * 1024)


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _no_permission(path: Path) -> None:
    path.write_text(GOOD, encoding="utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")


UTF8, UTF16 = GOOD.encode(), GOOD.encode("utf-16-le")
#: What is in the file → what the reason says.
BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (_bytes(b""), "空"),
    "blank": (_bytes(b" \r\n\t\n \n"), "空|没有文字"),
    "blank full-width": (_bytes("　　\n　\n".encode()), "空|没有文字|没有汉字"),
    "only a byte order mark": (_bytes(b"\xef\xbb\xbf"), "空|没有文字|没有汉字"),
    "only zeros": (_bytes(bytes(5000)), "空|没有文字"),
    "PDF": (_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n" + UTF8), "PDF 文件损坏或不完整"),
    "zip": (_zip, "ZIP"),
    "old Office": (_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)), "Office"),
    "ELF": (_bytes(b"\x7fELF\x02\x01\x01" + bytes(57)), "程序"),
    "PNG": (
        _bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        "不是可读的图片" if ocr.available() else "识别组件",
    ),
    "random": (_bytes(random.Random(7).randbytes(4096)), "编码|NUL|文字"),
    "truncated UTF-8": (_bytes(UTF8[: UTF8.rfind("日".encode()) + 2]), "截断"),
    "truncated GB18030": (_bytes(GOOD.encode("gb18030")[: -len("日\n".encode("gb18030")) + 1]), "截断"),
    "damaged UTF-8": (_bytes(UTF8[:60] + b"\xff\xfe\xff" + UTF8[60:]), "编码"),
    "truncated UTF-16": (_bytes(b"\xff\xfe" + UTF16[:-3]), "截断|损坏"),
    "truncated UTF-16 without a mark": (_bytes(UTF16[:-1]), "截断|损坏"),
    "UTF-8 labelled UTF-16": (_bytes(b"\xff\xfe" + UTF8), "损坏|截断|文字|汉字|生僻"),
    "UTF-16 labelled UTF-8": (_bytes(b"\xef\xbb\xbf" + UTF16), "损坏|NUL"),
    "Big5": (
        _bytes("臺北市總工會辦理職工書屋與勞動競賽之實施計畫，請各級工會遵照辦理。".encode("big5")),
        "编码|生僻",
    ),
    "Latin": (_bytes(b"Lorem ipsum dolor sit amet.\n" * 40), "没有汉字"),
    "NULs": (_bytes(UTF8[:90] + b"\0\0\0" + UTF8[90:]), "NUL"),
    "control characters": (_bytes(b"\x01\x02\x03\x04\x05\x06" * 20 + UTF8[:60]), "控制字符"),
    "100 MB": (_sparse, "过大"),
    "a line of a million": (_bytes(("工会" * 500_000).encode()), "一行"),
    "a folder called .txt that is a pipe": (lambda p: os.mkfifo(p), "不是普通文件"),
    "broken symlink": (lambda p: p.symlink_to("gone.txt"), "符号链接"),
    "symlink to itself": (_loop, "符号链接|环"),
    "no permission": (_no_permission, "权限"),
}


def ingest(workspace: Workspace, *paths: Path) -> Report:
    return ingest_files(workspace, find_files(paths))


def state(workspace: Workspace) -> tuple[list[str], set[str]]:
    """The sources and every fact of a workspace."""
    quads = {str(q) for graph in workspace.store.graphs() for q in workspace.store.graph(graph)}
    return [source.path for source in workspace.sources()], quads


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good papers, and room between them."""
    place = tmp_path / "papers"
    place.mkdir()
    (place / "a.txt").write_text(GOOD, encoding="utf-8")
    (place / "z.txt").write_text(paper("汐州市"), encoding="utf-8")
    return place


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_fails_alone_by_name_with_a_reason(folder: Path, kind: str) -> None:
    make, says = BAD[kind]
    bad = folder / "m.txt"
    make(bad)
    with Workspace.in_memory() as workspace:
        began = time.process_time()
        report = ingest(workspace, folder)
        assert time.process_time() - began < 20
        assert [Path(f["path"]).name for f in report.failed] == ["m.txt"]
        reason = report.failed[0]["error"]
        assert any(word in reason for word in says.split("|")), reason
        assert str(bad) not in reason and "\n" not in reason and len(reason) < 120
        assert sum("\u4e00" <= c <= "\u9fff" for c in reason) >= 3
        assert (report.ingested, report.documents) == (2, 2)
        assert {d["city"] for d in views.documents(workspace)} == {"汐州", "云州"}


def test_all_of_them_at_once_through_the_command_line(folder: Path, tmp_path: Path) -> None:
    kinds = [kind for kind in BAD if kind not in ("no permission", "100 MB")]
    for k, kind in enumerate(kinds):
        BAD[kind][0](folder / f"m{k:02}.txt")
    (folder / "表.docx").write_bytes(b"PK\x03\x04")
    (folder / "no extension").write_text(GOOD, encoding="utf-8")
    missing = tmp_path / "missing.txt"
    ran = CliRunner().invoke(app, ["ingest", str(folder), str(missing), "-w", str(tmp_path / "w"), "--json"])
    found: dict[str, Any] = json.loads(ran.stdout)
    assert (ran.exit_code, found["ingested"]) == (1, 2), found
    assert len(found["failed"]) == len(kinds) + 2
    assert len({f["path"] for f in found["failed"]}) == len(kinds) + 2
    assert found["skipped"] == {"无扩展名": 1}
    with Workspace.open(tmp_path / "w") as workspace:
        assert len(workspace.sources()) == 2
        assert doctor.examine(workspace) == []


@pytest.mark.parametrize(("name", "says"), [("录像.MP4", ".MP4"), ("无", "无扩展名"), ("程序.exe", ".exe")])
def test_an_unsupported_format_is_named_where_the_file_is_and_counted_in_folders(
    tmp_path: Path, name: str, says: str
) -> None:
    (tmp_path / name).write_text(GOOD, encoding="utf-8")
    with Workspace.in_memory() as workspace:
        (failure,) = ingest(workspace, tmp_path / name).failed
        assert says in failure["error"] and ".txt" in failure["error"]
        report = ingest(workspace, tmp_path)
        assert (report.failed, report.skipped_kinds()) == ([], {says.lower(): 1})
    with pytest.raises(UnreadableFile, match="格式"):
        read_file(tmp_path / name)


def test_a_missing_path_is_named(folder: Path) -> None:
    with Workspace.in_memory() as workspace:
        report = ingest(workspace, folder / "none.txt", folder, folder / "none")
        assert [Path(f["path"]).name for f in report.failed] == ["none.txt", "none"]
        assert report.ingested == 2


def test_a_folder_of_the_name_of_a_file_is_a_folder(tmp_path: Path) -> None:
    inner = tmp_path / "papers.txt"
    inner.mkdir()
    (inner / "a.txt").write_text(GOOD, encoding="utf-8")
    with Workspace.in_memory() as workspace:
        assert ingest(workspace, tmp_path).ingested == 1
    with pytest.raises(UnreadableFile, match=r"文件夹|无法打开"):
        read_file(inner)


def test_a_symlink_loop_is_told_and_every_file_read_once(folder: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "deep" / "b.txt").write_text(paper("青岭县"), encoding="utf-8")
    (folder / "deep" / "back").symlink_to(folder, target_is_directory=True)
    (folder / "again.txt").symlink_to("a.txt")
    with Workspace.in_memory() as workspace:
        report = ingest(workspace, folder, folder / "a.txt", folder / "deep")
        assert [Path(f["path"]).name for f in report.failed] == ["back"] and "环" in report.failed[0]["error"]
        assert (report.ingested, report.unchanged) == (3, 0)


def test_what_systems_leave_in_folders_is_no_document(folder: Path) -> None:
    for name in (".DS_Store", "~$要点.docx", "Thumbs.db", "desktop.ini", "README.md"):
        (folder / name).write_bytes(b"\0")
    (folder / ".git").mkdir()
    (folder / ".git" / "x.txt").write_text("x")
    with Workspace.in_memory() as workspace:
        assert ingest(workspace, folder).failed == []


def test_a_name_that_is_no_utf_8_is_read_kept_and_removed(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/" + "要点".encode("gbk") + b".txt"
    try:
        Path(os.fsdecode(name)).write_text(GOOD, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    with Workspace.in_memory() as workspace:
        report = ingest(workspace, tmp_path)
        assert (report.ingested, report.failed) == (1, [])
        assert [d["source_file"] for d in views.documents(workspace)] == ["要点.txt"]
        assert ingest(workspace, tmp_path).unchanged == 1
    run = CliRunner()
    here = ["-w", str(tmp_path / "w")]
    assert run.invoke(app, ["ingest", os.fsdecode(name), *here]).exit_code == 0
    assert run.invoke(app, ["remove", os.fsdecode(name), *here]).exit_code == 0


@pytest.mark.parametrize(
    "kind", ["empty", "PDF", "truncated UTF-8", "random", "a line of a million", "100 MB"]
)
def test_nothing_stored_is_lost_when_a_file_turns_bad(folder: Path, kind: str) -> None:
    with Workspace.in_memory() as workspace:
        ingest(workspace, folder)
        before = state(workspace)
        (folder / "a.txt").unlink()
        BAD[kind][0](folder / "a.txt")
        report = ingest(workspace, folder)
        assert (len(report.failed), report.unchanged, report.replaced) == (1, 1, 0)
        assert state(workspace) == before
        (folder / "a.txt").unlink()
        report = ingest(workspace, folder)
        assert report.failed == [] and state(workspace) == before


def test_a_mistake_of_ours_fails_alone_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: Path, *rest: Any) -> Any:
        if path.name == "a.txt":
            raise ZeroDivisionError("rule")
        return read_file(path, *rest)

    monkeypatch.setattr(ingesting, "read_file", broken)
    with Workspace.in_memory() as workspace:
        report = ingest(workspace, folder)
        assert report.ingested == 1
        assert "ZeroDivisionError" in report.failed[0]["error"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"\xfe\xff\x00")
@example(b"\xef\xbb\xbf\xe5\xb7\xa5")
@example(b"\x81\x30\x81\x30")
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "x.txt"
    file.write_bytes(data)
    try:
        documents = read_file(file)
    except UnreadableFile as error:
        assert error.message
    else:
        assert documents and all(d.text for d in documents)


# --- stopped in the middle ---------------------------------------------------------------------------


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_ctrl_c_keeps_what_was_done(tmp_path: Path, after: int) -> None:
    papers = []
    for k, city in enumerate(("云州市", "汐州市", "青岭县")):
        papers.append(tmp_path / f"{k}.txt")
        papers[-1].write_text(paper(city), encoding="utf-8")
    calls = itertools.count()

    class Interrupting(Progress):
        def begin(self, name: Path) -> None:
            if next(calls) == after:
                raise KeyboardInterrupt

    with Workspace.open(tmp_path / "w") as workspace:
        report = ingest_files(workspace, find_files(papers), Interrupting())
        assert (report.ingested, report.interrupted) == (after, after < 3)
    with Workspace.open(tmp_path / "w") as workspace:
        assert len(workspace.sources()) == len(workspace.documents()) == after
        assert doctor.examine(workspace) == []
        report = ingest_files(workspace, find_files(papers))
        assert (report.ingested, report.unchanged) == (3 - after, after)


@pytest.mark.slow
@pytest.mark.parametrize("after", [0.0, 0.05, 0.15, 0.4, 0.9])
def test_a_kill_leaves_whole_documents_only(tmp_path: Path, after: float) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    for k in range(60):
        (papers / f"{k:03}.txt").write_text(paper(f"{'云临青桐砚'[k % 5]}州市", k + 1), encoding="utf-8")
    folder = tmp_path / "w"
    command = [sys.executable, "-m", "api.cli", "ingest", str(papers), "-w", str(folder)]
    ran = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 30
    while not (folder / "graph").exists() and ran.poll() is None and time.monotonic() < until:
        time.sleep(0.002)
    time.sleep(after)
    ran.send_signal(signal.SIGKILL)
    ran.wait()
    with Workspace.read(folder) as reader:
        there = reader.sources()
        assert doctor.examine(reader) == []
        assert all(source.documents and source.digest for source in there)
        assert len(reader.documents()) == len({d for source in there for d in source.documents})
        for row in views.tasks(reader):
            assert row["text"]
    done = subprocess.run([*command, "--json"], cwd=ROOT, capture_output=True, text=True, timeout=60)
    found = json.loads(done.stdout)
    assert (found["ingested"], found["unchanged"], found["failed"]) == (60 - len(there), len(there), [])
    with Workspace.read(folder) as reader, Workspace.in_memory() as fresh:
        ingest(fresh, papers)
        assert state(reader) == state(fresh)
