"""Are the names in archives read as they were written, and told apart where they lead outside?"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from ingest.archives.names import decoder, leads_outside, tidy, unicode_path
from ingest.archives.zip_files import ZipArchive
from tests.ingest.archives.make import zip_with_raw_names


@pytest.mark.parametrize(
    ("names", "encoding"),
    [
        (["二〇二四年/工作要点.docx", "台账.xlsx"], "gbk"),
        (["二〇二四年/工作要点.docx", "a.txt"], "utf-8"),
        (["汐"], "gbk"),
        (["镕基.txt", "𠮷.txt"], "gb18030"),
        (["plain.txt"], "ascii"),
        (["résumé.txt", "Caf\u00e9.txt"], "cp437"),
        (["联通.txt"], "gbk"),
        ([], "ascii"),
    ],
)
def test_names_of_one_archive_are_read_together(names: list[str], encoding: str) -> None:
    raw = [name.encode(encoding) for name in names]
    read = decoder(raw)
    assert [read(name) for name in raw] == names


def test_names_of_two_encodings_are_read_one_by_one() -> None:
    raw = ["要点.docx".encode(), "台账.xlsx".encode("gbk"), "Caf\u00e9.txt".encode("cp437")]
    assert [decoder(raw)(name) for name in raw] == ["要点.docx", "台账.xlsx", "Caf\u00e9.txt"]


def test_the_unicode_path_field_counts_where_it_is_of_this_name() -> None:
    raw = b"\xc8\xd5.txt"
    field = b"\x01" + zlib.crc32(raw).to_bytes(4, "little") + "别的名字.txt".encode()
    extra = struct.pack("<HH", 0x5455, 1) + b"\0" + struct.pack("<HH", 0x7075, len(field)) + field
    assert unicode_path(extra, raw) == "别的名字.txt"
    assert unicode_path(extra, b"other.txt") is None
    assert unicode_path(b"", raw) is unicode_path(extra[:7], raw) is None


@pytest.mark.parametrize(
    ("raw", "flag", "shown"),
    [
        ("资料/要点.docx".encode("gbk"), 0, "资料/要点.docx"),
        ("资料/要点.docx".encode(), 0, "资料/要点.docx"),
        ("资料/要点.docx".encode(), 0x800, "资料/要点.docx"),
        ("资料\\要点.docx".encode("gb18030"), 0, "资料/要点.docx"),
    ],
)
def test_a_zip_file_of_any_program(tmp_path: Path, raw: bytes, flag: int, shown: str) -> None:
    zip_with_raw_names(tmp_path / "a.zip", [raw], flag=flag)
    (entry,) = ZipArchive(tmp_path / "a.zip").entries()
    assert tidy(entry.name) == shown


@pytest.mark.parametrize(
    ("name", "tidied"),
    [
        ("./资料/./要点.docx", "资料/要点.docx"),
        ("资料//要点.docx", "资料/要点.docx"),
        ("资料\\要点.docx", "资料/要点.docx"),
        ("e\u0301.txt", "\u00e9.txt"),
        ("/etc/要点.txt", "/etc/要点.txt"),
        ("a\udc80.txt", "a\\udc80.txt".replace("\\", "/")),
    ],
)
def test_one_form_of_a_name(name: str, tidied: str) -> None:
    assert tidy(name) == tidied


@pytest.mark.parametrize(
    ("name", "outside"),
    [
        ("资料/要点.docx", False),
        ("..资料/要点...docx", False),
        ("../要点.docx", True),
        ("资料/../../要点.docx", True),
        ("/etc/passwd", True),
        ("C:/要点.docx", True),
        ("资料/..", True),
        ("要点.docx\0.exe", True),
    ],
)
def test_names_that_lead_outside(name: str, outside: bool) -> None:
    assert leads_outside(tidy(name)) is outside
