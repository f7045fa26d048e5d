"""谁是某部部长、某人是什么职务? Posts by person and people by post."""

from __future__ import annotations

import re

from search.ask.answer import Answer, listed, missing
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import member_facts
from search.ask.people import Seat, seats
from search.tokens import fold

_ROLE = r"(?:党组书记|党组副书记|党组成员|常务副主席|副主席|主席|副部长|部长|副主任|主任|副书记|书记|副组长|组长|副处长|处长|副科长|科长|秘书长|副秘书长|负责人|馆长|院长|校长|站长|所长|总经理|董事长|一把手|领导)"
PATTERNS = (
    Pattern.of(
        "who-is",
        rf"(?P<role>{_ROLE})(?:同志)?(?:现在|目前)?(?:都)?(?:是|叫|为|由|有)(?:谁|哪位|哪几位|哪些人?|哪个|什么名字|什么)(?:来)?(?:担任|兼任|当)?",
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
        r"(?:在.{0,20}?)?(?:是|担任|任|当|做)(?:的)?(?:是)?(?:什么|啥|哪些|何)(?:身份|职务|职位|官|职|角色|岗位|领导)|(?:的)?(?:职务|身份)(?:是)?(?:什么|啥)?|(?:同志)?是谁(?=$|[？?])|(?:是)?(?:干|做)什么的|(?:是|任)(?:[㐀-鿿]{0,6}的?)?(?:什么|哪位|哪个)(?:领导|干部|$|[？?])|^谁是[㐀-鿿]{2,4}(?=$|[？?])|是(?:哪个|什么)(?:部门|处室|单位)的?[㐀-鿿]{0,4}(?=$|[？?])",
        "孙远山在云州市总工会担任什么职务？",
    ),
    Pattern.of("post-alone", rf"(?P<role>{_ROLE})(?=$|[？?])", "云州 组织部部长"),
)
_BY_NAME = {p.name: p for p in PATTERNS}
_GROUP = re.compile(r"小组|专班|委员会|指挥部|协调组|专项行动")
_MANY = frozenset(("副主席", "副组长", "副主任", "副部长", "党组成员", "副书记", "领导", "副秘书长"))
"""Roles that several hold: all of them answer."""


def answer(ask: Ask) -> Answer | None:
    text = ask.question.text
    if ask.question.unknown_people:
        return missing(KIND.name, f"文件里没有提到{listed(ask.question.unknown_people)}。")
    if ask.question.people and (_BY_NAME["what-post"].regex.search(text) or ask.question.only_person):
        return _posts(ask)
    role = _role(text)
    return _holder(ask, role) if role else None


def _role(text: str) -> str:
    for name in ("who-is", "who-acts", "who-holds", "post-alone"):
        if found := _BY_NAME[name].regex.search(text):
            groups = found.groupdict()
            return groups.get("role") or groups.get("role2") or ""
    return ""


def _posts(ask: Ask) -> Answer | None:
    documents = ask.scope.documents or tuple(ask.facts.heads.values())
    mine = [s for s in seats(ask.facts, ask.known, documents) if s.person in ask.question.people and s.role]
    grouped = bool(_GROUP.search(ask.question.text))
    held = [s for s in mine if s.group == grouped]
    if grouped and len({s.unit for s in held}) > 1:
        topic = ask.hybrid.topic(ask.question.matter(*ask.strip))
        fits = {s.unit: topic.fit(fold(s.unit)) for s in held}
        held = [s for s in held if fits[s.unit] >= 0.9 * max(fits.values())]
    held = held or ([] if grouped else mine)
    if not held:
        return missing(KIND.name, "文件里没有写明此人的职务。")
    people = list(dict.fromkeys(s.person for s in held))
    told = [_roles([s for s in held if s.person == person]) for person in people]
    evidence = tuple(
        ask.evidence(s.document, s.document.cite, span) for s in held for span in sorted(s.spans)
    )
    names = {s.person: s.name for s in held}
    if len(people) > 1:  # two of one name
        sentence = "；".join(
            f"{_home(held, p)}的{names[p]}：{words}" for p, words in zip(people, told, strict=True)
        )
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


def _roles(held: list[Seat]) -> str:
    """The posts of one person, as the latest document has them: 党组书记、常务副主席."""
    first = max(held, key=lambda s: (s.document.year or 0, s.document.date)).document.id
    roles: list[str] = []
    for seat in held:
        if seat.document.id != first:
            continue
        unit = seat.unit if seat.owner and not seat.group else ""
        words = seat.role if unit and unit in seat.role else f"{unit}{seat.role}"
        if words not in roles:
            roles.append(words)
    return "、".join(r for r in roles if not any(r != o and o.endswith(r) for o in roles))


def _holder(ask: Ask, role: str) -> Answer | None:
    found = holders(ask, role)
    if not found:
        return missing(KIND.name, "文件里没有写明所问职务由谁担任。")
    names = list(dict.fromkeys(s.name for s in found))
    evidence = tuple(ask.evidence(s.document, s.document.cite, at) for s in found for at in sorted(s.spans))
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
    at = text.rfind(fold(role))
    before = text[:at]
    whole = f"办公室{role}" if before.endswith("办公室") else role
    everyone = [s for s in seats(ask.facts, ask.known, ask.scope.documents) if s.role]
    group = bool(_GROUP.search(before)) or role in ("组长", "副组长")
    if group and whole != role:
        everyone = [s for s in everyone if s.group and s.role == whole]
    else:
        everyone = [s for s in everyone if _same_role(role, s.role)]
    scored: list[tuple[float, int, Seat]] = []
    units = {s.unit for s in everyone if s.group}
    for k, seat in enumerate(everyone):
        if seat.group != group:
            continue
        worth = _unit_fits(ask, before, seat, ask.scope.narrow and len(units) == 1)
        if worth:
            scored.append((worth + (0.5 if seat.role == role else 0.0), -k, seat))
    if not scored:
        return []
    best = max(scored, key=lambda s: s[:2])
    if role in _MANY or len({s.unit for w, _, s in scored if w == best[0]}) == 1:
        same = [
            s for w, _, s in sorted(scored, key=lambda s: -s[1]) if w == best[0] and s.unit == best[2].unit
        ]
        if role in _MANY:
            return same
        if len({(s.document.year, s.document.date) for s in same}) == 1:
            return same
    return [best[2]]


_GROUP_NOISE = ("领导小组", "工作小组", "小组", "专班", "办公室", "那个", "谁", "当", "兼着", "由", "兼")


def _same_role(asked: str, held: str) -> bool:
    if held == asked or (held.endswith(asked) and not held.endswith(f"副{asked}")):
        return True
    return asked == "负责人" and "负责人" in held


def _unit_fits(ask: Ask, before: str, seat: Seat, only: bool) -> float:
    """0 where the seat is in another unit than the words before the role name."""
    departments = ask.question.departments
    if departments and not seat.group:
        wanted = {ask.known.entities.name(i) for d in departments for i in d.iris} | {
            d.label for d in departments
        }
        written = {fold(w) for w in wanted if w}
        if fold(seat.unit) not in written and not any(w and fold(seat.role).startswith(w) for w in written):
            return 0.0
    if seat.group:
        topic = ask.hybrid.topic(ask.question.matter(*ask.strip, *_GROUP_NOISE))
        fit = topic.fit(fold(seat.unit)) if not topic.empty else 0.5
        return max(fit, 0.5) if only and fit > 0 else fit if fit >= 0.4 else 0.0
    owner = fold(seat.owner or seat.unit)
    for county in re.findall(r"([㐀-鿿]{2,6}?(?:县|区|旗))(?=总工会|工会|的|总)", before):
        if county not in owner and county[-3:] not in owner:
            return 0.0
    if ask.question.cities and not any(c in owner for c in ask.question.cities):
        return 0.0
    if not departments and seat.owner:
        return 0.0
    named = [p for p in ("省总", "市总", "总工会") if p in before]
    if not departments and not ask.question.cities and not named:
        topic = ask.topic()
        context = ask.facts.text(seat.document.id)[
            max(0, seat.spans[0].start - 120) : seat.spans[-1].end + 60
        ]
        return topic.fit(fold(context)) if not topic.empty and topic.fit(fold(context)) >= 0.5 else 0.0
    return 1.0


__all__ = ["KIND", "holders"]
KIND = Kind("leader_role", PATTERNS, answer)
