"""Which leader is in charge of what (领导分工): the work as written, the departments, and the units answered for?

Told by a table (姓名 | 职务 | 分管工作 | 分管部门 | 联系点) or by a notice, one paragraph a leader:
周立新，党组书记：主持全面工作，分管办公室，联系青岭县总工会. A clause says one thing by its verb: 主持 and 负责 name
work, 分管 departments, 联系 units; 协助, 协管 and 配合 another's work, which is nobody's charge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.extract.people.entries import Entry
from ingest.extract.people.holders import sighting
from ingest.extract.people.home import own_level, union_of
from ingest.extract.people.liaison import split_units
from ingest.extract.people.name_cells import column_people
from ingest.extract.people.names import is_name
from ingest.extract.people.positions import has_role
from ingest.extract.people.sightings import Sighting
from ingest.layout.model import Cell, Layout, Paragraph, Table
from ingest.units import read_units
from kg.model import Liaison, Portfolio, Quoted, Span, UnitMention, squeeze

_LEADER = re.compile(
    r"(?:.*/)?(?:(?:领导|成员|班子成员|分管领导|主席|同志)?姓名|领导|班子成员|领导成员|分管领导|领导同志|姓名及职务|姓名职务)(?:[（(].*[）)])?"
)
_UNITS = re.compile(
    r"(?:.*/)?(?:分管|主管|分管联系|直接分管)(?:的)?(?:部门|科室|部室|处室|股室|单位|机构|直属单位|事业单位)(?:[及和、]\w{2,6})?(?:[（(].*[）)])?"
)
_MATTERS = re.compile(
    r"(?:.*/)?(?:分管|主管|负责|主抓)(?:的)?(?:工作|领域|内容|事项|业务|范围|方面)?(?:内容|事项|范围)?(?:[（(].*[）)])?"
    r"|(?:.*/)?(?:工作|职责|任务|具体|领导)?分工(?:情况|内容|事项)?|(?:.*/)?(?:主要|工作|岗位|具体)?职责(?:内容)?|(?:.*/)?分管(?:工作|部门)(?:[及和、/])(?:工作|部门|科室|单位)"
)  # fmt: skip
#: What begins a clause of somebody's charge.
_CLAUSE = re.compile(r"(?P<work>主持|全面负责|负责|承担|主抓|抓好?|具体负责|牵头负责|牵头)|(?P<units>(?:直接)?分管|主管)|(?P<liaison>(?:对口|挂钩)?联系|包联|挂点)|(?P<other>协助|协管|配合|兼任|受\w{1,8}委托|完成|参与)")  # fmt: skip
_STOP = re.compile(r"[。；;\n]|[，,](?=\s*(?:主持|全面负责|负责|承担|主抓|(?:直接)?分管|主管|(?:对口|挂钩)?联系|包联|挂点|协助|协管|配合|兼任|具体负责|牵头|完成|参与))")  # fmt: skip
_UNIT_END = re.compile(r"(?:党委|总支|支部|妇联|团委|部|室|处|科|股|办|中心|会|局|委|院|社|馆|站|所|公司|宫|校|组|干校|学校|基地|园|厂|报|网)(?:[（(][^（）()]{1,20}[）)])?$")  # fmt: skip
_TAIL = re.compile(r"(?:等(?:部门|单位|科室|部室)?|的?(?:工作|全面工作|日常工作|各项工作))$")
#: A paragraph of a notice: its number, then the name, with or without the post, then what the person does.
_HEAD = re.compile(
    r"\s*+(?:(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．]\s*+|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]\s*+)?+(?P<head>[^\s。；;][^。；;\n]{1,59}?)"
    r"(?P<gap>[\s：:，,、—\-]*+)(?=主持|全面负责|负责|(?:直接)?分管|主管|协助|承担|主抓)"
)
_LONGEST_HEAD = 60
#: A notice lists the whole leadership: one paragraph of that shape may be anything.
_LEAST = 2


@dataclass(slots=True)
class PortfolioFacts:
    """What is said of charges; `paragraphs` are those read here."""

    portfolios: list[Portfolio] = field(default_factory=list)
    liaisons: list[Liaison] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    taken: list[Span] = field(default_factory=list)


def read_portfolios(layout: Layout, issuer: str | None) -> PortfolioFacts:
    """Charges told in the tables and paragraphs of `layout`; people without another employer are `issuer`'s."""
    facts = PortfolioFacts()
    for block in layout.blocks:
        if isinstance(block, Table):
            _read_table(layout.text, block, issuer, facts)
    _read_paragraphs(layout, issuer, facts)
    return facts


# --- tables ------------------------------------------------------------------------------------------


def _read_table(text: str, table: Table, issuer: str | None, facts: PortfolioFacts) -> None:
    leader = next((k for k, h in enumerate(table.columns) if _LEADER.fullmatch(h)), None)
    units = {k for k, h in enumerate(table.columns) if _UNITS.fullmatch(h)}
    matters = {k for k, h in enumerate(table.columns) if k not in units and _MATTERS.fullmatch(h)}
    if leader is None or not units | matters:
        return
    level = own_level(issuer)
    for row in table.rows:
        cells: dict[int, Cell] = {
            c.columns[0]: c for c in row.cells if c.columns and c.span.end > c.span.start
        }
        if leader not in cells:
            continue
        people = column_people(text, cells[leader].span, level)
        if len(people) != 1:
            continue
        who = Quoted(people[0].name, people[0].span)
        charge = _Charge()
        for k in sorted(units):
            if k in cells and not cells[k].carried:
                charge.departments.extend(_departments(text, cells[k].span))
        for k in sorted(matters):
            if k in cells and not cells[k].carried:
                _read_charge(text, cells[k].span, charge, whole=True)
        _keep(who, charge, facts)


# --- notices -----------------------------------------------------------------------------------------


def _read_paragraphs(layout: Layout, issuer: str | None, facts: PortfolioFacts) -> None:
    """Paragraphs that begin with a leader, and those below that go on about the same one."""
    found: list[tuple[Entry, Span, _Charge]] = []
    paragraphs = [b for b in layout.blocks if isinstance(b, Paragraph)]
    named: Entry | None = None
    for block in paragraphs:
        span = block.span
        headed = _headed(layout.text, span, issuer)
        if headed is None and named is not None and _CLAUSE.match(span.of(layout.text).lstrip()):
            headed = named, span.start
        named = None
        if headed is None:
            named = _alone(layout.text, span, issuer)
            continue
        entry, start = headed
        charge = _Charge()
        _read_charge(layout.text, Span(start, span.end), charge, whole=False)
        if charge.matters or charge.departments:
            found.append((entry, span, charge))
    if len({e.name for e, *_ in found}) < _LEAST or not any(c.departments for *_, c in found):
        return
    home = union_of(issuer)
    for entry, span, charge in found:
        seen = sighting(layout.text, entry, issuer)
        facts.sightings.append(replace(seen, employer=seen.employer or home, home=True))
        facts.taken.append(span)
        _keep(Quoted(entry.name, entry.span), charge, facts)


def _headed(text: str, span: Span, issuer: str | None) -> tuple[Entry, int] | None:
    """The leader who heads a paragraph, and where what follows begins."""
    head = _HEAD.match(text, span.start, span.end)
    if head is None:
        return None
    entry = _leader(text, *head.span("head"), issuer)
    return None if entry is None else (entry, head.end())


def _alone(text: str, span: Span, issuer: str | None) -> Entry | None:
    """四、欧阳雪同志: a line with nothing but a leader; what follows is of that one."""
    if span.end - span.start > _LONGEST_HEAD:
        return None
    mark = re.match(
        r"\s*(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.．]|[（(][一二三四五六七八九十\d]{1,3}[）)])?\s*",
        span.of(text),
    )
    start = span.start + (mark.end() if mark else 0)
    end = start + len(text[start : span.end].rstrip("：: \u3000"))
    return _leader(text, start, end, issuer)


def _leader(text: str, start: int, end: int, issuer: str | None) -> Entry | None:
    """周立新, 周立新同志, 周立新（党组书记）, 周立新 党组书记、副主席, 党组书记周立新: one name, and posts."""
    shape = _NAMED.fullmatch(text, start, end)
    if shape is not None and is_name(squeeze(shape["name"])):
        posts = tuple(Span(*shape.span(k)) for k in ("noted", "post") if shape[k])
        if all(has_role(squeeze(p.of(text))) for p in posts):
            return Entry(squeeze(shape["name"]), Span(*shape.span("name")), posts)
        return None
    people = column_people(text, Span(start, end), own_level(issuer))
    if len(people) != 1 or not people[0].posts:
        return None
    return people[0] if all(has_role(squeeze(p.of(text))) for p in people[0].posts) else None


_NAMED = re.compile(
    r"(?P<name>[\u3400-\u9fff][\u3000 ]?[\u3400-\u9fff·]{1,3})(?:同志)?\s*(?:[（(](?P<noted>[^（）()]{2,40})[）)])?(?:同志)?"
    r"(?:[，,：:\s]+(?P<post>[^。；;\n：:]{2,50}?))?[，,：:\s]*"
)


# --- clauses -----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Charge:
    """What one leader has: work as written, departments, units answered for."""

    matters: list[Quoted] = field(default_factory=list)
    departments: list[UnitMention] = field(default_factory=list)
    liaisons: list[Quoted] = field(default_factory=list)


def _read_charge(text: str, span: Span, charge: _Charge, *, whole: bool) -> None:
    """The clauses of a cell or paragraph. `whole`: words without a verb are work, too (组织建设、维权工作)."""
    for start, end in _clauses(text, span):
        verb = _CLAUSE.match(text, start, end)
        if verb is None:
            if whole:
                _put_matter(text, start, end, charge)
        elif verb["units"]:
            units = _departments(text, Span(verb.end(), end))
            charge.departments.extend(units)
            if not units:  # 分管组织建设、维权工作
                _put_matter(text, start, end, charge)
        elif verb["liaison"]:
            charge.liaisons.extend(q for q in split_units(text, Span(verb.end(), end)) if _is_unit(q.text))
        elif verb["work"]:
            _put_matter(text, start, end, charge)


def _clauses(text: str, span: Span) -> Iterator[tuple[int, int]]:
    begin = span.start
    for stop in (*_STOP.finditer(text, span.start, span.end), None):
        end = span.end if stop is None else stop.start()
        left, right = _trimmed(text, begin, end)
        if left < right:
            yield left, right
        if stop is not None:
            begin = stop.end()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "，,、·-—"):
        start += 1
    lead = re.compile(r"\d{1,2}[.．、]\s*|[（(]\d{1,2}[）)]\s*|[①-⑩]\s*").match(text, start, end)
    start = lead.end() if lead else start
    while end > start and (text[end - 1].isspace() or text[end - 1] in "，,、。；;"):
        end -= 1
    return start, end


def _put_matter(text: str, start: int, end: int, charge: _Charge) -> None:
    span = Span(start, end)
    if 2 <= end - start <= 400:
        charge.matters.append(Quoted(squeeze(span.of(text)), span))


def _departments(text: str, span: Span) -> list[UnitMention]:
    """The departments of a list of them; [] where one of its words is none (分管组织建设、维权工作)."""
    tail = _TAIL.search(text[span.start : span.end])
    cut = Span(span.start, span.start + tail.start()) if tail else span
    units = [
        replace(u, name=u.name, span=u.span)
        for u in read_units(text, cut)
        if not re.fullmatch(r"机关|各部门|全面", u.name)
    ]
    return units if units and all(_UNIT_END.search(u.name) for u in units) else []


def _is_unit(words: str) -> bool:
    return bool(
        re.search(
            r"(?:[县区市旗镇乡]|总工会|工会|街道|社区|村|公司|集团|企业|学校|医院|局|开发区|新区|园区)$",
            words,
        )
    )


def _keep(who: Quoted, charge: _Charge, facts: PortfolioFacts) -> None:
    if charge.matters or charge.departments:
        facts.portfolios.append(Portfolio(who, tuple(charge.matters), tuple(_once(charge.departments))))
    facts.liaisons.extend(Liaison(who, unit) for unit in charge.liaisons)


def _once(units: Sequence[UnitMention]) -> list[UnitMention]:
    return list({u.name: u for u in reversed(units)}.values())[::-1]
