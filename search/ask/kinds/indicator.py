"""多少、几家、不低于百分之几? A figure that the documents set or report for a thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.late_patterns import late
from kg.model import Genre, Span
from search.ask.answer import Answer, Evidence, listed, missing
from search.ask.facts import Head
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._covering import matter_of, unsaid
from search.ask.kinds._queries import passage_texts
from search.ask.matching_papers import documents_named
from search.ask.owners import RANK, Owner, owner_of
from search.ask.saying import literal_words, says, takes_place_there
from search.ask.sentences import clauses, sentences
from search.ask.stock_asked import asks_stock, tells_stock
from search.ask.tense import ACTUAL, DONE, of_another_year, tense, wrong_side, year_ahead
from search.ask.wanted import UNIT_WORDS, Sort, wanted
from search.fit import Topic
from search.tokens import fold

_UNIT = r"(?:周岁|岁|个字|字|个工作日|工作日|个月|万元|亿元|万人次|人次|万人|元|家|个|名|人|场次|场|次|期|项|件|条|户|所|处|支|套|篇|份|台|座|对|批|部|天|小时|课时|册|顶|辆|张|把|盏|幅|幢|亩|平方米|公里|本|套|间|栋|年|万|%|百分点|钱)"
PATTERNS = (
    Pattern.of(
        "how-many",
        rf"(?:计划|打算|要|准备|应|需要)?(?:达到|占|是|有)?(?:不(?:低|少)于|至少|最少|超过)?(?:多少|几)(?P<unit>{_UNIT})?|(?:多大|多高|什么|怎样的)(?:的)?(?:比例|比重)|几比几",
        "云州计划新建多少家职工书屋？",
    ),
    Pattern.of(
        "share",
        r"(?:的)?(?:比例|比重|占比|比率|覆盖率|建会率|签订率|参赛率|目标值|目标数|指标|数量|金额)(?:是|为|要(?!求)|应|达到|不低于|要求|分别|各|都)*(?:多少|几|什么)?",
        "一线职工占比是多少？",
    ),
    Pattern.of(
        "limit",
        r"(?<=字数|年龄|面积|时长|人数|学时)(?:上)?(?:的|有|是|有没有)*(?:什么|何|哪些)?(?:要求|限制|规定|标准|门槛)(?:是)?(?:什么|多少)?(?=$|[？?])",
        "“云州工匠”事迹材料的字数有什么要求？",
    ),
    Pattern.of(
        "figure-alone",
        r"(?:的)?(?:计划|实际|目标)?(?:目标|人数|家数|期数|场次|场数|户数|数量|数额|总额|标准|总数|开放时间|新建数|[㐀-鿿]{1,3}率|会员数)(?:是|为)?(?:什么)?\s*(?:计划|目标)?(?=$|[？?])|(?:[\s年](?:计划|目标)|实际(?:完成|新建|发展|建成|开办)?)(?=$|[？?])",
        "云州 职工夜校 计划期数",
    ),
    Pattern.of(
        "which-more",
        r"(?:谁|哪(?:一)?(?:个|座|边)(?:城?市|地方?)?)(?:的|新建|计划|要|建)*(?=[^，。？?谁哪]{2,24}[高多大少低](?:一些|一点|些)?[？?]?$)|(?:定得|要)?(?:更|比较|最)?[高多大少低](?:一些|一点|些)?(?=[？?]?$)",
        "云州和临江谁的集体合同签订率目标高？",
    ),
)
#: 云州和临江谁的签订率高: the figures of both, and which is the greater.
_MORE = late(
    r"(?:谁|哪(?:一)?(?:个|座|边)?(?:城?市|地方?|边)?)(?:的)?(?P<what>[^，。？?谁哪]{2,24}?)(?:定得|要)?(?:更|比较|最)?(?P<way>高|多|大|少|低)(?:一些|一点|些)?(?=$|[？?])"
    r"|(?:谁|哪(?:一)?(?:个|座)(?:城?市)?)(?:更|最)?(?P<way2>高|多|大|少|低)(?=$|[？?])"
)
#: 要招多少人, 该发几顶: a verb of one sign, which papers write with two.
_VERB_BEFORE = late(
    r"(?:要|应|该|得|准备|打算|计划)[招筹发建开办设评选培配补奖](?=多少|几)|(?<=[个人家名户班次场])[补奖发给](?=多少|几)"
    rf"|(?<=[㐀-鿿]{{2}})(?<![新改扩重筹搭共承兴组])[建开办设招评选](?:了|出|成|好)?(?:多少|几){_UNIT}?"
)
_WAYS = frozenset("高多大少低")
FIGURE = late(
    rf"(?:不少于|不低于|至少|不超过|超过|达到|达|力争|控制在)?(?:\d+(?:\.\d+)?|百分之[一二三四五六七八九十百]+|[一二三四五六七八九十两]+(?={_UNIT}))(?:\s*[-—~～至到]\s*\d+(?:\.\d+)?)?\s*(?:余|多)?(?P<unit>{_UNIT})(?:以上|左右|以内|以下)?"
)
#: 按什么比例配套: 1∶0.5.
_RATIO = late(r"(?:不低于|不少于)?\d+(?:\.\d+)?\s*[∶:：](?P<unit>)\s*\d+(?:\.\d+)?(?!\d*年|[:：]\d)")
_RATIO_ASKED = late(
    r"(?:什么|怎样的|多大的?)比例(?:来|进行|给|去)?(?:配套|匹配|分担|留成|分成|配比)|几比几|配套(?:的)?比例"
)
_MONEY = late(
    r"(?:奖金|资金|经费|补助|补助|补贴|费用|奖励金|慰问金|工资)(?:是|为|有|要|共|一共)?多少(?!个|家|人|名|次|场|户|项)|多少钱|花(?:了|费)?多少|多少(?:资金|经费|投资|奖金|补助|补贴|钱)|几个?钱|(?:补助|补贴|资金|经费)几万|多少万(?!人|名)|(?:补助|救助|补贴|奖励|奖补)(?:标准|多少(?!个|家|人|名|次|场|户|项|位))|预算是?多少|金额|每[个人家名户班次场站间](?:能|可以|要|应)?(?:补|奖|发|给)(?:多少|几)(?!个|家|人|名|次|场|户|项|份|件)"
)
#: A figure of a quarter is one whose sentence says the quarter; the year's figure is another.
_QUARTER_WORDS = {
    "Q1": ("一季度", "首季", "上半年"), "Q2": ("二季度", "上半年"), "Q3": ("三季度", "下半年"), "Q4": ("四季度", "下半年"),
}  # fmt: skip
_LEAST = 0.6
_COUNTED = 0.5
"""How much of what is counted the sentence has to say."""
#: 合格率, 接种率: a share that the sentence has to name itself; what it is a share of may stand elsewhere in the task.
_RATE = late(
    r"((?:合格|接种|优良|达标|满意|覆盖|办结|回复|签订|建会|入会|建制|参与|参赛|知晓|到位|回访|调解|培训|上线|使用|投用|录入|完成|帮扶|结案|成功)率)"
)
_RATED = 0.6
#: 试点企业定了几家: firms are counted by 家; 5个基地 of the same task are none of them.
_FIRMS_ASKED = late(r"(?:企业|单位|公司)[^，。？?]{0,6}(?:多少|几)家")
_FIRM = late(r"[㐀-鿿]{0,4}(?:企业|单位|公司)")
_A_YEAR = late(r"(?:达到|达)?(?:19|20)\d\d年")
_EACH = late(r"每(?:个|家|名|县|市|人|户|场|期|省|区|年|月|周|季度)")
_PLACE, _OTHERS, _YEARS = 0.7, 0.93, 0.95
"""How good the best figure of a city must be beside the best of all, where the question names cities and where not;
and one of another year."""
# What is more, or one of several: 比去年增加20家, 其中5家, 首批3家.
_DIFFERENT = late(r"其中|增加|增长|提高|首批|另有|比")
_NOISE = (
    "计划", "要求", "打算", "至少", "最少", "不少于", "不低于", "不能低于", "不能少于", "不得低于", "不得少于", "低于", "少于", "新建",
    "一共", "总共", "达到", "规定的", "规定", "定的", "台账", "实际", "最后", "再建", "目标", "数量", "人数", "期数", "场次", "家数", "各", "提出", "做了",
    "办了", "两市", "三市", "筹多少", "筹了", "筹到", "设", "建成", "里", "金额", "给", "开办", "完成", "建了", "评了", "去讲了", "提高", "多大", "比例", "签到", "参评", "名额", "能拿", "能得", "可以拿", "可得", "比重", "占", "覆盖", "涉及", "字数", "时长", "去年", "今年", "明年", "年内", "每人", "每个", "每名", "每家", "每户", "每班", "每次", "每场",
)  # fmt: skip
# How these ends of figures are not figures of the thing: years, ordinals, item numbers.
_NOT_BEFORE = late(r"[第〔\[（(]$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a clause that speaks of the matter, and how well."""

    score: float
    head: Head
    locator: str
    passage: str
    sentence: Span
    span: Span
    ahead: bool = False
    """Of the part of a summary that plans the next year."""
    around: str = ""
    """The passage with its headings."""


def answer(ask: Ask) -> Answer | None:
    verbs = [m.group() for m in _VERB_BEFORE.finditer(ask.question.text)]
    topic = ask.topic(*_NOISE, *verbs, departments=False)
    if _MORE.search(ask.question.text):
        topic = replace(topic, needs=tuple(n for n in topic.needs if n.word not in _WAYS))
    if topic.empty:
        return None
    found = figures(ask, topic)
    found = found if ask.question.years else _of_plans_first(found)
    best = _best(found)
    if best is not None and not ask.question.many_places and _speaks_of_another(ask, best):
        return missing(KIND.name, f"文件里没有写明“{topic.text or listed(topic.must)}”的数字。")
    if best is None:
        about = topic.text or listed(topic.must)
        if ACTUAL.search(ask.question.text) and (plan := _planned(ask, topic)):
            plans = f"{plan.locator or plan.head.cite}的计划是{_value(ask, plan)}"
            return missing(KIND.name, f"文件里没有写明“{about}”实际完成的数字；{plans}。")
        return missing(KIND.name, f"文件里没有写明“{about}”的数字。")
    if ask.question.many_places:
        cities = ask.question.cities or tuple(dict.fromkeys(f.head.city for f in found if f.head.city))
        found = _comparable(found, cities, DONE.search(ask.question.text) is not None)
        each = {c: _best([f for f in found if f.head.city == c]) for c in cities}
        told = {c: f for c, f in each.items() if f is not None and f.score >= _PLACE * best.score}
        return _by_city(ask, told, [c for c in cities if c not in told])
    if not ask.scope.narrow:
        places = dict.fromkeys(f.head.place for f in found if f.score >= _OTHERS * best.score)
        tops = {p: one for p in places if p and (one := _best([f for f in found if f.head.place == p]))}
        if len(tops) > 1 and len({_value(ask, f) for f in tops.values()}) > 1:
            first = _by_city(ask, tops, [])
            return replace(first, value={"value": _value(ask, best), **first.value})
    if not ask.question.years and (years := _by_year(found, best)):
        return _each_year(ask, best, years)
    value = _value(ask, best)
    return Answer(
        KIND.name,
        f"{best.locator or best.head.cite}写的是{value}。",
        {"value": value},
        _quotes(ask, best),
        passage_texts([best.passage]),
        basis="passage",
    )


def _speaks_of_another(ask: Ask, figure: Figure) -> bool:
    """Does the figure's passage leave a telling word of the question unsaid, or count in another measure? 智能驿站6个 is no
    answer to 智能书屋几个."""
    asks = wanted(ask.question.text)
    if asks is None or asks.sort is not Sort.QUANTITY:
        return False
    text = ask.facts.text(figure.head.id)
    if asks.unit and asks.unit not in UNIT_WORDS and asks.unit not in figure.span.of(text):
        return True
    return bool(unsaid(matter_of(ask, asks), figure.head, figure.around))


def _planned(ask: Ask, topic: Topic) -> Figure | None:
    """What the plans say where what was done is asked for and no report says it: told, and no answer to it."""
    question = replace(
        ask.question, text=ACTUAL.sub(lambda m: m.group().replace("了", ""), ask.question.text)
    )
    if ACTUAL.search(question.text):
        return None
    best = _best(figures(replace(ask, question=question), topic))
    return best if best is not None and best.head.genre != Genre.SUMMARY.value else None


def figures(ask: Ask, topic: Topic) -> list[Figure]:
    """Figures of the scope whose clause, sentence and passage speak of the matter."""
    unit = "" if _RATIO_ASKED.search(ask.question.text) else _unit(ask)
    noun, counted = _counted(ask)
    own_name = fold(counted.text) if counted is not None and fold(counted.text) in topic.must else ""
    if counted is not None and any(m in counted.text for m in topic.must):
        counted = None  # 推荐几名“云州工匠”: the name has to be there anyhow, or in the title
    written = _RATIO if _RATIO_ASKED.search(ask.question.text) else FIGURE
    unit = "人" if not unit and noun in _PEOPLE else unit
    stock = asks_stock(ask, topic)
    each = _EACH.search(ask.question.text) is not None
    firms = _FIRMS_ASKED.search(ask.question.text) is not None
    rate = found[1] if (found := _RATE.search(fold(ask.question.text))) else ""
    rank = found.group() if (found := RANK.search(ask.question.text)) else ""
    topic = replace(topic, needs=tuple(n for n in topic.needs if n.word not in rank)) if rank else topic
    when = [w for q in ask.question.quarters for w in _QUARTER_WORDS[q]]
    named = {h.id for h in documents_named(ask.question, ask.scope.documents, ask.facts)}
    if ask.question.numbers and not named:
        return []
    literal = literal_words(ask, topic)
    plain = replace(topic, must=())  # the name stands in the sentence, rarely in every clause of it
    out: list[Figure] = []
    for ranked in ask.passages(topic, 30, more=ask.scope.outlook):
        passage = ranked.passage
        head = ask.facts.heads[passage.document]
        text = ask.facts.text(passage.document)
        here = _of_paper(ask, topic, head, rate)
        around = f"{passage.section} {passage.title} {passage.text}"
        whole = _fit(here, fold(around))
        elsewhere: tuple[str, ...] = ()
        if head.genre != Genre.SUMMARY.value:
            here = _after_lead(here, passage.text, passage.title)
            elsewhere = here.must if here.needs and _alone(here.must, passage.text) else ()
            here = replace(here, must=()) if elsewhere else here
        if whole < _LEAST or (named and head.id not in named):
            continue
        cells = _own_cells(ask, topic, head, passage.task) if unit else ""
        for sentence in sentences(text, passage.start, passage.end):
            ahead = year_ahead(ask, head, sentence.start)
            if of_another_year(ask, head, ahead):
                continue
            if wrong_side(ask.question.text, head.genre, ahead):
                continue
            if when and not any(w in sentence.of(text) for w in when):
                continue
            near = _fit(here, fold(sentence.of(text)))
            rated = bool(rate) and rate in fold(sentence.of(text)) and whole >= _RATED
            of_row = bool(cells) and fold(sentence.of(text)) in cells
            near = max(near, _RATED * whole) if rated or of_row else near
            if (
                near < 0.4
                or (bool(rate) and not rated)
                or not says(
                    topic,
                    literal,
                    fold(
                        f"{head.title} {passage.section} {passage.title} {passage.text if rated or of_row else sentence.of(text)}"
                    ),
                )
                or (counted is not None and counted.fit(fold(sentence.of(text))) < _COUNTED)
            ):
                continue
            for part in clauses(text, sentence):
                own = plain.fit(fold(part.of(text))) if plain.needs else 0.9
                own += 0.1 if topic.must and all(m in fold(part.of(text)) for m in topic.must) else 0.0
                if noun and noun not in part.of(text):
                    continue
                if stock and not tells_stock(sentence.of(text)):
                    continue
                for found in written.finditer(text, part.start, part.end):
                    if (
                        _NOT_BEFORE.search(text[max(0, found.start() - 1) : found.start()])
                        or _A_YEAR.match(found.group())
                        or (written is FIGURE and not _fits(unit, found))
                        or (
                            firms and found["unit"] not in ("家", "户") and not _FIRM.match(text, found.end())
                        )
                    ):
                        continue
                    span = Span(found.start(), found.end())
                    score = 0.35 * whole + 0.35 * near + 0.3 * own
                    score += 0.06 if _is_goal(ask, head, span) else 0.0
                    score += 0.05 if unit and found["unit"] == unit else 0.0
                    score -= _NOT_NAMED if any(n not in fold(sentence.of(text)) for n in elsewhere) else 0.0
                    score += tense(ask.question.text, head.genre, ahead)
                    score -= 0.1 if head.county and head.county not in ask.question.counties else 0.0
                    score -= 0.08 if not each and _EACH.search(text[part.start : found.start()]) else 0.0
                    score += _ITS_PART if own_name and own_name in fold(part.of(text)) else 0.0
                    score -= _LATER if unit == "%" and _said_later(plain, text, sentence, part) else 0.0
                    score += _of_part(text, part, found, plain)
                    owner = owner_of(text, sentence, span)
                    if rank and (owner is None or rank not in owner.names):
                        continue
                    score += _owned(ask.question.text, owner)
                    score -= _ONLY_THERE if takes_place_there(sentence.of(text), topic.must) else 0.0
                    out.append(
                        Figure(score, head, passage.locator, passage.id, sentence, span, bool(ahead), around)
                    )
    return out


def _of_part(text: str, part: Span, found: re.Match[str], topic: Topic) -> float:
    """What it is worth that the figure is of a part of the whole, or of an increase: 会员2.8万人，其中货车司机9000人 has
    the greater one for 多少会员, and the less for 多少货车司机会员, as only its clause says what is asked for."""
    words = text[part.start : found.start()]
    if not _DIFFERENT.search(words[-_BEFORE_PART:]) and not words.startswith("其中"):
        return 0.0
    if words.startswith("其中"):
        whole = fold(text[max(0, part.start - _WHOLE_BEFORE) : part.start])
        own = fold(words)
        if any(len(n.word) > 1 and n.met(own) >= _ITSELF > n.met(whole) for n in topic.needs):
            return _ITS_PART
    return -0.1


_LATER = 0.25
"""What it costs a share that a word of the question stands only behind it: what it is a share of comes before."""


def _said_later(topic: Topic, text: str, sentence: Span, part: Span) -> bool:
    """非公企业比例不低于40%，女职工占一定比例 tells no share of 女职工."""
    before, after = fold(text[sentence.start : part.end]), fold(text[part.end : sentence.end])
    words = [n for n in topic.needs if len(n.word) > 1]
    return any(n.word in after and n.met(before) < _HALF for n in words)


_HALF = 0.5
_BEFORE_PART, _WHOLE_BEFORE = 4, 24
"""Signs before a figure that may say 其中, and before a part that say what it is part of."""
_ITSELF, _ITS_PART = 0.8, 0.16


def _owned(asked: str, owner: Owner | None) -> float:
    """What it is worth whose figure of a row it is: 东屿区4个、西屿县5个, or 一等奖、二等奖各奖励3000元、2000元."""
    if owner is None:
        return 0.0
    if any(name in asked for name in owner.names):
        return _ITS_OWN
    if any(name in asked for name in owner.others):
        return -_ITS_OWN
    return -_SOMEBODYS if owner.listed else 0.0


_ITS_OWN, _SOMEBODYS = 0.5, 0.12
_ONLY_THERE = 0.15
"""What it costs that the thing with the name is only where something else is done."""
_NOT_NAMED = 0.04
"""What it costs that the one name of a passage stands in another sentence of it."""
_NAMED_ABOVE = 0.75
"""What a sentence is worth of which only the heading, the title or the opening words have the name."""
_LEAD = 30
"""Signs of a heading that opens a clause, at most: （三）开展“轻骑课堂”培训。"""


def _of_paper(ask: Ask, topic: Topic, head: Head, rate: str) -> Topic:
    """The topic for a paper whose own title may have the name: the share asked for says enough besides."""
    if topic.needs or not rate:
        return ask.inside(topic, head)
    title = fold("".join(head.names))
    return replace(topic, must=tuple(m for m in topic.must if m not in title))


def _after_lead(topic: Topic, text: str, heading: str) -> Topic:
    """The topic for the sentences of a clause whose heading, or first words, have the name: none of them needs to say it
    again. Summaries go from matter to matter in one paragraph, and there it does not hold."""
    opening = text[: text.find("。") + 1]
    title = fold(heading + (opening if len(opening) <= _LEAD else ""))
    return replace(topic, must=tuple(m for m in topic.must if m not in title))


def _alone(names: tuple[str, ...], text: str) -> bool:
    """Is it the only name in quotation marks that the passage has?"""
    there = {fold(name) for name in _ANY_NAME.findall(text)}
    return bool(names) and len(there) == 1 and set(names) == there


_ANY_NAME = late(r"“([^”\n]{2,20})”")


def _own_cells(ask: Ask, topic: Topic, head: Head, task: str) -> str:
    """The folded targets and steps of a ledger's task of one row whose only campaign is the one asked about: its cells
    (建站8家) need not name it again. "" for any other."""
    if not task or not topic.must or head.genre != Genre.LEDGER.value:
        return ""
    found = ask.facts.task(task)
    if found is None or len(found.rows) != 1 or len(set(_ANY_NAME.findall(found.text))) > 1:
        return ""
    words = fold(f"{found.heading} {found.text}")
    return fold(next(iter(found.rows.values()))) if all(m in words for m in topic.must) else ""


def _fit(topic: Topic, folded: str) -> float:
    return topic.fit(folded) if topic.needs or topic.must else _NAMED_ABOVE


def _best(found: list[Figure]) -> Figure | None:
    """The best, the first of equals; None where none is good enough."""
    best: Figure | None = None
    for one in found:
        if best is None or one.score > best.score + 1e-9:
            best = one
    return best if best is not None and best.score >= _LEAST else None


def _of_plans_first(found: list[Figure]) -> list[Figure]:
    """Without what a summary plans for the next year, where the place's own plan has nearly as good a figure."""
    top = max((f.score for f in found), default=0.0)
    planned = {f.head.place for f in found if f.head.genre != Genre.SUMMARY.value and f.score >= _PLACE * top}
    return [f for f in found if not f.ahead or f.head.place not in planned]


def _comparable(found: list[Figure], cities: Sequence[str], done: bool) -> list[Figure]:
    """Where every city has a figure of its plans, or every city one of its reports, those only: a plan of one is not
    to be held against what another has done. Plans first, unless it is asked what was `done`."""
    for report in (done, not done):
        side = [f for f in found if (f.head.genre == Genre.SUMMARY.value) == report]
        if all(_best([f for f in side if f.head.city == c]) is not None for c in cities):
            worst = min(max(f.score for f in side if f.head.city == c) for c in cities)
            if worst >= _PLACE * max(f.score for f in found):
                return side
    return found


def _value(ask: Ask, figure: Figure) -> str:
    value = re.sub(r"\s+", "", figure.span.of(ask.facts.text(figure.head.id)))
    return re.sub(r"^(?:达到|达|力争|控制在)", "", value)


def _quotes(ask: Ask, figure: Figure) -> tuple[Evidence, ...]:
    return (
        ask.evidence(figure.head, figure.locator, figure.span),
        ask.evidence(figure.head, figure.locator, figure.sentence),
    )


def _by_year(found: list[Figure], best: Figure) -> dict[int, Figure]:
    """Figures for the same thing of the same place in other years, where they are as good; empty for none."""
    side = best.head.genre == Genre.SUMMARY.value
    out: dict[int, Figure] = {}
    for one in found:
        if (
            (one.head.genre == Genre.SUMMARY.value) != side
            or one.head.place != best.head.place
            or not one.head.year
        ):
            continue
        if one.score >= _YEARS * best.score and (
            one.head.year not in out or one.score > out[one.head.year].score
        ):
            out[one.head.year] = one
    return out if len(out) > 1 else {}


def _each_year(ask: Ask, best: Figure, years: dict[int, Figure]) -> Answer:
    figures = [best, *(f for f in years.values() if _value(ask, f) != _value(ask, best))]
    values = list(dict.fromkeys(_value(ask, f) for f in figures))
    told = "；".join(
        f"{y}年：{_value(ask, f)}（{f.locator or f.head.cite}）" for y, f in sorted(years.items())
    )
    return Answer(
        KIND.name,
        f"{told}。",
        {"value": values[0]} if len(values) == 1 else {"set": values},
        tuple(e for f in figures for e in _quotes(ask, f)),
        passage_texts([f.passage for f in figures]),
        basis="passage",
    )


def _greater(ask: Ask, told: dict[str, Figure]) -> str:
    """In words, which city's figure is the greater or the less, where that is asked and units are the same; else ""."""
    found = _MORE.search(ask.question.text)
    if found is None or len(told) < 2:
        return ""
    sizes = {c: _size(_value(ask, f)) for c, f in told.items()}
    if len({unit for _, unit in sizes.values()}) > 1:
        return ""
    way = found["way"] or found["way2"]
    pick = (min if way in "少低" else max)(n for n, _ in sizes.values())
    first = [c for c, (n, _) in sizes.items() if n == pick]
    return f"，{listed(first)}{way}" if len(first) < len(sizes) else "，两边一样"


def _size(value: str) -> tuple[float, str]:
    """Number and unit of a figure: 88%以上 is (88, %). (0, the words) where there are no digits."""
    found = re.search(rf"(\d+(?:\.\d+)?)(?:余|多)?({_UNIT})", value)
    return (float(found[1]), found[2]) if found else (0.0, value)


def _by_city(ask: Ask, told: dict[str, Figure], lacking: list[str]) -> Answer:
    said = "；".join(f"{c}：{_value(ask, f)}（{f.locator or f.head.cite}）" for c, f in told.items())
    said += _greater(ask, told)
    said += f"。{listed(lacking)}的文件里没有写明" if lacking else ""
    return Answer(
        KIND.name,
        f"{said}。",
        {"by_city": {c: [_value(ask, f)] for c, f in told.items()}},
        tuple(e for f in told.values() for e in _quotes(ask, f)),
        passage_texts([f.passage for f in told.values()]),
        basis="passage",
    )


_NOUN = late(rf"(?:多少|几){_UNIT}?(?P<noun>[“㐀-鿿][㐀-鿿“”]{{1,14}}?)(?:的|了|呢)*(?=$|[？?，。])")


def _counted(ask: Ask) -> tuple[str, Topic | None]:
    """What is counted: 多少会员, 几个在编的人. The word itself where it stands right after 多少, else a topic for its sentence."""
    found = _NOUN.search(ask.question.text)
    if not found:
        return "", None
    noun = re.sub(rf"^{_UNIT}(?=.?$)", "", found["noun"].strip("“”"))
    if noun in _SUMS:
        return "", None
    if len(noun) < 2 or "多少" in noun or any(c in noun for c in ask.question.cities):
        return "", None
    direct = re.search(rf"多少(?!{_UNIT})", found.group()) is not None and len(noun) <= 5
    topic = ask.hybrid.topic(noun)
    if direct:
        return (noun if noun in _PEOPLE or (not topic.empty and topic.needs[0].word == noun) else "", topic)
    return "", None if topic.empty else topic


_SUMS = frozenset("奖金 资金 经费 补助 补贴 投资 费用 奖励 名额 席位".split())
"""What is counted in 元, or in people: the sentence may say it in other words."""
_BY_NOUN = (
    (late(r"人数|会员数"), "人"), (late(r"期数"), "期"), (late(r"场次|场数"), "场"), (late(r"家数"), "家"),
    (late(r"户数"), "户"), (late(r"开放时间|时长"), "小时"), (late(r"字数"), "字"), (late(r"年龄"), "岁"), (late(r"面积"), "平方米"),
)  # fmt: skip


def _unit(ask: Ask) -> str:
    """The measure word that was asked for; 元 for money; "" where any will do."""
    if _MONEY.search(ask.question.text):
        return "元"
    asks = wanted(ask.question.text)
    if re.search(r"比例|比重|占比|率(?![先领])|百分", ask.question.text) or (asks and asks.unit == "%"):
        return "%"
    if _PEOPLE_ASKED.search(ask.question.text):
        return "人"
    for words, unit in _BY_NOUN:
        if words.search(ask.question.text):
            return unit
    for pattern in PATTERNS[:1]:
        for found in pattern.regex.finditer(ask.question.text):
            if unit := found["unit"]:
                return "元" if unit == "钱" else unit
    return ""


_PEOPLE = frozenset(
    (
        "会员",
        "职工",
        "女职工",
        "工人",
        "骑手",
        "司机",
        "劳模",
        "困难职工",
        "农民工",
        "人员",
        "干部",
        "学生",
        "产业工人",
    )
)


_PEOPLE_ASKED = late(
    rf"(?:多少|几)个?[㐀-鿿“”]{{0,10}}?(?:名额|席位|人选)(?=$|[？?])|多少(?:{'|'.join(sorted(_PEOPLE, key=len, reverse=True))})(?!之家|书屋|夜校|代表大会|活动|工会)"
)


def _fits(unit: str, found: re.Match[str]) -> bool:
    have = found["unit"]
    if not unit:
        return have not in ("天", "小时", "条", "项") or True
    if unit == "元":
        return have.endswith("元")
    if unit == "%":
        return have == "%" or found.group().startswith("百分之")
    people = ("人", "名", "万人", "万", "人次", "万人次")
    if unit in people:
        return have in people
    if unit in ("天", "个工作日", "工作日"):
        return have in ("天", "个工作日", "工作日")
    if unit in ("家", "个", "所", "处"):
        return have in ("家", "个", "所", "处", "座")
    if unit in ("场", "次", "期", "场次"):
        return have in ("场", "次", "期", "场次")
    return have == unit or have.endswith(unit)


def _is_goal(ask: Ask, head: Head, span: Span) -> bool:
    """Does the figure stand in a target of the document, or is it one's?"""
    goals = ask.facts.document(head.id).having("gh:hasIndicator")
    return any(g.span.holds(span) or span.holds(g.span) for g in goals)


KIND = Kind("indicator", PATTERNS, answer, outlook=True)
