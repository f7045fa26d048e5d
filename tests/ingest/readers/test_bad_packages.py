"""Does a bad office file fail alone, at once, by name, with a reason in Chinese, and within its memory?"""

from __future__ import annotations

import io
import random
import re
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from api.ingesting import find_files, ingest_files
from ingest.pipeline import read_file
from ingest.readers import ocr
from kg.errors import UnreadableFile
from kg.workspace import Workspace
from tests.ingest.readers.make_pdfs import BUILT_IN, register
from tests.ingest.readers.office import docx_parts, p, row, tbl, tc, write_parts, xlsx_parts

GOOD = p("云州市总工会2024年工作要点") + p("1. 新建职工书屋20家。（责任单位：宣传教育部）")
_PARTS = docx_parts(GOOD)
_SHEET = (
    "<sheetData>"
    + row(1, "序号", "工作任务", "责任部门")
    + row(2, 1, "建站30个。", "组织部")
    + "</sheetData>"
)
_BOMB = '<!DOCTYPE x [<!ENTITY a "工会工会工会工会"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def _write(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


def _docx(**changed: str | bytes) -> Callable[[Path], object]:
    return lambda path: write_parts(path, {**_PARTS, "word/document.xml": changed["document"]})


def _good_bytes(path: Path) -> bytes:
    return write_parts(path, _PARTS).read_bytes()


def _truncated(path: Path) -> None:
    path.write_bytes(_good_bytes(path)[:-40])


def _pdf() -> bytes:
    """The good paper as a PDF."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    canvas.setFont(register(BUILT_IN), 16)
    for k, line in enumerate(re.findall(r"<w:t[^>]*>([^<]+)", GOOD)):
        canvas.drawString(90, 700 - 30 * k, line)
    canvas.save()
    return out.getvalue()


def _picture() -> bytes:
    """A PNG whose pixels do not pack."""
    out = io.BytesIO()
    Image.frombytes("L", (200, 100), random.Random(5).randbytes(20_000)).save(out, "PNG")
    return out.getvalue()


def _damaged(path: Path) -> None:
    data = bytearray(_good_bytes(path))
    at = data.find(b"word/document.xml") + 60
    data[at : at + 40] = bytes(40)
    path.write_bytes(data)


def _encrypted_member(path: Path) -> None:
    data = bytearray(_good_bytes(path))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(data)


def _squeezed(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in _PARTS.items():
            package.writestr(name, content)
        package.writestr("word/media/bomb.bin", bytes(20_000_000))


def _lying(path: Path) -> None:
    """The directory says that the document is small; it inflates to far more."""
    write_parts(path, {**_PARTS, "word/document.xml": "<a>" + "工" * 3_000_000 + "</a>"})
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    data[at + 24 : at + 28] = struct.pack("<I", 500)
    path.write_bytes(data)


def _many(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        for k in range(20_001):
            package.writestr(f"a{k}", b"")


def _named(name: str) -> Callable[[Path], object]:
    return lambda path: write_parts(path, {**_PARTS, name: "x"})


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
#: What the file is → its name, how it is made, and what the reason says.
BAD: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "encrypted": ("a.docx", _write(_OLE + "EncryptedPackage".encode("utf-16-le")), "加密"),
    "encrypted workbook": ("a.xlsx", _write(_OLE + "EncryptedPackage".encode("utf-16-le")), "加密"),
    "an encrypted member": ("a.docx", _encrypted_member, "加密"),
    "old Word": ("a.docx", _write(_OLE), "旧版 Office"),
    "truncated": ("a.docx", _truncated, "截断或损坏"),
    "only a signature": ("a.xlsx", _write(b"PK\x03\x04"), "截断或损坏"),
    "damaged inside": ("a.docx", _damaged, "损坏"),
    "empty": ("a.docx", _write(b""), "空"),
    "text": ("a.docx", _write("云州市总工会的工作要点".encode()), "纯文本"),
    "a PDF's first line": ("a.docx", _write(b"%PDF-1.7\n"), "PDF 文件损坏或不完整"),
    "a truncated PDF": ("a.docx", lambda f: f.write_bytes(_pdf()[:-600]), "PDF 文件损坏或不完整"),
    "half a PDF": ("a.xlsx", lambda f: f.write_bytes(_pdf()[: len(_pdf()) // 2]), "PDF 文件损坏或不完整"),
    "a picture's first bytes": (
        "a.xlsx",
        _write(b"\x89PNG\r\n\x1a\n" + bytes(99)),
        "不是可读的图片" if ocr.available() else "识别组件",
    ),
    "a truncated picture": (
        "a.docx",
        lambda f: f.write_bytes(_picture()[:-600]),
        "图片已损坏或不完整" if ocr.available() else "识别组件",
    ),
    "noise": ("a.xlsx", _write(random.Random(3).randbytes(4000)), "不是 Excel 文件"),
    "a plain zip": ("a.docx", lambda f: write_parts(f, {"a.txt": "x"}), "普通 ZIP"),
    "slides": (
        "a.docx",
        lambda f: write_parts(f, {"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}),
        "PowerPoint",
    ),
    "OFD": ("a.docx", lambda f: write_parts(f, {"OFD.xml": "<OFD/>"}), "OFD"),
    "no body": ("a.docx", _docx(document="<document/>"), "没有正文"),
    "no document": (
        "a.docx",
        lambda f: write_parts(f, {"[Content_Types].xml": "<Types/>", "word/styles.xml": "<s/>"}),
        "缺少",
    ),
    "only pictures": ("a.docx", lambda f: write_parts(f, docx_parts(p(""))), "没有文字"),
    "no XML": ("a.docx", _docx(document="<document><body>"), "不是完整的 XML"),
    "XML bomb": ("a.docx", _docx(document=_BOMB + "<document><body>&b;</body></document>"), "实体"),
    "XML bomb in UTF-16": (
        "a.docx",
        _docx(document=('<?xml version="1.0" encoding="utf-16"?>' + _BOMB + "<a>&b;</a>").encode("utf-16")),
        "实体",
    ),
    "an outside entity": (
        "a.docx",
        _docx(document='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><a><body>&a;</body></a>'),
        "实体",
    ),
    "XML bomb in a sheet": (
        "a.xlsx",
        lambda f: write_parts(f, xlsx_parts(_SHEET, before=f"<!--{'x' * 9000}-->{_BOMB}")),
        "实体",
    ),
    "squeezed beyond belief": ("a.docx", _squeezed, "压缩炸弹"),
    "a size that lies": ("a.docx", _lying, "损坏"),
    "too many members": ("a.docx", _many, "成员"),
    "a path out of the package": ("a.docx", _named("../../etc/x"), "包外"),
    "an absolute path": ("a.docx", _named("/etc/x"), "包外"),
    "a drive": ("a.xlsx", _named("C:\\x"), "包外"),
    "nested beyond reading": ("a.docx", _docx(document="<a>" * 5000 + "</a>" * 5000), "不是完整的 XML"),
    "no sheet with words": ("a.xlsx", lambda f: write_parts(f, xlsx_parts("<sheetData/>")), "没有文字"),
    "too many columns": (
        "a.xlsx",
        lambda f: write_parts(
            f, xlsx_parts("<sheetData><row>" + '<c t="str"><v>工</v></c>' * 600 + "</row></sheetData>")
        ),
        "过宽",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_fails_alone_by_name_with_a_reason(tmp_path: Path, kind: str) -> None:
    name, make, says = BAD[kind]
    make(tmp_path / name)
    write_parts(tmp_path / "good.docx", _PARTS)
    with Workspace.in_memory() as workspace:
        began = time.process_time()
        report = ingest_files(workspace, find_files([tmp_path]))
        assert time.process_time() - began < 20
        assert (report.ingested, len(report.failed)) == (1, 1)
        assert Path(report.failed[0]["path"]).name == name
        reason = report.failed[0]["error"]
        assert says in reason and str(tmp_path) not in reason and len(reason) < 120, reason
    with pytest.raises(UnreadableFile) as refused:
        read_file(tmp_path / name)
    assert refused.value.where == str(tmp_path / name)


#: Odd, but readable: what it is → its parts.
ODD: dict[str, dict[str, str | bytes]] = {
    "an absurd dimension": xlsx_parts('<dimension ref="A1:XFD1048576"/>' + _SHEET),
    "a merge over everything": xlsx_parts(
        _SHEET
        + '<mergeCells><mergeCell ref="D1:XFD1048576"/><mergeCell ref="Z9:A1"/><mergeCell ref="x"/></mergeCells>'
    ),
    "rows and cells without sense": xlsx_parts(
        _SHEET.replace(
            "</sheetData>",
            '<row r="99999999999"><c r="A99999999999" t="str"><v>x</v></c></row><row r="-1"/>'
            '<row r="9"><c r="ZZZZ9" t="s"><v>77</v></c><c r="A9" s="88" t="n"><v>1e999</v></c></row></sheetData>',
        )
    ),
    "an absurd span": docx_parts(
        p("云州市总工会2024年任务清单")
        + tbl(
            tc("序号", '<w:gridSpan w:val="99999999"/>') + tc("工作任务") + tc("责任部门"),
            tc("1", '<w:gridSpan w:val="-3"/><w:vMerge/>') + tc("建站30个。") + tc("组织部"),
        )
    ),
    "tables nested sixty deep": docx_parts(
        GOOD + "".join("<w:tbl><w:tr><w:tc>" for _ in range(60)) + p("底") + "</w:tc></w:tr></w:tbl>" * 60
    ),
    "styles in a circle": docx_parts(
        p("云州市总工会2024年工作要点", '<w:pStyle w:val="a"/>'),
        styles='<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>',
    ),
}


@pytest.mark.parametrize("kind", ODD)
def test_what_is_odd_is_read_within_bounds(tmp_path: Path, kind: str) -> None:
    name = "a.xlsx" if "xl/workbook.xml" in ODD[kind] else "a.docx"
    write_parts(tmp_path / name, ODD[kind])
    began = time.process_time()
    (document,) = read_file(tmp_path / name)
    assert time.process_time() - began < 20
    assert document.text.strip()


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsx", "a.txt", "a.PDF"])
def test_a_pdf_is_read_as_a_pdf_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(_pdf())
    (document,) = read_file(tmp_path / name)
    assert document.title is not None and document.title.text == "云州市总工会2024年工作要点"
    assert [(t.text, [u.name for row in t.rows for u in row.units]) for t in document.tasks] == [
        ("新建职工书屋20家。", ["宣传教育部"])
    ]


def test_the_content_says_what_a_file_is(tmp_path: Path) -> None:
    wanted = read_file(write_parts(tmp_path / "a.xlsx", xlsx_parts(_SHEET)))[0].tasks
    assert wanted
    assert read_file(write_parts(tmp_path / "b.docx", xlsx_parts(_SHEET)))[0].tasks == wanted
    (document,) = read_file(write_parts(tmp_path / "c.txt", _PARTS))
    assert document.title is not None and document.title.text == "云州市总工会2024年工作要点"


@pytest.mark.slow
def test_a_long_empty_area_takes_no_memory(tmp_path: Path) -> None:
    """40,000 formatted rows of eight cells below the table: 7 MB of XML."""
    cells = "".join(f'<c r="{c}9" s="0"/>' for c in "ABCDEFGH")
    below = "".join(f'<row r="{r}">{cells}</row>' for r in range(10, 40_010))
    file = write_parts(
        tmp_path / "a.xlsx", xlsx_parts(_SHEET.replace("</sheetData>", below + "</sheetData>"))
    )
    del below
    tracemalloc.start()
    (document,) = read_file(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(document.tasks) == 1 and peak < 20_000_000


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_file_with_any_bytes_changed_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["x.docx", "x.xlsx"]))
    write_parts(tmp_path / name, _PARTS if name == "x.docx" else xlsx_parts(_SHEET))
    content = bytearray((tmp_path / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    (tmp_path / name).write_bytes(content[: data.draw(st.integers(1, len(content)))])
    try:
        assert read_file(tmp_path / name)
    except UnreadableFile as error:
        assert error.message
