"""What tasks does a work table hold (任务表)? Any table whose columns say what is to be done and by whom or when.

The columns are known by meaning (`ingest.columns`), not by place, so the same rules read a ledger with quarters,
one with 牵头/配合 columns, and a division-of-work table attached to a plan; from a flattened print, tabs, or a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.columns import HALVES, STEPS, Column, is_work_table, roles_of
from ingest.extract.people.names import is_name
from ingest.extract.quarters import hint_quarter, parse_quarter
from ingest.layout.model import Cell, Layout, Row, Table
from ingest.units import read_units
from kg.model import Quoted, Span, Step, Task, TaskRow, UnitMention, UnitRole, squeeze

_UNIT_ROLES = {
    Column.UNIT: UnitRole.RESPONSIBLE,
    Column.LEAD: UnitRole.LEAD,
    Column.COOPERATING: UnitRole.COOPERATING,
}
#: 第一季度：…；第二季度：… written into one cell.
_IN_CELL = re.compile(r"(?:第?[一二三四1-4]季度|[1-9１-９][0-9]?[-—~～至][0-9]{1,2}月)[:：]")
#: 责任单位及责任人: the cell names people beside the units.
_PEOPLE_TOO = re.compile(r"[及和与、/／](?:\w{0,4}责任|负责|联系|分管|牵头)?(?:人|领导|负责人|联系人)$")
_EMPTY = re.compile(r"^[-—－/\\无]*$")


@dataclass(slots=True)
class _Open:
    """A task being read: its cells so far."""

    number: Quoted | None
    title: Quoted | None
    wording: list[Quoted]
    section: tuple[str, ...]
    spans: list[Span] = field(default_factory=list)
    rows: list[TaskRow] = field(default_factory=list)


def read_table_tasks(layout: Layout) -> tuple[Task, ...]:
    """The tasks of every work table of the layout, in order."""
    return tuple(
        task for table in layout.tables() if is_work_table(table.columns) for task in _tasks(layout, table)
    )


def _tasks(layout: Layout, table: Table) -> Iterator[Task]:
    roles = roles_of(table.columns)
    numbered = Column.NUMBER in roles
    count = 0
    category: dict[int, str] = {}
    bands: list[tuple[bool, str]] = []
    now: _Open | None = None
    for row in table.rows:
        if row.cells and not row.cells[0].columns:
            bands = _under(bands, squeeze(layout.words(row.cells[0])))
            continue
        cells = {role: found for role in roles if role and (found := _cells(row, roles, role))}
        _carry(layout, row, roles, category)
        number = _quoted(layout, cells.get(Column.NUMBER, ()))
        wording = _wording(layout, cells)
        begins = (number is not None and bool(wording)) if numbered else bool(wording)
        if begins or (now is not None and wording and number is None and Column.TASK in cells):
            if now is not None:
                yield _close(layout, now)
            count += 1
            own = number or (now.number if now and numbered else None)
            title, words = _title(layout, cells, wording)
            now = _Open(
                own, title, words, (*(b for _, b in bands), *(v for _, v in sorted(category.items())))
            )
            if own is None and not numbered:
                now.number = None
        elif now is None:
            continue
        elif wording:
            now.wording.extend(wording)
        now.spans.extend(c.span for c in row.cells if not c.carried)
        task_row = _row(layout, table.columns, roles, row)
        if task_row is not None:
            now.rows.append(task_row)
        if not numbered and now.number is None:
            now.number = Quoted(str(count), now.wording[0].span if now.wording else row.cells[0].span)
    if now is not None:
        yield _close(layout, now)


#: 一、思想引领 over all columns; （一） and 1. stand below 一、.
_BAND = re.compile(
    r"(?:第?[一二三四五六七八九十]+[、.．部分章]*|(?P<lower>[（(][一二三四五六七八九十]+[）)]|[0-9]{1,2}[.．、]))(?=.)"
)


def _under(bands: list[tuple[bool, str]], heading: str) -> list[tuple[bool, str]]:
    """The headings that rows stand under once `heading` has come (通栏标题), without their numbers; (is lower, words)."""
    mark = _BAND.match(heading)
    words = heading[mark.end() :] if mark else heading
    if mark is None or mark["lower"] is None:
        return [(False, words)]
    return [*(b for b in bands if not b[0]), (True, words)]


def _carry(layout: Layout, row: Row, roles: Sequence[Column | None], category: dict[int, str]) -> None:
    """Keep the merged category cells of the rows above."""
    for cell in row.cells:
        if cell.column is not None and cell.column < len(roles) and roles[cell.column] is Column.CATEGORY:
            category[cell.column] = squeeze(layout.words(cell))


def _cells(row: Row, roles: Sequence[Column | None], role: Column) -> tuple[Cell, ...]:
    return tuple(
        c for c in row.cells if c.column is not None and c.column < len(roles) and roles[c.column] is role
    )


def _quoted(layout: Layout, cells: Sequence[Cell]) -> Quoted | None:
    """The first cell that says something."""
    for cell in cells:
        words = squeeze(layout.words(cell))
        if words and not _EMPTY.match(words):
            return Quoted(words, cell.span)
    return None


def _wording(layout: Layout, cells: dict[Column, tuple[Cell, ...]]) -> list[Quoted]:
    out: list[Quoted] = []
    for role in (Column.TASK, Column.MEASURE):
        for cell in cells.get(role, ()):
            words = squeeze(layout.words(cell))
            if words and not _EMPTY.match(words):
                out.append(Quoted(words, cell.span))
    return out


def _title(
    layout: Layout, cells: dict[Column, tuple[Cell, ...]], wording: list[Quoted]
) -> tuple[Quoted | None, list[Quoted]]:
    """A short task with its measures beside it is their heading (重点任务 | 具体措施)."""
    if Column.TASK in cells and Column.MEASURE in cells and len(wording) >= 2 and len(wording[0].text) <= 40:
        return wording[0], wording[1:]
    return None, wording


def _row(layout: Layout, columns: Sequence[str], roles: Sequence[Column | None], row: Row) -> TaskRow | None:
    """Steps, deliverable, units and deadline of one printed row; None where it has none of them."""
    steps: list[tuple[Cell, tuple[str, ...]]] = []
    written: list[Step] = []
    units: list[UnitMention] = []
    deliverables: list[Cell] = []
    deadline: Quoted | None = None
    for cell in row.cells:
        may = [roles[c] for c in cell.columns if c < len(roles)]
        role = may[0] if may else None
        if _EMPTY.match(squeeze(layout.words(cell))):
            continue
        if role in STEPS:
            steps.append((cell, tuple(m.value for m in may if m is not None)))
        elif role is Column.SCHEDULE:
            written.extend(_written_steps(layout, cell))
        elif role in _UNIT_ROLES and role is not None:
            named = read_units(layout.text, cell.span, _UNIT_ROLES[role])
            beside = bool(_PEOPLE_TOO.search(columns[cell.columns[0]]))
            units.extend(_without_people(named) if beside else named)
        elif role is Column.DELIVERABLE:
            deliverables.append(cell)
        elif role is Column.DEADLINE and deadline is None:
            deadline = Quoted(squeeze(layout.words(cell)), cell.span)
    settled = _settle(layout, steps)
    if not (settled or written or units or deliverables or deadline):
        return None
    deliverable = (
        Quoted(squeeze(layout.words(deliverables[0])), deliverables[0].span) if deliverables else None
    )
    return TaskRow((*settled, *written), deliverable, tuple(units), deadline)


def _without_people(named: Iterable[UnitMention]) -> Iterator[UnitMention]:
    """组织部 丁某某、财务部（戴某某）: the units alone."""
    for unit in named:
        if is_name(unit.name):
            continue
        noted = _NOTED.search(unit.name)
        yield replace(unit, name=unit.name[: noted.start()]) if noted and is_name(noted["who"]) else unit


_NOTED = re.compile(r"[（(](?P<who>[^（()）]{2,4})[）)]$")


def _written_steps(layout: Layout, cell: Cell) -> Iterator[Step]:
    """A schedule cell without quarter columns: parted where it names quarters itself, else whole."""
    words = layout.words(cell)
    marks = list(_IN_CELL.finditer(words))
    if not marks:
        yield Step(parse_quarter(words), squeeze(words), cell.span)
        return
    for k, mark in enumerate(marks):
        end = marks[k + 1].start() if k + 1 < len(marks) else len(words)
        start = mark.end()
        while end > start and words[end - 1] in " \n；;":
            end -= 1
        if end > start:
            span = Span(cell.span.start + start, cell.span.start + end)
            yield Step(parse_quarter(mark.group()), squeeze(words[start:end]), span)


def _settle(layout: Layout, steps: Sequence[tuple[Cell, tuple[str, ...]]]) -> list[Step]:
    """The quarter of each step: where the layout leaves several, what its own words say (三八 is in the first);
    quarters rise from left to right, so one that is settled narrows its neighbours. What stays open is None."""
    may = [[q for column in columns for q in HALVES.get(Column(column), (column,))] for _, columns in steps]
    for k, (cell, _) in enumerate(steps):
        if len(may[k]) > 1 and (hint := hint_quarter(layout.words(cell))) in may[k] and hint is not None:
            may[k] = [hint]
    for _ in steps:
        for k in range(1, len(may)):
            may[k] = [q for q in may[k] if q > may[k - 1][0]] or may[k]
        for k in range(len(may) - 2, -1, -1):
            may[k] = [q for q in may[k] if q < may[k + 1][-1]] or may[k]
    return [
        Step(options[0] if len(options) == 1 else None, squeeze(layout.words(cell)), cell.span)
        for (cell, _), options in zip(steps, may, strict=True)
    ]


def _close(layout: Layout, now: _Open) -> Task:
    first, last = now.wording[0].span, now.wording[-1].span
    number = now.number.text if now.number else ""
    spans = [*now.spans, *(q.span for q in now.wording)]
    extent = Span(min(s.start for s in spans), max(s.end for s in spans))
    return Task(
        number=number.strip(".．、。（）()"),
        text="".join(q.text for q in now.wording),
        span=Span(first.start, last.end),
        extent=extent,
        section=now.section,
        title=now.title.text if now.title else None,
        title_span=now.title.span if now.title else None,
        rows=tuple(now.rows) or (TaskRow(),),
    )
