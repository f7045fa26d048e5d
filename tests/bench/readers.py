"""How fast are files of each format read, beside the library that our reader stands on, and beside markitdown?

Every way has a process of its own; time is processor time (all threads, and processes that it started), so that a machine
that others use too tells the same, best of several rounds over the same files.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.bench.formats import FORMATS, PAGE, Paper, made
from tests.bench.ingest import ROOT
from tests.bench.table import table

#: The library that reads each format, its plain text.
LIBRARIES = {
    "txt": "plain",
    "docx": "python_docx",
    "xlsx": "openpyxl",
    "pdf": "pdfplumber",
    "html": "lxml",
    "ofd": "zipped_xml",
    "xls": "xlrd",
    "doc": "libreoffice",
    "scan, 200 dpi": "rapidocr",
}
_NAMES = {
    "plain": "Python's read_text",
    "python_docx": "python-docx",
    "zipped_xml": "zipfile + lxml",
    "libreoffice": "LibreOffice to .txt",
}
#: A way that gives less of a paper's characters than this does not read the format; nor does one whose text is mostly
#: something else, as when a zip file's XML is given as it stands.
_LEAST_KEPT, _LEAST_WANTED = 0.5, 0.3


def run(
    markitdown: str | None = None,
    only: Sequence[str] = (),
    say: Callable[[str], object] = print,
) -> None:
    """Measures and prints. `markitdown` is a Python that has it; `only` names formats, all where it is empty."""
    say("## Formats\n")
    speed, memory, notes = [], [], []
    versions: set[str] = set()
    for one in FORMATS:
        if only and one.name not in only:
            continue
        if missing := one.missing():
            notes.append(f"{one.name}: not measured, {missing} is not installed.")
            continue
        with tempfile.TemporaryDirectory() as scratch:
            papers = made(one, Path(scratch))
            pages = sum(paper.pages for paper in papers)
            library = LIBRARIES[one.name]
            found = {way: _apart(sys.executable, way, papers) for way in ("reader", "facts", library)}
            if markitdown:
                found["markitdown"] = _apart(markitdown, "markitdown", papers)
        versions |= {f["version"] for f in found.values() if f.get("version")}
        notes += [
            f"{one.name}, {_name(way)}: {note}" for way, f in found.items() if (note := _note(f, papers))
        ]
        row = [found.get(way, {}) for way in ("reader", "facts", library, "markitdown")]
        speed.append((one.name, f"{pages:.0f}", *(_speed(f, pages, papers) for f in row), _name(library)))
        memory.append((one.name, *(_memory(f, papers) for f in row)))
    say(
        "Pages a second of processor time, in a process that has read a file before. Pages as the format counts them, else "
        f"{PAGE} characters. The sample papers, in every format the same, of doc two and of scans two pages; the reader gives "
        "text, tables and places, all our facts stand on it, the other ways give text.\n"
    )
    ways = ("our reader", "all our facts", "library", "markitdown")
    say(table(("format", "pages", *ways, "which library"), speed))
    say("\nA fresh process: seconds of processor time to its first file, and the most memory (MB).\n")
    say(table(("format", *ways), memory))
    say(f"\nVersions: {', '.join(sorted(versions)) or 'none'}.")
    if not markitdown:
        say("markitdown: not measured; name a Python that has it with --markitdown.")
    for note in notes:
        say(note)


def _apart(python: str, way: str, papers: Sequence[Paper]) -> dict[str, Any]:
    """What a process of its own measured."""
    command = [python, "-m", "tests.bench.ways", way, *(str(paper.file) for paper in papers)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode or not done.stdout:
        return {"error": f"ended with {done.returncode}: {done.stderr[-300:]}"}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _name(way: str) -> str:
    return _NAMES.get(way, way)


def kept(said: Counter[str], papers: Sequence[Paper]) -> tuple[float, float]:
    """What share of the papers' characters came, and what share of what came is theirs, 0…1; 1 where they are not known."""
    wanted: Counter[str] = sum((paper.said for paper in papers), Counter())
    if not wanted:
        return (1.0, 1.0) if said else (0.0, 0.0)
    came = (wanted & said).total()
    return came / wanted.total(), came / max(1, said.total())


def _reads(found: dict[str, Any], papers: Sequence[Paper]) -> bool:
    if "seconds" not in found:
        return False
    share, theirs = kept(Counter(found["said"]), papers)
    return share >= _LEAST_KEPT and theirs >= _LEAST_WANTED


def _speed(found: dict[str, Any], pages: float, papers: Sequence[Paper]) -> str:
    if not _reads(found, papers):
        return "–"
    rate = pages / found["seconds"]
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.2f}"


def _memory(found: dict[str, Any], papers: Sequence[Paper]) -> str:
    return f"{found['first']:.2f} s, {found['peak']:,.0f}" if _reads(found, papers) else "–"


def _note(found: dict[str, Any], papers: Sequence[Paper]) -> str:
    if "error" in found:
        return str(found["error"]).splitlines()[0]
    share, theirs = kept(Counter(found["said"]), papers)
    if share < 0.995:
        return f"gives {100 * share:.1f}% of the characters"
    return f"{100 * theirs:.0f}% of what it gives is the paper's" if theirs < _LEAST_WANTED else ""
