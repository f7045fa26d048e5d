"""Does a PDF say exactly what its text twin says? Every sample paper, in the layouts that offices print, all facts."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest

from ingest.pipeline import read_file
from kg import locations
from tests.ingest.readers.make_pdfs import FONT_FILES, LOOKS, Look, write_pdf
from tests.ingest.readers.make_twins import SAMPLE, WRITERS, Block, facts, papers, structure

_VARIANTS = Path(__file__).parents[1] / "variants"
#: Looks that every paper is printed in; the others only change how tables are set, and papers with tables show it.
_ALWAYS = ("official", "official bold", "landscape cut")
_WITH_TABLES = ("003", "004", "008", "014")
_CASES = [
    (paper.name, look)
    for paper in papers()
    for look in LOOKS
    if look in _ALWAYS or paper.name.startswith(_WITH_TABLES)
]
#: A title over two lines is one paragraph in print; the text twin's two lines leave the issuer out.
_SAYS_MORE = {"35_plan_verbs.txt": "policies"}


@cache
def _twin(name: str) -> tuple[tuple[Block, ...], list[dict[str, Any]]]:
    return tuple(structure(SAMPLE / name)), facts(read_file(SAMPLE / name))


def _compare(file: Path, wanted: list[dict[str, Any]], but: str = "") -> None:
    documents = read_file(file)
    found = facts(documents)
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        for kind, said in other.items():
            assert kind == but or one[kind] == said, kind
    for document in documents:
        covered = [k for place in document.places for k in range(place.span.start, place.span.end)]
        assert covered == list(range(len(document.text)))
        assert all(place.location.page and place.location.box for place in document.places)
        assert locations.read(locations.written(document.places)) == document.places


@pytest.mark.parametrize(("name", "look"), _CASES)
def test_all_facts_equal_the_text_twins(tmp_path: Path, name: str, look: str) -> None:
    blocks, wanted = _twin(name)
    write_pdf(blocks, tmp_path / "twin.pdf", LOOKS[look])
    _compare(tmp_path / "twin.pdf", wanted)


@pytest.mark.parametrize("name", sorted(f.name for f in _VARIANTS.iterdir() if f.suffix in (".txt", ".md")))
def test_papers_of_other_layouts_too(tmp_path: Path, name: str) -> None:
    blocks, wanted = structure(_VARIANTS / name), facts(read_file(_VARIANTS / name))
    for look in ("official", "landscape"):
        write_pdf(blocks, tmp_path / "twin.pdf", LOOKS[look])
        _compare(tmp_path / "twin.pdf", wanted, _SAYS_MORE.get(name, ""))


@pytest.mark.parametrize("font", FONT_FILES)
def test_embedded_fonts(tmp_path: Path, font: str) -> None:
    if not Path(FONT_FILES[font]).exists():
        pytest.skip(f"font {font} is not installed")
    for name in [p.name for p in papers() if p.name.startswith(("003", "006"))]:
        blocks, wanted = _twin(name)
        look: Look = replace(LOOKS["landscape cut"], font=font)
        write_pdf(blocks, tmp_path / "twin.pdf", look)
        _compare(tmp_path / "twin.pdf", wanted)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_files_printed_by_libreoffice(tmp_path: Path) -> None:
    """The Word twins, their tables ruled, printed as an office would; no indents, no justified lines."""
    folder = tmp_path / "word"
    folder.mkdir()
    for paper in papers():
        file = folder / f"{paper.stem}.docx"
        WRITERS["word ruled"][1](list(_twin(paper.name)[0]), file)
        document = docx.Document(str(file))
        for table in document.tables:
            table.style = document.styles["Table Grid"]
        document.save(str(file))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            *map(str, sorted(folder.iterdir())),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    for paper in papers():
        _compare(tmp_path / f"{paper.stem}.pdf", _twin(paper.name)[1])
