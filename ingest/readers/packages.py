"""Is this zip file an office package that is safe to open, and what is in its parts (OOXML 包)?

Nothing is ever unpacked to disk. Before a byte is inflated the directory of the package is checked: how many parts,
how large they say they are, how far they are squeezed, names that lead out of the package, encryption. A part is
inflated up to its bound only, whatever the directory says. XML is read without entities, DTDs and network.

Rules: ECMA-376 Part 2 (Open Packaging Conventions); attacks: the XML and zip bombs that OWASP lists.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any
from urllib.parse import unquote

from ingest.readers.reasons import reason
from kg.errors import UnreadableFile

#: Pictures may be large, and are never inflated.
MOST_BYTES = 512 * 1024 * 1024
_MOST_PARTS = 20_000
#: A part that becomes a tree in memory (document.xml): a thousand pages are under 10 MB.
_MOST_TREE = 32 * 1024 * 1024
#: A part that is read as a stream (a worksheet): empty formatted rows can make it long.
_MOST_STREAM = 512 * 1024 * 1024
#: Formatted empty rows are squeezed 200 times; deflate cannot go beyond 1032.
_MOST_RATIO, _RATIO_FROM = 400, 8 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OUTSIDE = re.compile(r"^(?:[A-Za-z]:|[/\\])|(?:^|[/\\])\.\.(?:[/\\]|$)|\x00")


def local(element: Any) -> str:
    """An element's name without its namespace; "" for comments and processing instructions."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """An attribute by its local name: transitional and strict OOXML differ in namespaces only."""
    for key, value in element.attrib.items():
        if key == name or key.endswith("}" + name):
            return str(value)
    return None


def children(element: Any, name: str) -> Iterator[Any]:
    """The children of that local name."""
    return (child for child in element if local(child) == name)


def child(element: Any, *path: str) -> Any:
    """The first child of that local name, the first child of it and so on; None where there is none."""
    for name in path:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element


def value(element: Any, *path: str) -> str | None:
    """The `val` of the element at `path`."""
    found = child(element, *path)
    return None if found is None else attribute(found, "val")


class Package:
    """An open package. Use as a context manager. Raises UnreadableFile, in Chinese and without the path in its message."""

    def __init__(self, path: Path) -> None:
        self.where = str(path)
        try:
            size = path.stat().st_size
            if size > MOST_BYTES:
                raise self.refuse(f"文件过大（{size / 1e6:.0f} MB，上限 {MOST_BYTES / 1e6:.0f} MB）")
            self._zip = zipfile.ZipFile(path)
        except OSError as error:
            raise self.refuse(f"无法打开：{reason(error)}") from error
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            raise self.refuse("文件被截断或损坏：压缩包不完整") from error
        try:
            self._check()
        except UnreadableFile:
            self._zip.close()
            raise

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def refuse(self, message: str) -> UnreadableFile:
        return UnreadableFile(message, self.where)

    def _check(self) -> None:
        parts = self._zip.infolist()
        if len(parts) > _MOST_PARTS:
            raise self.refuse(f"压缩包内有 {len(parts):,} 个成员，不像办公文件")
        for part in parts:
            if _OUTSIDE.search(part.filename):
                raise self.refuse("压缩包内有指向包外的文件名，不予读取")
            if part.flag_bits & 0x1:
                raise self.refuse("文件已加密，请先去掉密码再读入")
            if part.file_size > _MOST_STREAM:
                raise self.refuse("解压后过大，可能是压缩炸弹，不予读取")
            ratio = part.file_size / max(1, part.compress_size)
            if ratio > _MOST_RATIO and part.file_size > _RATIO_FROM:
                raise self.refuse(f"压缩率异常（{ratio:.0f} 倍），可能是压缩炸弹，不予读取")

    @property
    def names(self) -> set[str]:
        return set(self._zip.namelist())

    def data(self, name: str, most: int = _MOST_TREE) -> bytes:
        """A part's bytes. Refused where it holds more than `most`."""
        try:
            if self._zip.getinfo(name).file_size > most:
                raise self.refuse(f"内容过大（{name} 超过 {most / 1e6:.0f} MB），不予读取")
            with self._zip.open(name) as stream:
                data = stream.read(most + 1)
        except KeyError:
            raise self.refuse(f"缺少必要的部分 {name}，文件不完整") from None
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise self.refuse(f"文件被截断或损坏：{name} 无法解压") from error
        if len(data) > most:
            raise self.refuse(f"内容过大（{name} 超过 {most / 1e6:.0f} MB），不予读取")
        return data

    def tree(self, name: str) -> Any:
        """A part as an lxml element. Refused where it is no XML, or declares entities."""
        from lxml import etree

        data = self.data(name)
        if b"<!" in data[:100_000].replace(b"\0", b"").replace(b"<!--", b"").replace(b"<![CDATA[", b""):
            raise self.refuse(f"{name} 含有实体或文档类型声明，不予读取")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
        )  # fmt: skip
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise self.refuse(f"文件损坏：{name} 不是完整的 XML") from error
        if root is None or root.getroottree().docinfo.doctype:
            raise self.refuse(f"{name} 含有实体或文档类型声明，不予读取")
        return root

    def stream(self, name: str) -> IO[bytes]:
        """A part to read from bit by bit; see `elements`."""
        try:
            return self._zip.open(name)
        except KeyError:
            raise self.refuse(f"缺少必要的部分 {name}，文件不完整") from None
        except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
            raise self.refuse(f"文件被截断或损坏：{name} 无法解压") from error

    def elements(self, name: str, *tags: str) -> Iterator[Any]:
        """The elements of those local names as they end, from a part of any length; each is emptied afterwards."""
        from lxml import etree

        with self.stream(name) as stream:
            try:
                first = True
                for _, element in etree.iterparse(
                    stream, events=("end",), tag=[f"{{*}}{tag}" for tag in tags], resolve_entities=False,
                    no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
                ):  # fmt: skip
                    if first and element.getroottree().docinfo.doctype:
                        raise self.refuse(f"{name} 含有实体或文档类型声明，不予读取")
                    first = False
                    yield element
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
            except etree.XMLSyntaxError as error:
                raise self.refuse(f"文件损坏：{name} 不是完整的 XML") from error
            except (zipfile.BadZipFile, zlib.error, EOFError) as error:
                raise self.refuse(f"文件被截断或损坏：{name} 无法解压") from error

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relation id → (kind, target part); targets outside the package are left out."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self.names:
            return {}
        out: dict[str, tuple[str, str]] = {}
        for one in children(self.tree(name), "Relationship"):
            target, kind = attribute(one, "Target") or "", (attribute(one, "Type") or "").rsplit("/", 1)[-1]
            if attribute(one, "TargetMode") == "External":
                continue
            path = unquote(target.split("#")[0])
            whole = (
                path.lstrip("/") if path.startswith("/") else posixpath.normpath(posixpath.join(folder, path))
            )
            out[attribute(one, "Id") or ""] = (kind, whole)
        return out

    def main_part(self, usual: str) -> str:
        """The part that the package is about: what _rels/.rels names, else the usual one."""
        for kind, target in self.relations("").values():
            if kind == "officeDocument" and target in self.names:
                return target
        return usual


def kind_of_zip(path: Path) -> str | None:
    """What a zip file holds by its parts: docx, xlsx, pptx, ofd, odf; None where nothing says. Raises UnreadableFile."""
    with Package(path) as package:
        names = package.names
        if "OFD.xml" in names:
            return "ofd"
        if "[Content_Types].xml" in names:
            main = package.main_part("")
            folder = (main or next((n for n in sorted(names) if re.match(r"(?:word|xl|ppt)/", n)), "")).split(
                "/"
            )[0]
            return {"word": "docx", "xl": "xlsx", "ppt": "pptx"}.get(folder)
        return "odf" if "mimetype" in names and "content.xml" in names else None


def why_not_package(path: Path, head: bytes) -> str | None:
    """Why a file called .docx or .xlsx is no package, where its first bytes tell: encrypted, or of the old format."""
    if not head.startswith(_OLE):
        return None
    try:
        data = path.read_bytes() if path.stat().st_size <= MOST_BYTES // 8 else head
    except OSError as error:
        return f"无法打开：{reason(error)}"
    if _ENCRYPTED in data:
        return "文件已加密，请先在 Word 或 Excel 中去掉密码再读入"
    return "这是旧版 Office 格式（.doc、.xls 或 .wps），请另存为 .docx 或 .xlsx 再读入"
