"""Which of a flattened row's lines make one cell? Dynamic programming over lines and columns.

A cell in column c costs
  - for every line that is wider than the column,
  - for every line but the last that is not full (the next word would have fitted: then the printer had no reason
    to break there),
  - for a last line that is full but does not end a sentence, or that parts a word,
and columns left out cost too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ingest.extract.people.names import is_name
from ingest.layout.lines import Line, width

UNIT_NAME = r"[\u3400-\u9fff（）()“”]{1,14}?(?:部|室|办|会|委|中心|宫|局|科|处|院|校|站|团|队|组|馆|公司|集团|社|厅|党委|支部|基地|服务站|工会|部门|单位)"
_UNIT_SIGNS = re.compile(r"[\u3400-\u9fff（）()“”]+")
_UNIT_PARTED = re.compile(r"[、，,；;/ ]+")
#: How the name of a unit ends; of two that begin alike the longer first.
_UNIT_END = re.compile(
    r"党委|支部|基地|服务站|工会|部门|单位|中心|公司|集团|[部室办会委宫局科处院校站团队组馆社厅]"
)
_LONGEST_UNIT = 14
_NOTE = re.compile(r"（[^（）]{1,8}）|[(][^()]{1,8}[)]")
#: 6月底, 2024年9月底前, 第三季度, 全年, 长期坚持, 立行立改: what stands under 完成时限.
_TIME = re.compile(
    r"^[0-9０-９一二三四五六七八九十全长持按第每上下即立随常到至截贯年当本春近]"
    r"(?=.*(?:月|年|季度|日|周|期|持续|常态|即时|即行|立行立改|随时|按))[^，。；：！？“”《》部室委会局科处]{1,20}$"
)
#: 张三, 李 四、王小五: what stands under 责任人.
_PEOPLE = re.compile(
    r"^[\u3400-\u9fff](?:[ \u3000]?[\u3400-\u9fff·]){1,3}(?:[、，,； ][\u3400-\u9fff](?:[ \u3000]?[\u3400-\u9fff·]){1,3}){0,5}$"
)
SENTENCE_END = re.compile(r"[。！？；;!?](?:[”’）)]{0,2})$")
CLAUSE_END = re.compile(r"[，、,：:（(《“‘—-]$")


def names_units(text: str) -> bool:
    """These words are names of units and nothing else, parted or run on; 各县（市、区）总工会 is one. Linear in `text`."""
    if len(text) > 200:
        return False
    bare = _NOTE.sub("", text)
    names = _UNIT_PARTED.split(bare[:-1] if bare[-1:] in ("、", "，", "。") else bare)
    return all(_UNIT_SIGNS.fullmatch(name) and _ends_in_units(name) for name in names)


def _ends_in_units(words: str) -> bool:
    """Each stretch of at most so many signs ends as a unit's name does, and the last one with the words."""
    at = 0
    for end in _UNIT_END.finditer(words, 1):
        if end.start() - at > _LONGEST_UNIT:
            return False
        at = end.end()
    return at == len(words) > 1


def names_a_time(text: str) -> bool:
    """These words say by when, and nothing else."""
    return _TIME.match(text) is not None


#: What a step, a task or a measure begins with: a verb of office papers (开展, 印发…), a number, an opening mark.
_OPENING = re.compile(
    r"[“《（(〔0-9０-９A-Za-z①-⑳]|一是|按|根据|在|对|以|为|全面|深入|继续|持续|进一步|积极|及时|认真|做|抓|开|制|印|组|召|举|建|完|推|加|落|总|下|确|"
    r"启|启动|评|表彰|宣|培|选|发|签|督|检|调研|摸|走|慰|汇|编|公|公示|申|申报|实|强|深|指|评估|验|形|协|协调|配合|征|收|动|发|参|进|出台|起草|"
    r"修|通|命|授|聘|购|挂|布|投|筹|拨|兑|安排|部署|整|梳|分|巩固|打造|提|优|健全|拓|丰|弘|维|保|帮|集中|引|支持|探|构|争|力|聚|围|坚|贯|学|"
    r"规范|严|审|上线|完善|运|管|联|会同|与|向|到|请|邀|报|初|中期|年中|年底|年终|每|各|全年|春节|元旦|五一|七一|八一|十一|国庆|三八"
)
#: Where cells end without full stops, a step that begins otherwise may be the rest of one that a line broke.
_ODD_OPENING = 0.8
MAX_CELL_LINES = 60
MAX_UNIT_LINES = 10
#: Cost inside a cell above which no longer cell can be right.
HOPELESS = 16.0
INFINITY = 1e9
#: How much cheaper the rest of a row can make a way at best (cells that end sentences), and how far behind the best way
#: to the same line another may be and still win.
_GAIN, _BEAM = 10.0, 14.0
#: A row that costs no more was not cut by the page: its cells end as cells do.
_PLAIN_ENOUGH = -2.0
#: What leaving columns out may add before a way is given up.
_STEP = 8.0
#: Latin letters and figures are as wide as their font makes them: by so many em a line with them may have been fuller.
_LATIN_DOUBT = 0.4


class Grid(Protocol):
    """What the dynamic programme asks of the columns: see `ingest.layout.widths.Columns`."""

    first: int
    wide: list[float]
    merged: list[int]
    steps: list[int]
    units: list[int]
    times: list[int]
    people: list[int]
    skips: dict[tuple[int, int, bool], float]


@dataclass(slots=True)
class Piece:
    """A printed line, or the part of it that belongs to one cell.

    `wide`: its width; `grown`: its width had it taken the first word of the next line too; `tied`: a word runs on
    into the next line; `cut`: a page ends later in this row, so that a cell may stop here in mid-sentence.
    """

    text: str
    offsets: Sequence[int]
    wide: float
    page_start: bool
    grown: float = 99.0
    tied: bool = False
    cut: bool = False
    blanks: float = 0.0


@dataclass(slots=True)
class Group:
    """One numbered row: its number line and the lines up to the next number."""

    number: Line
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """A cell in a segmentation: pieces a..b (exclusive) in column c of the group's physical row r."""

    a: int
    b: int
    column: int
    row: int


LATIN = re.compile(r"[0-9A-Za-z]")


_COMPRESSIBLE = re.compile(r"[，。、；：！？“”‘’（）《》〈〉〔〕【】]")


def wide(text: str) -> float:
    """Width in em as a typesetter would squeeze it: half an em less where there is punctuation to squeeze (标点压缩)."""
    return width(text) - (0.5 if _COMPRESSIBLE.search(text) else 0.0)


_FIRST_WORD = re.compile(
    r"[“‘《（(〔【]*(?:[0-9A-Za-z.%+]+|[^，。、；：！？”’）》】〕)])[，。、；：！？”’）》】〕)%％]*"
)


def prepare(groups: Sequence[Group], *, people: bool = False) -> None:
    """For each piece: how wide it would have grown with the next word, and whether a word is parted at its end. A line that
    is a date, or (`people`: the table has a column of them) a person's name by itself parts no word before it."""
    import rjieba

    for group in groups:
        last_page = max((k for k, p in enumerate(group.pieces) if p.page_start), default=0)
        for k in range(len(group.pieces) - 1):
            group.pieces[k].cut = k < last_page
            found = _FIRST_WORD.match(group.pieces[k + 1].text)
            piece = group.pieces[k]
            unsure = _LATIN_DOUBT if LATIN.search(piece.text) else 0.0
            piece.grown = wide(piece.text + (found.group() if found else "一")) + piece.blanks + unsure
            left, right = group.pieces[k].text[-4:], group.pieces[k + 1].text[:4]
            if not left or not right or SENTENCE_END.search(left) or left[-1] in "，、：；":
                continue
            if left[-1].isdigit() and right[0] not in "，。、；：”）":
                group.pieces[k].tied = True
                continue
            follows = group.pieces[k + 1].text
            if names_a_time(follows) or (people and is_name(follows.replace(" ", ""))):
                continue
            at = 0
            for word in rjieba.cut(left + right):
                if at < len(left) < at + len(word):
                    group.pieces[k].tied = True
                    break
                at += len(word)


@dataclass(frozen=True, slots=True)
class Prices:
    """What departures from a regular table cost. `stop`: a cell that does not end a sentence, by how rare that is in
    this table; `slack`: how far a line may pass its column's width, in em."""

    stop: float = 2.5
    slack: float = 0.6


class LineCosts:
    """The costs of one group's lines in a column of one width, as running sums, so that any cell's cost is a difference."""

    def __init__(self, pieces: Sequence[Piece], wide: float, prices: Prices, unit: bool = False) -> None:
        self.over = [0.0]
        self.breaks = [0.0]
        self.end: list[float] = []
        self.open_end: list[bool] = []
        last = len(pieces) - 1
        for k, piece in enumerate(pieces):
            over = piece.wide - wide - prices.slack
            self.over.append(self.over[-1] + (4.0 * over + 1.5 if over > 0 else 0.0))
            stops = bool(SENTENCE_END.search(piece.text))
            cost = 0.0
            if k < last:
                room = wide - piece.grown
                if room > -0.05 and not unit:
                    cost += 1.2 + 1.5 * min(room, 4.0)
                cost += (0.6 if stops else 0.0) + (0.5 if pieces[k + 1].page_start else 0.0)
            self.breaks.append(self.breaks[-1] + cost)
            full = k < last and piece.grown > wide
            self.open_end.append(piece.cut and full and not stops)
            self.end.append(-1.0 if stops else self._unfinished(piece, prices, full))

    @staticmethod
    def _unfinished(piece: Piece, prices: Prices, full: bool) -> float:
        """A cell ends here though no sentence does."""
        clause = 5.0 if CLAUSE_END.search(piece.text) else 0.0
        return prices.stop + clause + (1.5 if full else 0.0) + (4.0 if piece.tied else 0.0)

    def inside(self, a: int, b: int) -> float:
        """Pieces a..b (exclusive) as one cell, but for how it ends."""
        return self.over[b] - self.over[a] + self.breaks[b - 1] - self.breaks[a]

    def cell(self, a: int, b: int) -> float:
        return self.inside(a, b) + self.end[b - 1]


def _unit_cost(pieces: Sequence[Piece], a: int, b: int) -> float:
    """Pieces a..b (exclusive) as a cell of responsible units."""
    joined = "".join(p.text for p in pieces[a:b])
    if len(joined) > 80 or not names_units(joined):
        return 8.0 + 0.2 * (b - a)
    return (3.0 if joined[-1] in "、，" else 0.0) + 0.2 * (b - a)


def _time_cost(pieces: Sequence[Piece], a: int, b: int) -> float:
    """Pieces a..b (exclusive) as a cell that says by when (完成时限)."""
    joined = "".join(p.text for p in pieces[a:b])
    cut = joined[-1].isdigit() or (
        b < len(pieces) and pieces[b].text[0] in "底前末初旬月日份"
    )  # 2024年10 / 月底
    return (0.0 if names_a_time(joined) and not cut else 8.0) + 0.2 * (b - a)


def _person_cost(pieces: Sequence[Piece], a: int, b: int) -> float:
    """Pieces a..b (exclusive) as a cell that names people (责任领导, 责任人)."""
    joined = "".join(p.text for p in pieces[a:b])
    return (0.0 if _PEOPLE.match(joined) else 8.0) + 0.2 * (b - a)


def segment(group: Group, columns: Grid, stop: float, *, final: bool) -> tuple[float, list[Found]]:
    """The cheapest way to cut one group's pieces into cells, row by row, and what it costs. Where a page ends inside the group, its cut
    cells all run to the page's foot: in the final pass each height (in lines) that they may share is tried."""
    pieces = group.pieces
    if not pieces:
        return 0.0, []
    prices = Prices(stop)
    lines = [
        LineCosts(
            pieces, columns.wide[c], prices, c in columns.units or c in columns.times or c in columns.people
        )
        for c in range(len(columns.wide))
    ]
    short: dict[int, dict[tuple[int, int], float]] = {}
    for kind, cost in (
        (columns.units, _unit_cost),
        (columns.times, _time_cost),
        (columns.people, _person_cost),
    ):
        costs = {
            (a, b): cost(pieces, a, b)
            for a in (range(len(pieces)) if kind else ())
            for b in range(a + 1, min(len(pieces), a + MAX_UNIT_LINES) + 1)
            if any(lines[c].over[b] - lines[c].over[a] <= HOPELESS for c in kind)
        }
        short.update((c, costs) for c in kind)
    stopped = stop >= 1.0
    best = _cheapest(pieces, columns, lines, short, None, INFINITY, stopped)
    cut = max((k for k, p in enumerate(pieces) if p.page_start), default=0)
    if final and cut > 3 and best[0] > _PLAIN_ENOUGH:
        for height in range(max(3, cut // len(columns.wide)), min(cut, 45) + 1):
            best = min(
                best, _cheapest(pieces, columns, lines, short, height, best[0], stopped), key=lambda t: t[0]
            )
    return best


def _cheapest(
    pieces: Sequence[Piece],
    columns: Grid,
    lines: Sequence[LineCosts],
    short: Mapping[int, Mapping[tuple[int, int], float]],
    height: int | None,
    bound: float,
    stopped: bool,
) -> tuple[float, list[Found]]:
    """Dynamic programming over (pieces used, column of the last cell). Ways that already cost more than `bound`, or far
    more than the best way to the same place, are given up."""
    n, c0, count = len(pieces), columns.first, len(columns.wide)
    skip = columns.skips
    opening = [stopped or _OPENING.match(p.text) is not None for p in pieces]
    best = [[INFINITY] * count for _ in range(n + 1)]
    back: list[list[tuple[int, int, bool] | None]] = [[None] * count for _ in range(n + 1)]
    for a in range(n):
        here = best[a]
        reached = [p for p in range(c0, count) if here[p] < INFINITY]
        if a and not reached:
            continue
        free = pieces[a].page_start
        limit = min(bound + _GAIN, min(here, default=INFINITY) + _BEAM) if a else INFINITY
        reached = [p for p in reached if here[p] <= limit]
        for c in range(c0, count):
            base, previous, new_row = (skip[c0, c, False], -1, False) if a == 0 else (INFINITY, -1, False)
            for p in reached:
                if p < c and (cost := here[p] + skip[p + 1, c, False]) < base:
                    base, previous, new_row = cost, p, False
                if c not in columns.merged:
                    rest = 1.0 if free else 3.0 + skip[p + 1, count, False]
                    if (cost := here[p] + rest + skip[c0, c, True]) < base:
                        base, previous, new_row = cost, p, True
            if base >= INFINITY or base > limit + _STEP or base > bound + _GAIN:
                continue
            own, known = lines[c], short.get(c)
            over0, breaks0, over, breaks, end, open_end = (
                own.over[a],
                own.breaks[a],
                own.over,
                own.breaks,
                own.end,
                own.open_end,
            )
            if c in columns.steps and not opening[a]:
                base += _ODD_OPENING
            for b in range(a + 1, min(n, a + (MAX_CELL_LINES if known is None else MAX_UNIT_LINES)) + 1):
                inside = over[b] - over0 + breaks[b - 1] - breaks0
                if inside > HOPELESS:
                    break
                if known is not None:
                    total = base + inside + known[a, b]
                elif height is not None and open_end[b - 1]:
                    total = base + inside + (0.0 if b - a == height else 4.0)
                else:
                    total = base + inside + end[b - 1]
                if height is not None and b - a > height and pieces[b - 1].cut:
                    total += 4.0
                if total < best[b][c]:
                    best[b][c] = total
                    back[b][c] = (a, previous, new_row)
    cut = page_cut(pieces)
    ends = [best[n][c] + (0.0 if cut else skip[c + 1, count, False]) for c in range(count)]
    c = min(range(count), key=ends.__getitem__)
    return ends[c], _trace(back, n, c) if ends[c] < INFINITY else []


def _trace(back: Sequence[Sequence[tuple[int, int, bool] | None]], n: int, c: int) -> list[Found]:
    steps: list[tuple[int, int, int, bool]] = []
    b = n
    while b > 0:
        step = back[b][c]
        if step is None:
            return []
        a, previous, new_row = step
        steps.append((a, b, c, new_row))
        b, c = a, previous
    row, out = 0, []
    for a, b, c, new_row in reversed(steps):
        row += new_row
        out.append(Found(a, b, c, row))
    return out


def page_cut(pieces: Sequence[Piece]) -> bool:
    return any(p.page_start for p in pieces[1:])
