"""领导小组有哪些人? Members of a working group, by their seat in it."""

from __future__ import annotations

import re

from search.ask.answer import Answer, listed, missing
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import member_facts, office_facts
from search.ask.people import Seat, seats
from search.ask.sentences import around
from search.tokens import fold

_GROUP = re.compile(r"小组|专班|委员会|指挥部|协调组|专项行动")
PATTERNS = (
    Pattern.of(
        "office",
        r"办公室(?:是)?(?:设|放|挂|安)在(?:了)?(?:哪|什么|何处)(?:个|里|儿)?(?:部门|单位|处室)?|办公室\s*设在(?=$|[？?哪])",
        "暖流行动领导小组办公室设在哪个部门？",
    ),
    Pattern.of(
        "members",
        r"(?:的)?(?P<role>副组长|组长|成员|委员|组员|副主任)?(?:都)?(?:有|是|包括)(?:哪些|哪几|几)(?:位|个|名)?(?P<role2>副组长|组长|成员|委员|领导|人|同志)?",
        "暖流行动领导小组有哪几位副组长？",
    ),
    Pattern.of(
        "who-in",
        r"(?:成员|副组长|组员)(?:里)?(?:都)?(?:是|有)(?:谁|哪些人)|(?:谁|哪些人|哪几位|哪几个人?)(?:在|进入|进了|是|担任)",
        "暖流行动领导小组成员是谁？",
    ),
    Pattern.of(
        "list", r"(?:副组长|成员|组员)(?:名单)?(?=$|[？?])|名单(?=$|[？?])", "暖流行动领导小组 成员名单"
    ),
)


def answer(ask: Ask) -> Answer | None:
    text = ask.question.text
    if not _GROUP.search(text):
        return None
    if PATTERNS[0].regex.search(text):
        return _office(ask)
    found = re.search(r"副组长|(?<!副)组长|成员(?!单位)|委员(?!会)|副主任", text)
    role = found.group() if found else ""
    everyone = [s for s in seats(ask.facts, ask.known, ask.scope.documents) if s.group]
    chosen = [s for s in _of_group(ask, everyone) if not role or s.role == role]
    if not everyone or not _of_group(ask, everyone):
        return missing(KIND.name, "文件里没有所问工作小组的名单。")
    names = list(dict.fromkeys(s.name for s in chosen))
    if not names:
        return missing(KIND.name, f"名单里没有{role}。")
    evidence = tuple(
        ask.evidence(s.document, s.document.cite, span) for s in chosen for span in sorted(s.spans)
    )
    told = listed(names)
    if not role:
        parts: dict[str, list[str]] = {}
        for seat in chosen:
            parts.setdefault(seat.role or "成员", []).append(seat.name)
        told = "；".join(f"{r}：{listed(dict.fromkeys(n))}" for r, n in parts.items())
    return Answer(
        KIND.name,
        f"{chosen[0].unit}{role}：{told}。" if role else f"{chosen[0].unit}，{told}。",
        {"set": names},
        evidence,
        member_facts([s.person for s in chosen]),
    )


def _of_group(ask: Ask, everyone: list[Seat]) -> list[Seat]:
    """The seats of the group that is meant: by its name's words, or the only one of the place asked for."""
    topic = ask.topic(
        "领导小组", "工作小组", "小组", "专班", "成员", "副组长", "组长", "名单", "那个", "谁", "里", "办公室"
    )
    fits: dict[str, float] = {}
    for seat in everyone:
        fits.setdefault(seat.unit, topic.fit(fold(seat.unit)) if not topic.empty else 1.0)
    best = max(fits.values(), default=0.0)
    if best < 0.5 and not (len(fits) == 1 and ask.scope.narrow and not topic.must):
        return []
    return [s for s in everyone if fits[s.unit] == best]


def _office(ask: Ask) -> Answer:
    """Where a group's office is (办公室设在…), by the graph."""
    topic = ask.topic("领导小组", "工作小组", "小组", "专班", "办公室", "设在", "放在", "哪里", "哪个部门")
    best: tuple[float, Answer] | None = None
    for head in ask.scope.documents:
        home = ask.facts.document(head.id)
        text = ask.facts.text(head.id)
        for fact in home.having("gh:office"):
            name = ask.known.entities.name(fact.subject)
            fit = topic.fit(fold(f"{name} {''.join(head.names)}")) if not topic.empty else 1.0
            if fit < 0.4 and not ask.scope.narrow:
                continue
            if best is None or fit > best[0]:
                unit = ask.name(fact)
                evidence = (
                    ask.evidence(head, head.cite, fact.span),
                    ask.evidence(head, head.cite, around(text, fact.span)),
                )
                told = f"{head.cite}：办公室设在{unit}。"
                best = (
                    fit,
                    Answer(KIND.name, told, {"value": unit}, evidence, office_facts([fact.subject])),
                )
    return best[1] if best else missing(KIND.name, "文件里没有写明所问工作小组的办公室设在哪里。")


KIND = Kind("group_members", PATTERNS, answer)
