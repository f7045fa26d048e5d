"""领导小组有哪些人? Members of a working group, by their seat in it."""

from __future__ import annotations

import re

from search.ask.answer import Answer, listed, missing
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import member_facts
from search.ask.people import seats
from search.tokens import fold

PATTERNS = (
    Pattern.of(
        "members",
        r"(?:的)?(?P<role>副组长|组长|成员|委员|组员|副主任)?(?:都)?(?:有|是|包括)(?:哪些|哪几|几)(?:位|个|名)?(?P<role2>副组长|组长|成员|委员|领导|人|同志)?",
        "暖流行动领导小组有哪几位副组长？",
    ),
    Pattern.of(
        "who-in",
        r"(?:成员|副组长|组员)(?:都)?(?:是|有)(?:谁|哪些人)|(?:谁|哪些人)(?:在|进入|进了)",
        "暖流行动领导小组成员是谁？",
    ),
)


def answer(ask: Ask) -> Answer | None:
    text = ask.question.text
    if not re.search(r"小组|专班|委员会|指挥部", text):
        return None
    found = re.search(r"副组长|(?<!副)组长|成员(?!单位)|委员(?!会)|副主任", text)
    role = found.group() if found else ""
    topic = ask.topic("领导小组", "工作小组", "小组", "成员", "副组长", "组长")
    groups: dict[str, float] = {}
    everyone = [s for s in seats(ask.facts, ask.known, ask.scope.documents) if s.group]
    for seat in everyone:
        groups.setdefault(seat.unit, topic.fit(fold(seat.unit)) if not topic.empty else 1.0)
    best = max(groups.values(), default=0.0)
    if best < 0.5:
        return missing(KIND.name, "文件里没有所问工作小组的名单。")
    chosen = [s for s in everyone if groups[s.unit] == best and (not role or s.role == role)]
    names = list(dict.fromkeys(s.name for s in chosen))
    if not names:
        return missing(KIND.name, f"名单里没有{role}。")
    evidence = tuple(
        ask.evidence(s.document, s.document.cite, span) for s in chosen for span in sorted(s.spans)
    )
    return Answer(
        KIND.name,
        f"{chosen[0].unit}{role}：{listed(names)}。",
        {"set": names},
        evidence,
        member_facts([s.person for s in chosen]),
    )


KIND = Kind("group_members", PATTERNS, answer)
