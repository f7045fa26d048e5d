"""存在哪些问题、要什么条件、怎么奖励? What a part of a paper says, found by its heading and split into its points.

Papers of the genre name such parts alike: 存在的主要问题, 下一步工作打算, 推荐条件, 奖励办法, 实施步骤, 活动主题. A new sort of part
is a line of `ASPECTS`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.late_patterns import late
from kg.model import Genre, Span
from search.ask.answer import Answer, missing
from search.ask.facts import Head
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._prose import SHORT, short_names
from search.ask.kinds._queries import document_sections
from search.ask.sentences import sentences
from search.fit import Topic
from search.lexical import Filters
from search.tokens import fold

_ASKED = r"(?:哪些|什么|哪几[个条项方点]|哪[个方]面|怎么|怎样|如何)"
_HAVE = r"(?:还|都|主要|目前|需要|必须|应当|应该|应|要|得|须)*(?:有|是|存在|具备|满足|符合|达到|指出|列|写|提|讲|说|为|包括|分为|分|规定)*(?:了|着|到|的)*"


@dataclass(frozen=True, slots=True)
class Aspect:
    """A part of papers that questions ask for. `asked` is how."""

    name: str
    asked: Pattern
    headings: tuple[re.Pattern[str], ...]
    """What its heading has, the surest first."""
    genres: frozenset[str] = frozenset()
    """Kinds of paper that have such a part; any where empty."""


def _aspect(name: str, asked: str, example: str, heading: str, *genres: Genre) -> Aspect:
    return Aspect(
        name,
        Pattern.of(name, asked, example),
        tuple(re.compile(one) for one in heading.split(" ")),
        frozenset(g.value for g in genres),
    )


ASPECTS: Final = (
    _aspect(
        "problems",
        rf"{_HAVE}{_ASKED}(?:主要|突出|具体)?(?:的)?(?:问题|不足|短板|薄弱环节|差距|困难(?!职工|户|群体|家庭|企业))|(?:存在|主要|突出)(?:的)?(?:主要|突出)?(?:问题|不足|短板|薄弱环节)(?:和(?:不足|短板|困难))?(?:{_HAVE}{_ASKED}?)?(?=$|[？?])|(?:问题|不足|短板|薄弱环节){_HAVE}{_ASKED}(?=$|[？?])",
        "云州2031年总结里说存在哪些问题？",
        r"问题|不足|短板|薄弱环节|差距|困难",
        Genre.SUMMARY,
    ),
    _aspect(
        "plans",
        rf"\d{{4}}年(?:的)?(?:工作)?(?:都|还|主要)?(?:打算|计划|准备)(?:要)?(?:做|干|抓|搞|推进|开展)(?:哪些|什么|啥|哪几[件项])(?:重点)?(?:事情?|工作|任务)?(?=$|[？?])|(?:下一步|下步|明年|今后|接下来|下一年|来年|\d{{4}}年)(?:的)?(?:工作)?(?:都|还|主要)?(?:有|是|准备|要|打算|计划)*{_ASKED}(?:主要|新)?(?:的)?(?:打算|计划|安排|思路|举措|考虑|措施|干|做)|(?:下一步|下步|今后|明年|来年)(?:的)?(?:重点|主要)(?:工作|任务)(?:安排|计划)?(?:{_HAVE}{_ASKED}?)?(?=$|[？?])|(?:下一步|下步|今后|明年)(?:的)?(?:工作)?(?:打算|计划|安排|思路)(?:{_HAVE}{_ASKED}?)?(?=$|[？?])",
        "云州市总工会下一步有什么打算？",
        r"打算|下一步|下步|计划|思路|安排|明年|今后",
        Genre.SUMMARY,
    ),
    _aspect(
        "conditions",
        rf"{_HAVE}{_ASKED}(?:样的|样|些)?(?:的)?(?:基本|申报|推荐|申请|评选|参评|入选|报名|资格)?(?:条件|资格|门槛)(?:才行|才能(?:申报|申请|参加|推荐|评))?|(?:申报|推荐|申请|评选|参评|入选|报名|评定|认定|准入|资格|基本)(?:的)?(?:条件|资格)(?:{_HAVE}{_ASKED}?)?(?=$|[？?])|(?:条件|门槛){_HAVE}{_ASKED}(?=$|[？?])|(?:谁|什么人|哪些人|什么样的人|怎样的人)(?:才)?(?:能|可以|有资格)(?:申报|申请|参评|参选|被推荐)",
        "评选“云州工匠”要具备哪些条件？",
        r"条件|资格|门槛 标准 要求",
    ),
    _aspect(
        "rewards",
        rf"(?:对|给)?(?:获奖(?:者|单位|个人)?|优胜(?:者|选手)?|入选者?|当选者?|获得者)?(?:会|能|可以)?(?:有|得到|获得|享受|给予|是|设了?)*{_ASKED}(?:样的|样|些)?(?:奖励|表彰|激励|待遇|奖项|好处)(?:措施|办法|政策)?|(?:奖励|表彰|激励)(?:办法|措施|政策|方式)(?:{_HAVE}{_ASKED}?)?(?=$|[？?])|(?:怎么|怎样|如何)(?:个)?(?:奖励|表彰)(?:法|的)?|(?:奖励|待遇){_HAVE}{_ASKED}(?=$|[？?])",
        "“云州工匠”评选怎么奖励？",
        r"奖励|表彰|激励|待遇|奖项",
    ),
    _aspect(
        "steps",
        rf"(?:都|共|总共|一共)?(?:分|分为|分成|有|经过|要走)(?:了)?(?:哪|那)?(?:几|多少|哪些|什么)(?:个)?(?:步骤|步|阶段|环节|程序)(?:进行|走|完成|实施|推进)?|{_ASKED}(?:步骤|阶段|程序|流程)|(?:实施|活动|工作|评选|选树|推荐|申报|办理)?(?:步骤|程序|流程|阶段)(?:安排)?(?:{_HAVE}(?:{_ASKED}|怎么走))?(?=$|[？?])|(?:按|走)(?:什么|哪些|怎样的)(?:步骤|程序|流程)",
        "“云州工匠”评选分哪几个阶段？",
        r"步骤|程序|流程|阶段 进度|时间安排",
    ),
    _aspect(
        "theme",
        rf"(?:的)?(?:活动|竞赛|大赛|评选|行动)?(?:主题|口号)(?:{_HAVE}(?:什么|哪个|哪一?句)?)(?:话|内容)?(?=$|[？?])",
        "“云州工匠”选树活动的主题是什么？",
        r"主题",
    ),
    _aspect(
        "aims",
        rf"(?:总体|行动|活动|工作|主要|年度)?(?:目标|总体要求|指导思想)(?:任务)?(?:是|有|为|包括|写)(?:了|的)?(?:是)?(?:什么|哪些|哪几[个条项])(?=$|[？?])|{_ASKED}(?:总体|工作|行动|活动)目标(?=$|[？?])",
        "“港湾行动”实施方案的工作目标是什么？",
        r"目标|指导思想 总体要求",
    ),
    _aspect(
        "safeguards",
        rf"(?:保障措施|组织保障|工作要求|有关要求)(?:{_HAVE}{_ASKED}?)(?=$|[？?])|{_HAVE}{_ASKED}(?:保障措施|组织保障|工作要求|要求)(?=$|[？?])",
        "“港湾行动”实施方案有哪些保障措施？",
        r"保障措施|组织保障 工作要求|有关要求|组织领导",
    ),
    _aspect(
        "objects",
        rf"(?:哪些|什么(?:样的)?)(?:人|单位|职工|企业|人员)(?:可以|能|有资格|能够)(?:参加|参评|报名|申报|申请|参赛|推荐)|(?:推荐|评选|参赛|参评|参加|申报|活动|选树)(?:的)?(?:对象|范围|人员)(?:{_HAVE}(?:谁|哪些人?|什么人?|哪些单位)?)(?=$|[？?])",
        "“云州工匠”推荐对象是哪些人？",
        r"对象 范围|参赛|名额",
    ),
)  # fmt: skip
PATTERNS: Final = tuple(a.asked for a in ASPECTS)
_NOISE: Final = (
    "总结", "里", "说", "推荐", "需要", "满足", "具备", "符合", "要", "工作", "活动", "存在", "主要", "方案", "通知", "意见", "办法", "申报", "参评",
    "哪些", "什么", "有", "的", "去年", "今年", "实施", "选树", "评选", "专项行动", "行动", "写", "提到", "报告", "那份", "打算",
)  # fmt: skip
_LEAST: Final = 0.6
_ITEM_LEAST: Final = 0.7
_MARK: Final = late(
    r"(?:^|(?<=[。；;：:，,\n\s]))\s*(?P<mark>[（(][一二三四五六七八九十]{1,2}[）)]|[一二三四五六七八九十]是(?:要)?|[一二三四五六七八九十]要|第[一二三四五六七八九十][，、]"
    r"|(?<!\d)\d{1,2}[.．、](?!\d)|[①-⑩]|[（(]\d{1,2}[）)])"
)
_LONGEST: Final = 90
"""Signs of a point that is given whole; of a longer one its first sentence."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A section that may be asked for, with its points."""

    head: Head
    title: str
    body: Span
    points: tuple[Span, ...]


def answer(ask: Ask) -> Answer | None:
    aspect = next(a for a in ASPECTS if a.asked.regex.search(ask.question.text))
    topic = ask.topic(*_NOISE)
    for heading in aspect.headings:
        parts = _parts(ask, aspect, heading)
        fits = [(_fit(ask, topic, part), part) for part in parts]
        found = [(fit, p) for fit, p in fits if fit >= _LEAST or (topic.empty and ask.scope.narrow)]
        if told := _best_of(ask, found) if found else _points_about(ask, parts, topic):
            return told
    if aspect.name == "plans" and topic.empty and ask.scope.outlook and not ask.scope.documents:
        cites = "、".join(dict.fromkeys(h.cite for h in ask.scope.outlook[:_SHOWN]))
        return missing(KIND.name, f"工作区里没有所问年度的文件，上一年的{cites}里没有找到写打算的部分。")
    return None


_SHOWN: Final = 2


def _best_of(ask: Ask, found: list[tuple[float, _Part]]) -> Answer:
    """The part of the paper that speaks best of the matter, of the latest year."""
    best = max(fit for fit, _ in found)
    parts = [part for fit, part in found if fit >= best - 1e-9]
    if len({p.head.place for p in parts}) > 1 and not ask.question.many_places:
        return missing(KIND.name, "有几个地方的文件都有这一部分，请说明问的是哪一个。")
    parts = [p for p in parts if _main(p.head)] or parts  # 云州的总结: not that of a union below it
    parts = [p for p in parts if p.head in ask.scope.outlook] or parts
    latest = max(p.head.year or 0 for p in parts)
    part = next(p for p in parts if (p.head.year or 0) == latest)
    return _told(ask, part, part.points)


def _main(head: Head) -> bool:
    """Is it a paper of the place's own general union?"""
    return any(f"{head.place}{level}总工会" in name for name in head.names for level in ("", "市", "省"))


def _parts(ask: Ask, aspect: Aspect, heading: re.Pattern[str]) -> list[_Part]:
    """The sections of the scope's papers with such a heading, the narrowest first."""
    heads = ask.scope.documents
    ahead = aspect.name == "plans" and _YEAR_PLANNED.search(ask.question.text) is not None
    if ahead and not ask.question.genre:  # 2032年打算做什么: the summary of the year before plans it
        outlook = ask.scope.outlook
        own = () if ask.question.counties else tuple(h for h in outlook if _main(h))
        heads = (*(own or outlook), *heads)
    if aspect.genres:
        heads = tuple(h for h in heads if h.genre in aspect.genres)
    if not ask.scope.narrow:
        topic = ask.topic(*_NOISE)
        near = {r.passage.document for r in ask.passages(topic, 40)}
        heads = tuple(h for h in heads if h.id in near)
    out = []
    for head in heads[:_MOST]:
        text = ask.facts.text(head.id)
        found = [
            _Part(head, title, body, rows[-1] if aspect.name == "plans" else rows[0])
            for body, title in ask.facts.sections_of(head)
            if (rows := points(text, body))
            and heading.search(title)
            and not (ahead and _other_year(ask, title))
            and body.of(text).strip()
            and len(title) <= _LONGEST_TITLE
        ]
        out += sorted(found, key=lambda p: p.body.end - p.body.start, reverse=True)
    return out


_YEAR_PLANNED: Final = late(r"\d{4}年(?!.*(?:下一?步|明年|今后|接下来|下一年|来年))")
_YEAR: Final = late(r"(20\d{2})年")


def _other_year(ask: Ask, title: str) -> bool:
    """Does the heading plan another year than the question asks for?"""
    said = [int(year) for year in _YEAR.findall(title)]
    return bool(said) and not ask.question.genre and not set(said) & set(ask.question.years)


_MOST: Final = 40
_LONGEST_TITLE: Final = 24
"""Signs of a heading; a longer one is a sentence."""


def _fit(ask: Ask, topic: Topic, part: _Part) -> float:
    """How well the paper's title, the heading and the words before the points speak of the matter."""
    if topic.empty:
        return 0.0
    text = ask.facts.text(part.head.id)
    title = fold("".join(part.head.names))
    if (fit := topic.fit(title + fold(part.title))) >= _LEAST:
        return fit
    lead = Span(part.body.start, part.points[0].start if len(part.points) > 1 else part.body.end).of(text)
    whole = fold(f"{title} {part.title} {lead[:_LEAD]}")
    own = Filters(documents=(part.head.id,))
    pieces = [piece for piece in topic.text.split() if len(piece) > SHORT and ask.stands(piece, own)]
    pieces += short_names(ask)
    said = all(n.met(whole) >= _SAID for n in topic.needs if len(n.word) > 1)
    return topic.fit(whole) if said and all(piece in whole for piece in pieces) else 0.0


_LEAD, _SAID = 160, 0.8
"""Signs that lead in to the points, and how well each word has to be met
where the paper's title does not name the matter."""


def _points_about(ask: Ask, parts: Sequence[_Part], topic: Topic) -> Answer | None:
    """Only those points of such a section that speak of the matter themselves: 基层组织方面有什么问题."""
    for part in parts if not topic.empty else ():
        text = ask.facts.text(part.head.id)
        here = ask.inside(topic, part.head)
        own = tuple(p for p in part.points if here.fit(fold(p.of(text))) >= _ITEM_LEAST)
        if own and ask.scope.narrow:
            return _told(ask, part, own)
    return None


def points(text: str, body: Span) -> tuple[tuple[Span, ...], ...]:
    """The points of a section: what it numbers one after another, else its sentences. A section of two matters (问题和打算)
    numbers twice, and has two rows of points."""
    marks = list(_MARK.finditer(text, body.start, body.end))
    if marks:
        first = _kind_of(marks[0]["mark"])
        marks = [m for m in marks if _kind_of(m["mark"]) == first]
    if len(marks) < 2:
        spans = [_bare(text, s) for s in sentences(text, body.start, body.end)]
        bare = tuple(s for s in spans if s.end > s.start)
        return (bare,) if bare else ()
    begins = [at for at, m in enumerate(marks) if m["mark"].strip() == marks[0]["mark"].strip()]
    rows = [marks[a:b] for a, b in zip(begins, [*begins[1:], len(marks)], strict=True)]
    stops = [*(row[0].start() for row in rows[1:]), body.end]
    return tuple(_row(text, row, stop) for row, stop in zip(rows, stops, strict=True))


def _row(text: str, marks: Sequence[re.Match[str]], stop: int) -> tuple[Span, ...]:
    """The points that begin with these marks."""
    ends = [*(m.start() for m in marks[1:]), stop]
    spans = [_bare(text, Span(m.end(), end)) for m, end in zip(marks, ends, strict=True)]
    if len(spans) > 1 and not any("。" in s.of(text) for s in spans[:-1]):
        last = spans[-1]  # （二）…。另行通知: what follows the points is none of them
        spans[-1] = _bare(text, sentences(text, last.start, last.end)[0]) if last.end > last.start else last
    return tuple(_short(text, s) for s in spans if s.end > s.start)


def _kind_of(mark: str) -> str:
    """What sort of number it is, so that points of one row are told from those inside them."""
    return re.sub(r"[一二三四五六七八九十]+|\d+|[①-⑩]", "#", mark.strip())


def _bare(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(" \n　、，"))
    return Span(start, max(start, span.start + len(words.rstrip(" \n　；;。，"))))


def _short(text: str, span: Span) -> Span:
    if span.end - span.start <= _LONGEST:
        return span
    first = sentences(text, span.start, span.end)[0]
    return _bare(text, first)


def _told(ask: Ask, part: _Part, chosen: Sequence[Span]) -> Answer:
    text = ask.facts.text(part.head.id)
    values = list(dict.fromkeys("".join(s.of(text).split()) for s in chosen))
    numbered = "；".join(f"{n}.{v}" for n, v in enumerate(values, 1)) if len(values) > 1 else values[0]
    return Answer(
        KIND.name,
        f"{part.head.cite}“{part.title}”写的是：{numbered}。",
        {"value": values[0]} if len(values) == 1 else {"set": values},
        tuple(ask.evidence(part.head, f"{part.head.cite} {part.title}", s) for s in chosen),
        document_sections(part.head.id),
        basis="passage",
    )


KIND = Kind("section", PATTERNS, answer, outlook=True)
