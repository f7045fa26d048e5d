"""One file per format: bytes to text, or to paragraphs and tables (读入). Which reader takes a file its content says.

The extension says what a file claims to be; its first bytes, and for zip files its parts, say what it is. A workbook
called .docx is read as a workbook; what is of no format that is read is refused by name.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ingest.layout.printed import PrintedFile
from ingest.readers.reasons import reason
from ingest.readers.text import MOST_BYTES, decode, read_text, signed
from kg.errors import UnreadableFile

#: A text's lines are the printer's: `ingest.layout.recover` finds its paragraphs and tables. Other formats say them.
Content = str | PrintedFile
Reader = Callable[[Path], Content]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read: `reader` is "module:function", imported when a file needs it; `most` bounds its bytes.

    `signatures`: first bytes that only this format has; zip packages are told apart by their parts.
    """

    name: str
    extensions: tuple[str, ...]
    reader: str
    most: int
    signatures: tuple[bytes, ...] = ()
    #: Its files may be text without a signature: one that is called so is tried.
    textual: bool = False


#: A format is added here and in a file of its own beside this one.
FORMATS: dict[str, Format] = {
    "text": Format(
        "文本", (".txt", ".md", ".markdown", ".text"), "ingest.readers.text:read_text", MOST_BYTES
    ),
    "docx": Format("Word", (".docx", ".docm"), "ingest.readers.word:read_word", 512 * 1024 * 1024),
    "xlsx": Format("Excel", (".xlsx", ".xlsm"), "ingest.readers.sheets:read_sheets", 512 * 1024 * 1024),
    "pdf": Format(
        "PDF",
        (".pdf",),
        "ingest.readers.pdf:read_pdf",
        512 * 1024 * 1024,
        signatures=(b"%PDF-", b"\xef\xbb\xbf%PDF-"),
    ),
    "html": Format(
        "网页",
        (".html", ".htm", ".shtml", ".xhtml", ".mht", ".mhtml"),
        "ingest.readers.html:read_html",
        32 * 1024 * 1024,
        textual=True,
    ),
    "ofd": Format("OFD", (".ofd",), "ingest.readers.ofd:read_ofd", 512 * 1024 * 1024),
    "xls": Format(
        "旧版 Excel",
        (".xls", ".et"),
        "ingest.readers.old_sheets:read_old_sheets",
        64 * 1024 * 1024,
        textual=True,
    ),
    "doc": Format("旧版 Word", (".doc", ".wps"), "ingest.readers.converted:read_old_word", 256 * 1024 * 1024),
    "rtf": Format("RTF", (".rtf",), "ingest.readers.converted:read_rtf", 256 * 1024 * 1024, (b"{\\rtf",)),
    "odf": Format(
        "OpenDocument", (".odt", ".ods"), "ingest.readers.converted:read_open_document", 256 * 1024 * 1024
    ),
    "image": Format(
        "图片",
        (".png", ".jpg", ".jpeg", ".jfif", ".tif", ".tiff", ".bmp"),
        "ingest.readers.images:read_images",
        512 * 1024 * 1024,
        signatures=(b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"),
    ),
}
#: Extension to format.
READERS: dict[str, str] = {ext: key for key, one in FORMATS.items() for ext in one.extensions}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Word's XML of 2003, and a whole .docx as one XML file.
_WORD_XML = re.compile(
    rb"schemas\.microsoft\.com/office/(?:word/2003/wordml|2006/xmlPackage)|progid=.Word\.Document"
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
#: What a zip file may be that no reader takes.
_OTHER_ZIPS = {"pptx": "PowerPoint 演示文稿"}


def reader_for(path: Path) -> Reader | None:
    """A reader for this file's extension, or None for a format that is not read. It looks at the content first."""
    return read_content if path.suffix.lower() in READERS else None


def read_content(path: Path) -> Content:
    """What one file holds. Raises UnreadableFile with the reason (in Chinese) for one that cannot be read."""
    claimed = READERS.get(path.suffix.lower())
    if claimed is None:
        raise _not_read(path)
    head = _head(path)
    if (kind := kind_of(path, head)) in FORMATS:
        return _reader(kind)(path)
    if FORMATS[claimed].textual and not signed(head) and _is_text(head):
        return _reader(claimed)(path)
    if claimed == "text":
        return read_text(path)  # or says what it is instead of a text
    if head.startswith(_ZIP):
        what = _OTHER_ZIPS.get(kind or "", "普通 ZIP 压缩包")
        raise UnreadableFile(f"不是 {FORMATS[claimed].name} 文件，而是{what}（扩展名可能有误）", str(path))
    raise UnreadableFile(_why_not(path, head, FORMATS[claimed].name), str(path))


def _reader(key: str) -> Reader:
    module, _, function = FORMATS[key].reader.partition(":")
    read: Reader = getattr(importlib.import_module(module), function)
    return read


def kind_of(path: Path, head: bytes) -> str | None:
    """The key of the format that the first bytes tell, and for zip files the parts; None where they tell none."""
    if head.startswith(_ZIP):
        from ingest.readers.packages import kind_of_zip

        return kind_of_zip(path)
    signed_by = (key for key, one in FORMATS.items() if one.signatures and head.startswith(one.signatures))
    if (kind := next(signed_by, None)) is not None:
        return kind
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":  # two letters alone may begin a text
        return "image"
    if head.startswith(_OLE):
        from ingest.readers.ole import kind_of_ole

        return kind_of_ole(path)
    return _kind_of_marks(head) if b"<" in head or b":" in head else None


def _kind_of_marks(head: bytes) -> str | None:
    """A web page, or what Word and Excel of 2003 save as XML."""
    from ingest.readers.html_source import is_page
    from ingest.readers.spreadsheet_xml import is_spreadsheet_xml

    if is_spreadsheet_xml(head):
        return "xls"
    if _WORD_XML.search(head):
        return "doc"
    return "html" if is_page(head) else None


def _why_not(path: Path, head: bytes, name: str) -> str:
    """Why a file that is called an office file is none."""
    from ingest.readers.packages import why_not_package

    if (known := why_not_package(path, head)) is not None:
        return known
    if not head.strip(b"\0 \r\n\t"):
        return "文件是空的"
    if (kind := signed(head)) is not None:
        return f"不是 {name} 文件，而是 {kind} 文件（扩展名可能有误）"
    if _is_text(head):
        return f"内容不是 {path.suffix} 格式，而是纯文本，请把扩展名改为 .txt 再读入"
    return f"不是 {name} 文件，可能已损坏"


def _is_text(head: bytes) -> bool:
    """These bytes begin a text; the last character may be cut."""
    for cut in range(4):
        try:
            decode(head[: len(head) - cut])
            return True
        except UnreadableFile:
            continue
    return False


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(4096)
    except OSError as error:
        raise UnreadableFile(f"无法打开：{reason(error)}", str(path)) from error


def _not_read(path: Path) -> UnreadableFile:
    kinds = " ".join(READERS)
    return UnreadableFile(
        f"暂不支持 {path.suffix or '无扩展名'} 格式（可读 {kinds}，以及压缩包 zip 7z rar tar.gz）", str(path)
    )


def check_readable(path: Path) -> None:
    """Refuses what no reader would take, without reading a byte of it. Raises UnreadableFile with the reason."""
    claimed = READERS.get(path.suffix.lower())
    if claimed is None:
        raise _not_read(path)
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnreadableFile(f"无法打开：{reason(error)}", str(path)) from error
    most = FORMATS[claimed].most
    if size > most:
        raise UnreadableFile(f"文件过大（{size / 1e6:.0f} MB，上限 {most / 1e6:.0f} MB）", str(path))
