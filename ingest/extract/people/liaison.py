"""Which leader answers for which county union or other unit (对口联系, 包联, 挂点), and who are the contacts?

Columns are known by what they mean, not by where they stand: a leader (联系领导, 包联领导, 市领导), a unit
(联系点, 县区, 联系单位), contacts (联系人, 联络员) and numbers of either side, in one cell or in two. Sentences say it
too: 张三同志联系青岭县总工会.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ingest.extract.people.contacts import numbers, phone_value
from ingest.extract.people.entries import Entry
from ingest.extract.people.holders import sighting
from ingest.extract.people.home import own_level, union_of
from ingest.extract.people.name_cells import column_people
from ingest.extract.people.names import HAN, NAME, is_name
from ingest.extract.people.positions import has_role
from ingest.extract.people.sightings import Sighting
from ingest.layout.model import Cell, Layout, Table
from kg.model import Contact, Liaison, Quoted, Span, squeeze

_LEADER = re.compile(
    r"(?:领导(?!小组|机构|机关)|班子成员|包联人|帮包人|挂点人|包抓人|包保人|联系人姓名|挂联人|县级干部|处级干部|包联干部|蹲点干部|联系干部|责任人|委员)"
)
_CONTACT = re.compile(r"联系人|联络员|联络人|对接人|经办人|具体负责人|负责人|工会主席")
_PHONE = re.compile(r"电话|手机|号码|联系方式")
_UNIT = re.compile(
    r"联系点|联系(?:的)?(?:县|区|市|镇|乡|街道|单位|企业|工会|基层|地区|对象|学校|村|社区)|(?:包联|挂点|包抓|挂钩|帮扶|结对|对口|蹲点|包保|挂联|服务|对接)(?:联系)?(?:的)?(?:县|区|市|镇|乡|街道|单位|企业|工会|基层|点|地区|对象|村|社区)"
    r"|对口联系(?!人|领导|电话|部)|县区|县级工会|县（市、区）|县\(市、区\)|区县|乡镇|街道|基层工会|基层单位|工会名称|单位名称|企业名称|^单位$|^企业$|^地区$|所联系"
)
_FAR_SIDE = re.compile(r"县|区|基层|企业|单位联|单位负|联系点|乡|镇|街道|对口|被联系|该单位|工会主席")
_HOME_SIDE = re.compile(r"市总|省总|市级|机关|部室|部门|本级|市直|总工会联|牵头|领导|责任部|市工会|县总|区总")
_POST = re.compile(r"职务|职位")
_NAME_ONLY = re.compile(r"(?:.*/)?姓名")
_SERIAL = re.compile(r"序号|编号|备注|时间|内容|任务|要求|职责|重点")
_UNIT_CUT = re.compile(r"[、，,；;/\n]|(?<!\s)\s+(?=\S{2})|和(?=.{2,}(?:工会|县|区|市)$)")


@dataclass(slots=True)
class LiaisonFacts:
    """What liaison tables and sentences say; `blocks` are the indexes of the tables read here."""

    liaisons: list[Liaison] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    blocks: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Columns:
    """What each column means, by index. `sides`: contact column → True for the far side (县区)."""

    leader: int | None
    units: tuple[int, ...]
    post: int | None
    contacts: dict[int, bool]
    phones: dict[int, int]


_TIE = re.compile(r"联系点|联系|包联|挂点|包抓|挂钩|对口|蹲点|结对|包保|挂联")
_STAFF = re.compile(r"干部|人员|责任人")
"""包联干部 beside 包联领导: who comes with the leader."""
_MEMBERS = re.compile(
    r"^(?:工作|具体工作|随行|陪同|联络)人员|(?:工作组|小组|组|随行|陪同|蹲点|服务队|专班)(?:成员|人员|干部)$|^成员$|队员$|组员$"
)
"""工作组成员 beside 带队领导: they come with the leader, from the home side."""


def read_liaisons(layout: Layout, issuer: str | None) -> LiaisonFacts:
    """Liaisons, the people in them and their numbers. `issuer` is the home side's union; spans quote the text."""
    facts = LiaisonFacts()
    for k, block in enumerate(layout.blocks):
        if isinstance(block, Table):
            columns = _columns(block.columns)
            if columns is not None and _read_table(layout.text, block, columns, issuer, facts):
                facts.blocks.add(k)
    _read_sentences(layout.text, issuer, facts)
    return facts


def _columns(headings: tuple[str, ...]) -> _Columns | None:
    leader = post = name = None
    units: list[int] = []
    contacts: dict[int, bool] = {}
    phones: dict[int, int] = {}
    person: int | None = None
    for k, raw in enumerate(headings):
        heading = raw.rsplit("/", 1)[-1] if raw.rsplit("/", 1)[-1] else raw
        if _SERIAL.fullmatch(heading):
            continue
        second = leader is not None and _LEADER.search(heading) and _STAFF.search(heading)
        if second or (_MEMBERS.search(heading) and units):
            contacts[k] = False
            person = k
            if _PHONE.search(heading):
                phones[k] = k
        elif _CONTACT.search(heading) and not (_LEADER.search(heading) and "联系人" not in heading):
            far = _far(raw, bool(units))
            contacts[k] = far
            person = k
            if _PHONE.search(heading):
                phones[k] = k
        elif _PHONE.search(heading):
            owner = person if person is not None else (leader if leader is not None else name)
            if owner is not None:
                phones[k] = owner
        elif _POST.search(heading):
            post = k if post is None else post
        elif _LEADER.search(heading) and leader is None and not _UNIT.search(heading.replace("领导", "")):
            leader = person = k
        elif _NAME_ONLY.fullmatch(heading):
            if name is None and not any(w in raw for w in ("联系人", "联络员")):
                name = person = k
            else:
                contacts[k] = _far(raw, bool(units))
                person = k
        elif _UNIT.search(heading) and (not units or _TIE.search(heading)):
            units.append(k)
    if not units:
        return None
    if leader is None:
        strong = _TIE.search(headings[units[0]])
        if name is not None and strong:
            leader = name
        elif (not contacts and name is None) or (name is not None and leader is None and not strong):
            return None
    if leader is None and not contacts:
        return None
    return _Columns(leader, tuple(units), post, contacts, phones)


def _far(heading: str, unit_seen: bool) -> bool:
    if _HOME_SIDE.search(heading) and not re.search(r"县区|县级|基层|企业|乡镇|街道", heading):
        return False
    return bool(_FAR_SIDE.search(heading)) or unit_seen


def _read_table(text: str, table: Table, columns: _Columns, issuer: str | None, facts: LiaisonFacts) -> bool:
    home = union_of(issuer)
    level = own_level(issuer)
    carried: dict[int, Cell] = {}
    found = False
    for row in table.rows:
        cells: dict[int, Cell] = {
            c.columns[0]: c for c in row.cells if c.columns and c.span.end > c.span.start
        }
        fresh = columns.leader in cells and not cells[columns.leader].carried
        for k in (columns.leader, columns.post, *columns.units):
            if k is None or table.ruled:
                continue
            if k in cells:
                carried[k] = cells[k]
            elif k in carried and not (k == columns.post and fresh):
                cells[k] = carried[k]
        if not fresh and columns.leader is not None:
            for k, owner in columns.phones.items():
                if owner == columns.leader:
                    cells.pop(k, None)
        units = [u for k in columns.units if k in cells for u in split_units(text, cells[k].span)]
        contacts: list[Contact] = []
        for k, far in columns.contacts.items():
            if k in cells:
                where = units[0].text if far and len(units) == 1 else None
                contacts.extend(
                    _people_of_cell(
                        text, k, cells, columns, far, where or (None if far else home), level, facts
                    )
                )
        if columns.leader is None:
            found |= bool(contacts)
            facts.contacts.extend(contacts)
            continue
        leader_cell = cells.get(columns.leader)
        leaders = [] if leader_cell is None else column_people(text, leader_cell.span, level)
        for leader in leaders:
            posts = leader.posts
            if fresh:
                if columns.post is not None and columns.post in cells:
                    posts = (*posts, cells[columns.post].span)
                facts.sightings.append(_home_person(text, replace(leader, posts=posts), issuer, home))
                for k, owner in columns.phones.items():
                    if owner == columns.leader and k in cells and k != columns.leader:
                        contacts.extend(
                            Contact("phone", phone_value(n.of(text)), n, leader.name, home)
                            for n in numbers(text, cells[k].span.start, cells[k].span.end)
                        )
            for unit in units:
                facts.liaisons.append(Liaison(Quoted(leader.name, leader.span), unit, tuple(contacts)))
                found = True
        facts.contacts.extend(contacts)
    return found


def _home_person(text: str, entry: Entry, issuer: str | None, home: str | None) -> Sighting:
    seen = sighting(text, entry, issuer)
    return replace(seen, employer=seen.employer or home, home=True)


def _people_of_cell(
    text: str,
    column: int,
    cells: dict[int, Cell],
    columns: _Columns,
    far: bool,
    organization: str | None,
    level: str,
    facts: LiaisonFacts,
) -> list[Contact]:
    """The contacts of one side in one row: names and numbers from their cell, or numbers from the cell after."""
    span = cells[column].span
    people: list[Entry] = []
    out: list[Contact] = []
    inside = list(numbers(text, span.start, span.end))
    if inside:
        begin = span.start
        for number in inside:
            named = column_people(text, Span(begin, number.start), level)
            people.extend(named)
            holder = people[-1].name if people else None
            out.append(Contact("phone", phone_value(number.of(text)), number, holder, organization))
            begin = number.end
    else:
        people = column_people(text, span, level)
    beside = [k for k, owner in columns.phones.items() if owner == column and k != column and k in cells]
    for k in beside:
        found = list(numbers(text, cells[k].span.start, cells[k].span.end))
        for i, number in enumerate(found):
            holder = people[min(i, len(people) - 1)].name if people else None
            out.append(Contact("phone", phone_value(number.of(text)), number, holder, organization))
    for entry in people:
        seen = sighting(text, entry, None)
        facts.sightings.append(replace(seen, employer=organization, home=not far, outside=far))
    return out


def split_units(text: str, span: Span) -> list[Quoted]:
    """The units named in a cell, cut at 、 ， ； and white space: 青岭县总工会、白石县总工会 are two."""
    out: list[Quoted] = []
    begin = span.start
    ends = [(m.start(), m.end()) for m in _UNIT_CUT.finditer(text, span.start, span.end)]
    for left, right in [*ends, (span.end, span.end)]:
        a, b = begin, left
        while a < b and text[a] in " \t\u3000\n*-（(":
            a += 1
        while b > a and text[b - 1] in " \t\u3000\n*。；;":
            b -= 1
        begin = right
        if b - a >= 2:
            if out and (
                _unpaired(out[-1].text)
                or (text[out[-1].span.end : a].isspace() and _REST.fullmatch(squeeze(text[a:b])))
            ):
                joined = Span(out[-1].span.start, b)
                out[-1] = Quoted(squeeze(joined.of(text)), joined)
                continue
            piece = Span(a, b)
            out.append(Quoted(squeeze(piece.of(text)), piece))
    return out


#: 霞川纺织集团 | 工会: what a narrow cell breaks off a name.
_REST = re.compile(
    r"(?:(?:股份|有限)*(?:责任)?(?:公司|集团))?(?:机关)?(?:总工会|工会(?:联合会|委员会)?|联合会|委员会)|(?:股份|有限)+(?:责任)?公司|公司|街道|办事处|管委会|(?:技术|产业)?开发区(?:总工会|工会)?"
)


def _unpaired(words: str) -> bool:
    """A cut fell inside brackets: 各县（市、区）."""
    return words.count("（") + words.count("(") > words.count("）") + words.count(")")


_UNIT_WORD = rf"[{HAN}XＸ×（）()“”]{{1,24}}?(?:总工会|工会联合会|工会|开发区|新区|[县区市旗镇乡村]|街道|社区|公司|集团|局|学校|中学|小学|大学|学院|医院|系统|园区|支队|银行)"
_SENTENCE = re.compile(
    rf"(?:(?<=[，。；;：:、（(\s])|^)(?P<name>{NAME}|[{HAN}][\u3000 ]{{1,3}}[{HAN}])(?:同志)?(?P<post>[（(][^（）()\n]{{2,30}}[）)])?[\s：:，,—\-]{{0,6}}"
    rf"(?:负责|分工|定点|蹲点|具体|分别|牵头)*(?:对口联系|挂钩联系|联系指导|联系包保|联系|包联|挂点|包抓|挂联)(?:指导|服务|帮扶)?[\s：:]{{0,4}}(?!人|电话|方式|实际|点[：:])"
    rf"(?P<units>{_UNIT_WORD}(?:[、和及]{_UNIT_WORD}){{0,9}})(?=[，。；;、\s）)]|等|$|工作|开展)",
    re.MULTILINE,
)


def _read_sentences(text: str, issuer: str | None, facts: LiaisonFacts) -> None:
    if "联" not in text and "挂点" not in text and "包抓" not in text:
        return
    home = union_of(issuer)
    for verb in _VERB.finditer(text):
        left = max(text.rfind("\n", 0, verb.start()) + 1, verb.start() - 60)
        found = None
        for candidate in _STARTS.finditer(text, left, verb.start()):
            found = _SENTENCE.match(text, candidate.end())
            if found is not None and found.end() > verb.start():
                break
            found = None
        if found is None:
            continue
        name = squeeze(found["name"])
        if not is_name(name):
            continue
        span = Span(*found.span("name"))
        posts = (Span(found.start("post") + 1, found.end("post") - 1),) if found["post"] else ()
        if posts and not has_role(squeeze(posts[0].of(text))):
            posts = ()
        facts.sightings.append(_home_person(text, Entry(name, span, posts), issuer, home))
        for unit in split_units(text, Span(*found.span("units"))):
            facts.liaisons.append(Liaison(Quoted(name, span), unit))


_VERB = re.compile(r"(?:对口联系|挂钩联系|联系|包联|挂点|包抓|挂联)(?!人|电话|方式|实际)")
_STARTS = re.compile(r"^|(?<=[，。；;：:、（(\s])", re.MULTILINE)
