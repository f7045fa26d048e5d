"""What is what in a real table (Word, Excel, a ruled page)? Titles, headings of one or more levels, rows, notes.

The file says which cells are merged; it does not say which row heads the table. Above the headings stand titles and
填表单位 lines; the same headings come again on each page; a row over all columns (一、思想引领) heads the rows below it;
what stands under the last row (注：…, a signature) is text again. Empty rows and columns count for nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.columns import STEPS, Column, is_work_table, roles_of
from ingest.layout.lines import clean
from ingest.layout.paragraphs import OUTLINE_MARK
from ingest.layout.printed import Grid, GridCell, TextParagraph, words_of
from ingest.layout.tables import is_header
from kg.model import squeeze

#: Heading rows of one table: title levels are three at most in the ledgers seen (进度安排 / 上半年 / 第一季度).
_MOST_LEVELS = 4
#: So many rows of so many cells above the headings are a table themselves, whose headings are not known.
_UNKNOWN_ROWS, _UNKNOWN_CELLS = 2, 3
_LONGEST_HEADING = 24
#: What a merged cell says of every task whose row it stands beside.
_SAID_OF_EACH = frozenset(
    (
        Column.UNIT,
        Column.LEAD,
        Column.COOPERATING,
        Column.PERSON,
        Column.DEADLINE,
        Column.DELIVERABLE,
        Column.SCHEDULE,
        Column.MEASURE,
        *STEPS,
    )
)
_LONGEST_TITLE = 40
#: 填表单位：云州市总工会, 注：…, 审核：张三, 抄送：…: a cell that is no row's.
_LABELLED = re.compile(
    r"^[\u3400-\u9fff（）() ]{1,10}[：:]|^注\s*[：:.、1-9]|^(?:说明|备注)[：:]|^（?续表）?$"
)
#: 2024年3月1日, 二〇二四年三月一日 below a table.
_DATE = re.compile(
    r"^[12二][0-9〇○零一二三四五六七八九]{3}年.{1,3}月.{1,3}日$|^[12][0-9]{3}[-/.][0-9]{1,2}[-/.][0-9]{1,2}$"
)
#: 版记 set as a table: 抄送：… over 云州市总工会办公室 | 2024年3月1日印发.
_IMPRINT = re.compile(r"^(?:抄[送报]|主送|分送)[：:]|印发$|^共印")


@dataclass(frozen=True, slots=True)
class Placing:
    """A cell in a row: the columns it stands in (none: over all of them), and whether it is said again."""

    cell: GridCell
    columns: tuple[int, ...]
    carried: bool = False


@dataclass(frozen=True, slots=True)
class GridTable:
    """One table understood: its heading rows as printed, the columns they name, and its rows.

    `standing`: where in the grid each column stands; `width`: how many columns the grid has, empty ones too.
    """

    headings: tuple[tuple[GridCell, ...], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Placing, ...], ...]
    standing: tuple[int, ...] = ()
    width: int = 0


@dataclass(slots=True)
class _Rows:
    """A grid without its empty rows and columns: row and column numbers here count those that hold something."""

    count: int
    width: int
    own: list[list[tuple[int, GridCell]]]
    cover: dict[tuple[int, int], tuple[int, GridCell]]
    original: list[int]
    standing: tuple[int, ...]
    full_width: int
    texts: dict[int, str] = field(default_factory=dict)

    def words(self, cell: GridCell) -> str:
        """A cell's words without white space."""
        known = self.texts.get(id(cell))
        if known is None:
            known = self.texts[id(cell)] = squeeze(clean(words_of(cell.paragraphs).replace("\n", " "), 0)[0])
        return known

    def names(self, row: int) -> tuple[str, ...]:
        """What stands in each column of a row, merged cells said again."""
        return tuple(
            self.words(self.cover[row, c][1]) if (row, c) in self.cover else "" for c in range(self.width)
        )

    def own_names(self, row: int) -> tuple[str, ...]:
        return tuple(self.words(cell) for _, cell in self.own[row])

    def from_above(self, row: int) -> bool:
        """A cell of a row above reaches into this one."""
        return any(self.cover.get((row, c), (row, None))[0] < row for c in range(self.width))


def _rows(grid: Grid, standing: tuple[int, ...] = ()) -> _Rows:
    """`standing`: the columns to count, where they are known from a table before; else those that hold something."""
    held = [c for c in grid.cells if not c.empty]
    rows = sorted({c.row for c in held})
    columns = standing or tuple(sorted({c.column for c in held}))
    own: list[list[tuple[int, GridCell]]] = [[] for _ in rows]
    cover: dict[tuple[int, int], tuple[int, GridCell]] = {}
    for cell in sorted(held, key=lambda c: (c.row, c.column)):
        top, left = bisect_left(rows, cell.row), bisect_left(columns, cell.column)
        own[top].append((left, cell))
        for r in range(top, bisect_left(rows, cell.row + cell.rows)):
            for c in range(left, bisect_left(columns, cell.column + cell.columns)):
                cover.setdefault((r, c), (top, cell))
    return _Rows(len(rows), len(columns), own, cover, rows, columns, _full_width(grid))


def _full_width(grid: Grid) -> int:
    return max((c.column + c.columns for c in grid.cells), default=0)


def understand(grid: Grid, before: GridTable | None = None) -> tuple[TextParagraph | GridTable | Grid, ...]:
    """The grid as paragraphs and tables, in order. `before`: a table right above that this one may go on with.

    A grid of one column or one row, and a 版记 set in cells, is text; so is a grid nested in such a cell a grid of its
    own. A table whose headings are not known keeps its rows, without columns.
    """
    rows = _rows(grid)
    if rows.count == 0:
        return ()
    out: list[TextParagraph | GridTable | Grid] = []
    if before is not None and _goes_on(rows, before):
        out.extend(_table(_rows(grid, before.standing), 0, 0, rows.count, before.columns))
    elif _is_text(grid, rows):
        for r in range(rows.count):
            out.extend(_blocks(rows, r))
    else:
        out.extend(_tables(grid, rows))
    for table in [block for block in out if isinstance(block, GridTable)]:
        for placing in (p for row in table.rows for p in row if not p.carried):
            out.extend(placing.cell.nested)
    return tuple(out)


def _tables(grid: Grid, rows: _Rows) -> Iterator[TextParagraph | GridTable | Grid]:
    """The tables of a grid one below the other, each with the text above its headings."""
    at = 0
    while at < rows.count:
        head = _heading_row(grid, rows, at)
        if head is None:
            yield from _unheaded(rows, at)
            return
        if _is_unknown(rows, at, head):
            stop = _text_from(rows, at, head)
            yield from _table(rows, at, at, stop, ())
            at = stop
        for r in range(at, head):
            yield from _blocks(rows, r)
        last = _last_heading_row(grid, rows, head)
        at = _end(rows, head, last)
        yield from _table(rows, head, last + 1, at, _columns([rows.names(r) for r in range(head, last + 1)]))


def _goes_on(rows: _Rows, before: GridTable) -> bool:
    """A grid without headings goes on with the table above it: as wide, and nothing outside its columns."""
    return (
        bool(before.columns)
        and rows.full_width == before.width
        and set(rows.standing) <= set(before.standing)
        and not any(is_header(rows.own_names(r)) for r in range(rows.count))
    )


def _unheaded(rows: _Rows, at: int) -> Iterator[TextParagraph | GridTable | Grid]:
    """Rows that nothing heads: those of one cell are text, the stretches between them tables without columns."""
    while at < rows.count:
        end = at
        while end < rows.count and (len(rows.own[end]) > 1 or rows.from_above(end)):
            end += 1
        if end - at >= 2:
            yield from _table(rows, at, at, end, ())
        else:
            for r in range(at, end):
                yield from _blocks(rows, r)
        if end < rows.count:
            yield from _blocks(rows, end)
        at = end + 1


def _is_unknown(rows: _Rows, at: int, head: int) -> bool:
    """What stands above the headings is a table too, not titles and 填表单位 lines."""
    wide = [r for r in range(at, head) if len(rows.own[r]) >= _UNKNOWN_CELLS and not _labelled(rows, r)]
    return len(wide) >= _UNKNOWN_ROWS


def _is_text(grid: Grid, rows: _Rows) -> bool:
    if rows.width == 1 or rows.count == 1:
        return True
    if rows.width <= 3 and rows.count <= 4 and not grid.heading_rows:
        every = [name for r in range(rows.count) for name in rows.own_names(r)]
        return any(_IMPRINT.search(name) for name in every) and not any(
            is_header(rows.own_names(r)) for r in range(rows.count)
        )
    return False


def _blocks(rows: _Rows, r: int) -> Iterator[TextParagraph | Grid]:
    for _, cell in rows.own[r]:
        yield from cell.blocks


def _heading_row(grid: Grid, rows: _Rows, at: int) -> int | None:
    """The first row from `at` that heads columns, by its words; else one that the file itself marks."""
    for r in range(at, rows.count):
        if is_header(rows.own_names(r)):
            return r
    for r in range(at, rows.count):
        if rows.original[r] < grid.heading_rows and len(rows.own[r]) >= 2:
            return r
    return None


def _last_heading_row(grid: Grid, rows: _Rows, head: int) -> int:
    """The last row of the headings that begin at `head`: what their merged cells reach, and rows that only name parts
    of a merged heading."""
    last = head
    while last + 1 < rows.count and last - head + 1 < _MOST_LEVELS:
        below = last + 1
        cells = rows.own[below]
        names = rows.own_names(below)
        if any(len(n) > _LONGEST_HEADING or "。" in n for n in names):
            break
        flagged = rows.original[below] < grid.heading_rows
        if flagged or _reaches(rows, head, below) or _names_parts(rows, last, below, cells):
            last = below
            continue
        break
    return last


def _reaches(rows: _Rows, head: int, below: int) -> bool:
    """At least half of the headings above are merged down into row `below`, or name what stands there in parts."""
    reaching = {id(cell) for c in range(rows.width) if (found := rows.cover.get((below, c))) and head <= found[0] < below for cell in (found[1],)}  # fmt: skip
    return bool(reaching) and len(rows.own[below]) >= 1 and len(reaching) + len(rows.own[below]) >= 2


def _names_parts(rows: _Rows, last: int, below: int, cells: Sequence[tuple[int, GridCell]]) -> bool:
    """Row `below` stands only under headings over several columns, merged or with the cells right of them left empty."""
    if len(cells) < 2:
        return False
    upper = rows.names(last)
    spread = {
        c
        for c in range(rows.width)
        if (found := rows.cover.get((last, c))) and _span(rows, last, found[1]) > 1
    }
    if all(c in spread for c, _ in cells):
        return True
    if all(upper) or upper == rows.names(below):
        return False
    empty = {c for c in range(rows.width) if not upper[c]}
    free = empty | {c - 1 for c in empty if c > 0}
    names = [rows.words(cell) for _, cell in cells]
    return all(c in free for c, _ in cells) and is_header(names)


def _span(rows: _Rows, row: int, cell: GridCell) -> int:
    """How many columns that hold something a cell goes over in a row."""
    return sum(1 for c in range(rows.width) if (found := rows.cover.get((row, c))) and found[1] is cell)


def _columns(levels: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The levels of headings as one: 进度安排 over 第一季度 is 进度安排/第一季度. An upper heading that is not merged
    stands over the empty cells to its right that have a heading below."""
    out = [""] * len(levels[0])
    for level, names in enumerate(levels):
        above = ""
        for c, name in enumerate(names):
            below = any(lower[c] for lower in levels[level + 1 :])
            above = name or (above if below else "")
            if above and out[c].rsplit("/", 1)[-1] != above:
                out[c] = f"{out[c]}/{above}" if out[c] else above
    return tuple(out)


def _end(rows: _Rows, head: int, last: int) -> int:
    """The row after the last one that belongs to the table headed by rows head..last."""
    known = {rows.names(r) for r in range(head, last + 1)}
    r = last + 1
    while r < rows.count:
        names = rows.own_names(r)
        if is_header(names) and rows.names(r) not in known and not rows.from_above(r):
            return _text_from(rows, last + 1, r)
        r += 1
    return rows.count


def _text_from(rows: _Rows, first: int, end: int) -> int:
    """Where the text begins that stands between a table's last row and row `end` (the next headings, or the grid's end):
    lines of one cell, a signature, the next table's title."""
    at = end
    while at > first and (
        _alone(rows, at - 1)
        or _labelled(rows, at - 1)
        or _lone(rows, at - 1)
        or _signed(rows, at - 1, end - 1)
    ):
        at -= 1
    return at


def _lone(rows: _Rows, r: int) -> bool:
    """Nothing but words in the first column: below the last row no row of the table."""
    if len(rows.own[r]) != 1 or rows.own[r][0][0] != 0 or rows.from_above(r):
        return False
    return not rows.own_names(r)[0].isdigit()


def _alone(rows: _Rows, r: int) -> bool:
    """One cell over (nearly) the whole width, or in the first column by itself as a heading is."""
    if len(rows.own[r]) != 1 or rows.from_above(r):
        return False
    column, cell = rows.own[r][0]
    over = _span(rows, r, cell)
    if over >= max(2, rows.width - 1) or (over >= 2 and over >= rows.width / 2):
        return True
    words = rows.words(cell)
    return (
        column == 0 and len(words) >= 4 and (bool(OUTLINE_MARK.match(words)) or bool(_LABELLED.match(words)))
    )


def _signed(rows: _Rows, r: int, last: int) -> bool:
    """Row r is the signature or the date below a table: row `last` is a date by itself, r is that row or the one above."""
    if len(rows.own[r]) != 1 or rows.from_above(r):
        return False
    return bool(_DATE.match(rows.own_names(r)[0])) or (
        r + 1 <= last and len(rows.own[r + 1]) == 1 and bool(_DATE.match(rows.own_names(r + 1)[0]))
    )


def _labelled(rows: _Rows, r: int) -> bool:
    names = rows.own_names(r)
    return not rows.from_above(r) and bool(names) and all(_LABELLED.match(n) for n in names)


def _table(
    rows: _Rows, head: int, first: int, end: int, columns: tuple[str, ...]
) -> Iterator[TextParagraph | GridTable | Grid]:
    """Rows head..first (exclusive) head the table, first..end are its rows; what stands under the last one is text."""
    known = {rows.names(r) for r in range(head, first)}
    stop = _text_from(rows, first, end)
    body: list[tuple[Placing, ...]] = []
    for r in range(first, stop):
        if rows.names(r) in known:
            continue
        if columns and _alone(rows, r):
            body.append((Placing(rows.own[r][0][1], ()),))
            continue
        body.append(tuple(_placings(rows, r, columns)))
    yield GridTable(
        tuple(tuple(cell for _, cell in rows.own[r]) for r in range(head, first)),
        columns,
        tuple(body),
        rows.standing,
        rows.full_width,
    )
    for r in range(stop, end):
        yield from _blocks(rows, r)


def _placings(rows: _Rows, r: int, columns: tuple[str, ...]) -> Iterator[Placing]:
    roles = roles_of(columns)
    work = is_work_table(columns)
    begins = work and _begins(rows, r, roles)
    first, before = 0, None
    for c in range(rows.width):
        found = rows.cover.get((r, c))
        if found is None:
            before = None
            continue
        top, cell = found
        if cell is not before:
            first, before = c, cell
        role = roles[c] if c < len(roles) else None
        if top == r and first == c:
            yield Placing(cell, (c,))
        elif top == r and work and role in STEPS and roles[first] in STEPS:
            yield Placing(cell, (c,), carried=True)  # one step over several quarters
        elif top < r and first == c and columns and not work:
            yield Placing(cell, (c,), carried=True)  # a department beside each of its people
        elif top < r and begins and _said_again(rows, cell, role, roles) and (first == c or role in STEPS):
            yield Placing(cell, (c,), carried=True)


def _begins(rows: _Rows, r: int, roles: Sequence[Column | None]) -> bool:
    """A task of its own begins in this row, as far as merged cells tell."""
    marks = [k for k, role in enumerate(roles) if role is Column.NUMBER]
    if not marks:
        marks = [k for k, role in enumerate(roles) if role in (Column.TASK, Column.MEASURE)]
    return any(rows.cover.get((r, k), (-1, None))[0] == r for k in marks)


def _said_again(rows: _Rows, cell: GridCell, role: Column | None, roles: Sequence[Column | None]) -> bool:
    if role is Column.TASK:  # the heading over several measures
        return Column.MEASURE in roles and len(rows.words(cell)) <= _LONGEST_TITLE
    return role in _SAID_OF_EACH
