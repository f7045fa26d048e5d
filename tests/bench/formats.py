"""What files of each format are measured? The sample papers, written as offices keep them; each with what it says."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from ingest.readers import converted
from tests.ingest.readers import make_html, make_ofd, make_old, make_twins
from tests.ingest.readers.make_pdfs import LOOKS, write_pdf
from tests.ingest.readers.make_scans import Set, fonts_there, scans, write_tiff
from tests.ingest.readers.make_twins import Block, Ruled, papers, structure

#: A page where the format has none: so many characters (a page of GB/T 9704 has room for 22 lines of 28, a table for more).
PAGE = 800
SCANNED_PAGES = 2
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper in one format. `pages`: as the format counts them, else its characters / `PAGE`; `said`: its characters, empty where unknown."""

    file: Path
    pages: float
    said: Counter[str]


@dataclass(frozen=True, slots=True)
class Format:
    """How a paper becomes a file of this format: `write` gives its pages, None where the format has none.

    `only`: the papers' numbers, of a format that costs much. `missing`: what has to be installed, "" where all is there.
    `whole`: the file says all that the paper says; else what it says is not known here.
    """

    name: str
    suffix: str
    write: Callable[[list[Block], Path], int | None]
    only: tuple[str, ...] = ()
    whole: bool = True
    missing: Callable[[], str] = lambda: ""


def made(one: Format, folder: Path) -> list[Paper]:
    """The sample papers as files in `folder`."""
    out = []
    for paper in papers():
        if one.only and paper.name[:3] not in one.only:
            continue
        blocks = structure(paper)
        file = folder / f"{paper.stem}{one.suffix}"
        pages = one.write(blocks, file)
        said = signs(_words(blocks)) if one.whole else Counter()
        out.append(Paper(file, float(pages or said.total() / PAGE), said))
    return out


def mixed(folder: Path) -> list[Path]:
    """The sample papers in every format that is read without another program or models, all in one folder."""
    folder.mkdir(parents=True)
    kinds = [one for one in FORMATS if not one.only]
    return [paper.file for one in kinds for paper in made(one, folder)]


def signs(text: str) -> Counter[str]:
    """How often each character stands in it; white space does not count."""
    return Counter(_WHITE.sub("", text))


def _words(blocks: list[Block]) -> str:
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Ruled):
            lines += [*block.columns, *(cell or "" for row in block.rows for cell in row)]
        else:
            lines.append(block.text)
    return "\n".join(lines)


def _text(blocks: list[Block], path: Path) -> None:
    """The text as it ships: tables as a ledger's text has them."""
    shutil.copyfile(next(p for p in papers() if p.stem == path.stem), path)


def _pdf(blocks: list[Block], path: Path) -> int:
    import pdfplumber

    write_pdf(blocks, path, LOOKS["landscape" if _has_table(blocks) else "official"])
    with pdfplumber.open(path) as file:
        return len(file.pages)


def _ofd(blocks: list[Block], path: Path) -> int:
    from ingest.readers.ofd import read_ofd

    wanted = "landscape, by lines" if _has_table(blocks) else "official, by lines"
    make_ofd.WRITERS[wanted][1](blocks, path)
    return read_ofd(path).pages


def _has_table(blocks: list[Block]) -> bool:
    return any(isinstance(block, Ruled) for block in blocks)


def _doc(blocks: list[Block], path: Path) -> None:
    """As LibreOffice saves it."""
    command = converted.office()
    assert command is not None
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / f"{path.stem}.docx"
        make_twins.word_ruled(blocks, source)
        subprocess.run(
            [
                command, "--headless", f"-env:UserInstallation={(Path(scratch) / 'profile').as_uri()}",
                "--convert-to", "doc:MS Word 97", "--outdir", str(path.parent), str(source),
            ],
            capture_output=True, check=True,
        )  # fmt: skip


def _scan(blocks: list[Block], path: Path) -> int:
    pages = scans(blocks, "clean 200", how=Set(font=fonts_there()[0]))[:SCANNED_PAGES]
    write_tiff(pages, path, 200)
    return len(pages)


def _no_office() -> str:
    return "" if converted.office() else "LibreOffice"


def _no_scans() -> str:
    if find_spec("rapidocr") is None:
        return "the extra [ocr]"
    return "" if fonts_there() else "a Chinese font of Debian"


FORMATS = (
    Format("txt", ".txt", _text),
    Format("docx", ".docx", make_twins.word_ruled),
    Format("xlsx", ".xlsx", make_twins.sheet_merged),
    Format("pdf", ".pdf", _pdf),
    Format("html", ".html", make_html.page_of_a_system),
    Format("ofd", ".ofd", _ofd),
    Format("xls", ".xls", make_old.old_merged),
    Format("doc", ".doc", _doc, only=("002", "003"), missing=_no_office),
    Format("scan, 200 dpi", ".tif", _scan, only=("003",), whole=False, missing=_no_scans),
)
