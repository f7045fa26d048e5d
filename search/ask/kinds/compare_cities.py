"""几个城市分别叫什么、怎么做? The same matter in several places, side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.late_patterns import late
from kg.model import Span
from kg.views.passages import PassageRecord
from search.ask.answer import Answer, listed, missing
from search.ask.facts import Head
from search.ask.initiatives import near
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import document_facts, task_facts
from search.ask.sentences import around, sentences
from search.fit import Topic
from search.lexical import Filters
from search.tokens import fold

_NAME = r"(?:名称|称号|名号|名字|名头|叫法|招牌|品牌|主题|口号|活动名|项目名)"
PATTERNS = (
    Pattern.of(
        "called",
        rf"(?:的)?(?:名称|名字|活动|项目|品牌)?(?:分别|各自|各|都)?(?:叫|称为|取名|命名为|起名)(?:做)?(?:什么|啥)(?:名字|名称)?|(?:的)?{_NAME}(?:分别|各自|各|都)?(?:是|为|怎么写|叫|有)(?:什么|哪些|的)?|\s*(?:名称|名字)(?=$|[？?])|(?:分别|各自|各|都)(?:起|取|用|打)(?:了|的)?(?:是)?(?:什么|哪个|哪些)(?:样的)?(?:名字|名称|名|品牌|主题|口号|招牌)?",
        "云州和临江的职工夜校分别叫什么？",
    ),
    Pattern.of(
        "differ",
        r"(?:的)?(?:做法|办法|思路)?(?:上)?(?:有)?(?:什么|哪些|啥|何)(?:不同|不一样|区别|差别|异同)|(?:对比|比较)(?:一下)?|(?:分别|各自|各|都)?(?:是)?(?:怎么|怎样|如何)(?:去)?(?:做|搞|抓|推|开展|落实)(?:的)?",
        "云州和临江的站点建设有什么不同？",
    ),
)
# 以“…”为主题, “…”主题…: what is said to be one.
_SLOGAN = late(r"以\s*“([^”]{4,40})”\s*为主题|“([^”]{4,40})”\s*(?:为|的)?主题|主题(?:为|是)“([^”]{4,40})”")
_ASKED = late(r"(主题|口号|品牌)(?:口号|名称|名字|名)?(?:上)?(?:分别|各自|各|都)?(?:是|叫|为|有)")
_QUOTED = late(r"“([^“”\n]{2,14})”")
_NOISE = (
    "两地", "各地", "各市", "三个市", "两个市", "几个市", "名称", "名字", "名头", "口号", "品牌", "招牌", "两个地方", "各说一下", "说一下",
    "分别", "各自", "怎么", "如何", "做法",
)  # fmt: skip
#: 哪些地方办了…: the places are asked for.
_WHERE = late(
    r"(?:哪些|哪几个|哪个|有哪些)(?:城?市|地方|地区|单位)(?:都|也|还)?(?:有|办|搞|开展|建|做|推|设)?(?:了|过)?"
)
_LEAST = 0.45
_LEAST_SAID = 0.6
_SAID_ITSELF = 0.75


@dataclass(frozen=True, slots=True)
class _Named:
    """What one place's papers call the thing: a name or a sentence, with its quote."""

    shown: str
    head: Head
    locator: str
    span: Span
    subject: str
    score: float


_MOST_CITIES = 20
"""Cities that are compared where the question names none."""
_LOOKED_AT = 200
"""Passages whose cities these are."""


def answer(ask: Ask) -> Answer | None:
    if not ask.question.many_places:
        return None
    topic = ask.topic(*_NOISE, *_WHERE.findall(ask.question.text), departments=False)
    if lost := [m for m in topic.must if not ask.stands(m, ask.filters())]:
        # a name that other places have, and a kind of thing here: 户外劳动者驿站
        words = " ".join((topic.text, *lost))
        topic = ask.hybrid.topic(words, tuple(m for m in topic.must if m not in lost))
    if topic.empty:
        return None
    noun = _ASKED.search(ask.question.text)
    asked = noun[1] if noun else ""
    differ = PATTERNS[1].regex.search(ask.question.text) is not None
    cities = ask.question.cities or tuple(dict.fromkeys(h.city for h in ask.scope.documents if h.city))
    unseen = 0
    if not ask.question.cities and len(cities) > _MOST_CITIES:
        found = dict.fromkeys(
            ask.facts.heads[r.passage.document].city for r in ask.passages(topic, _LOOKED_AT)
        )
        unseen, cities = len(cities), tuple(c for c in found if c)[:_MOST_CITIES]
        unseen -= len(cities)
    by_city: dict[str, list[str]] = {}
    chosen: list[_Named] = []
    for city in cities:
        own = _of_place(ask, topic, _documents(ask, city), asked, differ)
        for one in _titles(own) if _TITLE_OF.search(ask.question.text) else own:
            if one.shown not in by_city.setdefault(city, []):
                by_city[city].append(one.shown)
                chosen.append(one)
    if not chosen:
        return missing(KIND.name, f"没有找到各地“{topic.text}”的{asked or '名称'}。")
    evidence = tuple(ask.evidence(n.head, n.locator, n.span) for n in chosen)
    told = "；".join(f"{city}：{listed(names)}" for city, names in by_city.items())
    lacking = [c for c in cities if c not in by_city]
    told += f"。{listed(lacking)}的文件里没有找到" if lacking else ""
    told += f"。只看了最切题的{len(cities)}个市，另有{unseen}个市没有看，请写明要比哪几个" if unseen else ""
    subjects = [n.subject for n in chosen if n.subject]
    return Answer(
        KIND.name,
        f"{told}。",
        {"by_city": by_city},
        evidence,
        task_facts(subjects, "gh:hasInitiative")
        if subjects
        else document_facts(dict.fromkeys(n.head.id for n in chosen), "dcterms:title"),
        basis="aggregate",
    )


# 工匠称号叫什么: the words in the quotation marks, not the campaign around them (“云州工匠”选树活动).
_TITLE_OF = late(r"称号|名号|头衔")


def _titles(found: list[_Named]) -> list[_Named]:
    quoted = [(n, re.match(r"(“[^”]+”)", n.shown)) for n in found]
    return [replace(n, shown=m[1]) if m else n for n, m in quoted]


def _documents(ask: Ask, city: str) -> frozenset[str]:
    mentioned = ask.question.inside.get(city, frozenset())
    return frozenset(h.id for h in ask.scope.documents if h.city == city or h.id in mentioned)


def _of_place(ask: Ask, topic: Topic, documents: frozenset[str], asked: str, differ: bool) -> list[_Named]:
    """What the papers of one place call it, best first; for 主题 and 口号 only what is said to be one."""
    if not documents:
        return []
    if asked in ("主题", "口号"):
        return _slogans(ask, topic, documents)
    found = near(ask, topic, set(documents), least=_LEAST)
    if asked == "品牌":
        branded = [n for n in found if "品牌" in _sentence(ask, n.head.id, n.span)]
        found = branded or [n for n in found if n.score >= _LEAST_SAID]
    own = [n for n in found if n.shown.startswith("“")] or found
    # of the many names in a sentence, those that say a word of the matter themselves, and of these those beside the rest
    said = [n for n in own if _names_it(topic, n.shown)]
    beside = {id(n): _beside(ask, topic, n.head, n.shown) for n in said}
    said = [n for n in said if beside[id(n)] >= _NEARLY * max(beside.values())]
    best = max((n.score for n in said or own), default=0.0)
    out = [
        _Named(n.shown, n.head, n.passage.locator, n.span, n.fact.subject, n.score)
        for n in said or ([] if differ else own)
        if n.score >= 0.97 * best and not any(n.shown != o.shown and o.shown in n.shown for o in said or own)
    ]
    out = _once(out)
    if not said and (other := _in_quotes(ask, topic, documents)):
        return other
    return out or (_said(ask, topic, documents) if differ else [])


_NEARLY, _AFTER = 0.8, 16


def _beside(ask: Ask, topic: Topic, head: Head, name: str) -> float:
    """How well the name and the words right after it speak of the matter, where it stands at its best: “潮汐驿站”户外劳动者服务点."""
    text = fold(ask.facts.text(head.id))
    core = fold(found[1] if (found := _QUOTED.search(name)) else name)
    spots = [m.start() for m in re.finditer(re.escape(core), text)]
    return max((topic.fit(text[at : at + len(core) + _AFTER]) for at in spots), default=0.0)


def _once(found: list[_Named]) -> list[_Named]:
    """One of the names with the same words in quotation marks: “泉驿”驿站 and “泉驿”暖心驿站 are one."""
    out: dict[str, _Named] = {}
    for one in found:
        core = m[1] if (m := _QUOTED.match(one.shown)) else one.shown
        out.setdefault(core, one)
    return list(out.values())


def _names_it(topic: Topic, name: str) -> bool:
    return any(len(n.word) > 1 and n.met(fold(name)) >= _SAID_ITSELF for n in topic.needs)


def _in_quotes(ask: Ask, topic: Topic, documents: frozenset[str]) -> list[_Named]:
    """Words in quotation marks that say a word of the matter, in a sentence that speaks of it: “临江工匠”等先进典型."""
    out: list[_Named] = []
    for passage, text in _passages(ask, topic, documents):
        for found in _QUOTED.finditer(text, passage.start, passage.end):
            span = Span(found.start(1), found.end(1))
            fit = topic.fit(fold(around(text, span).of(text)))
            if fit >= _LEAST and _names_it(topic, found[1]):
                head = ask.facts.heads[passage.document]
                out.append(_Named(f"“{found[1]}”", head, passage.locator, span, "", fit))
    out.sort(key=lambda n: -n.score)
    return out[:1]


def _sentence(ask: Ask, document: str, span: Span) -> str:
    text = ask.facts.text(document)
    return around(text, span).of(text)


def _slogans(ask: Ask, topic: Topic, documents: frozenset[str]) -> list[_Named]:
    out: list[_Named] = []
    for passage, text in _passages(ask, topic, documents):
        for found in _SLOGAN.finditer(text, passage.start, passage.end):
            k = next(i for i in (1, 2, 3) if found[i])
            span = Span(found.start(k), found.end(k))
            fit = topic.fit(fold(_sentence(ask, passage.document, span)))
            if fit >= _LEAST_SAID:
                out.append(
                    _Named(f"“{found[k]}”", ask.facts.heads[passage.document], passage.locator, span, "", fit)
                )
    out.sort(key=lambda n: -n.score)
    return [n for n in out if n.score >= 0.97 * out[0].score]


def _said(ask: Ask, topic: Topic, documents: frozenset[str]) -> list[_Named]:
    """The sentence that says most of the matter, where no name is given to it."""
    best: _Named | None = None
    for passage, text in _passages(ask, topic, documents):
        for sentence in sentences(text, passage.start, passage.end):
            fit = topic.fit(fold(sentence.of(text)))
            if fit >= _LEAST_SAID and (best is None or fit > best.score):
                shown = "".join(sentence.of(text).split())
                best = _Named(shown, ask.facts.heads[passage.document], passage.locator, sentence, "", fit)
    return [best] if best else []


def _passages(ask: Ask, topic: Topic, documents: frozenset[str]) -> list[tuple[PassageRecord, str]]:
    inside = Filters(documents=tuple(sorted(documents)))
    text = " ".join((topic.text, *topic.must))
    return [(r.passage, ask.facts.text(r.passage.document)) for r in ask.hybrid.rank(text, 15, inside)]


KIND = Kind("compare_cities", PATTERNS, answer)
