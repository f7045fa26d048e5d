"""What does the file of a web page hold? Its bytes to a tree: encoding, web archives (.mht), bounds.

A byte order mark counts first, then UTF-8 where it fits, then what the page declares (gb2312 and gbk are read as
GB18030, which holds both), then GB18030. Scripts, pictures set into the page and declared entities are cut out before
the tree is made; a page nested beyond any editor's doing is refused, for the parser would drop its text.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.readers.whole import read_whole
from kg.errors import UnreadableFile
from kg.model import Finding

#: The longest pages of offices are under 2 MB; pictures set into a page can make it longer.
MOST_BYTES = 32 * 1024 * 1024
_MOST_ELEMENTS = 400_000
#: So many of a page's characters beyond ASCII may be damaged: more is no damage but a wrong encoding. GBK read as UTF-8
#: is damaged throughout.
_MOST_DAMAGED, _FEW = 0.01, 2
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^<>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:\-]{2,20})""", re.I)  # fmt: skip
#: Names that stand for a larger set in every browser (WHATWG Encoding, 4.2).
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "big5": "big5hkscs",
}
_BEGINS_PAGE = re.compile(
    r"^\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
#: What programs export as .xls or .doc: a page without its head.
_BEGINS_PIECE = re.compile(r"^\s*(?:<!--.{0,2000}?-->\s*)*<(?:meta|style|table|div|p|title|link|center|h[1-6])\b", re.I | re.S)  # fmt: skip
_ARCHIVE = re.compile(rb"^(?:[A-Za-z\-]{2,40}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?MIME-Version:", re.I)
#: Cut out before parsing; none can hold what the page shows. What never ends is left to the parser.
_UNSEEN = (("<script", re.compile(r"</script\s*>", re.I)), ("<xml", re.compile(r"</xml\s*>", re.I)))
_PICTURE = re.compile(r"data:image/[a-z+.\-]{1,20};base64,[A-Za-z0-9+/=\s]+", re.I)
_DECLARATIONS = re.compile(r"<!doctype[^<>\[]{0,500}\[.{0,20000}?\]\s*>|<\?xml[^<>]*\?>", re.I | re.S)


_UNFINISHED, _FINISHED = re.compile(r"<(?:html|body)\b", re.I), re.compile(r"</(?:html|body)\s*>", re.I)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's tree (lxml), and what was noticed on the way."""

    root: Any
    findings: tuple[Finding, ...] = ()


def is_page(head: bytes, *, pieces: bool = False) -> bool:
    """Whether these first bytes begin a web page or a web archive; with `pieces` also a part of one (<table>…)."""
    if _ARCHIVE.match(head) and b"multipart/related" in head.lower():
        return True
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    words = (
        head.decode("utf-16" if wide else "latin-1", "replace").removeprefix("\xef\xbb\xbf").lstrip("\ufeff")
    )
    return bool(_BEGINS_PAGE.match(words) or (pieces and _BEGINS_PIECE.match(words)))


def read_page(path: Path) -> Page:
    """The tree of an .html or .mht. Raises UnreadableFile with the reason (in Chinese)."""
    where = str(path)
    data = read_whole(path, MOST_BYTES)
    if not data.strip(b" \t\r\n\0"):
        raise UnreadableFile("文件是空的", where)
    named = None
    if _ARCHIVE.match(data[:4096]):
        data, named = _from_archive(data, where)
    text, findings = _decoded(data, named, where)
    if _UNFINISHED.search(text[:4000]) and not _FINISHED.search(text[-4000:]):
        findings = (*findings, Finding("unfinished-page", "网页没有结尾（可能没有下载完整）"))
    return Page(_parsed(text, where), findings)


def _from_archive(data: bytes, where: str) -> tuple[bytes, str | None]:
    """The page in a web archive (RFC 2557), and the encoding its header names. Of a workbook, whose first part is a frame
    for its sheets, all the sheets."""
    from email import message_from_bytes
    from email.policy import compat32

    pages: list[bytes] = []
    named: str | None = None
    framed = False
    for part in message_from_bytes(data, policy=compat32).walk():
        if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        body = part.get_payload(decode=True)
        if not isinstance(body, bytes) or not body.strip():
            continue
        if b"<frameset" in body.lower():
            framed = True
            continue
        named = named or part.get_content_charset()
        pages.append(body)
        if not framed:
            break
    if not pages:
        raise UnreadableFile("网页归档（.mht）里没有网页，可能被截断", where)
    return b"\n".join(pages), named


def _decoded(data: bytes, named: str | None, where: str) -> tuple[str, tuple[Finding, ...]]:
    """The page's text. A few damaged characters are left out and reported; many mean that it is no page."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _leniently(data[len(mark) :] if encoding == "utf-8" else data, encoding, where)
    if (head := data[:4000]).count(0) > len(head) // 5:
        return _leniently(
            data, "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be", where
        )
    if not _is_damaged(data.decode("utf-8", "replace")):
        return _leniently(data, "utf-8", where)
    declared = _DECLARED.search(data[:8192])
    for name in (named, declared[1].decode("ascii") if declared else None, "gb18030"):
        encoding = _WIDER.get((name or "").lower(), (name or "").lower())
        if not encoding or encoding.startswith("utf-16"):
            continue
        try:
            return data.decode(encoding), ()
        except (UnicodeDecodeError, LookupError):
            continue
    return _leniently(data, "gb18030", where)


def _is_damaged(text: str) -> bool:
    """More than a few of the characters that are not ASCII could not be decoded."""
    lost = text.count("\ufffd")
    own = sum(1 for c in text if c > "\x7f") - lost
    return lost > min(max(_FEW, _MOST_DAMAGED * own), own)


def _leniently(data: bytes, encoding: str, where: str) -> tuple[str, tuple[Finding, ...]]:
    text = data.decode(encoding, "replace")
    damaged = text.count("\ufffd")
    if damaged == 0:
        return text, ()
    if _is_damaged(text):
        raise UnreadableFile("无法识别网页的编码：不是 UTF-8，也不是 GB18030，或文件已损坏", where)
    return text.replace("\ufffd", ""), (
        Finding("damaged-bytes", f"网页有 {damaged} 处字节损坏或被截断，未读入这几个字"),
    )


def _seen(text: str) -> str:
    """The page without scripts, data islands, pictures set into it, and what its head declares."""
    text = _DECLARATIONS.sub("", text[:50_000], count=4) + text[50_000:]
    text = _PICTURE.sub("", text) if "base64," in text else text
    for begin, end in _UNSEEN:
        low = text.lower() if begin in text.lower() else ""
        if not low or len(low) != len(text):
            continue
        pieces, at = [], 0
        while (start := low.find(begin, at)) >= 0 and (stop := end.search(text, start)) is not None:
            pieces.append(text[at:start])
            at = stop.end()
        text = "".join(pieces) + text[at:]
    # Browsers show what stands after </html>, the parser drops it.
    return _FINISHED.sub("", text).replace("\0", "")


def _parsed(text: str, where: str) -> Any:
    from lxml import etree, html

    text = _seen(text)
    if not text.strip():
        raise UnreadableFile("网页里没有文字", where)
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableFile("不是网页，或文件已损坏", where) from error
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise UnreadableFile("网页的标签嵌套过深（超过 2,000 层），不予读取", where)
    count = 0
    for count, _ in enumerate(root.iter(), 1):
        if count > _MOST_ELEMENTS:
            raise UnreadableFile(f"网页过大（超过 {_MOST_ELEMENTS:,} 个元素），不像公文", where)
    return root
