"""The sample papers as PDF files, in the layouts that offices print: GB/T 9704 pages, landscape ledgers, rotated pages.

Drawn line by line, so that a test can say where a page breaks: 28 characters a line and 22 lines a page, two characters
of indent, page numbers, running headers, tables ruled cell by cell whose headings come again on each page or do not, and
whose rows and merged cells a page may cut. `python -m tests.ingest.readers.make_pdfs DIR` writes them all, to look at.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.lib.colors import red
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.ingest.readers.make_twins import Block, Ruled, _levels, _merges, papers, structure

#: Fonts of Debian packages (fonts-wqy-microhei, fonts-arphic-ukai); the first is built into PDF programs.
BUILT_IN = "STSong-Light"
FONT_FILES = {
    "WenQuanYi": "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "UKai": "/usr/share/fonts/truetype/arphic/ukai.ttc",
}
_NOT_FIRST = "，。、；：！？”’）》〉〕】％%,.;:)]"
_NOT_LAST = "“‘（《〈〔【(["
_WORD = re.compile(r"[0-9A-Za-z.%+\-/@]+[%％]?|.", re.S)
_DATE = re.compile(r"^[12二][0-9〇零一二三四五六七八九]{3}年.{1,3}月.{1,3}日$")
_OUTLINE = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.、]|第.{1,4}条|附件)"
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a paper is set. `turned`: "" upright, "flag" by the page's /Rotate, "drawn" by rotating what is drawn;
    `repeat`: headings again on each page; `cut`: a page may end inside a row; `justified`: lines spread to the margin;
    `bold`: headings overprinted; `header`: a running header; `rules`: drawn as "lines", "boxes", "thin" fills, or "none"."""

    font: str = BUILT_IN
    size: float = 16.0
    table_size: float = 10.5
    landscape: bool = False
    turned: str = ""
    repeat: bool = True
    cut: bool = False
    justified: bool = True
    bold: bool = False
    header: str = ""
    numbers: str = "— {} —"
    rules: str = "lines"


LOOKS: dict[str, Look] = {
    "official": Look(),
    "official bold": Look(bold=True, justified=False, header="内部资料　注意保存", cut=True),
    "landscape": Look(landscape=True, size=12, table_size=9, repeat=False, rules="boxes", numbers="第 {} 页"),
    "landscape cut": Look(landscape=True, size=12, table_size=9, cut=True, rules="thin", numbers="{}"),
    "rotated by flag": Look(landscape=True, size=14, turned="flag", cut=True, repeat=False),
    "rotated by drawing": Look(landscape=True, size=14, turned="drawn", header="工会工作资料"),
}


def register(font: str) -> str:
    """Make a font known to reportlab; its name."""
    if font not in pdfmetrics.getRegisteredFontNames():
        known = FONT_FILES.get(font)
        pdfmetrics.registerFont(TTFont(font, known, subfontIndex=0) if known else UnicodeCIDFont(font))
    return font


def wrap(text: str, width: float, font: str, size: float, indent: float = 0.0) -> list[str]:
    """Lines no wider than `width` points, the first `indent` shorter; marks that may not begin a line pull one along."""
    out: list[str] = []
    words: list[str] = []
    used = indent
    for word in _WORD.findall(text):
        if word == "\n":
            out.append("".join(words))
            words, used = [], 0.0
            continue
        wide = pdfmetrics.stringWidth(word, font, size)
        if words and used + wide > width + 0.01:
            moved = []
            if word in _NOT_FIRST:
                moved = [words.pop()]
            while words and words[-1] in _NOT_LAST:
                moved.insert(0, words.pop())
            out.append("".join(words))
            words = moved
            used = pdfmetrics.stringWidth("".join(moved), font, size)
        while wide > width and len(word) > 1:  # an address longer than its cell
            k = max(1, int(len(word) * width / wide))
            out.append("".join(words) + word[:k])
            words, used, word = [], 0.0, word[k:]
            wide = pdfmetrics.stringWidth(word, font, size)
        words.append(word)
        used += wide
    if words:
        out.append("".join(words))
    return out


@dataclass(slots=True)
class Press:
    """A canvas that knows where on the page it is; y runs down from the top of the text."""

    path: Path
    look: Look
    canvas: Any = None
    wide: float = 0.0
    high: float = 0.0
    y: float = 0.0
    page: int = 0
    left: float = 0.0
    text_width: float = 0.0
    bottom: float = 0.0
    top: float = 0.0

    def __post_init__(self) -> None:
        register(self.look.font)
        self.canvas = Canvas(str(self.path), pagesize=A4, pageCompression=1)
        self.wide, self.high = (A4[1], A4[0]) if self.look.landscape else A4
        if self.look.turned == "flag":
            self.canvas.setPageSize((A4[1], A4[0]))  # reportlab changes the sides of a rotated page
        elif self.look.turned or not self.look.landscape:
            self.canvas.setPageSize(A4)
        else:
            self.canvas.setPageSize((self.wide, self.high))
        columns = int((self.wide - 140) / self.look.size)
        self.text_width = min(columns, 28 if not self.look.landscape else 99) * self.look.size
        self.left = (self.wide - self.text_width) / 2
        self.top, self.bottom = 95.0, self.high - 90.0
        self._begin()

    @property
    def pitch(self) -> float:
        return (self.bottom - self.top) / 22 if not self.look.landscape else self.look.size * 1.6

    def _begin(self) -> None:
        self.page += 1
        self.y = self.top
        c, look = self.canvas, self.look
        if look.turned:
            c.saveState()
            c.translate(A4[0], 0)
            c.rotate(90)
            if look.turned == "flag":
                c.setPageRotation(90)
        if look.header:
            self.say(look.header, self.left, 50, 9)
        number = look.numbers.format(self.page)
        wide = pdfmetrics.stringWidth(number, look.font, 14)
        self.say(number, (self.wide - wide) / 2, self.high - 50, 14)

    def turn(self) -> None:
        if self.look.turned:
            self.canvas.restoreState()
        self.canvas.showPage()
        self._begin()

    def close(self) -> None:
        if self.look.turned:
            self.canvas.restoreState()
        self.canvas.save()

    def say(
        self, text: str, x: float, y: float, size: float, *, spread: float = 0.0, bold: bool = False
    ) -> None:
        """`text` with its baseline `y` below the page's top."""
        for shift in (0.0, 0.3) if bold else (0.0,):
            line = self.canvas.beginText(x + shift, self.high - y)
            line.setFont(self.look.font, size)
            line.setCharSpace(spread)
            line.textOut(text)
            self.canvas.drawText(line)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        c, h = self.canvas, self.high
        if self.look.rules == "thin":
            c.rect(
                min(x0, x1), h - max(y0, y1), max(abs(x1 - x0), 0.5), max(abs(y1 - y0), 0.5), stroke=0, fill=1
            )
        else:
            c.setLineWidth(0.5)
            c.line(x0, h - y0, x1, h - y1)

    def room(self, needed: float) -> None:
        if self.y + needed > self.bottom + 0.1:
            self.turn()

    # --- paragraphs ----------------------------------------------------------------------------------

    def title(self, text: str, size: float) -> None:
        """Centred, over several lines of like length where one will not do (梯形)."""
        lines = wrap(text, self.text_width - 4 * size, self.look.font, size)
        self.room(size * 1.7 * len(lines))
        for line in lines:
            wide = pdfmetrics.stringWidth(line, self.look.font, size)
            self.y += size * 1.7
            self.say(line, (self.wide - wide) / 2, self.y - 0.4 * size, size, bold=self.look.bold)
        self.y += size * 0.6

    def paragraph(self, text: str, indent: float = 2.0) -> None:
        size, font = self.look.size, self.look.font
        lines = wrap(text, self.text_width, font, size, indent * size)
        for k, line in enumerate(lines):
            self.room(self.pitch)
            x = self.left + (indent * size if k == 0 else 0.0)
            free = self.left + self.text_width - x - pdfmetrics.stringWidth(line, font, size)
            spread = (
                free / (len(line) - 1)
                if self.look.justified and k + 1 < len(lines) and len(line) > 1
                else 0.0
            )
            self.y += self.pitch
            self.say(
                line,
                x,
                self.y - (self.pitch - size) / 2,
                size,
                spread=spread,
                bold=self.look.bold and len(lines) == 1,
            )

    def right(self, text: str, room: float = 4.0) -> None:
        wide = pdfmetrics.stringWidth(text, self.look.font, self.look.size)
        self.room(self.pitch)
        self.y += self.pitch
        self.say(text, self.left + self.text_width - wide - room * self.look.size, self.y - 4, self.look.size)

    # --- tables --------------------------------------------------------------------------------------

    def table(self, ruled: Ruled, levels: list[tuple[str | None, ...]] | None = None) -> None:
        """`ruled` with its merged cells, cut where pages end; text stands at the top of its cell."""
        levels = levels if levels is not None else (_levels(ruled.columns) if ruled.columns else [])
        plan = _Plan(self, levels, ruled)
        at, head = 0, plan.tops[len(levels)]
        last = len(plan.tops) - 1
        if self.y + plan.pitch * (plan.tops[min(last, len(levels) + 1)]) > self.bottom:
            self.turn()
        while at < plan.tops[-1]:
            again = head if at and self.look.repeat else 0
            room = int((self.bottom - self.y) / plan.pitch) - again
            end = min(at + room, plan.tops[-1])
            if not self.look.cut and end < plan.tops[-1]:
                whole = [t for t in plan.tops if at < t <= end and (at or t > head)]
                end = max(whole, default=end)
            if again:
                plan.draw(0, head)
            plan.draw(at, end)
            at = end
            if at < plan.tops[-1]:
                self.turn()
        self.y += self.pitch * 0.5


@dataclass(slots=True)
class _Cell:
    top: int
    left: int
    bottom: int
    right: int
    lines: list[str]


class _Plan:
    """A table laid out in steps of one line: `tops[r]` is where row r begins."""

    def __init__(self, press: Press, levels: Sequence[Sequence[str | None]], ruled: Ruled) -> None:
        look = press.look
        self.press, self.size, self.pitch = press, look.table_size, look.table_size * 1.5
        grid = [*levels, *ruled.rows]
        count = max(len(row) for row in grid)
        self.edges = _edges(grid, count, press.left, press.text_width, self.size)
        merged = {(a, b): (c, d) for a, b, c, d in _merges(list(map(tuple, levels)), ruled.rows)}
        covered = {
            (r, c)
            for (a, b), (e, f) in merged.items()
            for r in range(a, e + 1)
            for c in range(b, f + 1)
            if (r, c) != (a, b)
        }
        self.cells: list[_Cell] = []
        heights = [1] * len(grid)
        for r, row in enumerate(grid):
            for c in range(count):
                if (r, c) in covered:
                    continue
                bottom, right = merged.get((r, c), (r, c))
                wide = self.edges[right + 1] - self.edges[c] - 6
                text = (row[c] if c < len(row) else "") or ""
                cell = _Cell(r, c, bottom, right, wrap(text, wide, look.font, self.size))
                self.cells.append(cell)
                if bottom == r:
                    heights[r] = max(heights[r], len(cell.lines))
        for cell in self.cells:
            lacking = len(cell.lines) - sum(heights[cell.top : cell.bottom + 1])
            heights[cell.bottom] += max(0, lacking)
        self.tops = [0]
        for high in heights:
            self.tops.append(self.tops[-1] + high)

    def draw(self, first: int, end: int) -> None:
        """Lines first..end (exclusive) of the table at the press's place."""
        press, base = self.press, self.press.y
        for cell in self.cells:
            a, b = max(self.tops[cell.top], first), min(self.tops[cell.bottom + 1], end)
            if a >= b:
                continue
            x0, x1 = self.edges[cell.left], self.edges[cell.right + 1]
            y0, y1 = base + (a - first) * self.pitch, base + (b - first) * self.pitch
            if press.look.rules == "none":
                pass
            elif press.look.rules == "boxes":
                press.canvas.setLineWidth(0.5)
                press.canvas.rect(x0, press.high - y1, x1 - x0, y1 - y0)
            else:
                for ends in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
                    press.rule(*ends)
            for k, line in enumerate(cell.lines):
                at = self.tops[cell.top] + k
                if first <= at < end:
                    press.say(line, x0 + 3, base + (at - first + 1) * self.pitch - 0.4 * self.size, self.size)
        press.y = base + (end - first) * self.pitch


def _edges(
    grid: Sequence[Sequence[str | None]], count: int, left: float, width: float, size: float
) -> list[float]:
    """Column edges: as wide as their words want, between three characters and what is there."""
    wants = []
    for c in range(count):
        texts = [row[c] or "" for row in grid if c < len(row)]
        total = sum(len(t) for t in texts) / max(1, len(texts))
        longest = max((len(t) for t in texts), default=1)
        wants.append(max(3.0, min(longest + 1.0, 4 + total * 0.8)))
    scale = width / size / sum(wants)
    out = [left]
    for want in wants:
        out.append(out[-1] + want * scale * size)
    return out


def write_pdf(blocks: Sequence[Block], path: Path, look: Look) -> None:
    """One paper in one look: titles centred, salutations flush, dates to the right, all else indented."""
    press = Press(path, look)
    for k, block in enumerate(blocks):
        if isinstance(block, Ruled):
            press.table(block)
            continue
        if block.turned:
            press.turn()
        text = block.text
        follows = blocks[k + 1] if k + 1 < len(blocks) else None
        signs = follows is not None and not isinstance(follows, Ruled) and bool(_DATE.match(follows.text))
        if k == 0 or block.turned:
            if not look.landscape and text.endswith("文件"):
                press.canvas.setFillColor(red)
                press.title(text, 30)
                press.canvas.setFillColor("black")
            else:
                press.title(text, 22 if not look.landscape else look.size * 1.4)
        elif re.search(r"〔[0-9]{4}〕[0-9]+号$", text) and len(text) < 24 and k < 4:
            press.title(text, look.size)
        elif (
            k < 4
            and re.match(r"^[^，。：；]{6,60}(?:通知|方案|要点|总结|台账|意见|办法|台帐)$", text)
            and not _OUTLINE.match(text)
        ):
            press.title(text, 22 if not look.landscape else look.size * 1.4)
        elif _DATE.match(text) or (signs and len(text) < 24 and not text.endswith("。")):
            press.right(text)
        elif text.endswith("：") and len(text) < 60 and k < 8:
            press.paragraph(text, 0.0)
        else:
            press.paragraph(text)
    press.close()


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for paper in papers():
        for name, look in LOOKS.items():
            write_pdf(structure(paper), folder / f"{paper.stem}.{name.replace(' ', '_')}.pdf", look)
