"""获得了什么荣誉、谁获得了某荣誉? What papers say somebody was given, named or chosen as."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.late_patterns import late
from kg.model import Span
from search.ask.answer import Answer, listed, missing
from search.ask.facts import Head
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._prose import Said, quoted
from search.ask.sentences import sentences
from search.fit import Topic
from search.tokens import fold

_GOT = r"(?:评上|评为|选上|取得|荣获|获评|获得|获颁|喜获|斩获|摘得|夺得|入选|当选(?:为)?|被评为|被评选为|被授予|被命名为|被认定为|被确定为|被推荐为|被表彰为|获批|拿到|拿了|得了|获了|获|授予|评为|推广|拿)"
_HONOUR = r"(?:荣誉(?:称号)?|称号|奖项|奖励|奖|表彰|奖状|奖章|名次|肯定|品牌|名单)"
PATTERNS = (
    Pattern.of(
        "which-honour",
        rf"(?:都|曾|先后|被)*{_GOT}(?:了|过|的)?(?:是)?(?:哪些|什么|哪几[项个]|哪[项个])(?:样的)?(?:上级|国家级|省级|市级|全国|全省)?(?:的)?{_HONOUR}?(?=$|[？?，])|(?:有|得到|拿到)(?:了|过)?(?:哪些|什么)(?:上级|国家级|省级|市级|全国|全省)?{_HONOUR}(?=$|[？?])",
        "云州市总工会2031年获得了什么荣誉？",
    ),
    Pattern.of(
        "who-got",
        rf"(?:谁|哪(?:一)?[个家位名](?:[㐀-鿿]{{0,14}}?)?|哪些(?:[㐀-鿿]{{0,14}}?)?|什么(?:人|单位|企业|集体))(?:曾|被|先后)?{_GOT}(?:了|过)?(?=[“㐀-鿿])",
        "云州哪家单位被评为全国职工书屋示范点？",
    ),
    Pattern.of(
        "spread",
        r"(?:有)?(?:什么|哪些|哪个|哪项)(?:好)?(?:做法|经验|案例|品牌|成果|典型)(?:被|在|获|得到|受到|入选)[㐀-鿿]{0,8}(?:推广|推介|肯定|表彰|入选|转发|刊发|交流|报道)?(?=$|[？?])",
        "青岭县总工会有什么做法在全省推广？",
    ),
)
_EVENT = late(
    r"(?:荣获|获评|获得|获颁|喜获|斩获|摘得|夺得|入选|当选为?|获批|取得(?=[^，。；]{0,24}(?:第[一二三四五六七八九十]+名|冠军|亚军|季军|等奖))|被[^，。；、]{0,16}?(?:授予|评为|评选为|命名为|认定为|确定为|表彰为)|获)(?P<what>[^，。；\n]{3,50})"
)
_ORGAN = late(r"^.*?(?:全总|总工会|人民政府|省委|市委|国务院|部)(?=[“”\"])")
_SPREAD = late(
    r"(?P<what>“[^”\n]{2,20}”)(?=[^，。；]{0,60}?(?:被|在|获|得到|受到|入选)[^，。；“”]{0,14}(?:推广|推介|肯定|表彰|典型|转发|刊发|交流|报道))"
)
_HONOUR_LIKE = late(
    r"称号|奖|荣誉|先进|示范|优秀|品牌|工人先锋号|案例|第[一二三四五六七八九十]+名|冠军|亚军|季军|等奖|百佳|百强|模范|十大|十佳|最美"
)
_NOISE = (
    "去年", "今年", "什么", "哪些", "荣誉", "称号", "奖项", "表彰", "获得", "荣获", "被", "评为", "了", "有", "拿", "过", "授予", "得到", "做法", "推广",
    "全省推广", "经验", "入选", "取得", "名次", "奖", "评上",
)  # fmt: skip
_LEAST = 0.6
_WHOLE = late(r"市总工会|省总工会|县总工会|区总工会|总工会机关|本单位|我会")


@dataclass(frozen=True, slots=True)
class _Event:
    """Somebody (`who`, as the sentence has it up to the verb) and what was got (`what`)."""

    said: Said
    who: str
    what: Span


def answer(ask: Ask) -> Answer | None:
    text = ask.question.text
    topic = ask.topic(*_NOISE)
    if PATTERNS[2].regex.search(text):
        return _spread(ask, topic)
    if PATTERNS[1].regex.search(text):
        return _who(ask, topic)
    return _what(ask, topic)


def _events(ask: Ask, cue: re.Pattern[str]) -> Iterator[_Event]:
    heads = ask.scope.documents
    if not ask.scope.narrow:
        topic = ask.topic(*_NOISE)
        near = {r.passage.document for r in ask.passages(topic, 30)}
        heads = tuple(h for h in heads if h.id in near)
    for head in heads[:_MOST]:
        yield from _of_paper(ask, head, cue)


def _of_paper(ask: Ask, head: Head, cue: re.Pattern[str]) -> Iterator[_Event]:
    text = ask.facts.text(head.id)
    for sentence in sentences(text):
        for found in cue.finditer(text, sentence.start, sentence.end):
            start = max(text.rfind(s, sentence.start, found.start()) for s in "，；")
            near_ = text[max(sentence.start, start + 1) : found.start()]
            who = near_ if len(near_) > 1 else text[sentence.start : found.start()]
            said = Said(1.0, head, head.cite, head.id, sentence)
            yield _Event(said, who, _name(text, Span(found.start("what"), found.end("what"))))


_MOST = 40


def _name(text: str, span: Span) -> Span:
    """The name of the honour: without the organ before a quoted name, and without what stands after 称号."""
    words = span.of(text)
    if quoted_ := re.search(r"“[^”\n]{2,30}”(?:荣誉称号|称号|奖)?", words):
        lead = words[: quoted_.start()]
        if _ORGAN.match(words) or len(lead) < 2:
            return Span(span.start + quoted_.start(), span.start + quoted_.end())
    return span


def _persons(ask: Ask) -> Answer | None:
    """What the person named was given: 花照晚获“云川工匠”称号. Of several who got one thing each, nothing is told."""
    names = [n for n in ask.known.people_in.within(ask.question.text) if len(n) > 1]
    mine = {n for n in names if not any(n != m and n in m for m in names)}
    saying = {h.id for name in mine for h in ask.facts.saying(name)}
    found = []
    for head in [h for h in ask.scope.documents if h.id in saying][:_MOST]:
        found += [
            e
            for e in _of_paper(ask, head, _EVENT)
            if any(n in e.who for n in mine)
            and "分别" not in e.who
            and _HONOUR_LIKE.search(e.what.of(ask.facts.text(head.id)))
        ]
    return _told(ask, found)


def _what(ask: Ask, topic: Topic) -> Answer | None:
    if ask.question.people:
        return _persons(ask)
    spans: dict[tuple[str, Span], _Event] = {}
    for event in _events(ask, _EVENT):
        text = ask.facts.text(event.said.head.id)
        if not _HONOUR_LIKE.search(event.what.of(text)):
            continue
        own = fold(event.who)
        if _WHOLE.search(event.who) if topic.empty else topic.fit(own) >= _LEAST:
            spans.setdefault((event.said.head.id, event.what), event)
    return _told(ask, list(spans.values()))


def _who(ask: Ask, topic: Topic) -> Answer | None:
    if topic.empty:
        return None
    words = [n.word for n in topic.needs if len(n.word) > 1] + list(topic.must)
    for event in _events(ask, _EVENT):
        text = ask.facts.text(event.said.head.id)
        what = fold(event.what.of(text))
        if not words or any(w not in what for w in words):  # 劳动模范 is another honour than 五一劳动奖章
            continue
        who = event.who.strip("，、 的被")
        person = next((p for p in ask.known.people_in.within(who) if who.endswith(p)), "") or _last_name(who)
        answer_ = person or who
        at = text.rfind(answer_, event.said.span.start, event.what.start)
        if at >= 0 and answer_:
            return quoted(ask, KIND.name, event.said, (Span(at, at + len(answer_)),))
    return missing(KIND.name, f"文件里没有写明谁获得“{topic.text or listed(topic.must)}”。")


#: 某公司电焊工车云生荣获…: the name after a trade.
_TRADE = late(
    r"(?:(?<!职)工|员|师|司机|技师|班长|组长|主任|主席|书记|经理|厂长|教师|护士|医生|骑手|小哥|同志)(?P<name>(?!书屋|之家|中心|小组|公司|车间|班组|团队|集体|驿站|工会)[㐀-鿿]{2,3})$"
)


def _last_name(who: str) -> str:
    found = _TRADE.search(who)
    return found["name"] if found else ""


def _spread(ask: Ask, topic: Topic) -> Answer | None:
    found = []
    for event in _events(ask, _SPREAD):
        own = fold(event.who + event.what.of(ask.facts.text(event.said.head.id)))
        last = fold(re.split(r"[、，]", event.who)[-1])
        if topic.empty or topic.fit(last) >= _LEAST or (not topic.must and topic.fit(own) >= _LEAST):
            found.append(event)
    return _told(ask, found)


def _told(ask: Ask, events: list[_Event]) -> Answer | None:
    if not events:
        return missing(KIND.name, "文件里没有写到所问的荣誉或推广。")
    first = events[0].said
    spans = tuple(e.what for e in events if e.said.head == first.head)
    answer_ = quoted(ask, KIND.name, first, spans)
    return answer_


KIND = Kind("honour", PATTERNS, answer)
