"""谁是某部部长、某人是什么职务? Posts by person and people by post."""

from __future__ import annotations

import re

from search.ask.answer import Answer, missing
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import member_facts
from search.ask.people import Seat, seats
from search.tokens import fold

_ROLE = r"(?:党组书记|党组副书记|党组成员|常务副主席|副主席|主席|副部长|部长|副主任|主任|副书记|书记|副组长|组长|副处长|处长|副科长|科长|秘书长|副秘书长|负责人|馆长|院长|校长|站长|所长|总经理|董事长|一把手|领导)"
PATTERNS = (
    Pattern.of(
        "who-is",
        rf"(?P<role>{_ROLE})(?:同志)?(?:现在|目前)?(?:是|叫|为|由)(?:谁|哪位|哪个|什么名字|什么|啥)(?:担任|兼任)?",
        "云州市总工会组织部部长是谁？",
    ),
    Pattern.of(
        "who-holds",
        rf"(?:谁|哪位)(?:是|担任|任|兼任|当|做|来当)(?:的)?(?:.{{0,20}}?)(?P<role>{_ROLE})",
        "谁是云州市总工会组织部部长？",
    ),
    Pattern.of(
        "what-post",
        r"(?:在.{0,20}?)?(?:是|担任|任|当|做)(?:的)?(?:是)?(?:什么|啥|哪些|何)(?:身份|职务|职位|官|职|角色|岗位|领导)|(?:的)?(?:职务|身份)(?:是)?(?:什么|啥)?",
        "孙远山在云州市总工会担任什么职务？",
    ),
)


def answer(ask: Ask) -> Answer | None:
    text = ask.question.text
    if PATTERNS[2].regex.search(text):
        return _posts(ask)
    found = PATTERNS[0].regex.search(text) or PATTERNS[1].regex.search(text)
    return _holder(ask, found["role"]) if found else None


def _posts(ask: Ask) -> Answer | None:
    if not ask.question.people:
        return missing(KIND.name, "文件里没有提到所问的人。")
    mine = [
        s
        for s in seats(ask.facts, ask.known, ask.scope.documents)
        if s.person in ask.question.people and s.role
    ]
    held = [s for s in mine if not s.group] or mine
    if not held:
        return missing(KIND.name, "文件里没有写明此人的职务。")
    first = held[0].document.id
    held = [s for s in held if s.document.id == first]
    roles: list[str] = []
    for seat in held:
        unit = seat.unit if seat.owner else ""
        words = seat.role if unit and unit in seat.role else f"{unit}{seat.role}"
        if words not in roles:
            roles.append(words)
    value = "、".join(r for r in roles if not any(r != o and o.endswith(r) for o in roles))
    evidence = tuple(
        ask.evidence(s.document, s.document.cite, span) for s in held for span in sorted(s.spans)
    )
    return Answer(
        KIND.name, f"{held[0].name}：{value}。", {"value": value}, evidence, member_facts([held[0].person])
    )


def _holder(ask: Ask, role: str) -> Answer | None:
    text = fold(ask.question.text)
    at = text.find(fold(role))
    before = text[:at]
    everyone = [
        s for s in seats(ask.facts, ask.known, ask.scope.documents) if s.role and _same_role(role, s.role)
    ]
    group = bool(re.search(r"小组|专班|委员会|指挥部|协调组", before)) or role in ("组长", "副组长")
    scored: list[tuple[float, int, Seat]] = []
    for k, seat in enumerate(everyone):
        if seat.group != group:
            continue
        worth = _unit_fits(ask, before, seat)
        if worth:
            scored.append((worth + (0.5 if seat.role == role else 0.0), -k, seat))
    if not scored:
        return missing(KIND.name, "文件里没有写明所问职务由谁担任。")
    best = max(scored)[2]
    evidence = tuple(ask.evidence(best.document, best.document.cite, s) for s in sorted(best.spans))
    return Answer(
        KIND.name, f"{best.full}是{best.name}。", {"value": best.name}, evidence, member_facts([best.person])
    )


def _same_role(asked: str, held: str) -> bool:
    if held == asked or (held.endswith(asked) and not held.endswith(f"副{asked}")):
        return True
    return asked == "负责人" and "负责人" in held


def _unit_fits(ask: Ask, before: str, seat: Seat) -> float:
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
        topic = ask.hybrid.topic(ask.question.matter(*ask.strip))
        return topic.fit(fold(seat.unit)) if not topic.empty else 0.5
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


KIND = Kind("leader_role", PATTERNS, answer)
