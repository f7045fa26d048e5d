"""Small .docx and .xlsx files written part by part: for tests of what an editor writes and a library would not."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'


def _relations(pairs: Mapping[str, tuple[str, str]]) -> str:
    one = "".join(
        f'<Relationship Id="{i}" Type="{_OFFICE}/{k}" Target="{t}"/>' for i, (k, t) in pairs.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{one}</Relationships>'


def write_parts(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def docx_parts(
    body: str, *, numbering: str = "", styles: str = "", footnotes: str = ""
) -> dict[str, str | bytes]:
    """The parts of a .docx with that body; the others are the inner XML of their parts."""
    more = {"numbering": numbering, "styles": styles, "footnotes": footnotes}
    relations = {f"r{k}": (kind, f"{kind}.xml") for k, kind in enumerate(more) if more[kind]}
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations({"r1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(relations),
    }
    for kind, inner in more.items():
        if inner:
            parts[f"word/{kind}.xml"] = f"<w:{kind} {_W}>{inner}</w:{kind}>"
    return parts


def xlsx_parts(
    *sheets: str,
    names: tuple[str, ...] = (),
    states: tuple[str, ...] = (),
    styles: str = "",
    before: str = "",
) -> dict[str, str | bytes]:
    """The parts of an .xlsx; `sheets` are the inner XML of the worksheets, `before` stands before the first's root."""
    relations = {f"r{k}": ("worksheet", f"worksheets/sheet{k}.xml") for k in range(1, len(sheets) + 1)}
    if styles:
        relations["rs"] = ("styles", "styles.xml")
    listed = ""
    for k in range(1, len(sheets) + 1):
        state = f' state="{states[k - 1]}"' if len(states) >= k and states[k - 1] else ""
        name = names[k - 1] if len(names) >= k else f"Sheet{k}"
        listed += f'<sheet name="{name}" sheetId="{k}" r:id="r{k}"{state}/>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations({"r1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f"<workbook {_S} {_R}><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(relations),
    }
    for k, inner in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{k}.xml"] = (
            f"{before if k == 1 else ''}<worksheet {_S}>{inner}</worksheet>"
        )
    if styles:
        parts["xl/styles.xml"] = f"<styleSheet {_S}>{styles}</styleSheet>"
    return parts


def p(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner if inner.startswith('<') else p(inner)}</w:tc>"


def tbl(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def row(number: int, *cells: str | float | None, attributes: str = "") -> str:
    """A sheet's row: text inline, numbers as they are, None left out."""
    out = ""
    for k, content in enumerate(cells):
        place = f"{chr(65 + k)}{number}"
        if isinstance(content, str):
            out += f'<c r="{place}" t="inlineStr"><is><t>{content}</t></is></c>'
        elif content is not None:
            out += f'<c r="{place}"><v>{content}</v></c>'
    return f'<row r="{number}" {attributes}>{out}</row>'
