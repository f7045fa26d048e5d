"""The sample papers as OFD files, as two kinds of programs write them, in the layouts of `make_pdfs`.

One kind writes a TextObject for each line, with its characters' distances (DeltaX, runs as "g n v"); the other one for
each character, scaled by a matrix, with running headers in a page template. `python -m tests.ingest.readers.make_ofd DIR`
writes them all, to look at.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from unittest import mock
from xml.sax.saxutils import escape, quoteattr

from reportlab.pdfbase import pdfmetrics

from tests.ingest.readers import make_pdfs
from tests.ingest.readers.make_pdfs import LOOKS, Look, write_pdf
from tests.ingest.readers.make_twins import Block, papers, structure

_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_MM = 25.4 / 72
Matrix = tuple[float, float, float, float, float, float]


@dataclass(slots=True)
class _Text:
    """What reportlab calls a text object: one run of characters."""

    x: float
    y: float
    font: str = ""
    size: float = 0.0
    spread: float = 0.0
    text: str = ""

    def setFont(self, font: str, size: float) -> None:
        self.font, self.size = font, size

    def setCharSpace(self, spread: float) -> None:
        self.spread = spread

    def textOut(self, text: str) -> None:
        self.text = text


@dataclass(slots=True)
class _PageParts:
    width: float
    height: float
    objects: list[str] = field(default_factory=list)


class OfdCanvas:
    """Takes the drawing calls that `make_pdfs` makes on a canvas (points, y up) and writes OFD (mm, y down).

    `single`: a TextObject for each character; `header`: a running header that stands in a page template.
    """

    def __init__(self, path: Path, *, single: bool, header: str = "") -> None:
        self.path, self.single, self.header = path, single, header
        self.matrix: Matrix = (1, 0, 0, 1, 0, 0)
        self.kept: list[Matrix] = []
        self.colour = ""
        self.template = ""
        self.pages: list[_PageParts] = []
        self.size = (595.0, 842.0)
        self.page: _PageParts | None = None
        self.ids = 100

    # --- what reportlab's canvas has ----------------------------------------------------------------

    def setPageSize(self, size: tuple[float, float]) -> None:
        self.size = size

    def setPageRotation(self, turn: int) -> None:
        raise NotImplementedError("OFD has no page rotation")

    def saveState(self) -> None:
        self.kept.append(self.matrix)

    def restoreState(self) -> None:
        self.matrix = self.kept.pop()

    def translate(self, x: float, y: float) -> None:
        a, b, c, d, e, f = self.matrix
        self.matrix = (a, b, c, d, a * x + c * y + e, b * x + d * y + f)

    def rotate(self, degrees: int) -> None:
        assert degrees == 90
        a, b, c, d, e, f = self.matrix
        self.matrix = (c, d, -a, -b, e, f)

    def setFillColor(self, colour: object) -> None:
        self.colour = "" if colour == "black" else '<ofd:FillColor Value="255 0 0"/>'

    def setLineWidth(self, width: float) -> None:
        """All rules here are as thin."""

    def beginText(self, x: float, y: float) -> _Text:
        return _Text(x, y)

    def drawText(self, run: _Text) -> None:
        widths = [pdfmetrics.stringWidth(c, run.font, run.size) + run.spread for c in run.text]
        if self.single:
            at = run.x
            for one, wide in zip(run.text, widths, strict=True):
                self._say(one, at, run.y, run.size, [], run.text)
                at += wide
        else:
            self._say(run.text, run.x, run.y, run.size, widths[:-1], run.text)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self._path([(x0, y0), (x1, y1)], 'Stroke="true"')

    def rect(self, x: float, y: float, w: float, h: float, stroke: int = 1, fill: int = 0) -> None:
        corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
        self._path(
            corners, f'Stroke="{"true" if stroke else "false"}" Fill="{"true" if fill else "false"}"', "C"
        )

    def showPage(self) -> None:
        self._now()
        self.page = None

    def save(self) -> None:
        self._write()

    # --- OFD -----------------------------------------------------------------------------------------

    def _now(self) -> _PageParts:
        if self.page is None:
            self.page = _PageParts(*self.size)
            self.pages.append(self.page)
        return self.page

    def _id(self) -> int:
        self.ids += 1
        return self.ids

    def _point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return (a * x + c * y + e) * _MM, (self.size[1] - (b * x + d * y + f)) * _MM

    def _say(self, text: str, x: float, y: float, size: float, steps: list[float], whole: str) -> None:
        if not text:
            return
        px, py = self._point(x, y)
        a, b, c, d, *_ = self.matrix
        high = size * _MM
        scale = high if self.single else 1.0
        turned = self.matrix[:4] != (1, 0, 0, 1)
        matrix = (
            f'CTM="{a * scale:.5f} {-b * scale:.5f} {-c * scale:.5f} {d * scale:.5f} 0 0"'
            if turned or self.single
            else ""
        )
        # The boundary's corner is anywhere; the text's origin stands by so much lower in it.
        lower = 0.0 if turned or self.single else high * 0.86
        runs = [(len(list(same)), step) for step, same in groupby(f"{s * _MM:.4f}" for s in steps)]
        delta = " ".join(f"g {n} {step}" if n > 2 else " ".join([step] * n) for n, step in runs)
        made = (
            f'<ofd:TextObject ID="{self._id()}" Boundary="{px:.4f} {py - lower:.4f} {max(1.0, high * len(text)):.3f} {high * 1.2:.3f}" '
            f'Font="3" Size="{1 if self.single else f"{high:.4f}"}" {matrix}>{self.colour}'
            f'<ofd:TextCode X="0" Y="{lower:.4f}"{f" DeltaX={quoteattr(delta)}" if delta else ""}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
        )
        if self.header and whole == self.header:
            if len(self.pages) <= 1:
                self._now()
                self.template += made
            return
        self._now().objects.append(made)

    def _path(self, corners: Sequence[tuple[float, float]], how: str, end: str = "") -> None:
        points = [self._point(x, y) for x, y in corners]
        left, top = min(x for x, _ in points), min(y for _, y in points)
        right, bottom = max(x for x, _ in points), max(y for _, y in points)
        data = " L ".join(f"{x - left:.4f} {y - top:.4f}" for x, y in points)
        self._now().objects.append(
            f'<ofd:PathObject ID="{self._id()}" Boundary="{left:.4f} {top:.4f} {right - left:.4f} {bottom - top:.4f}" LineWidth="0.18" {how}>'
            f"<ofd:AbbreviatedData>M {data} {end}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def _write(self) -> None:
        pages = "".join(
            f'<ofd:Page ID="{k}" BaseLoc="Pages/Page_{k}/Content.xml"/>' for k in range(len(self.pages))
        )
        named = '<ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if self.template else ""
        used = '<ofd:Template TemplateID="9" ZOrder="Background"/>' if self.template else ""
        width, height = (v * _MM for v in self.size)
        with zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr(
                "OFD.xml",
                f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD {_NS} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
                "<ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            )
            package.writestr(
                "Doc_0/Document.xml",
                f"<ofd:Document {_NS}><ofd:CommonData><ofd:MaxUnitID>{self.ids}</ofd:MaxUnitID><ofd:PageArea>"
                f"<ofd:PhysicalBox>0 0 {width:.2f} {height:.2f}</ofd:PhysicalBox></ofd:PageArea>{named}</ofd:CommonData>"
                f"<ofd:Pages>{pages}</ofd:Pages></ofd:Document>",
            )
            if self.template:
                package.writestr("Doc_0/Tpls/Tpl_0/Content.xml", self._content(self.template, ""))
            for k, page in enumerate(self.pages):
                area = f"<ofd:Area><ofd:PhysicalBox>0 0 {page.width * _MM:.2f} {page.height * _MM:.2f}</ofd:PhysicalBox></ofd:Area>"
                inner = self._content("".join(page.objects), area + used)
                package.writestr(f"Doc_0/Pages/Page_{k}/Content.xml", inner)

    def _content(self, objects: str, before: str) -> str:
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {_NS}>{before}<ofd:Content><ofd:Layer ID="{self._id()}" Type="Body">'
            f"{objects}</ofd:Layer></ofd:Content></ofd:Page>"
        )


def write_ofd(blocks: Sequence[Block], path: Path, look: Look, *, single: bool) -> None:
    """One paper in one look. The typesetter of `make_pdfs` draws on our canvas in place of reportlab's."""
    canvas = OfdCanvas(path, single=single, header=look.header if single else "")
    with mock.patch.object(make_pdfs, "Canvas", lambda *_args, **_named: canvas):
        write_pdf(blocks, path, look)


def _writer(look: str, *, single: bool) -> Callable[[list[Block], Path], None]:
    return lambda blocks, path: write_ofd(blocks, path, LOOKS[look], single=single)


Writer = Callable[[list[Block], Path], None]
WRITERS: dict[str, tuple[str, Writer]] = {
    "official, by lines": (".ofd", _writer("official", single=False)),
    "official bold, by characters": (".ofd", _writer("official bold", single=True)),
    "landscape, by lines": (".ofd", _writer("landscape", single=False)),
    "landscape cut, by characters": (".ofd", _writer("landscape cut", single=True)),
    "rotated by drawing, by lines": (".ofd", _writer("rotated by drawing", single=False)),
}

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for paper in papers():
        for name, (suffix, write) in WRITERS.items():
            write(
                structure(paper), folder / f"{paper.stem}.{name.replace(', ', '_').replace(' ', '_')}{suffix}"
            )
