"""Who reads a file, and how? Each by name, each run in a process of its own: `python -m tests.bench.ways NAME FILE…`.

Prints as JSON what it cost. What is imported stands inside the functions: a process holds what its way needs, and a
peer's Python needs nothing of ours.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.bench.cost import measured


def reader(path: Path) -> str:
    """Our reader alone: paragraphs and tables with their places."""
    from ingest.readers import read_content

    content = read_content(path)
    return content if isinstance(content, str) else "\n".join(_said(content.blocks))


def _said(blocks: tuple[Any, ...]) -> Iterator[str]:
    for block in blocks:
        if hasattr(block, "cells"):
            for cell in block.cells:
                yield from _said(cell.blocks)
        else:
            yield block.text


def facts(path: Path) -> str:
    """All of it: the reader, the layout, and every fact with its place."""
    from ingest.pipeline import read_file

    return "\n".join(document.text for document in read_file(path))


def plain(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def python_docx(path: Path) -> str:
    import docx

    document = docx.Document(str(path))
    lines = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        lines += [cell.text for row in table.rows for cell in row.cells]
    return "\n".join(lines)


def openpyxl(path: Path) -> str:
    import openpyxl as library

    book = library.load_workbook(path, data_only=True)
    values = (v for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for v in row)
    return "\n".join(str(value) for value in values if value is not None)


def pdfplumber(path: Path) -> str:
    import pdfplumber as library

    lines: list[str] = []
    with library.open(path) as file:
        for page in file.pages:
            lines.append(page.extract_text())
            lines += [cell or "" for table in page.extract_tables() for row in table for cell in row]
            page.close()
    return "\n".join(lines)


def lxml(path: Path) -> str:
    import lxml.html

    return str(lxml.html.parse(str(path)).getroot().text_content())


def zipped_xml(path: Path) -> str:
    """zipfile and lxml: every text of every part of a package."""
    import zipfile

    from lxml import etree

    with zipfile.ZipFile(path) as package:
        parts = [package.read(name) for name in package.namelist() if name.endswith(".xml")]
    return "\n".join("".join(etree.fromstring(part).itertext()) for part in parts)


def xlrd(path: Path) -> str:
    import xlrd as library

    book = library.open_workbook(path)
    rows = (sheet.row_values(k) for sheet in book.sheets() for k in range(sheet.nrows))
    return "\n".join(str(value) for row in rows for value in row)


def libreoffice(path: Path) -> str:
    """LibreOffice to plain text; a process and a profile for each file, as our reader has it."""
    import shutil

    command = shutil.which("soffice") or shutil.which("libreoffice")
    assert command is not None
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        subprocess.run(
            [
                command, "--headless", f"-env:UserInstallation={(place / 'profile').as_uri()}",
                "--convert-to", "txt:Text (encoded):UTF8", "--outdir", scratch, str(path),
            ],
            capture_output=True, check=True,
        )  # fmt: skip
        return (place / f"{path.stem}.txt").read_text(encoding="utf-8-sig")


def rapidocr(path: Path) -> str:
    """rapidocr with its own settings, page by page."""
    import numpy as np
    from PIL import Image, ImageSequence

    engine = _engine()
    lines: list[str] = []
    with Image.open(path) as picture:
        for page in ImageSequence.Iterator(picture):
            lines += engine(np.asarray(page.convert("RGB"))).txts or ()
    return "\n".join(lines)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR()


def markitdown(path: Path) -> str:
    return str(_converter().convert(str(path)).text_content)


@cache
def _converter() -> Any:
    return import_module("markitdown").MarkItDown(enable_plugins=False)


WAYS: dict[str, Callable[[Path], str]] = {
    f.__name__: f
    for f in (reader, facts, plain, python_docx, openpyxl, pdfplumber, lxml, zipped_xml, xlrd, libreoffice, rapidocr, markitdown)
}  # fmt: skip
#: What a way's figures depend on, as its package is called.
PACKAGES = {
    "python_docx": "python-docx", "openpyxl": "openpyxl", "pdfplumber": "pdfplumber", "lxml": "lxml", "zipped_xml": "lxml",
    "xlrd": "xlrd", "rapidocr": "rapidocr", "markitdown": "markitdown",
}  # fmt: skip


if __name__ == "__main__":
    name, *files = sys.argv[1:]
    try:
        found = measured(WAYS[name], [Path(file) for file in files])
    except Exception as error:  # a peer that refuses a format is a result
        print(json.dumps({"error": f"{type(error).__name__}: {error}"[:300]}))
        sys.exit()
    found["version"] = f"{PACKAGES[name]} {version(PACKAGES[name])}" if name in PACKAGES else ""
    print(json.dumps(found, ensure_ascii=False))
