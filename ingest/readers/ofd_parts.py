"""Which documents and pages does an OFD file hold, and which parts do they draw on?

Rules: GB/T 33190—2016, chapter 7: OFD.xml names documents (DocBody), each document its pages, page templates and
resources. A place (ST_Loc) begins at the package's root with /, else at the folder of the part that names it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.readers.packages import Package, attribute, child, children, local
from kg.errors import UnreadableFile

#: mm to points.
POINTS = 72 / 25.4
#: Pages of one file; resources of one document.
MOST_PAGES, _MOST_RESOURCES = 20_000, 50_000
_MOST_DOCUMENTS = 200
#: A page without a size, in mm.
_A4 = (0.0, 0.0, 210.0, 297.0)
#: GM/T 0099—2020 keeps an encrypted file's key beside its parts.
_ENCRYPTED = re.compile(r"(?:^|/)(?:encryptions?\.xml|decryptseed\.dat)$", re.I)

Box = tuple[float, float, float, float]


class Parts:
    """An open package's parts, found as other parts name them."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.names = frozenset(package.names)
        self._by_lower = {name.lower(): name for name in self.names}

    def beside(self, part: str, place: str | None) -> str:
        """The part that `place` names as seen from `part`; "" where there is none. Programs also count from the root
        where the folder is meant, and change the case of letters."""
        words = (place or "").strip().replace("\\", "/")
        if not words:
            return ""
        from_root = posixpath.normpath(words.lstrip("/"))
        from_folder = posixpath.normpath(posixpath.join(posixpath.dirname(part), words))
        choices = (from_root, from_folder) if words.startswith("/") else (from_folder, from_root)
        found = next((one for one in choices if one in self.names), None)
        return found or next((self._by_lower[c.lower()] for c in choices if c.lower() in self._by_lower), "")

    def tree(self, part: str) -> Any:
        """A part's XML; None where it is missing, damaged or dangerous."""
        try:
            return self.package.tree(part) if part in self.names else None
        except UnreadableFile:
            return None


@dataclass(frozen=True, slots=True)
class OfdPage:
    """A page's parts. `box`: left, top, width, height in mm; `below`, `above`: templates' parts (ZOrder)."""

    root: Any
    box: Box
    below: tuple[Any, ...]
    above: tuple[Any, ...]
    shapes: dict[str, Any]


@dataclass(slots=True)
class OfdDocument:
    """One document: its pages' parts in order, and what they share. `attached`: how many files hang on it."""

    parts: Parts
    pages: tuple[str, ...]
    box: Box
    templates: dict[str, str]
    shapes: dict[str, Any]
    media: dict[str, str]
    attached: int = 0
    _trees: dict[str, Any] = field(default_factory=dict)

    def read(self, part: str) -> OfdPage:
        """A page with its templates. Raises UnreadableFile where the page itself cannot be read."""
        root = self.parts.package.tree(part)
        below: list[Any] = []
        above: list[Any] = []
        for named in children(root, "Template"):
            tree = self._template(self.templates.get(attribute(named, "TemplateID") or "", ""))
            if tree is not None:
                (above if attribute(named, "ZOrder") == "Foreground" else below).append(tree)
        shapes = dict(self.shapes)
        for place in children(root, "PageRes"):
            _take_resources(self.parts, self.parts.beside(part, place.text), shapes, self.media)
        return OfdPage(root, _box(child(root, "Area")) or self.box, tuple(below), tuple(above), shapes)

    def _template(self, part: str) -> Any:
        if part not in self._trees:
            self._trees[part] = self.parts.tree(part)
        return self._trees[part]


def documents(package: Package) -> Iterator[OfdDocument]:
    """The documents of a file in order. Raises UnreadableFile for a locked or incomplete one."""
    parts = Parts(package)
    if any(_ENCRYPTED.search(name) for name in parts.names):
        raise package.refuse("OFD 文件已加密，请先用阅读软件去掉密码或另存为不加密的文件再读入")
    bodies = list(children(package.tree("OFD.xml"), "DocBody"))[:_MOST_DOCUMENTS]
    if not bodies:
        raise package.refuse("文件不完整：OFD.xml 里没有文档")
    for body in bodies:
        named = _text(child(body, "DocRoot"))
        yield _document(parts, _current_version(parts, body) or parts.beside("OFD.xml", named) or named)


def _text(element: Any) -> str:
    return (element.text or "").strip() if element is not None else ""


def _current_version(parts: Parts, body: Any) -> str:
    """The root of the version that counts, where the file keeps several (GB/T 33190—2016, 17); "" where it does not."""
    versions = child(body, "Versions")
    for version in children(versions, "Version") if versions is not None else ():
        if attribute(version, "Current") == "true":
            part = parts.beside("OFD.xml", attribute(version, "BaseLoc"))
            root = parts.tree(part)
            return parts.beside(part, _text(child(root, "DocRoot"))) if root is not None else ""
    return ""


def _document(parts: Parts, part: str) -> OfdDocument:
    root = parts.package.tree(part)
    common = child(root, "CommonData")
    shapes: dict[str, Any] = {}
    media: dict[str, str] = {}
    templates: dict[str, str] = {}
    for one in common if common is not None else ():
        if local(one) in ("PublicRes", "DocumentRes"):
            _take_resources(parts, parts.beside(part, one.text), shapes, media)
        elif local(one) == "TemplatePage":
            templates[attribute(one, "ID") or ""] = parts.beside(part, attribute(one, "BaseLoc"))
    listed = child(root, "Pages")
    places = (
        [attribute(page, "BaseLoc") or "" for page in children(listed, "Page")] if listed is not None else []
    )
    if len(places) > MOST_PAGES:
        raise parts.package.refuse(f"OFD 共 {len(places):,} 页，超过 {MOST_PAGES:,} 页，请拆分后再读入")
    attachments = parts.tree(parts.beside(part, _text(child(root, "Attachments"))))
    return OfdDocument(
        parts,
        tuple(parts.beside(part, place) or place for place in places),
        _box(child(common, "PageArea")) or _A4,
        templates,
        shapes,
        media,
        sum(1 for _ in children(attachments, "Attachment")) if attachments is not None else 0,
    )


def _take_resources(parts: Parts, part: str, shapes: dict[str, Any], media: dict[str, str]) -> None:
    """Composite shapes and pictures that a resource part holds, by their ids; a damaged part holds none."""
    root = parts.tree(part)
    if root is None:
        return
    base = posixpath.join(posixpath.dirname(part), (attribute(root, "BaseLoc") or "").replace("\\", "/"))
    for group in root:
        for one in group:
            if len(shapes) + len(media) > _MOST_RESOURCES:
                return
            key = attribute(one, "ID") or ""
            if local(one) in ("CompositeGraphicUnit", "VectorG"):
                shapes[key] = one
            elif local(one) == "MultiMedia":
                media[key] = parts.beside(posixpath.join(base, "x"), _text(child(one, "MediaFile")))


def _box(area: Any) -> Box | None:
    """The page's physical box (GB/T 33190—2016, 7.5); None where it has no sensible one."""
    if area is None:
        return None
    for name in ("PhysicalBox", "ApplicationBox", "ContentBox"):
        found = child(area, name)
        values = numbers(found.text) if found is not None else []
        if len(values) == 4 and 1 <= values[2] <= 5_000 and 1 <= values[3] <= 5_000:
            return values[0], values[1], values[2], values[3]
    return None


def numbers(text: str | None) -> list[float]:
    """An ST_Array's numbers; those up to the first that is none."""
    out: list[float] = []
    for word in (text or "").split():
        try:
            value = float(word)
        except ValueError:
            break
        if value != value or abs(value) > 1e7:
            break
        out.append(value)
    return out
