"""某工会有哪些部门? The departments of an organisation that its documents name."""

from __future__ import annotations

import re

from kg import ids
from kg.model import Span
from search.ask.answer import Answer, Evidence, listed, missing
from search.ask.facts import UNIT_PREDICATES, Fact, Head
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import document_units

PATTERNS = (
    Pattern.of(
        "which-departments",
        r"(?:总工会|市总|省总|工会|机关|[市县区省])?(?:都)?(?:有|设|设了|下设|包括)(?:了)?(?:哪些|什么|哪几个|几个|多少个)(?:内设)?(?:部门|处室|科室|机构|部室)(?=$|[？?。，和])|(?:总工会|市总|省总)(?:的)?\s*(?:部门|处室|内设机构)(?:名单|有哪些|列表)?(?=$|[？?])",
        "云州市总工会有哪些部门？",
    ),
)


def answer(ask: Ask) -> Answer | None:
    if (
        not ask.scope.narrow
        or ask.question.initiatives
        or re.search(r"负责|牵头|配合|参与|涉及", ask.question.text)
    ):
        return None
    places = {*ask.question.cities, *ask.question.counties} or {h.place for h in ask.scope.documents}
    first: dict[str, tuple[Head, Fact]] = {}
    for head, fact in ask.facts.stated(ask.scope.documents, "org:unitOf"):
        if head.county and head.county not in ask.question.counties:
            continue
        owner = ask.known.entities.name(fact.object)
        unit = ask.known.entities.name(fact.subject)
        if unit and owner.endswith("总工会") and any(p in owner for p in places):
            first.setdefault(unit, (head, fact))
    if not first:
        return missing(KIND.name, "文件里没有提到所问单位的部门。")
    found = _named_at(ask, first)
    places_of = {h.id: k for k, h in enumerate(ask.scope.documents)}
    names = sorted(first, key=lambda n: (places_of[first[n][0].id], found[n].span, n))
    return Answer(
        KIND.name,
        f"文件里提到的部门有{len(names)}个：{listed(names)}。文件没有提到的部门不在其中。",
        {"set": names},
        tuple(found[n] for n in names),
        document_units(first[n][0].id for n in names),
        basis="aggregate",
    )


def _named_at(ask: Ask, first: dict[str, tuple[Head, Fact]]) -> dict[str, Evidence]:
    """Where documents name the departments themselves: as those that answer for work, else by their names in the text."""
    canonical = ask.known.entities.canonical
    heads = list(dict.fromkeys(head for head, _ in first.values()))
    answering: dict[tuple[str, str], Fact] = {}
    for head, fact in (one for p in UNIT_PREDICATES for one in ask.facts.stated(heads, p)):
        key = head.id, canonical(fact.object)
        if key not in answering or _in_order(fact) < _in_order(answering[key]):
            answering[key] = fact
    wanted = {n: answering.get((head.id, canonical(f.subject))) for n, (head, f) in first.items()}
    tasks = ask.facts.tasks(ids.short(f.subject) for f in wanted.values() if f is not None)
    out = {}
    for name, (head, fact) in first.items():
        one = wanted[name]
        task = tasks.get(ids.short(one.subject)) if one is not None else None
        if one is not None and task is not None:
            out[name] = ask.of_task(task, one.span)
        else:
            out[name] = _in_words(ask, head, fact, name)
    return out


def _in_order(fact: Fact) -> tuple[tuple[int, ...], Span]:
    return ids.tail(fact.subject), fact.span


def _in_words(ask: Ask, head: Head, fact: Fact, unit: str) -> Evidence:
    text = ask.facts.text(head.id)
    known = ask.known.entities.mention(fact.subject)
    for name in (unit, *sorted(known.names if known else (), key=len, reverse=True)):
        if found := re.search(r"\s*".join(map(re.escape, name)), text):
            return ask.evidence(head, head.cite, Span(found.start(), found.end()))
    return ask.evidence(head, head.cite, fact.span)


KIND = Kind("units", PATTERNS, answer)
