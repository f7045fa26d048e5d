"""某项工作依据、落实或出台的是哪份文件? The instrument that a task cites or makes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.late_patterns import late
from kg.model import Span
from search.ask.answer import Answer, listed, missing
from search.ask.facts import Fact, Head
from search.ask.instruments import SORT
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import _prologue, _values
from search.ask.matching_papers import documents_named
from search.ask.sentences import around
from search.ask.slots import DOCUMENT, how_many
from search.fit import Topic
from search.tokens import fold

_SORT = r"文件|意见|条例|办法|规定|方案|政策|通知|法律|法|细则|规划|纲要|标准|规范|制度|指南|要点|决定|计划|措施|准则|预案|手册|清单|实施意见|实施办法|实施方案|指导意见|管理办法|工作规范"
PATTERNS = (
    Pattern.of(
        "which-instrument",
        rf"(?:的)?(?:是|按照?|根据|依据|依照|落实|贯彻|执行|参照|出台|制定|印发|要求)?(?:的)?(?:是)?(?:上级的?|省里的?|省总的?|市里的?|市总的?|国家的?|全总的?)?(?:哪|什么|啥)(?:一)?(?:份|部|个|项|些|几份|几部|几个)?(?:上级|省里的?|省总的?|省|市|国家)?(?:实施|指导|管理|工作)?(?P<sort>{_SORT})",
        "职工驿站建设依据的是哪份文件？",
    ),
    Pattern.of(
        "document-asked", rf"(?:依|凭|按|照)?(?:着|的|的是)?(?:{DOCUMENT})", "驿站建设的依据文件有哪两份？"
    ),
    Pattern.of(
        "basis",
        r"(?:有)?(?:什么|啥|哪些)?(?:政策|文件|制度)?依据(?:是)?(?:什么|啥|哪)?|根据(?:的是)?(?:什么|啥)|(?:是)?按什么(?:来|办|验收|标准)?|(?:依据|落实|验收依据|执行|贯彻)(?:的)?\s*(?P<sort4>文件|办法|意见|方案|条例|规定)(?=$|[？?])",
        "发放助学金的依据是什么？",
    ),
    Pattern.of(
        "makes-what",
        rf"(?:打算|要|将|准备|计划)?(?:出台|制定|印发|起草)(?:了)?(?:什么|哪些|哪个|哪份|啥)(?P<sort2>{_SORT})?",
        "规范经费收缴要出台什么文件？",
    ),
)
# How a document stands to another: how questions say it, and how the citing sentence does. 依据 in a question is loose.
_RELATIONS = {
    "makes": (r"出台|制定|起草|编制|拟定|联合印发(?=[哪什])|印发(?=[哪什])|要出|修订", r""),
    "fulfils": (r"落实|贯彻|执行|宣传", r"落实|贯彻|执行|实施|宣传|完善"),
    "rests": (r"参照|按照|根据|遵照|对照", r"参照|按照|根据|依据|依照|遵照|对照|达到"),
}
_ANY_RELATION = late(r"落实|贯彻|根据|按照|参照|依据|依照|执行|制定|印发|出台")
_VERBS = (
    "联合",
    "依据",
    "落实",
    "贯彻",
    "打算",
    "出台",
    "制定",
    "印发",
    "根据",
    "参照",
    "按照",
    "要出",
    "先",
    "前要",
    "这块",
    "依着",
    "来的",
    "文号",
)


@dataclass(frozen=True, slots=True)
class _Cited:
    """A citation near the matter, with how well its words speak of it."""

    score: float
    head: Head
    locator: str
    fact: Fact
    title: str
    number: str

    @property
    def shown(self) -> str:
        if not self.title:
            return self.number
        return f"《{self.title}》（{self.number}）" if self.number else f"《{self.title}》"


#: 哪个市计划新建的站点多: the city is asked for; 计划 is no paper then.
_CITY_ASKED = late(r"哪(?:一)?(?:个|座)(?:城?市|县区?|区|地方?)")


#: 站点管理办法的依据是什么, 这个方案根据什么制定: what the paper itself rests on, not who cites it.
_RESTS_ON = late(
    rf"(?P<paper>(?:{SORT})(?:[（(](?:试行|暂行)[）)])?》?)(?:的)?(?:是)?(?:制定|出台|起草|印发|编制|拟定)?(?:的)?(?:主要|直接|政策|法律|法规|上位法?|文件)?"
    r"(?:是)?(?:依据(?!《)|(?:根据|依照|按照)(?=的是|什么|啥|哪))"
)
_MAKES = late(r"制定|制订|印发|出台|修订|提出")
_FRAME = late(r"总工会|工会|市总|省总|[省市县区年]|\d|请问|关于|印发|[那这]份|[的“”\"《》（）()\s，,·]")


def answer(ask: Ask) -> Answer | None:
    if _CITY_ASKED.search(ask.question.text) and not re.search(
        r"文件|文号|意见|办法|条例", ask.question.text
    ):
        return None
    if own := _own_basis(ask):
        return own
    topic = ask.topic(*_VERBS)
    topic = replace(topic, needs=tuple(n for n in topic.needs if len(n.word) > 1)) if topic.needs else topic
    if topic.empty:
        return _made(ask) if _relation(ask.question.text) == "makes" else None
    ranked = _ranked(ask, topic)
    if not ranked:
        return missing(KIND.name, f"没有找到写明“{topic.text or listed(topic.must)}”对应哪份文件的地方。")
    wanted = how_many(ask.question.text)
    chosen = ranked[:1] if wanted in (None, 1) else _together(ask, ranked, wanted or 0)
    if wanted and len(chosen) != wanted:
        return missing(
            KIND.name,
            f"没有找到同一处写明的{wanted}份文件；最接近的是{ranked[0].locator}：{ranked[0].shown}。",
        )
    best = chosen[0]
    text = ask.facts.text(best.head.id)
    evidence = [ask.evidence(c.head, c.locator, c.fact.span) for c in chosen]
    evidence += [ask.evidence(c.head, c.locator, around(text, c.fact.span)) for c in chosen]
    values = [c.shown for c in chosen]
    return Answer(
        KIND.name,
        f"{best.locator or best.head.cite}写的是{listed(values)}。",
        {"value": values[0]} if len(values) == 1 else {"set": values},
        tuple(dict.fromkeys(evidence)),
        _query(best.fact, best.head),
    )


def _made(ask: Ask) -> Answer | None:
    """All that the papers of the scope say is to be made, where the question names no matter: 云州今年要出台什么办法."""
    if not ask.scope.narrow:
        return None
    sort = _sort(ask)
    found: dict[str, tuple[Head, Fact]] = {}
    for head, fact in ask.facts.stated(ask.scope.documents, "gh:creates"):
        home = ask.facts.document(head.id)
        title = home.literal(fact.object, "dcterms:title") or fact.written
        if title and (not sort or title.rstrip("（试行）()").endswith(sort)):
            found.setdefault(f"《{title}》", (head, fact))
    if not found or len(found) > _MOST_MADE:
        return None
    quotes = [
        ask.evidence(h, h.cite, s)
        for h, f in found.values()
        for s in (f.span, around(ask.facts.text(h.id), f.span))
    ]
    names = list(found)
    head, fact = next(iter(found.values()))
    return Answer(
        KIND.name,
        f"文件里写明要制定、出台的有{listed(names)}。",
        {"value": names[0]} if len(names) == 1 else {"set": names},
        tuple(dict.fromkeys(quotes)),
        _query(fact, head),
        basis="aggregate",
    )


_MOST_MADE = 12


def _own_basis(ask: Ask) -> Answer | None:
    """What a paper of the workspace says that it rests on: the sentence that makes it (根据甲，制定本办法); None where the
    question is about no such paper."""
    asked = _RESTS_ON.search(ask.question.text)
    heads = _papers(ask, ask.question.text[: asked.end("paper")]) if asked else []
    for head in heads:
        home, text = ask.facts.document(head.id), ask.facts.text(head.id)
        first = min((t.span.start for t in home.tasks), default=len(text))
        cited = sorted(
            (f for f in home.having("gh:cites") if f.span.start < first and f.relation),
            key=lambda f: f.span,
        )
        cited = [f for f in cited if _MAKES.search(around(text, f.span).of(text))]
        resting = [f for f in cited if re.search(_RELATIONS["rests"][1], f.relation)]
        if not (chosen := resting or cited):
            continue
        sentence = around(text, chosen[0].span)
        named: dict[str, tuple[str, Fact]] = {}
        for fact in (f for f in chosen if sentence.holds(f.span)):
            title = home.literal(fact.object, "dcterms:title")
            number = home.literal(fact.object, "gh:documentNumber")
            named.setdefault(fact.object, (_Cited(1.0, head, "", fact, title, number).shown, fact))
        shown = [one for one, _ in named.values()]
        facts = [fact for _, fact in named.values()]
        return Answer(
            KIND.name,
            f"{head.cite}写的依据是{listed(shown)}。",
            {"value": shown[0]} if len(shown) == 1 else {"set": shown},
            (
                *(ask.evidence(head, head.cite, f.span) for f in facts),
                ask.evidence(head, head.cite, sentence),
            ),
            _query(facts[0], head),
        )
    return missing(KIND.name, f"{heads[0].cite}没有写明依据哪份文件。") if heads else None


def _papers(ask: Ask, said: str) -> list[Head]:
    """The workspace's own papers that the words end with the title of: 云州的站点管理办法."""
    if ask.question.titles or ask.question.numbers:
        return documents_named(ask.question, ask.scope.documents, ask.facts)
    if brands := [fold(b) for b in (*ask.question.initiatives, *ask.question.quoted)]:
        sort = re.search(rf"(?:{SORT})》?$", said)
        named = [h for h in ask.scope.documents if all(b in fold("".join(h.names)) for b in brands)]
        return [h for h in named if sort and sort.group().rstrip("》") in "".join(h.names)]
    wanted = said
    for place in (*ask.question.cities, *ask.question.counties):
        wanted = wanted.replace(place, "")
    wanted = fold(_FRAME.sub("", wanted))
    if len(wanted) < _LEAST_TITLE:
        return []
    return [
        h
        for h in ask.scope.documents
        if any(fold(_FRAME.sub("", n)).removesuffix("通知").endswith(wanted) for n in h.names)
    ]


_LEAST_TITLE = 5
"""Signs of a title, at least, that names a paper without its issuer and year."""


def _ranked(ask: Ask, topic: Topic) -> list[_Cited]:
    """Citations whose passages speak of the topic, best first: the words of the citation's own clause count beside those of
    its sentence, and the relation asked for (按照, 贯彻, 出台) before another."""
    sort, relation, organ = _sort(ask), _relation(ask.question.text), _organ(ask.question.text)
    found: list[_Cited] = []
    seen: set[str] = set()
    for hit in ask.passages(topic, 20):
        passage = hit.passage
        if passage.id in seen:
            continue
        seen.add(passage.id)
        home = ask.facts.document(passage.document)
        span = Span(passage.start, passage.end)
        text = ask.facts.text(passage.document)
        whole = topic.fit(fold(f"{passage.section} {passage.title} {passage.text}"))
        if whole < 0.5:
            continue
        cited = list(
            {f.span: f for f in home.having("gh:cites", "gh:creates") if span.holds(f.span)}.values()
        )
        for fact in cited:
            title = home.literal(fact.object, "dcterms:title") or fact.written
            if title in home.head.names:  # 现将《…》印发给你们: the paper itself
                continue
            sentence = around(text, fact.span)
            own = topic.fit(fold(_own_clause(text, fact, cited, sentence)))
            score = 0.5 * whole + 0.5 * topic.fit(fold(sentence.of(text))) + 0.1 * own
            if sort and not title.rstrip("（试行）()").endswith(sort):
                score -= 0.35
            if relation:
                score -= 0.0 if _same_relation(relation, fact) else 0.2
            if organ:
                written = text[max(sentence.start, fact.span.start - _BEFORE) : fact.span.start] + title
                score += 0.15 if organ.search(written) else -0.35
            number = home.literal(fact.object, "gh:documentNumber")
            found.append(_Cited(score, home.head, passage.locator, fact, title, number))
    found = [f for f in found if f.score >= 0.45]
    found.sort(key=lambda f: (-f.score, f.head.source_file, f.fact.span))
    return found


#: 根据市委哪个文件, 省总的什么意见: whose paper it is to be, and how the citing sentence writes that organ.
_ORGANS = (
    (r"市委(?:办公?[厅室]?)?", r"市委"), (r"市政府|市人民政府", r"市政府|市人民政府|市政办"), (r"省委(?:办公厅)?", r"省委"),
    (r"省政府|省人民政府", r"省政府|省人民政府"), (r"省总(?:工会)?", r"省总|省[㐀-鿿]{0,2}工会"), (r"全总|全国总工会|中华全国总工会", r"全总|全国总工会"),
    (r"市总(?:工会)?", r"市总|市总工会"), (r"国务院", r"国务院"), (r"党中央|中共中央|中央", r"中共中央|中央"), (r"县委", r"县委"),
)  # fmt: skip
_BEFORE = 14
"""Signs before a title in which its organ stands."""


def _organ(text: str) -> re.Pattern[str] | None:
    """How sentences write the organ whose document is asked for; None where the question names none."""
    for said, written in _ORGANS:
        if re.search(rf"(?:{said})(?:的|发的|出台的|印发的|下发的|制定的)?(?:哪|什么)", text):
            return re.compile(written)
    return None


def _own_clause(text: str, fact: Fact, cited: list[Fact], sentence: Span) -> str:
    """What a sentence says of one of its citations: up to the next one that is not joined to it."""
    start = max(
        (f.span.end for f in cited if f.span.end <= fact.span.start and not _joined(text, f, fact)),
        default=sentence.start,
    )
    end = min(
        (f.span.start for f in cited if f.span.start >= fact.span.end and not _joined(text, fact, f)),
        default=sentence.end,
    )
    return Span(max(start, sentence.start), max(fact.span.end, min(end, sentence.end))).of(text)


def _joined(text: str, left: Fact, right: Fact) -> bool:
    """《甲》（云工发〔2031〕3号）、《乙》: one verb has both."""
    between = re.sub(r"（[^（）]{0,30}）|\([^()]{0,30}\)|\s", "", text[left.span.end : right.span.start])
    return bool(
        re.fullmatch(r"》?(?:、|和|及|以及|与|，以及)?(?:[㐀-鿿、]{0,24})《?", between)
    ) and not _ANY_RELATION.search(between)


def _together(ask: Ask, ranked: list[_Cited], wanted: int) -> list[_Cited]:
    """The documents of the best one's sentence: all of the relation asked for, in the order of the text."""
    best = ranked[0]
    text = ask.facts.text(best.head.id)
    sentence = around(text, best.fact.span)
    relation = _relation(ask.question.text)
    near = [
        r
        for r in ranked
        if r.head == best.head
        and sentence.holds(r.fact.span)
        and (not relation or _same_relation(relation, r.fact) or len(_relations(ask.question.text)) > 1)
    ] or [best]
    unique: dict[str, _Cited] = {}
    for one in near:  # a title and its number are two quotes of one document
        unique.setdefault(one.title or one.number, one)
    chosen = sorted(unique.values(), key=lambda r: -r.score)[: wanted or None]
    return sorted(chosen, key=lambda r: r.fact.span)


def _relations(text: str) -> list[str]:
    bare = re.sub(r"《[^》]*》", "", text)
    return [name for name, (words, _) in _RELATIONS.items() if re.search(words, bare)]


def _relation(text: str) -> str:
    """Which relation the question asks for; "" where it does not say, or says several."""
    found = _relations(text)
    return found[0] if len(found) == 1 else ""


def _same_relation(asked: str, fact: Fact) -> bool:
    if asked == "makes":
        return fact.predicate == "gh:creates"
    if fact.predicate == "gh:creates":
        return False
    return bool(re.search(_RELATIONS[asked][1], fact.relation)) if fact.relation else True


def _sort(ask: Ask) -> str:
    for pattern in PATTERNS:
        if found := pattern.regex.search(ask.question.text):
            groups = found.groupdict()
            sort = (
                groups.get("sort") or groups.get("sort2") or groups.get("sort3") or groups.get("sort4") or ""
            )
            return "" if sort in ("文件", "政策", "制度") else sort
    return ""


def _query(fact: Fact, head: Head) -> str:
    return _prologue(
        f"SELECT ?subject ?title ?number ?quote WHERE {{\n  VALUES ?policy {{ {_values([fact.object])} }}\n"
        f"  GRAPH <{fact_graph(head)}> {{\n    ?f rdf:object ?policy ; rdf:subject ?subject ; rdf:predicate {fact.predicate} ; "
        "prov:wasQuotedFrom ?quote .\n    OPTIONAL { ?policy dcterms:title ?title }\n    OPTIONAL { ?policy gh:documentNumber ?number }\n  }\n}"
    )


def fact_graph(head: Head) -> str:
    from kg import ids

    return ids.expand(head.id)


__all__ = ["KIND", "Topic"]
KIND = Kind("task_to_policy", PATTERNS, answer)
