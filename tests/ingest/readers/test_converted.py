"""Are .doc, .wps, .rtf, .odt, .ods read through LibreOffice as their text twins, and is it kept on a short lead?

What needs the real LibreOffice is skipped where it is not installed; a script in its place shows the rest.
"""

from __future__ import annotations

import os
import shutil
import struct
import time
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pipeline import read_file
from ingest.readers import converted, read_content
from ingest.readers.ole import is_encrypted_word, kind_of_ole
from kg.errors import UnreadableFile
from tests.ingest.readers.make_twins import SAMPLE, facts, papers, sheet_merged, structure, word_ruled
from tests.ingest.readers.office import docx_parts, p, write_parts

_HAS_OFFICE = converted.office() is not None
needs_office = pytest.mark.skipif(not _HAS_OFFICE, reason="LibreOffice is not installed")
_FILTERS = {"doc": "MS Word 97", "rtf": "Rich Text Format", "odt": "writer8", "ods": "calc8"}


def _by_office(source: Path, extension: str) -> Path:
    """A file in an old format, made by LibreOffice from one of ours."""
    folder = source.parent
    profile = folder / "making"
    converted._write_profile(profile)
    command = converted.office()
    assert command is not None
    target = f"{extension}:{_FILTERS[extension]}"
    converted._run(
        [command, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", target, "--outdir", str(folder), str(source)],
        folder,
        str(source),
    )  # fmt: skip
    return source.with_suffix(f".{extension}")


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize(
    "extension, called, start", [("doc", "doc", "003"), ("doc", "wps", "014"), ("rtf", "rtf", "005"), ("odt", "odt", "008"), ("ods", "ods", "003"), ("rtf", "doc", "007")],
)  # fmt: skip
def test_all_facts_equal_the_text_twins(tmp_path: Path, extension: str, called: str, start: str) -> None:
    paper = next(one for one in papers() if one.name.startswith(start))
    source = tmp_path / ("a.xlsx" if extension == "ods" else "a.docx")
    (sheet_merged if extension == "ods" else word_ruled)(structure(SAMPLE / paper.name), source)
    if extension != "ods":  # Word's files end in a paragraph; LibreOffice writes no .doc that ends in a table
        document = docx.Document(str(source))
        document.add_paragraph()
        document.save(str(source))
    made = _by_office(source, extension)
    file = made.rename(tmp_path / f"b.{called}")
    documents = read_file(file)
    assert facts(documents) == facts(read_file(paper))
    assert "converted-file" in {f.rule for f in documents[0].findings}


@needs_office
@pytest.mark.slow
def test_a_damaged_file_is_refused_by_the_real_one(tmp_path: Path) -> None:
    (tmp_path / "a.odt").write_bytes(b"")
    write_parts(
        tmp_path / "a.odt",
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": "<x",
            "META-INF/manifest.xml": "<y",
        },
    )
    with pytest.raises(UnreadableFile) as error:
        read_content(tmp_path / "a.odt")
    assert "LibreOffice" in error.value.message or "没有文字" in error.value.message


# --- a script in its place -----------------------------------------------------------------------------

_RTF = b"{\\rtf1\\ansi \\u24037?\\u20250?}"


def _fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    command = folder / "soffice"
    command.write_text(f"#!/bin/sh\n{script}\n")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return command


def _rtf(tmp_path: Path) -> Path:
    (tmp_path / "a.rtf").write_bytes(_RTF)
    return tmp_path / "a.rtf"


def test_the_message_names_the_package_and_the_way_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableFile) as error:
        read_content(_rtf(tmp_path))
    assert "libreoffice-writer-nogui" in error.value.message and "另存为 .docx" in error.value.message
    write_parts(
        tmp_path / "a.ods",
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"},
    )
    with pytest.raises(UnreadableFile) as error:
        read_content(tmp_path / "a.ods")
    assert "libreoffice-calc-nogui" in error.value.message and "另存为 .xlsx" in error.value.message


def test_a_converter_that_hangs_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fake(tmp_path, monkeypatch, f"sleep 60 & echo $! > {tmp_path}/child; wait")
    monkeypatch.setattr(converted, "TIMEOUT", 0.6)
    began = time.monotonic()
    with pytest.raises(UnreadableFile, match="超过"):
        read_content(_rtf(tmp_path))
    assert time.monotonic() - began < 30  # it sleeps for a minute
    child = int((tmp_path / "child").read_text())
    for _ in range(50):
        state = Path(f"/proc/{child}/stat")
        if not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            break
        time.sleep(0.02)
    else:
        pytest.fail("the converter's child is still alive")


@pytest.mark.parametrize(
    "script, says",
    [
        ("exit 77", "打不开"),
        ("echo 'Error: no export filter for x found, aborted.'; exit 1", "缺少组件"),
        ("echo broken > $(dirname $0)/../never", "打不开"),
        ('while [ "$1" != --outdir ]; do shift; done; echo no zip > $2/in.docx', "损坏"),
    ],
)
def test_a_converter_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, says: str
) -> None:
    _fake(tmp_path, monkeypatch, script)
    with pytest.raises(UnreadableFile) as error:
        read_content(_rtf(tmp_path))
    assert says in error.value.message and "a.rtf" in str(error.value) and "in.docx" not in str(error.value)


def test_the_converter_sees_a_copy_a_profile_without_macros_and_no_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_parts(
        tmp_path / "ready.docx", docx_parts(p("云州市总工会2024年工作要点") + p("1. 新建职工书屋20家。"))
    )
    _fake(
        tmp_path,
        monkeypatch,
        f'env > {tmp_path}/env; for a in "$@"; do echo "$a" >> {tmp_path}/args; done; cp profile/user/registrymodifications.xcu {tmp_path}/\n'
        f'while [ "$1" != --outdir ]; do shift; done; cp {tmp_path}/ready.docx $2/in.docx',
    )
    monkeypatch.setenv("SECRET_TOKEN", "x")
    (document,) = read_file(_rtf(tmp_path))
    assert document.title is not None and document.title.text == "云州市总工会2024年工作要点"
    arguments = (tmp_path / "args").read_text().splitlines()
    environment = (tmp_path / "env").read_text()
    assert "--headless" in arguments and "docx:MS Word 2007 XML" in arguments
    assert str(tmp_path / "a.rtf") not in arguments and arguments[-1].endswith("/in.rtf")
    assert "SECRET_TOKEN" not in environment and "http_proxy=http://127.0.0.1:9" in environment
    settings = (tmp_path / "registrymodifications.xcu").read_text()
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true' in settings
    assert not Path(arguments[-1]).exists()


# --- the old container -----------------------------------------------------------------------------------


def _ole(*names: str, flags: int = 0) -> bytes:
    """A compound file of four sectors: allocation table, directory, and the first stream's beginning."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    head[24:32] = struct.pack("<HHHH", 0x3E, 3, 0xFFFE, 9)
    head[44:52] = struct.pack("<II", 1, 1)
    head[76:512] = struct.pack("<I", 0) + b"\xff" * 432
    fat = struct.pack("<III", 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE).ljust(512, b"\xff")
    directory = b""
    for kind, name in ((5, "Root Entry"), *((2, name) for name in names)):
        raw = name.encode("utf-16-le") + b"\0\0"
        entry = raw.ljust(64, b"\0") + struct.pack("<H", len(raw)) + bytes([kind])
        directory += entry.ljust(116, b"\0") + struct.pack("<II", 2, 4096) + bytes(4)
    stream = bytes(10) + struct.pack("<H", flags)
    return bytes(head) + fat + directory.ljust(512, b"\0") + stream.ljust(512, b"\0")


#: The streams of a file → what it is.
STREAMS = {
    ("WordDocument", "1Table"): "doc",
    ("Workbook",): "xls",
    ("Book",): "xls",
    ("PowerPoint Document",): None,
    ("EncryptedPackage",): None,
    (): None,
}


@given(st.binary(max_size=1600), st.integers(0, 8))
def test_any_bytes_are_told_or_not(tmp_path_factory: pytest.TempPathFactory, tail: bytes, cut: int) -> None:
    whole = _ole("WordDocument")
    file = tmp_path_factory.mktemp("ole") / "a.docx"
    file.write_bytes(whole[: 24 + 64 * cut] + tail)
    assert kind_of_ole(file) in ("doc", "xls", None)
    assert is_encrypted_word(file) in (True, False)


@pytest.mark.parametrize("names", STREAMS)
def test_the_kind_is_told_by_the_streams(tmp_path: Path, names: tuple[str, ...]) -> None:
    (tmp_path / "a").write_bytes(_ole(*names))
    assert kind_of_ole(tmp_path / "a") == STREAMS[names]


def test_a_locked_document_is_refused_before_it_is_converted(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(_ole("WordDocument", flags=0x0100))
    (tmp_path / "b.doc").write_bytes(_ole("WordDocument"))
    assert is_encrypted_word(tmp_path / "a.doc") and not is_encrypted_word(tmp_path / "b.doc")
    with pytest.raises(UnreadableFile, match="加密"):
        read_content(tmp_path / "a.doc")
    write_parts(
        tmp_path / "a.odt",
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": "x",
            "META-INF/manifest.xml": "<m><encryption-data/></m>",
        },
    )
    with pytest.raises(UnreadableFile, match="加密"):
        read_content(tmp_path / "a.odt")


#: What is called .doc, .wps or .odt and is no such file → part of the reason.
BAD = {
    "empty": ("a.doc", b"", "空"),
    "text": ("a.doc", "云州市总工会的工作要点".encode(), "纯文本"),
    "a chain without end": ("a.wps", _ole("Root")[:512] + struct.pack("<I", 1) * 128 + bytes(600), ""),
    "slides": ("a.doc", _ole("PowerPoint Document"), "旧版 Office"),
    "locked package": ("a.doc", _ole("EncryptedPackage"), "加密"),
    "PDF": ("a.rtf", b"%PDF-1.7\n", "PDF"),
    "slides of OpenDocument": ("a.odt", b"odp", "演示"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_such_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    name, data, says = BAD[kind]
    _fake(tmp_path, monkeypatch, "exit 1")
    (tmp_path / name).write_bytes(data)
    if data == b"odp":
        write_parts(
            tmp_path / name,
            {"mimetype": "application/vnd.oasis.opendocument.presentation", "content.xml": "<x/>"},
        )
    with pytest.raises(UnreadableFile) as error:
        read_content(tmp_path / name)
    assert says in error.value.message


def test_a_docx_called_doc_needs_no_converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("soffice") is None
    file = write_parts(tmp_path / "a.doc", docx_parts(p("云州市总工会2024年工作要点")))
    assert read_file(file)[0].text == "云州市总工会2024年工作要点\n"
