"""Who stands in a list of people (名单), and in which seat of which working group?

Lists come as paragraphs under a title (…领导小组名单), as labelled lines (组长：…), whole in one line, or as
tables (姓名 | 职务 | 小组职务). A label holds for the lines after it until the next. Labels: 《党政机关公文格式》
leaves lists free; these are the ones that offices use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from ingest.extract.contacts import numbers, phone_value
from ingest.extract.entries import Entry, read_entries
from ingest.extract.groups import GroupBook, title_group
from ingest.extract.names import is_name, is_name_in_column
from ingest.extract.positions import has_role, read_positions
from ingest.extract.sightings import Sighting
from ingest.layout.model import Cell, Layout, Paragraph, Table
from kg.model import Contact, GroupRole, Position, Span, squeeze

SEATS: Final = (
    "总召集人 召集人 副召集人 第一组长 常务副组长 执行组长 执行副组长 双组长 组长 副组长 "
    "成员 组员 成员单位 工作人员 特邀成员 顾问 总顾问 主任委员 副主任委员 常务副主任 主任 "
    "副主任 委员 秘书长 副秘书长 秘书 总指挥 副总指挥 指挥长 副指挥长 常务副指挥长 "
    "办公室主任 办公室副主任 办公室常务副主任 办公室成员 领导小组办公室主任 领导小组办公室副主任 "
    "联络员 联系员 主席 副主席 常委 会长 副会长 常务副会长 理事长 副理事长 理事 监事 领队 "
    "队长 副队长 队员 团长 副团长 团员 班长 负责人 牵头人 责任人 牵头领导 责任领导 "
    "分管领导 主要负责人 具体负责人 评委 主持人 主讲人 报告人 签发人 记录人 专职副主席 "
    "兼职副主席 常务副主席 "
).split()
"""Labels before a colon (组 长：) that name a seat."""

_GROUP_SEATS = frozenset(s for s in SEATS if s not in ("主持人", "主讲人", "报告人", "签发人", "记录人"))
_PLAIN_SEATS = frozenset(("组长", "副组长", "常务副组长", "第一组长", "成员", "组员", "召集人", "副召集人"))
_SEAT_ALT = "|".join(r"[ \t\u3000]*".join(seat) for seat in sorted(SEATS, key=len, reverse=True))
_LABEL = re.compile(
    rf"(?:(?<=^)|(?<=[\s*，,；;：:。、）)\-•●]))(?P<seat>{_SEAT_ALT})(?:[（(][^）)\n]{{1,10}}[）)])?\**[ \t\u3000]*[：:]\**"
)
_LABEL_NO_COLON = re.compile(
    r"[\s*\-•]*(?P<seat>组\s*长|副\s*组\s*长|常\s*务\s*副\s*组\s*长|成\s*员|主\s*任|副\s*主\s*任|委\s*员)(?P<gap>[\s]+)(?=\S)"
)
_LIST_TITLE = re.compile(
    r"(?:名单|名册|花名册|人员一览表|通讯录|组成人员|人员组成|联系表|联络表|名单如下[：:]?|如下[：:])\s*(?:[（(][^）)]*[）)])?\s*[：:]?\s*$"
)
_HONOUR_TITLE = re.compile(
    r"(?P<honour>[^\s，。；：:（）()《》]{2,40}?(?:获得者|奖章|劳动模范|先进工作者|先进个人|先进生产者|工匠|能手|标兵|模范|之星|达人|带头人|积极分子|工会工作者|职工|工人))"
    r"(?:推荐人选|建议人选|拟表彰|候选人|表彰|拟推荐|公示)?(?:名单)?\s*(?:[（(]\s*共?\s*[\dXx]+\s*[名人个][）)])?\s*[：:]?\s*$"
)
_HEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|附件|第[一二三四五六七八九十]+[章条])"
)
_TITLE_LEAD = re.compile(
    r"^(?:附件\s*\d*\s*[：:．.]?)?\s*(?:\d{1,2}[.．、])?\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])?\s*"
)
_PROSE = re.compile(r"[。！？]\s*\S")


@dataclass(slots=True)
class ListFacts:
    """What the lists of a document say; `taken` are the stretches that running-text rules need not read again."""

    sightings: list[Sighting] = field(default_factory=list)
    taken: list[Span] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)


@dataclass(slots=True)
class _State:
    """Where we are in a list: open or not, whose it is, which label holds, which honour it lists."""

    open: bool = False
    group: str | None = None
    seat: str | None = None
    seat_span: Span | None = None
    honour: Span | None = None
    misses: int = 0


def read_name_lists(layout: Layout, book: GroupBook, issuer: str | None, skip: frozenset[int]) -> ListFacts:
    """The people in lists of `layout`; blocks whose index is in `skip` (liaison tables) are left out.

    Without `issuer` the issuing union stays unnamed; spans quote `layout.text`.
    """
    facts = ListFacts()
    state = _State()
    level = own_level(issuer)
    for k, block in enumerate(layout.blocks):
        if k in skip:
            state = _State()
        elif isinstance(block, Table):
            if _read_table(layout, block, book, issuer, state, facts, level):
                facts.taken.append(block.span)
        else:
            _read_paragraph(layout.text, block, book, issuer, state, facts, level)
    return facts


def own_level(issuer: str | None) -> str:
    """The level sign of the issuing union: 县 of 青岭县总工会; 市 where nothing says otherwise."""
    if issuer:
        found = re.search(r"([省市县区州盟旗])(?=(?:级)?(?:总工会|教育|机关|直属|工会))", issuer)
        if found:
            return found[1]
    return "市"


def _read_paragraph(
    text: str,
    block: Paragraph,
    book: GroupBook,
    issuer: str | None,
    state: _State,
    facts: ListFacts,
    level: str,
) -> None:
    start, end = block.span.start, block.span.end
    line = text[start:end]
    if not line.strip():
        return
    labels = list(_LABEL.finditer(line)) if ("：" in line or ":" in line) else []
    leader = _charge_line(text, start, end, level) if "：" in line or ":" in line else None
    if leader is not None:
        facts.sightings.append(sighting(text, leader, issuer))
        facts.taken.append(Span(start, leader.posts[-1].end))
        state.seat = None
        return
    if not labels and _opens_list(text, start, end, line, book, state):
        return
    if labels and _label_is_post(text, start, end, labels, state):
        labels = []
    inline = bool(labels) and _sets_up(text, start, line, labels, book)
    if labels and (state.open or inline or _begins_list(line, labels[0])):
        if not state.open or inline:
            place = start + labels[0].start() if inline else start
            state.open, state.group, state.seat, state.honour = True, book.at(place), None, None
        ok, begin = False, start
        read: list[Span] = []
        if labels[0].start() > 2 and state.seat is not None:
            ok |= _take(text, start, start + labels[0].start(), state, issuer, facts, level, strict=True)
        for k, label in enumerate(labels):
            stop = labels[k + 1].start() if k + 1 < len(labels) else len(line)
            state.seat = squeeze(label["seat"])
            state.seat_span = Span(start + label.start("seat"), start + label.end("seat"))
            until = _sentence_stop(text, start + label.end(), start + stop)
            ok |= _take(text, start + label.end(), until, state, issuer, facts, level, strict=False)
            read.append(Span(begin, until))
            begin = start + stop
        state.misses = 0
        if ok:
            facts.taken.extend(read)
        return
    if state.open:
        alone = squeeze(line).strip("*-•：:")
        if alone in _GROUP_SEATS:
            state.seat = alone
            left = start + len(line) - len(line.lstrip(" \t\u3000*-•"))
            state.seat_span = Span(left, start + len(line.rstrip(" \t\u3000*：:")))
            facts.taken.append(block.span)
            return
        bare = _LABEL_NO_COLON.match(line)
        if (
            bare is not None
            and state.group is not None
            and read_entries(text, start + bare.end(), end, level=level)
        ):
            state.seat = squeeze(bare["seat"])
            state.seat_span = Span(start + bare.start("seat"), start + bare.end("seat"))
            if _take(text, start + bare.end(), end, state, issuer, facts, level, strict=False):
                facts.taken.append(block.span)
                return
        listed = not _HEADING.match(line) or "名" in line
        if listed and _take(text, start, end, state, issuer, facts, level, strict=True):
            facts.taken.append(block.span)
            state.misses = 0
            return
        state.misses += 1
        if state.misses > 2 or len(line) > 60 or _HEADING.match(line):
            state.open = False
        return
    colon = _POST_COLON.match(line)
    if (
        colon is not None
        and not _CONTACT_LABEL.search(squeeze(colon["post"]))
        and has_role(squeeze(colon["post"]))
        and not _PROSE.search(line)
    ):
        entries = read_entries(text, start, end, level=level)
        if entries and len(line) <= 60 and all(e.posts for e in entries):
            for entry in entries:
                facts.sightings.append(sighting(text, entry, issuer))
            facts.taken.append(block.span)


#: 周立新　党组成员、副主席：负责…: the post stands after the name, and is no label of the next one.
_CHARGE = re.compile(
    r"[^：:。；;\n]{4,60}[：:](?=[ \t\u3000]*(?:(?P<verb>主持|全面|负责|具体负责|(?:直接)?分管|主管|协助|协管|承担|主抓|抓|联系)|[^\s\d]))"
)


def _charge_line(text: str, start: int, end: int, level: str) -> Entry | None:
    """The leader of a line that tells a charge (领导分工): name first, then the posts, up to the colon."""
    head = _CHARGE.match(text, start, end)
    if head is None:
        return None
    entries = read_entries(text, start, head.end() - 1, level=level)
    if len(entries) != 1 or not entries[0].posts:
        return None
    name, posts = entries[0].span, entries[0].posts
    words = [squeeze(p.of(text)) for p in posts]
    if posts[0].start < name.end or not all(has_role(w) for w in words):
        return None
    if head["verb"] is None and (
        _CONTACT_LABEL.search(words[-1])
        or words[-1].endswith(tuple(_PLAIN_SEATS))
        or read_entries(text, head.end(), end, level=level)
    ):
        return None
    return entries[0]


_CONTACT_LABEL = re.compile(r"联[系络]人\Z")
_POST_COLON = re.compile(r"[\s\-*•]*(?P<post>[^：:，。；\n]{2,24})[：:]")


def _label_is_post(text: str, start: int, end: int, labels: list[re.Match[str]], state: _State) -> bool:
    """办公室主任：… among 组织部部长：… lines, or before any seat was named, is a post like those and no seat."""
    label = squeeze(labels[0]["seat"])
    if len(labels) > 1 or label not in _POST_OR_SEAT:
        return False
    above = text.rfind("\n", 0, max(0, start - 1)) + 1
    beside = _POST_LINE.match(text, end + 1) or _POST_LINE.match(text, above)
    return bool(beside) or (state.open and state.seat is None and label.startswith("办公室"))


_POST_OR_SEAT = frozenset(("办公室主任", "办公室副主任", "主任", "副主任", "主席", "副主席"))
_POST_LINE = re.compile(
    r"[ \t\u3000\-*•]*[^：:，。；\n]{2,12}(?:部|室|处|科|局|会|中心)(?:副?部长|副?主任|副?处长|副?科长|副?局长|副?主席)[ \t]*[：:]"
)


def _begins_list(line: str, label: re.Match[str]) -> bool:
    """A label opens a list by itself when it begins its line, or when several stand in it."""
    return not line[: label.start()].strip(" *-•\t　") and len(line) < 2000


#: Who sits in a group, told in the sentence that sets it up: …领导小组，组长：周立新（…），副组长：….
_INLINE_BEFORE = re.compile(
    r"(?:小组|专班|工作组|指挥部|委员会|领导组|专项组|协调组)(?:[（(][^（）()]{1,20}[）)])?"
    r"(?:[，,]?(?:由(?:下列|以下|如下)(?:人员|同志)组成|(?:组成)?(?:人员|成员)(?:名单)?(?:如下|为)?|(?:组成|名单)?如下))?[，,。；;：:、\s]{1,2}\Z"
)


def _sets_up(text: str, start: int, line: str, labels: list[re.Match[str]], book: GroupBook) -> bool:
    """The words before the first label name a group: the labels after it are its seats."""
    return (
        squeeze(labels[0]["seat"]) in _GROUP_SEATS
        and _INLINE_BEFORE.search(line, 0, labels[0].start()) is not None
        and book.at(start + labels[0].start()) is not None
    )


def _sentence_stop(text: str, start: int, end: int) -> int:
    """Where the people of a label end: at a full stop that a sentence follows (…副组长：王方。领导小组办公室设在…)."""
    stop = text.find("。", start, end)
    while stop >= 0:
        if _SENTENCE.match(text, stop + 1, end):
            return stop
        stop = text.find("。", stop + 1, end)
    return end


_SENTENCE = re.compile(
    r"[^。\n]{0,60}(?:设在|设于|负责(?!人)|(?<!自)由|承担|召开|研究(?![室员所院会])|兼任|担任|调整|不再|自行|如有|定期)"
)


def _opens_list(text: str, start: int, end: int, line: str, book: GroupBook, state: _State) -> bool:
    if len(line) > 110 and not re.search(r"如下[：:]\s*$", line[-14:]):
        return False
    listed = _LIST_TITLE.search(line[-40:])
    group = title_group(text, start, end)
    if group is not None and (listed is not None or len(line) <= 60):
        state.open, state.group, state.seat, state.honour, state.misses = (
            True,
            book.at(group.start),
            None,
            None,
            0,
        )
        return True
    honour = _HONOUR_TITLE.search(line) if len(line) <= 60 else None
    if honour is not None and (listed is not None or state.open or "（" in line or "(" in line):
        lead = _TITLE_LEAD.match(line)
        left = max(honour.start("honour"), lead.end() if lead else 0)
        if left < honour.end("honour"):
            state.open, state.group, state.seat, state.misses = True, None, None, 0
            state.honour = Span(start + left, start + honour.end("honour"))
            return True
    if listed is not None:
        state.open, state.group, state.seat, state.honour, state.misses = True, None, None, None, 0
        if re.search(r"(?:小组|专班|指挥部|委员会)", line):
            state.group = book.at(end)
        return True
    return False


def _take(
    text: str,
    start: int,
    end: int,
    state: _State,
    issuer: str | None,
    facts: ListFacts,
    level: str,
    *,
    strict: bool,
) -> bool:
    """Read the people of one stretch of a list. `strict`: no label introduces it, so it must look like an entry."""
    if end - start > 3000 or (strict and (end - start > 300 or _PROSE.search(text[start:end]))):
        return False
    entries = read_entries(text, start, end, level=level, labelled=not strict or state.seat is not None)
    if not entries:
        return False
    if strict and not _plausible(text, start, end, entries):
        return False
    for entry in entries:
        facts.sightings.append(_seated(text, entry, state, issuer))
    return True


def _plausible(text: str, start: int, end: int, entries: list[Entry]) -> bool:
    """An unlabelled line is a list's when its posts are posts or units, and its bare names stand alone."""
    written = sum(len(squeeze(e.span.of(text))) for e in entries)
    for entry in entries:
        for post in entry.posts:
            words = squeeze(post.of(text))
            written += len(words)
            if len(words) > 60:
                return False
            if not has_role(words) and not _UNIT_LIKE.search(words):
                return False
    whole = len(re.sub(r"[\s、，,；;：:。（）()*\-•\d.]", "", text[start:end]))
    return written >= 0.8 * whole


_UNIT_LIKE = re.compile(
    r"(?:部|室|局|委|办|会|公司|集团|厂|院|校|所|站|中心|处|科|队|行|店|社|街道|镇|乡|县|区|村|大学|中学|小学|医院|银行|段|矿|宫|馆|园|组|厅|台|车间|班|职称|级|师|工|员)[）)]?\Z"
)


def _seated(text: str, entry: Entry, state: _State, issuer: str | None) -> Sighting:
    seen = sighting(text, entry, issuer)
    if state.honour is not None and state.seat is None:
        post = Position(squeeze(state.honour.of(text)), state.honour)
        return replace(seen, positions=(*seen.positions, post), home=False, employer=_stated(seen.positions))
    if state.seat is None:
        return seen
    if state.group is not None and state.seat in _GROUP_SEATS:
        return replace(seen, seats=(GroupRole(state.group, _seat_role(state.seat), entry.span),))
    if state.seat in ("成员", "组员", "工作人员", "成员单位") or state.seat_span is None:
        return seen
    return replace(seen, positions=(*seen.positions, Position(state.seat, state.seat_span)))


def _seat_role(seat: str) -> str:
    return seat.removeprefix("领导小组")


def _stated(positions: tuple[Position, ...]) -> str | None:
    return next((p.organization for p in positions if p.organization is not None), None)


def sighting(text: str, entry: Entry, issuer: str | None) -> Sighting:
    """The person of an entry. Who has a post without an organisation (组织部部长, 党组书记) is the issuing union's."""
    positions: list[Position] = []
    for post in entry.posts:
        positions.extend(read_positions(text, post.start, post.end))
    if len(positions) >= 2 and not positions[0].role:
        positions = [positions[0], *(_as_title(p) for p in positions[1:])]
    if len(positions) >= 2 and not positions[0].role and any(p.role for p in positions[1:]):
        unit, *rest = positions
        positions = [
            replace(
                p,
                organization=p.organization or unit.organization,
                department=p.department or unit.department,
            )
            if p.role and (p.organization is None)
            else p
            for p in rest
        ]
    held = tuple(positions)
    named = [p.organization for p in held if p.organization is not None]
    home = any(p.organization is None for p in held)
    employer = union_of(issuer) if home else next(iter(named), None)
    return Sighting(entry.name, entry.span, held, (), employer, home=home)


def _as_title(post: Position) -> Position:
    """What follows a unit and is no unit itself is a post whole: 技术主管, 工艺美术师."""
    unit = post.organization or post.department or ""
    if post.role and post.organization and not _UNIT_LIKE.search(unit):
        return replace(post, role=unit + post.role, organization=None)
    if not post.role and len(unit) <= 10 and _CALLING.search(unit):
        return replace(post, role=unit, organization=None, department=None)
    return post


_CALLING = re.compile(r"[师工员手者匠]\Z")


def union_of(issuer: str | None) -> str | None:
    """The union behind an issuing organ: 云州市总工会办公室 → 云州市总工会."""
    if issuer is None:
        return None
    found = re.match(r".*?(?:总工会|工会(?!工作|干部))", issuer)
    return found.group() if found is not None else issuer


# ---------------------------------------------------------------- tables

_NAME_COLUMN = re.compile(
    r"(?:.*/)?(?:姓名|名字|人员姓名|成员姓名|领导姓名|负责人姓名|联系人姓名|同志姓名|领导成员|班子成员|人员|成员|姓名及职务|姓名职务|人员名单|获奖者|推荐人选|候选人)(?:[（(].*[）)])?"
)
_POST_COLUMN = re.compile(
    r"(?:.*/)?(?:(?:所在)?(?:工作)?(?:单位|部门|科室|部室|处室|股室)(?:及|和|、|/)?(?:现任)?(?:部门)?职务(?:职称)?|现?任?职务(?:/?职称)?|行政职务|职位|岗位|身份|(?:现任)?工作?职务|所任职务|党内职务|职务职级)(?:[（(].*[）)])?"
)
_UNIT_COLUMN = re.compile(
    r"(?:.*/)?(?:所在|工作|推荐|申报)?(?:单位|部门|科室|工会|企业|部室|处室|班组)(?:名称|全称)?(?:[（(].*[）)])?"
)
_SEAT_COLUMN = re.compile(
    r"(?:.*/)?(?:(?:领导)?小组(?:内)?(?:职务|任职|分工|角色|职责)|组内(?:职务|分工|身份)|专班(?:内)?职务|(?:专班|小组|委员会|指挥部)?(?:担任|兼任)职务|组成|类别|机构职务|角色|工会职务|拟任职务|委员会职务|指挥部职务)"
)
_PHONE_COLUMN = re.compile(
    r"(?:.*/)?(?:联系|办公|办公室|手机|移动|固定|座机|值班)?(?:电话|手机|方式|号码|座机|短号)(?:号码?)?"
)
#: 单位 beside 部门, 办公电话 beside 手机.
_REPEATED = frozenset(("unit", "phone"))


def _read_table(
    layout: Layout,
    table: Table,
    book: GroupBook,
    issuer: str | None,
    state: _State,
    facts: ListFacts,
    level: str,
) -> bool:
    text = layout.text
    kinds: dict[int, str] = {}
    for k, heading in enumerate(table.columns):
        for kind, pattern in (
            ("phone", _PHONE_COLUMN), ("seat", _SEAT_COLUMN), ("post", _POST_COLUMN), ("name", _NAME_COLUMN), ("unit", _UNIT_COLUMN),
        ):  # fmt: skip
            if pattern.fullmatch(heading) and (kind in _REPEATED or kind not in kinds.values()):
                kinds[k] = kind
                break
    if "name" not in kinds.values():
        return bool(state.open and _read_bare_table(text, table, issuer, state, facts, level))
    group = state.group if state.open else book.at(table.span.start)
    carried: dict[str, Cell] = {}
    found = False
    for row in table.rows:
        cells: dict[str, list[Cell]] = {}
        for cell in row.cells:
            meaning = kinds.get(cell.columns[0]) if cell.columns else None
            if meaning is not None:
                cells.setdefault(meaning, []).append(cell)
        for kind in ("seat", "unit"):
            if kind in cells:
                carried[kind] = cells[kind][-1]
            elif table.ruled:
                continue
            elif kind in carried and kind in kinds.values() and len(row.cells) < len(table.columns):
                cells[kind] = [carried[kind]]
        found |= _read_row(text, cells, group, state, issuer, facts, level)
    return found


def _read_row(
    text: str,
    cells: dict[str, list[Cell]],
    group: str | None,
    state: _State,
    issuer: str | None,
    facts: ListFacts,
    level: str,
) -> bool:
    names = [c for c in cells.get("name", ()) if c.span.end > c.span.start and not c.carried]
    if not names:
        return False
    beside = [c.span for kind in ("unit", "post") for c in cells.get(kind, ()) if c.span.end > c.span.start]
    seat_cell = next(iter(cells.get("seat", ())), None)
    seat = squeeze(seat_cell.span.of(text)) if seat_cell is not None else ""
    if not seat and group is not None:
        posts = cells.get("post", [])
        only = squeeze(posts[0].span.of(text)) if posts else ""
        if posts and only in _PLAIN_SEATS:
            seat, seat_cell = only, posts[0]
            beside = [s for s in beside if s != posts[0].span]
    done = False
    for entry in column_people(text, names[0].span, level):
        whole = replace(entry, posts=(*beside, *entry.posts))
        held = _State(True, group, honour=state.honour)
        if seat and (seat in _GROUP_SEATS or has_role(seat)):
            held.seat, held.seat_span = seat, None if seat_cell is None else seat_cell.span
        seen = _seated(text, whole, held, issuer)
        if held.seat and group is not None and seat_cell is not None:
            seen = replace(seen, seats=(GroupRole(group, _seat_role(seat), seat_cell.span),))
        facts.sightings.append(seen)
        for phone in cells.get("phone", ()):
            for number in numbers(text, phone.span.start, phone.span.end):
                facts.contacts.append(
                    Contact("phone", phone_value(number.of(text)), number, entry.name, seen.employer)
                )
        done = True
    return done


def column_people(text: str, span: Span, level: str) -> list[Entry]:
    """The people in a cell under 姓名 or 领导; a rare surname or an undotted minority name passes when it stands alone."""
    entries = read_entries(text, span.start, span.end, level=level)
    if entries:
        return entries
    alone = squeeze(span.of(text))
    if is_name_in_column(alone) and not has_role(alone):
        return [Entry(alone, span)]
    return []


def _read_bare_table(
    text: str, table: Table, issuer: str | None, state: _State, facts: ListFacts, level: str
) -> bool:
    """A table without headings inside an open list: each row reads as a line; its first cell may be a seat."""
    found = False
    for row in table.rows:
        cells = [c for c in row.cells if c.span.end > c.span.start]
        if not cells:
            continue
        first = squeeze(cells[0].span.of(text)).rstrip("：:")
        if first in _GROUP_SEATS and len(cells) > 1:
            state.seat, state.seat_span = first, cells[0].span
            cells = cells[1:]
        people = [k for k, c in enumerate(cells) if is_name(squeeze(c.span.of(text)))]
        if people:
            for k in people:
                stop = next((j for j in people if j > k), len(cells))
                posts = (
                    cells[k + 1 : stop]
                    if people[0] == 0 or not any(j < k for j in range(k))
                    else cells[k - 1 : k]
                )
                if k > 0 and people == [k]:
                    posts = [
                        c for c in (*cells[:k], *cells[k + 1 :]) if not squeeze(c.span.of(text)).isdigit()
                    ]
                entry = Entry(squeeze(cells[k].span.of(text)), cells[k].span, tuple(c.span for c in posts))
                facts.sightings.append(_seated(text, entry, state, issuer))
                found = True
            continue
        found |= _take(
            text,
            cells[0].span.start,
            cells[-1].span.end,
            state,
            issuer,
            facts,
            level,
            strict=state.seat is None,
        )
    return found
