"""Which printed lines make one paragraph? By where they stand: indents, full lines, centred titles, page breaks.

GB/T 9704—2012: a paragraph's first line is two characters in, the others full to the margins (7.3.3); titles are centred
over several lines (7.3.1); signature and date stand to the right (7.3.5). Files without indents part paragraphs by
the white after a line that ends short, or between two lines.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from ingest.layout.paragraphs import OUTLINE_MARK
from ingest.layout.printed import Grid, TextParagraph
from ingest.readers.pdf_cells import first_word, join, paragraph
from ingest.readers.pdf_lines import TextLine
from ingest.readers.pdf_margins import PageText
from ingest.readers.pdf_stitch import PartTable, grid_of, stitch

#: In em: an indent, a line at the margin, room on a full line beyond what its break explains.
_INDENT, _AT_MARGIN, _SLACK = 1.2, 0.7, 0.9
#: A page's right margin may be wider than its left one by so much (em).
_MOST_UNLIKE = 6.0
#: Lines further apart than this many times the usual distance are no one paragraph; sizes further apart neither.
_APART, _SIZES = 1.45, 1.12
#: A title's lines: distance in em, and the white left of it against the white right of it.
_TITLE_PITCH, _ALIKE = 2.6, 1.2
_STOP = re.compile(r"[。！？；：!?;:…][”’」』）)】〕]*$")
_DATE = re.compile(
    r"^[（(]?(?:[12][0-9]{3}|[二一][〇○零Oo0一二三四五六七八九]{3})年.{1,3}月.{1,3}日(?:印发)?[）)]?$"
)
_DOC_NUMBER = re.compile(r"[〔\[［（(【][12][0-9]{3}[〕\]］）)】]第?[0-9]{1,4}号")
_NUMBER_LINE = re.compile(rf"^[\u3400-\u9fff（）() ]{{2,16}}{_DOC_NUMBER.pattern}$")
_LABEL = re.compile(
    r"^(?:附件|联系人|联系电话|电话|传真|邮箱|地址|抄送|抄报|主送|签发人|组长|副组长|成员|责任单位|责任部门|牵头单位|牵头部门|"
    r"配合单位|配合部门|完成时限|注)[0-9]{0,2}[：:]"
)
#: 文种 that end a title; what begins with these words goes on with it.
_TITLE_END = re.compile(
    r"(?:文件|通知|通报|通告|公告|意见|办法|规定|细则|方案|要点|计划|规划|总结|报告|台账|台帐|名单|一览表|分工表|安排表|表|决定|纪要|制度|清单)(?:[（(][^）)]{1,12}[）)])?$"
)
_GOES_ON = re.compile(r"^(?:和|及|与|暨|的|》|”|）|、|以及|并)")
#: 目录: words, dots, a page's number.
_CONTENTS = re.compile(r"[.…·．]{4,}\s*[0-9]{1,4}$")
_CONTENTS_TITLE = re.compile(r"^目\s*[录次]$")
_CONTINUED = re.compile(r"^[（(]?(?:续表?|接上[页表])[一二三四五六七八九十0-9]*[）)]?$")
_OPENERS, _CLOSERS = "《（〔【“", "》）〕】”"


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the full lines of a column begin and end, in points."""

    left: float
    right: float


def blocks_of(pages: Sequence[PageText], size: float) -> Iterator[TextParagraph | Grid]:
    """The paragraphs and tables of all pages in order, those that run over pages as one. `size`: the text's, in points."""
    setting = _Setting(pages, size)
    waiting: list[TextLine] = []
    glues: list[str] = []
    starts = False
    table: PartTable | None = None
    for page in pages:
        fresh = True
        for item in _without_contents(page.items):
            if isinstance(item, PartTable):
                if table is not None and fresh and stitch(table, item):
                    fresh = False
                    continue
                if waiting:
                    yield setting.made(waiting, glues, starts)
                    waiting, glues = [], []
                if table is not None:
                    yield grid_of(table)
                table, item.page_start = item, fresh
                fresh = False
                continue
            if table is not None:
                if fresh and _CONTINUED.match(item.text):
                    continue
                yield grid_of(table)
                table = None
            if waiting and setting.goes_on(waiting, item):
                glues.append(join(waiting[-1].text, item.text))
            else:
                if waiting:
                    yield setting.made(waiting, glues, starts)
                waiting, glues, starts = [], [""], fresh
            waiting.append(item)
            fresh = False
    if waiting:
        yield setting.made(waiting, glues, starts)
    if table is not None:
        yield grid_of(table)


def _without_contents(items: Sequence[TextLine | PartTable]) -> list[TextLine | PartTable]:
    """Without a list of contents: it only says again what stands below."""
    listed = [isinstance(i, TextLine) and bool(_CONTENTS.search(i.text)) for i in items]
    if sum(listed) < 3:
        return list(items)
    return [
        i
        for i, is_listed in zip(items, listed, strict=True)
        if not is_listed and not (isinstance(i, TextLine) and _CONTENTS_TITLE.match(i.text))
    ]


class _Setting:
    """How a file's pages are set: margins by page and column, indents, the distance between lines."""

    def __init__(self, pages: Sequence[PageText], size: float) -> None:
        self.size = size
        self.lines: dict[tuple[int, int], list[TextLine]] = defaultdict(list)
        self.widths = {page.number: page.width for page in pages}
        for page in pages:
            for item in page.items:
                if isinstance(item, TextLine):
                    self.lines[page.number, item.zone].append(item)
        self.common = self._common()
        self.margins = {key: self._margins(key) for key in self.lines}
        self.pitch = self._pitch()
        self.indented = self._is_indented()
        self.spaced = self._spacing()

    def _common(self) -> dict[tuple[int, int], Margins]:
        """Margins by the page's width and the column, over all such pages."""
        together: dict[tuple[int, int], list[TextLine]] = defaultdict(list)
        for (page, zone), lines in self.lines.items():
            together[round(self.widths[page]), zone].extend(lines)
        out = {}
        for (width, zone), lines in together.items():
            left = _outermost([line.x0 for line in lines], self.size)
            begun = [line for line in lines if line.x0 < width / 2 or zone]
            right = -_outermost([-_end(line) for line in begun or lines], self.size)
            full = [line for line in begun if abs(_end(line) - right) < 0.5 * self.size]
            broken = sum(1 for line in full if not _STOP.search(line.text))
            narrow = width - left - right > _MOST_UNLIKE * self.size
            if zone == 0 and (narrow or broken < max(4, len(lines) / 4)):
                right = max(right, width - left)  # a page has like margins on both sides
            out[width, zone] = Margins(left, right)
        return out

    def _margins(self, key: tuple[int, int]) -> Margins:
        common = self.common[round(self.widths[key[0]]), key[1]]
        own = self.lines[key]
        full = [line for line in own if line.x1 - line.x0 > 0.7 * (common.right - common.left)]
        if len(full) < 4:
            return common
        left, right = (
            _outermost([line.x0 for line in own], self.size),
            -_outermost([-_end(line) for line in full], self.size),
        )
        return Margins(left, right)

    def _pitch(self) -> float:
        """The usual distance in em from a line to the next one of its paragraph."""
        inner, outer = self._gaps()
        gaps = inner if len(inner) >= 3 else inner + outer
        return median(gaps) if gaps else 1.5

    def _is_indented(self) -> bool:
        """Paragraphs begin with an indent: nearly all lines below one that ended short do."""
        inside = outside = 0
        for key, lines in self.lines.items():
            own = self.margins[key]
            for a, b in itertools.pairwise(lines):
                if own.right - a.x1 > 3 * a.size and b.x1 - b.x0 > 12 * b.size:
                    gap = (b.x0 - own.left) / b.size
                    inside, outside = inside + (_INDENT <= gap <= 3.5), outside + (gap < _AT_MARGIN)
        return inside > 3 * outside

    def _spacing(self) -> float:
        """The distance in em between baselines that parts paragraphs from lines of one; 0 where none does."""
        inner, outer = self._gaps()
        if len(outer) < 3 or len(inner) < 3:
            return 0.0
        apart, together = median(outer), median(inner)
        return (apart + together) / 2 if apart > 1.12 * together and apart - together > 0.15 else 0.0

    def _gaps(self) -> tuple[list[float], list[float]]:
        """Distances in em from one line to the next: below lines that are full, and below those that end short."""
        inner: list[float] = []
        outer: list[float] = []
        for key, lines in self.lines.items():
            own = self.margins[key]
            for a, b in itertools.pairwise(lines):
                down = (b.base - a.base) / a.size
                if abs(a.size - b.size) < 0.5 and 0.9 < down < 4:
                    (outer if own.right - a.x1 > 4 * a.size else inner).append(down)
        return inner, outer

    def made(self, lines: Sequence[TextLine], glues: Sequence[str], page_start: bool) -> TextParagraph:
        first = lines[0]
        own = self.margins[first.page, first.zone]
        indent = (first.x0 - own.left) / first.size
        whole = paragraph(lines, glues)
        return replace(whole, page_start=page_start, indent=round(indent, 1) if 0 < indent <= 4 else 0.0)

    def goes_on(self, lines: Sequence[TextLine], line: TextLine) -> bool:
        """Does `line` continue the paragraph of `lines`?"""
        last = lines[-1]
        before, own = self.margins[last.page, last.zone], self.margins[line.page, line.zone]
        if not 1 / _SIZES < line.size / last.size < _SIZES:
            return False
        turned = line.page != last.page or line.zone != last.zone or line.base <= last.base
        down = (line.base - last.base) / last.size
        if _is_centred(line, own) and _is_centred(last, before):
            return not turned and self._is_one_title(lines, line, down)
        if _is_centred(line, own) and _is_centred(lines[0], own) and last.size > 1.15 * self.size:
            return not turned and self._is_one_title(lines, line, down)
        if not turned and down > _APART * max(self.pitch, 1.2):
            return False
        between = 0.0 if turned else self.spaced
        if between and down > between:
            return False
        if _DATE.match(line.text) or _is_to_the_right(line, own) or _stands_alone(last, lines, before):
            return False
        text = "".join(one.text for one in lines)
        open_mark = _is_open(text)
        room = (before.right - last.x1) / last.size - first_word(line.text)
        if room > _SLACK and not (open_mark and room < 2.5):
            return False
        if between:  # a full line, and the next one no further below than within a paragraph
            return True
        return self._follows(lines, line, (line.x0 - own.left) / line.size, open_mark)

    def _follows(self, lines: Sequence[TextLine], line: TextLine, indent: float, open_mark: bool) -> bool:
        """A line below a full one: of its paragraph, or the first of another?"""
        last, marked = lines[-1], bool(OUTLINE_MARK.match(line.text))
        text = "".join(one.text for one in lines)
        stopped = bool(_STOP.search(last.text))
        if indent >= _INDENT:
            if line.zone != last.zone or marked or _LABEL.match(line.text) or stopped:
                return False
            same = abs(line.x0 - last.x0) < 0.5 * line.size
            if len(lines) >= 2:
                return same
            hangs = line.x0 > last.x0 + 0.5 * line.size and (
                OUTLINE_MARK.match(last.text) or _LABEL.match(last.text)
            )
            return bool(hangs) or (same and not (self.indented and OUTLINE_MARK.match(last.text)) and not open_mark) or (same and open_mark)  # fmt: skip
        if _LABEL.match(line.text) and not self.indented and not open_mark:
            return False
        if self.indented:  # a mark at the margin stands in the middle of a paragraph: …：（一）…；（二）…
            return True
        return open_mark or not (
            marked or _is_whole(text) or (text.endswith(("：", ":")) and "。" not in text)
        )

    def _is_one_title(self, lines: Sequence[TextLine], line: TextLine, down: float) -> bool:
        text, added = "".join(one.text for one in lines), line.text
        if down > max(_TITLE_PITCH, _APART * self.pitch) or _STOP.search(text):
            return False
        if _is_open(text) or _GOES_ON.match(added):
            return True
        if _DATE.match(added) or _DATE.match(text) or _DOC_NUMBER.search(added) or _DOC_NUMBER.search(text):
            return False
        if OUTLINE_MARK.match(added) or added.startswith(("（", "(", "—", "－")):
            return False
        return not _TITLE_END.search(text)


def _outermost(places: Sequence[float], em: float) -> float:
    """The first of the sorted places that others share: an odd line may stand further out."""
    ordered = sorted(places)
    least = max(2, len(ordered) // 40)
    for k, value in enumerate(ordered):
        if sum(1 for other in ordered[k : k + least] if other - value <= 0.4 * em) >= least:
            return value
    return ordered[0]


def _end(line: TextLine) -> float:
    """Where a line ends, without the mark that programs let hang over the margin."""
    return line.x1 - (0.5 * line.size if line.text[-1:] in "，。、；：" else 0.0)


def _is_centred(line: TextLine, own: Margins) -> bool:
    left, right = (line.x0 - own.left) / line.size, (own.right - line.x1) / line.size
    return left >= 0.4 and right >= -0.5 and abs(left - right) <= _ALIKE and (left >= 2.6 or line.x0 - own.left > 3 * line.size or abs(left - right) < 0.35)  # fmt: skip


def _is_whole(text: str) -> bool:
    """These words are a title by themselves."""
    return len(text) < 90 and bool(_TITLE_END.search(text)) and not re.search(r"[，。；]", text)


def _stands_alone(last: TextLine, lines: Sequence[TextLine], own: Margins) -> bool:
    """A date, a document's number, a signature: nothing goes on after it."""
    if len(lines) > 1:
        return False
    return bool(_DATE.match(last.text) or _NUMBER_LINE.match(last.text) or _is_to_the_right(last, own))


def _is_to_the_right(line: TextLine, own: Margins) -> bool:
    """A signature: far in, and near the right margin."""
    return line.x0 > (own.left + own.right) / 2 and own.right - line.x1 < 6 * line.size


def _is_open(text: str) -> bool:
    """A bracket opened not long ago is not closed."""
    near = text[-120:].replace("(", "（").replace(")", "）")
    return any(
        near.rfind(a) > near.rfind(b) and near.count(a) > near.count(b)
        for a, b in zip(_OPENERS, _CLOSERS, strict=True)
    )
