"""In whichever encoding a Chinese office saved it, is the text read exactly, or refused with the reason?"""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ingest.readers import READERS, check_readable, reader_for
from ingest.readers.text import MOST_LINE, decode, read_text
from kg.errors import UnreadableFile

#: 𠀀 and 𬭚 take four bytes in GB18030; 镕 and 堃 stand in names.
WORDS = "云州市总工会关于印发《2024年工作要点》的通知\n\n各县（区）总工会：\n李镕堃、王𬭚𠀀同志负责“灯塔杯”竞赛，①新建书屋20家——占90％。\n"
TRADITIONAL = (
    "雲州市總工會關於辦理職工書屋與勞動競賽的通知，請各級工會和市總工會各部門認真組織實施，確保完成任務。\n"
)
LE, BE = codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE


@pytest.mark.parametrize("words", [WORDS, TRADITIONAL], ids=["simplified", "traditional"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", LE),
        ("utf-16-be", BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("gb18030", b""),
    ],
)
def test_every_encoding_that_offices_save_in(tmp_path: Path, words: str, encoding: str, mark: bytes) -> None:
    text = words if mark or not encoding.startswith("utf-16") else words + "2024 No. 1 2 3 4 5\n" * 3
    file = tmp_path / "x.txt"
    file.write_bytes(mark + text.encode(encoding))
    assert read_text(file) == text


@pytest.mark.parametrize("encoding", ["gbk", "gb2312"])
def test_older_forms_of_gb18030(encoding: str) -> None:
    words = "云州市总工会关于印发工作要点的通知，请认真组织实施。\n"
    assert decode(words.encode(encoding)) == words


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_line_ends_become_one_kind(end: str, encoding: str) -> None:
    assert decode(f"云州{end}工会{end}{end}方案".encode(encoding)) == "云州\n工会\n\n方案"


def test_mixed_line_ends() -> None:
    assert decode("云\r\n州\n市\r总\n\r会".encode()) == "云\n州\n市\n总\n\n会"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空"),
        (b"\n\n \t\r\n", "空|没有"),
        (TRADITIONAL.encode("big5"), "Big5"),
        ((TRADITIONAL * 20).encode("big5"), "Big5"),
        (WORDS.encode()[:-2], "截断"),
        (WORDS.encode("gb18030") + b"\xb9", "截断"),
        (LE + WORDS.encode("utf-16-le")[:-1], "损坏|截断"),
        (LE + WORDS.encode("utf-16-be"), "损坏|生僻|汉字"),
        (LE + WORDS.encode(), "损坏|生僻|汉字"),
        (codecs.BOM_UTF8 + WORDS.encode("gb18030"), "损坏"),
        (WORDS.encode() + b"\0" + WORDS.encode(), "NUL"),
        (b"%PDF-1.4 " + WORDS.encode(), "PDF"),
        (b"{\\rtf1\\ansi " + b"x" * 99, "RTF"),
        (b"plain English", "汉字"),
        ("工".encode() * (MOST_LINE + 1), "一行"),
    ],
)
def test_what_is_no_chinese_text_is_refused_with_the_reason(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        decode(data, "文件.txt")
    assert any(word in caught.value.message for word in says.split("|")), caught.value.message
    assert caught.value.where == "文件.txt"


def test_the_longest_line_is_still_read() -> None:
    assert len(decode("工".encode() * MOST_LINE)) == MOST_LINE


def test_page_breaks_and_tabs_stay() -> None:
    assert decode("第一页\f第二页\t表".encode()) == "第一页\f第二页\t表"


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.md", "要点.Markdown", "b.text", "表.docx", "表.XLSX"])
def test_extensions(tmp_path: Path, name: str) -> None:
    assert reader_for(Path(name)) is not None
    (tmp_path / name).write_text("云州", encoding="utf-8")
    check_readable(tmp_path / name)


@pytest.mark.parametrize("name", ["a.ppt", "a.dwg", "a", ".txt.bak"])
def test_other_extensions_are_named(tmp_path: Path, name: str) -> None:
    assert reader_for(Path(name)) is None
    with pytest.raises(UnreadableFile, match=r"\.txt"):
        check_readable(tmp_path / name)
    assert ".txt" in READERS


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60), st.sampled_from(["utf-8", "utf-16"])
)
def test_any_text_that_is_written_down_is_read_back_or_refused(words: str, encoding: str) -> None:
    text = "云州市总工会的工作要点和方案，要在全市开展。" + words
    assume(text[0] != "\ufeff")
    try:
        assert decode(text.encode(encoding)) == text
    except UnreadableFile as error:
        assert "\ufffd" in words or "生僻" in error.message
