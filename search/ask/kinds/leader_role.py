"""谁是某部部长、某人是什么职务? Posts by person and people by post."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from kg.late_patterns import late
from kg.resolution.departments import abbreviates
from search.ask.answer import Answer, listed, missing
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import member_facts
from search.ask.kinds._tasks import MOST
from search.ask.people import Seat, group_names, posts, seats_of
from search.ask.slots import ROLE_COUNT
from search.fit import Topic
from search.tokens import fold

_ROLE = r"(?:党组书记|党组副书记|党组成员|常务副主席|副主席|主席|副部长|部长|副主任|主任|副书记|书记|副组长|(?<!班)组长|副处长|处长|副科长|科长|秘书长|副秘书长|负责人|馆长|院长|校长|站长|所长|总经理|董事长|一把手|领导)"
PATTERNS = (
    Pattern.of(
        "who-is",
        rf"(?P<role>{_ROLE})(?:同志)?(?:现在|目前)?(?:都)?(?:是|叫|为|由|有|姓)(?:谁|甚名谁|哪一位|哪位|哪几位|哪些人?|哪个|什么名字|什么)(?:来)?(?:担任|兼任|当)?",
        "云州市总工会组织部部长是谁？",
    ),
    Pattern.of(
        "who-acts",
        rf"(?:谁|哪位|哪个人?)(?:来|在|兼着|兼|做)?(?:当|任|担任|兼任|是)(?:的)?(?P<role>{_ROLE})|由(?:谁|哪位)(?:担任|兼任|任)(?P<role2>{_ROLE})",
        "云州市新就业形态领导小组谁当组长？",
    ),
    Pattern.of(
        "who-holds",
        rf"(?:谁|哪位)(?:是|担任|任|兼任|兼着|兼|当|做|来当)(?:的)?(?:.{{0,30}}?)(?P<role>{_ROLE})(?=$|[？?的])",
        "谁是云州市总工会组织部部长？",
    ),
    Pattern.of(
        "what-post",
        r"(?:在.{0,20}?)?(?:是|担任|任|当|做)(?:的)?(?:是)?(?:什么|啥|哪些|何)(?:身份|职务|职位|官|职|角色|岗位|领导)|(?:的)?(?:职务|身份)(?:是)?(?:什么|啥)?|(?:同志)?是谁(?=$|[？?])|(?:是)?(?:干|做)什么的|(?:是|任)(?:[㐀-鿿]{0,6}的?)?(?:什么|哪位|哪个)(?:领导|干部|$|[？?])|^谁是[㐀-鿿]{2,4}(?=$|[？?])|(?:负责|主管|掌管|管)(?:的)?(?:是)?哪(?:一)?个(?:部门|部|处|科|室)|是(?:哪个|什么)(?:部门|处室|单位)的?[㐀-鿿]{0,4}(?=$|[？?])",
        "孙远山在云州市总工会担任什么职务？",
    ),
    Pattern.of(
        "by-whom",
        rf"(?P<role>{_ROLE})(?:一职|职务|这个职务)?(?:是|由|归)?(?:谁|哪(?:一)?位(?:领导|同志)?|哪个人?)(?:来|在)?(?:担任|兼任|兼着|兼|当|任|出任)(?:的|着|了)?",
        "暖流行动领导小组办公室主任谁兼任？",
    ),
    Pattern.of("post-alone", rf"(?P<role>{_ROLE})(?=$|[？?])", "云州 组织部部长"),
)
_BY_NAME = {p.name: p for p in PATTERNS}
_GROUP = late(r"小组|专班|(?<!届)(?<!审查)(?<!职工)(?<!工会)(?<!工会工作)委员会(?!第)|指挥部|协调组|专项行动")
_MOST_NAMESAKES = 20
"""People of one name who are told of; of more, how many there are."""
_MOST_SEATS = 400
"""Seats that are looked at one by one."""
MANY = frozenset(("副主席", "副组长", "副主任", "副部长", "党组成员", "副书记", "领导", "副秘书长"))
"""Roles that several hold: all of them answer."""


def answer(ask: Ask) -> Answer | None:
    text = ask.question.text
    if ask.question.unknown_people:
        return missing(KIND.name, f"文件里没有提到{listed(ask.question.unknown_people)}。")
    if ask.question.people and "题目" in text:  # 花照晚讲课的题目是什么 asks for no post
        return None
    if ask.question.people and (_BY_NAME["what-post"].regex.search(text) or ask.question.only_person):
        return _posts(ask)
    if re.search(ROLE_COUNT, text):
        return None
    if (joint := _joint(ask)) is not None:
        return joint
    if ask.question.people and _WHERE.search(text):
        return _unit_of(ask)
    role = _role(text)
    found = _holder(ask, role) if role else None
    if found is not None and _only_asked(
        ask, found
    ):  # 车云生校长…: the name in the question is no answer to it
        return None
    return found


# 车云生校长是哪个学校的, 在哪家单位当主席: the unit of a person, not the post.
_WHERE = late(
    r"(?:是|在|来自|属于)(?:的)?(?:哪(?:一)?(?:个|家|所|间)|什么)(?:学校|单位|公司|企业|医院|厂|工会|机关|(?P<part>部门|部室|处室|科室))"
)


def _only_asked(ask: Ask, found: Answer) -> bool:
    named = [ask.known.entities.name(p) for p in ask.question.people]
    values = [found.value["value"]] if "value" in found.value else list(found.value.get("set", ()))
    return bool(values) and all(v in named for v in values)


def _unit_of(ask: Ask) -> Answer:
    """Where a person holds a post; only where the documents name one unit."""
    held = [
        s
        for s in seats_of(ask.facts, ask.known, ask.scope.documents, ask.question.people)
        if not s.group and s.unit
    ]
    found = _WHERE.search(ask.question.text)
    inner = found is not None and found["part"] is not None
    units = list(dict.fromkeys(s.unit if inner else s.owner or s.unit for s in held))
    if len(units) != 1:
        return missing(KIND.name, "没有找到写明此人是哪个单位的地方。")
    return Answer(
        KIND.name,
        f"{held[0].name}在{units[0]}。",
        {"value": units[0]},
        tuple(ask.evidence(s.document, s.document.cite, at) for s in held[:MOST] for at in sorted(s.spans)),
        member_facts([s.person for s in held]),
    )


def _role(text: str) -> str:
    for name in ("who-is", "who-acts", "by-whom", "who-holds", "post-alone"):
        if found := _BY_NAME[name].regex.search(text):
            groups = found.groupdict()
            return groups.get("role") or groups.get("role2") or ""
    return ""


# 机关党委书记和女职工部部长分别是谁, 工会的主席和副主席是谁
_JOINT = late(
    rf"(?P<unit1>[^，。？?]*?)(?P<role1>{_ROLE})(?:和|、|及|与|以及)(?P<unit2>[^，。？?、和与及]*?)(?P<role2>{_ROLE})(?:分别|各)?(?:是|由|叫|有)(?:谁|哪|什么)"
)


def _joint(ask: Ask) -> Answer | None:
    """Two posts asked for at once: all holders, the first post's first."""
    found = _JOINT.search(ask.question.text)
    if found is None:
        return None
    unit = found["unit2"] or found["unit1"]
    held: list[Seat] = []
    for words, role in ((found["unit1"], found["role1"]), (unit, found["role2"])):
        one = _at(ask, words, role)
        if not one:
            return missing(KIND.name, f"没有找到{words.strip('，的')}{role}由谁担任。")
        held += one
    names = list(dict.fromkeys(s.name for s in held))
    evidence = tuple(
        ask.evidence(s.document, s.document.cite, at) for s in held[:MOST] for at in sorted(s.spans)
    )
    told = "；".join(f"{s.full}是{s.name}" for s in held)
    return Answer(KIND.name, f"{told}。", {"set": names}, evidence, member_facts([s.person for s in held]))


def _posts(ask: Ask) -> Answer | None:
    named = {d for p in ask.question.people for d in ask.known.documents_of(p)}
    documents = [h for h in ask.scope.documents or tuple(ask.facts.heads.values()) if h.id in named]
    mine = [s for s in seats_of(ask.facts, ask.known, documents, ask.question.people) if s.role]
    grouped = bool(_GROUP.search(ask.question.text))
    held = [s for s in mine if s.group == grouped]
    if grouped and len({s.unit for s in held}) > 1:
        topic = ask.hybrid.topic(ask.question.matter(*ask.strip))
        fits = {s.unit: topic.fit(fold(s.unit)) for s in held}
        held = [s for s in held if fits[s.unit] >= 0.9 * max(fits.values())]
    held = held or ([] if grouped else mine)
    if not held:
        return missing(KIND.name, "没有找到写明此人职务的地方。")
    namesakes = list(dict.fromkeys(s.person for s in held))
    people = namesakes[:_MOST_NAMESAKES]
    held = [s for s in held if s.person in people]
    told = [_roles([s for s in held if s.person == person]) for person in people]
    evidence = tuple(
        ask.evidence(s.document, s.document.cite, span) for s in held[:MOST] for span in sorted(s.spans)
    )
    names = {s.person: s.name for s in held}
    if len(people) > 1:  # two of one name
        sentence = "；".join(
            f"{_home(held, p)}的{names[p]}：{words}" for p, words in zip(people, told, strict=True)
        )
        if len(namesakes) > len(people):
            sentence += f"；同名的共{len(namesakes)}人，先列{len(people)}人，请说明是哪个市的"
        return Answer(
            KIND.name, f"{sentence}。", {"set": told}, evidence, member_facts(people), basis="aggregate"
        )
    where = _home(held, people[0])
    return Answer(
        KIND.name,
        f"{names[people[0]]}：{where}{told[0]}。",
        {"value": told[0]},
        evidence,
        member_facts(people),
    )


def _home(held: list[Seat], person: str) -> str:
    return next((s.owner or s.unit for s in held if s.person == person), "")


_MAIN = late(r"(?:总工会|^)$")
_PLACE = late(r"^(?:[㐀-鿿]{2,3}省)?[㐀-鿿]{2,3}市(?=[㐀-鿿]{3})")


def _roles(held: list[Seat]) -> str:
    """The posts of one person, as the latest document has them: 党组书记、常务副主席."""
    first = max(held, key=lambda s: (s.document.year or 0, s.document.date)).document.id
    roles: list[str] = []
    for seat in held:
        if seat.document.id != first:
            continue
        unit = seat.unit if not seat.group and (seat.owner or not _MAIN.search(seat.unit)) else ""
        unit = unit if seat.owner else _PLACE.sub("", unit)
        words = seat.role if unit and unit in seat.role else f"{unit}{seat.role}"
        if words not in roles:
            roles.append(words)
    return "、".join(r for r in roles if not any(r != o and o.endswith(r) for o in roles))


def _holder(ask: Ask, role: str) -> Answer | None:
    found = holders(ask, role)
    if not found:
        return missing(KIND.name, "没有找到写明所问职务由谁担任的地方。")
    names = list(dict.fromkeys(s.name for s in found))
    evidence = tuple(
        ask.evidence(s.document, s.document.cite, at) for s in found[:MOST] for at in sorted(s.spans)
    )
    value = {"value": names[0]} if len(names) == 1 else {"set": names}
    first = found[0]
    return Answer(
        KIND.name,
        f"{first.full}是{listed(names)}。",
        value,
        evidence,
        member_facts([s.person for s in found]),
    )


def holders(ask: Ask, role: str = "") -> list[Seat]:
    """Those who hold the post asked for; where one person holds it, that one seat. `role` "" reads it off the question."""
    text = fold(ask.question.text)
    if not role:
        named = re.search(_ROLE, text)
        if not named:
            return []
        role = named.group()
    return _at(ask, text[: text.rfind(fold(role))], role)


def _at(ask: Ask, words: str, role: str) -> list[Seat]:
    """Those who hold a post of the unit that `words`, which stand before the post in the question, name."""
    before = fold(words).rstrip("，,、 ")
    whole = f"办公室{role}" if before.endswith("办公室") else role
    unit = _unit_asked(before)
    group = bool(_GROUP.search(before)) or role in ("组长", "副组长") or _office_of_group(ask, before)
    office = group and whole != role
    everyone = posts(
        ask.facts,
        ask.known,
        ask.scope.documents,
        lambda held: held == whole if office else _same_role(role, held),
    )
    everyone = [s for s in everyone if s.group] if office else everyone
    units = {s.unit for s in everyone if s.group}
    everyone = [s for s in everyone if s.group == group]
    if unit and not group:
        own = {key: _is_unit(unit, s) for s in everyone if (key := s.unit or s.document.id)}
        everyone = [s for s in everyone if own[s.unit or s.document.id]]
    else:
        everyone = _spoken_of(ask, everyone)
    fits = _Fits(ask, before, ask.scope.narrow and len(units) == 1)
    scored: list[tuple[float, int, Seat]] = []
    for k, seat in enumerate(everyone):
        worth = 1.0 if unit and not group else fits.of(seat)
        if worth:
            scored.append((worth + (0.5 if seat.role == role else 0.0), -k, seat))
    if not scored:
        return []
    best = max(scored, key=lambda s: s[:2])
    if role in MANY or len({s.unit for w, _, s in scored if w == best[0]}) == 1:
        same = [
            s for w, _, s in sorted(scored, key=lambda s: -s[1]) if w == best[0] and s.unit == best[2].unit
        ]
        if role in MANY:
            return same
        if len({(s.document.year, s.document.date) for s in same}) == 1:
            return same
    return [best[2]]


def _office_of_group(ask: Ask, before: str) -> bool:
    """“港湾行动”办公室主任: the office of the group that is named after the undertaking."""
    if not before.endswith("办公室"):
        return False
    names = [fold(n) for n in (*ask.question.initiatives, *ask.question.quoted)]
    groups = group_names(ask.facts, ask.known, ask.scope.documents) if names else []
    return any(name in fold(group) for name in names for group in groups)


# 财贸工会主任, 经审会主任, 发改局工会主席: the unit right before the post; 总工会 alone is the union itself.
_UNIT_BEFORE = late(
    r"([㐀-鿿]{1,14}?(?:工会|委员会|经审会|女工委|中心|文化宫|公司|集团|学校|小学|中学|医院|局|馆|院|厂))(?:机关)?(?:的)?$"
)
_LEADING = late(
    r"^.*(?:[，,、：]|名单[上里中]?|方案[里中]?|附件[里中]?|文件[里中]?|谁是|谁任|谁当|年|里|中(?!心)|上(?![级海])|在|谁是|是|(?:市|省)总(?:工会)?的?|(?:省|市|自治区)(?=[㐀-鿿]{3,}))"
)


def _unit_asked(before: str) -> str:
    """The name of a unit that stands right before the post; "" where it is a department, a group or the union itself."""
    found = _UNIT_BEFORE.search(before)
    if found is None or before.rstrip("的").endswith("总工会"):
        return ""
    bare = _LEADING.sub("", found[1])
    return bare if len(bare) >= 3 else ""


def _is_unit(asked: str, seat: Seat) -> bool:
    """Is the seat in the unit of that name? A post without a unit is of the office whose paper it stands in."""
    own = seat.unit or _office(seat)
    if not own:
        return False
    unit, short = fold(own), fold(asked)
    stem = re.sub(r"(?:机关)?工会(?:委员会)?$", "", short)
    if short in unit or unit in short or abbreviates(short, unit):
        return True
    return not seat.unit and len(stem) >= 2 and _stands_for(stem, re.sub(r"工会(?:委员会)?$", "", unit))


def _office(seat: Seat) -> str:
    """Whose summary it is, by its title: 青岭县发展和改革局 of 青岭县发展和改革局2031年度工会工作总结."""
    found = re.match(r"([㐀-鿿]{3,24}?)(?:机关)?(?:工会)?(?:委员会)?(?:\d{4}年|年度)", seat.document.title)
    return found[1] if found else ""


def _stands_for(short: str, full: str) -> bool:
    """发改局 or 县发改局 for 发展和改革局: the signs in their order, and the same last one."""
    bare = re.sub(r"^[省市县区]", "", short)
    at = -1
    for sign in bare:
        at = full.find(sign, at + 1)
        if at < 0:
            return False
    return len(bare) >= 2 and full.endswith(bare[-1])


_GROUP_NOISE = (
    "下设的",
    "下设",
    "下面的",
    "哪位同志",
    "兼任",
    "同志",
    "领导小组",
    "工作小组",
    "小组",
    "专班",
    "办公室",
    "那个",
    "谁",
    "当",
    "兼着",
    "由",
    "兼",
)


def _same_role(asked: str, held: str) -> bool:
    if held == asked or (held.endswith(asked) and not held.endswith(f"副{asked}")):
        return True
    return asked == "负责人" and "负责人" in held


def _spoken_of(ask: Ask, everyone: list[Seat]) -> list[Seat]:
    """Of very many seats those in the papers that search finds for the question."""
    if len(everyone) <= _MOST_SEATS:
        return everyone
    found = ask.hybrid.rank(ask.question.text, _MOST_SEATS, ask.filters())
    near = {r.passage.document for r in found}
    return [s for s in everyone if s.document.id in near]


@dataclass
class _Fits:
    """How well seats are of the unit that the words before the role name; `only`: the scope has one group."""

    ask: Ask
    before: str
    only: bool
    _groups: dict[str, float] = field(default_factory=dict)

    @cached_property
    def _group_topic(self) -> Topic:
        return self.ask.hybrid.topic(self.ask.question.matter(*self.ask.strip, *_GROUP_NOISE))

    @cached_property
    def _topic(self) -> Topic:
        return self.ask.topic()

    @cached_property
    def _departments(self) -> frozenset[str]:
        """Folded names of the departments that the question names."""
        departments = self.ask.question.departments
        named = {name for d in departments for name in d.names}
        return frozenset(fold(w) for w in named | {d.label for d in departments} if w)

    def of(self, seat: Seat) -> float:
        """0 where the seat is in another unit."""
        before, question = self.before, self.ask.question
        departments = question.departments
        if departments and not seat.group:
            written = self._departments
            if fold(seat.unit) not in written and not any(fold(seat.role).startswith(w) for w in written):
                return 0.0
        if seat.group:
            fit = self._group(seat.unit)
            return max(fit, 0.5) if self.only and fit > 0 else fit if fit >= 0.4 else 0.0
        owner = fold(seat.owner or seat.unit)
        union = re.search(r"([a-z㐀-鿿]{1,4}[市县区旗])总工会", before)
        if union and not (owner.endswith("总工会") and union[1][-3:] in owner):
            return 0.0
        for county in re.findall(r"([㐀-鿿]{2,6}?(?:县|区|旗))(?=总工会|的)", before):
            if county not in owner and county[-3:] not in owner and county[-2:] not in owner:
                return 0.0
        if question.cities and not any(c in owner for c in question.cities):
            return 0.0
        if not departments and seat.owner:
            return 0.0
        named = [p for p in ("省总", "市总", "总工会") if p in before]
        if not departments and not question.cities and not named:
            fit = self._context(seat)
            return fit if fit >= 0.5 else 0.0
        if not departments and named and not owner.endswith(("总工会", "总")):
            return 0.0
        if departments or question.cities:
            return 1.0
        # several unions may have such a post: what else the question says tells which
        return 0.8 + 0.2 * self._context(seat)

    def _group(self, unit: str) -> float:
        if unit not in self._groups:
            topic = self._group_topic
            self._groups[unit] = topic.fit(fold(unit)) if not topic.empty else 0.5
        return self._groups[unit]

    def _context(self, seat: Seat) -> float:
        if self._topic.empty:
            return 0.0
        text = self.ask.facts.text(seat.document.id)
        around = text[max(0, seat.spans[0].start - 120) : seat.spans[-1].end + 60]
        return self._topic.fit(fold(around))


__all__ = ["KIND", "MANY", "holders"]
KIND = Kind("leader_role", PATTERNS, answer)
