"""某项工作依据、落实或出台的是哪份文件? The instrument that a task cites or makes."""

from __future__ import annotations

import re

from kg.model import Span
from search.ask.answer import Answer, listed, missing
from search.ask.facts import Fact, Head
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import _prologue, _values
from search.ask.sentences import around
from search.fit import Topic
from search.tokens import fold

_SORT = r"文件|意见|条例|办法|规定|方案|政策|通知|法律|法|细则|规划|纲要|标准|规范|制度|指南|要点|决定|计划|措施|准则|预案|手册|清单|实施意见|实施办法|实施方案|指导意见|管理办法|工作规范"
PATTERNS = (
    Pattern.of(
        "which-instrument",
        rf"(?:的)?(?:是|按照?|根据|依据|依照|落实|贯彻|执行|参照|出台|制定|印发|要求)?(?:的)?(?:是)?(?:哪|什么|啥)(?:一)?(?:份|部|个|项|些|几份|几部|几个)?(?:上级|省里的?|省总的?|省|市|国家)?(?:实施|指导|管理|工作)?(?P<sort>{_SORT})",
        "职工驿站建设依据的是哪份文件？",
    ),
    Pattern.of(
        "basis",
        r"(?:有)?(?:什么|啥|哪些)?(?:政策|文件|制度)?依据(?:是)?(?:什么|啥|哪)?|根据(?:的是)?(?:什么|啥)|(?:是)?按什么(?:来|办|验收|标准)?|(?:依据|落实|验收依据|执行|贯彻)(?:的)?\s*(?:文件|办法|意见|方案|条例|规定)(?=$|[？?])",
        "发放助学金的依据是什么？",
    ),
    Pattern.of(
        "makes-what",
        rf"(?:打算|要|将|准备|计划)?(?:出台|制定|印发|起草)(?:了)?(?:什么|哪些|哪个|哪份|啥)(?P<sort2>{_SORT})?",
        "规范经费收缴要出台什么文件？",
    ),
)
_MAKE = re.compile(r"出台|制定|印发|起草|编制|拟定")


def answer(ask: Ask) -> Answer | None:
    topic = ask.topic("联合", "依据", "落实", "贯彻", "打算", "出台", "制定", "印发")
    if topic.empty:
        return None
    sort = _sort(ask)
    makes = bool(_MAKE.search(ask.asked))
    ranked: list[tuple[float, Head, str, Fact]] = []
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
        for fact in home.having("gh:cites", "gh:creates"):
            if not span.holds(fact.span):
                continue
            near = fold(around(text, fact.span).of(text))
            title = home.literal(fact.object, "dcterms:title") or fact.written
            score = 0.5 * whole + 0.5 * topic.fit(near)
            if sort and not title.endswith(sort):
                score -= 0.35 if sort != "文件" else 0.0
            if makes != (fact.predicate == "gh:creates"):
                score -= 0.2
            ranked.append((score, home.head, passage.locator, fact))
    ranked = [r for r in ranked if r[0] >= 0.45]
    if not ranked:
        return missing(KIND.name, f"文件里没有写明“{topic.text or listed(topic.must)}”对应的文件。")
    ranked.sort(key=lambda r: (-r[0], r[1].source_file, r[3].span))
    best = ranked[0]
    fact, home = best[3], ask.facts.document(best[1].id)
    title = home.literal(fact.object, "dcterms:title") or fact.written
    number = home.literal(fact.object, "gh:documentNumber")
    value = (f"《{title}》" if title else "") + (f"（{number}）" if number and title else number)
    text = ask.facts.text(best[1].id)
    evidence = (
        ask.evidence(best[1], best[2], fact.span),
        ask.evidence(best[1], best[2], around(text, fact.span)),
    )
    return Answer(
        KIND.name,
        f"{best[2] or best[1].cite}写的是{value}。",
        {"value": value},
        evidence,
        _query(fact, best[1]),
    )


def _sort(ask: Ask) -> str:
    for pattern in PATTERNS:
        if found := pattern.regex.search(ask.question.text):
            groups = found.groupdict()
            sort = groups.get("sort") or groups.get("sort2") or ""
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
