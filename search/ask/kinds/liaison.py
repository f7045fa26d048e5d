"""谁联系哪个县? Which leader answers for a unit (对口联系), who is the contact there, and on what number."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.late_patterns import late
from kg.model import Span
from search.ask.answer import Answer, Evidence, listed, missing
from search.ask.facts import DocumentFacts, Fact
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._contact_lines import ContactLine, contact_lines
from search.ask.kinds._queries import contact_facts, liaison_facts
from search.ask.liaisons import Liaison, liaisons
from search.tokens import fold

PATTERNS = (
    Pattern.of(
        "leader-of-unit",
        r"(?:由|是|归)?(?:市总工会|省总工会|市总|省总)?(?:的)?(?:哪位|哪个|哪一位|谁|哪名)(?:市总)?(?:领导|主席|副主席|同志|负责人|班子成员)?(?:来|在|负责)?(?:对口)?(?:联系|包联|挂钩|联点|包保)",
        "青岭县总工会由哪位领导联系？",
    ),
    Pattern.of(
        "leader-of-unit-first",
        r"(?:谁|哪位领导|哪个领导|哪位班子成员)(?:来|在|负责)?(?:对口)?(?:联系|包联|挂钩|联点|包保)(?=[\u3400-\u9fff]{2,8}[县区旗市])",
        "谁联系青岭县总工会？",
    ),
    Pattern.of(
        "leader-of-unit-last",
        r"(?:对口)?(?:联系|包联|挂钩|联点|包保)(?=[\u3400-\u9fff]{2,10}?(?:[县区旗市]|工会|工委)的(?:市总|省总)?(?:领导|同志)?(?:是|为)(?:市总|省总)?的?(?:谁|哪))",
        "联系青岭县总工会的是哪位市总领导？",
    ),
    Pattern.of(
        "leader-of-unit-noun",
        r"(?:的)?(?:联系领导|包联领导|挂点领导|对口联系领导|联系的领导)\s*(?:是|为|叫)?(?:谁|哪位|什么名字)?",
        "青岭县总工会的联系领导是谁？",
    ),
    Pattern.of(
        "point-of-whom",
        r"(?:是|为|归|算)(?:市总|省总|市|省)?(?:哪(?:一)?(?:位|个|名)|谁)(?:市总|省总|市|省)?(?:工会)?(?:的)?(?:领导|副主席|主席|班子成员|同志)?(?:的)?(?:联系点|挂点单位|联点单位|包联点|基层联系点)",
        "青岭县总工会是哪位领导的联系点？",
    ),
    Pattern.of(
        "contact",
        r"(?:联系人|联络员|联络人|对接人|找谁联系)(?:和电话|及电话)?(?:是|叫|有)?(?:谁|什么名字|什么|哪位|哪些)?",
        "青岭县总工会的联络员是谁？",
    ),
    Pattern.of(
        "contact-asked",
        r"(?:派|由|找)(?:谁|哪位|哪个人?)(?:来|去)?(?:做|当|任|负责)?(?:联络|联系|对接)|经办人|(?:归|由)(?:市总|省总)?(?:哪位|哪个|谁)(?:领导|班子成员|副主席|主席)?(?:联系|包联|挂点|联点)",
        "青岭县总工会那边派谁联络？",
    ),
    Pattern.of(
        "find-whom",
        r"(?:对接|联系|联络)(?:工作)?[^。？?]{0,16}?找(?:谁|哪位|哪个人?|什么人)",
        "青岭县总工会要对接工作，市总这边找谁？",
    ),
    Pattern.of(
        "all-leaders",
        r"(?:对口)?(?:联系|包联|挂钩|挂点|联点|包保)(?:各)?(?:个)?(?:县区|县级|基层|县|区县)(?:级)?(?:总)?(?:工会)?(?:工作)?的(?:市总)?(?:领导|班子成员|领导班子成员|领导同志|主席|副主席)(?:们)?(?:都|一共|总共)?(?:是|有|包括)?(?:谁|哪些人?|哪几位|哪几个|名单)|(?:哪些|哪几位|哪几个)(?:市总)?(?:领导|班子成员)(?:对口)?(?:联系|包联|挂钩|挂点|联点|包保)(?:了)?(?:各)?(?:县区|县级|基层|区县)(?:工会)?",
        "市总工会对口联系县区工会的领导都有谁？",
    ),
    Pattern.of(
        "unit-of-contact",
        r"(?:是|对应|对接|代表|负责)(?:的)?(?:是)?(?:哪(?:一)?(?:个|家)|哪里|哪儿)(?:(?:县区?|区|县级|旗)(?:级)?(?:总?工会|单位)?(?:的)?(?:联系人|联络员|联络人|对接人|人)?|(?:单位|地方|工会)?(?:的)?(?:联系人|联络员|联络人|对接人))",
        "车云生是哪个县的联系人？",
    ),
    Pattern.of(
        "department-of-unit",
        r"(?:由|是|归)?(?:市总工会|省总工会|市总|省总)?(?:机关)?(?:的)?(?:哪(?:一)?个|什么|哪些)(?:部门|部室|处室|科室)(?:来|在|负责)*(?:对口)?(?:联系|包联|挂钩|联点|包保|对接)",
        "市总哪个部室联系青岭县总工会？",
    ),
    Pattern.of(
        "units-of-leader",
        r"(?:对口)?(?:联系|包联|挂钩|挂点|联点|包保|包)(?:的)?(?:是|了)?(?:哪一个|哪个|哪些|哪几个|哪里|哪)(?:县级工会|县区|县|区|单位|地方|工会)?|联系(?:的)?(?:县区|县|单位)(?:是哪个|有哪些)?(?=$|[？?])",
        "孙远山联系哪个县？",
    ),
)
_UNITS_OF_LEADER = PATTERNS[-1]
_CONTACT = late(
    r"联系人|联络员|联络人|对接人|找谁联系|经办人|(?:派|找)(?:谁|哪位)[㐀-鿿]{0,3}(?:联络|联系|对接)|(?:对接|联系|联络)(?:工作)?[^。？?]{0,16}?找(?:谁|哪位|哪个人|什么人)"
)
_ALL_LEADERS = next(p for p in PATTERNS if p.name == "all-leaders")
_OF_UNIT = next(p for p in PATTERNS if p.name == "department-of-unit")
_OF_CONTACT = next(p for p in PATTERNS if p.name == "unit-of-contact")
_OTHER_SIDE = late(
    r"(?<![市省总])工会(?:那边|自己)|(?:县|区|旗)(?:级|总|总工会|区)?(?:工会)?(?:这边|那边|这里|那里|自己|本级|方面)|(?:县区|(?:县|区|旗)(?:区)?级)(?:的)?(?:联络员|联系人|联络人|对接人)|(?:县|区|旗)总工会(?:的)?对接人"
)
_ROW = 80
"""How long a row of a list of contacts is at most, in signs; a flattened table has its cells on lines of their own."""
_SENT = late(r"(?:市总|省总|市里|上级)(?:工会)?(?:的|这边)?(?:派|由|联络|联系|对接|是谁|谁)")
_THIS_SIDE = late(r"市总|市里|省总|上级")
_PHONE = late(r"电话|号码|手机|怎么联系")
_WHO = late(r"谁|哪位|叫什么|名字|姓名|什么人")
#: 领导小组的联络员: a seat of the group, not whom the paper says to call.
_OF_GROUP = late(r"(?:小组|专班|委员会)(?:办公室)?的?(?:联络员|联络人|对接人)")
#: 联系人和电话是什么: both are asked for.
_NAMED_TOO = late(
    r"(?:联系人|联络员|联络人|对接人)(?:、|和|及|与|以及|，)(?:他的|其)?(?:联系)?(?:电话|号码|手机)"
)
_UNIT = late(
    r"([㐀-鿿]{1,6}?(?:新区|开发区|县|区|旗|市))(?=总工会|工会|那边|这边|由|是|的|归|，|,|市总|省总|$)"
)


#: 是哪个县的县长: a post is asked for.
_OFFICER = late(
    r"哪(?:一)?个(?:县|区|市|单位|地方|部门)的(?:县长|区长|市长|书记|局长|主席|部长|主任|领导|干部|人大代表)"
)


def answer(ask: Ask) -> Answer | None:
    text = ask.question.text
    if _OFFICER.search(text):
        return None
    if not ask.question.people and ask.question.unknown_people:
        return missing(KIND.name, f"文件里没有提到{listed(ask.question.unknown_people)}。")
    rows = _rows(ask)
    if not ask.question.people and _ALL_LEADERS.regex.search(text):
        return _leaders(ask, rows)
    if ask.question.people and (_OF_CONTACT.regex.search(text) or _UNITS_OF_LEADER.regex.search(text)):
        mine = any(ask.known.entities.canonical(r[1].subject) in ask.question.people for r in rows)
        if not mine and (theirs := _units_of_contact(ask, rows)) is not None:
            return theirs
        if not mine and (by_line := _units_by_line(ask)) is not None:
            return by_line
        return _units(ask, rows) if _UNITS_OF_LEADER.regex.search(text) or mine else None
    if _OF_UNIT.regex.search(text):
        return _department_by_line(ask)
    if ask.question.departments and _UNITS_OF_LEADER.regex.search(text):
        return _units_by_line(ask)
    names = _asked(ask, rows)
    found = [row for row in rows if row[3] in names]
    if not found and (_CONTACT.search(text) or _PHONE.search(text)):
        at_the_end = None if _OF_GROUP.search(text) else of_document(ask)
        return _by_line(ask) or at_the_end or missing(KIND.name, "没有找到所问的联系人。")
    if not found:
        return (
            missing(KIND.name, "没有找到所问单位由哪位领导联系、联系人是谁。")
            if rows or _CONTACT.search(text)
            else None
        )
    head, leader, spans, _ = found[0]
    unit = _shown(found[0])
    home = ask.facts.document(head.id)
    locator = home.head.cite
    evidence = [ask.evidence(home.head, locator, s) for s in spans]
    if _CONTACT.search(text) or _PHONE.search(text):
        people = _contacts(ask, home, spans, _other_rows(rows, found[0]))
        if not people:
            return missing(KIND.name, f"没有找到{unit}的联系人。")
        if len(people) == 2 and not _OTHER_SIDE.search(text) and not _THIS_SIDE.search(text):
            return _both(ask, home, unit, people, tuple(evidence), liaison_facts([leader.object]))
        other = _OTHER_SIDE.search(text) and not _SENT.search(text)
        name, number = people[-1] if other else people[0]
        return _contact(ask, home, unit, name, number, tuple(evidence), liaison_facts([leader.object]))
    value = ask.known.entities.name(leader.subject)
    return Answer(
        KIND.name, f"{unit}由{value}联系。", {"value": value}, tuple(evidence), liaison_facts([leader.object])
    )


def _other_rows(rows: list[Row], row: Row) -> list[Span]:
    """The quotes of the other rows of the list; a firm that the same leader sees to stands in the row itself."""
    head, leader, *_ = row
    return [
        s
        for other, fact, spans, unit in rows
        if other is head and (fact.subject != leader.subject or _UNIONS.search(unit))
        for s in spans
    ]


_UNIONS = late(r"工会|工委|[县区市旗]$")


def _contact(
    ask: Ask,
    home: DocumentFacts,
    unit: str,
    name: Fact,
    number: Fact,
    evidence: tuple[Evidence, ...],
    query: str,
) -> Answer:
    """The contact's name, number or both, as the question asks for."""
    text = ask.facts.text(home.head.id)
    wanted = []
    if _WHO.search(_NAMED_TOO.sub("谁", ask.question.text)) or not _PHONE.search(ask.question.text):
        wanted.append(name)
    if _PHONE.search(ask.question.text):
        wanted.append(number)
    values = ["".join(f.span.of(text).split()) for f in wanted]
    quotes = (*evidence, *(ask.evidence(home.head, home.head.cite, f.span) for f in (name, number)))
    return Answer(
        KIND.name,
        f"{unit}的联系人：{'，电话'.join(values)}。",
        {"value": values[0]} if len(values) == 1 else {"set": values},
        tuple(dict.fromkeys(quotes)),
        query,
    )


def _both(
    ask: Ask,
    home: DocumentFacts,
    unit: str,
    people: list[tuple[Fact, Fact]],
    evidence: tuple[Evidence, ...],
    query: str,
) -> Answer:
    """The upper union's contact and the unit's own, where the question does not say which."""
    text = ask.facts.text(home.head.id)
    pairs = [(n.span.of(text), p.span.of(text)) for n, p in people]
    numbers = bool(_PHONE.search(ask.question.text))
    told = "，".join(
        f"{side}{name}{'，电话' + number if numbers else ''}"
        for side, (name, number) in zip(("上级联络员", "本单位联络员"), pairs, strict=True)
    )
    quotes = (*evidence, *(ask.evidence(home.head, home.head.cite, f.span) for pair in people for f in pair))
    values = [
        "".join(v.split())
        for pair in pairs
        for v in (pair if numbers and _WHO.search(ask.question.text) else pair[1:] if numbers else pair[:1])
    ]
    return Answer(KIND.name, f"{unit}：{told}。", {"set": values}, tuple(dict.fromkeys(quotes)), query)


def _by_line(ask: Ask) -> Answer | None:
    """A line of a list of contacts: the unit, a name, a number (白石县总工会 车云生 组织部部长 5550101)."""
    units = [u for u in _UNIT.findall(ask.question.text) if len(u) > 2] or list(ask.question.counties)
    if not units:
        return None
    heads = ask.scope.documents if ask.scope.narrow else tuple(ask.facts.heads.values())
    if (told := _of_two(ask, [ln for ln in _lines(ask) if len(ln.people) == _SIDES], units)) is not None:
        return told
    for head in ask.facts.stating(heads, "gh:hasContact"):
        text = ask.facts.text(head.id)
        if not any(_root(u) in text or u in text for u in units):
            continue
        home = ask.facts.document(head.id)
        for fact in home.having("gh:hasContact"):
            if home.literal(fact.object, "gh:contactKind") != "phone":
                continue
            start = max(
                (f.span.end for f in home.having("gh:hasContact") if f.span.end <= fact.span.start), default=0
            )
            start = max(start, fact.span.start - _ROW)
            line = text[start : fact.span.start]
            if not any(_root(u) + u[-1] in line or u in line for u in units):
                continue
            found = _name_before(ask, fact, text, start)
            if found is not None:
                unit = next(u for u in units if _root(u) in line)
                return _contact(ask, home, unit, found, fact, (), contact_facts([fact.subject]))
    return None


_SIDES = 2
"""Contacts of a row: the upper union's and the unit's own."""


def _lines(ask: Ask) -> list[ContactLine]:
    heads = ask.scope.documents if ask.scope.narrow else tuple(ask.facts.heads.values())
    return contact_lines(ask, heads, lambda number, text, start: _name_before(ask, number, text, start))


def _of_two(ask: Ask, lines: list[ContactLine], units: list[str]) -> Answer | None:
    """Of a row with a contact on either side, the one that the question means; both where it does not say."""
    text = ask.question.text
    for line in lines:
        unit = line.unit.of(ask.facts.text(line.head.id))
        if not any(_root(u) + u[-1] in unit or u in unit for u in units):
            continue
        home = ask.facts.document(line.head.id)
        query = contact_facts([number.subject for _, number in line.people])
        quotes = (ask.evidence(line.head, line.head.cite, line.unit),)
        own = _OTHER_SIDE.search(text) is not None and not _SENT.search(text)
        if not own and not _THIS_SIDE.search(text):
            return _both(ask, home, unit, list(line.people), quotes, query)
        name, number = line.people[-1 if own else 0]
        return _contact(ask, home, unit, name, number, quotes, query)
    return None


def _units_by_line(ask: Ask) -> Answer | None:
    """The units in whose rows of a list of contacts the person or the department stands."""
    departments = {fold(n) for d in ask.question.departments for n in (*d.names, d.label)}
    found: dict[str, list[Evidence]] = {}
    for line in _lines(ask):
        text = ask.facts.text(line.head.id)
        spans = [
            name.span
            for name, number in line.people
            if ask.known.entities.canonical(number.subject) in ask.question.people
        ]
        if not ask.question.people:
            spans = [d for d in line.departments if fold(d.of(text)) in departments]
        if spans:
            quotes = found.setdefault(line.unit.of(text), [])
            quotes += [ask.evidence(line.head, line.head.cite, s) for s in (line.unit, *spans)]
    if not found:
        return None
    units = list(found)
    return Answer(
        KIND.name,
        f"联系{listed(units)}。" if not ask.question.people else f"是{listed(units)}的联系人。",
        {"value": units[0]} if len(units) == 1 else {"set": units},
        tuple(dict.fromkeys(q for quotes in found.values() for q in quotes)),
        contact_facts(sorted(ask.question.people)),
    )


def _department_by_line(ask: Ask) -> Answer | None:
    """The department that stands in the unit's row of a list of contacts."""
    units = [u for u in _UNIT.findall(ask.question.text) if len(u) > 2] or list(ask.question.counties)
    for line in _lines(ask):
        text = ask.facts.text(line.head.id)
        unit = line.unit.of(text)
        if line.departments and any(_root(u) + u[-1] in unit or u in unit for u in units):
            names = list(dict.fromkeys(d.of(text) for d in line.departments))
            return Answer(
                KIND.name,
                f"{unit}由{listed(names)}联系。",
                {"value": names[0]} if len(names) == 1 else {"set": names},
                tuple(ask.evidence(line.head, line.head.cite, s) for s in (line.unit, *line.departments)),
                contact_facts([number.subject for _, number in line.people]),
            )
    return None


def of_document(ask: Ask) -> Answer | None:
    """联系人：韩某，联系电话：…, at the end of the document that the question is about."""
    topic = ask.topic(
        "方案", "文件", "找谁", "联系", "电话", "号码", "和", "有问题", "有疑问", "咨询", "打", "拨打"
    )
    only = ask.scope.narrow and len(ask.scope.documents) == 1 and topic.empty
    fits = {
        h.id: topic.fit(fold("".join(h.names))) if not topic.empty else 0.0
        for h in ask.facts.stating(ask.scope.documents, "gh:hasContact")
    }
    named = [ask.facts.heads[home] for home, fit in fits.items() if fit >= 0.6 or only]
    named.sort(key=lambda h: -fits[h.id])
    best: tuple[float, DocumentFacts, Fact, Fact] | None = None
    for head in named:
        fit = fits[head.id]
        if best is not None and fit <= best[0]:  # they come by their fit
            break
        text = ask.facts.text(head.id)
        home = ask.facts.document(head.id)
        for fact in home.having("gh:hasContact"):
            start = max(0, fact.span.start - 40)
            if not re.search(r"联\s*系\s*人", text[start : fact.span.start]):
                continue
            name = _name_before(ask, fact, text, start)
            if name is not None:
                best = (fit, home, name, fact)
                break
    if best is None:
        return None
    _, home, name, number = best
    return _several(ask, home, name, number) or _contact(
        ask, home, home.head.cite, name, number, (), contact_facts([number.subject])
    )


_LABEL = late(r"联\s*系\s*人\s*[：:]")


def _several(ask: Ask, home: DocumentFacts, name: Fact, number: Fact) -> Answer | None:
    """Two or more whom the line names before one number (联系人：车云生、桑晚舟，电话：…); None for one, or where only the
    number is asked for."""
    text = ask.facts.text(home.head.id)
    labels = list(_LABEL.finditer(text, max(0, name.span.start - _ROW), name.span.start))
    if not labels or (
        _PHONE.search(ask.question.text) and not _WHO.search(_NAMED_TOO.sub("谁", ask.question.text))
    ):
        return None
    start = labels[-1].end()
    line = text[start : number.span.start]
    names = sorted((n for n in ask.known.people_in.within(line)), key=line.find)
    spans = [Span(start + line.find(n), start + line.find(n) + len(n)) for n in names]
    if len(spans) < _SIDES:
        return None
    values = [s.of(text) for s in spans]
    asked = _PHONE.search(ask.question.text) is not None
    quotes = tuple(ask.evidence(home.head, home.head.cite, s) for s in (*spans, number.span))
    told = listed(values) + (f"，电话{number.span.of(text)}" if asked else "")
    return Answer(
        KIND.name,
        f"{home.head.cite}的联系人：{told}。",
        {"set": [*values, number.span.of(text)] if asked else values},
        quotes,
        contact_facts([number.subject]),
    )


def _name_before(ask: Ask, number: Fact, text: str, start: int) -> Fact | None:
    """The person of a number, where the name stands between `start` and it."""
    for form in (ask.known.entities.name(number.subject), *ask.known.entities.aliases(number.subject)):
        loose = r"\s*".join(map(re.escape, form))
        found = list(re.finditer(loose, text[start : number.span.start])) if form else []
        if found:
            span = Span(start + found[-1].start(), start + found[-1].end())
            return Fact(number.subject, number.predicate, number.object, span)
    return None


Row = Liaison
_MOST_UNITS = 100_000


def _rows(ask: Ask) -> list[Row]:
    """Every liaison of the cities and years asked for: document, a fact, its quotes, the unit's name. A county named in
    the question is the unit that is asked about; the city's papers say who answers for it, not its own."""
    cities, years = ask.question.cities, ask.question.years
    return [
        row
        for row in liaisons(ask.facts, ask.known)
        if (not cities or row[0].city in cities) and (not years or row[0].year in years)
    ]


def _shown(row: Row) -> str:
    """The unit as the document writes it: 云州高新区总工会, not the long name that others give it."""
    return row[1].written or row[3]


def _asked(ask: Ask, rows: list[Row]) -> set[str]:
    text = fold(ask.question.text)
    best: dict[str, int] = {}
    said = {unit: leader.written for _, leader, _, unit in rows}
    for unit, written in said.items():
        for form in dict.fromkeys((*_forms(unit), *(_forms(written) if written else ()))):
            if form in text:
                best[unit] = max(best.get(unit, 0), len(form))
    top = max(best.values(), default=0)
    others = [m for m in _UNIT.findall(ask.question.text) if len(m) > 2]
    if others and not any(_root(u) in o or o[-3:-1] in u or o in said[u] for o in others for u in best):
        return set()
    return {unit for unit, n in best.items() if n == top}


@lru_cache(_MOST_UNITS)
def _forms(unit: str) -> tuple[str, ...]:
    """What a unit is asked for by: 青岭县, 青岭, and 白石 for 白石某族自治县."""
    bare = re.sub(r"(?:总工会|工会|工会联合会)$", "", fold(unit))
    bare = re.sub(r"^.*(?:省|(?<=..)市)(?=..)", "", bare)
    short = bare[:-1] if len(bare) > 2 and bare[-1] in "县区旗市" else bare
    autonomous = re.sub(r"[㐀-鿿]族|自治", "", bare)
    return tuple(form for form in (bare, autonomous, short) if len(form) >= 2)


def _root(unit: str) -> str:
    """The two signs that name the unit's place: 青岭 of 青岭某族自治县总工会."""
    bare = re.sub(r"(?:总工会|工会)$", "", fold(unit))
    return re.sub(r"[㐀-鿿]族自治|[㐀-鿿]族", "", bare)[-3:-1] or bare


def _units(ask: Ask, rows: list[Row]) -> Answer:
    mine = [r for r in rows if ask.known.entities.canonical(r[1].subject) in ask.question.people]
    if not mine:
        return missing(KIND.name, "没有找到此人联系哪个单位。")
    evidence = tuple(ask.evidence(r[0], r[0].cite, s) for r in mine for s in r[2])
    names = list(dict.fromkeys(_shown(r) for r in mine))
    return Answer(
        KIND.name,
        f"联系{listed(names)}。",
        {"set": names},
        evidence,
        liaison_facts([r[1].object for r in mine]),
    )


def _leaders(ask: Ask, rows: list[Row]) -> Answer:
    """All who answer for units, by the one list that the question can mean."""
    if len({row[0].id for row in rows}) != 1:
        return missing(KIND.name, "没有找到唯一的对口联系名单，请说明是哪一份文件或哪一个市。")
    names = list(dict.fromkeys(ask.known.entities.name(row[1].subject) for row in rows))
    head = rows[0][0]
    return Answer(
        KIND.name,
        f"{head.cite}写明对口联系的领导：{listed(names)}。",
        {"set": names},
        tuple(ask.evidence(head, head.cite, s) for row in rows for s in row[2]),
        liaison_facts([row[1].object for row in rows]),
    )


def _units_of_contact(ask: Ask, rows: list[Row]) -> Answer | None:
    """The units in whose rows of a liaison list the person stands as a contact, on either side."""
    found: dict[str, list[Evidence]] = {}
    subjects: list[str] = []
    named = {d for p in ask.question.people for d in ask.known.documents_of(p)}
    for row in rows:
        head, leader, spans, _ = row
        if head.id not in named:
            continue
        home = ask.facts.document(head.id)
        others = _other_rows(rows, row)
        for name, number in _contacts(ask, home, spans, others):
            if ask.known.entities.canonical(number.subject) in ask.question.people:
                quotes = found.setdefault(_shown(row), [])
                quotes += [ask.evidence(home.head, home.head.cite, s) for s in (*spans, name.span)]
                subjects.append(leader.object)
    if not found:
        return None
    units = [u for u in found if _UNIONS.search(u)] or list(found)
    found = {u: found[u] for u in units}
    return Answer(
        KIND.name,
        f"是{listed(units)}的联系人。",
        {"value": units[0]} if len(units) == 1 else {"set": units},
        tuple(dict.fromkeys(q for quotes in found.values() for q in quotes)),
        liaison_facts(subjects),
    )


def _contacts(
    ask: Ask, home: DocumentFacts, spans: list[Span], all_spans: list[Span]
) -> list[tuple[Fact, Fact]]:
    """(name, number) of the people whose numbers stand between this unit's row and the next; a sentence's end ends a row."""
    start = max(s.end for s in spans)
    end = min((s.start for s in all_spans if s.start >= start), default=len(ask.facts.text(home.head.id)))
    text = ask.facts.text(home.head.id)
    stop = text.find("。", start)
    end = min(end, stop) if stop >= 0 else end
    out: dict[int, tuple[Fact, Fact]] = {}
    for fact in home.having("gh:hasContact"):
        if not start <= fact.span.start < end:
            continue
        person = _name_before(ask, fact, text, start)
        if person is not None:
            out[fact.span.start] = (person, fact)
    return [out[k] for k in sorted(out)]


__all__ = ["KIND", "of_document"]
KIND = Kind("liaison", PATTERNS, answer)
