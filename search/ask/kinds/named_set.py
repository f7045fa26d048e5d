"""“五篇文章”是哪五篇、“六比一创”比什么? The members of a set that is named by their number.

Only a list whose members are as many as the name says is an answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.late_patterns import late
from kg.model import Span
from search.ask.answer import Answer, listed, missing
from search.ask.facts import Head
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._members import asks_chosen, may_be_members, says_chosen
from search.ask.kinds._queries import passage_texts
from search.ask.numbered import headings, ordinals
from search.ask.sentences import around
from search.tokens import fold

_NUMERAL = "一二两三四五六七八九十"
_N = rf"(?:[{_NUMERAL}]|十[一二三四五六七八九]|\d{{1,2}})"
_MEASURE = "家个篇张项大条类种支套方面步块件级位本道根座样桩点重层维环字招"
PATTERNS: tuple[Pattern, ...] = (
    Pattern.of(
        "which-members",
        rf"“?{_N}(?:个|篇|张|项|大|条|类|种|支|方面)?[㐀-鿿]{{0,8}}”?(?:都|各|分别|具体)?(?:是|有|指|包括|指的是)(?:哪|什么|那{_N}|啥|谁)",
        "云州的“四个重点”是什么？",
    ),
    Pattern.of(
        "which-n",
        rf"(?:哪|那)(?P<n>{_N})(?P<m>[{_MEASURE}])[㐀-鿿]{{0,8}}",
        "县级中心要设立哪五个窗口？",
    ),
    Pattern.of(
        "compares-and-creates",
        rf"“?(?:{_N}[㐀-鿿]){{2,4}}”?[^？?]{{0,6}}?(?:比|创|抓|建|送|是|指|包括|讲)(?:的)?(?:是)?(?:哪|什么|啥)",
        "“六比一创”比哪些、创什么？",
    ),
    Pattern.of(
        "which-few",
        rf"(?:都|各|分别|具体)?(?:是|有|指|指的是|包括|分为|分成|分|讲|说|送|含)?(?:的)?(?:是)?(?:哪|那)(?:几|{_N})(?:个)?[{_MEASURE}]?(?:方面|工程|行动|活动|内容|工作|任务|目标|措施|东西)?(?=$|[？?，、])",
        "“四大建设”是哪几大？",
    ),
    Pattern.of(
        "what-in-set",
        rf"“?{_N}(?:个|项|大|条|类|种|样|支|字)?[㐀-鿿]{{0,8}}”?[^，。？?]{{0,6}}?(?:都|各|分别|具体)?(?:有|是|叫|指|指的是|包括|包含|内容是|说的是|讲的是)(?:些)?(?:哪些|什么|啥)",
        "四项重点工作都有啥？",
    ),
    Pattern.of(
        "set-and-what",
        rf"“?(?:{_N}[㐀-鿿]){{1,4}}[㐀-鿿]{{0,7}}”?(?=[^。？?]{{0,16}}(?:什么|哪些|哪[几一二两三四五六七八九十]|内容|含义|所指|组成|构成))",
        "工会的“四送”都送些什么？",
    ),
    Pattern.of(
        "name-alone", rf"(?:^|\s)“?{_N}[{_MEASURE}][㐀-鿿]{{1,6}}”?(?=$|[？?\s])", "云州2031 五篇文章"
    ),
)
#: “三送三问”里的“三问”是问什么, “三送”指的是送什么: one part of a compound name.
_PART = late(
    rf"(?:^|(?<=[的中里内，、“\s])|(?<=省|市|县|区))“?(?P<n>{_N})(?P<verb>[㐀-鿿])”?(?:都|各|分别|具体|又)*(?:指的是|说的是|包括|是|指|有)*(?P=verb)?(?:的是|的|些)?(?:哪|什么|啥)"
)
PATTERNS += (Pattern.of("part-of-set", _PART.pattern, "“三送三问”里的“三问”是什么？"),)
# 五篇文章, “三张表”, 四个重点; 五个强; 六比一创.
_COUNTED = late(rf"(?P<n>{_N})(?P<m>[{_MEASURE}])?(?P<noun>[㐀-鿿]{{1,8}})")
_COMPOUND = late(rf"(?:(?:{_N})[㐀-鿿]){{2,4}}")
_TAIL = late(r"(?:都|各|分别|具体)?(?:是|有|指|包括|比|创|如何|怎).*$|[的了呢吗]$|(?:哪|那|什么|啥).*$")
_HOW_MANY = late(rf"(?:哪|那|的)(?P<n>{_N})[{_MEASURE}]")
# 哪三种“建”的模式, 哪四个“进”: what the members end with, in quotation marks.
_ENDED = late(rf"{_N}[{_MEASURE}]“([㐀-鿿])”")
_NUMBERED = late(r"^[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*")
# …具体比哪几样、创什么: how it is asked, not the matter.
_HOW_ASKED = late(rf"具体|(?:[比创抓建送])?(?:哪|那)(?:几|{_N})[{_MEASURE}]?|[比创抓建送](?:些)?(?:什么|啥)")
_MOST = 20
_ABOUT = 0.5
_LEAD_IN = 60
"""How many signs before a mere number of firms may say what it is about."""
_NOUN = late(rf"^{_N}(?:个|项|大|条|类|种|样)?")
_ITEM = r"[^、＋+，,。；;：:“”《》（）\n]{1,16}"


@dataclass(frozen=True, slots=True)
class _Found:
    head: Head
    locator: str
    passage: str
    spans: tuple[Span, ...]


# Another thing is asked about the set: who sees to it, when, how many.
_OTHER = late(
    r"谁|多少|何时|(?:哪|第几)(?:一)?[项条](?:任务|工作|里|中|要求|落实|提到|写|$|[？?])|哪一?家(?=来|在|负责|牵头|主办|承办|办)|(?:哪些|什么|哪[几一两个])(?:个|家|份)?(?:责任|牵头|配合)*(?:部门|单位|处室|科室|时候|时间|文件|任务|季度|领导|人员?(?!群)|同志|工会|市|城市|地方)"
)


#: “五进”是进哪些地方: the verb of the set again, and then a noun that says nothing.
_AGAIN = late(
    r"(?<=是)(?P<verb>[进送访问查比创帮])(?:入|到|了|些)?(?:哪些|什么|哪几个)(?:地方|单位|场所|人|东西)?(?=$|[？?])"
)
#: 五类重点群体是哪些人: the members of such a set are people.
_WHOSE_KIND = late(
    r"(?<=群体|人群|对象|人员)(?:都|各|分别|具体)?(?:是|有|指|包括|指的是)(?:(?:哪些|什么|哪几类)人|谁)(?=$|[？?])"
)


#: 前三名授予什么称号: no name of a set.
_RANKED = late(r"前[二两三四五六七八九十][名位]")


def answer(ask: Ask) -> Answer | None:
    text = _AGAIN.sub("什么", ask.question.text)
    if _OTHER.search(_WHOSE_KIND.sub("什么", text)) or _RANKED.search(text):
        return None
    for own_name, own in _part(ask):
        return _told(ask, own_name, own)
    if (part := _PART.search(text)) and any(w.end() <= part.start() for w in _COMPOUND.finditer(text)):
        return missing(KIND.name, f"文件里没有写到“{part['n']}{part['verb']}”。")
    for name, count, parts in _names(text):
        for found in _lists(ask, name, count, parts) or _like_ended(ask, name, count):
            return _told(ask, name, found)
    if wanted := _HOW_MANY.search(text):
        count = _number(wanted["n"])
        for name in (*ask.question.quoted, *ask.question.initiatives):
            for found in _lists(ask, name, count, ()):
                if _fits(ask, found):
                    return _told(ask, name, found)
        if 2 <= count <= _MOST and (ended := _ENDED.search(text)):
            for found in _like_ended(ask, f"{wanted['n']}个{ended[1]}", count):
                if (
                    len({s.end - s.start for s in found.spans}) == 1
                ):  # made alike: 党建带工建、工建 are no set
                    return _told(ask, ended.group(), found)
        if 2 <= count <= _MOST and (under := _under_heading(ask, count)):
            return _told(ask, under[0], under[1])
    return None


def _fits(ask: Ask, found: _Found) -> bool:
    """Can the members be what is asked for: 哪三家 takes no acts, 哪三家评上了 nothing of a mere contest?"""
    text = ask.facts.text(found.head.id)
    if asks_chosen(ask.question.text) and not says_chosen(around(text, found.spans[0]).of(text)):
        return False
    return may_be_members(ask.question.text, "", [s.of(text) for s in found.spans])


def _part(ask: Ask) -> list[tuple[str, _Found]]:
    """The members of the part asked for, read from the compound that the papers write it in."""
    asked = _PART.search(ask.question.text)
    if asked is None or asked["verb"] in _MEASURE:
        return []
    name = f"{asked['n']}{asked['verb']}"
    for match in ask.hybrid.index.by_phrase(name, 20, ask.filters()):
        passage = match.passage
        text = ask.facts.text(passage.document)
        for whole in _COMPOUND.finditer(text, passage.start, passage.end):
            parts = tuple((_number(n), verb) for n, verb in re.findall(rf"({_N})([㐀-鿿])", whole.group()))
            wanted = (_number(asked["n"]), asked["verb"])
            if wanted not in parts:
                continue
            spans = _compound(text, Span(whole.start(), whole.end()), parts)
            before = sum(n for n, _ in parts[: parts.index(wanted)])
            if spans:
                own = tuple(spans[before : before + wanted[0]])
                head = ask.facts.heads[passage.document]
                return [(name, _Found(head, passage.locator, passage.id, own))]
    return []


def _told(ask: Ask, name: str, found: _Found) -> Answer:
    text = ask.facts.text(found.head.id)
    members = ["".join(s.of(text).split()) for s in found.spans]
    evidence = [ask.evidence(found.head, found.locator, s) for s in found.spans]
    evidence.append(ask.evidence(found.head, found.locator, around(text, found.spans[0])))
    return Answer(
        KIND.name,
        f"{found.locator or found.head.cite}写的“{name}”：{listed(members)}。",
        {"set": members},
        tuple(evidence),
        passage_texts([found.passage]),
        basis="passage",
    )


def _under_heading(ask: Ask, count: int) -> tuple[str, _Found] | None:
    """工作目标包括哪五条: the headings under one that the question names, if they are as many as it says."""
    question = ask.question.text
    ranked = ask.passages(ask.hybrid.topic(ask.question.matter()), 20)
    best: tuple[int, str, _Found] | None = None
    for one in {r.passage.document: r for r in reversed(ranked)}.values():
        head = ask.facts.heads[one.passage.document]
        own = fold("".join(head.names))
        if any(fold(n) not in own for n in (*ask.question.quoted, *ask.question.initiatives)):
            continue
        text = ask.facts.text(head.id)
        for heading in headings(ask.facts.document(head.id), text):
            core = _NUMBERED.sub("", heading.title)
            if len(core) < 2 or core not in question or len(heading.parts) != count:
                continue
            spans = tuple(s for _, s in heading.parts)
            found = _Found(head, head.cite, one.passage.id, spans)
            if best is None or len(core) > best[0]:
                best = (len(core), core, found)
            elif len(core) == best[0] and head != best[2].head:
                return None  # two papers have such a heading, and the question does not say which
    return (best[1], best[2]) if best else None


def _names(text: str) -> list[tuple[str, int, tuple[tuple[int, str], ...]]]:
    """(name, how many, its parts): 五篇文章 5; 六比一创 7, of which six begin with 比 and one with 创."""
    bare = re.sub(r"\d{3,}年?", " ", text.replace("“", "").replace("”", ""))
    out: list[tuple[str, int, tuple[tuple[int, str], ...]]] = []
    for found in _COMPOUND.finditer(bare):
        parts = tuple((_number(n), verb) for n, verb in re.findall(rf"({_N})([㐀-鿿])", found.group()))
        if not any(verb in _MEASURE for _, verb in parts):
            out.append((found.group(), sum(n for n, _ in parts), parts))
    for found in _COUNTED.finditer(bare):
        if bare[max(0, found.start() - 1) : found.start()] in ("第", "哪", "那") and found["m"] is None:
            continue
        noun = _TAIL.sub("", found["noun"])
        if not noun or noun[0] in "季年月日号":
            continue
        for length in range(len(noun), 0, -1):
            out.append((f"{found['n']}{found['m'] or ''}{noun[:length]}", _number(found["n"]), ()))
    return [o for o in out if 2 <= o[1] <= 20]


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    if written.startswith("十"):
        return 10 + (_NUMERAL.replace("两", "").find(written[1]) + 1 if len(written) > 1 else 0)
    return {"两": 2, "十": 10}.get(written, "一二三四五六七八九".find(written) + 1)


def _lists(ask: Ask, name: str, count: int, parts: tuple[tuple[int, str], ...]) -> list[_Found]:
    way = _HOW_ASKED.findall(ask.question.text) + re.findall(rf"几[{_MEASURE}]", ask.question.text)
    way += re.findall(rf"{_N}个?(?:方面|类|种|项|大|样)(?=$|[？?])", ask.question.text)
    topic = ask.topic(name, *way, "哪", "是什么", "什么")
    out: list[tuple[float, _Found]] = []
    for match in ask.hybrid.index.by_phrase(name, 20, ask.filters()):
        passage = match.passage
        text = ask.facts.text(passage.document)
        for at in _places(text, name, passage.start, passage.end):
            spans = (
                _compound(text, at, parts)
                if parts
                else _quoted(text, at, count)
                or _before(text, at.start, count)
                or _after(text, at.end, count)
                or _same_noun(text, at, name, count)
                or ordinals(text, at.end, count)
            )
            if spans:
                head = ask.facts.heads[passage.document]
                said = fold(f"{''.join(head.names)} {passage.title} {around(text, at).of(text)}")
                if "家" in name[:3]:
                    said += fold(text[max(passage.start, at.start - _LEAD_IN) : at.start])
                near = topic.fit(said) if not topic.empty else 1.0
                if (
                    "家" in name[:3] and near < _ABOUT
                ):  # 三家企业 are no name: the sentence has to speak of the matter
                    continue
                out.append((near, _Found(head, passage.locator, passage.id, tuple(spans))))
    out.sort(key=lambda o: -o[0])
    if topic.must and out and out[0][0] == 0.0:
        return []
    return [f for _, f in out]


def _like_ended(ask: Ask, name: str, count: int) -> list[_Found]:
    """“五个强” without its name: a list of five, each of which ends with 强 (组织建设强、服务能力强、…)."""
    last = re.fullmatch(rf"{_N}个([㐀-鿿])", name)
    if not last:
        return []
    item = rf"[^、，,。；;：:“”\n]{{1,12}}?{last[1]}"
    run = re.compile(
        rf"(?<!、)(?:(?<=现)|(?<=到)|(?<=即)|(?<=[，：；。“])){item}(?:、{item}){{{count - 1}}}(?!、)"
    )
    topic = ask.topic(name, "哪", "是什么", "什么", "实现", "要")
    plain = ask.hybrid.topic(f"{topic.text} {last[1]}")
    for ranked in ask.hybrid.rank(plain.text, 40, ask.filters()):
        passage = ranked.passage
        text = ask.facts.text(passage.document)
        if found := run.search(text, passage.start, passage.end):
            head = ask.facts.heads[passage.document]
            return [
                _Found(head, passage.locator, passage.id, tuple(_split(text, found.start(), found.end())))
            ]
    return []


def _places(text: str, name: str, start: int, end: int) -> list[Span]:
    loose = r"\s*".join(map(re.escape, name))
    return [Span(m.start(), m.end()) for m in re.finditer(loose, text[:end]) if m.start() >= start]


def _quoted(text: str, at: Span, count: int) -> list[Span]:
    """“四送”：…“甲”“乙”、“丙”和“丁”: as many names in quotation marks, one after the other, in the same sentence or the next."""
    sentence = around(text, at)
    reach = Span(sentence.start, min(len(text), sentence.end + 160))
    name = re.compile(r"“[^“”\n]{2,20}”")
    run = re.compile(r"“[^“”\n]{2,20}”(?:(?:[、，]|\s|和|及|与|以及)*“[^“”\n]{2,20}”)+")
    for found in run.finditer(text, reach.start, reach.end):
        members = [Span(m.start() + 1, m.end() - 1) for m in name.finditer(text, found.start(), found.end())]
        members = [m for m in members if not (m.start <= at.start < m.end or at.start <= m.start < at.end)]
        if len(members) == count:
            return members
    return []


def _same_noun(text: str, at: Span, name: str, count: int) -> list[Span]:
    """三个工程——以…为内容的甲工程，以…的乙工程，…: as many clauses of the sentence that end with the set's own noun."""
    noun = _NOUN.sub("", name)
    if len(noun) < 2:
        return []
    sentence = around(text, at)
    one = re.compile(
        rf"(?:^|[的，、；：—“是])([^的，、；：。—“”\n]{{1,12}}{re.escape(noun[-2:])})(?=[”，、；。]|$)"
    )
    out, start = [], at.end
    while found := one.search(text, start, sentence.end):
        out.append(Span(found.start(1), found.end(1)))
        start = found.end(1)
    return out if len(out) == count else []


def _before(text: str, end: int, count: int) -> list[Span]:
    """甲、乙、丙三张表; “甲、乙、丙”三篇文章: the members stand right before the name, separated by 、."""
    window = text[max(0, end - 25 * count) : end].rstrip("“\"'等这的 \n")
    window = window.rstrip('”"')
    base = max(0, end - 25 * count)
    for stop in _STOPS:
        found = re.search(rf"(?:{_ITEM}{stop}){{{count - 1}}}{_ITEM}$", window)
        if found:
            break
    if not found or (found.start() > 0 and window[found.start() - 1] in "、＋+"):
        return []
    start = base + found.start()
    spans = _split(text, start, base + found.end(), stop[-1])
    return _parallel(text, _trimmed(text, spans)) if len(spans) == count else []


_STOPS = ("、", "＋", r"\+")
"""What parts the members: 甲、乙、丙; “工会＋法院＋人社”三方."""


def _parallel(text: str, spans: list[Span]) -> list[Span]:
    """Members are made alike: where all others have as many signs, what the first has more is the verb before them."""
    lengths = {s.end - s.start for s in spans[1:]}
    first = spans[0]
    if len(lengths) == 1 and first.end - first.start > (length := lengths.pop()) >= 3:
        spans[0] = Span(first.end - length, first.end)
    return spans


_LEADING = late(
    r"^.*?(?:实现|设立|建立|突出|围绕|坚持|填写|聚焦|抓好|做好|包括|开展|打造|落实|实施|推进|按照|即|是|为|以|和|把)(?=[㐀-鿿]{2,})"
)


def _trimmed(text: str, spans: list[Span]) -> list[Span]:
    """The verb before the first member is none of its: 要设立困难帮扶、…."""
    first = spans[0]
    if found := _LEADING.match(first.of(text)):
        spans[0] = Span(first.start + found.end(), first.end)
    return spans


def _after(text: str, start: int, count: int) -> list[Span]:
    """三张表（甲、乙、丙）, 三张表：甲、乙、丙, 三张表，即甲、乙、丙; after a colon commas may part them as well."""
    for lead, stop in (
        (r"[”\"]?[㐀-鿿]{0,6}[（：:，,—]*(?:即|是|包括|分别是|分别为|指|也就是)?“?", "、"),
        (r"[”\"]?[㐀-鿿]{0,6}(?:：|:|——|（)(?:即|是|包括)?“?", "，"),
        (r"[”\"]?[㐀-鿿]{0,6}(?:：|:|——|（)(?:即|是|包括)?“?", "；"),
    ):
        item = _ITEM if stop == "、" else r"[^，,。；;：:（）\n]{2,24}"
        found = re.compile(rf"{lead}((?:{item}{stop}){{{count - 1}}}{item})").match(text, start)
        if not found or text[found.end() : found.end() + 1] == stop:
            continue
        spans = _split(text, found.start(1), found.end(1), stop)
        if len(spans) == count:
            return spans
    return []


def _compound(text: str, at: Span, parts: tuple[tuple[int, str], ...]) -> list[Span]:
    """“六比一创”: behind it, or in its sentence, six members that begin with 比 and one that begins with 创."""
    sentence = around(text, at)
    end = min(len(text), sentence.end + 160)
    for nearby in (Span(at.end, end), Span(sentence.start, end)):
        out: list[Span] = []
        for count, verb in parts:
            items = _beginning(text, nearby, verb, at)
            if len(items) != count:
                break
            out += items
        else:
            return sorted(out)
    return _ending(text, Span(at.end, end), parts)


def _beginning(text: str, nearby: Span, verb: str, name: Span) -> list[Span]:
    """Members that begin with the verb of their part: 比技能、比安全."""
    found = re.finditer(
        rf"(?:^|[、，,；;：:“（即以和])({verb}[^、，,。；;：:“”（）\n]{{1,12}})", nearby.of(text)
    )
    items = [Span(nearby.start + m.start(1), nearby.start + m.end(1)) for m in found]
    return [s for s in items if not name.start <= s.start < name.end]


def _ending(text: str, nearby: Span, parts: tuple[tuple[int, str], ...]) -> list[Span]:
    """Members in the order of the parts, each of which ends with the sign of its part: 提示函、意见书、建议书 of 一函两书."""
    ends = [sign for count, sign in parts for _ in range(count)]
    run = "(?:、|和|及)".join(rf"([^、，,。；;：:“”（）\n]{{1,16}}?{sign})" for sign in ends)
    found = re.search(rf"{run}(?=[，。；、）]|\d|等|$)", nearby.of(text))
    if found is None:
        return []
    spans = [
        Span(nearby.start + found.start(k), nearby.start + found.end(k)) for k in range(1, len(ends) + 1)
    ]
    return _parallel(text, spans)


def _split(text: str, start: int, end: int, stop: str = "、") -> list[Span]:
    out, at = [], start
    for piece in text[start:end].split(stop):
        strip = piece.strip("“”\n 和")
        offset = piece.find(strip)
        if strip:
            out.append(Span(at + offset, at + offset + len(strip)))
        at += len(piece) + 1
    return out


KIND = Kind("named_set", PATTERNS, answer)
