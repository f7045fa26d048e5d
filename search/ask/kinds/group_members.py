"""领导小组有哪些人? Members of a working group, by their seat in it."""

from __future__ import annotations

import re

from kg.late_patterns import late
from search.ask.answer import Answer, listed, missing
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import member_facts, office_facts
from search.ask.kinds._tasks import MOST
from search.ask.people import Seat, bare_unit, group_names, group_seats, posts, seats_named
from search.ask.sentences import around
from search.ask.slots import ROLE_COUNT
from search.tokens import fold

GROUP = late(r"小组|专班|(?<!届)(?<!审查)(?<!职工)(?<!工会)(?<!工会工作)委员会(?!第)|指挥部|协调组|专项行动")
PATTERNS = (
    Pattern.of(
        "office",
        r"办公室(?:是)?(?:设|放|挂|安)在(?:了)?(?:哪|什么|何处)(?:个|里|儿)?(?:部门|单位|处室)?|办公室\s*设在(?=$|[？?哪])",
        "暖流行动领导小组办公室设在哪个部门？",
    ),
    Pattern.of(
        "members",
        r"(?:的)?(?P<role>副组长|组长|成员|委员|组员|副主任)?(?:都)?(?:有|是|包括)(?:哪些|哪几|几)(?:位|个(?!月)|名)?(?P<role2>副组长|组长|成员|委员|领导|人|同志)?",
        "暖流行动领导小组有哪几位副组长？",
    ),
    Pattern.of(
        "who-in",
        r"(?:成员|副组长|组员)(?:里)?(?:都)?(?:是|有)(?:谁|哪些人)|(?:谁|哪些人|哪几位|哪几个人?)(?:在|进入|进了|是|担任)",
        "暖流行动领导小组成员是谁？",
    ),
    Pattern.of(
        "from-unit",
        r"(?:小组|专班|委员会|指挥部)[^。？?]*?(?:派|出|来自|有|是|成员|参加|代表|抽调)[^，。？?]{0,8}?(?:谁|哪(?:一)?(?:位|个人|个|几位)|什么人)|(?:派|抽)(?:了|的是)?(?:谁|哪位|哪个人?)(?:参加|进|当|到)",
        "暖流行动领导小组里财务部派的是谁？",
    ),
    Pattern.of(
        "in-or-not",
        r"(?:在不在|是不是|是否(?:在|是)?|有没有|进没进)[^，。？?]*(?:小组|专班|委员会|指挥部)|(?:小组|专班|委员会|指挥部)[^，。？?]*(?:吗|么|有没有)",
        "孙远山在不在暖流行动领导小组里？",
    ),
    Pattern.of(
        "list",
        r"(?:除|除了|除去|不算|不含|不包括)(?:正)?(?:副?组长|正副组长)|(?:副组长|成员|组员)(?:名单)?(?=$|[？?。])|名单(?=$|[？?])|名单(?:给|发|列|拿|让|念)",
        "暖流行动领导小组 成员名单",
    ),
)


#: 有几位副组长，都是谁: how many, and who.
_NAMES_TOO = late(r"[，,](?:分别|都|各)*(?:是|有|叫)?(?:谁|哪些人?|哪几[位个]|什么名字)")


def answer(ask: Ask) -> Answer | None:
    text = ask.question.text
    if not GROUP.search(text) or (re.search(ROLE_COUNT, text) and not _NAMES_TOO.search(text)):
        return None
    if re.search(r"办公室(?:的)?副?主任", text):  # one post, not the list
        return None
    if PATTERNS[0].regex.search(text):
        return _office(ask)
    if ask.question.people and PATTERNS_BY_NAME["in-or-not"].regex.search(text):
        return _in_or_not(ask)
    if (theirs := _from_unit(ask)) is not None:
        return theirs
    if not any(p.name != "from-unit" and p.regex.search(text) for p in PATTERNS):
        return None
    bare = _EXCEPT.sub("成员", text)
    found = re.search(r"副组长|(?<!副)组长|成员(?!单位)|委员(?!会)|副主任", bare)
    role = found.group() if found else ""
    everyone = of_group(ask)
    chosen = [s for s in everyone if not role or s.role == role]
    if (spared := _EXCEPT.search(text)) and not re.search(r"成员|组员|委员", _EXCEPT.sub("", text)):
        role = ""  # 除组长外还有谁: a deputy is one of them
        left_out = [
            r for r, sign in (("副组长", r"副"), ("组长", r"正副|(?<!副)组长")) if re.search(sign, spared[0])
        ]
        chosen = [s for s in everyone if s.role not in left_out]
    if not everyone:
        return missing(KIND.name, "没有找到所问工作小组的名单。")
    if post := _POST_TOO.search(bare):
        holding = {
            s.person: s
            for s in posts(ask.facts, ask.known, ask.scope.documents, lambda r: r.endswith(post[1]))
            if _has(s, post[1])
        }
        chosen = [s for s in chosen if s.person in holding]
    names = list(dict.fromkeys(s.name for s in chosen))
    if not names:
        return missing(KIND.name, f"所问小组的名单里没有找到{post[1] if post else role}。")
    evidence = tuple(
        ask.evidence(s.document, s.document.cite, span) for s in chosen[:MOST] for span in sorted(s.spans)
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


# 除组长、副组长以外的成员: whoever else is in the list.
_EXCEPT = late(
    r"(?:除了?|除去|不算|不含|不包括)(?:正)?(?:副?组长|正副组长)(?:(?:和|、|及|与|以及)?副?组长)?(?:以外|之外|外)?"
)
# 成员里面当部长的有哪几位: members who hold a post of their own.
_POST_TOO = late(
    r"(?:成员|组员|名单|小组|专班)(?:里面?|中|当中|之中)?，?(?:谁|有谁|哪些人?|哪几位)?(?:是|当|任|担任|身为)(?:着)?(部长|主任|主席|副主席|副部长|科长|处长|局长)的?(?=都|有|是|哪|谁|成员|组员|委员|人|同志|$|[？?])"
)


def _has(seat: Seat, post: str) -> bool:
    return (
        not seat.group
        and seat.role.endswith(post)
        and (post[0] == "副" or not seat.role.endswith(f"副{post}"))
    )


def _in_or_not(ask: Ask) -> Answer | None:
    """The seat of a person in the group, or that the list does not have the person."""
    mine = of_group(ask)
    held = [s for s in mine if s.person in ask.question.people]
    if not held:
        return missing(KIND.name, "在所问小组的名单里没有找到此人。") if mine else None
    return Answer(
        KIND.name,
        f"在。{held[0].name}是{held[0].unit}{held[0].role or '成员'}。",
        {"value": held[0].role or "成员"},
        tuple(ask.evidence(s.document, s.document.cite, at) for s in held for at in sorted(s.spans)),
        member_facts([s.person for s in held]),
    )


def _from_unit(ask: Ask) -> Answer | None:
    """Who of a department or union sits in the group; None where the question names no unit that has seats there."""
    text = fold(ask.question.text)
    if re.search(
        r"(?:小组|专班|委员会|指挥部)(?:的)?办公室", text
    ):  # the group's own office is no member's unit
        return None
    named = {fold(name) for d in ask.question.departments for name in d.names}
    named |= {fold(d.label) for d in ask.question.departments}
    some = seats_named(ask.facts, ask.known, ask.scope.documents, "\n".join((text, *sorted(named))))
    held = [
        s
        for s in some
        if not s.unit.endswith("总工会") and (fold(s.unit) in named or bare_unit(s.unit) in text)
    ]
    if not held:
        return None
    units = {fold(s.unit) for s in held}
    group = of_group(
        ask,
        *(d.label for d in ask.question.departments),
        *(bare_unit(u) for u in units),
    )
    people = {s.person for s in held}
    chosen = [s for s in group if s.person in people]
    if not chosen:
        return missing(KIND.name, f"在所问小组的名单里没有找到{listed(s.unit for s in held[:1])}的人。")
    names = list(dict.fromkeys(s.name for s in chosen))
    own = [s for s in held if s.name in names]
    return Answer(
        KIND.name,
        f"{chosen[0].unit}里{own[0].unit}的是{listed(names)}（{own[0].role}）。",
        {"value": names[0]} if len(names) == 1 else {"set": names},
        tuple(
            ask.evidence(s.document, s.document.cite, at)
            for s in (*chosen[:MOST], *own[:MOST])
            for at in sorted(s.spans)
        ),
        member_facts(sorted(people)),
    )


def of_group(ask: Ask, *less: str) -> list[Seat]:
    """The seats of the group that is meant: by its name's words, or the only one of the place asked for."""
    topic = ask.topic(
        *less,
        *_EXCEPT.findall(ask.question.text),
        "列出",
        "全部",
        "所有",
        "专项工作",
        "派",
        "出",
        "来自",
        "参加",
        "是哪位",
        "哪位",
        "哪个人",
        "在不在",
        "领导小组",
        "工作小组",
        "小组",
        "专班",
        "成员",
        "副组长",
        "组长",
        "名单",
        "那个",
        "谁",
        "里",
        "办公室",
        "总共",
        "一共",
        "多少",
        "几位",
        "几个",
        "当中",
        "给我",
        "看一下",
    )
    names = group_names(ask.facts, ask.known, ask.scope.documents)
    if topic.empty and len(names) > 1:  # 领导小组有几位副组长: which of them is meant nobody can say
        return []
    fits = {name: topic.fit(fold(name)) if not topic.empty else 1.0 for name in names}
    best = max(fits.values(), default=0.0)
    if best < 0.5 and not (len(fits) == 1 and ask.scope.narrow and not topic.must):
        return []
    chosen = [name for name, fit in fits.items() if fit == best]
    return group_seats(ask.facts, ask.known, ask.scope.documents, chosen)


def _office(ask: Ask) -> Answer:
    """Where a group's office is (办公室设在…), by the graph."""
    topic = ask.topic("领导小组", "工作小组", "小组", "专班", "办公室", "设在", "放在", "哪里", "哪个部门")
    best: tuple[float, Answer] | None = None
    for head, fact in ask.facts.stated(ask.scope.documents, "gh:office"):
        name = ask.known.entities.name(fact.subject)
        fit = topic.fit(fold(f"{name} {''.join(head.names)}")) if not topic.empty else 1.0
        if fit < 0.4 and not ask.scope.narrow:
            continue
        if best is None or fit > best[0]:
            unit = ask.name(fact)
            evidence = (
                ask.evidence(head, head.cite, fact.span),
                ask.evidence(head, head.cite, around(ask.facts.text(head.id), fact.span)),
            )
            told = f"{head.cite}：办公室设在{unit}。"
            best = (
                fit,
                Answer(KIND.name, told, {"value": unit}, evidence, office_facts([fact.subject])),
            )
    return best[1] if best else missing(KIND.name, "文件里没有写明所问工作小组的办公室设在哪里。")


PATTERNS_BY_NAME = {p.name: p for p in PATTERNS}
KIND = Kind("group_members", PATTERNS, answer)
