"""谁分管组织部、某领导分管哪些工作? Which leader is in charge of a department or of work (领导分工), and the other way round."""

from __future__ import annotations

from collections.abc import Sequence

from kg.late_patterns import late
from search.ask.answer import Answer, listed, missing
from search.ask.facts import Fact, Head
from search.ask.kind import GOOD, NEAR_BEST, Ask, Kind, Pattern
from search.ask.kinds._queries import charge_facts
from search.tokens import fold

_VERB = r"(?:分管|主管|主抓|挂帅|分工负责)"
_LEADER = r"(?:哪(?:一)?(?:位|个|名)(?:市总|省总|区总|县总)?(?:总工会)?(?:的)?(?:领导|主席|副主席|班子成员|同志)?|谁|什么人)"
PATTERNS = (
    Pattern.of("who", rf"{_LEADER}(?:来|在|具体)?{_VERB}(?:的)?", "云州市总工会哪位领导分管组织部？"),
    Pattern.of("by-whom", rf"(?:由|归|是)(?:的)?{_LEADER}(?:来|在|具体)?(?:分?管|负责管|主抓|{_VERB})(?:的)?", "女职工工作由谁分管？"),
    Pattern.of("who-of-leaders", r"(?:领导班子|班子成员|班子|(?:市总|省总|县总|区总)?(?:的)?领导)(?:里|中|里面|当中)?(?:是|有)?(?:谁|哪(?:一)?位|哪个)(?:来|在|具体)?(?:负责|管|抓)(?!任)|(?:哪(?:一)?(?:位|个|名))(?:市总|省总)?(?:的)?(?:领导|副主席|班子成员)(?:来|在|具体)?(?:负责|管|抓)(?!任)", "领导班子里谁负责女职工工作？"),
    Pattern.of("leader", rf"(?:的)?分管(?:的)?(?:领导|副主席|主席)(?:是|叫|为)?(?:谁|哪位|哪一位|什么名字)?|{_VERB}(?=[^，。？?]{{2,16}}的(?:领导|副主席|主席|是)(?:是|叫|为)?(?:谁|哪位|哪一位))", "分管经审工作的领导是谁？"),
    Pattern.of("duties", r"(?:具体|主要)?(?:负责|掌管)(?:的)?(?:是|着)?(?:哪(?:些|几项|几块|方面|块)|什么|啥)(?:工作|方面|领域|内容)(?=$|[？?])", "孙远山负责哪些工作？"),
    Pattern.of("what", rf"{_VERB}(?:的)?(?:是|了)?(?:哪(?:些|几个|几项|个|块)?|什么|啥)(?:部门|工作|处室|科室|部室|单位|方面|领域|内容)?", "孙远山分管哪些工作？"),
)  # fmt: skip
_WHAT = PATTERNS[-1]
_DUTIES = PATTERNS[-2]
_UNITS_ONLY = late(r"(?:哪些|哪几个|哪个|什么|几个)(?:部门|处室|科室|部室|单位)")
_WORK_ONLY = late(r"(?:哪些|哪几项|什么|哪方面|哪块)(?:工作|方面|领域|内容)")
_PLACE_ASKED = late(r"(?:哪(?:一|几)?个|哪些|什么)(县|区|市|街道|乡镇|企业|公司)")
_ASIDE = (
    "分管",
    "主管",
    "主抓",
    "的领导",
    "的副主席",
    "的主席",
    "领导班子里",
    "领导班子",
    "班子成员",
    "领导",
    "工作",
    "副主席",
    "负责",
    "是谁",
    "是哪位",
    "叫什么",
    "哪位",
)
"""Words of the question that are not the work itself."""
Told = tuple[Head, Fact]


def answer(ask: Ask) -> Answer | None:
    text = ask.question.text
    if ask.question.unknown_people:
        return missing(KIND.name, f"文件里没有提到{listed(ask.question.unknown_people)}。")
    units = ask.facts.stated(_heads(ask), "gh:inChargeOf")
    work = ask.facts.stated(_heads(ask), "gh:portfolio")
    if _DUTIES.regex.search(text) and not any(p is not _DUTIES and p.regex.search(text) for p in PATTERNS):
        told = _of_leader(ask, units, work) if ask.question.people else None
        return told if told is not None and told.answerable else None
    if ask.question.people:
        return _of_leader(ask, units, work) if _WHAT.regex.search(text) else None
    if not units and not work:
        return missing(KIND.name, "读到的文件里没有领导分工。")
    return (
        _of_department(ask, units)
        or _of_work(ask, work)
        or missing(KIND.name, "没有找到写明由哪位领导分管的地方。")
    )


def _heads(ask: Ask) -> Sequence[Head]:
    return ask.scope.documents if ask.scope.narrow else tuple(ask.facts.heads.values())


def _of_leader(ask: Ask, units: Sequence[Told], work: Sequence[Told]) -> Answer:
    """What the people of the question are in charge of: departments, work, or both, as asked."""
    people = ask.question.people
    mine = [
        [t for t in told if ask.known.entities.canonical(t[1].subject) in people] for told in (units, work)
    ]
    if _UNITS_ONLY.search(ask.question.text):
        if mine[1] and not mine[0]:
            told = listed(dict.fromkeys(_said(t) for t in mine[1]))
            return missing(KIND.name, f"文件没有写明此人分管哪个部门，只写了工作：{told}。")
        mine[1] = []
    elif _WORK_ONLY.search(ask.question.text) and mine[1]:
        mine[0] = []
    found = [*mine[1], *mine[0]]
    if place := _PLACE_ASKED.search(ask.question.text):  # 分管哪个县: what is no county is no answer
        found = [t for t in found if place[1] in _said(t)]
    if not found:
        return missing(KIND.name, "没有找到写明此人分管什么的地方。")
    values = list(dict.fromkeys(_said(t) for t in found))
    name = listed(dict.fromkeys(ask.known.entities.name(t[1].subject) for t in found))
    return _answer(ask, f"{name}：{'；'.join(values)}。", values, found)


def _of_department(ask: Ask, units: Sequence[Told]) -> Answer | None:
    """Who is in charge of a department that the question names."""
    named = {iri for d in ask.question.departments for iri in d.iris}
    found = [t for t in units if ask.known.entities.canonical(t[1].object) in named]
    if not found:  # 市工人文化宫, asked for without its 市
        asked = fold(ask.question.text)
        found = [t for t in units if len(bare := _CITYS.sub("", fold(_said(t)))) > _SHORT and bare in asked]
    if not found:
        return None
    leaders = list(dict.fromkeys(ask.known.entities.name(t[1].subject) for t in found))
    unit = listed(dict.fromkeys(_said(t) for t in found))
    return _answer(ask, f"{unit}由{listed(leaders)}分管。", leaders, found)


def _of_work(ask: Ask, work: Sequence[Told]) -> Answer | None:
    """Who is in charge of the work that the question speaks of."""
    topic = ask.topic(*_ASIDE)
    if topic.empty:
        return None
    fits = [(topic.fit(fold(_said(t))), t) for t in work]
    best = max((fit for fit, _ in fits), default=0.0)
    if best < GOOD:
        return None
    found = [t for fit, t in fits if fit >= NEAR_BEST * best]
    leaders = list(dict.fromkeys(ask.known.entities.name(t[1].subject) for t in found))
    told = "；".join(f"{ask.known.entities.name(t[1].subject)}{_said(t)}" for t in found)
    return _answer(ask, f"{told}。", leaders, found)


_CITYS = late(r"^(?:[㐀-鿿]{2,4})?[省市县区](?=[㐀-鿿]{3})")
"""Whose the unit is: 市职工服务中心."""
_SHORT = 3
"""Names of so many signs are departments, which are known by name."""


def _said(told: Told) -> str:
    """The work or the department, as the document writes it."""
    return told[1].written or told[1].object


def _answer(ask: Ask, text: str, values: list[str], found: Sequence[Told]) -> Answer:
    evidence = tuple(dict.fromkeys(ask.evidence(h, h.cite, f.span) for h, f in found))
    value = {"value": values[0]} if len(values) == 1 else {"set": values}
    return Answer(KIND.name, text, value, evidence, charge_facts([f.subject for _, f in found]))


KIND = Kind("portfolio", PATTERNS, answer)
