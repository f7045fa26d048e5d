"""What comes out of an archive of each kind, and does a bad one harm nothing?"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import stat
import zipfile
from pathlib import Path

import py7zr
import pytest

from ingest import archives
from ingest.archives import Unpacked, is_archive_name, is_read_name, model, unpack
from kg.errors import UnreadableFile
from tests.ingest.archives.make import WRITERS, tar, write_7z, write_tar_gz, write_zip

FILES = {"资料/要点.txt": "云州市总工会".encode(), "台账.docx": b"PK" * 5000, "录像.mp4": b"x"}
#: Two text files of 2,048 bytes in one solid RAR 5 stream, from the tests of rarfile (ISC licence, Marko Kreen).
SOLID_RAR = base64.b64decode(
    "UmFyIRoHAQAJ78hvCwEFBwQGAQGAgIAA3vVwchwCAroABIAQtoMCoua3xYAbAQpzdGVzdDEudHh0waw3REQj+iP2l/1iU1G+TJGBQQKMwQN5XL9H"
    "o6otoDaT3aBYAEACANRQBHb2xH8y6p8ypcTM14PfABDoLYkcAgKNAASAELaDAqLmt8XAGwEKc3Rlc3QyLnR4dEUVCmABAAgD37f79vwdd1ZRAwUE"
    "AA=="
)


def out_of(path: Path) -> tuple[Unpacked, dict[str, bytes], dict[str, str]]:
    """What was unpacked: as told, the bytes by name, the errors by name."""
    folder = path.parent / "out"
    folder.mkdir()
    found = unpack(path, folder)
    data = {m.name: m.file.read_bytes() for m in found.members if m.file is not None}
    return found, data, {m.name: m.error for m in found.members if m.error is not None}


@pytest.mark.parametrize("kind", WRITERS)
def test_every_kind_gives_its_documents_under_numbers(tmp_path: Path, kind: str) -> None:
    WRITERS[kind](tmp_path / f"a{kind}", FILES)
    found, data, errors = out_of(tmp_path / f"a{kind}")
    assert data == {name: FILES[name] for name in ("台账.docx", "资料/要点.txt")}
    assert (errors, found.skipped) == ({}, ("录像.mp4",))
    assert [m.name for m in found.members] == sorted(data)
    for member in found.members:
        assert member.file is not None
        assert member.digest == hashlib.sha256(data[member.name]).hexdigest()
        assert member.file.parent == tmp_path / "out" and member.file.suffix == Path(member.name).suffix
        assert member.file.stem.isdecimal()


@pytest.mark.parametrize("kind", WRITERS)
def test_what_an_archive_is_its_content_says(tmp_path: Path, kind: str) -> None:
    WRITERS[kind](tmp_path / "a.zip", FILES)
    assert len(out_of(tmp_path / "a.zip")[1]) == 2


@pytest.mark.parametrize("kind", WRITERS)
def test_a_truncated_archive_is_refused_or_says_which_files_are_lost(tmp_path: Path, kind: str) -> None:
    whole = tmp_path / f"b{kind}"
    WRITERS[kind](whole, {f"{k}.docx": os.urandom(30_000) for k in range(3)})
    cut = tmp_path / f"a{kind}"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    try:
        _, data, errors = out_of(cut)
    except UnreadableFile as error:
        assert "损坏" in error.message
    else:
        assert errors and all("损坏" in e or "截断" in e for e in errors.values())
        assert all(len(one) == 30_000 for one in data.values())


@pytest.mark.parametrize("outer", WRITERS)
def test_an_archive_in_an_archive_and_no_deeper(tmp_path: Path, outer: str) -> None:
    deep, inner = tmp_path / "deep.zip", tmp_path / "inner.7z"
    write_zip(deep, {"三层.txt": b"3"})
    write_7z(inner, {"二层.txt": b"2", "deep.zip": deep.read_bytes()})
    WRITERS[outer](tmp_path / f"a{outer}", {"一层.txt": b"1", "夹/inner.7z": inner.read_bytes()})
    _, data, errors = out_of(tmp_path / f"a{outer}")
    assert data == {"一层.txt": b"1", "夹/inner.7z!/二层.txt": b"2"}
    assert list(errors) == ["夹/inner.7z!/deep.zip"] and "层" in errors["夹/inner.7z!/deep.zip"]
    assert len(list((tmp_path / "out").iterdir())) == 2


@pytest.mark.parametrize(
    "name", ["../要点.txt", "/tmp/要点.txt", "C:\\要点.txt", "夹/../../要点.txt", "..\\要点.txt"]
)
@pytest.mark.parametrize("kind", [".zip", ".tar.gz", ".rar"])
def test_a_name_that_leads_outside_is_said_and_not_followed(tmp_path: Path, kind: str, name: str) -> None:
    WRITERS[kind](tmp_path / f"a{kind}", {name: b"x", "台账.docx": b"y"})
    before = set(tmp_path.rglob("*"))
    _, data, errors = out_of(tmp_path / f"a{kind}")
    assert data == {"台账.docx": b"y"}
    (error,) = errors.values()
    assert "压缩包之外" in error
    assert {p.relative_to(tmp_path).parts[0] for p in set(tmp_path.rglob("*")) - before} == {"out"}


def test_what_systems_leave_and_links_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    write_zip(
        path, {"__MACOSX/._要点.txt": b"x", ".DS_Store": b"x", "夹/~$要点.docx": b"x", "要点.txt": b"y"}
    )
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("链接.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    found, data, errors = out_of(path)
    assert (data, errors, found.skipped) == ({"要点.txt": b"y"}, {}, ())


def test_of_two_files_of_one_name_the_first_is_read_and_the_other_said(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("要点.txt", "1")
        archive.writestr("要点.txt", "2")
    found = unpack(tmp_path / "a.zip", _folder(tmp_path))
    read, told = sorted(found.members, key=lambda m: m.file is None)
    assert read.file is not None and read.file.read_text() == "1"
    assert told.file is None and "重名" in (told.error or "")


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def _encrypted_7z(path: Path) -> None:
    with py7zr.SevenZipFile(path, "w", password="1234") as archive:
        archive.writestr("x", "要点.txt")


def _encrypted_7z_names(path: Path) -> None:
    with py7zr.SevenZipFile(path, "w", password="1234", header_encryption=True) as archive:
        archive.writestr("x", "要点.txt")


def _encrypted_zip(path: Path) -> None:
    write_zip(path, {"要点.txt": b"x"})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)


def _docx(path: Path) -> None:
    write_zip(path, {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"})


def _zeros(path: Path) -> None:
    write_zip(path, {"要点.txt": bytes(200 * 1024 * 1024)})


def _zeros_in_tar(path: Path) -> None:
    write_tar_gz(path, {"录像.mp4": bytes(200 * 1024 * 1024)})


def _zeros_7z(path: Path) -> None:
    write_7z(path, {"要点.txt": bytes(60 * 1024 * 1024)})


def _zeros_inside(path: Path) -> None:
    inner = path.with_name("inner.zip")
    _zeros(inner)
    write_zip(path, {"inner.zip": inner.read_bytes(), "要点.txt": b"x"})


def _many(path: Path) -> None:
    write_zip(path, {f"{k}.txt": b"" for k in range(10_001)})


#: A bad archive → what the person reads.
BAD = {
    "empty file": (lambda p: p.write_bytes(b""), "空"),
    "text": (lambda p: p.write_text("工会"), "不是压缩包"),
    "encrypted zip": (_encrypted_zip, "加密"),
    "encrypted 7z": (_encrypted_7z, "加密"),
    "encrypted names": (_encrypted_7z_names, "加密"),
    "a Word file": (_docx, "Word"),
    "zip bomb": (_zeros, "炸弹"),
    "tar bomb in what is skipped": (_zeros_in_tar, "炸弹"),
    "7z bomb": (_zeros_7z, "炸弹"),
    "bomb inside": (_zeros_inside, "炸弹"),
    "too many files": (_many, "过多"),
    "only a zip signature": (lambda p: p.write_bytes(b"PK\x03\x04"), "损坏"),
    "only a 7z signature": (lambda p: p.write_bytes(b"7z\xbc\xaf\x27\x1c"), "损坏"),
    "only a RAR signature": (lambda p: p.write_bytes(b"Rar!\x1a\x07\x01\x00"), "损坏|没有"),
    "only a gzip signature": (lambda p: p.write_bytes(b"\x1f\x8b"), "损坏"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_archive_is_refused_in_chinese(tmp_path: Path, kind: str) -> None:
    make, says = BAD[kind]
    make(tmp_path / "a.zip")
    folder = _folder(tmp_path)
    try:
        assert unpack(tmp_path / "a.zip", folder).members == ()
    except UnreadableFile as error:
        assert any(word in error.message for word in says.split("|")), error.message
    else:
        assert "没有" in says
    kept, size = sum(f.stat().st_size for f in folder.iterdir()), (tmp_path / "a.zip").stat().st_size
    assert kept <= max(model.RATIO_FROM, model.MOST_RATIO * size)


def test_sizes_that_the_directory_lies_about_are_counted_as_they_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "RATIO_FROM", 1000)
    monkeypatch.setattr(model, "MOST_RATIO", 1)
    (tmp_path / "a.zip").write_bytes(tar({"要点.txt": b"x"}))  # a tar by content
    write_zip(tmp_path / "b.zip", {"要点.txt": bytes(50_000)})
    data = (
        (tmp_path / "b.zip").read_bytes().replace((50_000).to_bytes(4, "little"), (7).to_bytes(4, "little"))
    )
    (tmp_path / "b.zip").write_bytes(data)
    try:
        (member,) = unpack(tmp_path / "b.zip", _folder(tmp_path)).members
        assert member.error is not None
    except UnreadableFile as error:
        assert "炸弹" in error.message


def test_a_solid_rar_is_unpacked_by_a_program(tmp_path: Path) -> None:
    if shutil.which("bsdtar") is None:
        pytest.skip("bsdtar is not installed")
    (tmp_path / "a.rar").write_bytes(SOLID_RAR)
    _, data, errors = out_of(tmp_path / "a.rar")
    assert errors == {} and {name: len(one) for name, one in data.items()} == {
        "stest1.txt": 2048,
        "stest2.txt": 2048,
    }


def test_without_a_program_squeezed_rar_files_name_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "a.rar").write_bytes(SOLID_RAR)
    with pytest.raises(UnreadableFile, match="libarchive-tools"):
        unpack(tmp_path / "a.rar", _folder(tmp_path))


@pytest.mark.parametrize(
    ("name", "archive", "read"),
    [
        ("资料.ZIP", True, True),
        ("资料.tar.gz", True, True),
        ("资料.part1.rar", True, True),
        ("资料.part02.rar", False, False),
        ("要点.docx", False, True),
        ("录像.mp4", False, False),
        ("zip", False, False),
    ],
)
def test_names_of_archives_and_documents(name: str, archive: bool, read: bool) -> None:
    assert (is_archive_name(name), is_read_name(name)) == (archive, read)


def test_the_first_bytes_of_every_opener_lead_to_a_class() -> None:
    import importlib

    for opener in set(archives._OPENERS.values()):
        module, _, name = opener.partition(":")
        assert issubclass(getattr(importlib.import_module(module), name), model.Archive)
